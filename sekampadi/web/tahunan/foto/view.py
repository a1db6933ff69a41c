"""The photos of the survey on the page of the report: each with its caption, and the form of a new one."""

from typing import Any

import reflex as rx

from sekampadi.domain.tahunan.foto import FOTO_MAX
from sekampadi.domain.tindak_lanjut.bukti import BYTES_MAX, KETERANGAN_MAX
from sekampadi.i18n import t
from sekampadi.web.tahunan.foto.state import FotoTahunanState as Foto
from sekampadi.web.tahunan.state import TahunanState as State
from sekampadi.web.ui.dasar import baris_tombol, pilih_berkas, teks_petunjuk, tombol
from sekampadi.web.ui.formulir import isian_teks, tombol_baris
from sekampadi.web.ui.tindakan import dialog_form, dialog_tanya

ACCEPT = "image/jpeg,image/png,image/webp"
"""Kinds that are taken: on a phone this offers the camera, and lets it turn its own kind into JPEG."""


def _geser(words: str, sign: str, row: Any, arah: str, ends: Any) -> rx.Component:
    return rx.el.button(
        rx.el.span(sign, custom_attrs={"aria-hidden": "true"}),
        type="button",
        title=words,
        disabled=ends,
        on_click=Foto.geser(row.id, arah),
        class_name="tombol tombol-teks",
        custom_attrs={"aria-label": words + " " + row.nomor},
    )


def _satu(row: Any) -> rx.Component:
    nama = t("foto") + " " + row.nomor
    return rx.el.li(
        rx.el.a(
            rx.el.img(src=row.alamat, alt=row.keterangan, loading="lazy", class_name="lt-gambar"),
            href=row.alamat,
            target="_blank",
            rel="noopener",
        ),
        rx.el.p(rx.el.strong(row.nomor, ". "), row.keterangan),
        teks_petunjuk(row.rincian),
        rx.cond(
            State.tampil.boleh,
            rx.el.div(
                rx.el.span(
                    _geser(t("Naikkan foto"), "↑", row, "naik", row.awal),
                    _geser(t("Turunkan foto"), "↓", row, "turun", row.akhir),
                    class_name="lt-geser",
                ),
                tombol_baris(t("Ubah"), t("keterangan") + " " + nama, Foto.buka(row.id)),
                tombol_baris(t("Hapus"), nama, Foto.minta(row.id)),
                class_name="lt-foto-aksi",
            ),
        ),
        key=row.id,
    )


def _tambah() -> rx.Component:
    """Take a new photo; ``assets/tahunan-foto.js`` sends it, and what is typed stays until it is there."""
    return rx.el.form(
        rx.el.div(
            rx.el.label(t("Foto"), html_for="foto-berkas", class_name="label-isian"),
            rx.el.p(
                t(
                    "JPEG, PNG, atau WebP, paling besar {mb} MB. Lokasi dan data kamera dihapus.",
                    mb=BYTES_MAX // (1024 * 1024),
                ),
                id="petunjuk-foto",
                class_name="petunjuk",
            ),
            pilih_berkas(
                "foto-berkas", ACCEPT, **{"aria-describedby": "petunjuk-foto galat-foto-baru"}
            ),
            class_name="isian",
        ),
        rx.el.div(
            rx.el.label(t("Keterangan foto"), html_for="foto-keterangan", class_name="label-isian"),
            rx.el.p(
                t("Tercetak di bawah foto, dan dibacakan bagi yang tidak dapat melihatnya."),
                id="petunjuk-foto-keterangan",
                class_name="petunjuk",
            ),
            rx.el.input(
                id="foto-keterangan",
                type="text",
                max_length=KETERANGAN_MAX,
                auto_complete="off",
                class_name="masukan",
                custom_attrs={"aria-describedby": "petunjuk-foto-keterangan galat-foto-baru"},
            ),
            class_name="isian",
        ),
        rx.el.p(id="galat-foto-baru", role="alert", class_name="galat"),
        rx.el.p(id="kirim-foto-baru", role="status", class_name="petunjuk"),
        baris_tombol(tombol(t("Tambah foto"), type="submit", kind="biasa")),
        no_validate=True,
        class_name="unggah",
        custom_attrs={
            "data-foto-tahunan": "/api/unggah/laporan-tahunan",
            "data-upp": State.tampil.upp,
            "data-tahun": State.tampil.tahun,
        },
        key="foto-baru" + State.tampil.kunci,
    )


def foto_survei() -> rx.Component:
    """Show the photos of the survey, and for who writes the report what is done with them."""
    full = State.tampil.foto.length() >= FOTO_MAX
    return rx.el.section(
        rx.el.h3(t("Foto pelaksanaan survei")),
        rx.el.p(
            State.tampil.foto_kata,
            class_name="keterangan",
            custom_attrs={"data-uji": "jumlah-foto"},
        ),
        rx.cond(
            State.tampil.foto.length() > 0,
            rx.el.ol(rx.foreach(State.tampil.foto, _satu), class_name="lt-foto"),
        ),
        rx.cond(
            State.tampil.boleh,
            rx.fragment(
                rx.cond(
                    full,
                    teks_petunjuk(t("Hapus dulu satu foto bila ingin menambah yang lain.")),
                    _tambah(),
                ),
                rx.el.button(
                    id="foto-terkirim",
                    type="button",
                    hidden=True,
                    tab_index=-1,
                    on_click=Foto.terunggah,
                ),
            ),
        ),
    )


def dialog_foto() -> rx.Component:
    """Make the form of a caption, and the question before a photo is taken out."""
    return rx.fragment(
        dialog_form(
            Foto,
            isian_teks(
                Foto,
                "keterangan",
                t("Keterangan foto"),
                petunjuk=t("Tercetak di bawah foto."),
                panjang=KETERANGAN_MAX,
            ),
            on_submit=Foto.simpan,
            saat="foto",
            tentang=State.tampil.kunci + "/foto/" + Foto.form_id,
        ),
        dialog_tanya(Foto, Foto.hapus),
    )
