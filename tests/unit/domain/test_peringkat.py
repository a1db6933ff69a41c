"""The ranking of the wall: groups that the data can tell apart, and no places within them."""

import random
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sekampadi.domain.ikm import Metode
from sekampadi.domain.laporan.ketelitian import compute_ketelitian
from sekampadi.domain.laporan.layar import Hitung
from sekampadi.domain.laporan.perbandingan import Arah
from sekampadi.domain.laporan.peringkat import Bagian, Kedudukan, group, rank
from sekampadi.domain.survei.unsur import URUTAN

M = Metode.SEKAMPADI
ATAS, TENGAH, BAWAH, SEDIKIT = Kedudukan


def answers(**scores: int) -> Hitung:
    """So many answers with one score everywhere: ``answers(s3=5, s4=5)``."""
    n = sum(scores.values())
    each = sum(int(name[1]) * k for name, k in scores.items())
    squares = sum((int(name[1]) * len(URUTAN)) ** 2 * k for name, k in scores.items())
    return Hitung(n, (each,) * len(URUTAN), squares)


NONE = Hitung()
LOW, MIDDLE, HIGH = answers(s2=60, s3=40), answers(s2=15, s3=80, s4=20), answers(s3=30, s4=70)


def bagian(id_: int, kini: Hitung, lalu: Hitung = NONE, *, aktif: bool = True) -> Bagian:
    a, b = kini.hasil(M), lalu.hasil(M)
    sure = compute_ketelitian(kini, a), compute_ketelitian(lalu, b)
    return Bagian(id_, f"b{id_}", f"Bagian {id_}", kini, a, b, *sure, 9, aktif)


def test_three_groups_and_names_within() -> None:
    rows = rank([bagian(i, h) for i, h in ((5, LOW), (4, HIGH), (3, MIDDLE), (2, HIGH), (1, LOW))])
    assert [(r.bagian.id, r.kedudukan) for r in rows] == [
        (2, ATAS),
        (4, ATAS),
        (3, TENGAH),
        (1, BAWAH),
        (5, BAWAH),
    ]


def test_a_high_index_of_few_answers_stands_beneath_those_that_were_compared() -> None:
    few = answers(s2=1, s4=8)
    assert few.hasil(M).nilai > HIGH.hasil(M).nilai  # type: ignore[operator]
    parts = [bagian(1, few), bagian(2, HIGH), bagian(3, MIDDLE), bagian(4, LOW)]
    parts.append(bagian(5, answers(s4=9)))
    rows = rank(parts)
    assert [(r.bagian.id, r.kedudukan) for r in rows] == [
        (2, ATAS),
        (3, TENGAH),
        (4, BAWAH),
        (1, SEDIKIT),
        (5, SEDIKIT),
    ]
    assert group([b.teliti_kini for b in parts])[0] is None


def test_answers_all_alike_are_told_apart_with_the_spread_of_the_others() -> None:
    parts = [bagian(1, answers(s1=120)), bagian(2, MIDDLE), bagian(3, MIDDLE)]
    assert [(r.bagian.id, r.kedudukan) for r in rank(parts)] == [
        (2, ATAS),
        (3, ATAS),
        (1, BAWAH),
    ]
    # Ten answers of 4 are not above a hundred of 3 and 4: their own spread alone would say so.
    few, others = answers(s4=10), [answers(s3=20, s4=80), answers(s3=20, s4=80)]
    assert group([bagian(i, h).teliti_kini for i, h in enumerate((few, *others))]) == [TENGAH] * 3


def test_who_has_no_answers_comes_last_and_who_is_closed_not_at_all() -> None:
    parts = [bagian(1, NONE, HIGH), bagian(3, LOW), bagian(4, NONE, aktif=False)]
    assert [(r.bagian.id, r.kedudukan) for r in rank(parts)] == [(3, TENGAH), (1, None)]
    assert rank([]) == ()


def test_nobody_is_above_himself() -> None:
    assert group([bagian(1, HIGH).teliti_kini]) == [None]
    # Ten answers with nobody beside them are not too few.
    for n, place in ((9, SEDIKIT), (10, TENGAH)):
        [row] = rank([bagian(1, answers(s3=4, s4=n - 4))])
        assert row.kedudukan is place


def test_an_arrow_is_for_who_moved_beyond_chance() -> None:
    rows = {r.bagian.id: r for r in rank([bagian(1, LOW, HIGH), bagian(2, MIDDLE, MIDDLE)])}
    assert rows[1].putusan.arah is Arah.TURUN
    assert rows[2].putusan.arah is Arah.SETARA


@pytest.mark.parametrize("seed", range(8))
def test_groups_are_those_of_scipy_and_steps_by_hand(seed: int) -> None:
    rng = random.Random(seed)
    single = [
        [9 * rng.choices((2, 3, 4), (q, 3, 4 - q))[0] for _ in range(rng.randint(5, 60))]
        for q in (rng.uniform(0, 3) for _ in range(12))
    ]
    items = []
    for totals in single:
        h = Hitung(len(totals), (sum(totals) // 9,) * 9, sum(x * x for x in totals))
        items.append(compute_ketelitian(h, h.hasil(M)))
    tests = {}
    for i, mine in enumerate(single):
        rest = [x for j, other in enumerate(single) if j != i for x in other]
        if len(mine) >= 10:
            spread = statistics.stdev(rest)
            tests[i] = stats.ttest_ind_from_stats(
                statistics.mean(mine),
                max(statistics.stdev(mine), spread),
                len(mine),
                statistics.mean(rest),
                spread,
                len(rest),
                equal_var=False,
            )
    expected: list[Kedudukan | None] = [None] * len(single)
    failed = False
    for step, i in enumerate(sorted(tests, key=lambda i: tests[i].pvalue)):
        failed = failed or tests[i].pvalue >= 0.05 / (len(tests) - step)
        expected[i] = TENGAH if failed else ATAS if tests[i].statistic > 0 else BAWAH
    assert group(items) == expected


@given(st.lists(st.tuples(*[st.integers(0, 30)] * 4), max_size=7))
def test_every_part_with_answers_has_one_line(scores: list[tuple[int, int, int, int]]) -> None:
    parts = [bagian(i, answers(s1=a, s2=b, s3=c, s4=d)) for i, (a, b, c, d) in enumerate(scores)]
    rows = rank(parts)
    assert sorted(r.bagian.id for r in rows) == [p.id for p in parts]
    for row in rows:
        assert (row.kedudukan is None) == (not row.bagian.kini.n)
        few = 0 < row.bagian.kini.n < 10
        assert (row.kedudukan is SEDIKIT) == few
