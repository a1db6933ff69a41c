"""Texts that go on below: over the lines of a table beside them, and over pages."""

from collections.abc import Sequence
from typing import Final

from sekampadi.reports.model import Table

_PIECE: Final = 120.0
"""Points of a piece of what is too tall for a page."""

Part = tuple[str, float]
"""What is never parted, a line, a paragraph or a row of pictures, and how tall it is, in points."""


def height_of(parts: Sequence[Part]) -> float:
    """Return how tall parts are one below the other."""
    return sum(height for _, height in parts)


def let_flow(table: Table, grid: Sequence[list[list[Part]]]) -> None:
    """Let what stands in a cell go on in the cells below that continue it.

    Else its whole length would stand beside the first of several lines, and nothing beside the others.

    Args:
        grid: line -> column -> what stands in the cell from top to bottom; it is changed.
    """
    for at, below in enumerate(table.rows[1:]):
        others = [
            height_of(parts)
            for cell, parts in zip(below, grid[at], strict=True)
            if not cell.continues
        ]
        for column, cell in enumerate(below):
            if cell.continues:
                own = grid[at][column]
                count = _count_in(own, max(others, default=0.0))
                grid[at + 1][column][:0] = own[count:]
                del own[count:]


def cut(cells: Sequence[Sequence[Part]]) -> list[list[list[Part]]]:
    """Cut the cells of a line into pieces that pages can part."""
    pieces: list[list[list[Part]]] = []
    rest = [list(parts) for parts in cells]
    while any(rest):
        counts = [_count_in(parts, _PIECE) for parts in rest]
        pieces.append([parts[:n] for parts, n in zip(rest, counts, strict=True)])
        rest = [parts[n:] for parts, n in zip(rest, counts, strict=True)]
    return pieces


def _count_in(parts: Sequence[Part], room: float) -> int:
    """Return how many parts have room; one at least, when there is any."""
    count = min(1, len(parts))
    while count < len(parts) and height_of(parts[: count + 1]) <= room:
        count += 1
    return count
