"""Student's t of our own, against SciPy's."""

import random
import subprocess
import sys

import pytest
from scipy.special import stdtr, stdtrit

from sekampadi.domain.laporan.student import t_cdf, t_quantile

DF = [0.5, 1, 1.37, 2, 4.5, 8.999, 9, 17.3, 29, 58.6, 59.9, 60.1, 99, 312.7, 4562.4, 42_207, 1e7]
P = [1e-9, 1e-4, 0.00083, 0.025, 0.05, 0.3, 0.4999, 0.5, 0.7, 0.95, 0.975, 0.99917, 1 - 1e-9]


@pytest.mark.parametrize("df", DF)
def test_probabilities_are_those_of_scipy(df: float) -> None:
    for t in (0.0, 1e-6, 0.01, 0.3, 0.999, 1.7, 1.96, 2.262, 3.3, 8.0, 40.0, 1000.0):
        for signed in (t, -t):
            assert t_cdf(signed, df) == pytest.approx(stdtr(df, signed), abs=1e-9)
        low = stdtr(df, -t)
        if low > 1e-280:
            assert t_cdf(-t, df) == pytest.approx(low, rel=1e-8)


@pytest.mark.parametrize("df", DF)
def test_quantiles_are_those_of_scipy(df: float) -> None:
    for p in P:
        expected = stdtrit(df, p)
        assert t_quantile(p, df) == pytest.approx(expected, rel=1e-7, abs=1e-9)
        # SciPy's inverse is less exact than its probabilities: hold ours against those, too.
        assert stdtr(df, t_quantile(p, df)) == pytest.approx(p, rel=1e-8, abs=1e-9)


def test_thousands_of_random_ones() -> None:
    rng = random.Random(7)
    for _ in range(3000):
        df, t = 10 ** rng.uniform(-0.3, 6), rng.choice([1, -1]) * 10 ** rng.uniform(-4, 2)
        assert t_cdf(t, df) == pytest.approx(stdtr(df, t), abs=1e-9), (t, df)
    for _ in range(1000):
        df, p = 10 ** rng.uniform(0.5, 5), rng.uniform(0.0005, 0.9995)
        assert t_quantile(p, df) == pytest.approx(stdtrit(df, p), abs=1e-9), (p, df)


def test_the_table_that_everybody_knows() -> None:
    known = [(1, "12.706"), (2, "4.303"), (9, "2.262"), (29, "2.045"), (120, "1.980")]
    assert [(df, f"{t_quantile(0.975, df):.3f}") for df, _ in known] == known


@pytest.mark.parametrize(("p", "df"), [(0, 9), (1, 9), (-0.1, 9)])
def test_what_is_no_probability(p: float, df: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        t_quantile(p, df)


def test_what_is_no_degree_of_freedom() -> None:
    with pytest.raises(ValueError, match="above zero"):
        t_cdf(1.0, 0)


def test_the_program_does_not_load_scipy() -> None:
    """It takes a second and 98 MB of whichever process imports it."""
    code = (
        "import sys; import sekampadi.services.layar.layar, sekampadi.services.notifikasi.pekerja, "
        "sekampadi.reports.build.berkas, sekampadi.web.layar.tampilan; "
        "sys.exit('scipy' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
