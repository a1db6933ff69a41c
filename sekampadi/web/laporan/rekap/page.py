"""The rekap of the province: all UPP side by side (decree, H and L.3)."""

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.i18n import t
from sekampadi.web.laporan.rekap.state import RekapState as State
from sekampadi.web.laporan.view import (
    bilah_periode,
    grafik_batang,
    judul_laporan,
    tab_bagian,
    tabel_laporan,
    tautan_bentuk,
)
from sekampadi.web.ui.admin import halaman_admin, lencana_nilai, rute_admin
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
    urutan = [("nama", t("Nama UPP")), ("ikm", t("Kedudukan"))]
    return bilah_periode(State, pilih(t("Urutan"), urutan, State.urut, State.pilih_urut))


def _angka() -> rx.Component:
    return rx.el.div(
        kotak_angka(
            t("Nilai IKM, gabungan responden"),
            State.nilai.ikm,
            "ikm",
            lencana_nilai(State.nilai),
            teks_petunjuk(State.margin),
            teks_petunjuk(t("Metode "), State.nilai.metode),
        ),
        kotak_angka(
            t("Rata-rata UPP"),
            State.rata_rata,
            "rata-rata",
            teks_petunjuk(
                t("Rata-rata nilai IKM UPP yang mempunyai jawaban; setiap UPP dihitung sama.")
            ),
        ),
        kotak_angka(
            t("Jumlah responden"),
            State.nilai.n,
            "n",
            teks_petunjuk(
                t(
                    "{n} UPP dengan jawaban, {tanpa} tanpa jawaban",
                    n=State.jumlah_upp,
                    tanpa=State.jumlah_tanpa,
                )
            ),
            teks_petunjuk(State.sampel),
        ),
        class_name="kotak-angka",
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
        rx.cond(
            State.galat != "",
            pesan(State.galat, kind="bahaya"),
            rx.fragment(
                judul_laporan(State),
                _angka(),
                tab_bagian(State.tab, State.bagian, t("Bagian rekap")),
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
                                tabel_laporan(State.perbandingan),
                            ),
                        ),
                        rx.fragment(
                            rx.cond(
                                State.urut == "ikm",
                                pesan(
                                    t(
                                        "Urutan menurut kedudukan: di atas UPP lain, setara, di bawah, "
                                        "lalu yang belum dapat dibandingkan; di dalamnya menurut nama."
                                    )
                                ),
                            ),
                            tabel_laporan(State.rekap, cari="capaian"),
                        ),
                    ),
                    kosong(t("Belum ada data pada periode ini.")),
                ),
                _tanpa_jawaban(),
            ),
        ),
        alat=rx.cond(
            State.boleh_unduh & (State.galat == ""),
            baris_tombol(
                tautan_tombol(t("Unduh PDF"), "/unduh/rekap.pdf" + State.unduhan),
                *tautan_bentuk("/unduh/rekap", State.unduhan),
                rx.cond(
                    State.unduhan_paket != "",
                    tautan_tombol(
                        t("Unduh paket semua UPP (ZIP)"), State.unduhan_paket, kind="biasa"
                    ),
                ),
            ),
        ),
    )


ROUTE = rute_admin("/admin/rekap", t("Rekap"), page, Permission.REKAP_READ, State.muat, menu="")
