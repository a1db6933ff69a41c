"""What refuses changes of the audit trail in the database, and the one act that has to lift it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Connection

_WANTED: Final = {
    "sqlite": {"audit_tetap_ubah", "audit_tetap_hapus", "audit_tetap_ganti"},
    "postgresql": {"audit_tetap", "audit_tetap_kosong"},
}
_SQLITE: Final = "FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"


def is_guarded(connection: Connection) -> bool:
    """Tell whether the database refuses to change, delete and replace rows."""
    kind = connection.dialect.name
    query = (
        f"SELECT name {_SQLITE}"
        if kind == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE tgrelid = 'audit'::regclass"
        " AND NOT tgisinternal AND tgenabled IN ('O', 'A')"
    )
    return _WANTED[kind] <= set(connection.exec_driver_sql(query).scalars())


@contextmanager
def lifted(connection: Connection) -> Iterator[None]:
    """Let the table be emptied inside a transaction that fills it anew; on an error nothing holds.

    Only moving all data into a fresh database does so: what stands there tells of nothing but that
    the tables were made.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER USER")
        yield
        connection.exec_driver_sql("ALTER TABLE audit ENABLE TRIGGER USER")
        return
    made = connection.exec_driver_sql(f"SELECT name, sql {_SQLITE}").all()
    for name, _ in made:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, statement in made:
        connection.exec_driver_sql(statement)
