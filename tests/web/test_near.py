"""With several processes: a tab of nobody is known to the process that serves it, and to no other."""

import uuid
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import pytest
import reflex as rx
from redis.asyncio import Redis
from reflex.istate.manager.redis import StateManagerRedis
from reflex.istate.manager.token import BaseStateToken
from reflex.state import StateUpdate
from reflex.utils.token_manager import RedisTokenManager

from sekampadi.web.binding import NOBODY, is_nobodys
from sekampadi.web.master.operator.state import OperatorState
from sekampadi.web.reflex_seam.counting import kept_visitors
from sekampadi.web.reflex_seam.lazy_redis import LazyRedis
from sekampadi.web.reflex_seam.near import is_shared, keep_near, memory_of
from sekampadi.web.reflex_seam.states import drop_state, forget_tab
from tests.e2e.harness import free_port


def _process(redis_url: str) -> Any:
    """Return what one process has of an app whose states are in Redis."""
    redis = Redis.from_url(redis_url)
    tokens = RedisTokenManager(redis=redis)
    app: Any = SimpleNamespace(
        state_manager=LazyRedis(redis=redis),
        event_namespace=SimpleNamespace(_token_manager=tokens),
        _event_processor=None,
        set_contexts=nullcontext,
        redis=redis,
        tokens=tokens,
    )
    keep_near(app, is_nobodys)
    return app


async def _visit(app: Any, tab: str) -> bool:
    """Touch a tab's state; tell whether it had been touched before."""
    async with app.state_manager.modify_state(BaseStateToken(ident=tab, cls=rx.State)) as root:
        before = bool(root.is_hydrated)
        root.is_hydrated = True
    return before


async def test_a_visitor_is_in_no_redis_and_a_login_is(redis_url: str) -> None:
    one, other, token = _process(redis_url), _process(redis_url), str(uuid.uuid4())
    visitor, officer = f"{token}.{NOBODY}", f"{token}.0123456789abcdef"
    try:
        for tab in (visitor, officer):
            assert await one.tokens.link_token_to_sid(tab, "sid") is None
            assert not await _visit(one, tab)
            assert await _visit(one, tab)
        assert not await one.redis.keys(f"*{visitor}*")
        assert len(await one.redis.keys(f"*{officer}*")) >= 2
        # Another process hydrates a visitor anew, under the same name; an officer goes on.
        assert not await _visit(other, visitor)
        assert await other.tokens.link_token_to_sid(visitor, "sid-2") is None
        assert await _visit(other, officer)
        assert is_shared(one.tokens, officer)
        assert not is_shared(one.tokens, visitor)
        assert kept_visitors(one) == kept_visitors(other) == 1
        await one.tokens.disconnect_token(visitor, "sid")
        assert visitor not in one.tokens.token_to_socket
        assert other.tokens.token_to_socket[visitor].sid == "sid-2"
        assert memory_of(one, officer) is None
        assert drop_state(one, visitor)
        assert kept_visitors(one) == 0
        assert not await _visit(one, visitor)
    finally:
        for app in (one, other):
            for tab in (visitor, officer):
                await app.tokens.disconnect_token(tab, "sid")
            await app.redis.delete(*(await app.redis.keys(f"*{officer}*") or ["none"]))
            await app.state_manager.close()
            await app.tokens.close()
            await app.redis.aclose()


async def _close(app: Any) -> None:
    await app.state_manager.close()
    await app.tokens.close()
    await app.redis.aclose()


async def test_a_visitor_needs_no_redis() -> None:
    app = _process(f"redis://127.0.0.1:{free_port()}/0")
    visitor = f"{uuid.uuid4()}.{NOBODY}"
    asked: list[str] = []

    async def ask(*words: Any, **options: Any) -> None:
        asked.append(str(words[0]))

    app.redis.execute_command = ask
    try:
        assert await app.tokens.link_token_to_sid(visitor, "sid") is None
        assert not await _visit(app, visitor)
        assert await _visit(app, visitor)
        await app.tokens.disconnect_token(visitor, "sid")
        # What was in work when he left is for nobody.
        assert not await app.tokens.emit_lost_and_found(visitor, StateUpdate())
        assert asked == []
    finally:
        await _close(app)


async def test_nothing_private_is_left_of_a_login_that_has_ended(redis_url: str) -> None:
    app, token = _process(redis_url), str(uuid.uuid4())
    visitor, officer = f"{token}.{NOBODY}", f"{token}.0123456789abcdef"
    whole = BaseStateToken(ident=officer, cls=rx.State)

    async def kept() -> bytes:
        keys = await app.redis.keys(f"*{token}*")
        return b"".join([await app.redis.get(key) or b"" for key in keys])

    try:
        await _visit(app, visitor)
        async with app.state_manager.modify_state(whole) as root:
            (await root.get_state(OperatorState)).sandi = "rahasia sekali"
        assert b"rahasia sekali" in await kept()
        await forget_tab(app, officer)
        assert b"rahasia sekali" not in await kept()
        # Nor does the same tab find it as nobody's, in the memory of the process.
        async with app.state_manager.modify_state(
            BaseStateToken(ident=visitor, cls=rx.State)
        ) as root:
            assert root.is_hydrated, "it was here before the login"
            assert (await root.get_state(OperatorState)).sandi == ""
        assert memory_of(app, visitor) is not None
        assert not await app.redis.keys(f"*{visitor}*")
    finally:
        await app.redis.delete(*(await app.redis.keys(f"*{token}*") or ["none"]))
        await _close(app)


async def test_tabs_are_not_silently_left_in_redis(redis_url: str) -> None:
    redis = Redis.from_url(redis_url)
    app: Any = SimpleNamespace(
        state_manager=StateManagerRedis(redis=redis),
        event_namespace=SimpleNamespace(_token_manager=RedisTokenManager(redis=redis)),
    )
    with pytest.raises(TypeError, match="StateManagerRedis"):
        keep_near(app, is_nobodys)
    await app.state_manager.close()
    await redis.aclose()
