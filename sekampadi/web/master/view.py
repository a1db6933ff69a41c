"""What the tables of Tabel Master show alike: the frame of the page, and the buttons of a row."""

from typing import Any

import reflex as rx

from sekampadi.domain.tabel import TableSpec
from sekampadi.i18n import t
from sekampadi.web.ui.admin import halaman_admin
from sekampadi.web.ui.formulir import panel_tanya, tombol_baris
from sekampadi.web.ui.tabel import Cell, bilah_saring, tabel


def aktif(row: Any) -> Any:
    """Tell whether a row is open."""
    return row.sel["status"] == t("Aktif")


def _status(row: Any) -> rx.Component:
    """Show the status of a row in words, on a quiet ground when it is closed."""
    kelas = rx.cond(aktif(row), "status", "status status-mati")
    return rx.el.span(row.sel["status"], class_name=kelas)


def aksi_master(state: Any, row: Any, nama: Any, *more: Any) -> rx.Component:
    """Make the buttons of a row; ``more`` stands beside changing, closing and deleting it."""
    return rx.el.div(
        tombol_baris(t("Ubah"), nama, state.buka_ubah(row.id)),
        *more,
        rx.cond(
            aktif(row),
            tombol_baris(t("Nonaktifkan"), nama, state.minta("nonaktif", row.id)),
            tombol_baris(t("Aktifkan"), nama, state.aktifkan(row.id)),
        ),
        tombol_baris(t("Hapus"), nama, state.minta("hapus", row.id)),
        class_name="aksi-sebaris",
    )


def halaman_master(
    state: Any, spec: TableSpec, *panels: Any, aksi: Cell, empty: str, alat: rx.Component
) -> rx.Component:
    """Frame the page of a table: what is opened above it, its filters, its rows."""
    return halaman_admin(
        spec.path,
        spec.title,
        rx.el.div(
            *panels,
            panel_tanya(state, state.lakukan),
            on_mount=state.masuk,
            class_name="susun",
        ),
        bilah_saring(state, spec),
        tabel(state, spec, cells={"status": _status}, actions=aksi, empty=empty),
        alat=alat,
    )
