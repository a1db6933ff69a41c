"""QR codes of short addresses, as a picture, as vectors, and as a matrix for documents."""

import io
from itertools import groupby
from typing import Final

import qrcode
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.image.pil import PilImage
from qrcode.image.svg import SvgPathFillImage

from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t

QUIET_ZONE: Final = 4
"""White modules around the code, as the standard asks (ISO/IEC 18004)."""
MAX_TEXT: Final = 500
"""Longer addresses would make the modules too small for a phone's camera."""
MAX_SCALE: Final = 40


def _code(text: str) -> "qrcode.QRCode[PilImage]":
    if not 1 <= len(text.encode()) <= MAX_TEXT:
        raise DomainError("qr.text", t("Alamat untuk kode QR kosong atau terlalu panjang."))
    # Level Q: a quarter of the code may be dirty or torn, as happens on a counter.
    code: qrcode.QRCode[PilImage] = qrcode.QRCode(
        error_correction=ERROR_CORRECT_Q, border=QUIET_ZONE
    )
    code.add_data(text)
    code.make(fit=True)
    return code


def qr_matrix(text: str) -> list[list[bool]]:
    """Return the modules of a code, the quiet zone included; True is dark.

    Raises:
        DomainError: ``qr.text`` when it is empty or too long.
    """
    return [[bool(module) for module in row] for row in _code(text).get_matrix()]


def qr_path(text: str) -> tuple[str, int]:
    """Return a code as the path of an SVG, one unit a module, and how long its side is.

    Raises:
        DomainError: ``qr.text`` when it is empty or too long.
    """
    matrix, runs = qr_matrix(text), list[str]()
    for y, row in enumerate(matrix):
        for dark, run in groupby(range(len(row)), key=row.__getitem__):
            if dark:
                at, *more = run
                runs.append(f"M{at} {y}h{1 + len(more)}v1H{at}z")
    return "".join(runs), len(matrix)


def qr_png(text: str, *, scale: int = 10) -> bytes:
    """Return a code as PNG, ``scale`` pixels a module.

    Raises:
        DomainError: ``qr.text`` when it is empty or too long, ``qr.scale`` for another scale.
    """
    if not 1 <= scale <= MAX_SCALE:
        raise DomainError("qr.scale", t("Ukuran kode QR tidak dikenal."))
    code = _code(text)
    code.box_size = scale
    out = io.BytesIO()
    code.make_image(image_factory=PilImage).save(out, format="PNG")
    return out.getvalue()


def qr_svg(text: str) -> bytes:
    """Return a code as SVG on a white ground.

    Raises:
        DomainError: ``qr.text`` when it is empty or too long.
    """
    out = io.BytesIO()
    _code(text).make_image(image_factory=SvgPathFillImage).save(out)
    return out.getvalue()
