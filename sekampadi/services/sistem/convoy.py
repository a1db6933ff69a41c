"""Convoy: jobs that are done together by one thread, as many as have come when it is free."""

import asyncio
import contextlib
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Generic, TypeVar

from sekampadi.services.sistem.antrean import too_many

logger = logging.getLogger(__name__)

Job = TypeVar("Job")
Result = TypeVar("Result")

_REST: Final = 0.01
"""Seconds from the beginning of a group to that of the next: a job that comes meanwhile waits for more."""
_MOST: Final = 50
"""Jobs in one group: so many are not held up by one more."""
_WAITING: Final = 2000
"""Jobs that may wait; further ones are refused at once."""


class Convoy(Generic[Job, Result]):
    """Does jobs in groups, in the order in which they came; a job that has come in is done.

    Args:
        name: of its thread.
        work: does a group, and returns for each of its jobs a result, or what is raised instead.
        processes: how many do the same for one crowd; each rests so many times as long, or its groups
            would be so many times smaller, and what a group costs be paid more often.
    """

    def __init__(
        self,
        name: str,
        work: Callable[[Sequence[Job]], Sequence[Result | Exception]],
        *,
        processes: int = 1,
    ) -> None:
        self.name = name
        self._processes = processes
        self._work = work
        self._pool = ThreadPoolExecutor(1, name)
        self._lock = threading.Lock()
        self._running = False
        self._doing = 0
        self._waiting: deque[tuple[Job, asyncio.Future[Result]]] = deque()

    @property
    def inside(self) -> int:
        """How many jobs are being done or wait."""
        return self._doing + len(self._waiting)

    async def join(self, job: Job) -> Result:
        """Have a job done with the others. Who is cancelled leaves it behind, and it is done.

        Raises:
            DomainError: ``antrean.penuh`` when too many wait; else what ``work`` says of it.
        """
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        with self._lock:
            if len(self._waiting) >= _WAITING:
                raise too_many(self.name)
            self._waiting.append((job, future))
            begins, self._running = not self._running, True
        if begins:
            self._pool.submit(self._go)
        return await future

    def _take(self) -> list[tuple[Job, asyncio.Future[Result]]]:
        with self._lock:
            some = [self._waiting.popleft() for _ in range(min(_MOST, len(self._waiting)))]
            self._doing += len(some)
            self._running = bool(some)
            return some

    def _go(self) -> None:
        while some := self._take():
            began = time.monotonic()
            try:
                results = self._work([job for job, _ in some])
            except Exception as error:
                logger.exception("a group of %s failed", self.name)
                results = [error] * len(some)
            with self._lock:
                self._doing -= len(some)
            told = [(future, result) for (_, future), result in zip(some, results, strict=True)]
            for loop in {future.get_loop() for future, _ in told}:
                with contextlib.suppress(RuntimeError):  # a loop that has ended asks no more
                    loop.call_soon_threadsafe(_tell, [o for o in told if o[0].get_loop() is loop])
            time.sleep(max(0.0, began + _REST * self._processes - time.monotonic()))


def _tell(told: Sequence[tuple["asyncio.Future[Result]", Result | Exception]]) -> None:
    for future, result in told:
        if future.done():  # cancelled
            continue
        if isinstance(result, Exception):
            future.set_exception(result)
        else:
            future.set_result(result)
