"""What browser tests stand on: the real production server, and a tab that notices mistakes."""

import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Page
from pydantic import SecretStr

from sekampadi.building import ROOT
from sekampadi.db.migrate import upgrade
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.serving import answers
from sekampadi.settings import Settings
from tests.e2e.warm import Warm, WarmProcess

SECRET = "a-secret-of-the-tests-with-32-characters"
READY_SECONDS = 90
STOP_SECONDS = 20


def free_port() -> int:
    """Return a port of this machine that nothing listens on.

    Below those that the system hands out by itself: while a server is away for a moment, no
    connection and no other test gets its port.
    """
    for port in random.sample(range(20_000, 32_000), 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("a hundred ports were tried, and something listens on each")


def wait_until(true: Callable[[], bool], what: str) -> None:
    """Wait half a minute at most until something is true; ``what`` is said when it is not."""
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline, f"not within 30 s: {what}"
        time.sleep(0.02)


@dataclass
class AppServer:
    """``python -m sekampadi serve`` as a process of its own, with its own data.

    Args:
        folder: for its data and its log.
        database_url: empty for SQLite in the folder.
        redis_url: empty for visitors' state in memory.
        extra: further environment variables.
        warm: what it is a copy of, if it may be one.
    """

    folder: Path
    database_url: str = ""
    redis_url: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    warm: Warm | None = None
    process: subprocess.Popen[bytes] | WarmProcess | None = None

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.database_url = self.database_url or f"sqlite:///{self.folder / 'sekampadi.db'}"

    @property
    def url(self) -> str:
        """The address of the start page, without a slash at the end."""
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> Path:
        """The file with everything the server has written."""
        return self.folder / "server.log"

    @property
    def words(self) -> list[str]:
        """What is said to the program to serve."""
        return ["serve", "--no-build", "--host", "127.0.0.1", "--port", str(self.port)]

    @property
    def environment(self) -> dict[str, str]:
        """What the server, and commands beside it, find in the environment."""
        return (
            os.environ
            | {
                "SEKAMPADI_ENV": "development",
                "SEKAMPADI_DATA_DIR": str(self.folder),
                "SEKAMPADI_DATABASE_URL": self.database_url,
                "SEKAMPADI_REDIS_URL": self.redis_url,
                "SEKAMPADI_BASE_URL": self.url,
                "SEKAMPADI_SECRET_KEY": SECRET,
                "SEKAMPADI_LOG_LEVEL": "INFO",
            }
            | self.extra
        )

    @contextmanager
    def runtime(self) -> Iterator[Runtime]:
        """Open the server's own database, to store something or to look what is there."""
        settings = Settings(
            _env_file=None,
            env="development",
            data_dir=self.folder,
            database_url=self.database_url,
            base_url=self.url,
            secret_key=SecretStr(SECRET),
        )
        rt = Runtime.open(settings)
        try:
            yield rt
        finally:
            rt.engine.dispose()

    def migrate(self) -> None:
        """Create the tables."""
        with self.runtime() as rt:
            upgrade(rt.engine)

    def use_database(self, template: Path) -> None:
        """Begin with a copy of a SQLite file."""
        shutil.copyfile(template, self.folder / "sekampadi.db")

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run ``python -m sekampadi ...`` on the server's data."""
        return subprocess.run(
            [sys.executable, "-m", "sekampadi", *words],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def start(self) -> "AppServer":
        """Start the process and wait until it answers."""
        assert self.process is None, "the server already runs"
        words = self.words
        if self.warm is not None and self.database_url.startswith("sqlite") and not self.redis_url:
            self.process = self.warm.start(words, self.environment, self.log)
            self.wait_ready()
            return self
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "sekampadi", *words],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # so that its workers can be killed with it
            )
        self.wait_ready()
        return self

    def wait_ready(self) -> None:
        """Wait until the server answers."""
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                raise AssertionError(f"the server ended while starting:\n{self.output()}")
            if answers(f"http://127.0.0.1:{self.port}/api/health"):
                return
            time.sleep(0.1)
        raise AssertionError(f"no answer within {READY_SECONDS} s:\n{self.output()}")

    def stop(self) -> None:
        """End the server as a service manager does, and expect it to end well."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"the server did not stop within {STOP_SECONDS} s") from None
        self.process = None
        assert status == 0, f"the server ended with status {status}:\n{self.output()}"

    def kill(self) -> None:
        """Take the power away: kill the server with all its workers."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):  # it may have ended by itself
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def restart(self, *, killed: bool = False) -> None:
        """Stop, or kill, and start again at the same address."""
        if killed:
            self.kill()
        else:
            self.stop()
        self.start()

    def output(self) -> str:
        """Return the end of what the server has written."""
        if not self.log.exists():
            return ""
        return self.log.read_text(encoding="utf-8", errors="replace")[-6000:]

    def check_log(self) -> None:
        """Expect no traceback in the log."""
        text = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        at = text.find("Traceback")
        assert at < 0, f"the server's log has a traceback:\n{text[max(0, at - 500) : at + 4000]}"


HYDRATED = re.compile(r'"is_hydrated[a-z_]*":\s*true')

OFFLINE_NOISE = (
    r"net::ERR_INTERNET_DISCONNECTED|net::ERR_CONNECTION_REFUSED|net::ERR_CONNECTION_RESET"
    r"|net::ERR_CONNECTION_CLOSED|net::ERR_NETWORK|WebSocket connection to .* failed"
)
"""What Chromium itself writes into the console while a server cannot be reached."""


_WATCH_POLICY = """addEventListener("securitypolicyviolation", (event) => console.error(
  `policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample} ${event.sourceFile}:${event.lineNumber}`));"""
"""Tells of whatever the policy of a page has refused; nothing of ours may need it."""


@dataclass
class Tab:
    """A page of a browser that keeps the errors of its console."""

    page: Page
    errors: list[str] = field(default_factory=list)
    tolerated: list[str] = field(default_factory=list)
    hydrations: int = 0

    def __post_init__(self) -> None:
        self.page.add_init_script(_WATCH_POLICY)
        self.page.on(
            "console",
            lambda message: (
                self.errors.append(f"{message.text} ({message.location.get('url', '')})")
                if message.type == "error"
                else None
            ),
        )
        self.page.on("pageerror", lambda error: self.errors.append(f"uncaught: {error}"))
        self.page.on("websocket", lambda ws: ws.on("framereceived", self._count_hydration))

    def _count_hydration(self, payload: str | bytes) -> None:
        if isinstance(payload, str) and HYDRATED.search(payload):
            self.hydrations += 1

    @property
    def context(self) -> BrowserContext:
        """The browser's profile this tab belongs to."""
        return self.page.context

    def tolerate(self, pattern: str) -> None:
        """Expect errors that match a pattern, now and later."""
        self.tolerated.append(pattern)

    def unexpected(self) -> list[str]:
        """Return the errors nobody expected."""
        return [e for e in self.errors if not any(re.search(p, e) for p in self.tolerated)]

    def go_offline(self) -> None:
        """Take the network away from every tab of this profile.

        As when a phone leaves the coverage: an open connection falls silent and is only given up
        when a ping has not come, up to 25 s later; new ones fail at once.
        """
        self.tolerate(OFFLINE_NOISE)
        self.context.set_offline(True)

    def go_online(self) -> None:
        """Give the network back."""
        self.context.set_offline(False)

    def shot(self, name: str, *, whole: bool = True) -> None:
        """Save a picture as ``<SEKAMPADI_SHOTS>/<name>.png``; without that variable do nothing."""
        folder = os.environ.get("SEKAMPADI_SHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=whole)

    def open(self, address: str) -> None:
        """Go to an address and wait until the page is connected and its state has arrived."""
        before = self.hydrations
        self.page.goto(address)
        self.wait_hydrated(before)

    def reload(self) -> None:
        """Load the page again and wait as :meth:`open` does."""
        before = self.hydrations
        self.page.reload()
        self.wait_hydrated(before)

    def wait_hydrated(self, more_than: int = 0, seconds: float = 30) -> None:
        """Wait until the server has told the page that its state is complete.

        Args:
            more_than: the value of ``hydrations`` before what is waited for began.
            seconds: when to give up.
        """
        deadline = time.monotonic() + seconds
        while self.hydrations <= more_than:
            assert time.monotonic() < deadline, f"no state within {seconds} s at {self.page.url}"
            self.page.wait_for_timeout(50)
