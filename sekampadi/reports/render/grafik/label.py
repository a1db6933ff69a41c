"""Names beside points that often lie close together: where each stands, so that none covers another."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sekampadi.reports.render.drawing import Point

RADIUS: Final = 3.0
"""Of a point."""
FAR: Final = 9.0
"""A name further from its point than this is tied to it by a line."""
_DISTANCES: Final = (5.0, 9.0, 14.0, 20.0, 28.0, 38.0)
_ANGLES: Final = 16
_SWEEPS: Final = 12


@dataclass(frozen=True, slots=True)
class Kotak:
    """A box, in points from the top left."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, middle: Point, width: float, height: float) -> "Kotak":
        """Return the box of a size around its middle."""
        x, y = middle
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    @property
    def middle(self) -> Point:
        """Its middle."""
        return ((self.left + self.right) / 2, (self.top + self.bottom) / 2)

    def common(self, other: "Kotak") -> float:
        """Return the area that both cover."""
        across = min(self.right, other.right) - max(self.left, other.left)
        tall = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across * tall if across > 0 and tall > 0 else 0.0

    def within(self, other: "Kotak") -> bool:
        """Whether all of it lies in another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Tempat:
    """Where a name stands, and how far from its point."""

    kotak: Kotak
    jauh: float


def place_labels(
    points: Sequence[Point],
    sizes: Sequence[tuple[float, float]],
    frame: Kotak,
    hard: Sequence[Kotak],
    soft: Sequence[Kotak],
) -> list[Tempat]:
    """Find a place for the name of each point: near it, on no point, on no other name.

    Where that cannot be, as little as possible is covered.

    Args:
        sizes: width and height of each name.
        frame: what no name may leave.
        hard: what no name may cover, beside points and names.
        soft: what none should cover.
    """
    discs = [Kotak.around(p, 2 * RADIUS + 1, 2 * RADIUS + 1) for p in points]
    fixed = [*hard, *discs]
    choices = [
        [
            (place, _cost(place, fixed, soft))
            for place in _around(point, size)
            if place.kotak.within(frame)
        ]
        or [(Tempat(Kotak.around(point, *size), 0.0), 0.0)]
        for point, size in zip(points, sizes, strict=True)
    ]
    found = [min(each, key=lambda c: c[1])[0] for each in choices]
    for _ in range(_SWEEPS):
        before = list(found)
        for at, each in enumerate(choices):
            others = [f.kotak for n, f in enumerate(found) if n != at]
            found[at] = min(each, key=lambda c: c[1] + _covered(c[0].kotak, others))[0]
        if found == before:
            break
    return found


def _around(point: Point, size: tuple[float, float]) -> list[Tempat]:
    """Return the places about a point: to its right first, the near ones before the far ones."""
    x, y = point
    width, height = size
    found = []
    for far in _DISTANCES:
        for step in range(_ANGLES):
            turn = 2 * math.pi * step / _ANGLES
            across, down = math.cos(turn), math.sin(turn)
            middle = (x + across * (far + width / 2), y + down * (far + height / 2))
            found.append(Tempat(Kotak.around(middle, width, height), far))
    return found


def _covered(kotak: Kotak, others: Sequence[Kotak]) -> float:
    # Whoever covers anything at all loses to whoever stands far away.
    return sum(100 + 10 * area for other in others if (area := kotak.common(other)))


def _cost(place: Tempat, hard: Sequence[Kotak], soft: Sequence[Kotak]) -> float:
    touched = sum(12 for other in soft if place.kotak.common(other))
    return place.jauh + touched + _covered(place.kotak, hard)
