"""Peringkat: the parts of what is shown in order, as far as their margins allow to say."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sekampadi.domain.ikm import HasilIkm
from sekampadi.domain.laporan.ketelitian import Ketelitian, Posisi, is_higher
from sekampadi.domain.laporan.ketelitian import rank as rank_intervals


@dataclass(frozen=True, slots=True)
class Bagian:
    """A part of what is shown: an UPP of the province, or a layanan of an UPP.

    Args:
        kode: its kode, for addresses.
        kini: its index of the running quarter.
        lalu: its index of the quarter before.
        teliti_kini: how far the one can be relied on.
        teliti_lalu: how far the other can.
        akhir_ini: its answers of the last days.
        aktif: whether people may answer about it.
    """

    id: int
    kode: str
    nama: str
    kini: HasilIkm
    lalu: HasilIkm
    teliti_kini: Ketelitian
    teliti_lalu: Ketelitian
    akhir_ini: int
    aktif: bool = True


@dataclass(frozen=True, slots=True)
class Tempat:
    """The places that an index may have, from the best to the worst, 1 being the highest."""

    dari: int
    sampai: int

    def __str__(self) -> str:
        """Write them as on a list, ``4`` or ``4-17`` with a dash."""
        return str(self.dari) if self.dari == self.sampai else f"{self.dari}–{self.sampai}"


@dataclass(frozen=True, slots=True)
class Peringkat:
    """A line of the ranking.

    Args:
        bagian: who stands there.
        tempat: its place; several where it cannot be told apart from others; None where it cannot
            be compared at all.
        naik: places gained against the quarter before, negative when lost; 0 also where the index
            has not moved beyond its margins; None when one of the two quarters has none.
    """

    bagian: Bagian
    tempat: Tempat | None
    naik: int | None


def _tempat(posisi: Posisi | None) -> Tempat | None:
    if posisi is None:
        return None
    first = 1 + posisi.di_atasnya
    return Tempat(first, first + posisi.setara)


def _order(bagian: Sequence[Bagian], *, lalu: bool) -> dict[int, int]:
    def key(b: Bagian) -> tuple[Fraction, str]:
        return -((b.lalu if lalu else b.kini).exact or Fraction(0)), b.nama

    return {b.id: place for place, b in enumerate(sorted(bagian, key=key), start=1)}


def rank(bagian: Sequence[Bagian]) -> tuple[Peringkat, ...]:
    """Put parts in order: by the best place they may have, then by the worst.

    Two whose intervals overlap share places, so that neither is called the better one; a high
    index of few answers may have many places and stands behind a sure one. Those that cannot be
    compared come last. Movement is counted among those that stand in both quarters: who is new
    moves nobody else.
    """
    both = [b for b in bagian if b.kini.exact is not None and b.lalu.exact is not None]
    was, now = _order(both, lalu=True), _order(both, lalu=False)

    def moved(b: Bagian) -> int | None:
        if b.id not in was:
            return None
        return 0 if is_higher(b.teliti_kini, b.teliti_lalu) is None else was[b.id] - now[b.id]

    listed = [b for b in bagian if b.aktif or b.kini.n]
    places = rank_intervals([b.teliti_kini for b in listed])
    found = [
        Peringkat(b, _tempat(place), moved(b)) for b, place in zip(listed, places, strict=True)
    ]

    def key(row: Peringkat) -> tuple[object, ...]:
        if row.tempat is None:
            return True, not row.bagian.kini.n, 0, 0, row.bagian.nama
        exact = row.bagian.kini.exact or Fraction(0)
        return False, False, row.tempat.dari, row.tempat.sampai, -exact, row.bagian.nama

    return tuple(sorted(found, key=key))
