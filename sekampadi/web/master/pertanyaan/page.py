"""Tabel Master: the questionnaire and its versions (decree, J.3 and K.1 e)."""

from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.domain.survei.perangkat import option_field
from sekampadi.domain.survei.responden import PenilaianUmum
from sekampadi.domain.survei.unsur import SKOR, URUTAN
from sekampadi.i18n import t
from sekampadi.web.master.pertanyaan.state import PATH
from sekampadi.web.master.pertanyaan.state import PertanyaanState as State
from sekampadi.web.ui.admin import halaman_admin, rute_admin
from sekampadi.web.ui.butir import butir_survei
from sekampadi.web.ui.dasar import (
    baris_tombol,
    judul_panel,
    pesan,
    ringkasan_galat,
    teks_petunjuk,
    tombol,
    wajah,
)
from sekampadi.web.ui.formulir import isian_tanggal, isian_teks, jaga
from sekampadi.web.ui.tindakan import butir_menu, dialog_tanya, kabar, menu_baris, tautan_menu
from sekampadi.web.ui.versi import beda_isian, kata_simpan


def _tautan(words: str, row: Any, mode: str) -> rx.Component:
    return tautan_menu(words, f"{PATH}?id=" + row.id + f"&mode={mode}")


def _versi(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.h2(
                rx.el.a(row.nama, href=f"{PATH}?id=" + row.id + "&mode=lihat"),
                " ",
                rx.el.span(row.versi, class_name="keterangan"),
            ),
            rx.el.span(row.kata, class_name="keadaan keadaan-" + row.keadaan),
            menu_baris(
                row.nama + ", " + row.versi,
                row.id,
                _tautan(t("Lihat"), row, "lihat"),
                rx.cond(
                    row.draf,
                    rx.fragment(
                        _tautan(t("Ubah"), row, "ubah"), _tautan(t("Berlakukan"), row, "terbit")
                    ),
                    butir_menu(t("Buat versi baru"), State.buat_versi(row.id)),
                ),
                rx.cond(
                    row.dapat_ditarik,
                    butir_menu(t("Arsipkan"), State.minta_arsip(row.id), bahaya=True),
                ),
            ),
            class_name="versi-kepala",
        ),
        rx.cond(row.masa != "", teks_petunjuk(row.masa)),
        class_name="kartu versi",
    )


def _daftar() -> rx.Component:
    return rx.fragment(
        pesan(
            t(
                "Kuesioner yang berlaku tidak diubah: perubahan dibuat sebagai versi baru yang "
                "berlaku mulai tanggal tertentu. Jawaban tetap tersimpan pada versi yang diisi."
            )
        ),
        dialog_tanya(State, State.arsipkan),
        rx.el.ul(rx.foreach(State.daftar, _versi), class_name="daftar-versi"),
    )


def _unsur(unsur: Any) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(f"{unsur.kode} {unsur.nama}", class_name="label-isian"),
        isian_teks(State, unsur.field, t("Pertanyaan"), panjang=500, rows=2),
        rx.el.div(
            *(
                isian_teks(
                    State,
                    option_field(unsur.field, skor),
                    t("Jawaban bernilai {n}", n=skor),
                    panjang=120,
                )
                for skor in SKOR
            ),
            class_name="empat-jawaban",
        ),
        class_name="kartu panel",
    )


def _ubah() -> rx.Component:
    return rx.el.form(
        judul_panel(State.judul_form, "judul-form"),
        ringkasan_galat(State.ringkasan),
        rx.cond(State.galat_tindakan != "", pesan(State.galat_tindakan, kind="bahaya")),
        beda_isian(State),
        teks_petunjuk(
            t("Jawaban 1 adalah yang paling buruk bagi warga, jawaban 4 yang paling baik.")
        ),
        rx.el.div(
            isian_teks(State, "nama", t("Nama kuesioner"), panjang=120),
            isian_teks(State, "umum", t("Pertanyaan umum (langkah 2)"), panjang=500, rows=2),
            class_name="kartu panel",
        ),
        *(_unsur(unsur) for unsur in URUTAN),
        rx.el.div(
            tombol(kata_simpan(State, t("Simpan draf")), type="submit"),
            tombol(t("Kembali"), kind="biasa", on_click=State.kembali),
            class_name="baris-tombol tetap-bawah",
        ),
        on_submit=State.simpan,
        no_validate=True,
        key=State.form_kunci,
        class_name="susun",
        custom_attrs=jaga(State) | {"data-jaga-batal": ""},
    )


def _umum() -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(State.umum, class_name="tanya"),
        rx.el.div(
            *(
                rx.el.label(
                    rx.el.input(type="radio", name="umum", value=choice.value),
                    rx.el.span(
                        wajah(int(choice.value)),
                        rx.el.span(t(choice.label)),
                        class_name="opsi-teks",
                    ),
                    class_name="opsi",
                )
                for choice in PenilaianUmum
            ),
            class_name="opsi-wajah",
        ),
        class_name="kelompok",
    )


def _lihat() -> rx.Component:
    return rx.el.div(
        judul_panel(State.nama, "judul-lihat"),
        rx.el.p(State.keterangan, class_name="keterangan"),
        rx.cond(
            State.mode == "terbit",
            rx.el.form(
                rx.el.h3(State.judul_form),
                rx.cond(State.galat_tindakan != "", pesan(State.galat_tindakan, kind="bahaya")),
                isian_tanggal(
                    State,
                    "berlaku_dari",
                    t("Berlaku mulai"),
                    petunjuk=t("Sampai hari itu, kuesioner yang sekarang tetap dipakai."),
                ),
                baris_tombol(
                    tombol(t("Berlakukan kuesioner ini"), type="submit"),
                    tombol(t("Kembali"), kind="biasa", on_click=State.kembali),
                ),
                on_submit=State.terbitkan,
                no_validate=True,
                key=State.form_kunci,
                class_name="kartu panel panel-sempit",
                custom_attrs=jaga(State) | {"data-jaga-batal": ""},
            ),
            baris_tombol(tombol(t("Kembali ke daftar"), kind="biasa", on_click=State.kembali)),
        ),
        rx.el.section(
            teks_petunjuk(t("Seperti yang dilihat warga")),
            _umum(),
            rx.foreach(State.daftar_butir, lambda b: butir_survei(b, None)),
            class_name="pratinjau kartu",
            aria_label=t("Pratinjau survei"),
        ),
        class_name="susun",
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        PATH,
        t("Pertanyaan"),
        rx.el.div(on_mount=State.masuk, hidden=True),
        kabar(State),
        rx.cond(State.galat_halaman != "", pesan(State.galat_halaman, kind="bahaya")),
        rx.match(
            State.mode, ("ubah", _ubah()), ("lihat", _lihat()), ("terbit", _lihat()), _daftar()
        ),
    )


ROUTE = rute_admin(
    PATH, t("Pertanyaan"), page, Permission.PERTANYAAN_MANAGE, State.muat, menu=t("Tabel Master")
)
