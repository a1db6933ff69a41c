"""Reports on the screen: the tables and charts of a report, as a page draws them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from textwrap import wrap
from typing import Any

from sekampadi import theme
from sekampadi.reports.model import Cell, Chart, ChartKind, Format, Palette, Table


@dataclass(frozen=True)
class Tab:
    """A part of a page, and the way to it."""

    kunci: str
    nama: str
    alamat: str


@dataclass(frozen=True)
class SelTampil:
    """A cell: its words, the heading it stands under, and its kind."""

    teks: str
    judul: str
    jenis: str


@dataclass(frozen=True)
class KolomTampil:
    """A heading."""

    judul: str
    jenis: str


@dataclass(frozen=True)
class TabelTampil:
    """A table of a report; ``baris`` is empty when there is none."""

    judul: str = ""
    kolom: list[KolomTampil] = field(default_factory=list)
    baris: list[list[SelTampil]] = field(default_factory=list)
    total: list[list[SelTampil]] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)


_WORD_MAX = 12
"""Letters of a cell that needs no more room than a number."""


def _kind(cell: Cell, at: int, name: int, short: Collection[int] = ()) -> str:
    """Tell what a cell holds: ``nomor``, ``nama``, ``angka``, ``mutu``, ``kata`` or ``teks``."""
    if at <= name:
        return "nama" if at == name else "nomor"
    if cell.format is Format.MUTU:
        return "mutu" if cell.value else "kata"
    if cell.format.numeric:
        return "angka"
    return "kata" if at in short else "teks"


def show_table(table: Table, *, tanpa: Collection[str] = (), ringkas: bool = False) -> TabelTampil:
    """Write a table of a report for the screen.

    Args:
        tanpa: columns, by their headings, that the screen has no room for.
        ringkas: leave out columns without any word, too.
    """
    texts = [
        at
        for at in range(len(table.columns))
        if all(row[at].format is Format.TEKS for row in table.rows)
    ]
    name = texts[0] if texts else 0
    short = {at for at in texts if all(len(row[at].text) <= _WORD_MAX for row in table.rows)}
    shown = [
        at
        for at, head in enumerate(table.columns)
        if head not in tanpa and not (ringkas and all(not row[at].text for row in table.rows))
    ]

    def line(row: tuple[Cell, ...]) -> list[SelTampil]:
        return [
            SelTampil(row[at].text, table.columns[at], _kind(row[at], at, name, short))
            for at in shown
        ]

    def head(at: int) -> KolomTampil:
        kinds = {_kind(row[at], at, name) for row in table.rows}
        kind = next((k for k in ("angka", "nomor", "mutu") if k in kinds), "teks")
        return KolomTampil(table.columns[at], kind)

    return TabelTampil(
        table.title,
        [head(at) for at in shown],
        [line(row) for row in table.rows],
        [line(row) for row in table.totals],
        list(table.notes),
    )


def _colours(chart: Chart) -> list[str]:
    match chart.palette:
        case Palette.AKSEN:
            return [theme.AKSEN] * len(chart.series)
        case Palette.SKOR:
            return [theme.SKOR[s] for s in sorted(theme.SKOR)]
        case Palette.GRAFIK:
            return list(theme.GRAFIK)


def _number(value: int | Decimal | None) -> float | None:
    return None if value is None else float(value)


_LABEL_MAX = 30
_LINE = 16


def _short(text: str, middle: bool) -> str:
    if len(text) <= _LABEL_MAX:
        return text
    if middle:
        return text[:10].rstrip() + "…" + text[11 - _LABEL_MAX :].lstrip()
    return text[: _LABEL_MAX - 1].rstrip() + "…"


def _tick(text: str, middle: bool) -> str:
    """Write a label on two lines, so that a phone has room for the bars; Plotly reads markup."""
    return "<br>".join(escape(line, quote=False) for line in wrap(_short(text, middle), _LINE))


def show_chart(chart: Chart, *, tengah: bool = False) -> dict[str, Any]:
    """Write bars of a report for Plotly: the numbers and colours of the paper.

    Args:
        chart: a chart of lying bars, or of stacked ones.
        tengah: shorten long names in their middle, where names begin alike.

    Raises:
        ValueError: for another kind, which no page shows.
    """
    if chart.kind not in {ChartKind.BATANG, ChartKind.TUMPUK}:
        raise ValueError(f"a chart of kind {chart.kind.value} is not shown on a page")
    stacked = chart.kind is ChartKind.TUMPUK
    # Plotly draws the first label at the bottom.
    labels = [_tick(x, tengah) for x in chart.labels][::-1]
    sums = [sum(s.nilai[i] or 0 for s in chart.series) for i in range(len(chart.labels))]
    data = []
    for series, colour in zip(chart.series, _colours(chart), strict=False):
        numbers = [_number(v) for v in series.nilai]
        if stacked:
            pairs = zip(numbers, sums, strict=True)
            numbers = [100 * (v or 0) / float(s) if s else 0 for v, s in pairs]
        trace: dict[str, Any] = {
            "type": "bar",
            "orientation": "h",
            "name": series.nama,
            "x": numbers[::-1],
            # Two names may begin alike, so the place on the axis is a number.
            "y": list(range(len(labels))),
            "customdata": [escape(x, quote=False) for x in chart.labels][::-1],
            "hovertemplate": "%{customdata}: %{x:.2f}"
            + (" %" if stacked else "")
            + "<extra></extra>",
            "marker": {"color": colour, "line": {"color": theme.PERMUKAAN, "width": 1}},
        }
        if series.margin and not stacked:
            trace["error_x"] = {
                "type": "data",
                "array": [_number(m) or 0 for m in series.margin][::-1],
                "color": theme.TEKS,
                "thickness": 1.2,
                "width": 3,
            }
        data.append(trace)
    high = 100.0 if stacked or chart.high is None else float(chart.high)
    layout = {
        "barmode": "stack",
        "showlegend": len(chart.series) > 1,
        "legend": {
            "orientation": "h",
            "y": 1.02,
            "yanchor": "bottom",
            "x": 0,
            "traceorder": "normal",
        },
        "margin": {"l": 8, "r": 12, "t": 8, "b": 28},
        "height": 32 * len(labels) + (90 if len(chart.series) > 1 else 56),
        "bargap": 0.3,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": theme.HURUF, "size": 12, "color": theme.TEKS},
        "separators": ",.",
        "xaxis": {
            "range": [float(chart.low), high],
            "gridcolor": theme.GARIS,
            "fixedrange": True,
            "ticksuffix": " %" if stacked else "",
        },
        "yaxis": {
            "automargin": True,
            "tickfont": {"size": 11},
            "fixedrange": True,
            "tickmode": "array",
            "tickvals": list(range(len(labels))),
            "ticktext": labels,
        },
    }
    return {"data": data, "layout": layout}
