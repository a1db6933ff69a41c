"""What a long document counts and lists: chapters, tables, figures, each with a name to lead to."""

from dataclasses import dataclass
from typing import Final

from sekampadi.i18n import t
from sekampadi.reports.model import Chart, Photo, Report, Section, Table
from sekampadi.reports.render.tabel.baris import GAP
from sekampadi.reports.render.tabel.lebar import picture_size

CONTENTS: Final = t("Daftar Isi")
TABLES: Final = t("Daftar Tabel")
FIGURES: Final = t("Daftar Gambar")
_TABLES_KEY, _FIGURES_KEY = "_Toc4001", "_Toc4002"
_DEEPEST: Final = 3
_PHOTO_TALL: Final = 210.0
"""Points that a photo is tall at the most: one that was taken upright, too, leaves room for others."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list."""

    key: str  # the name of the place it leads to, once in the document
    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Counted:
    """A table, chart or photo in its place."""

    item: Table | Chart | Photo
    number: int  # among those of its kind
    key: str

    @property
    def kind(self) -> str:
        """What it is called, which is the name of its sequence in Word, too."""
        return t("Tabel") if isinstance(self.item, Table) else t("Gambar")

    @property
    def caption(self) -> str:
        """Its line, above a table and beneath a chart or a photo."""
        return f"{self.kind} {self.number}. {self.item.title}"


@dataclass(frozen=True, slots=True)
class BookPart:
    """A section in its place."""

    section: Section
    key: str
    items: tuple[Counted, ...]
    level: int
    opens: bool  # whether it begins on a new page
    first: bool  # whether arabic numbers begin with it

    @property
    def rows(self) -> tuple[tuple[Counted, ...], ...]:
        """What it holds, two photos in a row side by side and all else by itself."""
        found: list[tuple[Counted, ...]] = []
        for counted in self.items:
            last = found[-1] if found else ()
            if (
                isinstance(counted.item, Photo)
                and len(last) == 1
                and isinstance(last[0].item, Photo)
            ):
                found[-1] = (*last, counted)
            else:
                found.append((counted,))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Plan:
    """A long document in its order."""

    parts: tuple[BookPart, ...]
    roman: bool  # whether pages stand before the one with the number 1

    def lists(self) -> tuple[tuple[Entry | None, tuple[Entry, ...]], ...]:
        """Return what stands beneath the heading of the contents: lists, and what each is headed.

        The first has no heading of its own. A list without lines is left out.
        """
        tables, figures = self._items(Table), self._items(Chart, Photo)
        heads = (Entry(_TABLES_KEY, TABLES), Entry(_FIGURES_KEY, FIGURES))
        more = tuple((h, x) for h, x in zip(heads, (tables, figures), strict=True) if x)
        contents: list[Entry] = []
        for part in self.parts:
            if part.section.title:
                contents.append(Entry(part.key, part.section.title, part.level))
            if part.section.contents:
                contents += [head for head, _ in more]
        return ((None, tuple(contents)), *more)

    def in_front(self, key: str) -> bool:
        """Whether a place lies on a page with a roman number."""
        if not self.roman:
            return False
        front: set[str] = set()
        for part in self.parts:
            if part.first:
                break
            front |= {part.key, *(counted.key for counted in part.items)}
            front |= {_TABLES_KEY, _FIGURES_KEY} if part.section.contents else set()
        return key in front

    def _items(self, *kinds: type[Table | Chart | Photo]) -> tuple[Entry, ...]:
        return tuple(
            Entry(counted.key, counted.caption)
            for part in self.parts
            for counted in part.items
            if isinstance(counted.item, kinds)
        )


def plan_of(report: Report) -> Plan:
    """Count what stands in a long document; what stands in it twice is counted twice."""
    parts: list[BookPart] = []
    counts = {Table: 0, Chart: 0}
    roman = any(section.contents for section in report.parts)
    listed = begun = False
    for at, section in enumerate(report.parts, start=1):
        opens = section.level == 1 and bool(section.title)
        first = not begun and (listed and opens if roman else True)
        begun |= first
        listed |= section.contents
        items: list[Counted] = []
        for found in map(report.find, section.isi):
            kind = Table if isinstance(found, Table) else Chart
            counts[kind] += 1
            item = found.on_paper if isinstance(found, Table) else found
            key = f"_Toc{2 if kind is Table else 3}{counts[kind]:03}"
            items.append(Counted(item, counts[kind], key))
        level = min(max(section.level, 1), _DEEPEST)
        parts.append(BookPart(section, f"_Toc1{at:03}", tuple(items), level, opens, first))
    return Plan(tuple(parts), roman)


def photo_size(photo: Photo, width: float) -> tuple[float, float]:
    """Return how wide and tall a photo is, in points, that has half of so many across."""
    return picture_size(photo, ((width - GAP) / 2, _PHOTO_TALL))


def roman_number(number: int) -> str:
    """Write a number of a page before the first chapter: ``iv``."""
    found = ""
    for value, letters in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):  # fmt: skip
        found += letters * (number // value)
        number %= value
    return found
