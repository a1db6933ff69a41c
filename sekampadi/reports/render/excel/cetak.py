"""How a sheet of Excel prints: paper, headings on each page, page numbers, rows as tall as their texts."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from sekampadi.i18n import t
from sekampadi.reports.render.tabel.aksara import readable, wide

_FONT: Final = "Calibri"
"""The one of every cell: a font without a name is any that the machine likes."""
_SIZE: Final = 11.0
_NARROWER: Final = 0.955
"""How wide its letters are beside those of Lato: between 0.93 and 0.96 in three thousand texts."""
_FIGURE: Final = 5.57
"""Points of a figure in it, by which Excel measures columns."""
_INDENT: Final = 7.0
"""Points between the edge of a column and its text."""
_LINE: Final = 15.0
"""Points of a line in letters of eleven points."""
_TALLEST: Final = 409.0
"""Points that no row of Excel can exceed: 27 lines."""
SMALL: Final = 8.0
"""Points of the letters of a text that needs more lines than that."""
_SMALL_LINE: Final = 11.25
_HEADER_MAX: Final = 90
"""Letters of a header, which Excel limits to 255 with all that is written in it."""
NUMBER: Final = Alignment(horizontal="right", vertical="top")
TEXT: Final = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
"""Of texts, which keep away from a number before them and stay in their column."""


def font(*, bold: bool = False, size: float = 11, colour: str = "") -> Font:
    """Return the font of all sheets, in a colour such as ``#1B5E3B``."""
    return Font(name=_FONT, bold=bold, size=size, color=colour.lstrip("#") or None)


def set_page(sheet: Any, title: str, *, landscape: bool = True, rows: str = "1:1") -> None:
    """Print a sheet across the page, the ``rows`` of its headings on each.

    Args:
        title: what stands above each page.
        rows: as Excel writes them, empty for none.
    """
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins = PageMargins(
        left=0.5, right=0.5, top=0.7, bottom=0.7, header=0.3, footer=0.3
    )
    if rows:
        sheet.print_title_rows = rows
    paper = sheet.HeaderFooter
    paper.oddHeader.left.text = title[:_HEADER_MAX].replace("&", "&&")
    paper.oddFooter.left.text = "SeKaM Padi"
    paper.oddFooter.right.text = t("Halaman {a} dari {b}", a="&P", b="&N")


@lru_cache(maxsize=8192)
def _word(word: str) -> float:
    """Return the points of a word in the typeface of all cells, from those of our own."""
    return wide(readable(word)[0], _SIZE) * _NARROWER


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column as wide as so many figures."""
    room, blank = max(width * _FIGURE - _INDENT, _FIGURE), wide(" ", _SIZE) * _NARROWER
    lines = 0
    for paragraph in text.split("\n"):
        lines, begun = lines + 1, 0.0
        for word in paragraph.split(" "):
            points = _word(word)
            if begun and begun + blank + points > room:
                lines, begun = lines + 1, points
            else:
                begun += points + (blank if begun else 0)
            while begun > room:  # a word longer than a line is cut
                lines, begun = lines + 1, begun - room
    return lines


def height_of(cells: Sequence[tuple[str, float]], size: float = 11) -> float:
    """Return how tall a row must be for the text that needs most lines, 0 for as tall as any.

    Args:
        cells: the texts of the row, each with the width of its column.
        size: of the letters.
    """
    lines = max((lines_of(text, width * 11 / size) for text, width in cells), default=1)
    points = lines * _LINE * max(size, 11) / 11 + 1
    return min(points, _TALLEST) if lines > 1 or size > 11 else 0


def fit_row(cells: Sequence[tuple[str, float]]) -> tuple[float, frozenset[str]]:
    """Return how tall a row must be (:func:`height_of`), and which of its texts need small letters.

    A row can be no taller than 27 lines, and what does not fit is not seen: not on paper either.
    """
    if (height := height_of(cells)) < _TALLEST:
        return height, frozenset()
    lines = [(text, width, lines_of(text, width)) for text, width in cells]
    small = {(text, width) for text, width, n in lines if n * _LINE + 1 > _TALLEST}
    points = [n * _LINE + 1 for text, width, n in lines if (text, width) not in small]
    points += [lines_of(x, width * _SIZE / SMALL) * _SMALL_LINE + 1 for x, width in small]
    return min(max(points), _TALLEST), frozenset(text for text, _ in small)


def set_height(
    sheet: Any, row: int, cells: Sequence[tuple[str, float]], size: float = 11
) -> frozenset[str]:
    """Make a row as tall as its texts (:func:`height_of`): programs differ in doing it themselves.

    Returns the texts that have to be written in small letters (:func:`fit_row`).
    """
    height, small = (height_of(cells, size), frozenset[str]()) if size != _SIZE else fit_row(cells)
    if height:
        sheet.row_dimensions[row].height = height
    return small


def spread(sheet: Any, row: int, text: str, widths: Sequence[float], size: float = 11) -> None:
    """Let a text take the whole width of a sheet, on as many lines as it needs."""
    if len(widths) > 1:
        sheet.merged_cells.add(f"A{row}:{get_column_letter(len(widths))}{row}")
    set_height(sheet, row, [(text, sum(widths))], size)
