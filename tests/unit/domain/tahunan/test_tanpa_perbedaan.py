"""Where nothing differs, a report says that something does in at most one of twenty.

Reports are drawn from a truth that is known: scores of 1 to 4 that go with each other, as who likes
one unsur mostly likes the others. Of each family of sentences the program's own functions are asked.
"""

from math import sqrt
from typing import Any

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import norm

from sekampadi.domain.ikm import Metode, compute_ikm_of_rekap
from sekampadi.domain.laporan.ketelitian import compute_ketelitian
from sekampadi.domain.laporan.perbandingan import judge
from sekampadi.domain.laporan.peringkat import Kedudukan
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.laporan.uji import TARAF
from sekampadi.domain.tahunan.kekuatan import SELISIH, KekuatanUnsur, Sampel, judge_unsur
from sekampadi.domain.tahunan.perbandingan import compare_unsur
from sekampadi.domain.tahunan.statistik.hitung import compare_groups, compute_statistik

Skor = np.ndarray[Any, np.dtype[np.int64]]
"""Scores of some reports: report, answer, unsur."""

PELUANG = (0.02, 0.08, 0.60, 0.30)
"""How often each score is given: a standard deviation of 0.65, much as in the demonstration."""
CUTS = norm.ppf(np.cumsum(PELUANG)[:-1])
MOOD = 0.637
"""What two unsur of a person share before it becomes a score; the scores then correlate by 0.50."""
ROUNDS = 300
SIZES = pytest.mark.parametrize("n", [40, 135, 1000])
METODE = Metode.SEKAMPADI


def at_most(rounds: int) -> int:
    """Return how many of so many reports may say something: 5 %, and three standard errors of chance."""
    return int(rounds * TARAF + 3 * sqrt(rounds * TARAF * (1 - TARAF)))


CEILING = pytest.mark.parametrize(
    ("n", "threes"), [(n, share) for n in (30, 60, 135) for share in (0.05, 0.1, 0.2)]
)
"""Answers nearly all of which are 4, as where everybody is content."""


def ceiling(rounds: int, n: int, threes: float) -> Skor:
    """Draw reports of 4, but for a share of 3; no unsur goes with another."""
    return 4 - (np.random.default_rng(n).random((rounds, n, 9)) < threes)


def draw(seed: int, rounds: int, n: int, shift: float = 0.0) -> Skor:
    """Draw reports in which all unsur are rated alike, but for a shift of the first."""
    rng = np.random.default_rng(seed)
    mood = rng.standard_normal((rounds, n, 1)) * sqrt(MOOD)
    felt = mood + rng.standard_normal((rounds, n, 9)) * sqrt(1 - MOOD)
    felt[:, :, 0] += shift
    return np.searchsorted(CUTS, felt) + 1


def rekaps(skor: Skor) -> list[Rekap]:
    """Count the answers of each report."""
    counts = np.stack([(skor == s).sum(axis=1) for s in (1, 2, 3, 4)], axis=-1).tolist()
    squares = (skor.sum(axis=2) ** 2).sum(axis=1).tolist()
    n = skor.shape[1]
    return [
        Rekap(n, tuple((a, b, c, d) for a, b, c, d in rows), kuadrat)
        for rows, kuadrat in zip(counts, squares, strict=True)
    ]


def judged(skor: Skor) -> list[tuple[KekuatanUnsur, ...]]:
    """Judge the unsur of each report."""
    apart = 9 * skor - skor.sum(axis=2, keepdims=True)
    sums, squares = apart.sum(axis=1).tolist(), (apart**2).sum(axis=1).tolist()
    each = [
        tuple(Sampel(skor.shape[1], a, b, SELISIH.poin, SELISIH.skala) for a, b in pairs)
        for pairs in (zip(s, q, strict=True) for s, q in zip(sums, squares, strict=True))
    ]
    return [
        judge_unsur(r, compute_ikm_of_rekap(r, METODE), selisih)
        for r, selisih in zip(rekaps(skor), each, strict=True)
    ]


def test_the_scores_are_drawn_as_said() -> None:
    skor = draw(1, 40, 1000).reshape(-1, 9)
    means = np.corrcoef(skor.T)[np.triu_indices(9, 1)]
    assert means.mean() == pytest.approx(0.50, abs=0.01)
    assert skor.std() == pytest.approx(0.65, abs=0.01)


@SIZES
def test_no_unsur_stands_out_where_all_are_rated_alike(n: int) -> None:
    said = [
        any(u.kedudukan in {Kedudukan.ATAS, Kedudukan.BAWAH} for u in report)
        for report in judged(draw(n, ROUNDS, n))
    ]
    assert sum(said) <= at_most(ROUNDS)


@CEILING
def test_no_unsur_stands_out_at_the_ceiling(n: int, threes: float) -> None:
    said = [
        any(u.kedudukan in {Kedudukan.ATAS, Kedudukan.BAWAH} for u in report)
        for report in judged(ceiling(ROUNDS, n, threes))
    ]
    assert sum(said) <= at_most(ROUNDS)


def test_an_unsur_four_points_lower_is_found_among_135_answers() -> None:
    def missing(shift: float) -> float:
        # A score is 1, and one more for each cut that it is above; four points are 0.16 of a score.
        return float(norm.sf(CUTS - shift).sum() - norm.sf(CUTS).sum() + 0.16)

    shift = float(brentq(missing, -2, 0))
    reports = judged(draw(4, ROUNDS, 135, shift))
    found = sum(report[0].kedudukan is Kedudukan.BAWAH for report in reports)
    assert found >= 0.7 * ROUNDS


@SIZES
def test_no_year_differs_where_all_are_rated_alike(n: int) -> None:
    now, *before = (rekaps(draw(seed * 10_000 + n, ROUNDS, n)) for seed in (1, 2, 3))
    index = unsur = 0
    for rekap, *then in zip(now, *before, strict=True):
        hasil = [compute_ikm_of_rekap(r, METODE) for r in (rekap, *then)]
        sure, *others = (
            compute_ketelitian(r, h) for r, h in zip((rekap, *then), hasil, strict=True)
        )
        changes = judge([(sure, other) for other in others], dua_arah=True)
        index += any(c.arah.nyata for c in changes)
        gerak = compare_unsur((rekap, hasil[0]), list(zip(then, hasil[1:], strict=True)))
        unsur += any(g.putusan.arah.nyata for year in gerak for g in year)
    assert max(index, unsur) <= at_most(ROUNDS)
    assert index > 0, "a test that never says anything has no power either"


@SIZES
def test_no_group_differs_where_all_are_rated_alike(n: int) -> None:
    rounds, rng, said = 120, np.random.default_rng(n), 0
    for items in draw(n + 7, rounds, n).astype(np.float64):
        cells = {str(k): [str(c) for c in rng.integers(k, size=n)] for k in (2, 6, 5, 4)}
        found = compare_groups(items, cells)
        said += any(u.p_bh is not None and u.p_bh < TARAF for k in found for u in k.uji)
    assert said <= at_most(rounds)


@CEILING
def test_no_unsur_go_together_and_no_group_differs_at_the_ceiling(n: int, threes: float) -> None:
    rounds, rng, pairs, groups = 120, np.random.default_rng(n), 0, 0
    for items in ceiling(rounds, n, threes).tolist():
        cells = {str(k): [str(c) for c in rng.integers(k, size=n)] for k in (2, 4)}
        found = compute_statistik(items, [None] * n, cells)
        pairs += any(k.p_bh is not None and k.p_bh < TARAF for k in found.korelasi)
        groups += any(u.p_bh is not None and u.p_bh < TARAF for k in found.kelompok for u in k.uji)
    assert max(pairs, groups) <= at_most(rounds)


def test_unsur_that_go_together_are_found_at_the_ceiling() -> None:
    """Of 135 people a quarter is less content, and three of four of these give a 3 for each unsur."""
    rng = np.random.default_rng(7)
    low = rng.random((60, 135, 1)) < 0.25
    scores = 4 - (low & (rng.random((60, 135, 9)) < 0.75))
    told = sum(
        k.p_bh is not None and k.p_bh < TARAF
        for items in scores.tolist()
        for k in compute_statistik(items, [None] * 135, {}).korelasi
    )
    # Each is expected to differ 0.19 x 135 = 25 times, so on both 25 x 25 / 135 = 4.7 do by chance; of
    # a report with few of the less content it is fewer than three, and then nothing is said.
    assert told >= 0.8 * 60 * 36
