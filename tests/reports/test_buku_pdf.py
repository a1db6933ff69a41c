"""A long report as PDF: the pages that its lists name are those on which things stand."""

import io
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from sekampadi.reports.model import Report, Section
from sekampadi.reports.render.pdf import render_laporan_pdf
from tests.reports.buku_contoh import COVER, book, captions, listed
from tests.reports.laporan_contoh import HOSTILE, empty

MARGIN, FOOT = 42, 50


@dataclass(frozen=True)
class Line:
    """A line of a list as it is printed: its words, its number, where a click leads."""

    words: str
    number: str
    page: int


def _text(page: Any, box: tuple[float, float, float, float]) -> str:
    return " ".join(page.get_textpage().get_text_bounded(*box).replace("\xa0", " ").split())


def _read(body: bytes) -> tuple[PdfReader, Any]:
    return PdfReader(io.BytesIO(body)), pypdfium2.PdfDocument(body)


def _pages(reader: PdfReader) -> list[str]:
    return [" ".join(p.extract_text().replace("\xa0", " ").split()) for p in reader.pages]


def _lines(reader: PdfReader, drawn: Any) -> list[Line]:
    """Read the lists off the paper, a line that goes on below as one."""
    found: list[Line] = []
    whole = ""
    pages = {page.indirect_reference.idnum: at for at, page in enumerate(reader.pages)}  # type: ignore[union-attr]
    for at, page in enumerate(reader.pages):
        wide = float(page.mediabox.width)
        for note in page.get("/Annots", ()):
            link = note.get_object()
            left, low, right, high = (float(x) for x in link["/Rect"])
            whole = f"{whole} {_text(drawn[at], (left - 1, low, right + 1, high))}".strip()
            number = _text(drawn[at], (wide - MARGIN - 16, low, wide, high)).strip(". ")
            if number:
                found.append(Line(whole, number, pages[next(iter(link["/Dest"])).idnum]))
                whole = ""
    assert not whole
    return found


def _foot(drawn: Any, at: int) -> str:
    """Return the number at the foot of a page."""
    wide, _ = drawn[at].get_size()
    return _text(drawn[at], (wide - 100, 0, wide, FOOT))


@pytest.fixture(scope="module", params=[False, True], ids=["portrait", "landscape"])
def body(request: pytest.FixtureRequest) -> bytes:
    return render_laporan_pdf(book(landscape=request.param))


def test_the_lists_name_the_pages_on_which_things_stand(body: bytes):
    reader, drawn = _read(body)
    tables, figures = captions()
    lines = _lines(reader, drawn)
    assert [line.words for line in lines] == [*(x for x, _ in listed()), *tables, *figures]
    feet = [_foot(drawn, at) for at in range(len(reader.pages))]
    pages = _pages(reader)
    contents = [at for at, text in enumerate(pages) if "Daftar Isi" in text]
    for line in lines:
        assert feet[line.page] == line.number
        assert line.words in pages[line.page]
        # It stands there, and else only in the lists.
        where = [at for at, text in enumerate(pages) if f"{line.words} " in f"{text} "]
        assert set(where) - {line.page} <= set(range(contents[0], feet.index("1"))), line


def test_pages_are_numbered_from_the_first_chapter_and_the_cover_is_not(body: bytes):
    reader, drawn = _read(body)
    pages, count = _pages(reader), len(reader.pages)
    assert all(line in pages[0] for line in ("Laporan Tahunan SKM", *COVER))
    first = next(at for at, x in enumerate(pages) if "Bab I Pendahuluan" in x and "Daftar" not in x)
    roman = ["i", "ii", "iii", "iv", "v", "vi"][: first - 1]
    numbers = [*roman, *map(str, range(1, count - first + 1))]
    assert [_foot(drawn, at) for at in range(count)] == ["", *numbers]
    assert reader.page_labels == ["Sampul", *numbers]


def test_the_outline_is_that_of_the_contents(body: bytes):
    reader, _ = _read(body)

    def flat(items: list[Any], level: int = 1) -> list[tuple[str, int, int]]:
        found: list[tuple[str, int, int]] = []
        for item in items:
            if isinstance(item, list):
                found += flat(item, level + 1)
            else:
                page = reader.get_destination_page_number(item)
                assert page is not None
                found.append((item.title.replace("\xa0", " "), level, page))
        return found

    outline = flat(reader.outline)
    assert [(title, level) for title, level, _ in outline] == listed()
    pages = _pages(reader)
    assert all(title in pages[page] for title, _, page in outline)


def test_captions_stand_with_what_they_name_and_no_page_is_empty(body: bytes):
    reader, drawn = _read(body)
    pages = _pages(reader)
    for caption in captions()[0]:
        (page,) = (text for text in pages if f"{caption} Unsur Jumlah NRR Mutu" in text)
        assert "U1 Persyaratan" in page.split(caption)[1]
    assert drawn  # pages are drawn and looked at for ink
    for at in range(len(drawn)):
        picture = drawn[at].render(scale=1).to_pil().convert("L")
        wide, high = picture.size
        ink = picture.crop((0, 0, wide, high - FOOT)).point(lambda v: 255 if v < 200 else 0)
        assert ink.getbbox(), f"page {at + 1} is empty"
        for box in ((0, 0, MARGIN - 6, high), (wide - MARGIN + 6, 0, wide, high)):
            assert picture.crop(box).getextrema()[0] > 250, f"page {at + 1}, {box}"


def test_a_signature_stands_at_the_right_of_one_page():
    lines = ("", "Pontianak, 12 Januari 2026", "Kepala Dinas", "", "", "Siti Aminah")
    report = book()
    sections = (*report.sections, Section("", (), lines, signed=True))
    _, drawn = _read(render_laporan_pdf(replace(report, sections=sections)))
    wide, tall = drawn[len(drawn) - 1].get_size()
    left, right = (0, 0, wide / 2, tall), (wide / 2, 0, wide, tall)
    for words in filter(None, lines):
        assert words in _text(drawn[len(drawn) - 1], right)
        assert words not in _text(drawn[len(drawn) - 1], left)


def test_a_book_without_contents_is_numbered_from_its_first_page():
    reader, drawn = _read(render_laporan_pdf(book(contents=False)))
    feet = [_foot(drawn, at) for at in range(len(reader.pages))]
    assert feet == ["", *map(str, range(1, len(feet)))]
    assert not _lines(reader, drawn)


def _hostile() -> Report:
    report = book()
    sections = (*report.sections[:3], Section(HOSTILE * 4, ("t1", "t1", "c1"), (HOSTILE,)))
    tables = tuple(replace(x, title=HOSTILE * 4) for x in report.tables)
    return replace(report, title=HOSTILE, subtitle="W" * 200, sections=sections, tables=tables)


@pytest.mark.parametrize(
    ("report", "count"),
    [
        (_hostile(), 9),
        (replace(empty(), book=book().book), 0),
        (replace(book(), sections=book().sections[:3]), 3),
    ],
    ids=["hostile", "empty", "front"],
)
def test_it_is_drawn_whatever_it_says(report: Report, count: int):
    reader, drawn = _read(render_laporan_pdf(report))
    lines = _lines(reader, drawn)
    assert len(lines) == count
    assert all(_foot(drawn, line.page) == line.number for line in lines)
    assert len(set(map(_foot, [drawn] * len(drawn), range(len(drawn))))) == len(drawn)


def test_a_table_that_fills_its_page_leaves_no_empty_one_behind():
    report = book(1, 0, contents=False)
    (table,) = report.tables
    for count in range(2, 10):
        for lines in (41 - count, 42 - count):
            # Some of them end less than a line above the end of the page.
            own = replace(table, rows=table.rows[:count], totals=(), notes=())
            sections = (Section("Satu", ("t1",), ("x",) * lines), Section("Dua", (), ("Tamat.",)))
            made = replace(report, tables=(own,), sections=sections, figures=(), text=(), notes=())
            _, *pages, last = _pages(PdfReader(io.BytesIO(render_laporan_pdf(made))))
            assert all("U1" in text or "Satu" in text for text in pages), (count, lines)
            assert "Tamat." in last
