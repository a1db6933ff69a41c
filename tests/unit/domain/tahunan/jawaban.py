"""Answers as rows of nine scores, and what tests of them go by, in plain Python."""

from collections.abc import Sequence
from dataclasses import replace

from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.laporan.uji import Sampel
from sekampadi.domain.tahunan.kekuatan import SELISIH

Answers = list[tuple[int, ...]]


def rekap_of(answers: Answers) -> Rekap:
    """Count answers, without who gave them."""
    spread = [
        (col.count(1), col.count(2), col.count(3), col.count(4))
        for col in (zip(*answers, strict=True) if answers else [()] * 9)
    ]
    return Rekap(len(answers), tuple(spread), sum(sum(a) ** 2 for a in answers))


def selisih_of(answers: Answers) -> tuple[Sampel, ...]:
    """Return of each unsur eight times its score less the eight others, summed up over the answers."""
    if not answers:
        return ()
    apart = [[8 * a[at] - (sum(a) - a[at]) for a in answers] for at in range(9)]
    return tuple(
        replace(SELISIH, n=len(answers), jumlah=sum(d), kuadrat=sum(x * x for x in d))
        for d in apart
    )


def holm(p: Sequence[float]) -> list[float]:
    """Correct by the definition: the largest of what every smaller p is multiplied by."""
    return [min(1.0, max((sum(r >= q for r in p)) * q for q in p if q <= own)) for own in p]
