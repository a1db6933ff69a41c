"""Acting where a row is: the menu of a row, the dialog over it, and what an act is answered with.

``assets/tindakan.js`` opens and closes what is made here, and keeps the focus where the person was.
"""

from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.ui.dasar import baris_tombol, pesan, ringkasan_galat, tombol
from sekampadi.web.ui.formulir import jaga
from sekampadi.web.ui.versi import beda_isian, kata_simpan


def _menu(kata: Any, judul: Any, kelas: str, *butir: Any, kunci: Any = "") -> rx.Component:
    return rx.el.div(
        rx.el.button(
            kata,
            type="button",
            class_name=kelas,
            custom_attrs={
                "aria-haspopup": "menu",
                "aria-expanded": "false",
                "aria-label": judul,
                "data-menu": "",
                "data-untuk": kunci,
            },
        ),
        rx.el.div(
            *butir,
            role="menu",
            hidden=True,
            class_name="menu-isi",
            custom_attrs={"aria-label": judul},
        ),
        class_name="menu-baris",
    )


def menu_baris(nama: Any, kunci: Any, *butir: Any) -> rx.Component:
    """Make the menu of the acts on a row; ``nama`` is what it is called, ``kunci`` its id.

    By that id it is found again after a new load: what it is called may be another row by then.
    """
    kata = rx.el.span("⋯", custom_attrs={"aria-hidden": "true"})
    judul = t("Tindakan untuk") + " " + nama
    return _menu(kata, judul, "menu-tombol", *butir, kunci=kunci)


def tombol_menu(words: str, *butir: Any) -> rx.Component:
    """Make a button that opens a menu, in the place of many buttons beside each other."""
    return _menu(words, words, "tombol tombol-utama tombol-menu", *butir)


def butir_menu(words: str, on_click: Any, *, bahaya: bool = False) -> rx.Component:
    """Make a line of a row's menu; ``bahaya`` marks what takes something away."""
    return rx.el.button(
        words,
        type="button",
        role="menuitem",
        tab_index=-1,
        on_click=on_click,
        class_name="menu-butir menu-bahaya" if bahaya else "menu-butir",
    )


def tautan_menu(words: str, href: Any) -> rx.Component:
    """Make a line of a menu that leads elsewhere, or to a file, by a full navigation."""
    return rx.el.a(
        words,
        href=href,
        role="menuitem",
        tab_index=-1,
        class_name="menu-butir",
        reload_document=True,
    )


def dialog(
    judul: Any, name: str, *children: Any, kunci: Any, tetap: bool = False, lebar: bool = False
) -> rx.Component:
    """Make a dialog with a heading of the id ``name``; it opens when it appears in the page.

    Esc and a tap beside it press its button marked ``data-tutup``, unless something is typed or it
    is ``tetap``.
    """
    return rx.el.dialog(
        rx.el.h2(judul, id=name),
        *children,
        key=kunci,
        class_name="dialog dialog-lebar" if lebar else "dialog",
        custom_attrs={"aria-labelledby": name, "data-dialog": "tetap" if tetap else ""},
    )


def _batal(state: Any, words: str = t("Batal")) -> rx.Component:
    return tombol(words, kind="biasa", on_click=state.tutup, custom_attrs={"data-tutup": ""})


def _penolakan(state: Any) -> rx.Component:
    return rx.cond(
        state.galat_tindakan != "",
        pesan(state.galat_tindakan, kind="bahaya", id="penolakan", tab_index=-1),
    )


def dialog_form(
    state: Any,
    *fields: Any,
    on_submit: Any,
    simpan: Any = t("Simpan"),
    saat: str = "",
    bahaya: Any = False,
    lebar: bool = False,
    tentang: Any = None,
    batal: str = t("Batal"),
) -> rx.Component:
    """Ask for a form over the page, with what is wrong, its fields and its buttons.

    It is shown while the form named ``saat`` is open, without a name while any is. ``simpan`` says
    what its button does, ``bahaya`` that it takes something away, ``tentang`` which rows it is for
    if not for one. ``batal`` is what its way back is called where nothing is lost by it.
    """
    form = rx.el.form(
        ringkasan_galat(state.ringkasan),
        _penolakan(state),
        beda_isian(state),
        *fields,
        baris_tombol(
            rx.el.button(
                kata_simpan(state, simpan),
                type="submit",
                class_name=rx.cond(bahaya, "tombol tombol-bahaya", "tombol tombol-utama"),
            ),
            _batal(state, batal),
        ),
        on_submit=on_submit,
        no_validate=True,
        key=state.form_kunci,
        custom_attrs=jaga(state, tentang),
    )
    shown = state.form == saat if saat else state.form != ""
    key = "dialog" + state.form_kunci
    return rx.cond(shown, dialog(state.judul_form, "judul-form", form, kunci=key, lebar=lebar))


def dialog_tanya(state: Any, on_yes: Any) -> rx.Component:
    """Ask before an act; nothing is shown while there is nothing to ask."""
    tanya = state.tanya
    return rx.cond(
        tanya.tindakan != "",
        dialog(
            tanya.judul,
            "judul-tanya",
            rx.el.p(tanya.penjelasan),
            _penolakan(state),
            baris_tombol(
                rx.el.button(
                    tanya.tombol,
                    type="button",
                    on_click=on_yes,
                    class_name=rx.cond(tanya.bahaya, "tombol tombol-bahaya", "tombol tombol-utama"),
                ),
                _batal(state),
            ),
            kunci=tanya.tindakan + tanya.id,
        ),
    )


def _jalan(words: str, alamat: Any) -> rx.Component:
    return rx.cond(alamat != "", rx.fragment(" ", rx.el.a(words, href=alamat)))


def kabar(
    state: Any, *, urungkan: Any = None, jalan: tuple[str, Any] | None = None
) -> rx.Component:
    """Answer the last act: what worked goes by itself after some seconds, a refusal stays.

    ``urungkan`` takes the act back, while the state says that it can be. ``jalan`` are the words and
    the address of where what is refused can be mended; an empty address for nowhere.
    """

    def kotak(words: Any, detik: Any, kelas: str, *lanjut: rx.Component) -> rx.Component:
        return rx.el.div(
            rx.el.p(words, *lanjut),
            rx.cond(
                state.dapat_urung,
                rx.el.button(
                    t("Urungkan"),
                    rx.el.span(" (Ctrl+Z)", class_name="pintasan"),
                    type="button",
                    on_click=urungkan,
                    custom_attrs={"data-urung": "", "aria-keyshortcuts": "Control+Z"},
                ),
            )
            if urungkan is not None
            else rx.fragment(),
            rx.el.button(
                rx.el.span("✕", custom_attrs={"aria-hidden": "true"}),
                type="button",
                class_name="melayang-tutup",
                custom_attrs={"aria-label": t("Tutup pesan"), "data-tutup-kabar": ""},
            ),
            key=state.kabar_ke.to_string(),
            class_name=kelas,
            custom_attrs={"data-kabar": detik},
        )

    mend = [_jalan(*jalan)] if jalan else []
    # This place is there before its words, or a screen reader would not say them; an alert is said
    # when it comes.
    return rx.el.div(
        rx.el.div(
            rx.cond(
                state.berita != "",
                kotak(state.berita, rx.cond(state.dapat_urung, "10", "6"), "melayang"),
            ),
            role="status",
        ),
        rx.cond(
            state.gagal != "",
            rx.el.div(kotak(state.gagal, "0", "melayang melayang-galat", *mend), role="alert"),
        ),
        class_name="tempat-kabar",
    )
