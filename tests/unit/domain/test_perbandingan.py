"""Periods before, and what changed since; the sample table of the decree, L.3."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from scipy import stats

from sekampadi.domain.errors import FieldErrors
from sekampadi.domain.ikm import HasilIkm, Metode, compute_ikm
from sekampadi.domain.laporan.ketelitian import Ketelitian, compute_ketelitian
from sekampadi.domain.laporan.layar import Hitung
from sekampadi.domain.laporan.pelaksanaan import (
    Pelaksana,
    Triwulan,
    parse_pelaksanaan,
    triwulan_of,
)
from sekampadi.domain.laporan.perbandingan import (
    Arah,
    Perubahan,
    compare,
    decide,
    format_p,
    judge,
    periode_a_year_before,
    periode_before,
    round_p,
)
from sekampadi.domain.laporan.uji import Beda
from sekampadi.domain.periode import Periode


def P(dari: str | None, sampai: str | None) -> Periode:
    return Periode.parse(dari, sampai)


@pytest.mark.parametrize(
    ("now", "before", "a_year_ago"),
    [
        (Periode.triwulan(2023, 1), Periode.triwulan(2022, 4), Periode.triwulan(2022, 1)),
        (Periode.triwulan(2024, 2), Periode.triwulan(2024, 1), Periode.triwulan(2023, 2)),
        (Periode.semester(2023, 1), Periode.semester(2022, 2), Periode.semester(2022, 1)),
        (Periode.tahun(2024), Periode.tahun(2023), Periode.tahun(2023)),
        (
            P("2023-03-01", "2023-03-31"),
            P("2023-02-01", "2023-02-28"),
            P("2022-03-01", "2022-03-31"),
        ),
        (
            P("2025-02-01", "2025-02-28"),
            P("2025-01-01", "2025-01-31"),
            P("2024-02-01", "2024-02-29"),
        ),
        (
            P("2023-03-10", "2023-03-16"),
            P("2023-03-03", "2023-03-09"),
            P("2022-03-10", "2022-03-16"),
        ),
        (
            P("2024-02-29", "2024-02-29"),
            P("2024-02-28", "2024-02-28"),
            P("2023-02-28", "2023-02-28"),
        ),
        (P("2023-01-01", None), None, None),
        (P(None, "2023-01-01"), None, None),
        (Periode(), None, None),
        (P("0001-01-01", "0001-03-31"), None, None),
        (P("0001-01-20", "0001-03-05"), None, None),
    ],
)
def test_the_periods_to_compare_with(
    now: Periode, before: Periode | None, a_year_ago: Periode | None
) -> None:
    assert periode_before(now) == before
    assert periode_a_year_before(now) == a_year_ago


def made(totals: list[int]) -> tuple[HasilIkm, Ketelitian]:
    """Return the index of answers with these totals, and how far it can be relied on."""
    n, whole = len(totals), sum(totals)
    sums = tuple(whole // 9 + (1 if i < whole % 9 else 0) for i in range(9))
    hitung = Hitung(n, sums, sum(t * t for t in totals))
    hasil = hitung.hasil(Metode.SEKAMPADI)
    return hasil, compute_ketelitian(hitung, hasil)


def around(mean: int, n: int, spread: int = 3) -> list[int]:
    """Return so many totals about a mean, as far on either side."""
    return [mean + (spread if i % 2 else -spread) for i in range(n)]


def change(now: list[int], then: list[int]) -> Perubahan:
    (kini, teliti_kini), (dulu, teliti_dulu) = made(now), made(then)
    return compare(kini, dulu, teliti_kini, teliti_dulu)


def test_a_change_is_that_of_the_printed_figures() -> None:
    kini = compute_ikm(29, (101, 97, 98, 109, 95, 98, 102, 96, 109), Metode.SEKAMPADI)
    dulu = compute_ikm(31, (100, 97, 98, 109, 95, 98, 102, 96, 109), Metode.SEKAMPADI)
    printed = [Ketelitian(h.n, h.nilai, None, None, None) for h in (kini, dulu)]
    found = compare(kini, dulu, *printed)
    assert kini.nilai is not None
    assert dulu.nilai is not None
    assert found.ikm == kini.nilai - dulu.nilai
    assert found.arah is Arah.TIDAK_DIKETAHUI, "of printed figures nothing can be tested"
    first = found.unsur[0]
    assert (str(first.kini.nrr), str(first.dulu.nrr), str(first.nrr)) == ("3.48", "3.23", "0.25")
    assert (str(first.kini.nik), str(first.dulu.nik), str(first.nik)) == ("87.07", "80.65", "6.42")


def test_down_needs_the_test_ten_answers_and_two_points() -> None:
    assert change(around(28, 30), around(31, 30)).arah is Arah.TURUN
    assert change(around(31, 30), around(28, 30)).arah is Arah.NAIK
    assert change(around(30, 30), around(31, 30)).arah is Arah.SETARA
    assert change(around(28, 9), around(31, 30)).arah is Arah.TIDAK_DIKETAHUI
    assert change(around(28, 30), around(31, 9)).arah is Arah.TIDAK_DIKETAHUI
    assert change(around(28, 30), [36] * 30).arah is Arah.TURUN, "all alike is an answer, too"
    assert change([36] * 30, [36] * 30).arah is Arah.SETARA
    assert change([9] * 9, [36] * 30).arah is Arah.TIDAK_DIKETAHUI
    # 2.00 points are 0.72 of a total: three answers of four that are one lower are enough.
    low = [x - (1 if i % 100 < 73 else 0) for i, x in enumerate(around(31, 3000, 1))]
    assert str(change(low, around(31, 3000, 1)).ikm) == "-2.03"
    assert change(low, around(31, 3000, 1)).arah is Arah.TURUN
    less = [x - (1 if i % 100 < 71 else 0) for i, x in enumerate(around(31, 3000, 1))]
    found = change(less, around(31, 3000, 1))
    assert (str(found.ikm), found.arah) == ("-1.98", Arah.KECIL)
    assert found.putusan.p is not None
    assert found.putusan.p < 0.001


@pytest.mark.parametrize(
    ("points", "arah"),
    [
        ("-2.00", Arah.TURUN),
        ("-1.99", Arah.KECIL),
        ("1.99", Arah.KECIL),
        ("2.00", Arah.NAIK),
    ],
)
def test_two_points_are_enough(points: str, arah: Arah) -> None:
    beda = Beda(Fraction(points), 0.1, 100)
    assert decide(beda, Decimal(points), beda.p_turun, beda.p_dua).arah is arah


def test_no_word_of_change_stands_beside_a_margin_that_holds_zero() -> None:
    """The t of a fall of 1.8 has p = 0.04 one-sided and 0.08 two-sided: it may be chance."""
    now, then = around(29, 30, 4), around(31, 14, 3)
    found = change(now, then)
    p = stats.ttest_ind(now, then, equal_var=False, alternative="less").pvalue
    assert 0.025 < p < 0.05
    assert found.putusan.p == pytest.approx(2 * p, abs=1e-9)
    assert found.ikm is not None
    assert found.putusan.margin is not None
    assert abs(found.ikm) <= found.putusan.margin
    assert found.arah is Arah.SETARA
    assert change(then, now).arah is Arah.SETARA
    now, then = around(29, 40, 4), around(31, 20, 3)
    found = change(now, then)
    p = stats.ttest_ind(now, then, equal_var=False, alternative="less").pvalue
    assert found.arah is Arah.TURUN
    assert found.putusan.p == pytest.approx(p, abs=1e-9)


def test_of_many_a_fall_is_tested_on_one_side_and_a_rise_on_both() -> None:
    """Two quarters beside this one: halved, the p of a fall passes where that of a rise does not."""
    now, then, still = (made(around(m, 36, 4))[1] for m in (29, 31, 29))
    down, up = judge([(now, then), (now, still)]), judge([(then, now), (now, still)])
    p = stats.ttest_ind(around(29, 36, 4), around(31, 36, 4)).pvalue
    assert 0.025 < p < 0.05
    assert (down[0].arah, down[0].p) == (Arah.TURUN, pytest.approx(p))
    assert (up[0].arah, up[0].p) == (Arah.SETARA, pytest.approx(2 * p))


def test_answers_that_are_all_alike_on_both_sides_fall_without_a_margin() -> None:
    found = change([9] * 120, [36] * 60)
    assert (found.arah, found.putusan.margin) == (Arah.TURUN, None)
    assert found.putusan.p is not None
    assert found.putusan.p < 1e-40


def test_of_many_each_has_to_be_surer() -> None:
    pair = (made(around(29, 40, 4))[1], made(around(31, 20, 3))[1])
    still = (made(around(30, 20, 4))[1], made(around(30, 14, 3))[1])
    assert judge([pair])[0].arah is Arah.TURUN
    assert {x.arah for x in judge([pair, still, still])} == {Arah.SETARA}
    few = made(around(30, 5))[1]
    assert [x.arah for x in judge([pair, (few, few)])] == [Arah.TURUN, Arah.TIDAK_DIKETAHUI]


@pytest.mark.parametrize(
    ("p", "words"),
    [
        *((0.0876, "p = 0,088"), (0.0125, "p = 0,013"), (0.0874, "p = 0,087"), (1.0, "p = 1,000")),
        *((0.0491, "p = 0,049"), (0.0499, "p = 0,049"), (0.05, "p = 0,050"), (0.0503, "p = 0,050")),
        *((0.0004, "p < 0,001"), (0.0009, "p < 0,001"), (0.001, "p = 0,001"), (0.0, "p < 0,001")),
    ],
)
def test_a_p_is_rounded_but_below_the_bound_is_written_below_it(p: float, words: str) -> None:
    assert format_p(p) == words


def test_a_p_with_more_places_is_rounded_by_the_same_rule() -> None:
    shown = [round_p(p, 6) for p in (0.04999996, 0.0876123456, 0.0000009, 0.05)]
    assert [None if x is None else str(x) for x in shown] == [
        *("0.049999", "0.087612", None, "0.050000")
    ]


def test_a_fall_may_be_asked_to_pass_a_test_of_both_sides() -> None:
    pair = (made(around(29, 40, 4))[1], made(around(31, 20, 3))[1])
    one, both = judge([pair])[0], judge([pair], dua_arah=True)[0]
    assert one.p is not None
    assert both.p == pytest.approx(2 * one.p)
    # Two of them: of one side 2 p, which is below the bound, of both sides twice as much.
    assert 0.0125 < one.p < 0.025
    assert [x.arah for x in judge([pair, pair])] == [Arah.TURUN] * 2
    assert [x.arah for x in judge([pair, pair], dua_arah=True)] == [Arah.SETARA] * 2


def test_nothing_is_compared_with_an_empty_period() -> None:
    found = change(around(30, 20), [])
    assert (found.ikm, found.arah, found.putusan.margin) == (None, Arah.TIDAK_DIKETAHUI, None)
    assert {(u.nrr, u.nik) for u in found.unsur} == {(None, None)}


def test_two_methods_are_not_compared() -> None:
    a, b = (compute_ikm(10, [30] * 9, m) for m in (Metode.SEKAMPADI, Metode.TEPAT))
    sure = Ketelitian(10, a.nilai, None, None, None)
    with pytest.raises(ValueError, match="methods"):
        compare(a, b, sure, sure)


NRR_L3 = ("3.00", "3.06", "2.78", "3.28", "3.06", "3.33", "3.50", "3.67", "3.55")


def test_the_sample_table_of_the_decree_with_its_mistake_put_right() -> None:
    """L.3 prints 91,25 for 3,67 and 81,25 for the whole; right are 91,75, and 81,11 or 81,19."""
    sums = [int(Decimal(x) * 100) for x in NRR_L3]
    hasil = compute_ikm(100, sums, Metode.SEKAMPADI)
    assert [str(u.nrr) for u in hasil.unsur] == list(NRR_L3)
    assert [str(u.nik) for u in hasil.unsur] == [
        *("75.00", "76.50", "69.50", "82.00", "76.50", "83.25", "87.50", "91.75", "88.75")
    ]
    assert [u.mutu for u in hasil.unsur] == list("CCCBCBBAA")
    kinerja = [u.mutu.kinerja for u in hasil.unsur if u.mutu]
    assert kinerja == [
        *["Kurang Baik"] * 3,
        *["Baik", "Kurang Baik", "Baik", "Baik", "Sangat Baik", "Sangat Baik"],
    ]
    assert str(hasil.nilai) == "81.11"
    assert str(compute_ikm(100, sums, Metode.TEPAT).nilai) == "81.19"
    assert (hasil.mutu, hasil.kinerja) == ("B", "Baik")


# --- pelaksanaan ------------------------------------------------------------------------------


def test_which_triwulan_a_period_consists_of() -> None:
    assert triwulan_of(Periode.triwulan(2023, 2)) == (Triwulan(2023, 2),)
    assert triwulan_of(Periode.semester(2023, 2)) == (Triwulan(2023, 3), Triwulan(2023, 4))
    assert [w.kunci for w in triwulan_of(P("2022-10-01", "2023-03-31"))] == ["2022-4", "2023-1"]
    assert triwulan_of(P("2023-01-01", "2023-03-30")) == ()
    assert triwulan_of(P("2023-02-01", "2023-03-31")) == ()
    assert triwulan_of(P("2023-01-01", None)) == ()
    assert Triwulan.of(date(2023, 12, 31)) == Triwulan(2023, 4)


@pytest.mark.parametrize("kunci", ["", "2023", "2023-5", "2023-0", "2023-1-1", "x023-1", None, 7])
def test_what_names_no_triwulan(kunci: object) -> None:
    assert Triwulan.parse(kunci) is None


def test_a_triwulan_is_read_back_from_its_name() -> None:
    assert Triwulan.parse(Triwulan(2023, 4).kunci) == Triwulan(2023, 4)


def test_a_form_is_read() -> None:
    found = parse_pelaksanaan(
        {"dilayani": "1.250", "dibagikan": "300", "kembali": " 287 ", "pelaksana": "mandiri"}
    )
    assert (found.dilayani, found.dibagikan, found.kembali) == (1250, 300, 287)
    assert found.pelaksana is Pelaksana.MANDIRI
    empty = parse_pelaksanaan({"pelaksana": "pihak_ketiga", "pihak_ketiga": "Universitas X"})
    assert (empty.dilayani, empty.pihak_ketiga) == (None, "Universitas X")


@pytest.mark.parametrize(
    ("field", "isian"),
    [
        ("dilayani", {"dilayani": "0"}),
        ("dilayani", {"dilayani": "-5"}),
        ("dilayani", {"dilayani": "banyak"}),
        ("dilayani", {"dilayani": "10000001"}),
        ("dilayani", {"dilayani": "٣٣"}),
        ("kembali", {"dibagikan": "10", "kembali": "11"}),
        ("pelaksana", {"pelaksana": ""}),
        ("pelaksana", {"pelaksana": "kami"}),
        ("pihak_ketiga", {"pelaksana": "pihak_ketiga"}),
        ("pihak_ketiga", {"pelaksana": "pihak_ketiga", "pihak_ketiga": "x" * 201}),
    ],
)
def test_a_wrong_field_is_named(field: str, isian: dict[str, object]) -> None:
    with pytest.raises(FieldErrors) as caught:
        parse_pelaksanaan({"pelaksana": "mandiri"} | isian)
    assert set(caught.value.errors) == {field}
