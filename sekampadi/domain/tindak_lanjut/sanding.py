"""Sanding: the value of an action's unsur before the action and after it, side by side.

Two means and a test say that a value moved, never why: nothing here may claim a cause.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Self

from sekampadi.domain.ikm import round_half_up
from sekampadi.domain.laporan.gerak import format_selisih
from sekampadi.domain.laporan.ketelitian import margin_of
from sekampadi.domain.laporan.layar import Hitung, total
from sekampadi.domain.laporan.perbandingan import decide
from sekampadi.domain.laporan.uji import Sampel, welch
from sekampadi.domain.periode import Periode
from sekampadi.domain.survei.unsur import URUTAN, Unsur
from sekampadi.i18n import format_angka, format_tanggal, t

HARI_MIN = 7
"""Days that must have passed: a week has each of its days once, on either side."""
HARI_MAX = 92
"""Days of a side: the longest triwulan. What is seen later says less of the action."""


@dataclass(frozen=True, slots=True)
class Jendela:
    """The two equal ranges of days that are compared."""

    sebelum: Periode
    sesudah: Periode
    hari: int  # of each

    @property
    def batas(self) -> str:
        """Say up to what the days before go: what has no beginning of its own may have begun in them."""
        if self.sebelum.sampai and self.sesudah.dari:
            day = timedelta(days=1)
            if self.sebelum.sampai + 2 * day == self.sesudah.dari:
                return t("kegiatan selesai")
        return t("kegiatan")


def find_jendela(mulai: date | None, selesai: date, today: date) -> Jendela | None:
    """Return the days to compare; None while fewer than :data:`HARI_MIN` have passed.

    After: from the day that follows the end up to today. Before: as many days up to the day before
    the beginning. What lies between belongs to neither.

    Args:
        mulai: when it was to begin; None for what has no beginning of its own, and without meaning
            where it is later than the end.
        selesai: when it was finished.
    """
    days = min((today - selesai).days, HARI_MAX)
    if days < HARI_MIN:
        return None
    begin = selesai if mulai is None else min(mulai, selesai)
    day = timedelta(days=1)
    return Jendela(
        Periode(begin - days * day, begin - day), Periode(selesai + day, selesai + days * day), days
    )


@dataclass(frozen=True, slots=True)
class Sisi:
    """One side: answers, the NRR of the unsur, and its margin at 95 %.

    ``nrr`` is None without answers; ``margin`` is None with fewer than ten, and where all are alike.
    """

    n: int
    nrr: Decimal | None
    margin: Decimal | None

    @classmethod
    def of(cls, sampel: Sampel) -> Self:
        """Return the printed figures of some scores."""
        nrr = round_half_up(sampel.rata) if sampel.n else None
        return cls(sampel.n, nrr, margin_of(sampel))

    @property
    def kalimat(self) -> str:
        """The value with what it rests on, ``3,12 (n = 45, ± 0,15)``; there must be ten answers."""
        margin = t("semua jawaban sama")
        if self.margin is not None:
            margin = "± " + format_angka(self.margin)
        return f"{format_angka(self.nrr)} (n = {format_angka(self.n)}, {margin})"


@dataclass(frozen=True, slots=True)
class Sanding:
    """An unsur before and after an action, from layanan that were rated on both sides.

    Args:
        layanan: how many layanan those are.
        selisih: the change of the printed NRR; None where it could not be tested.
        nyata: whether it is more than chance; None likewise.
        margin: of the change at 95 %, which its word goes by; None also where all are alike.
    """

    unsur: Unsur
    jendela: Jendela
    sebelum: Sisi
    sesudah: Sisi
    layanan: int
    selisih: Decimal | None
    nyata: bool | None
    margin: Decimal | None = None

    @property
    def kata(self) -> str:
        """The change in a word or two."""
        if self.selisih is None or self.nyata is None:
            return t("belum cukup jawaban untuk dibandingkan")
        if not self.nyata:
            return t("dalam batas margin")
        return t("naik") if self.selisih > 0 else t("turun")

    @property
    def perubahan(self) -> str:
        """The change in words, with the figures they go by: the margins of its sides are others."""
        if self.selisih is None:
            return self.kata
        change = format_selisih(self.selisih).removeprefix("±")
        if self.margin is not None:
            change += " ± " + format_angka(self.margin)
        return t("{kata} (selisih {selisih})", kata=self.kata, selisih=change)

    @property
    def kalimat(self) -> str:
        """The whole of it in a sentence."""
        if self.nyata is None:
            return t(
                "Nilai {unsur} pada {hari} hari sebelum {batas} (n = {a}) dan {hari} hari "
                "sesudahnya (n = {b}): {kata}.",
                unsur=self.unsur.nama,
                hari=self.jendela.hari,
                batas=self.jendela.batas,
                a=format_angka(self.sebelum.n),
                b=format_angka(self.sesudah.n),
                kata=self.kata,
            )
        return t(
            "Nilai {unsur} {a} pada {hari} hari sebelum {batas} dan {b} pada {hari} hari "
            "sesudahnya: {kata}.",
            unsur=self.unsur.nama,
            hari=self.jendela.hari,
            batas=self.jendela.batas,
            a=self.sebelum.kalimat,
            b=self.sesudah.kalimat,
            kata=self.perubahan,
        )

    @property
    def dasar(self) -> str:
        """Say which answers were counted."""
        days = t(
            "{a}, dan {b}",
            a=self.jendela.sebelum.label_hari,
            b=self.jendela.sesudah.label_hari,
        )
        if not self.layanan:
            return t("Tidak ada layanan yang dinilai pada kedua masa: {hari}.", hari=days)
        words = t(
            "Dari {n} layanan yang dinilai pada kedua masa: {hari}.",
            n=format_angka(self.layanan),
            hari=days,
        )
        if self.jendela.hari == HARI_MAX:
            return words
        # Looked at again and again while it grows, one in five to ten says a word it takes back.
        more = t("Sementara: masih berubah sampai genap {n} hari.", n=HARI_MAX)
        return f"{words} {more}"


def compare(
    unsur: Unsur, jendela: Jendela, sebelum: Mapping[int, Hitung], sesudah: Mapping[int, Hitung]
) -> Sanding:
    """Compare an unsur before and after, in layanan with answers on both sides.

    A change is named by the rule that names one of an index (``perbandingan.decide``): Welch's test,
    p below 0.05, and outside the margin of the change. A fall, too, is tested to both sides: the
    printed change may exceed a margin that the change itself does not. It is judged in points of NIK, 25 to an NRR.
    Unlike an index, it is named also where it is less than two points (0.08 of an NRR): the three
    words of a result have none for what is small yet sure, "dalam batas margin" would be untrue of
    it, and how small it is stands beside it. Each comparison is tested by itself, because the
    margins beside its word are its own: many want :func:`caution_words` below them.

    Args:
        sebelum: layanan -> its answers in the days before.
        sesudah: likewise after.
    """
    both = [i for i, hitung in sebelum.items() if hitung.n and i in sesudah and sesudah[i].n]
    at = URUTAN.index(unsur)
    then, now = (total(side[i] for i in both).unsur()[at] for side in (sebelum, sesudah))
    a, b = Sisi.of(then), Sisi.of(now)
    beda = welch(replace(now, poin=Fraction(25)), replace(then, poin=Fraction(25)))
    if beda is None or a.nrr is None or b.nrr is None:
        return Sanding(unsur, jendela, a, b, len(both), None, None)
    selisih = b.nrr - a.nrr
    putusan = decide(beda, selisih * 25, beda.p_dua, beda.p_dua)
    margin = None if beda.margin is None else round_half_up(Fraction(beda.margin) / 25)
    return Sanding(unsur, jendela, a, b, len(both), selisih, putusan.arah.nyata, margin)


def wait_words(selesai: date) -> str:
    """Say of an action that has just been finished when it can be compared."""
    return t(
        "Dapat dibandingkan mulai {hari}, {n} hari setelah kegiatan selesai.",
        hari=format_tanggal(selesai + timedelta(days=HARI_MIN)),
        n=HARI_MIN,
    )


def caution_words() -> str:
    """Say below comparisons what chance does to them, also where something was done just when it was low.

    An unsur is taken up where it is the worst of nine, in about the days that are compared: of the worst
    one in ten then seems to rise though nothing has changed, and hardly one to fall.
    """
    return t(
        "Sekitar satu dari dua puluh perbandingan dapat tampak naik atau turun secara kebetulan. "
        "Unsur yang dipilih ketika nilainya terendah lebih sering tampak naik sesudahnya, dengan atau "
        "tanpa kegiatan."
    )
