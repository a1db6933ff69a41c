"""A shaded matrix: the darker, the larger; the number stands in every cell, with its sign."""

from decimal import Decimal
from typing import Final

from sekampadi import theme
from sekampadi.reports.model import Chart
from sekampadi.reports.render.chart_dasar import (
    GRID,
    SMALL,
    highest,
    label_parts,
    row_height,
    value_text,
    wide,
)
from sekampadi.reports.render.drawing import Drawing, Part, Stroke, Text, rectangle
from sekampadi.reports.render.fonts import BOLD, fit_text, printable

_WIDEST: Final = 62.0
"""Points of a cell where there is room for more."""
_GAP: Final = 1.2
_HEAD: Final = 20.0
_BLACK: Final = "#000000"


def shade(colour: str, share: float) -> str:
    """Mix a colour ``#RRGGBB`` with white; nothing of it at 0, all of it at 1."""
    channels = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - share * (255 - c)):02X}" for c in channels)


def ink_on(tone: str) -> str:
    """Return black or white: on a middling shade the dark text colour would be too pale (4.5:1)."""
    return max((_BLACK, theme.PADA_AKSEN), key=lambda ink: theme.contrast(ink, tone))


def draw_peta(chart: Chart, width: float, aksen: str, left: float) -> Drawing:
    """Draw a ``PETA``, in shades of the accent."""
    lines = tuple(range(len(chart.labels)))
    columns = tuple(range(len(chart.series)))
    symmetric = tuple(s.nama for s in chart.series) == chart.labels and len(lines) > 1
    if symmetric:
        lines, columns = lines[1:], columns[:-1]
    across = min((width - left) / max(1, len(columns)), _WIDEST)
    tall = row_height(chart, left - 8) + 3
    parts: list[Part] = []
    for at in columns:
        parts += _head(
            chart.series[at].nama, left + across * (at + 0.5) - _GAP / 2, across, short=symmetric
        )
    for row, line in enumerate(lines):
        top = _HEAD + row * tall
        parts += label_parts(chart.labels[line], left - 8, top + tall / 2)
        for at in columns:
            if not symmetric or at < line:
                box = (left + at * across, top, across - _GAP, tall - _GAP)
                parts += _cell(chart, chart.series[at].nilai[line], box, aksen)
    return Drawing(width, _HEAD + len(lines) * tall + 2, tuple(parts))


def _head(name: str, middle: float, width: float, *, short: bool) -> list[Part]:
    words = printable(name)
    if short:
        words = words.split(" ")[0]
    steps = [(SMALL, 1), (SMALL, 2), (6.2, 2), (5.0, 2)]
    size, lines = fit_text(words, font=BOLD, width=width - 2, steps=steps)
    first = _HEAD - 5 - (len(lines) - 1) * size * 1.1
    return [
        Text(middle, first + n * size * 1.1, line, size, theme.TEKS, "middle", bold=True)
        for n, line in enumerate(lines)
    ]


def _cell(
    chart: Chart, value: int | Decimal | None, box: tuple[float, float, float, float], aksen: str
) -> list[Part]:
    x, y, across, tall = box
    words = value_text(chart, value)
    tone, parts = "#FFFFFF", list[Part]()
    if value is None:
        # Not a small number but none: an empty frame.
        corners = ((x, y), (x + across, y), (x + across, y + tall), (x, y + tall), (x, y))
        parts.append(Stroke(corners, GRID, 0.6))
    else:
        share = min(1.0, float(abs(Decimal(value)) / highest(chart)))
        tone = shade(aksen, share)
        if share < 0.1:
            # So pale that its edge would be lost on white.
            parts.append(rectangle(x, y, across, tall, GRID))
            parts.append(rectangle(x + 0.6, y + 0.6, across - 1.2, tall - 1.2, tone))
        else:
            parts.append(rectangle(x, y, across, tall, tone))
    size = min(SMALL, SMALL * (across - 2) / max(1.0, wide(words, SMALL, bold=True)))
    base = y + tall / 2 + size * 0.36
    ink = ink_on(tone)
    parts.append(Text(x + across / 2, base, words, size, ink, "middle", bold=True))
    return parts
