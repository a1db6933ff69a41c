"""What the own account shows of its link to the provider of logins."""

import reflex as rx

from sekampadi.i18n import t
from sekampadi.services.akun.passwords import MAX_LENGTH
from sekampadi.web.akun.faktor.state import FaktorState
from sekampadi.web.akun.oidc.state import KaitanState as State
from sekampadi.web.ui.dasar import baris_tombol, tombol
from sekampadi.web.ui.formulir import isian_teks
from sekampadi.web.ui.tindakan import dialog_form, kabar


def _hubungkan() -> rx.Component:
    return dialog_form(
        State,
        rx.el.p(
            t(
                "Anda diarahkan ke {nama} dan masuk di sana sekali lagi. Sesudah itu Anda dapat "
                "masuk ke sini dengan akun itu.",
                nama=State.nama,
            )
        ),
        isian_teks(
            State,
            "sandi",
            t("Kata sandi Anda di sini"),
            panjang=MAX_LENGTH,
            type="password",
            auto_complete="current-password",
        ),
        rx.cond(
            FaktorState.aktif,
            isian_teks(
                State,
                "kode",
                t("Kode verifikasi"),
                petunjuk=t("Enam angka dari aplikasi autentikator, atau sebuah kode pemulihan."),
                panjang=40,
                auto_complete="one-time-code",
                auto_capitalize="none",
                spell_check=False,
            ),
        ),
        on_submit=State.hubungkan,
        simpan=t("Lanjut"),
        saat="hubungkan",
    )


def _lepas() -> rx.Component:
    return dialog_form(
        State,
        rx.el.p(t("Anda kemudian masuk dengan kata sandi saja. Akun ini sendiri tidak berubah.")),
        on_submit=State.lepas,
        simpan=t("Lepas"),
        saat="lepas",
        bahaya=True,
    )


def _keadaan() -> rx.Component:
    return rx.cond(
        State.terhubung,
        rx.fragment(
            rx.el.p(t("Akun ini terhubung. Anda dapat masuk dengan {nama}.", nama=State.nama)),
            baris_tombol(
                tombol(t("Ganti"), kind="biasa", on_click=State.buka("hubungkan")),
                tombol(t("Lepas"), kind="biasa", on_click=State.buka("lepas")),
            ),
        ),
        rx.fragment(
            rx.el.p(
                t(
                    "Hubungkan akun ini bila Anda ingin masuk dengan {nama}. Kata sandi Anda di sini "
                    "tetap berlaku.",
                    nama=State.nama,
                )
            ),
            baris_tombol(
                tombol(
                    t("Hubungkan akun {nama}", nama=State.nama),
                    kind="biasa",
                    on_click=State.buka("hubungkan"),
                )
            ),
        ),
    )


def bagian_kaitan() -> rx.Component:
    """Show the link of the own account, where there is a provider."""
    return rx.cond(
        State.nama != "",
        rx.el.section(
            rx.el.div(on_mount=State.masuk, hidden=True),
            rx.el.h2(t("Masuk dengan akun lain")),
            _keadaan(),
            kabar(State),
            _hubungkan(),
            _lepas(),
            class_name="kartu panel panel-sempit",
            custom_attrs={"data-uji": "kaitan"},
        ),
    )
