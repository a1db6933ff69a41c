"""The margin of an index, against every sample that could have been drawn and against the formula written out."""

import random
import statistics
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

import pytest

from sekampadi.domain.ikm import Metode, compute_ikm_of_rekap
from sekampadi.domain.laporan.ketelitian import (
    Ketelitian,
    compute_ketelitian,
    compute_margin,
    is_higher,
    rank,
)
from sekampadi.domain.laporan.rekap import Penilaian, Rekap
from sekampadi.domain.survei.responden import (
    JenisKelamin,
    Pekerjaan,
    Pendidikan,
    PenilaianUmum,
    Responden,
)
from sekampadi.domain.survei.unsur import URUTAN

ORANG = Responden(35, JenisKelamin.PEREMPUAN, Pendidikan.SARJANA, Pekerjaan.ASN)


def answer(*scores: int) -> Penilaian:
    return Penilaian(dict(zip(URUTAN, scores, strict=True)), PenilaianUmum.BAIK, ORANG)


def draw(rng: random.Random, count: int) -> list[Penilaian]:
    return [answer(*(rng.randint(1, 4) for _ in URUTAN)) for _ in range(count)]


def totals(answers: list[Penilaian]) -> list[int]:
    return [sum(a.nilai[u] for u in URUTAN) for a in answers]


def half_up(value: float) -> Decimal:
    return Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)


def teliti(nilai: str | None, margin: str | None) -> Ketelitian:
    return Ketelitian(
        9,
        None if nilai is None else Decimal(nilai),
        None if margin is None else Decimal(margin),
        None,
        None,
    )


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("metode", Metode)
def test_the_margin_is_the_formula_over_the_single_answers(seed: int, metode: Metode) -> None:
    rng = random.Random(seed)
    answers = draw(rng, rng.randint(2, 400))
    n = len(answers)
    bobot = {"sekampadi": 0.111, "tepat": 1 / 9, "permen": 0.11}[metode.value]
    indices = [total * bobot * 25 for total in totals(answers)]
    without = 1.96 * statistics.stdev(indices) / n**0.5
    rekap = Rekap.of(answers)
    assert compute_margin(rekap, metode) == half_up(without)
    populasi = n + rng.randint(1, 500)
    corrected = without * (1 - n / populasi) ** 0.5
    assert compute_margin(rekap, metode, populasi) == half_up(corrected)


def test_the_margin_is_the_spread_of_all_samples_that_could_have_been_drawn() -> None:
    """Of six people three are asked: the mean over all twenty samples gives the true spread back."""
    people = draw(random.Random(7), 6)
    indices, estimates = [], []
    for sample in combinations(people, 3):
        rekap = Rekap.of(sample)
        indices.append(sum(totals(list(sample))) / 3 * 0.111 * 25)
        margin = compute_margin(rekap, Metode.SEKAMPADI, 6)
        assert margin is not None
        estimates.append((float(margin) / 1.96) ** 2)
    assert statistics.mean(estimates) == pytest.approx(statistics.pvariance(indices), rel=0.01)


def test_without_two_answers_there_is_no_margin() -> None:
    assert compute_margin(Rekap(), Metode.SEKAMPADI) is None
    assert compute_margin(Rekap.of(draw(random.Random(1), 1)), Metode.SEKAMPADI, 100) is None


def test_answers_that_all_agree_have_a_margin_of_nothing() -> None:
    rekap = Rekap.of([answer(*[4] * 9)] * 30)
    assert compute_margin(rekap, Metode.SEKAMPADI) == Decimal("0.00")


def test_answers_that_all_agree_are_above_nobody() -> None:
    rekap, other = Rekap.of([answer(*[4] * 9)] * 2), teliti("80.00", "1.00")
    hasil = compute_ikm_of_rekap(rekap, Metode.SEKAMPADI)
    few, unknown = compute_ketelitian(rekap, hasil, 40), compute_ketelitian(rekap, hasil)
    assert (few.margin, few.rentang, unknown.rentang) == (Decimal("0.00"), None, None)
    assert is_higher(few, other) is None
    assert rank([few, other])[0] is None
    # Only when everyone served has answered is it the whole truth.
    assert is_higher(compute_ketelitian(rekap, hasil, 2), other) is True


def test_who_asked_everyone_is_sure_and_too_small_a_population_is_not_believed() -> None:
    rekap = Rekap.of(draw(random.Random(3), 40))
    free = compute_margin(rekap, Metode.SEKAMPADI)
    assert compute_margin(rekap, Metode.SEKAMPADI, 40) == Decimal("0.00")
    assert compute_margin(rekap, Metode.SEKAMPADI, 39) == free
    assert free is not None
    assert free > 0


def test_the_minimum_sample_is_marked_when_people_served_are_known() -> None:
    rekap = Rekap.of(draw(random.Random(4), 43))
    hasil = compute_ikm_of_rekap(rekap, Metode.SEKAMPADI)
    assert (compute_ketelitian(rekap, hasil).sampel_minimum) is None
    assert not compute_ketelitian(rekap, hasil).kurang
    fifty = compute_ketelitian(rekap, hasil, 50)
    assert (fifty.sampel_minimum, fifty.kurang) == (44, True)
    assert not compute_ketelitian(rekap, hasil, 45).kurang


@pytest.mark.parametrize(
    ("one", "other", "higher"),
    [
        (("80.00", "1.00"), ("77.99", "1.00"), True),
        (("80.00", "1.00"), ("78.00", "1.00"), None),  # they touch
        (("77.99", "1.00"), ("80.00", "1.00"), False),
        (("80.00", "1.00"), ("70.00", None), None),
        ((None, None), ("70.00", "1.00"), None),
    ],
)
def test_only_intervals_that_lie_apart_make_one_the_higher(
    one: tuple[str | None, str | None], other: tuple[str | None, str | None], higher: bool | None
) -> None:
    assert is_higher(teliti(*one), teliti(*other)) is higher


@pytest.mark.parametrize("seed", range(30))
def test_a_place_says_no_more_than_the_pairs_do(seed: int) -> None:
    rng = random.Random(seed)
    items = [
        teliti(
            f"{rng.uniform(60, 99):.2f}", None if rng.random() < 0.1 else f"{rng.uniform(0, 4):.2f}"
        )
        for _ in range(rng.randint(1, 25))
    ]
    places = rank(items)
    for i, (item, place) in enumerate(zip(items, places, strict=True)):
        if item.rentang is None:
            assert place is None
            continue
        assert place is not None
        known = [k for j, k in enumerate(items) if j != i and k.rentang is not None]
        told = [is_higher(item, k) for k in known]
        assert (place.di_bawahnya, place.setara, place.di_atasnya) == (
            told.count(True),
            told.count(None),
            told.count(False),
        )
        for other, there in zip(items, places, strict=True):
            if there is None:
                continue
            if is_higher(item, other) is None:
                assert place.kelompok == there.kelompok
            if place.kelompok < there.kelompok:
                assert is_higher(item, other) is True
    bands = {p.kelompok for p in places if p is not None}
    assert bands == set(range(1, len(bands) + 1))
