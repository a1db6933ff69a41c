"""Uji: which differences between means are more than chance (Welch), and of many at once (Holm)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from math import exp, lgamma, sqrt
from typing import Protocol, Self

from sekampadi.domain.ikm import Metode, round_half_up
from sekampadi.domain.laporan.student import t_cdf, t_quantile
from sekampadi.domain.survei.unsur import SKOR, URUTAN

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
        skala: the least and the most that an answer can say: a score, or a total of nine.
    """

    n: int
    jumlah: int
    kuadrat: int
    poin: Fraction = Fraction(1)
    skala: tuple[int, int] = (min(SKOR), max(SKOR))

    @classmethod
    def of(cls, rekap: Sebaran, metode: Metode) -> Self:
        """Return answers with the index of each, which is linear in the total of its nine scores."""
        skala = min(SKOR) * len(URUTAN), max(SKOR) * len(URUTAN)
        return cls(rekap.n, sum(rekap.jumlah), rekap.total_kuadrat, metode.bobot * 25, skala)

    def __add__(self, other: Self) -> Self:
        """Merge two sets that share no answer."""
        if self.poin != other.poin:
            raise ValueError("two indices of different methods cannot be compared")
        return replace(
            self,
            n=self.n + other.n,
            jumlah=self.jumlah + other.jumlah,
            kuadrat=self.kuadrat + other.kuadrat,
        )

    def __sub__(self, other: Self) -> Self:
        """Leave out a set that is part of this one."""
        return self + replace(other, n=-other.n, jumlah=-other.jumlah, kuadrat=-other.kuadrat)

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
    def ragam(self) -> float:
        """The variance of one answer; zero when all are alike."""
        return float(self.galat2 * self.n)

    @property
    def teruji(self) -> bool:
        """Whether it can be compared: ten answers or more."""
        return self.n >= N_UJI

    @property
    def cukup(self) -> bool:
        """Whether it has a margin: ten answers or more that are not all alike."""
        return self.teruji and self._spread > 0


@lru_cache(maxsize=4096)
def student(df: float) -> Fraction:
    """Return how many standard errors lie on either side of 95 %, the same on every machine."""
    return Fraction(round_half_up(Fraction(t_quantile(1 - TARAF / 2, df)), 9))


@dataclass(frozen=True, slots=True)
class Beda:
    """A difference between two means.

    Args:
        selisih: the later or named one minus the other.
        galat: its standard error; zero where no answer differs from another of its side.
        derajat: Student's degrees of freedom that go with it.
        eksak: where there is no standard error, how often chance alone brings this, counted and in
            the direction of the difference.
    """

    selisih: Fraction
    galat: float
    derajat: float
    eksak: float | None = None

    @property
    def margin(self) -> Decimal | None:
        """Its margin at 95 %, rounded to two places; None where there is no spread to tell by."""
        if self.eksak is not None:
            return None
        return round_half_up(student(self.derajat) * Fraction(self.galat))

    @property
    def p_turun(self) -> float:
        """How often chance alone makes it as low as this."""
        if self.eksak is not None:
            return self.eksak if self.selisih < 0 else 1.0
        return t_cdf(float(self.selisih) / self.galat, self.derajat)

    @property
    def p_dua(self) -> float:
        """How often chance alone makes it as large as this, either way."""
        if self.eksak is not None:
            return min(1.0, 2 * self.eksak)
        return 2 * t_cdf(-abs(float(self.selisih)) / self.galat, self.derajat)


def _permutation(one: Sampel, other: Sampel) -> Beda:
    """Compare two sets that are all alike: of all ways to deal their answers out, one is as far off."""
    selisih, n, m = one.rata - other.rata, one.n, other.n
    # A binomial coefficient of a hundred thousand answers has too many digits to be worked out.
    chance = exp(lgamma(n + 1) + lgamma(m + 1) - lgamma(n + m + 1)) if selisih else 1.0
    return Beda(selisih, 0.0, n + m - 2, chance)


def welch(one: Sampel | None, other: Sampel | None, *, terbesar: bool = False) -> Beda | None:
    """Compare two sets that share no answer, whose spreads need not be equal (Welch).

    A set that is all alike does not say how far it may be off: it takes the variance of the other.
    When both are, the answers are dealt out anew (an exact permutation test).

    Args:
        terbesar: give the first set the larger of the two variances. A small part of a large whole
            whose answers pile up at the ceiling often shows less spread than it has.

    Returns:
        The difference of their means; None when one of them is unknown or has too few answers.
    """
    if one is None or other is None or not (one.teruji and other.teruji):
        return None
    first, second = one.ragam, other.ragam
    if not first and not second:
        return _permutation(one, other)
    first, second = first or second, second or first
    if terbesar:
        first = max(first, second)
    a, b = first / one.n, second / other.n
    df = (a + b) ** 2 / (a * a / (one.n - 1) + b * b / (other.n - 1))
    return Beda(one.rata - other.rata, sqrt(a + b), df)


def _all_alike(sampel: Sampel, batas: Fraction) -> Beda:
    """Compare answers that are all alike with a bound, by the surest of all who could have given them.

    Who has the bound as his mean, says this as often as can be, and else what is farthest on the
    other side, does so ``n`` times in a row with this chance; nobody else does more often.
    """
    selisih, chance = sampel.rata - batas, 1.0
    if selisih:
        far = sampel.poin * (sampel.skala[1] if selisih < 0 else sampel.skala[0])
        # Beyond the end of the scale lies nobody's mean.
        beyond = far == sampel.rata or (far - batas) * selisih > 0
        chance = 0.0 if beyond else float((far - batas) / (far - sampel.rata)) ** sampel.n
    return Beda(selisih, 0.0, sampel.n - 1, chance)


def against(sampel: Sampel, batas: Fraction) -> Beda | None:
    """Compare a mean with a fixed bound; None when there are too few answers."""
    if not sampel.teruji:
        return None
    if not sampel.cukup:
        return _all_alike(sampel, batas)
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
