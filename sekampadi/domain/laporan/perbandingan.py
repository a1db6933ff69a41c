"""Perbandingan: a period beside the one before it and the same one a year ago."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.ikm import HasilIkm, NilaiUnsur, round_half_up
from sekampadi.domain.laporan.ketelitian import CaraMargin, Ketelitian
from sekampadi.domain.laporan.satuan import N_SATUAN, compare_index, few_satuan
from sekampadi.domain.laporan.uji import TARAF, Beda, holm, welch
from sekampadi.domain.periode import Periode, last_day_of_month
from sekampadi.domain.survei.unsur import Unsur
from sekampadi.i18n import format_angka, t


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


class Arah(Labelled):
    """Which way an index went, as far as chance allows to say."""

    NAIK = "naik", t("naik")
    TURUN = "turun", t("turun")
    KECIL = "kecil", t("bergeser")
    """More than chance, but too little to be called up or down."""
    SETARA = "setara", t("belum dapat dibedakan")
    """The difference may be chance; that it is none, no test says."""
    TIDAK_DIKETAHUI = "tidak diketahui", t("belum diketahui")
    """One of the periods has too few answers to tell."""

    @property
    def nyata(self) -> bool:
        """Whether it is more than chance."""
        return self in {Arah.NAIK, Arah.TURUN, Arah.KECIL}


POIN_MIN = Decimal("2.00")
"""Points that an index has to move to be called up or down."""


@dataclass(frozen=True, slots=True)
class Putusan:
    """What a test says of a change.

    Args:
        beda: the change as it was tested; None when it could not be.
        p: how often chance alone brings such a change, corrected for the number of tests: in its
            direction where it is down, else either way; None likewise.
        sebab: where UPP are the units, why it could not be tested.
    """

    arah: Arah = Arah.TIDAK_DIKETAHUI
    beda: Beda | None = None
    p: float | None = None
    sebab: str = ""

    @property
    def margin(self) -> Decimal | None:
        """The margin of the change at 95 %."""
        return self.beda.margin if self.beda else None


P_PLACES = 3
"""Decimal places with which a p is written."""


def least_p(places: int = P_PLACES) -> Decimal:
    """Return the p below which it is only said that it is below: 0.001."""
    return Decimal(1).scaleb(-places)


def round_p(p: float, places: int = P_PLACES) -> Decimal | None:
    """Round a p half up, the rule for whatever writes one; None for one below :func:`least_p`.

    One below 0.05 stays below it as written: 0.0496 is 0.049, or a reader would deny what a sentence
    calls more than chance.
    """
    least = least_p(places)
    if p < least:
        return None
    shown, bound = round_half_up(Fraction(p), places), Decimal(str(TARAF))
    return shown - least if p < TARAF and shown >= bound else shown


def format_p(p: float) -> str:
    """Write a p, ``p = 0,012`` or ``p < 0,001``."""
    shown = round_p(p)
    return "p < " + format_angka(least_p()) if shown is None else "p = " + format_angka(shown)


def decide(beda: Beda, change: Decimal, p_turun: float, p_dua: float) -> Putusan:
    """Name a change.

    Args:
        beda: the change as it was tested; beside its margin, where that holds zero, no word of
            change may stand.
        change: of the printed figures.
        p_turun: one-sided, that it is a fall; corrected where it is one of many.
        p_dua: two-sided, likewise.
    """
    fell = beda.selisih < 0
    if abs(change) < POIN_MIN:
        arah, p = Arah.KECIL, p_dua
    elif fell:
        arah, p = Arah.TURUN, p_turun
    else:
        arah, p = Arah.NAIK, p_dua
    # Most changes are none: only of the others the margin is worked out.
    if p < TARAF and (beda.margin is None or abs(change) > beda.margin):
        return Putusan(arah, beda, p)
    # Of a fall that is none, the p of one side alone may be below the bound.
    return Putusan(Arah.SETARA, beda, max(p_turun, p_dua) if fell else p_dua)


def beda_of(now: Ketelitian, then: Ketelitian) -> Beda | None:
    """Compare two indices by what the units of the later are: the answers (Welch), or its UPP.

    Returns:
        The change; None where either has fewer than ten units.
    """
    if now.per_upp is None:
        return welch(now.sampel, then.sampel)
    return compare_index(now.per_upp, then.per_upp or {})


UPP_KURANG_KEDUA = t(
    "UPP yang dapat dihitung tersendiri pada kedua periode kurang dari {n}", n=N_SATUAN
)
"""Why a change is not tested: what is not shown in one of two periods counts as one unit in both."""
UPP_TERPUSAT_KEDUA = t("jawaban pada salah satu periode terpusat pada sedikit UPP")
"""Likewise."""


def _why_untested(now: Ketelitian, then: Ketelitian) -> str:
    """Say why the UPP of two periods cannot be compared; empty where answers are the units."""
    if now.per_upp is None:
        return ""
    if now.tanpa_satuan:
        return now.sebab_satuan
    few = then.cara is not CaraMargin.TERPUSAT and few_satuan(now.per_upp, then.per_upp or {})
    return UPP_KURANG_KEDUA if few else UPP_TERPUSAT_KEDUA


def judge(
    pairs: Sequence[tuple[Ketelitian, Ketelitian]], *, dua_arah: bool = False
) -> list[Putusan]:
    """Say of each pair, the later one first, whether its index went up or down.

    An index is down when its test (:func:`beda_of`), one-sided and corrected by Holm for all pairs
    that can be tested, has p below 0.05, both have ten units or more, and it fell by two points or more
    and by more than the margin of the change. A fall is what people look for; up, and what is smaller,
    takes a test of both sides.

    Args:
        dua_arah: whether a fall takes a test of both sides, too, so that all words of change together
            keep the chance of one.
    """
    tested = [beda_of(now, then) for now, then in pairs]
    at = [i for i, beda in enumerate(tested) if beda is not None]
    known = [beda for beda in tested if beda is not None]
    both = holm([b.p_dua for b in known])
    down = both if dua_arah else holm([b.p_turun if b.selisih < 0 else 1.0 for b in known])
    found = [
        Putusan(sebab="" if beda else _why_untested(*pair))
        for beda, pair in zip(tested, pairs, strict=True)
    ]
    for i, beda, p_down, p_both in zip(at, known, down, both, strict=True):
        now, then = pairs[i]
        change = _minus(now.nilai, then.nilai) or Decimal(0)
        found[i] = decide(beda, change, p_down, p_both)
    return found


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
        putusan: whether it is more than chance.
        unsur: the nine unsur, in their order.
    """

    ikm: Decimal | None
    putusan: Putusan
    unsur: tuple[PerubahanUnsur, ...]

    @property
    def arah(self) -> Arah:
        """Which way the index went."""
        return self.putusan.arah


def compare(
    kini: HasilIkm,
    dulu: HasilIkm,
    teliti_kini: Ketelitian,
    teliti_dulu: Ketelitian,
    putusan: Putusan | None = None,
) -> Perubahan:
    """Compare two periods.

    Args:
        kini: the index of the later one.
        dulu: the index of the earlier one, made with the same weight method.
        teliti_kini: how far ``kini`` can be relied on.
        teliti_dulu: likewise.
        putusan: what :func:`judge` said of it among many; None tests it by itself.

    Raises:
        ValueError: when the two were made with different methods (a fault of the program): the
            change of the method would look like a change of the service.
    """
    if kini.metode is not dulu.metode:
        raise ValueError("two indices of different methods cannot be compared")
    pairs = zip(kini.unsur, dulu.unsur, strict=True)
    return Perubahan(
        _minus(kini.nilai, dulu.nilai),
        putusan or judge([(teliti_kini, teliti_dulu)])[0],
        tuple(PerubahanUnsur(a, b) for a, b in pairs),
    )
