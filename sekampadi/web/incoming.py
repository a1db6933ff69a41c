"""What comes through the socket: an event of this app with all its texts clean, or nothing.

Reflex would write anything else into the log with all headers. What is no frame of a page at all,
and what comes too fast, has been dropped before (:mod:`sekampadi.api.http.soket`).
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final
from urllib.parse import quote

from sekampadi.domain.teks import clean_text, clean_tree
from sekampadi.web.reflex_seam import events

_ROUTE_TEXT_MAX: Final = 2000
_PATHS: Final = ("pathname", "asPath")


@cache
def _parameters(function: Callable[..., Any]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of a handler's required and of all its arguments, without the state."""
    parameters = list(inspect.signature(function).parameters.values())[1:]
    required = frozenset(p.name for p in parameters if p.default is p.empty)
    return required, frozenset(p.name for p in parameters)


def read_event(
    handlers: Mapping[str, events.RegisteredEventHandler], data: Sequence[Any]
) -> dict[str, Any]:
    """Return an event of this app from what stands in a frame.

    Raises:
        ValueError: says in a word what it is instead.
    """
    if len(data) != 1 or not isinstance(data[0], dict):
        raise ValueError("a malformed event")
    name, payload = data[0].get("name"), data[0].get("payload", {})
    route = data[0].get("router_data", {})
    if not isinstance(payload, dict) or not isinstance(route, dict):
        raise ValueError("a malformed event")
    if not isinstance(name, str) or name not in handlers:
        raise ValueError(f"an unknown event {quote(str(name)[:80])[:160]}")
    if name == events.HYDRATE and payload.get("vars"):
        # No state of ours keeps a variable in the browser, so nobody has one to send.
        raise ValueError("a connection's attempt to set variables")
    function, _ = events.behind(handlers[name])
    required, known = _parameters(function)
    if not required <= payload.keys() <= known:
        raise ValueError(f"an event with wrong arguments {name}")
    checks = events.argument_checks(function)
    if not all(check(payload[name]) for name, check in checks.items() if name in payload):
        raise ValueError(f"an event with wrong arguments {name}")
    return {"name": name, "payload": clean_tree(payload), "router_data": _clean_route(route)}


def _clean_route(route: dict[str, Any]) -> dict[str, Any]:
    """Return where a page says it is: texts, and the parameters of its address."""
    texts = {k: clean_text(v)[:_ROUTE_TEXT_MAX] for k, v in route.items() if isinstance(v, str)}
    # Reflex puts the path behind the origin and reads the two as an address: what does not begin
    # as a path would become part of the host, and "[" there is a fault of ours in the log.
    texts |= {k: ("/" + texts[k].lstrip("/"))[:_ROUTE_TEXT_MAX] for k in _PATHS if k in texts}
    query = route.get("query")
    parts = query.items() if isinstance(query, dict) else ()
    asked = {clean_text(k): clean_text(v)[:_ROUTE_TEXT_MAX] for k, v in parts if isinstance(v, str)}
    return {**texts, "query": asked}
