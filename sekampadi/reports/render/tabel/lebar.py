"""How wide the columns of a table are on paper, so that no figure breaks and nothing runs out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sekampadi.reports.model import Table
from sekampadi.reports.render.tabel.aksara import readable, wide

PADDING: Final = 4.0
"""Points left and right of a cell's text."""
_SLACK: Final = 1.0
"""Points more than a text measures, so that no rounding breaks it."""
SIZES: Final = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
"""Of letters in tables, in points, the best first."""
_HEAD: Final = 75.0
"""Points up to which a heading keeps its words on one line."""
_LONGEST_WORD: Final = 90.0
"""Points beyond which a word is broken rather than its column widened."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is set, in points: its letters, and its columns, which fill the page."""

    size: float
    widths: tuple[float, ...]


def _wide(text: str, size: float) -> float:
    # Bold is the wider one, and totals are bold.
    return wide(text, size, bold=True)


def _needs(table: Table, column: int, size: float) -> tuple[float, float, float]:
    """Return what a column needs at least, for its texts on one line, and for its heading too."""
    head, _ = readable(table.columns[column])
    least = max((_wide(word, size) for word in head.split()), default=0)
    least = min(least, _LONGEST_WORD)
    texts = least
    for row, _ in table.lines:
        cell = row[column]
        text, _ = readable(cell.text)
        texts = max(texts, _wide(text, size))
        if cell.format.numeric and cell.value is not None:
            least = max(least, _wide(text, size))
        else:
            words = (_wide(word, size) for word in text.split())
            least = max(least, min(max(words, default=0), _LONGEST_WORD))
    more = 2 * PADDING + _SLACK
    return least + more, texts + more, max(texts, min(_wide(head, size), _HEAD)) + more


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


def layout(table: Table, width: float, *, stretch: float = 1.0) -> Layout:
    """Find the largest letters at which a table fits, and the widths of its columns.

    The widths the table asks for are kept where every text fits into them on one line; else each
    column has what it needs, so that no name is broken beside an empty column.

    Args:
        width: points it may take.
        stretch: how much wider than ours the letters may be in which it is set.
    """
    wished = [width * w / sum(table.widths) for w in table.widths]
    for size in SIZES:
        needs = [_needs(table, i, size * stretch) for i in range(len(table.columns))]
        least, texts, natural = ([n[i] for n in needs] for i in range(3))
        if wished and all(n <= w for n, w in zip(natural, wished, strict=True)):
            return Layout(size, tuple(wished))
        if sum(least) <= width:
            # A heading takes no room from texts.
            wishes = natural if sum(natural) <= width else texts
            return Layout(size, _share(least, wishes, width))
    # Words are broken then: each column by what it needs, as far as it goes.
    return Layout(SIZES[-1], tuple(width * m / sum(least) for m in least))


def natural_width(table: Table) -> float:
    """Return the points at which every text of a table stands on one line."""
    return sum(_needs(table, i, SIZES[0])[2] for i in range(len(table.columns)))
