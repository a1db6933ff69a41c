"""Identitas: under whose name the application stands, so that any province or kabupaten can use it."""

import colorsys
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final
from urllib.parse import urlsplit

from sekampadi import theme
from sekampadi.domain.isian import FormReader
from sekampadi.i18n import t

LAPOR: Final = "https://www.lapor.go.id"
"""SP4N-LAPOR!, the complaints channel of all governments (Perpres 76/2013, PermenPANRB 62/2018)."""
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: text and its ground."""


@dataclass(frozen=True, slots=True)
class Identitas:
    """The names and the colour of a government."""

    daerah: str = "Provinsi Kalimantan Barat"  # in headings
    pemerintah: str = "Pemerintah Provinsi Kalimantan Barat"  # on sheets and posters
    singkatan: str = "Pemprov. Kalbar"  # in narrow places
    pengelola: str = "Biro Organisasi Setda Prov. Kalbar"  # in the footer and at the login
    aksen: str = theme.AKSEN
    lapor: str = LAPOR  # where complaints are made that have to be followed up; empty for nowhere
    logo: str = ""  # what names the content of the uploaded mark; empty for our own

    @classmethod
    def restore(cls, stored: Mapping[str, object]) -> "Identitas":
        """Make it of what was stored; what is missing or no text has its default."""
        default = asdict(cls())
        return cls(**{k: v if isinstance(v := stored.get(k), str) else default[k] for k in default})

    def stored(self) -> dict[str, object]:
        """Return what is to be stored: all but the mark, which is stored by itself."""
        return {k: v for k, v in asdict(self).items() if k != "logo"}


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Under whose name a document goes out."""

    identitas: Identitas = Identitas()
    logo: bytes = b""  # PNG; empty for the application's own


def contrast_of(aksen: str) -> float:
    """Return the lowest contrast an accent has where it meets text: white on it, it on the grounds."""
    grounds = (theme.PADA_AKSEN, theme.LATAR, theme.PERMUKAAN, shades(aksen)[1])
    return min(theme.contrast(aksen, ground) for ground in grounds)


def shades(aksen: str) -> tuple[str, str]:
    """Return the dark and the light colour that go with an accent."""
    if aksen.upper() == theme.AKSEN.upper():
        return theme.AKSEN_TUA, theme.AKSEN_MUDA
    r, g, b = (int(aksen[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(r, g, b)
    dark = colorsys.hls_to_rgb(hue, lightness * 0.66, saturation)
    light = colorsys.hls_to_rgb(hue, 0.93, min(saturation, 0.3))
    return _hex(dark), _hex(light)


def _hex(rgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02X}" for channel in rgb)


def parse_identitas(isian: Mapping[str, object]) -> Identitas:
    """Read the form of the identity; without an address for complaints none is shown.

    Raises:
        FieldErrors: ``<field>.missing``, ``.too_short``, ``.too_long``, ``aksen.format``,
            ``aksen.contrast``, ``lapor.format``.
    """
    reader = FormReader(isian)
    texts = {
        "daerah": reader.text("daerah", t("Nama daerah"), least=3, most=80),
        "pemerintah": reader.text("pemerintah", t("Nama pemerintah daerah"), least=3, most=80),
        "singkatan": reader.text("singkatan", t("Nama singkat"), least=3, most=40),
        "pengelola": reader.text("pengelola", t("Pengelola"), least=3, most=120),
    }
    aksen = reader.text("aksen", t("Warna utama"), least=1, most=7).upper()
    if "aksen" not in reader.errors:
        if not _COLOUR.fullmatch(aksen):
            reader.wrong("aksen", "aksen.format", t("Tulis warna seperti #1B5E3B."))
        elif (found := contrast_of(aksen)) < LEAST_CONTRAST:
            reader.wrong(
                "aksen",
                "aksen.contrast",
                t(
                    "Warna ini terlalu terang untuk tulisan (kontras {nilai} : 1, paling sedikit "
                    "4,5 : 1). Pilih warna yang lebih gelap.",
                    nilai=f"{found:.1f}".replace(".", ","),
                ),
            )
    lapor = reader.text("lapor", t("Alamat SP4N-LAPOR!"), most=200)
    if lapor and "lapor" not in reader.errors and not _is_address(lapor):
        reader.wrong("lapor", "lapor.format", t("Tulis alamat lengkap, misalnya {url}.", url=LAPOR))
    reader.check()
    return Identitas(**texts, aksen=aksen, lapor=lapor)


def _is_address(text: str) -> bool:
    """Tell whether a text is an address on https that a link may lead to."""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    plain = text.isascii() and text.isprintable() and not set(text) & set(" <>\"'\\`")
    return plain and parts.scheme == "https" and "." in host and port != 0 and not parts.username


def _css_string(text: str) -> str:
    """Write a text as CSS holds one; what could end it is named by its number."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text) + '"'


def identity_css(identitas: Identitas) -> str:
    """Return what of the style is a government's own: its names, and its colour if it has one.

    The pages are built before anybody knows whose they are. The names stand in them at once by
    this, also where no script runs; the script puts the same words there.
    """
    names = "".join(
        f".{place}:empty::before{{content:{_css_string(name)};}}"
        for place, name in (("merek-daerah", identitas.daerah), ("pengelola", identitas.pengelola))
    )
    if identitas.aksen.upper() == theme.AKSEN.upper():
        return names
    dark, light = shades(identitas.aksen)
    return names + (
        f":root{{--warna-aksen:{identitas.aksen};--warna-aksen-tua:{dark};"
        f"--warna-aksen-muda:{light};}}"
    )
