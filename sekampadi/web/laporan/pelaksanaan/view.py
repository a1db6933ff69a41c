"""The form of how a survey was carried out (decree, L.3: method, questionnaires, who did it)."""

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.laporan.pelaksanaan.state import PELAKSANA, PelaksanaanState
from sekampadi.web.ui.dasar import pesan, ringkasan_galat, tombol
from sekampadi.web.ui.formulir import isian_pilihan, isian_teks

_S = PelaksanaanState


def _fields() -> tuple[rx.Component, ...]:
    return (
        isian_teks(
            _S,
            "dilayani",
            t("Jumlah penerima layanan"),
            petunjuk=t("Orang yang dilayani selama triwulan ini; dasar sampel minimum."),
            panjang=12,
            input_mode="numeric",
            disabled=~_S.boleh,
        ),
        isian_teks(
            _S,
            "dibagikan",
            t("Kuesioner dibagikan"),
            petunjuk=t("Lembar kertas dan tautan yang dibagikan, bila dihitung."),
            panjang=12,
            input_mode="numeric",
            disabled=~_S.boleh,
        ),
        isian_teks(
            _S,
            "kembali",
            t("Kuesioner kembali"),
            panjang=12,
            input_mode="numeric",
            disabled=~_S.boleh,
        ),
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
                rx.el.label(
                    t("Triwulan"),
                    rx.el.select(
                        rx.foreach(_S.pilihan, lambda o: rx.el.option(o.nama, value=o.kunci)),
                        value=_S.triwulan,
                        on_change=_S.pilih_triwulan,
                        class_name="masukan",
                    ),
                ),
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
                    rx.el.div(tombol(t("Simpan"), type="submit"), class_name="baris-tombol"),
                ),
                on_submit=_S.simpan,
                no_validate=True,
                key=_S.form_kunci,
                class_name="panel panel-sempit",
            ),
            rx.cond(
                _S.oleh != "",
                rx.el.p(t("Terakhir diisi oleh "), _S.oleh, ".", class_name="petunjuk"),
            ),
            class_name="kartu",
        ),
    )
