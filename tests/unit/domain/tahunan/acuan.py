"""The same statistics worked out in another way: plain Python, nothing of NumPy, SciPy or ours."""

from collections.abc import Callable, Sequence
from math import erfc, exp, fsum, lgamma, log, pi, sqrt

SEEDS = range(200)
"""Of the random data sets that the statistics are held against (issue 13)."""


def mean_ranks(values: Sequence[float]) -> list[float]:
    """Rank from 1; equal values share the mean of their ranks."""
    ranks = {
        v: sum(x < v for x in values) + (values.count(v) + 1) / 2 for v in dict.fromkeys(values)
    }
    return [ranks[v] for v in values]


def pearson(x: Sequence[float], y: Sequence[float]) -> float:
    """Correlate two lists that both vary."""
    mx, my = fsum(x) / len(x), fsum(y) / len(y)
    top = fsum((a - mx) * (b - my) for a, b in zip(x, y, strict=True))
    return top / sqrt(fsum((a - mx) ** 2 for a in x) * fsum((b - my) ** 2 for b in y))


def nearly_alike(x: Sequence[float]) -> bool:
    """Fewer than five said anything but what most said."""
    most = max((list(x).count(v) for v in x), default=0)
    return len(x) < most + 5


def apart(x: Sequence[float]) -> int:
    """How many said anything but what most said."""
    return len(x) - max((list(x).count(v) for v in x), default=0)


def too_few_differ(x: Sequence[float], y: Sequence[float]) -> bool:
    """On one, fewer than five; or on both, did neither go with the other, fewer than three."""
    return nearly_alike(x) or nearly_alike(y) or apart(x) * apart(y) < 3 * len(x)


def groups_too_alike(groups: Sequence[Sequence[float]]) -> bool:
    """None differs, or in the smallest group fewer than one would, did they not go by groups."""
    every = [v for g in groups for v in g]
    return apart(every) * min(map(len, groups), default=0) < max(1, len(every))


def variance(x: Sequence[float]) -> float:
    """Return the variance of a sample (n - 1)."""
    mean = fsum(x) / len(x)
    return fsum((a - mean) ** 2 for a in x) / (len(x) - 1)


def _beta_fraction(a: float, b: float, x: float) -> float:
    tiny, c, d = 1e-300, 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > tiny else tiny)
    h = d
    for m in range(1, 500):
        for top in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 + top * d
            c = 1 + top / c
            d = 1 / (d if abs(d) > tiny else tiny)
            c = c if abs(c) > tiny else tiny
            h *= d * c
        if abs(d * c - 1) < 1e-16:
            break
    return h


def beta_part(a: float, b: float, x: float) -> float:
    """Return the regularised incomplete beta function, by its continued fraction."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    if x < (a + 1) / (a + b + 2):
        return front * _beta_fraction(a, b, x) / a
    return 1 - front * _beta_fraction(b, a, 1 - x) / b


def p_of_rho(rho: float, n: int) -> float:
    """Return how often chance alone correlates n pairs so well, either way (Student's t)."""
    if abs(rho) >= 1:
        return 0.0
    t2 = rho * rho * (n - 2) / (1 - rho * rho)
    return beta_part((n - 2) / 2, 0.5, (n - 2) / (n - 2 + t2))


def p_of_chi2(x: float, df: int) -> float:
    """Return the upper tail of chi square, in closed form for whole degrees of freedom."""
    half = x / 2
    if df % 2 == 0:
        term, whole = exp(-half), 0.0
        for i in range(df // 2):
            whole += term
            term *= half / (i + 1)
        return whole
    whole, term = erfc(sqrt(half)), sqrt(half) * exp(-half) / (sqrt(pi) / 2)
    for i in range((df - 1) // 2):
        whole += term
        term *= half / (i + 1.5)
    return whole


def kruskal(groups: Sequence[Sequence[float]]) -> float:
    """Return H with the correction for ties, by the variance of all ranks."""
    every = [v for g in groups for v in g]
    ranks, n = mean_ranks(every), len(every)
    mean, at, between = (n + 1) / 2, 0, 0.0
    for g in groups:
        own = ranks[at : at + len(g)]
        at += len(g)
        between += len(g) * (fsum(own) / len(own) - mean) ** 2
    return (n - 1) * between / fsum((r - mean) ** 2 for r in ranks)


def step_up(p: Sequence[float]) -> list[float]:
    """Adjust as Benjamini and Hochberg do: the least over all larger ones of p x m / rank."""
    order = sorted(p)
    return [
        min(1.0, *(order[j] * len(p) / (j + 1) for j in range(len(p)) if order[j] >= x)) for x in p
    ]


def over_all_seeds(check: Callable[[int], None]) -> Callable[[], None]:
    """Make one test of a check of random data: it runs for every seed, and names the one that fails."""

    def test() -> None:
        for seed in SEEDS:
            try:
                check(seed)
            except BaseException as error:
                error.add_note(f"seed {seed}")
                raise

    test.__name__, test.__doc__ = check.__name__, check.__doc__
    return test
