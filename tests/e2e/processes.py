"""The processes of a server that has several: which they are, and which of them a connection has."""

import asyncio
import http.client
import os
import signal
import time
import uuid
from pathlib import Path

import aiohttp

from sekampadi.domain.survei.survei import Langkah
from tests import factories
from tests.e2e.harness import AppServer
from tests.e2e.socket_client import SocketClient
from tests.load.respondents import Citizen, Tally

PATIENCE = 60.0
THINK = 0.3
"""Seconds before each step, so that some are in the middle of it."""


def workers(server: AppServer) -> list[int]:
    """Return the processes that serve, without the one that minds them."""
    assert server.process is not None
    pid = server.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return sorted(int(c) for c in children if _serves(int(c)))


def _serves(pid: int) -> bool:
    try:
        return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False  # it has just died


def worker_of(server: AppServer, port: int) -> int:
    """Return the process that holds the other end of a connection; 0 when none does.

    The kernel shares new connections out among them, so one asks afterwards.
    """
    ends = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    near, far = f":{server.port:04X}", f":{port:04X}"
    inodes = {
        f"socket:[{fields[9]}]"
        for fields in map(str.split, ends)
        if fields[1].endswith(near) and fields[2].endswith(far)
    }
    for pid in workers(server):
        for handle in Path(f"/proc/{pid}/fd").iterdir():
            try:
                if str(handle.readlink()) in inodes:
                    return pid
            except OSError:
                continue  # closed meanwhile
    return 0


async def open_on(client: SocketClient, server: AppServer, pid: int) -> None:
    """Connect until a process has the connection."""
    for _ in range(60):
        await client.__aenter__()
        if worker_of(server, client.port) == pid:
            return
        await client.__aexit__()
        client.token = str(uuid.uuid4())
    raise AssertionError(f"no connection went to {pid} of {workers(server)}")


async def answer_on(http: aiohttp.ClientSession, server: AppServer, pid: int, layanan: str) -> None:
    """Fill in a survey through a process."""
    for seed in range(60):
        citizen = Citizen(http, server.url, layanan, seed)
        await citizen.arrive()
        if worker_of(server, citizen.wire.port) == pid:
            await citizen.answer(Tally({layanan: ("",)}))
            await citizen.wire.close()
            return
        await citizen.wire.close()
    raise AssertionError(f"no connection went to {pid} of {workers(server)}")


def post_on(server: AppServer, pid: int, path: str, cookie: str) -> int:
    """Post to an address through a process; return the status."""
    for _ in range(60):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        connection.connect()
        if worker_of(server, connection.sock.getsockname()[1]) == pid:
            host = server.url.partition("//")[2]
            headers = {"Cookie": f"sekampadi_sesi={cookie}", "Origin": server.url, "Host": host}
            connection.request("POST", path, body=b"", headers=headers)
            status = connection.getresponse().status
            connection.close()
            return status
        connection.close()
    raise AssertionError(f"no connection went to {pid} of {workers(server)}")


def wait_workers(server: AppServer, count: int, but: frozenset[int] = frozenset()) -> list[int]:
    """Wait until so many processes serve, none of those that are to be gone, and return them."""
    deadline = time.monotonic() + PATIENCE
    while len(found := [p for p in workers(server) if p not in but and _listens(p)]) < count:
        assert time.monotonic() < deadline, f"{found} instead of {count}:\n{server.output()}"
        time.sleep(0.1)
    return found


def _listens(pid: int) -> bool:
    """Tell whether a process has a socket at which connections wait."""
    try:
        ends = Path(f"/proc/{pid}/net/tcp").read_text(encoding="ascii").splitlines()[1:]
        listening = {f"socket:[{f[9]}]" for f in map(str.split, ends) if f[3] == "0A"}
        handles = list(Path(f"/proc/{pid}/fd").iterdir())
        return any(str(handle.readlink()) in listening for handle in handles)
    except OSError:
        return False


def kill(pid: int) -> None:
    """End a process without a word."""
    os.kill(pid, signal.SIGKILL)


class Stubborn:
    """A person whose page comes back by itself and sends again until it is thanked.

    Args:
        number: seed of what is answered.
    """

    def __init__(
        self, http: aiohttp.ClientSession, server: AppServer, layanan: str, number: int
    ) -> None:
        self._citizen = Citizen(http, server.url, layanan, number)
        self._new = lambda: Citizen(http, server.url, layanan, number)
        self.identity = str(uuid.uuid4())
        self.isian = factories.random_isian(self._citizen._rng)
        self.losses = 0
        self.port = 0  # of its connection, while it answers

    async def answer(self, until: float) -> bool:
        """Answer; return whether there were thanks before a moment of the monotonic clock."""
        step = Langkah.RESPONDEN
        while time.monotonic() < until:
            try:
                await self._citizen.arrive()
                self.port = self._citizen.wire.port
                while True:
                    await asyncio.sleep(THINK)
                    await self._citizen.send_step(step, self.identity, self.isian)
                    if step is Langkah.SARAN:
                        self.port = 0
                        await self._citizen.wire.close()
                        return True
                    step = Langkah(step + 1)
            except (OSError, aiohttp.ClientError, AssertionError, TypeError):
                # TypeError: the greeting did not come, the connection was closed.
                self.losses, self.port = self.losses + 1, 0
                await self._leave()
                await asyncio.sleep(0.3)
                self._citizen = self._new()
        return False

    async def _leave(self) -> None:
        try:
            await self._citizen.wire.close()
        except (OSError, aiohttp.ClientError):
            return
