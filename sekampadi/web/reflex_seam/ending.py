"""The end of a server: what a page has asked for is finished, then its socket is closed.

Reflex stops all events at once and leaves the sockets to the end of the process.
"""

import asyncio
import time
from typing import Any, Final

import reflex as rx

from sekampadi.web.reflex_seam.states import waiting_events

PATIENCE = 1.5
"""Seconds that an event in work may still take. What its thread has begun is done all the same."""
GOING_AWAY: Final = 1001
_LOOK_EVERY: Final = 0.02


async def close_sockets(app: rx.App, patience: float | None = None) -> None:
    """Tell every page that this process goes, each as soon as its own events are done.

    Args:
        app: whose sockets they are.
        patience: seconds after which those go, too, whose events are not done; :data:`PATIENCE`.
    """
    sio: Any = app.sio  # carries no types
    if sio is None:
        return
    ends = time.monotonic() + (PATIENCE if patience is None else patience)
    while True:
        over = time.monotonic() >= ends
        for eio_sid, session in list(sio.eio.sockets.items()):
            line = getattr(session, "line", None)
            if line is not None and (over or not _at_work(app, eio_sid)):
                session.line = None
                line.end(GOING_AWAY)
        if over or not sio.eio.sockets:
            break
        await asyncio.sleep(_LOOK_EVERY)
    if over:
        await asyncio.sleep(_LOOK_EVERY)


def _at_work(app: rx.App, eio_sid: str) -> bool:
    namespace: Any = app.event_namespace
    sio: Any = app.sio
    sid = sio.manager.sid_from_eio_sid(eio_sid, namespace.namespace) if namespace else None
    tab = namespace.sid_to_token.get(sid) if sid else None
    return tab is not None and waiting_events(app, tab) > 0
