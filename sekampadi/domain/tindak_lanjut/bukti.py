"""Bukti: what proves an action, a photo or a PDF (decree, L.2 b, "Dokumentasi Kegiatan")."""

import re
from collections.abc import Sequence

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.errors import ConflictError, DomainError
from sekampadi.domain.isian import clean_line
from sekampadi.domain.teks import clean_text
from sekampadi.i18n import t

_MB = 1024 * 1024
BYTES_MAX = 10 * _MB
"""Of one file as it comes. ``deploy/nginx.conf`` names it, too."""
KEGIATAN_BYTES_MAX = 50 * _MB
"""Of all files of one action as they are stored."""
KEGIATAN_FILES_MAX = 30
KETERANGAN_MAX = 200
NAMA_MAX = 120

_FOLDERS = re.compile(r"[/\\]")
_ODD = re.compile(r'[<>:"|?*\u0080-\u009f]')
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


class JenisBukti(Labelled):
    """What kind of file it is, by its bytes; it decides how the file leaves."""

    FOTO = "foto", t("Foto")
    PDF = "pdf", t("PDF")

    @property
    def ending(self) -> str:
        """How the name of such a file ends."""
        return ".pdf" if self is JenisBukti.PDF else ".jpg"

    @property
    def media_type(self) -> str:
        """What a browser is told that it is."""
        return "application/pdf" if self is JenisBukti.PDF else "image/jpeg"


def clean_nama(nama: object, jenis: JenisBukti) -> str:
    """Return the name under which a file is shown and saved; nothing is ever opened by it.

    Folders, what turns the direction of the text and what a disk would not take are left out. The
    ending is that of what is stored: a PNG has become a JPEG.
    """
    text = clean_text(nama) if isinstance(nama, str) else ""
    line = clean_line(_ODD.sub("", _FOLDERS.split(text)[-1]))
    stem = _ENDING.sub("", line).strip(". ")
    room = NAMA_MAX - len(jenis.ending)
    return (stem[:room].rstrip(". ") or t("bukti")) + jenis.ending


def read_keterangan(keterangan: object) -> str:
    """Read what is said of a file; empty for nothing.

    Raises:
        DomainError: ``bukti.keterangan``.
    """
    text = clean_line(clean_text(keterangan)) if isinstance(keterangan, str) else ""
    if len(text) > KETERANGAN_MAX:
        raise DomainError(
            "bukti.keterangan", t("Keterangan paling banyak {n} karakter.", n=KETERANGAN_MAX)
        )
    return text


def check_ukuran(ukuran: int) -> None:
    """Refuse a file that is empty or too large.

    Raises:
        DomainError: ``bukti.empty``, ``bukti.size``.
    """
    if not ukuran:
        raise DomainError("bukti.empty", t("Berkas ini kosong. Pilih berkas lain."))
    if ukuran > BYTES_MAX:
        raise DomainError("bukti.size", t("Berkas paling besar {n} MB.", n=BYTES_MAX // _MB))


def check_room(stored: Sequence[int], ukuran: int) -> None:
    """Refuse one file more where there is no room for it.

    Args:
        stored: the sizes of what the action has already.

    Raises:
        ConflictError: ``bukti.kegiatan_full``, ``bukti.kegiatan_count``.
    """
    if len(stored) >= KEGIATAN_FILES_MAX:
        raise ConflictError(
            "bukti.kegiatan_count",
            t("Bukti satu kegiatan paling banyak {n} berkas.", n=KEGIATAN_FILES_MAX),
        )
    if sum(stored) + ukuran > KEGIATAN_BYTES_MAX:
        raise ConflictError(
            "bukti.kegiatan_full",
            t(
                "Bukti satu kegiatan paling besar {n} MB. Hapus dulu bukti yang tidak diperlukan.",
                n=KEGIATAN_BYTES_MAX // _MB,
            ),
        )
