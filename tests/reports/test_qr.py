"""The codes, read by a real decoder from every form they are handed out in."""

import io
import re

import pypdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from sekampadi.domain.errors import DomainError
from sekampadi.reports.render.poster import Poster, render_poster_pdf
from sekampadi.reports.render.qr import MAX_TEXT, qr_matrix, qr_png, qr_svg

from .test_lembar import HOSTILE, NAMA_200

ADDRESSES = [
    "http://localhost:3000/",
    "https://sekampadi.example.go.id/s/pelayanan-konsultasi",
    "https://sekampadi.example.go.id/?upp=biro-organisasi&sumber=poster%20baru",
    "https://sekampadi.example.go.id/s/" + "fasilitasi-audiensi-" * 5,
]


def decode(image: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(image)]


def rasterise(pdf: bytes, dpi: int) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        document.close()


def page_text(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 1
    return re.sub(r"\s+", " ", pages[0].extract_text())


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("scale", [3, 10])
def test_png_is_read(address: str, scale: int):
    image = Image.open(io.BytesIO(qr_png(address, scale=scale)))
    assert decode(image) == [address]
    assert image.width == scale * len(qr_matrix(address))


@pytest.mark.parametrize("address", ADDRESSES)
def test_svg_is_read(address: str):
    from reportlab.graphics import renderPDF
    from svglib.svglib import svg2rlg

    drawing = svg2rlg(io.BytesIO(qr_svg(address)))
    assert drawing is not None
    assert decode(rasterise(renderPDF.drawToString(drawing), 200)) == [address]


def test_quiet_zone_is_four_modules():
    matrix = qr_matrix(ADDRESSES[1])
    for edge in (*matrix[:4], *matrix[-4:]):
        assert not any(edge)
    assert not any(any(row[:4]) or any(row[-4:]) for row in matrix)
    assert any(matrix[4])


@pytest.mark.parametrize("text", ["", "x" * (MAX_TEXT + 1)])
def test_what_no_code_should_hold_is_refused(text: str):
    for render in (qr_svg, qr_png, qr_matrix):
        with pytest.raises(DomainError) as caught:
            render(text)
        assert caught.value.code == "qr.text"


@pytest.mark.parametrize("scale", [0, -1, 41, 10**9])
def test_absurd_scales_are_refused(scale: int):
    with pytest.raises(DomainError) as caught:
        qr_png("x", scale=scale)
    assert caught.value.code == "qr.scale"


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("dpi", [60, 200])
def test_poster_is_read_small_and_large(address: str, dpi: int):
    poster = Poster("Pelayanan Konsultasi", "Biro Organisasi", address.partition("//")[2], address)
    pdf = render_poster_pdf(poster)
    assert decode(rasterise(pdf, dpi)) == [address]
    text = page_text(pdf)
    for part in (
        "Bagaimana pelayanan kami hari ini?",
        "Pindai kode ini. Empat langkah, tanpa nama.",
        "Pelayanan Konsultasi",
        "Biro Organisasi",
    ):
        assert part in text
    assert poster.alamat in text.replace(" ", "").replace("…", "") or len(address) > 100


def test_poster_code_is_vector():
    reader = pypdf.PdfReader(io.BytesIO(render_poster_pdf(Poster("A", "", "a", ADDRESSES[0]))))
    assert not reader.pages[0].images


@pytest.mark.parametrize("subjudul", ["", "PERMOHONAN" * 20])
def test_a_name_of_two_hundred_capitals_is_on_a_poster_whole(subjudul: str):
    text = page_text(render_poster_pdf(Poster("PELAYANAN" * 22, subjudul, "a", ADDRESSES[0])))
    assert "…" not in text
    assert "PELAYANAN" * 22 + subjudul in re.sub(r"\s", "", text)


@pytest.mark.parametrize("judul", ["Provinsi Kalimantan Barat", NAMA_200, HOSTILE, "W" * 300, ""])
@pytest.mark.parametrize("subjudul", ["", NAMA_200, HOSTILE])
def test_poster_with_any_name_is_one_readable_page(judul: str, subjudul: str):
    pdf = render_poster_pdf(Poster(judul, subjudul, "sekampadi.example.go.id/s/a", ADDRESSES[1]))
    assert "sekampadi.example.go.id/s/a" in page_text(pdf)
    assert decode(rasterise(pdf, 80)) == [ADDRESSES[1]]
