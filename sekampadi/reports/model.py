"""A report as data, before it has a form: PDF, Excel, Word and CSV are made of the same object.

A cell carries its raw value and the name of its format. A spreadsheet writes the value as a
number; a document writes :attr:`Cell.text`. Nothing here knows where the figures come from.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sekampadi.domain.errors import DomainError
from sekampadi.i18n import format_angka, format_tanggal, t

Value = str | int | Decimal | date | datetime | None


class Format(StrEnum):
    """How a value is written where it has to be text."""

    TEKS = "teks"
    BULAT = "bulat"
    """A whole number: ``2.349``."""
    DESIMAL = "desimal"
    """A decimal with the places it was rounded to: ``86,18``."""
    TANGGAL = "tanggal"
    """A day in words: ``31 Maret 2023``."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a report.

    Args:
        value: the raw value; None when there is none.
        format: how it is written.
        empty: what stands for None.
    """

    value: Value
    format: Format = Format.TEKS
    empty: str = "–"

    @property
    def text(self) -> str:
        """The value as a document prints it.

        Raises:
            TypeError: when the value does not fit its format (a fault of the program).
        """
        value = self.value
        if value is None:
            return self.empty
        match self.format:
            case Format.TEKS:
                return str(value)
            case Format.BULAT if isinstance(value, int):
                return format_angka(value)
            case Format.DESIMAL if isinstance(value, Decimal):
                return format_angka(value)
            case Format.TANGGAL if isinstance(value, date):
                return format_tanggal(value)
        raise TypeError(f"{value!r} is not a value of format {self.format.value}")


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure that stands by itself.

    Args:
        kunci: stable name for renderers and tests.
        label: its heading.
        cell: its value.
        satuan: unit behind the value, empty for none.
    """

    kunci: str
    label: str
    cell: Cell
    satuan: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Args:
        kunci: stable name for renderers and tests.
        title: its heading.
        columns: the headings of its columns.
        rows: its lines, each as long as ``columns``.

    Raises:
        ValueError: when a line has another length (a fault of the program).
    """

    kunci: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        """Refuse ragged lines."""
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"table {self.kunci} has a line that does not fit its columns")


@dataclass(frozen=True, slots=True)
class Report:
    """A report.

    Args:
        kind: which report it is (``lembar``), for renderers.
        title: its heading.
        subtitle: what it speaks of.
        lines: further lines of the heading by name, in their order.
        figures: key figures.
        tables: tables.
        text: paragraphs.
        notes: small print: method, date, what a reader has to know.
    """

    kind: str
    title: str
    subtitle: str
    lines: dict[str, str]
    figures: tuple[KeyFigure, ...]
    tables: tuple[Table, ...]
    text: tuple[str, ...]
    notes: tuple[str, ...]

    def figure(self, kunci: str) -> KeyFigure:
        """Return the key figure of a name.

        Raises:
            KeyError: when the report has none of that name.
        """
        for figure in self.figures:
            if figure.kunci == kunci:
                return figure
        raise KeyError(kunci)

    def table(self, kunci: str) -> Table:
        """Return the table of a name.

        Raises:
            KeyError: when the report has none of that name.
        """
        for table in self.tables:
            if table.kunci == kunci:
                return table
        raise KeyError(kunci)


class RenderError(DomainError):
    """A document could not be made of a report."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            "report.render", t("Dokumen tidak dapat dibuat. Coba lagi, atau hubungi Admin Pemprov.")
        )
        self.detail = detail
