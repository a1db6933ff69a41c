"""The calendar of a year: its deadlines month by month, and those that were moved."""

from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.pengajuan.jadwal.state import JadwalState as State
from sekampadi.web.ui.dasar import kepala_tabel, tombol


def _acara(row: Any) -> rx.Component:
    return rx.el.li(
        rx.cond(row.bulan != "", rx.el.h2(row.bulan, class_name="jadwal-bulan")),
        rx.el.div(
            rx.el.span(row.hari, class_name="jadwal-hari"),
            rx.el.div(
                rx.el.h3(row.nama),
                rx.el.p(row.apa, class_name="petunjuk"),
                rx.cond(row.geser != "", rx.el.p(row.geser, class_name="jadwal-geser")),
                rx.el.p(
                    rx.el.strong(row.ringkas),
                    rx.cond(row.jarak != "", " · " + row.jarak, ""),
                    class_name=rx.cond(row.lewat, "jadwal-lewat", ""),
                ),
                rx.cond(
                    row.belum.length() > 0,
                    rx.el.details(
                        rx.el.summary(t("Yang belum menyampaikan")),
                        rx.el.ul(rx.foreach(row.belum, rx.el.li), class_name="daftar-butir"),
                    ),
                ),
            ),
            class_name="kartu jadwal-acara",
        ),
        key=row.kunci,
    )


def _riwayat() -> rx.Component:
    heads = (t("Masa"), t("UPP"), t("Batas baru"), t("Alasan"), t("Oleh"))

    def baris(row: Any) -> rx.Component:
        cells = (row.upp, row.tanggal, row.alasan, row.siapa)
        return rx.el.tr(
            rx.el.th(row.nama, scope="row"),
            *(
                rx.el.td(cell, class_name="sel-teks", custom_attrs={"data-judul": head})
                for head, cell in zip(heads[1:], cells, strict=True)
            ),
        )

    return rx.cond(
        State.kalender.geser.length() > 0,
        rx.el.section(
            rx.el.h2(t("Tenggat yang digeser")),
            rx.el.table(
                kepala_tabel(*heads),
                rx.el.tbody(rx.foreach(State.kalender.geser, baris)),
                class_name="tabel-laporan tabel-kartu",
            ),
            class_name="kartu",
        ),
    )


def kalender() -> rx.Component:
    """Show the deadlines of a year, month by month."""
    return rx.fragment(
        rx.el.div(
            rx.el.label(
                t("Tahun"),
                rx.el.select(
                    rx.foreach(State.kalender.pilihan, lambda n: rx.el.option(n, value=n)),
                    value=State.kalender.tahun,
                    on_change=State.pilih_tahun,
                    class_name="masukan",
                ),
            ),
            rx.el.p(
                t("Disampaikan di sistem ini sejak "),
                rx.el.strong(State.kalender.sejak),
                class_name="petunjuk",
            ),
            rx.cond(
                State.boleh,
                tombol(t("Ubah triwulan pertama"), kind="teks", on_click=State.buka_sejak),
            ),
            class_name="jadwal-saring",
        ),
        rx.el.ol(rx.foreach(State.kalender.acara, _acara), class_name="jadwal-kalender"),
        _riwayat(),
    )
