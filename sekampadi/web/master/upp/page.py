"""Tabel Master: UPP (decree, J.3)."""

import reflex as rx

from sekampadi.i18n import t
from sekampadi.services.master.tabel_master import JENIS, UPP_SPEC
from sekampadi.web.master.upp.state import UppState as State
from sekampadi.web.master.view import aksi_master, halaman_master
from sekampadi.web.ui.admin import rute_tabel
from sekampadi.web.ui.dasar import teks_petunjuk, tombol
from sekampadi.web.ui.formulir import isian_pilihan, isian_teks
from sekampadi.web.ui.tindakan import dialog_form


def _form() -> rx.Component:
    return dialog_form(
        State,
        isian_teks(State, "nama", t("Nama UPP")),
        isian_pilihan(State, "jenis", t("Jenis"), [(j, j) for j in JENIS]),
        isian_pilihan(
            State,
            "induk",
            t("UPP induk"),
            State.pilihan_induk,
            petunjuk=t("Hanya untuk UPT: UPP yang membawahinya."),
            kosong=t("Tanpa induk"),
        ),
        rx.cond(
            State.form == "ubah",
            teks_petunjuk(
                t("Kode "),
                rx.el.strong(State.isian.get("kode", "")),
                t(" tidak berubah, karena sudah tercetak pada kode QR."),
            ),
        ),
        on_submit=State.simpan,
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_master(
        State,
        UPP_SPEC,
        _form(),
        aksi=lambda row: aksi_master(State, row, row.sel["nama"]),
        empty=t("Belum ada UPP."),
        alat=tombol(t("Tambah UPP"), on_click=State.buka_tambah),
    )


ROUTE = rute_tabel(State, UPP_SPEC, page, menu=t("Tabel Master"))
