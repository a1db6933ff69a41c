"""Fixtures of the browser tests.

Playwright's synchronous interface keeps an event loop of its own running, so the browser lives for
one module; tests with ``async def`` belong into modules without a browser.
"""

import uuid
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from sekampadi.building import SITE_DIR, build_frontend
from sekampadi.demo import seed_demo
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.e2e.browser import ARGUMENTS, ChromiumNotFoundError, find_chromium
from tests.e2e.harness import AppServer, Tab
from tests.e2e.warm import Warm

PATIENCE = 15_000
"""Milliseconds for what a page has to show or do: a busy machine is not a fault of the program."""
expect.set_options(timeout=PATIENCE)

OpenTab = Callable[..., Tab]
StartServer = Callable[..., AppServer]
Beginning = str | Callable[[Runtime], object]
"""``empty``, ``cast``, ``golden``, or what fills a database that holds the cast."""


@pytest.fixture(scope="session")
def built_app() -> Path:
    """Build the pages if the code has changed, and return where they are."""
    build_frontend()
    return SITE_DIR


class Beginnings(dict[Beginning, Path]):
    """The SQLite files servers begin with, each made when it is first asked for."""

    def __init__(self, tmp_path_factory: pytest.TempPathFactory) -> None:
        self._folders = tmp_path_factory

    def __missing__(self, data: Beginning) -> Path:
        server = AppServer(self._folders.mktemp("template"))
        if data == "empty":
            server.migrate()
        else:
            server.use_database(self["cast" if callable(data) else "empty"])
        with server.runtime() as rt:
            if data == "cast":
                factories.make_cast(rt)
            elif data == "golden":
                seed_demo(rt, golden_only=True)
            elif callable(data):
                data(rt)
            with rt.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        self[data] = server.folder / "sekampadi.db"
        return self[data]


@pytest.fixture(scope="session")
def template_databases(tmp_path_factory: pytest.TempPathFactory) -> Beginnings:
    """Keep the SQLite files servers begin with."""
    return Beginnings(tmp_path_factory)


@pytest.fixture(scope="session")
def warm(built_app: Path) -> Iterator[Warm]:
    """Import what servers import, once for all of them."""
    warm = Warm()
    yield warm
    warm.close()


@pytest.fixture
def start_server(
    warm: Warm, template_databases: Beginnings, tmp_path: Path
) -> Iterator[StartServer]:
    """Return a starter of servers: ``start_server("golden")``, ``start_server(fill)``.

    Keyword arguments go to :class:`AppServer`. Afterwards each must stop well, without a
    traceback in its log.
    """
    servers: list[AppServer] = []

    def start(data: Beginning = "cast", **options: object) -> AppServer:
        folder = tmp_path / f"server-{len(servers)}"
        server = AppServer(folder, warm=warm, **options)  # type: ignore[arg-type]
        servers.append(server)
        if server.database_url.startswith("sqlite"):
            server.use_database(template_databases[data])
        else:
            server.migrate()
            with server.runtime() as rt:
                if data == "cast":
                    factories.make_cast(rt)
                elif data == "golden":
                    seed_demo(rt, golden_only=True)
        return server.start()

    yield start
    for server in servers:
        server.stop()
        server.check_log()


@pytest.fixture(scope="module")
def shared_server(
    warm: Warm, template_databases: Beginnings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AppServer]:
    """Serve the decree's answers to all tests of a module."""
    server = AppServer(tmp_path_factory.mktemp("shared"), warm=warm)
    server.use_database(template_databases["golden"])
    server.start()
    yield server
    server.stop()
    server.check_log()


@pytest.fixture
def pg_database_url(pg_uri: str, pg_template: str) -> str:
    """Return the address of a fresh, migrated PostgreSQL database, for a server of its own.

    It is not dropped: a server may outlive this fixture, and the session throws PostgreSQL away.
    """
    name = f"e2e_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(pg_uri, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {pg_template}".encode())
    return pg_uri.replace("/postgres?", f"/{name}?").replace(
        "postgresql://", "postgresql+psycopg://"
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium for the tests of a module."""
    try:
        program = find_chromium(bare=True)
    except ChromiumNotFoundError as error:
        pytest.fail(str(error))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_tab(browser: Browser) -> Iterator[OpenTab]:
    """Return an opener of tabs: ``open_tab(360, 740)``, each a visitor with a profile of its own.

    ``context=other.context`` opens a second tab of the same visitor; ``script=False`` one in which
    no scripts run. Afterwards no console may
    hold an error that was not tolerated.
    """
    tabs: list[Tab] = []
    contexts: list[BrowserContext] = []

    def open_one(
        width: int = 1280,
        height: int = 800,
        *,
        context: BrowserContext | None = None,
        script: bool = True,
    ) -> Tab:
        if context is None:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                has_touch=width < 600,
                java_script_enabled=script,
                locale="id-ID",
                timezone_id="Asia/Pontianak",
            )
            context.set_default_timeout(PATIENCE)
            contexts.append(context)
        tab = Tab(context.new_page())
        tabs.append(tab)
        return tab

    yield open_one
    for context in contexts:
        context.close()
    wrong = [error for tab in tabs for error in tab.unexpected()]
    assert not wrong, "errors in the browser's console:\n" + "\n".join(wrong)


@pytest.fixture
def page_360(open_tab: OpenTab) -> OpenTab:
    """Return an opener of tabs as wide as a small phone."""
    return partial(open_tab, 360, 740)


@pytest.fixture
def page_1280(open_tab: OpenTab) -> OpenTab:
    """Return an opener of tabs as wide as a desk's screen."""
    return partial(open_tab, 1280, 800)
