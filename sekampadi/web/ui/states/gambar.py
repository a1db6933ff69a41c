"""Charts on the screen: drawn by the code that draws them on paper, in the colours of the page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from sekampadi.domain.ikm import HasilIkm
from sekampadi.domain.laporan.uji import N_UJI
from sekampadi.i18n import format_angka, t
from sekampadi.reports.build.tren import trend_chart
from sekampadi.reports.model import Chart
from sekampadi.reports.render.chart import draw_chart
from sekampadi.reports.render.chart_dasar import wide as wide_of
from sekampadi.reports.render.drawing import Drawing, Shape, Stroke, Text
from sekampadi.theme import css_colour
from sekampadi.web.ui.states.shown import Shown

WIDE, MIDDLE, NARROW = 520, 330, 200
"""Units of a drawing on a desk, on a wall and on a phone: what is written must be legible."""


@dataclass(frozen=True)
class ShownShape:
    """Shapes that look alike."""

    d: str
    fill: str
    stroke: str
    width: float


@dataclass(frozen=True)
class ShownText:
    """A line of text, and how long it may be: letters of the device are wider than those measured."""

    x: str
    y: str
    text: str
    size: str
    long: str
    fill: str
    anchor: str
    weight: int


@dataclass(frozen=True)
class ShownDrawing:
    """A drawing: its view box, its shapes, and the texts above them."""

    box: str = ""
    shapes: list[ShownShape] = field(default_factory=list)
    texts: list[ShownText] = field(default_factory=list)


@dataclass(frozen=True)
class ShownChart(Shown):
    """A chart for a desk and for a phone; the page shows one of them."""

    wide: ShownDrawing = field(default_factory=ShownDrawing)
    narrow: ShownDrawing = field(default_factory=ShownDrawing)


def _look(part: Shape | Stroke) -> tuple[str, str, float]:
    if isinstance(part, Shape):
        return css_colour(part.fill), "none", 0
    return "none", css_colour(part.colour), part.width


def _outline(part: Shape | Stroke) -> str:
    closed = isinstance(part, Shape)
    points = part.corners if isinstance(part, Shape) else part.points
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + ("Z" if closed else "")


def _show(drawing: Drawing) -> ShownDrawing:
    shapes = [p for p in drawing.parts if not isinstance(p, Text)]
    return ShownDrawing(
        f"0 0 {drawing.width:.0f} {drawing.height:.0f}",
        [ShownShape("".join(map(_outline, same)), *look) for look, same in groupby(shapes, _look)],
        [
            ShownText(
                f"{p.x:.1f}",
                f"{p.y:.1f}",
                p.text,
                f"{p.size:g}",
                f"{wide_of(p.text, p.size, bold=p.bold):.1f}",
                css_colour(p.colour),
                p.anchor,
                700 if p.bold else 400,
            )
            for p in drawing.parts
            if isinstance(p, Text)
        ],
    )


@lru_cache(maxsize=128)
def show_chart(chart: Chart, wide: int = WIDE) -> ShownChart:
    """Draw a chart of a report for the screen, once for all who look at it."""
    drawn = (draw_chart(chart, width, most=len(chart.labels)) for width in (wide, NARROW))
    return ShownChart(*(_show(d) for found in drawn for d in found))


@dataclass(frozen=True)
class LinePoint:
    """A point of an index over time, in words."""

    nama: str
    nilai: str
    n: str


@dataclass(frozen=True)
class Garis(Shown):
    """An index over time: the line, its points, and a sentence for everyone where there is one."""

    chart: ShownChart = field(default_factory=ShownChart)
    titik: list[LinePoint] = field(default_factory=list)
    kalimat: str = ""


def _ends(points: Sequence[tuple[str, str, HasilIkm]]) -> str:
    sure = [(h.nilai, nama) for nama, _, h in points if h.nilai is not None and h.n >= N_UJI]
    best, worst = (pick(sure, key=lambda p: p[0], default=None) for pick in (max, min))
    if best is None or worst is None or best[0] == worst[0]:
        return ""
    return t(
        "Tertinggi {tinggi} ({nama_t}), terendah {rendah} ({nama_r}).",
        tinggi=format_angka(best[0]),
        nama_t=best[1],
        rendah=format_angka(worst[0]),
        nama_r=worst[1],
    )


def show_line(
    title: str, points: Sequence[tuple[str, str, HasilIkm]], *, least: Decimal, wide: int = WIDE
) -> Garis:
    """Draw an index over time; ``points`` have a name, a short name for the axis, and the index.

    ``least`` is that of :func:`trend_chart`. Highest and lowest are named among points that have
    answers enough to be compared: of a few, one is the highest by chance.
    """
    known = [
        LinePoint(nama, format_angka(h.nilai), format_angka(h.n))
        for nama, _, h in points
        if h.nilai is not None
    ]
    if not known:
        return Garis(kalimat=t("Belum ada data."))
    values = [h.nilai for _, _, h in points]
    chart = trend_chart(title, [short for _, short, _ in points], values, least=least)
    return Garis(show_chart(chart, wide), known, _ends(points))
