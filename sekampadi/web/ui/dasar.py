"""The smallest parts: icons, buttons, messages, fields."""

from typing import Any

import reflex as rx

from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.i18n import t


def tombol(text: str, *, kind: str = "utama", **props: Any) -> rx.Component:
    """Make a button; its kind is ``utama`` (the one main action), ``biasa`` or ``teks``."""
    props.setdefault("type", "button")
    return rx.el.button(text, class_name=f"tombol tombol-{kind}", **props)


def tautan_tombol(text: str, href: Any, *, kind: str = "utama", **props: Any) -> rx.Component:
    """Make a link that looks like a button; it leaves the page by a full navigation."""
    # rx.el.a alone is routed in the browser, which knows no files and no session routes.
    props.setdefault("reload_document", True)
    return rx.el.a(text, href=href, class_name=f"tombol tombol-{kind}", **props)


def tautan_dalam(text: Any, target: Any, *, class_name: str = "tautan-dalam") -> rx.Component:
    """Make a link to a place on the same page; ``assets/sekampadi.js`` moves the focus there.

    A link to ``#place`` would be taken by the router of the pages, which forgets the query and
    with it what the page is about.
    """
    return rx.el.button(
        text,
        type="button",
        role="link",
        class_name=class_name,
        custom_attrs={"data-ke": target},
    )


def baris_tombol(*buttons: Any) -> rx.Component:
    """Set buttons side by side."""
    return rx.el.div(*buttons, class_name="baris-tombol")


def teks_petunjuk(*words: Any) -> rx.Component:
    """Write a paragraph of small print: what helps, or what a figure means."""
    return rx.el.p(*words, class_name="petunjuk")


def kepala_tabel(*heads: Any) -> rx.Component:
    """Make the headings of a table: words, or words and the class of the column."""
    pairs = [head if isinstance(head, tuple) else (head, "") for head in heads]
    return rx.el.thead(
        rx.el.tr(*(rx.el.th(words, scope="col", class_name=kelas) for words, kelas in pairs))
    )


def kepala_unsur() -> list[tuple[rx.Component, str]]:
    """Return the headings of the nine unsur, for :func:`kepala_tabel`."""
    return [(rx.el.abbr(u.kode, title=u.nama), "tengah") for u in URUTAN]


def opsi(options: Any, kosong: str = "") -> list[rx.Component]:
    """Make the lines of a list to pick from, the first of which may pick nothing.

    They are a state's list with ``kunci`` and ``nama``, or pairs known now.
    """
    first = [rx.el.option(kosong, value="")] if kosong else []
    if isinstance(options, list):
        return [*first, *(rx.el.option(nama, value=kunci) for kunci, nama in options)]
    return [*first, rx.foreach(options, lambda o: rx.el.option(o.nama, value=o.kunci))]


def opsi_kelompok(groups: Any) -> rx.Component:
    """Make the lines of a list to pick from that stand in groups, each under its heading."""
    return rx.foreach(groups, lambda g: rx.el.optgroup(*opsi(g.opsi), label=g.nama))


def pilih(
    judul: Any, options: Any, value: Any, on_change: Any, *, kosong: str = ""
) -> rx.Component:
    """Offer a list to pick from; its lines are those of :func:`opsi`."""
    return rx.el.label(
        judul,
        rx.el.select(
            *opsi(options, kosong), value=value, on_change=on_change, class_name="masukan"
        ),
    )


HARI: dict[str, Any] = {
    "type": "text",
    "input_mode": "numeric",
    "placeholder": t("hh-bb-tttt"),
    "auto_complete": "off",
    "max_length": 10,
}
"""What every field for a day is: a plain one, because a browser's own speaks the browser's language."""


def day_first(value: Any) -> Any:
    """Turn a day of a state round, as a field shows it."""
    return value.split("-").reverse().join("-")


def isian_hari(judul: Any, name: Any, value: Any) -> rx.Component:
    """Make a field for a day in a form of filters; a new value, year first, draws it anew.

    ``assets/admin.js`` reads what is typed, and says beside it when that is no day.
    """
    field, wrong = "hari-" + name, "galat-hari-" + name
    return rx.el.div(
        rx.el.label(judul, html_for=field),
        rx.el.input(
            id=field,
            name=name,
            default_value=day_first(value),
            key=name + value,
            class_name="masukan",
            custom_attrs={"data-hari": "", "data-galat": wrong, "aria-describedby": wrong},
            **HARI,
        ),
        rx.el.p(id=wrong, class_name="galat", role="alert"),
        class_name="isian-hari",
    )


def pilih_berkas(name: str, accept: str, **attrs: str) -> rx.Component:
    """Make the button that picks a file, with the name of the one picked; ``name`` is its id.

    The browser's own says "Choose file" in the browser's language. The label of the field comes
    from outside, beside the words of the button. It is no field of its form, or a form of a state
    would send the file through the socket, which takes none.
    """
    return rx.el.span(
        rx.el.input(
            type="file",
            id=name,
            accept=accept,
            class_name="berkas-masukan",
            custom_attrs={"data-berkas": "", **attrs},
        ),
        rx.el.label(t("Pilih berkas"), html_for=name, class_name="tombol tombol-biasa"),
        rx.el.span(t("Belum ada berkas dipilih"), class_name="berkas-nama", role="status"),
        class_name="berkas",
    )


def pesan(text: Any, *, kind: str = "info", **props: Any) -> rx.Component:
    """Show a message that screen readers announce: ``info``, ``bahaya`` or ``peringatan``."""
    role = "alert" if kind == "bahaya" else "status"
    return rx.el.div(text, class_name=f"pesan pesan-{kind}", role=role, **props)


def galat(field: str, errors: Any) -> rx.Component:
    """Show the error of a field beside it."""
    return rx.cond(
        errors.contains(field),
        rx.el.p(
            rx.el.span(t("Perbaiki:"), class_name="hanya-pembaca"),
            errors[field],
            id=f"galat-{field}",
            class_name="galat",
        ),
    )


def ringkasan_galat(errors: Any) -> rx.Component:
    """Show all errors of a form above it, each leading to its field."""
    return rx.cond(
        errors.length() > 0,
        rx.el.div(
            rx.el.h2(t("Ada yang perlu diperbaiki")),
            rx.el.ul(
                rx.foreach(
                    errors,
                    lambda e: rx.el.li(
                        tautan_dalam(e.pesan, "isian-" + e.field),
                        custom_attrs={"data-untuk": e.field},
                    ),
                )
            ),
            class_name="ringkasan-galat",
            role="alert",
            tab_index=-1,
            id="ringkasan-galat",
        ),
    )


def judul_panel(text: Any, name: str) -> rx.Component:
    """Make the heading of what has just been opened; the focus moves to it."""
    return rx.el.h2(text, id=name, tab_index=-1, custom_attrs={"data-fokus": name})


def wajah(skor: int) -> rx.Component:
    """Draw the face of a general rating, 1 (sad) to 4 (laughing)."""
    mulut = {
        1: "M15 34 Q24 24 33 34",
        2: "M16 32 Q24 28 32 32",
        3: "M15 29 Q24 36 33 29",
        4: "M13 27 Q24 42 35 27 Z",
    }[skor]
    return rx.el.svg(
        rx.el.svg.circle(cx="24", cy="24", r="21", class_name="wajah-muka"),
        rx.el.svg.circle(cx="17", cy="19", r="2.6", class_name="wajah-mata"),
        rx.el.svg.circle(cx="31", cy="19", r="2.6", class_name="wajah-mata"),
        rx.el.svg.path(d=mulut, class_name="wajah-mulut"),
        view_box="0 0 48 48",
        class_name=f"wajah wajah-{skor}",
        custom_attrs={"aria-hidden": "true", "focusable": "false"},
    )


def angka_besar(nilai: Any, uji: str) -> rx.Component:
    """Show the figure of a card; where there is none, words in the size of words.

    Tests find it by ``uji``.
    """
    return rx.el.p(
        nilai,
        class_name=rx.cond(
            rx.Var.create(nilai) == t("belum ada data"), "angka-besar angka-belum", "angka-besar"
        ),
        custom_attrs={"data-uji": uji},
    )


def kotak_angka(judul: str, nilai: Any, uji: str, *more: rx.Component) -> rx.Component:
    """Make the card of one figure, as :func:`angka_besar`, with more beneath it."""
    return rx.el.section(
        rx.el.h2(judul), angka_besar(nilai, uji), *more, class_name="kartu kartu-angka"
    )


def kosong(text: Any, *langkah: Any) -> rx.Component:
    """Say that there is nothing, and the next step, once the page knows: before it would be false."""
    return rx.cond(
        rx.State.is_hydrated, rx.el.p(text, *langkah, class_name="kosong"), rx.fragment()
    )
