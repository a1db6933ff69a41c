"""The rekap of the province: all UPP side by side (decree, H and L.3)."""

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.web.akun.sesi.state import SesiState
from sekampadi.web.laporan.rekap.state import RekapState
from sekampadi.web.laporan.view import (
    grafik_batang,
    pilih_periode,
    rentang_hari,
    tab_bagian,
    tabel_laporan,
)
from sekampadi.web.route import Route
from sekampadi.web.ui.admin import halaman_admin, lencana_mutu
from sekampadi.web.ui.dasar import angka_besar, kosong, pesan, tautan_tombol


def _saring() -> rx.Component:
    return rx.el.div(
        pilih_periode(RekapState.tahun, RekapState.kunci_periode, RekapState.pilih_periode),
        rentang_hari(RekapState),
        rx.el.label(
            t("Urutan"),
            rx.el.select(
                rx.el.option(t("Nama UPP"), value="nama"),
                rx.el.option(t("Nilai IKM"), value="ikm"),
                value=RekapState.urut,
                on_change=RekapState.pilih_urut,
                class_name="masukan",
            ),
        ),
        class_name="saring",
    )


def _angka() -> rx.Component:
    return rx.el.div(
        rx.el.section(
            rx.el.h2(t("Nilai IKM, gabungan responden")),
            angka_besar(RekapState.nilai.ikm, "ikm"),
            lencana_mutu(
                RekapState.nilai.mutu,
                rx.fragment(t("Mutu"), " ", RekapState.nilai.mutu, " – ", RekapState.nilai.kinerja),
            ),
            rx.el.p(RekapState.margin, class_name="petunjuk"),
            rx.el.p(t("Metode "), RekapState.nilai.metode, class_name="petunjuk"),
            class_name="kartu kartu-angka",
        ),
        rx.el.section(
            rx.el.h2(t("Rata-rata UPP")),
            angka_besar(RekapState.rata_rata, "rata-rata"),
            rx.el.p(
                t("Rata-rata nilai IKM UPP yang mempunyai jawaban; setiap UPP dihitung sama."),
                class_name="petunjuk",
            ),
            class_name="kartu kartu-angka",
        ),
        rx.el.section(
            rx.el.h2(t("Jumlah responden")),
            rx.el.p(RekapState.nilai.n, class_name="angka-besar", custom_attrs={"data-uji": "n"}),
            rx.el.p(
                RekapState.jumlah_upp,
                " ",
                t("UPP dengan jawaban"),
                ", ",
                RekapState.jumlah_tanpa,
                " ",
                t("tanpa jawaban"),
                class_name="petunjuk",
            ),
            rx.el.p(RekapState.sampel, class_name="petunjuk"),
            class_name="kartu kartu-angka",
        ),
        class_name="kotak-angka",
    )


def _tanpa_jawaban() -> rx.Component:
    return rx.cond(
        RekapState.tanpa_jawaban.length() > 0,
        rx.el.section(
            rx.el.h2(t("UPP tanpa jawaban pada periode ini")),
            rx.el.ul(
                rx.foreach(RekapState.tanpa_jawaban, rx.el.li),
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
        rx.cond(
            RekapState.galat != "",
            pesan(RekapState.galat, kind="bahaya"),
            rx.fragment(
                rx.el.div(
                    rx.el.h2(RekapState.nama),
                    rx.el.p(RekapState.periode, class_name="keterangan"),
                    class_name="kartu-angka",
                ),
                _angka(),
                tab_bagian(RekapState.tab, RekapState.bagian, t("Bagian rekap")),
                rx.cond(
                    RekapState.ada,
                    rx.match(
                        RekapState.bagian,
                        ("format", tabel_laporan(RekapState.satuan_kerja)),
                        (
                            "grafik",
                            grafik_batang(
                                t("Nilai IKM per UPP dengan marginnya"),
                                RekapState.grafik,
                                t("Garis tipis menunjukkan margin. Urutan menurut nama UPP."),
                            ),
                        ),
                        (
                            "unsur",
                            rx.fragment(
                                tabel_laporan(RekapState.unsur),
                                tabel_laporan(RekapState.perbandingan),
                            ),
                        ),
                        rx.fragment(
                            rx.cond(
                                RekapState.urut == "ikm",
                                pesan(
                                    t(
                                        "Urutan menurut kelompok: yang tertinggi di atas. UPP yang "
                                        "rentang nilainya bersambung berada dalam satu kelompok dan "
                                        "disusun menurut nama."
                                    )
                                ),
                            ),
                            tabel_laporan(RekapState.rekap),
                        ),
                    ),
                    kosong(t("Belum ada data pada periode ini.")),
                ),
                _tanpa_jawaban(),
            ),
        ),
        alat=rx.cond(
            RekapState.boleh_unduh & (RekapState.galat == ""),
            rx.el.div(
                tautan_tombol(t("Unduh PDF"), "/unduh/rekap.pdf" + RekapState.unduhan),
                *(
                    tautan_tombol(words, address + RekapState.unduhan, kind="biasa")
                    for words, address in (
                        (t("Unduh Excel"), "/unduh/rekap.xlsx"),
                        (t("Unduh Word"), "/unduh/rekap.docx"),
                        (t("Unduh CSV"), "/unduh/rekap.csv"),
                    )
                ),
                rx.cond(
                    RekapState.unduhan_paket != "",
                    tautan_tombol(
                        t("Unduh paket semua UPP (ZIP)"), RekapState.unduhan_paket, kind="biasa"
                    ),
                ),
                class_name="baris-tombol",
            ),
        ),
    )


ROUTE = Route(
    "/admin/rekap",
    t("Rekap"),
    page,
    Permission.REKAP_READ,
    (SesiState.muat, RekapState.muat),
    menu="",
)
