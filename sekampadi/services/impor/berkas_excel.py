"""Reading an uploaded Excel file that may be anything: bounded, nothing evaluated, nothing believed."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.cell.cell import TYPE_ERROR, TYPE_FORMULA
from openpyxl.utils.exceptions import InvalidFileException

from sekampadi.domain.errors import DomainError
from sekampadi.domain.isian import clean_line
from sekampadi.i18n import format_angka, t
from sekampadi.services.impor.bedah_excel import BatasBerkas, broken, look_inside

BYTES_MAX: Final = 1000 * 1024
"""Just below what any request may carry (``api.middleware``)."""
_BATAS: Final = BatasBerkas(
    bytes_max=BYTES_MAX, unpacked=30 * 1024 * 1024, cells=100_000, merged=False
)
ROWS_LOOKED_AT: Final = 100_000


@dataclass(frozen=True, slots=True)
class ExcelCell:
    """A cell: its text, and whether it holds a formula or an error of Excel instead of a value."""

    teks: str
    rumus: bool = False


@dataclass(frozen=True, slots=True)
class BarisLembar:
    """A row that is not empty: its number, as Excel counts, and its cells."""

    nomor: int
    sel: tuple[ExcelCell, ...]


@contextmanager
def open_book(data: bytes, batas: BatasBerkas) -> Iterator[Any]:
    """Open a workbook that may be anything; every import reads through here.

    Raises:
        DomainError: ``impor.file``, ``impor.size``, ``impor.merged``, ``impor.rows``; also when
            the workbook turns out to be broken while it is read.
    """
    look_inside(data, batas)
    try:
        # Formulas stay formulas: what they once gave is not read.
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        try:
            if not book.worksheets:
                raise broken()
            yield book
        finally:
            book.close()
    except DomainError:
        raise
    except (
        InvalidFileException,
        ParseError,
        SyntaxError,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        AttributeError,
        EOFError,
        OSError,
        RecursionError,
        MemoryError,
        zipfile.BadZipFile,
    ):
        # The reader stumbles over a broken workbook in whatever way it is broken.
        raise broken() from None


def sheet_of(book: Any, lembar: str) -> Any:
    """Return the sheet of a name, or the first one."""
    sheet = book[lembar] if lembar in book.sheetnames else book.worksheets[0]
    # What the file says of its own size may be too small, and the rest would be left out unseen.
    sheet.reset_dimensions()
    return sheet


def _cell(cell: Any) -> ExcelCell:
    value = cell.value
    if value is None:
        return ExcelCell("")
    if cell.data_type in {TYPE_FORMULA, TYPE_ERROR}:
        return ExcelCell("", rumus=True)
    if isinstance(value, bool):
        return ExcelCell(t("ya") if value else t("tidak"))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return ExcelCell(clean_line(format_angka(value) if isinstance(value, int) else str(value)))


def _rows(sheet: Any, *, columns: int, rows_max: int) -> Iterator[BarisLembar]:
    for nomor, row in enumerate(sheet.iter_rows(max_row=ROWS_LOOKED_AT, max_col=columns), start=1):
        cells = tuple(_cell(cell) for cell in row)
        if not any(cell.teks or cell.rumus for cell in cells):
            continue
        if nomor > rows_max + 1:
            raise DomainError(
                "impor.rows",
                t("Paling banyak {n} baris dalam satu berkas.", n=format_angka(rows_max)),
            )
        yield BarisLembar(nomor, cells)


def read_rows(data: bytes, *, lembar: str, columns: int, rows_max: int) -> list[BarisLembar]:
    """Read the rows of a sheet, the first for an empty name, that are not empty, its headings too.

    More than ``rows_max`` below the headings are an error, not cut.

    Raises:
        DomainError: ``impor.file``, ``impor.size``, ``impor.merged``, ``impor.rows``.
    """
    with open_book(data, _BATAS) as book:
        return list(_rows(sheet_of(book, lembar), columns=columns, rows_max=rows_max))
