"""Pictures that prove the demonstration's actions: each unsur before and after, drawn of plain shapes.

They show what they are, drawings with the word "contoh" and a year: nobody takes them for photos.
"""

import io
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Final

from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas

from sekampadi.domain.survei.unsur import Unsur
from sekampadi.i18n import t
from sekampadi.reports.render.fonts import BOLD, REGULAR, font_path, register_fonts

_SIZE: Final = (480, 360)
_FLOOR: Final = 250
_Draw = ImageDraw.ImageDraw
_CLOTHES: Final = ("#2f6f8f", "#b5533c", "#5d7b3a", "#7a4f8a", "#c08a2e", "#38546b")
_SKIN, _DARK, _WOOD, _PAPER, _GREEN, _RED = (
    *("#c99a6b", "#2b2f33", "#a87b4f", "#fdfdf8", "#2e8b57", "#b43a3a"),
)


@cache
def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_path(BOLD if bold else REGULAR)), size)


def _person(d: _Draw, x: int, y: int, colour: int, *, smile: bool = False) -> None:
    """Draw somebody whose feet stand at a place."""
    d.rounded_rectangle((x - 17, y - 72, x + 17, y), 12, fill=_CLOTHES[colour % len(_CLOTHES)])
    d.ellipse((x - 14, y - 102, x + 14, y - 74), fill=_SKIN)
    d.pieslice((x - 14, y - 103, x + 14, y - 76), 180, 360, fill=_DARK)
    if smile:
        d.arc((x - 7, y - 90, x + 7, y - 79), 20, 160, fill=_DARK, width=2)


def _counter(d: _Draw, x: int, width: int, label: str) -> None:
    d.rectangle((x, 170, x + width, _FLOOR), fill=_WOOD)
    d.rectangle((x - 6, 164, x + width + 6, 174), fill="#8a6039")
    d.text((x + width // 2, 192), label, font=_font(15, bold=True), fill="white", anchor="mm")


def _board(d: _Draw, box: tuple[int, int, int, int], title: str, lines: int) -> None:
    x0, y0, x1, y1 = box
    d.rectangle(box, fill=_PAPER, outline=_DARK, width=3)
    d.rectangle((x0, y0, x1, y0 + 26), fill="#1f5fa8")
    d.text(((x0 + x1) // 2, y0 + 13), title, font=_font(14, bold=True), fill="white", anchor="mm")
    for line in range(min(lines, (y1 - y0 - 34) // 17)):
        y = y0 + 42 + 17 * line
        d.ellipse((x0 + 12, y - 4, x0 + 20, y + 4), fill=_GREEN)
        d.line((x0 + 28, y, x1 - 14 - line * 13 % 40, y), fill="#8b9299", width=4)


def _chair(d: _Draw, x: int, y: int) -> None:
    d.rectangle((x, y - 44, x + 6, y), fill="#3e5c76")
    d.rectangle((x, y - 22, x + 30, y - 15), fill="#3e5c76")
    d.rectangle((x + 25, y - 15, x + 30, y), fill="#3e5c76")


def _persyaratan(d: _Draw, *, after: bool) -> None:
    if after:
        _board(d, (150, 40, 330, 165), "PERSYARATAN", 7)
        _person(d, 110, 300, 0)
        _person(d, 370, 305, 1)
        return
    for x, y in ((190, 70), (228, 92), (262, 66)):
        d.polygon([(x, y), (x + 30, y + 4), (x + 26, y + 44), (x - 4, y + 40)], fill="#e7e2cf")
    for i, x in enumerate((120, 240, 350)):
        _person(d, x, 305, i)
        d.text((x + 22, 195), "?", font=_font(30, bold=True), fill=_RED)


def _prosedur(d: _Draw, *, after: bool) -> None:
    if after:
        _board(d, (70, 34, 410, 150), "ALUR PELAYANAN", 0)
        for i in range(3):
            x = 100 + i * 104
            d.rounded_rectangle((x, 78, x + 66, 128), 10, fill=_GREEN)
            d.text((x + 33, 103), str(i + 1), font=_font(26, bold=True), fill="white", anchor="mm")
            if i < 2:
                d.polygon([(x + 72, 93), (x + 72, 113), (x + 94, 103)], fill=_DARK)
        _person(d, 240, 310, 2)
        return
    for i, x in enumerate((40, 190, 340)):
        _counter(d, x, 100, f"Meja {i + 1}")
    way = [(90, 300), (240, 262), (390, 318), (160, 330), (330, 270), (60, 336)]
    d.line(way, fill=_RED, width=4, joint="curve")
    _person(d, 240, 335, 3)


def _waktu(d: _Draw, *, after: bool) -> None:
    for i in range(3):
        x = 30 + i * 150
        _counter(d, x, 120, f"Loket {i + 1}")
        if after or not i:
            _person(d, x + 60, 166, i + 3, smile=after)
        else:
            d.rectangle((x + 20, 105, x + 100, 135), fill=_RED)
            d.text((x + 60, 120), "TUTUP", font=_font(16, bold=True), fill="white", anchor="mm")
    people = (
        [(90, 315), (240, 318), (390, 312)] if after else [(60 + 48 * i, 320) for i in range(9)]
    )
    for i, (x, y) in enumerate(people):
        _person(d, x, y, i)


def _biaya(d: _Draw, *, after: bool) -> None:
    _counter(d, 60, 360, "Pembayaran")
    _person(d, 150, 168, 5, smile=after)
    if not after:
        _person(d, 300, 318, 1)
        d.text((325, 205), "Rp ?", font=_font(26, bold=True), fill=_RED)
        return
    _board(d, (225, 30, 350, 145), "DAFTAR BIAYA", 5)
    d.rectangle((368, 70, 440, 162), fill=_PAPER, outline=_DARK, width=2)
    for row in range(6):
        for column in range(6):
            if (row * 5 + column * 3 + row * column) % 3 != 1:
                x, y = 376 + column * 10, 78 + row * 10
                d.rectangle((x, y, x + 8, y + 8), fill=_DARK)
    d.text((404, 150), "QRIS", font=_font(14, bold=True), fill=_DARK, anchor="mm")


def _produk(d: _Draw, *, after: bool) -> None:
    d.rectangle((40, 240, 440, 262), fill=_WOOD)
    if not after:
        for i in range(9):
            y = 232 - i * 11
            d.polygon(
                [(120 + i % 3 * 9, y), (270 + i % 4 * 7, y), (262, y + 9), (116, y + 9)],
                fill=("#e7e2cf" if i % 2 else "#d3cdb6"),
            )
        d.text((320, 130), "salah tulis", font=_font(22, bold=True), fill=_RED)
        return
    d.rectangle((165, 50, 315, 238), fill=_PAPER, outline=_DARK, width=3)
    for i in range(7):
        d.line((185, 85 + i * 18, 295 - i * 17 % 50, 85 + i * 18), fill="#8b9299", width=4)
    d.ellipse((270, 180, 340, 250), fill=_GREEN)
    d.line([(287, 216), (302, 232), (324, 200)], fill="white", width=8, joint="curve")


def _kompetensi(d: _Draw, *, after: bool) -> None:
    if after:
        _board(d, (120, 30, 360, 140), "PELATIHAN PETUGAS", 5)
        _person(d, 400, 245, 3, smile=True)
        for i in range(5):
            _person(d, 70 + i * 75, 325, i)
        return
    _counter(d, 140, 200, "Informasi")
    _person(d, 240, 166, 4)
    for x, y in ((180, 60), (285, 45), (232, 30)):
        d.text((x, y), "?", font=_font(34, bold=True), fill=_RED)
    _person(d, 190, 322, 1)
    _person(d, 295, 322, 2)


def _perilaku(d: _Draw, *, after: bool) -> None:
    _counter(d, 100, 280, "Pelayanan")
    _person(d, 240, 166, 0, smile=after)
    if after:
        d.rounded_rectangle((275, 48, 428, 96), 16, fill=_PAPER, outline=_DARK, width=2)
        d.text((351, 72), "Selamat pagi!", font=_font(18), fill=_DARK, anchor="mm")
        _person(d, 240, 325, 1, smile=True)
    else:
        d.rounded_rectangle((258, 105, 276, 138), 4, fill=_DARK)
        _person(d, 150, 325, 1)
        _person(d, 330, 325, 2)


def _sarana(d: _Draw, *, after: bool) -> None:
    if after:
        d.rounded_rectangle((150, 36, 330, 76), 8, fill="white", outline="#9aa3ab", width=2)
        d.line((165, 66, 315, 66), fill="#5fb0d6", width=4)
        d.rectangle((405, 170, 440, 250), fill="#e9eef2", outline="#9aa3ab", width=2)
        d.ellipse((404, 128, 441, 176), fill="#7fc4e8")
    for row in range(2 if after else 1):
        for i in range(7 if after else 3):
            _chair(d, 60 + i * 46 + row * 10, 275 + row * 52)
    for i in range(2 if after else 6):
        _person(d, 220 + i * 42, 335, i)


def _pengaduan(d: _Draw, *, after: bool) -> None:
    if after:
        _counter(d, 60, 200, "Pengaduan")
        _person(d, 160, 166, 2, smile=True)
        d.rounded_rectangle((320, 60, 400, 210), 12, fill=_DARK)
        d.rectangle((327, 74, 393, 196), fill="#e6f3e6")
        for i in range(3):
            left = 332 if i % 2 else 344
            d.rounded_rectangle((left, 84 + i * 36, left + 44, 108 + i * 36), 8, fill=_GREEN)
        _person(d, 200, 325, 1)
        return
    d.rectangle((180, 110, 300, 220), fill="#8b9299", outline=_DARK, width=3)
    d.rectangle((210, 126, 270, 134), fill=_DARK)
    d.text((240, 170), "SARAN", font=_font(22, bold=True), fill="white", anchor="mm")
    for x in range(186, 296, 14):
        d.line((x, 108, x - 26, 78), fill="#c9c9c9", width=1)


_SCENES: Final[Mapping[Unsur, Callable[..., None]]] = {
    Unsur.PERSYARATAN: _persyaratan,
    Unsur.PROSEDUR: _prosedur,
    Unsur.WAKTU: _waktu,
    Unsur.BIAYA: _biaya,
    Unsur.PRODUK: _produk,
    Unsur.KOMPETENSI: _kompetensi,
    Unsur.PERILAKU: _perilaku,
    Unsur.SARANA: _sarana,
    Unsur.PENGADUAN: _pengaduan,
}


@cache
def draw_picture(unsur: Unsur, tahun: int, *, after: bool) -> bytes:
    """Draw an office in a year before something was done for an unsur, or after; a JPEG."""
    picture = Image.new("RGB", _SIZE, "#eef1ea" if after else "#dcd8cc")
    d = ImageDraw.Draw(picture)
    d.rectangle((0, _FLOOR, *_SIZE), fill="#cdbf9f" if after else "#b3a98f")
    _SCENES[unsur](d, after=after)
    d.rectangle((0, 336, *_SIZE), fill="#1d2b38")
    caption = t("Sesudah: {unsur}") if after else t("Sebelum: {unsur}")
    text = partial(d.text, font=_font(14), fill="white")
    text((10, 348), caption.format(unsur=unsur.nama.split(",")[0]), anchor="lm")
    text((470, 348), t("gambar contoh, {tahun}", tahun=tahun), anchor="rm")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=58, optimize=True)
    return out.getvalue()


@cache
def write_paper() -> bytes:
    """Write the paper of a meeting; a PDF of one page."""
    register_fonts()
    out = io.BytesIO()
    # Without the moment at which it is written: the same bytes on every machine.
    page = Canvas(out, pagesize=(298, 420), invariant=True)
    page.setTitle(t("Berita acara (contoh)"))
    page.setFont(BOLD, 13)
    page.drawCentredString(149, 370, t("BERITA ACARA (CONTOH)"))
    page.setFont(REGULAR, 10)
    lines = (
        t("Telah dilaksanakan rapat tindak lanjut"),
        t("hasil Survei Kepuasan Masyarakat."),
        "",
        t("Disepakati kegiatan, penanggung jawab, dan waktunya"),
        t("sebagaimana tercantum dalam rencana tindak lanjut."),
    )
    for number, line in enumerate(lines):
        page.drawString(26, 335 - 16 * number, line)
    page.showPage()
    page.save()
    return out.getvalue()
