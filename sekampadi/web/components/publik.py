"""The frame of the public pages."""

from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.components.koneksi import koneksi
from sekampadi.web.states.identitas import IdentitasState


def merek(href: Any = "/") -> rx.Component:
    """Show the mark and the name."""
    return rx.el.a(
        rx.el.img(src="/identitas/logo", alt="", width="44", height="44", class_name="merek-tanda"),
        rx.el.span(
            rx.el.span("SeKaM Padi", class_name="merek-nama"),
            rx.el.span(
                t("Survei Kepuasan Masyarakat Aplikasi Daring"), class_name="merek-kepanjangan"
            ),
            class_name="merek-teks",
        ),
        href=href,
        class_name="merek",
    )


def kaki() -> rx.Component:
    """Show the footer: the office that runs the application."""
    return rx.el.footer(IdentitasState.pengelola, class_name="kaki")


def halaman_publik(*children: Any, terputus: str) -> rx.Component:
    """Frame a public page.

    Args:
        children: its content.
        terputus: what to say while the connection is gone.
    """
    return rx.el.div(
        rx.el.a(t("Langsung ke isi"), href="#isi", class_name="lewati"),
        rx.el.header(merek(), class_name="kepala"),
        koneksi(terputus),
        rx.el.main(*children, id="isi", class_name="isi-publik"),
        kaki(),
        class_name="halaman",
    )
