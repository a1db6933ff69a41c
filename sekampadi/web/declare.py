"""Declaring rights: one for each state, tightened or opened for single handlers.

An event whose state or handler carries no declaration is denied by the guard, and a test
walks all registered handlers.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.web.binding import may_receive
from sekampadi.web.reflex_seam import events
from sekampadi.web.reflex_seam.states import hand_on_beginnings, withhold

S = TypeVar("S", bound=type[rx.State])
F = TypeVar("F", bound=Callable[..., Any])

_ATTRIBUTE = "__sekampadi_permission__"
_AT_ONCE = "__sekampadi_at_once__"
_states: dict[type, Permission] = {}


def state_permission(permission: Permission) -> Callable[[S], S]:
    """Declare what all handlers of a state need.

    What a state that is not public holds is sent only to tabs that belong to a login.
    """

    def decorate(state: S) -> S:
        _states[state] = permission
        hand_on_beginnings(state)
        if permission is not Permission.PUBLIC:
            withhold(state, may_receive)
        return state

    return decorate


def handler_permission(permission: Permission) -> Callable[[F], F]:
    """Declare what one handler needs, instead of what its state says. Goes below ``@rx.event``."""

    def decorate(function: F) -> F:
        setattr(function, _ATTRIBUTE, permission)
        return function

    return decorate


def loads_at_once(function: F) -> F:
    """Let a handler load its page together with the page's connection. Goes below ``@rx.event``.

    For pages that many have open at once and come back to together: one that loads by such handlers
    only, and all that follows them, costs one event. Each is asked for as ever.
    """
    setattr(function, _AT_ONCE, True)
    return function


def is_loaded_at_once(registered: events.RegisteredEventHandler) -> bool:
    """Tell whether a handler is one of :func:`loads_at_once`."""
    return getattr(events.behind(registered)[0], _AT_ONCE, False) is True


def permission_of(registered: events.RegisteredEventHandler) -> Permission | None:
    """Return what an event needs; None when nothing is declared, which means: denied."""
    function, state = events.behind(registered)
    name = getattr(function, "__name__", "")
    if name == events.SETTER:
        return None
    if not state.__module__.startswith("sekampadi."):
        needed = f"{state.__name__}.{name}" in events.NEEDED_BY_PAGES
        return Permission.PUBLIC if needed else None
    own: Permission | None = getattr(function, _ATTRIBUTE, None)
    return own or _states.get(state)
