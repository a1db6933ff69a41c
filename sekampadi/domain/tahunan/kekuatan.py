"""Kelebihan dan kelemahan: which unsur stand above or below the others by more than chance, which are weak."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import fsum, sqrt

from sekampadi.domain.ikm import BATAS_MUTU, HasilIkm, Mutu, NilaiUnsur
from sekampadi.domain.laporan.perbandingan import POIN_MIN
from sekampadi.domain.laporan.peringkat import Kedudukan
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.laporan.uji import N_UJI, TARAF, Beda, Sampel, against, holm
from sekampadi.domain.survei.unsur import SKOR, URUTAN
from sekampadi.domain.tahunan.perbandingan import sampel_unsur

N_BERPASANGAN = 30
"""Answers that a test of an unsur against the others needs: many people give all nine the same score, and
of few who do not a t test knows too little."""
_LAIN = len(URUTAN) - 1
_JAUH = _LAIN * (max(SKOR) - min(SKOR))
SELISIH = Sampel(0, 0, 0, Fraction(25, _LAIN), (-_JAUH, _JAUH))
"""No answers yet, each of which will say eight times a score less the sum of the eight others: by an eighth
of 25 points how far the NIK of the unsur lies from the mean of the other eight."""


@dataclass(frozen=True, slots=True)
class KekuatanUnsur:
    """An unsur as a component of the service.

    Args:
        kedudukan: against the eight others together; None with too few answers to tell.
        lemah: whether its class is below B; never with fewer than ten answers.
        pasti: whether it lies below the bound of class B by more than chance.
    """

    nilai: NilaiUnsur
    kedudukan: Kedudukan | None
    lemah: bool
    pasti: bool

    @property
    def unggul(self) -> bool:
        """Whether it is a strength: above the others, and of class A or B."""
        return self.kedudukan is Kedudukan.ATAS and not self.lemah


def judge_unsur(
    rekap: Rekap,
    hasil: HasilIkm,
    selisih: Sequence[Sampel],
    satuan: Sequence[Beda | None] | None = None,
) -> tuple[KekuatanUnsur, ...]:
    """Judge the nine unsur of the same answers, in their order.

    Each is held against the eight others as each person rated them: a t test that the mean of
    ``selisih`` is nothing, both ways, corrected by Holm for the nine, from thirty answers on. A test
    that took the nine scores of a person as those of nine people would find too few, as people mostly
    rate alike throughout. The variance of each is its own or the mean of the nine, whichever is
    larger.

    It also has to lie two points or more from the unsur in the middle: one that is far below lifts
    the eight others above the mean of the rest, and at thousands of answers that alone would name all
    of them.

    Args:
        rekap: the counters of the answers.
        hasil: their index.
        selisih: by unsur, its score less the mean of the eight others of the same answer
            (:data:`SELISIH`); empty where nobody has answered.
        satuan: of the province, the same with the UPP as the units (``satuan.compare_lain``), by which
            it is judged then.
    """
    held = _held(selisih) if satuan is None or rekap.n < N_BERPASANGAN else satuan
    places = [_far(u, place, hasil) for u, place in zip(hasil.unsur, _places(held), strict=True)]
    bound = Fraction(BATAS_MUTU[Mutu.B])
    beside = [against(s, bound) for s in sampel_unsur(rekap)]
    below = iter(holm([b.p_turun if b.selisih < 0 else 1.0 for b in beside if b is not None]))
    certain = [b is not None and next(below) < TARAF for b in beside]
    return tuple(
        KekuatanUnsur(u, place, weak, weak and surely)
        for u, place, surely in zip(hasil.unsur, places, certain, strict=True)
        for weak in (rekap.n >= N_UJI and is_weak(u),)
    )


def _held(selisih: Sequence[Sampel]) -> list[Beda]:
    known = [b for b in map(_beside, selisih) if b is not None]
    if len(known) < len(URUTAN):
        return []
    shared = fsum(s.ragam for s in selisih) / len(selisih)
    return [_spread(b, s, shared) for b, s in zip(known, selisih, strict=True)]


def _places(held: Sequence[Beda | None]) -> list[Kedudukan | None]:
    known = [b for b in held if b is not None]
    if len(known) < len(URUTAN):
        return [None] * len(URUTAN)
    found = list[Kedudukan | None]()
    for beda, p in zip(known, holm([b.p_dua for b in known]), strict=True):
        side = Kedudukan.ATAS if beda.selisih > 0 else Kedudukan.BAWAH
        found.append(side if p < TARAF else Kedudukan.TENGAH)
    return found


def _beside(sampel: Sampel) -> Beda | None:
    return against(sampel, Fraction(0)) if sampel.n >= N_BERPASANGAN else None


def _spread(beda: Beda, sampel: Sampel, shared: float) -> Beda:
    # Where nearly all give a 4, an unsur that happens to get few other scores stands above the others
    # and seems to vary less, both by the same chance: its t would be far too large.
    if not shared:
        return beda
    return Beda(beda.selisih, sqrt(max(sampel.ragam, shared) / sampel.n), beda.derajat)


def _far(unsur: NilaiUnsur, place: Kedudukan | None, hasil: HasilIkm) -> Kedudukan | None:
    niks = sorted(u.nik for u in hasil.unsur if u.nik is not None)
    if place in {None, Kedudukan.TENGAH} or unsur.nik is None:
        return place
    beside = unsur.nik - niks[len(niks) // 2]
    side = beside if place is Kedudukan.ATAS else -beside
    return place if side >= POIN_MIN else Kedudukan.TENGAH


def is_weak(unsur: NilaiUnsur) -> bool:
    """Tell whether the class of an unsur is below B, "Baik"; without answers it is not."""
    return unsur.mutu in {Mutu.C, Mutu.D}


def from_best(unsur: Sequence[KekuatanUnsur]) -> list[KekuatanUnsur]:
    """Put unsur in order, the best first; equal ones keep their own."""
    return sorted(unsur, key=lambda u: -u.nilai.jumlah)
