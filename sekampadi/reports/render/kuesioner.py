"""The paper questionnaire, A4, in the official layout: black on white, because it will be photocopied.

One page in the largest size that fits; only a question set with very long words takes the back too.
"""

import io
from dataclasses import dataclass
from typing import Final

from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from sekampadi.domain.survei.entri import HURUF, PILIHAN
from sekampadi.domain.survei.pertanyaan import PerangkatPertanyaan
from sekampadi.domain.survei.responden import CHOSEN
from sekampadi.i18n import t
from sekampadi.reports.render.fonts import (
    BOLD,
    REGULAR,
    fit_text,
    printable,
    register_fonts,
)
from sekampadi.reports.render.kuesioner_bagian import (
    LEADING,
    LEFT,
    RIGHT,
    Tanya,
    draw_box,
    draw_centred,
    draw_dots,
    draw_section,
    draw_tanya,
    draw_text,
    wrap_tanya,
)
from sekampadi.reports.render.poster import draw_code

_W, _H = A4
_TOP: Final = float(_H) - 34.0
_BOTTOM: Final = 34.0
_CODE: Final = 74.0
_GAP: Final = 18.0
_COLUMN: Final = (RIGHT - LEFT - _GAP) / 2
_FOOT: Final = 50.0
_SARAN: Final = 84.0
"""Least height of the box for the suggestion."""
_ONE_PAGE: Final = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
_TWO_SIDES: Final = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)


@dataclass(frozen=True, slots=True)
class Kuesioner:
    """What a paper questionnaire says."""

    upp: str  # its name
    layanan: str  # its name
    layanan_kode: str
    qr_text: str  # the address of the same survey, for those who have a phone
    perangkat: PerangkatPertanyaan
    versi: int


def _draw_head(canvas: Canvas, isi: Kuesioner) -> float:
    """Draw title, code, day and hour; return where the rest begins."""
    width = RIGHT - LEFT - _CODE - 14
    y = draw_centred(
        canvas,
        t("KUESIONER SURVEI KEPUASAN MASYARAKAT (SKM)"),
        (LEFT, _TOP + 2),
        width,
        ((14, 1), (13, 1)),
    )
    title = t("PADA UNIT LAYANAN {upp}", upp=isi.upp.upper())
    draw_centred(
        canvas,
        title,
        (LEFT, y),
        width,
        ((13, 1), (12, 1), (12, 2), (11, 2), (10, 3), (9, 3), (8, 4)),
    )
    draw_code(canvas, isi.qr_text, RIGHT - _CODE, _TOP - _CODE + 6, _CODE)
    canvas.setFillColor(black)
    canvas.setFont(REGULAR, 7)
    canvas.drawCentredString(RIGHT - _CODE / 2, _TOP - _CODE, t("atau isi dengan ponsel"))
    y = _TOP - _CODE + 8
    x = draw_text(canvas, (LEFT, y), t("Tanggal Survei:"), BOLD, 10) + 4
    draw_dots(canvas, x, y, x + 92)
    x = draw_text(canvas, (x + 104, y), t("Jam Survei:"), BOLD, 10) + 6
    for jam in ("08.00–12.00", "13.00–17.00"):
        draw_box(canvas, x, y - 1, 9)
        x = draw_text(canvas, (x + 13, y), jam, REGULAR, 10) + 10
    return _TOP - _CODE - 8


def _draw_choices(canvas: Canvas, judul: str, field: str, y: float) -> None:
    x = max(LEFT + 76, draw_text(canvas, (LEFT + 5, y), judul, BOLD, 9.5) + 6)
    labels = [f"{c.tombol[0]}. {c.label}" for c in PILIHAN[field]]
    width = sum(canvas.stringWidth(label, REGULAR, 9) for label in labels)
    gap = min(16.0, (RIGHT - 4 - x - width) / (len(labels) - 1))
    for label in labels:
        x = draw_text(canvas, (x, y), label, REGULAR, 9) + gap


def _draw_profil(canvas: Canvas, isi: Kuesioner, top: float) -> float:
    y = draw_section(canvas, t("I. PROFIL"), t("(Lingkari nomor yang sesuai)"), top) - 14
    for at, kelompok in enumerate(CHOSEN):
        _draw_choices(canvas, t(kelompok.label), kelompok.value, y)
        if at == 0:  # the shortest line
            x = draw_text(canvas, (LEFT + 300, y), t("Usia:"), BOLD, 9.5) + 4
            draw_dots(canvas, x, y, x + 40)
            draw_text(canvas, (x + 44, y), t("tahun"), REGULAR, 9.5)
        y -= 15
    draw_text(canvas, (LEFT + 5, y), t("Jenis layanan yang diterima:"), BOLD, 9.5)
    x = LEFT + 142
    size, lines = fit_text(
        printable(isi.layanan),
        font=REGULAR,
        width=RIGHT - x,
        steps=((9.5, 1), (9.5, 2), (8, 3), (8, 4)),
    )
    for line in lines:
        draw_text(canvas, (x, y), line, REGULAR, size)
        y -= size * 1.2
    return y - 2


def _draw_rule(canvas: Canvas, x: float, width: float, top: float) -> float:
    """Draw the heading of the score column above the questions of one column."""
    canvas.setFont(BOLD, 8.5)
    canvas.drawRightString(x + width - 3, top - 9, t("P"))
    return top - 11


def _draw_saran(canvas: Canvas, x: float, top: float, bottom: float) -> None:
    canvas.setStrokeColor(black)
    draw_text(canvas, (x, top - 11), t("Kritik/Saran"), BOLD, 10)
    draw_text(canvas, (x + 66, top - 11), t("(boleh dikosongkan; jangan tulis nama)"), REGULAR, 8)
    y = top - 32
    bottom = max(bottom, y - 12 * 18)
    while y > bottom:
        draw_dots(canvas, x, y, x + _COLUMN)
        y -= 18


def _draw_foot(canvas: Canvas, isi: Kuesioner, sisi: str) -> None:
    y = _BOTTOM + 34
    canvas.setLineWidth(0.7)
    canvas.line(LEFT, y + 12, RIGHT, y + 12)
    canvas.setFont(BOLD, 9)
    canvas.drawCentredString(_W / 2, y, t("Terima kasih atas penilaian yang telah Anda berikan."))
    canvas.setFont(REGULAR, 8)
    canvas.drawCentredString(
        _W / 2,
        y - 12,
        t(
            "Survei ini tanpa nama: tidak menanyakan nama, NIK, atau nomor telepon, dan hanya dipakai "
            "untuk memperbaiki pelayanan."
        ),
    )
    canvas.setFillColor(HexColor("#444444"))
    perangkat = t("Kuesioner: {kode} versi {versi}", kode=isi.perangkat.kode, versi=isi.versi)
    kode = t("Kode layanan: {kode}", kode=isi.layanan_kode)
    for text, below in ((perangkat, 27), (kode, 37)):
        steps = ((7.5, 1), (6.0, 1), (5.0, 1))
        size, [line, *_] = fit_text(printable(text), font=REGULAR, width=RIGHT - LEFT, steps=steps)
        draw_text(canvas, (LEFT, y - below), line, REGULAR, size)
    canvas.setFont(REGULAR, 7.5)
    canvas.drawRightString(RIGHT, y - 27, t("Diisi petugas: No. Lembar ..................") + sisi)
    canvas.setFillColor(black)


_Columns = list[list[Tanya]]


def _halves(questions: list[Tanya], height: float) -> _Columns | None:
    """Divide the questions over the two columns of one page; None when they do not fit."""
    for count in (5, 4, 6):
        left, right = questions[:count], questions[count:]
        if sum(q.height for q in left) <= height and (
            sum(q.height for q in right) + _SARAN <= height
        ):
            return [left, right]
    return None


def _quarters(questions: list[Tanya], first: float, second: float) -> _Columns | None:
    """Fill the two columns of the front, then those of the back; None when they do not fit."""
    columns: _Columns = [[], [], [], []]
    heights = [first, first, second, second - _SARAN]
    index, left = 0, first
    for question in questions:
        while question.height > left:
            index += 1
            if index == len(columns):
                return None
            left = heights[index]
        columns[index].append(question)
        left -= question.height
    return columns


class _Sheet:
    """A questionnaire in one size of type: what of it stands where."""

    def __init__(self, isi: Kuesioner, size: float, top: float) -> None:
        self.size = size
        opsi = [p.label for p in PILIHAN["umum"]]
        self.umum = wrap_tanya("", isi.perangkat.umum, opsi, size, RIGHT - LEFT)
        self.questions = [
            wrap_tanya(f"{i}.", q.teks, q.opsi, size, _COLUMN)
            for i, q in enumerate(isi.perangkat.pertanyaan, start=1)
        ]
        self.umum_height = len(self.umum.teks) * size * LEADING + size * LEADING + 12
        self.height = top - self.umum_height - 16 - 16 - 14 - _BOTTOM - _FOOT - 6

    def draw_umum(self, canvas: Canvas, top: float) -> float:
        """Draw the general question, its options in one line."""
        y = (
            draw_section(canvas, t("PENILAIAN UMUM"), t("(Lingkari kode huruf)"), top)
            - self.size * 1.25
        )
        for line in self.umum.teks:
            draw_text(canvas, (LEFT + 5, y), line, BOLD, self.size)
            y -= self.size * LEADING
        step = (RIGHT - LEFT) / 4
        for index, choice in enumerate(PILIHAN["umum"]):
            x = LEFT + 5 + index * step
            x = draw_text(canvas, (x, y), f"{HURUF[index]}.", REGULAR, self.size) + 4
            draw_text(canvas, (x, y), f"{choice.label}  ({choice.nilai})", REGULAR, self.size)
        return top - 16 - self.umum_height

    def draw_columns(self, canvas: Canvas, columns: _Columns, top: float) -> list[float]:
        """Draw the questions of one page and return where each column ends."""
        ends = []
        for index, column in enumerate(columns):
            x = LEFT + index * (_COLUMN + _GAP)
            y = _draw_rule(canvas, x, _COLUMN, top) if column else top
            for question in column:
                y = draw_tanya(canvas, question, x, y, _COLUMN)
            ends.append(y)
        canvas.setLineWidth(0.4)
        canvas.line(_W / 2, top - 4, _W / 2, _BOTTOM + _FOOT + 2)
        return ends


def _arrange(isi: Kuesioner, top: float, second: float) -> tuple[_Sheet, _Columns]:
    """Find the largest type in which the questions fit on one page, or else on two sides."""
    for size in _ONE_PAGE:
        sheet = _Sheet(isi, size, top)
        if columns := _halves(sheet.questions, sheet.height):
            return sheet, columns
    for size in _TWO_SIDES:
        sheet = _Sheet(isi, size, top)
        if columns := _quarters(sheet.questions, sheet.height, second):
            return sheet, columns
    return sheet, [sheet.questions[i::4] for i in range(4)]


def _draw(canvas: Canvas, isi: Kuesioner) -> None:
    top = _draw_profil(canvas, isi, _draw_head(canvas, isi))
    floor = _BOTTOM + _FOOT + 6
    sheet, columns = _arrange(isi, top, _TOP - 30 - floor - 12)
    y = sheet.draw_umum(canvas, top)
    sides = len(columns) // 2
    for side in range(1, sides + 1):
        y = draw_section(
            canvas,
            t("II. PENDAPAT RESPONDEN TENTANG PELAYANAN"),
            t("(Lingkari kode huruf sesuai jawaban masyarakat/responden)"),
            y,
        )
        ends = sheet.draw_columns(canvas, columns[2 * side - 2 : 2 * side], y - 2)
        if side == sides:
            _draw_saran(canvas, LEFT + _COLUMN + _GAP, ends[1], floor + 4)
        _draw_foot(canvas, isi, t("   ·   halaman {n} dari 2", n=side) if sides > 1 else "")
        canvas.showPage()
        y = _TOP


def render_kuesioner_pdf(isi: Kuesioner) -> bytes:
    """Render the paper questionnaire: one A4 page, or two sides when its words are very long.

    Raises:
        DomainError: ``qr.text`` when the address for the code is empty or too long.
    """
    register_fonts()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1, lang="id")
    canvas.setTitle(printable(f"{t('Kuesioner SKM')} – {isi.layanan}"))
    canvas.setAuthor(printable(isi.upp))
    _draw(canvas, isi)
    canvas.save()
    return out.getvalue()
