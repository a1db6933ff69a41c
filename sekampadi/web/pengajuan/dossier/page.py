"""The province's dossier of a triwulan (decree, H, rows 5 to 7); without a triwulan all of them."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.domain.pengajuan.alur import ALUR_DOSSIER, CATATAN_MAX, AksiDossier
from sekampadi.i18n import t
from sekampadi.web.laporan.view import MANY, tab_bagian
from sekampadi.web.pengajuan.dossier.naskah.state import NaskahState
from sekampadi.web.pengajuan.dossier.naskah.view import dialog_naskah, naskah
from sekampadi.web.pengajuan.dossier.state import DossierState as State
from sekampadi.web.reflex_seam.elements import LembarGaya
from sekampadi.web.ui.admin import halaman_admin, rute_admin
from sekampadi.web.ui.dasar import baris_tombol, kosong, pesan, tautan_tombol, tombol
from sekampadi.web.ui.draf import pekerja_draf
from sekampadi.web.ui.formulir import isian_tanggal, isian_teks
from sekampadi.web.ui.saring import dua_baris
from sekampadi.web.ui.tindakan import dialog_form, kabar

PATH = "/admin/dossier"


def _baris_daftar(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.a(row.nama, href=row.alamat, class_name="dos-nama"),
        rx.el.span(row.kata, class_name="dos-kata dos-" + row.keadaan),
        rx.el.span(row.rincian, class_name="petunjuk"),
        rx.foreach(
            row.addendum, lambda a: rx.el.a(a.nama, href=a.alamat, class_name="dos-susulan")
        ),
        key=row.alamat,
    )


def _daftar() -> rx.Component:
    return rx.cond(
        State.daftar.length() > 0,
        rx.el.ol(rx.foreach(State.daftar, _baris_daftar), class_name="dos-daftar"),
        kosong(t("Belum ada berkas triwulan yang dapat dibaca.")),
    )


def _tahap(row: Any) -> rx.Component:
    return rx.el.li(
        row.nama,
        class_name="tahap-" + row.kunci,
        custom_attrs={"aria-current": rx.cond(row.kunci == "kini", "step", "false")},
    )


def _tombol(row: Any) -> rx.Component:
    return rx.el.button(
        row.kata,
        type="button",
        on_click=State.pilih(row.aksi),
        disabled=State.sibuk != "",
        class_name=rx.cond(row.utama, "tombol tombol-utama", "tombol tombol-biasa"),
    )


def _keadaan() -> rx.Component:
    d = State.tampil
    return rx.el.section(
        rx.el.h2(d.judul),
        rx.el.p(t("Nomor berkas: "), rx.el.strong(d.nomor), class_name="keterangan"),
        rx.el.ol(rx.foreach(d.tahap, _tahap), class_name="dos-tahap", aria_label=t("Tahap berkas")),
        rx.cond(
            d.giliran != "",
            rx.el.p(t("Giliran: "), rx.el.strong(d.giliran), custom_attrs={"data-uji": "giliran"}),
            rx.el.p(d.surat, custom_attrs={"data-uji": "surat"}),
        ),
        rx.cond(d.alasan != "", pesan(d.alasan, kind="peringatan")),
        rx.cond(d.tertahan != "", pesan(d.tertahan)),
        rx.cond(d.angka != "", rx.el.p(d.angka, custom_attrs={"data-uji": "angka"})),
        rx.cond(d.hilang != "", rx.el.p(d.hilang, class_name="petunjuk")),
        rx.cond(State.sibuk != "", pesan(State.sibuk)),
        rx.cond(d.tombol.length() > 0, baris_tombol(rx.foreach(d.tombol, _tombol))),
        rx.cond(
            d.boleh_addendum,
            rx.fragment(
                pesan(t("Ada UPP yang sudah diterima tetapi belum termuat dalam berkas ini.")),
                baris_tombol(tombol(t("Buka addendum"), on_click=State.buka_addendum)),
            ),
        ),
        class_name="kartu panel",
    )


def _bentuk(row: Any, words: str, ending: str) -> rx.Component:
    return tautan_tombol(
        words,
        row.alamat + "." + ending + State.tampil.query,
        kind="biasa",
        custom_attrs={"aria-label": f"{t('Unduh')} {words}: " + row.nama},
    )


def _dokumen(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(row.nama, class_name="dos-nama"),
        rx.el.div(
            _bentuk(row, "PDF", "pdf"),
            _bentuk(row, "Word", "docx"),
            rx.cond(row.excel, _bentuk(row, "Excel", "xlsx")),
            class_name="baris-tombol",
        ),
    )


def _berkas(row: Any) -> rx.Component:
    return rx.el.li(rx.el.a(row.nama, href=row.alamat, reload_document=True), key=row.alamat)


def _dokumen_semua() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Dokumen")),
        rx.cond(
            State.tampil.rancangan,
            pesan(
                t(
                    "Masih RANCANGAN: angkanya dapat berubah sampai berkas disampaikan ke Kabag "
                    "Tatalaksana."
                ),
                kind="peringatan",
            ),
        ),
        rx.el.ul(rx.foreach(State.tampil.dokumen, _dokumen), class_name="dos-dokumen"),
        rx.cond(
            State.tampil.beku.length() > 0,
            rx.fragment(
                rx.el.h3(t("Dibekukan saat disampaikan (PDF)")),
                rx.el.ul(rx.foreach(State.tampil.beku, _berkas), class_name="dos-berkas"),
            ),
        ),
        class_name="kartu panel",
    )


def _upp(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(rx.el.a(dua_baris(row.nama), href=row.alamat), scope="row"),
        rx.el.td(
            rx.el.span(row.kata, class_name="dos-kata dos-" + row.keadaan),
            custom_attrs={"data-judul": t("Keadaan")},
        ),
        key=row.kode,
    )


def _upp_semua() -> rx.Component:
    d = State.tampil
    return rx.el.section(
        rx.el.h2(t("UPP")),
        rx.el.p(d.hitungan, class_name="keterangan", custom_attrs={"data-uji": "hitungan"}),
        tab_bagian(d.saringan, State.saring, t("Saring UPP")),
        rx.cond(
            d.upp.length() > MANY,
            rx.el.div(
                rx.el.input(
                    type="search",
                    placeholder=t("Cari"),
                    auto_complete="off",
                    class_name="masukan",
                    custom_attrs={"aria-label": t("Cari UPP"), "data-saring": "dossier-upp"},
                ),
                rx.el.p(id="dossier-upp-hasil", role="status", class_name="petunjuk"),
                class_name="cari",
            ),
        ),
        rx.cond(
            d.upp.length() > 0,
            rx.el.table(
                rx.el.caption(t("UPP dan keadaannya"), class_name="hanya-pembaca"),
                rx.el.thead(
                    rx.el.tr(rx.el.th(t("UPP"), scope="col"), rx.el.th(t("Keadaan"), scope="col"))
                ),
                rx.el.tbody(rx.foreach(d.upp, _upp), id="dossier-upp"),
                class_name="tabel-laporan",
            ),
            kosong(t("Tidak ada UPP pada pilihan ini.")),
        ),
        class_name="kartu panel",
    )


def _langkah(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(row.waktu, class_name="dos-waktu"),
        rx.el.span(rx.el.strong(row.aksi), " ", rx.el.span(row.siapa, class_name="petunjuk")),
        rx.cond(row.catatan != "", rx.el.p(row.catatan, class_name="dos-teks")),
        rx.cond(
            row.berkas.length() > 0,
            rx.el.ul(rx.foreach(row.berkas, _berkas), class_name="dos-berkas dos-teks"),
        ),
        key=row.kunci,
    )


def _riwayat() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Garis waktu")),
        rx.cond(
            State.tampil.langkah.length() > 0,
            rx.el.ol(rx.foreach(State.tampil.langkah, _langkah), class_name="dos-garis"),
            kosong(t("Belum ada langkah.")),
        ),
        class_name="kartu panel",
    )


def _lain() -> rx.Component:
    return rx.cond(State.lain != "", pesan(State.lain, kind="peringatan"))


def _is_one_of(aksi: Iterable[AksiDossier]) -> Any:
    """Tell whether the move that is asked about is one of some."""
    return reduce(or_, (State.form_id == a.value for a in aksi))


def _dialog_gerak() -> rx.Component:
    """Ask for what goes with a move; who and which words are missing is named before it goes on."""
    tutup = State.form_id == AksiDossier.TUTUP.value
    maju = _is_one_of(a for a in AksiDossier if not a.mundur)
    wajib = _is_one_of(a.aksi for a in ALUR_DOSSIER if a.catatan)
    sampaikan = State.form_id == AksiDossier.SAMPAIKAN.value
    return dialog_form(
        State,
        _lain(),
        rx.cond(
            maju & (State.tampil.hilang != ""),
            pesan(
                rx.fragment(
                    State.tampil.hilang,
                    " ",
                    State.tampil.menyusul,
                ),
                kind="peringatan",
            ),
        ),
        rx.cond(
            (tutup | sampaikan) & (State.tampil.naskah_kosong != ""),
            pesan(State.tampil.naskah_kosong, kind="peringatan"),
        ),
        rx.cond(
            sampaikan & State.ada_draf,
            pesan(
                t("Draf naskah Anda belum disimpan, jadi tidak ikut disampaikan."),
                kind="peringatan",
            ),
        ),
        rx.cond(
            tutup,
            rx.fragment(
                isian_teks(
                    State,
                    "surat_nomor",
                    t("Nomor surat"),
                    petunjuk=t("Nomor surat pengantar kepada Sekretaris Daerah."),
                    panjang=80,
                ),
                isian_tanggal(State, "surat_tanggal", t("Tanggal surat")),
            ),
        ),
        isian_teks(
            State,
            "catatan",
            t("Catatan"),
            petunjuk=rx.cond(wajib, t("Tulis alasannya."), t("Boleh kosong.")),
            panjang=CATATAN_MAX,
            rows=3,
        ),
        on_submit=State.lakukan,
        simpan=t("Lanjutkan"),
        saat="gerak",
    )


def _satu() -> rx.Component:
    return rx.fragment(
        rx.cond(
            State.tampil.semua.length() > 1,
            tab_bagian(State.tampil.semua, State.tampil.kini, t("Berkas dan addendum")),
        ),
        _keadaan(),
        _dokumen_semua(),
        naskah(),
        _riwayat(),
        _upp_semua(),
        # What ``assets/dossier.js`` presses every few seconds.
        rx.el.button(id="dossier-jaga", type="button", hidden=True, on_click=State.jaga),
        rx.cond(State.tampil.boleh_naskah, pekerja_draf(NaskahState, State.tampil.draf)),
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        PATH,
        t("Berkas triwulan"),
        LembarGaya.create(nama="dossier"),
        rx.el.div(
            _dialog_gerak(),
            dialog_naskah(_lain()),
            on_mount=[State.masuk, NaskahState.masuk],
            class_name="lapis",
        ),
        kabar(State),
        kabar(NaskahState),
        rx.cond(State.galat != "", pesan(State.galat, kind="bahaya")),
        rx.cond(
            State.siap & (State.galat == ""),
            rx.cond(State.tampil.nomor != "", _satu(), _daftar()),
        ),
        rx.el.script(src="/dossier.js", custom_attrs={"async": True}),
        rx.el.script(src="/tindak-lanjut.js", custom_attrs={"async": True}),
        alat=rx.cond(
            (State.tampil.nomor != "") | (State.galat != ""),
            rx.el.a(t("Semua triwulan"), href=PATH, class_name="tombol tombol-teks"),
        ),
    )


ROUTE = rute_admin(
    PATH,
    t("Berkas triwulan"),
    page,
    Permission.DOSSIER_READ,
    State.muat,
    menu=t("SOP dan pemantauan"),
)
