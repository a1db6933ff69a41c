"""What load tests measure of the server and say of the machine."""

import os
import platform
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from tests.e2e.harness import AppServer


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [int(child) for child in found]


def worker_pids(server: AppServer) -> list[int]:
    """Return the processes of a server that hold the application."""
    assert server.process is not None
    return [server.process.pid, *_children(server.process.pid)]


def resident(server: AppServer) -> int:
    """Return the memory of a server with all its processes, in bytes."""
    pages = 0
    for pid in worker_pids(server):
        pages += int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def resident_of_each(server: AppServer) -> dict[int, int]:
    """Return the memory of a server and of all its processes by their numbers, the lowest of some looks."""
    looks = []
    for _ in range(5):
        found: dict[int, int] = {}
        todo = worker_pids(server)
        while todo:
            pid = todo.pop()
            if pid in found:
                continue
            try:
                pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
                found[pid] = pages * os.sysconf("SC_PAGE_SIZE")
                for task in Path(f"/proc/{pid}/task").iterdir():
                    todo += map(int, (task / "children").read_text(encoding="ascii").split())
            except OSError:
                continue
        looks.append(found)
        time.sleep(0.1)
    return min(looks, key=lambda look: sum(look.values()))


def resident_of_all(server: AppServer) -> int:
    """Return the memory of a server and of all its processes, the lowest of some looks."""
    return sum(resident_of_each(server).values())


def _seconds_of(pids: Sequence[int]) -> float:
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def cpu_seconds(server: AppServer) -> float:
    """Return the processor time a server has used."""
    return _seconds_of(worker_pids(server))


def process_seconds(pid: int) -> float:
    """Return the processor time a process and its children have used."""
    return _seconds_of([pid, *_children(pid)])


def machine() -> str:
    """Describe the machine and the versions that matter."""
    model = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    load = os.getloadavg()[0]
    return (
        f"{model}, {len(os.sched_getaffinity(0))} cores (load {load:.1f} before the run), "
        f"{platform.system()} {platform.release()}\n"
        f"Python {platform.python_version()}, Reflex {version('reflex')}, "
        f"granian {version('granian')}, SQLite"
    )
