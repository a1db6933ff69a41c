"""The login (decree, K.2 a)."""

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.components.dasar import pesan, tombol
from sekampadi.web.components.publik import halaman_publik
from sekampadi.web.states.identitas import IdentitasState
from sekampadi.web.states.sesi import LoginState


def page() -> rx.Component:
    """Build the page."""
    return halaman_publik(
        rx.el.section(
            rx.el.h1(t("Silakan masuk")),
            rx.cond(LoginState.galat != "", pesan(LoginState.galat, kind="bahaya")),
            rx.el.form(
                rx.el.div(
                    rx.el.label("Username", html_for="username", class_name="tanya"),
                    rx.el.input(
                        id="username",
                        name="username",
                        auto_complete="username",
                        auto_capitalize="none",
                        spell_check=False,
                        class_name="masukan",
                    ),
                ),
                rx.el.div(
                    rx.el.label(t("Kata sandi"), html_for="password", class_name="tanya"),
                    rx.el.input(
                        id="password",
                        name="password",
                        type="password",
                        auto_complete="current-password",
                        class_name="masukan",
                    ),
                ),
                tombol(t("Masuk"), type="submit", disabled=~LoginState.is_hydrated),
                on_submit=LoginState.masuk,
                no_validate=True,
            ),
            rx.el.details(
                rx.el.summary(t("Lupa kata sandi?")),
                rx.el.p(
                    t("Hubungi operator UPP Anda, atau Admin di"),
                    " ",
                    IdentitasState.pengelola,
                    t(". Anda akan diberi kata sandi sekali pakai."),
                ),
            ),
            class_name="masuk",
        ),
        terputus=t("Anda dapat masuk setelah tersambung lagi."),
    )
