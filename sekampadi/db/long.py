"""Long tables: a page of ten million lines, found without reading what lies before it.

An order puts lines into groups that it does not tell apart (four scores, six hundred layanan); within
a group the day decides, then the id, and that order has an index. Where the counters know all that is
asked, they tell exactly in which group and on which days a page lies. Where they do not (a search,
a mark), lines are counted up to :data:`REACH`: so many are put in order at once, and of more than that
the first ones are found group by group, as far as the last page that is shown by its number.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, func, literal, select, tuple_
from sqlmodel import Session

from sekampadi.domain.tabel import REACH, REACH_SORTED, TableQuery

logger = logging.getLogger(__name__)

Condition = ColumnElement[bool]
Searched = frozenset[str]
"""The keys of the columns that are searched."""


class CountersDisagreeError(LookupError):
    """The counters of months and those of days tell different numbers."""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that an order does not tell apart.

    Args:
        where: which lines; None for all, or for those of some layanan.
        counters: the counters that together know how many.
        layanan_ids: the layanan they belong to; None when that is not what the order is about.
    """

    where: Condition | None = None
    counters: tuple[str, ...] = ("n",)
    layanan_ids: frozenset[int] | None = None

    def among(self, layanan_id: ColumnElement[int]) -> tuple[Condition, ...]:
        """Return the conditions of the group, given the column of a line's layanan."""
        if self.layanan_ids is not None:
            return (layanan_id.in_(sorted(self.layanan_ids)),)
        return () if self.where is None else (self.where,)


@dataclass(frozen=True, slots=True)
class Slice:
    """What a page takes of some lines of a group, in the order of the page."""

    where: tuple[Condition, ...]
    skip: int
    take: int


Cut = Callable[[int, int, bool], list[Slice]]
"""Tells where lines lie, given how many to pass over, how many to take and whether the largest comes
first; raises :class:`CountersDisagreeError` where the counters contradict each other."""


@dataclass(frozen=True, slots=True)
class Located:
    """What the counters know of a query.

    Args:
        total: how many lines it has.
        cut: finds its pages; None when the counters do not know the order.
    """

    total: int
    cut: Cut | None


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a query.

    Args:
        id: the number that names a line.
        main: where they are.
        where: which of them.
        key: what lines of one group are put in order by, the id last.
        layanan_id: of a line, the layanan by whose name it may be put in order.
        counted: what has to be joined to count them, ``main`` or less.
        at_once: the number by whose value ``key`` puts them in order, where finding the lines costs so
            much more than reading them that they are counted and put in order in one go.
    """

    id: ColumnElement[int]
    main: FromClause
    where: tuple[Condition, ...]
    key: tuple[ColumnElement[Any], ...]
    layanan_id: ColumnElement[int]
    counted: tuple[FromClause, tuple[Condition, ...]] | None = None
    at_once: ColumnElement[int] | None = None


@dataclass(frozen=True, slots=True)
class Long:
    """How a long table is read.

    Args:
        lines: binds a query, with its search in some columns, to its lines; of some layanan alone
            where these are given.
        groups: the groups of an order, smallest first, without those of which it is known that
            nothing is in them; None for an order that is left to the database.
        locate: asks the counters; None when they do not know all that is asked.
        always: what of some filters is no choice among lines, but what the table is about.
        reach: lines that are counted, and that pages lead to, where the counters know nothing.
        reach_sorted: lines that pages lead to when there are more in another order than the days'.
    """

    lines: Callable[[Session, TableQuery, Searched, frozenset[int] | None], Lines]
    groups: Callable[[Session, TableQuery], Sequence[Group] | None]
    locate: Callable[[Session, TableQuery, Searched], Located | None]
    always: Callable[[Mapping[str, str]], Mapping[str, str]]
    reach: int = REACH
    reach_sorted: int = REACH_SORTED


def count_some(session: Session, lines: Lines, reach: int) -> int:
    """Count lines, but not beyond those within reach and one."""
    main, where = lines.counted or (lines.main, lines.where)
    some = select(literal(1)).select_from(main).where(*where).limit(reach + 1).subquery()
    return session.connection().execute(select(func.count()).select_from(some)).scalar_one()


def keys_at_once(session: Session, lines: Lines, reach: int, *, down: bool) -> list[int] | None:
    """Return the keys of lines in their order, of those within reach and one.

    None where they are better counted first. What the index says is only believed of how many they
    are: :func:`ids_of_keys` looks at the lines themselves.
    """
    if lines.at_once is None or lines.counted is None:
        return None
    main, where = lines.counted
    order = _turned(lines.key, descending=down)
    statement = select(lines.at_once).select_from(main).where(*where).order_by(*order)
    statement = statement.limit(reach + 1)
    return list(session.connection().execute(statement).scalars())


def ids_of_keys(session: Session, lines: Lines, keys: Sequence[int]) -> list[int]:
    """Return the ids of lines by their keys, in the order of these."""
    key = lines.key[0] if lines.at_once is None else lines.at_once
    statement = select(key, lines.id).select_from(lines.main).where(*lines.where, key.in_(keys))
    found = {row[0]: row[1] for row in session.connection().execute(statement)}
    return [found[k] for k in keys if k in found]


def _turned(columns: Sequence[ColumnElement[Any]], *, descending: bool) -> list[Any]:
    return [c.desc() if descending else c for c in columns]


def _ids(
    session: Session, lines: Lines, order: Sequence[ColumnElement[Any]], part: Slice, *, down: bool
) -> list[int]:
    statement = (
        select(lines.id)
        .select_from(lines.main)
        .where(*lines.where, *part.where)
        .order_by(*_turned(order, descending=down))
        .offset(part.skip)
        .limit(part.take)
    )
    return list(session.connection().execute(statement).scalars())


def ids_of_slices(
    session: Session, lines: Lines, slices: Sequence[Slice], *, down: bool
) -> list[int]:
    """Return the ids of what the counters have located, in order."""
    return [i for part in slices for i in _ids(session, lines, lines.key, part, down=down)]


@cache
def warn_of_counters() -> None:
    """Tell who keeps the system, once for each process: every page would say it again."""
    logger.warning("the counters do not agree with the answers: rebuild-rekap mends them")


def ids_located(
    session: Session, lines: Lines, cut: Cut, order: ColumnElement[Any], part: Slice, *, down: bool
) -> list[int]:
    """Return the ids of a page where the counters say that it lies.

    Where these contradict each other or hold more than there is, it is read from the table's start:
    slow, but what is there is shown.
    """
    try:
        slices = cut(part.skip, part.take, down)
    except CountersDisagreeError:
        slices = []
    ids = ids_of_slices(session, lines, slices, down=down)
    if len(ids) == part.take:
        return ids
    warn_of_counters()
    return ids_in_order(session, lines, order, part, down=down)


def ids_in_order(
    session: Session, lines: Lines, order: ColumnElement[Any], part: Slice, *, down: bool
) -> list[int]:
    """Return ids in an order that is left to the database."""
    return _ids(session, lines, (order, *lines.key), part, down=down)


def ids_by_groups(
    session: Session, lines: Lines, groups: Sequence[Group], part: Slice, *, down: bool
) -> list[int]:
    """Return ids in an order, group by group, where nobody knows how many lines a group has."""
    found: list[int] = []
    skip = part.skip
    for group in reversed(groups) if down else groups:
        own = Slice(group.among(lines.layanan_id), skip, part.take - len(found))
        ids = _ids(session, lines, lines.key, own, down=down)
        found += ids
        if len(found) >= part.take:
            break
        if ids:
            skip = 0
        elif skip:
            passed = select(literal(1)).select_from(lines.main).where(*lines.where, *own.where)
            counted = select(func.count()).select_from(passed.limit(skip).subquery())
            skip -= session.connection().execute(counted).scalar_one()
    return found


def ids_by_names(
    session: Session, lines: Lines, groups: Sequence[Group], part: Slice, *, down: bool
) -> list[int]:
    """Return ids in the order of names, of so few lines that all of them can be read."""
    statement = select(lines.id, lines.layanan_id, *lines.key).select_from(lines.main)
    rows = session.connection().execute(statement.where(*lines.where)).all()
    return _in_order_of_names(rows, groups, down=down)[part.skip : part.skip + part.take]


def _in_order_of_names(rows: Sequence[Any], groups: Sequence[Group], *, down: bool) -> list[int]:
    """Put lines in order, of each the id, the layanan and its key; the smallest name comes first."""
    place = {i: at for at, group in enumerate(groups) for i in group.layanan_ids or ()}
    ordered = sorted(rows, key=lambda row: (place[row[1]], *row[2:]), reverse=down)
    return [row[0] for row in ordered]


def _ids_of_names(
    session: Session, lines: Lines, groups: Sequence[Group], room: int, *, down: bool
) -> list[int] | None:
    """Return the first ids of some names in their order; of several None if there is not room for all."""
    if len(groups) == 1:
        return _ids(session, lines, lines.key, Slice((), 0, room), down=down)
    statement = select(lines.id, lines.layanan_id, *lines.key).select_from(lines.main)
    rows = session.connection().execute(statement.where(*lines.where).limit(room + 1)).all()
    return None if len(rows) > room else _in_order_of_names(rows, groups, down=down)


def ids_by_many_names(
    session: Session,
    lines_of: Callable[[frozenset[int]], Lines],
    groups: Sequence[Group],
    part: Slice,
    *,
    down: bool,
) -> list[int]:
    """Return ids in the order of names, where nobody knows how many lines a name has.

    Of one name only as many lines are read as the page leads to. Names with few lines are asked about
    together, as many as are expected to find room; where they do not, half as many are.
    """
    ordered = list(reversed(groups) if down else groups)
    wanted, found = part.skip + part.take, list[int]()
    at, size = 0, 1
    while at < len(ordered) and (room := wanted - len(found)) > 0:
        batch = ordered[at : at + size]
        lines = lines_of(frozenset[int]().union(*(g.layanan_ids or () for g in batch)))
        ids = _ids_of_names(session, lines, batch[::-1] if down else batch, room, down=down)
        if ids is None:
            size = len(batch) // 2
            continue
        found += ids
        at += len(batch)
        # Four fifths of what is expected to fit: half of a guess that fits closely would not.
        fitting = (room - len(ids)) * len(batch) * 4 // (5 * len(ids)) if ids else 2 * len(batch)
        size = max(1, fitting)
    return found[part.skip :]


def iter_ids(
    session: Session,
    lines_of: Callable[[frozenset[int] | None], Lines],
    order: ColumnElement[Any],
    groups: Sequence[Group] | None,
    *,
    down: bool,
    chunk: int,
) -> Iterator[list[int]]:
    """Read the ids of all lines in an order, chunk by chunk, each beginning after the last line.

    ``lines_of`` binds the query to the lines of some layanan, or of all: a search looks through those
    of one name at a time, instead of through all of them for each name.
    """
    own: Sequence[Group] = (Group(),) if groups is None else groups
    for group in reversed(own) if down else own:
        lines = lines_of(group.layanan_ids)
        key = (order, *lines.key) if groups is None else lines.key
        where = group.among(lines.layanan_id)
        statement = (
            select(lines.id.label("i"), *(c.label(f"k{at}") for at, c in enumerate(key)))
            .select_from(lines.main)
            .where(*lines.where, *where)
            .order_by(*_turned(key, descending=down))
            .limit(chunk)
        )
        rest = statement
        while rows := session.connection().execute(rest).all():
            yield [row[0] for row in rows]
            if len(rows) < chunk:
                break
            place, last = tuple_(*key), tuple(rows[-1][1:])
            rest = statement.where(place < last if down else place > last)
