"""Each unsur of a year beside the same one of another: which of them moved by more than chance."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from sekampadi.domain.ikm import HasilIkm, NilaiUnsur
from sekampadi.domain.laporan.perbandingan import Putusan, decide
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.laporan.uji import Beda, Sampel, holm, welch
from sekampadi.domain.survei.unsur import SKOR, URUTAN, Unsur


@dataclass(frozen=True, slots=True)
class GerakUnsur:
    """An unsur in two years.

    Args:
        selisih: the change of its printed NIK; None when one of the years has no answers.
        putusan: whether that is more than chance, corrected for the nine unsur (Holm).
    """

    kini: NilaiUnsur
    dulu: NilaiUnsur
    selisih: Decimal | None
    putusan: Putusan

    @property
    def unsur(self) -> Unsur:
        """Which unsur."""
        return self.kini.unsur


def sampel_unsur(rekap: Rekap) -> list[Sampel]:
    """Return the scores of the nine unsur, worth 25 points of a NIK each."""
    found = []
    for row in rekap.sebaran:
        pairs = list(zip(SKOR, row, strict=True))
        total = sum(s * c for s, c in pairs)
        squares = sum(s * s * c for s, c in pairs)
        found.append(replace(Sampel(rekap.n, total, squares), poin=Fraction(25)))
    return found


def compare_unsur(
    kini: Rekap,
    dulu: Rekap,
    hasil_kini: HasilIkm,
    hasil_dulu: HasilIkm,
    *,
    diuji: Sequence[Beda | None] | None = None,
) -> tuple[GerakUnsur, ...]:
    """Compare the nine unsur of two sets of answers, in points of their NIK.

    A change is named by the rule that names one of an index (``perbandingan.decide``), each p
    corrected for the nine. A NIK has no weight, so the weight methods may differ.

    Args:
        diuji: what to go by instead of Welch's test, by unsur (``satuan.compare_tahun``).
    """
    tested = diuji or [
        welch(now, then) for now, then in zip(sampel_unsur(kini), sampel_unsur(dulu), strict=True)
    ]
    known = [b for b in tested if b is not None]
    down = iter(holm([b.p_turun if b.selisih < 0 else 1.0 for b in known]))
    both = iter(holm([b.p_dua for b in known]))
    found = []
    for at in range(len(URUTAN)):
        now, then, beda = hasil_kini.unsur[at], hasil_dulu.unsur[at], tested[at]
        change = None if now.nik is None or then.nik is None else now.nik - then.nik
        verdict = Putusan()
        if beda is not None:
            verdict = decide(beda, change or Decimal(0), next(down), next(both))
        found.append(GerakUnsur(now, then, change, verdict))
    return tuple(found)
