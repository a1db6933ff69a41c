"""Photos that come in: drawn anew, so that only their pixels survive."""

import io
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import ExifTags, Image, UnidentifiedImageError

from sekampadi.domain.errors import DomainError
from sekampadi.domain.tindak_lanjut.bukti import check_ukuran
from sekampadi.i18n import t
from sekampadi.settings import Settings

SIDE_MAX: Final = 8000
"""Pixels of a side as it comes; most phones' photos have 4,000, their panoramas up to 8,000."""
_SIDE: Final = 1600
"""Pixels a side of what is kept: sharp on a page of A4."""
_KINDS: Final = {"JPEG": "JPEG", "PNG": "PNG", "WEBP": "WebP"}
_Turn = Image.Transpose
_TURNS: Final = {
    **{2: _Turn.FLIP_LEFT_RIGHT, 3: _Turn.ROTATE_180, 4: _Turn.FLIP_TOP_BOTTOM},
    **{5: _Turn.TRANSPOSE, 6: _Turn.ROTATE_270, 7: _Turn.TRANSVERSE, 8: _Turn.ROTATE_90},
}
"""How a phone says that it was held. Pillow's own turning writes all else that the phone has said
anew, and stumbles over it."""


@dataclass(frozen=True, slots=True)
class FotoKecil:
    """A photo drawn small, as JPEG."""

    isi: bytes
    lebar: int  # pixels
    tinggi: int


def photo_folder(settings: Settings) -> Path:
    """Return where the photos of the publication log lie."""
    return settings.data_dir / "bukti"


def is_foto(data: bytes) -> bool:
    """Tell by its first bytes whether a file says that it is a photo of a kind that is taken."""
    return data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (
        data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    )


def read_foto(data: bytes) -> bytes:
    """Return the bytes to be stored of a file that must be a photo.

    It is drawn anew. To be called in the process for files that came in.

    Raises:
        DomainError: ``bukti.empty``, ``bukti.size``, ``bukti.kind``, ``bukti.format``,
            ``bukti.pixels``.
    """
    check_ukuran(len(data))
    if not is_foto(data):
        raise DomainError("bukti.kind", t("Pilih foto (JPEG, PNG, atau WebP)."))
    return draw_photo(data, side=_SIDE, formats=_KINDS)


def read_kecil(path: Path, *, side: int) -> FotoKecil | None:
    """Draw a stored photo with at most so many pixels a side; None for one that is gone or broken."""
    try:
        small = draw_photo(path.read_bytes(), side=side, formats={"JPEG": "JPEG"})
        with Image.open(io.BytesIO(small)) as picture:
            return FotoKecil(small, *picture.size)
    except (OSError, DomainError):
        return None


def _too_many_pixels() -> DomainError:
    return DomainError("bukti.pixels", t("Foto paling besar {n} piksel tiap sisi.", n=SIDE_MAX))


def draw_photo(data: bytes, *, side: int, formats: dict[str, str]) -> bytes:
    """Draw a photo anew as JPEG with at most so many pixels a side.

    Neither the place and the device that a phone writes into it survive, nor anything hidden
    behind the picture. Of one that moves, or of several in one file, the first is drawn.

    Args:
        formats: what it may be, by Pillow's names, with what people call it.

    Raises:
        DomainError: ``bukti.format``, ``bukti.pixels``.
    """
    try:
        with Image.open(io.BytesIO(data), formats=tuple(formats)) as picture:
            # The size stands in the head: nothing has been unpacked yet.
            if max(picture.size) > SIDE_MAX:
                raise _too_many_pixels()
            turn = _TURNS.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
            picture.thumbnail((side, side), Image.Resampling.LANCZOS)
            drawn = _flat(picture.transpose(turn) if turn else picture)
    except Image.DecompressionBombError:
        raise _too_many_pixels() from None
    except MemoryError:
        # Of a WebP the whole is unpacked at once, several times over: not every one that may be so
        # wide has room in the process for files.
        raise DomainError(
            "bukti.pixels", t("Foto ini terlalu besar untuk dibuka. Perkecil, lalu unggah lagi.")
        ) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError, struct.error):
        *most, last = formats.values()
        raise DomainError(
            "bukti.format",
            t(
                "Bukti harus berupa foto {jenis} yang utuh.",
                jenis=f"{', '.join(most)} {t('atau')} {last}",
            ),
        ) from None
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=80, optimize=True)
    return out.getvalue()


def _flat(picture: Image.Image) -> Image.Image:
    """Return a picture in colours on white, whatever it was."""
    if picture.mode.startswith("I"):  # a scanner's sixteen bits of grey, which would all be white
        picture = picture.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    rgba = picture.convert("RGBA")
    drawn = Image.new("RGB", picture.size, "white")
    drawn.paste(rgba, mask=rgba.getchannel("A"))
    return drawn
