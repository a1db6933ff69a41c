"""The versions of a part as the page lists them: those of one sitting behind the last of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sekampadi.i18n import format_angka, t

SEKALI_DUDUK: Final = timedelta(minutes=15)
"""Versions of one person within this time, with nobody's between them, are those of one sitting."""


@dataclass(frozen=True)
class VersiTampil:
    """A version: by whom and when, and whether it is the one that is looked at."""

    nomor: str
    kata: str
    alamat: str
    dilihat: bool
    kini: bool


@dataclass(frozen=True)
class DudukTampil:
    """The last version of a sitting, and those before it, folded away unless one is looked at."""

    akhir: VersiTampil
    lipat: str = ""  # what the fold says; empty for none
    lama: list[VersiTampil] = field(default_factory=list)
    terbuka: bool = False


def _told(akhir: VersiTampil, lama: list[VersiTampil]) -> DudukTampil:
    if not lama:
        return DudukTampil(akhir)
    words = t("{n} versi sebelumnya pada saat yang sama", n=format_angka(len(lama)))
    return DudukTampil(akhir, words, lama, any(v.dilihat for v in lama))


def fold_versi(rows: Iterable[tuple[str, datetime, VersiTampil]]) -> list[DudukTampil]:
    """Fold versions into sittings.

    Args:
        rows: by whom, when, and what is shown of it, the newest first.
    """
    found: list[DudukTampil] = []
    begun: tuple[str, datetime] | None = None
    for oleh, pada, shown in rows:
        if begun is not None and oleh == begun[0] and begun[1] - pada <= SEKALI_DUDUK:
            last = found.pop()
            found.append(_told(last.akhir, [*last.lama, shown]))
            continue
        found.append(DudukTampil(shown))
        begun = oleh, pada
    return found
