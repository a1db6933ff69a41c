"""Small cells: a report tells of no handful of people who they are, unless its caller asks for it by name."""

from collections.abc import Mapping
from enum import Enum, auto

from sekampadi.i18n import t
from sekampadi.services.laporan.figures import PUBLIC_MIN

Groups = Mapping[str, Mapping[str, int | None]]
"""People per cell of each grouping; None for a hidden cell."""


class SmallCells(Enum):
    """What becomes of the cells with fewer people than :data:`PUBLIC_MIN`."""

    HIDDEN = auto()
    SHOWN = auto()
    """Its readers may read single answers; or what is to be hidden was decided before, and is None."""


def visible(groups: Groups, small_cells: SmallCells) -> Groups:
    """Return the cells that a report prints.

    What is published is decided jointly instead (:mod:`sekampadi.services.publik.publik`).
    """
    if small_cells is SmallCells.SHOWN:
        return groups
    return {kelompok: _hide(cells) for kelompok, cells in groups.items()}


def _hide(cells: Mapping[str, int | None]) -> dict[str, int | None]:
    known = {c: v for c, v in cells.items() if v is not None and v >= PUBLIC_MIN}
    if known and len(known) == len(cells) - 1:
        # The total minus the others would give a single hidden one away: the next goes with it.
        del known[min(known, key=lambda c: known[c])]
    return {c: known.get(c) for c in cells}


def hidden_notes(groups: Groups) -> tuple[str, ...]:
    """Say what the dash means where a cell is hidden."""
    if all(v is not None for cells in groups.values() for v in cells.values()):
        return ()
    return (t("Tanda – : tidak ditampilkan untuk menjaga kerahasiaan responden"),)
