"""Texts and numbers as people in Indonesia write them."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from sekampadi.i18n import format_angka, format_bulan, format_jam, format_tanggal, t


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "–"),
        (0, "0"),
        (2349, "2.349"),
        (1_234_567, "1.234.567"),
        (Decimal("86.60"), "86,60"),
        (Decimal("100.00"), "100,00"),
        (Decimal("1234.5"), "1.234,5"),
    ],
)
def test_numbers(value: int | Decimal | None, shown: str) -> None:
    assert format_angka(value) == shown


def test_dates_and_times() -> None:
    assert format_tanggal(date(2023, 6, 7)) == "7 Juni 2023"
    assert format_bulan(date(2023, 12, 1)) == "Desember 2023"
    assert format_jam(datetime(2023, 6, 7, 14, 5, 9)) == "14.05.09"  # noqa: DTZ001 - as it stands


def test_places_are_filled_in_and_their_contents_left_alone() -> None:
    assert t("Tanggal {text} tidak ada.", text="{x}") == "Tanggal {x} tidak ada."
    assert t("100 % {apa adanya}") == "100 % {apa adanya}"
