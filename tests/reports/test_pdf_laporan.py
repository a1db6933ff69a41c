"""PDF of reports, read back and drawn: text whole, heads repeated, pages numbered, nothing over the margin."""

import io
import sys
from dataclasses import replace
from decimal import Decimal
from types import FrameType

import pypdfium2
import pytest
from pypdf import PdfReader

from sekampadi.reports.model import Cell, Format, Report, Section, Table
from sekampadi.reports.render.pdf import render_laporan_pdf
from sekampadi.reports.render.tabel.lebar import layout
from tests.reports.laporan_contoh import HOSTILE, NAMA_200, empty, full, text_table, unsur_table

MARGIN = 42


def _read(report: Report) -> PdfReader:
    return PdfReader(io.BytesIO(render_laporan_pdf(report)))


def _text(reader: PdfReader) -> str:
    return " ".join(" ".join(p.extract_text() for p in reader.pages).replace("\xa0", " ").split())


def _check_margins(body: bytes) -> None:
    """Draw each page and look for ink in the margins."""
    document = pypdfium2.PdfDocument(body)
    for number in range(len(document)):
        picture = document[number].render(scale=1).to_pil().convert("L")
        width, height = picture.size
        edge = MARGIN - 6
        for box in (
            (0, 0, edge, height),
            (width - edge, 0, width, height),
            (0, 0, width, 20),
            (0, height - 12, width, height),
        ):
            assert picture.crop(box).getextrema()[0] > 250, f"page {number + 1}, {box}"
        ink = picture.crop((0, 30, width, height - 48)).point(lambda v: 255 if v < 200 else 0)
        assert ink.getbbox(), f"page {number + 1} is empty"  # fmt: skip


def test_text_figures_and_page_numbers():
    reader = _read(full())
    text = _text(reader)
    for words in ("PEMERINTAH PROVINSI", "LAPORAN", "Biro Organisasi", "Triwulan I 2023", "86,60",
                  "29 orang", "belum diisi", "3,76", "905", "31 Maret 2023", "−0,35", "bobot 0,111"):  # fmt: skip
        assert words in text
    assert "belum diisi orang" not in text
    count = len(reader.pages)
    assert f"Halaman {count} dari {count}" in text
    assert reader.metadata is not None
    assert reader.metadata.title == "LAPORAN – Biro Organisasi"
    assert all(abs(float(p.mediabox.width) - 595.3) < 1 for p in reader.pages)


def test_charts_are_vectors():
    body = render_laporan_pdf(full())
    assert b"/Subtype /Image" not in body.replace(b"\n", b" ")


@pytest.mark.parametrize("nama", ["Biro Organisasi", NAMA_200, HOSTILE, "W" * 200, " "])
@pytest.mark.parametrize("landscape", [False, True])
def test_nothing_runs_over_the_margin(nama: str, landscape: bool):
    report = full(nama, landscape=landscape)
    _check_margins(
        render_laporan_pdf(replace(report, tables=(unsur_table(nama), text_table(nama))))
    )


@pytest.mark.parametrize("script", ["perilakupetugas", "服务很好谢谢你们", "W"])
def test_a_long_word_stays_on_the_paper_wherever_it_stands(script: str):
    """The name of an action ran out at the right edge beneath "Kesimpulan"."""
    word = (script * 200)[:200]
    table = replace(unsur_table(), title=word, notes=(f"Catatan {word}",))
    long = replace(table, kunci="panjang", rows=table.rows * 9)
    report = replace(
        full(),
        text=(f"– 1.1 {word} (batal): menunggu", f"{word}:"),
        tables=(table, long),
        charts=(),
        notes=(f"Catatan {word}",),
        sections=(
            Section(word, (table.kunci,), (f"– 1.2 {word}",)),
            Section(f"Bagian {word}", ("panjang",), level=2),
            Section("Kesimpulan", (), (f"({word})",)),
        ),
    )
    body = render_laporan_pdf(report)
    _check_margins(body)
    text = "".join("".join(p.extract_text().split()) for p in PdfReader(io.BytesIO(body)).pages)
    assert text.count(word) >= 9


def test_hostile_text_is_text():
    text = _text(_read(full(HOSTILE)))
    assert "<script>alert(1)</script> & \"Biro\" 'x' 😀 ≤ =1+1" in text


def test_long_tables_repeat_their_head_and_leave_no_page_empty():
    rows = tuple(
        (Cell(i, Format.BULAT), Cell(f"UPP {i}"), Cell(Decimal("86.60"), Format.DESIMAL))
        for i in range(120)
    )
    table = Table("upp", "Nilai per UPP", ("No.", "UPP", "Nilai IKM"), rows)
    report = replace(full(), tables=(table,), charts=(), sections=(), text=())
    body = render_laporan_pdf(report)
    pages = [p.extract_text() for p in PdfReader(io.BytesIO(body)).pages]
    assert len(pages) > 2
    assert all("Nilai IKM" in page and "UPP" in page for page in pages)
    assert "UPP\xa00" in pages[0] or "UPP 0" in pages[0]  # it begins on the first page
    _check_margins(body)


def test_an_empty_period_says_so():
    text = _text(_read(empty()))
    assert "belum ada data" in text
    assert text.count("Belum ada data.") == 2  # the table, and the chart without labels
    _check_margins(render_laporan_pdf(empty()))


@pytest.mark.parametrize("text", ["x" * 9000, "kata " * 3000])
def test_a_text_longer_than_a_page_is_cut(text: str):
    _check_margins(render_laporan_pdf(replace(full(), tables=(unsur_table(), text_table(text)))))


def test_columns_fill_the_page_and_hold_every_figure():
    for table in (unsur_table(), unsur_table(NAMA_200), text_table("a" * 300, "b")):
        for width in (300.0, 511.0, 758.0):
            set_ = layout(table, width)
            assert sum(set_.widths) == pytest.approx(width)
            assert all(w > 0 for w in set_.widths)
    wide = replace(unsur_table(), widths=(1, 90, 90, 90))
    assert layout(wide, 400).widths[0] > 50  # a wish that would break words is not granted


def test_it_costs_no_more_work_than_it_does_today():
    report, calls = full(), 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event == "call"

    render_laporan_pdf(report)
    sys.setprofile(count)
    try:
        render_laporan_pdf(report)
    finally:
        sys.setprofile(None)
    # 850,000 calls are somewhat less than a second; a machine that is busy makes no more.
    assert 100_000 < calls < 1_500_000
