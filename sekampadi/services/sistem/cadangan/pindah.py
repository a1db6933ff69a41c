"""Moving all rows from one database into another, of whichever kind, in one transaction."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Engine,
    Table,
    bindparam,
    delete,
    insert,
    make_url,
    select,
    update,
)

from sekampadi.db.digests import (
    TableDigest,
    content_columns,
    digest_tables,
    list_tables,
    tell_apart,
)
from sekampadi.db.engine import make_engine
from sekampadi.db.migrate import is_current, revision_of, upgrade_within
from sekampadi.db.models import metadata
from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t
from sekampadi.services.sistem.audit.penjaga import lifted
from sekampadi.services.sistem.cadangan.ruang_kerja import telling_disk_full

_BATCH: Final = 500
_PEOPLE: Final = {"upp", "layanan", "operator", "jawaban"}
"""Tables that migrations leave empty."""


def is_fresh(engine: Engine) -> bool:
    """Tell whether a database has no tables, or only what migrations have put into them.

    Raises:
        DomainError: ``cadangan.foreign`` when its tables are not those of this application.
    """
    with engine.connect() as connection:
        tables = list_tables(connection)
        if tables and revision_of(connection) is None:
            raise DomainError(
                "cadangan.foreign",
                t("Basis data tujuan berisi tabel yang bukan milik aplikasi ini."),
            )
        ours = [table for table in tables if table.name in _PEOPLE]
        return all(connection.execute(select(one).limit(1)).first() is None for one in ours)


def _to_itself(table: Table) -> list[str]:
    return [c.name for c in table.columns if any(k.column.table is table for k in c.foreign_keys)]


def _batches(connection: Connection, table: Table) -> Iterator[Sequence[dict[str, Any]]]:
    columns = content_columns(table)
    query = select(*columns).order_by(*table.primary_key.columns)
    result = connection.execute(query.execution_options(yield_per=_BATCH))
    for part in result.mappings().partitions():
        yield [dict(row) for row in part]


def _copy_table(source: Connection, target: Connection, table: Table) -> None:
    """Copy a table; what a row says of another row of it is filled in when all are there."""
    later = _to_itself(table)
    for rows in _batches(source, table):
        target.execute(insert(table), [row | dict.fromkeys(later) for row in rows])
    if not later:
        return
    (key,) = table.primary_key.columns
    fill = update(table).where(key == bindparam("_key")).values({n: bindparam(n) for n in later})
    for rows in _batches(source, table):
        told = [row for row in rows if any(row[n] is not None for n in later)]
        if told:
            target.execute(fill, [{"_key": r[key.name], **{n: r[n] for n in later}} for r in told])


def _set_sequences(target: Connection) -> None:
    for table in metadata.sorted_tables:
        column = table.autoincrement_column
        if column is None:
            continue
        target.exec_driver_sql(
            f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'),"  # noqa: S608 - names of ours
            f' coalesce(max("{column.name}"), 1), max("{column.name}") IS NOT NULL)'
            f' FROM "{table.name}"'
        )


def copy_rows(source: Engine, target: Engine) -> dict[str, TableDigest]:
    """Put all rows of one database, as of one moment, into another; return what was moved.

    Args:
        source: with the newest tables.
        target: a fresh one (:func:`is_fresh`); it gets the newest tables.

    Raises:
        DomainError: ``cadangan.differs``, ``cadangan.full``. Then the target is as it was before.
    """
    one_moment = (
        source.execution_options(isolation_level="REPEATABLE READ")
        if source.dialect.name == "postgresql"
        else source
    )
    writer = target.execution_options(writes=True)
    with telling_disk_full(), one_moment.connect() as read, writer.begin() as write:
        upgrade_within(write)
        with lifted(write):
            for table in reversed(metadata.sorted_tables):
                write.execute(delete(table))
        for table in metadata.sorted_tables:
            _copy_table(read, write, table)
        if write.dialect.name == "postgresql":
            _set_sequences(write)
        wanted, found = digest_tables(read), digest_tables(write)
        if different := tell_apart(wanted, found):
            raise DomainError(
                "cadangan.differs",
                t(
                    "Isi kedua basis data berbeda setelah disalin: {tables}. Tidak ada yang disimpan.",
                    tables=", ".join(different),
                ),
            )
        return wanted


def _refuse_missing(url: str) -> None:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").is_file():
        raise DomainError("cadangan.no_source", t("Basis data asal tidak ada."))


def move_data(source_url: str, target_url: str) -> dict[str, TableDigest]:
    """Copy all rows from one database into an empty one; the first stays as it is.

    Files of evidence lie in the data folder, whichever database is used, and are not touched.

    Args:
        source_url: address as :func:`~sekampadi.settings.read_database_url` returns it.
        target_url: the same.

    Raises:
        DomainError: ``cadangan.no_source``, ``cadangan.old_tables``, ``cadangan.not_empty``,
            ``cadangan.foreign``, and those of :func:`copy_rows`.
    """
    _refuse_missing(source_url)
    source, target = make_engine(source_url), make_engine(target_url)
    try:
        if not is_current(source):
            raise DomainError(
                "cadangan.old_tables",
                t("Basis data asal belum memakai tabel terbaru. Jalankan migrate di sana dahulu."),
            )
        if not is_fresh(target):
            raise not_empty()
        return copy_rows(source, target)
    finally:
        source.dispose()
        target.dispose()


def not_empty() -> DomainError:
    """Return what is said of a place that holds data: ``cadangan.not_empty``."""
    return DomainError(
        "cadangan.not_empty", t("Basis data tujuan sudah berisi data. Tidak ada yang diubah.")
    )
