"""The mark that a government uploads: looked at, drawn anew, and nothing of the file kept."""

import hashlib
import io

from PIL import Image, UnidentifiedImageError

from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t

BYTES_MAX = 900 * 1024
"""Below what any request may carry (``api.middleware``)."""
SIDE_MAX = 4000
_SIDE = 512


def normalise_logo(data: bytes) -> tuple[str, bytes]:
    """Draw an uploaded picture anew as PNG with at most 512 pixels a side; return its name, too.

    Only its pixels survive: no metadata, no script, no second file hidden behind the first.

    Raises:
        DomainError: ``logo.size``, ``logo.format``, ``logo.pixels``.
    """
    if len(data) > BYTES_MAX:
        raise DomainError("logo.size", t("Logo paling besar {n} KB.", n=BYTES_MAX // 1024))
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            # The size stands in the head: nothing has been unpacked yet.
            if max(picture.size) > SIDE_MAX or min(picture.size) < 1:
                raise DomainError(
                    "logo.pixels", t("Logo paling besar {n} piksel tiap sisi.", n=SIDE_MAX)
                )
            picture.load()
            drawn = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise DomainError(
            "logo.format", t("Logo harus berupa gambar PNG atau JPEG yang utuh.")
        ) from None
    drawn.thumbnail((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=True)
    png = out.getvalue()
    return hashlib.sha256(png).hexdigest(), png
