"""Perbandingan: a period beside the one before it and the same one a year ago."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from sekampadi.domain.ikm import HasilIkm, NilaiUnsur
from sekampadi.domain.laporan.ketelitian import Ketelitian, is_higher
from sekampadi.domain.periode import Periode, last_day_of_month
from sekampadi.domain.survei.unsur import Unsur
from sekampadi.i18n import t


def _shift_months(day: date, months: int) -> date | None:
    """Return the first day of the month that lies so many months away; None outside the calendar."""
    at = day.year * 12 + day.month - 1 + months
    return date(at // 12, at % 12 + 1, 1) if date.min.year * 12 <= at else None


def _is_whole_months(dari: date, sampai: date) -> bool:
    return dari.day == 1 and sampai == last_day_of_month(sampai)


def periode_before(periode: Periode) -> Periode | None:
    """Return the period before one, as long as it is.

    Whole months are preceded by as many whole months (triwulan I 2023 by triwulan IV 2022), other
    ranges by as many days. None when an end is open, or the calendar has nothing before.
    """
    dari, sampai = periode.dari, periode.sampai
    if dari is None or sampai is None or dari == date.min:
        return None
    end = dari - timedelta(days=1)
    if _is_whole_months(dari, sampai):
        months = (sampai.year - dari.year) * 12 + sampai.month - dari.month + 1
        start = _shift_months(dari, -months)
        return Periode(start, end) if start else None
    days = (sampai - dari).days
    return Periode(end - timedelta(days=days), end) if (end - date.min).days >= days else None


def _year_before(day: date) -> date:
    # 29 February has no namesake a year before.
    last = day.month == 2 and day.day == 29
    return day.replace(year=day.year - 1, day=28 if last else day.day)


def periode_a_year_before(periode: Periode) -> Periode | None:
    """Return the same period of the year before.

    A range of whole months stays one: February ends on its last day. None when an end is open, or
    the calendar has nothing before.
    """
    dari, sampai = periode.dari, periode.sampai
    if dari is None or sampai is None or dari.year == date.min.year:
        return None
    end = _year_before(sampai)
    if _is_whole_months(dari, sampai):
        end = last_day_of_month(end)
    return Periode(_year_before(dari), end)


class Arah(StrEnum):
    """Which way an index went, as far as the margins of both periods allow to say."""

    NAIK = "naik"
    TURUN = "turun"
    SETARA = "setara"
    """The difference lies within the margins."""
    TIDAK_DIKETAHUI = "tidak diketahui"
    """One of the periods has too few answers to tell."""

    @property
    def label(self) -> str:
        """The direction in words."""
        return {
            Arah.NAIK: t("naik"),
            Arah.TURUN: t("turun"),
            Arah.SETARA: t("setara"),
            Arah.TIDAK_DIKETAHUI: t("belum diketahui"),
        }[self]


def _minus(now: Decimal | None, then: Decimal | None) -> Decimal | None:
    # Of the printed figures, so that everyone who subtracts them finds the same.
    return None if now is None or then is None else now - then


@dataclass(frozen=True, slots=True)
class PerubahanUnsur:
    """An unsur now and then; a change is None when one of the two has no answers."""

    kini: NilaiUnsur
    dulu: NilaiUnsur

    @property
    def unsur(self) -> Unsur:
        """Which unsur."""
        return self.kini.unsur

    @property
    def nrr(self) -> Decimal | None:
        """The change of its NRR."""
        return _minus(self.kini.nrr, self.dulu.nrr)

    @property
    def nik(self) -> Decimal | None:
        """The change of its NIK."""
        return _minus(self.kini.nik, self.dulu.nik)


@dataclass(frozen=True, slots=True)
class Perubahan:
    """What changed between two periods.

    Args:
        ikm: the change of the index, of the printed figures; None when one has no answers.
        arah: which way it went.
        unsur: the nine unsur, in their order.
    """

    ikm: Decimal | None
    arah: Arah
    unsur: tuple[PerubahanUnsur, ...]


def compare(
    kini: HasilIkm, dulu: HasilIkm, teliti_kini: Ketelitian, teliti_dulu: Ketelitian
) -> Perubahan:
    """Compare two periods.

    Args:
        kini: the index of the later one.
        dulu: the index of the earlier one, made with the same weight method.
        teliti_kini: how far ``kini`` can be relied on.
        teliti_dulu: likewise.

    Raises:
        ValueError: when the two were made with different methods (a fault of the program): the
            change of the method would look like a change of the service.
    """
    if kini.metode is not dulu.metode:
        raise ValueError("two indices of different methods cannot be compared")
    higher = is_higher(teliti_kini, teliti_dulu)
    if teliti_kini.rentang is None or teliti_dulu.rentang is None:
        arah = Arah.TIDAK_DIKETAHUI
    elif higher is None:
        arah = Arah.SETARA
    else:
        arah = Arah.NAIK if higher else Arah.TURUN
    pairs = zip(kini.unsur, dulu.unsur, strict=True)
    return Perubahan(
        _minus(kini.nilai, dulu.nilai), arah, tuple(PerubahanUnsur(a, b) for a, b in pairs)
    )
