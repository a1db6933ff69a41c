"""Siap: statements that are made ready once, and handed to the driver as they are.

SQLAlchemy looks each statement up anew and asks the type of each of its parameters what to do. With
sixty columns that takes longer than the database does, and every answer writes four such rows.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ClauseElement, Connection, CursorResult, Dialect
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError


@dataclass(frozen=True, slots=True)
class _Ready:
    """A statement as a driver takes it: with its parameters in order, and how each is written."""

    sql: str
    parameters: list[tuple[str, Callable[[Any], Any] | None]]
    positional: bool
    fixed: dict[str, Any]  # values that are not given: of the statement itself, and defaults

    def given(self, values: Mapping[str, Any]) -> tuple[Any, ...] | dict[str, Any]:
        """Return the parameters of one row as the driver takes them."""
        everything = {**self.fixed, **values}
        if len(everything) != len(self.parameters):
            raise ValueError("a statement that is ready was given other names than before")
        given = [
            everything[name] if process is None else process(everything[name])
            for name, process in self.parameters
        ]
        if self.positional:
            return tuple(given)
        return dict(zip((name for name, _ in self.parameters), given, strict=True))


@contextmanager
def _driver(connection: Connection, sql: str) -> Iterator[DBAPICursor]:
    """Open a cursor of the driver; its errors become those of SQLAlchemy."""
    dialect, raw = connection.dialect, connection.connection
    base: Any = dialect.loaded_dbapi.Error
    cursor = raw.cursor()
    try:
        yield cursor
    except base as error:
        lost = dialect.is_disconnect(error, raw, cursor)
        if lost:
            connection.invalidate(error)
        # Without the parameters, which are people's words: errors go to the log. PostgreSQL's details
        # repeat the whole row, so only its first sentence is told.
        diag = getattr(error, "diag", None)
        orig = error if diag is None else type(error)(diag.message_primary or "")
        raise DBAPIError.instance(sql, None, orig, base, True, lost, dialect) from None
    finally:
        with suppress(base):
            cursor.close()


class Siap:
    """A statement that is given values of the same names each time.

    Of an insert these are its columns; the others have their defaults, which are plain values. What
    it returns is what the driver gives: nothing that Python has otherwise than the database does, such
    as moments and identities.
    """

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._ready: dict[str, _Ready] = {}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> CursorResult[Any]:
        """Execute it; what fails is told as SQLAlchemy tells it."""
        ready = self._of(connection, values)
        return connection.exec_driver_sql(ready.sql, ready.given(values))

    def first(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Any] | None:
        """Execute it, and return the first row as the driver gives it, None without any.

        It goes by the driver alone unless somebody watches; what fails is told as by :meth:`run`.
        """
        if connection.dispatch.before_cursor_execute:
            row = self.run(connection, values).first()
            return None if row is None else tuple(row)
        ready = self._of(connection, values)
        with _driver(connection, ready.sql) as cursor:
            cursor.execute(ready.sql, ready.given(values))
            rows = cursor.fetchall()
        return rows[0] if rows else None

    def run_all(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Execute it for each of several rows, of which it returns nothing; by the driver, too."""
        ready = self._of(connection, rows[0])
        given: Any = [ready.given(row) for row in rows]
        if connection.dispatch.before_cursor_execute:
            connection.exec_driver_sql(ready.sql, given)
            return
        with _driver(connection, ready.sql) as cursor:
            cursor.executemany(ready.sql, given)

    def _of(self, connection: Connection, values: Mapping[str, Any]) -> _Ready:
        dialect = connection.dialect
        ready = self._ready.get(dialect.name)
        if ready is None:
            ready = self._ready[dialect.name] = self._make(dialect, list(values))
        return ready

    def _make(self, dialect: Dialect, names: list[str]) -> _Ready:
        compiled: Any = self._statement.compile(dialect=dialect, column_keys=names)
        order = compiled.positiontup if compiled.positional else compiled.bind_names.values()
        # What stands in the statement itself, then what columns have of their own.
        fixed = {
            name: compiled.binds[name].effective_value
            for name in order
            if not compiled.binds[name].required
        }
        for column in compiled.insert_prefetch or ():
            if not column.default.is_scalar:
                raise ValueError(f"{column.name} has a default that has to be computed")
            fixed[column.name] = column.default.arg
        parameters = [
            (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in order
        ]
        return _Ready(compiled.string, parameters, compiled.positional, fixed)
