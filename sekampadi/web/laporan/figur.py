"""Figures as a page shows them: text with the comma, made once for all viewers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from functools import lru_cache

from sekampadi.domain.ikm import HasilIkm, round_half_up
from sekampadi.domain.periode import ZONA
from sekampadi.domain.survei.responden import Kelompok
from sekampadi.i18n import format_angka, format_jam, format_tanggal, t
from sekampadi.web.ui.states.shown import Shown


@dataclass(frozen=True)
class SelView:
    """A cell of a grouping."""

    label: str
    orang: str
    persen: str


@dataclass(frozen=True)
class Grafik:
    """A grouping of respondents: numbers for the pie, lines for the table, a sentence for everyone."""

    nilai: list[int] = field(default_factory=list)
    persen: list[str] = field(default_factory=list)
    baris: list[SelView] = field(default_factory=list)
    kalimat: str = ""


@dataclass(frozen=True)
class Nilai(Shown):
    """An index in words and figures; empty texts without answers."""

    n: str = ""
    ikm: str = ""
    mutu: str = ""
    kinerja: str = ""
    metode: str = ""


def show_persen(part: int, whole: int) -> str:
    """Write a share with one decimal, ``59,6 %``."""
    return f"{format_angka(round_half_up(Fraction(100 * part, whole), 1))} %" if whole else "–"


def show_waktu(moment: datetime) -> str:
    """Write when figures were read, ``7 Juni 2023 pukul 14.05.09 WIB``."""
    local = moment.astimezone(ZONA)
    return f"{format_tanggal(local.date())} pukul {format_jam(local)} {ZONA.kata}"


def show_nilai(hasil: HasilIkm) -> Nilai:
    """Write an index; "belum ada data" without answers."""
    return Nilai(
        n=format_angka(hasil.n),
        ikm=t("belum ada data") if hasil.nilai is None else format_angka(hasil.nilai),
        mutu=hasil.mutu or "",
        kinerja=hasil.kinerja or "",
        metode=hasil.metode.label,
    )


def show_grafik(groups: Mapping[str, Mapping[str, int]]) -> list[Grafik]:
    """Write the four groupings, in the order of :class:`Kelompok`.

    One list for all who see the same counts, not to be changed.
    """
    return _show_counts(tuple(tuple(groups[k][c.value] for c in k.cells) for k in Kelompok))


@lru_cache(maxsize=256)
def _show_counts(counts: tuple[tuple[int, ...], ...]) -> list[Grafik]:
    result = []
    for kelompok, values in zip(Kelompok, counts, strict=True):
        total = sum(values)
        cells = list(zip(kelompok.cells, values, strict=True))
        rows = [SelView(t(c.label), format_angka(n), show_persen(n, total)) for c, n in cells]
        most, many = max(cells, key=lambda cell: cell[1])
        sentence = (
            t(
                "Terbanyak: {label}, {orang} dari {total} orang ({persen}).",
                label=t(most.label),
                orang=format_angka(many),
                total=format_angka(total),
                persen=show_persen(many, total),
            )
            if total
            else t("Belum ada data.")
        )
        result.append(Grafik(list(values), [row.persen for row in rows], rows, sentence))
    return result
