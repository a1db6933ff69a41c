"""Child processes: held to their limit, and gone with the one that started them."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from sekampadi.children import Child
from tests.architecture.test_layers import PROGRAM, ROOT, SOURCES
from tests.reports import pekerjaan
from tests.reports.test_worker import wait_gone

MODULE = "sekampadi.reports.worker_process"


@pytest.fixture
def child() -> Iterator[Child]:
    with Child(MODULE, "dokumen") as child:
        assert child.ask((pekerjaan.pid, ()), 30) == ("ok", str(child.pid).encode(), "", "")
        yield child


def test_a_child_at_its_limit_is_killed(child: Child) -> None:
    with pytest.raises(TimeoutError):
        child.ask((pekerjaan.sleep, (3600.0,)), 0.2)
    assert not child.alive
    assert child.wait() == -signal.SIGKILL


def test_a_limit_that_was_taken_away_kills_nobody(child: Child) -> None:
    child.limit(0.2)
    child.limit(None)
    time.sleep(0.4)
    assert child.alive


def test_an_interrupt_of_the_terminal_ends_no_child(child: Child) -> None:
    """It reaches the whole group of processes; the parent decides when a child ends."""
    os.kill(child.pid, signal.SIGINT)
    assert child.ask((pekerjaan.pid, ()), 30) == ("ok", str(child.pid).encode(), "", "")


def test_a_child_that_died_is_told(child: Child) -> None:
    os.kill(child.pid, signal.SIGKILL)
    child.send((pekerjaan.pid, ()))
    with pytest.raises(EOFError):
        child.receive()


def test_ending_it_elsewhere_ends_the_waiting(child: Child) -> None:
    other = threading.Timer(0.2, child.end)
    other.start()
    with pytest.raises(EOFError):
        child.ask((pekerjaan.sleep, (60.0,)), 60)
    other.join()
    child.end()
    assert wait_gone(child.pid, 0)


def test_a_busy_child_ends_with_a_parent_that_was_killed() -> None:
    script = (
        "import os, signal, sys\n"
        "from sekampadi.children import Child\n"
        "from tests.reports import pekerjaan\n"
        f"child = Child({MODULE!r}, 'dokumen')\n"
        "child.ask((pekerjaan.pid, ()), 30)\n"
        "child.send((pekerjaan.sleep, (60.0,)))\n"
        "sys.stdout.write(str(child.pid)); sys.stdout.flush()\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert wait_gone(int(done.stdout))


def test_a_child_that_comes_too_late_ends_at_once() -> None:
    orphan = subprocess.Popen(
        [sys.executable, "-m", MODULE, str(2**30), "dokumen"], cwd=ROOT, stdin=subprocess.PIPE
    )
    assert orphan.wait(30) == -signal.SIGKILL


def test_processes_are_started_in_one_place() -> None:
    starters = {
        path.relative_to(PROGRAM).as_posix()
        for path in SOURCES
        if any(f"import {name}" in path.read_text() for name in ("subprocess", "multiprocessing"))
    }
    # Building and developing run programs that are not ours, while there is no server for people.
    building = {"building.py", "web/reflex_seam/lean.py"}
    # A backup is a command, too, and asks the database's own tools.
    tools = {"services/sistem/cadangan/postgres.py"}
    assert starters == {"children.py", "start/developing.py", "serving.py", *building, *tools}
