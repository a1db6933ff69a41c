"""What the tables of Tabel Master show alike: the frame of the page, and the menu of a row."""

from typing import Any

import reflex as rx

from sekampadi.domain.tabel import TableSpec
from sekampadi.i18n import t
from sekampadi.web.ui.admin import halaman_admin
from sekampadi.web.ui.dasar import pesan
from sekampadi.web.ui.formulir import isian_pilihan
from sekampadi.web.ui.tabel import Cell, bilah_saring, tabel
from sekampadi.web.ui.tindakan import butir_menu, dialog_tanya, menu_baris


def aktif(row: Any) -> Any:
    """Tell whether a row is open."""
    return row.sel["status"] == t("Aktif")


def _status(row: Any) -> rx.Component:
    """Show the status of a row in words, on a quiet ground when it is closed."""
    kelas = rx.cond(aktif(row), "status", "status status-mati")
    return rx.el.span(row.sel["status"], class_name=kelas)


def aksi_master(state: Any, row: Any, nama: Any, *more: Any) -> rx.Component:
    """Make the menu of a row; ``more`` stands between changing and closing it."""
    may = row.boleh.contains
    return menu_baris(
        nama,
        row.id,
        rx.cond(may("ubah"), butir_menu(t("Ubah"), state.buka_ubah(row.id))),
        *more,
        rx.cond(
            aktif(row),
            rx.cond(may("nonaktif"), butir_menu(t("Nonaktifkan"), state.minta("nonaktif", row.id))),
            rx.cond(may("aktif"), butir_menu(t("Aktifkan"), state.aktifkan(row.id))),
        ),
        rx.cond(may("hapus"), butir_menu(t("Hapus"), state.minta("hapus", row.id), bahaya=True)),
    )


def halaman_master(
    state: Any, spec: TableSpec, *panels: Any, aksi: Cell, empty: str, alat: rx.Component
) -> rx.Component:
    """Frame the page of a table: what is opened over or above it, its filters, its rows."""
    return halaman_admin(
        spec.path,
        spec.title,
        rx.el.div(
            *panels,
            dialog_tanya(state, state.lakukan),
            on_mount=state.masuk,
            class_name="lapis",
        ),
        bilah_saring(state, spec),
        tabel(state, spec, cells={"status": _status}, actions=aksi, empty=empty),
        alat=alat,
    )


def isian_upp(state: Any) -> rx.Component:
    """Ask for an UPP; where there is none yet, say so instead of offering an empty list."""
    return rx.cond(
        state.pilihan_upp.length() > 0,
        isian_pilihan(state, "upp", t("UPP"), state.pilihan_upp, kosong=t("Pilih UPP")),
        pesan(
            t("Belum ada UPP yang dapat dipilih. Admin Pemprov menambahkannya di menu UPP."),
            kind="peringatan",
        ),
    )
