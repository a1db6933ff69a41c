"""Small cells: a report tells of no handful of people who they are, unless its caller asks for it by name."""

from collections.abc import Mapping
from enum import Enum, auto

from sekampadi.domain.laporan.lindung import hidden_parts
from sekampadi.i18n import t

Groups = Mapping[str, Mapping[str, int | None]]
"""People per cell of each grouping; None for a hidden cell."""


HIDDEN_MARK = "*"
"""What stands in a hidden cell: another mark than that of what nobody knows, as here there are answers."""


class SmallCells(Enum):
    """What becomes of the cells with fewer than five people."""

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
    # What was hidden before may be a single person.
    hidden = hidden_parts({c: 1 if v is None else v for c, v in cells.items()})
    return {c: None if c in hidden else v for c, v in cells.items()}


def hidden_notes(groups: Groups) -> tuple[str, ...]:
    """Say what the mark means where a cell is hidden."""
    if all(v is not None for cells in groups.values() for v in cells.values()):
        return ()
    return (
        t(
            "Tanda {tanda} : ada angkanya, tetapi disembunyikan untuk menjaga kerahasiaan responden",
            tanda=HIDDEN_MARK,
        ),
    )
