"""How often margins and alarms are right, when the truth is known because the samples are drawn from it.

The program's own functions judge samples whose totals are thrown from the answers of an office:
its strong ceiling and its skew are those of the offices, not of a normal distribution.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from sekampadi.domain.ikm import Metode, round_half_up
from sekampadi.domain.laporan.ketelitian import Ketelitian, compute_margin
from sekampadi.domain.laporan.layar import Hitung
from sekampadi.domain.laporan.perbandingan import Arah, judge
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
    """How often an index is called down that has not changed.

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


def false_alarms(
    rng: np.random.Generator, offices: Mapping[str, Peluang], n: int, times: int
) -> Alarm:
    """Compare two quarters in which nothing has changed, office by office and as a wall of them."""
    quarters = [
        [[_sure(n, *one) for one in draw(rng, peluang, n, times)] for _ in range(2)]
        for peluang in offices.values()
    ]
    alone = walls = lines = 0
    for at in range(times):
        pairs = [(now[at], then[at]) for now, then in quarters]
        alone += sum(judge([pair])[0].arah is Arah.TURUN for pair in pairs)
        found = sum(x.arah is Arah.TURUN for x in judge(pairs))
        walls += bool(found)
        lines += found
    return Alarm(alone, times * len(quarters), walls, times, lines)
