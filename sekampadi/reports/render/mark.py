"""The mark of the application, for documents."""

import base64
import io
import struct
from functools import cache
from pathlib import Path

from PIL import Image

_ASSETS = Path(__file__).parents[3] / "assets"
_LOGO = _ASSETS / "logo.svg"


@cache
def logo_svg(colour: str) -> str:
    """Return the mark in one colour.

    Args:
        colour: ``#RRGGBB``.
    """
    svg = _LOGO.read_text(encoding="utf-8")
    before, _, rest = svg.partition('fill="#')
    return f'{before}fill="{colour}"{rest[7:]}'


@cache
def logo_data_uri(colour: str) -> str:
    """Return the mark in one colour as an address that needs no file."""
    return "data:image/svg+xml;base64," + base64.b64encode(logo_svg(colour).encode()).decode()


@cache
def own_mark_png() -> str:
    """Return the application's own mark as PNG in base64, for documents that take no vectors."""
    out = io.BytesIO()
    with Image.open(_ASSETS / "favicon.ico") as icon:
        icon.save(out, format="PNG")
    return base64.b64encode(out.getvalue()).decode()


def fit_png(encoded: str, side: int) -> tuple[int, int]:
    """Return the width and height at which a PNG fits into a square, in its own proportions.

    Args:
        encoded: the PNG in base64.
        side: of the square.
    """
    width, height = struct.unpack(">II", base64.b64decode(encoded[:64])[16:24])
    longest = max(width, height, 1)
    return max(1, round(width * side / longest)), max(1, round(height * side / longest))


def png_data_uri(encoded: str) -> str:
    """Return a PNG, in base64, as an address that needs no file."""
    return "data:image/png;base64," + encoded
