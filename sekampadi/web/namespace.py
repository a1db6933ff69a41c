"""The filter at the socket: drops what is no event of ours, before it costs anything.

Reflex would write such an event into the log with all headers; and nobody may flood the others.
"""

import inspect
import json
import logging
import time
from collections.abc import Callable
from functools import cache
from typing import Any, cast
from urllib.parse import quote, urlsplit

from reflex.app import App, EventNamespace
from socketio.exceptions import ConnectionRefusedError as Refused

from sekampadi.web.live import Hub

logger = logging.getLogger(__name__)

EVENTS_PER_SECOND = 20.0
BURST = 60.0
MAX_PAYLOAD = 64 * 1024
HYDRATE = "reflex___state____state.hydrate_and_load"


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
