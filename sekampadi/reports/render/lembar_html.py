"""The publication sheet as markup for xhtml2pdf: fixed frames on one A4 page.

Every block has its place on the page whatever its text is, and texts of unknown length are set in
the largest size that fits, so the sheet is always one page and its figure always in one place.
A published sheet has its number in the foot and its check code beside the thanks.
"""

import base64
import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

from sekampadi import theme
from sekampadi.domain.identitas import shades
from sekampadi.domain.survei.responden import Kelompok
from sekampadi.i18n import t
from sekampadi.reports.model import KeyFigure, Report, Table
from sekampadi.reports.render.fonts import (
    BLACK,
    BOLD,
    REGULAR,
    Step,
    fit_text,
    font_path,
)
from sekampadi.reports.render.mark import mark, png_data_uri
from sekampadi.reports.render.qr import qr_png
from sekampadi.reports.render.tabel.aksara import fit, flowing, markup, readable, script_css, wide

_MARGIN: Final = 45
_WIDTH: Final = 595 - 2 * _MARGIN
_FEW: Final = 3
"""So many columns stand beside each other in full size."""

# name: top, height, left, width in points
_FRAMES: Final = {
    "kepala": (0, 88, 0, 595),
    "judul": (98, 158, _MARGIN, _WIDTH),
    "nilai": (264, 184, _MARGIN, _WIDTH),
    "responden": (470, 250, _MARGIN, _WIDTH),
    "terima_kasih": (730, 50, _MARGIN, _WIDTH),
    "kaki": (792, 34, _MARGIN, _WIDTH),
}
_NILAI: Final = ("nilai_ikm", "mutu", "kinerja")
"""The key figures in the large frame; the others are people."""
_NILAI_WIDTH: Final = 335
_QR: Final = 72
_CEK_WIDTH: Final = 88
_KAKI: Final = 8
"""Points of the letters of the small print."""
_INSTANSI: Final = (290.0, 13.5)
"""Points of a line of the government's name, less the room between its letters, and their size."""
_PUBLISHED_FRAMES: Final = _FRAMES | {
    "terima_kasih": (708, 62, _MARGIN, _WIDTH - _CEK_WIDTH - 16),
    "cek": (688, 100, 595 - _MARGIN - _CEK_WIDTH, _CEK_WIDTH),
    "kaki": (790, 48, _MARGIN, _WIDTH),
}


def _css(aksen: str, layout: Mapping[str, tuple[int, int, int, int]]) -> str:
    tua, muda = shades(aksen)
    frames = "".join(
        f"@frame {name} {{ -pdf-frame-content: {name}; top: {top}pt; height: {height}pt;"
        f" left: {left}pt; width: {width}pt; }}"
        for name, (top, height, left, width) in layout.items()
    )
    # The flowing content is empty; its frame lies over the head so that nothing is added below.
    flow = "@frame isi { top: 2pt; height: 60pt; left: 2pt; width: 30pt; }"
    return f"""
@page {{ size: a4 portrait; {frames} {flow} }}
html, head, title, body {{ font-family: lato; font-size: 10pt; color: {theme.TEKS}; }}
p, table, td {{ margin: 0; padding: 0; }}
td {{ vertical-align: middle; }}
.kepala td {{ background-color: {aksen}; color: {theme.PADA_AKSEN}; height: 84pt; }}
.kepala .emas {{ background-color: {theme.PADI}; height: 4pt; font-size: 1pt; line-height: 1pt; }}
.instansi {{ font-size: {_INSTANSI[1]}pt; font-weight: bold; letter-spacing: 0.3pt; line-height: 18pt; }}
.produk {{ font-size: 9pt; line-height: 12.5pt; text-align: right; }}
.judul td {{ text-align: center; height: 158pt; }}
.ikm {{ font-size: 15pt; font-weight: bold; color: {aksen}; line-height: 21pt; }}
.tahun {{ font-size: 13pt; font-weight: bold; line-height: 18pt; }}
.periode {{ font-size: 11pt; color: {theme.TEKS_REDUP}; line-height: 16pt; }}
.label {{ font-size: 9.5pt; font-weight: bold; color: {theme.TEKS_REDUP}; line-height: 14pt; }}
.nilai td {{ background-color: {muda}; text-align: center; height: 184pt; }}
.angka {{ font-family: lato-black; color: {tua}; }}
.teliti {{ font-size: 9pt; color: {theme.TEKS_REDUP}; line-height: 12.5pt; }}
.jumlah {{ font-size: 21pt; line-height: 26pt; }}
.satuan {{ font-size: 10pt; color: {theme.TEKS_REDUP}; }}
.baris td {{ border-bottom: 0.5pt solid {theme.GARIS}; padding-top: 3.5pt; padding-bottom: 4pt; line-height: 12pt; }}
.baris .judul-kolom {{ border-bottom: 1pt solid {aksen}; color: {aksen}; font-size: 9.5pt; font-weight: bold; }}
.baris .n {{ text-align: right; font-weight: bold; }}
.baris .orang {{ text-align: right; font-weight: normal; color: {theme.TEKS_REDUP}; }}
.terima {{ font-size: 9pt; font-weight: bold; color: {aksen}; text-align: center; line-height: 14pt; }}
.cek td {{ text-align: center; width: {_CEK_WIDTH}pt; }}
.kode {{ font-size: 7.5pt; line-height: 10pt; text-align: center; font-weight: bold; }}
.pindai {{ font-size: 6.5pt; line-height: 9pt; text-align: center; color: {theme.TEKS_REDUP}; }}
.kaki {{ font-size: {_KAKI}pt; color: {theme.TEKS_REDUP}; line-height: 11pt; text-align: center; }}
"""


def _block(text: str, *, font: str, steps: Sequence[Step], extra: str = "") -> str:
    """Write a text of unknown length in the largest size that fits."""
    size, split = fit(text, bold=font == BOLD, width=_WIDTH - 8, steps=steps)
    weight = "bold" if font == BOLD else "normal"
    return (
        f'<p style="font-size:{size}pt; line-height:{size * 1.2:.1f}pt; font-weight:{weight};{extra}">'
        + "<br/>".join(map(markup, split))
        + "</p>"
    )


def logo(report: Report) -> tuple[str, int, int]:
    """Return the mark in the head of a sheet, as :func:`~sekampadi.reports.render.mark.mark` does."""
    return mark(report.lines["logo"], theme.PADA_AKSEN, 50)


def _kepala(report: Report) -> str:
    uri, width, height = logo(report)
    return f"""<table class="kepala"><tr>
<td style="width:{_MARGIN}pt"></td>
<td style="width:62pt"><img src="{uri}" alt="" width="{width}" height="{height}"></td>
<td style="width:308pt"><p class="instansi">{flowing(report.lines["instansi"], _INSTANSI, bold=True)}</p></td>
<td style="width:135pt"><p class="produk"><b>SeKaM Padi</b><br/>{flowing(t("Survei Kepuasan Masyarakat"))}<br/>{flowing(t("Aplikasi Daring"))}</p></td>
<td style="width:{_MARGIN}pt"></td>
</tr><tr><td class="emas" colspan="5">&nbsp;</td></tr></table>"""


def _judul(report: Report) -> str:
    induk, tahun, label = (report.lines[k] for k in ("induk", "tahun", "label"))
    parts = [f'<p class="ikm" role="heading" aria-level="1">{flowing(report.title)}</p>']
    large = (22.0, 20.0, 18.0) if induk else (30.0, 28.0, 26.0, 24.0)
    small = (18.0, 16.0, 14.0, 13.0) if induk else (26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 13.0)
    steps = [(size, 1) for size in large]
    steps += [(size, 2) for size in small if size >= 16]
    steps += [(size, 3) for size in small if size <= 18]
    parts.append(
        _block(
            report.subtitle, font=BOLD, steps=steps, extra=" padding-top:5pt; padding-bottom:3pt"
        )
    )
    if induk:
        parts.append(
            _block(induk, font=REGULAR, steps=[(14, 1), (13, 1), (12, 2), (11, 2), (10, 2)])
        )
    if tahun:
        parts.append(f'<p class="tahun" style="padding-top:6pt">{flowing(tahun)}</p>')
    periode = report.lines["periode"] + (f" ({label})" if label else "")
    parts.append(f'<p class="periode">{flowing(periode)}</p>')
    return (
        f'<table class="judul"><tr><td style="width:{_WIDTH}pt">{"".join(parts)}</td></tr></table>'
    )


def _ketelitian(report: Report) -> str:
    lines = [report.lines[k] for k in ("margin", "sampel") if report.lines[k]]
    return "".join(f'<p class="teliti">{flowing(line)}</p>' for line in lines)


def _nilai(report: Report) -> str:
    nilai, mutu, kinerja = (report.figure(k) for k in _NILAI)
    known = nilai.cell.value is not None
    # 100,00 has a figure more than all others.
    steps = [(float(size), 1) for size in ((112, 104, 96, 88) if known else (36,))]
    size, _ = fit_text(nilai.cell.text, font=BLACK, width=_NILAI_WIDTH - 20, steps=steps)
    colour = theme.MUTU.get(str(mutu.cell.value), theme.TEKS_REDUP)
    return f"""<table class="nilai"><tr>
<td style="width:{_NILAI_WIDTH}pt">
<p class="label" style="padding-top:{8 if known else 0}pt">{flowing(nilai.label)}</p>
<p class="angka" style="font-size:{size}pt; line-height:{size * 1.15:.0f}pt">{flowing(nilai.cell.text)}</p>{_ketelitian(report)}</td>
<td style="width:170pt; border-left: 4pt solid #FFFFFF">
<p class="label" style="padding-top:6pt">{flowing(mutu.label)}</p>
<p class="angka" style="font-size:76pt; line-height:84pt; color:{colour}">{flowing(mutu.cell.text)}</p>
<p class="label">{flowing(kinerja.label)}</p>
<p style="font-size:21pt; line-height:27pt; font-weight:bold; color:{colour}">{flowing(kinerja.cell.text)}</p></td>
</tr></table>"""


def _orang(figure: KeyFigure) -> str:
    return (
        f'<p class="label">{flowing(figure.label.upper())}</p>'
        f'<p class="jumlah"><b>{flowing(figure.cell.text)}</b> <span class="satuan">{flowing(figure.satuan)}</span></p>'
    )


def _tabel(table: Table, columns: int) -> str:
    number, size = (40, 10) if columns <= _FEW else (30, 8.5)
    head = (
        f'<tr><td class="judul-kolom" style="width:{_width(columns) - number}pt">{flowing(table.title)}</td>'
        f'<td class="judul-kolom orang" style="width:{number}pt">{flowing(table.columns[1].lower())}</td></tr>'
    )
    rows = "".join(
        f'<tr><td>{flowing(name.text)}</td><td class="n">{flowing(n.text)}</td></tr>'
        for name, n in table.rows
    )
    return f'<table class="baris" style="font-size:{size}pt">{head}{rows}</table>'


def _gap(columns: int) -> int:
    return 26 if columns <= _FEW else 10


def _width(columns: int) -> int:
    gap = _gap(columns)
    return (_WIDTH + gap) // max(columns, _FEW) - gap


def _beside(cells: list[str]) -> str:
    count = len(cells)
    columns = f'<td style="width:{_gap(count)}pt"></td>'.join(
        f'<td style="width:{_width(count)}pt; vertical-align:top">{cell}</td>' for cell in cells
    )
    return f"<table><tr>{columns}</tr></table>"


def _responden(report: Report) -> str:
    # Sex stands beside the number; an older sheet may lack a grouping, a newer one have more.
    totals = [_orang(f) for f in report.figures if f.kunci not in _NILAI]
    tables = [table for table in report.tables if table.kunci != Kelompok.JENIS_KELAMIN]
    heading = f'<p style="font-size:14pt; line-height:22pt"><b>{flowing(t("RESPONDEN"))}</b></p>'
    return (
        heading
        + _beside(totals)
        + '<p style="font-size:6pt; line-height:8pt">&nbsp;</p>'
        + _beside([_tabel(table, len(tables)) for table in tables])
    )


def _terima_kasih(paragraph: str, width: int) -> str:
    _, lines = fit(paragraph, width=width, steps=[(9, 4)])
    return f'<p class="terima">{"<br/>".join(map(markup, lines))}</p>'


def _penutup(report: Report, *, published: bool) -> str:
    if published and report.lines["pernyataan"]:
        return _pernyataan(report.lines["pernyataan"])
    width = _WIDTH - 20 - (_CEK_WIDTH + 16 if published else 0)
    return "".join(_terima_kasih(p, width) for p in report.text)


def cek_uri(report: Report) -> str:
    """Return the QR code of a published sheet as an address that needs no file; empty for others."""
    alamat = report.lines.get("alamat_cek", "")
    return png_data_uri(base64.b64encode(qr_png(alamat, scale=8)).decode()) if alamat else ""


def _cek(report: Report) -> str:
    return (
        f'<table class="cek"><tr><td><img src="{cek_uri(report)}" alt="{escape(t("Kode QR untuk memeriksa lembar ini"))}" width="{_QR}" height="{_QR}">'
        f'<p class="kode">{flowing(report.lines["kode_cek"])}</p>'
        f'<p class="pindai">{flowing(t("Pindai: asli dan berlaku?"))}</p></td></tr></table>'
    )


def _pernyataan(text: str) -> str:
    width = _WIDTH - _CEK_WIDTH - 40
    size, lines = fit(text, width=width, steps=[(11, 2), (10, 3), (9, 4), (8, 5)])
    words = "<br/>".join(map(markup, lines))
    return (
        f'<p style="font-size:{size}pt; line-height:{size * 1.3:.1f}pt; font-weight:bold; '
        f'color:{theme.BAHAYA}; text-align:center">{words}</p>'
    )


def _notes(report: Report) -> list[str]:
    first, *others, day = report.notes
    if "nomor" not in report.lines:
        _, lines = fit(" · ".join(others), bold=False, width=_WIDTH, steps=[(_KAKI, 9)])
        # The day stays in one piece, on the last line or on its own.
        closing = f"{lines[-1]} · {day}"
        fits = wide(closing, _KAKI) <= _WIDTH
        return [first, *lines[:-1], closing] if fits else [first, *lines, day]
    # The day of publication stands beside the number.
    return [first, " · ".join(others), f"{report.lines['nomor']} · {day}"]


def lembar_html(report: Report) -> str:
    """Write the publication sheet as markup."""
    published = "nomor" in report.lines
    blocks = {
        "kepala": _kepala(report),
        "judul": _judul(report),
        "nilai": _nilai(report),
        "responden": _responden(report),
        "terima_kasih": _penutup(report, published=published),
        "kaki": "".join(
            f'<p class="kaki">{flowing(note, (_WIDTH, _KAKI))}</p>' for note in _notes(report)
        ),
    }
    if published:
        blocks["cek"] = _cek(report)
    body = "".join(f'<div id="{name}">{block}</div>' for name, block in blocks.items())
    title, _ = readable(f"{report.title} – {report.subtitle}")
    aksen = report.lines["aksen"]
    return (
        f'<html lang="id"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="author" content="{escape(readable(report.lines["instansi"])[0])}">'
        f"<style>{_css(aksen, _PUBLISHED_FRAMES if published else _FRAMES)} {script_css(title)}</style></head><body>{body}<p>&nbsp;</p></body></html>"
    )


_FRAME = re.compile(
    r"-pdf-frame-content: (\w+); (top: \d+pt; height: \d+pt; left: \d+pt; width: \d+pt)"
)
_FACES: Final = (
    ("lato", "normal", REGULAR),
    ("lato", "bold", BOLD),
    ("lato-black", "normal", BLACK),
)


def render_lembar_page(report: Report) -> bytes:
    """Write the publication sheet as a page for a browser: the same blocks at the same places.

    Args:
        report: of kind ``lembar``.
    """
    html = lembar_html(report)
    for old, new in (("<body>", "<body><main>"), ("</body>", "</main></body>")):
        html = html.replace(old, new)
    places = "".join(
        f"#{name} {{ position: absolute; overflow: hidden; {place}; }}"
        for name, place in _FRAME.findall(html)
    )
    faces = "".join(
        f"@font-face {{ font-family: {family}; font-weight: {weight}; src: url(data:font/ttf;base64,"
        f"{base64.b64encode(font_path(name).read_bytes()).decode()}); }}"
        for family, weight, name in _FACES
    )
    ground = (
        "body { position: relative; width: 595pt; height: 842pt; margin: 0; overflow: hidden; "
        "background: #fff; } table { border-collapse: collapse; font-size: inherit; } "
        f".kepala {{ background-color: {report.lines['aksen']}; }}"
    )
    return re.sub(
        r"^@page .*$", lambda _: faces + places + ground, html, count=1, flags=re.MULTILINE
    ).encode()
