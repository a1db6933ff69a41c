"""``docs/asvs.md`` has each point of the standard once, and what its rows name is there."""

import ast
import re
from collections import Counter
from functools import cache

import pytest

from tests.architecture.test_layers import ROOT

STATES = ("met", "partly", "not met", "not applicable")
POINT = r"\d+\.\d+\.\d+"
_ROW = re.compile(rf"^\|\s*V?({POINT})\b.*$", re.MULTILINE)
_QUOTED = re.compile(r"`([^`]+)`")
_TEST = re.compile(r"(tests/[\w/]+\.py)((?:::\w+)+)(?:\[.*\])?")
_EVIDENCE = re.compile(r"`[^`|]+`(<br>`[^`|]+`)*")
TEXT = (ROOT / "docs/asvs.md").read_text(encoding="utf-8")
LEVELS = dict(
    line.split()
    for line in (ROOT / "tests/data/asvs-4.0.3.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)
"""Each number of the standard at level 1 or 2, and the lowest level at which it is asked for."""


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


ROWS = [_cells(found[0]) for found in _ROW.finditer(TEXT)]


@cache
def _names(file: str) -> frozenset[str]:
    """Return what a file of tests defines: ``test_it``, ``TestThat`` and ``TestThat::test_it``."""
    found: set[str] = set()

    def look(nodes: list[ast.stmt], before: str) -> None:
        for node in nodes:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                found.add(before + node.name)
            if isinstance(node, ast.ClassDef):
                look(node.body, f"{before}{node.name}::")

    look(ast.parse((ROOT / file).read_text(encoding="utf-8")).body, "")
    return frozenset(found)


def missing(quoted: str) -> str | None:
    """Return what is quoted when it names a test or a file that is not there."""
    test = _TEST.fullmatch(quoted)
    if test:
        file, name = test[1], test[2].removeprefix("::")
        here = (ROOT / file).is_file() and name in _names(file)
    elif "/" in quoted or "::" in quoted:
        here = quoted.startswith("/") or (ROOT / quoted).exists()  # an address of a page
    else:
        here = True
    return None if here else quoted


def test_each_point_of_the_standard_has_one_row() -> None:
    assert len(LEVELS) == 259
    assert Counter(LEVELS.values()) == {"1": 128, "2": 131}
    assert [row[0] for row in ROWS] == list(LEVELS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_row_is_whole(row: list[str]) -> None:
    number, level, asked, state, how, shown = row
    assert level == LEVELS[number]
    assert state in STATES
    assert asked
    assert how
    if state in {"met", "partly"}:
        assert _EVIDENCE.fullmatch(shown)
        assert any(_TEST.fullmatch(name) for name in _QUOTED.findall(shown))
    else:
        assert shown == "–"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_what_a_row_names_is_there(row: list[str]) -> None:
    assert [name for cell in row for name in _QUOTED.findall(cell) if missing(name)] == []


def test_the_summary_counts_the_rows() -> None:
    summary = {
        row[0].split()[0]: [int(n) for n in row[1:]]
        for row in map(_cells, re.findall(r"^\| (?:V\d+|all)\b.*$", TEXT, re.MULTILINE))
    }
    counted = {
        f"V{chapter}": [
            sum(row[3] == state for row in ROWS if row[0].split(".")[0] == str(chapter))
            for state in STATES
        ]
        for chapter in range(1, 15)
    }
    counted["all"] = [sum(column) for column in zip(*counted.values(), strict=True)]
    assert summary == counted


@pytest.mark.parametrize(
    "name",
    [
        "tests/architecture/test_asvs.py::test_nothing_of_the_kind",
        "tests/architecture/test_none.py::test_the_summary_counts_the_rows",
        "tests/architecture/test_asvs.py::TestIt::test_the_summary_counts_the_rows",
        "sekampadi/none.py",
    ],
)
def test_what_is_not_there_is_seen(name: str) -> None:
    assert missing(name) == name
    assert missing("tests/architecture/test_asvs.py::test_what_is_not_there_is_seen[x]") is None
