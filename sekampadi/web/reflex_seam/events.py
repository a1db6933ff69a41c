"""Events: their names, the handlers behind them, who is asked before them, what they answer."""

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, cast

import reflex as rx
from reflex.state import BaseState, OnLoadInternalState, State, StateUpdate
from reflex_base.constants.state import FIELD_MARKER
from reflex_base.event import Event, EventHandler, EventSpec
from reflex_base.registry import RegisteredEventHandler
from reflex_base.utils.format import format_event_handler

from sekampadi.web.reflex_seam.lazy import forget_what_is_held
from sekampadi.web.reflex_seam.loading import Ask, Loading

__all__ = ("Event", "EventSpec", "RegisteredEventHandler", "StateUpdate")
"""What handlers, the guard and the live screens hand on; ``rx`` names none of them."""


def event_name(handler: EventHandler) -> str:
    """Return the full name under which events of a handler come in."""
    return format_event_handler(handler)


HYDRATE: Final = event_name(State.event_handlers["hydrate_and_load"])
"""The first event of a connection; it alone may carry variables that a browser has kept."""
PAGE_LOAD: Final = event_name(OnLoadInternalState.event_handlers["on_load_internal"])
"""Comes when a tab shows another page."""
NEEDED_BY_PAGES: Final = frozenset(
    {
        "State.hydrate",
        "State.hydrate_and_load",
        "State.set_is_hydrated",
        "OnLoadInternalState.on_load_internal",
        "OnLoadInternalState.set_is_hydrated",
        "FrontendEventExceptionState.handle_frontend_exception",
    }
)
"""Reflex's own handlers that pages need. ``setvar`` and ``update_vars_internal`` are not among
them: they would let a browser write any variable of a state."""
SETTER: Final = "setvar"
"""Each state has it, ours too, whatever the state declares."""


def registered_events(app: rx.App) -> Mapping[str, RegisteredEventHandler]:
    """Return all handlers that a browser can name: any public method of a state is one."""
    return app._registration_context.event_handlers


def behind(registered: RegisteredEventHandler) -> tuple[Callable[..., Any], type[BaseState]]:
    """Return the function that runs when an event comes, and whose it is."""
    return registered.handler.fn, registered.states[0]


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


_KINDS: Final[Mapping[str, Callable[[object], bool]]] = {
    "str": lambda value: isinstance(value, str),
    "bool": lambda value: isinstance(value, bool),
    "list[str] | None": lambda value: value is None or _is_list_of_texts(value),
}
"""How the arguments of Reflex's own handlers are declared in its source, and what is one."""


@cache
def argument_checks(function: Callable[..., Any]) -> Mapping[str, Callable[[object], bool]]:
    """Return what each argument of a handler of Reflex has to be; ours look for themselves.

    Reflex takes its own handlers' arguments as they come, and fails on others with a traceback.
    """
    if not function.__module__.startswith("reflex"):
        return {}
    parameters = list(inspect.signature(function).parameters.values())[1:]
    kinds = {p.name: getattr(p.annotation, "__name__", p.annotation) for p in parameters}
    return {name: _KINDS[kind] for name, kind in kinds.items() if kind in _KINDS}


class _Asking(rx.Middleware):
    def __init__(self, ask: Ask, loading: Loading) -> None:
        self.ask = ask
        self.loading = loading

    async def preprocess(self, app: rx.App, state: BaseState, event: Event) -> StateUpdate | None:
        registered = registered_events(app)[event.name]
        forget_what_is_held()
        answer = await self.ask(cast(rx.State, state), event.name, registered)
        if answer is None and event.name == HYDRATE:
            return await self.loading.answer(state, event, PAGE_LOAD)
        return answer


def ask_before_events(
    app: rx.App, ask: Ask, opens: Callable[[RegisteredEventHandler], bool] = lambda _: False
) -> None:
    """Ask before each event, before all that Reflex does itself; also for chained and background ones.

    ``ask`` is handed the tab's root state, the event's name and its handler; an answer of its own
    is given instead of the event's. A page whose loading ``opens`` allows is loaded at once.
    """
    loading = Loading(app, lambda: registered_events(app), ask, opens)
    app.add_middleware(_Asking(ask, loading), index=0)


def call_in_page(function: str) -> StateUpdate:
    """Return the answer that lets a page call a function, given by its source without arguments.

    ``rx.call_function`` needs a handler.
    """
    return StateUpdate(events=[call_for(function)])


@cache
def _callback(handler: EventHandler) -> str:
    """Return the source by which a page sends an event with what a function has said."""
    spec = rx.call_function("() => ''", callback=handler)
    [event] = Event.from_event_type(spec)
    return str(event.payload["callback"])


def call_for(function: str, handler: Any = None) -> Event:
    """Return what lets a page call a function, and send what it says to a handler, unless null.

    ``rx.call_function`` writes the source anew each time, and cannot be told that nothing was said.
    """
    callback = f"(said) => said === null || ({_callback(handler)})(said)" if handler else None
    return Event(name="_call_function", payload={"function": function, "callback": callback})


def setter_of(state: rx.State) -> Callable[[Mapping[str, Any]], StateUpdate]:
    """Return what makes answers that set a state's variables in pages, whatever their tabs hold.

    A page knows each variable by its name and a mark. The state itself is not kept.
    """
    full_name = state.get_full_name()

    def answer(values: Mapping[str, Any]) -> StateUpdate:
        marked = {f"{name}{FIELD_MARKER}": value for name, value in values.items()}
        return StateUpdate(delta={full_name: marked})

    return answer
