"""A login in two steps with two processes: begun in one, finished in the other, and good once for both."""

import asyncio
from urllib.parse import parse_qs, urlsplit

import pytest
from redis import Redis

from sekampadi.domain.izin import Role
from sekampadi.services.akun.sesi import find_principal, redeem_ticket
from tests.e2e.conftest import StartServer
from tests.e2e.harness import AppServer
from tests.e2e.processes import open_on, post_on, wait_workers, worker_of
from tests.e2e.test_binding import LOADED, STATES
from tests.e2e.test_hub import Viewer, log_in
from tests.factories import PASSWORD
from tests.faktor import NEXT, Ponsel, set_up

LOGIN = STATES + "akun___sesi___state____login_state"
GIVEN = {"data": {"username": Role.PIMPINAN.value, "password": PASSWORD}}


@pytest.fixture
def server(start_server: StartServer, redis_url: str) -> AppServer:
    with Redis.from_url(redis_url) as kept:
        kept.flushdb()  # other tests have left their failures
    server = start_server("cast", redis_url=redis_url, extra={"SEKAMPADI_WORKERS": "2"})
    wait_workers(server, 2)
    return server


@pytest.fixture
def phone(server: AppServer) -> Ponsel:
    """Return a phone whose first code was used a while ago."""
    with server.runtime() as rt:
        person = find_principal(rt, log_in(rt, Role.PIMPINAN))
        assert person is not None
        clock = rt.clock
        rt.clock = lambda: clock() - 4 * NEXT
        return set_up(rt, person)


def shown(page: Viewer) -> dict[str, str]:
    """Return what the login page was told last of each variable."""
    told: dict[str, str] = {}
    for update in page.updates:
        told |= update.get("delta", {}).get(LOGIN, {})
    return told


def code_of(server: AppServer, phone: Ponsel, steps: int = 0) -> str:
    """Return the code that a phone shows now, or some steps later."""
    with server.runtime() as rt:
        return phone.code(rt.now() + steps * NEXT)


async def begin_on(server: AppServer, pid: int) -> Viewer:
    """Type the password in a tab that a process serves."""
    page = Viewer(server)
    await open_on(page, server, pid)
    await page.load("/login", LOADED)
    await page.ask(f"{LOGIN}.masuk", GIVEN, path="/login")
    assert shown(page)["tahap_rx_state_"] == "kode"
    return page


async def come_back_on(server: AppServer, page: Viewer, pid: int) -> Viewer:
    """Let a tab lose its connection and come back to a process under its name."""
    token = (page.new_tokens or [page.token])[-1]
    await page.close()
    for _ in range(60):
        again = Viewer(server, token=token)
        await again.__aenter__()
        if worker_of(server, again.port) == pid:
            await again.load("/login", LOADED)
            return again
        await again.close()
    raise AssertionError(f"no connection went to {pid}")


async def finish(page: Viewer, code: str) -> str:
    """Type a code; return the ticket, or nothing."""
    calls = await page.ask(f"{LOGIN}.periksa", {"data": {"kode": code}}, path="/login")
    entered = [call for call in calls if call.startswith("enter(")]
    if not entered:
        return ""
    address = entered[0].partition('"')[2].partition('"')[0]
    return parse_qs(urlsplit(address).query)["tiket"][0]


async def test_a_login_that_began_in_one_process_ends_in_the_other(
    server: AppServer, phone: Ponsel
) -> None:
    here, there = wait_workers(server, 2)
    page = await come_back_on(server, await begin_on(server, here), there)
    assert shown(page)["tahap_rx_state_"] == "kode", "the code is asked for, not the password"
    code = code_of(server, phone)
    ticket = await finish(page, code)
    assert ticket
    other = await begin_on(server, there)
    assert await finish(other, code) == "", "a code is used up for all processes"
    assert "sudah dipakai" in shown(other)["galat_rx_state_"]
    assert await finish(other, phone.pemulihan[0])
    third = await begin_on(server, here)
    assert await finish(third, phone.pemulihan[0]) == ""
    with server.runtime() as rt:
        cookie, _ = redeem_ticket(rt, ticket)
        pages = [Viewer(server, cookie), Viewer(server, cookie)]
        for viewer, pid in zip(pages, (here, there), strict=True):
            await open_on(viewer, server, pid)
            await viewer.look()
            await viewer.sees("0")
        assert post_on(server, here, "/sesi/keluar", cookie) == 303
        for viewer in pages:
            async with asyncio.timeout(10):
                while not any("sesi.required" in call for call in viewer.calls()):  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
        assert find_principal(rt, cookie) is None
    for viewer in (*pages, page, other, third):
        await viewer.close()


async def test_wrong_codes_of_both_processes_are_counted_together(
    server: AppServer, phone: Ponsel
) -> None:
    here, there = wait_workers(server, 2)
    tried = 0
    for pid in (here, there) * 2:
        page = await begin_on(server, pid)
        for _ in range(4):
            assert await finish(page, "000000") == ""
            tried += "Terlalu banyak percobaan" not in shown(page).get("galat_rx_state_", "")
        if tried == 8:
            break
        await page.close()
    assert await finish(page, code_of(server, phone)) == ""
    assert "Terlalu banyak percobaan" in shown(page)["galat_rx_state_"]
