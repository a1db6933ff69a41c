"""The badge: a picture of fixed size in SVG, without script, font or anything else from outside."""

import base64
import hashlib
from functools import lru_cache
from typing import Final
from xml.sax.saxutils import escape

from sekampadi import theme
from sekampadi.api.terbuka.lebar import fit_text, text_width
from sekampadi.api.terbuka.tampilan import Isi, Tema
from sekampadi.i18n import t
from sekampadi.services.publikasi.terbuka.sematan import LENCANA

_LEFT: Final = 74
"""Where the lines begin, right of the square with the letter."""
_ROOM: Final = LENCANA[0] - _LEFT - 10
_HURUF: Final = "Verdana,'DejaVu Sans',Geneva,sans-serif"
_KOSONG: Final = "#566059"
"""The square where there is no letter."""


def _rules(colours: dict[str, str]) -> str:
    return (
        f".p{{fill:{colours['PERMUKAAN']}}}.g{{stroke:{colours['GARIS']}}}"
        f".t{{fill:{colours['TEKS']}}}.r{{fill:{colours['TEKS_REDUP']}}}"
    )


@lru_cache(maxsize=8)
def style_of(tema: Tema) -> tuple[str, str]:
    """Return the style inside the picture, and the policy under which it is shown."""
    light = _rules({name: getattr(theme, name) for name in theme.GELAP})
    dark = _rules(theme.GELAP)
    style = {
        Tema.TERANG: light,
        Tema.GELAP: dark,
        Tema.OTOMATIS: f"{light}@media(prefers-color-scheme:dark){{{dark}}}",
    }[tema]
    style += f"text{{font-family:{_HURUF}}}"
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return style, f"default-src 'none'; style-src 'sha256-{digest}'"


def _line(text: str, y: int, size: int, kelas: str, *, bold: bool = False) -> str:
    shown = fit_text(text, size, _ROOM, bold=bold)
    wide = text_width(shown, size, bold=bold)
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text class="{kelas}" x="{_LEFT}" y="{y}" font-size="{size}"{weight} '
        f'textLength="{wide:.1f}">{escape(shown)}</text>'
    )


def draw_lencana(isi: Isi, tema: Tema = Tema.OTOMATIS) -> tuple[bytes, str]:
    """Draw the badge; return it with its policy."""
    width, height = LENCANA
    style, policy = style_of(tema)
    colour = theme.MUTU.get(isi.mutu, _KOSONG)
    main = f"{isi.nilai} · {isi.kinerja}" if isi.nilai else t("Belum ada hasil")
    letter = escape(isi.mutu or "–")
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="judul isi" lang="id">'
        f'<title id="judul">{escape(t("Indeks Kepuasan Masyarakat {nama}", nama=isi.nama))}</title>'
        f'<desc id="isi">{escape(isi.kalimat)}</desc>'
        f"<style>{style}</style>"
        f'<rect class="p g" x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="8"/>'
        f'<path fill="{colour}" d="M9 0h55v{height}H9a9 9 0 0 1-9-9V9a9 9 0 0 1 9-9z"/>'
        f'<text x="32" y="44" font-size="34" font-weight="bold" text-anchor="middle" '
        f'fill="{theme.PADA_AKSEN}">{letter}</text>'
        f"{_line(t('IKM {nama}', nama=isi.nama), 20, 12, 't')}"
        f"{_line(main, 40, 16, 't', bold=True)}"
        f"{_line(isi.dasar or isi.pesan, 56, 11, 'r')}"
        "</svg>"
    )
    return svg.encode(), policy
