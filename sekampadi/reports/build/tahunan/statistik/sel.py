"""Cells and words that the blocks of statistics share."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from sekampadi.domain.berlabel import Labelled
from sekampadi.domain.laporan.perbandingan import P_PLACES, least_p, round_p
from sekampadi.domain.laporan.uji import TARAF
from sekampadi.domain.survei.unsur import URUTAN, Unsur
from sekampadi.domain.tahunan.statistik.hasil import N_ANALISIS, PLACES, Statistik, rounded
from sekampadi.i18n import format_angka, t
from sekampadi.reports.build.bagian import desimal
from sekampadi.reports.model import Cell, Format

IN_WORDS: Final = {1: t("satu"), 3: t("tiga"), 5: t("lima"), 10: t("sepuluh")}
FEW: Final = t("jawaban terlalu sedikit (kurang dari {n})", n=IN_WORDS[N_ANALISIS])
NONE_YET: Final = t("belum ada jawaban")


EMPTY: Final = Cell(None, empty="")


def nama(unsur: Unsur) -> str:
    """Return an unsur as tables name it."""
    return f"{unsur.kode} {unsur.nama}"


NAMES: Final = tuple(nama(u) for u in URUTAN)


def angka(value: float | None, places: int = PLACES) -> Cell:
    """Make a cell of a figure as it is printed."""
    return desimal(None if value is None else rounded(value, places))


def p_cell(p: float | None, places: int = P_PLACES) -> Cell:
    """Make a cell of a p; what is too small to be told is a text."""
    if p is None:
        return desimal(None)
    return Cell(round_p(p, places), Format.DESIMAL, empty="< " + format_angka(least_p(places)))


def decimal_of(cell: Cell) -> Decimal | None:
    """Return the figure of a cell for a chart."""
    return cell.value if isinstance(cell.value, Decimal) else None


def nyata(p_bh: float | None) -> bool:
    """Whether something is more than chance, as one of its family."""
    return p_bh is not None and p_bh < TARAF


def size_cell(word: Labelled | None, p_bh: float | None) -> Cell:
    """Make a cell of how large something is; what may be chance has no size."""
    if word is None:
        return Cell(None)
    return Cell(word.label if nyata(p_bh) else t("tidak terbukti"))


def join_names(words: Iterable[str]) -> str:
    """Join names that have commas of their own."""
    return "; ".join(words)


def why_not(statistik: Statistik, alike: str) -> str:
    """Return why nothing can be computed: no answers, too few, or what makes them ``alike``."""
    if not statistik.n:
        return NONE_YET
    return FEW if statistik.n < N_ANALISIS else alike


def bh_note(keluarga: str) -> str:
    """Say how the p of a family were corrected, and what is called proven."""
    return t(
        "p terkoreksi: Benjamini-Hochberg atas semua uji dalam {keluarga}; disebut terbukti bila di "
        "bawah {p}.",
        keluarga=keluarga,
        p=format_angka(Decimal(str(TARAF))),
    )
