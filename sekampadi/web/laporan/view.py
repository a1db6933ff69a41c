"""Parts of the pages of reports: tables, bars, the choice of a period, the way to the documents."""

from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.ui.dasar import isian_hari, opsi_kelompok, tautan_tombol, tombol
from sekampadi.web.ui.gambar import gambar
from sekampadi.web.ui.saring import dua_baris, keping_saring, lipatan, tombol_kerapatan
from sekampadi.web.ui.tindakan import tautan_menu, tombol_menu


def judul_laporan(state: Any, *more: Any) -> rx.Component:
    """Say what part of the province is shown, and which period."""
    return rx.el.div(
        rx.el.h2(dua_baris(state.nama)),
        rx.el.p(state.periode, class_name="keterangan"),
        *more,
        class_name="kartu-angka",
    )


_BENTUK = (("Excel", "xlsx"), ("Word", "docx"), ("CSV", "csv"))


def tautan_bentuk(address: str, query: Any) -> list[rx.Component]:
    """Lead to the forms of a document beside its PDF; its address comes without an ending."""
    return [
        tautan_tombol(
            t("Unduh {bentuk}", bentuk=words), f"{address}.{ending}" + query, kind="biasa"
        )
        for words, ending in _BENTUK
    ]


def menu_unduh(address: str, query: Any, *more: Any) -> rx.Component:
    """Lead to all forms of a document by one menu; its address comes without an ending."""
    forms = (
        tautan_menu(t("Unduh {bentuk}", bentuk=words), f"{address}.{ending}" + query)
        for words, ending in (("PDF", "pdf"), *_BENTUK)
    )
    return tombol_menu(t("Unduh"), *forms, *more)


def _cell(sel: Any) -> rx.Component:
    judul = {"data-judul": sel.judul}
    return rx.match(
        sel.jenis,
        ("nama", rx.el.th(dua_baris(sel.teks), scope="row")),
        ("nomor", rx.el.td(sel.teks, class_name="kanan nomor-baris")),
        ("angka", rx.el.td(sel.teks, class_name="kanan", custom_attrs=judul)),
        (
            "mutu",
            rx.el.td(
                rx.el.span(sel.teks, class_name="lencana mutu-" + sel.teks),
                class_name="tengah",
                custom_attrs=judul,
            ),
        ),
        ("kata", rx.el.td(sel.teks, class_name="sel-kata", custom_attrs=judul)),
        rx.el.td(sel.teks, class_name="sel-teks", custom_attrs=judul),
    )


MANY = 15
"""Lines of a table that are still found by looking."""


def _cari(target: str) -> rx.Component:
    """Search the lines of a table as one types; ``assets/sekampadi.js`` hides the others."""
    return rx.el.div(
        rx.el.input(
            type="search",
            placeholder=t("Cari"),
            auto_complete="off",
            class_name="masukan",
            custom_attrs={"aria-label": t("Cari dalam tabel ini"), "data-saring": target},
        ),
        rx.el.p(id=target + "-hasil", role="status", class_name="petunjuk"),
        class_name="cari",
    )


def _head(kolom: Any) -> rx.Component:
    return rx.el.th(
        kolom.judul,
        scope="col",
        class_name=rx.match(
            kolom.jenis, ("angka", "kanan"), ("nomor", "kanan"), ("mutu", "tengah"), ""
        ),
    )


def tabel_laporan(
    tabel: Any, *, kartu: str | None = "", judul: bool = True, cari: str = ""
) -> rx.Component:
    """Show a table of a report; nothing when it has no lines.

    On a phone its lines become cards: ``kartu`` is the class that says how their cells stand, when
    not as usual, and None keeps a narrow table as it is. ``cari`` names a table whose lines are
    searched in the browser, once they are many.
    """
    kelas = "tabel-laporan" if kartu is None else f"tabel-laporan tabel-kartu {kartu}".rstrip()

    def baris(row: Any) -> rx.Component:
        return rx.el.tr(rx.foreach(row, _cell))

    return rx.cond(
        tabel.baris.length() > 0,
        rx.el.section(
            rx.el.h2(tabel.judul) if judul else rx.fragment(),
            rx.cond(tabel.baris.length() > MANY, _cari(cari)) if cari else rx.fragment(),
            rx.el.div(
                rx.el.table(
                    rx.el.caption(tabel.judul, class_name="hanya-pembaca"),
                    rx.el.thead(rx.el.tr(rx.foreach(tabel.kolom, _head))),
                    rx.el.tbody(rx.foreach(tabel.baris, baris), id=cari or None),
                    rx.cond(tabel.total.length() > 0, rx.el.tfoot(rx.foreach(tabel.total, baris))),
                    class_name=kelas,
                ),
                class_name="gulir",
                tab_index=0,
                role="region",
                aria_label=tabel.judul,
            ),
            rx.foreach(tabel.catatan, lambda c: rx.el.p(c, class_name="petunjuk")),
            class_name="kartu",
        ),
    )


def tab_bagian(tab: Any, bagian: Any, judul: str) -> rx.Component:
    """Show the parts of a page, the open one marked."""
    return rx.el.nav(
        rx.foreach(
            tab,
            lambda row: rx.el.a(
                row.nama,
                href=row.alamat,
                custom_attrs={"aria-current": rx.cond(row.kunci == bagian, "page", "false")},
            ),
        ),
        class_name="tab",
        aria_label=judul,
    )


def grafik_batang(judul: str, chart: Any, kalimat: Any) -> rx.Component:
    """Show bars of a report, and the sentence that says what they show."""
    return rx.el.section(
        rx.el.h2(judul),
        rx.el.p(kalimat, class_name="keterangan"),
        gambar(chart, judul),
        class_name="kartu grafik",
    )


def bilah_periode(state: Any, *more: Any) -> rx.Component:
    """Show the usual periods one click away, and behind a button all others and what else is picked.

    The state has a :class:`~sekampadi.web.ui.states.periode.PeriodeMixin`.
    """
    usual = rx.el.select(
        opsi_kelompok(state.tahun),
        value=state.kunci_periode,
        on_change=state.pilih_periode,
        class_name="masukan",
    )
    own = rx.el.form(
        isian_hari(t("Tanggal mulai"), "dari", state.dari),
        isian_hari(t("Tanggal akhir"), "sampai", state.sampai),
        tombol(t("Terapkan"), kind="biasa", type="submit"),
        on_submit=state.terapkan,
        no_validate=True,
        class_name="saring",
    )
    return rx.el.div(
        lipatan(t("Saring"), rx.el.label(t("Periode"), usual), *more, own),
        rx.el.nav(
            rx.foreach(
                state.cepat,
                lambda p: rx.el.a(
                    p.nama,
                    href=p.alamat,
                    custom_attrs={
                        "aria-current": rx.cond(p.kunci == state.kunci_periode, "true", "false")
                    },
                ),
            ),
            class_name="cepat",
            aria_label=t("Periode yang sering dipakai"),
        ),
        tombol_kerapatan(),
        keping_saring(state),
        class_name="bilah-saring",
    )
