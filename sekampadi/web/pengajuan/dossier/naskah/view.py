"""The words of a dossier, and the dialog in which they are written."""

from typing import Any

import reflex as rx

from sekampadi.domain.pengajuan.dossier import TEKS_MAX
from sekampadi.i18n import t
from sekampadi.web.pengajuan.dossier.naskah.state import OBJEK
from sekampadi.web.pengajuan.dossier.naskah.state import NaskahState as Isian
from sekampadi.web.pengajuan.dossier.state import DossierState as State
from sekampadi.web.ui.dasar import baris_tombol, tombol
from sekampadi.web.ui.draf import kaki_draf, kepala_draf
from sekampadi.web.ui.formulir import isian_teks
from sekampadi.web.ui.tindakan import dialog_form


def _teks(judul: str, isi: Any) -> rx.Component:
    return rx.fragment(
        rx.el.h3(judul),
        rx.cond(
            isi != "",
            rx.el.p(isi, class_name="dos-teks"),
            rx.el.p(t("Belum ditulis."), class_name="petunjuk"),
        ),
    )


def naskah() -> rx.Component:
    """Show the words, and that a draft of them is not saved."""
    d = State.tampil
    return rx.el.section(
        rx.el.h2(t("Naskah Ketua Tim Kerja")),
        _teks(t("Pengantar"), d.pengantar),
        _teks(t("Simpulan dan saran"), d.simpulan),
        rx.cond(State.ada_draf, rx.el.p(t("Draf Anda belum disimpan."), class_name="dos-draf")),
        rx.cond(
            d.boleh_naskah,
            baris_tombol(tombol(t("Ubah naskah"), kind="biasa", on_click=Isian.buka(d.draf))),
        ),
        class_name="kartu panel",
    )


def dialog_naskah(*di_atas: rx.Component) -> rx.Component:
    """Make the dialog; ``di_atas`` stands above its fields."""
    lama = Isian.tersimpan
    return dialog_form(
        Isian,
        kepala_draf(Isian, OBJEK, Isian.rencana),
        *di_atas,
        isian_teks(Isian, "pengantar", t("Pengantar"), panjang=TEKS_MAX, rows=8),
        isian_teks(Isian, "simpulan", t("Simpulan dan saran"), panjang=TEKS_MAX, rows=8),
        rx.cond(
            lama.ada,
            rx.el.section(
                rx.el.h3(t("Naskah yang tersimpan sekarang")),
                _teks(t("Pengantar"), lama.pengantar),
                _teks(t("Simpulan dan saran"), lama.simpulan),
            ),
        ),
        kaki_draf(Isian, "dos-kaki"),
        on_submit=Isian.simpan,
        saat=OBJEK,
        lebar=True,
        tentang=Isian.rencana + "/" + OBJEK,
        batal=t("Tutup"),
    )
