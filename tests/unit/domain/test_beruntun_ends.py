"""The limits of bursts to the second and to the answer: so many in so long are marked, one less is not."""

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from sekampadi.domain.moderasi import Tanda
from sekampadi.domain.survei.beruntun import (
    ALAMAT,
    SAMBUNGAN,
    BatasLaju,
    Hitungan,
    Jejak,
    Kiriman,
    Pola,
)

BEGAN = datetime(2026, 5, 4, 2, 0, 0, tzinfo=UTC)
QUICK = (5, 7, 9, 11, 13, 15, 17, 19, 19, 19)
"""Ten that took less than twenty seconds, and not the same time."""


def people(count: int) -> list[Pola]:
    """Return so many who are not alike."""
    rng = random.Random(5)
    return [
        Pola((3, *(rng.randint(1, 4) for _ in range(9))), (17 + at % 60, rng.choice("LP"), at))
        for at in range(count)
    ]


def marked(
    batas: tuple[BatasLaju, ...],
    seconds: float,
    durations: list[int | None],
    patterns: list[Pola] | None = None,
) -> list[Tanda]:
    """Send answers evenly over so many seconds, and return the marks of each in the end."""
    jejak = Jejak(batas)
    marks: dict[UUID, Tanda] = {}
    last = max(1, len(durations) - 1)
    for at, pola in enumerate(patterns or people(len(durations))):
        now = BEGAN + timedelta(seconds=seconds * at / last)
        kiriman = Kiriman(now, uuid4(), pola, durasi=durations[at])
        kiriman.tanda = marks[kiriman.identity] = jejak.judge(kiriman)
        for later in jejak.add(kiriman, uuid4()) or ():
            for identity in later.identities:
                marks[identity] |= later.tanda
    return list(marks.values())


@pytest.mark.parametrize(
    ("batas", "kali", "detik"),
    [
        (SAMBUNGAN, 4, 30),
        (SAMBUNGAN, 12, 180),
        (ALAMAT, 25, 5),
        (ALAMAT, 45, 18),
        (ALAMAT, 60, 30),
        (ALAMAT, 150, 300),
    ],
)
def test_so_many_within_so_many_seconds_are_a_burst_and_one_less_is_none(
    batas: tuple[BatasLaju, ...], kali: int, detik: int
) -> None:
    assert marked(batas, detik, [None] * kali) == [Tanda.BERUNTUN] * kali
    assert set(marked(batas, detik + 1, [None] * kali)) == {Tanda(0)}
    assert set(marked(batas, detik, [None] * (kali - 1))) == {Tanda(0)}


def test_ten_hurried_ones_within_ten_minutes_are_a_burst() -> None:
    assert marked(ALAMAT, 600, [*QUICK]) == [Tanda.BERUNTUN] * 10
    assert set(marked(ALAMAT, 601, [*QUICK])) == {Tanda(0)}
    assert set(marked(ALAMAT, 540, [*QUICK[:-1]])) == {Tanda(0)}
    # Twenty seconds are not hurried any more, and who does not say is not believed to be.
    assert set(marked(ALAMAT, 600, [*QUICK[:-1], 20])) == {Tanda(0)}
    assert set(marked(ALAMAT, 600, [20, *QUICK[1:]])) == {Tanda(0)}
    assert set(marked(ALAMAT, 600, [None, *QUICK[1:]])) == {Tanda(0)}


def test_ten_in_a_row_that_took_the_same_time_give_or_take_two_seconds_are_a_burst() -> None:
    same: list[int | None] = [60, 61, 62, 60, 61, 62, 60, 61, 62, 60]
    assert marked(ALAMAT, 1500, same) == [Tanda.BERUNTUN] * 10
    assert set(marked(ALAMAT, 1500, same[1:])) == {Tanda(0)}
    for at in (0, 4, 9):
        for other in (63, 59, None):
            row = [*same[:at], other, *same[at + 1 :]]
            assert set(marked(ALAMAT, 1500, row)) == {Tanda(0)}, (at, other)
    # What came before the row has nothing to do with it.
    assert marked(ALAMAT, 1500, [90, None, *same]) == [Tanda(0)] * 2 + [Tanda.BERUNTUN] * 10


def test_six_of_one_kind_with_equal_scores_are_a_pattern_and_fifteen_of_any_kind() -> None:
    even = Pola((3, *[3] * 9), (35, "P"))
    for count, tanda in ((6, Tanda.POLA), (5, Tanda(0))):
        assert set(marked(ALAMAT, 1500, [None] * count, [even] * count)) == {tanda}
    mixed = [Pola((3, 4, 1, 3, 2, 4, 4, 1, 2, 3), (age, "L")) for age in range(20, 35)]
    assert set(marked(ALAMAT, 1500, [None] * 15, mixed)) == {Tanda.POLA}
    assert set(marked(ALAMAT, 1500, [None] * 14, mixed[:14])) == {Tanda(0)}
    # The overall score is not one of the nine: with it alone another, the nine are still alike.
    alike = [Pola((4, *[3] * 9), (age, "L")) for age in range(20, 40)]
    assert set(marked(ALAMAT, 1500, [None] * 20, alike)) == {Tanda(0)}


@pytest.mark.parametrize(("count", "gap"), [(150, 1), (400, 540)])
def test_an_hour_holds_149_answers_and_a_day_399(count: int, gap: int) -> None:
    """Of one layanan, from one address: the hundred and fiftieth and the four hundredth are too many."""
    hitungan = Hitungan()
    for at in range(count - 1):
        now = BEGAN + timedelta(seconds=gap * at)
        assert not hitungan.is_too_many(now), at
        hitungan.add(now)
    assert hitungan.is_too_many(BEGAN + timedelta(seconds=gap * (count - 1)))
    assert hitungan.hari == count - 1


def test_an_hour_is_over_after_an_hour() -> None:
    hitungan = Hitungan()
    for _ in range(149):
        hitungan.add(BEGAN)
    assert hitungan.is_too_many(BEGAN + timedelta(seconds=3599))
    assert not hitungan.is_too_many(BEGAN + timedelta(seconds=3600))
    hitungan.add(BEGAN + timedelta(seconds=3600))
    assert (hitungan.hari, sum(hitungan.laci.values())) == (150, 1)


@pytest.mark.parametrize(("pause", "same"), [(1800, True), (1801, False)])
def test_a_burst_goes_on_after_half_an_hour_and_not_a_second_later(pause: int, same: bool) -> None:
    jejak, names = Jejak(SAMBUNGAN), []
    first, second = uuid4(), uuid4()
    for seconds, fresh in ((0, first), (1, first), (2, first), (3, first)):
        jejak.add(Kiriman(BEGAN + timedelta(seconds=seconds), uuid4(), people(1)[0]), fresh)
    names.append(jejak.beruntun)
    resumed = BEGAN + timedelta(seconds=3 + pause)
    for pola in people(4):
        # Many of one layanan, so that each one more is too many by itself.
        found = jejak.add(Kiriman(resumed, uuid4(), pola), second, banyak=True)
        assert found is not None
        names.append(found[0].beruntun)
    assert names == [first] + [first if same else second] * 4


def test_of_too_many_about_one_layanan_those_about_another_are_left_alone() -> None:
    jejak = Jejak(ALAMAT)
    kinds = people(6)
    sent = [
        Kiriman(BEGAN + timedelta(seconds=60 * at), uuid4(), pola, layanan=1 + at % 2)
        for at, pola in enumerate(kinds)
    ]
    for kiriman in sent[:-1]:
        assert jejak.add(kiriman, uuid4()) is None
    found = jejak.add(sent[-1], uuid4(), banyak=True)
    assert found is not None
    assert {*found[0].identities} == {k.identity for k in sent if k.layanan == 2}
    assert [k.tanda for k in sent] == [Tanda(0), Tanda.BERUNTUN] * 3
