"""The sheets of a report in Excel, cell by cell: what is bold, what is summed, what an empty one says."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from sekampadi import theme
from sekampadi.reports.model import Cell, Format, KeyFigure, Report, Table
from sekampadi.reports.render.excel.laporan import Rows, render_laporan_xlsx, write_laporan
from tests.reports.laporan_contoh import KOP

D = Decimal
TABLE = Table(
    "unsur",
    "Nilai",
    ("Unsur", "Jumlah", "NRR", "Mutu"),
    (
        (Cell("Persyaratan"), Cell(10, Format.BULAT), Cell(D("3.10"), Format.DESIMAL), Cell("A", Format.MUTU)),
        (Cell("Prosedur"), Cell(20, Format.BULAT), Cell(None, Format.DESIMAL), Cell("D", Format.MUTU)),
    ),
    (
        (Cell("Jumlah"), Cell(30, Format.BULAT, rumus="SUM({kolom})"), Cell(D("3.10"), Format.DESIMAL, rumus="{sel:1}/{angka:n}"), Cell(None, Format.MUTU)),
        (Cell("Rata-rata"), Cell(15, Format.BULAT, rumus="{total:0:1}/2"), Cell(D("1.00"), Format.DESIMAL, rumus="SUM({kolom:1})/{angka:tidak_ada}"), Cell(None)),
    ),
    notes=("Catatan kaki.",),
)  # fmt: skip
EMPTY = Table("kosong", "", ("Unsur", "Jumlah"), (), ((Cell("Jumlah"), Cell(0, Format.BULAT, rumus="SUM({kolom})")),))  # fmt: skip


def report(*tables: Table, subtitle: str = "Biro", unit: str = "orang") -> Report:
    return Report(
        "laporan",
        "LAPORAN",
        subtitle,
        {**KOP},
        (KeyFigure("n", "Responden", Cell(29, Format.BULAT), unit),),
        tables,
        ("Pembuka.", "Penutup."),
        ("Kecil.", "Kecil sekali."),
    )


def opened(made: Report, rows: Sequence[Rows] = (), folder: Path | None = None) -> tuple[Any, Any]:
    """Return the file as it is written, and as it is read without calculating."""
    if folder is None:
        body = render_laporan_xlsx(made)
        return load_workbook(io.BytesIO(body)), load_workbook(io.BytesIO(body), data_only=True)
    path = folder / "x.xlsx"
    write_laporan(path, made, rows)
    return load_workbook(path), load_workbook(path, data_only=True)


def test_the_first_sheet_says_all_in_order() -> None:
    sheet = opened(report(TABLE))[0]["Ringkasan"]
    lines = [tuple(c.value for c in row) for row in sheet.iter_rows(max_col=3)]
    assert lines == [
        ("PEMERINTAH PROVINSI", None, None),
        ("LAPORAN", None, None),
        ("Biro", None, None),
        (None, None, None),
        ("Responden", 29, "orang"),
        (None, None, None),
        ("Pembuka.", None, None),
        (None, None, None),
        ("Penutup.", None, None),
        (None, None, None),
        ("Kecil.", None, None),
        ("Kecil sekali.", None, None),
    ]
    bold = {row for row in range(1, 13) if sheet.cell(row, 1).font.b}
    assert bold == {1, 2, 3, 5}
    sizes = [sheet.cell(row, 1).font.sz for row in (2, 3, 7, 11)]
    assert sizes == [14, 12, 11, 9]
    without = opened(report(TABLE, subtitle="", unit=""))[0]["Ringkasan"]
    assert [c.value for c in without["A"]][:4] == [
        "PEMERINTAH PROVINSI",
        "LAPORAN",
        None,
        "Responden",
    ]
    assert without["C4"].value is None


def test_a_file_names_who_made_it() -> None:
    book, _ = opened(report(TABLE))
    assert book.properties.title == "LAPORAN – Biro"
    assert book.properties.creator == "PEMERINTAH PROVINSI"
    long = Report("laporan", "LAPORAN", "", {"instansi": "x" * 300}, (), (), (), ())
    assert len(opened(long)[0].properties.creator) == 250
    nameless = Report("laporan", "LAPORAN", "x" * 300, {}, (), (), (), ())
    properties = opened(nameless)[0].properties
    assert properties.creator == "SeKaM Padi"
    assert len(properties.title) == 250


def test_a_table_has_its_lines_its_sums_and_its_notes() -> None:
    formulas, known = opened(report(TABLE))
    sheet = formulas["Nilai"]
    assert [c.value for c in sheet[1]] == ["Unsur", "Jumlah", "NRR", "Mutu"]
    lines = [tuple(c.value for c in row) for row in sheet.iter_rows(min_row=2)]
    assert lines == [
        ("Persyaratan", 10, 3.1, "A"),
        ("Prosedur", 20, "–", "D"),
        ("Jumlah", "=SUM(B2:B3)", "=B4/'Ringkasan'!$B$5", "–"),
        # What names a key figure that is not there stays a plain number.
        ("Rata-rata", "=B4/2", 1, "–"),
        ("Catatan kaki.", None, None, None),
    ]
    values = [tuple(c.value for c in row) for row in known["Nilai"].iter_rows(min_row=4, max_row=5)]
    assert values == [("Jumlah", 30, 3.1, "–"), ("Rata-rata", 15, 1, "–")]


def test_a_list_before_the_sheets_leads_to_each(tmp_path: Path) -> None:
    path, named = tmp_path / "x.xlsx", replace(TABLE, lembar="Biro's")
    write_laporan(path, report(named, EMPTY), [long(1)], contents=True)
    book = load_workbook(path)
    names = ["Ringkasan", "Biro's", "kosong", "Jawaban"]
    assert book.sheetnames == ["Daftar isi", *names]
    lines = list(book["Daftar isi"].iter_rows(min_row=2))
    titles = ["Ringkasan", "Nilai", "kosong", "Jawaban"]
    assert [(a.value, b.value) for a, b in lines] == list(zip(names, titles, strict=True))
    places = [f"'{name.replace(chr(39), chr(39) * 2)}'!A1" for name in names]
    assert [a.hyperlink.location for a, _ in lines] == places
    # Formulas still name the sheet that they rest on, and have their values.
    assert load_workbook(path, data_only=True)["Biro's"]["C4"].value == 3.1


def test_a_formula_has_one_value_beside_it_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write_laporan(path, report(TABLE), [long(1, SUMS)])
    assert [p.name for p in tmp_path.iterdir()] == ["x.xlsx"]
    with zipfile.ZipFile(path) as book:
        table, rows = (book.read(f"xl/worksheets/sheet{i}.xml").decode() for i in (2, 3))
        # What is in the file beside the sheets is still there.
        assert {"xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"} <= {*book.namelist()}
    assert "<f>SUM(B2:B3)</f><v>30</v></c>" in table
    assert "<f>SUM(D2:D2)</f><v>5</v></c>" in rows
    assert table.count("<f>") == 3
    assert "<v></v>" not in table
    assert "<v/>" not in table


def test_sums_are_bold_on_a_ground_of_their_own_and_numbers_stand_to_the_right() -> None:
    sheet = opened(report(TABLE))[0]["Nilai"]
    ground = theme.AKSEN_MUDA.lstrip("#")
    for row in range(2, 6):
        for cell in sheet[row]:
            total = row >= 4
            assert cell.fill.fgColor.rgb.endswith(ground) is total, cell.coordinate
            assert (cell.border.top.style == "thin") is total
            if cell.column != 4:
                assert bool(cell.font.b) is total
        sides = [c.alignment.horizontal for c in sheet[row]]
        assert sides == ["left", "right", "right", "left"]
    # A class has its colour, a gap has none.
    colours = [sheet.cell(row, 4).font.color for row in (2, 3)]
    assert [c.rgb[-6:] for c in colours] == [theme.MUTU[m].lstrip("#") for m in "AD"]
    # Words may need a second line, numbers never.
    assert (sheet["A2"].alignment.wrap_text, sheet["B2"].alignment.wrap_text) == (True, None)
    assert sheet["C2"].number_format == "#,##0.00"
    assert sheet["B2"].number_format == "#,##0"


def test_an_empty_table_says_so_and_sums_nothing() -> None:
    formulas, known = opened(report(EMPTY))
    sheet = formulas["kosong"]
    assert list(sheet.values) == [("Unsur", "Jumlah"), ("Jumlah", 0), ("Belum ada data.", None)]
    assert known["kosong"]["B2"].value == 0


def long(count: int, *totals: tuple[Cell, ...]) -> Rows:
    lines = ((i, date(2023, 1, 1 + i % 28), f"=baris {i}", 2.5) for i in range(1, count + 1))
    return Rows("Jawaban", ("No.", "Tanggal", "Saran", "Nilai dengan judul panjang"), lines, totals)


SUMS = (Cell("Jumlah seluruhnya"), Cell(None, empty=""), Cell(None, empty=""), Cell(D(5), Format.BULAT, rumus="SUM({kolom})"))  # fmt: skip
MEANS = (Cell("Rata-rata"), Cell(None, empty=""), Cell(None, empty=""), Cell(D("2.5"), Format.DESIMAL, rumus="{total:0:3}/2"))  # fmt: skip


def test_a_long_table_is_written_line_by_line_with_its_sums_beneath(tmp_path: Path) -> None:
    formulas, known = opened(report(), [long(2, SUMS, MEANS)], tmp_path)
    sheet = formulas["Jawaban"]
    # Whoever scrolls sees the heading and the number.
    assert sheet.freeze_panes == "B2"
    assert (sheet.page_setup.fitToWidth, sheet.print_title_rows) == (1, "$1:$1")
    lines = [tuple(c.value for c in row) for row in sheet.iter_rows()]
    assert lines[0] == ("No.", "Tanggal", "Saran", "Nilai dengan judul panjang")
    assert [line[0] for line in lines[1:3]] == [1, 2]
    assert [(c.value.date(), c.number_format) for c in (sheet["B2"], sheet["B3"])] == [
        (date(2023, 1, 2), "dd-mm-yyyy"),
        (date(2023, 1, 3), "dd-mm-yyyy"),
    ]
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("=baris 1", "s")
    assert [line[::3] for line in lines[3:]] == [
        ("Jumlah seluruhnya", "=SUM(D2:D3)"),
        ("Rata-rata", "=D4/2"),
    ]
    assert [known["Jawaban"][at].value for at in ("D4", "D5")] == [5, 2.5]
    assert sheet["D4"].font.b
    assert sheet["A1"].font.b


def test_a_long_table_without_lines_has_its_heading_and_plain_sums(tmp_path: Path) -> None:
    formulas, _ = opened(report(), [long(0, SUMS)], tmp_path)
    lines = [tuple(c.value for c in row) for row in formulas["Jawaban"].iter_rows()]
    assert [line[0] for line in lines] == ["No.", "Jumlah seluruhnya"]
    assert lines[1][3] == 5
    formulas, _ = opened(report(), [long(1)], tmp_path)
    assert formulas["Jawaban"].max_row == 2


@pytest.mark.parametrize(
    ("title", "width"), [("No.", 8), ("Nilai dengan judul panjang", 29), ("Tanggal", 10)]
)
def test_columns_of_a_long_table_are_as_wide_as_their_headings(
    title: str, width: float, tmp_path: Path
) -> None:
    sheet = opened(report(), [long(1)], tmp_path)[0]["Jawaban"]
    at = [c.value for c in sheet[1]].index(title)
    assert sheet.column_dimensions["ABCD"[at]].width == width


def test_two_tables_of_one_name_have_sheets_of_two_names() -> None:
    book = opened(report(TABLE, TABLE, EMPTY))[0]
    assert book.sheetnames == ["Ringkasan", "Nilai", "Nilai 2", "kosong"]
    assert book["Nilai 2"]["B4"].value == "=SUM(B2:B3)"
