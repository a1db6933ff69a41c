"""Hitung: as much of the counters as the wall needs of a layanan, of a part, and of the whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from sekampadi.domain.ikm import HasilIkm, Metode, compute_ikm
from sekampadi.domain.laporan.uji import Sampel
from sekampadi.domain.survei.unsur import URUTAN


@dataclass(frozen=True, slots=True)
class Hitung:
    """As much of the counters as an index, its margin and those of its unsur need.

    Args:
        n: answers.
        jumlah: the sums of their nine scores.
        total_kuadrat: sum of the squares of the answers' totals.
        kuadrat: the sums of the squares of their nine scores.
    """

    n: int = 0
    jumlah: tuple[int, ...] = (0,) * len(URUTAN)
    total_kuadrat: int = 0
    kuadrat: tuple[int, ...] = (0,) * len(URUTAN)

    def __add__(self, other: Self) -> Self:
        """Merge two sets that share no answer."""
        return type(self)(
            self.n + other.n,
            tuple(a + b for a, b in zip(self.jumlah, other.jumlah, strict=True)),
            self.total_kuadrat + other.total_kuadrat,
            tuple(a + b for a, b in zip(self.kuadrat, other.kuadrat, strict=True)),
        )

    def __sub__(self, other: Self) -> Self:
        """Leave out a set that is part of this one."""
        return self + type(self)(
            -other.n,
            tuple(-x for x in other.jumlah),
            -other.total_kuadrat,
            tuple(-x for x in other.kuadrat),
        )

    def hasil(self, metode: Metode) -> HasilIkm:
        """Compute the index."""
        return _hasil(self, metode)

    def unsur(self) -> list[Sampel]:
        """Return the scores of each unsur as a test sees them."""
        return [
            Sampel(self.n, total, squares)
            for total, squares in zip(self.jumlah, self.kuadrat, strict=True)
        ]


@lru_cache(maxsize=1024)
def _hasil(hitung: Hitung, metode: Metode) -> HasilIkm:
    # From one look at the screen to the next most parts have not changed.
    return compute_ikm(hitung.n, hitung.jumlah, metode)


def total(parts: Iterable[Hitung]) -> Hitung:
    """Merge any number of sets that share no answer."""
    given = list(parts)
    if not given:
        return Hitung()
    return Hitung(
        sum(h.n for h in given),
        tuple(map(sum, zip(*(h.jumlah for h in given), strict=True))),
        sum(h.total_kuadrat for h in given),
        tuple(map(sum, zip(*(h.kuadrat for h in given), strict=True))),
    )
