"""Servers that begin where every server comes to after five processor seconds of importing.

A process imports once what the server imports, and each server is a copy of it: with data, settings,
port and worker of its own, by the same command. That the program starts from nothing is proved by
``tests/e2e/test_hostile.py`` and each test with PostgreSQL or Redis: servers that speak to each other
tell themselves apart by what they drew while importing, so they are never copies.

Run as a program it is that process. A message over its standard input asks for a server and brings
a socket, over which the server's number is told, and its status when it has ended.
"""

import ast
import gc
import importlib
import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from io import BytesIO
from multiprocessing import context, popen_spawn_posix, reduction, spawn
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NoReturn

from sekampadi.building import ROOT

_MOST = 1024 * 1024
"""Bytes of a request: an environment and a few words."""
_LOOK_EVERY = 0.03
PATIENCE = "UJI_PATIENCE"
"""Names in the environment of a copy how many seconds it waits at its end for events in work."""


class WarmProcess:
    """What the harness uses of ``subprocess.Popen``, for a process of somebody else's.

    Args:
        channel: over which its number comes, and then its status.
    """

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._status: int | None = None
        self._waiting = threading.Lock()
        self.pid = int(channel.recv(_MOST))

    def poll(self) -> int | None:
        """Return its status, None while it runs."""
        try:
            return self.wait(0.001)
        except subprocess.TimeoutExpired:
            return None

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended; return its status, that of a signal negative."""
        # It is told once: who waits beside reads what the first was told.
        if not self._waiting.acquire(timeout=-1 if timeout is None else timeout):
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
        try:
            if self._status is None:
                self._channel.settimeout(timeout)
                self._status = int(self._channel.recv(_MOST))
                self._channel.close()
            return self._status
        except TimeoutError:
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0) from None
        finally:
            self._waiting.release()

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)


class Warm:
    """A process whose copies are others; they end with it.

    Args:
        module: what it runs; its ``main`` is :func:`serve_copies`.
    """

    def __init__(self, module: str = "tests.e2e.warm") -> None:
        self._requests, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", module],
                cwd=ROOT,
                stdin=theirs,
                start_new_session=True,
            )

    def start(self, words: list[str], environment: dict[str, str], log: Path) -> WarmProcess:
        """Run ``python -m sekampadi`` with these words."""
        return WarmProcess(self.ask((words, environment, log)))

    def ask(self, request: tuple[object, ...], *files: int) -> socket.socket:
        """Let it make a copy that does what is asked; return over what its number and status come.

        Args:
            files: those that are to be its standard input, output and errors; or none.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            socket.send_fds(self._requests, [pickle.dumps(request)], [theirs.fileno(), *files])
        return ours

    def close(self) -> None:
        """End it, and every server that still runs."""
        self._requests.close()
        self._process.wait()


def _import_all() -> None:
    """Import what the server's module imports: that module itself reads the settings."""
    root = ast.parse((ROOT / "sekampadi" / "sekampadi.py").read_text(encoding="utf-8"))
    named = {node.module for node in ast.walk(root) if isinstance(node, ast.ImportFrom)}
    for name in sorted({*filter(None, named), "sekampadi.cli", "granian.server"}):
        importlib.import_module(name)


def leave(status: int) -> NoReturn:
    """End a copy as ``multiprocessing`` ends its own: what was imported is not taken apart again."""
    threading._shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _leave_frozen(unfreeze: Callable[[], None]) -> None:
    """Be ``gc.unfreeze`` the first time, when a server looks at all it has imported (``sekampadi.pauses``).

    That is no garbage, and looking at it, in each copy anew, is half of what a start costs.
    """
    gc.unfreeze = unfreeze


def _serve(
    begin: Callable[[], None], words: list[str], environment: dict[str, str], log: Path
) -> NoReturn:
    """Be a server, in a copy of this process, or the worker of that server."""
    begin()
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    from sekampadi.web.reflex_seam import ending  # has been imported, but not by every warm process

    ending.PATIENCE = float(environment.get(PATIENCE, ending.PATIENCE))
    with log.open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    # The worker is copied now, while there is one thread, instead of started anew later: what it
    # reads from its pipe and does then is what ``multiprocessing`` lets a new process read and do.
    jobs, write_jobs = os.pipe()
    ended, write_ended = os.pipe()
    worker = os.fork()
    if not worker:
        os.close(write_jobs)
        os.close(ended)
        if not (size := os.read(jobs, 4)):
            leave(0)  # the server has not come as far
        os.environ.update(pickle.loads(os.read(jobs, int.from_bytes(size))))
        gc.unfreeze = partial(_leave_frozen, gc.unfreeze)
        leave(spawn._main(jobs, os.dup(jobs)))
    os.close(jobs)
    os.close(write_ended)

    class Copied(popen_spawn_posix.Popen):
        def _launch(self, process: BaseProcess) -> None:
            inherited = pickle.dumps(dict(os.environ))
            message = BytesIO()
            message.write(len(inherited).to_bytes(4) + inherited)
            context.set_spawning_popen(self)
            try:
                reduction.dump(spawn.get_preparation_data(process.name), message)
                reduction.dump(process, message)
            finally:
                context.set_spawning_popen(None)
            self.pid, self.sentinel = worker, ended
            with os.fdopen(os.dup(write_jobs), "wb") as pipe:
                pipe.write(message.getbuffer())

    context.SpawnProcess._Popen = staticmethod(Copied)
    from sekampadi.cli import main

    leave(main(words))


def serve_copies(become: Callable[..., Any]) -> Callable[[], Any]:
    """Make copies until nobody can ask for them any more; return what this process is to do then.

    Args:
        become: what a copy does with what was asked for.
    """
    gc.freeze()  # so that copies share what will not be thrown away
    running: dict[int, socket.socket] = {}
    requests = socket.socket(fileno=os.dup(0))
    while True:
        if select.select([requests], [], [], _LOOK_EVERY)[0]:
            request, fds, _, _ = socket.recv_fds(requests, _MOST, 4)
            if not request:
                break
            channel = socket.socket(fileno=fds[0])
            pid = os.fork()
            if not pid:
                os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
                for standard, file in enumerate(fds[1:]):
                    os.dup2(file, standard)
                    os.close(file)
                for other in (requests, channel, *running.values()):
                    other.close()
                return partial(become, *pickle.loads(request))
            for file in fds[1:]:
                os.close(file)
            running[pid] = channel
            with suppress(OSError):  # who asked may be gone; what runs is ended below
                channel.send(str(pid).encode())
        while running:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                break
            with running.pop(pid) as channel, suppress(OSError):
                channel.send(str(os.waitstatus_to_exitcode(status)).encode())
    for pid in running:
        os.kill(pid, signal.SIGKILL)
        with suppress(ProcessLookupError):  # it leads no group
            os.killpg(pid, signal.SIGKILL)
    return int


def main() -> Callable[[], Any]:
    """Be the process whose copies are servers, whose documents are made by copies of another."""
    from tests.warm_child import WarmStart  # it is made of this module

    documents = WarmStart(Warm("tests.warm_child"))
    _import_all()
    return serve_copies(partial(_serve, documents.begin))


if __name__ == "__main__":
    sys.exit(main()())
