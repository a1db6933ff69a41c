"""Where the tabs' states touch what Reflex keeps to itself, and why.

Everything here was read in the source of the pinned version; its test goes through a real server.
"""

from collections.abc import Callable
from typing import Any

from engineio.async_drivers.asgi import WebSocket
from reflex.app import App
from reflex.istate.manager.memory import StateManagerMemory
from reflex.istate.manager.token import BaseStateToken
from reflex.state import BaseState, State
from reflex_base.event import EventHandler
from reflex_base.event.context import EventContext
from reflex_base.utils.format import format_event_handler

_withheld: set[type[BaseState]] = set()


class _QuietSocket(WebSocket):  # type: ignore[misc]  # carries no types
    """A websocket whose end is no exception.

    The exception would hold the frames it went through, and these hold it: each socket that has
    gone stayed in memory with all it refers to, until the next collection of everything.
    """

    async def wait(self) -> Any:
        """Return the next frame; None, which the caller takes for the end, when there is none."""
        message = await self.asgi_receive()
        if message["type"] != "websocket.receive":
            return None
        return message.get("bytes") or message.get("text")


def end_sockets_quietly(app: App) -> None:
    """Let nothing of a socket outlive its end.

    Args:
        app: the app, whose socket server has been made.
    """
    server: Any = app.sio
    if server is not None:
        # Of its own: what is there belongs to all servers of the process.
        server.eio._async = {**server.eio._async, "websocket": _QuietSocket}


def event_name(handler: EventHandler) -> str:
    """Return the full name under which events of a handler come in."""
    return format_event_handler(handler)


def current_tab() -> str:
    """Return the tab whose event is being handled, or whose state is being written.

    The event's own context says under which name the state was loaded. ``router_data`` says it,
    too, but carries what a browser sent beside what the connection knows.
    """
    try:
        return EventContext.get().token
    except LookupError:
        return ""


def withhold(state: type[BaseState], allowed: Callable[[], bool]) -> None:
    """Send a state's variables only where that is allowed.

    A hydration takes ``dict`` of the whole tree, every other update ``get_delta``; both ask each
    state of the tree for its part, so these two are all there is. The first values, which the
    build writes into the pages, are taken with ``initial``; they are nobody's. What is withheld
    is not even collected, which makes an anonymous hydration small.

    Args:
        allowed: is asked for the tab at hand, see :func:`current_tab`.
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


def reset_withheld(state: BaseState) -> None:
    """Set every state that is withheld from strangers back to its first values.

    Args:
        state: any state of a tab; Redis may have loaded only a part of the tree.
    """
    root: Any = state._get_root_state()  # these methods carry no types
    for substate in root.substates.values():
        if type(substate) in _withheld:
            substate.reset()
            substate._clean()


async def forget_tab(app: App, tab: str) -> None:
    """Drop what is kept for a tab beyond public states, in memory or in Redis.

    The state manager is asked directly, under its lock: ``App.modify_state`` would send the
    changes to whoever is connected by now.

    Args:
        tab: its full name, as :func:`sekampadi.web.binding.tab_name` makes it.
    """
    with app.set_contexts():
        token = BaseStateToken(ident=tab, cls=State)
        async with app.state_manager.modify_state(token) as root:
            reset_withheld(root)


def waiting_events(app: App, tab: str) -> int:
    """Return how many events of a tab have been taken and are not handled yet.

    Args:
        tab: its full name.
    """
    processor = app._event_processor
    return len(processor._token_queues.get(tab, ())) if processor is not None else 0


def drop_waiting(app: App, tab: str, but: int) -> None:
    """Do not handle the events of a tab any more that have not begun.

    Args:
        tab: its full name.
        but: how many of the oldest are handled all the same.
    """
    processor = app._event_processor
    if processor is None:
        return
    for entry, _ in list(processor._token_queues.get(tab, ()))[but:]:
        future = processor._futures.get(entry.ctx.txid)
        if future is not None:
            future.cancel()


def drop_state(app: App, tab: str) -> bool:
    """Drop all that is kept in memory for a tab; Redis lets it expire by itself.

    Args:
        tab: its full name.

    Returns:
        False when the tab is still at work.
    """
    manager = app.state_manager
    if not isinstance(manager, StateManagerMemory):
        return True
    token = BaseStateToken(ident=tab, cls=State)
    lock = manager._states_locks.get(token.lock_key)
    if waiting_events(app, tab) or (lock is not None and lock.locked()):
        return False
    manager._purge_token(token)
    return True
