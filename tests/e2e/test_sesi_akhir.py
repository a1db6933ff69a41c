"""Logins and walls that end while their pages are open: told within one event or ten seconds."""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select, update

from sekampadi.db.models import LayarTerhubung, Sesi
from sekampadi.domain.izin import Role
from sekampadi.services.akun.sesi import find_principal
from sekampadi.services.akun.sesi_saya import end_all_sesi, list_sesi
from sekampadi.services.layar.terhubung import revoke_layar
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.web.reflex_seam.events import registered_events
from tests import factories
from tests.e2e.conftest import StartServer
from tests.e2e.harness import AppServer
from tests.e2e.processes import open_on, wait_workers
from tests.e2e.socket_client import SENTINEL
from tests.e2e.test_binding import LOADED, PUBLIC, STATES
from tests.e2e.test_hub import LAYAR, Keeper, Viewer, _survey, log_in
from tests.factories import connect_wall
from tests.hak_akses import handler_rights, page_rights, short_name, wall_rights

PROMISED = 10.0
"""Seconds within which an open page is told."""
BUSY = 2.0
"""What a busy machine may add."""
SESI_SAYA = STATES + "akun___sesi_saya___state____sesi_saya_state"
SESI = STATES + "akun___sesi___state____sesi_state"


@pytest.fixture
def server(start_server: StartServer) -> AppServer:
    return start_server("cast")


async def told(viewer: Viewer, patience: float = PROMISED + BUSY) -> float:
    """Wait until a page is told that its login is over, and return how long that took."""
    began = time.monotonic()
    while not any("sesi.required" in call for call in viewer.calls()):
        assert time.monotonic() - began < patience, "an open page was not told"
        await asyncio.sleep(0.05)
    return time.monotonic() - began


def last_seen(rt: Runtime) -> list[datetime]:
    with rt.reading() as session:
        return list(session.exec(select(Sesi.terakhir).order_by(col(Sesi.dibuat))))


async def test_one_that_is_ended_in_the_list_is_out_at_once(server: AppServer) -> None:
    with server.runtime() as rt:
        phone, desk = log_in(rt, Role.PIMPINAN), log_in(rt, Role.PIMPINAN)
        person = find_principal(rt, desk)
        rows = list_sesi(rt, person, token=desk)
    async with Viewer(server, phone) as open_dashboard, Viewer(server, desk) as list_page:
        await open_dashboard.look()
        await open_dashboard.sees("0")
        await list_page.load("/admin/akun/sesi", LOADED)
        await list_page.ask(
            f"{SESI_SAYA}.akhiri", {"kunci": rows[1].kunci}, path="/admin/akun/sesi"
        )
        assert await told(open_dashboard) < 2.0
        # Who ended it goes on.
        assert not any("sesi.required" in call for call in list_page.calls())
        await open_dashboard.load("/admin", LOADED)
        assert open_dashboard.states() <= PUBLIC


async def test_one_that_another_process_ends_is_out_within_ten_seconds(server: AppServer) -> None:
    """This process is another one, and has no way to tell the server."""
    with server.runtime() as rt:
        cookie = log_in(rt, Role.PIMPINAN)
        async with Viewer(server, cookie) as viewer:
            await viewer.look()
            await viewer.sees("0")
            end_all_sesi(rt, find_principal(rt, cookie))
            await told(viewer)


async def test_an_idle_login_ends_although_live_updates_keep_coming(server: AppServer) -> None:
    keeper = Keeper(server)
    with server.runtime() as rt:
        cookie = log_in(rt, Role.PIMPINAN)
        before = last_seen(rt)
        async with Viewer(server, cookie) as viewer:
            await viewer.look()
            for n in range(1, 4):
                await _survey(server, "layanan-a1")()
                await viewer.sees(str(n))
            assert last_seen(rt) == before, "nothing of that is activity"
            # Half an hour passes; the server's clock is this machine's, so its notes grow old.
            with rt.writing() as session:
                session.exec(
                    update(Sesi)
                    .where(col(Sesi.terakhir) == before[1])
                    .values(terakhir=rt.now() - timedelta(minutes=30))
                )
            seen = len(viewer.views())
            began = time.monotonic()
            while not any("sesi.required" in call for call in viewer.calls()):
                assert time.monotonic() - began < PROMISED + BUSY
                await _survey(server, "layanan-a1")()
                await asyncio.sleep(0.5)
            assert len(viewer.views()) > seen or time.monotonic() - began < 2
            n = len(viewer.views())
            await _survey(server, "layanan-a1")()
            await asyncio.sleep(2)
            assert len(viewer.views()) == n, "and nothing more comes"
        assert find_principal(rt, cookie) is None
    await keeper.until(0)


async def _walk(client: Viewer, names: list[str]) -> set[str]:
    """Return which handlers a wall is let through to, by the names of the table of rights."""
    let_in = set()
    for name in names:
        await client.ask(name, {}, path="/admin/layar")
        if not client.denied(name):
            let_in.add(".".join(short_name(name)))
        await asyncio.sleep(0.12)
    return let_in


@pytest.mark.parametrize("upp", ["", "upp-a"])
async def test_a_wall_opens_only_the_wall(upp: str, server: AppServer) -> None:
    from sekampadi.sekampadi import app  # the whole app, as the server imports it

    with server.runtime() as rt:
        acting = factories.make_operator(rt, "penghubung")
        _, cookie = connect_wall(rt, acting, upp)
    async with Viewer(server, cookie) as wall:
        await wall.look("/admin/layar")
        await wall.sees("0", LAYAR)
        for path in page_rights():
            if not path.startswith("/admin"):
                continue
            await wall.load(path, LOADED)
            shown: dict[str, object] = {}
            for u in wall.updates:
                shown |= (u.get("delta") or {}).get(SESI, {})
            assert shown["halaman_rx_state_"] == path
            opened = path in wall_rights("halaman")
            assert shown["boleh_rx_state_"] is opened, path
            assert opened or any("izin.denied" in call for call in wall.calls())
            await asyncio.sleep(0.1)
        if upp:
            await wall.load("/admin/layar", "UPP tidak ditemukan", cakupan="upp-b")
    public = {key for key, roles in handler_rights().items() if "" in roles}
    handlers = [name for name in registered_events(app) if name != SENTINEL]
    # A handler without its arguments is no event: what takes none stands for all of a state.
    taking_none = [
        name
        for name in handlers
        if short_name(name) not in public
        and registered_events(app)[name].handler.fn.__code__.co_argcount == 1
        and not name.endswith("muat")
    ]
    async with Viewer(server, cookie) as wall:
        await wall.ask("reflex___state____state.hydrate", {}, path="/admin/layar")
        assert await _walk(wall, taking_none) <= wall_rights("handler")


def revoked(rt: Runtime) -> None:
    revoke_layar(rt, factories.make_operator(rt, "pencabut"), 1)


def over(rt: Runtime) -> None:
    with rt.writing() as session:
        session.exec(update(LayarTerhubung).values(berlaku_sampai=rt.now()))


@pytest.mark.parametrize("end", [revoked, over])
async def test_a_wall_that_is_taken_back_is_dark_within_ten_seconds(
    end: Callable[[Runtime], None], server: AppServer
) -> None:
    with server.runtime() as rt:
        _, cookie = connect_wall(rt, factories.make_operator(rt, "penghubung"))
        with rt.writing() as session:
            session.exec(update(LayarTerhubung).values(terakhir=rt.now() - timedelta(hours=2)))
        async with Viewer(server, cookie) as wall:
            await wall.look("/admin/layar")
            await wall.sees("0", LAYAR)
            deadline = time.monotonic() + PROMISED + BUSY
            with rt.reading() as session:
                query = select(LayarTerhubung.terakhir)
            while True:  # it is seen
                with rt.reading() as session:
                    moment = session.exec(query).one()
                if moment is not None and rt.now() - moment < timedelta(minutes=1):
                    break
                assert time.monotonic() < deadline
                await asyncio.sleep(0.2)
            end(rt)
            await told(wall)
            await wall.load("/admin/layar", f"{LAYAR}.muat")
            assert wall.states() <= PUBLIC


async def test_a_login_ends_in_the_process_that_does_not_have_it(
    start_server: StartServer, redis_url: str
) -> None:
    server = start_server("cast", redis_url=redis_url, extra={"SEKAMPADI_WORKERS": "2"})
    pids = wait_workers(server, 2)
    with server.runtime() as rt:
        cookies = [log_in(rt, Role.PIMPINAN) for _ in pids]
        rows = list_sesi(rt, find_principal(rt, cookies[0]), token=cookies[0])
    here, there = (Viewer(server, cookie) for cookie in cookies)
    await open_on(here, server, pids[0])
    await open_on(there, server, pids[1])
    await there.look()
    await there.sees("0")
    await here.load("/admin/akun/sesi", LOADED)
    await here.ask(f"{SESI_SAYA}.akhiri", {"kunci": rows[1].kunci}, path="/admin/akun/sesi")
    assert await told(there) < 5, "a look at all logins comes only every ten seconds"
    for viewer in (here, there):
        await viewer.close()
