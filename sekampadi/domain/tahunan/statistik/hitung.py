"""Works out the statistics of an annual report with SciPy; only the process that draws documents imports it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from math import fsum
from typing import Any

import numpy as np
from scipy import stats

from sekampadi.domain.survei.unsur import SKOR, URUTAN
from sekampadi.domain.tahunan.statistik.hasil import (
    BERSAMA_MIN,
    KELOMPOK_MIN,
    N_ANALISIS,
    N_KELOMPOK,
    Alasan,
    ButirKeandalan,
    Keandalan,
    Kepentingan,
    Korelasi,
    Kuadran,
    Pengelompokan,
    PetaKepentingan,
    Statistik,
    UjiKelompok,
    Univariat,
)

_HAIR = 1e-9
"""What is closer than this is equal."""

Angka = np.ndarray[Any, np.dtype[np.float64]]


def benjamini_hochberg(p: Sequence[float | None]) -> list[float | None]:
    """Adjust the p of a family so that the share of false finds stays bounded; None stays None."""
    known = [x for x in p if x is not None]
    if not known:
        return list(p)
    adjusted = iter(stats.false_discovery_control(known, method="bh").tolist())
    return [None if x is None else next(adjusted) for x in p]


def spearman(x: Angka, y: Angka) -> tuple[float, float] | Alasan:
    """Return Spearman's rho and its p, or why there is none.

    The p is that of Student's t, not the exact one of all permutations. Where fewer than
    :data:`N_KELOMPOK` people said anything but the rest, it is far too small: one of twelve who
    differs on both unsur would prove a perfect correlation. Of such unsur nothing is told, nor of two
    on both of which chance would have fewer than :data:`BERSAMA_MIN` people differ: where nearly all
    give a 4, one who differs on both is a large correlation.
    """
    if len(x) < N_ANALISIS:
        return Alasan.SEDIKIT
    few, many = sorted((_unlike(x), _unlike(y)))
    if few < N_KELOMPOK or few * many < BERSAMA_MIN * len(x):
        return Alasan.TANPA_RAGAM
    found = stats.spearmanr(x, y)
    return float(found.statistic), float(found.pvalue)


def kruskal_wallis(groups: Sequence[Angka]) -> tuple[float, float, float] | Alasan:
    """Return H, p and epsilon squared of some groups, or why there are none.

    There are none, either, where chance would have fewer than :data:`KELOMPOK_MIN` of the smallest
    group say anything but what most say: that no difference is proven would then be no news.
    """
    n = sum(len(g) for g in groups)
    if len(groups) < 2 or n < N_ANALISIS:
        return Alasan.SEDIKIT
    unlike = _unlike(np.concatenate(groups))
    if not unlike or unlike * min(len(g) for g in groups) < KELOMPOK_MIN * n:
        return Alasan.TANPA_RAGAM
    found = stats.kruskal(*groups)
    h = float(found.statistic)
    return h, float(found.pvalue), h / (n - 1)


def cronbach(items: Angka) -> float | None:
    """Return Cronbach's alpha of items in columns; None where their sum does not vary."""
    k, total = items.shape[1], items.sum(axis=1).var(ddof=1)
    if not total:
        return None
    return float(k / (k - 1) * (1 - items.var(axis=0, ddof=1).sum() / total))


def item_total(items: Angka, at: int) -> float | None:
    """Return the correlation of one item with the sum of all others; None where either is constant."""
    own, rest = items[:, at], items.sum(axis=1) - items[:, at]
    if _alike(own) or _alike(rest):
        return None
    return float(np.corrcoef(own, rest)[0, 1])


def compare_groups(
    items: Angka, kelompok: Mapping[str, Sequence[str | None]]
) -> tuple[Pengelompokan, ...]:
    """Compare the groups of all groupings; one sentence tells of them all, so they are one family.

    Args:
        items: the scores, answers by unsur.
        kelompok: as :func:`compute_statistik` takes it.
    """
    found = [_grouping(kunci, items, cells) for kunci, cells in kelompok.items()]
    adjusted = iter(benjamini_hochberg([u.p for k in found for u in k.uji]))
    return tuple(
        replace(k, uji=tuple(replace(u, p_bh=next(adjusted)) for u in k.uji)) for k in found
    )


def compute_statistik(
    nilai: Sequence[Sequence[int]],
    umum: Sequence[int | None],
    kelompok: Mapping[str, Sequence[str | None]],
) -> Statistik:
    """Work out all statistics of some answers.

    Args:
        nilai: for each answer its nine scores, 1 to 4, in the order of the unsur.
        umum: for each answer its general rating, 1 to 4; None where it has none.
        kelompok: by grouping, for each answer the group it belongs to; None for no group.
    """
    items = np.asarray(nilai, dtype=np.float64).reshape(len(nilai), len(URUTAN))
    return Statistik(
        len(nilai),
        _univariat(items),
        _korelasi(items),
        compare_groups(items, kelompok),
        _keandalan(items),
        _kepentingan(items, umum),
    )


def _alike(x: Angka) -> bool:
    return bool(len(x) == 0 or (x == x[0]).all())


def _unlike(x: Angka) -> int:
    _, counts = np.unique(x, return_counts=True)
    return len(x) - int(counts.max(initial=0))


def _nearly_alike(x: Angka) -> bool:
    return _unlike(x) < N_KELOMPOK


def _univariat(items: Angka) -> tuple[Univariat, ...]:
    n, found = len(items), []
    for at, unsur in enumerate(URUTAN):
        own = items[:, at]
        one, two, three, four = (int((own == s).sum()) for s in SKOR)
        found.append(
            Univariat(
                unsur,
                (one, two, three, four),
                float(own.mean()) if n else None,
                float(own.std(ddof=1)) if n > 1 else None,
            )
        )
    return tuple(found)


def _korelasi(items: Angka) -> tuple[Korelasi, ...]:
    pairs = list(combinations(range(len(URUTAN)), 2))
    found = [spearman(items[:, a], items[:, b]) for a, b in pairs]
    adjusted = benjamini_hochberg([None if isinstance(x, Alasan) else x[1] for x in found])
    return tuple(
        Korelasi(URUTAN[a], URUTAN[b], None, None, None, x)
        if isinstance(x, Alasan)
        else Korelasi(URUTAN[a], URUTAN[b], *x, bh)
        for (a, b), x, bh in zip(pairs, found, adjusted, strict=True)
    )


def _grouping(kunci: str, items: Angka, cells: Sequence[str | None]) -> Pengelompokan:
    names = np.asarray([cell or "" for cell in cells], dtype=object)
    sizes = {name: int((names == name).sum()) for name in dict.fromkeys(c for c in cells if c)}
    large = tuple(name for name, n in sizes.items() if n >= N_KELOMPOK)
    rows = [names == name for name in large]
    found = [kruskal_wallis([items[row, at] for row in rows]) for at in range(len(URUTAN))]
    degrees = max(0, len(large) - 1)
    tests = tuple(
        UjiKelompok(unsur, None, degrees, None, None, None, x)
        if isinstance(x, Alasan)
        else UjiKelompok(unsur, x[0], degrees, x[1], None, x[2])
        for unsur, x in zip(URUTAN, found, strict=True)
    )
    return Pengelompokan(
        kunci,
        sum(sizes[name] for name in large),
        large,
        tuple(name for name in sizes if name not in large),
        tests,
    )


def _keandalan(items: Angka) -> Keandalan:
    empty = tuple(ButirKeandalan(unsur, None) for unsur in URUTAN)
    if len(items) < N_ANALISIS:
        return Keandalan(None, empty, Alasan.SEDIKIT)
    # One who says 1 to everything among many who say 4 would make of it a perfect measure.
    if _nearly_alike(items.sum(axis=1)):
        return Keandalan(None, empty, Alasan.TANPA_RAGAM)
    each = tuple(ButirKeandalan(u, item_total(items, at)) for at, u in enumerate(URUTAN))
    return Keandalan(cronbach(items), each)


def _kepentingan(items: Angka, umum: Sequence[int | None]) -> PetaKepentingan:
    rated = np.asarray([x is not None for x in umum], dtype=bool)
    whole = np.asarray([x for x in umum if x is not None], dtype=np.float64)
    found = [spearman(items[rated, at], whole) for at in range(len(URUTAN))]
    rho = {at: x[0] for at, x in enumerate(found) if not isinstance(x, Alasan)}
    adjusted = benjamini_hochberg([None if isinstance(x, Alasan) else x[1] for x in found])
    # How an unsur performs is what all other tables say of it, whoever rated.
    means = [float(items[:, at].mean()) if len(items) else None for at in range(len(URUTAN))]
    across = fsum(rho.values()) / len(rho) if rho else None
    up = fsum(means[at] or 0.0 for at in rho) / len(rho) if rho else None
    return PetaKepentingan(
        tuple(
            Kepentingan(u, rho.get(at), means[at], _kuadran(rho.get(at), means[at], across, up), bh)
            for at, (u, bh) in enumerate(zip(URUTAN, adjusted, strict=True))
        ),
        across,
        up,
        len(whole),
        None if rho else _why_not(len(items), whole),
    )


def _why_not(answers: int, whole: Angka) -> Alasan:
    if answers and not len(whole):
        return Alasan.TANPA_PENILAIAN
    if len(whole) < N_ANALISIS:
        return Alasan.SEDIKIT
    return Alasan.PENILAIAN_SAMA if _nearly_alike(whole) else Alasan.TANPA_RAGAM


def _kuadran(
    rho: float | None, mean: float | None, across: float | None, up: float | None
) -> Kuadran | None:
    if rho is None or mean is None or across is None or up is None:
        return None
    # Equal unsur must not be parted by the last bit of a mean.
    high = mean >= up - _HAIR
    if rho >= across - _HAIR:
        return Kuadran.PERTAHANKAN if high else Kuadran.PERBAIKI
    return Kuadran.LEBIH if high else Kuadran.RENDAH
