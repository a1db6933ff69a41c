"""The guard in front of every event: who is asking, and may they.

It stands in two places. At the socket it drops what is no event of ours, before Reflex would
write it into the log with all headers, and slows down floods. As middleware it is asked before
each handler runs, also for chained and background events.
"""

import inspect
import json
import logging
import secrets
import time
from collections.abc import Callable
from functools import cache
from typing import Any, cast
from urllib.parse import quote, urlsplit

import reflex as rx
from reflex.app import App, EventNamespace
from reflex.middleware.middleware import Middleware
from reflex.state import BaseState, StateUpdate
from reflex_base.event import Event, EventSpec
from reflex_base.registry import RegistrationContext
from socketio.exceptions import ConnectionRefusedError as Refused

from sekampadi.domain.izin import Permission, Principal, may
from sekampadi.services.cookies import token_from_cookie_header
from sekampadi.services.sesi import find_principal
from sekampadi.web.context import in_thread, runtime, set_principal
from sekampadi.web.declare import permission_of
from sekampadi.web.live import Hub

logger = logging.getLogger(__name__)

EVENTS_PER_SECOND = 20.0
BURST = 60.0
MAX_PAYLOAD = 64 * 1024
HYDRATE = "reflex___state____state.hydrate_and_load"


def session_token(state: BaseState) -> str | None:
    """Return the session secret of the browser behind a state, from the handshake's headers."""
    headers = state.router_data.get("headers") or {}
    secure = runtime().settings.secure_cookies
    return token_from_cookie_header(headers.get("cookie", ""), secure=secure)


def denial(code: str, event_name: str) -> StateUpdate:
    """Return the answer to a denied event: the page says so, or goes to the login.

    Args:
        code: ``sesi.required``, ``izin.denied`` or ``sandi.harus_ganti``.
        event_name: the event that was denied; it tells a program which of several it was.
    """
    function = f"() => window.sekampadi?.denied({json.dumps(code)}, {json.dumps(event_name)})"
    return StateUpdate(
        events=[Event(name="_call_function", payload={"function": function, "callback": None})]
    )


def _reason(principal: Principal | None) -> str:
    if principal is None:
        return "sesi.required"
    return "sandi.harus_ganti" if principal.harus_ganti else "izin.denied"


class Guard(Middleware):
    """Denies every event whose declared permission the person behind the browser does not have."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub

    async def preprocess(
        self,
        app: App,  # noqa: ARG002 - Reflex passes it by name
        state: BaseState,
        event: Event,
    ) -> StateUpdate | None:
        """Let an event through (None), or answer it with a denial."""
        set_principal(None)
        registered = RegistrationContext.get().event_handlers[event.name]
        permission = permission_of(registered)
        if permission is None:
            logger.warning("denied undeclared event %s", event.name)
            return denial("izin.denied", event.name)
        if event.name.endswith(".on_load_internal"):
            self.hub.moved(
                state.router_data.get("token", ""), state.router_data.get("pathname", "")
            )
        if permission is Permission.PUBLIC:
            return None
        principal = await in_thread(find_principal, session_token(state))
        if not may(principal, permission):
            logger.info(
                "denied %s to %s", event.name, principal.username if principal else "nobody"
            )
            return denial(_reason(principal), event.name)
        set_principal(principal)
        return None


@cache
def _parameters(function: Callable[..., Any]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of a handler's required and of all its arguments, without the state."""
    parameters = list(inspect.signature(function).parameters.values())[1:]
    required = frozenset(p.name for p in parameters if p.default is p.empty)
    return required, frozenset(p.name for p in parameters)


class GuardedNamespace(EventNamespace):
    """Reflex's socket namespace, behind a filter."""

    hub: Hub
    _budgets: dict[str, tuple[float, float]]

    @classmethod
    def install(cls, app: App, hub: Hub) -> None:
        """Put the filter in front of an app's socket.

        Reflex makes the namespace itself and offers no place to name another class, so the
        instance it made is given ours.
        """
        namespace = app.event_namespace
        namespace.__class__ = cls
        guarded = cast(GuardedNamespace, namespace)
        guarded.hub = hub
        guarded._budgets = {}

    async def on_connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        """Refuse other sites' pages, then connect."""
        origin, host = environ.get("HTTP_ORIGIN"), environ.get("HTTP_HOST")
        if origin and urlsplit(origin).netloc != host:
            logger.warning("refused a socket from another site")
            raise Refused("origin")
        await super().on_connect(sid, environ, auth)

    def on_disconnect(self, sid: str) -> Any:
        """End what the tab was watching, then disconnect."""
        self._budgets.pop(sid, None)
        token = self.sid_to_token.get(sid)
        if token is not None:
            self.hub.left(token, sid)
        return super().on_disconnect(sid)

    async def on_event(self, sid: str, data: Any) -> None:
        """Pass on what is an event of this app, within the budget of the connection."""
        if not isinstance(data, dict) or not isinstance(data.get("payload", {}), dict):
            logger.warning("dropped a malformed event")
            return
        name = data.get("name")
        handlers = self.app._registration_context.event_handlers
        if not isinstance(name, str) or name not in handlers:
            logger.warning("dropped an unknown event %s", quote(str(name)[:80]))
            return
        payload = data.get("payload", {})
        if len(json.dumps(payload)) > MAX_PAYLOAD:
            logger.warning("dropped an oversized event %s", name)
            return
        if name == HYDRATE and payload.get("vars"):
            # No state of ours keeps a variable in the browser, so nobody has one to send.
            logger.warning("dropped a connection's attempt to set variables")
            return
        required, known = _parameters(handlers[name].handler.fn)
        if not required <= payload.keys() <= known:
            logger.warning("dropped an event with wrong arguments %s", name)
            return
        if not self._take(sid):
            logger.warning("dropped events above the limit of one connection")
            return
        await super().on_event(sid, data)

    def _take(self, sid: str) -> bool:
        now = time.monotonic()
        left, last = self._budgets.get(sid, (BURST, now))
        left = min(BURST, left + (now - last) * EVENTS_PER_SECOND)
        self._budgets[sid] = (max(0.0, left - 1), now)
        return left >= 1


def report_failure(exception: Exception) -> EventSpec:
    """Log what went wrong in a handler under an id, and tell the person that id and nothing else."""
    number = secrets.token_hex(4)
    logger.error("event failed, id %s", number, exc_info=exception)
    return rx.call_function(f"() => window.sekampadi?.failed({json.dumps(number)})")


def report_frontend(exception: Exception) -> None:
    """Log an error of a page in one line; its text comes from a browser and is cut and escaped."""
    logger.warning("page error: %s", quote(str(exception)[:300], safe=" :/().,"))
