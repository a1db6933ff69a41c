"""Ketelitian: how far an index may be off by chance alone.

The answers of a period are taken as a random sample of the people served, which they are not quite:
people chose to answer, so a margin speaks of chance only. The index is linear in the respondents'
totals, so its margin follows exactly from their variance, which the counters know. Of the province
the UPP are the units (decision 73).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import isqrt

from sekampadi.domain.ikm import HasilIkm, Metode, round_half_up
from sekampadi.domain.laporan.sampel import minimum_sample
from sekampadi.domain.laporan.satuan import (
    N_SATUAN,
    against_satuan,
    enough_satuan,
    few_satuan,
    margin_satuan,
)
from sekampadi.domain.laporan.uji import N_UJI, TARAF, Beda, Sampel, Sebaran, against, student
from sekampadi.i18n import format_angka, t

_DIGITS = 10**20

RATA_SAMA = t("rata-rata tiap jawaban sama")
"""Why an index of ten answers or more has no margin.

The index goes by the mean of the nine scores of each answer: these may be alike where the scores are
not, as 1 and 4 are beside 4 and 1.
"""
UPP_SAMA = t("nilai semua UPP sama")
"""Why an index of ten UPP or more has no margin."""
UPP_KURANG = t("UPP yang dapat dihitung tersendiri kurang dari {n}", n=N_SATUAN)
"""Why UPP are no units: too few, where those that are not shown count as one."""
UPP_TERPUSAT = t("jawaban terpusat pada sedikit UPP")
"""Why UPP are no units: they weigh as few (``satuan.N_EFEKTIF``)."""


class CaraMargin(StrEnum):
    """How the margin of an index was made."""

    STUDENT = "student"
    """Student's t on n - 1, from ten answers whose totals are not all alike."""
    NORMAL = "normal"
    """1.96 standard errors from two answers on, as sheets of the second and third form print."""
    UPP = "upp"
    """The jackknife over UPP, from ten units that are not all alike (``satuan.margin_satuan``)."""
    JAWABAN = "jawaban"
    """As ``STUDENT``, of a part whose UPP would be the units if there were enough of them."""
    TERPUSAT = "terpusat"
    """As ``JAWABAN``, where there are ten, but the answers lie with few of them."""


def _sqrt(value: Fraction) -> Fraction:
    """Return a square root to twenty decimal places, far beyond what is ever shown."""
    return Fraction(isqrt(int(value * _DIGITS**2)), _DIGITS)


def margin_of(sampel: Sampel, populasi: int | None = None) -> Decimal | None:
    """Compute the margin of a mean at 95 %, as :func:`compute_margin` does that of an index."""
    if not sampel.cukup:
        return None
    galat2 = sampel.galat2
    if populasi is not None and populasi >= sampel.n:
        galat2 *= 1 - Fraction(sampel.n, populasi)
    return round_half_up(student(sampel.n - 1) * _sqrt(galat2))


def compute_margin(rekap: Sebaran, metode: Metode, populasi: int | None = None) -> Decimal | None:
    """Compute the margin of an index at 95 %, in points of the index.

    Args:
        rekap: the counters of the answers.
        metode: the weight method of the index.
        populasi: people served, for the finite population correction ``1 - n / N``; None for none.
            A number below ``n`` cannot be right and corrects nothing.

    Returns:
        The margin, rounded to two places; None for fewer than ten answers, and for answers whose
        totals are all alike: their spread says nothing of how far they may be off.
    """
    return margin_of(Sampel.of(rekap, metode), populasi)


@dataclass(frozen=True, slots=True)
class Ketelitian:
    """How much an index can be relied on.

    Args:
        n: number of answers.
        nilai: the index, None without answers.
        margin: its margin at 95 % as its own report may show it beside ``margin_bebas``; None where
            there is none.
        populasi: people served in the period, None when nobody knows.
        sampel_minimum: answers that so many people need (Krejcie & Morgan), None likewise.
        margin_bebas: the margin without the finite population correction, as stands wherever an
            index is compared; None where there is none, or an old sheet does not say it.
        koreksi: whether ``margin`` has the finite population correction.
        sampel: what tests go by; None where only printed figures are left.
        cara: how the margin was made.
        per_upp: where UPP are the units, the index of each with answers, by name; it is what the
            change of the index is tested by. None where answers are the units.
    """

    n: int
    nilai: Decimal | None
    margin: Decimal | None
    populasi: int | None
    sampel_minimum: int | None
    margin_bebas: Decimal | None = None
    koreksi: bool = False
    sampel: Sampel | None = None
    cara: CaraMargin = CaraMargin.STUDENT
    per_upp: Mapping[int, HasilIkm] | None = None

    @property
    def satuan(self) -> bool:
        """Whether UPP are its units, enough of them or not."""
        return self.cara is CaraMargin.UPP or self.tanpa_satuan

    @property
    def tanpa_satuan(self) -> bool:
        """Whether UPP would be its units, but there are not enough of them."""
        return self.cara in {CaraMargin.JAWABAN, CaraMargin.TERPUSAT}

    @property
    def sebab_satuan(self) -> str:
        """Why UPP are no units; of a part where they would be."""
        return UPP_TERPUSAT if self.cara is CaraMargin.TERPUSAT else UPP_KURANG

    @property
    def margin_satuan(self) -> Decimal | None:
        """The margin that stands beside tests, in tables of many: where UPP are the units, theirs alone."""
        return None if self.tanpa_satuan else self.margin_bebas

    @property
    def sebab(self) -> str:
        """Why an index of ten answers or more has no margin."""
        return UPP_SAMA if self.cara is CaraMargin.UPP else RATA_SAMA

    @property
    def semua(self) -> bool:
        """Whether everyone served has answered, as far as told: nothing is left to chance then.

        Sheets of the second and third form said nothing of it, and go on saying what they said.
        """
        return self.cara is not CaraMargin.NORMAL and 0 < self.n == self.populasi

    @property
    def mustahil(self) -> bool:
        """Whether more people answered than were served, so that one of the numbers is wrong."""
        return self.populasi is not None and self.n > self.populasi

    @property
    def kurang(self) -> bool:
        """Whether there are fewer answers than the minimum sample."""
        return self.sampel_minimum is not None and self.n < self.sampel_minimum

    @property
    def sedikit(self) -> bool:
        """Whether there are too few answers for a margin."""
        return self.n < N_UJI

    def against(self, batas: Fraction) -> Beda | None:
        """Compare the index with a fixed bound, in points, by its units; None where it is not tested."""
        if self.per_upp is not None:
            return against_satuan(self.per_upp, batas)
        return against(self.sampel, batas) if self.sampel else None

    def is_below(self, batas: Fraction) -> bool:
        """Tell whether the index lies below a bound by more than chance (one-sided), by its units."""
        beda = self.against(batas)
        return beda is not None and beda.p_turun < TARAF


def compute_ketelitian(
    rekap: Sebaran,
    hasil: HasilIkm,
    populasi: int | None = None,
    *,
    sendiri: bool = False,
    per_upp: Mapping[int, HasilIkm] | None = None,
    bagian: bool = False,
) -> Ketelitian:
    """Tell how much an index can be relied on.

    Args:
        rekap: the counters it was made of.
        populasi: people served, None when nobody knows.
        sendiri: whether it is for the own report of one UPP: there, where nothing is compared, the
            margin has the finite population correction.
        per_upp: where UPP are the units, the index of each, by name and the same method. With fewer
            than ten units the margin is that of the answers, and says so; a change is not tested.
        bagian: whether it is a part of the province, whose units are its answers where its UPP are too
            few: their number goes by the answers, not by how many are in the books.
    """
    sampel = Sampel.of(rekap, hasil.metode)
    free, cara = margin_of(sampel), CaraMargin.STUDENT
    enough = per_upp is not None and enough_satuan(per_upp)
    if bagian and not enough:
        per_upp = None
    if per_upp is not None:
        cara = CaraMargin.JAWABAN if few_satuan(per_upp) else CaraMargin.TERPUSAT
    if per_upp is not None and enough:
        free, cara = margin_satuan(per_upp), CaraMargin.UPP
    corrected = sendiri and free is not None and populasi is not None and populasi > hasil.n
    own = margin_of(sampel, populasi) if corrected else free
    believed = populasi is not None and populasi >= max(hasil.n, 1)
    return Ketelitian(
        hasil.n,
        hasil.nilai,
        # Nobody was left out by chance: "± 0,00" would be a number typed in, not a finding.
        None if populasi == hasil.n else own,
        populasi,
        minimum_sample(populasi) if populasi is not None and believed else None,
        free,
        corrected,
        sampel,
        cara,
        per_upp,
    )


def margin_line(ketelitian: Ketelitian) -> str:
    """Say in a line how far an index can be relied on, as a sheet has room for.

    A corrected margin follows the one without: it goes by a number that somebody typed.
    """
    if ketelitian.n == 0:
        return t("Belum ada jawaban pada periode ini")
    if ketelitian.semua:
        return t("Tanpa margin: semua penerima layanan menjawab")
    if ketelitian.margin is None and ketelitian.sedikit:
        return t("Terlalu sedikit untuk margin (kurang dari {n} jawaban)", n=N_UJI)
    if ketelitian.margin is None:
        return t("Tidak ada margin: {sebab}", sebab=ketelitian.sebab)
    own, free = format_angka(ketelitian.margin), ketelitian.margin_bebas
    if ketelitian.cara is CaraMargin.UPP:
        return t("Margin ± {m} poin pada taraf 95 % dengan UPP sebagai satuan", m=own)
    if ketelitian.tanpa_satuan:
        return t(
            "Margin ± {m} poin pada taraf 95 % menurut jawaban, karena {sebab}",
            m=own,
            sebab=ketelitian.sebab_satuan,
        )
    if not ketelitian.koreksi:
        return t("Margin ± {m} poin pada taraf 95 %", m=own)
    if free is None:
        return t("Margin ± {m} poin pada taraf 95 % dengan koreksi populasi", m=own)
    return t(
        "Margin ± {bebas} poin pada taraf 95 %; ± {m} poin dengan koreksi populasi",
        bebas=format_angka(free),
        m=own,
    )


def margin_words(ketelitian: Ketelitian) -> str:
    """Say in a sentence how far an index can be relied on."""
    return f"{margin_line(ketelitian)}."


def chance_words(ketelitian: Ketelitian) -> str:
    """Say what a margin, or an index without one, does not know.

    Empty without answers, where everyone answered, and on a sheet of before.
    """
    if not ketelitian.n or ketelitian.semua or ketelitian.cara is CaraMargin.NORMAL:
        return ""
    if ketelitian.margin is None:
        return t(
            "Responden menjawab atas kemauan sendiri, jadi hasilnya belum tentu sama dengan "
            "pendapat semua penerima layanan."
        )
    return t(
        "Responden menjawab atas kemauan sendiri, jadi margin hanya memperhitungkan faktor kebetulan."
    )
