"""Listing: search, filter, sort, count, slice -> ``Page[R]``, for every table of the admin pages.

A :class:`Source` binds the keys of a :class:`~sekampadi.domain.tabel.TableSpec` to SQL. A page
is two statements: one counts (with and without the filters), one slices. Conditions speak of the
main table alone (other tables by a subquery), so that counting needs no joins. How a long table is
read is said by :mod:`sekampadi.db.long`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, FromClause, RowMapping, Select, func, or_, select, tuple_
from sqlmodel import Session

from sekampadi.db.long import (
    Condition,
    Long,
    Slice,
    count_some,
    ids_by_groups,
    ids_by_many_names,
    ids_by_names,
    ids_in_order,
    ids_located,
    ids_of_keys,
    iter_ids,
    keys_at_once,
)
from sekampadi.domain.tabel import Column, Page, TableQuery, nearest_page

R = TypeVar("R")


Statement = Select[*tuple[Any, ...]]
Match = Callable[[ColumnElement[Any]], Condition]
"""Makes the condition "contains the word" for a text expression."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rows of a table come from.

    Args:
        id: the number that names a row, unique; also breaks ties of the order.
        main: the table that is counted.
        full: the main table joined with all that the columns need.
        columns: column key -> expression.
        base: what always holds: the boundary, and what the table is about.
        filters: filter key -> maker of its condition.
        sort: column key -> what to sort by, where that is not the column itself; never null.
        search: column key -> maker of the condition, where the column lies in another table.
        tie: what decides between lines that an order does not tell apart, before the id.
        long: how it is read when it is a long table.
    """

    id: ColumnElement[int]
    main: FromClause
    full: FromClause
    columns: Mapping[str, ColumnElement[Any]]
    base: tuple[Condition, ...] = ()
    filters: Mapping[str, Callable[[str], Condition]] = field(default_factory=dict)
    sort: Mapping[str, ColumnElement[Any]] = field(default_factory=dict)
    search: Mapping[str, Callable[[Match], Condition]] = field(default_factory=dict)
    tie: tuple[ColumnElement[Any], ...] = ()
    long: Long | None = None


def _matcher(session: Session, word: str) -> Match:
    pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    # SQLite's LIKE takes large and small letters for the same; ``ilike`` there would first make
    # a small-lettered copy of every row.
    if session.get_bind().dialect.name == "sqlite":
        return lambda column: column.like(pattern, escape="\\")
    return lambda column: column.ilike(pattern, escape="\\")


def _searched(columns: tuple[Column, ...]) -> frozenset[str]:
    return frozenset(c.key for c in columns if c.searchable)


def conditions(
    session: Session, source: Source, columns: tuple[Column, ...], query: TableQuery
) -> list[Condition]:
    """Return the conditions of the filters and of the search in the columns, without the base."""
    found = [source.filters[key](value) for key, value in query.filters.items()]
    searchable = sorted(_searched(columns))
    for word in query.search.split() if searchable else ():
        match = _matcher(session, word)
        found.append(
            or_(
                *(
                    source.search[key](match)
                    if key in source.search
                    else match(source.columns[key])
                    for key in searchable
                )
            )
        )
    return found


def _order(source: Source, query: TableQuery) -> ColumnElement[Any]:
    return source.sort.get(query.sort_key, source.columns[query.sort_key])


def _rows(source: Source, columns: tuple[Column, ...]) -> Statement:
    return select(
        source.id.label("id"), *(source.columns[c.key].label(f"c_{c.key}") for c in columns)
    ).select_from(source.full)


def count_rows(session: Session, source: Source, where: list[Condition]) -> tuple[int, int]:
    """Count with and without conditions, in one statement."""
    counted = select(func.count()).select_from(source.main).where(*source.base)
    if not where:
        n = session.connection().execute(counted).scalar_one()
        return n, n
    row = (
        session.connection()
        .execute(select(counted.where(*where).scalar_subquery(), counted.scalar_subquery()))
        .one()
    )
    return row[0], row[1]


def count_all(
    session: Session, source: Source, columns: tuple[Column, ...], query: TableQuery
) -> int:
    """Count the lines of a query, however many: for a file, which says how far it is."""
    if source.long is None:
        return count_rows(session, source, conditions(session, source, columns, query))[0]
    searched = _searched(columns)
    located = source.long.locate(session, query, searched)
    if located is not None:
        return located.total
    lines = source.long.lines(session, query, searched, None)
    counted = select(func.count()).select_from(lines.main).where(*lines.where)
    return session.connection().execute(counted).scalar_one()


def read_page(
    session: Session,
    source: Source,
    columns: tuple[Column, ...],
    query: TableQuery,
    row: Callable[[RowMapping], R],
) -> Page[R]:
    """Read one page, at most the last; ``row`` is given ``id`` and a ``c_<key>`` per column."""
    if source.long is not None:
        page = _page_of_long(session, source, source.long, columns, query)
        return replace(page, rows=tuple(map(row, page.rows)))
    where = conditions(session, source, columns, query)
    total, overall = count_rows(session, source, where)
    number = nearest_page(query.page, total, query.size)
    order = (_order(source, query), *source.tie, source.id)
    statement = (
        _rows(source, columns)
        .where(*source.base, *where)
        .order_by(*(c.desc() if query.descending else c for c in order))
        .offset((number - 1) * query.size)
        .limit(query.size)
    )
    lines = session.connection().execute(statement).mappings()
    return Page(tuple(map(row, lines)), total, overall, number, query.size)


def read_after(
    session: Session,
    source: Source,
    columns: tuple[Column, ...],
    query: TableQuery,
    key: Sequence[ColumnElement[Any]],
    *,
    after: tuple[Any, ...] | None,
    take: int,
) -> list[RowMapping]:
    """Read the next lines in the order of a key, for programs that go through a table part by part.

    Args:
        key: what together names a line; each of its values stands in the line as ``k0``, ``k1``, ...
        after: the key of the last line that was read, of which nothing need be there any more; None
            begins at the first.
    """
    statement = (
        _rows(source, columns)
        .add_columns(*(c.label(f"k{at}") for at, c in enumerate(key)))
        .where(*source.base, *conditions(session, source, columns, query))
        .order_by(*key)
        .limit(take)
    )
    if after is not None:
        statement = statement.where(tuple_(*key) > after)
    return list(session.connection().execute(statement).mappings())


def _rows_of(
    session: Session, source: Source, columns: tuple[Column, ...], ids: list[int]
) -> list[RowMapping]:
    """Read lines by their ids, in the order of these."""
    if not ids:
        return []
    statement = _rows(source, columns).where(source.id.in_(ids))
    found = {m["id"]: m for m in session.connection().execute(statement).mappings()}
    return [found[i] for i in ids]


def _page_of_long(
    session: Session,
    source: Source,
    long: Long,
    columns: tuple[Column, ...],
    query: TableQuery,
) -> Page[Any]:
    searched, down = _searched(columns), query.descending
    lines = long.lines(session, query, searched, None)
    located = long.locate(session, query, searched)
    cut = None if located is None else located.cut
    groups = (long.groups(session, query) or None) if cut is None else None
    by_day = groups is not None and len(groups) == 1
    at_once = by_day and located is None
    found = keys_at_once(session, lines, long.reach, down=down) if at_once else None
    if located is not None:
        total = located.total
    else:
        total = count_some(session, lines, long.reach) if found is None else len(found)
    more = located is None and total > long.reach
    total = long.reach if more else total
    few = not more and total <= long.reach  # so few are put in order at once
    near = few or by_day or located is not None
    reach = None if cut is not None else long.reach if near else long.reach_sorted
    number = nearest_page(query.page, total, query.size, reach)
    offset = (number - 1) * query.size
    part = Slice((), offset, max(0, min(query.size, total - offset)))
    ids: list[int] = []
    if not part.take:
        pass
    elif found is not None:
        ids = ids_of_keys(session, lines, found[offset : offset + part.take])
    elif cut is not None:
        ids = ids_located(session, lines, cut, _order(source, query), part, down=down)
    elif groups is None or (few and not by_day and groups[0].layanan_ids is None):
        ids = ids_in_order(session, lines, _order(source, query), part, down=down)
    elif groups[0].layanan_ids is None:
        ids = ids_by_groups(session, lines, groups, part, down=down)
    elif few:
        ids = ids_by_names(session, lines, groups, part, down=down)
    else:
        ids = ids_by_many_names(
            session,
            partial(long.lines, session, query, searched),
            groups,
            part,
            down=down,
        )
    rows = tuple(_rows_of(session, source, columns, ids))
    overall, overall_more = _overall(session, long, query)
    return Page(rows, total, overall, number, query.size, more, overall_more, reach)


def _overall(session: Session, long: Long, query: TableQuery) -> tuple[int, bool]:
    """Count without search and filters; tell whether there are more."""
    every = replace(query, search="", sort="", filters=long.always(query.filters))
    located = long.locate(session, every, frozenset())
    if located is not None:
        return located.total, False
    n = count_some(session, long.lines(session, every, frozenset(), None), long.reach)
    return min(n, long.reach), n > long.reach


def _gathered(parts: Iterator[list[int]], chunk: int) -> Iterator[list[int]]:
    """Put small parts together: hundreds of names with few lines each are few chunks of lines."""
    held: list[int] = []
    for ids in parts:
        held += ids
        while len(held) >= chunk:
            yield held[:chunk]
            held = held[chunk:]
    if held:
        yield held


def read_all(
    session: Session,
    source: Source,
    columns: tuple[Column, ...],
    query: TableQuery,
    *,
    chunk: int = 2000,
) -> Iterator[list[RowMapping]]:
    """Read every line in the order asked for, chunk by chunk, each beginning after the last line.

    Nothing is skipped by counting, so the thousandth chunk costs as much as the first. The session
    stays open until the end, so that all chunks see the same moment.
    """
    order, down = _order(source, query), query.descending
    if source.long is not None:
        long, searched = source.long, _searched(columns)
        groups = long.groups(session, query) or None
        lines_of = partial(long.lines, session, query, searched)
        for ids in _gathered(
            iter_ids(session, lines_of, order, groups, down=down, chunk=chunk), chunk
        ):
            yield _rows_of(session, source, columns, ids)
        return
    where = conditions(session, source, columns, query)
    key = (order, *source.tie, source.id)
    statement = (
        _rows(source, columns)
        .add_columns(*(c.label(f"k{at}") for at, c in enumerate(key)))
        .where(*source.base, *where)
        .order_by(*(c.desc() if down else c for c in key))
        .limit(chunk)
    )
    rest = statement
    while found := list(session.connection().execute(rest).mappings()):
        yield found
        if len(found) < chunk:
            return
        place, last = tuple_(*key), tuple(found[-1][f"k{at}"] for at in range(len(key)))
        rest = statement.where(place < last if down else place > last)
