"""The poster with the code of a survey, A4: drawn directly, because it is a picture, not a text."""

import io
from dataclasses import dataclass, field
from typing import Final

from reportlab.graphics import renderPDF
from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from svglib.svglib import svg2rlg

from sekampadi import theme
from sekampadi.domain.identitas import Letterhead
from sekampadi.i18n import t
from sekampadi.reports.errors import RenderError
from sekampadi.reports.render.fonts import (
    BLACK,
    BOLD,
    REGULAR,
    Step,
    fit_text,
    printable,
    register_fonts,
)
from sekampadi.reports.render.mark import logo_svg
from sekampadi.reports.render.qr import qr_matrix

_W, _H = A4
_MARGIN: Final = 48.0
_CODE: Final = 310.0
_CODE_BOTTOM: Final = 112.0
_HEAD: Final = 250.0
_LEADING: Final = 1.22


@dataclass(frozen=True, slots=True)
class Poster:
    """What a poster says."""

    judul: str  # the name of the province, the UPP or the layanan
    subjudul: str  # what it belongs to, empty for nothing
    alamat: str  # the short address beneath the code, for those who cannot scan
    qr_text: str  # the full address
    letterhead: Letterhead = field(default_factory=Letterhead)


@dataclass(frozen=True, slots=True)
class _Block:
    """A centred text: its font, its colour, and what sizes and numbers of lines it may take."""

    text: str
    font: str
    colour: str
    steps: tuple[Step, ...]

    def _fit(self) -> tuple[float, list[str]]:
        width = _W - 2 * _MARGIN
        return fit_text(printable(self.text), font=self.font, width=width, steps=self.steps)

    @property
    def height(self) -> float:
        size, lines = self._fit()
        return size * _LEADING * len(lines)

    def draw(self, canvas: Canvas, top: float) -> float:
        """Draw the text and return where the next one may begin."""
        size, lines = self._fit()
        canvas.setFillColor(HexColor(self.colour))
        canvas.setFont(self.font, size)
        for line in lines:
            canvas.drawCentredString(_W / 2, top - size, line)
            top -= size * _LEADING
        return top


def draw_code(canvas: Canvas, text: str, left: float, bottom: float, side: float) -> None:
    """Draw a code as one path, so that no viewer shows hairlines between its modules."""
    matrix = qr_matrix(text)
    module = side / len(matrix)
    canvas.setFillColor(white)
    canvas.rect(left, bottom, side, side, stroke=0, fill=1)
    path = canvas.beginPath()
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            run = 0
            while x + run < len(row) and row[x + run]:
                run += 1
            if run:
                path.rect(left + x * module, bottom + side - (y + 1) * module, run * module, module)
            x += run or 1
    canvas.setFillColor(HexColor("#000000"))
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_mark(canvas: Canvas, png: bytes) -> None:
    size = 40
    if png:
        box = {"width": size, "height": size, "preserveAspectRatio": True, "mask": "auto"}
        canvas.drawImage(ImageReader(io.BytesIO(png)), _MARGIN, _H - 76, **box)
        return
    logo = svg2rlg(io.StringIO(logo_svg(theme.PADA_AKSEN)))
    if logo is None:
        raise RenderError("the mark cannot be read")
    logo.scale(size / logo.width, size / logo.height)
    renderPDF.draw(logo, canvas, _MARGIN, _H - 76)


def _draw_head(canvas: Canvas, poster: Poster) -> None:
    canvas.setFillColor(HexColor(poster.letterhead.identitas.aksen))
    canvas.rect(0, _H - _HEAD, _W, _HEAD, stroke=0, fill=1)
    canvas.setFillColor(HexColor(theme.PADI))
    canvas.rect(0, _H - _HEAD - 4, _W, 4, stroke=0, fill=1)
    _draw_mark(canvas, poster.letterhead.logo)
    canvas.setFillColor(white)
    canvas.setFont(BOLD, 13)
    canvas.drawString(_MARGIN + 52, _H - 53, "SeKaM Padi")
    canvas.setFont(REGULAR, 9.5)
    canvas.drawString(_MARGIN + 52, _H - 67, t("Survei Kepuasan Masyarakat Aplikasi Daring"))
    font_size, [name, *_rest] = fit_text(
        printable(poster.letterhead.identitas.pemerintah),
        font=REGULAR,
        width=220,
        steps=((9.5, 1), (8, 1), (7, 1)),
    )
    canvas.setFont(REGULAR, font_size)
    canvas.drawRightString(_W - _MARGIN, _H - 60, name)


def _draw_invitation(canvas: Canvas) -> None:
    question = _Block(t("Bagaimana pelayanan kami hari ini?"), BLACK, theme.PADA_AKSEN, ((40, 2),))
    how = _Block(
        t("Pindai kode ini. Empat langkah, tanpa nama."), REGULAR, theme.PADA_AKSEN, ((17, 1),)
    )
    how.draw(canvas, question.draw(canvas, _H - 106) - 8)


def _draw_names(canvas: Canvas, poster: Poster) -> None:
    """Set the names in the middle of the space between the head and the code."""
    if poster.subjudul:
        steps: tuple[Step, ...] = (
            (28, 1),
            (24, 1),
            (22, 1),
            (20, 2),
            (18, 2),
            (16, 2),
            (13, 3),
            (13, 4),
        )
    else:
        steps = (
            (34, 1),
            (30, 1),
            (26, 1),
            (24, 2),
            (22, 2),
            (20, 2),
            (18, 3),
            (16, 3),
            (14, 3),
            (14, 4),
        )
    judul = _Block(poster.judul, BOLD, theme.TEKS, steps)
    blocks = [judul]
    if poster.subjudul:
        small: tuple[Step, ...] = ((16, 1), (14, 1), (13, 2), (12, 2), (10, 3), (10, 4))
        blocks.append(_Block(poster.subjudul, REGULAR, theme.TEKS_REDUP, small))
    above, below = _H - _HEAD - 4, _CODE_BOTTOM + _CODE + 8
    top = (above + below + sum(block.height for block in blocks)) / 2
    for block in blocks:
        top = block.draw(canvas, top)


def _draw_address(canvas: Canvas, alamat: str, aksen: str) -> None:
    hint = _Block(t("atau buka alamat ini di ponsel Anda"), REGULAR, theme.TEKS_REDUP, ((12, 1),))
    sizes = (24, 22, 20, 18, 16, 14, 12, 11)
    address = _Block(alamat, BOLD, aksen, (*((size, 1) for size in sizes), (11, 2)))
    address.draw(canvas, hint.draw(canvas, _CODE_BOTTOM - 22) - 2)


def render_poster_pdf(poster: Poster) -> bytes:
    """Render a poster: one A4 page with the code in vectors.

    Raises:
        DomainError: ``qr.text`` when the address for the code is empty or too long.
    """
    register_fonts()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1, lang="id")
    canvas.setTitle(printable(f"{t('Kode QR survei')} – {poster.judul}"))
    canvas.setAuthor(printable(poster.letterhead.identitas.pemerintah))
    _draw_head(canvas, poster)
    _draw_invitation(canvas)
    _draw_names(canvas, poster)
    left = (_W - _CODE) / 2
    canvas.setStrokeColor(HexColor(poster.letterhead.identitas.aksen))
    canvas.setLineWidth(2)
    canvas.roundRect(left - 8, _CODE_BOTTOM - 8, _CODE + 16, _CODE + 16, 14, stroke=1, fill=0)
    draw_code(canvas, poster.qr_text, left, _CODE_BOTTOM, _CODE)
    _draw_address(canvas, poster.alamat, poster.letterhead.identitas.aksen)
    canvas.showPage()
    canvas.save()
    return out.getvalue()
