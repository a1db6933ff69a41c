"""How wide a text is in a picture whose font nobody knows.

A badge can load no font. It asks for Verdana and for DejaVu Sans, which has the same widths: the widest of
the fonts that systems bring. What fits in them fits in the others; and every text of the badge says how long
it is (``textLength``), so that also where neither is there it ends where it was measured.
"""

from typing import Final

_REGULAR: Final = (
    *(318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636),
    *(636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632),
    *(575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685),
    *(611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579),
    *(278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838),
)
_BOLD: Final = (
    *(348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696),
    *(696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683),
    *(683, 821, 837, 372, 372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771),
    *(724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665),
    *(343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838),
)
"""Thousandths of the font's size, of the signs from space to tilde."""
_OTHER: Final = {"·": (318, 380), "–": (500, 500), "…": (1000, 1000), "’": (318, 380)}
_UNKNOWN: Final = (1000, 1050)
"""Of all others: as wide as the widest letter, or as a Chinese sign."""


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line of text is, in the unit of the font's size."""
    table = _BOLD if bold else _REGULAR
    total = 0
    for sign in text:
        at = ord(sign) - 32
        wide = _OTHER.get(sign, _UNKNOWN)[bold]
        total += table[at] if 0 <= at < len(table) else wide
    return total * size / 1000


def fit_text(text: str, size: float, longest: float, *, bold: bool = False) -> str:
    """Return a text that is no wider than ``longest``, cut with an ellipsis where it has to be."""
    if text_width(text, size, bold=bold) <= longest:
        return text
    while text and text_width(text + "…", size, bold=bold) > longest:
        text = text[:-1]
    return text.rstrip(" ,.–·") + "…"
