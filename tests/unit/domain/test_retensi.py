"""Which backups are kept, day by day, worked out by hand."""

from datetime import datetime, timedelta

import pytest

from sekampadi.domain.cadangan import parse_retensi
from sekampadi.domain.errors import DomainError
from sekampadi.domain.periode import ZONA


def _at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 2, tzinfo=ZONA)


MONDAY = _at(2026, 11, 30)


def _days(*ago: int) -> set[datetime]:
    return {MONDAY - timedelta(days=n) for n in ago}


def test_a_year_of_nights() -> None:
    """Seven days; Sundays, the last of their week; last days of the months before."""
    every_night = _days(*range(400))
    days = {0, 1, 2, 3, 4, 5, 6}
    # Weeks end on Sundays: 29, 22 and 15 November; the one of today has only today.
    weeks = {0, 1, 8, 15}
    months = {
        *(_at(2026, m, d) for m, d in ((10, 31), (9, 30), (8, 31), (7, 31), (6, 30))),
        *(_at(2026, m, d) for m, d in ((5, 31), (4, 30), (3, 31), (2, 28), (1, 31))),
        _at(2025, 12, 31),
    }  # and November: today
    assert parse_retensi("7d4w12m").keep(every_night) == _days(*days, *weeks) | months


@pytest.mark.parametrize(
    ("rule", "ago", "kept"),
    [
        ("7d", (), ()),
        ("1d", (40,), (40,)),  # days without a backup do not count
        ("2d", (0, 30, 60), (0, 30)),
        ("2w", (0, 1, 2, 8), (0, 1)),  # Sunday is the week before
        ("1m", (0, 29, 30), (0,)),  # 1 November is of this month
        ("2m", (0, 29, 30, 31), (0, 30)),
        ("0d1w", (3, 4), (3,)),
        ("1d1w1m", (0, 1, 2), (0,)),
    ],
)
def test_the_newest_of_each(rule: str, ago: tuple[int, ...], kept: tuple[int, ...]) -> None:
    assert parse_retensi(rule).keep(_days(*ago)) == _days(*kept)


def test_of_one_day_only_the_last() -> None:
    morning, noon = MONDAY, MONDAY + timedelta(hours=10)
    assert parse_retensi("7d").keep([morning, noon]) == {noon}


def test_the_week_of_the_turn_of_the_year_is_one() -> None:
    """31 December 2026 and 1 January 2027 are Thursday and Friday of one week."""
    old, new = _at(2026, 12, 31), _at(2027, 1, 1)
    assert parse_retensi("9w").keep([old, new]) == {new}


@pytest.mark.parametrize("text", ["", "7", "d", "0d0w0m", "4w7d", "7d 4w", "-1d", "9999d", "7D"])
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(DomainError) as caught:
        parse_retensi(text)
    assert caught.value.code == "retensi.format"
