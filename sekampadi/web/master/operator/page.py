"""Tabel Master: operator (decree, K.2 c)."""

from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.services.master.tabel_master import OPERATOR_SPEC
from sekampadi.web.akun.sesi.state import SesiState
from sekampadi.web.master.operator.state import OperatorState as State
from sekampadi.web.master.upp.page import status
from sekampadi.web.route import Route
from sekampadi.web.ui.admin import halaman_admin
from sekampadi.web.ui.dasar import baris_tombol, tautan_tombol, tombol
from sekampadi.web.ui.formulir import (
    isian_pilihan,
    isian_teks,
    judul_panel,
    panel_form,
    panel_tanya,
    tombol_baris,
)
from sekampadi.web.ui.tabel import bilah_saring, tabel


def _aksi(row: Any) -> rx.Component:
    nama = row.sel["username"]
    return rx.match(
        row.sel["boleh"],
        (
            "diri",
            rx.el.div(
                tautan_tombol(t("Akun saya"), "/admin/akun", kind="teks"), class_name="aksi-sebaris"
            ),
        ),
        (
            "ya",
            rx.el.div(
                tombol_baris(t("Ubah"), nama, State.buka_ubah(row.id)),
                tombol_baris(t("Kata sandi baru"), nama, State.minta("sandi", row.id)),
                rx.cond(
                    row.sel["status"] == t("Aktif"),
                    tombol_baris(t("Nonaktifkan"), nama, State.minta("nonaktif", row.id)),
                    tombol_baris(t("Aktifkan"), nama, State.aktifkan(row.id)),
                ),
                tombol_baris(t("Hapus"), nama, State.minta("hapus", row.id)),
                class_name="aksi-sebaris",
            ),
        ),
        rx.el.span("–", class_name="keterangan"),
    )


def _form() -> rx.Component:
    return rx.cond(
        State.form != "",
        panel_form(
            State,
            isian_teks(
                State,
                "username",
                t("Username"),
                petunjuk=t("Huruf kecil, angka, titik, garis bawah, atau tanda hubung."),
                panjang=60,
                auto_capitalize="none",
                spell_check=False,
            ),
            isian_pilihan(
                State,
                "role",
                t("Hak akses"),
                State.pilihan_role,
                kosong="",
                on_change=State.pilih_role,
            ),
            rx.cond(
                State.role_upp.contains(State.isian.get("role", "")),
                isian_pilihan(State, "upp", t("UPP"), State.pilihan_upp, kosong=t("Pilih UPP")),
            ),
            on_submit=State.simpan,
        ),
    )


def _sandi() -> rx.Component:
    return rx.cond(
        State.sandi != "",
        rx.el.div(
            judul_panel(t("Kata sandi sekali pakai"), "judul-sandi"),
            rx.el.p(t("Sampaikan kepada orangnya, jangan melalui grup:")),
            rx.el.dl(
                rx.el.dt("Username"),
                rx.el.dd(State.sandi_untuk),
                rx.el.dt(t("Kata sandi")),
                rx.el.dd(State.sandi, class_name="sandi", custom_attrs={"data-uji": "sandi"}),
                class_name="rincian",
            ),
            rx.el.p(
                t(
                    "Kata sandi ini tidak ditampilkan lagi. Saat pertama kali masuk, orangnya "
                    "diminta menggantinya."
                )
            ),
            baris_tombol(tombol(t("Sudah saya catat"), on_click=State.tutup_sandi)),
            key=State.sandi,
            class_name="kartu panel panel-sempit",
            role="group",
            custom_attrs={"aria-labelledby": "judul-sandi"},
        ),
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        OPERATOR_SPEC.path,
        OPERATOR_SPEC.title,
        rx.el.div(
            _sandi(),
            _form(),
            panel_tanya(State, State.lakukan),
            on_mount=State.masuk,
            class_name="susun",
        ),
        bilah_saring(State, OPERATOR_SPEC),
        tabel(
            State,
            OPERATOR_SPEC,
            cells={"status": status},
            actions=_aksi,
            empty=t("Belum ada operator."),
        ),
        alat=tombol(t("Tambah operator"), on_click=State.buka_tambah),
    )


ROUTE = Route(
    "/admin/operator",
    t("Operator"),
    page,
    Permission.OPERATOR_MANAGE,
    (SesiState.muat, State.muat),
    menu=t("Tabel Master"),
)
