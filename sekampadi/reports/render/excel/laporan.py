"""A report as an Excel file: numbers as numbers, and formulas where a person would check a sum.

The first sheet holds the key figures, every table has a sheet of its own. A formula is stored with
the value it gives, so that a reader that does not calculate (a phone, a protected view) shows it.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from sekampadi import theme
from sekampadi.i18n import t
from sekampadi.reports.model import Cell, Format, Report, Table
from sekampadi.reports.render.excel.cetak import (
    NUMBER,
    SMALL,
    TEXT,
    font,
    set_height,
    set_page,
    spread,
)
from sekampadi.reports.render.excel.daftar import begin_contents, end_contents
from sekampadi.reports.render.excel.rumus import Values, fill_values
from sekampadi.reports.render.excel.xlsx import (
    begin_sheet,
    clean_text,
    safe_text,
    sheet_title,
    text_cell,
    written_cell,
)

_DATE: Final = "dd-mm-yyyy"
_PLACE: Final = re.compile(r"\{(kolom|sel|total|angka|jawaban)(?::([^{}:]+))?(?::(\d+))?\}")
_BOLD: Final = font(bold=True)
_TOTAL: Final = PatternFill("solid", fgColor=theme.AKSEN_MUDA.lstrip("#"))
_LINE: Final = Border(top=Side("thin", color=theme.AKSEN.lstrip("#")))
_SMALL: Final = font(size=9, colour=theme.TEKS_REDUP)
_WIDEST: Final = 70.0
_SUMMARY: Final = (36.0, 26.0, 26.0)


@dataclass(frozen=True, slots=True)
class Rows:
    """A table too long to be held: its lines are read once, while they are written."""

    title: str
    columns: tuple[str, ...]
    lines: Iterable[Sequence[object]]
    totals: tuple[tuple[Cell, ...], ...] = ()
    angka: str = ""
    """The key figure that its lines are: other sheets count them, and add its columns up."""


def number_format(cell: Cell) -> str:
    """Return how Excel writes a number: with the places it was rounded to."""
    if isinstance(cell.value, date):
        return _DATE
    exponent = cell.value.as_tuple().exponent if isinstance(cell.value, Decimal) else 0
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    base = "#,##0" + ("." + "0" * places if places else "")
    match cell.format:
        case Format.PERSEN:
            return base + '" %"'
        case Format.SELISIH:
            return f"+{base};-{base};{base}"
        case _:
            return base


class _Book:
    """An Excel file being written."""

    def __init__(self, report: Report) -> None:
        self.book = Workbook(write_only=True)
        self.report = report
        self.figures: dict[str, str] = {}
        self.long = ""
        """The sheet whose lines are counted, as a formula names it; empty for none."""
        self.values: dict[str, Values] = {}
        """Path of a sheet in the file -> cell -> what its formula gives."""
        self.listed: list[tuple[str, str]] = []
        """Each sheet, with the title of what stands on it."""

    def _sheet(self, title: str, name: str = "") -> Any:
        sheet = self.book.create_sheet(sheet_title(name or title, self.book.sheetnames))
        self.listed.append((sheet.title, title))
        return sheet

    def _path(self) -> str:
        return f"xl/worksheets/sheet{len(self.book.sheetnames)}.xml"

    def _cell(
        self,
        sheet: Any,
        at: str,
        cell: Cell,
        formula: str = "",
        *,
        total: bool = False,
        right: bool = False,
    ) -> Any:
        value = cell.value
        number = isinstance(value, int | Decimal | date)
        if number:
            made = WriteOnlyCell(sheet, value=f"={formula}" if formula else value)
            made.number_format = number_format(cell)
            if formula and isinstance(value, int | Decimal):
                self.values.setdefault(self._path(), {})[at] = value
        else:
            made = written_cell(sheet, cell.plain)
        made.alignment = NUMBER if right or cell.format.numeric else TEXT
        if cell.tone:
            made.font = font(bold=True, colour=cell.tone)
        elif total:
            made.font = _BOLD
        if total:
            made.fill, made.border = _TOTAL, _LINE
        return made

    def summary(self) -> None:
        """Write the first sheet: heading, key figures, paragraphs, small print."""
        report, sheet = self.report, self._sheet(t("Ringkasan"))
        for letter, width in zip("ABC", _SUMMARY, strict=True):
            sheet.column_dimensions[letter].width = width
        set_page(sheet, clean_text(self.name()), landscape=False, rows="")
        row = 0

        def write(*cells: Any) -> None:
            nonlocal row
            row += 1
            sheet.append(cells)

        def paragraph(text: str, size: float = 11, *, bold: bool = False, colour: str = "") -> None:
            made = _styled(sheet, text, font(bold=bold, size=size, colour=colour))
            spread(sheet, row + 1, text, _SUMMARY, size)
            write(made)

        if instansi := report.lines.get("instansi", ""):
            paragraph(instansi, bold=True)
        paragraph(report.title, 14, bold=True, colour=theme.AKSEN)
        if report.subtitle:
            paragraph(report.subtitle, 12, bold=True)
        for line in report.heading:
            paragraph(line)
        write()
        for figure in report.figures:
            at = f"B{row + 1}"
            # A key figure is what other cells are worked out from: it stays a plain number.
            self.figures[figure.kunci] = f"'{sheet.title}'!$B${row + 1}"
            write(
                _styled(sheet, figure.label, _BOLD),
                self._cell(sheet, at, figure.cell, right=True),
                _styled(sheet, figure.unit, font()) if figure.unit else None,
            )
        for text in report.text:
            write()
            paragraph(text)
        write()
        for note in report.notes:
            paragraph(note, 9, colour=theme.TEKS_REDUP)

    def count(self, rows: Rows) -> None:
        """Let formulas count the lines of a long table, which is written last, instead of a figure.

        Its first column numbers them; beneath them that column has texts only.
        """
        self.long = f"'{sheet_title(rows.title)}'!"
        self.figures[rows.angka] = f"COUNT({self.long}$A:$A)"

    def name(self, title: str = "") -> str:
        """Return what stands above each page: what the report speaks of, and the table's title."""
        return " – ".join(x for x in (self.report.subtitle or self.report.title, title) if x)

    def table(self, table: Table) -> None:
        """Write a table on a sheet of its own."""
        sheet = self._sheet(table.title or table.kunci, table.lembar)
        widths = [_width(table, i) for i in range(len(table.columns))]
        # Asked once: it looks at the whole table, which may have thousands of lines.
        right = table.numeric
        numeric = [i for i, number in enumerate(right) if number]
        begin_sheet(
            sheet, self.name(table.title), table.columns, widths, unfrozen="A2", numeric=numeric
        )
        for number, (row, total) in enumerate(table.lines, start=2):
            texts = [(c.plain, w) for c, w in zip(row, widths, strict=True)]
            small = set_height(sheet, number, texts)
            cells = self._line(sheet, number, row, len(table.rows), total=total, numeric=right)
            for made, cell in zip(cells, row, strict=True):
                if cell.plain in small:
                    made.font = font(size=SMALL)
            sheet.append(cells)
        if not table.rows:
            sheet.append([t("Belum ada data.")])
        after = len(table.lines) + 2 + (not table.rows)
        for number, note in enumerate(table.notes, start=after):
            spread(sheet, number, note, widths, 9)
            sheet.append([_styled(sheet, note, _SMALL)])

    def rows(self, rows: Rows) -> None:
        """Write a long table line by line."""
        sheet = self._sheet(rows.title)
        widths = [max(8.0, len(title) + 3.0) for title in rows.columns]
        if rows.totals:
            widths[0] = max(len(row[0].text) for row in rows.totals) + 3.0
        begin_sheet(
            sheet,
            self.name(rows.title),
            rows.columns,
            widths,
            unfrozen="B2",
            numeric=range(len(rows.columns)),
        )
        day = WriteOnlyCell(sheet)
        day.number_format = _DATE
        count = 0
        for line in rows.lines:
            sheet.append(list(_plain(sheet, line, day)))
            count += 1
        for number, row in enumerate(rows.totals, start=count + 2):
            sheet.append(self._line(sheet, number, row, count, total=True))

    def _line(
        self,
        sheet: Any,
        number: int,
        row: Sequence[Cell],
        count: int,
        *,
        total: bool,
        numeric: Sequence[bool] = (),
    ) -> list[Any]:
        """Return a line of a table of ``count`` rows, with formulas where there are any."""
        cells = []
        for i, cell in enumerate(row):
            at = f"{get_column_letter(i + 1)}{number}"
            formula = self._formula(cell.rumus, i, number, count + 1) if count else ""
            right = bool(numeric) and numeric[i]
            cells.append(self._cell(sheet, at, cell, formula, total=total, right=right))
        return cells

    def _formula(self, rumus: str, column: int, row: int, last: int) -> str:
        """Fill the places of a formula over lines 2 to ``last``; empty when it names what is not there."""
        missing = False

        def place(match: re.Match[str]) -> str:
            nonlocal missing
            kind, name, more = match.groups()
            if kind == "angka":
                missing |= name not in self.figures
                return self.figures.get(name, "")
            if kind == "total":
                return f"{get_column_letter(int(more) + 1)}{last + 1 + int(name)}"
            letter = get_column_letter((int(name) if name else column) + 1)
            if kind == "jawaban":
                missing |= not self.long
                # Not of the totals beneath.
                return f'SUMIF({self.long}$A:$A,">0",{self.long}{letter}:{letter})'
            return f"{letter}2:{letter}{last}" if kind == "kolom" else f"{letter}{row}"

        formula = _PLACE.sub(place, rumus)
        return "" if missing else formula

    def save(self, path: Path) -> None:
        """Write the file."""
        self.book.save(path)
        fill_values(path, self.values)


def _styled(sheet: Any, text: str, letters: Font) -> Any:
    cell = written_cell(sheet, text)
    cell.font, cell.alignment = letters, TEXT
    return cell


def _plain(sheet: Any, line: Sequence[object], day: Any) -> Iterator[Any]:
    for value in line:
        if isinstance(value, date):
            # One styled cell, filled anew: it is written at once.
            day.value = value
            day.number_format = _DATE
            yield day
        else:
            yield text_cell(sheet, value) if isinstance(value, str) else value


def _width(table: Table, column: int) -> float:
    texts = (row[column].plain for row, _ in table.lines)
    lengths = [len(line) for text in texts for line in text.split("\n")]
    head = max((len(word) for word in table.columns[column].split()), default=0)
    return min(max([*lengths, head + 1, min(len(table.columns[column]), 10)]) + 3.5, _WIDEST)


def write_laporan(
    path: Path, report: Report, rows: Sequence[Rows] = (), *, contents: bool = False
) -> None:
    """Write a report into an Excel file, long tables line by line on further sheets.

    Args:
        contents: whether a sheet before the others lists them.
    """
    book = _Book(report)
    first = begin_contents(book.book, clean_text(book.name())) if contents else None
    book.summary()
    for long in rows:
        if long.angka:
            book.count(long)
    for table in report.tables:
        book.table(table)
    for long in rows:
        book.rows(long)
    if first is not None:
        end_contents(first, book.listed)
    properties = book.book.properties
    properties.title = safe_text(f"{report.title} – {report.subtitle}")[:250]
    properties.creator = safe_text(report.lines.get("instansi", ""))[:250] or "SeKaM Padi"
    book.save(path)


def render_laporan_xlsx(report: Report) -> bytes:
    """Render a report of any kind but ``lembar`` as an Excel file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "laporan.xlsx"
        write_laporan(path, report)
        return path.read_bytes()
