"""Rendering in a process of its own, with a time limit.

A document can keep a processor busy for seconds; in the server's process that would stall every
open screen, and a thread cannot be stopped.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, TypeVar, cast

from sekampadi.children import Child
from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t
from sekampadi.reports.worker_process import DOKUMEN, Answer

T = TypeVar("T")

_log = logging.getLogger(__name__)
_START_TIMEOUT: Final = 60.0


class _Worker(Child):
    ready = False
    """Whether it is warm."""

    def __init__(self, kind: str) -> None:
        super().__init__("sekampadi.reports.worker_process", kind)


class RenderPool:
    """One warm worker process; calls queue for it.

    It is ready for ``dokumen``, or for ``berkas``, to read files that came in with little memory.
    When ``max_waiting`` calls are under way or wait, more are refused at once.
    """

    def __init__(self, kind: str = DOKUMEN, *, max_waiting: int = 32) -> None:
        self._kind = kind
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="render")
        self._lock = threading.Lock()
        self._worker: _Worker | None = None
        self._closed = False
        self._waiting = 0
        self._max_waiting = max_waiting

    @property
    def pid(self) -> int | None:
        """The id of the worker process, None when there is none."""
        worker = self._worker
        return worker.pid if worker is not None and worker.alive else None

    @property
    def waiting(self) -> int:
        """How many calls are under way or wait."""
        return self._waiting

    def start(self) -> None:
        """Start the worker in the background, so that the first document need not wait for it."""
        self._executor.submit(self._ready_worker)

    async def run(
        self,
        fn: Callable[..., bytes],
        *args: object,
        timeout: float,  # noqa: ASYNC109 - it bounds the process, not the waiting coroutine
    ) -> bytes:
        """Run a module-level function in the worker.

        Args:
            fn: the function; it and its arguments are pickled.
            timeout: seconds it may take, the time in the queue not counted.

        Raises:
            DomainError: what the function raised; ``report.timeout`` when it took too long,
                ``report.crashed`` when its process died, ``report.failed`` when it raised anything
                else, ``report.busy`` when too many calls wait, ``report.closed`` after :meth:`close`.
        """
        # Who is cancelled takes a call that waits out of the queue.
        return await asyncio.wrap_future(self._submit(fn, args, timeout))

    def call(self, fn: Callable[..., T], *args: object, timeout: float) -> T:
        """Run a function as :meth:`run` does, and wait for it in this thread."""
        return self._submit(fn, args, timeout).result()

    def _submit(
        self, fn: Callable[..., T], args: tuple[object, ...], timeout: float
    ) -> "Future[T]":
        with self._lock:
            if self._closed:
                raise _closed()
            if self._waiting >= self._max_waiting:
                raise DomainError(
                    "report.busy",
                    t("Terlalu banyak dokumen sedang dibuat. Coba lagi sebentar lagi."),
                )
            self._waiting += 1
            future = self._executor.submit(self._run, fn, args, timeout)
        future.add_done_callback(self._leave)
        return future

    def close(self) -> None:
        """End the worker and refuse further calls; calls that wait are told so."""
        with self._lock:
            self._closed = True
            worker = self._worker
        if worker is not None:
            worker.end()
        self._executor.shutdown(wait=True, cancel_futures=False)

    def _leave(self, _future: object) -> None:
        with self._lock:
            self._waiting -= 1

    def _run(self, fn: Callable[..., T], args: tuple[object, ...], timeout: float) -> T:
        worker = self._ready_worker()
        try:
            answer = worker.ask((fn, args), timeout)
        except TimeoutError:
            self._replace(worker)
            raise DomainError(
                "report.timeout",
                t(
                    "Dokumen ini terlalu lama dibuat. Pilih periode yang lebih pendek, lalu coba lagi."
                ),
            ) from None
        except EOFError:
            self._replace(worker)
            raise _crashed() from None
        kind, document, first, second = cast(Answer, answer)
        if kind == "domain":
            raise DomainError(first, second)
        if kind == "failed":
            _log.error("rendering with %s failed:\n%s", fn.__qualname__, first)
            raise DomainError(
                "report.failed",
                t("Dokumen tidak dapat dibuat. Coba lagi, atau hubungi Admin Pemprov."),
            )
        return cast(T, document)

    def _replace(self, worker: _Worker) -> None:
        """Put a fresh worker in the place of a dead one, warm before the next call comes."""
        worker.end()
        with self._lock:
            self._worker = None
            if self._closed:
                return
            self._worker = _Worker(self._kind)

    def _ready_worker(self) -> _Worker:
        """Return a worker that waits for a job; runs in the pool's one thread."""
        with self._lock:
            if self._closed:
                raise _closed()
            if self._worker is not None and not self._worker.alive:
                self._worker.end()
                self._worker = None
            if self._worker is None:
                self._worker = _Worker(self._kind)
            worker = self._worker
        if not worker.ready:
            try:
                worker.ask((bytes, ()), _START_TIMEOUT)  # it answers as soon as it is warm
            except (TimeoutError, EOFError):
                worker.end()
                raise _crashed() from None
            worker.ready = True
        return worker


def _crashed() -> DomainError:
    return DomainError("report.crashed", t("Pembuatan dokumen terhenti. Coba lagi sebentar lagi."))


def _closed() -> DomainError:
    return DomainError("report.closed", t("Server sedang berhenti. Coba lagi sebentar lagi."))
