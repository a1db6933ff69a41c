"""Rendering in a process of its own, with a time limit.

A document can keep a processor busy for seconds; in the server's process that would stall every
open screen, and a thread cannot be stopped. The worker is a plain child process rather than one of
``multiprocessing``: a server's worker may be daemonic, and those may have no such children.
"""

import asyncio
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final, TypeVar, cast

from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t
from sekampadi.reports.worker_process import DOKUMEN, Answer, read_message, write_message

T = TypeVar("T")

_log = logging.getLogger(__name__)
_ROOT = Path(__file__).parents[2]
_START_TIMEOUT: Final = 60.0


class _Worker:
    """One child process. Not for use from several threads at once."""

    def __init__(self, kind: str) -> None:
        # Neither renderers nor readers need settings, so the child gets no secrets.
        env = {k: v for k, v in os.environ.items() if not k.startswith("SEKAMPADI_")}
        env["PYTHONPATH"] = os.pathsep.join(p for p in (str(_ROOT), *sys.path) if p)
        self._process = subprocess.Popen(  # noqa: S603 - our own program, and a word of ours
            [sys.executable, "-m", "sekampadi.reports.worker_process", kind],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=env,
        )
        # Both are pipes, as asked for above.
        self._jobs = cast(BinaryIO, self._process.stdin)
        self._answers = cast(BinaryIO, self._process.stdout)
        self._timed_out = False
        self.ready = False

    @property
    def alive(self) -> bool:
        return not self._timed_out and self._process.poll() is None

    @property
    def pid(self) -> int:
        return self._process.pid

    def exchange(self, message: object | None, timeout: float) -> object:
        """Send a message, if any, and wait for the answer.

        Raises:
            TimeoutError: after ``timeout`` seconds; the process is gone then.
            EOFError: when the process died.
        """
        timer = threading.Timer(timeout, self._expire)
        timer.daemon = True
        timer.start()
        try:
            if message is not None:
                write_message(self._jobs, message)
            return read_message(self._answers)
        except (OSError, EOFError):
            if self._timed_out:
                raise TimeoutError from None
            raise EOFError from None
        finally:
            timer.cancel()

    def _expire(self) -> None:
        self._timed_out = True
        self._process.kill()

    def kill(self) -> None:
        """End the process and collect it."""
        self._process.kill()
        self._process.wait()
        for stream in (self._jobs, self._answers):
            # An unsent rest of a job cannot be flushed to a dead process.
            with suppress(OSError):
                stream.close()


class RenderPool:
    """One warm worker process; calls queue for it.

    Args:
        kind: what it is ready for: ``dokumen``, or ``berkas`` to read files that came in, with
            little memory.
        max_waiting: how many calls may be under way or wait; more are refused at once.
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
        """Run a function as :meth:`run` does, and wait for it in this thread.

        Raises:
            DomainError: as :meth:`run`.
        """
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
            worker.kill()
        self._executor.shutdown(wait=True, cancel_futures=False)

    def _leave(self, _future: object) -> None:
        with self._lock:
            self._waiting -= 1

    def _run(self, fn: Callable[..., T], args: tuple[object, ...], timeout: float) -> T:
        worker = self._ready_worker()
        try:
            answer = worker.exchange((fn, args), timeout)
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
            raise DomainError(
                "report.crashed", t("Pembuatan dokumen terhenti. Coba lagi sebentar lagi.")
            ) from None
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
        worker.kill()
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
                self._worker.kill()
                self._worker = None
            if self._worker is None:
                self._worker = _Worker(self._kind)
            worker = self._worker
        if not worker.ready:
            try:
                worker.exchange(None, _START_TIMEOUT)
            except (TimeoutError, EOFError):
                worker.kill()
                raise DomainError(
                    "report.crashed", t("Pembuatan dokumen terhenti. Coba lagi sebentar lagi.")
                ) from None
            worker.ready = True
        return worker


def _closed() -> DomainError:
    return DomainError("report.closed", t("Server sedang berhenti. Coba lagi sebentar lagi."))
