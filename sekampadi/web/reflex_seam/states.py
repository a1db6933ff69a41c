"""States: whose they are, where their tab is connected, what is sent of them, when they go.

All of it was read in the source of the pinned version; besides the tests of the seam, those of
tabs (``tests/e2e/test_binding.py``) go through a real server.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeVar

import reflex as rx
from reflex.state import BaseState
from reflex_base.constants.state import FIELD_MARKER
from reflex_base.event.context import EventContext
from reflex_base.utils.format import json_dumps

from sekampadi.web.reflex_seam.near import memory_of
from sekampadi.web.reflex_seam.redis_states import drop_soon

S = TypeVar("S", bound=BaseState)

_withheld: set[type[BaseState]] = set()


class _Origin(NamedTuple):
    """What must not be kept with a state, which may lie in Redis: who logs in with it, and where."""

    headers: Mapping[str, str]
    address: str


_origins: dict[str, _Origin] = {}
_TOLD = ("cookie", "x-forwarded-for")


def remember_origin(sid: str, headers: Mapping[str, str], address: str) -> None:
    """Keep for :func:`connection_of`, in this process only, where a connection comes from."""
    _origins[sid] = _Origin({name: headers[name] for name in _TOLD if name in headers}, address)


def forget_origin(sid: str) -> None:
    """Drop what :func:`remember_origin` keeps of a connection."""
    _origins.pop(sid, None)


class Connection(NamedTuple):
    """Where an event comes from, as the server knows it; what has connected may be a proxy."""

    tab: str
    sid: str
    page: str
    headers: Mapping[str, str]
    address: str


def connection_of(state: rx.State) -> Connection:
    """Return the connection behind a state; ``page`` is a route.

    ``state.router`` knows neither cookies nor an address: it is kept with the state. Of a connection
    that ended a while ago neither is known here.
    """
    data = state.router_data
    sid = str(data.get("sid", ""))
    origin = _origins.get(sid) or _Origin({}, "")
    return Connection(str(data.get("token", "")), sid, str(data.get("pathname", "")), *origin)


def unwrap(value: Any) -> Any:
    """Return a value of a state without the wrapper in which a state hands it out.

    The wrapper knows the state: it is slow to read through, and keeps the state alive.
    """
    return getattr(value, "__wrapped__", value)


def current_tab() -> str:
    """Return the tab whose event is being handled, or whose state is being written.

    The event's own context says under which name the state was loaded. ``router_data`` says it,
    too, but carries what a browser sent beside what the connection knows.
    """
    try:
        return EventContext.get().token
    except LookupError:
        return ""


def hand_on_beginnings(state: type[rx.State]) -> None:
    """Send what nobody has changed from one place for all tabs, and keep it out of each of them.

    A hydration reads every variable of every state, whatever page is shown. Reflex makes and keeps
    the beginning of each for the tab that asks, and turns it into JSON again for each: of some 400
    variables hardly fifty are ever touched. It also looks at each of them for whether it is kept
    in the browser, in a cache that is smaller than they are many. The state must have no variables
    that are computed; what the build writes into the pages is left to Reflex.
    """
    plain_dict: Callable[..., dict[str, Any]] = state.dict

    @cache
    def beginnings() -> dict[str, Any]:
        fields = state.get_fields()
        return {
            name: json.loads(json_dumps(fields[name].default_value()))
            for name in sorted(state.base_vars)
        }

    def dict_(self: BaseState, *args: Any, initial: bool = False, **kwargs: Any) -> dict[str, Any]:
        if initial:
            return plain_dict(self, *args, initial=initial, **kwargs)
        changed = self.__dict__
        found = {
            self.get_full_name(): {
                name + FIELD_MARKER: changed.get(name, first)
                for name, first in beginnings().items()
            }
        }
        for substate in self.substates.values():
            found.update(substate.dict(*args, **kwargs))
        return found

    def reset_client_storage(self: Any) -> None:  # Reflex gives its own no types
        for substate in self.substates.values():
            substate._reset_client_storage()

    if state.computed_vars:
        raise TypeError(f"{state.__name__} has computed variables")
    type.__setattr__(state, "dict", dict_)
    if not any(state._is_client_storage(state.get_fields()[name]) for name in state.base_vars):
        type.__setattr__(state, "_reset_client_storage", reset_client_storage)


def withhold(state: type[rx.State], allowed: Callable[[], bool]) -> None:
    """Send a state's variables only to tabs, see :func:`current_tab`, where that is allowed.

    A hydration takes ``dict`` of the whole tree, every other update ``get_delta``; both ask each
    state of the tree for its part, so these two are all there is. The first values, which the
    build writes into the pages, are taken with ``initial``; they are nobody's. What is withheld
    is not even collected, which makes an anonymous hydration small.
    """
    plain_dict: Callable[..., dict[str, Any]] = state.dict
    plain_delta: Callable[..., dict[str, Any]] = state.get_delta

    def dict_(self: BaseState, *args: Any, initial: bool = False, **kwargs: Any) -> dict[str, Any]:
        if not initial and not allowed():
            return {}
        return plain_dict(self, *args, initial=initial, **kwargs)

    def get_delta(self: BaseState) -> dict[str, Any]:
        return plain_delta(self) if allowed() else {}

    type.__setattr__(state, "dict", dict_)
    type.__setattr__(state, "get_delta", get_delta)
    _withheld.add(state)


def keep_out_of_redis(*names: str) -> Callable[[type[S]], type[S]]:
    """Keep variables of a state out of what Redis has of it: those that each load of its page sets.

    They are read, unpickled, pickled and written with each of its events else.

    Raises:
        ValueError: while the program is imported, when the state has no such variable.
    """

    def decorate(state: type[S]) -> type[S]:
        if unknown := set(names) - set(state.base_vars):
            raise ValueError(f"{state.__name__} has no {', '.join(sorted(unknown))}")
        plain: Callable[..., dict[str, Any]] = state.__getstate__

        def getstate(self: BaseState) -> dict[str, Any]:
            return {name: value for name, value in plain(self).items() if name not in names}

        type.__setattr__(state, "__getstate__", getstate)
        return state

    return decorate


def reset_withheld(state: BaseState) -> None:
    """Set every state that is withheld from strangers back to its first values.

    Any state of the tab will do; Redis may have loaded only a part of the tree.
    """
    root: Any = state._get_root_state()  # these methods carry no types
    for substate in root.substates.values():
        if type(substate) in _withheld:
            substate.reset()
            substate._clean()


async def forget_tab(app: rx.App, tab: str) -> None:
    """Drop what is kept for a tab, by its full name, beyond public states; in memory or in Redis.

    The state manager is asked directly, under its lock: ``App.modify_state`` would send the
    changes to whoever is connected by now.
    """
    with app.set_contexts():
        token = rx.BaseStateToken(ident=tab, cls=rx.State)
        async with app.state_manager.modify_state(token) as root:
            reset_withheld(root)


def waiting_events(app: rx.App, tab: str) -> int:
    """Return how many events of a tab have been taken and are not handled yet."""
    processor = app._event_processor
    return len(processor._token_queues.get(tab, ())) if processor is not None else 0


def drop_waiting(app: rx.App, tab: str, but: int) -> None:
    """Drop the events of a tab that have not begun, but so many of the oldest."""
    processor = app._event_processor
    if processor is None:
        return
    for entry, _ in list(processor._token_queues.get(tab, ()))[but:]:
        future = processor._futures.get(entry.ctx.txid)
        if future is not None:
            future.cancel()


def drop_state(app: rx.App, tab: str) -> bool:
    """Drop all that is kept for a tab, in memory or, a little later, in Redis.

    Returns False when the tab is still at work.
    """
    manager = memory_of(app, tab)
    if manager is None:
        return waiting_events(app, tab) == 0 and drop_soon(app, tab)
    token = rx.BaseStateToken(ident=tab, cls=rx.State)
    lock = manager._states_locks.get(token.lock_key)
    if waiting_events(app, tab) or (lock is not None and lock.locked()):
        return False
    manager._purge_token(token)
    return True
