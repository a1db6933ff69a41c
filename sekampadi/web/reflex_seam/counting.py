"""How much Reflex keeps: for whoever watches the service."""

import reflex as rx

from sekampadi.web.reflex_seam.near import memory_of


def kept_visitors(app: rx.App) -> int:
    """Return how many visitors' states this process keeps; those in Redis are not among them."""
    manager = memory_of(app)
    return len(manager.states) if manager is not None else 0
