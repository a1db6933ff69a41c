"""Statistics of an annual report on paper: what no form may tell, and what each carries."""

import io
from decimal import Decimal

import pypdfium2
import pytest
from docx import Document

from sekampadi.domain.survei.responden import words_of
from sekampadi.domain.tahunan.statistik.hasil import N_KELOMPOK
from sekampadi.reports.build.olah.statistik import statistik_tables
from sekampadi.reports.render.docx import render_docx
from sekampadi.reports.render.excel.laporan import render_laporan_xlsx
from sekampadi.reports.render.pdf import render_laporan_pdf
from tests.reports.ooxml import faults
from tests.reports.statistik_contoh import (
    NAMA,
    Jawaban9,
    one_group,
    random_answers,
    random_case,
    tables_of,
    thousands,
    twelve,
)
from tests.unit.domain.tahunan.acuan import over_all_seeds


def _with_groups(sizes: dict[str, int]) -> Jawaban9:
    cells = [c for c, n in sizes.items() for _ in range(n)]
    n = len(cells)
    nilai = [[1 + (i * (at + 3) + at) % 4 for at in range(9)] for i in range(n)]
    return Jawaban9(nilai, [None] * n, one_group(n) | {"pekerjaan": cells})


@pytest.mark.parametrize(
    ("small", "told"),
    [
        ({}, True),
        ({"TNI/POLRI": 3}, False),
        ({"TNI/POLRI": 2, "Wiraswasta/Usahawan": 2}, False),
        ({"TNI/POLRI": 2, "Wiraswasta/Usahawan": 3}, True),
    ],
)
def test_no_figure_tells_how_many_people_a_small_group_has(small: dict[str, int], told: bool) -> None:  # fmt: skip
    answers = _with_groups({"ASN": 31, "Masyarakat": 27, **small})
    blok = answers.blocks()["kelompok"]
    table = tables_of(blok)["statistik_kelompok_pekerjaan"]
    # Whoever knows H and epsilon squared knows n, and by it how many were left out.
    assert ({"H", "p"} <= set(table.columns)) == told
    notes = " ".join(table.notes)
    assert ("58 jawaban" in notes) == told
    whole = " ".join([*blok.text, *notes.split(), *(c.text for row in table.rows for c in row)])
    assert not any(name in whole for name in small)
    assert ("kurang dari 5 orang" in notes) == bool(small)
    assert "Kelompok: ASN; Masyarakat." in notes
    # The Excel file is asked the same, and there no figure has more digits than on paper.
    olah = next(x for x in statistik_tables(answers.statistik) if x.kunci == "olah_kelompok")
    word = words_of("pekerjaan")
    lines = [dict(zip(olah.columns, row, strict=True)) for row in olah.rows if row[0].value == word]
    assert len(lines) == 9
    for line, row in zip(lines, table.rows, strict=True):
        assert line["Jawaban"].value == (58 if told else None)
        alike = row[0].text in {NAMA[1], NAMA[5]}  # all give it the same: nothing to compare
        for name in ("H", "p"):
            assert (line[name].value is not None) == (told and not alike)
        if alike:
            continue
        paper = dict(zip(table.columns, row, strict=True))
        same = line["p terkoreksi"].text == paper["p terkoreksi"].text
        assert (same and line["Epsilon kuadrat"].text == paper["Epsilon kuadrat"].text) != told
    # A p of another grouping may be corrected by one of this: it has no more digits either.
    digits = {
        -int(value.as_tuple().exponent)
        for row in olah.rows
        if isinstance(value := row[olah.columns.index("p terkoreksi")].value, Decimal)
    }
    assert digits == ({6} if told else {3})
    hidden = {c.text for line in lines for name, c in line.items() if name != "Derajat bebas"}
    assert told or not hidden & {"58", "58,00"}


@over_all_seeds
def test_small_groups_are_never_named(seed: int) -> None:
    answers, blocks = random_case(seed)
    blok = blocks["kelompok"]
    for kunci, cells in answers.kelompok.items():
        table = tables_of(blok).get(f"statistik_kelompok_{kunci}")
        if table is None:
            continue
        named = table.notes[0].removeprefix("Kelompok: ").partition(". Derajat")[0].split("; ")
        large = {words_of(kunci, c) for c in cells if cells.count(c) >= N_KELOMPOK}
        assert set(named) == large


@pytest.mark.parametrize(
    "answers", [twelve(), random_answers(5), thousands()], ids=["12", "some", "5000"]
)
def test_every_form_carries_the_figures(answers: Jawaban9) -> None:
    report = answers.report()
    pdf = pypdfium2.PdfDocument(render_laporan_pdf(report))
    text = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pdf).split())
    pdf.close()
    word = render_docx(report)
    assert faults(word) == []
    document = Document(io.BytesIO(word))
    told = [x.get("descr") for x in document.element.iter() if str(x.tag).endswith("}docPr")]
    for chart in report.charts:
        assert chart.alt in told
    cells = {c.text for table in document.tables for row in table.rows for c in row.cells}
    for table in report.tables:
        for row, _ in table.lines:
            for cell in row:
                # Word keeps the sign with its number by a space of its own.
                assert cell.text in {c.replace("\u00a0", " ") for c in cells} | cells
                assert cell.text in text or len(cell.text) > 20
    assert len(render_laporan_xlsx(report)) > 5000
