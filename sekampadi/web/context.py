"""What a handler needs to know: the runtime of this process, and who is asking."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar

import reflex as rx

from sekampadi.domain.izin import Permission, Principal
from sekampadi.reports.worker import RenderPool
from sekampadi.services.sistem.antrean import KEJADIAN, Lane
from sekampadi.services.sistem.runtime import Runtime, require
from sekampadi.web.reflex_seam.states import connection_of

T = TypeVar("T")

_runtime: list[Runtime] = []
_renderer: list[RenderPool] = []
_connections: list[Callable[[str], bool]] = []
_principal: ContextVar[Principal | None] = ContextVar("principal", default=None)


def use_runtime(rt: Runtime) -> None:
    """Set the runtime of this process; the composition root does it once."""
    _runtime[:] = [rt]


def runtime() -> Runtime:
    """Return the runtime of this process."""
    return _runtime[0]


def use_renderer(renderer: RenderPool) -> None:
    """Set what makes the documents of this process; the composition root does it once."""
    _renderer[:] = [renderer]


async def render(function: Callable[..., bytes], *args: object) -> bytes:
    """Make a document as a download does: in the process for it, in its queue, within its time.

    Only a background event may wait for it: another one would hold up its tab.
    """
    return await _renderer[0].run(function, *args, timeout=runtime().settings.report_timeout)


def use_connections(is_connected: Callable[[str], bool]) -> None:
    """Set what knows whether a tab's connection is still there; the socket's namespace does it."""
    _connections[:] = [is_connected]


def is_connected(sid: str) -> bool:
    """Tell whether a connection is still there; one that has no name is taken to be."""
    return not sid or all(known(sid) for known in _connections)


def set_principal(principal: Principal | None) -> None:
    """Remember who is behind the event being handled; the guard does it before every handler."""
    _principal.set(principal)


def current_principal() -> Principal | None:
    """Return who is behind the event being handled; None for nobody, and for public events."""
    return _principal.get()


async def in_thread(function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Run a use case in a thread, because it would block every other visitor's events.

    It is called with the runtime first.
    """
    return await KEJADIAN.run(function, runtime(), *args, **kwargs)


async def as_person(function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Run a use case as :func:`in_thread`, for the person behind the event being handled."""
    return await in_thread(function, current_principal(), *args, **kwargs)


async def in_lane(lane: Lane, state: rx.State, function: Callable[..., T], *args: Any) -> T:
    """Run a slow use case in its own lane, unless the tab is gone when its turn comes.

    Raises:
        DomainError: ``antrean.penuh`` when too many wait; else as the use case.
    """
    sid = connection_of(state).sid
    return await lane.run_while(lambda: is_connected(sid), lambda: function(runtime(), *args))


def logged_in() -> Principal:
    """Return who is behind the event being handled; the guard lets nobody else through.

    Only handlers that declare more than ``PUBLIC`` may ask: a public one is refused, ``sesi.required``.

    Raises:
        UnauthenticatedError: ``sesi.required`` for nobody; the guard lets none through to a
            handler that declares more than ``PUBLIC``.
    """
    return require(current_principal(), Permission.AKUN)
