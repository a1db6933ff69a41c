"""Tabel Master: UPP (decree, J.3)."""

from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.services.master.tabel_master import JENIS, UPP_SPEC
from sekampadi.web.akun.sesi.state import SesiState
from sekampadi.web.master.upp.state import UppState as State
from sekampadi.web.route import Route
from sekampadi.web.ui.admin import halaman_admin
from sekampadi.web.ui.dasar import teks_petunjuk, tombol
from sekampadi.web.ui.formulir import (
    isian_pilihan,
    isian_teks,
    panel_form,
    panel_tanya,
    tombol_baris,
)
from sekampadi.web.ui.tabel import bilah_saring, tabel


def status(row: Any) -> rx.Component:
    """Show the status of a row in words, on a quiet ground when it is closed."""
    return rx.el.span(
        row.sel["status"],
        class_name=rx.cond(row.sel["status"] == t("Aktif"), "status", "status status-mati"),
    )


def _aksi(row: Any) -> rx.Component:
    nama = row.sel["nama"]
    return rx.el.div(
        tombol_baris(t("Ubah"), nama, State.buka_ubah(row.id)),
        rx.cond(
            row.sel["status"] == t("Aktif"),
            tombol_baris(t("Nonaktifkan"), nama, State.minta("nonaktif", row.id)),
            tombol_baris(t("Aktifkan"), nama, State.aktifkan(row.id)),
        ),
        tombol_baris(t("Hapus"), nama, State.minta("hapus", row.id)),
        class_name="aksi-sebaris",
    )


def _form() -> rx.Component:
    return rx.cond(
        State.form != "",
        panel_form(
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
                    t("Kode"),
                    " ",
                    rx.el.strong(State.isian.get("kode", "")),
                    " ",
                    t("tidak berubah, karena sudah tercetak pada kode QR."),
                ),
            ),
            on_submit=State.simpan,
        ),
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        UPP_SPEC.path,
        UPP_SPEC.title,
        rx.el.div(
            _form(),
            panel_tanya(State, State.lakukan),
            on_mount=State.masuk,
            class_name="susun",
        ),
        bilah_saring(State, UPP_SPEC),
        tabel(State, UPP_SPEC, cells={"status": status}, actions=_aksi, empty=t("Belum ada UPP.")),
        alat=tombol(t("Tambah UPP"), on_click=State.buka_tambah),
    )


ROUTE = Route(
    "/admin/upp",
    t("UPP"),
    page,
    Permission.UPP_MANAGE,
    (SesiState.muat, State.muat),
    menu=t("Tabel Master"),
)
