"""Bringing a database to the current tables."""

from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, select

from alembic import command

_ROOT = Path(__file__).resolve().parents[2]
_ALONE = 0x73656B616D706164
"""Whoever changes the tables of a PostgreSQL holds the lock of this number; 64 bits of our own."""


def _config() -> Config:
    return Config(str(_ROOT / "alembic.ini"))


def upgrade(engine: Engine, revision: str = "head") -> bool:
    """Apply the migrations up to ``revision``; tell whether there were any to apply.

    Several may begin at once: one applies them, the others wait and find them applied.
    """
    with engine.execution_options(writes=True).begin() as connection:
        return upgrade_within(connection, revision)


def upgrade_within(connection: Connection, revision: str = "head") -> bool:
    """Apply the migrations inside a transaction that goes on afterwards; tell as :func:`upgrade`."""
    _wait_alone(connection)
    before = revision_of(connection)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
    return revision_of(connection) != before


def _wait_alone(connection: Connection) -> None:
    """Hold until the end of the transaction what only one can; SQLite's writers are alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_ALONE)))


def downgrade(engine: Engine, revision: str) -> None:
    """Undo the migrations down to ``revision``."""
    config = _config()
    with engine.execution_options(writes=True).begin() as connection:
        _wait_alone(connection)
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def is_current(engine: Engine) -> bool:
    """Tell whether the database has the newest tables."""
    with engine.connect() as connection:
        current = revision_of(connection)
    return current == newest_revision()


def revision_of(connection: Connection) -> str | None:
    """Return which migration a database has come to; None without tables."""
    return MigrationContext.configure(connection).get_current_revision()


@cache
def newest_revision() -> str | None:
    """Return the migration that this program's tables need.

    The files of all migrations are read for it, a fiftieth of a second, and they do not change
    while the program runs: whoever asks for the service's health would pay that each time.
    """
    return ScriptDirectory.from_config(_config()).get_current_head()


def knows_revision(revision: str) -> bool:
    """Tell whether a migration is one of this program: a newer program's are not."""
    scripts = ScriptDirectory.from_config(_config()).walk_revisions()
    return any(script.revision == revision for script in scripts)
