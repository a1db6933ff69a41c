"""Processes of this program's own: started, fed, limited in time, ended and collected in one way.

They are plain ``python -m`` of a module of ours rather than ``multiprocessing``: a server's worker
may be daemonic, and those may have no such children. Messages are pickles; both ends are this
program. Each ends with the one that started it, also when that is killed without a word.
"""

import atexit
import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final, NoReturn, Self, cast

from sekampadi.domain.periode import ZONA, set_zona

SERVER_PID: Final = "SEKAMPADI_SERVER_PID"
"""Where ``serve`` leaves its number for the process that does its work."""
_ZONA: Final = "SEKAMPADI_TIMEZONE"
_ROOT = Path(__file__).resolve().parents[1]
_LOOK_EVERY: Final = 0.5
_served = threading.Event()
"""Set when this process has served, and ended that well."""


def write_message(stream: BinaryIO, message: object) -> None:
    """Write one message."""
    stream.write(pickle.dumps(message))
    stream.flush()


def read_message(stream: BinaryIO) -> object:
    """Read one message; EOFError says that the other end is gone."""
    try:
        return pickle.load(stream)  # noqa: S301 - written by our own other end
    except (OSError, ValueError, pickle.UnpicklingError):  # half a message, or closed meanwhile
        raise EOFError from None


class Child:
    """A child process. Not for use from several threads at once, but :meth:`end` may come from any.

    Its environment holds no settings but the time zone: it knows no secret that it is not sent.

    Args:
        module: what it runs; its ``main`` begins with :func:`enter`.
        words: what else stands on its command line.
    """

    def __init__(self, module: str, *words: str) -> None:
        env = {k: v for k, v in os.environ.items() if not k.startswith("SEKAMPADI_")}
        env[_ZONA] = ZONA.nama
        env["PYTHONPATH"] = os.pathsep.join(p for p in (str(_ROOT), *sys.path) if p)
        self._process = subprocess.Popen(  # noqa: S603 - our own program, and words of ours
            [sys.executable, "-m", module, str(os.getpid()), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=env,
        )
        # Both are pipes, as asked for above.
        self._jobs = cast(BinaryIO, self._process.stdin)
        self._answers = cast(BinaryIO, self._process.stdout)
        self._timer: threading.Timer | None = None
        self._expired = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    @property
    def alive(self) -> bool:
        """Whether it can be asked anything."""
        return not self._expired and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Its id."""
        return self._process.pid

    def limit(self, seconds: float | None) -> None:
        """Kill it so many seconds from now, unless asked again before; None lets it live."""
        timer, self._timer = self._timer, None
        if timer is not None:
            timer.cancel()
        if seconds is not None:
            self._timer = timer = threading.Timer(seconds, self._expire)
            timer.daemon = True
            timer.start()

    def _expire(self) -> None:
        self._expired = True
        self._process.kill()

    def send(self, message: object) -> None:
        """Send a message. That it has died is told by what is read, or by :meth:`wait`."""
        with suppress(OSError, ValueError):
            write_message(self._jobs, message)

    def receive(self) -> object:
        """Wait for a message.

        Raises:
            TimeoutError: when its limit was reached; it is gone then.
            EOFError: when it died.
        """
        try:
            return read_message(self._answers)
        except EOFError:
            if self._expired:
                raise TimeoutError from None
            raise

    def ask(self, message: object, seconds: float) -> object:
        """Send a message and wait for the answer as :meth:`receive`, so many seconds at most."""
        self.limit(seconds)
        try:
            self.send(message)
            return self.receive()
        finally:
            self.limit(None)

    def read(self, most: int) -> bytes:
        """Return the next bytes of what is no message, empty at the end."""
        return self._answers.read(most)

    def wait(self) -> int:
        """Wait until it has ended by itself or at its limit; return its status."""
        return self._process.wait()

    def end(self) -> None:
        """Kill and collect it, if nobody has; once or more."""
        self.limit(None)
        self._process.kill()
        self._process.wait()
        for stream in (self._jobs, self._answers):
            # An unsent rest of a job cannot be flushed to a dead process.
            with suppress(OSError):
                stream.close()


def enter(niceness: int) -> tuple[BinaryIO, BinaryIO]:
    """Begin as a :class:`Child`; return where its jobs come from, and where its answers go to.

    By its niceness it gives way: a person at a survey comes first.
    """
    # Ctrl-C reaches the whole process group; the parent decides when a child ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent(int(sys.argv[1]))
    os.nice(niceness)
    set_zona(os.environ.get(_ZONA, ZONA.nama))
    # Whatever a library prints must not get between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, answers


def end_with_parent(parent: int) -> None:
    """End this process soon after its parent has ended, or at once when it has already.

    A thread looks who the parent is: the kernel hands orphans on. Nothing is left to tidy up: what
    counts is stored by transactions, and a port or a file must not be held by an orphan.
    """

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK_EVERY)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def end_with_server() -> None:
    """End this process with the server whose work it does; elsewhere nothing happens."""
    if is_worker():
        end_with_parent(os.getppid())
        # atexit calls the newest first: registered before all others, this one ends the process last.
        atexit.register(_leave_when_served)


def is_worker() -> bool:
    """Tell whether this process does a server's work."""
    server = os.environ.get(SERVER_PID, "")
    # Further children inherit the number, too, but not the parent.
    return server.isdecimal() and os.getppid() == int(server)


@contextlib.asynccontextmanager
async def ending(farewell: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Let a server's worker end in good order: a farewell first, while everything still works.

    Granian begins to end at the signal itself: what its sockets are told from then on goes nowhere.
    It takes SIGINT for the same word as SIGTERM, so that one is given when all is said.
    """
    import asyncio  # late: children need none

    loop, saying = asyncio.get_running_loop(), set[asyncio.Task[None]]()

    async def end() -> None:
        try:
            await farewell()
        finally:
            os.kill(os.getpid(), signal.SIGINT)

    def begin() -> None:
        if not saying:
            saying.add(loop.create_task(end()))

    if is_worker():
        loop.add_signal_handler(signal.SIGTERM, begin)
    yield
    _served.set()


def _leave_when_served() -> None:
    if _served.is_set():
        leave(0)


def leave(status: int) -> NoReturn:
    """End this process without taking apart what it has made: that takes seconds and gains nothing."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
