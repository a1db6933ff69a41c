"""A page: its address, title, permission, place in the menu, and what it loads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.web.reflex_seam.events import event_name
from sekampadi.web.ui.states.identitas import IdentitasState


@dataclass(frozen=True, slots=True)
class Route:
    """A page.

    The permission is for what it loads; the menu shows the page to nobody else. ``menu`` is the
    heading it stands under there, None keeps it out.
    """

    path: str
    title: str
    page: Callable[[], rx.Component]
    permission: Permission
    on_load: tuple[Any, ...] = ()
    menu: str | None = None


_routes: list[Route] = []


def all_routes() -> tuple[Route, ...]:
    """Return the pages of the app; a state cannot import them, because pages import states."""
    return tuple(_routes)


def add_pages(app: rx.App, routes: tuple[Route, ...]) -> None:
    """Register pages with the app."""
    _routes[:] = routes
    for route in routes:
        app.add_page(
            route.page,
            route=route.path,
            title=f"{route.title} – SEKAMPADI",
            description="Survei Kepuasan Masyarakat Aplikasi Daring",
            on_load=[IdentitasState.muat, *route.on_load],
        )


def loading_events(routes: tuple[Route, ...]) -> frozenset[str]:
    """Return the names of the events that load pages."""
    return frozenset(event_name(handler) for route in routes for handler in route.on_load)
