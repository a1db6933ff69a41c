"""Answers that a process of their own makes, handed on while they grow."""

import asyncio
import json
import logging
import pickle
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final, cast

from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t
from sekampadi.reports.build.berkas import Pekerjaan

logger = logging.getLogger(__name__)

MOST: Final = 2
"""Files that may be in the making at once: a third would only slow the others down."""
LIMIT: Final = 900.0
"""Seconds one may take."""
_CHUNK: Final = 1 << 16
_ROOT = Path(__file__).resolve().parents[3]
_places = threading.BoundedSemaphore(MOST)
_waiting = ThreadPoolExecutor(MOST, "berkas")
"""Who waits for these processes waits long: not in the few threads that surveys are stored in."""


class Making:
    """A file in the making.

    Args:
        job: what is to be made.

    Raises:
        DomainError: ``berkas.busy`` when too many are in the making.
    """

    def __init__(self, job: Pekerjaan) -> None:
        self._open = False
        if not _places.acquire(blocking=False):
            raise DomainError(
                "berkas.busy",
                t("Berkas besar lain sedang dibuat. Coba lagi sebentar lagi."),
            )
        self._open = True
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sekampadi.reports.build.berkas"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_ROOT,
        )
        self._input = cast(BinaryIO, self._process.stdin)
        self._output = cast(BinaryIO, self._process.stdout)
        self._timer = threading.Timer(LIMIT, self._process.kill)
        self._timer.daemon = True
        self._timer.start()
        with suppress(OSError):  # it died already: reading its answer tells
            # The pipe stays open: when this server ends, it closes, and the process ends too.
            self._input.write(pickle.dumps(job))
            self._input.flush()

    def begin(self) -> None:
        """Wait until the process says that it can be done.

        Raises:
            DomainError: what went wrong; ``berkas.failed`` for what nobody foresaw.
        """
        line = self._output.readline()
        try:
            status = json.loads(line)
        except ValueError:
            self.close()
            logger.error("a file could not be made")  # the process wrote the cause itself
            raise DomainError(
                "berkas.failed", t("Berkas tidak dapat dibuat. Coba lagi sebentar lagi.")
            ) from None
        if not status["ok"]:
            self.close()
            raise DomainError(str(status["code"]), str(status["message"]))

    def read(self) -> bytes:
        """Return the next piece, empty at the end.

        Raises:
            RuntimeError: when the process died; the answer must break off then.
        """
        piece = self._output.read(_CHUNK)
        if not piece and self._process.wait():
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

    def close(self) -> None:
        """End the process and give its place free; once is enough."""
        if not self._open:
            return
        with self._lock:
            if not self._open:
                return
            self._open = False
        self._timer.cancel()
        self._process.kill()
        self._process.wait()
        for stream in (self._input, self._output):
            with suppress(OSError):
                stream.close()
        _places.release()

    @classmethod
    async def begun(cls, job: Pekerjaan) -> "Making":
        """Begin to make a file, and wait until it is known that it can be done.

        Raises:
            DomainError: as the constructor and :meth:`begin`.
        """
        loop = asyncio.get_running_loop()
        making = await loop.run_in_executor(_waiting, cls, job)
        try:
            await loop.run_in_executor(_waiting, making.begin)
        except asyncio.CancelledError:
            making.close()  # nobody waits for it any more
            raise
        return making

    def __del__(self) -> None:
        """End the process of an answer that nobody began to take."""
        self.close()
