"""Letters that Lato lacks, on paper: read back out of the PDF, each in a typeface that is embedded."""

import hashlib
import io
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from sekampadi.reports.render.fonts import font_path
from sekampadi.reports.render.kuesioner import render_kuesioner_pdf
from sekampadi.reports.render.pdf import render_laporan_pdf, render_lembar_pdf
from sekampadi.reports.render.poster import Poster, render_poster_pdf
from sekampadi.reports.render.tabel.aksara import (
    ARAB,
    CJK,
    EMOJI,
    LAIN,
    readable,
    runs_of,
    wide,
    wrap,
)
from tests.reports import contoh
from tests.reports.laporan_contoh import full, text_table
from tests.reports.test_kuesioner import PLAIN
from tests.reports.test_lembar import sheet

CINA = "服务很好，谢谢你们的耐心帮助。希望下次能更快一些，排队时间太长了。"
JEPANG = "とても親切でした。ありがとうございます！"
ARAB_TEKS = "جزاكم الله خيرا على الخدمة"
NOTE = "Tulisan dalam aksara yang tidak tersedia"


def _pdf(*texts: str) -> PdfReader:
    report = replace(full(), tables=(text_table(*texts),), charts=(), sections=())
    return PdfReader(io.BytesIO(render_laporan_pdf(report)))


def _text(reader: PdfReader) -> str:
    return " ".join(p.extract_text() for p in reader.pages).replace("\xa0", " ")


def _fonts(body: bytes) -> dict[str, bool]:
    """Return the typefaces a PDF names, and whether it carries them."""
    found = {}
    for page in PdfReader(io.BytesIO(body)).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            descriptor = font.get_object().get("/FontDescriptor")
            has_file = descriptor is not None and "/FontFile2" in descriptor.get_object()
            found[str(font.get_object()["/BaseFont"]).partition("+")[2]] = has_file
    return found


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (CINA, CINA),
        (JEPANG, JEPANG),
        ("친절해요", "친절해요"),
        (ARAB_TEKS, ARAB_TEKS),
        ("Mantap 👍🏽 ❤️ 👨‍👩‍👧 ⭐", "Mantap 👍 ❤ 👨👩👧 ⭐"),
        ("Việt  naïve\nÑ", "Viet naïve Ñ"),
    ],
)
def test_what_can_be_printed_stays(text: str, kept: str):
    assert readable(text)[0] == kept


def test_headings_and_the_name_of_the_file_print_what_was_written():
    nama = f"Dinas 😀 {CINA[:5]}"
    base = full(nama)
    parts = tuple(replace(part, title=f"{part.title} 👍") for part in base.sections)
    tables = tuple(replace(b, columns=(f"{b.columns[0]} ⭐", *b.columns[1:])) for b in base.tables)
    report = replace(base, sections=parts, tables=tables, notes=("Catatan 😀",))
    reader = PdfReader(io.BytesIO(render_laporan_pdf(report)))
    text = _text(reader)
    assert "Hasil 👍" in text
    assert "Unsur ⭐" in text
    assert "Catatan 😀" in text
    assert text.count(nama) >= 2  # beneath the title and at the foot
    assert "[emoji]" not in text
    assert reader.metadata.title == f"LAPORAN – {nama}"
    lembar = render_lembar_pdf(sheet(contoh.rekap_biro(), contoh.upp(nama)))
    assert nama in _text(PdfReader(io.BytesIO(lembar)))


def test_words_in_other_scripts_are_replaced_once_and_told():
    words, lost = readable("บริการดีมาก lalu शुक्रिया baik")
    assert words == f"{LAIN} lalu {LAIN} baik"
    assert lost
    assert readable("baik\u200b sekali\x00") == ("baik sekali", False)


def test_a_text_is_cut_where_its_typeface_changes():
    assert runs_of("baik 👍 好的", bold=False) == [
        ("Lato", "baik "), (EMOJI, "👍"), ("Lato", " "), (CJK, "好的"),
    ]  # fmt: skip
    # The words of a sentence stay together, or they would not be turned round as one.
    assert runs_of(ARAB_TEKS) == [(ARAB, ARAB_TEKS)]


def test_a_line_of_chinese_is_cut_where_it_is_full():
    lines = wrap(CINA * 3, 8.5, 120)
    assert "".join(lines) == CINA * 3
    assert all(wide(line, 8.5) <= 120 for line in lines)
    assert len(lines) > 3


def test_the_pdf_says_what_was_written():
    text = _text(_pdf(CINA, JEPANG, "Mantap 👍 🙏", "친절해요"))
    for words in (CINA, JEPANG, "👍", "🙏", "친절해요"):
        assert words in text
    assert NOTE not in text


def test_arabic_letters_are_joined_and_run_leftward():
    text = _text(_pdf(f"Baik, {ARAB_TEKS}."))
    # The joined forms of jim, zain and alif; the letters as they were typed would stand alone.
    assert "\ufe9f\ufeb0\ufe8d" in text or "\ufe8d\ufeb0\ufe9f" in text
    assert "جزا" not in text
    assert "\ufdf2" in text  # the name of God is one sign


def test_what_had_to_go_is_said_beneath_the_table():
    assert NOTE in _text(_pdf("บริการดีมาก"))


def test_every_pdf_carries_all_its_typefaces():
    poster = Poster("Biro Organisasi", "", "contoh.id/s/biro", "https://contoh.id/s/biro")
    for body in (
        render_laporan_pdf(
            replace(full(), tables=(text_table(CINA, ARAB_TEKS, "👍"),), sections=())
        ),
        render_lembar_pdf(sheet(contoh.rekap_provinsi(), contoh.provinsi())),
        render_poster_pdf(poster),
        render_kuesioner_pdf(PLAIN),
    ):
        fonts = _fonts(body)
        assert fonts
        assert all(fonts.values()), fonts


def test_typefaces_are_parsed_when_a_text_needs_them():
    code = (
        "from sekampadi.reports.worker_process import DOKUMEN, _warm; _warm(DOKUMEN);"
        "from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames as names;"
        "from sekampadi.reports.render.tabel.aksara import readable;"
        "print('DroidSansFallback' in names());"
        "readable('baik'); print('DroidSansFallback' in names());"
        "readable('好'); print('DroidSansFallback' in names())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "True"]


def test_the_files_are_those_whose_provenance_is_written_down():
    folder = font_path("Lato").parent
    notes = Path(__file__).parents[2] / "docs" / "tampilan.md"
    told = dict(re.findall(r"`([\w-]+\.ttf)`.*?`([0-9a-f]{64})`", notes.read_text()))
    files = {f"{name}.ttf" for name in (ARAB, CJK, EMOJI)}
    assert set(told) == files
    for name in files:
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == told[name]
