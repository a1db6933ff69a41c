"""The door of the socket: who is let in, under which name, and what becomes of what he sends."""

import logging
import time
import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

import reflex as rx

from sekampadi.services.sistem.bersama import is_alive
from sekampadi.web.binding import Bindings, is_tab_token, tab_name
from sekampadi.web.context import in_thread, use_connections
from sekampadi.web.incoming import read_event
from sekampadi.web.live import Hub
from sekampadi.web.pergi import GoneTabs
from sekampadi.web.reflex_seam.events import registered_events
from sekampadi.web.reflex_seam.sockets import Handshake, PageSocket, stand_before
from sekampadi.web.reflex_seam.states import drop_state, drop_waiting, waiting_events

logger = logging.getLogger(__name__)

WAITING_MAX: Final = 40
"""Events of one tab that may wait for their turn; a page sends the next when one is answered."""
DEAD_SECONDS: Final = 10.0
"""Seconds for which a process that did not listen is taken for dead without asking again."""
STILL_HANDLED: Final = 8
"""Events of a tab that are handled after it has gone: the last steps of a survey among them."""


class Tabs:
    """The tabs that are open, each of a login or of nobody."""

    def __init__(self, app: rx.App, hub: Hub, bindings: Bindings) -> None:
        self._app = app
        self._hub = hub
        self._bindings = bindings
        self._gone = GoneTabs(partial(drop_state, app))
        self._died: dict[str, float] = {}

    def refuses(self, handshake: Handshake) -> str:
        """Refuse what is no tab of a page, and other sites' pages."""
        if len(handshake.tokens) != 1 or not is_tab_token(handshake.tokens[0]):
            return "token"
        try:
            host = urlsplit(handshake.origin).netloc
        except ValueError:  # "http://[": no address at all
            host = ""
        if handshake.origin and host != handshake.host:
            logger.warning("refused a socket from another site")
            return "origin"
        return ""

    async def enter(self, socket: PageSocket, sid: str, token: str, cookies: str) -> str:
        """Bind a tab to the login behind its connection; one that was duplicated begins anew."""
        found = await self._bindings.login_of(cookies)
        tab = tab_name(token, found)
        if await socket.is_open_elsewhere(tab, sid):
            token = str(uuid.uuid4())
            await socket.rename(sid, token)
            tab = tab_name(token, found)
        self._gone.came_back(tab)
        self._bindings.bind(sid, tab, found)
        return tab

    async def lives(self, process: str) -> bool:
        """Tell whether another process still serves: a tab of a dead one is free.

        One that has died is not asked for again by each of the hundreds that come from it.
        """
        now = time.monotonic()
        if now - self._died.get(process, -DEAD_SECONDS) < DEAD_SECONDS:
            return False
        alive = await in_thread(is_alive, process)
        if not alive:
            self._died = {process: now}
        return alive

    def read(self, tab: str | None, data: Sequence[Any]) -> dict[str, Any] | None:
        """Let through what is an event of this app."""
        try:
            event = read_event(registered_events(self._app), data)
        except ValueError as error:
            logger.warning("dropped %s", error)
            return None
        if tab is not None and waiting_events(self._app, tab) >= WAITING_MAX:
            logger.warning("dropped an event of a tab with too many unanswered ones")
            return None
        return event

    def left(self, tab: str, sid: str, *, goodbye: bool) -> None:
        """Let go of a flood that a tab has left, and of what it was watching."""
        self._bindings.left(tab, sid)
        drop_waiting(self._app, tab, STILL_HANDLED)
        if not self._bindings.owns(tab):
            self._gone.left(tab, goodbye=goodbye)
        self._hub.left(tab, sid)


def watch_tabs(app: rx.App, hub: Hub, bindings: Bindings) -> None:
    """Put the door before an app's socket."""
    use_connections(stand_before(app, Tabs(app, hub, bindings)).is_connected)
