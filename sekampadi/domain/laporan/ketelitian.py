"""Ketelitian: how far an index may be off, and which of two may be called the higher one.

The answers of a period are taken as a random sample of the people served. The index is linear in
the respondents' totals, so its margin follows from their variance, which the counters know.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import isqrt
from typing import Protocol

from sekampadi.domain.ikm import HasilIkm, Metode, round_half_up
from sekampadi.domain.laporan.sampel import minimum_sample
from sekampadi.i18n import t

Z95 = Fraction("1.96")
"""How many standard errors lie on either side of 95 % of a normal distribution."""

_DIGITS = 10**20


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


def _sqrt(value: Fraction) -> Fraction:
    """Return a square root to twenty decimal places, far beyond what is ever shown."""
    return Fraction(isqrt(int(value * _DIGITS**2)), _DIGITS)


def compute_margin(rekap: Sebaran, metode: Metode, populasi: int | None = None) -> Decimal | None:
    """Compute the margin of an index at 95 %, in points of the index.

    Args:
        rekap: the counters of the answers.
        metode: the weight method of the index.
        populasi: people served, for the finite population correction ``1 - n / N``; None when
            nobody knows. A number below ``n`` cannot be right and corrects nothing.

    Returns:
        The margin, rounded to two places; None for fewer than two answers, which have no variance.
    """
    n = rekap.n
    if n < 2:
        return None
    total = sum(rekap.jumlah)
    variance = (rekap.total_kuadrat - Fraction(total * total, n)) / (n - 1)
    rest = 1 - Fraction(n, populasi) if populasi is not None and populasi >= n else Fraction(1)
    return round_half_up(Z95 * _sqrt(variance / n * rest) * metode.bobot * 25)


@dataclass(frozen=True, slots=True)
class Ketelitian:
    """How much an index can be relied on.

    Args:
        n: number of answers.
        nilai: the index, None without answers.
        margin: its margin at 95 %, None for fewer than two answers.
        populasi: people served in the period, None when nobody knows.
        sampel_minimum: answers that so many people need (Krejcie & Morgan), None likewise.
    """

    n: int
    nilai: Decimal | None
    margin: Decimal | None
    populasi: int | None
    sampel_minimum: int | None

    @property
    def kurang(self) -> bool:
        """Whether there are fewer answers than the minimum sample."""
        return self.sampel_minimum is not None and self.n < self.sampel_minimum

    @property
    def rentang(self) -> tuple[Decimal, Decimal] | None:
        """The interval that the printed figures make, None where there is none to rely on.

        Answers that are all the same have no spread: two of them would lie above everybody else
        beyond doubt. Only when everyone served has answered is a margin of 0 the whole truth.
        """
        if self.nilai is None or self.margin is None:
            return None
        if not self.margin and self.populasi != self.n:
            return None
        return self.nilai - self.margin, self.nilai + self.margin


def compute_ketelitian(rekap: Sebaran, hasil: HasilIkm, populasi: int | None = None) -> Ketelitian:
    """Tell how much an index can be relied on.

    Args:
        rekap: the counters it was made of.
        populasi: people served, None when nobody knows.
    """
    return Ketelitian(
        hasil.n,
        hasil.nilai,
        compute_margin(rekap, hasil.metode, populasi),
        populasi,
        minimum_sample(populasi) if populasi else None,
    )


def is_higher(one: Ketelitian, other: Ketelitian) -> bool | None:
    """Tell whether one index is higher than another beyond their margins.

    Returns:
        True or False when the intervals lie apart; None when they overlap or touch, or one of
        them has no interval: then neither may be called the better one.
    """
    a, b = one.rentang, other.rentang
    if a is None or b is None:
        return None
    if a[0] > b[1]:
        return True
    return False if b[0] > a[1] else None


@dataclass(frozen=True, slots=True)
class Posisi:
    """Where an index stands among others, as far as their margins allow to say.

    Args:
        di_bawahnya: how many are lower beyond doubt.
        setara: how many cannot be told apart from it.
        di_atasnya: how many are higher beyond doubt.
        kelompok: number of its band, 1 for the highest. Two whose intervals overlap are always in
            one band.
    """

    di_bawahnya: int
    setara: int
    di_atasnya: int
    kelompok: int

    @property
    def label(self) -> str:
        """The place among the others in words, ``di atas 2; setara 5; di bawah 1``.

        There is no number of a rank: it would part what cannot be told apart.
        """
        words = [
            (self.di_bawahnya, t("di atas {n}")),
            (self.setara, t("setara {n}")),
            (self.di_atasnya, t("di bawah {n}")),
        ]
        said = "; ".join(text.format(n=n) for n, text in words if n)
        return said or t("tidak ada pembanding")


def rank(items: Sequence[Ketelitian]) -> list[Posisi | None]:
    """Say of each index where it stands among the others.

    Returns:
        One place for each, in their order; None for one without an interval, which is compared
        with nobody.
    """
    intervals = [k.rentang for k in items]
    known = [r for r in intervals if r is not None]
    lows, highs, bands = sorted(r[0] for r in known), sorted(r[1] for r in known), _bands(known)
    result: list[Posisi | None] = []
    for interval in intervals:
        if interval is None:
            result.append(None)
            continue
        low, high = interval
        lower, higher = bisect_left(highs, low), len(known) - bisect_right(lows, high)
        band = next(at for at, end in enumerate(bands, start=1) if low >= end)
        result.append(Posisi(lower, len(known) - 1 - lower - higher, higher, band))
    return result


def _bands(intervals: Iterable[tuple[Decimal, Decimal]]) -> list[Decimal]:
    """Return the lower ends of the bands, highest first: chains of intervals that overlap."""
    lows: list[Decimal] = []
    for low, high in sorted(intervals, key=lambda r: r[1], reverse=True):
        if lows and high >= lows[-1]:
            lows[-1] = min(lows[-1], low)
        else:
            lows.append(low)
    return lows
