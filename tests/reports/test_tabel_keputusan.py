"""The decree's table of a perangkat daerah (L.3) from its NRR, in every form of a document."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from sekampadi.domain.ikm import Metode, compute_ikm_of_rekap
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.reports.build.bagian import unsur_table
from sekampadi.reports.model import Report, Section
from sekampadi.reports.render.csv import render_csv
from sekampadi.reports.render.docx import render_docx
from sekampadi.reports.render.excel.laporan import render_laporan_xlsx
from sekampadi.reports.render.pdf import render_laporan_pdf
from tests.reports import laporan_contoh
from tests.reports.baca import named_tables, number_of
from tests.reports.contoh import spread

SUMS = (300, 306, 278, 328, 306, 333, 350, 367, 355)
"""Of a hundred answers that have the decree's NRR."""
LINES = (
    ("3.00", "75.00", "C", "Kurang Baik"),
    ("3.06", "76.50", "C", "Kurang Baik"),
    ("2.78", "69.50", "C", "Kurang Baik"),
    ("3.28", "82.00", "B", "Baik"),
    ("3.06", "76.50", "C", "Kurang Baik"),
    ("3.33", "83.25", "B", "Baik"),
    ("3.50", "87.50", "B", "Baik"),
    ("3.67", "91.75", "A", "Sangat Baik"),  # the decree misprints 91,25
    ("3.55", "88.75", "A", "Sangat Baik"),
)
WHOLE = {Metode.SEKAMPADI: "81.11", Metode.TEPAT: "81.19"}
"""The decree prints 81,25, which is 25 times the mean rounded to 3,25."""


def _report(metode: Metode) -> Report:
    rekap = Rekap(n=100, sebaran=tuple(spread(100, s) for s in SUMS))
    table = unsur_table(compute_ikm_of_rekap(rekap, metode))
    return replace(
        laporan_contoh.full(),
        tables=(table,),
        charts=(),
        sections=(Section("Hasil SKM per unsur", ("unsur",)),),
    )


@pytest.mark.parametrize("metode", list(WHOLE))
@pytest.mark.parametrize(
    ("ending", "render"),
    [("xlsx", render_laporan_xlsx), ("docx", render_docx), ("csv", render_csv)],
)
def test_nine_lines_and_the_whole(ending: str, render: object, metode: Metode) -> None:
    assert callable(render)
    table = named_tables(ending, render(_report(metode)))["unsur"]
    for line, wanted in zip(table[1:10], LINES, strict=True):
        assert [number_of(v) for v in line[3:5]] == [
            number_of(v.replace(".", ",")) for v in wanted[:2]
        ]
        assert tuple(line[5:7]) == wanted[2:]
    assert [number_of(v) for v in table[10][3:5]] == [
        number_of("3,25"),
        number_of(WHOLE[metode].replace(".", ",")),
    ]
    assert tuple(table[10][5:7]) == ("B", "Baik")


def test_on_paper() -> None:
    pages = PdfReader(io.BytesIO(render_laporan_pdf(_report(Metode.SEKAMPADI)))).pages
    text = " ".join(" ".join(p.extract_text() for p in pages).split())
    for nrr, ikm, mutu, words in LINES:
        assert f"{nrr} {ikm} {mutu} {words}".replace(".", ",") in text
    assert "3,25 81,11 B Baik" in text
    assert "91,25" not in text
