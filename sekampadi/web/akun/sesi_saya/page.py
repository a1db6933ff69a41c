"""Sesi saya: where the person is logged in."""

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.web.akun.sesi_saya.state import SesiSayaState as State
from sekampadi.web.ui.admin import halaman_admin, rute_admin
from sekampadi.web.ui.dasar import baris_tombol, teks_petunjuk, tombol
from sekampadi.web.ui.sesi import daftar_sesi
from sekampadi.web.ui.tindakan import dialog_tanya, kabar

PATH = "/admin/akun/sesi"


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        PATH,
        t("Sesi saya"),
        rx.el.div(dialog_tanya(State, State.lakukan), on_mount=State.masuk, class_name="lapis"),
        kabar(State),
        rx.el.section(
            rx.el.p(
                t(
                    "Perangkat tempat akun Anda sedang masuk. Bila ada yang tidak Anda kenal, akhiri "
                    "sesinya, lalu "
                ),
                rx.el.a(t("ganti kata sandi"), href="/admin/akun"),
                ".",
            ),
            daftar_sesi(State.sesi, State.akhiri),
            teks_petunjuk(
                t(
                    "Nama perangkat disebut oleh perambannya sendiri. Waktu terakhir dipakai dicatat "
                    "sampai hitungan menit."
                )
            ),
            baris_tombol(
                rx.cond(
                    State.sesi.length() > 1,
                    tombol(t("Akhiri sesi lain"), kind="biasa", on_click=State.minta("lain")),
                ),
                tombol(t("Keluar dari semua"), kind="biasa", on_click=State.minta("semua")),
            ),
            class_name="kartu panel panel-sempit",
        ),
    )


ROUTE = rute_admin(PATH, t("Sesi saya"), page, Permission.SESSION, State.muat)
