"""The shape of the house: who may import whom, and where time comes from."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "sekampadi"
SOURCES = sorted(PROGRAM.rglob("*.py"))


def test_dependencies_run_one_way() -> None:
    result = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 broken" in result.stdout


_CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("datetime", "today")}


def _reads_the_time(path: Path) -> list[str]:
    """Return the calls that ask the machine for the date; ``time.monotonic`` measures, and is none."""
    return [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and (
            (isinstance(node.value, ast.Name) and (node.value.id, node.attr) in _CLOCKS)
            or (isinstance(node.value, ast.Attribute) and (node.value.attr, node.attr) in _CLOCKS)
        )
    ]


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PROGRAM)))
def test_only_the_clock_reads_the_time(path: Path) -> None:
    found = _reads_the_time(path)
    assert found == [] or path == PROGRAM / "clock.py", found


def test_the_check_for_clocks_sees_one() -> None:
    assert _reads_the_time(PROGRAM / "clock.py") != []


_FIGURES = [
    path
    for path in SOURCES
    if path.relative_to(PROGRAM).parts[0]
    in {"domain", "db", "services", "reports", "api", "cli.py"}
    and "demo" not in path.parts  # draws answers at random
    and "render" not in path.parts  # rounds coordinates on paper
    and path.relative_to(PROGRAM).as_posix()
    not in {"domain/ikm.py", "domain/identitas.py"}  # colours
]


@pytest.mark.parametrize("path", _FIGURES, ids=lambda p: str(p.relative_to(PROGRAM)))
def test_only_the_arithmetic_rounds(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            assert name not in {"round", "quantize"}, f"{path.relative_to(ROOT)}:{node.lineno}"


def test_nothing_is_left_for_later() -> None:
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X:")
    for path in [*SOURCES, *sorted((ROOT / "tests").rglob("*.py"))]:
        text = path.read_text(encoding="utf-8")
        assert not any(mark in text for mark in marks), path
