"""Counters: all that figures need to know of a set of answers, additive and therefore quick."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from sekampadi.domain.survei.responden import Kelompok, PenilaianUmum, Responden
from sekampadi.domain.survei.unsur import SKOR, URUTAN, Unsur

Sebaran = tuple[int, int, int, int]
"""How often each score 1 to 4 was given."""

_NO_SEBARAN: tuple[Sebaran, ...] = ((0, 0, 0, 0),) * len(URUTAN)


_NO_GROUPS: dict[str, dict[str, int]] = {k: {c.value: 0 for c in k.cells} for k in Kelompok}


def _no_groups() -> dict[str, dict[str, int]]:
    return {k: dict(cells) for k, cells in _NO_GROUPS.items()}


def _no_umum() -> dict[str, int]:
    return {p.value: 0 for p in PenilaianUmum}


@dataclass(frozen=True, slots=True)
class Penilaian:
    """What one answer contributes to the counters."""

    nilai: Mapping[Unsur, int]
    umum: PenilaianUmum
    responden: Responden

    @property
    def total(self) -> int:
        """The sum of the nine scores, 9 to 36."""
        return sum(self.nilai[u] for u in URUTAN)


@dataclass(frozen=True, slots=True)
class Rekap:
    """The counters of a set of answers."""

    n: int = 0
    sebaran: tuple[Sebaran, ...] = _NO_SEBARAN  # per unsur, in order
    total_kuadrat: int = 0  # of the answers' totals, squared each, for the margin of error
    groups: Mapping[str, Mapping[str, int]] = field(default_factory=_no_groups)
    umum: Mapping[str, int] = field(default_factory=_no_umum)

    @property
    def jumlah(self) -> tuple[int, ...]:
        """The sums of U1 to U9."""
        return tuple(sum(s * c for s, c in zip(SKOR, row, strict=True)) for row in self.sebaran)

    @classmethod
    def of(cls, answers: Iterable[Penilaian]) -> Self:
        """Count single answers."""
        n = kuadrat = 0
        sebaran = [[0, 0, 0, 0] for _ in URUTAN]
        groups, umum = _no_groups(), _no_umum()
        for answer in answers:
            n += 1
            kuadrat += answer.total**2
            umum[answer.umum.value] += 1
            for row, unsur in zip(sebaran, URUTAN, strict=True):
                row[answer.nilai[unsur] - 1] += 1
            for kelompok, cell in answer.responden.groups.items():
                groups[kelompok][cell] += 1
        return cls(n, tuple((a, b, c, d) for a, b, c, d in sebaran), kuadrat, groups, umum)

    def __add__(self, other: Self) -> Self:
        """Merge the counters of two sets that share no answer."""
        return type(self)(
            n=self.n + other.n,
            sebaran=tuple(
                (a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3])
                for a, b in zip(self.sebaran, other.sebaran, strict=True)
            ),
            total_kuadrat=self.total_kuadrat + other.total_kuadrat,
            groups={
                k: {c: v + other.groups[k][c] for c, v in cells.items()}
                for k, cells in self.groups.items()
            },
            umum={c: v + other.umum[c] for c, v in self.umum.items()},
        )


def merge(rekaps: Iterable[Rekap]) -> Rekap:
    """Merge the counters of any number of sets that share no answer."""
    total: Rekap | None = None
    for rekap in rekaps:
        total = rekap if total is None else total + rekap
    return total or Rekap()
