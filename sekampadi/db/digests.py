"""What a database holds, said so that it is the same on SQLite and on PostgreSQL.

A table's digest is the sum of the SHA-256 of its rows: it depends on no order, so nothing is sorted
and nothing but a row is in memory. What a database derives by itself is no content: the version of
its tables, search indexes, computed columns.
"""

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, select
from sqlalchemy.dialects.postgresql import TSVECTOR

from sekampadi.db.kata import KATA

VERSION_TABLE = "alembic_version"
_BATCH = 1000
_MODULUS = 1 << 256


@dataclass(frozen=True, slots=True)
class TableDigest:
    """How many rows a table has, and 64 hexadecimal digits that change with any of them."""

    rows: int
    digest: str


def _plain(value: Any) -> Any:
    """Return a value as JSON has it, from whichever database it comes."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int):
        return int(value)  # a truth value is a number to SQLite
    if isinstance(value, datetime):
        moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return moment.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return value.hex
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, Mapping | list | float):
        return value
    raise TypeError(f"no digest of {type(value).__name__}")


def _derived(connection: Connection) -> set[str]:
    """Name the tables of search indexes, which a database keeps itself."""
    if connection.dialect.name != "sqlite":
        return {KATA}
    query = "SELECT name, type, sql FROM sqlite_master WHERE type = 'table'"
    found = {str(name): str(sql) for name, _, sql in connection.exec_driver_sql(query)}
    virtual = {n for n, sql in found.items() if sql.upper().startswith("CREATE VIRTUAL TABLE")}
    shadows = {n for n in found for v in virtual if n.startswith(f"{v}_")}
    return virtual | shadows


def content_columns(table: Table) -> list[Column[Any]]:
    """Return the columns that hold what somebody has put in, by name; not what is computed of them."""
    kept = (c for c in table.columns if c.computed is None and not isinstance(c.type, TSVECTOR))
    return sorted(kept, key=lambda c: c.name)


def _rows(connection: Connection, columns: Iterable[Column[Any]]) -> Iterator[tuple[Any, ...]]:
    query = select(*columns).execution_options(yield_per=_BATCH)
    for row in connection.execute(query):
        yield tuple(row)


def _digest(connection: Connection, table: Table) -> TableDigest:
    columns = content_columns(table)
    head = hashlib.sha256(json.dumps([c.name for c in columns]).encode())
    total = rows = 0
    for row in _rows(connection, columns):
        one = head.copy()
        # Sorted, because PostgreSQL and SQLite need not give an object's keys in one order.
        one.update(json.dumps([_plain(v) for v in row], sort_keys=True).encode())
        total += int.from_bytes(one.digest(), "big")
        rows += 1
    return TableDigest(rows, f"{total % _MODULUS:064x}")


def list_tables(connection: Connection) -> list[Table]:
    """Return the tables that are there, of whatever version, without those a database keeps for itself."""
    derived = _derived(connection) | {VERSION_TABLE}
    found = MetaData()
    found.reflect(
        connection, only=lambda name, _: name not in derived and not name.startswith("sqlite_")
    )
    return sorted(found.tables.values(), key=lambda table: table.name)


def digest_tables(connection: Connection) -> dict[str, TableDigest]:
    """Return name -> rows and digest of each table, as the connection's transaction sees them."""
    return {table.name: _digest(connection, table) for table in list_tables(connection)}


def tell_apart(
    wanted: Mapping[str, TableDigest], found: Mapping[str, TableDigest]
) -> dict[str, tuple[int, int]]:
    """Return the tables that differ: name -> rows wanted and found, -1 for a table that is not there."""
    none = TableDigest(-1, "")
    return {
        name: (wanted.get(name, none).rows, found.get(name, none).rows)
        for name in sorted(wanted.keys() | found.keys())
        if wanted.get(name) != found.get(name)
    }
