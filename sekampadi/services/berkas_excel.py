"""Reading an uploaded Excel file that may be anything: bounded, nothing evaluated, nothing believed."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.cell.cell import TYPE_ERROR, TYPE_FORMULA
from openpyxl.utils.exceptions import InvalidFileException

from sekampadi.domain.errors import DomainError
from sekampadi.domain.isian import clean_line
from sekampadi.i18n import format_angka, t

BYTES_MAX: Final = 1000 * 1024
"""Just below what any request may carry (``api.middleware``)."""
_UNPACKED_MAX: Final = 30 * 1024 * 1024
_ENTRIES_MAX: Final = 200
_ROWS_LOOKED_AT: Final = 100_000
_ROW_NUMBER = re.compile(rb'<row [^>]{0,200}?\br="(\d{6,7})"')


@dataclass(frozen=True, slots=True)
class Sel:
    """A cell: its text, and whether it holds a formula or an error of Excel instead of a value."""

    teks: str
    rumus: bool = False


@dataclass(frozen=True, slots=True)
class BarisLembar:
    """A row that is not empty: its number, as Excel counts, and its cells."""

    nomor: int
    sel: tuple[Sel, ...]


def _broken() -> DomainError:
    return DomainError(
        "impor.file",
        t(
            "Berkas ini bukan buku kerja Excel (.xlsx) yang dapat dibaca. Pakai templat yang "
            "disediakan."
        ),
    )


def _look_inside(data: bytes) -> None:
    """Refuse what would unpack to too much, and sheets that cannot be read row by row.

    ``zipfile`` gives out no more of an entry than its head says, so the sizes there bound the work.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > _ENTRIES_MAX or sum(e.file_size for e in entries) > _UNPACKED_MAX:
                raise DomainError(
                    "impor.size", t("Isi berkas terlalu besar. Bagi menjadi beberapa berkas.")
                )
            for entry in entries:
                if not entry.filename.endswith(".xml"):
                    continue
                text = archive.read(entry)
                if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                    raise _broken()
                if entry.filename.startswith("xl/worksheets/"):
                    _check_sheet(text)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError):
        raise _broken() from None


def _check_sheet(text: bytes) -> None:
    if b"<mergeCell " in text:
        raise DomainError(
            "impor.merged", t("Berkas ini memuat sel yang digabung. Pisahkan dulu sel-selnya.")
        )
    if any(int(found[1]) > _ROWS_LOOKED_AT for found in _ROW_NUMBER.finditer(text)):
        raise DomainError(
            "impor.rows", t("Lembar ini terlalu panjang. Hapus baris kosong di bawah isian.")
        )


def _cell(cell: Any) -> Sel:
    value = cell.value
    if value is None:
        return Sel("")
    if cell.data_type in {TYPE_FORMULA, TYPE_ERROR}:
        return Sel("", rumus=True)
    if isinstance(value, bool):
        return Sel(t("ya") if value else t("tidak"))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return Sel(clean_line(format_angka(value) if isinstance(value, int) else str(value)))


def _rows(sheet: Any, *, columns: int, rows_max: int) -> Iterator[BarisLembar]:
    for nomor, row in enumerate(sheet.iter_rows(max_row=_ROWS_LOOKED_AT, max_col=columns), start=1):
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
    """Read the rows of a sheet that are not empty, the headings among them.

    Args:
        data: the file.
        lembar: name of the sheet; without it the first one is read.
        columns: columns to look at.
        rows_max: rows it may have below the headings; more are an error, not cut.

    Raises:
        DomainError: ``impor.file``, ``impor.size``, ``impor.merged``, ``impor.rows``.
    """
    if len(data) > BYTES_MAX:
        raise DomainError(
            "impor.size", t("Berkas terlalu besar: paling besar {n} KB.", n=BYTES_MAX // 1024)
        )
    _look_inside(data)
    try:
        # Formulas stay formulas: what they once gave is not read.
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        try:
            sheet = book[lembar] if lembar in book.sheetnames else book.worksheets[0]
            return list(_rows(sheet, columns=columns, rows_max=rows_max))
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
        OSError,
        zipfile.BadZipFile,
    ):
        # The reader stumbles over a broken workbook in whatever way it is broken.
        raise _broken() from None
