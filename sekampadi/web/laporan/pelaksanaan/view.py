"""The form of how a survey was carried out (decree, L.3: method, questionnaires, who did it)."""

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.laporan.pelaksanaan.state import PELAKSANA, PelaksanaanState
from sekampadi.web.ui.dasar import (
    baris_tombol,
    pesan,
    pilih,
    ringkasan_galat,
    teks_petunjuk,
    tombol,
)
from sekampadi.web.ui.formulir import isian_pilihan, isian_teks

_S = PelaksanaanState


def _angka(field: str, label: str, petunjuk: str = "") -> rx.Component:
    return isian_teks(
        _S,
        field,
        label,
        petunjuk=petunjuk,
        panjang=12,
        input_mode="numeric",
        disabled=~_S.boleh,
    )


def _fields() -> tuple[rx.Component, ...]:
    return (
        _angka(
            "dilayani",
            t("Jumlah penerima layanan"),
            t("Orang yang dilayani selama triwulan ini; dasar sampel minimum."),
        ),
        _angka(
            "dibagikan",
            t("Kuesioner dibagikan"),
            t("Lembar kertas dan tautan yang dibagikan, bila dihitung."),
        ),
        _angka("kembali", t("Kuesioner kembali")),
        isian_pilihan(_S, "pelaksana", t("Pelaksana survei"), PELAKSANA),
        isian_teks(
            _S,
            "pihak_ketiga",
            t("Nama pihak ke-3"),
            petunjuk=t("Hanya bila survei dilaksanakan oleh pihak ke-3."),
            disabled=~_S.boleh,
        ),
    )


def form_pelaksanaan() -> rx.Component:
    """Show the form of an UPP in a triwulan, with the choice of the triwulan."""
    return rx.cond(
        _S.galat != "",
        pesan(_S.galat, kind="peringatan"),
        rx.el.section(
            rx.el.h2(t("Pelaksanaan survei"), " – ", _S.nama),
            rx.el.div(
                pilih(t("Triwulan"), _S.pilihan, _S.triwulan, _S.pilih_triwulan),
                class_name="saring",
            ),
            rx.cond(_S.berita != "", pesan(_S.berita)),
            rx.cond(_S.sampel != "", rx.el.p(_S.sampel)),
            rx.el.form(
                ringkasan_galat(_S.ringkasan),
                rx.cond(_S.galat_tindakan != "", pesan(_S.galat_tindakan, kind="bahaya")),
                *_fields(),
                rx.cond(
                    _S.boleh,
                    baris_tombol(tombol(t("Simpan"), type="submit")),
                ),
                on_submit=_S.simpan,
                no_validate=True,
                key=_S.form_kunci,
                class_name="panel panel-sempit",
            ),
            rx.cond(
                _S.oleh != "",
                teks_petunjuk(t("Terakhir diisi oleh "), _S.oleh, "."),
            ),
            class_name="kartu",
        ),
    )
