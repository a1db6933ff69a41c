"""The Excel template for importing layanan: the sheet to fill in, instructions, and the list of UPP."""

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from sekampadi.db.queries.master import list_upp
from sekampadi.domain.izin import Permission, Principal
from sekampadi.i18n import format_angka, t
from sekampadi.reports.render.excel.cetak import font, set_height, set_page
from sekampadi.services.impor.lembar_layanan import BARIS_MAX, KOLOM, LEMBAR
from sekampadi.services.sistem.runtime import Runtime, require
from sekampadi.theme import AKSEN, PADA_AKSEN

_WIDTHS = (44, 60, 24, 24)
_BROKEN = Alignment(wrap_text=True, vertical="top")
"""A text stays in its column, what is typed later, too."""


def _text(value: str) -> str:
    # A name that begins with = must not become a formula in a file we hand out.
    return "'" + value if value[:1] in {"=", "+", "-", "@"} else value


def _head(sheet: Any, titles: tuple[str, ...], widths: tuple[int, ...]) -> None:
    sheet.append(list(titles))
    for index, width in enumerate(widths, 1):
        cell = sheet.cell(1, index)
        cell.font = font(bold=True, colour=PADA_AKSEN)
        cell.fill = PatternFill("solid", fgColor=AKSEN.lstrip("#"))
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"
    set_page(sheet, sheet.title)


def make_template(rt: Runtime, principal: Principal | None) -> bytes:
    """Make the template for a person: it lists the UPP for which the person may add layanan."""
    person = require(principal, Permission.LAYANAN_MANAGE)
    with rt.reading() as session:
        offices = list_upp(session, person.scope)
    book = Workbook()
    sheet = book.active
    sheet.title = LEMBAR
    _head(sheet, KOLOM, _WIDTHS)
    for row in sheet.iter_rows(min_row=2, max_row=BARIS_MAX + 1, max_col=len(KOLOM)):
        for cell in row:
            cell.number_format, cell.alignment = "@", _BROKEN
    if offices:
        names = DataValidation(
            type="list", formula1=f"'UPP'!$A$2:$A${len(offices) + 1}", allow_blank=True
        )
        names.error = t("Pilih UPP dari daftar pada lembar UPP.")
        sheet.add_data_validation(names)
        names.add(f"A2:A{BARIS_MAX + 1}")
    notes = book.create_sheet("Petunjuk")
    notes.column_dimensions["A"].width = 100
    for line in (
        t("Isi lembar Layanan, satu baris untuk satu layanan. Jangan ubah judul kolomnya."),
        t("UPP: nama atau kode UPP, seperti pada lembar UPP."),
        t(
            "Jenis Layanan: 3 sampai 200 karakter. Nama yang sudah ada tidak ditambahkan lagi; biaya "
            "dan standar waktunya diperbarui bila berbeda."
        ),
        t("Biaya: misalnya 0, Rp 50.000, atau Sesuai Perda. Boleh kosong."),
        t("Standar Waktu: misalnya 1 Jam atau 3 Hari Kerja. Boleh kosong."),
        t("Jangan memakai rumus dan jangan menggabung sel."),
        t("Paling banyak {n} baris dalam satu berkas.", n=format_angka(BARIS_MAX)),
        t("Setelah diunggah, Anda melihat dulu apa yang akan terjadi sebelum disimpan."),
    ):
        notes.append([line])
        notes.cell(notes.max_row, 1).alignment = _BROKEN
        set_height(notes, notes.max_row, [(line, 100)])
    set_page(notes, "Petunjuk", landscape=False, rows="")
    list_sheet = book.create_sheet("UPP")
    _head(list_sheet, (t("Nama UPP"), t("Kode")), (60, 40))
    for row, upp in enumerate(offices, start=2):
        list_sheet.append([_text(upp.nama), upp.kode])
        set_height(list_sheet, row, [(upp.nama, 60), (upp.kode, 40)])
        for cell in list_sheet[row]:
            cell.alignment = _BROKEN
    set_page(list_sheet, list_sheet.title, landscape=False)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
