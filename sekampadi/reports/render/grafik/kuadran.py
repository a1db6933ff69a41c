"""Points in four quadrants, each with its short name; a key beside them tells the long ones."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sekampadi import theme
from sekampadi.i18n import t
from sekampadi.reports.model import Chart
from sekampadi.reports.render.chart_dasar import GRID, SIZE, SMALL, value_text, wide
from sekampadi.reports.render.drawing import (
    Drawing,
    Part,
    Point,
    Stroke,
    Text,
    dashed,
    disc,
    rectangle,
)
from sekampadi.reports.render.fonts import BOLD, REGULAR, fit_text, printable
from sekampadi.reports.render.grafik.label import FAR, RADIUS, Kotak, Tempat, place_labels

_TALL: Final = 262.0
_BAND: Final = 26.0
"""Points above and beneath the points, where the quadrants have their names."""
_SIDE: Final = 14.0
_LEAST: Final = 0.2
"""The least that an axis spans: unsur that hardly differ shall not look far apart."""
_SHARE: Final = 0.3
"""The least share of an axis on either side of its line, where a quadrant has its name."""
_KEY: Final = 168.0
_BESIDE: Final = 400.0
"""From this width on the key stands beside the points, else beneath them."""


@dataclass(frozen=True, slots=True)
class _Axis:
    """An axis: what lies at its two ends, and where these are on paper."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float | Decimal) -> float:
        share = (float(value) - self.low) / (self.high - self.low)
        return self.start + (self.end - self.start) * share

    @property
    def grades(self) -> list[Decimal]:
        """Three to six round numbers on it."""
        steps = (Decimal(f"{m}e{e}") for e in range(-2, 9) for m in (1, 2, 5))
        step = next(s for s in steps if (self.high - self.low) / float(s) <= 6)
        first = math.ceil(self.low / float(step) - 1e-9)
        last = math.floor(self.high / float(step) + 1e-9)
        return [step * n for n in range(first, last + 1)]


def _range(values: Sequence[float], line: float) -> tuple[float, float]:
    low, high = min([*values, line]), max([*values, line])
    more = max(0.0, _LEAST - (high - low)) / 2
    low, high = low - more, high + more
    # Neither side of the line narrower than its share.
    low = min(low, line - (high - line) * _SHARE / (1 - _SHARE))
    high = max(high, line + (line - low) * _SHARE / (1 - _SHARE))
    return low, high


def _grade_text(value: Decimal) -> str:
    places = Decimal(1) if value == value.to_integral() and abs(value) >= 10 else Decimal("0.01")
    return f"{value.quantize(places)}".replace(".", ",").replace("-", "−")


def draw_kuadran(chart: Chart, width: float, aksen: str, _left: float) -> Drawing:
    """Draw a ``KUADRAN``; the quadrant at the upper left, where something is to be done, is shaded."""
    across, upright = chart.series
    pairs = [
        (at, float(x), float(y))
        for at, (x, y) in enumerate(zip(across.nilai, upright.nilai, strict=True))
        if x is not None and y is not None
    ]
    beside = width >= _BESIDE
    (name_x, line_x), (name_y, line_y) = chart.bounds
    low_y, high_y = _range([y for _, _, y in pairs], float(line_y))
    low_x, high_x = _range([x for _, x, _ in pairs], float(line_x))
    words_y = (_short(name_y, 60), value_text(chart, line_y))
    margin = max(wide(w, SMALL, bold=True) for w in words_y) + 8
    top, right = 34.0, width - margin - (_KEY if beside else 0)
    y_axis = _Axis(low_y, high_y, top + _TALL - _BAND, top + _BAND)
    left = max(wide(_grade_text(y), SMALL) for y in y_axis.grades) + 8
    frame = Kotak(left, top, right, top + _TALL)
    x_axis = _Axis(low_x, high_x, left + _SIDE, right - _SIDE)
    middle = (x_axis.at(line_x), y_axis.at(line_y))

    parts: list[Part] = [
        rectangle(left, frame.top, middle[0] - left, middle[1] - frame.top, theme.AKSEN_MUDA)
    ]
    parts += _frame(frame, x_axis, y_axis)
    parts += dashed((middle[0], frame.top), (middle[0], frame.bottom), (4, 3), theme.TEKS, 0.9)
    parts += dashed((left, middle[1]), (right, middle[1]), (4, 3), theme.TEKS, 0.9)
    parts += _names(chart, frame, words_y, (name_x, line_x), middle)
    areas, boxes = _areas(chart.areas, frame, middle)
    parts += areas
    points = [(x_axis.at(x), y_axis.at(y)) for _, x, y in pairs]
    marks = [_mark(chart.labels[at]) for at, _, _ in pairs]
    parts += _points(marks, points, frame, boxes, middle, aksen=aksen)
    if not pairs:
        x, y = frame.middle
        parts.append(Text(x, y, t("belum ada data"), SIZE, theme.TEKS_REDUP, "middle"))
    key, foot = _key(chart, right + margin + 6 if beside else 0, 24 if beside else frame.bottom + 56, width)  # fmt: skip
    return Drawing(width, max(foot, frame.bottom + 32), (*parts, *key))


def _frame(frame: Kotak, x_axis: _Axis, y_axis: _Axis) -> list[Part]:
    corners = (
        *((frame.left, frame.top), (frame.right, frame.top)),
        *((frame.right, frame.bottom), (frame.left, frame.bottom), (frame.left, frame.top)),
    )
    parts: list[Part] = [Stroke(corners, theme.GARIS_TUA, 0.8)]
    for grade in x_axis.grades:
        x = x_axis.at(grade)
        parts.append(Stroke(((x, frame.bottom), (x, frame.bottom + 3)), theme.GARIS_TUA, 0.8))
        words = _grade_text(grade)
        parts.append(Text(x, frame.bottom + 12, words, SMALL, theme.TEKS_REDUP, "middle"))
    for grade in y_axis.grades:
        y = y_axis.at(grade)
        parts.append(Stroke(((frame.left - 3, y), (frame.left, y)), theme.GARIS_TUA, 0.8))
        words = _grade_text(grade)
        parts.append(Text(frame.left - 5, y + 2.6, words, SMALL, theme.TEKS_REDUP, "end"))
    return parts


def _names(
    chart: Chart,
    frame: Kotak,
    words_y: tuple[str, str],
    upright: tuple[str, Decimal],
    middle: Point,
) -> list[Part]:
    """Write the names of the axes, and those of the lines at their ends."""
    across, up = (printable(s.nama) for s in chart.series)
    room = frame.right - frame.left
    (size, (down,)), (side, (along,)) = (
        fit_text(words, font=BOLD, width=room, steps=[(SIZE, 1), (SMALL, 1), (6.2, 1)])
        for words in (up, across)
    )
    parts: list[Part] = [
        Text(0, 11, down, size, theme.TEKS, bold=True),
        Text(frame.right, frame.bottom + 26, along, side, theme.TEKS, "end", bold=True),
    ]
    words = f"{_short(upright[0], room - 40)} {value_text(chart, upright[1])}"
    half = wide(words, SMALL, bold=True) / 2
    x = min(max(middle[0], frame.left + half), frame.right - half)
    parts.append(Text(x, frame.top - 5, words, SMALL, theme.TEKS, "middle", bold=True))
    for n, line in enumerate(words_y):
        y = middle[1] - 2 + n * 10
        parts.append(Text(frame.right + 5, y, line, SMALL, theme.TEKS, bold=True))
    return parts


def _areas(names: Sequence[str], frame: Kotak, middle: Point) -> tuple[list[Part], list[Kotak]]:
    """Write the names of the quadrants into their outer corners, and say what these cover."""
    parts, boxes = list[Part](), list[Kotak]()
    for at, name in enumerate(names):
        west, north = at % 2 == 0, at < 2
        room = (middle[0] - frame.left if west else frame.right - middle[0]) - 10
        steps = [(SIZE, 1), (SMALL, 1), (SMALL, 2), (6.2, 2)]
        size, lines = fit_text(printable(name), font=BOLD, width=room, steps=steps)
        tall, step = len(lines) * size * 1.1, size * 1.1
        top = frame.top + 3 if north else frame.bottom - 4 - tall
        x, anchor = (frame.left + 5, "start") if west else (frame.right - 5, "end")
        parts += [
            Text(x, top + size * 0.85 + n * step, line, size, theme.TEKS_REDUP, anchor, bold=True)
            for n, line in enumerate(lines)
        ]
        long = max(wide(line, size, bold=True) for line in lines)
        boxes.append(Kotak(x if west else x - long, top, x + long if west else x, top + tall))
    return parts, boxes


def _points(
    marks: Sequence[str],
    points: Sequence[Point],
    frame: Kotak,
    boxes: Sequence[Kotak],
    crossing: Point,
    *,
    aksen: str,
) -> list[Part]:
    sizes = [(wide(m, SIZE, bold=True) + 2, SIZE * 0.95) for m in marks]
    x, y = crossing
    lines = [
        Kotak(x - 1, frame.top, x + 1, frame.bottom),
        Kotak(frame.left, y - 1, frame.right, y + 1),
    ]
    inner = Kotak(frame.left + 1, frame.top + 1, frame.right - 1, frame.bottom - 1)
    places = place_labels(points, sizes, inner, boxes, lines)
    ties: list[Part] = [
        Stroke((point, _nearest(place, point)), theme.GARIS_TUA, 0.6)
        for place, point in zip(places, points, strict=True)
        if place.jauh > FAR
    ]
    discs: list[Part] = []
    for point in points:
        discs += [disc(point, RADIUS + 0.7, "#FFFFFF"), disc(point, RADIUS, aksen)]
    # A name where there is no other place than on a line covers it, or it could not be read.
    grounds = [_ground(place.kotak, crossing) for place in places]
    words: list[Part] = [
        Text(p.kotak.middle[0], p.kotak.bottom - 1.2, mark, SIZE, theme.TEKS, "middle", bold=True)
        for p, mark in zip(places, marks, strict=True)
    ]
    return [*ties, *grounds, *discs, *words]


def _ground(k: Kotak, crossing: Point) -> Part:
    shaded = k.middle[0] < crossing[0] and k.middle[1] < crossing[1]
    colour = theme.AKSEN_MUDA if shaded else "#FFFFFF"
    return rectangle(k.left, k.top, k.right - k.left, k.bottom - k.top, colour)


def _nearest(place: Tempat, point: Point) -> Point:
    k = place.kotak
    return (min(max(point[0], k.left), k.right), min(max(point[1], k.top), k.bottom))


def _short(name: str, room: float) -> str:
    _, (line,) = fit_text(printable(name), font=BOLD, width=room, steps=[(SMALL, 1)])
    return line


def _mark(label: str) -> str:
    return (printable(label).split(" ")[0])[:6]


def _key(chart: Chart, left: float, top: float, width: float) -> tuple[list[Part], float]:
    """Write what the short names stand for, with both numbers of each."""
    across, upright = chart.series
    numbers = [
        f"{value_text(chart, x)} / {value_text(chart, y)}"
        for x, y in zip(across.nilai, upright.nilai, strict=True)
    ]
    marks = [_mark(label) for label in chart.labels]
    first = max((wide(m, SMALL, bold=True) for m in marks), default=0) + 5
    last = max((wide(n, SMALL) for n in numbers), default=0) + 6
    head = Text(width, top - 13, t("mendatar / tegak"), SMALL, theme.TEKS_REDUP, "end")
    parts, y = list[Part]([head]), top
    for label, mark, words in zip(chart.labels, marks, numbers, strict=True):
        name = printable(label).partition(" ")[2]
        room = width - left - first - last
        size, lines = fit_text(name, font=REGULAR, width=room, steps=[(SMALL, 1), (SMALL, 2), (6.2, 3)])  # fmt: skip
        parts.append(Text(left, y, mark, SMALL, theme.TEKS, bold=True))
        parts += [
            Text(left + first, y + n * size * 1.15, line, size, theme.TEKS)
            for n, line in enumerate(lines)
        ]
        parts.append(Text(width, y, words, SMALL, theme.TEKS, "end"))
        y += (len(lines) - 1) * size * 1.15 + 5
        parts.append(Stroke(((left, y), (width, y)), GRID, 0.5))
        y += 12
    return parts, y - 6
