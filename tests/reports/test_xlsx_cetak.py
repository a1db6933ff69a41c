"""How sheets of Excel print: across the page, one font, rows as tall as their texts."""

import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

from openpyxl import Workbook, load_workbook

from sekampadi.reports.model import Cell, Format, KeyFigure, Report, Table
from sekampadi.reports.render.excel.cetak import lines_of, set_height
from sekampadi.reports.render.excel.laporan import Rows, render_laporan_xlsx, write_laporan
from tests.reports.laporan_contoh import full, unsur_table
from tests.reports.test_halaman import table_of


def _excel(report: Report) -> Any:
    return load_workbook(io.BytesIO(render_laporan_xlsx(report)))


def test_every_sheet_prints_as_it_reads():
    noted = replace(unsur_table(), notes=("Catatan " * 60,))
    book = _excel(replace(full("Seni & Budaya"), tables=(noted, table_of("A", 3)), sections=()))
    for sheet_ in book:
        assert sheet_.page_setup.paperSize == 9
        assert (sheet_.page_setup.fitToWidth, sheet_.page_setup.fitToHeight) == (1, 0)
        assert sheet_.oddFooter.right.text == "Halaman &P dari &N"
        assert sheet_.oddHeader.left.text.startswith("Seni && Budaya")
        fonts = {cell.font.name for row in sheet_.iter_rows() for cell in row if cell.value}
        assert fonts == {"Calibri"}
    table = book["Nilai per unsur"]
    (merged,) = table.merged_cells.ranges
    assert merged.coord == "A12:D12"
    # As tall as the note needs to be read whole.
    assert table.row_dimensions[12].height > 60


def test_key_figures_stand_beneath_each_other_whatever_they_are():
    figures = (KeyFigure("a", "Nilai IKM", Cell(1)), KeyFigure("b", "Mutu", Cell("B")))
    sheet = _excel(replace(full(), figures=figures))["Ringkasan"]
    found = {row[0].value: row[1].alignment.horizontal for row in sheet.iter_rows()}
    assert (found["Nilai IKM"], found["Mutu"]) == ("right", "right")


def test_a_long_heading_takes_two_lines_rather_than_a_wide_column():
    table = Table("A", "A", ("Nama", "Tindak lanjut: tidak"), ((Cell("Biro"), Cell("")),))
    sheet = _excel(replace(full(), tables=(table,), sections=()))["A"]
    assert sheet.column_dimensions["B"].width == 13.5
    assert sheet.row_dimensions[1].height == 31


def test_a_row_is_as_tall_as_its_longest_text():
    assert lines_of("", 10) == 1
    assert lines_of("pendek", 10) == 1
    assert lines_of("satu dua tiga empat", 10) == 2
    assert lines_of("x" * 200, 20) >= 10
    assert lines_of("a\nb", 10) == 2
    # Counted by letters this took a third line, which stayed empty.
    saran = (
        "Biayanya sesuai dengan yang tertulis, tidak ada tambahan, tetapi persyaratannya terlalu "
        "banyak, padahal sebagian datanya sudah ada di pemerintah"
    )
    assert lines_of(saran, 70) == 2
    assert lines_of("и" * 200 + "\ud800", 10) > 1


def test_a_line_of_calibri_is_fifteen_points_tall_as_excel_makes_it():
    sheet = Workbook().active
    set_height(sheet, 1, [("satu dua tiga empat", 10), ("pendek", 10)])
    set_height(sheet, 2, [("pendek", 10)])
    set_height(sheet, 3, [("x" * 2000, 10)])
    # One point more keeps the last line from the border; no row may be taller than 409.
    assert [sheet.row_dimensions[row].height for row in (1, 2, 3)] == [31, None, 409]


def test_a_suggestion_of_many_lines_is_written_small_in_a_report():
    listed = "\n".join(f"butir {n}" for n in range(34))
    long = replace(table_of("A", 1), rows=((Cell("a"), Cell(listed), Cell(1)),))
    sheet = _excel(replace(full(), tables=(long,), sections=()))["Tabel A"]
    assert [(c.value, c.font.size) for c in sheet[2]] == [("a", 11), (listed, 8), (1, 11)]
    assert sheet.row_dimensions[2].height == 383.5


def test_means_divide_by_the_rows_that_are_counted(tmp_path: Any):
    total = (Cell("Jumlah"), Cell(6, Format.BULAT, rumus="SUM({kolom})"))
    mean = (
        Cell("NRR"),
        Cell(Decimal("3.00"), Format.DESIMAL, rumus="ROUND({total:0:1}/COUNT({kolom}),2)"),
    )
    path = tmp_path / "x.xlsx"
    write_laporan(path, full(), [Rows("Jawaban", ("No.", "U1"), [(1, 3), (2, 3)], (total, mean))])
    assert load_workbook(path)["Jawaban"]["B5"].value == "=ROUND(B4/COUNT(B2:B3),2)"
