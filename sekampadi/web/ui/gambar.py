"""A chart as plain elements: what is written in it can be no markup, and it changes in place."""

from typing import Any

import reflex as rx

from sekampadi.i18n import t
from sekampadi.web.ui.dasar import kepala_tabel, teks_petunjuk

_svg = rx.el.svg


def _shape(s: Any) -> rx.Component:
    return _svg.path(
        d=s.d, custom_attrs={"fill": s.fill, "stroke": s.stroke, "strokeWidth": s.width}
    )


def _text(w: Any) -> rx.Component:
    return _svg.text(
        w.text,
        x=w.x,
        y=w.y,
        custom_attrs={
            "fill": w.fill,
            "fontSize": w.size,
            "fontWeight": w.weight,
            "textAnchor": w.anchor,
            "textLength": w.long,
            "lengthAdjust": "spacingAndGlyphs",
        },
    )


def gambar(chart: Any, judul: Any) -> rx.Component:
    """Show a chart, as wide as there is room; what it says must stand beside it in words."""
    return rx.fragment(
        *(
            _svg(
                rx.foreach(drawing.shapes, _shape),
                rx.foreach(drawing.texts, _text),
                view_box=drawing.box,
                role="img",
                class_name="gambar " + kind,
                custom_attrs={"aria-label": judul},
            )
            for drawing, kind in ((chart.wide, "gambar-lebar"), (chart.narrow, "gambar-sempit"))
        )
    )


def garis_waktu(garis: Any, judul: str, kolom: str) -> rx.Component:
    """Show an index over time as a line, a sentence, and a table for those who cannot see it."""

    def baris(p: Any) -> rx.Component:
        return rx.el.tr(rx.el.th(p.nama, scope="row"), rx.el.td(p.nilai), rx.el.td(p.n))

    return rx.fragment(
        rx.el.div(gambar(garis.chart, judul), class_name="garis-bingkai"),
        rx.cond(garis.kalimat != "", teks_petunjuk(garis.kalimat)),
        rx.el.div(
            rx.el.table(
                rx.el.caption(judul),
                kepala_tabel(kolom, "IKM", t("Jawaban")),
                rx.el.tbody(rx.foreach(garis.titik, baris)),
            ),
            class_name="hanya-pembaca",
        ),
    )
