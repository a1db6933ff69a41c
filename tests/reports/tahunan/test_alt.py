"""What is said of a chart to who cannot see it: written down here by hand from its numbers."""

from decimal import Decimal

import pytest

from sekampadi.reports.build.tahunan.alt import bar_words, trend_words
from sekampadi.reports.model import Chart, ChartKind, Format, Series

D = Decimal
NAMES = ("Triwulan I", "Triwulan II", "Triwulan III", "Triwulan IV")


def _line(*values: str) -> Chart:
    known = tuple(D(v) if v else None for v in values)
    return Chart("x", "IKM", ChartKind.GARIS, NAMES[: len(known)], (Series("Nilai IKM", known),))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            ("80.10", "78.00", "84.00", "82.50"),
            "80,10 pada Triwulan I, 82,50 pada Triwulan IV; tertinggi 84,00 (Triwulan III), "
            "terendah 78,00 (Triwulan II)",
        ),
        (
            ("80.10", "", "80.10", "82.50"),
            "80,10 pada Triwulan I, 82,50 pada Triwulan IV; tertinggi 82,50 (Triwulan IV), "
            "terendah 80,10 (Triwulan I dan Triwulan III); tanpa nilai: Triwulan II",
        ),
        (("80.10", "78.00"), "80,10 pada Triwulan I dan 78,00 pada Triwulan II"),
        (("", "80.10"), "80,10 pada Triwulan II; tanpa nilai: Triwulan I"),
        (("80.10", "80.10", "80.10"), "80,10 pada Triwulan I, Triwulan II, dan Triwulan III"),
    ],
)
def test_a_line(values: tuple[str, ...], said: str) -> None:
    assert trend_words(_line(*values)) == f"Nilai IKM: {said}."


def test_a_line_without_points() -> None:
    assert trend_words(_line("", "")) == "Belum ada data."


def _bars(*values: int | None) -> Chart:
    return Chart(
        "x", "Usia", ChartKind.BATANG, NAMES, (Series("Orang", values),), format=Format.BULAT
    )


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((7, 1200, 7, 9), "Usia: terbanyak Triwulan II (1.200 orang), paling sedikit Triwulan I; Triwulan III (7 orang)."),
        ((None, 12, 8, None), "Usia: terbanyak Triwulan II (12 orang), paling sedikit di antara yang ditampilkan Triwulan III (8 orang)."),
        ((5, 5, 5, 5), "Usia: sama, 5 orang."),
        ((5, None, 5, 5), "Usia: sama di antara yang ditampilkan, 5 orang."),
        ((None, None, None, None), "Belum ada data."),
    ],
)  # fmt: skip
def test_bars(values: tuple[int | None, ...], said: str) -> None:
    assert bar_words(_bars(*values), "orang") == said


def test_bars_that_count_nothing() -> None:
    chart = Chart("x", "Korelasi", ChartKind.BATANG, ("U1", "U2"), (Series("r", (D("0.40"), D("-0.05"))),))  # fmt: skip
    assert bar_words(chart) == "Korelasi: tertinggi U1 (0,40), terendah U2 (−0,05)."
