"""Answers that a process of their own makes, handed on while they grow."""

import asyncio
import logging
import threading
import weakref
from collections.abc import AsyncIterator
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
LIMIT: Final = 900.0
"""Seconds one may take."""
_CHUNK: Final = 1 << 16
_places = threading.BoundedSemaphore(MOST)
_owners: set[tuple[str, int]] = set()
"""Who has one in the making: whoever takes his slowly leaves the other place to the rest."""
_owners_lock = threading.RLock()  # closing may happen in the middle of anything, see ``finalize``
_waiting = ThreadPoolExecutor(MOST, "berkas")
"""Who waits for these processes waits long: not in the few threads that surveys are stored in."""


def _owner(job: FileJob) -> tuple[str, int]:
    """Return under what a file is counted: all people of one UPP together."""
    person = job.principal
    return ("orang", person.operator_id) if person.upp_id is None else ("upp", person.upp_id)


def _enter(owner: tuple[str, int]) -> None:
    with _owners_lock:
        if owner in _owners:
            raise DomainError(
                "berkas.busy",
                t("Berkas besar Anda yang lain masih dibuat. Coba lagi sesudahnya."),
            )
        if not _places.acquire(blocking=False):
            raise DomainError(
                "berkas.busy",
                t("Berkas besar lain sedang dibuat. Coba lagi sebentar lagi."),
            )
        _owners.add(owner)


def _free(owner: tuple[str, int]) -> None:
    with _owners_lock:
        _owners.discard(owner)
    _places.release()


def _leave(child: Child, owner: tuple[str, int]) -> None:
    child.end()
    _free(owner)


class Making:
    """A file in the making; its place is free again when it is closed, or forgotten.

    Raises:
        DomainError: ``berkas.busy`` when too many are in the making, or one of the same owner.
    """

    def __init__(self, job: FileJob) -> None:
        owner = _owner(job)
        _enter(owner)
        try:
            self._child = Child("sekampadi.reports.build.berkas")
        except BaseException:
            _free(owner)
            raise
        # At most once, whoever calls it; also for an answer that nobody began to take.
        self.close = weakref.finalize(self, _leave, self._child, owner)
        self._child.limit(LIMIT)
        self._child.send(job)

    def begin(self) -> None:
        """Wait until the process says that it can be done; raises what it says went wrong.

        Raises:
            DomainError: what went wrong; ``berkas.failed`` for what nobody foresaw.
        """
        try:
            refused = cast(tuple[str, str] | None, self._child.receive())
        except (EOFError, TimeoutError):
            logger.error("a file could not be made")  # the process wrote the cause itself
            refused = "berkas.failed", t("Berkas tidak dapat dibuat. Coba lagi sebentar lagi.")
        if refused is not None:
            self.close()
            raise DomainError(*refused)

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
            while piece := await loop.run_in_executor(_waiting, self.read):
                yield piece
        finally:
            self.close()

    @classmethod
    async def begun(cls, job: FileJob) -> "Making":
        """Begin to make a file, and wait until it is known that it can be done."""
        loop = asyncio.get_running_loop()
        making = await loop.run_in_executor(_waiting, cls, job)
        try:
            await loop.run_in_executor(_waiting, making.begin)
        except asyncio.CancelledError:
            making.close()  # nobody waits for it any more
            raise
        return making


async def hand_on(job: FileJob, ascii_name: str, media_type: str, name: str = "") -> Response:
    """Return a file to be saved while it is made; names as of an attachment."""
    making = await Making.begun(job)
    headers = attachment(ascii_name, name)
    return StreamingResponse(making.pieces(), media_type=media_type, headers=headers)
