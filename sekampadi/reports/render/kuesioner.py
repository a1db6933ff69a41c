"""The paper questionnaire, A4, in the official layout: black on white, because it will be photocopied.

One page in the largest size that fits; only a question set with very long words takes the back too.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from sekampadi.domain.entri import HURUF, PILIHAN
from sekampadi.domain.pertanyaan import PerangkatPertanyaan
from sekampadi.domain.unsur import SKOR
from sekampadi.i18n import t
from sekampadi.reports.render.fonts import (
    BOLD,
    REGULAR,
    Step,
    fit_text,
    printable,
    register_fonts,
)
from sekampadi.reports.render.poster import draw_code

_W, _H = A4
_LEFT: Final = 40.0
_RIGHT: Final = _W - 40.0
_TOP: Final = float(_H) - 34.0
_BOTTOM: Final = 34.0
_CODE: Final = 74.0
_GAP: Final = 18.0
_COLUMN: Final = (_RIGHT - _LEFT - _GAP) / 2
_SCORES: Final = 56.0
"""Width of the column P with the scores 1 to 4."""
_FOOT: Final = 50.0
_SARAN: Final = 84.0
"""Least height of the box for the suggestion."""
_LEADING: Final = 1.24
_ONE_PAGE: Final = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
_TWO_SIDES: Final = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)


@dataclass(frozen=True, slots=True)
class Kuesioner:
    """What a paper questionnaire says.

    Args:
        upp: the name of the office.
        layanan: the name of the service.
        layanan_kode: its kode.
        qr_text: the address of the same survey, for those who have a phone.
        perangkat: the questions.
        versi: the version of the question set.
    """

    upp: str
    layanan: str
    layanan_kode: str
    qr_text: str
    perangkat: PerangkatPertanyaan
    versi: int


@dataclass(frozen=True, slots=True)
class _Tanya:
    """A question with its four options, broken into lines for one size and width."""

    nomor: str
    teks: list[str]
    opsi: list[list[str]]
    size: float

    @property
    def height(self) -> float:
        lines = len(self.teks) + sum(map(len, self.opsi))
        return lines * self.size * _LEADING + self.size * 0.9


def _wrap(text: str, size: float, width: float, font: str = REGULAR) -> list[str]:
    # A height nobody reaches: what does not fit is found by measuring, never by cutting.
    return fit_text(printable(text), font=font, width=width, steps=((size, 400),))[1]


def _tanya(nomor: str, teks: str, opsi: Sequence[str], size: float, width: float) -> _Tanya:
    indent = size * 1.7
    return _Tanya(
        nomor,
        _wrap(teks, size, width - indent, BOLD),
        [_wrap(o, size, width - _SCORES - indent - size * 1.3) for o in opsi],
        size,
    )


_Point = tuple[float, float]


def _string(canvas: Canvas, at: _Point, text: str, font: str, size: float) -> float:
    """Draw a text and return where it ends."""
    canvas.setFont(font, size)
    canvas.drawString(*at, text)
    return at[0] + float(canvas.stringWidth(text, font, size))


def _draw_tanya(canvas: Canvas, tanya: _Tanya, x: float, top: float, width: float) -> float:
    """Draw a question and return where the next one begins."""
    size, indent = tanya.size, tanya.size * 1.7
    y = top - size
    _string(canvas, (x, y), tanya.nomor, BOLD, size)
    for line in tanya.teks:
        _string(canvas, (x + indent, y), line, BOLD, size)
        y -= size * _LEADING
    for index, opsi in enumerate(tanya.opsi):
        _string(canvas, (x + indent, y), f"{HURUF[index]}.", REGULAR, size)
        canvas.setFont(REGULAR, size)
        canvas.drawRightString(x + width - size * 0.5, y, str(SKOR[index]))
        for line in opsi:
            _string(canvas, (x + indent + size * 1.3, y), line, REGULAR, size)
            y -= size * _LEADING
    return top - tanya.height


def _fit(canvas: Canvas, text: str, at: _Point, width: float, steps: Sequence[Step]) -> float:
    x, y = at
    size, lines = fit_text(printable(text), font=BOLD, width=width, steps=steps)
    canvas.setFont(BOLD, size)
    for line in lines:
        y -= size * 1.2
        canvas.drawCentredString(x + width / 2, y, line)
    return y


def _box(canvas: Canvas, x: float, y: float, side: float) -> None:
    canvas.rect(x, y, side, side, stroke=1, fill=0)


def _dots(canvas: Canvas, x: float, y: float, to: float) -> None:
    canvas.setDash(0.6, 2.4)
    canvas.line(x, y - 1.5, to, y - 1.5)
    canvas.setDash()


def _draw_head(canvas: Canvas, isi: Kuesioner) -> float:
    """Draw title, code, day and hour; return where the rest begins."""
    width = _RIGHT - _LEFT - _CODE - 14
    y = _fit(
        canvas,
        t("KUESIONER SURVEI KEPUASAN MASYARAKAT (SKM)"),
        (_LEFT, _TOP + 2),
        width,
        ((14, 1), (13, 1)),
    )
    title = t("PADA UNIT LAYANAN {upp}", upp=isi.upp.upper())
    _fit(
        canvas,
        title,
        (_LEFT, y),
        width,
        ((13, 1), (12, 1), (12, 2), (11, 2), (10, 3), (9, 3), (8, 4)),
    )
    draw_code(canvas, isi.qr_text, _RIGHT - _CODE, _TOP - _CODE + 6, _CODE)
    canvas.setFillColor(black)
    canvas.setFont(REGULAR, 7)
    canvas.drawCentredString(_RIGHT - _CODE / 2, _TOP - _CODE, t("atau isi dengan ponsel"))
    y = _TOP - _CODE + 8
    x = _string(canvas, (_LEFT, y), t("Tanggal Survei:"), BOLD, 10) + 4
    _dots(canvas, x, y, x + 92)
    x = _string(canvas, (x + 104, y), t("Jam Survei:"), BOLD, 10) + 6
    for jam in ("08.00–12.00", "13.00–17.00"):
        _box(canvas, x, y - 1, 9)
        x = _string(canvas, (x + 13, y), jam, REGULAR, 10) + 10
    return _TOP - _CODE - 8


def _draw_section(canvas: Canvas, text: str, hint: str, top: float) -> float:
    canvas.setFillColor(HexColor("#E4E4E4"))
    canvas.rect(_LEFT, top - 16, _RIGHT - _LEFT, 16, stroke=0, fill=1)
    canvas.setFillColor(black)
    x = _string(canvas, (_LEFT + 5, top - 11.8), text, BOLD, 10)
    _string(canvas, (x + 6, top - 11.8), hint, REGULAR, 8.5)
    return top - 16


def _draw_choices(canvas: Canvas, judul: str, field: str, y: float) -> None:
    _string(canvas, (_LEFT + 5, y), judul, BOLD, 9.5)
    x, labels = _LEFT + 76, [f"{c.tombol[0]}. {c.label}" for c in PILIHAN[field]]
    width = sum(canvas.stringWidth(label, REGULAR, 9) for label in labels)
    gap = min(16.0, (_RIGHT - 4 - x - width) / (len(labels) - 1))
    for label in labels:
        x = _string(canvas, (x, y), label, REGULAR, 9) + gap


def _draw_profil(canvas: Canvas, isi: Kuesioner, top: float) -> float:
    y = _draw_section(canvas, t("I. PROFIL"), t("(Lingkari nomor yang sesuai)"), top) - 14
    _draw_choices(canvas, t("Jenis kelamin"), "jenis_kelamin", y)
    x = _string(canvas, (_LEFT + 300, y), t("Usia:"), BOLD, 9.5) + 4
    _dots(canvas, x, y, x + 40)
    _string(canvas, (x + 44, y), t("tahun"), REGULAR, 9.5)
    y -= 15
    _draw_choices(canvas, t("Pendidikan"), "pendidikan", y)
    y -= 15
    _draw_choices(canvas, t("Pekerjaan"), "pekerjaan", y)
    y -= 15
    _string(canvas, (_LEFT + 5, y), t("Jenis layanan yang diterima:"), BOLD, 9.5)
    x = _LEFT + 142
    size, lines = fit_text(
        printable(isi.layanan), font=REGULAR, width=_RIGHT - x, steps=((9.5, 1), (9.5, 2), (8, 3))
    )
    for line in lines:
        _string(canvas, (x, y), line, REGULAR, size)
        y -= size * 1.2
    return y - 2


def _draw_rule(canvas: Canvas, x: float, width: float, top: float) -> float:
    """Draw the heading of the score column above the questions of one column."""
    canvas.setFont(BOLD, 8.5)
    canvas.drawRightString(x + width - 3, top - 9, t("P"))
    return top - 11


def _draw_saran(canvas: Canvas, x: float, top: float, bottom: float) -> None:
    canvas.setStrokeColor(black)
    _string(canvas, (x, top - 11), t("Kritik/Saran"), BOLD, 10)
    _string(canvas, (x + 66, top - 11), t("(boleh dikosongkan; jangan tulis nama)"), REGULAR, 8)
    y = top - 32
    bottom = max(bottom, y - 12 * 18)
    while y > bottom:
        _dots(canvas, x, y, x + _COLUMN)
        y -= 18


def _draw_foot(canvas: Canvas, isi: Kuesioner, sisi: str) -> None:
    y = _BOTTOM + 34
    canvas.setLineWidth(0.7)
    canvas.line(_LEFT, y + 12, _RIGHT, y + 12)
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
        size, [line, *_] = fit_text(
            printable(text), font=REGULAR, width=_RIGHT - _LEFT, steps=steps
        )
        _string(canvas, (_LEFT, y - below), line, REGULAR, size)
    canvas.setFont(REGULAR, 7.5)
    canvas.drawRightString(_RIGHT, y - 27, t("Diisi petugas: No. Lembar ..................") + sisi)
    canvas.setFillColor(black)


_Columns = list[list[_Tanya]]


def _halves(questions: list[_Tanya], height: float) -> _Columns | None:
    """Divide the questions over the two columns of one page; None when they do not fit."""
    for count in (5, 4, 6):
        left, right = questions[:count], questions[count:]
        if sum(q.height for q in left) <= height and (
            sum(q.height for q in right) + _SARAN <= height
        ):
            return [left, right]
    return None


def _quarters(questions: list[_Tanya], first: float, second: float) -> _Columns | None:
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
        self.umum = _tanya("", isi.perangkat.umum, opsi, size, _RIGHT - _LEFT)
        self.questions = [
            _tanya(f"{i}.", q.teks, q.opsi, size, _COLUMN)
            for i, q in enumerate(isi.perangkat.pertanyaan, start=1)
        ]
        self.umum_height = len(self.umum.teks) * size * _LEADING + size * _LEADING + 12
        self.height = top - self.umum_height - 16 - 16 - 14 - _BOTTOM - _FOOT - 6

    def draw_umum(self, canvas: Canvas, top: float) -> float:
        """Draw the general question, its options in one line."""
        y = (
            _draw_section(canvas, t("PENILAIAN UMUM"), t("(Lingkari kode huruf)"), top)
            - self.size * 1.25
        )
        for line in self.umum.teks:
            _string(canvas, (_LEFT + 5, y), line, BOLD, self.size)
            y -= self.size * _LEADING
        step = (_RIGHT - _LEFT) / 4
        for index, choice in enumerate(PILIHAN["umum"]):
            x = _LEFT + 5 + index * step
            x = _string(canvas, (x, y), f"{HURUF[index]}.", REGULAR, self.size) + 4
            _string(canvas, (x, y), f"{choice.label}  ({choice.nilai})", REGULAR, self.size)
        return top - 16 - self.umum_height

    def draw_columns(self, canvas: Canvas, columns: _Columns, top: float) -> list[float]:
        """Draw the questions of one page and return where each column ends."""
        ends = []
        for index, column in enumerate(columns):
            x = _LEFT + index * (_COLUMN + _GAP)
            y = _draw_rule(canvas, x, _COLUMN, top) if column else top
            for question in column:
                y = _draw_tanya(canvas, question, x, y, _COLUMN)
            ends.append(y)
        canvas.setLineWidth(0.4)
        canvas.line(_W / 2, top - 4, _W / 2, _BOTTOM + _FOOT + 2)
        return ends


def _draw_pendapat(canvas: Canvas, top: float) -> float:
    return (
        _draw_section(
            canvas,
            t("II. PENDAPAT RESPONDEN TENTANG PELAYANAN"),
            t("(Lingkari kode huruf sesuai jawaban masyarakat/responden)"),
            top,
        )
        - 2
    )


def _draw(canvas: Canvas, isi: Kuesioner) -> None:
    top = _draw_profil(canvas, isi, _draw_head(canvas, isi))
    floor = _BOTTOM + _FOOT + 6
    second = _TOP - 30 - floor - 12
    for size in _ONE_PAGE:
        sheet = _Sheet(isi, size, top)
        columns = _halves(sheet.questions, sheet.height)
        if columns is not None:
            ends = sheet.draw_columns(
                canvas, columns, _draw_pendapat(canvas, sheet.draw_umum(canvas, top))
            )
            _draw_saran(canvas, _LEFT + _COLUMN + _GAP, ends[1], floor + 4)
            _draw_foot(canvas, isi, "")
            canvas.showPage()
            return
    for size in _TWO_SIDES:
        sheet = _Sheet(isi, size, top)
        columns = _quarters(sheet.questions, sheet.height, second)
        if columns is not None or size == _TWO_SIDES[-1]:
            break
    columns = columns or [sheet.questions[i::4] for i in range(4)]
    sheet.draw_columns(canvas, columns[:2], _draw_pendapat(canvas, sheet.draw_umum(canvas, top)))
    _draw_foot(canvas, isi, t("   ·   halaman 1 dari 2"))
    canvas.showPage()
    ends = sheet.draw_columns(canvas, columns[2:], _draw_pendapat(canvas, _TOP))
    _draw_saran(canvas, _LEFT + _COLUMN + _GAP, ends[1], floor + 4)
    _draw_foot(canvas, isi, t("   ·   halaman 2 dari 2"))
    canvas.showPage()


def render_kuesioner_pdf(isi: Kuesioner) -> bytes:
    """Render the paper questionnaire: one A4 page, or two sides when its words are very long.

    Args:
        isi: what it says.

    Raises:
        DomainError: ``qr.text`` when the address for the code is empty or too long.
    """
    register_fonts()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1, lang="id")
    canvas.setTitle(printable(f"{t('Kuesioner SKM')} – {isi.layanan}"))
    canvas.setAuthor(t("Pemerintah Provinsi Kalimantan Barat"))
    _draw(canvas, isi)
    canvas.save()
    return out.getvalue()
