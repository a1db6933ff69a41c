"""The hub: who watches which part of the province; one read a change, for all its screens.

A change marks the channels it concerns. Each channel reads at most once a second, however many
screens show it, and what was read is delivered to all of them at once; a screen costs no query.
A screen leaves when its tab closes, moves to another page or opens a new watch.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from sekampadi.services.laporan.cakupan import Cakupan

logger = logging.getLogger(__name__)

INTERVAL = 1.0
"""Seconds between two reads of one channel."""
RETRY = 3.0
"""Seconds after a read that failed until it is tried again, while somebody watches."""

READERS = 2
"""Channels that are read at the same time."""


@dataclass(eq=False)
class Channel:
    """One part of the province that somebody watches.

    Without ``upp_ids`` the changes of every UPP concern it. After ``max_age`` seconds it is read
    again without a change, 0 for never: figures of "today" change at midnight though nobody
    answers.
    """

    upp_ids: frozenset[int] | None
    read: Callable[[], Any]
    deliver: "Deliver"
    max_age: float = 0.0
    snapshot: Any = None
    failed: bool = False
    dirty: bool = False
    last_read: float = float("-inf")
    task: "asyncio.Task[None] | None" = None
    timer: asyncio.TimerHandle | None = None
    watchers: "set[Watch]" = field(default_factory=set)


@dataclass(eq=False)
class Watch:
    """One screen's view of a channel."""

    token: str
    path: str
    channel: Channel
    sid: str = ""
    info: Any = None


Deliver = Callable[[Channel], Awaitable[None]]


class Hub:
    """All channels of this process."""

    def __init__(self, interval: float = INTERVAL, retry: float = RETRY) -> None:
        self.interval = interval
        self.retry = retry
        self.reads = 0
        self._moment = 0
        self._changes: dict[int | None, int] = {}
        self._channels: dict[tuple[object, ...], Channel] = {}
        self._watches: dict[str, Watch] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        # Threads of their own, and few: screens must not keep surveys waiting for a thread.
        self._threads = ThreadPoolExecutor(READERS, "live")

    @property
    def watchers(self) -> int:
        """How many screens are watching."""
        return len(self._watches)

    @property
    def watches(self) -> tuple[Watch, ...]:
        """All screens that are watching."""
        return tuple(self._watches.values())

    def stats(self) -> dict[str, int]:
        """Return how many screens watch, how many channels they share, and all reads so far."""
        channels = sum(bool(c.watchers) for c in self._channels.values())
        return {"watchers": self.watchers, "channels": channels, "reads": self.reads}

    def moment(self) -> int:
        """Return when it is, counted in changes: for a page that reads by itself, and then watches."""
        self._loop = asyncio.get_running_loop()
        return self._moment

    def watch(
        self,
        token: str,
        path: str,
        cakupan: Cakupan,
        read: Callable[[], Any],
        deliver: Deliver,
        *,
        jenis: str = "",
        max_age: float = 0.0,
        sid: str = "",
        info: Any = None,
        since: int | None = None,
    ) -> Watch:
        """Begin to watch; an earlier watch of the same tab ends.

        The first watcher's ``read`` is used, in a thread, for all who watch the same kind of
        snapshot (``jenis``). The watch ends when the tab or its connection goes. Nothing is read
        for a page that has read by itself after a :meth:`moment` (``since``) unless something has
        changed after it.
        """
        self._loop = asyncio.get_running_loop()
        self.drop(token)
        layanan = tuple(row.id for row in cakupan.dipilih)
        # The scope is part of the key: what two people see of "all I may see" differs.
        key = (jenis, cakupan.kunci, cakupan.upp_ids, layanan, cakupan.scope.upp_ids)
        channel = self._channels.get(key)
        if channel is None:
            channel = self._channels[key] = Channel(cakupan.upp_ids, read, deliver, max_age)
        watch = Watch(token, path, channel, sid, info)
        channel.watchers.add(watch)
        self._watches[token] = watch
        if since is None or channel.dirty or self._has_changed(channel.upp_ids, since):
            # What changed between the page's own first read and now would otherwise be missed.
            self._mark(channel)
        elif channel.timer is None:
            self._keep_fresh(channel)
        return watch

    def drop(self, token: str) -> None:
        """End the watch of a tab, if it has one."""
        watch = self._watches.pop(token, None)
        if watch is None:
            return
        watch.channel.watchers.discard(watch)
        if not watch.channel.watchers and self._loop is not None:
            # Kept for a moment: a page that is loaded over and over reads once a second, too.
            self._loop.call_later(self.interval, self._forget, watch.channel)

    def left(self, token: str, sid: str) -> None:
        """End the watch of a connection that is gone.

        A connection may be found dead long after its tab has come back by another one; the
        watch begun there goes on.
        """
        watch = self._watches.get(token)
        if watch is not None and watch.sid in ("", sid):
            self.drop(token)

    def moved(self, token: str, path: str) -> None:
        """End the watch of a tab that has gone to another page."""
        watch = self._watches.get(token)
        if watch is not None and watch.path != path:
            self.drop(token)

    def notify(self, upp_id: int) -> None:
        """Say that the figures of an UPP have changed; may be called from any thread."""
        self._call(self._changed, upp_id)

    def notify_all(self) -> None:
        """Say that anything may have changed; may be called from any thread."""
        self._call(self._changed, None)

    def _call(self, function: Callable[[int | None], None], upp_id: int | None) -> None:
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(function, upp_id)

    def _has_changed(self, ids: frozenset[int] | None, since: int) -> bool:
        if ids is None:
            return self._moment > since
        return any(self._changes.get(i, 0) > since for i in (None, *ids))

    def _changed(self, upp_id: int | None) -> None:
        self._moment += 1
        self._changes[upp_id] = self._moment
        for channel in self._channels.values():
            ids = channel.upp_ids
            if ids is None or upp_id is None or upp_id in ids:
                self._mark(channel)

    def _forget(self, channel: Channel) -> None:
        if channel.watchers:
            return
        if channel.timer is not None:
            channel.timer.cancel()
        for key, known in list(self._channels.items()):
            if known is channel:
                del self._channels[key]

    def _mark(self, channel: Channel) -> None:
        channel.dirty = True
        if channel.watchers and (channel.task is None or channel.task.done()):
            channel.task = asyncio.get_running_loop().create_task(self._refresh(channel))

    async def _refresh(self, channel: Channel) -> None:
        loop = asyncio.get_running_loop()
        while channel.dirty and channel.watchers:
            pause = self.retry if channel.failed else self.interval
            await asyncio.sleep(max(0.0, channel.last_read + pause - loop.time()))
            if not channel.watchers:
                return
            channel.dirty = False
            channel.last_read = loop.time()
            self.reads += 1
            try:
                channel.snapshot = await loop.run_in_executor(self._threads, channel.read)
                channel.failed = False
            except Exception:
                # Whatever went wrong, the screens must hear of it and the channel must live on.
                logger.exception("reading a live channel failed")
                channel.failed = channel.dirty = True
            await self._deliver(channel)
        self._keep_fresh(channel)

    async def _deliver(self, channel: Channel) -> None:
        if not channel.watchers:
            return
        try:
            await channel.deliver(channel)
        except Exception:
            # A connection that breaks while it is written to must not end the others' figures.
            logger.exception("delivering live figures failed")

    def _keep_fresh(self, channel: Channel) -> None:
        if channel.timer is not None:
            channel.timer.cancel()
            channel.timer = None
        if channel.max_age and channel.watchers:
            loop = asyncio.get_running_loop()
            channel.timer = loop.call_later(channel.max_age, self._mark, channel)
