"""The locks: checks of headers, cookies, origins, rights and scopes, each taken out by hand once.

``python -m tests.mutation.locks`` takes each out of a copy of the tree and runs the tests that have to
fail for it; what survives is told, and is a hole in the tests. ``--only NAME`` does one. That each text
still stands in its file once, and that each test exists, is looked at by every run of the tests
(``tests/architecture/test_locks.py``).
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.__main__ import copy_tree

PATIENCE = 300
"""Seconds that the tests of one lock may take."""


@dataclass(frozen=True)
class Lock:
    """A check, and what is left when it is taken out.

    Args:
        name: what anybody could do without it.
        kind: ``header``, ``cookie``, ``origin``, ``right`` or ``scope``.
        file: where it stands.
        old: its exact text, once in the file.
        new: what takes its place.
        tests: the tests, as pytest names them, one of which has to fail.
    """

    name: str
    kind: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


def read_locks() -> tuple[Lock, ...]:
    """Return the list, ``locks.toml`` beside this module."""
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return tuple(
        Lock(**entry | {"tests": tuple(entry["tests"])}) for entry in tomllib.loads(text)["lock"]
    )


LOCKS = read_locks()


def taken_out(lock: Lock, text: str) -> str:
    """Return a file's text without a lock.

    Raises:
        ValueError: the lock does not stand there once, as its author has left it.
    """
    if text.count(lock.old) != 1:
        raise ValueError(f"{lock.name}: found {text.count(lock.old)} times in {lock.file}")
    return text.replace(lock.old, lock.new)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def try_lock(lock: Lock, tree: Path) -> tuple[str, float]:
    """Take a lock out of a tree, run its tests, put it back; return ``noticed``, ``survived`` or what else."""
    path, began = tree / lock.file, time.monotonic()
    whole = path.read_text(encoding="utf-8")
    path.write_text(taken_out(lock, whole), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--tb=no", "-p", "no:cacheprovider"]
    try:
        done = subprocess.run(
            [*command, "-o", "addopts=", *lock.tests],
            cwd=tree,
            env=os.environ | {"PYTHONPATH": str(tree)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "timeout", time.monotonic() - began
    finally:
        path.write_text(whole, encoding="utf-8")
    failed = done.returncode == 1 and " failed" in done.stdout
    if failed or (done.returncode == 1 and " error" in done.stdout):
        return "noticed" if failed else "broken", time.monotonic() - began
    return "survived" if done.returncode == 0 else f"status {done.returncode}", (
        time.monotonic() - began
    )


def main(words: Sequence[str] | None = None) -> int:
    """Try all locks, tell of each, and return how many were not noticed, at most 100."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation.locks", description=__doc__)
    parser.add_argument("--only", default="", help="part of the name, or the kind, of some")
    only = parser.parse_args(words).only
    chosen = [lock for lock in LOCKS if only in lock.name or only == lock.kind]
    unnoticed = []
    with tempfile.TemporaryDirectory(prefix="locks-") as folder:
        tree = Path(folder)
        copy_tree(tree)
        for number, lock in enumerate(chosen, 1):
            word, seconds = try_lock(lock, tree)
            _say(f"{number:3}/{len(chosen)} {word:10} {seconds:5.1f} s  {lock.kind}: {lock.name}")
            if word != "noticed":
                unnoticed.append(lock)
    _say(f"{len(chosen) - len(unnoticed)} of {len(chosen)} locks were missed by a test")
    return min(len(unnoticed), 100)


if __name__ == "__main__":
    sys.exit(main())
