"""The design tokens: the one place of colours, type sizes, spaces and radii.

Screens take them as CSS custom properties (:func:`css_variables`), documents and charts as the
constants themselves, so a sheet on the wall and the page on the phone look alike. Contrasts
are checked by ``tests/reports/test_theme.py``.
"""

from typing import Final

# --- colours: warm paper, dark text, one accent, the deep green of a rice field -----------------
AKSEN: Final = "#1B5E3B"
AKSEN_TUA: Final = "#113F27"
AKSEN_MUDA: Final = "#E6EFE3"
PADA_AKSEN: Final = "#FFFFFF"
PADI: Final = "#C08A1E"
"""The gold of the ripe ear: ornament only, never text."""
TEKS: Final = "#1D2420"
TEKS_REDUP: Final = "#566059"
LATAR: Final = "#F8F5EE"
PERMUKAAN: Final = "#FFFDF9"
GARIS: Final = "#DED8CA"
GARIS_TUA: Final = "#847E6F"
"""Edges of controls, which must stand out from the surface by 3:1 (WCAG 1.4.11)."""
BAHAYA: Final = "#A3241B"
BAHAYA_MUDA: Final = "#FBEAE6"
PERINGATAN: Final = "#7F4E00"
PERINGATAN_MUDA: Final = "#FCF1D9"
SUKSES: Final = "#1E6B3F"
SUKSES_MUDA: Final = "#E6EFE3"

MUTU: Final[dict[str, str]] = {"A": "#17613A", "B": "#3A64B0", "C": "#8A5A00", "D": "#861616"}
"""Per class of the index. Told apart without red and green, and never without its letter."""
GELAP: Final[dict[str, str]] = {
    "LATAR": "#0F1613",
    "PERMUKAAN": "#17211C",
    "GARIS": "#2E3B34",
    "TEKS": "#F3F1EA",
    "TEKS_REDUP": "#B4C0B8",
    "AKSEN": "#7FCB9C",
}
"""The same in the dark, for what is shown on other sites; ``assets/layar.css`` has them all."""
SKOR: Final[dict[int, str]] = {1: MUTU["D"], 2: MUTU["C"], 3: MUTU["B"], 4: MUTU["A"]}
"""Per score of an unsur: the same scale as the classes."""

GRAFIK: Final[tuple[str, ...]] = (
    "#14432A",
    "#E3B04B",
    "#3A7CA8",
    "#D3E4EE",
    "#8A3B22",
    "#86A873",
)
"""Series and slices in fixed order. Every two differ in lightness, so they stay apart in black and
white and for the colour-blind; neighbours alternate between dark and light."""

# --- type: the fonts of the device, so nothing is loaded ----------------------------------------
HURUF: Final = (
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif'
)
HURUF_KECIL: Final = "0.875rem"
HURUF_DASAR: Final = "1.0625rem"
HURUF_BESAR: Final = "1.25rem"
HURUF_JUDUL: Final = "clamp(1.5rem, 1.2rem + 1.4vw, 2.125rem)"
HURUF_ANGKA: Final = "clamp(2.5rem, 2rem + 2.4vw, 3.75rem)"

# --- space and shape ----------------------------------------------------------------------------
RUANG: Final[tuple[int, ...]] = (4, 8, 12, 16, 24, 32, 48, 64)
"""Steps 1 to 8 in pixels; every distance is one of them."""
RADIUS: Final = 10
RADIUS_KECIL: Final = 6
BAYANGAN: Final = "0 1px 2px rgb(29 36 32 / 6%), 0 4px 16px rgb(29 36 32 / 5%)"


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#RRGGBB``, 0 to 1 (WCAG 2.2)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    dark, light = sorted((luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def text_on(colour: str) -> str:
    """Return the text colour that reads best on ``colour``: white or the dark text colour."""
    return max((PADA_AKSEN, TEKS), key=lambda text: contrast(text, colour))


_COLOURS: Final[dict[str, str]] = {
    "warna-aksen": AKSEN,
    "warna-aksen-tua": AKSEN_TUA,
    "warna-aksen-muda": AKSEN_MUDA,
    "warna-pada-aksen": PADA_AKSEN,
    "warna-padi": PADI,
    "warna-teks": TEKS,
    "warna-teks-redup": TEKS_REDUP,
    "warna-latar": LATAR,
    "warna-permukaan": PERMUKAAN,
    "warna-garis": GARIS,
    "warna-garis-tua": GARIS_TUA,
    "warna-bahaya": BAHAYA,
    "warna-bahaya-muda": BAHAYA_MUDA,
    "warna-peringatan": PERINGATAN,
    "warna-peringatan-muda": PERINGATAN_MUDA,
    "warna-sukses": SUKSES,
    "warna-sukses-muda": SUKSES_MUDA,
    **{f"mutu-{mutu.lower()}": colour for mutu, colour in MUTU.items()},
    **{f"skor-{skor}": colour for skor, colour in SKOR.items()},
    **{f"grafik-{i}": colour for i, colour in enumerate(GRAFIK, 1)},
}
# Of two names for one colour the first: a class is a class, also as the colour of a score.
_NAMES: Final = {colour: name for name, colour in reversed(_COLOURS.items())}


def css_colour(colour: str) -> str:
    """Return a colour as the custom property of its name, which follows the accent and the dark."""
    return f"var(--{_NAMES[colour]})" if colour in _NAMES else colour


def css_variables() -> str:
    """Return the tokens as ``:root{--warna-aksen:...;...}`` for the style sheet of the pages."""
    tokens = _COLOURS | {
        "huruf": HURUF,
        "huruf-kecil": HURUF_KECIL,
        "huruf-dasar": HURUF_DASAR,
        "huruf-besar": HURUF_BESAR,
        "huruf-judul": HURUF_JUDUL,
        "huruf-angka": HURUF_ANGKA,
        "radius": f"{RADIUS}px",
        "radius-kecil": f"{RADIUS_KECIL}px",
        "bayangan": BAYANGAN,
    }
    tokens |= {f"ruang-{i}": f"{px}px" for i, px in enumerate(RUANG, 1)}
    tokens |= {f"grafik-{i}-teks": text_on(colour) for i, colour in enumerate(GRAFIK, 1)}
    return ":root{" + "".join(f"--{name}:{value};" for name, value in tokens.items()) + "}"
