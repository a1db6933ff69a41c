"""Events begin at once, and sockets are reached directly: fewer turns of the loop for each.

Each turn asks the system what has happened; for a step of a survey there were six.
"""

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Callable
from functools import cache
from typing import Any, Final

import reflex as rx
from reflex.state import State
from reflex_base import otel
from reflex_base.event.context import EventContext
from reflex_base.event.processor import BaseStateEventProcessor
from reflex_base.registry import RegistrationContext
from reflex_base.utils.format import format_event_handler
from starlette.routing import Match
from starlette.types import ASGIApp, Receive, Scope, Send

from sekampadi.web.reflex_seam.outside import EVENT_PATH

_numbers: Final = itertools.count(1)
TOGETHER: Final = 4
"""Pages of those who wait in line that are hydrated at the same time."""


@cache
def _hydration() -> str:
    return str(format_event_handler(State.event_handlers["hydrate_and_load"]))


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
    """Reflex's processor without the task between a socket and a tab's own queue.

    Pages that ``waits`` names by their tab are hydrated a few at a time. When hundreds of screens come
    back at once, a citizen's next step would else stand behind all of them, and each would hold the
    lock of its tab in Redis, which does not wait for ever, as long as all of them take.
    """

    waits: Callable[[str], bool] | None = None
    gate: asyncio.Semaphore | None = None

    async def _execute_event(self, *, entry: Any, registered_handler: Any) -> None:
        wait = self.gate if entry.event.name == _hydration() else None
        if wait is None or self.waits is None or not self.waits(entry.ctx.token):
            await super()._execute_event(entry=entry, registered_handler=registered_handler)
            return
        async with wait:
            await super()._execute_event(entry=entry, registered_handler=registered_handler)

    def _ensure_queue_task(self) -> Any:
        super()._ensure_queue_task()  # which refuses when nothing is taken any more
        return _AtOnce(self)


@contextlib.asynccontextmanager
async def prompt_events(app: rx.App, waits: Callable[[str], bool]) -> AsyncIterator[None]:
    """Let the events of an app begin at once, as long as the server lives.

    ``waits`` tells of a tab whether its page stands in line to be hydrated. Reflex makes the processor
    when the server starts, and offers no place to name another class.
    """
    processor = app._event_processor
    root = processor._root_context if processor is not None else None
    if processor is None or root is None:
        yield
        return
    processor.__class__ = PromptProcessor
    object.__setattr__(processor, "waits", waits)
    object.__setattr__(processor, "gate", asyncio.Semaphore(TOGETHER))
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
        # Reflex's app does so first for each connection, and is passed over: events find handlers by it.
        app._set_contexts_internal()
        for route in app._api.routes if app._api is not None else ():
            if getattr(route, "path", "") == EVENT_PATH:
                match, child = route.matches(scope)
                if match is Match.FULL:
                    await route.handle({**scope, **child}, receive, send)
                    return
        await send({"type": "websocket.close", "code": 1011})

    return serve
