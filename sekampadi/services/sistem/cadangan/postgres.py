"""PostgreSQL's own programs: ``pg_dump``, ``pg_restore`` and ``psql``, and databases for a trial."""

import os
import re
import secrets
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.exc import DBAPIError

from sekampadi.db.engine import make_engine
from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t
from sekampadi.services.sistem.cadangan.ruang_kerja import disk_full
from sekampadi.settings import Settings

_TRIAL: Final = "sekampadi_uji_"
_VERSION = re.compile(r"\(PostgreSQL\) (\d+)")


def _program(settings: Settings, name: str) -> str:
    folder = str(settings.pg_bin) if settings.pg_bin else None
    found = shutil.which(name, path=folder)
    if found is None:
        raise DomainError(
            "cadangan.pg_missing",
            t(
                "Program {name} tidak ada. Pasang klien PostgreSQL, atau isi SEKAMPADI_PG_BIN"
                " dengan foldernya.",
                name=name,
            ),
        )
    return found


def _server_version(connection: Connection) -> int:
    return int(str(connection.exec_driver_sql("SHOW server_version_num").scalar_one())) // 10000


def check_programs(settings: Settings, connection: Connection) -> None:
    """Refuse programs that are missing, or older than the server: they cannot read it.

    Raises:
        DomainError: ``cadangan.pg_missing``, ``cadangan.pg_old``.
    """
    server = _server_version(connection)
    for name in ("pg_dump", "pg_restore", "psql"):
        program = _program(settings, name)
        told = subprocess.run(  # noqa: S603 - of the settings or of PATH
            [program, "--version"], capture_output=True, encoding="utf-8", check=False
        ).stdout
        match = _VERSION.search(told)
        if match is None or int(match[1]) < server:
            raise DomainError(
                "cadangan.pg_old",
                t(
                    "{name} versi {version} lebih lama daripada server PostgreSQL versi {server}."
                    " Pasang klien versi {server}, atau isi SEKAMPADI_PG_BIN dengan foldernya.",
                    name=name,
                    version=match[1] if match else "?",
                    server=server,
                ),
            )


def _run(settings: Settings, name: str, engine: Engine | None, *words: str) -> None:
    """Run a program on a database; its password is in no list of processes."""
    environment = dict(os.environ)
    if engine is not None:
        url = engine.url.set(drivername="postgresql")
        if url.password:
            environment["PGPASSWORD"] = str(url.password)
            url = url.set(password=None)
        words = (f"--dbname={url.render_as_string(hide_password=False)}", *words)
    done = subprocess.run(  # noqa: S603 - its words are ours
        [_program(settings, name), *words],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode == -signal.SIGXFSZ or "No space left on device" in done.stderr:
        raise disk_full()
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        raise DomainError(
            "cadangan.pg_failed",
            t(
                "{name} gagal: {reason}",
                name=name,
                reason=lines[0] if lines else t("berhenti dengan status {n}", n=done.returncode),
            ),
        )


def dump_postgres(settings: Settings, connection: Connection, target: Path) -> None:
    """Write what the connection's transaction sees into a file, beside whoever writes meanwhile.

    Args:
        connection: in a transaction ``REPEATABLE READ``.
        target: a file that does not exist yet.
    """
    snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
    target.touch(mode=0o600, exist_ok=False)
    _run(
        settings,
        "pg_dump",
        connection.engine,
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--snapshot={snapshot}",
        f"--file={target}",
    )


_CLEAR: Final = """
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT c.oid::regclass AS name FROM pg_class c
      WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace LOOP
    EXECUTE format('DROP TABLE IF EXISTS %s CASCADE', one.name);
  END LOOP;
  FOR one IN SELECT p.oid::regprocedure AS name FROM pg_proc p
      WHERE p.pronamespace = 'public'::regnamespace AND NOT EXISTS (
        SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
    EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', one.name);
  END LOOP;
END $$;
"""


def load_postgres(settings: Settings, engine: Engine, dump: Path, work: Path) -> None:
    """Replace what a database holds by a dump, in one transaction: wholly or not at all."""
    script, clear = work / "isi.sql", work / "kosongkan.sql"
    script.touch(mode=0o600, exist_ok=False)
    # A script and not a pipe: of half of one, the transaction would be committed, too.
    _run(
        settings, "pg_restore", None, "--no-owner", "--no-privileges", f"--file={script}", str(dump)
    )
    clear.write_text(_CLEAR, encoding="utf-8")
    _run(
        settings,
        "psql",
        engine,
        "--single-transaction",
        "--no-psqlrc",
        "--quiet",
        "--set=ON_ERROR_STOP=1",
        f"--file={clear}",
        f"--file={script}",
    )
    script.unlink()


def count_others(connection: Connection) -> int:
    """Return how many others are connected to a database, such as a running server."""
    query = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    return int(connection.exec_driver_sql(query).scalar_one())


@contextmanager
def trial_database(engine: Engine, today: date) -> Iterator[Engine]:
    """Make an empty database beside the one of the settings, and take it away at the end.

    Args:
        today: is part of its name; those of days before yesterday were left by killed processes.

    Raises:
        DomainError: ``cadangan.pg_no_trial`` when the role may not make databases.
    """
    name = f"{_TRIAL}{today:%Y%m%d}_{secrets.token_hex(4)}"
    oldest = f"{_TRIAL}{today - timedelta(days=1):%Y%m%d}"
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        try:
            encoding = str(connection.exec_driver_sql("SHOW server_encoding").scalar_one())
            connection.exec_driver_sql(
                f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}' LOCALE 'C'"
            )
        except DBAPIError as error:
            if "permission denied" not in str(error.orig):
                raise
            raise DomainError(
                "cadangan.pg_no_trial",
                t(
                    "Cadangan diperiksa dalam basis data sementara, dan pengguna PostgreSQL ini"
                    " tidak boleh membuatnya. Jalankan ALTER ROLE {role} CREATEDB, atau pakai"
                    " --no-verify.",
                    role=engine.url.username or "",
                ),
            ) from None
        try:
            left = connection.exec_driver_sql(
                "SELECT datname FROM pg_database WHERE datname ~ '^sekampadi_uji_[0-9]{8}_[0-9a-f]{8}$'"
            ).scalars()
            for old in [str(n) for n in left if str(n) < oldest]:
                connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {old} WITH (FORCE)")
            url = make_url(engine.url).set(database=name)
            trial = make_engine(url.render_as_string(hide_password=False))
            try:
                yield trial
            finally:
                trial.dispose()
        finally:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
