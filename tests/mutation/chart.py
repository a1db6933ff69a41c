"""Which tests run which lines: seen once, kept under ``.build/``, seen again for what has changed."""

import ast
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.mutation.areas import Mutation

KEPT = Path(".build") / "mutation.json"
NOT_ASKED = ("tests/e2e/", "tests/architecture/")
"""Tests that need a build and a browser, and those that look at the shape of the house."""
_HEAVY = "postgresql"
AT_ONCE = 8
"""Files of tests watched by one process, before it is written down."""
LEVELS = 3
"""From a constant to the constants made of it, and to those made of these."""


@dataclass(frozen=True)
class Seen:
    """What a test ran.

    Args:
        seconds: of the processor, while it was watched.
        lines: path of a module -> a number with one bit a line.
    """

    node: str
    seconds: float
    lines: dict[str, int]

    @property
    def file(self) -> str:
        """Where it stands."""
        return self.node.partition("::")[0]

    @property
    def function(self) -> str:
        """The test without its parameters."""
        return self.node.partition("[")[0]

    @property
    def heavy(self) -> bool:
        """Whether it needs the database that has to be started first."""
        return _HEAVY in self.node

    def runs(self, path: str, lines: int) -> bool:
        """Tell whether it runs any of these lines."""
        return bool(self.lines.get(path, 0) & lines)


def _sums(root: Path, paths: Iterable[Path]) -> dict[str, str]:
    return {
        p.relative_to(root).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in paths
    }


def _run(root: Path, files: Iterable[str], out: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.mutation.sight"]
    command += ["-p", "tests.mutation.satu"]
    command += ["-o", "addopts=", "--timeout=1200", "-p", "no:cacheprovider", *files]
    env = os.environ | {"SEKAMPADI_SIGHT": str(out)}
    subprocess.run(command, cwd=root, env=env, check=False, stdout=subprocess.DEVNULL)
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    out.unlink()
    return found


def _files(root: Path) -> list[str]:
    """List the files of tests that are asked."""
    found = sorted(p.relative_to(root).as_posix() for p in (root / "tests").rglob("test_*.py"))
    return [name for name in found if not name.startswith(NOT_ASKED)]


def _stale(root: Path, kept: dict[str, Any], modules: dict[str, str]) -> list[str]:
    files = _sums(root, (root / name for name in _files(root)))
    changed = {name for name, found in modules.items() if kept["modules"].get(name) != found}
    old = {
        name
        for name, file in kept["files"].items()
        if file["sum"] != files.get(name)
        or any(changed & {*test.get("lines", ())} for test in file["tests"].values())
    }
    for name in old:
        del kept["files"][name]
    return sorted(
        {*files} - {*kept["files"]}, key=lambda name: (name.split("/")[1] != "unit", name)
    )


def look(root: Path, *, as_seen: bool = False) -> list[Seen]:
    """Return what all tests ran, after watching those again that are new or ran what has changed.

    What is seen is kept file by file, so that one may stop and go on later.

    Args:
        as_seen: to watch nothing now: what has not been seen yet is not asked.
    """
    kept_at = root / KEPT
    kept: dict[str, Any] = {"modules": {}, "files": {}}
    if kept_at.is_file():
        kept = json.loads(kept_at.read_text(encoding="utf-8"))
    modules = _sums(root, (root / "sekampadi").rglob("*.py"))
    stale = _stale(root, kept, modules)
    kept["modules"] = modules
    if as_seen:
        stale = []
    kept_at.parent.mkdir(exist_ok=True)
    for start in range(0, len(stale), AT_ONCE):
        some = stale[start : start + AT_ONCE]
        sys.stdout.write(f"watching {some[0]} … ({start} of {len(stale)} files of tests)\n")
        sys.stdout.flush()
        sums = _sums(root, (root / name for name in some))
        seen = _run(root, some, kept_at.with_suffix(".new").resolve())
        for name in some:
            tests = {n: test for n, test in seen.items() if n.partition("::")[0] == name}
            kept["files"][name] = {"sum": sums[name], "tests": tests}
        kept_at.write_text(json.dumps(kept), encoding="utf-8")
    return [
        Seen(node, test["seconds"], {name: int(bits, 16) for name, bits in test["lines"].items()})
        for file in kept["files"].values()
        for node, test in file["tests"].items()
        if test.get("passed") and "seconds" in test
    ]


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes())


def _bits(lines: Iterable[int]) -> int:
    bits = 0
    for line in lines:
        bits |= 1 << line
    return bits


def _inside(node: ast.AST, line: int) -> bool:
    first = getattr(node, "lineno", 0)
    decorators = getattr(node, "decorator_list", [])
    if decorators:
        first = decorators[0].lineno
    return first <= line <= (getattr(node, "end_lineno", 0) or 0)


def _way(body: list[ast.stmt], line: int) -> list[ast.stmt]:
    """Return the statements around a line, the innermost last."""
    for node in body:
        if not _inside(node, line):
            continue
        inner = [
            s
            for s in ast.walk(node)
            if isinstance(s, ast.stmt) and s is not node and _inside(s, line)
        ]
        return [node, *inner]
    return []


def _head(node: ast.stmt) -> tuple[int, int]:
    """Return the lines of a statement without the statements in it."""
    first = getattr(node, "decorator_list", None) or [node]
    body = getattr(node, "body", None)
    last = body[0].lineno - 1 if body else (node.end_lineno or node.lineno)
    return first[0].lineno, max(last, first[0].lineno)


def _targets(way: list[ast.stmt]) -> set[str]:
    """Return the names that a statement at the head of a module or a class gives a value."""
    names = {n.name for n in way if isinstance(n, ast.ClassDef)}
    last = way[-1]
    targets = last.targets if isinstance(last, ast.Assign) else []
    if isinstance(last, ast.AnnAssign):
        targets = [last.target]
    own = {n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)}
    return own or names


@dataclass(frozen=True)
class _Use:
    """A line that names something, and what is made of it there, at the head of a module."""

    path: str
    line: int
    made: frozenset[str]


@cache
def _uses(root: Path) -> dict[str, list[_Use]]:
    """Return where each name is used in the whole program."""
    found: dict[str, list[_Use]] = {}

    def look_into(path: str, node: ast.AST, way: list[ast.stmt], *, running: bool) -> None:
        if isinstance(node, ast.stmt):
            way = [*way, node]
        running |= isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        name = getattr(node, "id", getattr(node, "attr", None))
        if isinstance(node, ast.expr) and isinstance(name, str):
            made = frozenset[str]() if running or not way else frozenset(_targets(way))
            found.setdefault(name, []).append(_Use(path, node.lineno, made))
        for below in ast.iter_child_nodes(node):
            look_into(path, below, way, running=running)

    for module in sorted((root / "sekampadi").rglob("*.py")):
        look_into(module.relative_to(root).as_posix(), _tree(module), [], running=False)
    return found


def _made_by(root: Path, way: list[ast.stmt]) -> set[str]:
    """Return the names that a statement gives a value while modules are loaded.

    What a function does then, which makes a table or the members of an enumeration, is run by no
    test: it stands for whatever is made with it.
    """
    functions = [s for s in way if isinstance(s, ast.FunctionDef | ast.AsyncFunctionDef)]
    if not functions:
        return _targets(way) if way else set()
    name = functions[0].name
    if name in {"__new__", "__init__", "__post_init__"}:
        name = next((s.name for s in way if isinstance(s, ast.ClassDef)), name)
    return {name} if any(use.made for use in _uses(root).get(name, ())) else set()


def _lines_of(root: Path, mutation: Mutation) -> tuple[dict[str, int], set[str]]:
    """Return the lines whose running shows a mistake, its own or those that use what it made.

    Also the names of what it made: a test may look at them without running any line.
    """
    path, line = root / mutation.path, mutation.edit.line
    way = _way(_tree(path).body, line)
    first, last = _head(way[-1]) if way else (line, line)
    found = {mutation.path: _bits(range(first, max(last, line) + 1))}
    done: set[str] = set()
    names = _made_by(root, way)
    for _ in range(LEVELS):
        uses = [use for name in names for use in _uses(root).get(name, ())]
        for use in uses:
            found[use.path] = found.get(use.path, 0) | 1 << use.line
        more = {name for use in uses for name in use.made}
        done |= names
        names = more - done
    return found, done


def _names_in(node: ast.AST) -> set[str]:
    below = ast.walk(node)
    return {name for n in below if (name := getattr(n, "id", getattr(n, "attr", "")))}


@cache
def _named_by(file: Path) -> dict[str, set[str]]:
    """Return what each test of a file names, beside what its helpers and fixtures do."""
    tests, shared = dict[str, set[str]](), set[str]()
    for node in _tree(file).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith(
            "test"
        ):
            tests[node.name] = _names_in(node)
        else:
            shared |= _names_in(node)
    return {name: names | shared for name, names in tests.items()}


def _names_any(root: Path, test: Seen, names: set[str]) -> bool:
    named = _named_by(root / test.file).get(test.function.rpartition("::")[2], set())
    return not named.isdisjoint(names)


@cache
def _texts(root: Path) -> dict[str, str]:
    return {
        module.relative_to(root).as_posix(): module.read_text(encoding="utf-8")
        for module in sorted((root / "sekampadi").rglob("*.py"))
    }


def _starters(root: Path, path: str) -> set[str]:
    """Return the modules that name a module: they import it, or start it as a process."""
    name = path.removesuffix(".py").replace("/", ".")
    package, _, own = name.rpartition(".")
    return {
        module
        for module, text in _texts(root).items()
        if name in text or (f"from {package} import" in text and own in text)
    }


def _running(root: Path, mutation: Mutation, seen: list[Seen]) -> list[Seen]:
    """Return the tests that run a mistake; when it is in another process, those that start that."""
    lines, names = _lines_of(root, mutation)
    found = [
        s
        for s in seen
        if any(s.runs(path, bits) for path, bits in lines.items()) or _names_any(root, s, names)
    ]
    paths = {mutation.path}
    for _ in range(LEVELS):
        if found:
            break
        paths |= {starter for path in paths for starter in _starters(root, path)}
        found = [s for s in seen if any(path in s.lines for path in paths)]
    return found


def _fits(words: set[str], file: str) -> bool:
    path = Path(file)
    return any(word in path.stem or word == path.parent.name for word in words)


def choose(root: Path, mutation: Mutation, seen: list[Seen], budget: float) -> list[str]:
    """Return the tests to ask, the likeliest first, as many as the budget of seconds allows."""
    running = _running(root, mutation, seen)
    nodes = {s.node for s in seen}
    # Where a test runs on both databases, one is enough; the second comes last: it has to start.
    light = [s for s in running if not s.heavy or s.node.replace(_HEAVY, "sqlite") not in nodes]
    path = Path(mutation.path)
    words = {path.stem, path.parent.name} - {"services", "domain", "db", "sekampadi", "queries"}
    ranked = sorted(light, key=lambda s: (not _fits(words, s.file), s.heavy, s.seconds))
    one_each = {s.function: s for s in reversed(ranked)}
    once = [s for s in ranked if one_each[s.function] is s]
    again = [s for s in ranked if one_each[s.function] is not s]
    known = {s.file for s in seen}
    # What has not been watched yet is asked by its name.
    named = [f for f in _files(root) if f not in known and _fits(words, f)]
    own = [*mutation.tests, *(f for f in named if f not in mutation.tests)]
    near, far, spent = list[str](), list[str](), 0.0
    for test in [*once, *again]:
        if spent + test.seconds <= budget and test.file not in own:
            spent += test.seconds
            (near if _fits(words, test.file) else far).append(test.node)
    return [*near, *own, *far]
