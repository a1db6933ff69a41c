"""Bursts: what scripts do is seen, what honest kiosks, offices and halls do is not."""

import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekampadi.domain.beruntun import (
    ALAMAT,
    JENDELA,
    POLA_NILAI,
    POLA_SEMUA,
    SAMBUNGAN,
    Batas,
    Jejak,
    Kiriman,
    Pola,
)
from sekampadi.domain.moderasi import Tanda

BEGAN = datetime(2026, 5, 4, 2, 0, 0, tzinfo=UTC)
Answer = tuple[float, Pola]
"""Seconds since the beginning, and what it looks like."""

EVEN = Pola((3, *[3] * 9), (35, "P", "S1", "ASN"))


def run(batas: tuple[Batas, ...], answers: Iterable[Answer]) -> list[Tanda]:
    """Send answers as the program does, and return the marks of each in the end."""
    jejak = Jejak(batas)
    marks: dict[UUID, Tanda] = {}
    for seconds, pola in sorted(answers, key=lambda a: a[0]):
        identity, now = uuid4(), BEGAN + timedelta(seconds=seconds)
        marks[identity] = jejak.judge(now, pola)
        for later in jejak.add(Kiriman(now, identity, pola, marks[identity]), uuid4()) or ():
            for i in later.identities:
                marks[i] |= later.tanda
    return list(marks.values())


def person(rng: random.Random, *, pupils: bool = False) -> Pola:
    """Draw one of a free service's satisfied visitors: most give the same score throughout."""
    kind = rng.random()
    if kind < 0.35:
        nilai = [3] * 9
    elif kind < 0.5:
        nilai = [4] * 9
    elif kind < 0.7:
        nilai = [3, 3, 3, 4, 3, 3, 3, 3, 4]  # "gratis", "dikelola dengan baik"
    else:
        nilai = [rng.choice((2, 3, 3, 3, 4, 4)) for _ in range(9)]
    usia = rng.choice((15, 16, 17)) if pupils else rng.randint(17, 65)
    sekolah = "SLTA/Sederajat" if pupils or rng.random() < 0.5 else "D4/S-1"
    kerja = "Pelajar" if pupils else rng.choice(("ASN", "Swasta", "Wirausaha", "Lainnya"))
    return Pola((nilai[0], *nilai), (usia, rng.choice("LP"), sekolah, kerja))


def kiosk(rng: random.Random) -> list[Answer]:
    """Eighty people one after another at one screen."""
    at, found = 0.0, []
    for _ in range(80):
        at += max(22.0, rng.lognormvariate(4.2, 0.4)) + rng.uniform(3, 40)
        found.append((at, person(rng)))
    return found


def office(rng: random.Random) -> list[Answer]:
    """Eighty people of an office network, within ten minutes."""
    return [
        (rng.uniform(0, 600) + max(22.0, rng.lognormvariate(4.4, 0.4)), person(rng))
        for _ in range(80)
    ]


def hall(rng: random.Random) -> list[Answer]:
    """Eighty people who scan the code on the wall at the same moment."""
    return [
        (rng.uniform(0, 20) + max(22.0, rng.lognormvariate(4.4, 0.3)), person(rng))
        for _ in range(80)
    ]


def school(rng: random.Random) -> list[Answer]:
    """Two classes of pupils who are very much alike."""
    return [
        (rng.uniform(0, 120) + max(22.0, rng.lognormvariate(4.2, 0.3)), person(rng, pupils=True))
        for _ in range(80)
    ]


@pytest.mark.parametrize(
    ("batas", "people"),
    [(SAMBUNGAN, kiosk), (ALAMAT, kiosk), (ALAMAT, office), (ALAMAT, hall), (ALAMAT, school)],
)
def test_eighty_honest_people_stay_unmarked(batas: tuple[Batas, ...], people: object) -> None:
    assert callable(people)
    for seed in range(150):
        marks = run(batas, people(random.Random(seed)))
        assert set(marks) == {Tanda(0)}, seed


@pytest.mark.parametrize("batas", [SAMBUNGAN, ALAMAT])
@pytest.mark.parametrize("alike", [True, False])
def test_two_hundred_and_ten_in_a_second_are_all_marked(
    batas: tuple[Batas, ...], alike: bool
) -> None:
    rng = random.Random(1)
    marks = run(batas, [(i * 1.2 / 210, EVEN if alike else person(rng)) for i in range(210)])
    assert len(marks) == 210
    assert all(Tanda.BERUNTUN in m for m in marks)
    if alike:
        assert all(Tanda.POLA in m for m in marks)


def test_a_patient_script_is_seen_by_its_pace_or_by_its_pattern() -> None:
    rng = random.Random(2)
    steady = run(SAMBUNGAN, [(i * 10.0, person(rng)) for i in range(60)])
    assert all(Tanda.BERUNTUN in m for m in steady)
    address = run(ALAMAT, [(i * 1.5, person(rng)) for i in range(400)])
    assert all(Tanda.BERUNTUN in m for m in address)
    equal = run(ALAMAT, [(i * 60.0, EVEN) for i in range(20)])
    assert equal == [Tanda.POLA] * 20


def test_a_row_of_equal_scores_needs_equal_people_unless_the_scores_differ() -> None:
    rng = random.Random(3)

    def row(nilai: tuple[int, ...], count: int) -> list[Tanda]:
        people = [Pola((3, *nilai), (age, "P")) for age in rng.sample(range(17, 90), count)]
        return run(ALAMAT, [(i * 60.0, p) for i, p in enumerate(people)])

    assert set(row((4,) * 9, 20)) == {Tanda(0)}
    mixed = (4, 1, 3, 2, 4, 4, 1, 2, 3)
    assert set(row(mixed, POLA_NILAI - 1)) == {Tanda(0)}
    assert row(mixed, POLA_NILAI) == [Tanda.POLA] * POLA_NILAI
    assert set(run(ALAMAT, [(i * 60.0, EVEN) for i in range(POLA_SEMUA - 1)])) == {Tanda(0)}


def test_a_burst_keeps_its_name_until_half_an_hour_of_silence() -> None:
    jejak, names = Jejak(SAMBUNGAN), []
    for at in (0, 1, 2, 3, 4, 300, 301, 302, 303, 3000, 3001, 3002, 3003):
        now = BEGAN + timedelta(seconds=at)
        found = jejak.judge(now, EVEN)
        jejak.add(Kiriman(now, uuid4(), EVEN, found), uuid4())
        names.append(jejak.beruntun)
    assert names[2] is None
    assert len({*names[3:9]}) == 1
    assert names[12] != names[3]


_answers = st.lists(
    st.tuples(st.floats(0, 4000), st.sampled_from([EVEN, Pola((4, *[4] * 9), (20, "L"))])),
    max_size=60,
)


@given(_answers, st.sampled_from([SAMBUNGAN, ALAMAT]))
def test_what_is_marked_was_too_many_and_what_was_too_many_is_marked(
    answers: list[Answer], batas: tuple[Batas, ...]
) -> None:
    """The marks agree with a plain count over all answers, whatever came before and after."""
    answers = sorted(answers, key=lambda a: a[0])
    marks = run(batas, answers)
    times = [BEGAN + timedelta(seconds=a[0]) for a in answers]
    expected = [False] * len(times)
    for last in range(len(times)):
        for b in batas:
            first = last - b.kali + 1
            if first >= 0 and times[last] - times[first] <= timedelta(seconds=b.detik):
                for i in range(first, last + 1):
                    expected[i] = True
    assert [Tanda.BERUNTUN in m for m in marks] == expected


@given(_answers)
def test_no_more_is_remembered_than_the_limits_ask_for(answers: list[Answer]) -> None:
    jejak = Jejak(ALAMAT)
    for seconds, pola in sorted(answers * 5, key=lambda a: a[0]):
        now = BEGAN + timedelta(seconds=seconds)
        jejak.add(Kiriman(now, uuid4(), pola), uuid4())
        assert len(jejak.kiriman) <= max(b.kali for b in ALAMAT)
        assert all(now - k.waktu <= JENDELA for k in jejak.kiriman)
