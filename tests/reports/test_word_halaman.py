"""How tables lie on the pages of Word: lines that stay together, headings that are not broken."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from reportlab.pdfbase.pdfmetrics import stringWidth

from sekampadi.reports.model import Cell, Format, Report, Section, Table
from sekampadi.reports.render.docx import render_docx
from tests.reports.laporan_contoh import full
from tests.reports.test_halaman import WORDS, only, table_of


def _word(report: Report) -> Any:
    return Document(io.BytesIO(render_docx(report)))


def test_a_word_file_bears_the_day_on_which_it_was_made():
    about = _word(full()).core_properties
    made = about.created.replace(tzinfo=UTC)
    assert abs(datetime.now(UTC) - made) < timedelta(minutes=10)
    assert about.modified.replace(tzinfo=UTC) == made
    assert about.author == "PEMERINTAH PROVINSI"


@pytest.mark.parametrize(("count", "free"), [(4, [4]), (10, [10]), (20, [*range(3, 18), 20])])
def test_word_keeps_lines_together(count: int, free: list[int]):
    table = _word(only(table_of("A", count))).tables[1]
    kept = [row._tr.find(f".//{qn('w:keepNext')}") is not None for row in table.rows]
    # Line 0 is the head; who is free may stand last on a page.
    assert [i for i, keep in enumerate(kept) if not keep] == free
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_word_keeps_two_lines_with_the_totals():
    total = (Cell("Jumlah"), Cell(WORDS), Cell(1, Format.BULAT))
    table = _word(only(replace(table_of("A", 20), totals=(total, total)))).tables[1]
    kept = [row._tr.find(f".//{qn('w:keepNext')}") is not None for row in table.rows]
    # Lines 19 and 20 are the last rows, 21 and 22 the totals.
    assert [i for i, keep in enumerate(kept) if not keep] == [*range(3, 19), 22]


@pytest.mark.parametrize("landscape", [False, True])
def test_no_word_of_a_heading_is_broken_in_word(landscape: bool):
    heads = (
        "No.",
        "UPP",
        "Responden",
        "IKM",
        "Margin ±",
        "Mutu",
        "Perubahan",
        "Kedudukan",
        "Catatan",
    )
    rows = tuple((*(Cell("x") for _ in heads[:-1]), Cell(WORDS)) for _ in range(3))
    report = replace(only(Table("x", "X", heads, rows)), landscape=landscape)
    table = _word(report).tables[1]
    for cell, column in zip(table.rows[0].cells, table._tbl.tblGrid, strict=True):
        size = int(cell._tc.find(f".//{qn('w:sz')}").get(qn("w:val"))) / 2
        room = int(column.get(qn("w:w"))) / 20 - 8
        assert all(
            stringWidth(word, "Lato-Bold", size) * 1.28 <= room for word in cell.text.split()
        )


def test_arabic_runs_leftward_in_word():
    table = replace(
        table_of("A", 1), rows=((Cell("جزاكم الله خيرا"), Cell(WORDS * 2), Cell(1, Format.BULAT)),)
    )
    cell = _word(only(table)).tables[1].rows[1].cells[0]
    assert cell.text == "جزاكم الله خيرا"
    assert cell._tc.find(f".//{qn('w:bidi')}") is not None


def test_short_narrow_tables_stand_in_pairs_in_word():
    narrow = [table_of(k, 4, "x") for k in "ABC"]
    report = replace(
        only(*narrow, table_of("D", 4)), sections=(Section("Profil", ("A", "B", "C", "D")),)
    )
    tables = _word(report).tables
    assert [len(t._tbl.findall(f".//{qn('w:tbl')}")) for t in tables] == [0, 2, 1, 0]
