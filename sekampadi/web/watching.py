"""Watching live figures from a page's background event: until the tab goes, or the right does."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any, TypeVar

import reflex as rx
from reflex_base.event import EventSpec

from sekampadi.domain.izin import Permission
from sekampadi.services.cakupan import Cakupan
from sekampadi.services.pantau import who_may_watch
from sekampadi.web.context import in_thread
from sekampadi.web.guard import session_token
from sekampadi.web.live import hub

V = TypeVar("V")

HEARTBEAT = 10.0
"""Seconds after which a watch looks whether its person is still logged in."""
GATHER = 0.5
"""Seconds in which such questions are collected, so that all watchers cost one query."""


class NoLongerAllowedError(Exception):
    """The person behind a watch has logged out, or lost the right."""


class Asker:
    """Collects the questions of all watchers, and asks the database once for all."""

    def __init__(self, gather: float = GATHER) -> None:
        self.gather = gather
        self._asked: set[tuple[str, Permission]] = set()
        self._answer: asyncio.Task[frozenset[tuple[str, Permission]]] | None = None

    async def may(self, secret: str | None, permission: Permission) -> bool:
        """Tell whether a session still carries a right."""
        if not secret:
            return False
        self._asked.add((secret, permission))
        if self._answer is None:
            self._answer = asyncio.create_task(self._ask())
        # Shielded: one tab that goes away must not take the others' answer with it.
        return (secret, permission) in await asyncio.shield(self._answer)

    async def _ask(self) -> frozenset[tuple[str, Permission]]:
        await asyncio.sleep(self.gather)
        asked, self._asked, self._answer = self._asked, set(), None
        return await in_thread(who_may_watch, asked)


_asker = Asker()


def show_denied() -> EventSpec:
    """Return the event that leads to the login."""
    return rx.call_function("() => window.sekampadi?.denied('sesi.required')")


async def follow(
    state: rx.State,
    cakupan: Cakupan,
    read: Callable[[], V],
    permission: Permission,
    *,
    jenis: str = "",
    max_age: float = 0.0,
) -> AsyncIterator[V | None]:
    """Watch a part of the province; ends with the tab.

    Args:
        state: the state of a background event, not entered.
        cakupan: the part, already allowed.
        read: reads what is shown, once for all who watch the same.
        permission: what the person must keep.
        jenis: what kind of snapshot it is.
        max_age: seconds after which it is read without a change; 0 for never.

    Yields:
        What to show; None when it could not be read.

    Raises:
        NoLongerAllowedError: when the person has logged out, or lost the right.
    """
    async with state:
        token = state.router.session.client_token
        sid = state.router.session.session_id
        path = str(state.router_data.get("pathname", ""))
        secret = session_token(state)
    clock: Any = asyncio.get_running_loop()
    watch = hub().watch(token, path, cakupan, read, jenis=jenis, max_age=max_age, sid=sid)
    checked = clock.time()
    while not watch.closed:
        try:
            view = await hub().next(watch, max(0.0, checked + HEARTBEAT - clock.time()))
        except RuntimeError:
            yield None
            continue
        if watch.closed:
            return
        if clock.time() >= checked + HEARTBEAT:
            # Also while figures come in all the time: nobody watches on after a logout.
            if not await _asker.may(secret, permission):
                hub().drop(token)
                raise NoLongerAllowedError
            checked = clock.time()
        if view is not None:
            yield view
