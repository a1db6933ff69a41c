"""The rekap of the province: all UPP side by side (decree, H and L.3)."""

from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.web.laporan.rekap.state import RekapState as State
from sekampadi.web.laporan.view import (
    bilah_periode,
    grafik_batang,
    judul_laporan,
    menu_unduh,
    tab_bagian,
    tabel_laporan,
)
from sekampadi.web.ui.admin import halaman_admin, lencana_nilai, rute_admin
from sekampadi.web.ui.dasar import kosong, pesan, pilih, teks_petunjuk
from sekampadi.web.ui.tindakan import tautan_menu


def _saring() -> rx.Component:
    urutan = [("nama", t("Nama UPP")), ("ikm", t("Kedudukan"))]
    return bilah_periode(State, pilih(t("Urutan"), urutan, State.urut, State.pilih_urut))


def _atas() -> rx.Component:
    """Say the key figures in two lines: the table is what one comes for."""

    def angka(words: Any, uji: str) -> rx.Component:
        return rx.el.span(words, custom_attrs={"data-uji": uji})

    nilai = State.nilai
    return judul_laporan(
        State,
        rx.el.p(
            rx.el.strong(nilai.ikm, class_name="angka", custom_attrs={"data-uji": "ikm"}),
            lencana_nilai(nilai),
            rx.el.span(angka(nilai.n, "n"), " ", t("responden")),
            rx.el.span(State.margin),
            class_name="ikm-atas",
        ),
        rx.el.p(
            t("Rata-rata UPP"),
            " ",
            rx.el.strong(angka(State.rata_rata, "rata-rata")),
            t(
                " · {n} UPP dengan jawaban, {tanpa} tanpa",
                n=State.jumlah_upp,
                tanpa=State.jumlah_tanpa,
            ),
            class_name="petunjuk",
        ),
    )


def _bawah() -> rx.Component:
    """Say what the key figures mean."""
    return teks_petunjuk(
        t(
            "Nilai IKM gabungan responden, metode {metode}. Rata-rata UPP: rata-rata nilai IKM UPP "
            "yang mempunyai jawaban; setiap UPP dihitung sama.",
            metode=State.nilai.metode,
        ),
        " ",
        State.kebetulan,
        " ",
        State.sampel,
    )


def _tanpa_jawaban() -> rx.Component:
    return rx.cond(
        State.tanpa_jawaban.length() > 0,
        rx.el.section(
            rx.el.h2(t("UPP tanpa jawaban pada periode ini")),
            rx.el.ul(
                rx.foreach(State.tanpa_jawaban, rx.el.li),
                class_name="daftar-butir",
            ),
            class_name="kartu",
        ),
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        "/admin/rekap",
        t("Rekap"),
        _saring(),
        tab_bagian(State.tab, State.bagian, t("Bagian rekap")),
        rx.cond(
            State.galat != "",
            pesan(State.galat, kind="bahaya"),
            rx.fragment(
                _atas(),
                rx.cond(
                    State.ada,
                    rx.match(
                        State.bagian,
                        ("format", tabel_laporan(State.satuan_kerja)),
                        (
                            "grafik",
                            grafik_batang(
                                t("Nilai IKM per UPP dengan marginnya"),
                                State.grafik,
                                t(
                                    "Garis tipis menunjukkan margin. Urutan menurut nama UPP. "
                                    "Angkanya juga ada di Capaian per UPP."
                                ),
                            ),
                        ),
                        (
                            "unsur",
                            rx.fragment(
                                tabel_laporan(State.unsur),
                                tabel_laporan(State.perbandingan, kartu="kartu-banding"),
                            ),
                        ),
                        rx.fragment(
                            rx.cond(
                                State.urut == "ikm",
                                pesan(
                                    t(
                                        "Urutan menurut kedudukan: di atas UPP lain, belum dapat "
                                        "dibedakan, di bawah, lalu yang belum dapat dibandingkan; di dalamnya menurut nama."
                                    )
                                ),
                            ),
                            tabel_laporan(State.rekap, cari="capaian"),
                        ),
                    ),
                    kosong(t("Belum ada data pada periode ini.")),
                ),
                _tanpa_jawaban(),
                _bawah(),
            ),
        ),
        alat=rx.cond(
            State.boleh_unduh & (State.galat == ""),
            menu_unduh(
                "/unduh/rekap",
                State.unduhan,
                rx.cond(
                    State.unduhan_paket != "",
                    tautan_menu(t("Unduh paket semua UPP (ZIP)"), State.unduhan_paket),
                ),
            ),
        ),
    )


ROUTE = rute_admin("/admin/rekap", t("Rekap"), page, Permission.REKAP_READ, State.muat, menu="")
