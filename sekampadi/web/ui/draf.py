"""Forms whose typing is kept as a draft by ``assets/tindak-lanjut.js``: what it reads, says and presses.

A state of such a form is a ``DrafMixin`` (``sekampadi/web/ui/states/draf.py``) and has the handlers
``simpan_draf``, ``buka_lagi`` and ``buang``.
"""

from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.commands import Command, when_pressed
from sekampadi.web.ui.dasar import tombol


def tersembunyi(name: str, value: Any) -> rx.Component:
    """Make a field that goes with a form and is not seen."""
    return rx.el.input(type="hidden", name=name, value=value)


def kepala_draf(state: Any, objek: Any, rencana: Any, edisi: Any = "") -> rx.Component:
    """Say that a draft stands in a form; all it takes to save goes with it.

    Args:
        objek: what the form is about.
        rencana: of which plan, dossier or report, as :func:`pekerja_draf` names it.
        edisi: of the draft that the form begins with, where the server looks after editions.
    """
    return rx.el.div(
        tersembunyi("rencana", rencana),
        tersembunyi("versi", state.versi.to_string()),
        tersembunyi("dasar", state.dasar),
        tersembunyi("tiket", state.tiket),
        rx.cond(
            state.draf_pada != "",
            rx.el.p(
                t("Ini draf Anda dari "),
                state.draf_pada,
                t(", belum disimpan."),
                class_name="pesan pesan-info",
            ),
        ),
        custom_attrs={"data-draf": objek, "data-rencana": rencana, "data-edisi": edisi},
    )


def kaki_draf(state: Any, class_name: str, *lain: rx.Component) -> rx.Component:
    """Say what becomes of what is typed, and offer to throw the draft away while there is one.

    Args:
        lain: what else can be done about the draft.
    """
    buang = tombol(
        t("Buang draf"), kind="teks", on_click=state.buang, custom_attrs={"data-draf-buang": ""}
    )
    status = {"data-draf-status": ""}
    return rx.el.div(
        rx.el.p(role="status", class_name="petunjuk", custom_attrs=status),
        *lain,
        rx.cond(state.ada_draf, buang),
        class_name=class_name,
    )


def pekerja_draf(state: Any, rencana: Any) -> rx.Component:
    """Make what the script presses to keep a draft, and to open the form again."""

    def tombol_skrip(name: str, command: Command, answer: Any) -> rx.Component:
        call = when_pressed(command, answer=answer)
        return rx.el.button(id=f"rtl-{name}", type="button", hidden=True, on_click=call)

    return rx.el.div(
        tombol_skrip("draf", Command.DRAF_TYPED, state.simpan_draf),
        tombol_skrip("buka", Command.DRAF_OPEN, state.buka_lagi),
        hidden=True,
        custom_attrs={"data-rtl": rencana},
    )
