"""Photos of the survey in an annual report: how many, under which words, in which order (decree, L.3)."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from sekampadi.domain.errors import ConflictError, DomainError
from sekampadi.domain.isian import FormReader
from sekampadi.domain.teks import clean_text
from sekampadi.domain.tindak_lanjut.bukti import KETERANGAN_MAX
from sekampadi.i18n import t

FOTO_MAX: Final = 12
"""Of one report: more would be an album, and a document of more than ten megabytes."""


class ArahFoto(StrEnum):
    """Where a photo is moved to."""

    NAIK = "naik"
    TURUN = "turun"


def parse_keterangan_foto(isian: Mapping[str, object]) -> str:
    """Read what a photo shows: its caption, and what those hear who cannot see it.

    Args:
        isian: ``keterangan``.

    Raises:
        FieldErrors: ``keterangan.missing``, ``keterangan.too_long``.
    """
    given = isian.get("keterangan")
    reader = FormReader({"keterangan": clean_text(given) if isinstance(given, str) else ""})
    text = reader.text("keterangan", t("Keterangan foto"), least=1, most=KETERANGAN_MAX)
    reader.check()
    return text


def check_jumlah_foto(jumlah: int) -> None:
    """Refuse one photo more where a report has as many as it may.

    Raises:
        ConflictError: ``foto.count``.
    """
    if jumlah >= FOTO_MAX:
        raise ConflictError(
            "foto.count",
            t(
                "Satu laporan memuat paling banyak {n} foto. Hapus dulu foto yang tidak diperlukan.",
                n=FOTO_MAX,
            ),
        )


def parse_arah(arah: object) -> ArahFoto:
    """Read where a photo is moved to.

    Raises:
        DomainError: ``foto.arah``.
    """
    text = arah if isinstance(arah, str) else ""
    if text not in {a.value for a in ArahFoto}:
        raise DomainError("foto.arah", t("Pilih naik atau turun."))
    return ArahFoto(text)


def neighbour_of(ids: Sequence[int], moved: int, arah: ArahFoto) -> int | None:
    """Return with which photo one changes places; None at the end of the row.

    Args:
        ids: all photos of the report in their order, ``moved`` among them.
    """
    at = ids.index(moved) + (-1 if arah is ArahFoto.NAIK else 1)
    return ids[at] if 0 <= at < len(ids) else None
