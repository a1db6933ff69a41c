"""The guide of a role as PDF: page by page how one works there, with a picture of each."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from sekampadi import theme
from sekampadi.domain.identitas import Letterhead
from sekampadi.i18n import t
from sekampadi.reports.render.pdf import html_to_pdf

_WIDTH: Final = 511
"""Points between the margins of an A4 page."""
_CSS: Final = f"""
@page {{ size: A4; margin: 42pt 42pt 52pt; @frame kaki {{ -pdf-frame-content: kaki; left: 42pt;
  width: {_WIDTH}pt; bottom: 20pt; height: 20pt; }} }}
body {{ font-family: Lato; font-size: 10pt; line-height: 14pt; color: {theme.TEKS}; }}
h1 {{ font-size: 20pt; line-height: 25pt; }} h2 {{ font-size: 14pt; line-height: 18pt; }}
h3 {{ font-size: 11pt; line-height: 15pt; margin: 8pt 0 2pt; }}
p.sop {{ font-size: 9pt; line-height: 12pt; color: {theme.TEKS_REDUP}; }}
li {{ margin: 0 0 2pt; }}
"""


@dataclass(frozen=True, slots=True)
class CaraPanduan:
    """What one comes to a page for, and the steps."""

    judul: str
    langkah: tuple[str, ...]
    sop: str  # the decree's step; empty for none


@dataclass(frozen=True, slots=True)
class BabPanduan:
    """A page of the application in the guide."""

    judul: str  # as the menu has it
    alamat: str
    gambar: bytes  # JPEG; empty for none
    ukuran: tuple[int, int]  # of the picture, in pixels
    cara: tuple[CaraPanduan, ...]


@dataclass(frozen=True, slots=True)
class Panduan:
    """The guide of a role."""

    letterhead: Letterhead
    peran: str
    bab: tuple[BabPanduan, ...]


def _cara(cara: CaraPanduan) -> str:
    steps = "".join(f"<li>{escape(step)}</li>" for step in cara.langkah)
    sop = f'<p class="sop">{escape(cara.sop)}</p>' if cara.sop else ""
    return f"<h3>{escape(cara.judul)}</h3><ol>{steps}</ol>{sop}"


def _bab(number: int, bab: BabPanduan, pictures: set[str]) -> str:
    picture = ""
    if bab.gambar:
        uri = "data:image/jpeg;base64," + base64.b64encode(bab.gambar).decode()
        pictures.add(uri)
        width, height = bab.ukuran
        picture = (
            f'<p><img src="{uri}" width="{_WIDTH}pt" height="{_WIDTH * height // width}pt"></p>'
        )
    return (
        f'<div style="page-break-before: always"><h2>{number}. {escape(bab.judul)}</h2>'
        f'<p class="sop">{escape(bab.alamat)}</p>{picture}'
        f"{''.join(_cara(c) for c in bab.cara)}</div>"
    )


def _isi(bab: Sequence[BabPanduan]) -> str:
    return "".join(f"<li>{escape(b.judul)}: {escape(b.cara[0].judul)}</li>" for b in bab)


def render_panduan_pdf(panduan: Panduan) -> bytes:
    """Render the guide of a role."""
    title = t("Panduan SEKAMPADI untuk {peran}", peran=panduan.peran)
    identitas = panduan.letterhead.identitas
    pictures: set[str] = set()
    body = "".join(_bab(n, b, pictures) for n, b in enumerate(panduan.bab, start=1))
    intro = t(
        "Tiap halaman aplikasi memuat petunjuk yang sama: buka “Cara” di bawah judul halamannya. "
        "Langkah SOP merujuk pada keputusan gubernur tentang SEKAMPADI, bagian H."
    )
    html = (
        f'<html lang="id"><head><title>{escape(title)}</title><style>{_CSS}</style></head><body>'
        f'<div id="kaki"><p class="sop">{escape(title)} · <pdf:pagenumber></p></div>'
        f'<p class="sop">{escape(identitas.pemerintah)}</p><h1>{escape(title)}</h1>'
        f"<p>{escape(intro)}</p><h2>{t('Isi')}</h2><ol>{_isi(panduan.bab)}</ol>{body}</body></html>"
    )
    return html_to_pdf(html, own=frozenset(pictures))
