"""Tables as Excel files, written row by row, so that a hundred thousand rows need no memory.

What a person wrote arrives as he wrote it and as text: a cell that begins like a formula, or
like one of Excel's error values, is stored as a string with the quote prefix.
"""

import re
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter

from sekampadi import theme
from sekampadi.domain.periode import ZONA
from sekampadi.i18n import t
from sekampadi.reports.render.excel.cetak import SMALL, TEXT, fit_row, font, set_height, set_page

MAX_ROWS = 1_048_576
"""Rows of a sheet, the heading among them."""

_DATE = "dd-mm-yyyy"
_MOMENT = "dd-mm-yyyy hh:mm"
RISKY = tuple("=+-@\t\r#")
"""What a text must not begin with, or a spreadsheet may take it for a formula or an error."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FLUSH = Alignment(horizontal="left", vertical="top", wrap_text=True)
"""Of days and texts that have neither a number nor a full column before them."""
_BENEATH = Border(bottom=Side("thick", color=theme.PADA_AKSEN.lstrip("#")))
"""White beneath the headings, or the first line sticks to them."""
_FILLED = 20.0
"""Letters from which on a column is for texts of any length."""
_FLOW = Alignment(vertical="top", wrap_text=True)
"""Of all cells: figures to the right, texts to the left."""
_NOT_IN_TITLES = re.compile(r"[\\/*?:\[\]]")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet."""

    title: str
    kind: str  # ``text``, ``number`` or ``date``
    width: float  # in characters


def safe_text(text: str) -> str:
    """Return a text as a file can hold it: what XML forbids is written in Excel's own escapes."""
    text = _ESCAPED.sub("_x005F_", text)
    text = _CONTROL.sub(lambda m: f"_x{ord(m[0]):04X}_", text)
    return text.encode("utf-8", "ignore").decode("utf-8")


class _StyledCell(Cell):  # type: ignore[misc]  # the library has no types
    """A cell with a style, which stays as it is from when the cell is first written.

    The library asks twice a cell which of all styles it has, and takes each cell for a value first
    and writes it into the error that says it is none: both took longer than the cell itself.
    """

    __slots__ = ("_found",)
    has_style = True

    def __init__(self, sheet: Any) -> None:
        super().__init__(sheet, row=1, column=1)
        self._found: int | None = None

    def __repr__(self) -> str:
        return "cell"

    @property
    def style_id(self) -> int:
        if self._found is None:
            self._found = super().style_id
        return self._found


def _new_book() -> Any:
    """Return a workbook whose cells stand at the top and break their texts without a style."""
    book = Workbook(write_only=True)
    first = StyleArray()
    first.alignmentId = book._alignments.add(_FLOW)
    # The first style is that of all cells without one; LibreOffice asks the one called Normal.
    book._cell_styles[0] = first
    book._named_styles["Normal"].alignment = _FLOW
    return book


class _ExcelSheet:
    """One sheet being written; its styled cells are used again for every row."""

    def __init__(
        self, book: Workbook, title: str, columns: Sequence[SheetColumn], name: str
    ) -> None:
        self.sheet = book.create_sheet(_NOT_IN_TITLES.sub(" ", title)[:31])
        self.columns = columns
        self.rows = 1
        widths = [c.width for c in columns]
        numeric = [at for at, c in enumerate(columns) if c.kind == "number"]
        begin_sheet(
            self.sheet, name, [c.title for c in columns], widths, unfrozen="A2", numeric=numeric
        )
        # What stands behind a number, or a name that may fill its column, keeps away from it.
        full = [False, *(c.kind == "number" or c.width >= _FILLED for c in columns)]
        self._own = [c.kind == "text" and behind for c, behind in zip(columns, full, strict=False)]
        self._alignments = [TEXT if behind else _FLUSH for behind in full[: len(columns)]]
        # One styled cell a column, filled anew for every line: it is written at once. Most cells
        # need none, and are written in half the time. Its style must stay as it is: the workbook
        # holds that very object for all cells written before.
        self._cells = [_StyledCell(self.sheet) for _ in columns]
        for cell, alignment in zip(self._cells, self._alignments, strict=True):
            cell.alignment = alignment

    def _cell(self, at: int, value: object) -> Any:
        if isinstance(value, str):
            text = safe_text(value)
            if text.startswith(RISKY):
                cell = written_cell(self.sheet, value)
                cell.alignment = self._alignments[at]
                return cell
            if not self._own[at]:
                return text or None  # an empty cell, so that Excel's filter calls it empty
            cell = self._cells[at]
            cell.value, cell.data_type = text, "s"
            return cell if text else None
        if not isinstance(value, date):
            return value
        cell = self._cells[at]
        wanted = _MOMENT if isinstance(value, datetime) else _DATE
        if cell.number_format != wanted:
            cell = self._cells[at] = _StyledCell(self.sheet)
            cell.alignment, cell.number_format = self._alignments[at], wanted
        if isinstance(value, datetime):
            value = value.astimezone(ZONA).replace(tzinfo=None)
        cell.value = value
        return cell

    def append(self, line: Sequence[object]) -> None:
        """Write one line, as tall as its texts."""
        self.rows += 1
        wide = [
            (x, c.width)
            for x, c in zip(line, self.columns, strict=True)
            if isinstance(x, str) and (len(x) > c.width - 2 or "\n" in x)
        ]
        height, small = fit_row(wide) if wide else (0, frozenset[str]())
        if height:
            # What the library writes of a row; an object of its own takes longer than its cells.
            self.sheet.row_dimensions[self.rows] = {"ht": str(height), "customHeight": "1"}
        cells = [self._cell(at, value) for at, value in enumerate(line)]
        for at, value in enumerate(line):
            if small and value in small:
                cells[at] = cell = written_cell(self.sheet, str(value))
                cell.alignment, cell.font = self._alignments[at], font(size=SMALL)
        self.sheet.append(cells)
        # Written already: a hundred thousand heights need not be kept.
        self.sheet.row_dimensions.pop(self.rows, None)

    def close(self) -> None:
        """Put the filter over what has been written."""
        self.sheet.auto_filter.ref = f"A1:{get_column_letter(len(self.columns))}{self.rows}"


def clean_text(text: str) -> str:
    """Return a text without what no document can hold: control characters and half characters."""
    return _CONTROL.sub("", text).encode("utf-8", "ignore").decode("utf-8")


def begin_sheet(
    sheet: Any,
    name: str,
    titles: Sequence[str],
    widths: Sequence[float],
    *,
    unfrozen: str,
    numeric: Container[int],
) -> None:
    """Write the headings of a table; the cell ``unfrozen`` and those after it move below them.

    Args:
        name: what stands above each page of it on paper.
        numeric: the columns of numbers, from 0, whose headings stand right as they do.
    """
    sheet.freeze_panes = unfrozen
    set_page(sheet, clean_text(name))
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    # Bold letters are wider.
    set_height(sheet, 1, [(x, w * 0.9) for x, w in zip(titles, widths, strict=True)])
    sheet.append([_heading_cell(sheet, x, right=i in numeric) for i, x in enumerate(titles)])


def _heading_cell(sheet: Any, title: str, *, right: bool) -> Any:
    cell = written_cell(sheet, title)
    cell.font = font(bold=True, colour=theme.PADA_AKSEN)
    cell.fill = PatternFill("solid", fgColor=theme.AKSEN.lstrip("#"))
    cell.border = _BENEATH
    side = "right" if right else "left"
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True, indent=not right)
    return cell


def text_cell(sheet: Any, value: str) -> Any:
    """Return what to append for a text from elsewhere: never a formula."""
    text = safe_text(value)
    return written_cell(sheet, value) if text.startswith(RISKY) else text


_TITLE_MAX = 31
"""Letters that Excel takes for the name of a sheet."""


def sheet_title(title: str, taken: Iterable[str] = ()) -> str:
    """Return a name Excel accepts for a sheet: whole words, with a number when it is taken."""
    clean = _NOT_IN_TITLES.sub(" ", safe_text(title)).strip(" '") or "Lembar"
    if len(clean) > _TITLE_MAX:
        clean = clean[: _TITLE_MAX + 1].rpartition(" ")[0] or clean
    name, number = clean[:_TITLE_MAX], 1
    others = {other.casefold() for other in taken}
    while name.casefold() in others:
        number += 1
        name = f"{clean[:27]} {number}"
    return name


def written_cell(sheet: Any, text: str) -> Any:
    """Return a cell of a text from elsewhere, which may get a style: never a formula."""
    cell = WriteOnlyCell(sheet)
    fill_text(cell, text)
    return cell


def fill_text(cell: Any, text: str) -> None:
    """Put a text from elsewhere into a cell: never a formula."""
    cell.value = safe_text(text)
    cell.data_type = "s"
    cell.quotePrefix = cell.value.startswith(RISKY)


def write_table(
    path: Path,
    title: str,
    columns: Sequence[SheetColumn],
    lines: Iterable[Sequence[object]],
    facts: Sequence[tuple[str, object]],
    *,
    progress: Callable[[int], None] = lambda _: None,
    max_rows: int = MAX_ROWS,
) -> int:
    """Write a table into a file, and return how many lines were written.

    Args:
        lines: the values, read once; what does not fit goes on further sheets with a number.
        facts: name and value of what the second sheet says: the filter, the time.
        progress: is called after each line with the lines written so far.
        max_rows: rows of a sheet, the heading among them.
    """
    book = _new_book()
    sheet = _ExcelSheet(book, title, columns, title)
    sheets, written = 1, 0
    for line in lines:
        if sheet.rows >= max_rows:
            sheet.close()
            sheets += 1
            sheet = _ExcelSheet(book, f"{title[:26]} {sheets}", columns, title)
        sheet.append(line)
        written += 1
        progress(written)
    sheet.close()
    _write_facts(book, [*facts, (t("Jumlah baris"), written)])
    book.save(path)
    return written


def _write_facts(book: Workbook, facts: Sequence[tuple[str, object]]) -> None:
    sheet = book.create_sheet(t("Keterangan"), 1)
    sheet.column_dimensions["A"].width = 26
    sheet.column_dimensions["B"].width = 70
    set_page(sheet, t("Keterangan"), landscape=False, rows="")
    for row, (name, value) in enumerate(facts, start=1):
        head = WriteOnlyCell(sheet, value=name)
        head.font = font(bold=True)
        head.alignment = TEXT
        cell: Any
        if isinstance(value, datetime):
            cell = WriteOnlyCell(sheet, value=value.astimezone(ZONA).replace(tzinfo=None))
            cell.number_format = _MOMENT
        elif isinstance(value, str):
            cell = written_cell(sheet, value)
            cell.quotePrefix = True
            set_height(sheet, row, [(value, 70)])
        else:
            cell = WriteOnlyCell(sheet, value=value)
        cell.alignment = TEXT
        sheet.append([head, cell])
