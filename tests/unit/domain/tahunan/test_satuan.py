"""The province with its UPP as the units: the jackknife written out, and how often it errs where nothing moved."""

import random
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from sekampadi.domain.ikm import HasilIkm, Metode, compute_ikm
from sekampadi.domain.laporan.satuan import N_SATUAN, compare_satuan, compare_tahun, margin_satuan
from sekampadi.domain.laporan.uji import Sampel, welch

Upp = dict[int, list[list[int]]]
"""By UPP: answers, nine scores each."""


def _hasil(upp: Upp) -> dict[int, HasilIkm]:
    return {
        k: compute_ikm(len(rows), [sum(c) for c in zip(*rows, strict=True)], Metode.TEPAT)
        for k, rows in upp.items()
    }


def _mean(upp: Upp) -> float:
    """The index of all answers together, by the method that makes it the mean of all scores."""
    scores = [s for rows in upp.values() for row in rows for s in row]
    return 25 * sum(scores) / len(scores)


def _without(upp: Upp, one: int) -> Upp:
    return {k: rows for k, rows in upp.items() if k != one}


def _draw(rng: random.Random, sizes: Mapping[int, int], means: Mapping[int, float]) -> Upp:
    return {
        k: [[min(4, max(1, round(rng.gauss(means[k], 0.7)))) for _ in range(9)] for _ in range(n)]
        for k, n in sizes.items()
    }


@pytest.mark.parametrize("seed", range(8))
def test_the_error_is_that_of_leaving_out_each_upp_in_turn(seed: int) -> None:
    rng = random.Random(seed)
    ids = range(1, rng.randint(11, 25))
    means = {k: rng.uniform(2.5, 3.6) for k in ids}
    then = _draw(rng, {k: rng.randint(5, 40) for k in ids}, means)
    now = _draw(rng, {k: rng.randint(5, 40) for k in list(ids)[:-1]}, means)  # one is gone
    beda, unsur = compare_tahun(_hasil(now), _hasil(then))
    assert beda is not None
    change = _mean(now) - _mean(then)
    g = len(then)
    apart = [_mean(_without(now, k)) - _mean(_without(then, k)) - change for k in then]
    error = ((g - 1) / g * sum(a * a for a in apart)) ** 0.5
    assert float(beda.selisih) == pytest.approx(change, abs=1e-9)
    assert beda.galat == pytest.approx(error, rel=1e-9)
    # So many UPP of equal size would weigh as these do (Kish), less one.
    whole = [sum(map(len, year.values())) for year in (now, then)]
    each = [
        sum(
            len(y.get(k, [])) / (w - len(y.get(k, [])))
            for y, w in zip((now, then), whole, strict=True)
        )
        for k in then
    ]
    assert beda.derajat == pytest.approx(sum(each) ** 2 / sum(a * a for a in each) - 1)
    assert beda.p_dua == pytest.approx(2 * stats.t.sf(abs(change) / error, beda.derajat))
    # The index by this method is the mean of the nine NIK, and so is its change.
    assert sum(float(b.selisih) for b in unsur if b) / 9 == pytest.approx(change)


def test_upp_of_equal_size_are_tested_as_pairs() -> None:
    """With as many answers of each UPP in both years it is the paired t test of their indices."""
    rng = random.Random(3)
    sizes = dict.fromkeys(range(1, 16), 20)
    then = _draw(rng, sizes, {k: rng.uniform(2.5, 3.5) for k in sizes})
    now = _draw(rng, sizes, {k: rng.uniform(2.5, 3.5) for k in sizes})
    beda, _ = compare_tahun(_hasil(now), _hasil(then))
    assert beda is not None
    pairs = [[_mean({k: year[k]}) for k in sizes] for year in (now, then)]
    by_scipy = stats.ttest_rel(*pairs)
    assert (beda.derajat, beda.p_dua) == (pytest.approx(14), pytest.approx(by_scipy.pvalue))
    margin = margin_satuan(_hasil(now))
    error = float(np.std(pairs[0], ddof=1)) / 15**0.5 * float(stats.t.ppf(0.975, 14))
    assert margin == Decimal(error).quantize(Decimal("0.01"))


def test_below_ten_upp_nothing_is_told() -> None:
    rng = random.Random(4)
    sizes = dict.fromkeys(range(1, N_SATUAN), 12)
    year = _hasil(_draw(rng, sizes, dict.fromkeys(sizes, 3.0)))
    more = _hasil(_draw(rng, dict.fromkeys(range(1, 15), 12), dict.fromkeys(range(1, 15), 3.0)))
    assert margin_satuan(year) is None
    for pair in ((year, more), (more, year), (year, {})):
        assert compare_tahun(*pair) == (None, (None,) * 9)
    assert margin_satuan(more) is not None


def test_upp_that_are_not_shown_count_as_one_unit_in_both_years() -> None:
    rng = random.Random(6)
    sizes = dict.fromkeys(range(1, 13), 12)
    now = _draw(rng, sizes | {13: 2, 14: 3}, dict.fromkeys(range(1, 15), 3.0))
    then = _draw(rng, sizes | {13: 8, 14: 9}, dict.fromkeys(range(1, 15), 3.0))
    merged = [_without(_without(y, 13), 14) | {13: y[13] + y[14]} for y in (now, then)]
    assert compare_tahun(_hasil(now), _hasil(then)) == compare_tahun(*map(_hasil, merged))
    assert margin_satuan(_hasil(now)) == margin_satuan(_hasil(merged[0]))
    # Ten of which two are merged are nine units.
    few = {k: now[k] for k in (*range(1, 9), 13, 14)}
    assert margin_satuan(_hasil(few)) is None


def test_upp_that_all_moved_alike_are_told_by_the_signs() -> None:
    same = {k: (10, Fraction(750)) for k in range(1, 11)}
    more = {k: (10, Fraction(800)) for k in range(1, 11)}
    up, still = compare_satuan(more, same), compare_satuan(same, same)
    assert up is not None
    assert still is not None
    assert (up.selisih, up.p_dua, up.margin) == (5, 2 * 0.5**10, None)
    assert (still.selisih, still.p_dua) == (0, 1.0)


# --- how often a word of change stands where nothing changed ---------------------------------------

RUNS = 1500


def _null(
    rng: np.random.Generator, upp: int, spread: float
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Draw a year of UPP that are unlike, and moved this way and that, about one mean.

    Returns:
        Answers, sums and sums of squares of an answer's score in each UPP; each answer is a whole
        number of points, of which UPP and its year make about a fifth of the variance.
    """
    n = np.maximum(5, np.round(40 * np.exp(rng.normal(0, spread, upp)))).astype(int)
    own = rng.normal(0, 4, upp) + rng.normal(0, 4, upp)
    each = [np.rint(80 + m + rng.normal(0, 11, k)).astype(int) for m, k in zip(own, n, strict=True)]
    return n, np.array([e.sum() for e in each]), np.array([(e * e).sum() for e in each])


@pytest.mark.parametrize(("upp", "spread"), [(12, 0.5), (60, 0.8)])
def test_a_province_where_nothing_moved_is_said_to_have_moved_in_five_of_a_hundred(
    upp: int, spread: float
) -> None:
    rng = np.random.default_rng(upp)
    tested = by_upp = by_answer = 0
    for _ in range(RUNS):
        (n1, s1, q1), (n0, s0, q0) = _null(rng, upp, spread), _null(rng, upp, spread)
        years = [
            {k: (int(n), Fraction(int(s))) for k, (n, s) in enumerate(zip(*y, strict=True), 1)}
            for y in ((n1, s1), (n0, s0))
        ]
        units = compare_satuan(*years)
        single = welch(
            Sampel(int(n1.sum()), int(s1.sum()), int(q1.sum())),
            Sampel(int(n0.sum()), int(s0.sum()), int(q0.sum())),
        )
        assert single is not None
        by_answer += single.p_dua < 0.05
        if units is None:
            continue  # one UPP has so many answers that they weigh as fewer than five
        tested += 1
        by_upp += units.p_dua < 0.05
    assert tested > 0.98 * RUNS
    # Three standard errors of a share of five in a hundred: of 1500 runs 1.7 more.
    assert by_upp / tested <= 0.05 + 3 * (0.05 * 0.95 / RUNS) ** 0.5
    assert by_answer / RUNS > 0.25


def test_a_change_that_most_upp_share_is_found() -> None:
    """Sixty UPP that each fell by four points, give or take four: this the test must not miss."""
    rng = np.random.default_rng(8)
    found = 0
    for _ in range(100):
        n, s, _ = _null(rng, 60, 0.8)
        fell = rng.normal(-4, 4, 60)
        then = {k: (int(m), Fraction(int(t))) for k, (m, t) in enumerate(zip(n, s, strict=True), 1)}
        now = {k: (m, t + round(m * fell[k - 1])) for k, (m, t) in then.items()}
        beda = compare_satuan(now, then)
        assert beda is not None
        found += beda.p_dua < 0.05
    assert found >= 95
