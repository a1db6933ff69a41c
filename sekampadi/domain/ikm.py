"""The arithmetic of the index (PermenPANRB 14/2017; decree, K.2 g and L.1).

Everything is exact (Fraction) up to the last step; this module holds the only rounding
of the program. Screens, documents, API and command line take their figures from here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Final, Self

from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.survei.unsur import URUTAN, Unsur
from sekampadi.i18n import t


class Metode(StrEnum):
    """How much one unsur weighs."""

    SEKAMPADI = "sekampadi"
    """0.111, which reproduces the decree's published figures; its ceiling is 99.90."""
    TEPAT = "tepat"
    """Exactly one ninth; its ceiling is 100."""
    PERMEN = "permen"
    """0.11, as printed in PermenPANRB 14/2017; its ceiling is 99.00."""

    @property
    def bobot(self) -> Fraction:
        """The weight, exact."""
        return _BOBOT[self]

    @property
    def label(self) -> str:
        """How a report names the method."""
        return {
            Metode.SEKAMPADI: "sekampadi (bobot 0,111)",
            Metode.TEPAT: "tepat (bobot 1/9)",
            Metode.PERMEN: "permen (bobot 0,11)",
        }.get(self, self.value)

    @classmethod
    def of_sheet(cls, name: str) -> "Metode":
        """Return the method of a published sheet; one unknown here has a name, and no weight."""
        if name in set(cls):
            return cls(name)
        unknown = str.__new__(cls, name)
        unknown._name_ = unknown._value_ = name
        return unknown


_BOBOT: Final[Mapping[Metode, Fraction]] = {
    Metode.SEKAMPADI: Fraction(111, 1000),
    Metode.TEPAT: Fraction(1, 9),
    Metode.PERMEN: Fraction(11, 100),
}


class Mutu(StrEnum):
    """The class of an index, D to A."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"

    @property
    def kinerja(self) -> str:
        """The class in words."""
        return {"A": "Sangat Baik", "B": "Baik", "C": "Kurang Baik", "D": "Tidak Baik"}[self.value]

    @classmethod
    def of(cls, nilai: Decimal) -> Self:
        """Return the class of an index that is already rounded to two places.

        The printed intervals leave gaps between their hundredths, so only their lower bounds are
        used.
        """
        return next((mutu for mutu, lower in BATAS_MUTU.items() if nilai >= lower), cls.D)


BATAS_MUTU: Final[Mapping[Mutu, Decimal]] = {
    Mutu.A: Decimal("88.31"),
    Mutu.B: Decimal("76.61"),
    Mutu.C: Decimal("65.00"),
}
"""The lower bounds of the classes (PermenPANRB 14/2017); below the last begins D."""


def rentang_mutu() -> tuple[str, ...]:
    """Return the classes in words, from "A 88,31–100,00" to "D di bawah 65,00"."""
    said, upper = [], Decimal("100.00")
    for mutu, lower in BATAS_MUTU.items():
        said.append(f"{mutu} {lower}–{upper}")
        upper = lower - Decimal("0.01")
    said.append(t("D di bawah {batas}", batas=lower))
    return tuple(text.replace(".", ",") for text in said)


def round_half_up(value: Fraction, places: int = 2) -> Decimal:
    """Round an exact, non-negative value: 86.605 gives 86.61."""
    return _round_ratio(value.numerator, value.denominator, places)


def _round_ratio(above: int, below: int, places: int = 2) -> Decimal:
    # In whole numbers, which need no common divisor: with fractions in between, live screens and
    # reports of all layanan would spend most of their time here.
    return _decimal((2 * above * 10**places + below) // (2 * below), places)


@lru_cache(maxsize=1 << 15)
def _decimal(scaled: int, places: int) -> Decimal:
    # A report of all layanan has eighteen thousand figures, and there are ten thousand from 0 to 100.
    return Decimal(scaled).scaleb(-places)


def two_places(value: Decimal | None) -> str | None:
    """Write a rounded figure for programs, with a point: ``86.60``."""
    return None if value is None else f"{value:.2f}"


@dataclass(frozen=True, slots=True)
class NilaiUnsur:
    """The figures of one unsur; all but ``jumlah`` are rounded to two places, None without answers."""

    unsur: Unsur
    jumlah: int
    nrr: Decimal | None
    nrr_tertimbang: Decimal | None
    nik: Decimal | None

    @property
    def mutu(self) -> Mutu | None:
        """The class of the unsur's NIK (decree, L.3)."""
        return None if self.nik is None else Mutu.of(self.nik)


@dataclass(frozen=True, slots=True)
class HasilIkm:
    """An index with what it was made of.

    ``nilai`` is rounded to two places; ``exact`` is not, for means over several indices.
    Without answers ``nilai``, ``exact`` and ``mutu`` are None: "belum ada data", never 0 or D.
    """

    n: int
    metode: Metode
    nilai: Decimal | None
    exact: Fraction | None
    unsur: tuple[NilaiUnsur, ...]

    @property
    def mutu(self) -> Mutu | None:
        """The class of the index."""
        return None if self.nilai is None else Mutu.of(self.nilai)

    @property
    def kinerja(self) -> str | None:
        """The class of the index in words."""
        return None if self.mutu is None else self.mutu.kinerja


def compute_ikm(n: int, jumlah: Sequence[int], metode: Metode) -> HasilIkm:
    """Compute the index of ``n`` answers from the sums of their nine scores, each from n to 4n.

    Raises:
        ValueError: when the sums cannot belong to ``n`` answers (a fault of the program).
    """
    if len(jumlah) != len(URUTAN) or any(not n <= j <= 4 * n for j in jumlah):
        raise ValueError(f"sums {list(jumlah)} do not belong to {n} answers")
    if n == 0:
        empty = tuple(NilaiUnsur(u, 0, None, None, None) for u in URUTAN)
        return HasilIkm(0, metode, None, None, empty)
    bobot = metode.bobot
    above, below = bobot.numerator, bobot.denominator * n
    unsur = tuple(
        NilaiUnsur(
            *(u, j, _round_ratio(j, n), _round_ratio(j * above, below)), _round_ratio(25 * j, n)
        )
        for u, j in zip(URUTAN, jumlah, strict=True)
    )
    exact = Fraction(25 * sum(jumlah) * above, below)
    return HasilIkm(n, metode, round_half_up(exact), exact, unsur)


def compute_ikm_of_rekap(rekap: Rekap, metode: Metode) -> HasilIkm:
    """Compute the index of a set of counters."""
    return compute_ikm(rekap.n, rekap.jumlah, metode)


def compute_rata_rata_upp(hasil: Iterable[HasilIkm]) -> Decimal | None:
    """Compute the province's second figure: the mean of the indices of the UPP that have answers.

    Each is of its own layanan only, and taken unrounded.
    """
    exact = [h.exact for h in hasil if h.exact is not None]
    return round_half_up(sum(exact, Fraction(0)) / len(exact)) if exact else None
