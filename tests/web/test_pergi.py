"""Tabs that have gone: some are kept for a while, those gone longest are dropped, those at work never."""

import asyncio
import uuid
from types import SimpleNamespace
from typing import Any

from redis.asyncio import Redis
from reflex.istate.manager.memory import StateManagerMemory
from reflex.istate.manager.redis import StateManagerRedis
from reflex.istate.manager.token import BaseStateToken
from reflex.state import State

from sekampadi.web.pergi import CLOSED, LOST, GoneTabs
from sekampadi.web.reflex_seam.redis_states import drop_from_redis
from sekampadi.web.reflex_seam.states import drop_state
from tests.web.jam_maya import jam_maya


async def test_those_gone_longest_are_dropped() -> None:
    dropped: list[str] = []

    def drop(tab: str) -> bool:
        if tab != "busy":
            dropped.append(tab)
        return tab != "busy"

    gone = GoneTabs(drop, most=3)
    for tab in ("busy", "a", "b", "c", "d"):
        gone.left(tab)
    gone.came_back("d")
    gone.left("e")
    gone.left("d")
    assert dropped == ["a", "b", "c"]
    assert len(gone) == 3


async def test_what_a_thousand_visitors_leave_is_bounded() -> None:
    manager = StateManagerMemory()
    app: Any = SimpleNamespace(state_manager=manager, _event_processor=None)
    gone = GoneTabs(lambda tab: drop_state(app, tab), most=5)
    for number in range(50):
        token = BaseStateToken(ident=f"tab-{number}", cls=State)
        async with manager.modify_state(token):
            # Its last event is still being handled.
            assert not drop_state(app, token.ident)
        gone.left(token.ident)
    assert len(manager.states) == len(manager._states_locks) == 5
    await manager.close()
    await asyncio.sleep(0)


async def test_in_redis_it_is_dropped_unless_it_is_open_in_another_process(redis_url: str) -> None:
    redis = Redis.from_url(redis_url)
    manager = StateManagerRedis(redis=redis)
    open_elsewhere: set[str] = set()

    async def is_token_connected(tab: str) -> bool:
        return tab in open_elsewhere

    tokens = SimpleNamespace(is_token_connected=is_token_connected)
    namespace = SimpleNamespace(_token_manager=tokens)
    app: Any = SimpleNamespace(
        state_manager=manager, _event_processor=None, event_namespace=namespace
    )
    tab = str(uuid.uuid4())
    async with manager.modify_state(BaseStateToken(ident=tab, cls=State)) as state:
        state.router_data = {"token": tab}
    assert len(await redis.keys(f"{tab}*")) >= 1
    open_elsewhere.add(tab)
    await drop_from_redis(app, tab)
    assert len(await redis.keys(f"{tab}*")) >= 1
    open_elsewhere.clear()
    assert drop_state(app, tab)
    async with asyncio.timeout(5):
        while await redis.keys(f"{tab}*"):  # noqa: ASYNC110 - Redis tells nobody
            await asyncio.sleep(0.01)
    await manager.close()


@jam_maya
async def test_a_closed_tab_is_forgotten_sooner_than_a_lost_one() -> None:
    dropped: list[str] = []

    def drop(tab: str) -> bool:
        dropped.append(tab)
        return tab != "busy" or dropped.count("busy") > 1

    gone = GoneTabs(drop)
    gone.left("lost", goodbye=False)
    for tab in ("closed", "reloaded", "busy"):
        gone.left(tab, goodbye=True)
    gone.came_back("reloaded")
    await asyncio.sleep(CLOSED - 1)
    assert dropped == []
    await asyncio.sleep(2)
    assert sorted(dropped) == ["busy", "closed"]
    await asyncio.sleep(10)
    assert sorted(dropped) == ["busy", "busy", "closed"]
    await asyncio.sleep(LOST)
    assert dropped[3:] == ["lost"]
    assert len(gone) == 0
