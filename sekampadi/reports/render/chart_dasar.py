"""What all charts on paper share: sizes, colours, labels, the legend."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from reportlab.pdfbase.pdfmetrics import stringWidth

from sekampadi import theme
from sekampadi.reports.model import Cell, Chart, Palette, Value
from sekampadi.reports.render.drawing import (
    Part,
    Stroke,
    Text,
    hatch,
    rectangle,
)
from sekampadi.reports.render.fonts import BOLD, REGULAR, fit_text, printable

SIZE: Final = 8.5
SMALL: Final = 7.5
ROW: Final = 21.0
"""Points of a line whose label takes up to three lines."""
SHORT_ROW: Final = 13.0
"""Points of a line whose label takes one."""
BAR: Final = 10.0
GRID: Final = theme.GARIS
HATCHES: Final = ("miring", "tegak", "datar", "")
"""Of score 1 to 4: the best is solid."""


def colours(chart: Chart, count: int, aksen: str = theme.AKSEN) -> list[str]:
    """Return so many colours of a chart in their order, in the accent of the government."""
    match chart.palette:
        case Palette.AKSEN:
            source: Sequence[str] = (aksen,)
        case Palette.SKOR:
            source = tuple(theme.SKOR[skor] for skor in sorted(theme.SKOR))
        case Palette.GRAFIK:
            source = theme.GRAFIK
    return [source[i % len(source)] for i in range(count)]


def value_text(chart: Chart, value: Value) -> str:
    """Return a value as the chart writes it."""
    return Cell(value, chart.format, chart.kosong).text


def wide(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is, in points."""
    return float(stringWidth(text, BOLD if bold else REGULAR, size))


def highest(chart: Chart) -> Decimal:
    """Return where the axis of a chart ends."""
    if chart.high is not None:
        return chart.high
    numbers = [Decimal(v) for s in chart.series for v in s.nilai if v is not None]
    return max([*numbers, chart.low + 1])


def label_parts(text: str, width: float, middle: float) -> list[Part]:
    """Write what a bar stands for, on up to three lines, beside its middle."""
    size, lines = fit_text(
        printable(text), font=REGULAR, width=width, steps=[(SIZE, 1), (SMALL, 2), (6.2, 3)]
    )
    first = middle + size * 0.36 - (len(lines) - 1) * size * 0.55
    return [Text(0, first + i * size * 1.1, line, size, theme.TEKS) for i, line in enumerate(lines)]


def label_width(chart: Chart, width: float) -> float:
    """Return how wide the column of labels is."""
    longest = max((wide(printable(label), SIZE) for label in chart.labels), default=0)
    return min(longest, width * 0.4) + 8


def row_height(chart: Chart, width: float) -> float:
    """Return how tall the lines of a chart are.

    Args:
        width: points a label may take.
    """
    longest = max((wide(printable(label), SIZE) for label in chart.labels), default=0)
    return SHORT_ROW if longest <= width else ROW


def whisker(x: Callable[[Decimal], float], value: Decimal, margin: Decimal, y: float) -> list[Part]:
    """Draw a margin beside the end of a bar."""
    left, right = x(value - margin), x(value + margin)
    ends = [Stroke(((at, y - 3), (at, y + 3)), theme.TEKS, 0.9) for at in (left, right)]
    # A white line beneath, or it would vanish in a dark bar.
    return [
        Stroke(((left, y), (right, y)), theme.PADA_AKSEN, 2.6),
        Stroke(((left, y), (right, y)), theme.TEKS, 0.9),
        *ends,
    ]


def swatch(x: float, y: float, colour: str, kind: str) -> list[Part]:
    """Draw the sign of a series for the legend."""
    box = rectangle(x, y - 8, 13, 9, colour)
    return [box, *hatch(box, kind, theme.PADA_AKSEN)]


def legend(
    names: Sequence[str], tones: Sequence[str], kinds: Sequence[str], width: float
) -> tuple[list[Part], float]:
    """Write the names of series beside their colours, in as many lines as they need."""
    parts: list[Part] = []
    x, y = 0.0, 10.0
    for name, tone, kind in zip(names, tones, kinds, strict=True):
        _, (line,) = fit_text(printable(name), font=REGULAR, width=width - 20, steps=[(SIZE, 1)])
        need = 18 + wide(line, SIZE) + 14
        if x and x + need > width:
            x, y = 0.0, y + 14
        parts += swatch(x, y, tone, kind)
        parts.append(Text(x + 18, y, line, SIZE, theme.TEKS))
        x += need
    return parts, y + 8
