"""The laporan (decree, K.2 g)."""

from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.i18n import t
from sekampadi.web.laporan.pelaksanaan.view import form_pelaksanaan
from sekampadi.web.laporan.state import LaporanState as State
from sekampadi.web.laporan.view import (
    bilah_periode,
    grafik_batang,
    judul_laporan,
    tab_bagian,
    tabel_laporan,
    tautan_bentuk,
)
from sekampadi.web.ui.admin import (
    dasar_nilai,
    halaman_admin,
    lencana_nilai,
    pilih_cakupan,
    rute_admin,
)
from sekampadi.web.ui.dasar import (
    baris_tombol,
    kepala_tabel,
    kepala_unsur,
    kosong,
    kotak_angka,
    pesan,
    tautan_tombol,
    teks_petunjuk,
    tombol,
)
from sekampadi.web.ui.grafik import kisi_responden
from sekampadi.web.ui.tabel import pembagi_halaman


def _layanan() -> rx.Component:
    def butir(row: Any) -> rx.Component:
        return rx.el.label(
            rx.el.input(
                type="checkbox",
                name="layanan-" + row.kunci,
                default_checked=(State.layanan.length() == 0) | State.layanan.contains(row.kunci),
                class_name="kotak-pilih",
            ),
            row.nama,
            class_name="butir-pilih",
        )

    return rx.cond(
        State.pilihan_layanan.length() > 1,
        rx.el.details(
            rx.el.summary(
                t("Jenis layanan: "),
                rx.cond(
                    State.layanan.length() > 0,
                    State.layanan.length().to_string() + t(" dipilih"),
                    t("semua"),
                ),
            ),
            rx.el.form(
                rx.el.div(rx.foreach(State.pilihan_layanan, butir), class_name="daftar-pilih"),
                tombol(t("Tampilkan layanan ini"), type="submit", kind="biasa"),
                on_submit=State.pilih_layanan,
                key=State.layanan.to_string() + State.cakupan,
            ),
        ),
    )


def _saring() -> rx.Component:
    cakupan = pilih_cakupan(State.pilihan, State.cakupan, State.pilih_cakupan)
    return bilah_periode(State, cakupan, _layanan())


def _atas() -> rx.Component:
    """Show the index before all else; the decree's print has it at the end, where it is, too."""
    nilai = State.nilai
    return judul_laporan(
        State,
        rx.el.p(
            rx.el.strong(nilai.ikm, class_name="angka", custom_attrs={"data-uji": "ikm-atas"}),
            lencana_nilai(nilai),
            rx.el.span(t("{n} responden", n=nilai.n)),
            # The analysis says it in full.
            rx.cond(State.bagian != "analisis", rx.el.span(State.margin_pendek)),
            class_name="ikm-atas",
        ),
        rx.cond(
            State.banding != "",
            rx.el.a(
                t("Bandingkan {periode} dengan tahun lalu", periode=State.periode_banding),
                href=State.banding,
            ),
        ),
    )


def _baris(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(row.nomor, scope="row", class_name="kanan"),
        rx.foreach(row.nilai, lambda v: rx.el.td(v, class_name="tengah")),
        rx.el.td(row.tanggal, class_name="kanan"),
    )


def _total(judul: str, values: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(judul, scope="row"),
        rx.foreach(values, lambda v: rx.el.td(v, class_name="tengah")),
        rx.el.td(),
    )


def _total_ponsel() -> rx.Component:
    """Show the totals line by line: nine sums beside each other are wider than a phone."""

    def baris(at: int, kode: str) -> rx.Component:
        values = (State.jumlah, State.nrr, State.tertimbang)
        return rx.el.tr(
            rx.el.th(kode, scope="row"), *(rx.el.td(v[at], class_name="kanan") for v in values)
        )

    return rx.el.table(
        rx.el.caption(t("Jumlah dan rata-rata seluruh jawaban, unsur demi unsur")),
        kepala_tabel(
            t("Unsur"),
            (t("Jumlah nilai"), "kanan"),
            (t("NRR"), "kanan"),
            (t("NRR tertimbang"), "kanan"),
        ),
        rx.el.tbody(*(baris(at, u.kode) for at, u in enumerate(URUTAN))),
        class_name="tabel-nilai total-ponsel",
    )


def _tabel() -> rx.Component:
    return rx.el.div(
        rx.el.table(
            rx.el.caption(
                t("Nilai unsur pelayanan per responden. "),
                "; ".join(f"{u.kode} {u.nama}" for u in URUTAN),
            ),
            kepala_tabel(
                (t("No. Res"), "kanan"),
                *kepala_unsur(),
                (rx.el.abbr(t("Tanggal"), title=t("Tanggal Survey")), "kanan"),
            ),
            rx.el.tbody(rx.foreach(State.baris, _baris)),
            rx.el.tfoot(
                _total(t("Jumlah nilai / unsur"), State.jumlah),
                _total(t("NRR / unsur"), State.nrr),
                _total(t("NRR tertimbang / unsur"), State.tertimbang),
            ),
            class_name="tabel-nilai",
        ),
        _total_ponsel(),
        class_name="gulir",
        tab_index=0,
        role="region",
        aria_label=t("Tabel nilai"),
    )


def _ikm() -> rx.Component:
    nilai = State.nilai
    return kotak_angka(
        t("Nilai IKM"),
        nilai.ikm,
        "ikm",
        lencana_nilai(nilai),
        dasar_nilai(nilai),
        rx.el.p(State.margin, class_name="petunjuk", custom_attrs={"data-uji": "margin"}),
        teks_petunjuk(State.sampel),
    )


def _dokumen() -> rx.Component:
    return rx.cond(
        State.unduhan_laporan != "",
        rx.el.section(
            rx.el.h2(t("Laporan lengkap")),
            rx.el.p(
                t(
                    "Nilai per unsur, sebaran jawaban, perbandingan, layanan, responden, dan saran "
                    "untuk cakupan dan periode di atas. Tombol Unduh PDF di atas memberi lembar "
                    "publikasi satu halaman."
                ),
                class_name="keterangan",
            ),
            baris_tombol(
                tautan_tombol(
                    t("Unduh laporan PDF"),
                    "/unduh/laporan.pdf" + State.unduhan_laporan,
                    kind="biasa",
                ),
                *tautan_bentuk("/unduh/laporan", State.unduhan_laporan),
            ),
            rx.cond(
                State.unduhan_paket != "",
                rx.fragment(
                    rx.el.p(
                        t(
                            "Paket untuk diserahkan: lembar IKM, data responden, dan data jawaban "
                            "(Excel) setiap UPP pada cakupan ini, dengan indeksnya, dalam satu berkas."
                        ),
                        class_name="keterangan",
                    ),
                    baris_tombol(
                        tautan_tombol(t("Unduh paket (ZIP)"), State.unduhan_paket, kind="biasa")
                    ),
                ),
            ),
            rx.cond(
                State.publikasi != "",
                rx.el.p(
                    rx.el.a(t("Publikasi cakupan dan periode ini"), href=State.publikasi),
                    t(": lembar yang sudah terbit, revisi, dan media tayangnya."),
                ),
            ),
            class_name="kartu",
        ),
    )


def _jawaban() -> rx.Component:
    return rx.fragment(
        rx.cond(
            State.baris.length() > 0,
            rx.fragment(_tabel(), pembagi_halaman(State)),
            kosong(t("Belum ada data pada periode ini.")),
        ),
        _ikm(),
    )


def _analisis() -> rx.Component:
    return rx.fragment(
        rx.el.p(
            State.margin,
            " ",
            State.sampel,
            class_name="petunjuk",
            custom_attrs={"data-uji": "margin"},
        ),
        rx.cond(
            State.nilai.mutu != "",
            rx.fragment(
                tabel_laporan(State.perbandingan, kartu="kartu-banding"),
                grafik_batang(t("IKM per unsur pelayanan"), State.grafik_unsur, State.ekstrem),
                tabel_laporan(State.unsur),
                grafik_batang(
                    t("Sebaran jawaban per unsur"),
                    State.grafik_sebaran,
                    t("Bagian jawaban bernilai 1 sampai 4; angkanya ada di tabel berikut."),
                ),
                tabel_laporan(State.sebaran, kartu="kartu-sebaran", judul=False),
                tabel_laporan(State.umum, kartu=None),
                kisi_responden(State.responden),
            ),
            kosong(t("Belum ada data pada periode ini.")),
        ),
    )


def _per_layanan() -> rx.Component:
    return rx.fragment(
        tabel_laporan(State.per_upp, cari="per-upp"),
        tabel_laporan(State.per_layanan, cari="per-layanan"),
        rx.cond(
            State.per_layanan.baris.length() == 0,
            kosong(t("Belum ada layanan pada cakupan ini.")),
        ),
    )


def _saran() -> rx.Component:
    def butir(row: Any) -> rx.Component:
        return rx.el.li(
            rx.el.p(row.teks, class_name="saran-teks"),
            teks_petunjuk(row.tanggal, " · ", row.layanan),
        )

    return rx.cond(
        State.saran.length() > 0,
        rx.fragment(
            rx.el.ul(rx.foreach(State.saran, butir), class_name="kartu daftar-saran"),
            pembagi_halaman(State),
        ),
        rx.el.p(t("Tidak ada kritik atau saran pada periode ini."), class_name="kosong"),
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        "/admin/laporan",
        t("Laporan"),
        _saring(),
        tab_bagian(State.tab, State.bagian, t("Bagian laporan")),
        rx.cond(
            State.galat != "",
            pesan(State.galat, kind="bahaya"),
            rx.fragment(
                _atas(),
                rx.match(
                    State.bagian,
                    ("analisis", _analisis()),
                    ("layanan", _per_layanan()),
                    ("saran", _saran()),
                    ("pelaksanaan", form_pelaksanaan()),
                    _jawaban(),
                ),
                _dokumen(),
            ),
        ),
        alat=rx.cond(State.unduhan != "", tautan_tombol(t("Unduh PDF"), State.unduhan)),
    )


ROUTE = rute_admin(
    "/admin/laporan", t("Laporan"), page, Permission.LAPORAN_READ, State.muat, menu=""
)
