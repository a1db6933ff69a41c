"""Filled-in templates, as people send them."""

import io
from collections.abc import Iterable, Sequence
from datetime import date

from openpyxl import load_workbook
from openpyxl.cell.cell import TYPE_STRING

from sekampadi.reports.render.excel.templat_jawaban import TemplatJawaban, render_templat_xlsx
from tests.perangkat import PERANGKAT_SEKAMPADI


class Rumus(str):
    """A formula; other texts stay texts, whatever they begin with."""

    __slots__ = ()


HARI = date(2023, 5, 10)
"""A day on paper, a few days before the tests' clock."""


def baris(
    *,
    nomor: object = None,
    tanggal: object = HARI,
    usia: object = 35,
    jenis_kelamin: object = "P",
    pendidikan: object = "D4/S-1",
    pekerjaan: object = "ASN",
    umum: object = 3,
    nilai: Sequence[object] = (3,) * 9,
    saran: object = None,
) -> list[object]:
    """Return a row in the order of the template."""
    return [nomor, tanggal, usia, jenis_kelamin, pendidikan, pekerjaan, umum, *nilai, saran]


def templat(layanan_kode: str = "layanan-a1") -> bytes:
    """Return an empty template."""
    return render_templat_xlsx(
        TemplatJawaban("UPP-A", "Layanan a1", layanan_kode, PERANGKAT_SEKAMPADI, date(2023, 5, 15))
    )


def berkas(rows: Iterable[Sequence[object]], layanan_kode: str = "layanan-a1") -> io.BytesIO:
    """Return a template with rows from the second on; None leaves a cell empty."""
    book = load_workbook(io.BytesIO(templat(layanan_kode)))
    sheet = book["Jawaban"]
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            if value is None:
                continue
            cell = sheet.cell(number, column, value)
            if isinstance(value, str) and not isinstance(value, Rumus):
                cell.data_type = TYPE_STRING
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out
