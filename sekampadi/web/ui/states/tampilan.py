"""Reports on the screen: the tables of a report, and the periods it can speak of."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sekampadi.domain.periode import ZONA
from sekampadi.reports.model import Cell, Format, Table
from sekampadi.web.ui.states.shown import Shown


def jam(moment: datetime) -> str:
    """Write a moment as lines of time, drafts and conflicts name it: ``31-03-2026 14.05``."""
    return moment.astimezone(ZONA).strftime("%d-%m-%Y %H.%M")


@dataclass(frozen=True)
class Tab:
    """A part of a page, and the way to it."""

    kunci: str
    nama: str
    alamat: str


@dataclass(frozen=True)
class SelTampil:
    """A cell: its words, the heading it stands under, and its kind."""

    teks: str
    judul: str
    jenis: str


@dataclass(frozen=True)
class KolomTampil:
    """A heading."""

    judul: str
    jenis: str


@dataclass(frozen=True)
class TabelTampil(Shown):
    """A table of a report; ``baris`` is empty when there is none."""

    judul: str = ""
    kolom: list[KolomTampil] = field(default_factory=list)
    baris: list[list[SelTampil]] = field(default_factory=list)
    total: list[list[SelTampil]] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)


_WORD_MAX = 12
"""Letters of a cell that needs no more room than a number."""


def _kind(cell: Cell, at: int, name: int, short: Collection[int] = ()) -> str:
    """Tell what a cell holds: ``nomor``, ``nama``, ``angka``, ``mutu``, ``kata`` or ``teks``."""
    if at <= name:
        return "nama" if at == name else "nomor"
    if cell.format is Format.MUTU:
        return "mutu" if cell.value else "kata"
    if cell.format.numeric:
        return "angka"
    return "kata" if at in short else "teks"


def show_table(table: Table, *, tanpa: Collection[str] = (), ringkas: bool = False) -> TabelTampil:
    """Write a table of a report for the screen, without the columns (``tanpa``) it has no room for.

    ``ringkas`` leaves out columns without any word, too.
    """
    texts = [
        at
        for at in range(len(table.columns))
        if all(row[at].format is Format.TEKS for row in table.rows)
    ]
    name = texts[0] if texts else 0
    short = {at for at in texts if all(len(row[at].text) <= _WORD_MAX for row in table.rows)}
    shown = [
        at
        for at, head in enumerate(table.columns)
        if head not in tanpa and not (ringkas and all(not row[at].text for row in table.rows))
    ]

    def line(row: tuple[Cell, ...]) -> list[SelTampil]:
        return [
            SelTampil(row[at].text, table.columns[at], _kind(row[at], at, name, short))
            for at in shown
        ]

    def head(at: int) -> KolomTampil:
        kinds = {_kind(row[at], at, name) for row in table.rows}
        kind = next((k for k in ("angka", "nomor", "mutu") if k in kinds), "teks")
        return KolomTampil(table.columns[at], kind)

    return TabelTampil(
        table.title,
        [head(at) for at in shown],
        [line(row) for row in table.rows],
        [line(row) for row in table.totals],
        list(table.notes),
    )
