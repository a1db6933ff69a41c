"""The typeface of documents: Lato, embedded, so that a sheet looks alike on every machine.

Lato (SIL Open Font License, see ``fonts/OFL.txt``) lies in the repository: the device's own fonts
differ between servers, and the standard fonts of PDF have no ``≤``.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from svglib.fonts import register_font

REGULAR: Final = "Lato"
BOLD: Final = "Lato-Bold"
BLACK: Final = "Lato-Black"
PENGGANTI: Final = "?"
"""Stands for a letter the typeface lacks."""
GAMBAR: Final = "[emoji]"
"""Stands for pictures in a row: a question mark would turn praise into a question."""

_BLANKS: Final = re.compile(r"[^\S\xa0]+")
_DIR = Path(__file__).parent / "fonts"
_FILES = {REGULAR: "Lato-Regular.ttf", BOLD: "Lato-Bold.ttf", BLACK: "Lato-Black.ttf"}
INVISIBLE = frozenset({"Cf", "Cc", "Mn", "Me", "Sk"})
"""Categories that are no character of their own: joiners, controls, accents, skin tones."""


def font_path(name: str) -> Path:
    """Return where the file of a typeface lies."""
    return _DIR / _FILES[name]


@cache
def register_fonts() -> None:
    """Make the typeface known to the PDF library; once per process."""
    for name, file in _FILES.items():
        # Through the SVG library, which hands it on: of a font it does not know it asks the
        # system, and puts what that answers in our font's place.
        register_font(name, str(_DIR / file))
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD
    )
    pdfmetrics.registerFontFamily(BLACK, normal=BLACK, bold=BLACK, italic=BLACK, boldItalic=BLACK)
    # Empty lines and drawings name a font of every PDF reader that no file embeds: they mean ours.
    pdfmetrics.registerFont(TTFont("Helvetica", str(font_path(REGULAR))))


@cache
def known_letters() -> frozenset[int]:
    """Return the letters Lato has."""
    register_fonts()
    return frozenset(pdfmetrics.getFont(REGULAR).face.charToGlyph)


def printable(text: str) -> str:
    """Return ``text`` with characters the typeface lacks replaced, on one line.

    Accented letters fall back to their base letter, pictures to :data:`GAMBAR`, letters of other
    scripts to :data:`PENGGANTI`; what has no width of its own is dropped.
    """
    known = known_letters()
    result: list[str] = []
    for char in unicodedata.normalize("NFC", " ".join(text.split())):
        if ord(char) in known and unicodedata.category(char) not in {"Cc", "Cf"}:
            result.append(char)
            continue
        for part in unicodedata.normalize("NFKD", char):
            kind = unicodedata.category(part)
            if kind in INVISIBLE:
                continue
            if ord(part) in known:
                result.append(part)
            elif kind != "So":
                result.append(PENGGANTI)
            elif result[-1:] != [GAMBAR]:
                result.append(GAMBAR)
    return "".join(result)


Step = tuple[float, int]
"""A size in points and the number of lines it may take."""


def fit_text(
    text: str, *, font: str, width: float, steps: Sequence[Step]
) -> tuple[float, list[str]]:
    """Find the first way of setting a text that fits, its lines about equally long.

    A text, as :func:`printable` returns it, that does not fit at the last step is cut with an
    ellipsis; a word wider than a line is broken.
    """
    register_fonts()
    return fit_by(text, lambda x, size: float(pdfmetrics.stringWidth(x, font, size)), width, steps)


def fit_by(
    text: str, wide: Callable[[str, float], float], width: float, steps: Sequence[Step]
) -> tuple[float, list[str]]:
    """Find the first way of setting a text that fits, as :func:`fit_text` does.

    Args:
        wide: how many points a piece of text takes in a size.
    """
    for size, lines in steps:
        split = wrap_by(text, partial(_in_size, wide, size), width)
        if len(split) <= lines:
            return size, _balance(split, text, partial(_in_size, wide, size), size, width)
    size, lines = steps[-1]
    *kept, last = wrap_by(text, partial(_in_size, wide, size), width)[:lines]
    while last and wide(last + "…", size) > width:
        last = last[:-1]
    return size, [*kept, last.rstrip() + "…"]


def _in_size(wide: Callable[[str, float], float], size: float, text: str) -> float:
    return wide(text, size)


def _balance(
    split: list[str], text: str, wide: Callable[[str], float], size: float, width: float
) -> list[str]:
    """Narrow the lines as long as their number stays, so that no word is left alone below."""
    best = split
    while len(best) > 1:
        width -= size / 2
        narrower = wrap_by(text, wide, width)
        if len(narrower) > len(split) or any(" " not in line for line in narrower):
            break
        best = narrower
    return best


def wrap_text(text: str, font: str, size: float, width: float) -> list[str]:
    """Break a text into lines; a word wider than a line is cut into pieces that fit."""
    register_fonts()
    return wrap_by(text, lambda part: float(pdfmetrics.stringWidth(part, font, size)), width)


def words_of(text: str) -> list[str]:
    """Cut a text where a line may end: at any blank but the one that does not break."""
    return [word for word in _BLANKS.split(text) if word]


def wrap_by(text: str, wide: Callable[[str], float], width: float) -> list[str]:
    """Break a text into lines by a measure of its own, as :func:`wrap_text` does.

    Args:
        wide: how many points a piece of text takes.
    """
    lines: list[str] = []
    line = ""
    for word in words_of(text):
        longer = f"{line} {word}" if line else word
        if wide(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = ""
        if wide(word) <= width:
            line = word
            continue
        for char in word:
            if line and wide(line + char) > width:
                lines.append(line)
                line = ""
            line += char
    return [*lines, line] if line or not lines else lines
