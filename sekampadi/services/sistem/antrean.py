"""Lanes: kinds of slow work, each with threads and a queue of its own, so that none starves another."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final, ParamSpec, TypeVar

from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t

logger = logging.getLogger(__name__)

T = TypeVar("T")
P = ParamSpec("P")

PENUH: Final = "antrean.penuh"
"""Code of what a full lane refuses with."""
PERGI: Final = "antrean.pergi"
"""Code of a job that was dropped, because nobody waited for it any more."""
_REST_MAX: Final = 0.1


class _Job:
    def __init__(
        self, future: "Future[Any]", wanted: Callable[[], bool] | None, whose: object
    ) -> None:
        self.future = future
        self.wanted = wanted
        self.whose = whose

    def is_of(self, whose: object) -> bool:
        return whose is not None and self.whose == whose

    def drop_if_unwanted(self) -> None:
        # Work that has begun is not cancelled: a thread cannot be stopped.
        if self.wanted is not None and not self.wanted():
            self.future.cancel()


class Lane:
    """Threads and a queue for one kind of work.

    Args:
        name: of its threads.
        workers: how many jobs are done at a time.
        waiting: how many more may wait; further ones are refused at once.
        rest: how long a thread rests between two jobs that follow at once, as a multiple of the
            time the first took: Python runs one thread at a time, so what is asked for without end
            would slow down everything else.
    """

    def __init__(self, name: str, workers: int, waiting: int, rest: float = 0.0) -> None:
        self._name = name
        self._rest = rest
        self._own = threading.local()
        self._threads = ThreadPoolExecutor(workers, name)
        self._most = workers + waiting
        self._lock = threading.Lock()
        self._jobs: set[_Job] = set()

    @property
    def name(self) -> str:
        """What kind of work it is for."""
        return self._name

    @property
    def inside(self) -> int:
        """How many jobs are being done or wait."""
        return len(self._jobs)

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do a job; one that waits is dropped when its caller is cancelled.

        Raises:
            DomainError: ``antrean.penuh`` when too many wait; else what the job raises.
        """
        return await self.run_while(None, lambda: function(*args, **kwargs))

    async def run_while(
        self,
        wanted: Callable[[], bool] | None,
        function: Callable[[], T],
        *,
        whose: object = None,
    ) -> T:
        """Do a job, unless nobody wants it any more (``antrean.pergi``) when its turn comes.

        Args:
            whose: names who may have one job inside at a time, so that nobody fills the lane alone.

        Raises:
            DomainError: ``antrean.pergi`` when it was dropped; ``antrean.milik_sendiri`` while
                another one of the same is inside; else as :meth:`run`.
        """
        with self._lock:
            full = len(self._jobs) >= self._most
            jobs = [job for job in self._jobs if full or job.is_of(whose)]
        for job in jobs:
            job.drop_if_unwanted()
        with self._lock:
            if any(job.is_of(whose) for job in self._jobs):
                raise DomainError(
                    "antrean.milik_sendiri",
                    t("Berkas UPP ini masih disiapkan. Coba lagi sesudahnya."),
                )
            if len(self._jobs) >= self._most:
                raise too_many(self._name)
            job = _Job(self._threads.submit(self._do, wanted, function), wanted, whose)
            self._jobs.add(job)
        job.future.add_done_callback(lambda _: self._leave(job))
        try:
            return await asyncio.wrap_future(job.future)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            raise _gone() from None

    def _do(self, wanted: Callable[[], bool] | None, function: Callable[[], T]) -> T:
        if wanted is not None and not wanted():
            raise _gone()
        if not self._rest:
            return function()  # sleeping for no time at all costs a change of threads, too
        time.sleep(max(0.0, getattr(self._own, "rests_until", 0.0) - time.monotonic()))
        began = time.monotonic()
        try:
            return function()
        finally:
            now = time.monotonic()
            self._own.rests_until = now + min(_REST_MAX, self._rest * (now - began))

    def _leave(self, job: _Job) -> None:
        with self._lock:
            self._jobs.discard(job)


def too_many(name: str) -> DomainError:
    """Return what is said when too many wait for a kind of work, and note it in the log."""
    logger.warning("the lane %s is full", name)
    return DomainError(PENUH, t("Layanan sedang sangat sibuk. Coba lagi sebentar lagi."))


def _gone() -> DomainError:
    return DomainError(PERGI, t("Permintaan ini sudah ditinggalkan."))


SANDI: Final = Lane("sandi", 2, 48)
"""Logins and changes of passwords: about fifteen a second, so nobody waits longer than four."""
SANDI_DIKENAL: Final = Lane("sandi-dikenal", 1, 16)
"""The same for known browsers and for who is logged in: strangers who try keep none of them waiting."""
DOKUMEN: Final = Lane("dokumen", 2, 24)
"""What documents and files are made from."""
UMUM: Final = Lane("umum", 1, 24)
"""The same for files that everyone may take: strangers who take many hold up no officer."""
PENYAMPAIAN: Final = Lane("penyampaian", 1, 20)
"""The files of what is handed in, a process each time: on the last day many come at once."""
IMPOR: Final = Lane("impor", 1, 6)
"""Files that come in."""
LAMAN: Final = Lane("laman", 4, 200)
"""All other requests over HTTP."""
KEJADIAN: Final = Lane("kejadian", 8, 2000)
"""Events of pages: a survey's steps among them, so nothing slow may go here."""
PENCARIAN: Final = Lane("pencarian", 1, 16, rest=2.0)
"""The citizens' search: thousands of words in a second must not hold up anybody's survey."""
PENYEDIA: Final = Lane("penyedia", 2, 20)
"""Logins by the provider, which the server waits for: one that hangs holds up nobody else."""
SEHAT: Final = Lane("sehat", 1, 4)
"""Who watches the service hears of it, however busy it is."""
