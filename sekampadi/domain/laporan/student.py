"""Student's t distribution in plain Python: SciPy would take a second and 98 MB of every process.

Both functions rest on the regularised incomplete beta function, worked out as a continued fraction
(Lentz's method). Tests hold them against SciPy to nine decimal places.
"""

from functools import lru_cache
from math import exp, inf, lgamma, log, log1p, pi, sqrt
from statistics import NormalDist

_TINY = 1e-300
_CLOSE = 1e-16
_STEPS = 20_000
_LARGE = 30.0


def _log_gamma_step(a: float) -> float:
    """Return ``log(gamma(a + 1/2) / gamma(a))``.

    The difference of two large logarithms would lose digits, so from 30 on it is its own series.
    """
    if a < _LARGE:
        return lgamma(a + 0.5) - lgamma(a)
    b = 1 / (a * a)
    return 0.5 * log(a) - (1 / 8 - b * (1 / 192 - b * (1 / 640 - b * 17 / 14336))) / a


def _fraction(a: float, b: float, x: float) -> float:
    """Return the continued fraction of the incomplete beta function."""
    c, d = 1.0, 1 / ((1 - (a + b) * x / (a + 1)) or _TINY)
    result = d
    for m in range(1, _STEPS):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / ((1 + step * d) or _TINY)
            c = (1 + step / c) or _TINY
            factor = c * d
            result *= factor
        if abs(factor - 1) < _CLOSE:
            return result
    raise ArithmeticError(f"no end of the continued fraction for {a}, {b}, {x}")


def _upper_tail(t: float, df: float) -> float:
    """Return the probability above ``t``, which is zero or more: half of an incomplete beta function."""
    if t == 0:
        return 0.5
    a, ratio = df / 2, t * t / df
    x, y = 1 / (1 + ratio), ratio / (1 + ratio)
    # x**a * y**(1/2) / beta(a, 1/2)
    front = exp(_log_gamma_step(a) - a * log1p(ratio)) * sqrt(y / pi)
    if x < (a + 1) / (a + 2.5):
        return front * _fraction(a, 0.5, x) / a / 2
    return (1 - front * _fraction(0.5, a, y) * 2) / 2


def t_cdf(t: float, df: float) -> float:
    """Return the probability that Student's t is at most ``t``.

    Args:
        df: degrees of freedom, above zero; Welch's are no whole number.
    """
    if df <= 0:
        raise ValueError(f"degrees of freedom must be above zero, not {df}")
    return 1 - _upper_tail(t, df) if t > 0 else _upper_tail(-t, df)


def _density(t: float, df: float) -> float:
    return exp(_log_gamma_step(df / 2) - (df + 1) / 2 * log1p(t * t / df)) / sqrt(df * pi)


@lru_cache(maxsize=4096)
def t_quantile(p: float, df: float) -> float:
    """Return the value that Student's t stays below with probability ``p``.

    Args:
        p: above 0, below 1.
        df: degrees of freedom, above zero.
    """
    if not 0 < p < 1:
        raise ValueError(f"a probability lies between 0 and 1, not {p}")
    return -_inverse_tail(p, df) if p < 0.5 else _inverse_tail(1 - p, df)


def _inverse_tail(tail: float, df: float) -> float:
    """Return what lies below an upper tail: Newton's steps, kept inside a bracket that shrinks."""
    if tail == 0.5:
        return 0.0
    z = -NormalDist().inv_cdf(tail)
    low, high = 0.0, inf
    t = z + (z**3 + z) / (4 * df)
    for _ in range(400):
        off = _upper_tail(t, df) - tail
        low, high = (t, high) if off > 0 else (low, t)
        step = t + off / _density(t, df)
        if abs(step - t) <= 1e-12 * max(1.0, t):
            return step
        if not low < step < high:
            step = (low + high) / 2 if high < inf else 2 * t
        t = step
    return t
