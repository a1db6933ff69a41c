"""Around the sheet of paper entry: what was typed last, and the import of files."""

from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.survei.entri.state import EntriState as State
from sekampadi.web.ui.dasar import (
    baris_tombol,
    kepala_tabel,
    kosong,
    pesan,
    pilih_berkas,
    tautan_tombol,
    teks_petunjuk,
    tombol,
)


def baris_terakhir(row: Any) -> rx.Component:
    """Show one sheet typed lately."""
    return rx.el.tr(
        rx.el.th(row.jam, scope="row"),
        rx.el.td(row.layanan, custom_attrs={"data-judul": t("Layanan")}),
        rx.el.td(row.tanggal, custom_attrs={"data-judul": t("Tanggal")}),
        rx.el.td(row.usia, custom_attrs={"data-judul": t("Usia")}),
        rx.el.td(row.nilai, custom_attrs={"data-judul": "U1–U9"}, class_name="angka"),
        rx.el.td(
            rx.cond(
                row.dihapus,
                rx.el.span(t("Dibatalkan"), class_name="keterangan"),
                rx.cond(
                    row.dapat_dibatalkan,
                    tombol(
                        t("Batalkan"),
                        kind="teks",
                        on_click=State.batalkan(row.uuid),
                        aria_label=t("Batalkan lembar pukul") + " " + row.jam,
                    ),
                ),
            ),
        ),
    )


def terakhir() -> rx.Component:
    """Show the sheets typed last, each with its way back."""
    return rx.el.section(
        rx.el.h2(t("Lembar terakhir Anda")),
        rx.cond(State.pesan != "", pesan(State.pesan)),
        rx.cond(
            State.terakhir.length() > 0,
            rx.el.div(
                rx.el.table(
                    kepala_tabel(
                        t("Jam"), t("Layanan"), t("Tanggal"), t("Usia"), "U1–U9", t("Aksi")
                    ),
                    rx.el.tbody(rx.foreach(State.terakhir, baris_terakhir)),
                    class_name="tabel-kartu",
                ),
                class_name="gulir",
            ),
            kosong(t("Belum ada lembar yang Anda masukkan.")),
        ),
        teks_petunjuk(t("Lembar yang salah ketik dapat Anda batalkan dalam satu jam.")),
        class_name="kartu",
    )


def impor() -> rx.Component:
    """Show the import of many sheets from Excel."""
    return rx.el.section(
        rx.el.h2(t("Banyak lembar sekaligus dari Excel")),
        teks_petunjuk(
            t(
                "Unduh templat untuk layanan yang dipilih di atas, isi satu baris untuk satu lembar, "
                "lalu periksa berkasnya. Bila ada isian yang salah, tidak ada yang disimpan; berkas "
                "yang sama tidak pernah dihitung dua kali."
            )
        ),
        baris_tombol(
            tautan_tombol(
                t("Unduh Excel templat"),
                "/unduh/templat-jawaban.xlsx",
                kind="biasa",
                custom_attrs={"data-tautan": "/unduh/templat-jawaban.xlsx"},
            ),
            rx.el.label(
                t("Berkas Excel yang sudah diisi"),
                html_for="entri-impor-berkas",
                class_name="hanya-pembaca",
            ),
            pilih_berkas("entri-impor-berkas", ".xlsx"),
            tombol(t("Periksa berkas"), kind="biasa", id="entri-impor-periksa"),
        ),
        rx.el.div(id="entri-impor-hasil", role="status", class_name="entri-hasil"),
        class_name="kartu",
    )
