"""Answers that a process of their own makes, handed on while they grow.

A place is taken on the event loop, before any thread: who comes when all are taken waits in a short
queue, and hears of it when he waited in vain. A place comes back however the making ends, and not
later because somebody takes the file slowly: what is made waits for him on the disk.
"""

import asyncio
import errno
import logging
import os
import shutil
import tempfile
import threading
import time
import weakref
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from io import RawIOBase
from typing import Final, cast

from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from sekampadi.api.http.unduh import attachment
from sekampadi.children import Child
from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t
from sekampadi.reports.build.berkas import FileJob

logger = logging.getLogger(__name__)

MOST: Final = 2
"""Files that may be in the making at once: a third would only slow the others down."""
WAITING: Final = 6
"""How many more may wait for a place; further ones are refused at once."""
PATIENCE: Final = 20.0
"""Seconds one waits for a place at the most."""
LIMIT: Final = 900.0
"""Seconds one may be in the making, and seconds one may be taken."""
BEGIN_LIMITS: Final = {"tahunan": 180.0}
"""The same for what is made as a whole before it is handed on: so long until then, and the usual
time to be taken. The largest annual reports need about twenty seconds."""
AHEAD: Final = 1 << 26
"""Bytes that may wait on the disk for who takes them: the making of what is larger goes at his pace."""
_LOOK_EVERY: Final = 0.1
_CHUNK: Final = 1 << 16
_places = threading.BoundedSemaphore(MOST)
_owners: set[tuple[str, int]] = set()
"""Who has one in the making, takes it or waits for it: each has at most one on the disk."""
_owners_lock = threading.RLock()  # closing may happen in the middle of anything, see ``finalize``
_queue: deque[object] = deque()
"""Who waits for a place, in their order; of the event loop alone."""
_threads = ThreadPoolExecutor(MOST, "berkas")
"""Who waits for these processes waits long: not in the few threads that surveys are stored in. Only
who has a place comes here, so each has a thread."""
_readers = ThreadPoolExecutor(MOST, "berkas-baca")
"""Who reads what is made: never long, and not behind those who wait for a process."""


def _owner(job: FileJob) -> tuple[str, int]:
    """Return under what a file is counted: all people of one UPP together."""
    person = job.principal
    return ("orang", person.operator_id) if person.upp_id is None else ("upp", person.upp_id)


def _busy() -> DomainError:
    return DomainError(
        "berkas.busy", t("Berkas besar lain sedang dibuat. Coba lagi sebentar lagi.")
    )


def _forget(owner: tuple[str, int]) -> None:
    with _owners_lock:
        _owners.discard(owner)


class MakingPlace:
    """One of the :data:`MOST` places; free again when it is given back, or forgotten."""

    def __init__(self, owner: tuple[str, int]) -> None:
        # Each at most once, whoever calls it.
        self.let_next = weakref.finalize(self, _places.release)
        self._forget = weakref.finalize(self, _forget, owner)

    def give_back(self) -> None:
        """Let the next one make his file, and the owner another one."""
        self._forget()
        self.let_next()

    @staticmethod
    def _enter(owner: tuple[str, int]) -> None:
        with _owners_lock:
            if owner in _owners:
                raise DomainError(
                    "berkas.busy",
                    t(
                        "Berkas besar Anda yang lain masih dibuat atau diunduh. Coba lagi sesudahnya."
                    ),
                )
            _owners.add(owner)

    @classmethod
    def take(cls, job: FileJob) -> "MakingPlace":
        """Take a place for a job.

        Raises:
            DomainError: ``berkas.busy`` at once when all are taken, or one by the same owner.
        """
        owner = _owner(job)
        cls._enter(owner)
        if not _places.acquire(blocking=False):
            _forget(owner)
            raise _busy()
        return cls(owner)

    @classmethod
    async def wait_for(cls, job: FileJob) -> "MakingPlace":
        """Take a place for a job, or wait in the queue for one, :data:`PATIENCE` seconds long.

        Raises:
            DomainError: ``berkas.busy`` after that time; at once when too many wait, or when the
                same owner has a place or waits.
        """
        owner, turn = _owner(job), object()
        loop = asyncio.get_running_loop()
        until = loop.time() + PATIENCE
        cls._enter(owner)
        _queue.append(turn)
        try:
            # A place may come back in any thread, and in the middle of anything: one looks for it.
            while _queue[0] is not turn or not _places.acquire(blocking=False):
                if len(_queue) > WAITING or loop.time() >= until:
                    raise _busy()
                await asyncio.sleep(_LOOK_EVERY)
        except BaseException:
            _forget(owner)
            raise
        finally:
            _queue.remove(turn)
        return cls(owner)


def _leave(child: Child, place: MakingPlace, folder: str) -> None:
    child.end()
    shutil.rmtree(folder, ignore_errors=True)
    place.give_back()


def _write(file: RawIOBase, piece: bytes) -> None:
    """Write a whole piece: a file without a buffer takes what there is room for, and says so.

    Raises:
        OSError: what there was no room for any more.
    """
    rest = memoryview(piece)
    while rest:
        written = file.write(rest)
        if not written:
            raise OSError(errno.ENOSPC, "a file was not written as a whole")
        rest = rest[written:]


class Making:
    """A file in the making; its place is free again when it is closed, or forgotten.

    Args:
        place: for this job; without one it is taken here.

    Raises:
        DomainError: as :meth:`MakingPlace.take`.
    """

    def __init__(self, job: FileJob, place: MakingPlace | None = None) -> None:
        place = place or MakingPlace.take(job)
        self._until_begun = BEGIN_LIMITS.get(job.jenis)
        folder = ""
        try:
            # What the process keeps on the disk: one that is killed cannot remove it.
            folder = tempfile.mkdtemp(prefix="sekampadi-")
            self._child = Child("sekampadi.reports.build.berkas", folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            place.give_back()
            raise
        # At most once, whoever calls it; also for an answer that nobody began to take.
        self.close = weakref.finalize(self, _leave, self._child, place, folder)
        self._let_next = place.let_next
        self._made = self._taken = 0
        self._child.limit(self._until_begun or LIMIT)
        self._child.send(job)

    def begin(self) -> None:
        """Wait until the process says that it can be done; raises what it says went wrong.

        Raises:
            DomainError: what went wrong; ``berkas.timeout`` when it took too long;
                ``berkas.failed`` for what nobody foresaw.
        """
        try:
            refused = cast(tuple[str, str] | None, self._child.receive())
        except TimeoutError:
            logger.error("a file took too long to make")
            refused = (
                "berkas.timeout",
                t("Berkas terlalu lama disusun, jadi dihentikan. Coba lagi beberapa menit lagi."),
            )
        except EOFError:
            if self.close.alive:
                logger.error("a file could not be made")  # the process wrote the cause itself
            else:
                logger.info("nobody waits for a file any more")
            refused = "berkas.failed", t("Berkas tidak dapat dibuat. Coba lagi sebentar lagi.")
        if refused is not None:
            self.close()
            raise DomainError(*refused)
        if self._until_begun is not None:
            self._child.limit(LIMIT)

    def read(self) -> bytes:
        """Return the next piece, empty at the end."""
        piece = self._child.read(_CHUNK)
        if not piece and self._child.wait():
            raise RuntimeError("the process that made a file died")
        return piece

    def _fill(self, fd: int) -> None:
        """Put the file on the disk as it is made, and let the next one have the place then."""
        # Without a buffer: what is written can be read.
        with os.fdopen(fd, "wb", buffering=0) as file:
            while piece := self.read():
                _write(file, piece)
                self._made += len(piece)
                while self._made - self._taken > AHEAD and self._child.alive:
                    time.sleep(_LOOK_EVERY)
        self._let_next()

    async def pieces(self) -> AsyncGenerator[bytes, None]:
        """Return the file, piece by piece; the process ends when nobody takes them any more."""
        loop = asyncio.get_running_loop()
        try:
            with tempfile.TemporaryFile(prefix="sekampadi-") as file:
                fd = file.fileno()
                # Whoever goes away first, the other still has it open.
                filling = loop.run_in_executor(_threads, self._fill, os.dup(fd))
                filling.add_done_callback(lambda f: f.cancelled() or f.exception())
                whole = False
                while not whole:
                    await asyncio.wait({filling}, timeout=_LOOK_EVERY)
                    whole = filling.done()
                    while piece := await loop.run_in_executor(
                        _readers, os.pread, fd, _CHUNK, self._taken
                    ):
                        yield piece
                        self._taken += len(piece)
                filling.result()
        finally:
            self.close()

    @classmethod
    async def begun(cls, job: FileJob) -> "Making":
        """Begin to make a file, and wait until it is known that it can be done.

        Raises:
            DomainError: as :meth:`MakingPlace.wait_for` and :meth:`begin`.
        """
        loop = asyncio.get_running_loop()
        place = await MakingPlace.wait_for(job)
        making: Making | None = None
        try:
            making = await loop.run_in_executor(_threads, cls, job, place)
            await loop.run_in_executor(_threads, making.begin)
        except BaseException:  # also when nobody waits for it any more
            if making is None:
                place.give_back()
            else:
                making.close()
            raise
        return making


class HandedOn(StreamingResponse):
    """An answer that is broken off when it is not taken within :data:`LIMIT` seconds.

    Args:
        making: what it hands on.
    """

    def __init__(self, making: Making, media_type: str, headers: Mapping[str, str]) -> None:
        self._making, self._pieces = making, making.pieces()
        super().__init__(self._pieces, media_type=media_type, headers=headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; whoever breaks it off, nothing of it is left."""
        try:
            async with asyncio.timeout(LIMIT):
                await super().__call__(scope, receive, send)
        finally:
            await self._pieces.aclose()
            self._making.close()


async def hand_on(
    job: FileJob,
    ascii_name: str,
    media_type: str,
    name: str = "",
    *,
    note: Callable[[], Awaitable[None]] | None = None,
) -> Response:
    """Return a file to be saved while it is made; names as of an attachment.

    Args:
        note: writes down that it is taken away, once there is something to take: nothing is
            written for who is refused, and nothing is taken unwritten.

    Raises:
        DomainError: as :meth:`Making.begun`.
    """
    making = await Making.begun(job)
    if note is not None:
        try:
            await note()
        except BaseException:
            making.close()
            raise
    return HandedOn(making, media_type, attachment(ascii_name, name))
