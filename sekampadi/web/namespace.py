"""The filter at the socket: drops what is no event of ours.

Reflex would write such an event into the log with all headers. What is no frame of a page at all,
and what comes too fast, has been dropped before (:mod:`sekampadi.api.http.soket`).
"""

import inspect
import logging
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final, cast
from urllib.parse import quote, urlsplit

from reflex.app import App, EventNamespace
from socketio.exceptions import ConnectionRefusedError as Refused

from sekampadi.domain.teks import clean_text, clean_tree
from sekampadi.web.context import use_connections
from sekampadi.web.live import Hub
from sekampadi.web.reflex_seam import end_sockets_quietly, waiting_events

logger = logging.getLogger(__name__)

HYDRATE = "reflex___state____state.hydrate_and_load"
_ROUTE_TEXT_MAX: Final = 2000
WAITING_MAX: Final = 40
"""Events of one tab that may wait for their turn; a page sends the next when one is answered."""


@cache
def _parameters(function: Callable[..., Any]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of a handler's required and of all its arguments, without the state."""
    parameters = list(inspect.signature(function).parameters.values())[1:]
    required = frozenset(p.name for p in parameters if p.default is p.empty)
    return required, frozenset(p.name for p in parameters)


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


_FRAMEWORK_TYPES: Final[Mapping[str, Callable[[object], bool]]] = {
    "str": lambda value: isinstance(value, str),
    "bool": lambda value: isinstance(value, bool),
    "list[str] | None": lambda value: value is None or _is_list_of_texts(value),
}
"""How the arguments of Reflex's own handlers are declared in its source, and what is one."""


@cache
def _framework_arguments(function: Callable[..., Any]) -> Mapping[str, Callable[[object], bool]]:
    """Return what each argument of a handler of Reflex has to be; ours look for themselves."""
    if not function.__module__.startswith("reflex"):
        return {}
    parameters = list(inspect.signature(function).parameters.values())[1:]
    kinds = {p.name: getattr(p.annotation, "__name__", p.annotation) for p in parameters}
    return {
        name: _FRAMEWORK_TYPES[kind] for name, kind in kinds.items() if kind in _FRAMEWORK_TYPES
    }


class GuardedNamespace(EventNamespace):
    """Reflex's socket namespace, behind a filter."""

    hub: Hub

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
        end_sockets_quietly(app)
        use_connections(lambda sid: sid in guarded.sid_to_token)

    async def on_connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        """Refuse other sites' pages, then connect."""
        origin, host = environ.get("HTTP_ORIGIN"), environ.get("HTTP_HOST")
        if origin and urlsplit(origin).netloc != host:
            logger.warning("refused a socket from another site")
            raise Refused("origin")
        await super().on_connect(sid, environ, auth)

    def on_disconnect(self, sid: str) -> Any:
        """End what the tab was watching, then disconnect."""
        token = self.sid_to_token.get(sid)
        if token is not None:
            self.hub.left(token, sid)
        return super().on_disconnect(sid)

    async def on_event(self, sid: str, *data: Any) -> None:
        """Pass on what is an event of this app, with all its texts clean."""
        try:
            event = self._read(data)
        except ValueError as error:
            logger.warning("dropped %s", error)
            return
        tab = self.sid_to_token.get(sid)
        if tab is not None and waiting_events(self.app, tab) >= WAITING_MAX:
            logger.warning("dropped an event of a tab with too many unanswered ones")
            return
        await super().on_event(sid, event)

    def _read(self, data: Sequence[Any]) -> dict[str, Any]:
        """Return an event of this app.

        Raises:
            ValueError: says in a word what it is instead.
        """
        if len(data) != 1 or not isinstance(data[0], dict):
            raise ValueError("a malformed event")
        name, payload = data[0].get("name"), data[0].get("payload", {})
        route = data[0].get("router_data", {})
        if not isinstance(payload, dict) or not isinstance(route, dict):
            raise ValueError("a malformed event")
        handlers = self.app._registration_context.event_handlers
        if not isinstance(name, str) or name not in handlers:
            raise ValueError(f"an unknown event {quote(str(name)[:80])}")
        if name == HYDRATE and payload.get("vars"):
            # No state of ours keeps a variable in the browser, so nobody has one to send.
            raise ValueError("a connection's attempt to set variables")
        function = handlers[name].handler.fn
        required, known = _parameters(function)
        if not required <= payload.keys() <= known:
            raise ValueError(f"an event with wrong arguments {name}")
        checks = _framework_arguments(function)
        if not all(check(payload[name]) for name, check in checks.items() if name in payload):
            raise ValueError(f"an event with wrong arguments {name}")
        return {"name": name, "payload": clean_tree(payload), "router_data": _clean_route(route)}


def _clean_route(route: dict[str, Any]) -> dict[str, Any]:
    """Return where a page says it is: texts, and the parameters of its address."""
    texts = {k: clean_text(v)[:_ROUTE_TEXT_MAX] for k, v in route.items() if isinstance(v, str)}
    query = route.get("query")
    parts = query.items() if isinstance(query, dict) else ()
    asked = {clean_text(k): clean_text(v)[:_ROUTE_TEXT_MAX] for k, v in parts if isinstance(v, str)}
    return {**texts, "query": asked}
