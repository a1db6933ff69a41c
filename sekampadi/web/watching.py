"""Watching live figures: what is read once goes to all screens at once, until a tab or a right ends.

An update is written once and sent to every connection, past the states of the tabs: 500 states
that each take, compare and write out the same figures cost a hundred times as much. A tab that
loads or connects again reads its figures anew, so nothing depends on what its state remembers.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from sekampadi.domain.izin import Permission
from sekampadi.services.laporan.cakupan import Cakupan
from sekampadi.services.sistem.pantau import who_may_watch
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.web.context import in_thread, runtime
from sekampadi.web.guard import denial, session_token
from sekampadi.web.live import Channel, Hub, Watch
from sekampadi.web.reflex_seam.events import StateUpdate, setter_of
from sekampadi.web.reflex_seam.sockets import send
from sekampadi.web.reflex_seam.states import connection_of, unwrap

logger = logging.getLogger(__name__)

HEARTBEAT = 10.0
"""Seconds after which all watchers are asked about: whether they are still logged in."""
BATCH = 25
"""Connections written to before others get their turn."""


@dataclass(frozen=True, slots=True)
class Pass:
    """By what right a screen watches."""

    secret: str
    permission: Permission


class Broadcaster:
    """Writes to the connections of watchers, whose sessions it looks at with every heartbeat."""

    def __init__(self, app: rx.App, hub: Hub, *, heartbeat: float = HEARTBEAT) -> None:
        self.app = app
        self.hub = hub
        self.heartbeat = heartbeat
        self._guard: asyncio.Task[None] | None = None

    async def send(self, watches: Iterable[Watch], update: StateUpdate) -> None:
        """Send one update to many screens; it is written out once a batch."""
        sids = [watch.sid for watch in watches]
        for start in range(0, len(sids), BATCH):
            await send(self.app, update, sids[start : start + BATCH])
            # Surveys that are being filled in must not wait for a wall of screens.
            await asyncio.sleep(0)

    def keep_watch(self) -> None:
        """See to it that watchers are looked after, as long as there are any."""
        if self._guard is None or self._guard.done():
            self._guard = asyncio.create_task(self._look())

    async def _look(self) -> None:
        while self.hub.watchers:
            await asyncio.sleep(self.heartbeat)
            watches = [w for w in self.hub.watches if isinstance(w.info, Pass)]
            try:
                allowed = await in_thread(
                    who_may_watch, {(w.info.secret, w.info.permission) for w in watches}
                )
            except Exception:
                # The database is away: nobody is thrown out for that, and the figures say so.
                logger.exception("the watchers' sessions could not be looked up")
                continue
            gone = [w for w in watches if (w.info.secret, w.info.permission) not in allowed]
            for watch in gone:
                self.hub.drop(watch.token)
            if gone:
                await self.send(gone, denial("sesi.required", ""))


_broadcaster: list[Broadcaster] = []


def use_broadcaster(broadcaster: Broadcaster) -> None:
    """Set the broadcaster of this process; the composition root does it once."""
    _broadcaster[:] = [broadcaster]


def moment() -> int:
    """Return when it is, before a page reads what it then watches from (:func:`begin`, ``since``)."""
    return _broadcaster[0].hub.moment() if _broadcaster else 0


def begin(
    state: rx.State,
    cakupan: Cakupan | None,
    read: Callable[[Runtime, Cakupan], Any],
    permission: Permission,
    *,
    jenis: str,
    max_age: float = 0.0,
    since: int | None = None,
) -> None:
    """Let the tab behind a state watch a part of the province, from an event of its own.

    The state has the variables ``view``, which takes what is read, and ``terganggu``, which
    says that it could not be read. The part is already allowed; nothing is watched without one.
    The person must keep the permission; the rest is that of :meth:`~sekampadi.web.live.Hub.watch`.
    """
    if cakupan is None:
        return
    rt, broadcaster = runtime(), _broadcaster[0]
    answer = setter_of(state)

    async def deliver(channel: Channel) -> None:
        variables: dict[str, Any] = {"terganggu": channel.failed}
        if not channel.failed:
            variables["view"] = channel.snapshot
        await broadcaster.send(channel.watchers, answer(variables))

    # With its wrapper it would keep the first visitor's state as long as anybody watches.
    plain = unwrap(cakupan)
    session = state.router.session
    broadcaster.hub.watch(
        session.client_token,
        connection_of(state).page,
        plain,
        lambda: read(rt, plain),
        jenis=jenis,
        max_age=max_age,
        since=since,
        sid=session.session_id,
        info=Pass(session_token(state) or "", permission),
        deliver=deliver,
    )
    broadcaster.keep_watch()
