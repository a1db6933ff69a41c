"""The dialogs in which a part is written: a text or a table, and both texts where two have written."""

from typing import Any

import reflex as rx

from sekampadi.domain.tahunan.naskah import BARIS_TEKS_MAX, SEL_MAX
from sekampadi.i18n import t
from sekampadi.web.commands import Command, when_pressed
from sekampadi.web.tahunan.bagian.view import isi_bagian
from sekampadi.web.tahunan.naskah.isi import MOST
from sekampadi.web.tahunan.naskah.state import NaskahTahunanState as Isian
from sekampadi.web.ui.dasar import baris_tombol, galat, pesan, teks_petunjuk, tombol
from sekampadi.web.ui.draf import kaki_draf, kepala_draf, tersembunyi
from sekampadi.web.ui.formulir import isian_teks
from sekampadi.web.ui.tindakan import dialog, dialog_form, dialog_tanya


def _formulir(*fields: Any, saat: str) -> rx.Component:
    return dialog_form(
        Isian,
        kepala_draf(Isian, Isian.objek, Isian.rencana, Isian.edisi),
        tersembunyi("objek", Isian.objek),
        *fields,
        kaki_draf(Isian, "lt-kaki", rx.cond(Isian.draf_lain, _bandingkan())),
        on_submit=Isian.simpan,
        saat=saat,
        lebar=True,
        tentang=Isian.rencana + "/" + Isian.objek,
        batal=t("Tutup"),
    )


def _bandingkan() -> rx.Component:
    """Offer to look at both where two tabs write the same draft."""
    typed = when_pressed(Command.DRAF_NOW, answer=Isian.bandingkan)
    return tombol(t("Bandingkan"), kind="teks", on_click=typed)


def _teks() -> rx.Component:
    return _formulir(
        isian_teks(
            Isian,
            "teks",
            t("Tulisan"),
            petunjuk=rx.fragment(
                Isian.bantuan,
                " ",
                t("Baris kosong memisahkan alinea. Paling banyak {n} baris.", n=BARIS_TEKS_MAX),
                " ",
                t("Tabel yang ditempelkan menjadi baris; kolomnya dipisahkan tanda |."),
            ),
            panjang=MOST,
            rows=16,
        ),
        saat="teks",
    )


def _geser(words: str, sign: str, name: str, nomor: Any) -> rx.Component:
    return rx.el.button(
        rx.el.span(sign, custom_attrs={"aria-hidden": "true"}),
        type="button",
        title=words,
        class_name="tombol tombol-teks",
        custom_attrs={"data-baris-" + name: "", "aria-label": words + " " + nomor},
    )


def _sel(sel: Any) -> rx.Component:
    return rx.el.label(
        rx.el.span(sel.kolom, class_name="lt-nama-kolom"),
        rx.el.input(
            type="text",
            name=sel.nama,
            default_value=sel.nilai,
            placeholder=sel.contoh,
            max_length=SEL_MAX,
            auto_complete="off",
            class_name="masukan",
            custom_attrs={"aria-label": sel.judul},
        ),
    )


def _baris(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(row.nomor, class_name="lt-nomor", custom_attrs={"aria-hidden": "true"}),
        rx.foreach(row.sel, _sel),
        rx.el.span(
            _geser(t("Naikkan baris"), "↑", "naik", row.nomor),
            _geser(t("Turunkan baris"), "↓", "turun", row.nomor),
            _geser(t("Hapus baris"), "✕", "hapus", row.nomor),
            class_name="lt-geser",
        ),
        key=Isian.form_kunci + row.nomor,
        class_name="lt-baris " + Isian.lebar,
        custom_attrs={"data-baris-isian": ""},
    )


def _tabel() -> rx.Component:
    """Show the lines of a table; ``assets/tahunan.js`` hides those not yet used, and moves them."""
    return _formulir(
        rx.el.div(
            teks_petunjuk(
                Isian.bantuan, " ", t("Baris dari Word atau Excel dapat ditempelkan sekaligus.")
            ),
            galat("baris", Isian.salah),
            rx.el.div(
                rx.el.span(),
                rx.foreach(Isian.kolom, rx.el.span),
                class_name="lt-kepala " + Isian.lebar,
                custom_attrs={"aria-hidden": "true"},
            ),
            rx.el.ol(rx.foreach(Isian.baris, _baris), class_name="lt-isian"),
            baris_tambah(),
            id="isian-baris",
            tab_index=-1,
            custom_attrs={"data-editor": ""},
        ),
        saat="tabel",
    )


def baris_tambah() -> rx.Component:
    """Offer another line."""
    return rx.el.div(
        tombol(t("Tambah baris"), kind="biasa", custom_attrs={"data-baris-tambah": ""}),
        rx.el.span(role="status", class_name="petunjuk", custom_attrs={"data-baris-kabar": ""}),
        class_name="lt-tambah",
    )


def _banding() -> rx.Component:
    """Show both texts, and let one decide; nothing is lost by any choice."""

    def kolom(value: str, judul: Any, words: Any, isi: Any) -> rx.Component:
        return rx.el.section(
            rx.el.label(
                rx.el.input(type="radio", name="pilihan", value=value),
                rx.el.span(rx.el.strong(judul), rx.el.br(), words),
            ),
            rx.el.div(rx.foreach(isi, isi_bagian), class_name="lt-kutipan"),
        )

    def satu(b: Any) -> rx.Component:
        return rx.fragment(
            rx.el.p(b.penjelasan),
            rx.el.form(
                rx.el.div(
                    kolom("saya", b.judul_anda, b.pakai_anda, b.anda),
                    kolom("tersimpan", b.oleh, b.pakai_lain, b.tersimpan),
                    class_name="lt-banding",
                ),
                rx.el.label(
                    rx.el.input(type="radio", name="pilihan", value="gabung", default_checked=True),
                    rx.el.span(
                        rx.el.strong(t("Gabungkan keduanya")),
                        rx.el.br(),
                        t("Keduanya masuk ke isian untuk Anda rapikan, lalu simpan."),
                    ),
                    class_name="lt-gabung",
                ),
                baris_tombol(
                    rx.el.button(t("Lanjutkan"), type="submit", class_name="tombol tombol-utama"),
                    tombol(
                        t("Kembali ke isian"),
                        kind="biasa",
                        on_click=Isian.tutup,
                        custom_attrs={"data-tutup": ""},
                    ),
                ),
                on_submit=Isian.pakai,
                key=Isian.form_kunci,
                custom_attrs={"data-pilihan": Isian.objek},
            ),
        )

    return rx.cond(
        Isian.form == "banding",
        dialog(
            Isian.judul_form,
            "judul-banding",
            rx.cond(Isian.galat_tindakan != "", pesan(Isian.galat_tindakan, kind="bahaya")),
            rx.foreach(Isian.banding, satu),
            kunci="dialog" + Isian.form_kunci,
            tetap=True,
            lebar=True,
        ),
    )


def dialog_naskah() -> rx.Component:
    """Make the dialogs of a part; at most one of them is open."""
    return rx.fragment(_teks(), _tabel(), _banding(), dialog_tanya(Isian, Isian.lakukan))
