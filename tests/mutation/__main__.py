"""Draw mistakes by seed, make each in a copy of the tree, and see whether a test fails.

``python -m tests.mutation --count 60 --seed 9``. The first run watches all tests but those of the
browser, to know which test runs which lines; later runs watch what has changed.
"""

import argparse
import difflib
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.areas import AREAS, Mutation, draw
from tests.mutation.chart import Seen, choose, look
from tests.mutation.edits import apply

ROOT = Path(__file__).resolve().parents[2]
_KILLED, _USAGE, _NOTHING = (1, 2, 3), 4, 5
"""Statuses of pytest."""
_FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+?(?:\[.*?\])?)(?: - .*)?$", re.MULTILINE)
"""How it names a test that failed; the parameters of one may have blanks."""


@dataclass(frozen=True)
class Verdict:
    """What has become of a mutation.

    Args:
        word: ``killed``, ``survived`` or ``timeout``.
        by: the test that noticed it.
        asked: how many tests were asked.
    """

    mutation: Mutation
    word: str
    by: str
    asked: int
    seconds: float


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def copy_tree(target: Path) -> None:
    """Copy what belongs to the project; what is mutated is never the tree somebody works in."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        source = ROOT / name
        if source.is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name)


def _pytest(tree: Path, tests: list[str], limit: float) -> tuple[int | None, str]:
    """Run tests up to the first that fails; the status is None after the time limit."""
    listed = tree / ".mutation-tests"
    listed.write_text("\n".join(tests), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--tb=no", "--timeout=120"]
    command += ["-p", "no:cacheprovider", "-o", "addopts=", "-rfE"]
    command += ["-p", "tests.mutation.satu", f"@{listed}"]
    job = subprocess.Popen(
        command,
        cwd=tree,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        said, _ = job.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        # First as a person would, so that the databases of the tests are shut down.
        for sign in (signal.SIGINT, signal.SIGKILL):
            os.killpg(job.pid, sign)
            try:
                job.communicate(timeout=20)
            except subprocess.TimeoutExpired:
                continue
            break
        return None, ""
    return job.returncode, said


def _forget_compiled(path: Path) -> None:
    # Python knows a module by its size and its second: a mistake may have the same.
    for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
        compiled.unlink()


def _failed(said: str) -> str:
    found = _FAILED.search(said)
    return found[1] if found else "the import"


def judge(tree: Path, mutation: Mutation, tests: list[str], limit: float) -> Verdict:
    """Make one mistake in a copy of the tree, ask the tests, and put it right again."""
    path = tree / mutation.path
    sound = path.read_bytes()
    begun = time.monotonic()
    path.write_bytes(apply(sound, mutation.edit))
    _forget_compiled(path)
    try:
        status, said = _pytest(tree, tests, limit) if tests else (_NOTHING, "")
        if status == _USAGE:
            # With the mistake in it a test may have another name: its whole file, then.
            files = list(dict.fromkeys(t.partition("::")[0] for t in tests))
            status, said = _pytest(tree, files, limit)
            if status == _USAGE and "while loading conftest" not in said:
                raise RuntimeError(f"pytest was asked wrongly: {said}")
            status = 1 if status == _USAGE else status
    finally:
        path.write_bytes(sound)
        _forget_compiled(path)
    word = "timeout" if status is None else "killed" if status in _KILLED else "survived"
    by = _failed(said) if word == "killed" else ""
    return Verdict(mutation, word, by, len(tests), time.monotonic() - begun)


def difference(mutation: Mutation) -> str:
    """Return what the mistake changes."""
    sound = (ROOT / mutation.path).read_bytes()
    lines = (t.decode().splitlines() for t in (sound, apply(sound, mutation.edit)))
    return "\n".join([*difflib.unified_diff(*lines, lineterm="", n=1)][2:])


def run(
    mutations: list[Mutation], seen: list[Seen], *, workers: int, budget: float, limit: float
) -> list[Verdict]:
    """Judge all mutations, each worker in a copy of its own."""
    asked = {mutation: choose(ROOT, mutation, seen, budget) for mutation in mutations}
    with tempfile.TemporaryDirectory(prefix="sekampadi-mutation-") as folder:
        trees: queue.Queue[Path] = queue.Queue()
        for number in range(workers):
            tree = Path(folder) / str(number)
            copy_tree(tree)
            trees.put(tree)

        def work(mutation: Mutation) -> Verdict:
            tree = trees.get()
            try:
                verdict = judge(tree, mutation, asked[mutation], limit)
            finally:
                trees.put(tree)
            by = f"  {verdict.by}" if verdict.by else f"  {verdict.asked} tests asked"
            _say(f"{verdict.word:<8} {verdict.seconds:5.1f} s  {mutation}{by}")
            return verdict

        with ThreadPoolExecutor(workers) as pool:
            verdicts = list(pool.map(work, mutations))
        # A test that fails without any mistake has noticed none.
        by = sorted({v.by for v in verdicts if "::" in v.by})
        status, said = _pytest(trees.get(), by, limit * 5) if by else (0, "")
        if status != 0:
            _say(f"NOT TO BE TRUSTED: fails on the sound tree, too: {_failed(said)}")
            raise SystemExit(2)
        return verdicts


def main() -> int:
    """Run it; the status tells whether more survived than are allowed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=60, help="mutations to draw")
    parser.add_argument("--seed", type=int, default=20261129)
    parser.add_argument("--area", choices=sorted(AREAS), action="append", help="only these areas")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--budget", type=float, default=60.0, help="seconds of tests a mutation")
    parser.add_argument("--limit", type=float, default=180.0, help="seconds until it is a timeout")
    parser.add_argument("--allow", type=int, default=2, help="survivors that are no failure")
    parser.add_argument("--list", action="store_true", help="only say what would be drawn")
    parser.add_argument("--as-seen", action="store_true", help="watch no tests anew")
    given = parser.parse_args()
    begun = time.monotonic()
    mutations = draw(ROOT, given.count, given.seed, tuple(given.area or AREAS))
    _say(f"{len(mutations)} mutations, seed {given.seed}")
    if given.list:
        for mutation in mutations:
            _say(f"{mutation}\n{difference(mutation)}\n")
        return 0
    seen = look(ROOT, as_seen=given.as_seen)
    verdicts = run(mutations, seen, workers=given.workers, budget=given.budget, limit=given.limit)
    for verdict in verdicts:
        if verdict.word != "killed":
            _say(f"\n{verdict.word.upper()} {verdict.mutation}\n{difference(verdict.mutation)}")
    count = {w: sum(v.word == w for v in verdicts) for w in ("killed", "survived", "timeout")}
    told = ", ".join(f"{n} {word}" for word, n in count.items())
    share = (count["killed"] + count["timeout"]) / max(1, len(verdicts))
    _say(f"\n{told}: {share:.0%} noticed, {time.monotonic() - begun:.0f} s")
    return int(count["survived"] > given.allow)


if __name__ == "__main__":
    sys.exit(main())
