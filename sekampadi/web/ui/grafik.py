"""Pies of respondents, drawn by Plotly from numbers that change in place."""

from typing import Any

import reflex as rx

from sekampadi import theme
from sekampadi.domain.survei.responden import Kelompok
from sekampadi.i18n import t
from sekampadi.web.ui.dasar import kepala_tabel

_LAYOUT = {
    "showlegend": False,
    "margin": {"l": 4, "r": 4, "t": 4, "b": 4},
    "height": 150,
    "paper_bgcolor": "rgba(0,0,0,0)",
    "font": {"family": theme.HURUF, "size": 13},
    "separators": ",.",
    # A slice too small for its share stays without: the table beside it says it.
    "uniformtext": {"minsize": 11, "mode": "hide"},
}


def _figure(kelompok: Kelompok, nilai: Any, persen: Any) -> rx.Var[Any]:
    # Late: only the build needs it.
    from plotly.graph_objects import Figure

    # Written out in the page with the numbers as its only variable: a figure made on the
    # server would send its whole description again with every answer.
    cells = kelompok.cells
    colours = list(theme.GRAFIK[: len(cells)])
    return rx.Var.create(
        {
            "data": [
                {
                    "type": "pie",
                    "labels": [t(c.label) for c in cells],
                    "values": nilai,
                    "sort": False,
                    "direction": "clockwise",
                    "hole": 0.42,
                    # The table's words: Plotly would round, and write the sign, in its own way.
                    "text": persen,
                    "textinfo": "text",
                    "textposition": "inside",
                    "insidetextorientation": "horizontal",
                    "hovertemplate": "%{label}: %{value} orang (%{text})<extra></extra>",
                    "marker": {
                        "colors": colours,
                        "line": {"color": theme.PERMUKAAN, "width": 1.5},
                    },
                    "insidetextfont": {"color": [theme.text_on(c) for c in colours]},
                }
            ],
            "layout": _LAYOUT,
        }
    ).to(Figure)


def plotly(gambar: Any) -> rx.Component:
    """Draw a figure as wide as its place, without Plotly's own buttons."""
    return rx.plotly.basic(
        data=gambar,
        config={"displayModeBar": False, "responsive": True},
        use_resize_handler=True,
        width="100%",
    )


def kisi_responden(grafik: Any) -> rx.Component:
    """Show the groupings of the respondents side by side, in the order of :class:`Kelompok`."""
    return rx.el.div(
        *(_pie(kelompok, grafik[i]) for i, kelompok in enumerate(Kelompok)),
        class_name="kisi-grafik",
    )


def _pie(kelompok: Kelompok, grafik: Any) -> rx.Component:
    """Show one grouping as a pie, a sentence and a table for those who cannot see the pie."""

    def baris(sel: Any, index: Any) -> rx.Component:
        return rx.el.tr(
            rx.el.th(
                rx.el.span(
                    class_name="contoh",
                    style={"background": rx.Var.create(list(theme.GRAFIK))[index]},
                    custom_attrs={"aria-hidden": "true"},
                ),
                sel.label,
                scope="row",
            ),
            rx.el.td(sel.orang, class_name="kanan"),
            rx.el.td(sel.persen, class_name="kanan"),
        )

    # A pie of nobody would be a hole in the page.
    nobody = grafik.kalimat == t("Belum ada data.")
    return rx.el.section(
        rx.el.h2(t(kelompok.label)),
        rx.el.div(
            rx.cond(
                nobody,
                rx.fragment(),
                rx.el.div(
                    plotly(_figure(kelompok, grafik.nilai, grafik.persen)),
                    class_name="grafik-gambar",
                    custom_attrs={"aria-hidden": "true"},
                ),
            ),
            rx.el.table(
                rx.el.caption(grafik.kalimat),
                kepala_tabel(t(kelompok.label), (t("Orang"), "kanan"), (t("Persen"), "kanan")),
                rx.el.tbody(rx.foreach(grafik.baris, baris)),
                class_name="tabel-kecil",
            ),
            class_name=rx.cond(nobody, "grafik-isi tanpa-gambar", "grafik-isi"),
        ),
        class_name="kartu grafik",
    )
