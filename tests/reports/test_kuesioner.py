"""The paper questionnaire: the official words, one page, whatever the names are."""

import io
import re
from dataclasses import replace

import pypdf
import pytest

from sekampadi.domain.survei.pertanyaan import PerangkatPertanyaan, Pertanyaan
from sekampadi.domain.survei.responden import Pekerjaan, Pendidikan
from sekampadi.reports.render.kuesioner import Kuesioner, render_kuesioner_pdf
from tests.perangkat import PERANGKAT_RESMI, PERANGKAT_SEKAMPADI

from .test_lembar import HOSTILE, NAMA_200
from .test_qr import decode, rasterise

URL = "https://sekampadi.example.go.id/s/pelayanan-konsultasi"
PLAIN = Kuesioner(
    "Biro Organisasi",
    "Pelayanan Konsultasi",
    "pelayanan-konsultasi",
    URL,
    PERANGKAT_SEKAMPADI,
    3,
)


def pages(isi: Kuesioner) -> list[str]:
    found = pypdf.PdfReader(io.BytesIO(render_kuesioner_pdf(isi))).pages
    for page in found:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
    return [re.sub(r"\s+", " ", page.extract_text()) for page in found]


def stretched(perangkat: PerangkatPertanyaan, teks: int, opsi: int) -> PerangkatPertanyaan:
    """Return the set with questions and options of about these lengths."""
    questions = tuple(
        Pertanyaan(
            q.unsur,
            (q.teks + " ") * (teks // len(q.teks) + 1),
            tuple((o + " ") * (opsi // len(o) + 1) for o in q.opsi),  # type: ignore[arg-type]
        )
        for q in perangkat.pertanyaan
    )
    return replace(perangkat, pertanyaan=questions)


@pytest.mark.parametrize("perangkat", [PERANGKAT_SEKAMPADI, PERANGKAT_RESMI])
def test_the_official_layout_on_one_page(perangkat: PerangkatPertanyaan) -> None:
    [text] = pages(replace(PLAIN, perangkat=perangkat))
    for part in (
        "KUESIONER SURVEI KEPUASAN MASYARAKAT (SKM)",
        "PADA UNIT LAYANAN BIRO ORGANISASI",
        "Tanggal Survei:",
        "Jam Survei:",
        "08.00–12.00",
        "13.00–17.00",
        "I. PROFIL",
        "Jenis layanan yang diterima:",
        "Pelayanan Konsultasi",
        "II. PENDAPAT RESPONDEN TENTANG PELAYANAN",
        "(Lingkari kode huruf sesuai jawaban masyarakat/responden)",
        "Kritik/Saran",
        "Terima kasih atas penilaian yang telah Anda berikan.",
        "tidak menanyakan nama, NIK",
        f"Kuesioner: {perangkat.kode} versi 3",
        "Kode layanan: pelayanan-konsultasi",
        *(k.label for k in (*Pendidikan, *Pekerjaan)),
    ):
        assert part in text, part
    for question in perangkat.pertanyaan:
        assert question.teks.split()[-1] in text
        at = [text.index(o) for o in question.opsi]
        assert all(a >= 0 for a in at)


def test_the_scores_stand_beside_the_letters_worst_first() -> None:
    [text] = pages(PLAIN)
    first = text[text.index("1. Bagaimana pendapat") : text.index("2. Bagaimana kemudahan")]
    for words in ("a. 1 Tidak mudah", "b. 2 Kurang mudah", "c. 3 Mudah", "d. 4 Sangat mudah"):
        assert words in first
    assert re.search(r"a\. Buruk \(1\).*d\. Sangat baik \(4\)", text)


def test_the_code_is_read_from_the_printed_page() -> None:
    assert decode(rasterise(render_kuesioner_pdf(PLAIN), 200)) == [URL]


@pytest.mark.parametrize("nama", [NAMA_200, HOSTILE, "W" * 200, "x " * 100, ""])
def test_names_of_any_kind_keep_it_on_one_page(nama: str) -> None:
    isi = replace(PLAIN, upp=nama, layanan=nama, layanan_kode="k" * 120)
    [text] = pages(isi)
    assert "k" * 120 in text
    assert "Terima kasih" in text


def test_a_name_of_two_hundred_capitals_is_printed_whole() -> None:
    (text,) = pages(replace(PLAIN, layanan="PERMOHONAN" * 20))
    assert "PERMOHONAN" * 20 in re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    ("teks", "opsi", "count"), [(110, 15, 1), (250, 60, 2), (500, 120, 2), (3000, 900, 2)]
)
def test_long_words_take_the_back_and_never_more(teks: int, opsi: int, count: int) -> None:
    perangkat = stretched(PERANGKAT_SEKAMPADI, teks, opsi)
    text = pages(replace(PLAIN, perangkat=perangkat))
    assert len(text) == count
    assert all("Kuesioner: sekampadi versi 3" in page for page in text)
    if teks <= 500:
        whole = " ".join(text)
        for number in range(1, 10):
            assert f"{number}. " in whole
        assert all(f"halaman {i} dari 2" in page for i, page in enumerate(text, 1)) or count == 1
