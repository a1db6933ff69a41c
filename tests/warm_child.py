"""Processes that make documents, begun where each comes to after seconds of importing.

In the tests ``sekampadi.children`` starts its processes as copies of one that has imported what they
import; what they run then, with which words, pipes and environment, is what the program asked for.
That they start from nothing is proved by the tests that ask for ``cold_children``, and by the servers of
the browser tests that are no copies.

Run as a program it is that process.
"""

import os
import runpy
import signal
import subprocess
import sys
import threading
import traceback
import warnings
from contextlib import suppress
from types import SimpleNamespace
from typing import Any, BinaryIO, NoReturn

from sekampadi import children
from tests.e2e.warm import Warm, WarmProcess, leave, serve_copies

MODULES = (
    "sekampadi.reports.build.berkas",
    "sekampadi.reports.build.penyampaian",
    "sekampadi.services.tabel.ekspor_proses",
)
"""What is started so; anything else starts from nothing."""


class WarmChild(WarmProcess):
    """What ``children.Child`` uses of ``subprocess.Popen``, for a copy."""

    def __init__(self, warm: Warm, args: list[str], env: dict[str, str]) -> None:
        theirs_in, ours_in = os.pipe()
        ours_out, theirs_out = os.pipe()
        try:
            # Without the words of Python itself, and of the parent, which is another one here.
            super().__init__(warm.ask((args[2], args[4:], env), theirs_in, theirs_out, 2))
        finally:
            os.close(theirs_in)
            os.close(theirs_out)
        self.stdin: BinaryIO = os.fdopen(ours_in, "wb")
        self.stdout: BinaryIO = os.fdopen(ours_out, "rb")

    def kill(self) -> None:
        """Kill it, also while somebody waits for it, unless it is known to have ended."""
        if self._status is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)


class WarmStart:
    """Starts processes for ``sekampadi.children`` while it is entered.

    Args:
        warm: what they are copies of; by default one is begun when it is first needed.
    """

    def __init__(self, warm: Warm | None = None) -> None:
        self._lock = threading.Lock()
        self._warm = warm

    def start(self, args: list[str], *, env: dict[str, str], **pipes: Any) -> Any:
        """Start a process as ``subprocess.Popen`` does."""
        if args[1] != "-m" or args[2] not in MODULES:
            return subprocess.Popen(args, env=env, **pipes)
        with self._lock:
            if self._warm is None:
                self._warm = Warm("tests.warm_child")
        return WarmChild(self._warm, args, env)

    def begin(self) -> None:
        """Start them from now on."""
        children.subprocess = SimpleNamespace(Popen=self.start, PIPE=subprocess.PIPE)  # type: ignore[assignment]

    def __enter__(self) -> "WarmStart":
        self.begin()
        return self

    def __exit__(self, *_: object) -> None:
        children.subprocess = subprocess
        if self._warm is not None:
            self._warm.close()


def _become(module: str, words: list[str], environment: dict[str, str]) -> NoReturn:
    """Run a module as ``python -m`` does; the parent that it looks for is the one it has."""
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = [module, str(os.getppid()), *words]
    warnings.simplefilter("ignore")  # that it has been imported before is meant
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        leave(ended.code if isinstance(ended.code, int) else bool(ended.code))
    except BaseException:
        traceback.print_exc()
        leave(1)
    leave(0)


def _import_all() -> None:
    """Import what the modules import; themselves they are run by each copy."""
    import sekampadi.reports.build.berkas
    import sekampadi.reports.build.penyampaian
    import sekampadi.reports.build.tahunan.dokumen
    import sekampadi.services.tabel.ekspor_proses  # noqa: F401


if __name__ == "__main__":
    _import_all()
    sys.exit(serve_copies(_become)())
