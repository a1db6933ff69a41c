"""Webhooks of other systems: a list, a form, what was sent, and what could not be."""

from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.domain.notifikasi.outbox import WEBHOOK_MAKS
from sekampadi.domain.notifikasi.webhook import NAMA_MAKS, Peristiwa
from sekampadi.i18n import t
from sekampadi.web.notifikasi.webhook.state import WebhookState as State
from sekampadi.web.ui.admin import halaman_admin, rute_admin
from sekampadi.web.ui.dasar import baris_tombol, kosong, teks_petunjuk, tombol
from sekampadi.web.ui.formulir import isian_pilihan, isian_teks, tombol_baris
from sekampadi.web.ui.tindakan import (
    butir_menu,
    dialog,
    dialog_form,
    dialog_tanya,
    kabar,
    menu_baris,
)

PATH = "/admin/webhook"


def _centang(peristiwa: Peristiwa) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            name=peristiwa.field,
            default_checked=State.isian.get(peristiwa.field, "") != "",
            key=State.form_kunci + peristiwa.field,
            class_name="kotak-pilih",
        ),
        peristiwa.label,
        class_name="centang",
    )


def _form() -> rx.Component:
    def cakupan(kosong_: str) -> rx.Component:
        return isian_pilihan(State, "upp", t("Cakupan"), State.pilihan_upp, kosong=kosong_)

    return dialog_form(
        State,
        isian_teks(
            State,
            "nama",
            t("Nama webhook"),
            petunjuk=t("Sistem yang menerima, misalnya Dasbor Diskominfo."),
            panjang=NAMA_MAKS,
        ),
        isian_teks(
            State,
            "alamat",
            t("Alamat webhook"),
            petunjuk=t("Alamat https penerima di internet. Jaringan dalam tidak dilayani."),
            panjang=WEBHOOK_MAKS,
            type="url",
            auto_capitalize="none",
        ),
        rx.cond(
            (State.form == "tambah") & (State.provinsi | (State.pilihan_upp.length() > 1)),
            rx.cond(State.provinsi, cakupan(t("Seluruh provinsi")), cakupan(t("Pilih UPP"))),
        ),
        rx.el.fieldset(
            rx.el.legend(t("Beri tahu bila"), class_name="label-isian"),
            *(_centang(p) for p in Peristiwa),
            rx.cond(
                State.salah.get("peristiwa", "") != "",
                rx.el.p(State.salah.get("peristiwa", ""), class_name="galat"),
            ),
            id="peristiwa",
            tab_index=-1,
            class_name="kelompok",
        ),
        on_submit=State.simpan,
        simpan=rx.cond(State.form == "tambah", t("Tambah webhook"), t("Simpan")),
    )


def _rahasia() -> rx.Component:
    return rx.cond(
        State.rahasia != "",
        dialog(
            t("Rahasia webhook {nama}", nama=State.rahasia_untuk),
            "judul-rahasia",
            rx.el.p(
                t(
                    "Berikan rahasia ini kepada pengelola sistem penerima. Dengan rahasia ini "
                    "penerima memeriksa bahwa kabar benar datang dari sini."
                )
            ),
            rx.el.input(
                id="rahasia-webhook",
                value=State.rahasia,
                read_only=True,
                class_name="masukan",
                custom_attrs={"aria-label": t("Rahasia webhook"), "data-uji": "rahasia-webhook"},
            ),
            teks_petunjuk(
                t("Rahasia tidak ditampilkan lagi. Bila hilang, ganti rahasia webhook ini.")
            ),
            baris_tombol(
                tombol(t("Selesai"), on_click=State.tutup_rahasia),
                tombol(t("Salin"), kind="biasa", custom_attrs={"data-salin": "rahasia-webhook"}),
            ),
            kunci=State.rahasia,
            tetap=True,  # it is not shown a second time
        ),
    )


def _satu(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.strong(row.nama),
            rx.el.span(row.cakupan),
            rx.el.code(row.alamat, class_name="kunci-webhook"),
            rx.el.span(t("Diberi tahu: "), row.peristiwa, class_name="petunjuk"),
            rx.el.div(
                rx.el.span(
                    row.keadaan, class_name=rx.cond(row.masalah, "status status-mati", "status")
                )
            ),
            rx.cond(row.rincian != "", rx.el.span(row.rincian, class_name="petunjuk")),
            rx.el.div(
                tombol_baris(t("Uji"), row.nama, State.uji(row.id)), class_name="aksi-sebaris"
            ),
            class_name="aturan-isi",
        ),
        menu_baris(
            row.nama,
            row.id,
            butir_menu(t("Ubah"), State.buka_ubah(row.id)),
            butir_menu(t("Ganti rahasia"), State.minta("rahasia", row.id)),
            rx.cond(
                row.aktif,
                butir_menu(t("Matikan"), State.matikan(row.id)),
                butir_menu(t("Nyalakan"), State.nyalakan(row.id)),
            ),
            butir_menu(t("Hapus"), State.minta("hapus", row.id), bahaya=True),
        ),
        key=row.id,
        class_name="aturan aturan-menu",
    )


def _gagal() -> rx.Component:
    def line(row: Any) -> rx.Component:
        name = row.nama + ", " + row.waktu
        return rx.el.li(
            rx.el.strong(row.nama),
            rx.el.span(row.sebab),
            rx.cond(row.menunggu != "", rx.el.span(row.menunggu)),
            rx.el.span(row.waktu, class_name="petunjuk"),
            rx.el.div(
                tombol_baris(t("Kirim lagi"), name, State.ulangi(row.id)),
                tombol_baris(t("Buang"), name, State.buang(row.id)),
                class_name="aksi-sebaris",
            ),
            key=row.id,
            class_name="aturan",
        )

    return rx.el.section(
        rx.el.h2(t("Yang gagal dikirim")),
        rx.cond(
            State.gagal_kirim.length() > 0,
            rx.el.ul(rx.foreach(State.gagal_kirim, line), class_name="daftar-aturan"),
            teks_petunjuk(t("Tidak ada.")),
        ),
        class_name="kartu panel",
        id="gagal",
    )


def _log() -> rx.Component:
    def line(row: Any) -> rx.Component:
        return rx.el.li(
            rx.el.span(row.webhook + ": " + row.peristiwa),
            rx.el.div(
                rx.el.span(
                    rx.cond(row.berhasil, t("Diterima"), t("Tidak diterima")),
                    class_name=rx.cond(row.berhasil, "status", "status status-mati"),
                )
            ),
            rx.el.span(row.hasil),
            rx.el.span(row.waktu, class_name="petunjuk"),
            key=row.id,
            class_name="aturan",
        )

    return rx.el.section(
        rx.el.h2(t("Catatan kirim")),
        teks_petunjuk(t("Lima puluh pengiriman terakhir; disimpan 30 hari, tanpa isinya.")),
        rx.cond(
            State.log.length() > 0,
            rx.el.ol(rx.foreach(State.log, line), class_name="daftar-aturan"),
            teks_petunjuk(t("Belum ada yang dikirim.")),
        ),
        class_name="kartu panel",
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        PATH,
        t("Webhook"),
        rx.el.div(
            _rahasia(),
            _form(),
            dialog_tanya(State, State.lakukan),
            kabar(State),
            on_mount=State.masuk,
            class_name="lapis",
        ),
        teks_petunjuk(
            t(
                "Webhook memberi tahu sistem lain bila sesuatu terjadi di sini. Setiap kabar "
                "ditandatangani, dan dikirim lagi sampai diterima. Isi jawaban dan saran tidak "
                "pernah ikut."
            )
        ),
        rx.el.div(
            rx.el.section(
                rx.el.h2(t("Penerima")),
                rx.cond(
                    State.tujuan.length() > 0,
                    rx.el.ul(rx.foreach(State.tujuan, _satu), class_name="daftar-aturan"),
                    rx.cond(State.dimuat, kosong(t("Belum ada webhook."))),
                ),
                class_name="kartu panel",
            ),
            rx.el.div(_gagal(), _log(), class_name="susun"),
            class_name="kisi-kabar",
        ),
        alat=tombol(t("Tambah webhook"), on_click=State.buka_tambah),
    )


ROUTE = rute_admin(
    PATH, t("Webhook"), page, Permission.KUNCI_MANAGE, State.muat, menu=t("Integrasi")
)
