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
        putusan: whether that is more than chance, corrected for the unsur of all years that are
            compared (Holm).
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
    kini: tuple[Rekap, HasilIkm],
    dulu: Sequence[tuple[Rekap, HasilIkm]],
    diuji: Sequence[Sequence[Beda | None]] = (),
) -> list[tuple[GerakUnsur, ...]]:
    """Compare the nine unsur of a year with those of years before, in points of their NIK.

    A change is named by the rule that names one of an index (``perbandingan.decide``), but a fall, too,
    takes a test of both sides, and all unsur of all years are corrected together: a report that looks
    eighteen times either way would else find something where nothing has changed in one of nine. A
    NIK has no weight, so the weight methods may differ.

    Args:
        kini: the counters and the index of the year.
        dulu: those of each year before.
        diuji: by year before and unsur, what to go by instead of Welch's test
            (``satuan.compare_tahun``).

    Returns:
        The nine unsur of each year before, in their order.
    """
    rekap, hasil = kini
    tested = diuji or [
        [welch(*x) for x in zip(sampel_unsur(rekap), sampel_unsur(then), strict=True)]
        for then, _ in dulu
    ]
    pairs = [
        (now, then, beda)
        for (_, then_hasil), bedas in zip(dulu, tested, strict=True)
        for now, then, beda in zip(hasil.unsur, then_hasil.unsur, bedas, strict=True)
    ]
    both = iter(holm([beda.p_dua for *_, beda in pairs if beda is not None]))
    found = []
    for now, then, beda in pairs:
        change = None if now.nik is None or then.nik is None else now.nik - then.nik
        verdict = Putusan()
        if beda is not None:
            p = next(both)
            verdict = decide(beda, change or Decimal(0), p, p)
        found.append(GerakUnsur(now, then, change, verdict))
    many = len(URUTAN)
    return [tuple(found[at : at + many]) for at in range(0, len(found), many)]
