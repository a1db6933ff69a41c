"""The frame of the public pages."""

from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.ui.dasar import tautan_dalam
from sekampadi.web.ui.koneksi import koneksi
from sekampadi.web.ui.states.identitas import IdentitasState

TANPA_SKRIP = t(
    "Halaman ini memerlukan JavaScript. Aktifkan JavaScript pada pengaturan peramban Anda, lalu "
    "muat ulang halaman ini."
)


def lewati() -> rx.Component:
    """Make the way past the head of a page; it stands first in the head, and shows when it has the focus."""
    return tautan_dalam(t("Langsung ke isi"), "isi", class_name="lewati")


def merek(href: Any = "/", *, daerah: bool = False) -> rx.Component:
    """Show the mark and the name; with ``daerah`` also whose survey it is."""
    return rx.el.a(
        rx.el.img(src="/identitas/logo", alt="", width="44", height="44", class_name="merek-tanda"),
        rx.el.span(
            rx.el.span("SeKaM Padi", class_name="merek-nama"),
            rx.el.span(
                t("Survei Kepuasan Masyarakat Aplikasi Daring"), class_name="merek-kepanjangan"
            ),
            rx.el.span(IdentitasState.daerah, class_name="merek-daerah")
            if daerah
            else rx.fragment(),
            class_name="merek-teks",
        ),
        href=href,
        class_name="merek",
    )


def kaki(*children: rx.Component) -> rx.Component:
    """Show the footer: the office that runs the application."""
    return rx.el.footer(
        *children, rx.el.p(IdentitasState.pengelola, class_name="pengelola"), class_name="kaki"
    )


def _jalan() -> rx.Component:
    """Show the ways to the other public pages."""
    ways = ((t("Beranda"), "/"), (t("Hasil survei"), "/hasil"), (t("Periksa lembar"), "/cek"))
    return rx.el.nav(
        *(rx.el.a(text, href=href) for text, href in ways),
        rx.el.a(t("Privasi"), href="/privasi", reload_document=True),
        class_name="kaki-jalan",
        aria_label=t("Halaman lain"),
    )


def ruang_tunggu(sudah: Any) -> rx.Component:
    """Keep a view's height for what comes with the first answer of the server.

    What stands below would be seen, and jump away when it comes. With ``sudah`` it is there, also
    while a lost connection is taken up again.
    """
    return rx.cond(
        rx.State.is_hydrated | sudah, rx.fragment(), rx.el.div(class_name="ruang-tunggu")
    )


def halaman_publik(
    *children: Any,
    terputus: str,
    tanpa_skrip: rx.Component | str = "",
    menyusul: bool = False,
) -> rx.Component:
    """Frame a public page.

    ``terputus`` is said while the connection is gone, ``tanpa_skrip`` where no scripts run; without
    it a sentence that fits every page. With ``menyusul`` most of it comes later than the frame, so
    the footer stays below what is seen first, however much it is.
    """
    return rx.el.div(
        rx.el.header(lewati(), merek(daerah=True), class_name="kepala"),
        koneksi(terputus),
        rx.el.main(
            rx.el.noscript(
                # What only a script could fill or send is not shown as if it worked.
                rx.el.style(".isi-publik > :not(h1, noscript) { display: none }"),
                rx.el.p(tanpa_skrip or TANPA_SKRIP, class_name="pesan pesan-peringatan"),
            ),
            *children,
            id="isi",
            class_name="isi-publik isi-menyusul" if menyusul else "isi-publik",
        ),
        kaki(_jalan()),
        class_name="halaman",
    )
