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


def _isian(name: str, label: str, **props: Any) -> rx.Component:
    # Which of the two is wrong is never said: both are.
    wrong = {"aria-invalid": _SALAH, "aria-describedby": rx.cond(_SALAH, "ringkasan-galat", "")}
    return rx.el.div(
        rx.el.label(label, html_for=name, class_name="tanya"),
        rx.el.input(id=name, name=name, class_name="masukan", custom_attrs=wrong, **props),
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
                t("Sesi Anda telah berakhir. Masuk lagi; isian ini akan kembali."),
                id="isian-menunggu",
            ),
            rx.cond(
                _SALAH, pesan(LoginState.galat, kind="bahaya", id="ringkasan-galat", tab_index=-1)
            ),
            rx.el.form(
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
            ),
            rx.el.details(
                rx.el.summary(t("Lupa kata sandi?")),
                rx.el.p(
                    t(
                        "Hubungi operator UPP Anda, atau Admin di {pengelola}. Anda akan diberi "
                        "kata sandi sekali pakai.",
                        pengelola=IdentitasState.pengelola,
                    )
                ),
            ),
            class_name="masuk",
        ),
        terputus=t("Anda dapat masuk setelah tersambung lagi."),
    )


ROUTE = Route("/login", t("Masuk"), page, Permission.PUBLIC, (LoginState.muat,))
