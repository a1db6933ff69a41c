"""Which unsur stand above or below the others, and which are weak: worked out by hand."""

import pytest

from sekampadi.domain.ikm import Metode, compute_ikm_of_rekap
from sekampadi.domain.laporan.peringkat import Kedudukan
from sekampadi.domain.laporan.rekap import Rekap, Sebaran
from sekampadi.domain.tahunan.kekuatan import KekuatanUnsur, from_best, judge_unsur


def _judge(sebaran: list[Sebaran]) -> tuple[KekuatanUnsur, ...]:
    rekap = Rekap(n=sum(sebaran[0]), sebaran=tuple(sebaran))
    return judge_unsur(rekap, compute_ikm_of_rekap(rekap, Metode.SEKAMPADI))


def test_one_far_above_and_one_far_below() -> None:
    middle: Sebaran = (0, 0, 90, 10)
    found = _judge([(90, 10, 0, 0), *[middle] * 7, (0, 0, 0, 100)])
    # The eight beside one of the middle have the mean (1,10 + 6 x 3,10 + 4,00) / 8 = 2,9625 and the
    # variance 9,4375 - 2,9625^2 = 0,66: t = 0,1375 / sqrt(0,66 / 100 + 0,66 / 800) = 1,6; p = 0,11.
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
