"""Periods of a survey, in days of the province's calendar (decree, L.4)."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Final, Self
from zoneinfo import ZoneInfo

from sekampadi.domain.errors import DomainError
from sekampadi.i18n import format_tanggal, t

ZONA_KATA: Final = {
    "Asia/Pontianak": "WIB",
    "Asia/Jakarta": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}
"""The time zones of Indonesia (Keppres 41/1987), none with summer time, and what they are called."""


class _Zona(tzinfo):
    """The time zone of the government, which a process is told once, when it has read its settings."""

    def __init__(self) -> None:
        self.nama = next(iter(ZONA_KATA))

    @property
    def kata(self) -> str:
        """What stands behind a time of day."""
        return ZONA_KATA[self.nama]

    def utcoffset(self, moment: datetime | None, /) -> timedelta | None:
        """Return how far it is ahead of UTC."""
        return ZoneInfo(self.nama).utcoffset(moment)

    def dst(self, _moment: datetime | None, /) -> timedelta:
        """Return nothing: there is no summer time."""
        return timedelta()

    def tzname(self, _moment: datetime | None, /) -> str:
        """Return what it is called."""
        return self.kata

    def __reduce__(self) -> str:
        """Stay the one of the process that reads it."""
        return "ZONA"


ZONA: Final = _Zona()
"""The time zone of the government: days begin and end in it, and times are told in it."""


def set_zona(nama: str) -> None:
    """Say in which of the zones of :data:`ZONA_KATA` the government lies, for this process.

    Days that are stored stay as they are: it is chosen before the first answer.

    Raises:
        KeyError: for another zone.
    """
    ZONA_KATA[nama]
    ZONA.nama = nama


SKEW: Final = timedelta(minutes=1)
"""Clocks of two machines differ by less. What lies further ahead is from before a clock was set back."""

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_TYPED = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})|(\d{2})(\d{2})(\d{4})", re.ASCII)
_ROMAWI = ("I", "II", "III", "IV")


def local_date(moment: datetime) -> date:
    """Return the province's calendar day of an aware moment."""
    return moment.astimezone(ZONA).date()


def last_day_of_month(day: date) -> date:
    """Return the last day of the month ``day`` lies in."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def first_of_triwulan(day: date) -> date:
    """Return the first day of the triwulan ``day`` lies in; it names the triwulan."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def parse_tanggal(text: str) -> date:
    """Read a day as the address or a form gives it, ``YYYY-MM-DD``.

    Raises:
        DomainError: ``tanggal.format`` when it is not of that form, ``tanggal.unknown`` when the
            calendar has no such day (31 June).
    """
    match = _ISO.fullmatch(text.strip())
    if match is None:
        raise DomainError(
            "tanggal.format", t("Tulis tanggal sebagai tahun-bulan-hari, misalnya 2023-03-31.")
        )
    return _day(text, *match.groups())


def read_tanggal(text: str) -> date:
    """Read a day as a person types it, day first: ``1-2-2026``, ``01/02/2026``, ``01022026``.

    What an address says, year first, is read, too. ``assets/admin.js`` reads by the same rule.
    """
    if _ISO.fullmatch(text.strip()):
        return parse_tanggal(text)
    match = _TYPED.fullmatch(text.strip())
    if match is None:
        raise DomainError(
            "tanggal.format", t("Tulis tanggal sebagai hari-bulan-tahun, misalnya 31-03-2023.")
        )
    day, month, year = (part for part in match.groups() if part is not None)
    return _day(text, year, month, day)


def address_tanggal(text: str) -> str:
    """Return a typed day as addresses hold it; what is no day as it is, for the page to name."""
    try:
        return read_tanggal(text).isoformat()
    except DomainError:
        return text


def _day(text: str, *parts: str) -> date:
    """Return the day of a year, a month and a day of it."""
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        raise DomainError(
            "tanggal.unknown", t("Tanggal {text} tidak ada di kalender.", text=text.strip())
        ) from None


@dataclass(frozen=True, slots=True)
class Periode:
    """A range of days, both ends included; None leaves an end open.

    Raises:
        DomainError: ``periode.reversed`` when it ends before it begins.
    """

    dari: date | None = None
    sampai: date | None = None

    def __post_init__(self) -> None:
        """Refuse a range that ends before it begins."""
        if self.dari and self.sampai and self.dari > self.sampai:
            raise DomainError(
                "periode.reversed", t("Tanggal mulai harus sebelum atau sama dengan tanggal akhir.")
            )

    @classmethod
    def parse(cls, dari: str | None, sampai: str | None) -> Self:
        """Read a range from two texts; an empty one leaves that end open.

        Raises:
            DomainError: as :func:`parse_tanggal`, or ``periode.reversed``.
        """
        return cls(
            parse_tanggal(dari) if dari and dari.strip() else None,
            parse_tanggal(sampai) if sampai and sampai.strip() else None,
        )

    @classmethod
    def triwulan(cls, year: int, number: int) -> Self:
        """Return triwulan 1 to 4 of a year.

        Raises:
            DomainError: ``periode.unknown`` for another number.
        """
        return cls._months(year, number, 3)

    @classmethod
    def semester(cls, year: int, number: int) -> Self:
        """Return semester 1 or 2 of a year.

        Raises:
            DomainError: ``periode.unknown`` for another number.
        """
        return cls._months(year, number, 6)

    @classmethod
    def tahun(cls, year: int) -> Self:
        """Return a calendar year."""
        return cls._months(year, 1, 12)

    @classmethod
    def _months(cls, year: int, number: int, length: int) -> Self:
        if not (1 <= number <= 12 // length and 1 <= year <= 9999):
            raise DomainError("periode.unknown", t("Periode tidak dikenal."))
        first = date(year, (number - 1) * length + 1, 1)
        return cls(first, last_day_of_month(date(year, number * length, 1)))

    @classmethod
    def triwulan_of(cls, day: date) -> Self:
        """Return the triwulan a day lies in."""
        return cls.triwulan(day.year, (day.month - 1) // 3 + 1)

    @property
    def nama(self) -> str:
        """The name of the period, ``Triwulan I 2023`` or ``Tahun 2023``; empty when it has none."""
        if self.dari and self.sampai:
            year = self.dari.year
            for number, romawi in enumerate(_ROMAWI, start=1):
                if self == Periode.triwulan(year, number):
                    return t("Triwulan {n} {tahun}", n=romawi, tahun=year)
                if number <= 2 and self == Periode.semester(year, number):
                    return t("Semester {n} {tahun}", n=romawi, tahun=year)
            if self == Periode.tahun(year):
                return t("Tahun {tahun}", tahun=year)
        return ""

    @property
    def label(self) -> str:
        """The period as a heading or a cell says it: its name, or else its days."""
        days = self.label_hari
        return self.nama or days[:1].upper() + days[1:]

    @property
    def label_hari(self) -> str:
        """The period by its days, as in a sentence: ``1 Januari 2023 s.d. 31 Maret 2023``."""
        if self.dari and self.sampai:
            return t(
                "{dari} s.d. {sampai}",
                dari=format_tanggal(self.dari),
                sampai=format_tanggal(self.sampai),
            )
        if self.dari:
            return t("sejak {dari}", dari=format_tanggal(self.dari))
        if self.sampai:
            return t("sampai dengan {sampai}", sampai=format_tanggal(self.sampai))
        return t("seluruh data sejak awal")

    @property
    def is_whole_triwulan(self) -> bool:
        """Whether the range consists of whole triwulan; an open end counts as one's border."""
        starts = self.dari is None or self.dari == first_of_triwulan(self.dari)
        ends = self.sampai is None or self.sampai == Periode.triwulan_of(self.sampai).sampai
        return starts and ends


@dataclass(frozen=True, slots=True)
class Potongan:
    """A period cut for reading counters: whole months, and the day ranges at its edges."""

    has_bulan: bool
    bulan: tuple[date | None, date | None]  # first days of the first and last, None where open
    hari: tuple[tuple[date, date], ...]  # none to two, both ends included
    tanpa: tuple[tuple[date, date], ...] = ()  # days of those months that are no part; likewise


def split_months(periode: Periode) -> Potongan:
    """Cut a period into whole months and edges, so that its cost grows with months, not with days."""
    edges: list[tuple[date, date]] = []
    first, last = periode.dari, periode.sampai
    if first and last and (first.year, first.month) == (last.year, last.month):
        if first.day == 1 and last == last_day_of_month(last):
            return Potongan(True, (first, first), ())
        return Potongan(False, (None, None), ((first, last),))
    if first and first.day != 1:
        end = last_day_of_month(first)
        edges.append((first, end))
        if end == date.max:
            return Potongan(False, (None, None), tuple(edges))
        first = end + timedelta(days=1)
    if last and last != last_day_of_month(last):
        start = last.replace(day=1)
        edges.append((start, last))
        if start == date.min:
            return Potongan(False, (None, None), tuple(edges))
        last = start - timedelta(days=1)
    if first and last and first > last:
        return Potongan(False, (None, None), tuple(edges))
    return Potongan(True, (first, last.replace(day=1) if last else None), tuple(edges))


def split_fewest(periode: Periode) -> Potongan:
    """Cut a period so that the fewest days are read: of most of a month, the month without the rest.

    For sums alone: where the days of the period are asked for one by one, see :func:`split_months`.
    """
    cut = split_months(periode)
    first, last = cut.bulan
    has_bulan = cut.has_bulan
    kept: list[tuple[date, date]] = []
    without: list[tuple[date, date]] = []
    for begin, end in cut.hari:
        bulan, closing = begin.replace(day=1), last_day_of_month(end)
        rest = []
        if begin != bulan:
            rest.append((bulan, begin - timedelta(days=1)))
        if end != closing:
            rest.append((end + timedelta(days=1), closing))
        if 2 * (end - begin).days + 2 <= closing.day:
            kept.append((begin, end))
            continue
        without += rest
        if not has_bulan:
            has_bulan, first, last = True, bulan, bulan
        elif first is not None and bulan < first:
            first = bulan
        elif last is not None and bulan > last:
            last = bulan
    return Potongan(has_bulan, (first, last), tuple(kept), tuple(without))
