"""How names stand in a sentence."""

from collections.abc import Sequence

from sekampadi.domain.ikm import NilaiUnsur
from sekampadi.i18n import format_angka, t


def join_names(names: Sequence[str]) -> str:
    """Join names in a sentence: ``A``, ``A dan B``, ``A, B, dan C``."""
    if len(names) < 2:
        return "".join(names)
    if len(names) == 2:
        return t("{a} dan {b}", a=names[0], b=names[1])
    return t("{awal}, dan {akhir}", awal=", ".join(names[:-1]), akhir=names[-1])


def name_unsur(unsur: Sequence[NilaiUnsur]) -> str:
    """Name unsur in a sentence, each with its NIK: ``U3 Waktu pelayanan (69,50)``."""
    return join_names([f"{u.unsur.kode} {u.unsur.nama} ({format_angka(u.nik)})" for u in unsur])
