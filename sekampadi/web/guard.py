"""The guard in front of every event: who is asking, and may they.

It is asked before each handler runs, also for chained and background events. What is no event of
ours is dropped before, at the socket (:mod:`sekampadi.web.incoming`).
"""

import logging
import secrets
import time
from contextvars import ContextVar
from typing import NamedTuple
from urllib.parse import quote

import reflex as rx

from sekampadi.domain.izin import Permission, Principal, may
from sekampadi.metrics.counters import count_event
from sekampadi.services.akun.cookies import token_from_cookie_header
from sekampadi.web.binding import Bindings
from sekampadi.web.commands import Command, answer_page, when_pressed
from sekampadi.web.context import runtime, set_principal
from sekampadi.web.declare import is_loaded_at_once, permission_of
from sekampadi.web.live import Hub
from sekampadi.web.reflex_seam import events
from sekampadi.web.reflex_seam.events import EventSpec, StateUpdate
from sekampadi.web.reflex_seam.states import connection_of, current_tab

logger = logging.getLogger(__name__)

KNOWN = 1.0
"""Seconds for which who is behind one event is not asked for again."""


class _Known(NamedTuple):
    """Who was behind the last event of a tab's task, asked at a moment of the monotonic clock."""

    tab: str
    at: float
    principal: Principal | None


_known: ContextVar[_Known | None] = ContextVar("known", default=None)


def session_token(state: rx.State) -> str | None:
    """Return the session secret of the browser behind a state, from the handshake's headers."""
    cookies = connection_of(state).headers.get("cookie", "")
    return token_from_cookie_header(cookies, secure=runtime().settings.secure_cookies)


def denial(code: str, event_name: str, *, loading: bool = False) -> StateUpdate:
    """Return the answer to a denied event: the page says so, or goes to the login.

    The event's name tells a program which of several it was. While it loads a page, the frame says
    by itself that it is not for this person.
    """
    return answer_page(Command.DENIED, code, event_name, loading)


def _reason(principal: Principal | None) -> str:
    if principal is None:
        return "sesi.required"
    if principal.harus_ganti:
        return "sandi.harus_ganti"
    return "faktor.harus" if principal.harus_faktor else "izin.denied"


class Guard:
    """Denies every event whose declared permission the person behind the browser does not have."""

    def __init__(self, hub: Hub, bindings: Bindings, loads: frozenset[str]) -> None:
        self.hub = hub
        self.bindings = bindings
        self.loads = loads

    async def ask(
        self,
        state: rx.State,
        name: str,
        registered: events.RegisteredEventHandler,
        *,
        again: bool = False,
    ) -> StateUpdate | None:
        """Let an event through (None), or answer it with a denial.

        ``again`` says that it was asked for the same event before, of another handler: then who is
        behind it is known, as long as the tab is theirs and that was less than :data:`KNOWN` ago.
        """
        set_principal(None)
        permission = permission_of(registered)
        if permission is None:
            logger.warning("denied undeclared event %s", name)
            count_event(name, allowed=False)
            return denial("izin.denied", name)
        if name == events.PAGE_LOAD:
            connection = connection_of(state)
            self.hub.moved(connection.tab, connection.page)
        # Public events, too: they may send, or be followed by, what an ended login had loaded.
        tab, now = current_tab(), time.monotonic()
        known = _known.get()
        if again and known is not None and known.tab == tab and now - known.at < KNOWN:
            principal = known.principal if self.bindings.owns(tab) else None
        else:
            principal = await self.bindings.person(tab, state)
            _known.set(_Known(tab, now, principal))
        allowed = permission is Permission.PUBLIC or may(principal, permission)
        count_event(name, allowed=allowed)
        if permission is Permission.PUBLIC:
            return None
        if not allowed:
            logger.info("denied %s to %s", name, principal.username if principal else "nobody")
            return denial(_reason(principal), name, loading=name in self.loads)
        set_principal(principal)
        return None

    def opens(self, registered: events.RegisteredEventHandler) -> bool:
        """Tell whether a handler may load its page with the hydration of the tab at hand.

        So may everyone's, where the tab is nobody's, and elsewhere those that say so
        (:func:`~sekampadi.web.declare.loads_at_once`); :meth:`ask` is asked all the same.
        """
        if self.bindings.owns(current_tab()):
            return is_loaded_at_once(registered)
        return permission_of(registered) is Permission.PUBLIC


def report_failure(exception: Exception) -> EventSpec:
    """Log what went wrong in a handler under an id, and tell the person that id and nothing else."""
    number = secrets.token_hex(4)
    logger.error("event failed, id %s", number, exc_info=exception, extra={"fault": number})
    return when_pressed(Command.FAILED, number)


def report_frontend(exception: Exception) -> None:
    """Log an error of a page in one line; its text comes from a browser and is cut and escaped."""
    logger.warning("page error: %s", quote(str(exception)[:300], safe=" :/().,"))
