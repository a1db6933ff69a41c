"""Each unsur beside the year before: SciPy's Welch, a Holm of our own, and verdicts by the rule's words."""

import random
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

import pytest
from scipy import stats

from sekampadi.domain.ikm import Metode, compute_ikm_of_rekap
from sekampadi.domain.laporan.perbandingan import Arah
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.domain.tahunan.perbandingan import GerakUnsur, compare_unsur, sampel_unsur
from tests.unit.domain.tahunan.jawaban import Answers, holm, rekap_of


def _years(
    now: Answers, *then: Answers, metode: Metode = Metode.SEKAMPADI
) -> list[tuple[GerakUnsur, ...]]:
    first, *others = ((r, compute_ikm_of_rekap(r, metode)) for r in map(rekap_of, (now, *then)))
    return compare_unsur(first, others)


def _compare(
    now: Answers, then: Answers, metode: Metode = Metode.SEKAMPADI
) -> tuple[GerakUnsur, ...]:
    (found,) = _years(now, then, metode=metode)
    return found


def _nik(scores: Sequence[int]) -> Decimal:
    return (Decimal(sum(scores)) * 25 / len(scores)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _answers(rng: random.Random, n: int, means: Sequence[float]) -> Answers:
    return [tuple(min(4, max(1, round(rng.gauss(m, 0.7)))) for m in means) for _ in range(n)]


@pytest.mark.parametrize("seed", range(60))
def test_random_years_are_told_apart_as_scipy_and_the_rule_do(seed: int) -> None:
    rng = random.Random(seed)
    before = [rng.uniform(2.6, 3.6) for _ in URUTAN]
    after = [m + rng.choice([0, 0, 0.1, -0.1, 0.3, -0.4]) for m in before]
    then, now = (
        _answers(rng, rng.randint(10, 400), before),
        _answers(rng, rng.randint(10, 400), after),
    )
    older = _answers(rng, rng.randint(10, 400), before)
    rows = [row for year in _years(now, older, then) for row in year]
    pairs = [
        pair
        for year in (older, then)
        for pair in zip(zip(*now, strict=True), zip(*year, strict=True), strict=True)
    ]
    assert all(len(set(x)) > 1 for pair in pairs for x in pair), "a spread on both sides"
    both = [float(stats.ttest_ind(a, b, equal_var=False).pvalue) for a, b in pairs]
    # Eighteen tests, a fall by both sides as well.
    for row, unsur, (a, b), p in zip(rows, (*URUTAN, *URUTAN), pairs, holm(both), strict=True):
        assert row.unsur is unsur
        change = _nik(a) - _nik(b)
        assert row.selisih == change
        ends = stats.ttest_ind(a, b, equal_var=False).confidence_interval()
        half = 25 * (ends.high - ends.low) / 2
        fell = sum(a) * len(b) < sum(b) * len(a)
        word = Arah.SETARA
        if p < 0.05 and abs(change) > Decimal(half).quantize(Decimal("0.01"), ROUND_HALF_UP):
            word = Arah.KECIL if abs(change) < 2 else Arah.TURUN if fell else Arah.NAIK
        assert row.putusan.arah is word
        assert row.putusan.p == pytest.approx(p, abs=1e-9)
        assert float(row.putusan.margin or 0) == pytest.approx(half, abs=0.0051)


def test_a_year_without_answers_or_with_nine_says_nothing() -> None:
    many = [(3,) * 9, (4,) * 9] * 20
    for now, then in ((many, []), ([], many), ([], [])):
        found = _compare(now, then)
        assert len(found) == 9
        assert {(r.selisih, r.putusan.arah, r.putusan.p) for r in found} == {
            (None, Arah.TIDAK_DIKETAHUI, None)
        }
    few = _compare(many[:9], many)
    assert {r.putusan.arah for r in few} == {Arah.TIDAK_DIKETAHUI}
    assert few[0].selisih == _nik([a[0] for a in many[:9]]) - Decimal("87.50")


def test_a_year_that_cannot_be_compared_is_none_of_the_tests() -> None:
    now, then = [(3,) * 9, (4,) * 9] * 20, [(3,) * 9, (3,) * 9, (4,) * 9] * 20
    (alone,), (_, beside) = _years(now, then), _years(now, then[:9], then)
    assert alone == beside


def test_years_that_are_all_alike_are_counted() -> None:
    # Ten threes and ten fours: two ways in 184,756 of dealing them out are as far, nine times (Holm).
    (first, *_) = _compare([(3,) * 9] * 10, [(4,) * 9] * 10)
    assert (first.selisih, first.putusan.arah) == (Decimal("-25.00"), Arah.TURUN)
    assert first.putusan.p == pytest.approx(18 / 184_756, rel=1e-9)
    same = _compare([(4,) * 9] * 10, [(4,) * 9] * 10)
    assert {(r.selisih, r.putusan.arah) for r in same} == {(Decimal("0.00"), Arah.SETARA)}


def test_one_clear_fall_among_nine_is_named_and_the_others_are_not() -> None:
    now = [(2, *row[1:]) for row in [(3, 3, 4, 3, 4, 3, 4, 3, 4), (4, 4, 3, 4, 3, 4, 3, 4, 3)] * 30]
    then = [(3, 3, 4, 3, 4, 3, 4, 3, 4), (4, 4, 3, 4, 3, 4, 3, 4, 3)] * 30
    found = _compare(now, then)
    assert found[0].putusan.arah is Arah.TURUN
    assert {r.putusan.arah for r in found[1:]} == {Arah.SETARA}
    assert found[0].selisih == Decimal("-37.50")


def test_a_nik_has_no_weight_so_the_method_of_the_years_does_not_matter() -> None:
    rng = random.Random(3)
    now, then = _answers(rng, 50, [3.1] * 9), _answers(rng, 60, [3.4] * 9)
    first, second = _compare(now, then), _compare(now, then, Metode.TEPAT)
    assert [(r.selisih, r.putusan) for r in first] == [(r.selisih, r.putusan) for r in second]


def test_the_scores_of_an_unsur_are_those_of_its_column() -> None:
    answers = [
        (1, 2, 3, 4, 1, 2, 3, 4, 1),
        (2, 2, 4, 4, 1, 1, 3, 4, 3),
        (4, 2, 4, 1, 1, 3, 2, 4, 4),
    ]
    for column, sampel in zip(
        zip(*answers, strict=True), sampel_unsur(rekap_of(answers)), strict=True
    ):
        assert (sampel.n, sampel.jumlah) == (3, sum(column))
        assert sampel.kuadrat == sum(x * x for x in column)
        assert sampel.poin * 4 == 100
