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
from reflex_base.utils.format import format_event_handler, format_ref

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


COMMANDS: Final = "perintah"
"""The reference whose value a page is told to set: its setter is our dispatcher (``elements.py``).

Of all that Reflex's page does for the server it is the one that takes any value and runs nothing:
``call_function`` and ``call_script`` are source for ``eval``, in callbacks of controls, too.
"""


_REF: Final = format_ref(COMMANDS)


@cache
def _answered_by(handler: EventHandler) -> tuple[str, str]:
    """Return the name of a handler, and that of its one argument."""
    [argument] = list(inspect.signature(handler.fn).parameters)[1:]
    return event_name(handler), argument


def _told(name: str, words: tuple[Any, ...], answer: EventHandler | None) -> dict[str, Any]:
    told: dict[str, Any] = {"name": str(name), "words": list(words)}
    if answer is not None:
        told["answer"], told["argument"] = _answered_by(answer)
    return told


def command(name: str, *words: Any, answer: EventHandler | None = None) -> Event:
    """Return the event by which a page runs one of its commands.

    Args:
        words: plain values; they go as they are, so what people have typed stays text.
        answer: the handler of one argument that hears what the command says, unless that is null.
    """
    told = _told(name, words, answer)
    return Event(name="_set_value", payload={"ref": _REF, "value": told})


def pressed_command(name: str, *words: Any, answer: EventHandler | None = None) -> EventSpec:
    """Return the same for a control of a page, and for who has to answer with a specification."""
    return rx.set_value(COMMANDS, _told(name, words, answer))


def setter_of(state: rx.State) -> Callable[[Mapping[str, Any]], StateUpdate]:
    """Return what makes answers that set a state's variables in pages, whatever their tabs hold.

    A page knows each variable by its name and a mark. The state itself is not kept.
    """
    full_name = state.get_full_name()

    def answer(values: Mapping[str, Any]) -> StateUpdate:
        marked = {f"{name}{FIELD_MARKER}": value for name, value in values.items()}
        return StateUpdate(delta={full_name: marked})

    return answer
