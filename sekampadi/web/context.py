"""What a handler needs to know: the runtime of this process, and who is asking."""

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar

from sekampadi.domain.izin import Permission, Principal
from sekampadi.services.runtime import Runtime, require

T = TypeVar("T")

_runtime: list[Runtime] = []
_principal: ContextVar[Principal | None] = ContextVar("principal", default=None)


def use_runtime(rt: Runtime) -> None:
    """Set the runtime of this process; the composition root does it once."""
    _runtime[:] = [rt]


def runtime() -> Runtime:
    """Return the runtime of this process."""
    return _runtime[0]


def set_principal(principal: Principal | None) -> None:
    """Remember who is behind the event being handled; the guard does it before every handler."""
    _principal.set(principal)


def current_principal() -> Principal | None:
    """Return who is behind the event being handled; None for nobody, and for public events."""
    return _principal.get()


async def in_thread(function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Run a use case in a thread, because it would block every other visitor's events.

    Args:
        function: a function of ``sekampadi.services``, called with the runtime first.
        args: further arguments.
        kwargs: further named arguments.
    """
    return await asyncio.to_thread(function, runtime(), *args, **kwargs)


def logged_in() -> Principal:
    """Return who is behind the event being handled.

    Raises:
        UnauthenticatedError: ``sesi.required`` for nobody; the guard lets none through to a
            handler that declares more than ``PUBLIC``.
    """
    return require(current_principal(), Permission.SESSION)
