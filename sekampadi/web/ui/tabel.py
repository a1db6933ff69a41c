"""The table of the admin pages: search, filters, sortable headings, rows, pager; cards on a phone."""

from collections.abc import Callable, Mapping
from typing import Any

import reflex as rx

from sekampadi.domain.tabel import (
    PAGE_SIZES,
    SEARCH_MAX,
    Column,
    FilterKind,
    Kind,
    TableSpec,
)
from sekampadi.i18n import t
from sekampadi.web.ui.dasar import isian_hari, pesan, pilih, tombol
from sekampadi.web.ui.saring import dua_baris, keping_saring, lipatan, tombol_kerapatan
from sekampadi.web.ui.tindakan import kabar

Cell = Callable[[Any], Any]
"""Draws a cell from a row with ``id``, ``nomor`` and ``sel``."""


def _nomor(state: Any, nomor: Any) -> rx.Component:
    return rx.cond(
        nomor == 0,
        rx.el.span("…", class_name="kosong-nomor"),
        rx.el.button(
            nomor,
            type="button",
            class_name="nomor-halaman",
            on_click=state.ke_halaman(nomor),
            custom_attrs={
                "aria-current": rx.cond(nomor == state.halaman, "page", "false"),
                "aria-label": t("Halaman") + " " + nomor.to_string(),
            },
        ),
    )


def pembagi_halaman(state: Any) -> rx.Component:
    """Show which lines are on the page, how many a page has, and the way to the others."""
    return rx.el.div(
        rx.el.p(state.keterangan, role="status"),
        rx.el.div(
            rx.el.label(
                t("Baris per halaman "),
                rx.el.select(
                    *(rx.el.option(str(n), value=str(n)) for n in PAGE_SIZES),
                    value=state.ukuran.to_string(),
                    on_change=state.pilih_ukuran,
                    class_name="nomor-halaman",
                ),
            ),
            tombol_kerapatan(),
        ),
        rx.el.nav(
            rx.el.button(
                t("Balik"),
                type="button",
                class_name="nomor-halaman",
                disabled=state.halaman <= 1,
                on_click=state.ke_halaman(state.halaman - 1),
            ),
            rx.foreach(state.nomor, lambda nomor: _nomor(state, nomor)),
            rx.el.button(
                t("Berikutnya"),
                type="button",
                class_name="nomor-halaman",
                disabled=state.halaman >= state.jumlah_halaman,
                on_click=state.ke_halaman(state.halaman + 1),
            ),
            aria_label=t("Halaman tabel"),
        ),
        class_name="halaman-tabel",
    )


def _pilihan(state: Any, saringan: Any) -> rx.Component:
    return pilih(
        saringan.nama,
        saringan.pilihan,
        saringan.nilai,
        lambda nilai: state.saring_satu(saringan.kunci, nilai),
    )


def _cari(state: Any) -> rx.Component:
    return rx.el.form(
        rx.el.input(
            type="search",
            name="cari",
            default_value=state.cari,
            key="cari" + state.cari,
            max_length=SEARCH_MAX,
            class_name="masukan",
            auto_complete="off",
            placeholder=t("Cari"),
            custom_attrs={"aria-label": t("Cari")},
        ),
        tombol(t("Cari"), type="submit", kind="biasa"),
        on_submit=state.terapkan,
        no_validate=True,
        class_name="cari",
        role="search",
    )


def _urutan(state: Any, spec: TableSpec) -> rx.Component:
    # A phone shows no headings, so the order is picked in a list there.
    options = [
        rx.el.option(f"{c.title} {arrow}", value=prefix + c.key)
        for c in spec.columns
        if c.sortable and c.screen and not c.conditional
        for prefix, arrow in (("", "↑"), ("-", "↓"))
    ]
    return rx.el.label(
        t("Urutkan"),
        rx.el.select(
            *options, value=state.urut, on_change=state.pilih_urutan, class_name="masukan"
        ),
        class_name="urut-ponsel",
    )


def bilah_saring(state: Any, spec: TableSpec) -> rx.Component:
    """Show the search of a table, its filters folded away, and what of them is set, in one line."""
    days = rx.el.form(
        rx.foreach(state.saringan_hari, lambda s: isian_hari(s.nama, s.kunci, s.nilai)),
        tombol(t("Terapkan"), type="submit", kind="biasa"),
        on_submit=state.terapkan,
        no_validate=True,
        class_name="saring",
    )
    return rx.el.div(
        _cari(state) if spec.has_search else rx.fragment(),
        lipatan(
            t("Saring"),
            rx.foreach(state.saringan, lambda s: _pilihan(state, s)),
            _urutan(state, spec),
            days if any(f.kind is FilterKind.DATE for f in spec.filters) else rx.fragment(),
        ),
        tombol_kerapatan(),
        keping_saring(state),
        class_name="bilah-saring",
    )


def _align(column: Column) -> str:
    if column.narrow:
        return "sempit"
    return "kanan" if column.kind in {Kind.NUMBER, Kind.DATE} else "teks"


def _when_allowed(state: Any, column: Column, component: Any) -> Any:
    if not column.conditional:
        return component
    return rx.cond(state.kolom.contains(column.key), component)


def _heading(state: Any, column: Column) -> Any:
    words = rx.el.abbr(column.title, title=column.hint) if column.hint else column.title
    if not column.sortable:
        head = rx.el.th(words, scope="col", class_name=_align(column))
    else:
        head = rx.el.th(
            rx.el.button(
                words,
                rx.el.span(class_name="urut-tanda", custom_attrs={"aria-hidden": "true"}),
                type="button",
                class_name="urut",
                on_click=state.urutkan(column.key),
            ),
            scope="col",
            class_name=_align(column),
            custom_attrs={
                "aria-sort": rx.match(
                    state.urut,
                    (column.key, "ascending"),
                    (f"-{column.key}", "descending"),
                    "none",
                )
            },
        )
    return _when_allowed(state, column, head)


def tabel(
    state: Any,
    spec: TableSpec,
    *,
    cells: Mapping[str, Cell] | None = None,
    actions: Cell | None = None,
    selectable: Any = None,
    empty: Any = t("Belum ada data."),
    urungkan: Any = None,
) -> rx.Component:
    """Show the rows of a table with their pager.

    ``cells`` draws by column key where the plain text does not do, ``actions`` the last cell of a
    row. Rows can be selected under the condition ``selectable``; None is for a table without
    selection. ``urungkan`` takes the last act back.
    """
    drawn = cells or {}
    dense = " tabel-rapat" if any(c.narrow for c in spec.columns) else ""
    columns = [c for c in spec.columns if c.screen]

    def cell(row: Any, column: Column) -> Any:
        text = row.sel[column.key]
        if column.key in drawn:
            text = drawn[column.key](row)
        elif column.kind is Kind.TEXT:
            text = dua_baris(text)
        return _when_allowed(
            state,
            column,
            rx.el.td(text, class_name=_align(column), custom_attrs={"data-judul": column.title}),
        )

    def select_one(row: Any) -> Any:
        box = rx.el.input(
            type="checkbox",
            checked=state.terpilih.contains(row.id),
            on_change=lambda on: state.pilih_baris(row.id, on),
            class_name="kotak-pilih",
            custom_attrs={"aria-label": t("Pilih baris") + " " + row.nomor, "data-baris": row.id},
        )
        return rx.cond(
            selectable,
            rx.el.td(box, class_name="sel-pilih", custom_attrs={"data-judul": t("Pilih")}),
        )

    def acting(cell: rx.Component) -> Any:
        return cell if selectable is None else rx.cond(selectable, cell)

    def line(row: Any) -> rx.Component:
        return rx.el.tr(
            select_one(row) if selectable is not None else rx.fragment(),
            rx.el.th("#", row.nomor, scope="row", class_name="nomor-baris"),
            *(cell(row, c) for c in columns),
            acting(
                rx.el.td(actions(row), class_name="aksi", custom_attrs={"data-judul": t("Aksi")})
            )
            if actions
            else rx.fragment(),
            class_name=rx.cond(state.terpilih.contains(row.id), "dipilih", ""),
            key=row.id,
        )

    select_all = rx.el.th(
        rx.el.input(
            type="checkbox",
            checked=(state.terpilih.length() > 0)
            & (state.terpilih.length() == state.baris.length()),
            on_change=state.pilih_semua,
            class_name="kotak-pilih",
            custom_attrs={"aria-label": t("Pilih semua baris di halaman ini")},
        ),
        scope="col",
    )
    rows = rx.el.div(
        rx.el.table(
            rx.el.caption(spec.title, class_name="hanya-pembaca"),
            rx.el.thead(
                rx.el.tr(
                    rx.cond(selectable, select_all) if selectable is not None else rx.fragment(),
                    rx.el.th("#", scope="col"),
                    *(_heading(state, c) for c in columns),
                    acting(rx.el.th(t("Aksi"), scope="col")) if actions else rx.fragment(),
                )
            ),
            rx.el.tbody(rx.foreach(state.baris, line)),
            class_name="tabel-kartu tabel-daftar" + dense,
        ),
        class_name="gulir",
    )
    how = t("Kata dalam saran dicari dari awalnya; satu atau dua huruf hanya sebagai kata utuh.")
    nothing = rx.el.p(
        rx.cond(
            state.disaring,
            t("Tidak ada yang cocok dengan pencarian atau saringan ini."),
            empty,
        ),
        # Who typed the middle of a word, or two letters of it, would think that nobody said it.
        rx.cond(state.cari != "", " " + how, "") if spec.by_beginning else rx.fragment(),
        class_name="kosong",
        role="status",
    )
    refused = rx.fragment(
        pesan(state.galat, kind="bahaya"),
        rx.el.div(tombol(t("Hapus semua saringan"), kind="teks", on_click=state.hapus_saringan)),
    )
    return rx.fragment(
        kabar(state, urungkan=urungkan),
        rx.cond(state.galat != "", refused),
        rx.cond(
            state.keterangan != "",  # nothing is said about rows before they have been read
            rx.cond(state.baris.length() > 0, rx.fragment(rows, pembagi_halaman(state)), nothing),
        ),
    )


def tombol_excel(state: Any) -> rx.Component:
    """Offer the Excel file of what is filtered, to those who may take it away."""
    return rx.cond(
        state.boleh_ekspor,
        tombol(
            t("Unduh Excel"),
            kind="biasa",
            on_click=state.unduh_excel,
            disabled=state.ekspor_jalan,
        ),
    )


def kemajuan_excel(state: Any) -> rx.Component:
    """Show how far the Excel file is, and where it can be fetched once more."""
    return rx.cond(
        state.ekspor_teks != "",
        rx.el.div(
            rx.el.span(state.ekspor_teks, id="ekspor-teks"),
            rx.cond(
                state.ekspor_jalan,
                rx.el.progress(
                    value=state.ekspor_persen.to_string(),
                    max="100",
                    custom_attrs={"aria-labelledby": "ekspor-teks"},
                ),
            ),
            class_name="pesan kemajuan",
            role="status",
        ),
    )
