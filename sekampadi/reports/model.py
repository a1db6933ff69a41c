"""A report as data, before it has a form: PDF, Excel, Word and CSV are made of the same object.

A cell carries its raw value and the name of its format. A spreadsheet writes the value as a
number; a document writes :attr:`Cell.text`. Nothing here knows where the figures come from.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from sekampadi import theme
from sekampadi.i18n import format_angka, format_tanggal

MINUS: Final = "−"
"""The minus sign, as wide as the plus."""

Value = str | int | Decimal | date | datetime | None


class Format(StrEnum):
    """How a value is written where it has to be text."""

    TEKS = "teks"
    BULAT = "bulat"
    """A whole number: ``2.349``."""
    DESIMAL = "desimal"
    """A decimal with the places it was rounded to: ``86,18``."""
    SELISIH = "selisih"
    """A change, with its sign: ``+1,20``, ``−0,35``, ``0,00``."""
    PERSEN = "persen"
    """A share of a hundred, as a decimal: ``58,62 %``."""
    MUTU = "mutu"
    """A class, ``A`` to ``D``: documents write it in its colour."""
    TANGGAL = "tanggal"
    """A day in words: ``31 Maret 2023``."""

    @property
    def numeric(self) -> bool:
        """Whether it stands for numbers, which are set flush right."""
        return self in {Format.BULAT, Format.DESIMAL, Format.SELISIH, Format.PERSEN}


@dataclass(frozen=True, slots=True)
class Picture:
    """A small picture in a cell; a form that shows none writes its name."""

    name: str
    jpeg: bytes
    width: int  # pixels
    height: int


@dataclass(frozen=True, slots=True)
class Photo(Picture):
    """A picture of a book that is counted among its charts; its name is its caption, and is read aloud."""

    kunci: str

    @property
    def title(self) -> str:
        """Its caption."""
        return self.name


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a report; a text may have several lines.

    ``small`` are words in small print beneath it. What ``continues`` belongs to the cell above it:
    no rule stands between them.

    ``rumus`` is how a spreadsheet can work the value out by itself, without the equals sign; the
    value is what it gives. ``{kolom}`` is this column's lines, ``{kolom:2}`` those of column 2
    (from 0), ``{sel:2}`` the cell of column 2 in the same line, ``{total:0:2}`` the cell of
    column 2 in the first total line, ``{angka:n}`` the key figure ``n``, ``{jawaban:2}`` the sum of
    column 2 of all answers, where the file has them.
    """

    value: Value
    format: Format = Format.TEKS
    empty: str = "–"  # what stands for None
    rumus: str = ""
    pictures: tuple[Picture, ...] = ()
    small: str = ""
    continues: bool = False

    @property
    def plain(self) -> str:
        """All it says, for a form without pictures and small print."""
        names = (picture.name for picture in self.pictures)
        return "\n".join(part for part in (*names, self.text, self.small) if part)

    @property
    def text(self) -> str:
        """The value as a document prints it."""
        value = self.value
        if value is None:
            return self.empty
        match self.format:
            case Format.TEKS | Format.MUTU:
                return str(value)
            case Format.BULAT if isinstance(value, int):
                return format_angka(value)
            case Format.DESIMAL if isinstance(value, Decimal):
                return format_angka(value).replace("-", MINUS)
            case Format.SELISIH if isinstance(value, int | Decimal):
                sign = "+" if value > 0 else ""
                return sign + format_angka(value).replace("-", MINUS)
            case Format.PERSEN if isinstance(value, int | Decimal):
                return format_angka(value) + " %"
            case Format.TANGGAL if isinstance(value, date):
                return format_tanggal(value)
        raise TypeError(f"{value!r} is not a value of format {self.format.value}")

    @property
    def tone(self) -> str:
        """The colour of a class; empty for other values."""
        return theme.MUTU.get(str(self.value), "") if self.format is Format.MUTU else ""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure that stands by itself."""

    kunci: str  # stable name for renderers and tests, as of tables and charts
    label: str
    cell: Cell
    satuan: str = ""

    @property
    def unit(self) -> str:
        """The unit; empty where there is no value for it to belong to."""
        return "" if self.cell.value is None else self.satuan

    @property
    def text(self) -> str:
        """The value with its unit, as a document prints it."""
        return f"{self.cell.text} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its totals set apart beneath the rows, its notes in small print beneath all."""

    kunci: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[tuple[Cell, ...], ...] = ()
    widths: tuple[float, ...] = ()  # one to another; empty to let the renderer decide
    notes: tuple[str, ...] = ()
    across: tuple[str, ...] = ()  # headings under which its lines are the columns on paper
    kept: float = 0.0  # the share of its width that a column keeps beside long texts
    lembar: str = ""  # what its sheet is called in Excel; empty for its title
    paper_heads: tuple[tuple[str, str], ...] = ()
    """On paper, what stands above a heading and the heading beneath it; empty for the same as
    elsewhere. Neighbours share what stands above them; a column without has one tall heading."""

    def __post_init__(self) -> None:
        """Refuse ragged lines."""
        lengths = {len(line) for line, _ in self.lines}
        lengths |= {len(x) for x in (self.widths, self.paper_heads) if x}
        if self.across and len(self.across) != 1 + len(self.lines):
            raise ValueError(f"table {self.kunci} has other lines than headings across")
        if lengths - {len(self.columns)}:
            raise ValueError(f"table {self.kunci} has a line that does not fit its columns")

    @property
    def lines(self) -> tuple[tuple[tuple[Cell, ...], bool], ...]:
        """Rows and totals, each with whether it is a total."""
        return (*((row, False) for row in self.rows), *((row, True) for row in self.totals))

    @property
    def on_paper(self) -> "Table":
        """The table as PDF and Word set it: many lines of a few figures lie on their side."""
        if not self.across:
            return self
        rows = tuple(
            (Cell(head), *(line[at] for line, _ in self.lines))
            for at, head in enumerate(self.columns[1:], start=1)
        )
        return Table(self.kunci, self.title, self.across, rows, notes=self.notes)

    @property
    def heads(self) -> tuple[str, ...]:
        """The headings of its columns on paper, without those that several share."""
        return tuple(own for _, own in self.paper_heads) or self.columns

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Which of its columns hold numbers: all of theirs stands flush right."""
        columns = range(len(self.columns))
        return tuple(any(row[i].format.numeric for row, _ in self.lines) for i in columns)


class ChartKind(StrEnum):
    """How numbers are drawn."""

    BATANG = "batang"
    """Lying bars, one a label, for one series: long names stay readable."""
    TUMPUK = "tumpuk"
    """Lying bars of the same length, one a label, cut into the shares of the series."""
    GARIS = "garis"
    """A line a series over labels in the order of time; None leaves a gap."""
    KUADRAN = "kuadran"
    """Labels as points: the first series lies along, the second upright. Two ``bounds`` part them
    into the four ``areas``; a point with None is left out."""
    PETA = "peta"
    """A shaded matrix: labels are its lines, series its columns, ``high`` is darkest, either way.
    Where columns have the names of the lines, only what lies beneath the diagonal is drawn."""


class Palette(StrEnum):
    """Which colours of :mod:`sekampadi.theme` a chart takes, always in the same order."""

    AKSEN = "aksen"
    """The one accent, for a single series of bars."""
    GRAFIK = "grafik"
    """The lines of a trend."""
    SKOR = "skor"
    """Four series, score 1 to 4."""


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of a chart that belong together, one a label."""

    nama: str
    nilai: tuple[int | Decimal | None, ...]
    margin: tuple[Decimal | None, ...] = ()  # at 95 %, drawn as whiskers; empty for none


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as numbers; screen and paper draw the same one.

    Of the labels of a ``KUADRAN`` and the columns of a ``PETA`` the first word is a short name.

    Raises:
        ValueError: when a series has another length than ``labels``, or a ``KUADRAN`` lacks what
            it needs (faults of the program).
    """

    kunci: str
    title: str
    kind: ChartKind
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    palette: Palette = Palette.GRAFIK
    format: Format = Format.DESIMAL
    low: Decimal = Decimal(0)
    high: Decimal | None = None  # None for the largest number
    alt: str = ""  # what it shows, in a sentence, for those who cannot see it
    bounds: tuple[tuple[str, Decimal], ...] = ()  # levels drawn across, with their names
    areas: tuple[str, ...] = ()  # names of quadrants: upper left, upper right, lower left, right
    axis: bool = False  # of a ``GARIS``: a scale of values, also where each point has its number
    kosong: str = "–"  # what stands in place of a number that is not there
    gap: str = ""  # why a point has no number, said beneath a ``GARIS`` that has such a point

    def __post_init__(self) -> None:
        """Refuse series that do not fit the labels."""
        for s in self.series:
            if len(s.nilai) != len(self.labels) or len(s.margin) not in {0, len(self.labels)}:
                raise ValueError(f"chart {self.kunci} has a series that does not fit its labels")
        sizes = (len(self.series), len(self.bounds), len(self.areas))
        if self.kind is ChartKind.KUADRAN and sizes != (2, 2, 4):
            raise ValueError(f"chart {self.kunci} lacks an axis, a line or the name of a quadrant")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document under a heading: paragraphs, then tables and charts by their names."""

    title: str
    isi: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    level: int = 1  # 2 for a part of the section above it, 3 for a part of that
    contents: bool = False  # in a book: beneath its heading stand contents, tables and figures
    signed: bool = False  # its text is a signature: it stands at the right, on one page


@dataclass(frozen=True, slots=True)
class Book:
    """Makes a report a long document.

    It has a cover page of its own without a number; ``cover`` are the lines at its foot. Sections
    of level 1 begin on a new page. Tables bear "Tabel N." above, charts "Gambar N." beneath, each
    counted through the document. Pages up to the section with the contents have roman numbers;
    after it they begin with 1, and without such a section all do. Key figures, text and notes of
    the report stand beneath the first heading.
    """

    cover: tuple[str, ...] = ()


SIGNED_FROM: Final = 0.55
"""The share of the width at which a signature begins on paper."""
LETTERHEAD: Final = frozenset({"instansi", "aksen", "logo"})
"""Names of :attr:`Report.lines` that make the letterhead."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report.

    ``lines`` are further lines of the heading by name, in their order. Three are the letterhead:
    ``instansi`` (the government), ``aksen`` (``#RRGGBB``), ``logo`` (PNG in base64, empty for our
    own mark). ``notes`` are small print: method, date, what a reader has to know.
    """

    kind: str  # ``lembar``, ``laporan``, ``rekap``: its name, which no form looks at
    title: str
    subtitle: str
    lines: dict[str, str]
    figures: tuple[KeyFigure, ...]
    tables: tuple[Table, ...]
    text: tuple[str, ...]
    notes: tuple[str, ...]
    charts: tuple[Chart, ...] = ()
    sections: tuple[Section, ...] = ()
    landscape: bool = False  # its tables need the long side of the paper
    book: Book | None = None  # None for a document without cover, contents and captions
    photos: tuple[Photo, ...] = ()  # of a book: two stand side by side

    @property
    def heading(self) -> tuple[str, ...]:
        """The lines beneath the title, without the letterhead and without empty ones."""
        return tuple(v for k, v in self.lines.items() if k not in LETTERHEAD and v)

    @property
    def parts(self) -> tuple[Section, ...]:
        """The sections; where none are given, one without a heading that holds everything."""
        if self.sections:
            return self.sections
        return (Section("", (*(c.kunci for c in self.charts), *(b.kunci for b in self.tables))),)

    def figure(self, kunci: str) -> KeyFigure:
        """Return the key figure of a name."""
        return {figure.kunci: figure for figure in self.figures}[kunci]

    def table(self, kunci: str) -> Table:
        """Return the table of a name."""
        return {table.kunci: table for table in self.tables}[kunci]

    def find(self, kunci: str) -> Table | Chart | Photo:
        """Return the table, chart or photo of a name."""
        items: tuple[Table | Chart | Photo, ...] = (*self.tables, *self.charts, *self.photos)
        return {item.kunci: item for item in items}[kunci]
