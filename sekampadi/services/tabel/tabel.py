"""Tables of the admin pages: authorize -> bind in scope -> read a page, or everything for a file."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping
from sqlmodel import Session

from sekampadi.db.listing import Source, count_all, read_all, read_page
from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.izin import Principal
from sekampadi.domain.tabel import Column, Option, Page, TableQuery, TableSpec, parse_query
from sekampadi.i18n import t
from sekampadi.services.sistem.runtime import Runtime, authorize, require

Options = Mapping[str, tuple[Option, ...]]
"""Filter key -> choices that come from the database; the first is what no choice means."""
Acts = Mapping[int, frozenset[str]]
"""Row -> the acts that would not be refused to the person who reads it."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A line: the number that names it, and its raw values by column key."""

    id: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TableSource:
    """A spec with its rows, and the choices of its filters.

    ``source`` binds it to the rows a person may see. It raises ``NotFoundError`` for a filter that
    names something outside the person's scope. ``acts`` tells of the rows of a page what may be done
    with each, in one statement for all: what would be refused is not offered.
    """

    spec: TableSpec
    source: Callable[[Session, Principal, TableQuery], Source]
    options: Callable[[Session, Principal, TableQuery], Options] = lambda *_: {}
    acts: Callable[[Session, Principal, Collection[int]], Acts] = lambda *_: {}


@dataclass(frozen=True, slots=True)
class TableView:
    """All a page of a table shows."""

    query: TableQuery  # what was understood of the address
    columns: tuple[Column, ...]  # those the screen shows the person
    page: Page[TableRow]
    options: Options  # of the filters, from the database
    actions: frozenset[str]  # keys of what the person may do with rows
    may_export: bool
    acts: Acts  # of the rows of the page


def _row(columns: tuple[Column, ...]) -> Callable[[RowMapping], TableRow]:
    names = [(c.key, f"c_{c.key}") for c in columns]
    return lambda m: TableRow(m["id"], {key: m[name] for key, name in names})


def load_table(
    rt: Runtime, principal: Principal | None, table: TableSource, given: Mapping[str, str]
) -> TableView:
    """Read the page of a table that an address asks for."""
    spec = table.spec
    principal = require(principal, spec.permission)
    query = parse_query(spec, given, principal)
    columns = spec.columns_for(principal, query.filters)
    with rt.reading() as session:
        source = table.source(session, principal, query)
        page = read_page(session, source, columns, query, _row(columns))
        options = table.options(session, principal, query)
        ids = {row.id for row in page.rows}
        acts = table.acts(session, principal, ids) if ids else {}
    alone = principal.scope.is_one_upp
    return TableView(
        query,
        tuple(c for c in columns if not (alone and c.several)),
        page,
        options,
        frozenset(a.key for a in spec.actions_for(principal)),
        spec.export_permission is not None and principal.may(spec.export_permission),
        acts,
    )


def authorize_export(principal: Principal | None, table: TableSource) -> Principal:
    """Refuse who may not take a table away."""
    principal = require(principal, table.spec.permission)
    if table.spec.export_permission is None:
        raise NotFoundError("tabel.unknown", t("Tabel ini tidak dapat diunduh."))
    authorize(principal, table.spec.export_permission)
    return principal


@dataclass(frozen=True, slots=True)
class TableDump:
    """A whole table, to be read once."""

    query: TableQuery  # what was understood of the address
    columns: tuple[Column, ...]
    options: Options  # for naming the filters
    total: int
    chunks: Iterator[list[tuple[Any, ...]]]  # the values, line by line in the order of the columns


def dump_table(
    session: Session, principal: Principal | None, table: TableSource, given: Mapping[str, str]
) -> TableDump:
    """Begin to read a whole table; the session stays open until the last line is read."""
    principal = authorize_export(principal, table)
    query = parse_query(table.spec, given, principal)
    seen = table.spec.columns_for(principal, query.filters)
    columns = tuple(c for c in seen if c.excel)
    source = table.source(session, principal, query)
    total = count_all(session, source, seen, query)
    names = [(c, f"c_{c.key}") for c in columns]
    chunks = (
        [tuple(c.words(m[name]) for c, name in names) for m in part]
        for part in read_all(session, source, seen, query)
    )
    return TableDump(query, columns, table.options(session, principal, query), total, chunks)
