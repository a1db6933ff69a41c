"""The tags of a long report in PDF: headings, tables with their headings, figures with words."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from sekampadi.reports.model import Photo, Section
from sekampadi.reports.render.pdf import render_laporan_pdf
from tests.bukti import picture
from tests.reports.buku_contoh import CHARTS, TABLES, book, listed
from tests.reports.test_kepala_tabel import _report


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return [x.get_object() for x in (kids if isinstance(kids, list) else [kids])]


def _each(element: Any) -> Iterator[Any]:
    yield element
    for kid in _kids(element):
        if not isinstance(kid, int):
            yield from _each(kid)


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    return PdfReader(io.BytesIO(render_laporan_pdf(book())))


def _root(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


def _words(reader: PdfReader, element: Any) -> str:
    """Read what is drawn of a part, with the typefaces of its page."""
    page = element["/Pg"]
    (number, *_) = [k for k in _kids(element) if isinstance(k, int)]
    index = next(i for i, p in enumerate(reader.pages) if p == page)
    found: list[str] = []
    at: list[int] = []

    def before(operator: Any, operands: Any, *_: Any) -> None:
        if operator == b"BDC" and "/MCID" in operands[1]:
            at.append(operands[1]["/MCID"])
        elif operator in {b"BDC", b"BMC"}:
            at.append(-1)
        elif operator == b"EMC":
            at.pop()

    def text(said: str, *_: Any) -> None:
        if at and at[-1] == number:
            found.append(said)

    reader.pages[index].extract_text(visitor_operand_before=before, visitor_text=text)
    return " ".join("".join(found).replace("\xa0", " ").split())


def test_what_a_reader_asks_first(reader: PdfReader) -> None:
    root = _root(reader)
    assert root["/Lang"] == "id-ID"
    assert root["/MarkInfo"]["/Marked"] is not None
    assert bool(root["/MarkInfo"]["/Marked"]) is True
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"]) is True
    assert reader.metadata is not None
    assert "Laporan Tahunan SKM" in str(reader.metadata.title)


def test_headings_have_their_levels_in_their_order(reader: PdfReader) -> None:
    tree = _root(reader)["/StructTreeRoot"]["/K"]
    heads = [x["/S"] for x in _each(tree) if re.fullmatch(r"/H\d", x["/S"])]
    assert heads == [f"/H{level}" for _, level in listed()]


def test_figures_have_the_words_of_their_charts(reader: PdfReader) -> None:
    tree = _root(reader)["/StructTreeRoot"]["/K"]
    alts = [x["/Alt"] for x in _each(tree) if x["/S"] == "/Figure"]
    order = [i for n in range(3) for i in range(1 + n, CHARTS + 1, 3)]
    assert alts == ["Lambang", *(f"Kata tentang {i}" for i in order)]


def test_photos_are_figures_with_the_words_of_their_captions() -> None:
    """Of two that are the same picture each has its own."""
    files = [picture(mode="L"), picture(), picture()]
    photos = tuple(
        Photo(f"Kegiatan {at}", data, 60, 40, f"foto_{at}")
        for at, data in enumerate(files, start=1)
    )
    section = Section("Dokumentasi", tuple(p.kunci for p in photos), ("Foto:",))
    report = replace(book(), tables=(), charts=(), photos=photos, sections=(section,))
    reader = PdfReader(io.BytesIO(render_laporan_pdf(report)))
    tree = _root(reader)["/StructTreeRoot"]["/K"]
    alts = [x["/Alt"] for x in _each(tree) if x["/S"] == "/Figure"]
    assert alts == ["Lambang", "Kegiatan 1", "Kegiatan 2", "Kegiatan 3"]


def test_tables_have_each_line_once_and_name_their_headings(reader: PdfReader) -> None:
    tree = _root(reader)["/StructTreeRoot"]["/K"]
    tables = [x for x in _each(tree) if x["/S"] == "/Table"]
    report = book()
    order = [i for n in range(3) for i in range(1 + n, TABLES + 1, 3)]
    assert len(tables) == TABLES
    for element, number in zip(tables, order, strict=True):
        table = report.table(f"t{number}")
        head, *lines = _kids(element)
        assert [c["/S"] for c in _kids(head)] == ["/TH"] * len(table.columns)
        assert {c["/A"]["/Scope"] for c in _kids(head)} == {"/Column"}
        # Those that a page parts are one, and what is repeated there is not said again.
        body = [line for line in lines if len(_kids(line)) == len(table.columns)]
        assert len(body) == len(table.lines)
        assert {c["/S"] for line in lines for c in _kids(line)} == {"/TD"}


def test_headings_that_are_shared_say_what_they_span() -> None:
    reader = PdfReader(io.BytesIO(render_laporan_pdf(_report(as_book=True))))
    (table,) = [x for x in _each(_root(reader)["/StructTreeRoot"]["/K"]) if x["/S"] == "/Table"]
    first, second, third, *_ = _kids(table)
    spans = [(c["/A"].get("/ColSpan", 1), c["/A"].get("/RowSpan", 1)) for c in _kids(first)]
    assert spans == [(1, 2), (1, 2), (2, 1), (1, 1)]
    assert [c["/S"] for c in _kids(second)] == ["/TH"] * 3
    assert [_words(reader, c) for c in _kids(third)] == ["0.", "Dinas 0", "U3", "U4", "Y"]


def test_all_that_is_written_is_marked_once(reader: PdfReader) -> None:
    tree = _root(reader)["/StructTreeRoot"]
    owned: dict[int, set[int]] = {}
    for element in _each(tree["/K"]):
        for number in (k for k in _kids(element) if isinstance(k, int)):
            page = next(i for i, p in enumerate(reader.pages) if p == element["/Pg"])
            assert number not in owned.setdefault(page, set())
            owned[page].add(number)
    parents = tree["/ParentTree"]["/Nums"]
    for index, page in enumerate(reader.pages):
        assert page["/StructParents"] == parents[2 * index] == index
        assert len(parents[2 * index + 1].get_object()) == len(owned[index])
        contents = page.get_contents()
        assert contents is not None
        depth, seen = 0, set[int]()
        for operands, operator in contents.operations:
            if operator in {b"BDC", b"BMC"}:
                depth += 1
                if len(operands) > 1 and "/MCID" in operands[1]:
                    seen.add(operands[1]["/MCID"])
            elif operator == b"EMC":
                depth -= 1
            elif operator in {b"Tj", b"TJ", b"Do", b"'"}:
                assert depth == 1, (index, operands)
            assert depth in {0, 1}
        assert seen == owned[index]


def test_a_report_that_is_no_book_is_drawn_as_before() -> None:
    report = replace(book(), book=None, sections=(Section("Satu", ("t1",)),))
    reader = PdfReader(io.BytesIO(render_laporan_pdf(report)))
    assert "/StructTreeRoot" not in _root(reader)
    assert b"BDC" not in reader.pages[0].get_contents().get_data()  # type: ignore[union-attr]
