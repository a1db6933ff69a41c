"""What came of the plan: how much was carried out, each action with its evidence, and the history."""

from typing import Any

import reflex as rx

from sekampadi.domain.tindak_lanjut.bukti import (
    BYTES_MAX,
    KEGIATAN_BYTES_MAX,
    KEGIATAN_FILES_MAX,
    KETERANGAN_MAX,
)
from sekampadi.domain.tindak_lanjut.sanding import caution_words
from sekampadi.i18n import t
from sekampadi.web.tindak_lanjut.rencana.isian.state import KegiatanState
from sekampadi.web.tindak_lanjut.rencana.state import RencanaState as State
from sekampadi.web.tindak_lanjut.rencana.view import status_kegiatan, tanda_draf
from sekampadi.web.ui.dasar import kosong, teks_petunjuk, tombol
from sekampadi.web.ui.tindakan import butir_menu, menu_baris

_MB = 1024 * 1024
BUKTI_ACCEPT = "image/jpeg,image/png,image/webp,application/pdf"
"""Kinds that are taken: on a phone this offers the camera, and lets it turn its own kind into JPEG."""


def _bukti(row: Any) -> rx.Component:
    picture = rx.el.img(src=row.alamat, alt="", loading="lazy", class_name="rtl-foto")
    paper = rx.el.span(
        t("PDF"), class_name="rtl-foto rtl-pdf", custom_attrs={"aria-hidden": "true"}
    )
    return rx.el.li(
        rx.el.a(
            rx.cond(row.gambar, picture, paper),
            rx.el.span(row.nama, class_name="rtl-berkas"),
            href=row.alamat,
            target="_blank",
            rel="noopener",
            title=row.rincian,
        ),
        rx.cond(row.keterangan != "", rx.el.span(row.keterangan, class_name="petunjuk")),
        rx.cond(
            State.boleh,
            tombol(
                t("Hapus"),
                kind="teks",
                on_click=State.minta_hapus("bukti", row.id),
                custom_attrs={"aria-label": t("Hapus bukti") + " " + row.nama},
            ),
        ),
        key=row.id,
    )


def _unggah(row: Any) -> rx.Component:
    """Take several files at once; ``assets/tindak-lanjut.js`` sends them and says how far each is."""
    name, words = "bukti-" + row.id, "keterangan-bukti-" + row.id
    return rx.el.div(
        rx.el.div(
            rx.el.label(t("Keterangan (misalnya: loket sesudah diperbaiki)"), html_for=words),
            rx.el.input(
                id=words,
                type="text",
                max_length=KETERANGAN_MAX,
                auto_complete="off",
                class_name="masukan",
                custom_attrs={"aria-describedby": "petunjuk-" + name},
            ),
            class_name="rtl-keterangan",
        ),
        rx.el.span(
            rx.el.input(
                type="file",
                id=name,
                multiple=True,
                accept=BUKTI_ACCEPT,
                class_name="berkas-masukan",
                custom_attrs={"data-bukti": row.id, "aria-describedby": "petunjuk-" + name},
            ),
            rx.el.label(
                t("Unggah bukti"),
                rx.el.span(" ", row.nomor, class_name="hanya-pembaca"),
                html_for=name,
                class_name="tombol tombol-biasa",
            ),
            class_name="berkas",
        ),
        rx.el.span(
            t(
                "JPEG, PNG, WebP, atau PDF, paling besar {mb} MB per berkas; paling banyak {banyak} "
                "berkas dan {semua} MB per kegiatan. Keterangan berlaku untuk berkas yang dipilih sesudahnya.",
                mb=BYTES_MAX // _MB,
                banyak=KEGIATAN_FILES_MAX,
                semua=KEGIATAN_BYTES_MAX // _MB,
            ),
            id="petunjuk-" + name,
            class_name="petunjuk",
        ),
        rx.el.div(role="status", class_name="rtl-kiriman", custom_attrs={"data-kiriman": row.id}),
        class_name="rtl-unggah",
    )


def _butiran(row: Any) -> rx.Component:
    return rx.fragment(rx.el.dt(row.judul), rx.el.dd(row.isi))


def _kegiatan(row: Any) -> rx.Component:
    lapor = KegiatanState.buka("hasil:" + row.id, State.rencana)
    tayang = KegiatanState.buka("tayang:" + row.id, State.rencana)
    return rx.el.li(
        rx.el.div(
            rx.el.h3(rx.el.span(row.nomor, class_name="rtl-nomor"), " ", row.nama),
            rx.cond(
                State.boleh & row.dapat_tayang,
                menu_baris(
                    row.nomor + " " + row.nama,
                    "hasil-" + row.id,
                    butir_menu(t("Tampilkan di halaman Hasil"), tayang),
                ),
            ),
            class_name="versi-kepala",
        ),
        rx.el.p(
            status_kegiatan(row),
            rx.cond(row.tayang, rx.el.span(t("tampil di halaman Hasil"), class_name="rtl-tayang")),
            tanda_draf(row.draf_hasil),
            rx.el.span(row.jadwal, " · ", row.orang),
            class_name="rtl-rincian",
        ),
        rx.cond(
            row.butiran.length() > 0,
            rx.el.dl(rx.foreach(row.butiran, _butiran), class_name="rincian rtl-hasil"),
        ),
        rx.cond(
            row.sanding != "",
            rx.el.div(
                rx.el.p(row.sanding),
                teks_petunjuk(row.sanding_dasar),
                class_name="rincian-tindakan",
            ),
        ),
        rx.cond(
            row.bukti.length() > 0,
            rx.el.ul(rx.foreach(row.bukti, _bukti), class_name="rtl-bukti"),
        ),
        rx.cond(
            State.boleh,
            rx.el.div(
                tombol(
                    t("Laporkan hasil"),
                    kind="biasa",
                    on_click=lapor,
                    custom_attrs={"aria-label": t("Laporkan hasil") + " " + row.nomor},
                ),
                _unggah(row),
                class_name="rtl-aksi",
            ),
        ),
        key=row.id,
    )


def _unsur(row: Any) -> rx.Component:
    return rx.cond(
        row.kegiatan.length() > 0,
        rx.el.section(
            rx.el.h2(row.nomor, ". ", row.nama),
            rx.el.ul(rx.foreach(row.kegiatan, _kegiatan), class_name="rtl-laporan"),
            class_name="kartu panel",
            key=row.unsur,
        ),
    )


def bagian_hasil() -> rx.Component:
    """Show the result (L.2 b)."""
    return rx.fragment(
        rx.cond(
            State.persen != "",
            rx.el.section(
                rx.el.p(
                    rx.el.strong(State.persen, class_name="angka-besar"),
                    custom_attrs={"data-uji": "persen"},
                ),
                rx.el.p(State.kalimat),
                teks_petunjuk(State.hitungan),
                class_name="kartu kartu-angka",
            ),
            kosong(
                t("Belum ada kegiatan dalam RTL ini. "),
                t("Tambahkan dahulu pada bagian Rencana; hasilnya dilaporkan di sini."),
            ),
        ),
        rx.foreach(State.baris, _unsur),
        rx.cond(State.dibandingkan, teks_petunjuk(caution_words())),
    )


def _riwayat(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.p(
            rx.el.span(row.waktu, class_name="petunjuk"),
            " ",
            row.kalimat,
            rx.cond(row.tentang != "", ": " + row.tentang, ""),
        ),
        rx.cond(
            row.perubahan.length() > 0,
            rx.el.dl(rx.foreach(row.perubahan, _butiran), class_name="rincian rtl-hasil"),
        ),
        key=row.id,
    )


def bagian_riwayat() -> rx.Component:
    """Show who changed what, and when, the newest first."""
    return rx.el.section(
        rx.el.h2(t("Riwayat perubahan")),
        rx.cond(State.riwayat_dipotong != "", teks_petunjuk(State.riwayat_dipotong)),
        rx.cond(
            State.riwayat.length() > 0,
            rx.el.ol(rx.foreach(State.riwayat, _riwayat), class_name="rtl-riwayat"),
            kosong(t("Belum ada perubahan tercatat.")),
        ),
        class_name="kartu panel",
    )
