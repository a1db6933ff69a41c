"""Whose turn it is to write to SQLite: one at a time, and nobody for ever."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from sekampadi.db.turns import WriteTurns

_HOLDS = """
import sys
from pathlib import Path
from sekampadi.db.turns import WriteTurns
with WriteTurns(Path(sys.argv[1]), 15).take():
    print("has it", flush=True)
    sys.stdin.readline()
print("gave it back", flush=True)
"""


@contextmanager
def _another_process(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Let another process take the turn, until it is sent a line or killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLDS, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == "has it\n"
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_threads_go_one_by_one(tmp_path: Path) -> None:
    turns, inside, most = WriteTurns(tmp_path / "x.db", 15), 0, 0

    def write() -> None:
        nonlocal inside, most
        for _ in range(20):
            with turns.take():
                inside += 1
                most = max(most, inside)
                time.sleep(0.0005)
                inside -= 1

    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(write) for _ in range(8)]:
            done.result()
    assert most == 1


@pytest.mark.parametrize("ends", ["by itself", "killed"])
def test_another_process_is_waited_for(tmp_path: Path, ends: str) -> None:
    turns, mine = WriteTurns(tmp_path / "x.db", 15), threading.Event()

    def take() -> None:
        with turns.take():
            mine.set()

    with _another_process(tmp_path / "x.db") as process:
        thread = threading.Thread(target=take)
        thread.start()
        assert not mine.wait(0.3)
        if ends == "killed":
            process.kill()
        else:
            process.communicate("\n")
        assert mine.wait(10)
        thread.join()


def test_who_has_waited_for_too_long_is_left_to_sqlite(tmp_path: Path) -> None:
    turns = WriteTurns(tmp_path / "x.db", 0.05)
    with _another_process(tmp_path / "x.db"), turns.take():
        pass
    with turns.take(), ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: turns.take().__enter__()).result(10)


def test_where_no_file_can_be_made_threads_have_their_turns_all_the_same(tmp_path: Path) -> None:
    for turns in (WriteTurns(tmp_path / "none" / "x.db", 15), WriteTurns(None, 15)):
        with turns.take():
            pass
        with turns.take():
            pass
    assert not list(tmp_path.iterdir())
