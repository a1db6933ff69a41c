"""PEKPPP: four indicators of an UPP and a year; for who sees several, all UPP beside each other."""

from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.services.pengajuan.pekppp.pekppp import READ
from sekampadi.web.pengajuan.pekppp.state import PekpppState as State
from sekampadi.web.pengajuan.pekppp.tampilan import PATH
from sekampadi.web.reflex_seam.elements import LembarGaya
from sekampadi.web.ui.admin import halaman_admin, rute_admin
from sekampadi.web.ui.dasar import (
    baris_tombol,
    pesan,
    pilih,
    tautan_tombol,
    teks_petunjuk,
)
from sekampadi.web.ui.saring import dua_baris


def _pilihan() -> rx.Component:
    s = State.tampil
    return rx.el.div(
        rx.cond(
            s.pilihan.length() > 1,
            pilih(t("UPP"), s.pilihan, s.upp, State.pilih_upp, kosong=t("Semua UPP")),
        ),
        pilih(t("Tahun"), s.pilihan_tahun, s.tahun, State.pilih_tahun),
        class_name="pk-pilih",
    )


def _butir(words: Any, kelas: str) -> rx.Component:
    return rx.cond(
        words.length() > 0, rx.el.ul(rx.foreach(words, rx.el.li), class_name=f"pk-butir {kelas}")
    )


def _langkah(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(row.tingkat, class_name="pk-angka"),
        rx.el.span(row.kata, class_name="pk-kata"),
        class_name="pk-langkah pk-" + row.keadaan,
        custom_attrs={"aria-current": rx.cond(row.keadaan == "kini", "step", "false")},
    )


def _bukti(row: Any) -> rx.Component:
    return rx.el.li(
        rx.cond(
            row.alamat != "",
            rx.el.a(
                row.apa, href=row.alamat, target="_blank", rel="noreferrer", reload_document=True
            ),
            row.apa,
        ),
        rx.el.span(row.tentang, class_name="petunjuk"),
    )


def _indikator(row: Any) -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2(row.judul),
            rx.el.p(row.nilai, class_name="petunjuk angka"),
            class_name="pk-kepala",
        ),
        rx.el.ol(rx.foreach(row.tangga, _langkah), class_name="pk-tangga"),
        rx.el.p(rx.el.strong(row.kata)),
        _butir(row.sebab, "pk-sebab"),
        rx.cond(
            row.berikut != "",
            rx.el.div(rx.el.h3(row.berikut), _butir(row.kurang, "pk-kurang"), class_name="pk-maju"),
        ),
        _butir(row.catatan, "pk-catatan"),
        rx.cond(
            row.jumlah != "",
            rx.el.details(
                rx.el.summary(row.jumlah),
                rx.el.ul(rx.foreach(row.bukti, _bukti), class_name="pk-bukti"),
                rx.cond(row.sisa != "", teks_petunjuk(row.sisa)),
            ),
            teks_petunjuk(t("Belum ada bukti.")),
        ),
        class_name="kartu panel",
        custom_attrs={"data-uji": row.kunci},
    )


def _lembar() -> rx.Component:
    s = State.tampil
    return rx.fragment(
        rx.el.div(
            rx.el.h2(dua_baris(s.nama)),
            rx.el.p(
                t("Nilai berbobot "),
                rx.el.strong(s.nilai, class_name="angka", custom_attrs={"data-uji": "nilai"}),
            ),
            class_name="kartu-angka",
        ),
        rx.foreach(s.indikator, _indikator),
    )


def _kepala(row: Any) -> rx.Component:
    return rx.el.th(
        rx.el.a(row.judul, href=row.alamat),
        scope="col",
        custom_attrs={"aria-sort": row.arah},
    )


def _baris(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(rx.el.a(row.nama, href=row.alamat), scope="row"),
        rx.foreach(row.tingkat, lambda n: rx.el.td(n, class_name="kanan angka")),
        rx.el.td(row.nilai, class_name="kanan angka"),
    )


def _daftar() -> rx.Component:
    s = State.tampil
    return rx.el.section(
        rx.el.div(
            rx.el.table(
                rx.el.caption(t("Tingkat PEKPPP semua UPP"), class_name="hanya-pembaca"),
                rx.el.thead(rx.el.tr(rx.foreach(s.kepala, _kepala))),
                rx.el.tbody(rx.foreach(s.baris, _baris)),
                class_name="pk-daftar",
            ),
            class_name="gulir",
            tab_index=0,
            role="region",
            aria_label=t("Tingkat PEKPPP semua UPP"),
        ),
        teks_petunjuk(t("Tingkat 0 sampai 5. Tekan judul kolom untuk mengurutkan.")),
        class_name="kartu",
    )


def page() -> rx.Component:
    """Build the page."""
    s = State.tampil
    return halaman_admin(
        PATH,
        t("PEKPPP"),
        LembarGaya.create(nama="pekppp"),
        rx.cond(s.pilihan_tahun.length() > 0, _pilihan()),
        rx.cond(
            s.galat != "",
            rx.fragment(
                pesan(s.galat, kind="bahaya"),
                baris_tombol(tautan_tombol(t("Ke awal PEKPPP"), PATH, kind="biasa")),
            ),
        ),
        rx.cond(s.sementara != "", pesan(s.sementara)),
        rx.cond(
            s.indikator.length() > 0,
            _lembar(),
            rx.cond(s.baris.length() > 0, _daftar()),
        ),
        teks_petunjuk(
            t(
                "Dihitung dari yang tercatat di SEKAMPADI menurut cara Kementerian PANRB menilai "
                "unit (PEKPPP). Nilai = tingkat × bobot. Penilaian resmi dilakukan kementerian."
            )
        ),
        alat=rx.cond(
            s.unduhan != "",
            baris_tombol(
                tautan_tombol(t("Unduh PDF"), "/unduh/pekppp.pdf" + s.unduhan, kind="biasa"),
                tautan_tombol(t("Unduh semua bukti (ZIP)"), "/unduh/pekppp.zip" + s.unduhan),
            ),
        ),
    )


ROUTE = rute_admin(PATH, t("PEKPPP"), page, READ, State.muat, menu=t("SOP dan pemantauan"))
