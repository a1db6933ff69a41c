"""With several processes: a tab of nobody stays with the process that serves it, that of a login is in Redis.

A socket ends where it began, so only a tab that comes back by another connection may meet another
process. A visitor's page is hydrated anew then, as after a restart, and its draft is in the browser;
through Redis each of his steps would lock, load, write and unlock what nobody else ever reads.
"""

import contextlib
from collections.abc import Callable
from typing import Any, TypeAlias

import reflex as rx
from reflex.istate.manager.memory import StateManagerMemory
from reflex.istate.manager.redis import StateManagerRedis
from reflex.istate.manager.token import StateToken
from reflex.state import StateUpdate
from reflex.utils.token_manager import LocalTokenManager, RedisTokenManager

from sekampadi.web.reflex_seam.lazy import LazyMemory
from sekampadi.web.reflex_seam.lazy_redis import LazyRedis

Near: TypeAlias = Callable[[str], bool]
"""Tells of a tab's full name whether it stays here."""


class NearStates(LazyRedis):
    """Reflex's manager of states in Redis, which keeps some here."""

    is_near: Near
    kept: LazyMemory

    def _keeps(self, token: Any) -> bool:
        return self.is_near(self._coerce_token(token).ident)

    async def get_state(  # type: ignore[override]  # it has several forms
        self, token: StateToken[Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Return a tab's state."""
        if self._keeps(token):
            return await self.kept.get_state(token)
        return await super().get_state(token, *args, **kwargs)

    async def set_state(  # type: ignore[override]
        self, token: StateToken[Any], state: Any, **kwargs: Any
    ) -> None:
        """Keep a tab's state."""
        if self._keeps(token):
            await self.kept.set_state(token, state)
        else:
            await super().set_state(token, state, **kwargs)

    def modify_state(  # type: ignore[override]
        self, token: StateToken[Any], **context: Any
    ) -> contextlib.AbstractAsyncContextManager[Any]:
        """Return what holds a tab's state while it is changed."""
        if self._keeps(token):
            return self.kept.modify_state(token, **context)
        return super().modify_state(token, **context)

    async def close(self) -> None:
        """Let go of everything."""
        await self.kept.close()  # type: ignore[no-untyped-call]
        await super().close()  # type: ignore[no-untyped-call]


class NearTokens(RedisTokenManager):
    """Reflex's record of whose a tab is: of one that stays here only this process knows."""

    is_near: Near

    async def link_token_to_sid(self, token: str, sid: str) -> str | None:
        """Remember the connection of a tab."""
        if self.is_near(token):
            return await LocalTokenManager.link_token_to_sid(self, token, sid)
        return await super().link_token_to_sid(token, sid)

    async def disconnect_token(self, token: str, sid: str) -> None:
        """Forget the connection of a tab."""
        if self.is_near(token):
            await LocalTokenManager.disconnect_token(self, token, sid)
        else:
            await super().disconnect_token(token, sid)

    async def emit_lost_and_found(self, token: str, update: StateUpdate) -> bool:
        """Hand an answer to the process that has its tab; of one that stays here there is none."""
        return not self.is_near(token) and await super().emit_lost_and_found(token, update)


def keep_near(app: rx.App, is_near: Near) -> None:
    """Let an app whose states are in Redis keep those of some tabs, by their full names, to itself.

    Raises:
        TypeError: they are in Redis, but not yet made late
            (:func:`~sekampadi.web.reflex_seam.lazy.make_states_late`): all would silently stay there.
    """
    manager, namespace = app.state_manager, app.event_namespace
    if not isinstance(manager, StateManagerRedis):
        return
    known: Any = namespace._token_manager if namespace is not None else None
    if type(manager) is not LazyRedis or type(known) is not RedisTokenManager:
        raise TypeError(
            f"{type(manager).__name__} and {type(known).__name__} cannot keep a tab near"
        )
    # Reflex makes both by itself, and offers no place to name other classes.
    object.__setattr__(manager, "__class__", NearStates)
    memory: Any = LazyMemory  # mypy takes it for abstract
    near: Any = manager
    near.is_near, near.kept = is_near, memory()
    object.__setattr__(known, "__class__", NearTokens)
    tokens: Any = known
    tokens.is_near = is_near


def memory_of(app: rx.App, tab: str = "") -> StateManagerMemory | None:
    """Return what keeps a tab in this process; None where it is in Redis. Without one, that of any."""
    manager: Any = app.state_manager
    if isinstance(manager, StateManagerMemory):
        return manager
    if isinstance(manager, NearStates) and (not tab or manager.is_near(tab)):
        return manager.kept
    return None


def is_shared(tokens: Any, tab: str) -> bool:
    """Tell whether other processes may have a tab, too, as Reflex's record of connections knows it."""
    if isinstance(tokens, NearTokens):
        return not tokens.is_near(tab)
    return isinstance(tokens, RedisTokenManager)
