"""The province's margin and word of change with numbers that anybody can check on paper."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from sekampadi.domain.ikm import Metode
from sekampadi.domain.laporan.gerak import judge_grown
from sekampadi.domain.laporan.ketelitian import (
    CaraMargin,
    Ketelitian,
    compute_ketelitian,
    margin_line,
)
from sekampadi.domain.laporan.layar import Hitung, total
from sekampadi.domain.laporan.perbandingan import Arah, judge
from sekampadi.domain.laporan.tren import TriwulanBanding, tell_change
from sekampadi.domain.laporan.tren import judge as judge_triwulan
from sekampadi.domain.notifikasi.peringatan import tell_ikm

TEPAT = Metode.TEPAT
"""Its index is 25 times the mean of all scores."""


def upp(jumlah: int) -> Hitung:
    """Ten answers whose scores of each unsur add up to so many, half of them a step higher if need be."""
    low, high = divmod(jumlah, 10)
    totals = [9 * (low + (i < high)) for i in range(10)]
    return Hitung(10, (jumlah,) * 9, sum(x * x for x in totals))


LALU = {k: upp(30 + k) for k in range(10)}
"""Ten UPP of ten answers each, with 75 points, 77.5 and so on up to 97.5."""
KINI = {k: upp(29 + k - 4 * (k == 9)) for k in range(10)}
"""Nine of them have fallen by 2.5 points, the last by 12.5."""


def sure(each: dict[int, Hitung], many: int = 10, *, bagian: bool = False) -> Ketelitian:
    found = {k: h for k, h in each.items() if k < many}
    whole = total(found.values())
    hasil = {k: h.hasil(TEPAT) for k, h in found.items()}
    return compute_ketelitian(whole, whole.hasil(TEPAT), per_upp=hasil, bagian=bagian)


def test_ten_upp_of_equal_size() -> None:
    now, then = sure(KINI), sure(LALU)
    # 2.5 times the spread of 0 to 9, 3.02765, over the root of ten, times 2.262157 (t, 9 degrees).
    assert (then.cara, then.margin) == (CaraMargin.UPP, Decimal("5.41"))
    assert margin_line(then) == "Margin ± 5,41 poin pada taraf 95 % dengan UPP sebagai satuan"
    # The falls have the mean 3.5 and the variance (9 x 1 + 81) / 9 = 10: an error of one point.
    (found,) = judge([(now, then)])
    assert found.beda is not None
    assert found.beda.galat == pytest.approx(1.0)
    assert (found.margin, found.arah) == (Decimal("2.26"), Arah.TURUN)
    assert found.p == pytest.approx(0.00336, abs=0.00001)  # Student's t, -3.5, 9 degrees, one side


def test_nine_upp_have_the_margin_of_their_answers_and_no_word_of_change() -> None:
    now, then = sure(KINI, 9), sure(LALU, 9)
    alone = compute_ketelitian(
        total(LALU[k] for k in range(9)), total(LALU[k] for k in range(9)).hasil(TEPAT)
    )
    assert (then.cara, then.margin, then.margin_satuan) == (CaraMargin.JAWABAN, alone.margin, None)
    assert margin_line(then).endswith(
        " menurut jawaban, karena UPP yang dapat dihitung tersendiri kurang dari 10"
    )
    (found,) = judge([(now, then)])
    assert (found.arah, found.p) == (Arah.TIDAK_DIKETAHUI, None)


def giant(each: dict[int, Hitung], times: int) -> dict[int, Hitung]:
    """Let one of the ten have so many times the answers of each other one."""
    return {**each, 0: total([each[0]] * times)}


def test_one_giant_among_ten_upp_is_not_ten_units() -> None:
    # Weights n / (N - n): 50/90 beside nine of 10/130 are 4.30 equal ones (Kish), 40/90 beside nine
    # of 10/120 are 5.49.
    few, many = sure(giant(LALU, 5)), sure(giant(LALU, 4))
    assert (few.cara, many.cara) == (CaraMargin.TERPUSAT, CaraMargin.UPP)
    whole = total(giant(LALU, 5).values())
    alone = compute_ketelitian(whole, whole.hasil(TEPAT))
    assert (few.margin, few.margin_satuan) == (alone.margin, None)
    assert margin_line(few).endswith(" menurut jawaban, karena jawaban terpusat pada sedikit UPP")
    assert not few.is_below(Fraction(100)), "of few UPP nothing is sure"
    for pair, why in (
        ((few, many), "jawaban terpusat pada sedikit UPP"),
        ((many, few), "jawaban pada salah satu periode terpusat pada sedikit UPP"),
    ):
        (found,) = judge([pair])
        assert (found.arah, found.p, found.sebab) == (Arah.TIDAK_DIKETAHUI, None, why)
    assert judge([(many, many)])[0].p is not None


def test_what_is_hidden_in_either_period_is_one_unit_in_both() -> None:
    def small(*at: int) -> dict[int, Hitung]:
        each = {k: upp(30 + k % 10) for k in range(12)}
        return each | {k: Hitung(2, (6,) * 9, 2 * 27**2) for k in at}

    # Eleven units each, but four UPP are one in both: nine.
    now, then = sure(small(0, 1), 12), sure(small(2, 3), 12)
    assert (now.cara, then.cara) == (CaraMargin.UPP, CaraMargin.UPP)
    (found,) = judge([(now, then)])
    assert (found.arah, found.sebab) == (
        Arah.TIDAK_DIKETAHUI,
        "UPP yang dapat dihitung tersendiri pada kedua periode kurang dari 10",
    )


def test_a_part_with_few_upp_is_judged_by_its_answers() -> None:
    now, then = (sure(each, 9, bagian=True) for each in (KINI, LALU))
    assert (now.cara, now.per_upp) == (CaraMargin.STUDENT, None)
    (found,) = judge([(now, sure(LALU, 9))])
    assert found == judge([(now, then)])[0]
    assert found.p is not None
    assert sure(LALU, bagian=True) == sure(LALU)


def test_upp_that_are_all_alike_have_no_margin() -> None:
    found = sure({k: upp(33) for k in range(10)})
    assert (found.cara, found.margin) == (CaraMargin.UPP, None)
    assert margin_line(found) == "Tidak ada margin: nilai semua UPP sama"


def test_an_alarm_of_the_province_goes_by_its_upp() -> None:
    found = sure(LALU)
    # 86.25, with an error of 7.56912 over the root of ten: 4.75 below is p 0.039, 4.25 is 0.055.
    assert found.is_below(Fraction(91))
    assert not found.is_below(Fraction("90.5"))
    whole = total(LALU.values())
    assert compute_ketelitian(whole, whole.hasil(TEPAT)).is_below(Fraction("90.5"))
    assert not sure(LALU, 9).is_below(Fraction(100)), "of nine UPP nothing is sure"


def test_an_alarm_of_what_was_not_tested_says_so() -> None:
    def told(sure: Ketelitian, ambang: int) -> str:
        day = date(2023, 5, 12)
        return tell_ikm("Provinsi", sure, ambang=ambang, dari=day, sampai=day).isi

    alike, untested = sure({k: upp(33) for k in range(10)}), "Selisihnya dengan batas tidak diuji."
    chance = "Selisihnya dengan batas mungkin hanya kebetulan."
    for found in (sure(LALU, 9), sure(giant(LALU, 5)), alike):
        assert untested in told(found, 9900)
        assert chance not in told(found, 9900)
    assert chance in told(sure(LALU), 9050)
    assert "Selisihnya" not in told(sure(LALU), 9100)
    # An UPP is judged by its answers, as before.
    alone = compute_ketelitian(LALU[0], LALU[0].hasil(TEPAT))
    assert chance in told(alone, 7501)


def test_a_triwulan_is_judged_together_with_that_of_a_year_ago() -> None:
    def banding(each: dict[int, Hitung]) -> TriwulanBanding:
        return TriwulanBanding(total(each.values()), each)

    found = judge_triwulan(banding(KINI), banding(LALU), banding(LALU), TEPAT, None)
    assert found.putusan.p == pytest.approx(2 * 0.00336, abs=0.00001)
    assert tell_change(found) == "turun 3,50 ± 2,26 dari triwulan lalu (86,25)"
    few = {k: h for k, h in KINI.items() if k < 9}
    found = judge_triwulan(banding(few), banding(LALU), banding(LALU), TEPAT, None)
    assert tell_change(found) == (
        "belum dapat dibandingkan dengan triwulan lalu (86,25): UPP yang dapat dihitung tersendiri "
        "kurang dari 10"
    )


def test_a_day_of_the_province_takes_ten_upp_with_answers() -> None:
    units = {k: (k,) for k in range(10)}
    today = {k: LALU[k] + upp(15) for k in range(10)}
    found = judge_grown(LALU, today, TEPAT, units)
    assert found.arah is Arah.TURUN
    # One busy counter: by single answers it would be beyond all doubt.
    today = {**LALU, 0: LALU[0] + upp(15) + upp(15) + upp(15)}
    assert judge_grown(LALU, today, TEPAT).arah is Arah.TURUN
    assert judge_grown(LALU, today, TEPAT, units).arah is Arah.TIDAK_DIKETAHUI
