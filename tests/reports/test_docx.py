"""Word of reports, opened again: real headings, repeated heads, pictures with words."""

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from sekampadi.reports.model import Report
from sekampadi.reports.render.docx import render_docx
from tests.reports.baca import docx_tables
from tests.reports.laporan_contoh import HOSTILE, NAMA_200, empty, full


def _open(report: Report) -> Any:
    return Document(io.BytesIO(render_docx(report)))


def test_headings_tables_and_pictures():
    document = _open(full())
    styles = [(p.style.name, p.text) for p in document.paragraphs if p.text]
    assert ("Title", "LAPORAN") in styles
    assert ("Heading 1", "Hasil") in styles
    assert ("Heading 2", "Nilai per unsur") in styles
    _, unsur, saran = document.tables
    figures, *_ = docx_tables(render_docx(full()))
    assert figures[0] == ["Nilai IKM", "86,60"]
    assert figures[2] == ["Penerima", "belum diisi"]
    assert [c.text for c in unsur.rows[4].cells] == ["U4 Biaya/tarif", "109", "3,76", "B"]
    assert [c.text for c in unsur.rows[10].cells] == ["Nilai IKM", "905", "86,60", "–"]
    assert len(saran.rows) == 6
    for table in (unsur, saran):
        heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert heads == [True] + [False] * (len(table.rows) - 1)
    assert len(document.inline_shapes) == 4  # the mark and three charts
    for shape in document.inline_shapes:
        assert shape._inline.docPr.get("descr")
        assert shape.width <= document.sections[0].page_width
    footer = document.sections[0].footer._element.xml
    assert "NUMPAGES" in footer
    assert "PAGE" in footer
    assert document.core_properties.language == "id-ID"


@pytest.mark.parametrize("nama", [NAMA_200, HOSTILE, "W" * 200, " ", "]]>&amp;", "a\ud800b"])
@pytest.mark.parametrize("landscape", [False, True])
def test_hostile_names_stay_text_and_tables_fit_the_page(nama: str, landscape: bool):
    body = render_docx(full(nama, landscape=landscape))
    document = Document(io.BytesIO(body))
    page = document.sections[0]
    room = page.page_width - page.left_margin - page.right_margin
    for table in document.tables:
        assert sum(int(c.get(qn("w:w"))) for c in table._tbl.tblGrid) * 635 <= room + 20000
    texts = [c for row in docx_tables(body)[2] for c in row]
    assert any("<script>alert(1)</script> & \"Biro\" 'x' 😀  ≤ =1+1" in x for x in texts)
    assert (page.page_width > page.page_height) is landscape


def test_an_empty_period_says_so():
    figures, table, *_ = docx_tables(render_docx(empty()))
    assert figures[0][1] == "belum ada data"
    assert table[1][0] == "Belum ada data."
