"""Photos of the survey in both forms of the report: counted, listed, described, small enough to be sent."""

import io
import random
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image
from pypdf import PdfReader

from sekampadi.domain.tahunan.bentuk import BentukTahunan
from sekampadi.domain.tahunan.foto import FOTO_MAX
from sekampadi.reports.build.tahunan.dokumen import draw_tahunan
from sekampadi.reports.build.tahunan.laporan import build_tahunan
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.sistem.simpanan import path_of
from sekampadi.services.tahunan.foto import add_foto_tahunan
from tests.reports.ooxml import faults
from tests.reports.tahunan.contoh import (
    DIBACA,
    TAHUN,
    Kantor,
    Kasus,
    answers,
    at,
    kantor,
    read,
    write,
)

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
KETERANGAN = (
    "Kode QR di loket 2, dipasang sejak Januari",
    "Petugas mendampingi penerima layanan <lanjut usia> & yang tidak membawa telepon, di ruang tunggu lantai dua",
    "Rapat membahas hasil triwulan III",
)
UKURAN = ((1600, 1200), (900, 1600), (40, 30))
BENTUK = pytest.mark.parametrize("bentuk", list(BentukTahunan), ids=lambda b: b.value)


def noise(size: tuple[int, int], seed: int = 1) -> bytes:
    """Return the most restless picture there is, as JPEG: nothing of it can be left out."""
    pixels = random.Random(seed).randbytes(3 * size[0] * size[1])
    out = io.BytesIO()
    Image.frombytes("RGB", size, pixels).save(out, "JPEG", quality=80)
    return out.getvalue()


def store(rt: Runtime, k: Kantor, keterangan: str, data: bytes) -> Any:
    return add_foto_tahunan(
        at(rt, DIBACA), k.orang, k.kode, TAHUN, keterangan=keterangan, data=data
    )


def with_three(rt: Runtime) -> Kantor:
    k = kantor(rt)
    answers(rt, TAHUN, 12)
    for at_, (words, size) in enumerate(zip(KETERANGAN, UKURAN, strict=True)):
        store(rt, k, words, noise(size, at_))
    return k


def drawn(rt: Runtime, k: Kantor, bentuk: BentukTahunan, ending: str) -> bytes:
    return draw_tahunan(at(rt, DIBACA), k.orang, k.kode, TAHUN, bentuk=bentuk, ending=ending)


@BENTUK
def test_word_has_them_in_their_order_with_words_for_who_cannot_see_them(
    rt: Runtime, bentuk: BentukTahunan
) -> None:
    body = drawn(rt, with_three(rt), bentuk, "docx")
    assert faults(body) == []
    document = Document(io.BytesIO(body))
    names = [x.get("descr") for x in document.element.iter(qn("wp:docPr"))]
    assert [n for n in names if n in KETERANGAN] == list(KETERANGAN)
    captions = [
        "".join(x.text or "" for x in p.iter(qn("w:t")))
        for p in document.element.iter(qn("w:p"))
        if _style(p) == "Caption"
    ]
    figures = [c for c in captions if c.startswith("Gambar ")]
    last = len(figures)
    assert figures[-3:] == [f"Gambar {last - 2 + i}. {words}" for i, words in enumerate(KETERANGAN)]
    listed = [
        "".join(x.text or "" for x in p.iter(qn("w:t")))
        for p in document.element.iter(qn("w:p"))
        if _style(p) == "TableofFigures"
    ]
    for line in figures:
        assert sum(words.startswith(line) for words in listed) == 1
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        photos = [
            package.read(n)
            for n in package.namelist()
            if n.startswith("word/media/") and n.endswith(".jpg")
        ]
    sizes = [Image.open(io.BytesIO(data)).size for data in photos]
    # As large as they are seen, and no larger; a small one is not blown up.
    assert sorted(sizes) == sorted([(1100, 825), (619, 1100), (40, 30)])


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else str(style.get(qn("w:val")))


@BENTUK
def test_pdf_shows_them_two_in_a_row_and_leads_to_them(rt: Runtime, bentuk: BentukTahunan) -> None:
    body = drawn(rt, with_three(rt), bentuk, "pdf")
    pages = PdfReader(io.BytesIO(body)).pages
    words = [" ".join(page.extract_text().split()) for page in pages]
    for text in KETERANGAN:
        assert sum(text in w for w in words) == 2, "in the list of figures, and beneath the photo"
    photos = [image for page in pages for image in page.images if image.name.endswith(".jpg")]
    assert len(photos) == 3


@BENTUK
def test_twelve_of_the_most_restless_pictures_can_be_sent(
    rt: Runtime, bentuk: BentukTahunan
) -> None:
    k = kantor(rt)
    answers(rt, TAHUN, 12)
    for i in range(FOTO_MAX):
        store(rt, k, f"Foto ke-{i + 1}", noise((1600, 1600), i))
    for ending in ("pdf", "docx"):
        assert len(drawn(rt, k, bentuk, ending)) < 10_000_000


def test_the_decree_s_form_has_the_appendix_only_where_there_is_something(rt: Runtime) -> None:
    k = kantor(rt)
    answers(rt, TAHUN, 12)

    def titles() -> list[str]:
        bahan, statistik = read(rt, Kasus("", lambda _: k), k)
        report = build_tahunan(bahan, statistik, BentukTahunan.KEPUTUSAN)
        return [s.title for s in report.sections if "Dokumentasi" in s.title]

    assert titles() == []
    write(rt, k, "dokumentasi", {"teks": "Foto tersimpan pada arsip kantor."})
    assert titles() == ["Lampiran 3. Dokumentasi"]


def test_one_whose_file_is_gone_is_named(rt: Runtime) -> None:
    k = with_three(rt)
    row = store(rt, k, "Sudut baca", noise((80, 60), 9))
    path_of(rt.settings, row.sidik).unlink()
    body = drawn(rt, k, BentukTahunan.KEMENTERIAN, "pdf")
    said = " ".join(" ".join(p.extract_text().split()) for p in PdfReader(io.BytesIO(body)).pages)
    assert "[Berkas foto tidak ditemukan: Sudut baca]" in said
    assert "Sudut baca" not in said.replace("[Berkas foto tidak ditemukan: Sudut baca]", "")
