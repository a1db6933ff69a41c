"""Events begin at once, and sockets are reached directly: fewer turns of the loop for each.

Each turn asks the system what has happened; for a step of a survey there were six.
"""

import contextlib
import itertools
from collections.abc import AsyncIterator
from typing import Any, Final

import reflex as rx
from reflex_base import otel
from reflex_base.event.context import EventContext
from reflex_base.event.processor import BaseStateEventProcessor
from reflex_base.registry import RegistrationContext
from starlette.routing import Match
from starlette.types import ASGIApp, Receive, Scope, Send

from sekampadi.web.reflex_seam.outside import EVENT_PATH

_numbers: Final = itertools.count(1)


class NumberedContext(EventContext):  # type: ignore[no-untyped-call]  # what is above it
    """A context of an event that is named by a number of the process, not asked of the system.

    The name tells events of one process apart, for nobody else.
    """

    __slots__ = ()

    def fork(
        self, token: str | None = None, router_data: dict[str, Any] | None = None
    ) -> EventContext:
        """Return the context of an event that comes of this one."""
        return type(self)(
            token=token or self.token,
            txid=f"{next(_numbers):x}",
            parent_txid=self.txid or None,
            state_manager=self.state_manager,
            enqueue_impl=self.enqueue_impl,
            emit_delta_impl=self.emit_delta_impl,
            emit_event_impl=self.emit_event_impl,
            router_data=router_data or self.router_data,
            otel_context=otel.capture_context(),
        )


class _AtOnce:
    """What stands for the queue of all events: each goes to that of its tab, or begins."""

    def __init__(self, processor: "PromptProcessor") -> None:
        self._processor = processor

    async def put(self, entry: Any) -> None:
        registered = RegistrationContext.get().event_handlers[entry.event.name]
        if registered.handler.is_background:
            self._processor._create_event_task(entry=entry, registered_handler=registered)
        else:
            self._processor._enqueue_for_token(entry=entry, registered_handler=registered)


class PromptProcessor(BaseStateEventProcessor):
    """Reflex's processor without the task between a socket and a tab's own queue."""

    def _ensure_queue_task(self) -> Any:
        super()._ensure_queue_task()  # which refuses when nothing is taken any more
        return _AtOnce(self)


@contextlib.asynccontextmanager
async def prompt_events(app: rx.App) -> AsyncIterator[None]:
    """Let the events of an app begin at once, as long as the server lives.

    Reflex makes the processor when the server starts, and offers no place to name another class.
    """
    processor = app._event_processor
    root = processor._root_context if processor is not None else None
    if processor is None or root is None:
        yield
        return
    processor.__class__ = PromptProcessor
    numbered = NumberedContext(
        token=root.token,
        txid=root.txid,
        state_manager=root.state_manager,
        enqueue_impl=root.enqueue_impl,
        emit_delta_impl=root.emit_delta_impl,
        emit_event_impl=root.emit_event_impl,
    )
    processor._root_context = numbered
    # Where the socket's tasks come from; Reflex has set its own there.
    before = EventContext.set(numbered)
    try:
        yield
    finally:
        EventContext.reset(before)


def socket_end(app: rx.App) -> ASGIApp:
    """Return Reflex's end of the socket, past the routes and layers that are there for pages."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        for route in app._api.routes if app._api is not None else ():
            if getattr(route, "path", "") == EVENT_PATH:
                match, child = route.matches(scope)
                if match is Match.FULL:
                    await route.handle({**scope, **child}, receive, send)
                    return
        await send({"type": "websocket.close", "code": 1011})

    return serve
