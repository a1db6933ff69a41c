"""Tables as Excel files, opened again: sheets that are full, lines, moments, what stands beside them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from sekampadi.reports.render.excel.xlsx import (
    MAX_ROWS,
    SheetColumn,
    clean_text,
    safe_text,
    sheet_title,
    write_table,
)

COLUMNS = (
    SheetColumn("No.", "number", 8),
    SheetColumn("Hari", "date", 17),
    SheetColumn("Saran", "text", 28),
)
PAGI = datetime(2023, 5, 1, 23, 30, tzinfo=UTC)
"""Half past six in the morning of the next day, in the province."""
PAGI_WIB = datetime(2023, 5, 2, 6, 30)  # noqa: DTZ001 - a cell knows no zones


def written(path: Path, lines: Sequence[tuple[object, ...]], title: str = "Jawaban") -> Any:
    facts = [("Pencarian", "=1"), ("Dibuat pada", PAGI), ("Tahun", 2023)]
    told: list[int] = []
    made = write_table(path, title, COLUMNS, lines, facts, progress=told.append, max_rows=4)
    assert made == len(lines)
    assert told == [*range(1, len(lines) + 1)]
    return load_workbook(path)


def test_a_full_sheet_is_followed_by_another_with_the_same_heading(tmp_path: Path) -> None:
    lines = [(i, date(2023, 5, i), f"saran {i}") for i in range(1, 8)]
    book = written(tmp_path / "x.xlsx", lines)
    assert book.sheetnames == ["Jawaban", "Keterangan", "Jawaban 2", "Jawaban 3"]
    found = []
    for name, last in (("Jawaban", 4), ("Jawaban 2", 4), ("Jawaban 3", 2)):
        sheet = book[name]
        assert sheet.max_row == last
        assert [c.value for c in sheet[1]] == ["No.", "Hari", "Saran"]
        # Whoever scrolls sees the heading, and whoever filters filters all lines.
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:C{last}"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$1"
        found += [c.value for row in sheet.iter_rows(min_row=2) for c in row[:1]]
    assert found == [1, 2, 3, 4, 5, 6, 7]
    assert book["Keterangan"]["B4"].value == 7


def test_a_sheet_of_excel_has_two_to_the_twentieth_rows() -> None:
    assert MAX_ROWS == 2**20


def test_days_moments_and_gaps_are_what_they_are(tmp_path: Path) -> None:
    lines = [(1, date(2023, 5, 1), ""), (2, "belum", "=1+1"), (3, date(2023, 5, 3), "ya")]
    sheet = written(tmp_path / "x.xlsx", lines)["Jawaban"]
    for row, tanggal in ((2, date(2023, 5, 1)), (4, date(2023, 5, 3))):
        cell = sheet.cell(row, 2)
        assert (cell.value.date(), cell.number_format) == (tanggal, "dd-mm-yyyy")
    assert sheet["B3"].value == "belum"
    # Nothing is an empty cell, not an empty text.
    assert (sheet["C2"].value, sheet["C2"].data_type) == (None, "n")
    risky = sheet["C3"]
    assert (risky.value, risky.data_type, risky.quotePrefix) == ("=1+1", "s", True)
    [(_, moment, _)] = written(tmp_path / "y.xlsx", [(1, PAGI, "")])["Jawaban"].iter_rows(min_row=2)
    assert (moment.value, moment.number_format) == (PAGI_WIB, "dd-mm-yyyy hh:mm")


def test_a_heading_stands_where_what_is_below_it_stands(tmp_path: Path) -> None:
    sheet = written(tmp_path / "x.xlsx", [(1, date(2023, 5, 1), "ya")])["Jawaban"]
    assert [c.alignment.horizontal for c in sheet[1]] == ["right", "left", "left"]
    # A day keeps away from the number before it, as its heading does.
    assert [c.alignment.indent for c in sheet[1]] == [0, 1, 1]
    assert sheet["B2"].alignment.indent == 1


def test_what_a_cell_is_does_not_change_with_the_cells_below_it(tmp_path: Path) -> None:
    long = "kata " * 40
    lines = [(1, date(2023, 5, 1), f"={long}"), (2, PAGI, long), (3, date(2023, 5, 3), f"={long}")]
    sheet = written(tmp_path / "x.xlsx", lines)["Jawaban"]
    assert [bool(sheet.cell(row, 3).quotePrefix) for row in (2, 3, 4)] == [True, False, True]
    formats = [sheet.cell(row, 2).number_format for row in (2, 3, 4)]
    assert formats == ["dd-mm-yyyy", "dd-mm-yyyy hh:mm", "dd-mm-yyyy"]


def test_a_text_too_long_for_a_row_is_written_small_so_that_all_of_it_is_seen(
    tmp_path: Path,
) -> None:
    listed = "\n".join(f"butir {n}" for n in range(34))
    lines = [(1, "", listed), (2, "", "=" + listed), (3, "", "\n".join("x" * 27))]
    sheet = written(tmp_path / "x.xlsx", lines)["Jawaban"]
    assert [sheet.cell(row, 3).font.size for row in (2, 3, 4)] == [8, 8, 11]
    assert [sheet.cell(row, 3).value for row in (2, 3)] == [listed, "=" + listed]
    assert [bool(sheet.cell(row, 3).quotePrefix) for row in (2, 3)] == [False, True]
    # 34 lines of 11.25 points, and 27 of 15; Excel knows no row above 409.
    assert [sheet.row_dimensions[row].height for row in (2, 3, 4)] == [383.5, 383.5, 406]
    assert {sheet.cell(row, 3).alignment.vertical for row in (2, 3, 4)} == {"top"}


def test_a_tall_row_begins_at_its_top_and_is_as_tall_as_its_text(tmp_path: Path) -> None:
    lines = [(1, date(2023, 5, 1), "kata " * 40), (2, date(2023, 5, 2), "ya"), (3, "", "=" * 99)]
    sheet = written(tmp_path / "x.xlsx", lines)["Jawaban"]
    heights = [sheet.row_dimensions[row].height for row in (2, 3, 4)]
    # 28 figures of 5.57 points less the indent are 149 points: six words of 20, with blanks of 2
    assert heights[0] == 15 * 7 + 1
    assert heights[1] is None
    assert heights[2] == 15 * 5 + 1  # 24 letters of 6.1 points a line
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {(c.alignment.vertical, c.alignment.wrap_text) for c in cells} == {("top", True)}


def test_the_second_sheet_says_what_the_file_is(tmp_path: Path) -> None:
    sheet = written(tmp_path / "x.xlsx", [])["Keterangan"]
    assert list(sheet.values) == [
        ("Pencarian", "=1"),
        ("Dibuat pada", PAGI_WIB),
        ("Tahun", 2023),
        ("Jumlah baris", 0),
    ]
    assert (sheet["B1"].data_type, sheet["B1"].quotePrefix) == ("s", True)
    assert sheet["B2"].number_format == "dd-mm-yyyy hh:mm"
    assert all(row[0].font.b for row in sheet.iter_rows())
    assert {row[1].alignment.horizontal for row in sheet.iter_rows(min_row=2)} == {"left"}


def test_a_table_without_lines_still_has_its_heading(tmp_path: Path) -> None:
    sheet = written(tmp_path / "x.xlsx", [], "Tabel/baru " + "x" * 40)
    first = sheet.worksheets[0]
    assert first.title == "Tabel baru " + "x" * 20
    assert first.auto_filter.ref == "A1:C1"


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a\x00b", "a_x0000_b"),
        ("a\x1fb\nc\td", "a_x001F_b\nc\td"),
        ("_x0041_ tetap", "_x005F_x0041_ tetap"),
        ("a\ud800b\uffff", "ab_xFFFF_"),
        ("bagus 👍", "bagus 👍"),
    ],
)
def test_a_text_that_no_file_can_hold_is_written_so_that_excel_reads_it(
    text: str, safe: str
) -> None:
    assert safe_text(text) == safe


def test_a_document_leaves_out_what_it_cannot_hold() -> None:
    assert clean_text("a\x00b\x1f\ud800c\uffff\n👍") == "abc\n👍"


def test_the_name_of_a_sheet_is_as_long_as_excel_allows_and_no_other_has_it() -> None:
    assert sheet_title("x" * 31) == "x" * 31
    assert sheet_title("x" * 32) == "x" * 31
    # Up to 31 letters the last word stays whole; a longer name ends before its last word.
    assert sheet_title("a" * 26 + " kata") == "a" * 26 + " kata"
    assert sheet_title("a" * 27 + " kata") == "a" * 27
    # A word that ends with the last letter stays, one that ends a letter later does not.
    assert sheet_title("a" * 26 + " kata lagi") == "a" * 26 + " kata"
    assert sheet_title("a" * 27 + " kata lagi") == "a" * 27
    assert sheet_title("' usia '") == "usia"
    assert sheet_title("Usia", ["USIA", "usia 2", "Lain"]) == "Usia 3"
    assert sheet_title("y" * 40, ["y" * 31]) == "y" * 27 + " 2"
