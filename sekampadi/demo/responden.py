"""People with exactly given groups: the golden part must reproduce every cell of the publication sheet."""

import math
from collections.abc import Mapping, Sequence
from itertools import product
from random import Random

from sekampadi.demo.watak import (
    PEKERJAAN,
    PEKERJAAN_URUTAN,
    PENDIDIKAN,
    PENDIDIKAN_URUTAN,
    PENDIDIKAN_USIA,
    RENTANG,
    USIA,
    USIA_URUTAN,
    Orang,
)
from sekampadi.domain.survei.responden import JenisKelamin, Kelompok, Responden

_UNLIKELY = 1e-4


def _spread(cells: Sequence[int]) -> list[int]:
    return [index for index, count in enumerate(cells) for _ in range(count)]


def _fit(orang: Orang, usia: int, pendidikan: int, pekerjaan: int) -> float:
    """Return how well the parts of a person fit together, as a logarithm."""
    work = PEKERJAAN_URUTAN[pekerjaan]
    return (
        math.log(PEKERJAAN[orang][pekerjaan] + _UNLIKELY)
        + math.log(USIA[work][usia] + _UNLIKELY)
        + math.log(PENDIDIKAN[work][pendidikan] + _UNLIKELY)
        + math.log(PENDIDIKAN_USIA[USIA_URUTAN[usia]][pendidikan] + _UNLIKELY)
    )


def throw_people(
    rng: Random, visits: Sequence[Orang], groups: Mapping[Kelompok, tuple[int, ...]]
) -> list[Responden]:
    """Make one person for each visit so that all four groups come out exactly as given.

    Every part is dealt out like cards; then two people exchange a part as long as that makes
    them more believable, with some luck left in (a Metropolis walk), so that a pupil is
    young and the exact cells stay. A visit is who mostly comes to the office the person goes to.
    """
    if any(sum(cells) != len(visits) for cells in groups.values()):
        raise ValueError(f"groups do not add up to {len(visits)}")
    parts = [_spread(groups[k]) for k in (Kelompok.USIA, Kelompok.PENDIDIKAN, Kelompok.PEKERJAAN)]
    sexes = _spread(groups[Kelompok.JENIS_KELAMIN])
    for part in (*parts, sexes):
        rng.shuffle(part)
    table = {key: _fit(*key) for key in product(set(visits), range(6), range(6), range(6))}
    people = [list(t) for t in zip(*parts, strict=True)]
    size = len(people)

    def fit(index: int) -> float:
        usia, pendidikan, pekerjaan = people[index]
        return table[visits[index], usia, pendidikan, pekerjaan]

    for _ in range(30 * size):
        a, b = int(rng.random() * size), int(rng.random() * size)
        i = int(rng.random() * 3)
        if people[a][i] == people[b][i]:
            continue
        before = fit(a) + fit(b)
        people[a][i], people[b][i] = people[b][i], people[a][i]
        gain = fit(a) + fit(b) - before
        if gain < 0 and rng.random() >= math.exp(gain):
            people[a][i], people[b][i] = people[b][i], people[a][i]
    return [
        Responden(
            rng.randint(*RENTANG[USIA_URUTAN[usia]]),
            JenisKelamin.by_number()[sex],
            PENDIDIKAN_URUTAN[pendidikan],
            PEKERJAAN_URUTAN[pekerjaan],
        )
        for (usia, pendidikan, pekerjaan), sex in zip(people, sexes, strict=True)
    ]
