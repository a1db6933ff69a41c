"""The decree's published figures, line by line."""

from decimal import Decimal
from fractions import Fraction

import pytest

from sekampadi.domain.ikm import (
    HasilIkm,
    Metode,
    Mutu,
    compute_ikm,
    compute_rata_rata_upp,
    rentang_mutu,
    round_half_up,
)
from sekampadi.domain.survei.unsur import URUTAN

BIRO_ORGANISASI = (101, 97, 98, 109, 95, 98, 102, 96, 109)
"""Decree, K.2 g: the sums of U1 to U9 over 29 answers, 1 January to 31 March 2023."""


def _decimals(text: str) -> list[Decimal]:
    return [Decimal(x) for x in text.split()]


@pytest.fixture
def quarter() -> HasilIkm:
    return compute_ikm(29, BIRO_ORGANISASI, Metode.SEKAMPADI)


def test_the_quarter_of_biro_organisasi_prints_its_sums(quarter: HasilIkm) -> None:
    assert quarter.n == 29
    assert tuple(u.jumlah for u in quarter.unsur) == BIRO_ORGANISASI
    assert sum(u.jumlah for u in quarter.unsur) == 905
    assert tuple(u.unsur for u in quarter.unsur) == URUTAN


def test_the_quarter_of_biro_organisasi_prints_its_nrr(quarter: HasilIkm) -> None:
    printed = "3.48 3.34 3.38 3.76 3.28 3.38 3.52 3.31 3.76"
    assert [u.nrr for u in quarter.unsur] == _decimals(printed)


def test_the_quarter_of_biro_organisasi_prints_its_weighted_nrr(quarter: HasilIkm) -> None:
    printed = "0.39 0.37 0.38 0.42 0.36 0.38 0.39 0.37 0.42"
    assert [u.nrr_tertimbang for u in quarter.unsur] == _decimals(printed)


def test_the_quarter_of_biro_organisasi_is_86_60_b_baik(quarter: HasilIkm) -> None:
    assert str(quarter.nilai) == "86.60"
    assert quarter.exact is not None
    assert round_half_up(quarter.exact, 3) == Decimal("86.599")
    assert quarter.mutu is Mutu.B
    assert quarter.kinerja == "Baik"


@pytest.mark.parametrize(
    ("metode", "nilai"),
    [(Metode.SEKAMPADI, "86.60"), (Metode.TEPAT, "86.69"), (Metode.PERMEN, "85.82")],
)
def test_each_method_gives_its_own_figure(metode: Metode, nilai: str) -> None:
    assert str(compute_ikm(29, BIRO_ORGANISASI, metode).nilai) == nilai


def test_printed_roundings_would_give_87_00_which_no_method_does(quarter: HasilIkm) -> None:
    rounded = [u.nrr_tertimbang for u in quarter.unsur if u.nrr_tertimbang is not None]
    assert sum(rounded) * 25 == Decimal("87.00")
    for metode in Metode:
        assert compute_ikm(29, BIRO_ORGANISASI, metode).nilai != Decimal("87.00")


def _spread(total: int) -> tuple[int, ...]:
    """Spread a total over nine sums; the index does not ask where it fell."""
    each, rest = divmod(total, 9)
    return tuple(each + (i < rest) for i in range(9))


@pytest.mark.parametrize("total", [72_946, 72_950, 72_954])
def test_the_province_is_86_18_from_72946_to_72954(total: int) -> None:
    hasil = compute_ikm(2349, _spread(total), Metode.SEKAMPADI)
    assert str(hasil.nilai) == "86.18"
    assert (hasil.mutu, hasil.kinerja) == (Mutu.B, "Baik")


@pytest.mark.parametrize(("total", "nilai"), [(72_945, "86.17"), (72_955, "86.19")])
def test_beyond_these_bounds_the_province_is_not_86_18(total: int, nilai: str) -> None:
    assert str(compute_ikm(2349, _spread(total), Metode.SEKAMPADI).nilai) == nilai


def test_the_province_without_biro_organisasi_has_72045_points() -> None:
    assert 72_950 - sum(BIRO_ORGANISASI) == 72_045
    assert 2349 - 29 == 2320


SAMPLE_NRR = tuple(_decimals("3.00 3.06 2.78 3.28 3.06 3.33 3.50 3.67 3.55"))
"""Decree, L.3."""
SAMPLE_SUMS = [int(nrr * 100) for nrr in SAMPLE_NRR]


def test_the_sample_table_gives_81_19_and_81_11_not_the_printed_81_25() -> None:
    assert compute_ikm(100, SAMPLE_SUMS, Metode.TEPAT).nilai == Decimal("81.19")
    assert compute_ikm(100, SAMPLE_SUMS, Metode.SEKAMPADI).nilai == Decimal("81.11")
    assert round_half_up(sum(map(Fraction, SAMPLE_NRR), Fraction(0)) / 9, 4) == Decimal("3.2478")


def test_the_sample_table_has_nine_lines() -> None:
    with pytest.raises(ValueError, match="do not belong"):
        compute_ikm(100, SAMPLE_SUMS[:8], Metode.TEPAT)


@pytest.mark.parametrize(
    ("index", "jumlah", "nik", "mutu"),
    [
        (0, 300, "75.00", "C"),
        (1, 306, "76.50", "C"),
        (2, 278, "69.50", "C"),
        (3, 328, "82.00", "B"),
        (5, 333, "83.25", "B"),
        (6, 350, "87.50", "B"),
        (7, 367, "91.75", "A"),  # the decree misprints 91,25
        (8, 355, "88.75", "A"),
    ],
)
def test_the_sample_table_line_by_line(index: int, jumlah: int, nik: str, mutu: str) -> None:
    sums = (300, 306, 278, 328, 306, 333, 350, 367, 355)
    line = compute_ikm(100, sums, Metode.SEKAMPADI).unsur[index]
    assert line.jumlah == jumlah
    assert line.nrr == SAMPLE_NRR[index]
    assert str(line.nik) == nik
    assert line.mutu is not None
    assert line.mutu.value == mutu


@pytest.mark.parametrize(
    ("metode", "floor", "ceiling"),
    [
        (Metode.SEKAMPADI, "24.98", "99.90"),
        (Metode.TEPAT, "25.00", "100.00"),
        (Metode.PERMEN, "24.75", "99.00"),
    ],
)
def test_all_ones_and_all_fours_give_the_ends_of_the_method(
    metode: Metode, floor: str, ceiling: str
) -> None:
    assert str(compute_ikm(7, (7,) * 9, metode).nilai) == floor
    assert str(compute_ikm(7, (28,) * 9, metode).nilai) == ceiling


def test_the_methods_carry_their_names_for_reports() -> None:
    assert [m.label for m in Metode] == [
        "sekampadi (bobot 0,111)",
        "tepat (bobot 1/9)",
        "permen (bobot 0,11)",
    ]


@pytest.mark.parametrize(
    ("nilai", "mutu", "kinerja"),
    [
        ("24.75", "D", "Tidak Baik"),
        ("24.98", "D", "Tidak Baik"),
        ("25.00", "D", "Tidak Baik"),
        ("64.99", "D", "Tidak Baik"),
        ("65.00", "C", "Kurang Baik"),
        ("76.60", "C", "Kurang Baik"),
        ("76.61", "B", "Baik"),
        ("88.30", "B", "Baik"),
        ("88.31", "A", "Sangat Baik"),
        ("99.90", "A", "Sangat Baik"),
        ("100.00", "A", "Sangat Baik"),
    ],
)
def test_the_bounds_of_the_classes(nilai: str, mutu: str, kinerja: str) -> None:
    found = Mutu.of(Decimal(nilai))
    assert (found.value, found.kinerja) == (mutu, kinerja)


@pytest.mark.parametrize(
    ("value", "shown"),
    [("86.605", "86.61"), ("86.6049", "86.60"), ("0", "0.00"), ("99.995", "100.00")],
)
def test_halves_go_up(value: str, shown: str) -> None:
    assert str(round_half_up(Fraction(value))) == shown


@pytest.mark.parametrize(
    ("n", "jumlah"),
    [
        (2, (2,) * 8),
        (2, (2,) * 10),
        (2, (1,) + (2,) * 8),
        (2, (9,) + (2,) * 8),
        (0, (1,) * 9),
        (-1, (-1,) * 9),
    ],
)
def test_sums_that_cannot_belong_to_the_answers_are_a_fault(
    n: int, jumlah: tuple[int, ...]
) -> None:
    with pytest.raises(ValueError, match="do not belong"):
        compute_ikm(n, jumlah, Metode.SEKAMPADI)


def test_the_mean_over_upp_counts_each_upp_once_and_empty_ones_not_at_all() -> None:
    small = compute_ikm(1, (4,) * 9, Metode.TEPAT)
    large = compute_ikm(99, (198,) * 9, Metode.TEPAT)
    empty = compute_ikm(0, (0,) * 9, Metode.TEPAT)
    assert compute_rata_rata_upp([small, large, empty]) == Decimal("75.00")
    assert compute_rata_rata_upp([empty]) is None
    assert compute_rata_rata_upp([]) is None


def test_the_mean_over_upp_is_of_what_is_not_rounded() -> None:
    one = compute_ikm(3, (9,) * 7 + (6,) * 2, Metode.SEKAMPADI)
    two = compute_ikm(4, (12,) * 7 + (9, 8), Metode.SEKAMPADI)
    # 69,375 and 70,06875, as they are; 69,38 and 70,07 would have the mean 69,725, so 69,73.
    assert (one.nilai, two.nilai) == (Decimal("69.38"), Decimal("70.07"))
    assert compute_rata_rata_upp([one, two]) == Decimal("69.72")


def test_the_classes_in_words_are_those_of_the_regulation() -> None:
    assert rentang_mutu() == (
        "A 88,31–100,00",
        "B 76,61–88,30",
        "C 65,00–76,60",
        "D di bawah 65,00",
    )


@pytest.mark.parametrize(
    ("n", "jumlah"),
    [
        (2, (1, *[4] * 8)),  # two answers give 2 at least
        (2, (*[4] * 8, 9)),  # and 8 at most
        (0, (1, *[0] * 8)),
        (2, (4,) * 8),
        (2, (4,) * 10),
    ],
)
def test_sums_that_no_answers_give_are_a_fault(n: int, jumlah: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="do not belong"):
        compute_ikm(n, jumlah, Metode.SEKAMPADI)


def test_without_answers_there_is_no_figure_and_no_class() -> None:
    none = compute_ikm(0, (0,) * 9, Metode.SEKAMPADI)
    assert (none.n, none.nilai, none.exact, none.mutu, none.kinerja) == (0, *[None] * 4)
    assert [(u.unsur, u.jumlah) for u in none.unsur] == [(u, 0) for u in URUTAN]
    assert {(u.nrr, u.nrr_tertimbang, u.nik, u.mutu) for u in none.unsur} == {(None,) * 4}
