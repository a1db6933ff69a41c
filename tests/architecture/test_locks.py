"""The list of locks (``tests/mutation/locks.py``) fits the program and its tests as they are."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from tests.mutation.__main__ import ROOT
from tests.mutation.locks import LOCKS, Lock, taken_out


def _functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_stands_where_the_list_says_and_its_tests_exist(lock: Lock) -> None:
    text = (ROOT / lock.file).read_text(encoding="utf-8")
    without = taken_out(lock, text)
    assert without != text
    ast.parse(without)
    assert lock.tests
    for test in lock.tests:
        file, _, name = test.partition("::")
        assert (ROOT / file).exists(), test
        assert not name or name in _functions(ROOT / file), test


def test_there_are_many_locks_of_each_kind() -> None:
    kinds = Counter(lock.kind for lock in LOCKS)
    assert kinds.keys() == {"header", "cookie", "origin", "right", "scope"}
    assert min(kinds.values()) >= 6
    assert len({lock.name for lock in LOCKS}) == len(LOCKS) >= 30


def test_a_lock_that_is_gone_is_told() -> None:
    with pytest.raises(ValueError, match="found 0 times"):
        taken_out(LOCKS[0], "nothing")
    with pytest.raises(ValueError, match="found 2 times"):
        taken_out(LOCKS[0], LOCKS[0].old * 2)
