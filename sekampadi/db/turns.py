"""Whose turn it is to write to SQLite, among the threads of a process and among processes."""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_LOOK_EVERY: Final = 0.001
"""Seconds between two looks whether another process has done."""


class WriteTurns:
    """Lets the writers to an SQLite file queue up.

    SQLite lets one of them write and has the others sleep, longer each time they find it busy, up to
    a tenth of a second: with two processes half of the longest steps of a survey were such sleep. Threads
    wait here for one another and go on at once; one of each process looks each millisecond whether the
    others have done. Who has waited for too long, or cannot have the file, is left to SQLite.

    Args:
        path: the database; beside it stands a file that is locked, and empty. None for one in memory.
        patience: seconds to wait at most.
    """

    def __init__(self, path: Path | None, patience: float) -> None:
        self._path = path and path.with_name(path.name + "-turn")
        self._patience = patience
        self._lock = threading.Lock()

    @contextmanager
    def take(self) -> Iterator[None]:
        """Wait for the turn, and have it until the end of the block. A process that dies gives it back."""
        until = time.monotonic() + self._patience
        if not self._lock.acquire(timeout=self._patience):
            yield
            return
        file = None
        try:
            file = self._lock_file(until)
            yield
        finally:
            if file is not None:
                os.close(file)
            self._lock.release()

    def _lock_file(self, until: float) -> int | None:
        """Lock the file and return it; None without one."""
        if self._path is None:
            return None
        try:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            return None  # a full disk or a folder that is read only: SQLite will say so
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    os.close(file)
                    return None
                time.sleep(_LOOK_EVERY)
            except OSError:  # a file system that knows no such locks
                os.close(file)
                return None
            else:
                return file
