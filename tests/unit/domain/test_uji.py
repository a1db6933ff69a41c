"""Welch's test and Holm's correction, against SciPy's and by hand."""

import random
import statistics
from fractions import Fraction
from math import comb

import pytest
from scipy import stats

from sekampadi.domain.ikm import Metode
from sekampadi.domain.laporan.layar import Hitung
from sekampadi.domain.laporan.uji import Sampel, against, holm, student, welch

M = Metode.SEKAMPADI
POIN = M.bobot * 25


def sampel(totals: list[int]) -> Sampel:
    return Sampel(len(totals), sum(totals), sum(t * t for t in totals), POIN)


def draw(rng: random.Random, n: int, low: int = 9) -> list[int]:
    return [rng.randint(low, 36) for _ in range(n)]


@pytest.mark.parametrize("seed", range(20))
def test_welch_is_that_of_scipy(seed: int) -> None:
    rng = random.Random(seed)
    a, b = draw(rng, rng.randint(10, 300)), draw(rng, rng.randint(10, 40), 20)
    points = [[t * float(POIN) for t in totals] for totals in (a, b)]
    beda = welch(sampel(a), sampel(b))
    assert beda is not None
    for p, alternative in ((beda.p_dua, "two-sided"), (beda.p_turun, "less")):
        expected = stats.ttest_ind(*points, equal_var=False, alternative=alternative)
        assert p == pytest.approx(expected.pvalue, abs=1e-9)
    low, high = stats.ttest_ind(*points, equal_var=False).confidence_interval(0.95)
    assert beda.margin is not None
    assert float(beda.margin) == pytest.approx((high - low) / 2, abs=0.0051)
    assert beda.derajat == pytest.approx(expected.df, rel=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_a_bound_is_tested_as_scipy_does(seed: int) -> None:
    rng = random.Random(seed)
    scores = [rng.randint(1, 4) for _ in range(25)]
    beda = against(Sampel(25, sum(scores), sum(s * s for s in scores)), Fraction("2.6"))
    assert beda is not None
    expected = stats.ttest_1samp(scores, 2.6, alternative="less")
    assert beda.p_turun == pytest.approx(expected.pvalue, abs=1e-9)


def test_holm_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.6, 0.9]) == pytest.approx([1.0, 1.0])
    assert holm([0.02]) == [0.02]
    assert holm([]) == []


@pytest.mark.parametrize("seed", range(10))
def test_holm_finds_what_its_steps_find(seed: int) -> None:
    """Step by step: the smallest against 0.05/m, the next against 0.05/(m-1), until one fails."""
    rng = random.Random(seed)
    p = [rng.random() ** 6 for _ in range(rng.randint(1, 60))]
    rejected: set[int] = set()
    for step, i in enumerate(sorted(range(len(p)), key=p.__getitem__)):
        if p[i] >= 0.05 / (len(p) - step):
            break
        rejected.add(i)
    assert {i for i, q in enumerate(holm(p)) if q < 0.05} == rejected


def test_mean_and_error_are_exact_and_add_up() -> None:
    rng = random.Random(1)
    a, b = draw(rng, 30), draw(rng, 50)
    whole = sampel(a + b)
    assert sampel(a) + sampel(b) == whole
    assert whole - sampel(b) == sampel(a)
    assert whole.rata == Fraction(sum(a + b), 80) * POIN
    assert whole.galat2 == statistics.variance([Fraction(t) for t in a + b]) * POIN**2 / 80
    with pytest.raises(ValueError, match="methods"):
        whole + Sampel(10, 300, 9000, Metode.TEPAT.bobot * 25)


def test_few_answers_are_compared_with_nobody() -> None:
    rng = random.Random(2)
    enough, few, equal = sampel(draw(rng, 10)), sampel(draw(rng, 9)), sampel([36] * 40)
    assert enough.cukup
    assert not few.cukup
    assert not equal.cukup
    for other in (few, sampel([36] * 9), Sampel(0, 0, 0, POIN), None):
        assert welch(enough, other) is None
        assert welch(other, enough) is None
    assert against(few, Fraction(80)) is None


@pytest.mark.parametrize("seed", range(5))
def test_answers_all_alike_take_the_spread_of_the_others(seed: int) -> None:
    rng = random.Random(seed)
    mixed, n = draw(rng, rng.randint(10, 80)), rng.randint(10, 200)
    beda = welch(sampel([9] * n), sampel(mixed))
    assert beda is not None
    variance = statistics.variance(mixed)
    expected = stats.ttest_ind_from_stats(
        9,
        variance**0.5,
        n,
        statistics.mean(mixed),
        variance**0.5,
        len(mixed),
        equal_var=False,
        alternative="less",
    )
    assert beda.p_turun == pytest.approx(expected.pvalue, rel=1e-6, abs=1e-12)
    back = welch(sampel(mixed), sampel([9] * n))
    assert back is not None
    assert (back.selisih, back.p_dua) == (-beda.selisih, beda.p_dua)


def test_a_small_part_has_the_larger_of_the_two_spreads() -> None:
    part, rest = sampel([35, 36] * 10), sampel([20, 30, 36] * 100)
    own, larger = welch(part, rest), welch(part, rest, terbesar=True)
    assert own is not None
    assert larger is not None
    assert larger.galat**2 == pytest.approx(rest.ragam / 20 + rest.ragam / 300)
    assert welch(rest, part, terbesar=True) == welch(rest, part), "its own is the larger one"


def test_two_sides_all_alike_are_dealt_out_anew() -> None:
    """Of the C(22, 10) ways to deal ten and twelve answers out, one is as far down as this."""
    low, high = sampel([27] * 10), sampel([36] * 12)
    for one, other, fall in ((low, high, True), (high, low, False)):
        beda = welch(one, other)
        assert beda is not None
        assert beda.margin is None
        assert beda.p_turun == (pytest.approx(1 / comb(22, 10)) if fall else 1.0)
        assert beda.p_dua == pytest.approx(2 / comb(22, 10))
    same = welch(low, sampel([27] * 12))
    assert same is not None
    assert (same.selisih, same.p_turun, same.p_dua) == (0, 1.0, 1.0)
    many = welch(sampel([27] * 200_000), sampel([36] * 200_000))
    assert many is not None
    assert many.p_turun == 0.0


def test_answers_all_alike_beside_a_bound() -> None:
    """Who has a mean of 2.6 from scores of 1 and 4 says 1 in 1.4 of 3 answers, and nobody more often."""
    ten = against(Sampel(10, 10, 10), Fraction("2.6"))
    assert ten is not None
    assert ten.margin is None
    assert ten.p_turun == pytest.approx((1.4 / 3) ** 10)
    twos = against(Sampel(10, 20, 40), Fraction("2.6"))
    assert twos is not None
    assert twos.p_turun == pytest.approx((1.4 / 2) ** 10)
    above = against(Sampel(10, 30, 90), Fraction("2.6"))
    assert above is not None
    assert above.p_turun == 1.0
    assert above.eksak == pytest.approx((1.6 / 2) ** 10)
    at = against(Sampel(10, 30, 90), Fraction(3))
    assert at is not None
    assert at.p_turun == 1.0
    # The index of answers that all say 4 is 99.90: a bound of 100 is out of reach.
    full = Sampel.of(Hitung(10, (40,) * 9, 10 * 36**2), M)
    beyond = against(full, Fraction(100))
    assert beyond is not None
    assert beyond.p_turun == 0.0
    assert against(Sampel(9, 9, 9), Fraction("2.6")) is None


def test_the_same_number_on_every_machine() -> None:
    assert student(9) == Fraction("2.262157163")


def test_the_unsur_of_a_part_each_for_itself() -> None:
    part = Hitung(2, (5, *[8] * 8), 0, (13, *[32] * 8))
    assert part.unsur()[0] == Sampel(2, 5, 13)
    assert (part + part - part) == part
