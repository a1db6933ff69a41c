"""The hub behind a real server: watchers end with their tabs, restarts are survived, processes tell one another."""

import asyncio
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

from sekampadi.domain.izin import Role
from sekampadi.services.akun.sesi import end_session, issue_ticket, redeem_ticket
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.e2e.conftest import StartServer
from tests.e2e.harness import AppServer
from tests.e2e.socket_client import SocketClient
from tests.factories import PASSWORD

STATES = "reflex___state____state.sekampadi___web___"
DASHBOARD = STATES + "laporan___dashboard___state____dashboard_state"
LAYAR = STATES + "layar___state____layar_state"
LOAD = "reflex___state____state.hydrate_and_load"
GONE_SECONDS = 30
"""A tab whose machine died is noticed when it does not answer two pings."""


def log_in(rt: Runtime, role: Role) -> str:
    return redeem_ticket(rt, issue_ticket(rt, role.value, PASSWORD))[0]


class Keeper:
    """The person who may look how many watch."""

    def __init__(self, server: AppServer) -> None:
        self._server = server
        with server.runtime() as rt:
            self._cookie = log_in(rt, Role.PENGELOLA_SISTEM)

    def live(self) -> dict[str, int]:
        request = urllib.request.Request(
            f"{self._server.url}/api/internal/live",
            headers={"Cookie": f"sekampadi_sesi={self._cookie}"},
        )
        with urllib.request.urlopen(request, timeout=10) as response:
            found: dict[str, int] = json.load(response)
            return found

    async def until(self, watchers: int, patience: float = 10.0) -> None:
        deadline = time.monotonic() + patience
        while (found := await asyncio.to_thread(self.live))["watchers"] != watchers:
            assert time.monotonic() < deadline, f"{found} instead of {watchers} watchers"
            await asyncio.sleep(0.1)


class Viewer(SocketClient):
    """A dashboard without a browser."""

    async def look(self, path: str = "/admin", **query: str) -> None:
        await self.send(LOAD, {}, path=path, **query)

    def views(self, state: str = DASHBOARD) -> list[dict[str, Any]]:
        return [
            update["delta"][state]["view_rx_state_"]
            for update in self.updates
            if "view_rx_state_" in update.get("delta", {}).get(state, {})
        ]

    async def sees(self, n: str, state: str = DASHBOARD, patience: float = 15.0) -> float:
        began = time.monotonic()
        while not any(view["nilai"]["n"] == n for view in self.views(state)):
            assert time.monotonic() - began < patience, [v["nilai"] for v in self.views(state)]
            await asyncio.sleep(0.02)
        return time.monotonic() - began

    async def close(self) -> None:
        await self.__aexit__()

    async def vanish(self) -> None:
        """Die without a word, as a machine whose plug is pulled."""
        transport = self._client.eio.ws._response.connection.transport
        transport.pause_reading()
        self._client.eio._reset = lambda: None
        for task in (self._client.eio.read_loop_task, self._client.eio.write_loop_task):
            task.cancel()


@pytest.fixture
def server(start_server: StartServer) -> AppServer:
    return start_server("cast")


@pytest.fixture
def leader(server: AppServer) -> str:
    with server.runtime() as rt:
        return log_in(rt, Role.PIMPINAN)


async def test_nobody_watches_after_all_have_gone(server: AppServer, leader: str) -> None:
    keeper = Keeper(server)
    viewers = [await Viewer(server, leader).__aenter__() for _ in range(8)]
    for index, viewer in enumerate(viewers):
        await viewer.look("/admin/layar" if index % 2 else "/admin")
    await keeper.until(8)
    assert keeper.live()["channels"] == 2
    await viewers[0].look("/admin")  # reloaded
    await viewers[1].look("/admin/laporan")  # gone to a page without live figures
    await keeper.until(7)
    await viewers[2].close()
    await keeper.until(6)
    await viewers[3].look("/admin")  # to another live page: still one watch
    await asyncio.sleep(0.5)
    assert keeper.live()["watchers"] == 6
    await viewers[4].vanish()
    await keeper.until(5, GONE_SECONDS)
    for viewer in (viewers[0], viewers[1], viewers[3], *viewers[5:]):
        await viewer.close()
    await keeper.until(0)
    reads = keeper.live()["reads"]
    with server.runtime() as rt:
        factories.submit(rt, "layanan-a1")
    await asyncio.sleep(1.5)
    assert keeper.live()["reads"] == reads, "nothing is read for nobody"


async def test_who_logs_out_elsewhere_sees_no_more(server: AppServer, leader: str) -> None:
    keeper = Keeper(server)
    async with Viewer(server, leader) as viewer:
        await viewer.look()
        await keeper.until(1)
        with server.runtime() as rt:
            end_session(rt, leader)
        await keeper.until(0, 15)
        async with asyncio.timeout(5):
            while not any("sesi.required" in call for call in viewer.calls()):  # noqa: ASYNC110
                await asyncio.sleep(0.05)


def _survey(server: AppServer, layanan: str) -> Callable[[], Any]:
    from tests.load.respondents import Citizen, Tally

    async def answer() -> None:
        import aiohttp

        async with aiohttp.ClientSession() as http:
            citizen = Citizen(http, server.url, layanan, 1)
            await citizen.arrive()
            await citizen.answer(Tally({layanan: ("x",)}))
            await citizen.wire.close()

    return answer


async def test_two_processes_tell_one_another(
    pg_database_url: str, redis_url: str, start_server: StartServer
) -> None:
    first = start_server("cast", database_url=pg_database_url, redis_url=redis_url)
    second = AppServer(first.folder / "second", pg_database_url, redis_url)
    second.start()
    try:
        with first.runtime() as rt:
            leader = log_in(rt, Role.PIMPINAN)
        async with Viewer(first, leader) as here, Viewer(first, leader) as there:
            there._server = second
            await there._client.disconnect()
            await there.__aenter__()
            for viewer in (here, there):
                await viewer.look(cakupan="upp-a")
                await viewer.sees("0")
            await asyncio.sleep(1.2)
            for n, server in (("1", first), ("2", second)):
                await _survey(server, "layanan-a1")()
                waits = await asyncio.gather(here.sees(n), there.sees(n))
                assert max(waits) < 2.0, waits
                await asyncio.sleep(1.2)
    finally:
        await asyncio.to_thread(second.stop)
    second.check_log()


def test_only_the_keeper_sees_how_many_watch(server: AppServer, leader: str) -> None:
    for cookie in ("", leader):
        request = urllib.request.Request(
            f"{server.url}/api/internal/live", headers={"Cookie": f"sekampadi_sesi={cookie}"}
        )
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=10)
        assert refused.value.code in {401, 403}
