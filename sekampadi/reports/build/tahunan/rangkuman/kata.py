"""How names stand in a sentence."""

from collections.abc import Sequence

from sekampadi.domain.ikm import NilaiUnsur
from sekampadi.i18n import format_angka
from sekampadi.reports.build.tahunan.tulisan import join_words


def name_unsur(unsur: Sequence[NilaiUnsur]) -> str:
    """Name unsur in a sentence, each with its NIK: ``U3 Waktu pelayanan (69,50)``."""
    return join_words([f"{u.unsur.kode} {u.unsur.nama} ({format_angka(u.nik)})" for u in unsur])
