"""A class name means one thing in the whole program."""

import ast
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tests.architecture.test_layers import PROGRAM, ROOT


def shared_names(modules: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the classes that several modules define: name -> modules.

    Args:
        modules: name and source of each.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for module, source in modules:
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(module)
    return {name: where for name, where in found.items() if len(where) > 1}


def _modules() -> Iterable[tuple[str, str]]:
    paths: list[Path] = sorted(PROGRAM.rglob("*.py"))
    return [(str(p.relative_to(ROOT)), p.read_text(encoding="utf-8")) for p in paths]


def test_a_class_name_means_one_thing() -> None:
    modules = _modules()
    assert len(modules) > 300
    assert shared_names(modules) == {}


def test_a_second_class_of_a_name_is_seen() -> None:
    twice = [("a", "class Status: pass"), ("b", "def f():\n    class Status: pass")]
    assert shared_names(twice) == {"Status": ["a", "b"]}
