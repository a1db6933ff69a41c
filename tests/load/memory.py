"""The processes of a server while something is done: their memory, and who else uses the machine."""

import os
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICK = os.sysconf("SC_CLK_TCK")
_EVERY = 0.1
SERVER = "server"
MAKERS = ("renderer", "export", "file")
_NAMES = {
    "sekampadi.reports.worker_process": "renderer",
    "sekampadi.services.tabel.ekspor_proses": "export",
    "sekampadi.reports.build.berkas": "file",
    "resource_tracker": "resource tracker",
    "spawn_main": SERVER,
}
"""Part of a command line -> what the process is."""


def tree(pid: int) -> list[int]:
    """Return a process with its children and theirs."""
    found = [pid]
    for parent in found:
        try:
            for task in Path(f"/proc/{parent}/task").iterdir():
                children = (task / "children").read_text(encoding="ascii")
                found += [int(child) for child in children.split()]
        except OSError:
            continue  # it has ended meanwhile
    return found


def _name(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    return next((name for part, name in _NAMES.items() if part in words), "starter")


def _memory(pid: int) -> tuple[int, int]:
    """Return the bytes resident now, and the most there ever were."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    values = dict(line.split(":", 1) for line in lines)
    now, most = (int(values[key].split()[0]) * 1024 for key in ("VmRSS", "VmHWM"))
    return now, most


def _busy() -> tuple[float, float]:
    """Return the seconds all processors have worked, and those there were."""
    fields = Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0].split()[1:9]
    ticks = [int(f) for f in fields]
    idle = ticks[3] + ticks[4]
    return (sum(ticks) - idle) / _TICK, sum(ticks) / _TICK


def _own(pids: list[int]) -> float:
    """Return the processor time of processes with what their ended children used, and of this one."""
    ticks = 0
    for pid in pids:
        try:
            text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
        except OSError:
            continue
        ticks += sum(int(f) for f in text.rsplit(")", 1)[1].split()[11:15])
    times = os.times()
    return ticks / _TICK + times.user + times.system


def _queued(pids: list[int]) -> float:
    """Return the seconds the threads of the server have stood in line for a processor."""
    waited = 0
    for pid in pids:
        try:
            if _name(pid) == SERVER:
                for task in Path(f"/proc/{pid}/task").iterdir():
                    waited += int((task / "schedstat").read_text(encoding="ascii").split()[1])
        except OSError:
            continue
    return waited / 1e9


@dataclass
class Watch:
    """Looks at a process and its children ten times a second.

    Args:
        pid: the process.
        most: what a process is -> the most memory it had, in bytes.
        first: what a process is -> its memory when it was first seen.
        together: the most memory of all of them at one moment.
        others: share of the processors used by neither the server nor this process.
        queued: seconds a second that the server's threads could have worked, but had no processor.
    """

    pid: int
    most: dict[str, int] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    together: int = 0
    others: float = 0.0
    queued: float = 0.0

    @property
    def maker(self) -> int:
        """The most memory of a process that makes files."""
        return max(self.most.get(name, 0) for name in MAKERS)

    @property
    def grown(self) -> int:
        """How much memory the server itself took meanwhile."""
        return self.most.get(SERVER, 0) - self.first.get(SERVER, 0)

    def start(self) -> None:
        """Begin, in a thread."""
        self._ended = threading.Event()
        pids = tree(self.pid)
        self._before = (*_busy(), _own(pids), _queued(pids), time.monotonic())
        self._old = set(pids)
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End, and work out the rest."""
        self._ended.set()
        self._thread.join()
        (busy, there), pids = _busy(), tree(self.pid)
        busy_then, there_then, own_then, queued_then, then = self._before
        worked = busy - busy_then - (_own(pids) - own_then)
        self.others = max(0.0, worked / max(0.01, there - there_then))
        self.queued = (_queued(pids) - queued_then) / max(0.01, time.monotonic() - then)

    def _look(self) -> None:
        while not self._ended.wait(_EVERY):
            together = 0
            for pid in tree(self.pid):
                try:
                    now, most = _memory(pid)
                    name = _name(pid)
                except (OSError, KeyError):
                    continue  # it has ended meanwhile
                together += now
                self.first.setdefault(name, now)
                # What an old process once had belongs to the time before.
                peak = now if pid in self._old else most
                self.most[name] = max(self.most.get(name, 0), peak)
            self.together = max(self.together, together)
