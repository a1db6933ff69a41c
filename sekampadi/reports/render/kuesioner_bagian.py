"""The parts the paper questionnaire is drawn from: texts, dotted lines, headings, a question."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from sekampadi.domain.survei.entri import HURUF
from sekampadi.domain.survei.unsur import SKOR
from sekampadi.reports.render.fonts import BOLD, REGULAR, Step, fit_text, printable

LEFT: Final = 40.0
RIGHT: Final = float(A4[0]) - 40.0
LEADING: Final = 1.24
_SCORES: Final = 56.0
"""Width of the column P with the scores 1 to 4."""


@dataclass(frozen=True, slots=True)
class Tanya:
    """A question with its four options, broken into lines for one size and width."""

    nomor: str
    teks: list[str]
    opsi: list[list[str]]
    size: float

    @property
    def height(self) -> float:
        """Points it takes, with the space beneath it."""
        lines = len(self.teks) + sum(map(len, self.opsi))
        return lines * self.size * LEADING + self.size * 0.9


def _wrap(text: str, size: float, width: float, font: str = REGULAR) -> list[str]:
    # A height nobody reaches: what does not fit is found by measuring, never by cutting.
    return fit_text(printable(text), font=font, width=width, steps=((size, 400),))[1]


def wrap_tanya(nomor: str, teks: str, opsi: Sequence[str], size: float, width: float) -> Tanya:
    """Break a question and its options, worst first, into lines for a column."""
    indent = size * 1.7
    return Tanya(
        nomor,
        _wrap(teks, size, width - indent, BOLD),
        [_wrap(o, size, width - _SCORES - indent - size * 1.3) for o in opsi],
        size,
    )


Point = tuple[float, float]


def draw_text(canvas: Canvas, at: Point, text: str, font: str, size: float) -> float:
    """Draw a text and return where it ends."""
    canvas.setFont(font, size)
    canvas.drawString(*at, text)
    return at[0] + float(canvas.stringWidth(text, font, size))


def draw_tanya(canvas: Canvas, tanya: Tanya, x: float, top: float, width: float) -> float:
    """Draw a question and return where the next one begins."""
    size, indent = tanya.size, tanya.size * 1.7
    y = top - size
    draw_text(canvas, (x, y), tanya.nomor, BOLD, size)
    for line in tanya.teks:
        draw_text(canvas, (x + indent, y), line, BOLD, size)
        y -= size * LEADING
    for index, opsi in enumerate(tanya.opsi):
        draw_text(canvas, (x + indent, y), f"{HURUF[index]}.", REGULAR, size)
        canvas.setFont(REGULAR, size)
        canvas.drawRightString(x + width - size * 0.5, y, str(SKOR[index]))
        for line in opsi:
            draw_text(canvas, (x + indent + size * 1.3, y), line, REGULAR, size)
            y -= size * LEADING
    return top - tanya.height


def draw_centred(
    canvas: Canvas, text: str, at: Point, width: float, steps: Sequence[Step]
) -> float:
    """Draw a text in the largest size that fits, around the middle of a width from its left top.

    Return where the next text may begin.
    """
    x, y = at
    size, lines = fit_text(printable(text), font=BOLD, width=width, steps=steps)
    canvas.setFont(BOLD, size)
    for line in lines:
        y -= size * 1.2
        canvas.drawCentredString(x + width / 2, y, line)
    return y


def draw_box(canvas: Canvas, x: float, y: float, side: float) -> None:
    """Draw a box to be ticked."""
    canvas.rect(x, y, side, side, stroke=1, fill=0)


def draw_dots(canvas: Canvas, x: float, y: float, to: float) -> None:
    """Draw a dotted line to write on."""
    canvas.setDash(0.6, 2.4)
    canvas.line(x, y - 1.5, to, y - 1.5)
    canvas.setDash()


def draw_section(canvas: Canvas, text: str, hint: str, top: float) -> float:
    """Draw the heading of a part with how it is filled in, and return where the part begins."""
    canvas.setFillColor(HexColor("#E4E4E4"))
    canvas.rect(LEFT, top - 16, RIGHT - LEFT, 16, stroke=0, fill=1)
    canvas.setFillColor(black)
    x = draw_text(canvas, (LEFT + 5, top - 11.8), text, BOLD, 10)
    draw_text(canvas, (x + 6, top - 11.8), hint, REGULAR, 8.5)
    return top - 16
