"""On which page of a Word file something will stand, told without Word.

Word shows the numbers that a file brings until its reader updates them, so they have to be near
the truth. Heights are added up as Word does it: lines by our own measure, rows of tables whole,
what is kept with the next moved along. A page more or less over fifty is what to expect;
LibreOffice works them out anew whenever it opens the file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sekampadi.reports.render.fonts import BOLD, REGULAR, wrap_text
from sekampadi.reports.render.tabel.aksara import readable

STRETCH: Final = 1.0
"""How wide the letters of Word are, to those we measure: it has the same typeface with it."""
LEADING: Final = 1.2
"""How tall a line is, to the size of its letters."""
LOOSE: Final = 1.15
"""How far apart the lines of running text are, to those of a table."""

Box = tuple[float, bool]
"""Points of what no page parts, and whether it stays on the page of the next one."""


@dataclass(frozen=True, slots=True)
class _Unparted:
    """What is not parted, with the points it needs and those around it that it can do without."""

    height: float
    key: str
    again: float
    before: float
    after: float


class Pages:
    """Pages being filled from top to bottom.

    Args:
        tall: points of a page that may be written on.
        wide: and across.
    """

    def __init__(self, tall: float, wide: float) -> None:
        self.tall = tall
        self.wide = wide
        self.page = 1
        self.places: dict[str, int] = {}
        """On which page each bookmark stands."""
        self._y = 0.0
        self._broken = False  # whether a page has begun by itself
        self._below = 0.0  # points beneath what was written last
        self._waiting: list[_Unparted] = []

    def turn(self, page: int = 0) -> None:
        """Begin a new page, with another number where one is given."""
        self._settle()
        self.page = page or self.page + 1
        self._y, self._broken, self._below = 0.0, False, 0.0

    def add(
        self,
        height: float,
        *,
        keep: bool = False,
        key: str = "",
        again: float = 0,
        before: float = 0,
        after: float = 0,
    ) -> None:
        """Add something that is not parted.

        Args:
            keep: whether it stays on the page of what comes next.
            key: a bookmark in it.
            again: points of what is repeated above it on a new page.
            before: points of room above it, which a page that begins by itself does not have.
            after: points of room beneath it, which a page that ends may lack.
        """
        self._waiting.append(_Unparted(height, key, again, before, after))
        if not keep:
            self._settle()

    def write(
        self,
        text: str,
        size: float,
        *,
        bold: bool = False,
        before: float = 0,
        after: float = 4,
        spread: float = LOOSE,
        room: float = 0,
        keep: bool = False,
        key: str = "",
    ) -> float:
        """Add a paragraph, and return how tall it is; neither its first nor its last line stands alone."""
        words = readable(text)[0]
        lines = wrap_text(
            words, BOLD if bold else REGULAR, size * STRETCH, (room or self.wide) - 0.5
        )
        count, whole = len(lines), 0.0
        for at in range(count):
            tall, above = size * LEADING * spread, 0 if at else before
            below = after if at == count - 1 else 0
            whole += tall + above + below
            guarded = at in {0, count - 2} and count > 1
            last = at == count - 1
            own = "" if at else key
            self.add(tall, keep=keep or (guarded and not last), key=own, before=above, after=below)
        return whole

    def rows(self, boxes: Sequence[Box]) -> None:
        """Add a table, its head first: that is repeated on each page."""
        for at, (tall, keep) in enumerate(boxes):
            self.add(tall, keep=keep, again=boxes[0][0] if at else 0)

    def _settle(self) -> None:
        """Put what waits on this page, or on the next one if it has room there only."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        whole, below = 0.0, self._below
        for line in waiting:
            whole += max(0.0, line.before - below) + line.height + line.after
            below = line.after
        if self._y and self._y + whole - below > self.tall >= whole - below:
            self._break(waiting[0].again)
        for line in waiting:
            # Of the room beneath one and that above the next, the larger one is left.
            above = max(0.0, line.before - self._below)
            if self._y and self._y + above + line.height > self.tall:
                self._break(line.again)
            self._y += line.height + line.after + (0 if self._broken else above)
            self._broken, self._below = False, line.after
            if line.key:
                self.places[line.key] = self.page

    def _break(self, again: float) -> None:
        self.page += 1
        self._y = again
        self._broken = True
