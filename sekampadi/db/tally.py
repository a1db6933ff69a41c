"""Tally: a page deep in a long table, found by counting its lines value by value.

A database reaches the hundred-thousandth line of an order by sorting and stepping over all before
it. A column of answers holds few values, though (four scores, six hundred layanan, a few thousand
days): one pass counts the lines of each, which gives the total as well, and tells in which values
the page lies. Only these are looked into, in the order of the ids, in which the lines lie anyway.
A whole table is read in the same way, value after value.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, func, select, union_all
from sqlmodel import Session

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Few:
    """An order whose column, of the main table, holds few different values, and never NULL.

    ``places`` says of each value its place in the order, which several values may share; None when
    the values are in order themselves.
    """

    value: ColumnElement[Any]
    places: Select[tuple[Any, int]] | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Lines between which the order makes no difference: their ids decide."""

    values: tuple[Any, ...]
    n: int


@dataclass(frozen=True, slots=True)
class Part:
    """What a page takes of neighbouring groups."""

    values: tuple[Any, ...]  # of the groups
    n: int  # lines of the groups
    skip: int  # lines before; 0 for more than one group
    take: int  # lines of the page; all for more than one group

    @property
    def whole(self) -> bool:
        """Whether the page takes all lines."""
        return self.take == self.n


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a table, in an order of few values."""

    id: ColumnElement[int]
    main: FromClause
    few: Few
    where: Sequence[Condition]


def count_groups(session: Session, lines: Lines) -> list[Group]:
    """Count the lines of each value, smallest first."""
    few = lines.few
    # Coalesced with itself a column has no index: in the order of one, SQLite would fetch every
    # line from another place of the file, four times as slow as reading it from end to end.
    value = func.coalesce(few.value, few.value)
    counted = select(value.label("g"), func.count().label("n")).select_from(lines.main)
    counted = counted.where(*lines.where).group_by(value)
    if few.places is None:
        found = session.connection().execute(counted.order_by(value)).all()
        return [Group((g,), n) for g, n in found]
    t, p = counted.subquery("t"), few.places.subquery("p")
    ranked = select(p.c[1], t.c.g, t.c.n).join_from(t, p, p.c[0] == t.c.g).order_by(p.c[1])
    rows = session.connection().execute(ranked).all()
    return [
        Group(tuple(r[1] for r in same), sum(r[2] for r in same))
        for _, equal in groupby(rows, key=lambda r: r[0])
        for same in [list(equal)]
    ]


def find_parts(groups: Sequence[Group], offset: int, length: int) -> list[Part]:
    """Tell where a page lies: three parts at most, as only the first and last group can be cut."""
    parts: list[Part] = []
    begin, end, seen = offset, offset + length, 0
    for group in groups:
        first, last = max(begin, seen), min(end, seen + group.n)
        if first < last:
            part = Part(group.values, group.n, first - seen, last - first)
            before = parts[-1] if parts else None
            if before is not None and before.whole and part.whole:
                n = before.n + part.n
                parts[-1] = Part(before.values + part.values, n, 0, n)
            else:
                parts.append(part)
        seen += group.n
    return parts


def join_groups(groups: Sequence[Group], most: int) -> list[Group]:
    """Put neighbouring groups together as long as they have no more lines than so many."""
    joined: list[Group] = []
    for group in groups:
        if joined and joined[-1].n + group.n <= most:
            before = joined.pop()
            joined.append(Group(before.values + group.values, before.n + group.n))
        else:
            joined.append(group)
    return joined


def _ids(lines: Lines, part: Part, *, descending: bool) -> Select[Any]:
    ids = select(lines.id.label("i")).select_from(lines.main)
    ids = ids.where(*lines.where, lines.few.value.in_(part.values))
    if part.whole:
        return ids
    # From whichever end is nearer: fewer lines to step over.
    rest = part.n - part.skip - part.take
    turned = rest < part.skip
    order = lines.id.desc() if descending != turned else lines.id
    cut = ids.order_by(order).offset(rest if turned else part.skip).limit(part.take)
    return select(cut.subquery().c.i)


def among(lines: Lines, parts: Sequence[Part], *, descending: bool) -> Condition:
    """Return the condition that a line is in one of these parts."""
    selects = [_ids(lines, part, descending=descending) for part in parts]
    return lines.id.in_(union_all(*selects) if len(selects) > 1 else selects[0])


def places_of(groups: Sequence[Group]) -> dict[Any, int]:
    """Return the place of each value in the order."""
    return {value: at for at, group in enumerate(groups) for value in group.values}
