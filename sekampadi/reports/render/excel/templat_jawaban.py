"""The Excel template for paper answers: lists to pick from, and a sheet that says how."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, TYPE_STRING
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from sekampadi import theme
from sekampadi.domain.survei.entri import (
    BARIS_MAX,
    HURUF,
    KODE_LAYANAN,
    KOLOM,
    LEMBAR,
    PETUNJUK,
    Kolom,
    hari_terawal,
)
from sekampadi.domain.survei.pertanyaan import PerangkatPertanyaan
from sekampadi.domain.survei.responden import CHOSEN, USIA_MAX, USIA_MIN
from sekampadi.i18n import format_angka, t
from sekampadi.reports.render.excel.cetak import font, set_height, set_page
from sekampadi.reports.render.excel.xlsx import clean_text

_WIDTHS: Final = {
    "nomor": 13,
    "tanggal": 15,
    "usia": 7,
    "umum": 16,
    "saran": 60,
    **{k.value: max(14, 3 + max(map(len, k.choices))) for k in CHOSEN},
}
_SCORE_WIDTH: Final = 6
_PAGE: Final = 920.0
"""Points of rows on a page of the guide, which is made smaller to be as wide as the paper."""
_LAST: Final = BARIS_MAX + 1
_BROKEN: Final = Alignment(wrap_text=True, vertical="top")
"""A text stays in its column, what is typed later, too."""
_HEAD_FONT: Final = font(bold=True, colour=theme.PADA_AKSEN)
_HEAD_FILL: Final = PatternFill("solid", fgColor="FF" + theme.AKSEN[1:])


@dataclass(frozen=True, slots=True)
class TemplatJawaban:
    """What a template is made for."""

    upp: str  # its name
    layanan: str  # its name
    layanan_kode: str  # checked when the file comes back
    perangkat: PerangkatPertanyaan | None  # None when no questions are in force
    today: date  # the last day a paper may bear


def _write(sheet: Worksheet, row: int, column: int, text: str, letters: Font | None = None) -> None:
    """Write a text as text, so that a name such as ``=1+1`` is no formula."""
    cell = sheet.cell(row, column)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = TYPE_STRING
    cell.alignment = _BROKEN
    cell.font = letters or font()


def _validation(kolom: Kolom, today: date) -> DataValidation | None:
    if kolom.pilihan:
        rule = DataValidation("list", formula1=f'"{",".join(kolom.pilihan)}"', allow_blank=True)
    elif kolom.field == "tanggal":
        first, last = (f"DATE({d.year},{d.month},{d.day})" for d in (hari_terawal(today), today))
        rule = DataValidation(
            "date", operator="between", formula1=first, formula2=last, allow_blank=True
        )
    elif kolom.field == "usia":
        first, last = str(USIA_MIN), str(USIA_MAX)
        rule = DataValidation(
            "whole", operator="between", formula1=first, formula2=last, allow_blank=True
        )
    else:
        return None
    rule.showErrorMessage = True
    rule.errorTitle, rule.error = kolom.judul, kolom.petunjuk[:250]
    rule.showInputMessage = True
    rule.promptTitle, rule.prompt = kolom.judul, kolom.petunjuk[:250]
    return rule


def _fill_lembar(sheet: Worksheet, today: date) -> None:
    for index, kolom in enumerate(KOLOM, start=1):
        letter = get_column_letter(index)
        # Of the column, not of ten thousand cells: the file stays small.
        sheet.column_dimensions[letter].alignment = _BROKEN
        sheet.column_dimensions[letter].width = _WIDTHS.get(kolom.field, _SCORE_WIDTH)
        if kolom.field == "tanggal":
            sheet.column_dimensions[letter].number_format = "dd-mm-yyyy"
        if kolom.field in {"nomor", "saran"}:
            sheet.column_dimensions[letter].number_format = "@"
        _write(sheet, 1, index, kolom.judul, _HEAD_FONT)
        sheet.cell(1, index).fill = _HEAD_FILL
        rule = _validation(kolom, today)
        if rule is not None:
            rule.add(f"{letter}2:{letter}{_LAST}")
            sheet.add_data_validation(rule)
    titles = [(k.judul, _WIDTHS.get(k.field, _SCORE_WIDTH)) for k in KOLOM]
    set_height(sheet, 1, titles)
    sheet.freeze_panes = "C2"


def _lines(isi: TemplatJawaban) -> Iterator[Sequence[str]]:
    yield (t("Entri jawaban kertas"), "")
    yield (t("UPP"), isi.upp)
    yield (t("Layanan"), isi.layanan)
    yield (KODE_LAYANAN, isi.layanan_kode)
    yield ("", "")
    yield (
        t("Cara mengisi"),
        t(
            "Satu baris untuk satu lembar kertas, mulai baris 2 lembar “{lembar}”. Jangan mengubah "
            "judul kolom. Isi dengan nilai, bukan rumus. Paling banyak {n} baris.",
            lembar=LEMBAR,
            n=format_angka(BARIS_MAX),
        ),
    )
    yield (
        t("Sesudah diisi"),
        t(
            "Unggah di laman Entri. Bila ada satu isian yang salah, tidak ada yang disimpan. Berkas "
            "yang sama boleh diunggah lagi: lembar yang sudah tersimpan tidak ditambahkan lagi."
        ),
    )
    yield ("", "")
    yield (t("Kolom"), t("Isian"))
    for kolom in KOLOM:
        yield (kolom.judul, kolom.petunjuk)
    if isi.perangkat is None:
        return
    yield ("", "")
    yield (t("Pertanyaan"), "")
    for pertanyaan in isi.perangkat.pertanyaan:
        opsi = "; ".join(f"{HURUF[i]} = {i + 1} {words}" for i, words in enumerate(pertanyaan.opsi))
        yield (pertanyaan.unsur.kode, f"{pertanyaan.teks} ({opsi})")


def render_templat_xlsx(isi: TemplatJawaban) -> bytes:
    """Render the template."""
    book = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = LEMBAR
    _fill_lembar(sheet, isi.today)
    set_page(sheet, clean_text(f"{isi.upp} – {isi.layanan}"))
    guide = book.create_sheet(PETUNJUK)
    guide.column_dimensions["A"].width, guide.column_dimensions["B"].width = 22, 100
    points = 0.0
    for row, (left, right) in enumerate(_lines(isi), start=1):
        _write(guide, row, 1, left, font(bold=True))
        _write(guide, row, 2, right)
        set_height(guide, row, [(left, 20), (right, 100)])
        points += guide.row_dimensions[row].height or 15
    if isi.perangkat is not None and points > _PAGE:
        # The questions with their heading, which would else stand alone at the end of a page.
        guide.row_breaks.append(Break(id=guide.max_row - len(isi.perangkat.pertanyaan) - 1))
    set_page(guide, PETUNJUK, landscape=False, rows="")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
