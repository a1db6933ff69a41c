"""The shapes of the leaders' screen: bars, a line and a heat map.

They are plain elements whose numbers change in place: nothing is drawn anew, so nothing flickers
and nobody loses the focus. Each carries its numbers as text.
"""

from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.akun.sesi.state import SesiState
from sekampadi.web.ui.dasar import kepala_tabel, kepala_unsur


def halaman_dinding(
    judul: Any, *children: Any, kelas: str = "", lanjutan: Any = ""
) -> rx.Component:
    """Frame one page of the wall; on a desk and on a phone they stand below each other.

    ``lanjutan`` says which lines it holds, where one page is not enough for all.
    """
    return rx.el.section(
        rx.el.h2(
            judul, rx.cond(lanjutan != "", rx.el.span(" ", lanjutan, class_name="layar-lanjutan"))
        ),
        *children,
        class_name=f"kartu layar-halaman {kelas}",
    )


def batang_unsur(rows: Any) -> rx.Component:
    """Show the nine unsur as bars, the worst first."""

    def baris(row: Any) -> rx.Component:
        parts = (
            rx.el.span(rx.el.strong(row.kode), " ", row.nama, class_name="ukur-nama"),
            rx.el.span(
                rx.el.span(class_name="ukur-isi " + row.kelas, style={"width": row.lebar}),
                class_name="ukur-dasar",
                custom_attrs={"aria-hidden": "true"},
            ),
            rx.el.span(
                rx.el.span(t("NRR "), class_name="hanya-pembaca"),
                row.nrr,
                " ",
                rx.el.span(row.mutu, class_name="ukur-mutu"),
                class_name="ukur-nilai",
            ),
        )
        # What is behind it is not for a screen without an account.
        return rx.el.li(
            rx.cond(
                SesiState.layar,
                rx.el.div(*parts, class_name="ukur-baris"),
                rx.el.a(*parts, href=row.href, class_name="ukur-baris"),
            )
        )

    return rx.el.ol(rx.foreach(rows, baris), class_name="ukur")


def kolom_peringkat(kolom: Any) -> rx.Component:
    """Show a column of the ranking: a list for each group, its lines by name."""

    def satu(row: Any) -> rx.Component:
        return rx.el.li(
            rx.el.a(row.nama, href=row.href),
            rx.cond(row.gerak != "", rx.el.span(row.gerak, class_name="gerak " + row.arah)),
            rx.el.span(
                rx.el.span("IKM ", class_name="hanya-pembaca"),
                row.ikm,
                class_name="peringkat-ikm",
            ),
            rx.el.span(row.rinci, class_name="peringkat-rinci"),
        )

    def blok(item: Any) -> rx.Component:
        return rx.el.div(
            rx.el.h3(item.judul),
            rx.el.ul(rx.foreach(item.baris, satu), class_name="peringkat"),
            class_name="peringkat-blok",
        )

    return rx.el.div(rx.foreach(kolom.blok, blok), class_name="peringkat-kolom")


def peta_panas(baris: Any, bagian: Any) -> rx.Component:
    """Show a page of the heat map: a line for each part, a column for each unsur."""

    def sel(x: Any) -> rx.Component:
        return rx.el.td(x.nilai, class_name=x.kelas, title=x.label)

    def satu(row: Any) -> rx.Component:
        return rx.el.tr(
            rx.el.th(rx.el.a(row.nama, href=row.href), scope="row"), rx.foreach(row.sel, sel)
        )

    return rx.el.div(
        rx.el.table(
            kepala_tabel(bagian, *kepala_unsur()),
            rx.el.tbody(rx.foreach(baris, satu)),
            class_name="tabel-panas",
        ),
        class_name="panas-bingkai",
    )
