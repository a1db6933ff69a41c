"""Reading the Excel template of paper answers: cell by cell, nothing evaluated, nothing guessed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from openpyxl.cell.cell import TYPE_ERROR, TYPE_FORMULA
from openpyxl.utils import get_column_letter

from sekampadi.domain.errors import DomainError
from sekampadi.domain.survei.entri import (
    BARIS_MAX,
    KODE_LAYANAN,
    KOLOM,
    LEMBAR,
    PETUNJUK,
    identity_of_row,
    is_blank,
    read_cell,
)
from sekampadi.domain.survei.survei import JawabanBaru, parse_jawaban
from sekampadi.i18n import format_angka, t
from sekampadi.services.impor.bedah_excel import BatasBerkas
from sekampadi.services.impor.berkas_excel import ROWS_LOOKED_AT, open_book, sheet_of

BYTES_MAX: Final = 10 * 1024 * 1024
_BATAS: Final = BatasBerkas(bytes_max=BYTES_MAX, unpacked=60 * 1024 * 1024, cells=300_000)
_COLUMNS_LOOKED_AT: Final = 60
GALAT_MAX: Final = 200
"""Errors told one by one; a file with more is wrong as a whole."""


@dataclass(frozen=True, slots=True)
class GalatSel:
    """What is wrong with one cell."""

    baris: int  # as Excel counts
    kolom: str  # its heading
    sel: str  # such as ``J7``
    pesan: str  # what belongs there

    @property
    def kalimat(self) -> str:
        """The sentence for the person."""
        return t(
            "Baris {baris}, kolom {kolom}: {pesan}",
            baris=self.baris,
            kolom=self.kolom,
            pesan=self.pesan,
        )


@dataclass(frozen=True, slots=True)
class BarisKertas:
    """One paper of a file."""

    baris: int  # as Excel counts
    identity: UUID  # under which it is stored
    tanggal: date  # on the paper
    baru: JawabanBaru


@dataclass(frozen=True, slots=True)
class Berkas:
    """What a file holds."""

    baris: tuple[BarisKertas, ...]  # the papers without a mistake
    galat: tuple[GalatSel, ...]  # the first mistakes, by row and column
    jumlah_galat: int  # of all mistakes


def _check_layanan(book: Any, layanan_kode: str) -> None:
    """Refuse a template that was made for another layanan."""
    if PETUNJUK not in book.sheetnames:
        return
    for row in book[PETUNJUK].iter_rows(max_row=30, max_col=2, values_only=True):
        if len(row) == 2 and row[0] == KODE_LAYANAN and row[1] != layanan_kode:
            raise DomainError(
                "impor.layanan",
                t(
                    "Templat ini dibuat untuk layanan lain ({kode}). Pilih layanan itu, atau unduh "
                    "templat untuk layanan yang dipilih.",
                    kode=str(row[1])[:120],
                ),
            )


def _headings(row: Sequence[Any]) -> dict[str, int]:
    """Find the template's columns, wherever they stand: field -> position."""
    titles = {kolom.judul.casefold(): kolom.field for kolom in KOLOM}
    found: dict[str, int] = {}
    for index, cell in enumerate(row):
        field = titles.get(" ".join(str(cell.value or "").split()).casefold())
        if field is not None and field in found:
            judul = next(k.judul for k in KOLOM if k.field == field)
            raise DomainError("impor.heading", t("Kolom {judul} ada lebih dari satu.", judul=judul))
        if field is not None:
            found[field] = index
    missing = [k.judul for k in KOLOM if k.field not in found and k.field != "nomor"]
    if missing:
        raise DomainError(
            "impor.heading",
            t(
                "Baris pertama lembar {lembar} harus berisi judul kolom dari templat. Tidak ada: {judul}.",
                lembar=LEMBAR,
                judul=", ".join(missing),
            ),
        )
    return found


def _read_row(
    nomor: int, row: Sequence[Any], columns: Mapping[str, int], today: date
) -> tuple[dict[str, str], list[GalatSel]]:
    fields: dict[str, str] = {}
    errors: list[GalatSel] = []
    for kolom in KOLOM:
        index = columns.get(kolom.field)
        cell = row[index] if index is not None and index < len(row) else None
        value = cell.value if cell is not None else None
        try:
            if cell is not None and cell.data_type in {TYPE_FORMULA, TYPE_ERROR}:
                raise DomainError("impor.formula", t("berisi rumus; isi dengan nilainya"))
            fields[kolom.field] = read_cell(kolom.field, value, today)
        except DomainError as error:
            sel = f"{get_column_letter((index or 0) + 1)}{nomor}"
            errors.append(GalatSel(nomor, kolom.judul, sel, error.message))
    return fields, errors


def _rows(sheet: Any) -> Iterator[tuple[int, Sequence[Any]]]:
    for nomor, row in enumerate(sheet.iter_rows(max_col=_COLUMNS_LOOKED_AT), start=1):
        if nomor > ROWS_LOOKED_AT:
            raise DomainError(
                "impor.rows", t("Lembar ini terlalu panjang. Hapus baris kosong di bawah isian.")
            )
        yield nomor, row


def _read(book: Any, layanan_kode: str, today: date) -> Berkas:
    _check_layanan(book, layanan_kode)
    sheet = sheet_of(book, LEMBAR)
    columns: dict[str, int] | None = None
    papers: list[BarisKertas] = []
    errors: list[GalatSel] = []
    wrong = 0
    seen: Counter[tuple[str, ...]] = Counter()
    for nomor, row in _rows(sheet):
        if columns is None:
            columns = _headings(row)
            continue
        if all(i >= len(row) or is_blank(row[i].value) for i in columns.values()):
            continue
        if len(papers) >= BARIS_MAX:
            raise DomainError(
                "impor.rows",
                t(
                    "Berkas berisi lebih dari {n} lembar. Bagi menjadi beberapa berkas.",
                    n=format_angka(BARIS_MAX),
                ),
            )
        fields, found = _read_row(nomor, row, columns, today)
        wrong += len(found)
        errors += found[: GALAT_MAX - len(errors)]
        if found:
            continue
        isi = tuple(fields[k.field] for k in KOLOM)
        seen[isi] += 1
        isian = {k: v for k, v in fields.items() if k not in {"nomor", "tanggal"}}
        papers.append(
            BarisKertas(
                nomor,
                identity_of_row(layanan_kode, isi, seen[isi]),
                date.fromisoformat(fields["tanggal"]),
                parse_jawaban(isian),
            )
        )
    if not papers and not wrong:
        raise DomainError("impor.empty", t("Belum ada lembar yang diisi di berkas ini."))
    return Berkas(tuple(papers), tuple(errors), wrong)


def read_berkas(data: bytes, layanan_kode: str, today: date) -> Berkas:
    """Read a filled-in template: nothing in it is believed, and no formula is worked out.

    Raises:
        DomainError: ``impor.file``, ``impor.size``, ``impor.layanan``, ``impor.heading``,
            ``impor.rows`` or ``impor.empty``: the file as a whole cannot be taken.
    """
    with open_book(data, _BATAS) as book:
        return _read(book, layanan_kode, today)
