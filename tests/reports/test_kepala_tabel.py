"""Headings that several columns share (decree, L.3), in PDF and Word, and flat where columns are sorted."""

import io
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from sekampadi.reports.model import Cell, Report, Section, Table
from sekampadi.reports.render.csv import render_csv
from sekampadi.reports.render.docx import render_docx
from sekampadi.reports.render.pdf import render_laporan_pdf
from tests.reports.buku_contoh import book
from tests.reports.laporan_contoh import full
from tests.reports.ooxml import W, faults

COLUMNS = ("No.", "Nama", "Unsur terendah", "Unsur tertinggi", "Tindak lanjut: ada")
HEADS = (
    *(("", "No."), ("", "Nama")),
    *(("Unsur penilaian", "Terendah 1 %"), ("Unsur penilaian", "Tertinggi")),
    ("Tindak lanjut", "Ada"),
)


def _report(lines: int = 80, *, as_book: bool = False) -> Report:
    rows = tuple(
        tuple(Cell(x) for x in (f"{i}.", f"Dinas {i}", "U3", "U4", "Y")) for i in range(lines)
    )
    table = Table("rekap", "Rekap", COLUMNS, rows, paper_heads=HEADS)
    sections = (Section("Satu", ("rekap",)),)
    return replace(
        book() if as_book else full(), tables=(table,), charts=(), sections=sections, figures=()
    )


@pytest.mark.parametrize("as_book", [False, True])
def test_word_has_two_lines_of_headings_that_both_repeat(as_book: bool) -> None:
    body = render_docx(_report(as_book=as_book))
    assert faults(body) == []
    document: Any = Document(io.BytesIO(body))
    table = document.tables[-1]._tbl
    first, second, third = table.tr_lst[:3]
    words = [["".join(t.text or "" for t in c.iter(f"{W}t")) for c in r.tc_lst] for r in (first, second)]  # fmt: skip
    assert words == [
        ["No.", "Nama", "Unsur penilaian", "Tindak lanjut"],
        ["", "", "Terendah 1\xa0%", "Tertinggi", "Ada"],
    ]
    spans = [c.tcPr.find(f"{W}gridSpan") for c in first.tc_lst]
    assert [None if s is None else s.get(f"{W}val") for s in spans] == [None, None, "2", None]
    merged = [
        [None if m is None else m.get(f"{W}val") for m in (c.tcPr.find(f"{W}vMerge") for c in r.tc_lst)]
        for r in (first, second)
    ]  # fmt: skip
    assert merged == [["restart", "restart", None, None], ["continue", "continue", None, None, None]]  # fmt: skip
    repeated = [r.trPr.find(f"{W}tblHeader") is not None for r in (first, second, third)]
    assert repeated == [True, True, False]
    wide = [sum(int(c.tcPr.find(f"{W}tcW").get(f"{W}w")) for c in r.tc_lst) for r in (first, second)]  # fmt: skip
    assert abs(wide[0] - wide[1]) <= 5  # twentieths of a point, each rounded


@pytest.mark.parametrize("as_book", [False, True])
def test_each_page_of_the_pdf_has_both_lines_of_headings(as_book: bool) -> None:
    reader = PdfReader(io.BytesIO(render_laporan_pdf(_report(as_book=as_book))))
    pages = [" ".join(p.extract_text().replace("\xa0", " ").split()) for p in reader.pages]
    own = [text for text in pages if "Dinas 5" in text or "Dinas 7" in text]
    assert len(own) > 1
    for text in own:
        assert text.count("Unsur penilaian") == 1
        assert text.count("Terendah 1 %") == 1
        assert text.count("Nama") == 1


def test_where_columns_have_one_line_each_has_its_whole_name() -> None:
    assert "No.;Nama;Unsur terendah;Unsur tertinggi;Tindak lanjut: ada" in render_csv(
        _report(2)
    ).decode("utf-8-sig")


def test_headings_that_do_not_fit_the_columns_are_refused() -> None:
    with pytest.raises(ValueError, match="rekap"):
        Table("rekap", "Rekap", COLUMNS, (), paper_heads=HEADS[:-1])
