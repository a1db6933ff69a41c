"""A long report in Word: what is counted, listed and led to, and what Word would refuse."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from lxml import etree

from sekampadi.reports.model import Report, Section
from sekampadi.reports.render.docx import render_docx
from tests.reports.buku_contoh import COVER, TABLES, book, captions, listed
from tests.reports.laporan_contoh import HOSTILE, empty, full
from tests.reports.ooxml import W, faults

LIBREOFFICE = (
    "i ii iii iii iii 1 1 3 4 5 5 8 9 10 10 11 11 "  # contents
    "1 2 2 3 5 6 7 8 10 10 11 11 "  # tables
    "3 4 4 9 9 9 11 11"  # figures
)
"""Pages of the lines of the lists, read off what LibreOffice 7.4 made of this file."""
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@pytest.fixture(scope="module")
def body() -> bytes:
    return render_docx(book())


def _root(body: bytes, part: str = "document") -> Any:
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        return etree.fromstring(package.read(f"word/{part}.xml"))


def _words(element: Any) -> str:
    return "".join(x.text or "" for x in element.iter(f"{W}t"))


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(f"{W}val"))


def _entries(root: Any) -> list[tuple[str, str, str, str]]:
    """Return the lines of the lists: style, words, place they lead to, number they show."""
    found = []
    for paragraph in root.iter(f"{W}p"):
        for link in paragraph.findall(f"{W}hyperlink"):
            words = [x.text for x in link.iter(f"{W}t")]
            found.append((_style(paragraph), words[0], link.get(f"{W}anchor"), words[-1]))
    return found


def test_every_line_of_the_lists_leads_to_a_place_that_is_there_once(body: bytes):
    root = _root(body)
    tables, figures = captions()
    entries = _entries(root)
    wanted = [(f"TOC{level}", title) for title, level in listed()]
    wanted += [("TableofFigures", x) for x in (*tables, *figures)]
    assert [(style, words) for style, words, _, _ in entries] == wanted
    places = [x.get(f"{W}name") for x in root.iter(f"{W}bookmarkStart")]
    assert len(places) == len(set(places))
    assert sorted(places) == sorted(anchor for _, _, anchor, _ in entries)
    codes = [x.text.split() for x in root.iter(f"{W}instrText") if "PAGEREF" in x.text]
    assert [code[1] for code in codes] == [anchor for _, _, anchor, _ in entries]
    # Each stands in the paragraph that its line names.
    for mark in root.iter(f"{W}bookmarkStart"):
        words = next(w for _, w, anchor, _ in entries if anchor == mark.get(f"{W}name"))
        assert _words(mark.getparent()) == words


def test_a_signature_stands_at_the_right_of_one_page():
    report = book()
    lines = ("Pontianak, 12 Januari 2026", "", "Siti Aminah")
    sections = (*report.sections, Section("", (), lines, signed=True))
    root = _root(render_docx(replace(report, sections=sections)))
    signed = [p for p in root.iter(f"{W}p") if p.find(f"{W}pPr/{W}ind") is not None][-3:]
    assert [_words(p) for p in signed] == list(lines)
    assert all(int(p.find(f"{W}pPr/{W}ind").get(f"{W}left")) > 5000 for p in signed)
    kept = [p.find(f"{W}pPr/{W}keepNext") is not None for p in signed]
    assert kept == [True, True, False]


def test_captions_are_counted_and_stand_with_what_they_name(body: bytes):
    root = _root(body)
    tables, figures = captions()
    seen: dict[str, list[str]] = {"Tabel": [], "Gambar": []}
    for paragraph in root.iter(f"{W}p"):
        if _style(paragraph) != "Caption":
            continue
        (code,) = [x.text.split() for x in paragraph.iter(f"{W}instrText")]
        assert code[0] == "SEQ"
        seen[code[1]].append(_words(paragraph))
        if code[1] == "Tabel":
            assert paragraph.getnext().tag == f"{W}tbl"
            assert paragraph.find(f"{W}pPr/{W}keepNext") is not None
        else:
            assert paragraph.getprevious().find(f".//{_WP}inline") is not None
            assert paragraph.getprevious().find(f"{W}pPr/{W}keepNext") is not None
    assert seen == {"Tabel": tables, "Gambar": figures}


def test_pages_are_counted_from_the_first_chapter_and_the_cover_is_not(body: bytes):
    root = _root(body)
    cover, front, chapters = root.iter(f"{W}sectPr")
    assert cover.find(f"{W}footerReference") is None
    assert _words(cover.getparent().getparent()) == COVER[-1]
    for section, style in ((front, "lowerRoman"), (chapters, None)):
        assert section.find(f"{W}footerReference") is not None
        number = section.find(f"{W}pgNumType")
        assert (number.get(f"{W}start"), number.get(f"{W}fmt")) == ("1", style)
    assert [x.text for x in _root(body, "footer1").iter(f"{W}instrText")] == ["PAGE"]
    # Word asks nobody, and no list is one that LibreOffice would print as the file brings it.
    assert _root(body, "settings").find(f"{W}updateFields") is None
    assert not [x for x in root.iter(f"{W}instrText") if x.text.split()[0] == "TOC"]


def test_chapters_begin_on_a_new_page_and_no_page_is_left_empty(body: bytes):
    document: Any = Document(io.BytesIO(body))
    heads = [p for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert [(p.text, int(p.style.name[-1])) for p in heads] == listed()
    breaks = [p.text for p in heads if p.paragraph_format.page_break_before]
    # The others begin one with their section, and lists follow one another.
    assert breaks == ["Kata Pengantar", "Daftar Isi", *(x for x, level in listed()[6:] if level == 1)]  # fmt: skip
    assert 'w:type="page"' not in etree.tostring(document.element.body).decode()
    for section in document.element.body.iter(f"{W}sectPr"):
        paragraph = section.getparent().getparent()
        assert paragraph.tag != f"{W}p" or _words(paragraph)
    assert [p.text for p in document.paragraphs if p.style.name == "Title"] == ["Laporan Tahunan SKM"]  # fmt: skip


def test_the_numbers_it_brings_are_those_that_libreoffice_prints(body: bytes):
    shown = [number for _, _, _, number in _entries(_root(body))]
    assert " ".join(shown) == LIBREOFFICE


def test_tables_repeat_their_heads_and_pictures_have_words(body: bytes):
    document: Any = Document(io.BytesIO(body))
    tables = document.tables[1:]  # the first holds the key figures
    assert len(tables) == TABLES
    for table in tables:
        assert table.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None
        assert all(row._tr.trPr.find(f"{W}cantSplit") is not None for row in table.rows)
    said = [x._inline.docPr.get("descr") for x in document.inline_shapes]
    assert said == ["Lambang", *(f"Kata tentang {i}" for i in (1, 4, 7, 2, 5, 8, 3, 6))]
    lang = document.styles["Normal"].element.find(f"{W}rPr/{W}lang")
    assert lang.get(f"{W}val") == "id-ID"


def _hostile() -> Report:
    report = book()
    sections = (Section(HOSTILE, ("t1", "t1"), (HOSTILE,)), *report.sections)
    tables = tuple(replace(x, title=HOSTILE, notes=(HOSTILE,)) for x in report.tables)
    return replace(report, title=HOSTILE, sections=sections, tables=tables)


@pytest.mark.parametrize(
    "report",
    [
        full(),
        empty(),
        book(),
        book(contents=False),
        book(landscape=True),
        book(0, 0),
        replace(empty(), book=book().book),
        replace(book(), sections=book().sections[:3]),
        _hostile(),
    ],
    ids=["report", "empty", "book", "plain", "wide", "words", "nothing", "front", "hostile"],
)
def test_word_refuses_nothing(report: Report):
    assert faults(render_docx(report)) == []


def test_what_word_refuses_is_found(body: bytes):
    def spoilt(old: str, new: str) -> list[str]:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(body)) as package, zipfile.ZipFile(out, "w") as other:
            for name in package.namelist():
                content = package.read(name)
                if name == "word/document.xml":
                    assert old.encode() in content
                    content = content.replace(old.encode(), new.encode(), 1)
                other.writestr(name, content)
        return faults(out.getvalue())

    assert spoilt("<w:cantSplit/>", "<w:cantSplit/>") == []
    assert spoilt('w:id="1"', 'w:id="2"')
    assert spoilt("_Toc1002", "_Toc1001")
    assert spoilt('<w:pStyle w:val="Caption"/><w:keepNext/>', '<w:keepNext/><w:pStyle w:val="Caption"/>')  # fmt: skip
    assert spoilt('w:pStyle w:val="TOC1"', 'w:pStyle w:val="TOC9"')
    assert spoilt('r:embed="', 'r:embed="x')
    assert spoilt('<w:fldChar w:fldCharType="end"/>', "")
    assert spoilt("</w:p></w:tc>", "</w:p><w:tbl/></w:tc>")
