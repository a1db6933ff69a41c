"""How much Reflex keeps: for whoever watches the service."""

import reflex as rx
from reflex.istate.manager.memory import StateManagerMemory


def kept_visitors(app: rx.App) -> int:
    """Return how many visitors' states this process keeps; 0 when they are in Redis."""
    manager = app.state_manager
    return len(manager.states) if isinstance(manager, StateManagerMemory) else 0
