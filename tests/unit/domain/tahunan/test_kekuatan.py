"""Which unsur stand above or below the others, and which are weak: by hand, and by SciPy's paired test."""

import random
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from math import sqrt

import numpy as np
import pytest
from scipy import stats

from sekampadi.domain.ikm import Metode, compute_ikm_of_rekap
from sekampadi.domain.laporan.peringkat import Kedudukan
from sekampadi.domain.laporan.rekap import Sebaran
from sekampadi.domain.tahunan.kekuatan import KekuatanUnsur, from_best, judge_unsur
from tests.unit.domain.tahunan.jawaban import Answers, holm, rekap_of, selisih_of


def _of(answers: Answers) -> tuple[KekuatanUnsur, ...]:
    rekap = rekap_of(answers)
    return judge_unsur(rekap, compute_ikm_of_rekap(rekap, Metode.SEKAMPADI), selisih_of(answers))


def _judge(sebaran: Sequence[Sebaran]) -> tuple[KekuatanUnsur, ...]:
    """Judge answers in which no unsur goes with another."""
    rng, columns = random.Random(9), []
    for row in sebaran:
        column = [score for score, many in enumerate(row, start=1) for _ in range(many)]
        rng.shuffle(column)
        columns.append(column)
    return _of(list(zip(*columns, strict=True)))


@pytest.mark.parametrize("seed", range(60))
def test_random_answers_are_judged_as_scipy_and_the_rule_do(seed: int) -> None:
    rng = random.Random(seed)
    means = [rng.choice((2.9, 3.0, 3.0, 3.1, 3.3)) for _ in range(9)]
    answers: Answers = []
    for _ in range(rng.choice((30, 60, 200, 900))):
        mood = rng.gauss(0, 0.5)
        answers.append(tuple(min(4, max(1, round(rng.gauss(m + mood, 0.5)))) for m in means))
    n, columns = len(answers), list(zip(*answers, strict=True))
    rest = [[(sum(a) - a[at]) / 8 for a in answers] for at in range(9)]
    apart = [np.subtract(own, other) for own, other in zip(columns, rest, strict=True)]
    own = [float(d.var(ddof=1)) for d in apart]
    ts = [float(d.mean()) / sqrt(max(v, sum(own) / 9) / n) for d, v in zip(apart, own, strict=True)]
    # With its own variance, it is SciPy's paired test.
    paired = stats.ttest_rel(columns[0], rest[0]).statistic
    assert paired == pytest.approx(float(apart[0].mean()) / sqrt(own[0] / n))
    niks = [(Decimal(sum(c)) * 25 / n).quantize(Decimal("0.01"), ROUND_HALF_UP) for c in columns]
    middle = sorted(niks)[4]
    for unsur, nik, t, p in zip(
        _of(answers),
        niks,
        ts,
        holm([float(2 * stats.t.sf(abs(t), n - 1)) for t in ts]),
        strict=True,
    ):
        word = Kedudukan.TENGAH
        if p < 0.05 and t > 0 and nik - middle >= 2:
            word = Kedudukan.ATAS
        if p < 0.05 and t < 0 and middle - nik >= 2:
            word = Kedudukan.BAWAH
        assert unsur.kedudukan is word


def test_what_each_person_says_counts_not_how_people_differ() -> None:
    """Half give 2 and half 4 throughout, but of U1 six of forty one point less."""
    answers: Answers = [(1, *[2] * 8)] * 3 + [(2,) * 9] * 17 + [(3, *[4] * 8)] * 3 + [(4,) * 9] * 17
    # Less by 6 x 25 / 40 = 3,75 points; d is -1 six times of forty: t = -0,15 / 0,0572 = -2,62, p 0,0124.
    # The eight others: d = 1/8 as often, so t is 2,62 and all nine p are 0,0124; as nine tests 0,112.
    assert {u.kedudukan for u in _of(answers)} == {Kedudukan.TENGAH}
    # Twelve of forty: t = -0,3 / 0,0734 = -4,09, p 0,0002; the others lie as surely above, but in the middle.
    answers = [(1, *[2] * 8)] * 6 + [(2,) * 9] * 14 + [(3, *[4] * 8)] * 6 + [(4,) * 9] * 14
    assert [u.kedudukan for u in _of(answers)] == [Kedudukan.BAWAH, *[Kedudukan.TENGAH] * 8]


def test_of_fewer_than_thirty_answers_no_unsur_is_above_or_below() -> None:
    assert {u.kedudukan for u in _judge([(29, 0, 0, 0), *[(0, 0, 0, 29)] * 8])} == {None}
    assert _judge([(30, 0, 0, 0), *[(0, 0, 0, 30)] * 8])[0].kedudukan is Kedudukan.BAWAH
    # Of ten answers it is still said which are below class B.
    found = _judge([(10, 0, 0, 0), *[(0, 0, 0, 10)] * 8])
    assert (found[0].lemah, found[0].pasti, found[0].kedudukan) == (True, True, None)


def test_answers_that_are_all_alike_are_counted() -> None:
    """Thirty people say 4 of all but 3 of U1: chance has them do so (3 / 4) ** 30 times, 0,0002."""
    found = _of([(3, *[4] * 8)] * 30)
    assert [u.kedudukan for u in found] == [Kedudukan.BAWAH, *[Kedudukan.TENGAH] * 8]


def test_one_far_above_and_one_far_below() -> None:
    middle: Sebaran = (0, 0, 90, 10)
    found = _judge([(90, 10, 0, 0), *[middle] * 7, (0, 0, 0, 100)])
    # One of the middle lies 3,10 - (1,10 + 6 x 3,10 + 4,00) / 8 = 0,1375 above the rest, by some four
    # standard errors, but it is the one in the middle.
    assert [u.kedudukan for u in found] == [
        Kedudukan.BAWAH,
        *[Kedudukan.TENGAH] * 7,
        Kedudukan.ATAS,
    ]
    assert (found[0].lemah, found[0].pasti, found[0].unggul) == (True, True, False)
    assert (found[8].lemah, found[8].pasti, found[8].unggul) == (False, False, True)
    # 3,10 x 25 = 77,50: class B.
    assert not found[1].lemah


@pytest.mark.parametrize("low", [(5000, 0, 0, 0), (0, 5000, 0, 0), (0, 200, 3000, 1800)])
def test_one_that_is_low_does_not_make_eight_equal_ones_high(low: Sebaran) -> None:
    equal: Sebaran = (0, 50, 2000, 2950)
    found = _judge([low, *[equal] * 8])
    assert [u.kedudukan for u in found] == [Kedudukan.BAWAH, *[Kedudukan.TENGAH] * 8]


def test_sure_but_less_than_two_points_from_the_middle_is_not_named() -> None:
    # 3,580 and 3,500: two points exactly; 3,5796: 89,49 and 1,99 points.
    middle: Sebaran = (0, 0, 2500, 2500)
    assert _judge([(0, 0, 2100, 2900), *[middle] * 8])[0].kedudukan is Kedudukan.ATAS
    assert _judge([(0, 0, 2102, 2898), *[middle] * 8])[0].kedudukan is Kedudukan.TENGAH
    assert _judge([(0, 0, 2900, 2100), *[middle] * 8])[0].kedudukan is Kedudukan.BAWAH
    assert _judge([(0, 0, 2898, 2102), *[middle] * 8])[0].kedudukan is Kedudukan.TENGAH


def test_all_alike_none_stands_out() -> None:
    found = _judge([(0, 0, 0, 30)] * 9)
    assert {u.kedudukan for u in found} == {Kedudukan.TENGAH}
    assert not any(u.lemah or u.unggul for u in found)


def test_above_the_others_but_of_class_c_is_no_strength() -> None:
    # 3,00 x 25 = 75,00: class C; the others have 25,00.
    found = _judge([(0, 0, 100, 0), *[(100, 0, 0, 0)] * 8])
    assert found[0].kedudukan is Kedudukan.ATAS
    assert found[0].lemah
    assert not found[0].unggul


@pytest.mark.parametrize("n", [0, 1, 9])
def test_of_fewer_than_ten_answers_nothing_is_said(n: int) -> None:
    found = _judge([(n, 0, 0, 0), *[(0, 0, 0, n)] * 8])
    assert {u.kedudukan for u in found} == {None}
    assert not any(u.lemah or u.pasti or u.unggul for u in found)


def test_just_below_the_bound_is_weak_but_not_surely() -> None:
    # 3,05 x 25 = 76,25, a third of a point below 76,61, of twenty answers with much spread.
    found = _judge([(2, 2, 9, 7), *[(0, 0, 10, 10)] * 8])
    assert str(found[0].nilai.nik) == "76.25"
    assert (found[0].lemah, found[0].pasti) == (True, False)
    # 2,00 x 25 = 50,00 with the same number of answers, all alike: nobody could be at the bound.
    assert _judge([(0, 20, 0, 0), *[(0, 0, 10, 10)] * 8])[0].pasti


@pytest.mark.parametrize(
    ("sebaran", "pasti"),
    [
        # 3,00 against 76,61 / 25 = 3,0644, se = sqrt(0,1010 / 100): t = -2,03, p = 0,023; alone it
        # would be sure, as one of nine (0,023 x 9 = 0,20) it is not.
        ((0, 5, 90, 5), False),
        # se = sqrt(0,0404 / 100): t = -3,20, p = 0,0009; x 9 = 0,008.
        ((0, 2, 96, 2), True),
    ],
)
def test_surely_weak_is_one_of_nine_tests(sebaran: Sebaran, pasti: bool) -> None:
    found = _judge([sebaran, *[(0, 0, 50, 50)] * 8])
    assert found[0].lemah
    assert found[0].pasti is pasti
    assert not any(u.lemah or u.pasti for u in found[1:])


def test_from_the_best_equal_ones_keep_their_order() -> None:
    found = _judge([(0, 0, 20, 0), (0, 0, 0, 20), *[(0, 0, 20, 0)] * 7])
    order = [u.nilai.unsur.kode for u in from_best(found)]
    assert order == ["U2", "U1", "U3", "U4", "U5", "U6", "U7", "U8", "U9"]
