"""No circle between files: whoever reads one can read on downwards and comes to an end."""

import ast
from pathlib import Path

from tests.architecture.test_layers import PROGRAM, ROOT, SOURCES


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(text: str, known: set[str]) -> set[str]:
    """Return what a file imports, also late and only for its types."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                found.add(full if full in known else node.module)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return found & known


def _circle(graph: dict[str, set[str]]) -> list[str]:
    """Return the names along one circle, or nothing."""
    done: set[str] = set()

    def walk(name: str, way: list[str]) -> list[str]:
        if name in way:
            return way[way.index(name) :]
        if name in done:
            return []
        for other in sorted(graph[name]):
            if found := walk(other, [*way, name]):
                return found
        done.add(name)
        return []

    for name in sorted(graph):
        if found := walk(name, []):
            return found
    return []


def test_no_files_import_each_other() -> None:
    texts = {_name(path): path.read_text(encoding="utf-8") for path in SOURCES}
    known = set(texts)
    # A package's own file may gather what stands in it; that is no circle of files.
    graph = {name: _imports(text, known) - {name} for name, text in texts.items()}
    assert len(graph) > 300
    assert _circle(graph) == []


def test_a_circle_is_seen() -> None:
    assert _circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c"]


def test_rooms_are_not_crowded() -> None:
    """A folder holds at most sixteen modules, a module at most 350 lines (PROGRAM alone)."""
    folders = {path.parent for path in SOURCES}
    crowded = {
        str(folder.relative_to(PROGRAM)): count
        for folder in folders
        if (count := sum(1 for p in folder.glob("*.py") if p.name != "__init__.py")) > 16
    }
    assert crowded == {}
    long = {
        str(path.relative_to(PROGRAM)): lines
        for path in SOURCES
        if (lines := path.read_text(encoding="utf-8").count("\n")) > 350
    }
    assert long == {}
