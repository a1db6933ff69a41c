"""Drawings of a few plain shapes, written as SVG for PDF and pages, and as PNG for Word."""

import io
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from sekampadi.reports.render.fonts import BOLD, REGULAR, font_path

Point = tuple[float, float]

PIXELS: Final = 3
"""Pixels a point of a PNG: 216 to the inch."""
_FINER: Final = 2
"""A PNG is drawn this much larger and made smaller, so that its edges are smooth."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled area, its corners in points from the top left."""

    corners: tuple[Point, ...]
    fill: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points, in points from the top left."""

    points: tuple[Point, ...]
    colour: str
    width: float


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text, as :func:`~sekampadi.reports.render.fonts.printable` returns it."""

    x: float  # of its beginning, middle or end, as ``anchor`` says
    y: float
    text: str
    size: float
    colour: str
    anchor: str = "start"  # or ``middle``, or ``end``
    bold: bool = False


Part = Shape | Stroke | Text


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing in points, its lowest part first."""

    width: float
    height: float
    parts: tuple[Part, ...]


def rectangle(x: float, y: float, width: float, height: float, fill: str) -> Shape:
    """Return a rectangle from its top left corner."""
    right, bottom = x + width, y + height
    return Shape(((x, y), (right, y), (right, bottom), (x, bottom)), fill)


def dashed(
    a: Point, b: Point, dash: tuple[float, float], colour: str, weight: float = 1.6
) -> list[Stroke]:
    """Return a dashed line: so many points on, so many off; a whole one where none are on."""
    on, off = dash
    length = math.dist(a, b)
    if not on or not length:
        return [Stroke((a, b), colour, weight)]

    def at(d: float) -> Point:
        return (a[0] + (b[0] - a[0]) * d / length, a[1] + (b[1] - a[1]) * d / length)

    steps = int(length // (on + off)) + 1
    starts = [i * (on + off) for i in range(steps)]
    return [Stroke((at(d), at(min(d + on, length))), colour, weight) for d in starts if d < length]


def disc(centre: Point, radius: float, colour: str) -> Shape:
    """Return a filled circle."""
    # Nowhere further than a twentieth of a point from the circle.
    steps = max(2, math.ceil(math.pi / math.acos(1 - 0.05 / radius)))
    angles = [2 * math.pi * i / steps for i in range(steps + 1)]
    corners = [(centre[0] + radius * math.sin(a), centre[1] - radius * math.cos(a)) for a in angles]
    return Shape(tuple(corners), colour)


def hatch(box: Shape, kind: str, colour: str) -> list[Stroke]:
    """Return lines that fill a :func:`rectangle`, so that it is known without its colour.

    They are ``miring``, ``tegak`` or ``datar``; any other kind has none.
    """
    (x, y), _, (right, bottom), _ = box.corners
    width, height = right - x, bottom - y
    lines: Iterator[tuple[Point, Point]] = iter(())
    if kind == "tegak":
        lines = (((x + at, y), (x + at, bottom)) for at in _steps(width, 4))
    elif kind == "datar":
        lines = (((x, y + at), (right, y + at)) for at in _steps(height, 3.6))
    elif kind == "miring":
        lines = (
            (
                (x + max(0, at - height), y + min(at, height)),
                (x + min(at, width), y + max(0, at - width)),
            )
            for at in _steps(width + height, 5)
        )
    return [Stroke(line, colour, 0.7) for line in lines]


def _steps(length: float, step: float) -> Iterator[float]:
    at = step / 2
    while at < length:
        yield at
        at += step


def _numbers(points: tuple[Point, ...]) -> str:
    return " ".join(f"{x:.2f},{y:.2f}" for x, y in points)


def _svg_part(part: Part) -> str:
    match part:
        case Shape(corners, fill):
            return f'<polygon points="{_numbers(corners)}" fill="{fill}"/>'
        case Stroke(points, colour, width):
            return (
                f'<polyline points="{_numbers(points)}" fill="none" stroke="{colour}"'
                f' stroke-width="{width}"/>'
            )
        case Text():
            return (
                f'<text x="{part.x:.2f}" y="{part.y:.2f}" font-family="{BOLD if part.bold else REGULAR}"'
                f' font-size="{part.size}" fill="{part.colour}" text-anchor="{part.anchor}">'
                f"{escape(part.text)}</text>"
            )


def to_svg(drawing: Drawing) -> str:
    """Write a drawing as SVG."""
    size = f"{drawing.width:.2f} {drawing.height:.2f}"
    width, height = size.split()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {size}">' + "".join(map(_svg_part, drawing.parts)) + "</svg>"
    )


@cache
def _font(bold: bool, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_path(BOLD if bold else REGULAR)), pixels)


_ANCHORS: Final = {"start": "ls", "middle": "ms", "end": "rs"}


def _paint(canvas: ImageDraw.ImageDraw, part: Part, scale: Callable[[Point], Point]) -> None:
    unit = PIXELS * _FINER
    match part:
        case Shape(corners, fill):
            canvas.polygon([scale(p) for p in corners], fill=fill)
        case Stroke(points, colour, width):
            canvas.line([scale(p) for p in points], fill=colour, width=max(1, round(width * unit)))
        case Text():
            canvas.text(
                scale((part.x, part.y)),
                part.text,
                font=_font(part.bold, round(part.size * unit)),
                fill=part.colour,
                anchor=_ANCHORS[part.anchor],
            )


def to_png(drawing: Drawing) -> bytes:
    """Write a drawing as PNG on white, :data:`PIXELS` a point."""
    unit = PIXELS * _FINER
    size = (round(drawing.width * PIXELS), round(drawing.height * PIXELS))
    picture = Image.new("RGB", (size[0] * _FINER, size[1] * _FINER), "#FFFFFF")
    canvas = ImageDraw.Draw(picture)
    for part in drawing.parts:
        _paint(canvas, part, lambda p: (p[0] * unit, p[1] * unit))
    small = picture.resize(size, Image.Resampling.LANCZOS).quantize(128)
    out = io.BytesIO()
    small.save(out, format="PNG", optimize=True, dpi=(72 * PIXELS, 72 * PIXELS))
    return out.getvalue()
