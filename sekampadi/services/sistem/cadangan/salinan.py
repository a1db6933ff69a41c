"""The copy of a database as it is at one moment, and what it holds, beside whoever writes."""

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Literal, TypeVar

from sqlalchemy import Connection, Engine
from sqlmodel import Session

from sekampadi.db.digests import digest_tables, tell_apart
from sekampadi.db.engine import open_copy
from sekampadi.db.migrate import revision_of
from sekampadi.domain.errors import DomainError
from sekampadi.i18n import format_angka, t
from sekampadi.services.sistem.cadangan.manifest import DatabaseState, Manifest, dump_name
from sekampadi.services.sistem.cadangan.postgres import check_programs, dump_postgres
from sekampadi.services.sistem.cadangan.ruang_kerja import telling_disk_full
from sekampadi.settings import Settings

T = TypeVar("T")


def state_of(connection: Connection) -> DatabaseState:
    """Read what a database holds, row by row."""
    kind: Literal["sqlite", "postgresql"] = (
        "sqlite" if connection.dialect.name == "sqlite" else "postgresql"
    )
    return DatabaseState(kind, revision_of(connection) or "", digest_tables(connection))


def sqlite_file(engine: Engine) -> Path:
    """Return the file of an SQLite database.

    Raises:
        DomainError: ``cadangan.memory`` for one that has none.
    """
    if not engine.url.database or engine.url.database == ":memory:":
        raise DomainError("cadangan.memory", t("Basis data ini tidak punya berkas."))
    return Path(engine.url.database)


def _copy_sqlite(source: Path, target: Path) -> None:
    # Not page by page: that begins anew with every answer that comes in meanwhile.
    target.touch(mode=0o600, exist_ok=False)
    try:
        with closing(sqlite3.connect(source, isolation_level=None)) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        words = str(error)
        if "full" in words or "disk I/O" in words:
            raise OSError(errno.ENOSPC, words) from error
        raise DomainError(
            "cadangan.sqlite", t("Basis data tidak dapat disalin: {reason}", reason=words)
        ) from error


def copy_database(
    settings: Settings, engine: Engine, work: Path, look: Callable[[Session], T]
) -> tuple[Path, DatabaseState, T]:
    """Copy a database into a folder while others write; return the copy and what it holds.

    What is told is read from the copy, or from the very state that was copied.

    Args:
        look: reads what else is wanted of that state.

    Raises:
        DomainError: ``cadangan.full``, and those of :mod:`postgres`.
    """
    target = work / dump_name(engine.dialect.name)
    with telling_disk_full():
        if engine.dialect.name == "sqlite":
            _copy_sqlite(sqlite_file(engine), target)
            copied = open_copy(target)
            try:
                with Session(copied) as session:
                    return target, look_at_sqlite(target), look(session)
            finally:
                copied.dispose()
        one_moment = engine.execution_options(isolation_level="REPEATABLE READ")
        with one_moment.connect() as connection:
            check_programs(settings, connection)
            dump_postgres(settings, connection, target)
            with Session(connection) as session:
                return target, state_of(connection), look(session)


def look_at_sqlite(path: Path) -> DatabaseState:
    """Read what an SQLite file holds without changing it, and whether SQLite finds it sound.

    Raises:
        DomainError: ``cadangan.unsound``.
    """
    engine = open_copy(path)
    try:
        with engine.connect() as connection:
            told = connection.exec_driver_sql("PRAGMA integrity_check").scalars().first()
            orphan = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if told != "ok" or orphan is not None:
                raise DomainError(
                    "cadangan.unsound", t("SQLite menemukan kerusakan di dalam basis data.")
                )
            return state_of(connection)
    finally:
        engine.dispose()


def compare(manifest: Manifest, found: DatabaseState) -> None:
    """Refuse a database that does not hold what the backup says.

    Raises:
        DomainError: ``cadangan.differs``, with the tables and their rows.
    """
    differences = tell_apart(manifest.digests, found.digests)
    if differences or found.revision != manifest.revision:
        told = ", ".join(
            t(
                "{table} ({wanted} → {found} baris)",
                table=table,
                wanted=format_angka(max(wanted, 0)),
                found=format_angka(max(have, 0)),
            )
            for table, (wanted, have) in differences.items()
        )
        raise DomainError(
            "cadangan.differs",
            t("Hasil pemulihan berbeda dari catatan cadangan: {told}", told=told or "versi tabel"),
        )


def sync_file(path: Path) -> None:
    """Wait until a file is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
