"""Tabel Master: operator (decree, K.2 c)."""

from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.services.master.tabel_master import OPERATOR_SPEC
from sekampadi.web.master.operator.sesi.state import SesiOperatorState
from sekampadi.web.master.operator.sesi.view import dialog_sesi
from sekampadi.web.master.operator.state import OperatorState as State
from sekampadi.web.master.view import aksi_master, halaman_master, isian_upp
from sekampadi.web.ui.admin import rute_tabel
from sekampadi.web.ui.dasar import baris_tombol, tombol
from sekampadi.web.ui.formulir import isian_pilihan, isian_teks
from sekampadi.web.ui.tindakan import butir_menu, dialog, dialog_form, menu_baris, tautan_menu


def _data_pribadi(row: Any) -> tuple[rx.Component, ...]:
    """Offer a copy of what is kept of a person, and of a closed account its deletion."""
    may = row.boleh.contains
    copy = tautan_menu(t("Unduh data pribadi"), "/unduh/data-operator.json?id=" + row.id)
    empty = butir_menu(t("Hapus data pribadi"), State.minta("kosongkan", row.id), bahaya=True)
    return rx.cond(may("salinan"), copy), rx.cond(may("kosongkan"), empty)


def _aksi(row: Any) -> rx.Component:
    nama = row.sel["username"]
    new_password = butir_menu(t("Buat kata sandi baru"), State.minta("sandi", row.id))
    no_faktor = rx.cond(
        row.boleh.contains("faktor"),
        butir_menu(t("Atur ulang verifikasi dua langkah"), State.minta("faktor", row.id)),
    )
    no_kaitan = rx.cond(
        row.boleh.contains("kaitan"),
        butir_menu(t("Lepas layanan masuk"), State.minta("kaitan", row.id)),
    )
    sessions = butir_menu(t("Lihat sesi"), SesiOperatorState.buka(row.id))
    return rx.cond(
        row.boleh.contains("diri"),
        menu_baris(nama, row.id, tautan_menu(t("Akun saya"), "/admin/akun")),
        rx.cond(
            row.boleh.contains("ubah"),
            aksi_master(
                State, row, nama, new_password, no_faktor, no_kaitan, sessions, *_data_pribadi(row)
            ),
            rx.el.span("–", class_name="keterangan"),
        ),
    )


def _form() -> rx.Component:
    return dialog_form(
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
            isian_upp(State),
        ),
        on_submit=State.simpan,
    )


def _sandi() -> rx.Component:
    return rx.cond(
        State.sandi != "",
        dialog(
            t("Kata sandi sekali pakai"),
            "judul-sandi",
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
            kunci=State.sandi,
            tetap=True,  # it is not shown a second time
        ),
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_master(
        State,
        OPERATOR_SPEC,
        _sandi(),
        dialog_sesi(),
        _form(),
        aksi=_aksi,
        empty=t("Belum ada operator."),
        alat=tombol(t("Tambah operator"), on_click=State.buka_tambah),
    )


ROUTE = rute_tabel(State, OPERATOR_SPEC, page, menu=t("Tabel Master"))
