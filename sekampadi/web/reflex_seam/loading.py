"""A page that everyone may open, or that many come back to, is hydrated and loaded by one event.

It is told by one frame, with what the handlers that follow have changed.

Reflex answers a hydration with the values of all states, then begins one event after the other for
what the page loads: each is a task of its own that takes the lock, compares and writes.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

import reflex as rx
from reflex.istate.delta import _resolve_delta
from reflex.state import StateUpdate, _diff_against_initial_state
from reflex_base.constants.state import FIELD_MARKER
from reflex_base.event import Event, EventHandler
from reflex_base.event.context import EventContext
from reflex_base.registry import RegisteredEventHandler
from reflex_base.utils.format import format_event_handler

from sekampadi.web.reflex_seam.lazy import is_new, notice_what_is_held, told_all

Ask: TypeAlias = Callable[..., Awaitable[StateUpdate | None]]
"""Is handed the tab's root state, the event's name and its handler; and ``again``, whether it was asked
for the same event a moment ago."""
_READY = f"is_hydrated{FIELD_MARKER}"


class Load(NamedTuple):
    """A handler that loads a page: its full name, and what is registered under it."""

    name: str
    registered: RegisteredEventHandler


class Loading:
    """Answers the hydrations of an app.

    ``ask`` is asked before each handler, as before every event; ``opens`` tells whether a handler
    may run as part of the hydration of the tab at hand, else Reflex does it in its own way.
    """

    def __init__(
        self,
        app: rx.App,
        handlers: Callable[[], Mapping[str, RegisteredEventHandler]],
        ask: Ask,
        opens: Callable[[RegisteredEventHandler], bool],
    ) -> None:
        self._app = app
        self._handlers = handlers
        self._ask = ask
        self._opens = opens

    async def answer(self, state: Any, event: Event, page_load: str) -> StateUpdate | None:
        """Answer a hydration; None leaves it to Reflex."""
        held = await notice_what_is_held(event.payload.get("hashes"), state)
        loads = self._loads_of(state.rx_router_url.path)
        if loads is None:
            return None
        loads.insert(0, Load(page_load, self._handlers()[page_load]))
        new = held and is_new(state)
        told = []
        for load in loads:
            told += await self._run(state, load, runs=load.name != page_load)
        in_page, further = await self._follow(state, told)
        state.is_hydrated = True
        delta = await _delta_of(state, event, new=new, held=held)
        state._clean()
        update = StateUpdate(delta=delta, events=in_page)
        context = EventContext.get()
        namespace: Any = self._app.event_namespace
        await namespace.emit_update(update, context.token)
        told_all(state)
        if further:
            await context.enqueue(*further)
        return StateUpdate()

    async def _follow(self, root: Any, told: list[Event]) -> tuple[list[Event], list[Event]]:
        """Run what follows a load as part of it, too.

        Return what the page itself is to do, and what the server has to handle as events of their
        own. Nothing is waited for between the last of them and the page's frame, so what it begins
        to watch is told after that.
        """
        in_page = []
        while True:
            in_page += [e for e in told if e.name.startswith("_")]
            further = [e for e in told if not e.name.startswith("_")]
            loads = [load for e in further if not e.payload and (load := self._load_of(e.name))]
            if not further or len(loads) < len(further):
                return in_page, further
            told = []
            for load in loads:
                told += await self._run(root, load, runs=True)

    def _load_of(self, name: str) -> Load | None:
        """Return a handler that may run as part of the hydration; None for others."""
        registered = self._handlers().get(name)
        if registered is None or not self._opens(registered):
            return None
        handler = registered.handler
        plain = handler._is_coroutine_function and not handler.is_background
        return Load(name, registered) if plain else None

    def _loads_of(self, path: str) -> list[Load] | None:
        """Return what a page loads; None when anything of it has to be done in Reflex's way."""
        found = []
        for handler in self._app.get_load_events(path):
            if not isinstance(handler, EventHandler):
                return None
            load = self._load_of(format_event_handler(handler))
            if load is None:
                return None
            found.append(load)
        return found

    async def _run(self, root: Any, load: Load, *, runs: bool) -> list[Event]:
        """Ask, then run a handler; return what a page or further events are to do."""
        update = await self._ask(root, *load, again=True)
        if update is not None:
            return list(update.events)
        if not runs:
            return []
        state = await root.get_state(load.registered.states[0])
        try:
            told = await load.registered.handler.fn(state)
        except Exception as error:
            # As one event of its own would: the others still load what they load.
            told = self._app.backend_exception_handler(error)
        return Event.from_event_type(told)


async def _delta_of(root: Any, event: Event, *, new: bool, held: bool) -> Any:
    """Return what the page does not hold yet.

    Where a page's states have just been made, and it holds their first values, that is what has
    been touched. Where a tab is from is none of its pages' business: a kilobyte, the headers.
    """
    name = root.get_full_name()
    if new:
        delta = await root._get_resolved_delta()
        delta[name] = {_READY: True}
        return delta
    delta = await _resolve_delta(root.dict())
    return (
        await _diff_against_initial_state(type(root), delta, event.payload["hashes"])
        if held
        else delta
    )
