"""Forms of the admin pages: fields with their errors beside them, and what sends a file."""

from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.ui.dasar import HARI, galat, opsi, pilih_berkas, tombol


def jaga(state: Any, nama: Any = None) -> dict[str, Any]:
    """Name a form to ``assets/jaga.js``, which guards what is typed into it and brings it back.

    ``nama`` tells what is typed for one thing from what is typed for another; without one the rows
    that the form is about do. What is brought back under a name is acted on: it says each of them.
    """
    return {"data-jaga": state.form + ":" + (state.form_id if nama is None else nama)}


def _frame(
    state: Any, field: str, label: str, control: rx.Component, petunjuk: Any = ""
) -> rx.Component:
    return rx.el.div(
        rx.el.label(label, html_for=f"isian-{field}", class_name="label-isian"),
        rx.el.p(petunjuk, id=f"petunjuk-{field}", class_name="petunjuk")
        if not isinstance(petunjuk, str) or petunjuk
        else rx.fragment(),
        galat(field, state.salah),
        control,
        class_name=rx.cond(state.salah.contains(field), "isian salah", "isian"),
    )


def _aria(state: Any, field: str) -> dict[str, Any]:
    return {
        "aria-describedby": f"petunjuk-{field} galat-{field}",
        "aria-invalid": rx.cond(state.salah.contains(field), "true", "false"),
    }


def isian_teks(
    state: Any,
    field: str,
    label: str,
    *,
    petunjuk: Any = "",
    panjang: int = 200,
    rows: int = 0,
    **props: Any,
) -> rx.Component:
    """Make a field for text, with as many lines as ``rows``; 0 for one line that cannot be broken.

    The state has a :class:`~sekampadi.web.ui.states.formulir.FormulirMixin`.
    """
    props.setdefault("type", "text")
    shared: dict[str, Any] = {
        "id": f"isian-{field}",
        "name": field,
        "default_value": state.isian.get(field, ""),
        "key": state.form_kunci + field,
        "max_length": panjang,
        "auto_complete": "off",
        "class_name": "masukan",
        "custom_attrs": _aria(state, field) | props.pop("custom_attrs", {}),
    }
    if rows:
        props.pop("type")
        control = rx.el.textarea(**(shared | {"rows": str(rows)} | props))
    else:
        control = rx.el.input(**(shared | props))
    return _frame(state, field, label, control, petunjuk)


def isian_tanggal(
    state: Any, field: str, label: str, *, petunjuk: Any = "", **props: Any
) -> rx.Component:
    """Make a field for a day, typed day first; its value in ``isian`` is written so, too."""
    return isian_teks(
        state, field, label, petunjuk=petunjuk, custom_attrs={"data-hari": ""}, **(HARI | props)
    )


def isian_pilihan(
    state: Any,
    field: str,
    label: str,
    options: Any,
    *,
    petunjuk: Any = "",
    kosong: str = t("Pilih"),
    on_change: Any = None,
) -> rx.Component:
    """Make a field that picks one of a list.

    ``kosong`` are the words of the line that picks nothing, ``on_change`` the event that follows
    what is picked and keeps it in ``isian``.
    """
    value = state.isian.get(field, "")
    picked = {"value": value, "on_change": on_change} if on_change else {"default_value": value}
    control = rx.el.select(
        *opsi(options, kosong),
        id=f"isian-{field}",
        name=field,
        key=state.form_kunci + field,
        class_name="masukan",
        custom_attrs=_aria(state, field),
        **picked,
    )
    return _frame(state, field, label, control, petunjuk)


def tombol_baris(words: str, row_name: Any, on_click: Any) -> rx.Component:
    """Make a button of a row; its accessible name says which row."""
    return tombol(
        words,
        kind="teks",
        on_click=on_click,
        custom_attrs={"aria-label": words + " " + row_name},
    )


def unggah(
    name: str, label: str, address: str, accept: str, *, petunjuk: str, words: str, maks: int
) -> rx.Component:
    """Offer to send a file of at most ``maks`` bytes.

    A small script sends it and shows what the server says.
    """
    return rx.el.form(
        rx.el.div(
            rx.el.label(label, html_for=f"isian-{name}", class_name="label-isian"),
            rx.el.p(petunjuk, id=f"petunjuk-{name}", class_name="petunjuk"),
            rx.el.p(id=f"galat-{name}", class_name="galat", role="alert"),
            pilih_berkas(
                f"isian-{name}",
                accept,
                **{"aria-describedby": f"petunjuk-{name} galat-{name}"},
            ),
            class_name="isian",
        ),
        tombol(words, type="submit", kind="biasa"),
        no_validate=True,
        class_name="unggah",
        custom_attrs={
            "data-unggah": address,
            "data-galat": f"galat-{name}",
            "data-maks": str(maks),
        },
    )
