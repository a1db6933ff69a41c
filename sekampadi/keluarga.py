"""Processes that end with the one that started them, also when that is killed without a word."""

import os
import signal
import threading
import time
from typing import Final

SERVER_PID: Final = "SEKAMPADI_SERVER_PID"
"""Where ``serve`` leaves its number for the process that does its work."""
_LOOK_EVERY: Final = 0.5


def end_with_parent(parent: int | None = None) -> None:
    """End this process soon after its parent has ended.

    A thread looks who the parent is: the kernel hands orphans on. Nothing is left to tidy up: what
    counts is stored by transactions, and a port or a file must not be held by an orphan.

    Args:
        parent: the process that counts; by default the one this was started by. When it has
            ended already, so does this process.
    """
    expected = os.getppid() if parent is None else parent

    def watch() -> None:
        while os.getppid() == expected:
            time.sleep(_LOOK_EVERY)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, name="keluarga", daemon=True).start()


def end_with_server() -> None:
    """End this process with the server whose work it does; elsewhere nothing happens."""
    server = os.environ.get(SERVER_PID, "")
    # Further children inherit the number, too, but not the parent.
    if server.isdecimal() and os.getppid() == int(server):
        end_with_parent(int(server))
