"""Blok: a piece of an annual report without a heading, which both forms place where they want it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sekampadi.reports.model import Chart, Photo, Section, Table


@dataclass(frozen=True, slots=True)
class Blok:
    """Paragraphs, then tables, charts and photos in the order in which they are read.

    ``penutup`` are paragraphs beneath them, what a person adds for one; ``tanda`` are the lines of a
    signature, beneath all.
    """

    text: tuple[str, ...] = ()
    isi: tuple[Table | Chart | Photo, ...] = ()
    penutup: tuple[str, ...] = ()
    tanda: tuple[str, ...] = ()

    @property
    def kosong(self) -> bool:
        """Whether it says nothing: its heading is left out, too."""
        return not (self.text or self.isi or self.penutup or self.tanda)

    def under(self, title: str, level: int) -> list[Section]:
        """Return it as a section; what stands beneath its tables as others without one."""
        found = [Section(title, tuple(x.kunci for x in self.isi), self.text, level)]
        if self.penutup:
            found.append(Section("", (), self.penutup, level))
        if self.tanda:
            found.append(Section("", (), self.tanda, level, signed=True))
        return found


def join(blok: Iterable[Blok]) -> Blok:
    """Return several blocks as one."""
    each = list(blok)
    return Blok(
        tuple(p for b in each for p in b.text),
        tuple(x for b in each for x in b.isi),
        tuple(p for b in each for p in b.penutup),
        tuple(p for b in each for p in b.tanda),
    )
