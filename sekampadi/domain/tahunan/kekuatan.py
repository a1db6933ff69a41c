"""Kelebihan dan kelemahan: which unsur stand above or below the others by more than chance, which are weak."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sekampadi.domain.ikm import BATAS_MUTU, HasilIkm, Mutu, NilaiUnsur
from sekampadi.domain.laporan.ketelitian import Ketelitian
from sekampadi.domain.laporan.perbandingan import POIN_MIN
from sekampadi.domain.laporan.peringkat import Kedudukan, group
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.laporan.uji import N_UJI, TARAF, against, holm
from sekampadi.domain.tahunan.perbandingan import sampel_unsur


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


def judge_unsur(rekap: Rekap, hasil: HasilIkm) -> tuple[KekuatanUnsur, ...]:
    """Judge the nine unsur of the same answers, in their order.

    Each is held against the eight others by the rule that puts UPP into groups (``peringkat.group``:
    Welch, both ways, Holm for the nine), and has to lie two points or more from the unsur in the
    middle: one that is far below lifts the eight others above the mean of the rest, and at thousands
    of answers that alone would name all of them.

    The rule takes the scores as given by different people, while here each person has rated all
    nine. As people mostly rate alike throughout, it names too few rather than too many.

    Args:
        rekap: the counters of the answers.
        hasil: their index.
    """
    samples = sampel_unsur(rekap)
    sure = [
        Ketelitian(rekap.n, u.nik, None, None, None, sampel=s)
        for u, s in zip(hasil.unsur, samples, strict=True)
    ]
    places = [_far(u, place, hasil) for u, place in zip(hasil.unsur, group(sure), strict=True)]
    bound = Fraction(BATAS_MUTU[Mutu.B])
    beside = [against(s, bound) for s in samples]
    below = iter(holm([b.p_turun if b.selisih < 0 else 1.0 for b in beside if b is not None]))
    certain = [b is not None and next(below) < TARAF for b in beside]
    return tuple(
        KekuatanUnsur(u, place, weak, weak and surely)
        for u, place, surely in zip(hasil.unsur, places, certain, strict=True)
        for weak in (rekap.n >= N_UJI and is_weak(u),)
    )


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
