"""Whose a tab is, as Redis remembers it: what a process has left there is nobody's."""

import uuid
from types import SimpleNamespace
from typing import Any

from redis.asyncio import Redis
from reflex.utils.token_manager import RedisTokenManager, SocketRecord

from sekampadi.web.reflex_seam.sockets import PageSocket


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
