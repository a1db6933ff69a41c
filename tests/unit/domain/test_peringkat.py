"""The ranking of the wall: whom the margins cannot tell apart share their places."""

from decimal import Decimal
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sekampadi.domain.ikm import Metode
from sekampadi.domain.laporan.ketelitian import compute_ketelitian, is_higher
from sekampadi.domain.laporan.layar import Hitung
from sekampadi.domain.laporan.peringkat import Bagian, Tempat, rank
from sekampadi.domain.survei.unsur import URUTAN

M = Metode.SEKAMPADI


def answers(**scores: int) -> Hitung:
    """So many answers with one score everywhere: ``answers(s3=5, s4=5)``."""
    n = sum(scores.values())
    each = sum(int(name[1]) * k for name, k in scores.items())
    squares = sum((int(name[1]) * len(URUTAN)) ** 2 * k for name, k in scores.items())
    return Hitung(n, (each,) * len(URUTAN), squares)


NONE = Hitung()
LOW, HIGH = answers(s2=60, s3=40), answers(s3=40, s4=60)


def bagian(id_: int, kini: Hitung, lalu: Hitung = NONE, *, aktif: bool = True) -> Bagian:
    a, b = kini.hasil(M), lalu.hasil(M)
    sure = compute_ketelitian(kini, a), compute_ketelitian(lalu, b)
    return Bagian(id_, f"b{id_}", f"Bagian {id_}", a, b, *sure, 9, aktif)


def test_a_sure_order() -> None:
    rows = rank([bagian(1, LOW, HIGH), bagian(2, HIGH, LOW)])
    assert [(r.bagian.id, str(r.tempat), r.naik) for r in rows] == [(2, "1", 1), (1, "2", -1)]


def test_those_that_cannot_be_told_apart_share_their_places() -> None:
    near = answers(s3=41, s4=59)
    rows = rank([bagian(1, LOW), bagian(2, near), bagian(3, HIGH)])
    assert [(r.bagian.id, r.tempat) for r in rows] == [
        (3, Tempat(1, 2)),
        (2, Tempat(1, 2)),
        (1, Tempat(3, 3)),
    ]
    assert str(rows[0].tempat) == "1–2"


def test_a_high_index_of_few_answers_stands_behind_a_sure_one() -> None:
    few, middle = answers(s2=1, s4=5), answers(s3=70, s4=30)
    assert few.hasil(M).nilai == Decimal("91.58")
    assert HIGH.hasil(M).nilai == Decimal("89.91")
    rows = rank([bagian(1, few), bagian(2, HIGH), bagian(3, middle)])
    assert [(r.bagian.id, str(r.tempat)) for r in rows] == [(2, "1–2"), (1, "1–3"), (3, "2–3")]


def test_who_did_not_move_beyond_the_margins_stands_still() -> None:
    before, after = answers(s3=50, s4=50), answers(s3=48, s4=52)
    other = answers(s3=49, s4=51)
    rows = rank([bagian(1, after, before), bagian(2, other, other)])
    assert {r.bagian.id: r.naik for r in rows} == {1: 0, 2: 0}


def test_who_cannot_be_compared_comes_last() -> None:
    rows = rank(
        [
            bagian(1, NONE, HIGH),
            bagian(2, answers(s4=2)),
            bagian(3, LOW),
            bagian(4, NONE, aktif=False),
        ]
    )
    assert [(r.bagian.id, r.tempat, r.naik) for r in rows] == [
        (3, Tempat(1, 1), None),
        (2, None, None),
        (1, None, None),
    ]


@st.composite
def many(draw: st.DrawFn) -> list[Bagian]:
    score = st.integers(0, 30)
    return [
        bagian(i, answers(s1=draw(score), s2=draw(score), s3=draw(score), s4=draw(score)))
        for i in range(draw(st.integers(2, 7)))
    ]


@given(many())
def test_places_follow_from_the_margins_alone(parts: list[Bagian]) -> None:
    rows = [r for r in rank(parts) if r.tempat is not None]
    for one, other in combinations(rows, 2):
        a, b = one.tempat, other.tempat
        assert a is not None
        assert b is not None
        higher = is_higher(one.bagian.teliti_kini, other.bagian.teliti_kini)
        if higher is None:
            assert max(a.dari, b.dari) <= min(a.sampai, b.sampai)
        else:
            assert higher, "who is higher beyond doubt stands before"
            assert a.dari < b.dari
            assert a.sampai < b.sampai
