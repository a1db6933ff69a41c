"""How wide the columns of a table are on paper, so that no figure breaks and nothing runs out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from sekampadi.reports.model import Cell, Picture, Table
from sekampadi.reports.render.fonts import words_of
from sekampadi.reports.render.tabel.aksara import readable, wide

PADDING: Final = 4.0
"""Points left and right of a cell's text."""
_SLACK: Final = 1.0
"""Points more than a text measures, so that no rounding breaks it."""
SIZES: Final = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
"""Of letters in tables, in points, the best first."""
_HEAD: Final = 75.0
"""Points up to which a heading keeps its words on one line."""
_SAID: Final = 16
"""Letters up to which what stands for a missing number stays on one line, as numbers do."""
_LONGEST_WORD: Final = 90.0
"""Points beyond which a word is broken rather than its column widened."""
_RAGGED: Final = 1.06
"""How much longer a text is for the ends of its lines, which stay empty."""
_TRIED: Final = 12
"""Widths of a column that are tried."""
_COUNTED: Final = 100
"""Lines of a table that are counted for it."""
_PICTURE: Final = (80.0, 60.0)
"""Points that a picture in a cell takes at most."""
PICTURE_GAP: Final = 4.0
"""Points behind and below a picture."""
_ABREAST: Final = 2
"""Pictures that stand side by side."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is set, in points: its letters, and its columns, which fill the page."""

    size: float
    widths: tuple[float, ...]


def _wide(text: str, size: float) -> float:
    # Bold is the wider one, and totals are bold.
    return wide(text, size, bold=True)


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column needs, in points, the room beside its texts included."""

    least: float
    texts: float  # for its texts on one line
    natural: float  # for its heading on one line, too
    cells: tuple[float, ...]  # for each of its texts on one line


def picture_size(picture: Picture, box: tuple[float, float] = _PICTURE) -> tuple[float, float]:
    """Return how wide and tall a picture is, in points, that fills a box: that of a cell or another."""
    wide, tall = box
    scale = min(wide / picture.width, tall / picture.height)
    return picture.width * scale, picture.height * scale


def picture_rows(cell: Cell, room: float) -> list[list[Picture]]:
    """Put the pictures of a cell side by side as far as they have room."""
    rows: list[list[Picture]] = []
    left = 0.0
    for picture in cell.pictures:
        wide, _ = picture_size(picture)
        if rows and wide <= left:
            rows[-1].append(picture)
        else:
            rows.append([picture])
            left = room
        left -= wide + PICTURE_GAP
    return rows


def pictures_tall(cell: Cell, room: float) -> float:
    """Return how tall the pictures of a cell are, in points."""
    rows = picture_rows(cell, room)
    return sum(max(picture_size(p)[1] for p in row) + PICTURE_GAP for row in rows)


def _pictures_wide(cell: Cell) -> float:
    """Return what the pictures of a cell need, in points."""
    wide = [picture_size(picture)[0] + PICTURE_GAP for picture in cell.pictures]
    rows = (wide[at : at + _ABREAST] for at in range(0, len(wide), _ABREAST))
    return max(map(sum, rows), default=0.0)


def _measure(table: Table, column: int, size: float, heads: float = 1.0) -> _Column:
    head, _ = readable(table.heads[column])
    more = 2 * PADDING + _SLACK
    least = max((_wide(word, size * heads) for word in words_of(head)), default=0)
    least = min(least, _LONGEST_WORD)
    texts, cells = least, []
    for row, _ in table.lines:
        cell = row[column]
        text, _ = readable(cell.text)
        small, _ = readable(cell.small)
        alone = _wide(text, size)
        cells.append(alone + _wide(small, size) + more)
        texts = max(texts, cells[-1] - more)
        words = words_of(small)
        words_among_numbers = cell.value is None and len(text) <= _SAID
        if cell.format.numeric and (cell.value is not None or words_among_numbers):
            least = max(least, alone)
        else:
            words += words_of(text)
        longest = max((_wide(word, size) for word in words), default=0)
        least = max(least, min(longest, _LONGEST_WORD), _pictures_wide(cell))
        texts = max(texts, least)
    natural = max(texts, min(_wide(head, size), _HEAD))
    return _Column(least + more, texts + more, natural + more, tuple(cells))


def _share(least: Sequence[float], natural: Sequence[float], width: float) -> tuple[float, ...]:
    """Give each column what it needs at least, and the rest by what it would like to have."""
    rest = width - sum(least)
    wishes = [n - m for n, m in zip(natural, least, strict=True)]
    if sum(wishes) <= rest:
        # Everything fits; what is left goes to the columns by their width.
        spare, total = rest - sum(wishes), sum(natural)
        return tuple(n + spare * n / total for n in natural)
    # The root keeps one very long text from taking all of the room.
    weights = [w**0.5 for w in wishes]
    given = [min(w, rest * q / sum(weights)) for w, q in zip(wishes, weights, strict=True)]
    left = rest - sum(given)
    longest = max(range(len(wishes)), key=lambda i: wishes[i] - given[i])
    given[longest] += left
    return tuple(m + g for m, g in zip(least, given, strict=True))


def _count_lines(columns: Sequence[_Column], widths: Sequence[float]) -> int:
    """Return about how many lines of text some lines of a table take in columns so wide."""
    more = 2 * PADDING + _SLACK
    step = len(columns[0].cells) // _COUNTED + 1
    tall = [
        [ceil((c - more) * _RAGGED / (w - more)) if c > w else 1 for c in column.cells[::step]]
        for column, w in zip(columns, widths, strict=True)
    ]
    return sum(map(max, zip(*tall, strict=True)))


def _fit(columns: Sequence[_Column], width: float) -> tuple[float, ...]:
    """Share a width that is too small for all texts so that the table takes the fewest lines."""
    best = list(_share([c.least for c in columns], [c.texts for c in columns], width))
    free = [at for at, c in enumerate(columns) if c.texts > c.least]
    texts = [columns[at] for at in free]
    fewest = _count_lines(texts, [best[at] for at in free])
    for at in free:
        # The widths at which one more of its texts stands on one line, some of them.
        found = sorted({c for c in columns[at].cells if c > best[at]})
        for wanted in found[:: len(found) // _TRIED + 1] + found[-1:]:
            for giver in free:
                widths = best.copy()
                widths[at], widths[giver] = wanted, best[giver] - (wanted - best[at])
                if giver == at or widths[giver] < columns[giver].least or wanted <= best[at]:
                    continue
                if (lines := _count_lines(texts, [widths[i] for i in free])) < fewest:
                    best, fewest = widths, lines
    return tuple(best)


def _keep(
    columns: Sequence[_Column], widths: Sequence[float], kept: Sequence[float]
) -> list[_Column]:
    """Give columns a least width beside a long text that squeezes one; return none if all is well.

    Few lines are not all: a word on each of them reads badly in a column that is often written in.
    """
    least = [max(c.least, min(c.natural, k)) for c, k in zip(columns, kept, strict=True)]
    if sum(least) > sum(widths) or all(w >= m for w, m in zip(widths, least, strict=True)):
        return []
    return [replace(c, least=m, texts=max(c.texts, m)) for c, m in zip(columns, least, strict=True)]


def layout(table: Table, width: float, *, stretch: float = 1.0, heads: float = 1.0) -> Layout:
    """Find the largest letters at which a table fits, and the widths of its columns.

    The widths the table asks for are kept where every text fits into them on one line; else each
    column has what it needs, so that no name is broken beside an empty column.

    Args:
        width: points it may take.
        stretch: how much wider than ours the letters may be in which it is set.
        heads: how much wider than that those of headings may be: no word of them is broken.
    """
    wished = [width * w / sum(table.widths) for w in table.widths]
    for size in SIZES:
        columns = [_measure(table, i, size * stretch, heads) for i in range(len(table.columns))]
        least, natural = [c.least for c in columns], [c.natural for c in columns]
        if wished and all(n <= w for n, w in zip(natural, wished, strict=True)):
            return Layout(size, tuple(wished))
        if sum(natural) <= width:
            return Layout(size, _share(least, natural, width))
        if sum(least) <= width:
            # A heading takes no room from texts.
            found = _fit(columns, width)
            if table.kept and (kept := _keep(columns, found, [w * table.kept for w in wished])):
                found = _fit(kept, width)
            return Layout(size, found)
    # Words are broken then: each column by what it needs, as far as it goes.
    return Layout(SIZES[-1], tuple(width * m / sum(least) for m in least))


def shared_heads(table: Table) -> tuple[tuple[str, int], ...]:
    """Return what stands above its headings, each with how many columns it spans; mostly nothing.

    It is empty for a column that has nothing above it.
    """
    spans: list[tuple[str, int]] = []
    for above, _ in table.paper_heads:
        if above and spans and spans[-1][0] == above:
            spans[-1] = (above, spans[-1][1] + 1)
        else:
            spans.append((above, 1))
    return tuple(spans)


def natural_width(table: Table) -> float:
    """Return the points at which every text of a table stands on one line."""
    return sum(_measure(table, i, SIZES[0]).natural for i in range(len(table.columns)))
