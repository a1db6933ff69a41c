"""How tables lie on pages: short ones whole, none with a line or two left behind, narrow ones in pairs."""

import io
import random
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader
from reportlab.pdfbase.pdfmetrics import stringWidth

from sekampadi.domain.izin import Role
from sekampadi.domain.periode import Periode
from sekampadi.reports.build.laporan import build_laporan_upp
from sekampadi.reports.build.small_cells import SmallCells
from sekampadi.reports.model import Cell, Format, Report, Section, Table
from sekampadi.reports.render.docx import render_docx
from sekampadi.reports.render.lembar_html import lembar_html
from sekampadi.reports.render.pdf import render_laporan_pdf, render_lembar_pdf
from sekampadi.reports.render.tabel.aksara import wide
from sekampadi.reports.render.tabel.baris import rows_of
from sekampadi.reports.render.tabel.lebar import PADDING, layout
from sekampadi.services.laporan.laporan_lengkap import load_laporan_lengkap
from sekampadi.services.sistem.runtime import Runtime
from tests.factories import make_cast, random_isian, submit
from tests.reports import contoh
from tests.reports.laporan_contoh import full
from tests.reports.test_lembar import sheet

SARAN = "Petugas menjelaskan dengan sabar dan mudah dipahami, tetapi legalisir masih perlu datang dua kali"
WORDS = "yang namanya begitu panjang sehingga tabelnya memerlukan seluruh lebar kertas"


def table_of(kunci: str, count: int, words: str = WORDS) -> Table:
    rows = tuple(
        (Cell(f"{kunci}n{i} {words}"), Cell(words), Cell(i, Format.BULAT)) for i in range(count)
    )
    return Table(kunci, f"Tabel {kunci}", ("Nama", "Uraian", "Nilai"), rows)


def only(*tables: Table) -> Report:
    return replace(full(), tables=tables, charts=(), sections=(), text=(), notes=())


def _pages(report: Report) -> list[str]:
    reader = PdfReader(io.BytesIO(render_laporan_pdf(report)))
    return [page.extract_text().replace("\xa0", " ") for page in reader.pages]


def _lines(page: str, kunci: str, count: int) -> list[int]:
    return [i for i in range(count) if f"{kunci}n{i} " in page]


def test_a_table_of_ten_lines_stands_on_one_page():
    pages = _pages(only(*(table_of(k, 10) for k in "ABCDEFG")))
    assert len(pages) > 1
    for kunci in "ABCDEFG":
        (own,) = [page for page in pages if _lines(page, kunci, 10)]
        assert len(_lines(own, kunci, 10)) == 10
        assert f"Tabel {kunci}" in own  # and its heading with it


def test_ten_tall_lines_leave_no_page_half_empty():
    """Kept on one page they would all go to the next, and what is taller than a page nowhere."""
    pages = _pages(only(table_of("A", 10), table_of("T", 9, WORDS * 6)))
    assert _lines(pages[0], "A", 10) == list(range(10))
    assert len(_lines(pages[0], "T", 9)) >= 3
    assert sum(len(_lines(page, "T", 9)) for page in pages) == 9


@pytest.mark.parametrize("before", [5, 6, 7, 8, 9, 10])
def test_one_or_two_lines_of_a_long_table_never_stand_alone(before: int):
    first, second = table_of("A", before), table_of("B", before)
    pages = _pages(only(first, second, table_of("L", 40)))
    found = [lines for page in pages if (lines := _lines(page, "L", 40))]
    assert sum(map(len, found)) == 40
    assert all(len(lines) >= 3 for lines in found), found


@pytest.mark.parametrize("count", range(20, 26))
def test_totals_never_stand_alone_on_a_page(count: int):
    totals = tuple((Cell(f"jumlah{i}"), Cell(WORDS), Cell(i, Format.BULAT)) for i in range(2))
    table = replace(table_of("L", count), totals=totals, notes=("Catatan di bawah tabel.",))
    with_totals = [page for page in _pages(only(table)) if re.search(r"jumlah\d|Catatan", page)]
    assert len(with_totals) == 1
    assert _lines(with_totals[0], "L", count)[-2:] == [count - 2, count - 1]


def test_short_narrow_tables_stand_in_pairs():
    narrow = [table_of(k, 4, "x") for k in "ABC"]
    report = replace(
        only(*narrow, table_of("D", 4)), sections=(Section("Profil", ("A", "B", "C", "D")),)
    )
    rows = rows_of(report, report.sections[0], 511)
    assert [[p.item.kunci for p in row] for row in rows] == [["A", "B"], ["C"], ["D"]]
    assert rows[0][0].width < 256 < rows[2][0].width
    (page,) = _pages(report)
    assert all(len(_lines(page, k, 4)) == 4 for k in "ABCD")


def test_a_section_of_short_tables_begins_beneath_its_heading_and_stays_whole():
    """On page 3 of a laporan of 29 answers a table stood without the heading on page 2."""
    narrow = [table_of(k, 8, "x") for k in "ABCDEF"]
    for before in (14, 18, 22):
        report = replace(
            only(table_of("L", before), *narrow),
            sections=(Section("Layanan", ("L",)), Section("Profil", tuple("ABCDEF"))),
        )
        (own,) = [page for page in _pages(report) if _lines(page, "A", 8)]
        assert "Profil" in own
        assert all(len(_lines(own, k, 8)) == 8 for k in "ABCDEF")
        body = Document(io.BytesIO(render_docx(report))).element.body
        ((outer,),) = [
            list(table.iterchildren(qn("w:tr")))
            for table in body.iterchildren(qn("w:tbl"))
            if "An0 " in "".join(table.itertext())
        ]
        # One line of a table, which may not be split, beneath a heading that is kept with it.
        assert outer.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
        assert "Fn7 " in "".join(outer.itertext())


def test_what_stands_for_a_missing_number_is_not_broken():
    long = "Unit Pelaksana Teknis yang namanya panjang sekali di Kabupaten Kapuas Hulu"
    rows = tuple(
        (Cell(f"{long} {i}"), Cell(long), Cell(None, Format.DESIMAL, "belum ada data"))
        for i in range(3)
    )
    table = Table("t", "T", ("Nama", "Uraian", "IKM"), rows)
    for width in (400, 200):  # the words would fill the second one alone
        found = layout(table, width)
        assert found.widths[2] >= wide("belum ada data", found.size) + 2 * PADDING


def test_no_name_is_broken_beside_an_empty_column():
    names = tuple(
        (
            Cell("Dinas Perindustrian, Perdagangan, Energi dan Sumber Daya Mineral"),
            Cell(""),
            Cell(""),
        )
        for _ in range(3)
    )
    heads = ("Nama satuan kerja", "Tindak lanjut: ada", "Pelaksana: pihak ke-3")
    table = Table("x", "X", heads, names, widths=(20, 40, 40))
    set_ = layout(table, 400)
    assert stringWidth(names[0][0].text, "Lato-Bold", set_.size) < set_.widths[0]


def test_short_suggestions_leave_the_long_names_one_line():
    layanan = "Pemakaian Gelanggang Olahraga Pangsuma"
    saran = ("Prosesnya mudah dan tidak berbelit-belit.", "baik", "puas", WORDS * 2)
    rows = tuple((Cell(i, Format.BULAT), Cell(layanan), Cell(x)) for i, x in enumerate(saran))
    set_ = layout(Table("saran", "Saran", ("No.", "Jenis layanan", "Saran"), rows), 400)
    assert stringWidth(layanan, "Lato-Bold", set_.size) < set_.widths[1] - 8


def test_one_long_word_takes_no_room_from_all_the_names():
    nama = "UPT Pelayanan Pendapatan Daerah Wilayah Singkawang"
    rows = tuple((Cell(nama), Cell("setara"), Cell("di bawah sampel minimum")) for _ in range(20))
    rows += ((Cell("Biro"), Cell("belum dapat dibandingkan"), Cell("")),)
    set_ = layout(Table("x", "X", ("UPP", "Kedudukan", "Catatan"), rows), 440)
    for at in (0, 2):
        wide = stringWidth(rows[0][at].text, "Lato-Bold", set_.size)
        assert wide < set_.widths[at] - 8


def test_many_lines_of_few_figures_lie_on_their_side_on_paper():
    uraian = ("Jumlah responden", "Nilai IKM", *(f"NRR U{i}" for i in range(1, 10)))
    rows = tuple(
        (Cell(x), *(Cell(100 * way + i, Format.BULAT) for way in (1, 2, 3)))
        for i, x in enumerate(uraian)
    )
    heads = ("Uraian", "Triwulan II 2023", "Triwulan I 2023", "Perubahan")
    table = Table("p", "Perbandingan", heads, rows, across=("Periode", "n", "IKM", *uraian[2:]))
    (page,) = _pages(only(table))
    assert "Jumlah responden" not in page
    words = page.split()
    for way, name in enumerate(("II", "I", "Perubahan"), start=1):
        figures = [str(100 * way + i) for i in range(11)]
        at = words.index(figures[0])
        assert words[at : at + 11] == figures
        assert name in words[at - 2 : at]
    with pytest.raises(ValueError, match="across"):
        replace(table, across=("Periode", "n"))


@pytest.fixture
def backend() -> str:
    """Documents do not depend on the database."""
    return "sqlite"


def test_a_laporan_of_29_answers_takes_three_pages(rt: Runtime):
    cast, rng = make_cast(rt), random.Random(29)
    for month, count in ((date(2022, 2, 1), 12), (date(2022, 11, 1), 12), (date(2023, 2, 1), 29)):
        for i in range(count):
            fields = random_isian(rng) | {"saran": SARAN if count == 29 and i < 13 else ""}
            submit(rt, f"layanan-a{1 + i % 2}", fields, day=month.replace(day=1 + i % 28))
    laporan = load_laporan_lengkap(
        rt,
        cast.people[Role.ADMIN_PEMPROV],
        kunci="upp-a",
        periode=Periode.triwulan(2023, 1),
        saran=100,
        unduh=True,
    )
    report = build_laporan_upp(laporan, printed=date(2023, 4, 1), small_cells=SmallCells.SHOWN)
    assert len(report.table("saran").rows) == 13
    assert len(_pages(report)) == 3


def test_a_full_index_fits_its_frame():
    report = sheet(contoh.rekap_biro(), contoh.upp())
    for value in ("100.00", "86.60"):
        cell = Cell(Decimal(value), Format.DESIMAL)
        best = tuple(replace(f, cell=cell) if f.kunci == "nilai_ikm" else f for f in report.figures)
        full_ = replace(report, figures=best)
        found = re.search(r'class="angka" style="font-size:([\d.]+)pt', lembar_html(full_))
        assert found
        # The frame is 335 points wide, and its text must not touch its edges.
        assert 240 < stringWidth(cell.text, "Lato-Black", float(found[1])) < 325
        (page,) = PdfReader(io.BytesIO(render_lembar_pdf(full_))).pages
        assert cell.text in page.extract_text()
