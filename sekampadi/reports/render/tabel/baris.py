"""What stands beside what on paper: short, narrow tables share a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sekampadi.reports.model import Chart, Photo, Report, Section, Table
from sekampadi.reports.render.tabel.lebar import natural_width

GAP: Final = 14.0
"""Points between what stands side by side."""
_SHORT: Final = 12
"""Lines up to which a table may stand beside another one."""

_PAIRS: Final = 4
"""Rows of short tables that a page has room for."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A table or chart with its heading, empty where the section's says the same."""

    judul: str
    item: Table | Chart
    width: float  # points it may take


def rows_of(report: Report, section: Section, width: float) -> list[tuple[Placed, ...]]:
    """Return the rows of a section, each so many points wide; a half row leaves the rest empty."""
    alone = len(section.isi) == 1 and bool(section.title) and not section.text
    half = (width - GAP) / 2
    rows: list[tuple[Placed, ...]] = []
    for found in map(report.find, section.isi):
        if isinstance(found, Photo):
            raise ValueError(f"{found.kunci}: photos are for books")
        item = found.on_paper if isinstance(found, Table) else found
        said = bool(section.title) and item.title.startswith(section.title)
        said |= report.title.casefold().startswith(item.title.casefold())
        if isinstance(item, Table):
            said |= item.title == item.columns[0]  # its first heading says it
        judul = "" if alone or said else item.title
        narrow = (
            isinstance(item, Table) and len(item.rows) <= _SHORT and natural_width(item) <= half
        )
        placed = Placed(judul, item, half if narrow else width)
        if narrow and rows and len(rows[-1]) == 1 and rows[-1][0].width == half:
            rows[-1] = (*rows[-1], placed)
        else:
            rows.append((placed,))
    return rows


def stay_together(rows: Sequence[tuple[Placed, ...]], width: float) -> bool:
    """Whether the rows of a section stand on one page: several, of nothing but short tables."""
    return 1 < len(rows) <= _PAIRS and all(row[0].width < width for row in rows)
