"""Excel of reports, opened again: numbers, formulas with their values, text that stays text."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from sekampadi.reports.model import Cell, Format, Table
from sekampadi.reports.render.excel.laporan import (
    Rows,
    number_format,
    render_laporan_xlsx,
    write_laporan,
)
from sekampadi.reports.render.excel.xlsx import sheet_title
from tests.reports.laporan_contoh import NAMA_200, empty, full


def _books(body: bytes) -> tuple[Any, Any]:
    return load_workbook(io.BytesIO(body)), load_workbook(io.BytesIO(body), data_only=True)


def test_numbers_are_numbers_and_formulas_have_their_values():
    formulas, values = _books(render_laporan_xlsx(full()))
    assert formulas.sheetnames == ["Ringkasan", "Nilai per unsur", "Saran"]
    sheet, known = formulas["Nilai per unsur"], values["Nilai per unsur"]
    assert sheet.freeze_panes == "A2"
    # On paper no column stands on a page of its own.
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$1")
    assert sheet["B2"].value == 101
    assert sheet["C2"].value == "=ROUND(B2/'Ringkasan'!$B$7,2)"
    assert formulas["Ringkasan"]["B7"].value == 29
    assert known["C2"].value == 3.48
    assert sheet["B11"].value == "=SUM(B2:B10)"
    assert known["B11"].value == 905
    assert sheet["C11"].value == "=ROUND(B11/'Ringkasan'!$B$7*0.111*25,2)"
    assert known["C11"].value == 86.6
    assert sheet["C11"].number_format == "#,##0.00"
    assert all(sheet.column_dimensions[c].width >= 7 for c in "ABCD")
    summary = [row[:3] for row in values["Ringkasan"].iter_rows(values_only=True)]
    assert ("Nilai IKM", 86.6, None) in summary
    assert ("Responden", 29, "orang") in summary
    assert ("Penerima", "belum diisi", None) in summary


def test_texts_never_become_formulas():
    for nama in ("=1+1", "+1", "@SUM(1)", "-1", NAMA_200, "a\x00b\ud800"):
        formulas, _ = _books(render_laporan_xlsx(full(nama)))
        for sheet in formulas:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        assert cell.value.startswith(("=ROUND(", "=SUM("))
        saran = formulas["Saran"]
        assert [saran.cell(i, 2).data_type for i in range(2, 7)] == ["s"] * 5
        assert saran["A2"].value.date() == date(2023, 3, 31)
        assert saran["C2"].value == -0.35


def test_an_empty_report_opens():
    _, values = _books(render_laporan_xlsx(empty()))
    assert values["Nilai"]["A2"].value == "Jumlah"
    assert values["Ringkasan"]["B5"].value == "belum ada data"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (Cell(1000, Format.BULAT), "#,##0"),
        (Cell(Decimal("86.60"), Format.DESIMAL), "#,##0.00"),
        (Cell(Decimal("58.6"), Format.PERSEN), '#,##0.0" %"'),
        (Cell(Decimal("0.35"), Format.SELISIH), "+#,##0.00;-#,##0.00;#,##0.00"),
        (Cell(date(2023, 1, 1), Format.TANGGAL), "dd-mm-yyyy"),
    ],
)
def test_number_formats(cell: Cell, expected: str):
    assert number_format(cell) == expected


def test_sheet_names_are_accepted_by_excel():
    assert sheet_title("a/b\\c?*[]:" + "x" * 40)[:5] == "a b c"
    assert sheet_title("", ()) == "Lembar"
    long = "Rekapitulasi hasil SKM satuan kerja"
    assert sheet_title(long) == "Rekapitulasi hasil SKM satuan"
    assert sheet_title(long, ["rekapitulasi hasil skm satuan"])[-2:] == " 2"
    assert sheet_title("UPP tanpa jawaban pada periode ini") == "UPP tanpa jawaban pada periode"
    assert sheet_title("Usia", ["usia"]) == "Usia 2"
    assert len(sheet_title("y" * 60, ["y" * 31, "y" * 27 + " 2"])) <= 31


def test_many_lines_are_streamed_and_their_sum_is_a_formula_with_a_value(tmp_path: Path):
    taken = 0

    def lines() -> Iterator[tuple[object, ...]]:
        nonlocal taken
        for i in range(30_000):
            taken += 1
            yield (i + 1, 3, date(2023, 1, 1), "=x")

    gap = Cell(None, empty="")
    total = (Cell("Jumlah"), Cell(90_000, Format.BULAT, rumus="SUM({kolom})"), gap, gap)
    path = tmp_path / "x.xlsx"
    write_laporan(
        path, full(), [Rows("Jawaban", ("No.", "U1", "Tanggal", "Teks"), lines(), (total,))]
    )
    assert taken == 30_000
    assert not list(tmp_path.glob("*.draft"))
    values = load_workbook(path, data_only=True, read_only=True)["Jawaban"]
    rows = list(values.iter_rows(min_row=30_001, values_only=True))
    assert rows[0][:2] == (30_000, 3)
    assert rows[1][:2] == ("Jumlah", 90_000)
    assert zipfile.ZipFile(path).testzip() is None


def test_a_long_table_is_looked_at_as_often_as_a_short_one(monkeypatch: pytest.MonkeyPatch):
    asked, numeric = [], Table.numeric.fget  # type: ignore[attr-defined]

    def counting(table: Table) -> tuple[bool, ...]:
        asked.append(table.kunci)
        return numeric(table)

    monkeypatch.setattr(Table, "numeric", property(counting))
    counts = []
    for lines in (2, 200):
        asked.clear()
        rows = tuple((Cell(i, Format.BULAT), Cell("a")) for i in range(lines))
        long = Table("long", "Panjang", ("No.", "Teks"), rows)
        render_laporan_xlsx(replace(full(), tables=(long,)))
        counts.append(asked.count("long"))
    assert counts[0] == counts[1] > 0
