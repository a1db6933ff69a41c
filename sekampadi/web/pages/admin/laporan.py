"""The laporan (decree, K.2 g)."""

from typing import Any

import reflex as rx

from sekampadi.domain.unsur import URUTAN
from sekampadi.i18n import t
from sekampadi.web.components.admin import halaman_admin, lencana_mutu, pilih_cakupan
from sekampadi.web.components.dasar import pesan, tautan_tombol, tombol
from sekampadi.web.components.tabel import pembagi_halaman
from sekampadi.web.states.laporan import LaporanState


def _saring() -> rx.Component:
    return rx.el.div(
        pilih_cakupan(LaporanState.pilihan, LaporanState.cakupan, LaporanState.pilih_cakupan),
        rx.el.form(
            *(
                rx.el.label(
                    judul,
                    rx.el.input(
                        type="date",
                        name=name,
                        default_value=value,
                        key=name + value,
                        class_name="masukan",
                    ),
                )
                for judul, name, value in (
                    (t("Tanggal mulai"), "dari", LaporanState.dari),
                    (t("Tanggal akhir"), "sampai", LaporanState.sampai),
                )
            ),
            tombol(t("Terapkan"), type="submit", kind="biasa"),
            on_submit=LaporanState.terapkan,
            no_validate=True,
            class_name="saring",
        ),
        class_name="saring",
    )


def _triwulan(row: Any) -> rx.Component:
    return tombol(row.nama, kind="teks", on_click=LaporanState.pilih_triwulan(row.dari, row.sampai))


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


def _tabel() -> rx.Component:
    return rx.el.div(
        rx.el.table(
            rx.el.caption(
                t("Nilai unsur pelayanan per responden. "),
                "; ".join(f"{u.kode} {u.nama}" for u in URUTAN),
            ),
            rx.el.thead(
                rx.el.tr(
                    rx.el.th(t("No. Res"), scope="col", class_name="kanan"),
                    *(
                        rx.el.th(rx.el.abbr(u.kode, title=u.nama), scope="col", class_name="tengah")
                        for u in URUTAN
                    ),
                    rx.el.th(t("Tanggal Survey"), scope="col", class_name="kanan"),
                )
            ),
            rx.el.tbody(rx.foreach(LaporanState.baris, _baris)),
            rx.el.tfoot(
                _total(t("Jumlah nilai / unsur"), LaporanState.jumlah),
                _total(t("NRR / unsur"), LaporanState.nrr),
                _total(t("NRR tertimbang / unsur"), LaporanState.tertimbang),
            ),
            class_name="tabel-nilai",
        ),
        class_name="gulir",
        tab_index=0,
        role="region",
        aria_label=t("Tabel nilai, dapat digeser ke samping"),
    )


def _ikm() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Nilai IKM")),
        rx.el.p(LaporanState.nilai.ikm, class_name="angka-besar", custom_attrs={"data-uji": "ikm"}),
        lencana_mutu(
            LaporanState.nilai.mutu,
            rx.fragment(t("Mutu"), " ", LaporanState.nilai.mutu, " – ", LaporanState.nilai.kinerja),
        ),
        rx.el.p(
            LaporanState.nilai.n,
            " ",
            t("responden"),
            " · ",
            t("metode"),
            " ",
            LaporanState.nilai.metode,
            class_name="petunjuk",
        ),
        class_name="kartu kartu-angka",
    )


def page() -> rx.Component:
    """Build the page."""
    return halaman_admin(
        "/admin/laporan",
        t("Laporan"),
        _saring(),
        rx.el.div(
            rx.foreach(LaporanState.triwulan, _triwulan),
            tombol(
                t("Semua sejak awal"), kind="teks", on_click=LaporanState.pilih_triwulan("", "")
            ),
            class_name="baris-tombol",
        ),
        rx.cond(
            LaporanState.galat != "",
            pesan(LaporanState.galat, kind="bahaya"),
            rx.fragment(
                rx.el.div(
                    rx.el.h2(LaporanState.nama),
                    rx.el.p(LaporanState.periode, class_name="keterangan"),
                    class_name="kartu-angka",
                ),
                rx.cond(
                    LaporanState.baris.length() > 0,
                    _tabel(),
                    rx.el.p(t("Belum ada data pada periode ini."), class_name="kosong"),
                ),
                pembagi_halaman(LaporanState),
                _ikm(),
            ),
        ),
        alat=rx.cond(
            LaporanState.unduhan != "", tautan_tombol(t("Unduh PDF"), LaporanState.unduhan)
        ),
    )
