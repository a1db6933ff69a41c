"""What Reflex keeps of a tab in Redis, dropped when it is not wanted any more."""

import asyncio
import logging
from typing import Any

import reflex as rx
from redis.exceptions import RedisError
from reflex.istate.manager.redis import StateManagerRedis
from reflex.state import BaseState

logger = logging.getLogger(__name__)

_dropping: set["asyncio.Task[None]"] = set()


def _all_states(state: type[BaseState]) -> list[type[BaseState]]:
    return [state, *(found for sub in state.get_substates() for found in _all_states(sub))]


async def drop_from_redis(app: rx.App, tab: str) -> None:
    """Drop all that is kept for a tab, by its full name, unless it is open in another process."""
    manager: Any = app.state_manager
    namespace: Any = app.event_namespace
    token = rx.BaseStateToken(ident=tab, cls=rx.State)
    try:
        if namespace is not None and await namespace._token_manager.is_token_connected(tab):
            return
        await manager.redis.delete(*(token._state_key(cls) for cls in _all_states(rx.State)))
    except RedisError:
        logger.warning("what is kept for a tab stays until it expires: Redis does not answer")


def lock_keys(app: rx.App, tab: str) -> list[bytes]:
    """Return what the lock of a tab is in Redis: a process that has died would hold it for ten seconds."""
    manager = app.state_manager
    if not isinstance(manager, StateManagerRedis):
        return []
    return [manager._lock_key(rx.BaseStateToken(ident=tab, cls=rx.State))]


def drop_soon(app: rx.App, tab: str) -> bool:
    """Begin to drop what is kept for a tab in Redis; False where states are not kept there."""
    if not isinstance(app.state_manager, StateManagerRedis):
        return False
    task = asyncio.get_running_loop().create_task(drop_from_redis(app, tab))
    _dropping.add(task)
    task.add_done_callback(_dropping.discard)
    return True
