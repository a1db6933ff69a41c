"""The running triwulan beside the last one: nothing is said that the margins do not allow."""

from datetime import date
from decimal import Decimal

import pytest

from sekampadi.domain.ikm import Metode
from sekampadi.domain.laporan.layar import Hitung, total
from sekampadi.domain.laporan.perbandingan import Arah
from sekampadi.domain.laporan.tren import (
    Kini,
    TriwulanBanding,
    hitung_of,
    list_triwulan,
    tell_change,
)
from sekampadi.domain.laporan.tren import judge as judge_triwulan
from sekampadi.domain.periode import Periode


def answers(*scores: int) -> Hitung:
    """Return answers that give every unsur the same score."""
    return total(Hitung(1, (s,) * 9, (9 * s) ** 2) for s in scores)


def judge(kini: Hitung, lalu: Hitung, metode: Metode, populasi: int | None) -> Kini:
    """Judge a triwulan of whose namesake a year ago there are no answers."""
    return judge_triwulan(
        TriwulanBanding(kini), TriwulanBanding(lalu), TriwulanBanding(Hitung()), metode, populasi
    )


def test_the_triwulan_go_back_over_the_turn_of_the_year() -> None:
    found = list_triwulan(date(2023, 5, 15), 8)
    assert len(found) == 8
    assert found[-1] == Periode.triwulan(2023, 2)
    assert found[0] == Periode.triwulan(2021, 3)
    assert len({(p.dari, p.sampai) for p in found}) == 8
    assert list_triwulan(date(1, 5, 1), 8) == (Periode.triwulan(1, 1), Periode.triwulan(1, 2))


def test_months_belong_to_the_triwulan_they_lie_in() -> None:
    months = {date(2023, m, 1): answers(*[3] * m) for m in range(1, 8)}
    assert hitung_of(months, Periode.triwulan(2023, 2)) == answers(*[3] * 15)
    assert hitung_of(months, Periode.triwulan(2022, 4)) == Hitung()


MANY_LOW, MANY_HIGH = answers(*[1, 2] * 50), answers(*[3, 4] * 50)


@pytest.mark.parametrize(
    ("kini", "lalu", "arah", "words"),
    [
        (MANY_HIGH, MANY_LOW, Arah.NAIK, "naik 49,95 ± 3,50 dari triwulan lalu (37,46)"),
        (MANY_LOW, MANY_HIGH, Arah.TURUN, "turun 49,95 ± 3,50 dari triwulan lalu (87,41)"),
        (
            answers(*[3, 4] * 50, 3),
            MANY_HIGH,
            Arah.SETARA,
            "belum dapat dibedakan dari triwulan lalu (87,41)",
        ),
        (
            answers(4),
            MANY_HIGH,
            Arah.TIDAK_DIKETAHUI,
            "jawaban belum cukup untuk dibandingkan dengan triwulan lalu",
        ),
        (MANY_HIGH, Hitung(), Arah.TIDAK_DIKETAHUI, "triwulan lalu belum ada data"),
        (Hitung(), MANY_HIGH, Arah.TIDAK_DIKETAHUI, "belum ada jawaban pada triwulan ini"),
    ],
)
def test_a_change_is_told_as_far_as_the_margins_allow(
    kini: Hitung, lalu: Hitung, arah: Arah, words: str
) -> None:
    found = judge(kini, lalu, Metode.SEKAMPADI, None)
    assert (found.arah, tell_change(found)) == (arah, words)


def test_a_population_corrects_no_margin_beside_a_comparison() -> None:
    kini, lalu = answers(*[3, 3, 3, 4] * 5), answers(*[3, 4] * 10)
    plain = judge(kini, lalu, Metode.SEKAMPADI, None)
    known = judge(kini, lalu, Metode.SEKAMPADI, 21)
    assert plain.ketelitian.margin is not None
    assert known.ketelitian.margin == plain.ketelitian.margin
    assert known.arah is plain.arah
    assert plain.selisih == Decimal("-6.24")


def test_a_small_change_that_is_real_goes_neither_up_nor_down() -> None:
    kini, lalu = answers(*[3] * 5400, *[4] * 4600), answers(*[3, 4] * 5000)
    found = judge(kini, lalu, Metode.SEKAMPADI, None)
    assert found.arah is Arah.KECIL
    assert tell_change(found) == "bergeser −1,00 ± 0,35 dari triwulan lalu (87,41)"
