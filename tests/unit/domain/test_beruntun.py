"""Bursts: what scripts do is seen, what honest kiosks, offices and halls do is not."""

import random
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekampadi.domain.moderasi import Tanda
from sekampadi.domain.survei.beruntun import (
    ALAMAT,
    HARI,
    JAM,
    JENDELA,
    POLA_NILAI,
    POLA_SEMUA,
    SAMBUNGAN,
    BatasLaju,
    Hitungan,
    Jejak,
    Kiriman,
    Pola,
)

BEGAN = datetime(2026, 5, 4, 2, 0, 0, tzinfo=UTC)
Answer = tuple[float, Pola]
"""Seconds since the beginning, and what it looks like."""
Filled = tuple[float, Pola, float]
"""Likewise, and how many seconds it took."""

EVEN = Pola((3, *[3] * 9), (35, "P", "S1", "ASN"))


def run(batas: tuple[BatasLaju, ...], answers: Iterable[Answer | Filled]) -> list[Tanda]:
    """Send answers about one layanan as the program does, and return the marks of each in the end."""
    jejak, hitungan = Jejak(batas), Hitungan()
    marks: dict[UUID, Tanda] = {}
    for seconds, pola, *took in sorted(answers, key=lambda a: a[0]):
        identity, now = uuid4(), BEGAN + timedelta(seconds=seconds)
        kiriman = Kiriman(now, identity, pola, durasi=int(took[0]) if took else None)
        banyak = batas is ALAMAT and hitungan.is_too_many(now)
        marks[identity] = kiriman.tanda = jejak.judge(kiriman, banyak=banyak)
        hitungan.add(now)
        for later in jejak.add(kiriman, uuid4(), banyak=banyak) or ():
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


def kiosk(rng: random.Random, people: int = 80) -> list[Filled]:
    """People one after another at one screen."""
    at, found = 0.0, []
    for _ in range(people):
        took = max(22.0, rng.lognormvariate(4.2, 0.4))
        at += took + rng.uniform(3, 40)
        found.append((at, person(rng), took))
    return found


def crowd(
    rng: random.Random, opened: float, median: float, spread: float, people: int = 80
) -> list[Filled]:
    """People who open the survey within so many seconds of each other, each on a phone."""
    found = []
    for _ in range(people):
        took = max(22.0, rng.lognormvariate(median, spread))
        found.append((rng.uniform(0, opened) + took, person(rng), took))
    return found


def office(rng: random.Random) -> list[Filled]:
    """Eighty people of an office network, within ten minutes."""
    return crowd(rng, 600, 4.4, 0.4)


def even(rng: random.Random) -> list[Filled]:
    """Eighty people within ten minutes, each between one and four minutes."""
    people = ((rng.uniform(0, 600), rng.uniform(60, 240)) for _ in range(80))
    return [(opened + took, person(rng), took) for opened, took in people]


def hall(rng: random.Random) -> list[Filled]:
    """Eighty people who scan the code on the wall at the same moment."""
    return crowd(rng, 20, 4.4, 0.3)


def school(rng: random.Random) -> list[Filled]:
    """Two classes of pupils who are very much alike."""
    return [(at, person(rng, pupils=True), took) for at, _, took in crowd(rng, 120, 4.2, 0.3)]


def office_day(rng: random.Random) -> list[Filled]:
    """Two hundred over the seven hours of an office, and a hall of eighty in the middle of it."""
    noon = [(at + 3.5 * 3600, pola, took) for at, pola, took in hall(rng)]
    return crowd(rng, 7 * 3600, 4.4, 0.4, 200) + noon


def kiosk_day(rng: random.Random) -> list[Filled]:
    """A screen with a queue all day."""
    return kiosk(rng, 280)


@pytest.mark.parametrize(
    ("batas", "people", "seeds"),
    [
        (SAMBUNGAN, kiosk, 200),
        (ALAMAT, kiosk, 200),
        (ALAMAT, office, 200),
        (ALAMAT, even, 200),
        (ALAMAT, hall, 200),
        (ALAMAT, school, 200),
        (ALAMAT, office_day, 25),
        (ALAMAT, kiosk_day, 25),
    ],
)
def test_honest_people_stay_unmarked(
    batas: tuple[BatasLaju, ...], people: Callable[[random.Random], list[Filled]], seeds: int
) -> None:
    for seed in range(seeds):
        assert set(run(batas, people(random.Random(seed)))) == {Tanda(0)}, seed


@pytest.mark.parametrize(
    ("gap", "shortest", "longest"),
    [
        (1 / 2.7, 9, 11),  # the server's own shortest time, and a little
        (1 / 2.7, 8, 19),  # hurried
        (1 / 2.7, 30, 31),  # always the same
        (1 / 2.7, 30, 240),  # whenever it was begun: fifty in eighteen seconds
        (20, 60, 61),  # patient, but by the clock
        (50, 9, 19),  # patient between answers, hurried in each
    ],
)
def test_a_connection_for_each_answer_hides_no_script(
    gap: float, shortest: float, longest: float
) -> None:
    for seed in range(20):
        rng = random.Random(seed)
        sent = [(i * gap, person(rng), rng.uniform(shortest, longest)) for i in range(50)]
        assert sum(Tanda.BERUNTUN in m for m in run(ALAMAT, sent)) >= 45, seed


def test_a_script_with_all_the_time_of_the_world_meets_the_hour_and_the_day() -> None:
    rng = random.Random(7)
    hourly = run(ALAMAT, [(i * 20.0, person(rng), rng.uniform(30, 240)) for i in range(400)])
    assert all(Tanda.BERUNTUN in m for m in hourly[JAM.kali - 1 :])
    # What it sent in the half hour before is marked afterwards, and no more is remembered.
    assert sum(Tanda.BERUNTUN in m for m in hourly[: JAM.kali - 1]) == 90
    daily = run(ALAMAT, [(i * 60.0, person(rng), rng.uniform(30, 240)) for i in range(500)])
    assert all(Tanda.BERUNTUN in m for m in daily[HARI.kali - 1 :])
    assert not any(Tanda.BERUNTUN in m for m in daily[: HARI.kali - 31])


def test_what_is_counted_for_a_day_stays_small() -> None:
    hitungan = Hitungan()
    for minute in range(24 * 60):
        hitungan.add(BEGAN + timedelta(minutes=minute))
        assert len(hitungan.laci) <= 6
    assert hitungan.hari == 24 * 60


@pytest.mark.parametrize("batas", [SAMBUNGAN, ALAMAT])
@pytest.mark.parametrize("alike", [True, False])
def test_two_hundred_and_ten_in_a_second_are_all_marked(
    batas: tuple[BatasLaju, ...], alike: bool
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
        kiriman = Kiriman(now, uuid4(), EVEN)
        kiriman.tanda = jejak.judge(kiriman)
        jejak.add(kiriman, uuid4())
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
    answers: list[Answer], batas: tuple[BatasLaju, ...]
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
