"""What a stranger can work out of respondent cells: a network in which hidden cells are free flows.

People flow from the province's total down the tree of UPP to the cells of each UPP, and through the
cells of the nodes above back again. Each sum that a stranger knows is a place where as much comes
as goes; each shown figure is a fixed flow, each hidden one may be anything from 0. A hidden figure
is determined exactly when it can neither grow nor shrink, that is when no other way closes a circle
with it. The bound of 0 is in that, because a flow of nobody cannot shrink.

One grouping a network is exact for all of them together: moving one person of any hidden cell
between two hidden nodes of the same sum changes their numbers of answers without touching any
shown cell, so that what one grouping needs the others can follow.
"""

from collections.abc import Iterator, Mapping, Sequence, Set

from sekampadi.domain.publik.pohon import Pohon

Sel = tuple[str, int]
"""A cell: the key of its node and its place in the grouping."""

_Titik = tuple[str, int]
"""A place of the network: the sum of a node (-1) or of one of its cells."""

_LUAR: _Titik = ("", -1)
"""Where people come from and go to."""


class Jaring:
    """The network of one grouping, over the people per cell of every node that has cells."""

    def __init__(
        self,
        pohon: Pohon,
        tampil: Set[str],
        nilai: Mapping[str, Sequence[int]],
        terlihat: Set[Sel],
    ) -> None:
        self._ways: dict[_Titik, list[_Titik]] = {_LUAR: []}
        self._ends: dict[Sel, tuple[_Titik, _Titik]] = {}
        hidden, open_ = pohon.tertutup(tampil), pohon.berlubang(tampil)
        for kunci, cells in nilai.items():
            induk = pohon.simpul[kunci].induk
            if kunci in open_:
                above = _LUAR if induk is None else (induk, -1)
                self._add(above, (kunci, -1), hidden[kunci])
            parts = any(a in nilai for a in pohon.anak[kunci])
            for c, people in enumerate(cells):
                below = (kunci, c) if parts else (kunci, -1)
                ends = (below, _LUAR if induk is None else (induk, c))
                if (kunci, c) not in terlihat:
                    self._ends[kunci, c] = ends
                    self._add(*ends, people)

    def _add(self, a: _Titik, b: _Titik, flow: int) -> None:
        self._ways.setdefault(a, []).append(b)
        back = self._ways.setdefault(b, [])
        if flow > 0:
            back.append(a)

    def is_determined(self, sel: Sel, people: int) -> bool:
        """Whether the people of a hidden cell follow from what is shown."""
        a, b = self._ends[sel]
        return not self._leads(b, a) and (people == 0 or not self._leads(a, b))

    def _leads(self, start: _Titik, goal: _Titik) -> bool:
        """Whether a way leads from ``start`` to ``goal`` other than straight: it has two steps or more."""
        seen, ahead = {start}, [start]
        while ahead:
            here = ahead.pop()
            for there in self._ways[here]:
                if there == goal:
                    if here != start:
                        return True
                elif there not in seen:
                    seen.add(there)
                    ahead.append(there)
        return False


def sensitive(nilai: Mapping[str, Sequence[int]], most: int) -> Iterator[Sel]:
    """List the cells with people, but at most so many."""
    for kunci in sorted(nilai):
        for c, people in enumerate(nilai[kunci]):
            if 0 < people <= most:
                yield kunci, c
