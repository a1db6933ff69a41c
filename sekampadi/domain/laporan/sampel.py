"""The minimum sample of Krejcie & Morgan (PermenPANRB 14/2017, annex)."""

from fractions import Fraction

from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t

_CHI2 = Fraction("3.841")  # one degree of freedom, 95 %
_P = Fraction("0.5")
_D = Fraction("0.05")


def minimum_sample(population: int) -> int:
    """Return how many answers a population needs: so many people were served in the period.

    Raises:
        DomainError: ``populasi.invalid`` when it is below 1.
    """
    if population < 1:
        raise DomainError("populasi.invalid", t("Jumlah penerima layanan harus lebih dari nol."))
    spread = _CHI2 * _P * (1 - _P)
    exact = spread * population / (_D**2 * (population - 1) + spread)
    return int(exact + Fraction(1, 2))
