"""Listing: search, filter, sort, count, slice -> ``Page[R]``, for every table of the admin pages.

A :class:`Source` binds the keys of a :class:`~sekampadi.domain.tabel.TableSpec` to SQL. A page
is two statements: one counts (with and without the filters), one slices; a long table's total may
come from elsewhere. Conditions speak of the main table alone (other tables by a subquery), so
that counting needs no joins.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, FromClause, RowMapping, Select, func, or_, select, tuple_
from sqlmodel import Session

from sekampadi.db.tally import (
    Condition,
    Few,
    Lines,
    among,
    count_groups,
    find_parts,
    join_groups,
    places_of,
)
from sekampadi.domain.tabel import Column, Page, TableQuery, nearest_page

_NEAR = 1000
"""Lines from the beginning which, without conditions, are reached quicker step by step."""

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
        lean: every order speaks of the main table alone. The lines of a page are found there
            first then, and joined afterwards: for a long table that is several times quicker.
        few: column key -> the order, where the column holds few different values: deep pages of
            a long table are found by counting these (:mod:`sekampadi.db.tally`).
        overall: a quicker statement of the number of lines without search and filters.
    """

    id: ColumnElement[int]
    main: FromClause
    full: FromClause
    columns: Mapping[str, ColumnElement[Any]]
    base: tuple[Condition, ...] = ()
    filters: Mapping[str, Callable[[str], Condition]] = field(default_factory=dict)
    sort: Mapping[str, ColumnElement[Any]] = field(default_factory=dict)
    search: Mapping[str, Callable[[Match], Condition]] = field(default_factory=dict)
    lean: bool = False
    few: Mapping[str, Few] = field(default_factory=dict)
    overall: Select[tuple[int]] | None = None


def _matcher(session: Session, word: str) -> Match:
    pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    # SQLite's LIKE takes large and small letters for the same; ``ilike`` there would first make
    # a small-lettered copy of every row.
    if session.get_bind().dialect.name == "sqlite":
        return lambda column: column.like(pattern, escape="\\")
    return lambda column: column.ilike(pattern, escape="\\")


def conditions(
    session: Session, source: Source, columns: tuple[Column, ...], query: TableQuery
) -> list[Condition]:
    """Return the conditions of the filters and of the search in the columns, without the base."""
    found = [source.filters[key](value) for key, value in query.filters.items()]
    searchable = [c.key for c in columns if c.searchable]
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
    everything = counted if source.overall is None else source.overall
    if not where:
        n = session.connection().execute(everything).scalar_one()
        return n, n
    row = (
        session.connection()
        .execute(select(counted.where(*where).scalar_subquery(), everything.scalar_subquery()))
        .one()
    )
    return row[0], row[1]


def read_page(
    session: Session,
    source: Source,
    columns: tuple[Column, ...],
    query: TableQuery,
    row: Callable[[RowMapping], R],
) -> Page[R]:
    """Read one page, at most the last; ``row`` is given ``id`` and a ``c_<key>`` per column."""
    where = conditions(session, source, columns, query)
    few = source.few.get(query.sort_key)
    near = not where and query.page * query.size <= _NEAR
    if few is not None and not (near and few.places is None):
        return _page_by_groups(session, source, columns, query, row)
    total, overall = count_rows(session, source, where)
    number = nearest_page(query.page, total, query.size)
    offset = (number - 1) * query.size
    length = max(0, min(query.size, total - offset))
    # The second half of a long table is reached from its end: the database has to step over
    # fewer lines.
    from_end = offset > total - offset - length
    descending = query.descending != from_end
    skip = total - offset - length if from_end else offset
    order = _order(source, query)
    key = order.label("o")  # named, so that a costly one is worked out once a line
    ordered = (key.desc(), source.id.desc()) if descending else (key, source.id)
    chosen = (
        select(source.id.label("i"), key)
        .select_from(source.main if source.lean else source.full)
        .where(*source.base, *where)
        .order_by(*ordered)
        .offset(skip)
        .limit(length)
        .subquery("chosen")
    )
    place = (chosen.c.o.desc(), chosen.c.i.desc()) if descending else (chosen.c.o, chosen.c.i)
    statement = _rows(source, columns).join(chosen, chosen.c.i == source.id).order_by(*place)
    lines = [row(m) for m in session.connection().execute(statement).mappings()] if length else []
    if from_end:
        lines.reverse()
    return Page(tuple(lines), total, overall, number, query.size)


def _page_by_groups(
    session: Session,
    source: Source,
    columns: tuple[Column, ...],
    query: TableQuery,
    row: Callable[[RowMapping], R],
) -> Page[R]:
    where = conditions(session, source, columns, query)
    few, down = source.few[query.sort_key], query.descending
    lines = Lines(source.id, source.main, few, [*source.base, *where])
    groups = count_groups(session, lines)
    total = sum(group.n for group in groups)
    overall = count_rows(session, source, [])[1] if where else total
    number = nearest_page(query.page, total, query.size)
    if down:
        groups.reverse()
    parts = find_parts(groups, (number - 1) * query.size, query.size)
    found: list[RowMapping] = []
    if parts:
        statement = _rows(source, columns).add_columns(few.value.label("g"))
        statement = statement.where(among(lines, parts, descending=down))
        found = list(session.connection().execute(statement).mappings())
        places = places_of(groups)
        found.sort(key=lambda m: (places[m["g"]], -m["id"] if down else m["id"]))
    return Page(tuple(map(row, found)), total, overall, number, query.size)


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
    if query.sort_key in source.few:
        yield from _all_by_groups(session, source, columns, query, chunk)
        return
    where = conditions(session, source, columns, query)
    order = _order(source, query)
    statement = (
        _rows(source, columns)
        .add_columns(order.label("o"))
        .where(*source.base, *where)
        .order_by(
            order.desc() if query.descending else order,
            source.id.desc() if query.descending else source.id,
        )
        .limit(chunk)
    )
    after: Condition | None = None
    while True:
        part = statement if after is None else statement.where(after)
        lines = list(session.connection().execute(part).mappings())
        if lines:
            yield lines
        if len(lines) < chunk:
            return
        place = tuple_(order, source.id)
        last = (lines[-1]["o"], lines[-1]["id"])
        after = place < last if query.descending else place > last


def _all_by_groups(
    session: Session, source: Source, columns: tuple[Column, ...], query: TableQuery, chunk: int
) -> Iterator[list[RowMapping]]:
    where = [*source.base, *conditions(session, source, columns, query)]
    few, down = source.few[query.sort_key], query.descending
    groups = count_groups(session, Lines(source.id, source.main, few, where))
    if down:
        groups.reverse()
    places = places_of(groups)
    statement = _rows(source, columns).add_columns(few.value.label("g")).where(*where)
    for group in join_groups(groups, chunk):
        part = statement.where(few.value.in_(group.values))
        if group.n <= chunk:
            lines = list(session.connection().execute(part).mappings())
            lines.sort(key=lambda m: (places[m["g"]], -m["id"] if down else m["id"]))
            yield lines
            continue
        part = part.order_by(source.id.desc() if down else source.id).limit(chunk)
        after = part
        while lines := list(session.connection().execute(after).mappings()):
            yield lines
            last = lines[-1]["id"]
            after = part.where(source.id < last if down else source.id > last)
