"""How often margins and alarms are right, when the truth is known because the samples are drawn from it.

The program's own functions judge samples whose totals are thrown from the answers of an office:
its strong ceiling and its skew are those of the offices, not of a normal distribution.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from sekampadi.domain.ikm import Metode, round_half_up
from sekampadi.domain.laporan.ketelitian import Ketelitian, compute_margin
from sekampadi.domain.laporan.layar import Hitung
from sekampadi.domain.laporan.perbandingan import Arah, judge
from sekampadi.domain.laporan.peringkat import Kedudukan, group
from sekampadi.domain.laporan.uji import Sampel

METODE = Metode.SEKAMPADI
POIN = METODE.bobot * 25
TOTALS = np.arange(9, 37)
"""What the nine scores of an answer can add up to."""

Peluang = Sequence[float]
"""How often each of :data:`TOTALS` is met in an office."""


@dataclass(frozen=True)
class Cakup:
    """How often the margin of an office holds its true index.

    Args:
        benar: samples whose margin does.
        semua: samples that have a margin.
        tanpa: samples that have none, being all alike.
    """

    benar: int
    semua: int
    tanpa: int

    @property
    def bagian(self) -> float:
        """The share that holds it."""
        return self.benar / self.semua if self.semua else float("nan")


def draw(rng: np.random.Generator, peluang: Peluang, n: int, times: int) -> list[tuple[int, int]]:
    """Draw samples of an office; return of each the sum of its totals, and that of their squares."""
    counts = rng.multinomial(n, np.asarray(peluang), size=times)
    return list(zip((counts @ TOTALS).tolist(), (counts @ TOTALS**2).tolist(), strict=True))


def coverage(rng: np.random.Generator, peluang: Peluang, n: int, times: int) -> Cakup:
    """Count how often the printed index and its printed margin hold the true index."""
    true = Decimal(float(np.asarray(peluang) @ TOTALS) * float(POIN))
    right = known = 0
    for total, squares in draw(rng, peluang, n, times):
        margin = compute_margin(Hitung(n, (total, *[0] * 8), squares), METODE)
        if margin is None:
            continue
        known += 1
        right += abs(round_half_up(POIN * total / n) - true) <= margin
    return Cakup(right, known, times - known)


def _sure(n: int, total: int, squares: int) -> Ketelitian:
    nilai = round_half_up(POIN * total / n)
    return Ketelitian(n, nilai, None, None, None, sampel=Sampel(n, total, squares, POIN))


@dataclass(frozen=True)
class Alarm:
    """How often an index is said to have changed that has not.

    Args:
        tunggal: comparisons by themselves that say so, of ``pasangan``.
        dinding: walls on which any office is, of ``layar``.
        baris: offices on those walls, of ``pasangan``.
    """

    tunggal: int
    pasangan: int
    dinding: int
    layar: int
    baris: int


TURUN = frozenset({Arah.TURUN})
NAIK = frozenset({Arah.NAIK, Arah.KECIL})
"""What else is said of a change."""


def false_alarms(
    rng: np.random.Generator, offices: Mapping[str, Peluang], n: int, times: int
) -> dict[frozenset[Arah], Alarm]:
    """Compare two quarters in which nothing has changed, office by office and as a wall of them."""
    quarters = [
        [[_sure(n, *one) for one in draw(rng, peluang, n, times)] for _ in range(2)]
        for peluang in offices.values()
    ]
    alone, lines = Counter[Arah](), Counter[Arah]()
    walls = Counter[frozenset[Arah]]()
    for at in range(times):
        pairs = [(now[at], then[at]) for now, then in quarters]
        alone.update(judge([pair])[0].arah for pair in pairs)
        found = [x.arah for x in judge(pairs)]
        lines.update(found)
        walls.update(words for words in (TURUN, NAIK) if words & set(found))
    return {
        words: Alarm(
            sum(alone[arah] for arah in words),
            times * len(quarters),
            walls[words],
            times,
            sum(lines[arah] for arah in words),
        )
        for words in (TURUN, NAIK)
    }


def false_groups(
    rng: np.random.Generator, peluang: Peluang, sizes: Sequence[int], times: int
) -> Counter[Kedudukan]:
    """Count walls of offices that are all the same on which any stands above, or below, the others."""
    parts = [[_sure(n, *one) for one in draw(rng, peluang, n, times)] for n in sizes]
    walls = Counter[Kedudukan]()
    for at in range(times):
        walls.update({place for place in group([each[at] for each in parts]) if place is not None})
    return walls
