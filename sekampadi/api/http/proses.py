"""Answers that a process of their own makes, handed on while they grow.

A place is taken on the event loop, before any thread: who comes when all are taken waits in a short
queue, and hears of it when he waited in vain. A place comes back however the making ends.
"""

import asyncio
import logging
import threading
import weakref
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, cast

from starlette.responses import Response, StreamingResponse

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
"""Seconds one may take."""
BEGIN_LIMITS: Final = {"tahunan": 180.0}
"""The same for what is made as a whole before it is handed on: so long until then, and the usual
time to be taken. The largest annual reports need about twenty seconds."""
_LOOK_EVERY: Final = 0.1
_CHUNK: Final = 1 << 16
_places = threading.BoundedSemaphore(MOST)
_owners: set[tuple[str, int]] = set()
"""Who has one in the making or waits for it: whoever takes his slowly leaves the other place to the
rest."""
_owners_lock = threading.RLock()  # closing may happen in the middle of anything, see ``finalize``
_queue: deque[object] = deque()
"""Who waits for a place, in their order; of the event loop alone."""
_threads = ThreadPoolExecutor(MOST, "berkas")
"""Who waits for these processes waits long: not in the few threads that surveys are stored in. Only
who has a place comes here, so each has a thread."""


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


def _free(owner: tuple[str, int]) -> None:
    _forget(owner)
    _places.release()


class MakingPlace:
    """One of the :data:`MOST` places; free again when it is given back, or forgotten."""

    def __init__(self, owner: tuple[str, int]) -> None:
        # At most once, whoever calls it.
        self.give_back = weakref.finalize(self, _free, owner)

    @staticmethod
    def _enter(owner: tuple[str, int]) -> None:
        with _owners_lock:
            if owner in _owners:
                raise DomainError(
                    "berkas.busy",
                    t("Berkas besar Anda yang lain masih dibuat. Coba lagi sesudahnya."),
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


def _leave(child: Child, place: MakingPlace) -> None:
    child.end()
    place.give_back()


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
        try:
            self._child = Child("sekampadi.reports.build.berkas")
        except BaseException:
            place.give_back()
            raise
        # At most once, whoever calls it; also for an answer that nobody began to take.
        self.close = weakref.finalize(self, _leave, self._child, place)
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
            logger.error("a file could not be made")  # the process wrote the cause itself
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

    async def pieces(self) -> AsyncIterator[bytes]:
        """Return the file, piece by piece; the process ends when nobody takes them any more."""
        loop = asyncio.get_running_loop()
        try:
            while piece := await loop.run_in_executor(_threads, self.read):
                yield piece
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
    headers = attachment(ascii_name, name)
    return StreamingResponse(making.pieces(), media_type=media_type, headers=headers)
