"""Satuan: the province's index with its UPP as the units, not its answers.

What happens at an UPP, a new counter or a broken queue, moves all answers of it together, and nobody
drew how many people answer at which UPP. Ten thousand answers of sixty UPP therefore say little more
of the province than sixty units do; taken one by one, they make of every year a change that is sure.
"""

from collections.abc import Iterable, Mapping, Set
from decimal import Decimal
from fractions import Fraction
from math import fsum, sqrt

from sekampadi.domain.ikm import HasilIkm, round_half_up
from sekampadi.domain.laporan.uji import Beda, student
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.domain.tahunan.lindung import hidden_parts

N_SATUAN = 10
"""Units that a margin and a comparison need."""
_BERSAMA = 0
"""The unit of all UPP that are not shown; no UPP has that id."""

Satuan = Mapping[int, tuple[int, Fraction]]
"""By UPP: answers, and what they say added up, in points."""


def _merge(satuan: Satuan, bersama: Set[int]) -> dict[int, tuple[int, Fraction]]:
    found: dict[int, tuple[int, Fraction]] = {}
    for upp, (n, jumlah) in satuan.items():
        at = _BERSAMA if upp in bersama else upp
        before = found.get(at, (0, Fraction(0)))
        found[at] = (before[0] + n, before[1] + jumlah)
    return found


def _mean(satuan: Satuan) -> Fraction:
    return sum((j for _, j in satuan.values()), Fraction(0)) / sum(n for n, _ in satuan.values())


def _pull(satuan: Satuan) -> dict[int, Fraction]:
    """Return how far each unit pulls the mean of all: by so much it falls without that unit."""
    whole, mean = sum(n for n, _ in satuan.values()), _mean(satuan)
    return {k: (jumlah - mean * n) / (whole - n) for k, (n, jumlah) in satuan.items()}


def _weights(satuan: Satuan) -> dict[int, Fraction]:
    whole = sum(n for n, _ in satuan.values())
    return {k: Fraction(n, whole - n) for k, (n, _) in satuan.items()}


def _degrees(weights: Iterable[Fraction]) -> float:
    """Return the degrees of freedom: one less than so many units of equal size would tell as much.

    With G - 1 a test of UPP as unlike in size as real ones are errs in seven to nine of a hundred,
    as the largest bring most of the spread; so the number is Kish's of the weights.
    """
    each = [float(w) for w in weights]
    return max(1.0, fsum(each) ** 2 / fsum(w * w for w in each) - 1)


def _error(pulls: list[Fraction]) -> float:
    """Return the standard error by the jackknife: the spread of the figure without each unit in turn."""
    g = len(pulls)
    # The sum does not depend on the order in which a database gives the UPP.
    return sqrt((g - 1) / g * fsum(float(p) ** 2 for p in pulls))


def compare_satuan(kini: Satuan, dulu: Satuan) -> Beda | None:
    """Compare the mean of all answers in two years, with the UPP as the units.

    The mean is the ratio of two sums over UPP. Its standard error is that of the jackknife which
    leaves out one UPP at a time, of both years at once: what an UPP always is falls out of the change,
    and one with many answers counts as much as it weighs. Where every UPP moved alike it is nought;
    then p is that of all ways to turn the signs (``2 ** -G``).

    Args:
        kini: of the later year.
        dulu: of the earlier year, made with the same weight method.

    Returns:
        The change; None where either year has fewer than ten units.
    """
    if min(len(kini), len(dulu)) < N_SATUAN:
        return None
    now, then = _pull(kini), _pull(dulu)
    none = Fraction(0)
    every = now.keys() | then.keys()
    pulls = [now.get(k, none) - then.get(k, none) for k in every]
    a, b = _weights(kini), _weights(dulu)
    selisih, derajat = (
        _mean(kini) - _mean(dulu),
        _degrees(a.get(k, none) + b.get(k, none) for k in every),
    )
    if any(pulls):
        return Beda(selisih, _error(pulls), derajat)
    return Beda(selisih, 0.0, derajat, 0.5 ** len(now.keys() & then.keys()) if selisih else 1.0)


def _index(hasil: Mapping[int, HasilIkm]) -> Satuan:
    return {k: (h.n, h.exact * h.n) for k, h in hasil.items() if h.exact is not None}


def _unsur(hasil: Mapping[int, HasilIkm], at: int) -> Satuan:
    return {k: (h.n, Fraction(25 * h.unsur[at].jumlah)) for k, h in hasil.items() if h.n}


def _hidden(hasil: Mapping[int, HasilIkm]) -> frozenset[int]:
    return hidden_parts({k: h.n for k, h in hasil.items() if h.n})


def margin_satuan(hasil: Mapping[int, HasilIkm]) -> Decimal | None:
    """Compute the margin of the province's index at 95 %, in points, with the UPP as the units.

    Args:
        hasil: the index of each UPP, by name: those that are not shown (``lindung.hidden_parts``)
            count as one unit, or they would follow from the margin.

    Returns:
        The margin; None with fewer than ten units, and where they are all alike.
    """
    satuan = _merge(_index(hasil), _hidden(hasil))
    if len(satuan) < N_SATUAN:
        return None
    pulls = list(_pull(satuan).values())
    if not any(pulls):
        return None
    return round_half_up(student(_degrees(_weights(satuan).values())) * Fraction(_error(pulls)))


def compare_lain(hasil: Mapping[int, HasilIkm]) -> tuple[Beda | None, ...]:
    """Compare each unsur of the province with the mean of the eight others, with the UPP as the units.

    The error of each is its own or the root mean square of the nine, whichever is larger, as in
    ``kekuatan.judge_unsur``.

    Args:
        hasil: the index of each UPP, by name as in :func:`margin_satuan`.

    Returns:
        By unsur how far it lies from the others, in points; None with fewer than ten units.
    """
    many, hidden = len(URUTAN), _hidden(hasil)
    found = list[tuple[Fraction, list[Fraction], float]]()
    for at in range(many):
        apart = {
            k: (h.n, Fraction(25, many - 1) * (many * h.unsur[at].jumlah - total))
            for k, h in hasil.items()
            if h.n
            for total in (sum(u.jumlah for u in h.unsur),)
        }
        satuan = _merge(apart, hidden)
        if len(satuan) < N_SATUAN:
            return (None,) * many
        found.append(
            (_mean(satuan), [*_pull(satuan).values()], _degrees(_weights(satuan).values()))
        )
    errors = [_error(pulls) for _, pulls, _ in found]
    shared = sqrt(fsum(e * e for e in errors) / many)
    return tuple(
        Beda(mean, max(error, shared), derajat)
        if shared
        else Beda(mean, 0.0, derajat, 0.5 ** len(pulls) if mean else 1.0)
        for (mean, pulls, derajat), error in zip(found, errors, strict=True)
    )


def compare_tahun(
    kini: Mapping[int, HasilIkm], dulu: Mapping[int, HasilIkm]
) -> tuple[Beda | None, tuple[Beda | None, ...]]:
    """Compare the province in two years, its index and its nine unsur (:func:`compare_satuan`).

    Args:
        kini: the index of each UPP in the later year, by name as in :func:`margin_satuan`: what is
            not shown in either year counts as one unit in both.
        dulu: of the earlier year, likewise.
    """
    together = _hidden(kini) | _hidden(dulu)

    def beda(now: Satuan, then: Satuan) -> Beda | None:
        return compare_satuan(_merge(now, together), _merge(then, together))

    each = (beda(_unsur(kini, at), _unsur(dulu, at)) for at in range(len(URUTAN)))
    return beda(_index(kini), _index(dulu)), tuple(each)
