"""Tabel Master: layanan (decree, K.2 d)."""

from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.services.impor.berkas_excel import BYTES_MAX
from sekampadi.services.master.tabel_master import LAYANAN_SPEC
from sekampadi.web.master.layanan.state import LayananState as State
from sekampadi.web.master.view import aksi_master, aktif, halaman_master, isian_upp
from sekampadi.web.ui.admin import rute_tabel
from sekampadi.web.ui.dasar import (
    baris_tombol,
    judul_panel,
    kepala_tabel,
    pesan,
    tautan_tombol,
    teks_petunjuk,
    tombol,
)
from sekampadi.web.ui.formulir import isian_teks, unggah
from sekampadi.web.ui.tindakan import dialog_form, tautan_menu


def _aksi(row: Any) -> rx.Component:
    nama = row.sel["nama"]
    poster = tautan_menu(t("Cetak QR"), "/unduh/poster.pdf?layanan=" + row.sel["kode"])
    return aksi_master(State, row, nama, rx.cond(aktif(row), poster))


def _form() -> rx.Component:
    return dialog_form(
        State,
        # With a single UPP there is nothing to pick.
        rx.cond((State.form == "tambah") & (State.pilihan_upp.length() != 1), isian_upp(State)),
        isian_teks(State, "nama", t("Jenis layanan")),
        isian_teks(
            State,
            "biaya",
            t("Biaya"),
            petunjuk=t("Misalnya 0 (tanpa biaya), Rp 50.000, atau Sesuai Perda."),
            panjang=100,
        ),
        isian_teks(
            State,
            "standar_waktu",
            t("Standar waktu"),
            petunjuk=t("Misalnya 1 Jam atau 3 Hari Kerja."),
            panjang=100,
        ),
        rx.cond(
            State.form == "ubah",
            teks_petunjuk(
                t("Alamat surveinya tetap: "),
                rx.el.strong(State.alamat_pendek, class_name="alamat-pendek"),
            ),
        ),
        on_submit=State.simpan,
    )


def _kesalahan() -> rx.Component:
    return rx.cond(
        State.impor_salah.length() > 0,
        rx.el.ul(
            rx.foreach(
                State.impor_salah,
                lambda g: rx.el.li(
                    rx.el.strong(t("Baris"), " ", g.nomor, ", ", g.kolom, ": "), g.pesan
                ),
            ),
            class_name="daftar-galat",
            aria_label=t("Kesalahan dalam berkas"),
        ),
    )


def _rencana() -> rx.Component:
    def line(b: Any) -> rx.Component:
        return rx.el.tr(
            rx.el.th(b.nomor, scope="row"),
            rx.el.td(b.upp, custom_attrs={"data-judul": t("UPP")}),
            rx.el.td(b.nama, custom_attrs={"data-judul": t("Jenis Layanan")}),
            rx.el.td(b.biaya, custom_attrs={"data-judul": t("Biaya")}),
            rx.el.td(b.standar_waktu, custom_attrs={"data-judul": t("Standar Waktu")}),
            rx.el.td(
                rx.el.span(b.kata, class_name="langkah-" + b.langkah),
                custom_attrs={"data-judul": t("Hasil")},
            ),
        )

    return rx.cond(
        State.impor_baris.length() > 0,
        rx.el.details(
            rx.el.summary(t("Lihat baris demi baris")),
            teks_petunjuk(t("Paling banyak 200 baris ditampilkan.")),
            rx.el.div(
                rx.el.table(
                    rx.el.caption(t("Yang akan terjadi"), class_name="hanya-pembaca"),
                    kepala_tabel(
                        t("Baris"),
                        t("UPP"),
                        t("Jenis Layanan"),
                        t("Biaya"),
                        t("Standar Waktu"),
                        t("Hasil"),
                    ),
                    rx.el.tbody(rx.foreach(State.impor_baris, line)),
                    class_name="tabel-kartu tabel-daftar",
                ),
                class_name="gulir",
            ),
            open=State.impor_salah.length() == 0,
        ),
    )


_RINGKAS: dict[str, Any] = {"custom_attrs": {"data-uji": "impor-ringkas"}}


def _impor() -> rx.Component:
    return rx.cond(
        State.impor_buka,
        rx.el.section(
            judul_panel(t("Impor banyak layanan"), "judul-impor"),
            rx.cond(State.impor_galat != "", pesan(State.impor_galat, kind="bahaya")),
            rx.cond(
                State.impor_ringkas != "",
                rx.fragment(
                    rx.cond(
                        State.impor_salah.length() > 0,
                        pesan(State.impor_ringkas, kind="bahaya", **_RINGKAS),
                        pesan(State.impor_ringkas, **_RINGKAS),
                    ),
                    _kesalahan(),
                    _rencana(),
                    rx.cond(
                        State.impor_boleh,
                        baris_tombol(tombol(t("Simpan semua"), on_click=State.jalankan_impor)),
                    ),
                    rx.el.h3(t("Unggah berkas lain")),
                ),
                rx.el.ol(
                    rx.el.li(
                        tautan_tombol(
                            t("Unduh templat"), "/unduh/templat-layanan.xlsx", kind="teks"
                        ),
                        t(" dan isi satu baris untuk satu layanan."),
                    ),
                    rx.el.li(t("Unggah berkasnya. Anda melihat dulu apa yang akan terjadi.")),
                    rx.el.li(t("Simpan semua, atau perbaiki berkasnya lebih dahulu.")),
                    class_name="langkah-impor",
                ),
            ),
            unggah(
                "berkas",
                t("Berkas Excel"),
                "/api/unggah/layanan",
                ".xlsx",
                petunjuk=t("Berkas .xlsx dari templat, paling besar 1 MB dan 2.000 baris."),
                words=t("Unggah dan lihat"),
                maks=BYTES_MAX,
            ),
            baris_tombol(tombol(t("Tutup"), kind="teks", on_click=State.tutup_impor)),
            key="impor" + State.impor,
            class_name="kartu panel",
            custom_attrs={"aria-labelledby": "judul-impor"},
        ),
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_master(
        State,
        LAYANAN_SPEC,
        _form(),
        _impor(),
        aksi=_aksi,
        empty=t("Belum ada layanan. Tambah satu, atau impor dari Excel."),
        alat=baris_tombol(
            tombol(t("Tambah layanan"), on_click=State.buka_tambah),
            tombol(t("Impor Excel"), kind="biasa", on_click=State.buka_impor),
        ),
    )


ROUTE = rute_tabel(State, LAYANAN_SPEC, page, menu=t("Tabel Master"))
