"""Tabs that have gone: some are kept, those gone longest are dropped, those at work never."""

import asyncio
from types import SimpleNamespace
from typing import Any

from reflex.istate.manager.memory import StateManagerMemory
from reflex.istate.manager.token import BaseStateToken
from reflex.state import State

from sekampadi.web.pergi import GoneTabs
from sekampadi.web.reflex_seam.states import drop_state


def test_those_gone_longest_are_dropped() -> None:
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
