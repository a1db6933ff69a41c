"""The demonstration's calendar: how busy a day is in the offices of the province."""

from datetime import date, timedelta
from functools import cache

_HARI = (1.15, 1.10, 1.05, 1.00, 0.85, 0.28, 0.18)
"""Monday to Sunday."""

_LIBUR = {(1, 1), (5, 1), (6, 1), (8, 17), (12, 25)}


@cache
def idulfitri(year: int) -> date:
    """Return 1 Syawal of a Gregorian year by the arithmetic Islamic calendar, off by a day at most.

    Of the two that some years hold, the first.
    """
    for hijri in range(int((year - 622) * 1.0307) - 1, int((year - 622) * 1.0307) + 3):
        days = (11 * hijri + 3) // 30 + 354 * hijri + 30 * 10 - 4 + 1 + 1_948_440 - 385
        day = date.fromordinal(days - 1_721_425)
        if day.year == year:
            return day
    raise ValueError(f"no 1 Syawal in {year}")


def is_weekend(day: date) -> bool:
    """Tell whether a day is a Saturday or Sunday."""
    return day.weekday() >= 5


def is_libur(day: date) -> bool:
    """Tell whether offices are closed: fixed holidays and the joint leave around Idulfitri."""
    if (day.month, day.day) in _LIBUR:
        return True
    lebaran = idulfitri(day.year)
    return lebaran - timedelta(days=3) <= day <= lebaran + timedelta(days=4)


def day_weight(day: date) -> float:
    """Return how busy a day is; 1 is an ordinary Thursday."""
    weight = _HARI[day.weekday()]
    if is_libur(day):
        return min(weight, 0.15)
    ramadan = 0 < (idulfitri(day.year) - day).days <= 29
    if ramadan:
        weight *= 0.85
    if (day.month, day.day) >= (12, 20):
        weight *= 0.5
    elif day.month == 1 and day.day <= 6:
        weight *= 0.7
    return weight
