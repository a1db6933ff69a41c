"""The form of how a survey was carried out (decree, L.3: method, questionnaires, who did it)."""

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.laporan.pelaksanaan.state import PELAKSANA
from sekampadi.web.laporan.pelaksanaan.state import PelaksanaanState as State
from sekampadi.web.ui.dasar import (
    baris_tombol,
    pesan,
    pilih,
    ringkasan_galat,
    teks_petunjuk,
    tombol,
)
from sekampadi.web.ui.formulir import isian_pilihan, isian_teks, jaga
from sekampadi.web.ui.tindakan import kabar
from sekampadi.web.ui.versi import beda_isian, kata_simpan


def _angka(field: str, label: str, petunjuk: str = "") -> rx.Component:
    return isian_teks(
        State,
        field,
        label,
        petunjuk=petunjuk,
        panjang=12,
        input_mode="numeric",
        disabled=~State.boleh,
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
        isian_pilihan(State, "pelaksana", t("Pelaksana survei"), PELAKSANA),
        isian_teks(
            State,
            "pihak_ketiga",
            t("Nama pihak ke-3"),
            petunjuk=t("Hanya bila survei dilaksanakan oleh pihak ke-3."),
            disabled=~State.boleh,
        ),
    )


def form_pelaksanaan() -> rx.Component:
    """Show the form of an UPP in a triwulan, with the choice of the triwulan."""
    form = rx.cond(
        State.galat != "",
        pesan(State.galat, kind="peringatan"),
        rx.el.section(
            rx.el.h2(t("Pelaksanaan survei"), " – ", State.nama),
            rx.el.div(
                pilih(t("Triwulan"), State.pilihan, State.triwulan, State.pilih_triwulan),
                class_name="saring",
            ),
            kabar(State),
            rx.cond(State.sampel != "", rx.el.p(State.sampel)),
            rx.cond(State.periksa != "", pesan(State.periksa, kind="peringatan")),
            rx.el.form(
                ringkasan_galat(State.ringkasan),
                rx.cond(State.galat_tindakan != "", pesan(State.galat_tindakan, kind="bahaya")),
                beda_isian(State),
                *_fields(),
                rx.cond(
                    State.boleh,
                    baris_tombol(tombol(kata_simpan(State, t("Simpan")), type="submit")),
                ),
                on_submit=State.simpan,
                no_validate=True,
                key=State.form_kunci,
                class_name="panel panel-sempit",
                custom_attrs=jaga(State, State.triwulan),
            ),
            rx.cond(
                State.oleh != "",
                teks_petunjuk(t("Terakhir diisi oleh "), State.oleh, "."),
            ),
            class_name="kartu",
        ),
    )
    return rx.fragment(rx.el.div(on_mount=State.masuk, hidden=True), form)
