"""Letters that Lato lacks, for what people wrote: Arabic, Chinese, Japanese, Korean, and emoji.

Three typefaces with outlines that the PDF library can embed lie in ``fonts/`` (provenance and
hashes: ``docs/tampilan.md``). Each is parsed when the first text needs it, and kept: most documents
need none. The library sets each letter in the first typeface of :data:`FAMILY` that has it, joins
Arabic letters and turns lines that run from right to left.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.ttfonts import TTFont

from sekampadi.i18n import t
from sekampadi.reports.render.fonts import (
    BOLD,
    INVISIBLE,
    REGULAR,
    Step,
    fit_by,
    known_letters,
    register_fonts,
    words_of,
    wrap_by,
)

_DIR: Final = Path(__file__).parents[1] / "fonts"
ARAB: Final = "NotoNaskhArabic-Regular"
CJK: Final = "DroidSansFallback"
EMOJI: Final = "NotoEmoji-Regular"
FAMILY: Final = ("lato", ARAB.lower(), CJK.lower(), EMOJI.lower())
"""What the markup calls them, the first choice first."""
LAIN: Final = t("[aksara lain]")
"""Stands for words in a script that none of them has."""
_BLOCKS: Final = (
    (0x0600, 0x077F, ARAB),
    (0xFB50, 0xFDFF, ARAB),
    (0xFE70, 0xFEFC, ARAB),
    (0x2E80, 0x9FFF, CJK),
    (0xAC00, 0xD7A3, CJK),
    (0xF900, 0xFAFF, CJK),
    (0xFE30, 0xFE4F, CJK),
    (0xFF00, 0xFFEF, CJK),
)
_FIRST_SIGN: Final = 0x2000
"""Arrows, stars and faces lie above; the letters of living scripts that nobody asked for below."""


def _to_unicode(name: str, letters: Sequence[int]) -> str:
    """Write what a PDF says of its letters: the library forgets that those of emoji are pairs."""

    def pair(match: re.Match[str]) -> str:
        return f"<{chr(int(match[1], 16)).encode('utf-16-be').hex().upper()}>"

    return re.sub(r"<([0-9A-F]{5,6})>", pair, _write_cmap(name, letters))


_write_cmap: Final = ttfonts.makeToUnicodeCMap
ttfonts.makeToUnicodeCMap = _to_unicode


@cache
def _letters(name: str) -> frozenset[int]:
    """Parse a typeface, once a process, and return what it has."""
    register_fonts()
    font = TTFont(name, str(_DIR / f"{name}.ttf"))
    pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(name, normal=name, bold=name, italic=name, boldItalic=name)
    return frozenset(font.face.charToGlyph)


@cache
def _typeface(char: str) -> str:
    """Return the typeface that has a letter, empty for none."""
    code = ord(char)
    if code in known_letters():
        return REGULAR
    name = next((font for first, last, font in _BLOCKS if first <= code <= last), "")
    if not name and code >= _FIRST_SIGN:
        name = EMOJI
    return name if name and code in _letters(name) else ""


def readable(text: str) -> tuple[str, bool]:
    """Return a text on one line in letters that can be printed, and whether any had to go.

    Accented letters fall back to their base letter; words in other scripts to :data:`LAIN`; what
    has no width of its own (joiners, controls, skin tones) is dropped.
    """
    result: list[str] = []
    lost = False
    for char in unicodedata.normalize("NFC", " ".join(text.split())):
        kind, name = unicodedata.category(char), _typeface(char)
        # What only changes the sign before it would be a sign of its own.
        mark = name == EMOJI and kind in INVISIBLE
        if name and not mark and kind not in {"Cc", "Cf", "Sk"}:
            result.append(char)
            continue
        for part in unicodedata.normalize("NFKD", char):
            if unicodedata.category(part) in INVISIBLE:
                continue
            if _typeface(part):
                result.append(part)
                continue
            lost = True
            if "".join(result[-2:]).strip() != LAIN:
                result.append(LAIN)
    return tie("".join(result)), lost


_TIED: Final = re.compile(r"(?<=\d) (?=%)|(?<=[<>≤≥±=]) (?=[\d−])")


def tie(text: str) -> str:
    """Let no line end between a number and its per cent, nor between a sign and its number.

    The one rule for all that is set in lines, on paper and in Word.
    """
    return _TIED.sub("\xa0", text)


def runs_of(text: str, *, bold: bool = False) -> list[tuple[str, str]]:
    """Cut a text as :func:`readable` returns it where its typeface changes."""
    base = BOLD if bold else REGULAR
    runs: list[tuple[str, str]] = []
    for char in text:
        name = _typeface(char)
        name = base if name == REGULAR else name
        if runs and runs[-1][0] == name:
            runs[-1] = (name, runs[-1][1] + char)
        elif len(runs) > 1 and name == runs[-2][0] == ARAB and runs[-1][1] == " ":
            # Words of one sentence, or the library would not turn them round together.
            runs[-2:] = [(name, f"{runs[-2][1]} {char}")]
        else:
            runs.append((name, char))
    return runs


def is_plain(text: str) -> bool:
    """Tell whether Lato has all letters of a text."""
    return known_letters().issuperset(map(ord, text))


def wide(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is, in points; Arabic letters count as if they stood alone."""
    register_fonts()
    if is_plain(text):
        return float(pdfmetrics.stringWidth(text, BOLD if bold else REGULAR, size))
    parts: Sequence[tuple[str, str]] = runs_of(text, bold=bold)
    return sum(float(pdfmetrics.stringWidth(part, name, size)) for name, part in parts)


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines; a word wider than a line, or a line of Chinese, is cut anywhere."""
    return wrap_by(text, lambda part: wide(part, size, bold=bold), width)


def fit(
    text: str, *, width: float, steps: Sequence[Step], bold: bool = True
) -> tuple[float, list[str]]:
    """Set a text that anyone wrote as :func:`~sekampadi.reports.render.fonts.fit_text` does."""
    words, _ = readable(text)
    return fit_by(words, lambda x, size: wide(x, size, bold=bold), width, steps)


def markup(line: str, blank: str = " ") -> str:
    """Write a line as :func:`readable` returns it for xhtml2pdf, each script in its typeface.

    Args:
        blank: what stands for blanks; ``&nbsp;`` keeps the library, which measures a little
            differently, from breaking a line once more.
    """
    if is_plain(line):
        return escape(line).replace(" ", blank)
    result = ""
    for name, text in runs_of(line):
        words = escape(text).replace(" ", blank)
        known = name.lower() in FAMILY[1:]
        result += f'<span class="{name.lower()}">{words}</span>' if known else words
    return result


def flowing(text: str, room: tuple[float, float] = (0, 0), *, bold: bool = False) -> str:
    """Write a text that anyone wrote for xhtml2pdf, which breaks it into lines.

    The library lets a word that is wider than a line run over the edge of the paper: a text with
    such a word is broken as :func:`wrap` does it.

    Args:
        room: how wide a line may be, in points, and the size of the letters; none for words of ours.
    """
    words, _ = readable(text)
    width, size = room
    if width and any(wide(word, size, bold=bold) > width for word in words_of(words)):
        return "<br/>".join(markup(x, "&nbsp;") for x in wrap(words, size, width, bold=bold))
    return markup(words)


def script_css(title: str) -> str:
    """Write the styles that :func:`markup` needs.

    Args:
        title: the name of the file as :func:`readable` returns it, which takes no spans. Only its
            own typefaces may be named: the library stops at one that nobody has parsed.
    """
    scripts = " ".join(f".{name} {{ font-family: {name}; }}" for name in FAMILY[1:])
    own = {name.lower() for name, _ in runs_of(title)}
    family = ", ".join((FAMILY[0], *(name for name in FAMILY[1:] if name in own)))
    return f"{scripts} title {{ font-family: {family}; }}"


def runs_leftward(text: str) -> bool:
    """Tell whether a text begins in a script that is written from right to left."""
    strong = (unicodedata.bidirectional(char) for char in text)
    return next((kind for kind in strong if kind in {"L", "R", "AL"}), "L") != "L"
