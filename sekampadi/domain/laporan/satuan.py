"""Satuan: the index of a part of ten UPP or more with its UPP as the units, not its answers.

Above all the province (decision 73). What happens at an UPP, a new counter or a broken queue, moves
all answers of it together, and nobody drew how many people answer at which UPP. Ten thousand answers of sixty UPP therefore say little more
of the province than sixty units do; taken one by one, they make of every year a change that is sure.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import fsum, lcm, sqrt

from sekampadi.domain.ikm import HasilIkm, Metode, round_half_up
from sekampadi.domain.laporan.lindung import hidden_parts
from sekampadi.domain.laporan.uji import Beda, student
from sekampadi.domain.survei.unsur import URUTAN

N_SATUAN = 10
"""Units that a margin and a comparison need."""
N_EFEKTIF = 5
"""Units of equal size that they must at least weigh as many as (Kish): of one giant beside eleven small
UPP the error is one of a single unit, and Student's t of one degree makes a margin beyond the scale."""
BERSAMA = 0
"""The unit of all UPP that are not shown; no UPP has that id."""

Satuan = Mapping[int, tuple[int, Fraction]]
"""By UPP: answers, and what they say added up, in points."""


def _merge(satuan: Satuan, bersama: Set[int]) -> dict[int, tuple[int, Fraction]]:
    found: dict[int, tuple[int, Fraction]] = {}
    for upp, (n, jumlah) in satuan.items():
        at = BERSAMA if upp in bersama else upp
        before = found.get(at, (0, Fraction(0)))
        found[at] = (before[0] + n, before[1] + jumlah)
    return found


def _scaled(satuan: Satuan) -> tuple[int, int, int, dict[int, int]]:
    """Return all answers, what they say added up, its denominator, and what each unit says over that.

    Live screens do this every second: whole numbers are added in a fraction of the time.
    """
    under = lcm(*(jumlah.denominator for _, jumlah in satuan.values()))
    each = {k: j.numerator * (under // j.denominator) for k, (_, j) in satuan.items()}
    return sum(n for n, _ in satuan.values()), sum(each.values()), under, each


def _mean(satuan: Satuan) -> Fraction:
    whole, total, under, _ = _scaled(satuan)
    return Fraction(total, whole * under)


def _pull(satuan: Satuan) -> dict[int, Fraction]:
    """Return how far each unit pulls the mean of all: by so much it falls without that unit."""
    whole, total, under, each = _scaled(satuan)
    return {
        k: Fraction(each[k] * whole - total * n, whole * (whole - n) * under)
        for k, (n, _) in satuan.items()
    }


def _weights(satuan: Satuan) -> dict[int, float]:
    whole = sum(n for n, _ in satuan.values())
    return {k: n / (whole - n) for k, (n, _) in satuan.items()}


def _degrees(weights: Iterable[float]) -> float:
    """Return the degrees of freedom: one less than so many units of equal size would tell as much.

    With G - 1 a test of UPP as unlike in size as real ones are errs in seven to nine of a hundred,
    as the largest bring most of the spread; so the number is Kish's of the weights.
    """
    each = list(weights)
    return max(1.0, fsum(each) ** 2 / fsum(w * w for w in each) - 1)


def _is_enough(sizes: Sequence[int]) -> bool:
    if len(sizes) < N_SATUAN:
        return False
    whole = sum(sizes)
    return _degrees(n / (whole - n) for n in sizes) + 1 >= N_EFEKTIF


def _enough(satuan: Satuan) -> bool:
    return _is_enough([n for n, _ in satuan.values()])


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
        The change; None where either year has fewer than ten units, or answers of few of them.
    """
    if not (_enough(kini) and _enough(dulu)):
        return None
    now, then = _pull(kini), _pull(dulu)
    none = Fraction(0)
    every = now.keys() | then.keys()
    pulls = [now.get(k, none) - then.get(k, none) for k in every]
    a, b = _weights(kini), _weights(dulu)
    selisih, derajat = (
        _mean(kini) - _mean(dulu),
        _degrees(a.get(k, 0.0) + b.get(k, 0.0) for k in every),
    )
    if any(pulls):
        return Beda(selisih, _error(pulls), derajat)
    return Beda(selisih, 0.0, derajat, 0.5 ** len(now.keys() & then.keys()) if selisih else 1.0)


@cache
def _poin(metode: Metode) -> Fraction:
    return metode.bobot * 25


def _index(hasil: Mapping[int, HasilIkm]) -> Satuan:
    # An index is linear in the sums of its scores; this is ``exact * n``, found quicker.
    return {
        k: (h.n, _poin(h.metode) * sum(u.jumlah for u in h.unsur)) for k, h in hasil.items() if h.n
    }


def _unsur(hasil: Mapping[int, HasilIkm], at: int) -> Satuan:
    return {k: (h.n, Fraction(25 * h.unsur[at].jumlah)) for k, h in hasil.items() if h.n}


def _hidden(hasil: Mapping[int, HasilIkm]) -> frozenset[int]:
    return hidden_parts({k: h.n for k, h in hasil.items() if h.n})


def _sizes(hasil: Mapping[int, HasilIkm], hidden: Set[int]) -> list[int]:
    together = sum(h.n for k, h in hasil.items() if k in hidden)
    return [
        *(h.n for k, h in hasil.items() if h.n and k not in hidden),
        *([together] * (together > 0)),
    ]


def enough_satuan(hasil: Mapping[int, HasilIkm]) -> bool:
    """Tell whether there are units enough for a margin and a comparison.

    Args:
        hasil: the index of each UPP, by name as in :func:`margin_satuan`.

    Returns:
        Whether there are ten or more, and their answers do not lie with few of them.
    """
    return _is_enough(_sizes(hasil, _hidden(hasil)))


def few_satuan(*hasil: Mapping[int, HasilIkm]) -> bool:
    """Tell whether there are fewer than ten units in any of some periods.

    Args:
        hasil: of each period the index of each UPP, by name as in :func:`margin_satuan`; what is not
            shown in one counts as one unit in all.
    """
    hidden = frozenset[int]().union(*map(_hidden, hasil))
    return any(len(_sizes(each, hidden)) < N_SATUAN for each in hasil)


def margin_satuan(hasil: Mapping[int, HasilIkm]) -> Decimal | None:
    """Compute the margin of the province's index at 95 %, in points, with the UPP as the units.

    Args:
        hasil: the index of each UPP, by name: those that are not shown (``lindung.hidden_parts``)
            count as one unit, or they would follow from the margin.

    Returns:
        The margin; None without units enough (:func:`enough_satuan`), and where they are all alike.
    """
    satuan = _merge(_index(hasil), _hidden(hasil))
    if not _enough(satuan):
        return None
    pulls = list(_pull(satuan).values())
    if not any(pulls):
        return None
    return round_half_up(student(_degrees(_weights(satuan).values())) * Fraction(_error(pulls)))


def against_satuan(hasil: Mapping[int, HasilIkm], batas: Fraction) -> Beda | None:
    """Compare the index with a fixed bound, in points, with the UPP as the units.

    Args:
        hasil: the index of each UPP, by name as in :func:`margin_satuan`.

    Returns:
        How far it lies from the bound; None as :func:`margin_satuan`.
    """
    satuan = _merge(_index(hasil), _hidden(hasil))
    pulls = list(_pull(satuan).values()) if _enough(satuan) else []
    if not any(pulls):
        return None
    return Beda(_mean(satuan) - batas, _error(pulls), _degrees(_weights(satuan).values()))


def compare_lain(hasil: Mapping[int, HasilIkm]) -> tuple[Beda | None, ...]:
    """Compare each unsur of the province with the mean of the eight others, with the UPP as the units.

    The error of each is its own or the root mean square of the nine, whichever is larger, as in
    ``kekuatan.judge_unsur``.

    Args:
        hasil: the index of each UPP, by name as in :func:`margin_satuan`.

    Returns:
        By unsur how far it lies from the others, in points; None without units enough.
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
        if not _enough(satuan):
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


def _beside(kini: Satuan, dulu: Satuan, together: Set[int]) -> Beda | None:
    return compare_satuan(_merge(kini, together), _merge(dulu, together))


def compare_index(kini: Mapping[int, HasilIkm], dulu: Mapping[int, HasilIkm]) -> Beda | None:
    """Compare the index in two periods; arguments and result as in :func:`compare_tahun`."""
    return _beside(_index(kini), _index(dulu), _hidden(kini) | _hidden(dulu))


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
    each = (_beside(_unsur(kini, at), _unsur(dulu, at), together) for at in range(len(URUTAN)))
    return compare_index(kini, dulu), tuple(each)
