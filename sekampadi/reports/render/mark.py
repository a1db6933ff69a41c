"""The mark of a document: the government's, or the application's own."""

import base64
import io
import struct
from functools import cache
from pathlib import Path

from PIL import Image

_ASSETS = Path(__file__).parents[3] / "assets"


@cache
def own_svg() -> str:
    """Return the application's own mark in its own colours."""
    return (_ASSETS / "logo.svg").read_text(encoding="utf-8")


@cache
def logo_svg(colour: str) -> str:
    """Return the application's own mark in one colour, ``#RRGGBB``."""
    before, _, rest = own_svg().partition('fill="#')
    return f'{before}fill="{colour}"{rest[7:]}'


def mark(encoded: str, colour: str, side: int) -> tuple[str, int, int]:
    """Return the mark as an address that needs no file, and its width and height in a square.

    It is the government's, a PNG in base64, or without one our own in a colour.
    """
    if encoded:
        return png_data_uri(encoded), *fit_png(encoded, side)
    svg = base64.b64encode(logo_svg(colour).encode()).decode()
    return f"data:image/svg+xml;base64,{svg}", side, side


@cache
def own_mark_png() -> str:
    """Return the application's own mark as PNG in base64, for documents that take no vectors."""
    out = io.BytesIO()
    with Image.open(_ASSETS / "favicon.ico") as icon:
        icon.save(out, format="PNG")
    return base64.b64encode(out.getvalue()).decode()


def fit_png(encoded: str, side: int) -> tuple[int, int]:
    """Return the width and height at which a PNG fits into a square, in its own proportions."""
    width, height = struct.unpack(">II", base64.b64decode(encoded[:64])[16:24])
    longest = max(width, height, 1)
    return max(1, round(width * side / longest)), max(1, round(height * side / longest))


def png_data_uri(encoded: str) -> str:
    """Return a PNG, in base64, as an address that needs no file."""
    return "data:image/png;base64," + encoded
