"""Statistics of the annual report, held against published figures and against another computation."""

import random
from itertools import combinations, permutations
from math import isclose, sqrt

import numpy as np
import pytest

from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.domain.tahunan.statistik.hasil import (
    N_ANALISIS,
    N_KELOMPOK,
    Alasan,
    Kekuatan,
    Kuadran,
    Pengaruh,
    Statistik,
    rounded,
)
from sekampadi.domain.tahunan.statistik.hitung import (
    benjamini_hochberg,
    compute_statistik,
    cronbach,
    item_total,
    kruskal_wallis,
    spearman,
)
from tests.unit.domain.tahunan import acuan
from tests.unit.domain.tahunan.acuan import over_all_seeds

ATTITUDE = """
43 51 30 39 61 92 45 63 64 51 54 63 73 47 71 70 68 69 76 86 48 61 63 45 47 54 84 35
81 78 56 66 71 83 47 43 55 49 44 54 49 34 58 67 42 56 66 68 35 71 75 50 55 70 66 41
72 82 72 67 71 83 31 67 61 45 47 62 80 41 64 53 53 58 58 67 34 67 60 47 39 59 74 41
69 62 57 42 55 63 25 68 83 83 45 59 77 35 77 77 54 72 79 77 46 81 90 50 72 60 54 36
74 85 64 69 79 79 63 65 60 65 75 55 80 60 65 70 46 57 75 85 46 50 58 68 54 64 78 52
50 40 33 34 43 64 33 64 61 52 62 66 80 41 53 66 52 50 63 80 37 40 37 42 58 50 57 49
63 54 42 48 66 75 33 66 77 66 63 88 76 72 78 75 58 74 80 78 49 48 57 44 45 51 83 38
85 85 71 71 77 74 55 82 82 39 59 64 78 39
"""
"""R's data set of that name: 30 departments, seven questions (Chatterjee and Price 1977)."""
BH_1995 = (
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.000),
)
TUNA_L = (44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1)
TUNA_RASA = (2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8)
"""Hollander and Wolfe 1973, p. 187: tuna, its lightness and what a panel thinks of it."""
MUKOSILIER = ((2.9, 3.0, 2.5, 2.6, 3.2), (3.8, 2.7, 4.0, 2.4), (2.8, 3.4, 3.7, 2.2, 2.0))
"""Hollander and Wolfe 1973, p. 116: the half-life of dust in the lungs of three groups of men."""


def test_tuna_by_students_t_not_exactly() -> None:
    assert spearman(np.asarray(TUNA_L), np.asarray(TUNA_RASA)) is Alasan.SEDIKIT
    rho = acuan.pearson(acuan.mean_ranks(TUNA_L), acuan.mean_ranks(TUNA_RASA))
    assert round(rho, 4) == 0.6
    # The exact p counts all orders; that of Student's t, which we tell from ten answers on, is less.
    orders = np.asarray(list(permutations(range(1, 10))), dtype=np.float64)
    all_rho = 1 - 6 * ((orders - np.arange(1, 10)) ** 2).sum(axis=1) / (9 * 80)
    assert round(float((np.abs(all_rho) >= rho - 1e-9).mean()), 4) == 0.0968
    assert round(acuan.p_of_rho(rho, 9), 4) == 0.0876
    # Twice the nine fish are eighteen with ties: the same rho, told with the p of eighteen.
    twice = spearman(np.asarray(TUNA_L * 2), np.asarray(TUNA_RASA * 2))
    assert not isinstance(twice, Alasan)
    assert isclose(twice[0], 0.6, abs_tol=1e-12)
    assert isclose(twice[1], acuan.p_of_rho(0.6, 18), abs_tol=1e-9)


def test_mucociliary() -> None:
    found = kruskal_wallis([np.asarray(g) for g in MUKOSILIER])
    assert not isinstance(found, Alasan)
    assert (round(found[0], 4), round(found[1], 3)) == (0.7714, 0.680)
    assert isclose(found[2], found[0] / 13, abs_tol=1e-12)


def test_benjamini_and_hochberg_reject_four_of_fifteen() -> None:
    adjusted = benjamini_hochberg([BH_1995[0], None, *BH_1995[1:]])
    assert adjusted[1] is None
    assert sum(p is not None and p <= 0.05 for p in adjusted) == 4
    assert benjamini_hochberg([None, None]) == [None, None]


def test_alpha_of_attitude() -> None:
    items = np.asarray([float(x) for x in ATTITUDE.split()]).reshape(30, 7)
    alpha = cronbach(items)
    assert alpha is not None
    assert round(alpha, 3) == 0.843


def _random_case(
    seed: int,
) -> tuple[list[list[int]], list[int | None], dict[str, list[str | None]]]:
    rng = random.Random(seed)
    n = rng.choice((0, 1, 2, 9, 10, 11, 30, 120, 300))
    scores = rng.choice(((3,), (3, 4), (1, 4), (1, 2, 3, 4), (3, 3, 3, 3, 3, 4)))
    nilai = [[rng.choice(scores) for _ in URUTAN] for _ in range(n)]
    umum = [rng.choice((1, 2, 3, 4, None)) for _ in range(n)]
    names = ("pria", "wanita", "lain", None)
    return nilai, umum, {"kelamin": [rng.choice(names[: rng.randint(1, 4)]) for _ in range(n)]}


def _near(ours: float | None, theirs: float | None) -> bool:
    if ours is None or theirs is None:
        return ours is theirs
    return isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-9)


def _column(nilai: list[list[int]], at: int) -> list[float]:
    return [float(row[at]) for row in nilai]


def _check_pairs(found: Statistik, nilai: list[list[int]]) -> None:
    known, ps = [], []
    ranks = [acuan.mean_ranks(_column(nilai, at)) for at in range(9)]
    for line, (a, b) in zip(found.korelasi, combinations(range(9), 2), strict=True):
        x, y = _column(nilai, a), _column(nilai, b)
        assert (line.a, line.b) == (URUTAN[a], URUTAN[b])
        if len(nilai) < N_ANALISIS:
            assert line.alasan is Alasan.SEDIKIT
        elif acuan.too_few_differ(x, y):
            assert line.alasan is Alasan.TANPA_RAGAM
        else:
            rho = acuan.pearson(ranks[a], ranks[b])
            assert line.alasan is None
            assert _near(line.rho, rho)
            assert _near(line.p, acuan.p_of_rho(rho, len(nilai)))
            known.append(line)
            ps.append(line.p or 0.0)
    assert all(_near(k.p_bh, p) for k, p in zip(known, acuan.step_up(ps), strict=True))


def _check_groups(found: Statistik, nilai: list[list[int]], cells: list[str | None]) -> None:
    (grouping,) = found.kelompok
    large = [c for c in dict.fromkeys(cells) if c and cells.count(c) >= N_KELOMPOK]
    assert list(grouping.kelompok) == large
    assert grouping.n == sum(cells.count(c) for c in large)
    for at, line in enumerate(grouping.uji):
        groups = [
            [float(row[at]) for row, c in zip(nilai, cells, strict=True) if c == name]
            for name in large
        ]
        if len(large) < 2 or grouping.n < N_ANALISIS:
            assert line.alasan is Alasan.SEDIKIT
        elif acuan.groups_too_alike(groups):
            assert line.alasan is Alasan.TANPA_RAGAM
        else:
            h = acuan.kruskal(groups)
            assert _near(line.h, h)
            assert _near(line.p, acuan.p_of_chi2(h, len(large) - 1))
            assert _near(line.epsilon2, h / (grouping.n - 1))


def _check_rest(found: Statistik, nilai: list[list[int]], umum: list[int | None]) -> None:
    n = len(nilai)
    for at, line in enumerate(found.univariat):
        own = _column(nilai, at)
        assert line.frekuensi == tuple(own.count(s) for s in (1, 2, 3, 4))
        assert _near(line.rata, sum(own) / n if n else None)
        assert _near(line.simpangan, sqrt(acuan.variance(own)) if n > 1 else None)
    if n >= N_ANALISIS:
        totals = [float(sum(row)) for row in nilai]
        spread = sum(acuan.variance(_column(nilai, at)) for at in range(9))
        whole = acuan.variance(totals)
        assert _near(found.keandalan.alpha, 9 / 8 * (1 - spread / whole) if whole else None)
        for at, butir in enumerate(found.keandalan.butir):
            own = _column(nilai, at)
            rest = [t - o for t, o in zip(totals, own, strict=True)]
            varies = len(set(own)) > 1 and len(set(rest)) > 1
            assert _near(butir.korelasi, acuan.pearson(own, rest) if varies else None)
    else:
        assert found.keandalan.alasan is Alasan.SEDIKIT
    rated = [(row, float(u)) for row, u in zip(nilai, umum, strict=True) if u is not None]
    general = acuan.mean_ranks([u for _, u in rated])
    for at, one in enumerate(found.kepentingan.butir):
        x, y = [float(row[at]) for row, _ in rated], [u for _, u in rated]
        varied = not acuan.too_few_differ(x, y)
        told = len(rated) >= N_ANALISIS and varied
        rho = acuan.pearson(acuan.mean_ranks(x), general) if told else None
        assert _near(one.kepentingan, rho)
        assert (one.kuadran is None) == (rho is None)
        assert one.kinerja == found.univariat[at].rata
    told_p = [
        acuan.p_of_rho(b.kepentingan, len(rated))
        for b in found.kepentingan.butir
        if b.kepentingan is not None
    ]
    known = [b.p_bh for b in found.kepentingan.butir if b.kepentingan is not None]
    assert found.kepentingan.n == len(rated)
    assert all(_near(bh, p) for bh, p in zip(known, acuan.step_up(told_p), strict=True))


@over_all_seeds
def test_as_another_computation_finds_it(seed: int) -> None:
    nilai, umum, kelompok = _random_case(seed)
    found = compute_statistik(nilai, umum, kelompok)
    assert found.n == len(nilai)
    _check_pairs(found, nilai)
    _check_groups(found, nilai, kelompok["kelamin"])
    _check_rest(found, nilai, umum)


def test_quadrants_meet_at_the_means() -> None:
    rng = random.Random(5)
    umum = [rng.choice((1, 2, 3, 4)) for _ in range(400)]
    # U1 goes with the general rating and is low, U2 goes with it and is high; the others do not.
    nilai = [
        [max(1, u - 1), min(4, u + 1), *(rng.choice((1, 2)) for _ in range(3)), *(rng.choice((3, 4)) for _ in range(4))]
        for u in umum
    ]  # fmt: skip
    found = compute_statistik(nilai, list(umum), {}).kepentingan
    assert [b.kuadran for b in found.butir] == [
        *(Kuadran.PERBAIKI, Kuadran.PERTAHANKAN),
        *[Kuadran.RENDAH] * 3,
        *[Kuadran.LEBIH] * 4,
    ]


def test_who_gives_no_general_rating_leaves_performance_as_it_is() -> None:
    nilai = [[1 + (i + at) % 4 for at in range(9)] for i in range(50)]
    nothing = compute_statistik(nilai, [None] * 50, {}).kepentingan
    assert nothing.alasan is Alasan.TANPA_PENILAIAN
    assert [b.kinerja for b in nothing.butir] == [
        u.rata for u in compute_statistik(nilai, [], {}).univariat
    ]


def test_equal_unsur_stand_in_one_quadrant() -> None:
    for seed in range(60):
        rng = random.Random(seed)
        umum = [rng.choice((1, 2, 3, 4)) for _ in range(40)]
        nilai = [[max(1, u - rng.choice((0, 1)))] * 9 for u in umum]
        butir = compute_statistik(nilai, list(umum), {}).kepentingan.butir
        assert {b.kuadran for b in butir} == {Kuadran.PERTAHANKAN}


def test_small_groups_are_named_and_left_out() -> None:
    cells = [*(["pria"] * 20), *(["wanita"] * 20), *(["lain"] * (N_KELOMPOK - 1)), None]
    rng = random.Random(3)
    nilai = [[rng.choice((1, 2, 3) if c == "pria" else (2, 3, 4)) for _ in URUTAN] for c in cells]
    (found,) = compute_statistik(nilai, [], {"kelamin": cells}).kelompok
    assert (found.kelompok, found.kecil, found.n) == (("pria", "wanita"), ("lain",), 40)
    ps = [line.p for line in found.uji if line.p is not None]
    assert len(ps) == 9
    assert all(_near(u.p_bh, p) for u, p in zip(found.uji, acuan.step_up(ps), strict=True))


def test_words_for_an_effect_begin_at_their_bounds() -> None:
    bounds = ((0.0, Pengaruh.ABAI), (0.01, Pengaruh.KECIL), (0.08, Pengaruh.SEDANG))
    for least, word in (*bounds, (0.26, Pengaruh.BESAR)):
        assert Pengaruh.of(least) is word
    # By what is printed: 0.009 here, 0.010 there.
    assert (Pengaruh.of(0.00949), Pengaruh.of(0.00951)) == (Pengaruh.ABAI, Pengaruh.KECIL)


def test_words_for_a_correlation_begin_at_their_bounds() -> None:
    bounds = ((0.0, Kekuatan.ABAI), (0.1, Kekuatan.LEMAH), (0.3, Kekuatan.SEDANG))
    for least, word in (*bounds, (0.5, Kekuatan.KUAT)):
        assert (Kekuatan.of(least), Kekuatan.of(-least)) == (word, word)
    assert (Kekuatan.of(0.4949), Kekuatan.of(-0.4951)) == (Kekuatan.SEDANG, Kekuatan.KUAT)


def test_a_half_goes_up_as_in_the_index() -> None:
    # 201 / 200 is 1.005 and lies a hair below it in binary.
    assert [str(rounded(x, 2)) for x in (201 / 200, 3.3449, -0.125, -0.004, 0.0)] == [
        *("1.01", "3.34", "-0.13", "0.00", "0.00")
    ]


def test_an_item_that_never_changes_goes_with_nothing() -> None:
    items = np.asarray([[3.0, 1.0], [3.0, 2.0], [3.0, 4.0]])
    assert item_total(items, 0) is None
    assert item_total(items, 1) is None  # the sum of the others is the first


@pytest.mark.parametrize("kind", ["pair", "group"])
def test_chance_alone_is_found_about_as_often_as_said(kind: str) -> None:
    rng = np.random.default_rng(20261130)
    rounds, n, alarms = 400, 60, 0
    for _ in range(rounds):
        x = rng.choice((1.0, 2.0, 3.0, 4.0), size=n, p=(0.05, 0.15, 0.5, 0.3))
        y = rng.choice((1.0, 2.0, 3.0, 4.0), size=n, p=(0.05, 0.15, 0.5, 0.3))
        found = spearman(x, y) if kind == "pair" else kruskal_wallis([x[:20], x[20:35], x[35:]])
        assert not isinstance(found, Alasan)
        alarms += found[1] <= 0.05
    # 20 are expected; four standard errors to either side are 17.
    assert 3 <= alarms <= 37


@pytest.mark.parametrize(("odd", "told"), [(1, False), (4, False), (5, False), (6, True)])
def test_a_few_who_differ_prove_no_correlation(odd: int, told: bool) -> None:
    """One of twelve who says something else of two unsur would prove rho 1 at p < 0,001."""
    x = np.asarray([4.0] * (12 - odd) + [3.0] * odd)
    found = spearman(x, x)
    assert found is not Alasan.SEDIKIT
    assert isinstance(found, Alasan) == (not told)


@pytest.mark.parametrize(("odd", "told"), [(17, False), (18, True)])
def test_on_both_unsur_three_have_to_differ_by_chance(odd: int, told: bool) -> None:
    # 17 x 17 / 100 = 2.89; 18 x 18 / 100 = 3.24.
    x = np.asarray([4.0] * (100 - odd) + [3.0] * odd)
    assert isinstance(spearman(x, x), Alasan) == (not told)


@pytest.mark.parametrize(("odd", "told"), [(9, False), (10, True)])
def test_in_the_smallest_group_one_has_to_differ_by_chance(odd: int, told: bool) -> None:
    # Ten of a hundred are of the smaller group: 9 x 10 / 100 = 0.9.
    x = np.asarray([3.0] * odd + [4.0] * (100 - odd))
    assert isinstance(kruskal_wallis([x[:10], x[10:]]), Alasan) == (not told)


def _null(rng: np.random.Generator, n: int) -> list[list[int]]:
    """Answers in which no unsur goes with another, nor with who answers."""
    drawn = rng.choice((1, 2, 3, 4), size=(n, 9), p=(0.05, 0.15, 0.5, 0.3))
    return [[int(x) for x in row] for row in drawn]


def test_a_whole_family_says_something_by_chance_as_seldom_as_one_test() -> None:
    """Where all is chance, every find is a false one: at most 5 % of families may have any."""
    rng = np.random.default_rng(1995)
    rounds, n = 400, 60
    alarms = {"pairs": 0, "groups": 0, "importance": 0}
    bare = 0
    for _ in range(rounds):
        umum = [int(x) for x in rng.choice((2, 3, 4), size=n)]
        cells = [str(x) for x in rng.choice(("a", "b", "c"), size=n)]
        found = compute_statistik(_null(rng, n), umum, {"k": cells})
        alarms["pairs"] += any((k.p_bh or 0) < 0.05 for k in found.korelasi)
        alarms["groups"] += any((u.p_bh or 0) < 0.05 for u in found.kelompok[0].uji)
        alarms["importance"] += any((b.p_bh or 0) < 0.05 for b in found.kepentingan.butir)
        bare += any((k.p or 0) < 0.05 for k in found.korelasi)
    # 20 of 400 are allowed; four standard errors more are 37.
    assert all(count <= 37 for count in alarms.values()), alarms
    assert all(alarms.values()), "a family that never says anything has no power either"
    # Uncorrected, of 36 pairs 84 % of families would say something: 1 - 0.95 ** 36.
    assert bare > 300
