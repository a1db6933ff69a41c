"""The login (decree, K.2 a)."""

from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.web.akun.sesi.state import LoginState, SesiState
from sekampadi.web.route import Route
from sekampadi.web.ui.dasar import pesan, tautan_tombol, teks_petunjuk, tombol
from sekampadi.web.ui.publik import halaman_publik
from sekampadi.web.ui.states.identitas import IdentitasState


def _sudah_masuk() -> rx.Component:
    """Say who is logged in here, with the way on; the form below is for somebody else."""
    return rx.el.section(
        rx.el.h1(t("Anda sudah masuk sebagai {siapa}", siapa=SesiState.username)),
        rx.el.p(
            SesiState.peran,
            rx.cond(SesiState.upp_nama != "", ", " + SesiState.upp_nama, ""),
            role="status",
        ),
        tautan_tombol(t("Ke halaman awal Anda"), SesiState.awal),
        class_name="masuk sudah-masuk",
        custom_attrs={"data-sudah-masuk": "1"},
    )


def _judul() -> rx.Component:
    return rx.cond(
        SesiState.username != "",
        rx.fragment(
            rx.el.h2(t("Masuk sebagai orang lain")),
            teks_petunjuk(
                t(
                    "Sesi {siapa} di peramban ini berakhir begitu orang lain masuk.",
                    siapa=SesiState.username,
                )
            ),
        ),
        rx.el.h1(t("Silakan masuk")),
    )


_SALAH = LoginState.galat != ""


def _isian(name: str, label: str, *petunjuk: rx.Component, **props: Any) -> rx.Component:
    # Which of the two is wrong is never said: both are.
    wrong = {"aria-invalid": _SALAH, "aria-describedby": rx.cond(_SALAH, "ringkasan-galat", "")}
    wrong |= props.pop("custom_attrs", {})
    return rx.el.div(
        rx.el.label(label, html_for=name, class_name="tanya"),
        *petunjuk,
        rx.el.input(id=name, name=name, class_name="masukan", custom_attrs=wrong, **props),
    )


def _isian_kode(tahap: str, label: str, petunjuk: str, **props: Any) -> rx.Component:
    """Make the field of the second step, which the focus moves to when it appears."""
    return _isian(
        "kode",
        label,
        rx.el.p(petunjuk, id="petunjuk-kode", class_name="petunjuk"),
        auto_complete="one-time-code",
        auto_capitalize="none",
        spell_check=False,
        key=tahap,
        custom_attrs={
            "aria-describedby": rx.cond(_SALAH, "ringkasan-galat petunjuk-kode", "petunjuk-kode"),
            "data-fokus": tahap,
        },
        **props,
    )


def _langkah_dua() -> rx.Component:
    """Ask for the code of the application, or for a recovery code."""
    pemulihan = LoginState.tahap == "pemulihan"
    return rx.el.form(
        rx.cond(
            pemulihan,
            _isian_kode(
                "pemulihan",
                t("Kode pemulihan"),
                t("Salah satu kode yang Anda simpan. Setiap kode berlaku satu kali."),
                max_length=40,
            ),
            _isian_kode(
                "kode",
                t("Kode verifikasi"),
                t("Enam angka yang sedang tampil di aplikasi autentikator Anda."),
                input_mode="numeric",
                max_length=10,
            ),
        ),
        tombol(t("Masuk"), type="submit", disabled=~LoginState.is_hydrated),
        rx.cond(
            pemulihan,
            tombol(t("Pakai kode aplikasi"), kind="teks", on_click=LoginState.pakai("kode")),
            tombol(t("Pakai kode pemulihan"), kind="teks", on_click=LoginState.pakai("pemulihan")),
        ),
        tombol(t("Kembali"), kind="teks", on_click=LoginState.pakai("")),
        on_submit=LoginState.periksa,
        no_validate=True,
    )


def _langkah_satu() -> rx.Component:
    """Ask for username and password."""
    return rx.el.form(
        _isian(
            "username",
            t("Username"),
            auto_complete="username",
            auto_capitalize="none",
            spell_check=False,
        ),
        _isian(
            "password",
            t("Kata sandi"),
            type="password",
            auto_complete="current-password",
        ),
        tombol(t("Masuk"), type="submit", disabled=~LoginState.is_hydrated),
        on_submit=LoginState.masuk,
        no_validate=True,
    )


def _penyedia() -> rx.Component:
    """Offer the way to the provider of logins; it leaves the page, as the cookie needs it."""
    return tautan_tombol(
        t("Masuk dengan {nama}", nama=LoginState.penyedia), LoginState.jalan, kind="biasa"
    )


def _lupa() -> rx.Component:
    return rx.el.details(
        rx.el.summary(rx.cond(LoginState.tahap == "", t("Lupa kata sandi?"), t("Ponsel hilang?"))),
        rx.el.p(
            rx.cond(
                LoginState.tahap == "",
                t(
                    "Hubungi operator UPP Anda, atau Admin di {pengelola}. Anda akan diberi "
                    "kata sandi sekali pakai.",
                    pengelola=IdentitasState.pengelola,
                ),
                t(
                    "Pakai kode pemulihan. Bila itu pun tidak ada, hubungi operator UPP Anda, atau "
                    "Admin di {pengelola}: verifikasi dua langkah Anda dapat diatur ulang.",
                    pengelola=IdentitasState.pengelola,
                ),
            )
        ),
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_publik(
        rx.cond(SesiState.username != "", _sudah_masuk()),
        rx.el.section(
            _judul(),
            # Which of the two is true only the tab knows: it shows it.
            pesan(t("Sesi Anda telah berakhir. Silakan masuk lagi."), id="sesi-berakhir"),
            pesan(
                t(
                    "Layar ini tidak terhubung lagi. Mintalah tautan baru kepada admin yang "
                    "menghubungkannya."
                ),
                id="layar-berakhir",
            ),
            pesan(
                t("Sesi Anda telah berakhir. Masuk lagi; isian ini akan kembali."),
                id="isian-menunggu",
            ),
            rx.cond(
                _SALAH, pesan(LoginState.galat, kind="bahaya", id="ringkasan-galat", tab_index=-1)
            ),
            rx.cond(LoginState.tahap == "", _langkah_satu(), _langkah_dua()),
            rx.cond((LoginState.tahap == "") & (LoginState.penyedia != ""), _penyedia()),
            _lupa(),
            class_name="masuk",
        ),
        terputus=t("Anda dapat masuk setelah tersambung lagi."),
    )


ROUTE = Route("/login", t("Masuk"), page, Permission.PUBLIC, (LoginState.muat,))
