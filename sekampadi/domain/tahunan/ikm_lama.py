"""Indices of the years before SEKAMPADI, typed in from earlier reports and marked as such."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sekampadi.domain.ikm import Mutu, round_half_up
from sekampadi.domain.isian import FormReader, clean_line
from sekampadi.domain.laporan.pelaksanaan import JUMLAH_MAX
from sekampadi.i18n import format_angka, t

TAHUN_LAMA_MIN = 2003
"""Before KepmenPAN 25/2004 there was no such index; its first surveys were of the year before."""
NILAI_MIN, NILAI_MAX = Decimal("24.75"), Decimal("100.00")
"""All ones with the lowest weight, all fours with the exact one."""
_NILAI = re.compile(r"[1-9]\d{1,2}(?:[.,]\d{1,4})?", re.ASCII)
_JUMLAH = re.compile(r"[1-9]\d{0,7}|[1-9]\d{0,2}(?:\.\d{3}){1,2}", re.ASCII)
"""A whole number, its thousands parted by points or not: 12.5 is none, and not 125."""


@dataclass(frozen=True, slots=True)
class NilaiLama:
    """An index of a year as an earlier report gives it.

    Args:
        nilai: with two places.
        n: respondents; None where the report does not say.
        sumber: the report it was taken from.
    """

    tahun: int
    nilai: Decimal
    n: int | None
    sumber: str

    @property
    def mutu(self) -> Mutu:
        """Its class."""
        return Mutu.of(self.nilai)


def parse_ikm_lama(tahun: int, isian: Mapping[str, object]) -> NilaiLama:
    """Read the form of an earlier index.

    Args:
        isian: ``nilai`` with a comma or a point, ``n`` (may be empty), ``sumber``.

    Raises:
        FieldErrors: ``nilai.missing``, ``nilai.number``; ``n.number``; ``sumber.*``.
    """
    reader = FormReader(isian)
    text = clean_line(isian.get("nilai"))
    nilai = Decimal(text.replace(",", ".")) if _NILAI.fullmatch(text) else Decimal(0)
    if not text:
        reader.wrong("nilai", "nilai.missing", t("Nilai IKM belum diisi."))
    elif not NILAI_MIN <= nilai <= NILAI_MAX:
        reader.wrong(
            "nilai",
            "nilai.number",
            t(
                "Nilai IKM: tulis angka {a} sampai {b}, misalnya 82,45.",
                a=format_angka(NILAI_MIN),
                b=format_angka(NILAI_MAX),
            ),
        )
    elif -int(nilai.as_tuple().exponent) > 2:
        # Rounding it here would be a rule that the report of then may not have had.
        reader.wrong(
            "nilai", "nilai.number", t("Nilai IKM: tulis paling banyak dua angka desimal.")
        )
    number, n = clean_line(isian.get("n")), None
    if _JUMLAH.fullmatch(number):
        n = int(number.replace(".", ""))
    if number and (n is None or n > JUMLAH_MAX):
        reader.wrong(
            "n",
            "n.number",
            t(
                "Jumlah responden: tulis bilangan bulat 1 sampai {b}, atau kosongkan.",
                b=format_angka(JUMLAH_MAX),
            ),
        )
    sumber = reader.text("sumber", t("Sumber"), least=5, most=200)
    reader.check()
    return NilaiLama(tahun, round_half_up(Fraction(nilai)), n, sumber)
