"""What must hold whatever the answers are."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from sekampadi.domain.ikm import Metode, Mutu, compute_ikm, compute_ikm_of_rekap, round_half_up
from sekampadi.domain.laporan.rekap import Penilaian, Rekap, merge
from sekampadi.domain.periode import (
    Periode,
    Potongan,
    last_day_of_month,
    split_fewest,
    split_months,
)
from sekampadi.domain.survei.responden import (
    JenisKelamin,
    KelompokUsia,
    Pekerjaan,
    Pendidikan,
    PenilaianUmum,
    Responden,
)
from sekampadi.domain.survei.unsur import URUTAN

metodes = st.sampled_from(list(Metode))
respondents = st.builds(
    Responden,
    st.integers(10, 110),
    st.sampled_from(list(JenisKelamin)),
    st.sampled_from(list(Pendidikan)),
    st.sampled_from(list(Pekerjaan)),
)
answers = st.builds(
    Penilaian,
    st.tuples(*[st.integers(1, 4)] * 9).map(lambda scores: dict(zip(URUTAN, scores, strict=True))),
    st.sampled_from(list(PenilaianUmum)),
    respondents,
)
sets_of_answers = st.lists(answers, max_size=30)

ALL_FOURS = Penilaian(
    dict.fromkeys(URUTAN, 4),
    PenilaianUmum.SANGAT_BAIK,
    Responden(30, JenisKelamin.LAKI_LAKI, Pendidikan.SMA, Pekerjaan.MASYARAKAT),
)


@given(sets_of_answers, metodes, st.randoms())
def test_order_does_not_matter(
    given_set: list[Penilaian], metode: Metode, rng: random.Random
) -> None:
    shuffled = list(given_set)
    rng.shuffle(shuffled)
    assert Rekap.of(shuffled) == Rekap.of(given_set)
    assert compute_ikm_of_rekap(Rekap.of(shuffled), metode) == compute_ikm_of_rekap(
        Rekap.of(given_set), metode
    )


@given(st.lists(answers, min_size=1, max_size=30), metodes)
def test_adding_a_four_never_lowers_the_ikm(given_set: list[Penilaian], metode: Metode) -> None:
    before = compute_ikm_of_rekap(Rekap.of(given_set), metode)
    after = compute_ikm_of_rekap(Rekap.of([*given_set, ALL_FOURS]), metode)
    assert before.exact is not None
    assert after.exact is not None
    assert before.nilai is not None
    assert after.nilai is not None
    assert after.exact >= before.exact
    assert after.nilai >= before.nilai


@given(st.lists(answers, min_size=1, max_size=30), metodes)
def test_scores_map_into_the_range_of_the_method(
    given_set: list[Penilaian], metode: Metode
) -> None:
    hasil = compute_ikm_of_rekap(Rekap.of(given_set), metode)
    lowest = compute_ikm(1, (1,) * 9, metode).exact
    highest = compute_ikm(1, (4,) * 9, metode).exact
    assert hasil.exact is not None
    assert lowest is not None
    assert highest is not None
    assert lowest <= hasil.exact <= highest
    for unsur in hasil.unsur:
        assert unsur.nrr is not None
        assert Decimal("1.00") <= unsur.nrr <= Decimal("4.00")


@given(st.lists(answers, min_size=1, max_size=30), metodes)
def test_the_index_is_the_plain_formula(given_set: list[Penilaian], metode: Metode) -> None:
    nrr = [Fraction(sum(a.nilai[u] for a in given_set), len(given_set)) for u in URUTAN]
    expected = sum(r * metode.bobot for r in nrr) * 25
    assert compute_ikm_of_rekap(Rekap.of(given_set), metode).exact == expected


def test_classes_have_no_gap_at_any_hundredth_and_only_rise() -> None:
    order = [Mutu.D, Mutu.C, Mutu.B, Mutu.A]
    ranks = [order.index(Mutu.of(Decimal(i).scaleb(-2))) for i in range(2475, 10_001)]
    assert ranks == sorted(ranks)
    assert [ranks.count(i) for i in range(4)] == [
        6500 - 2475,
        7661 - 6500,
        8831 - 7661,
        10_001 - 8831,
    ]


@given(st.lists(sets_of_answers, max_size=5))
def test_merging_counters_equals_recomputing(parts: list[list[Penilaian]]) -> None:
    assert merge(map(Rekap.of, parts)) == Rekap.of([a for part in parts for a in part])


@given(sets_of_answers)
def test_every_group_adds_up_to_n(given_set: list[Penilaian]) -> None:
    rekap = Rekap.of(given_set)
    assert rekap.n == len(given_set)
    for cells in (*rekap.groups.values(), rekap.umum):
        assert sum(cells.values()) == rekap.n
    assert all(sum(row) == rekap.n for row in rekap.sebaran)


@given(st.integers(0, 200))
def test_every_age_has_exactly_one_class_and_they_only_rise(usia: int) -> None:
    order = list(KelompokUsia)
    assert order.index(KelompokUsia.of(usia)) <= order.index(KelompokUsia.of(usia + 1))


@given(st.fractions(min_value=0, max_value=1000), st.integers(0, 4))
@example(Fraction("86.605"), 2)
@example(Fraction("0.005"), 2)
@example(Fraction(1, 3), 2)
def test_rounding_is_half_up(value: Fraction, places: int) -> None:
    # Fifty digits hold the quotient; a tie has a finite expansion and survives them exactly.
    doubled = value * 2 * 10**places
    quantum = Decimal(1).scaleb(-places)
    if doubled.denominator == 1:
        exact = Decimal(doubled.numerator) / 2
        expected = exact.quantize(Decimal(1), ROUND_HALF_UP).scaleb(-places)
    else:
        expected = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(
            quantum, ROUND_HALF_UP
        )
    assert round_half_up(value, places) == expected
    assert round_half_up(value, places).as_tuple().exponent == -places


WINDOW = (date(2021, 11, 1), date(2025, 2, 28))
days = st.dates(date(2022, 1, 1), date(2024, 12, 31))


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += timedelta(days=1)


def _count(cut: Potongan, day: date) -> int:
    """Count how many pieces of a cut hold a day."""
    first, last = cut.bulan
    month = day.replace(day=1)
    in_months = cut.has_bulan and (
        (first is None or month >= first) and (last is None or month <= last)
    )
    without = sum(a <= day <= b for a, b in cut.tanpa)
    return in_months + sum(a <= day <= b for a, b in cut.hari) - without


@given(st.none() | days, st.none() | days)
@example(date(2024, 2, 1), date(2024, 2, 29))
@example(date(2024, 2, 29), date(2024, 3, 1))
def test_the_pieces_of_a_period_hold_each_of_its_days_once(
    dari: date | None, sampai: date | None
) -> None:
    if dari and sampai and dari > sampai:
        dari, sampai = sampai, dari
    cut = split_months(Periode(dari, sampai))
    for day in _days(*WINDOW):
        inside = (dari is None or day >= dari) and (sampai is None or day <= sampai)
        assert _count(cut, day) == inside, day


@given(st.none() | days, st.none() | days)
@example(date(2024, 2, 3), date(2024, 2, 27))
@example(date(2024, 2, 29), date(2024, 3, 1))
def test_the_fewest_pieces_hold_each_day_of_a_period_once(
    dari: date | None, sampai: date | None
) -> None:
    if dari and sampai and dari > sampai:
        dari, sampai = sampai, dari
    cut = split_fewest(Periode(dari, sampai))
    for day in _days(*WINDOW):
        inside = (dari is None or day >= dari) and (sampai is None or day <= sampai)
        assert _count(cut, day) == inside, day
    ends = (*cut.hari, *cut.tanpa)
    assert sum((b - a).days + 1 for a, b in ends) <= 31
    assert all((a.year, a.month) == (b.year, b.month) for a, b in ends)


@given(st.none() | days, st.none() | days)
def test_a_piece_of_days_never_holds_a_whole_month(dari: date | None, sampai: date | None) -> None:
    if dari and sampai and dari > sampai:
        dari, sampai = sampai, dari
    for first, last in split_months(Periode(dari, sampai)).hari:
        assert (first.year, first.month) == (last.year, last.month)
        assert not (first.day == 1 and last == last_day_of_month(last))
