"""Charts on paper: the same numbers, colours and order as on screen, and legible without colour.

Every bar and point carries its number as text; stacked bars differ by hatching, lines by
dashes and by the name at their end.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

from sekampadi import theme
from sekampadi.domain.ikm import round_half_up
from sekampadi.i18n import format_angka, t
from sekampadi.reports.model import MINUS, Chart, ChartKind, Format, Series
from sekampadi.reports.render.chart_dasar import (
    BAR,
    GRID,
    HATCHES,
    SIZE,
    SMALL,
    colours,
    highest,
    label_parts,
    label_width,
    legend,
    row_height,
    value_text,
    whisker,
    wide,
)
from sekampadi.reports.render.drawing import (
    Drawing,
    Part,
    Point,
    Shape,
    Stroke,
    Text,
    dashed,
    disc,
    hatch,
    rectangle,
)
from sekampadi.reports.render.fonts import REGULAR, fit_text, printable, register_fonts
from sekampadi.reports.render.grafik.kuadran import draw_kuadran
from sekampadi.reports.render.grafik.peta import draw_peta

MOST_LABELS: Final = 16
"""Lying bars of one drawing: more go on in a further one, which may stand on the next page."""

_BARS: Final = (ChartKind.BATANG, ChartKind.TUMPUK)
_NONE: Final = "–"
"""Stands where a line has no point."""
_DASHES: Final = ((0.0, 0.0), (5.0, 2.5), (1.6, 2.0), (9.0, 3.0), (3.0, 3.0), (6.0, 1.5))


def _batang(chart: Chart, width: float, aksen: str, left: float) -> Drawing:
    series = chart.series[0]
    row = row_height(chart, left - 8)
    texts = [value_text(chart, v) for v in series.nilai]
    room = max((wide(text, SIZE, bold=True) for text in texts), default=0) + 10
    if series.margin:
        room += 8
    low, high = chart.low, highest(chart)
    span = width - left - room

    def x(value: Decimal) -> float:
        share = (min(max(value, low), high) - low) / (high - low)
        return left + span * float(share)

    parts: list[Part] = []
    for i, (label, value) in enumerate(zip(chart.labels, series.nilai, strict=True)):
        middle = i * row + row / 2
        top = middle - BAR / 2
        parts += label_parts(label, left - 8, middle)
        parts.append(rectangle(left, top, span, BAR, theme.AKSEN_MUDA))
        end = left + span + 5
        if value is None:
            parts.append(Text(left + 4, middle + 3, texts[i], SIZE, theme.TEKS_REDUP))
            continue
        colour = colours(chart, i + 1, aksen)[i]
        parts.append(rectangle(left, top, max(x(Decimal(value)) - left, 0.5), BAR, colour))
        margin = series.margin[i] if series.margin else None
        if margin is not None:
            parts += whisker(x, Decimal(value), margin, middle)
        parts.append(Text(end, middle + 3, texts[i], SIZE, theme.TEKS, bold=True))
    return Drawing(width, len(chart.labels) * row + 2, tuple(parts))


def _tumpuk(chart: Chart, width: float, aksen: str, left: float) -> Drawing:
    tones = colours(chart, len(chart.series), aksen)
    kinds = [HATCHES[i % len(HATCHES)] for i in range(len(chart.series))]
    parts, head = legend([s.nama for s in chart.series], tones, kinds, width)
    row = row_height(chart, left - 8)
    span = width - left
    for i, label in enumerate(chart.labels):
        middle = head + i * row + row / 2
        top = middle - BAR / 2
        parts += label_parts(label, left - 8, middle)
        values = [Fraction(s.nilai[i] or 0) for s in chart.series]
        total = sum(values)
        if not total:
            parts.append(rectangle(left, top, span, BAR, theme.AKSEN_MUDA))
            parts.append(Text(left + 6, middle + 3, t("belum ada data"), SIZE, theme.TEKS_REDUP))
            continue
        x = left
        for s, value, tone, kind in zip(chart.series, values, tones, kinds, strict=True):
            long = span * float(value / total)
            if not long:
                continue
            drawn = max(long - 1, 0.6)
            box = rectangle(x, top, drawn, BAR, tone)
            parts += [box, *hatch(box, kind, theme.PADA_AKSEN)]
            words = value_text(chart, s.nilai[i])
            need = wide(words, SMALL, bold=True) + 6
            if need <= drawn:
                centre = x + drawn / 2
                parts.append(rectangle(centre - need / 2, top, need, BAR, tone))
                ink = theme.text_on(tone)
                parts.append(Text(centre, middle + 2.7, words, SMALL, ink, "middle", bold=True))
            x += long
    return Drawing(width, head + len(chart.labels) * row + 2, tuple(parts))


def _grade(chart: Chart, value: Decimal) -> str:
    if chart.format is Format.BULAT:
        return value_text(chart, int(value))
    return value_text(chart, round_half_up(Fraction(value)))


def round_grades(low: Decimal, high: Decimal) -> list[Decimal]:
    """Return few round values, equally far apart, that reach from below a range to above it.

    They are 1, 2 or 5 times a power of ten apart, and at least three, at most seven.

    Args:
        low: where the range begins, less than ``high``.
    """
    wanted = (high - low) / 4
    unit = Decimal(1).scaleb(wanted.adjusted())
    step = next(unit * n for n in (1, 2, 5, 10) if unit * n >= wanted)
    first, last = math.floor(low / step), math.ceil(high / step)
    places = Decimal(1).scaleb(-max(0, -step.adjusted()))
    return [(step * n).quantize(places) for n in range(first, last + 1)]


def _garis(chart: Chart, width: float, aksen: str, _left: float) -> Drawing:
    tones = colours(chart, len(chart.series), aksen)
    parts, head = ([], 4.0) if len(chart.series) < 2 else _lines_legend(chart, tones, width)
    low, high = chart.low, highest(chart)
    if chart.axis:
        marks = round_grades(low, high)
        low, high = marks[0], marks[-1]
        grades = [(mark, format_angka(mark).replace("-", MINUS)) for mark in marks]
    else:
        # Where each point has its number, the axis needs none.
        marks = [] if _numbered(chart) else [high - (high - low) * step / 4 for step in range(5)]
        grades = [(mark, _grade(chart, mark)) for mark in marks]
    left = max((wide(words, SMALL) for _, words in grades), default=-4) + 8
    top, tall, slot = head + 12, 120.0, (width - left - 6) / max(1, len(chart.labels))

    def place(i: int, value: int | Decimal) -> Point:
        share = (min(max(Decimal(value), low), high) - low) / (high - low)
        return (left + slot * (i + 0.5), top + tall * (1 - float(share)))

    for mark, words in grades:
        _, y = place(0, mark)
        parts.append(Stroke(((left, y), (width - 4, y)), GRID, 0.6))
        parts.append(Text(left - 5, y + 2.6, words, SMALL, theme.TEKS_REDUP, "end"))
    for name, level in chart.bounds:
        if low < level < high:
            _, y = place(0, level)
            parts += dashed((left, y), (width - 4, y), (4, 4), theme.GARIS_TUA, 0.8)
            parts.append(Text(width - 4, y - 3, name, SMALL, theme.TEKS_REDUP, "end", bold=True))
    every = _every(slot, [word for x in chart.labels for word in printable(x).split()], 6)
    for i, label in enumerate(chart.labels):
        if (len(chart.labels) - 1 - i) % every == 0:
            size, lines = fit_text(
                printable(label), font=REGULAR, width=slot * every - 4, steps=[(SMALL, 1), (SMALL, 2), (6.5, 2)]
            )  # fmt: skip
            parts += [
                Text(
                    left + slot * (i + 0.5),
                    top + tall + 13 + n * 9,
                    line,
                    size,
                    theme.TEKS,
                    "middle",
                )
                for n, line in enumerate(lines)
            ]
    for s, tone, dash in zip(chart.series, tones, _DASHES * len(tones), strict=False):
        parts += _curve(chart, s, tone, dash, place)
    bottom = top + tall + 28
    if chart.gap and (gaps := _gaps(chart)):
        x = [place(i, low)[0] for i in gaps]
        parts += [Text(at, top + tall - 4, _NONE, SIZE, theme.TEKS_REDUP, "middle") for at in x]
        said = t("Tanda {tanda}: {sebab}. Garis terputus di situ.", tanda=_NONE, sebab=chart.gap)
        size, lines = fit_text(
            printable(said), font=REGULAR, width=width - left - 4, steps=[(SMALL, 1), (SMALL, 2), (6.5, 3)]
        )  # fmt: skip
        parts += [
            Text(left, bottom + 8 + n * 9, line, size, theme.TEKS_REDUP)
            for n, line in enumerate(lines)
        ]
        bottom += 4 + 9 * len(lines)
    return Drawing(width, bottom, tuple(parts))


def _gaps(chart: Chart) -> list[int]:
    """Return the places at which no series has a value."""
    return [i for i in range(len(chart.labels)) if all(s.nilai[i] is None for s in chart.series)]


def _numbered(chart: Chart) -> bool:
    return len(chart.labels) <= 13 and len(chart.series) == 1


def _every(slot: float, words: Sequence[str], gap: float) -> int:
    """Tell how many places a word takes, so that every so many can be written."""
    widest = max((wide(word, SMALL, bold=True) for word in words), default=0)
    return max(1, math.ceil((min(38, widest) + gap) / slot))


def _curve(
    chart: Chart, s: Series, tone: str, dash: tuple[float, float], place: Callable[[int, int | Decimal], Point]
) -> list[Part]:  # fmt: skip
    parts: list[Part] = []
    words = [value_text(chart, v) for v in s.nilai]
    every = _every(place(1, 0)[0] - place(0, 0)[0], words, 3)
    points = [None if v is None else place(i, v) for i, v in enumerate(s.nilai)]
    for a, b in pairwise(points):
        if a and b:
            parts += dashed(a, b, dash, tone)
    for i, point in enumerate(points):
        if point is None:
            continue
        parts += [disc(point, 3.4, "#FFFFFF"), disc(point, 2.5, tone)]
        if _numbered(chart) and (len(points) - 1 - i) % every == 0:
            x, y = point
            # The figure stands on the side on which there is less of the line: below in a dip.
            beside = [p[1] - y for p in (*points[max(0, i - 1) : i], *points[i + 1 : i + 2]) if p]
            y += 12 if sum(beside) < 0 else -6
            parts.append(Text(x, y, words[i], SMALL, theme.TEKS, "middle", bold=True))
    return parts


def _lines_legend(chart: Chart, tones: Sequence[str], width: float) -> tuple[list[Part], float]:
    parts, head = legend(
        [s.nama for s in chart.series], ["#FFFFFF"] * len(tones), [""] * len(tones), width
    )
    swatches = [p.corners[0] for p in parts if isinstance(p, Shape)]
    for (x, y), tone, dash in zip(swatches, tones, _DASHES * len(tones), strict=False):
        parts += dashed((x, y + 5), (x + 14, y + 5), dash, tone)
    return parts, head


_DRAWERS: Final[dict[ChartKind, Callable[[Chart, float, str, float], Drawing]]] = {
    ChartKind.BATANG: _batang,
    ChartKind.TUMPUK: _tumpuk,
    ChartKind.GARIS: _garis,
    ChartKind.KUADRAN: draw_kuadran,
    ChartKind.PETA: draw_peta,
}


def _pieces(chart: Chart, most: int) -> list[Chart]:
    """Cut a chart of very many lying bars into several on the same scale."""
    if chart.kind not in _BARS or len(chart.labels) <= most:
        return [chart]
    count = math.ceil(len(chart.labels) / most)
    size = math.ceil(len(chart.labels) / count)
    cuts = [slice(i, i + size) for i in range(0, len(chart.labels), size)]
    return [
        replace(
            chart,
            labels=chart.labels[cut],
            series=tuple(Series(s.nama, s.nilai[cut], s.margin[cut]) for s in chart.series),
            high=highest(chart),
        )
        for cut in cuts
    ]


def draw_chart(
    chart: Chart, width: float, *, aksen: str = theme.AKSEN, most: int = MOST_LABELS
) -> list[Drawing]:
    """Draw a chart without its title; one of more lying bars than ``most`` becomes several."""
    register_fonts()
    left = label_width(chart, width)
    pieces = [piece for piece in _pieces(chart, most) if piece.labels]
    return [_DRAWERS[piece.kind](piece, width, aksen, left) for piece in pieces]
