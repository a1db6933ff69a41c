"""Functions for the render worker to run; modules of their own, as the worker imports them."""

import os
import signal
import sys
import time
from pathlib import Path

from sekampadi.domain.errors import DomainError


def pid() -> bytes:
    return str(os.getpid()).encode()


def echo(data: bytes) -> bytes:
    return data


def noisy(data: bytes) -> bytes:
    sys.stdout.write("a library prints this\n")
    sys.stdout.flush()
    return data


def sleep(seconds: float) -> bytes:
    time.sleep(seconds)
    return b"done"


def span(seconds: float) -> bytes:
    start = time.monotonic()
    time.sleep(seconds)
    return f"{start} {time.monotonic()}".encode()


def die() -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def refuse() -> bytes:
    raise DomainError("contoh.refused", "Tidak boleh.")


def fail() -> bytes:
    raise ZeroDivisionError("oops")


def settings() -> bytes:
    return ",".join(k for k in os.environ if k.startswith("SEKAMPADI_")).encode()


def resident() -> int:
    """Return the bytes of memory this process has in use."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def hoard() -> int:
    """Ask for more memory than reading a file may take."""
    return len(bytearray(2 * 1024**3))
