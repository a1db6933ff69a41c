"""What the statistics of an annual report find (decree, L.3: analisa univariat and bivariat).

Nothing here is computed, and SciPy is not imported: it takes a second and a hundred megabytes, which
only the process that draws documents has.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.ikm import round_half_up
from sekampadi.domain.survei.unsur import Unsur
from sekampadi.i18n import t

N_ANALISIS = 10
"""Answers that a correlation, a comparison of groups or an alpha needs, as a margin does."""
N_KELOMPOK = 5
"""People that a group needs to be compared: fewer are neither shown nor told apart."""
BERSAMA_MIN, KELOMPOK_MIN = 3, 1
"""Answers other than the most frequent one that chance must bring: on both of two unsur at once, and of an
unsur in the smallest group. With fewer, one person more or less decides, and p by t or chi squared is no p."""
PLACES, PLACES_EPSILON = 2, 3
"""Decimal places with which figures are printed."""


def rounded(value: float, places: int) -> Decimal:
    """Round half up, away from zero: what is less than 1e-9 from a half counts as one."""
    # To nine places first, without what binary fractions add to it: 1.005, not 1.00499…
    exact = Fraction(round_half_up(Fraction(abs(value)), 9))
    size = round_half_up(exact, places)
    return -size if value < 0 and size else size


class Alasan(StrEnum):
    """Why something cannot be computed."""

    SEDIKIT = "sedikit"
    """Too few answers, or fewer than two groups that are large enough."""
    TANPA_RAGAM = "tanpa_ragam"
    """All are alike, or too few are not: there is nothing to go with anything else."""
    TANPA_PENILAIAN = "tanpa_penilaian"
    """Nobody has given a general rating."""
    PENILAIAN_SAMA = "penilaian_sama"
    """All general ratings are alike, or nearly."""


class Pengaruh(Labelled):
    """How large an effect is by epsilon squared; at thousands of answers p alone says nothing.

    The bounds 0.01, 0.08, 0.26 are those that Mangiafico (rcompanion) gives for it. They hold for
    the figure as it is printed, so that no word contradicts the figure beside it.
    """

    ABAI = "abai", t("dapat diabaikan")
    KECIL = "kecil", t("kecil")
    SEDANG = "sedang", t("sedang")
    BESAR = "besar", t("besar")

    @classmethod
    def of(cls, epsilon2: float) -> "Pengaruh":
        """Return the word for an effect."""
        shown = rounded(epsilon2, PLACES_EPSILON)
        bounds = (("0.26", cls.BESAR), ("0.08", cls.SEDANG), ("0.01", cls.KECIL))
        return next((word for least, word in bounds if shown >= Decimal(least)), cls.ABAI)


class Kekuatan(Labelled):
    """How strong a correlation is, either way, as it is printed: 0.1, 0.3 and 0.5 (Cohen 1988)."""

    ABAI = "abai", t("dapat diabaikan")
    LEMAH = "lemah", t("lemah")
    SEDANG = "sedang", t("sedang")
    KUAT = "kuat", t("kuat")

    @classmethod
    def of(cls, rho: float) -> "Kekuatan":
        """Return the word for a correlation."""
        shown = abs(rounded(rho, PLACES))
        bounds = (("0.5", cls.KUAT), ("0.3", cls.SEDANG), ("0.1", cls.LEMAH))
        return next((word for least, word in bounds if shown >= Decimal(least)), cls.ABAI)


class Kuadran(Labelled):
    """Where an unsur lies by its derived importance and its performance, beside their means.

    Its words name a place and no advice: no test says that an unsur below the mean is below the
    others (``tahunan/kekuatan`` does).
    """

    PERBAIKI = "perbaiki", t("Lebih penting, kinerja di bawah")
    """Important, below the mean of the unsur."""
    PERTAHANKAN = "pertahankan", t("Lebih penting, kinerja di atas")
    """Important, and at or above it."""
    RENDAH = "rendah", t("Kurang penting, kinerja di bawah")
    LEBIH = "lebih", t("Kurang penting, kinerja di atas")


@dataclass(frozen=True, slots=True)
class Univariat:
    """One unsur by itself; mean and standard deviation (n - 1) are None where they do not exist."""

    unsur: Unsur
    frekuensi: tuple[int, int, int, int]  # of the scores 1 to 4
    rata: float | None
    simpangan: float | None


@dataclass(frozen=True, slots=True)
class Korelasi:
    """Spearman's rho of two unsur, ties by mean ranks, p by Student's t with n - 2 degrees."""

    a: Unsur
    b: Unsur
    rho: float | None
    p: float | None
    p_bh: float | None  # adjusted (Benjamini-Hochberg) among all pairs
    alasan: Alasan | None = None

    @property
    def kekuatan(self) -> Kekuatan | None:
        """How strong it is; None where it cannot be computed."""
        return None if self.rho is None else Kekuatan.of(self.rho)


@dataclass(frozen=True, slots=True)
class UjiKelompok:
    """One unsur between the groups of one grouping: Kruskal-Wallis with ties."""

    unsur: Unsur
    h: float | None
    derajat: int  # groups compared, less one
    p: float | None
    p_bh: float | None  # adjusted (Benjamini-Hochberg) among the nine unsur of all groupings
    epsilon2: float | None  # H / (n - 1)
    alasan: Alasan | None = None

    @property
    def pengaruh(self) -> Pengaruh | None:
        """How large it is; None where it cannot be computed."""
        return None if self.epsilon2 is None else Pengaruh.of(self.epsilon2)


@dataclass(frozen=True, slots=True)
class Pengelompokan:
    """One grouping: who was compared, who was too few, and the nine tests."""

    kunci: str  # ``kelamin``, ``usia`` ...
    n: int  # answers of the groups that were compared
    kelompok: tuple[str, ...]
    kecil: tuple[str, ...]  # groups of fewer than N_KELOMPOK, left out
    uji: tuple[UjiKelompok, ...]


@dataclass(frozen=True, slots=True)
class ButirKeandalan:
    """One unsur among the nine: its correlation with the sum of the others (Pearson)."""

    unsur: Unsur
    korelasi: float | None


@dataclass(frozen=True, slots=True)
class Keandalan:
    """Cronbach's alpha of the nine unsur."""

    alpha: float | None
    butir: tuple[ButirKeandalan, ...]
    alasan: Alasan | None = None


@dataclass(frozen=True, slots=True)
class Kepentingan:
    """Importance of an unsur as it follows (tersirat) from its rho with the penilaian umum."""

    unsur: Unsur
    kepentingan: float | None
    kinerja: float | None  # the mean score of all answers, rated or not
    kuadran: Kuadran | None
    p_bh: float | None  # of the importance, adjusted (Benjamini-Hochberg) among the nine unsur


@dataclass(frozen=True, slots=True)
class PetaKepentingan:
    """All unsur with a derived importance, and the two means at which the quadrants meet."""

    butir: tuple[Kepentingan, ...]
    kepentingan: float | None
    kinerja: float | None
    n: int  # answers with a general rating
    alasan: Alasan | None = None


@dataclass(frozen=True, slots=True)
class Statistik:
    """All that is computed over the answers of a report."""

    n: int
    univariat: tuple[Univariat, ...]
    korelasi: tuple[Korelasi, ...]
    kelompok: tuple[Pengelompokan, ...]
    keandalan: Keandalan
    kepentingan: PetaKepentingan
