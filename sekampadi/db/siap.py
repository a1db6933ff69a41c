"""Siap: statements that are made ready once, and handed to the driver as they are.

SQLAlchemy looks each statement up anew and asks the type of each of its parameters what to do. With
sixty columns that takes longer than the database does, and every answer writes three such rows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ClauseElement, Connection, CursorResult, Dialect


@dataclass(frozen=True, slots=True)
class _Ready:
    """A statement as a driver takes it: with its parameters in order, and how each is written."""

    sql: str
    parameters: list[tuple[str, Callable[[Any], Any] | None]]
    positional: bool
    fixed: dict[str, Any]  # values that are not given: of the statement itself, and defaults


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
        dialect = connection.dialect
        ready = self._ready.get(dialect.name)
        if ready is None:
            ready = self._ready[dialect.name] = self._make(dialect, list(values))
        everything = {**ready.fixed, **values}
        if len(everything) != len(ready.parameters):
            raise ValueError("a statement that is ready was given other names than before")
        given = [
            everything[name] if process is None else process(everything[name])
            for name, process in ready.parameters
        ]
        if ready.positional:
            return connection.exec_driver_sql(ready.sql, tuple(given))
        names = (name for name, _ in ready.parameters)
        return connection.exec_driver_sql(ready.sql, dict(zip(names, given, strict=True)))

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
