"""The page of an address that leads nowhere, for the router in the browser.

Whoever asks the server for one gets the same from ``sekampadi.api.http.tidak_ada``, without script.
"""

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.web.route import Route
from sekampadi.web.ui.dasar import baris_tombol, tautan_tombol
from sekampadi.web.ui.publik import halaman_publik


def page() -> rx.Component:
    """Build the page."""
    return halaman_publik(
        rx.el.h1(
            t("Halaman tidak ditemukan"), tab_index=-1, custom_attrs={"data-fokus": "tidak-ada"}
        ),
        rx.el.p(
            t("Periksa lagi alamatnya, atau pindai ulang kode QR di loket."), class_name="pengantar"
        ),
        rx.el.p(t("Alamat yang lama mungkin sudah dihapus atau dipindahkan.")),
        baris_tombol(
            tautan_tombol(t("Kembali ke beranda"), "/"),
            tautan_tombol(t("Hasil survei"), "/hasil", kind="biasa"),
        ),
        terputus=t("Beranda dapat dibuka begitu tersambung lagi."),
    )


ROUTE = Route("/404", t("Halaman tidak ditemukan"), page, Permission.PUBLIC)
