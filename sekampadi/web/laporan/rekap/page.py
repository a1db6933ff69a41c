"""The rekap of the province: all UPP side by side (decree, H and L.3)."""

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.web.akun.sesi.state import SesiState
from sekampadi.web.laporan.rekap.state import RekapState
from sekampadi.web.laporan.view import (
    grafik_batang,
    judul_laporan,
    pilih_periode,
    rentang_hari,
    tab_bagian,
    tabel_laporan,
    tautan_bentuk,
)
from sekampadi.web.route import Route
from sekampadi.web.ui.admin import halaman_admin, lencana_nilai
from sekampadi.web.ui.dasar import (
    baris_tombol,
    kosong,
    kotak_angka,
    pesan,
    pilih,
    tautan_tombol,
    teks_petunjuk,
)


def _saring() -> rx.Component:
    return rx.el.div(
        pilih_periode(RekapState.tahun, RekapState.kunci_periode, RekapState.pilih_periode),
        rentang_hari(RekapState),
        pilih(
            t("Urutan"),
            [("nama", t("Nama UPP")), ("ikm", t("Nilai IKM"))],
            RekapState.urut,
            RekapState.pilih_urut,
        ),
        class_name="saring",
    )


def _angka() -> rx.Component:
    return rx.el.div(
        kotak_angka(
            t("Nilai IKM, gabungan responden"),
            RekapState.nilai.ikm,
            "ikm",
            lencana_nilai(RekapState.nilai),
            teks_petunjuk(RekapState.margin),
            teks_petunjuk(t("Metode "), RekapState.nilai.metode),
        ),
        kotak_angka(
            t("Rata-rata UPP"),
            RekapState.rata_rata,
            "rata-rata",
            teks_petunjuk(
                t("Rata-rata nilai IKM UPP yang mempunyai jawaban; setiap UPP dihitung sama.")
            ),
        ),
        kotak_angka(
            t("Jumlah responden"),
            RekapState.nilai.n,
            "n",
            teks_petunjuk(
                t(
                    "{n} UPP dengan jawaban, {tanpa} tanpa jawaban",
                    n=RekapState.jumlah_upp,
                    tanpa=RekapState.jumlah_tanpa,
                )
            ),
            teks_petunjuk(RekapState.sampel),
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
                judul_laporan(RekapState),
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
            baris_tombol(
                tautan_tombol(t("Unduh PDF"), "/unduh/rekap.pdf" + RekapState.unduhan),
                *tautan_bentuk("/unduh/rekap", RekapState.unduhan),
                rx.cond(
                    RekapState.unduhan_paket != "",
                    tautan_tombol(
                        t("Unduh paket semua UPP (ZIP)"), RekapState.unduhan_paket, kind="biasa"
                    ),
                ),
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
