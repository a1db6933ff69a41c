"""Uji: which differences between means are more than chance (Welch), and of many at once (Holm)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from math import sqrt
from typing import Protocol, Self

from sekampadi.domain.ikm import Metode, round_half_up
from sekampadi.domain.laporan.student import t_cdf, t_quantile

N_UJI = 10
"""Answers that a margin and a comparison need."""
TARAF = 0.05
"""Chance of a false alarm that a test, or a table of tests, may have."""


class Sebaran(Protocol):
    """As much of the counters as a margin needs: answers, sums of scores, squares of totals."""

    @property
    def n(self) -> int:
        """Answers."""

    @property
    def jumlah(self) -> tuple[int, ...]:
        """Sums of the scores of the nine unsur."""

    @property
    def total_kuadrat(self) -> int:
        """Sum of the squares of the answers' totals."""


@dataclass(frozen=True)
class Sampel:
    """A set of answers as a test sees it: how many, and two sums, from which mean and spread follow.

    Args:
        n: answers.
        jumlah: the sum of what they say, in whole numbers.
        kuadrat: the sum of its squares.
        poin: what one of it is worth: points of the index, or of an NRR.
    """

    n: int
    jumlah: int
    kuadrat: int
    poin: Fraction = Fraction(1)

    @classmethod
    def of(cls, rekap: Sebaran, metode: Metode) -> Self:
        """Return answers with the index of each, which is linear in the total of its nine scores."""
        return cls(rekap.n, sum(rekap.jumlah), rekap.total_kuadrat, metode.bobot * 25)

    def __add__(self, other: Self) -> Self:
        """Merge two sets that share no answer."""
        if self.poin != other.poin:
            raise ValueError("two indices of different methods cannot be compared")
        return type(self)(
            self.n + other.n, self.jumlah + other.jumlah, self.kuadrat + other.kuadrat, self.poin
        )

    def __sub__(self, other: Self) -> Self:
        """Leave out a set that is part of this one."""
        return self + type(self)(-other.n, -other.jumlah, -other.kuadrat, other.poin)

    @cached_property
    def rata(self) -> Fraction:
        """The mean; there must be an answer."""
        return Fraction(self.jumlah, self.n) * self.poin

    @property
    def _spread(self) -> int:
        return self.n * self.kuadrat - self.jumlah * self.jumlah

    @cached_property
    def galat2(self) -> Fraction:
        """The square of the standard error of the mean, exact; there must be two answers."""
        return Fraction(self._spread, self.n * self.n * (self.n - 1)) * self.poin**2

    @property
    def cukup(self) -> bool:
        """Whether there is anything to go by: ten answers or more that are not all alike."""
        return self.n >= N_UJI and self._spread > 0


@lru_cache(maxsize=4096)
def student(df: float) -> Fraction:
    """Return how many standard errors lie on either side of 95 %, the same on every machine."""
    return Fraction(round_half_up(Fraction(t_quantile(1 - TARAF / 2, df)), 9))


@dataclass(frozen=True, slots=True)
class Beda:
    """A difference between two means.

    Args:
        selisih: the later or named one minus the other.
        galat: its standard error.
        derajat: Student's degrees of freedom that go with it.
    """

    selisih: Fraction
    galat: float
    derajat: float

    @property
    def margin(self) -> Decimal:
        """Its margin at 95 %, rounded to two places."""
        return round_half_up(student(self.derajat) * Fraction(self.galat))

    @property
    def p_turun(self) -> float:
        """How often chance alone makes it as low as this."""
        return t_cdf(float(self.selisih) / self.galat, self.derajat)

    @property
    def p_naik(self) -> float:
        """How often chance alone makes it as high as this."""
        return t_cdf(-float(self.selisih) / self.galat, self.derajat)

    @property
    def p_dua(self) -> float:
        """How often chance alone makes it as large as this, either way."""
        return 2 * t_cdf(-abs(float(self.selisih)) / self.galat, self.derajat)


def welch(one: Sampel | None, other: Sampel | None) -> Beda | None:
    """Compare two sets that share no answer, whose spreads need not be equal (Welch).

    Returns:
        The difference of their means; None when one of them is unknown or has too little to go by.
    """
    if one is None or other is None or not (one.cukup and other.cukup):
        return None
    a, b = float(one.galat2), float(other.galat2)
    df = (a + b) ** 2 / (a * a / (one.n - 1) + b * b / (other.n - 1))
    return Beda(one.rata - other.rata, sqrt(a + b), df)


def against(sampel: Sampel, batas: Fraction) -> Beda | None:
    """Compare a mean with a fixed bound; None when there is too little to go by."""
    if not sampel.cukup:
        return None
    return Beda(sampel.rata - batas, sqrt(sampel.galat2), sampel.n - 1)


def holm(p: Sequence[float]) -> list[float]:
    """Correct the p of several tests, so that all of them together keep the chance of one (Holm).

    What is no candidate may be given as 1: a test counts, whatever it found.
    """
    order = sorted(range(len(p)), key=lambda i: p[i])
    result, highest = [1.0] * len(p), 0.0
    for at, i in enumerate(order):
        highest = max(highest, min(1.0, p[i] * (len(p) - at)))
        result[i] = highest
    return result
