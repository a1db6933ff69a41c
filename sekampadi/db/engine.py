"""The engine for SQLite or PostgreSQL, and the transaction every write runs in."""

import logging
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

from sekampadi.db.turns import WriteTurns

logger = logging.getLogger(__name__)

LOCK_SECONDS = 15.0
"""How long a writer waits for its turn."""
_TURN = "sekampadi_turn"
_BATCH = 500

T = TypeVar("T")


def keep_private(path: Path) -> None:
    """Make an SQLite file, if there is none, and let nobody but its owner read it and what is beside.

    SQLite gives its further files the mode of the first. A folder that exists stays as it is: it
    may be somebody else's.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(OSError):  # a read-only copy can be looked at all the same
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        with suppress(OSError):
            file.chmod(0o600)


def make_engine(url: str) -> Engine:
    """Open ``sqlite:///file`` (its folder is made when missing) or ``postgresql+psycopg://...``.

    Its errors do not repeat what was to be written: they go to the log, and people's words do not.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(
            url, pool_pre_ping=True, pool_size=10, max_overflow=10, hide_parameters=True
        )
    if parsed.database:
        keep_private(Path(parsed.database))
    engine = create_engine(
        url,
        hide_parameters=True,
        connect_args={"timeout": LOCK_SECONDS},
        pool_size=10,
        max_overflow=20,
        execution_options={_TURN: WriteTurns(_file_of(parsed), LOCK_SECONDS)},
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: ConnectionPoolEntry) -> None:
        # Let SQLAlchemy, not the driver, say when a transaction begins.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA cache_size=-32000")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # A transaction that will write takes the lock at once: one that starts as a reader
        # and turns writer fails with "database is locked" instead of waiting its turn.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _file_of(url: URL) -> Path | None:
    return Path(url.database) if url.database and url.database != ":memory:" else None


def open_copy(path: Path) -> Engine:
    """Open an SQLite file that nobody else uses, to look at it only: not a byte of it changes."""
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True))


@contextmanager
def read_session(engine: Engine) -> Iterator[Session]:
    """Open a session that sees one consistent state and writes nothing."""
    if engine.dialect.name == "postgresql":
        # Figures are read in several statements: they must not see different moments.
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with Session(engine) as session:
        yield session
        session.rollback()


@lru_cache(maxsize=4)
def _writer(engine: Engine) -> Engine:
    return engine.execution_options(writes=True)


@contextmanager
def write_session(engine: Engine) -> Iterator[Session]:
    """Open a session whose work is committed at the end, or undone as a whole on any error."""
    turns: WriteTurns | None = engine.get_execution_options().get(_TURN)
    with (
        nullcontext() if turns is None else turns.take(),
        Session(_writer(engine)) as session,
        session.begin(),
    ):
        yield session


def batched(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """Go through rows so many at a time as one statement takes."""
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH]


def insert_or_ignore(session: Session, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless one with the same key is there; tell whether it was inserted."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(table).values(**values).on_conflict_do_nothing()
    # Drivers do not agree on how many rows a statement that did nothing has changed.
    inserted = session.connection().execute(statement.returning(*table.primary_key.columns))
    return inserted.first() is not None


def is_disk_full(error: BaseException) -> bool:
    """Tell whether a write failed because there is no room, in the words of SQLite or PostgreSQL."""
    text = str(error).lower()
    return any(w in text for w in ("disk is full", "no space left", "disk i/o error"))
