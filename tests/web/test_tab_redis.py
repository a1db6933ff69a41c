"""Whose a tab is, as Redis remembers it: what a process has left there is nobody's."""

import asyncio
import uuid
from types import SimpleNamespace
from typing import Any

import pytest
from redis.asyncio import Redis
from reflex.utils.token_manager import RedisTokenManager, SocketRecord
from socketio.exceptions import ConnectionRefusedError as Refused

from sekampadi.db.kabar_redis import Ears
from sekampadi.db.shared import SharedStore
from sekampadi.services.sistem.bersama import is_alive
from sekampadi.services.sistem.pantau import hear_others
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.web import tabs as tabs_module
from sekampadi.web.binding import Bindings
from sekampadi.web.context import use_runtime
from sekampadi.web.laporan.dashboard.state import DashboardState
from sekampadi.web.laporan.dashboard.tampilan import DashboardView
from sekampadi.web.live import Hub
from sekampadi.web.reflex_seam.sockets import PageSocket
from sekampadi.web.reflex_seam.states import keep_out_of_redis
from sekampadi.web.tabs import Tabs
from tests.e2e.harness import free_port, wait_until


def _socket(manager: RedisTokenManager) -> PageSocket:
    socket: Any = PageSocket.__new__(PageSocket)
    socket._token_manager = manager
    socket.app = SimpleNamespace()
    return socket  # type: ignore[no-any-return]  # made without its server


async def test_a_tab_whose_own_record_was_left_over_keeps_its_name(redis_url: str) -> None:
    manager, tab = RedisTokenManager(redis=Redis.from_url(redis_url)), str(uuid.uuid4())
    socket = _socket(manager)
    await manager._store_socket_record(
        tab, SocketRecord(instance_id=manager.instance_id, sid="lama")
    )
    try:
        assert not await socket.is_open_elsewhere(tab, "baru")
        assert await manager.link_token_to_sid(tab, "baru") is None, "it was renamed"
        assert await socket.is_open_elsewhere(tab, "lain"), "but a duplicate is one"
        await manager.redis.delete(manager._get_redis_key(tab))
        assert await socket.is_open_elsewhere(tab, "lain"), "also of a Redis that came back empty"
    finally:
        await manager.close()
        await manager.redis.aclose()


async def test_a_login_is_let_in_when_redis_is_there_again() -> None:
    manager = RedisTokenManager(redis=Redis.from_url(f"redis://127.0.0.1:{free_port()}/0"))
    socket, tab = _socket(manager), f"{uuid.uuid4()}.0123456789abcdef"
    with pytest.raises(Refused, match="redis"):
        await socket.is_open_elsewhere(tab, "sid")
    assert tab not in manager.token_to_socket
    await manager.close()


def test_what_each_load_of_a_dashboard_sets_is_not_kept() -> None:
    state: Any = DashboardState(init_substates=False, _reflex_internal_init=True)  # type: ignore[call-arg]
    state.kunci, state.view = "dinas-kesehatan", DashboardView(nama="Dinas Kesehatan")
    kept: Any = DashboardState._deserialize(data=state._serialize())
    assert (kept.kunci, kept.view) == ("dinas-kesehatan", DashboardView())
    assert state.view.nama == "Dinas Kesehatan", "it goes on in memory"


def test_what_a_state_does_not_have_cannot_be_kept_out() -> None:
    with pytest.raises(ValueError, match="DashboardState has no viev"):
        keep_out_of_redis("tren", "viev")(DashboardState)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_a_dead_process_is_asked_for_once_by_all_its_tabs(
    rt: Runtime, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rt.share(SharedStore(redis_url, "s" * 32))
    use_runtime(rt)
    app: Any = SimpleNamespace()
    hub, process = Hub(), uuid.uuid4().hex
    tabs = Tabs(app, hub, Bindings(app, hub))
    assert not await tabs.lives(process)
    ears = Ears(lambda _: None, lambda: None, lambda: None, lambda: None, print)
    stop = hear_others(rt, ears, process)
    try:
        await asyncio.to_thread(wait_until, lambda: is_alive(rt, process), "it listens")
        assert not await tabs.lives(process), "its name is new each time: it cannot come back"
        monkeypatch.setattr(tabs_module, "DEAD_SECONDS", 0.0)
        assert await tabs.lives(process)
    finally:
        await asyncio.to_thread(stop)
