"""The one line above a table: what is searched, what is filtered folded away, and how close the lines stand.

``assets/tabel.js`` closes what is unfolded, keeps the focus and remembers how close the lines stand.
"""

from typing import Any

import reflex as rx

from sekampadi.i18n import t


def lipatan(judul: str, *isi: Any) -> rx.Component:
    """Fold filters behind one button; they open over what is below them."""
    return rx.el.details(
        rx.el.summary(judul, class_name="tombol tombol-biasa"),
        rx.el.div(*isi, class_name="saring saring-isi"),
        class_name="saring-lipat",
        custom_attrs={"data-lipat": ""},
    )


def keping_saring(state: Any) -> rx.Component:
    """Show what is filtered, each with the way to take it off, and the way to take all off.

    The state has ``keping`` and ``tanpa_saringan``.
    """

    def keping(k: Any) -> rx.Component:
        return rx.el.li(
            rx.el.a(
                rx.el.span(k.nama, ": ", k.nilai, class_name="keping-kata"),
                rx.el.span("✕", custom_attrs={"aria-hidden": "true"}),
                href=k.alamat,
                title=k.nilai,
                class_name="keping",
                custom_attrs={
                    "data-keping": "",
                    "aria-label": t("Hapus saringan") + " " + k.nama + ": " + k.nilai,
                },
            ),
            key=k.kunci,
        )

    return rx.cond(
        state.keping.length() > 0,
        rx.el.div(
            rx.el.ul(
                rx.foreach(state.keping, keping),
                class_name="daftar-keping",
                aria_label=t("Saringan yang dipakai"),
            ),
            rx.el.a(t("Hapus semua saringan"), href=state.tanpa_saringan, class_name="lepas-semua"),
            class_name="baris-keping",
        ),
    )


def tombol_kerapatan() -> rx.Component:
    """Let the lines of all tables stand closer, or apart again; the browser keeps the choice."""
    return rx.el.button(
        rx.el.span(t("Rapatkan baris"), class_name="ke-rapat"),
        rx.el.span(t("Renggangkan baris"), class_name="ke-lega"),
        type="button",
        class_name="tombol tombol-teks kerapatan",
        custom_attrs={"data-kerapatan": ""},
    )


def dua_baris(text: Any) -> rx.Component:
    """Show a name on at most two lines; all of it to a pointer that rests on it, and at a tap."""
    return rx.el.span(text, title=text, class_name="dua-baris", custom_attrs={"data-utuh": ""})
