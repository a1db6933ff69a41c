"""Both of what two people have made of one thing, inside the form of the second one.

What is typed stays in its fields. ``assets/jaga.js`` puts what is stored into a field by the button
beside it; the button of the form saves what stands there then.
"""

from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.ui.dasar import tombol
from sekampadi.web.ui.states.versi import VersiMixin


def has_versi(state: Any) -> bool:
    """Tell whether the forms of a state show both."""
    return issubclass(state, VersiMixin)


def ada_beda(state: Any, untuk: str = "") -> Any:
    """Tell whether somebody else has changed what a form is about; ``untuk`` names one of several."""
    return (state.beda.length() > 0) & (state.beda_untuk == untuk)


def kata_simpan(state: Any, words: Any, untuk: str = "") -> Any:
    """Return what the button of a form is called, which says what it does when there are two."""
    if not has_versi(state):
        return words
    return rx.cond(ada_beda(state, untuk), t("Simpan isian saya"), words)


def beda_isian(state: Any, untuk: str = "") -> rx.Component:
    """Show what is stored beside what is typed, field by field; nothing while nobody was first."""
    if not has_versi(state):
        return rx.fragment()

    def baris(row: Any) -> rx.Component:
        return rx.el.tr(
            rx.el.th(row.judul, scope="row"),
            rx.el.td(
                rx.el.span(row.tersimpan),
                rx.cond(
                    row.diisi,
                    tombol(
                        t("Pakai ini"),
                        kind="teks",
                        custom_attrs={
                            "data-pakai": row.nama,
                            "data-nilai": row.nilai,
                            "aria-label": t("Pakai yang tersimpan: ") + row.judul,
                        },
                    ),
                ),
                custom_attrs={"data-judul": state.beda_oleh},
            ),
            rx.el.td(
                rx.el.span(row.anda),
                rx.cond(row.catatan != "", rx.el.span(row.catatan, class_name="petunjuk")),
                custom_attrs={"data-judul": t("Isian Anda")},
            ),
            key=row.nama,
        )

    return rx.cond(
        ada_beda(state, untuk),
        rx.el.div(
            rx.el.p(
                rx.el.strong(t("Belum disimpan: data ini baru saja diubah.")),
                " ",
                t(
                    "Bandingkan, perbaiki isian Anda bila perlu, lalu putuskan. Isian Anda masih ada "
                    "di bawah."
                ),
            ),
            rx.el.table(
                rx.el.caption(t("Yang tersimpan dan isian Anda"), class_name="hanya-pembaca"),
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th(t("Isian"), scope="col"),
                        rx.el.th(state.beda_oleh, scope="col"),
                        rx.el.th(t("Isian Anda"), scope="col"),
                    )
                ),
                rx.el.tbody(rx.foreach(state.beda, baris)),
            ),
            tombol(
                t("Pakai yang tersimpan"),
                kind="biasa",
                on_click=state.pakai_tersimpan,
                custom_attrs={"data-tersimpan": ""},
            ),
            key=state.beda_oleh,
            id="beda-isian",
            role="alert",
            tab_index=-1,
            class_name="beda-isian",
            custom_attrs={"data-fokus": state.beda_oleh},
        ),
    )
