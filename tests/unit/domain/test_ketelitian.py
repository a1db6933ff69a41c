"""The margin of an index, against every sample that could have been drawn and against the formula written out."""

import random
import statistics
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from scipy.special import stdtrit

from sekampadi.domain.ikm import Metode, compute_ikm_of_rekap
from sekampadi.domain.laporan.ketelitian import (
    CaraMargin,
    Ketelitian,
    chance_words,
    compute_ketelitian,
    compute_margin,
    margin_words,
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
from sekampadi.i18n import format_angka
from sekampadi.reports.build.bagian import index_figures
from sekampadi.reports.build.ketelitian import MARGIN_NOTE, MARGIN_SMALL_PRINT, sample_words

ORANG = Responden(35, JenisKelamin.PEREMPUAN, Pendidikan.SARJANA, Pekerjaan.ASN)


def answer(*scores: int) -> Penilaian:
    return Penilaian(dict(zip(URUTAN, scores, strict=True)), PenilaianUmum.BAIK, ORANG)


def draw(rng: random.Random, count: int) -> list[Penilaian]:
    return [answer(*(rng.randint(1, 4) for _ in URUTAN)) for _ in range(count)]


def totals(answers: list[Penilaian]) -> list[int]:
    return [sum(a.nilai[u] for u in URUTAN) for a in answers]


def of(rekap: Rekap, populasi: int | None = None, *, sendiri: bool = False) -> Ketelitian:
    hasil = compute_ikm_of_rekap(rekap, Metode.SEKAMPADI)
    return compute_ketelitian(rekap, hasil, populasi, sendiri=sendiri)


def half_up(value: float) -> Decimal:
    return Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("metode", Metode)
def test_the_margin_is_the_formula_over_the_single_answers(seed: int, metode: Metode) -> None:
    rng = random.Random(seed)
    answers = draw(rng, rng.randint(10, 400))
    n = len(answers)
    bobot = {"sekampadi": 0.111, "tepat": 1 / 9, "permen": 0.11}[metode.value]
    indices = [total * bobot * 25 for total in totals(answers)]
    without = float(stdtrit(n - 1, 0.975)) * statistics.stdev(indices) / n**0.5
    rekap = Rekap.of(answers)
    assert compute_margin(rekap, metode) == half_up(without)
    populasi = n + rng.randint(1, 500)
    corrected = without * (1 - n / populasi) ** 0.5
    assert compute_margin(rekap, metode, populasi) == half_up(corrected)


def test_the_margin_is_the_spread_of_all_samples_that_could_have_been_drawn() -> None:
    """Of twelve people ten are asked: the mean over all samples gives the true spread back."""
    people = draw(random.Random(7), 12)
    indices, estimates = [], []
    for sample in combinations(people, 10):
        indices.append(sum(totals(list(sample))) / 10 * 0.111 * 25)
        margin = compute_margin(Rekap.of(sample), Metode.SEKAMPADI, 12)
        assert margin is not None
        estimates.append((float(margin) / float(stdtrit(9, 0.975))) ** 2)
    assert statistics.mean(estimates) == pytest.approx(statistics.pvariance(indices), rel=0.01)


@pytest.mark.parametrize("n", [0, 1, 2, 9])
def test_below_ten_answers_there_is_no_margin(n: int) -> None:
    rekap = Rekap.of(draw(random.Random(1), n))
    assert compute_margin(rekap, Metode.SEKAMPADI, 100) is None
    sure = of(rekap)
    assert (sure.margin, sure.margin_bebas) == (None, None)
    words = "Terlalu sedikit untuk margin (kurang dari 10 jawaban)."
    assert margin_words(sure) == (words if n else "Belum ada jawaban pada periode ini.")


@pytest.mark.parametrize("n", [10, 30])
def test_answers_that_all_agree_have_no_margin(n: int) -> None:
    rekap = Rekap.of([answer(*[4] * 9)] * n)
    for sure in (of(rekap), of(rekap, n + 1, sendiri=True)):
        assert sure.margin is None
        assert margin_words(sure) == "Tidak ada margin: rata-rata tiap jawaban sama."
        assert "kemauan sendiri" in chance_words(sure)
        assert "margin" not in chance_words(sure)


def test_answers_of_one_total_that_are_not_alike_are_not_called_alike() -> None:
    """Some score 1 and 4, others 4 and 1: each has the same mean, and so the index no margin."""
    rekap = Rekap.of([answer(1, 4, *[3] * 7), answer(4, 1, *[3] * 7)] * 6)
    assert all(row != (0, 0, 0, 12) for row in rekap.sebaran[:2])
    sure = of(rekap)
    assert sure.margin is None
    assert margin_words(sure) == "Tidak ada margin: rata-rata tiap jawaban sama."
    figures = {
        f.kunci: f.cell.text
        for f in index_figures(compute_ikm_of_rekap(rekap, Metode.SEKAMPADI), sure)
    }
    assert figures["margin"] == "rata-rata tiap jawaban sama"
    for words in (margin_words(sure), figures["margin"], MARGIN_NOTE, *MARGIN_SMALL_PRINT):
        assert "semua jawaban sama" not in words


def test_people_served_correct_the_own_report_of_an_upp_only() -> None:
    rekap = Rekap.of(draw(random.Random(3), 40))
    free = compute_margin(rekap, Metode.SEKAMPADI)
    assert free is not None
    assert free > 0
    compared, own = of(rekap, 50), of(rekap, 50, sendiri=True)
    assert (compared.margin, compared.margin_bebas, compared.koreksi) == (free, free, False)
    assert own.margin == compute_margin(rekap, Metode.SEKAMPADI, 50)
    assert (own.margin_bebas, own.koreksi) == (free, True)
    assert margin_words(own) == (
        f"Margin ± {format_angka(free)} poin pada taraf 95 %; ± {format_angka(own.margin)} poin "
        "dengan koreksi populasi."
    )
    assert margin_words(compared) == f"Margin ± {format_angka(free)} poin pada taraf 95 %."
    # Too small a population is not believed.
    few = of(rekap, 39, sendiri=True)
    assert (few.margin, few.koreksi, few.mustahil) == (free, False, True)
    assert margin_words(few) == margin_words(compared)


@pytest.mark.parametrize("sendiri", [True, False])
def test_a_typed_number_of_people_buys_no_margin_of_zero(sendiri: bool) -> None:
    """An operator may write that as many were served as answered: a claim, not a precision."""
    rekap = Rekap.of(draw(random.Random(3), 40))
    all_of_them = of(rekap, 40, sendiri=sendiri)
    assert (all_of_them.margin, all_of_them.koreksi, all_of_them.semua) == (None, False, True)
    assert margin_words(all_of_them) == "Tanpa margin: semua penerima layanan menjawab."
    assert chance_words(all_of_them) == ""
    # Whoever compares goes by the same margin as before.
    assert all_of_them.margin_bebas == compute_margin(rekap, Metode.SEKAMPADI)
    assert not of(rekap, 41, sendiri=sendiri).semua


def test_more_answers_than_people_get_no_verdict() -> None:
    rekap = Rekap.of(draw(random.Random(3), 29))
    sure = of(rekap, 10, sendiri=True)
    assert (sure.mustahil, sure.sampel_minimum, sure.kurang) == (True, None, False)
    assert sample_words(sure) == (
        "Jumlah responden (29) lebih banyak daripada penerima layanan yang tercatat (10): periksa "
        "jumlah penerima layanan."
    )
    assert "memenuhi" in sample_words(of(rekap, 29))


@pytest.mark.parametrize("n", [1, 2, 9])
def test_nobody_hears_of_a_margin_that_is_not_there(n: int) -> None:
    sure = of(Rekap.of(draw(random.Random(5), n)))
    assert chance_words(sure).startswith("Responden menjawab atas kemauan sendiri")
    assert "margin" not in chance_words(sure)


def test_a_sheet_of_before_says_what_it_said() -> None:
    old = Ketelitian(
        5, Decimal("80.00"), Decimal("0.00"), 40, 36, koreksi=True, cara=CaraMargin.NORMAL
    )
    assert margin_words(old) == "Margin ± 0,00 poin pada taraf 95 % dengan koreksi populasi."
    assert chance_words(old) == ""


def test_a_bound_is_missed_beyond_chance_or_not() -> None:
    sure = of(Rekap.of(draw(random.Random(9), 60)))
    assert sure.nilai is not None
    assert sure.margin is not None
    assert sure.is_below(Fraction(sure.nilai + sure.margin))
    assert not sure.is_below(Fraction(sure.nilai + sure.margin / 2))
    assert not sure.is_below(Fraction(sure.nilai - 1))
    assert not of(Rekap.of(draw(random.Random(9), 9))).is_below(Fraction(100))


def test_the_minimum_sample_is_marked_when_people_served_are_known() -> None:
    rekap = Rekap.of(draw(random.Random(4), 43))
    assert of(rekap).sampel_minimum is None
    assert not of(rekap).kurang
    fifty = of(rekap, 50)
    assert (fifty.sampel_minimum, fifty.kurang) == (44, True)
    assert not of(rekap, 45).kurang
