"""What a mistake is, and what has to be known to make one."""

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Edit:
    """A replacement of the bytes from ``start`` to ``end``."""

    start: int
    end: int
    text: str
    what: str
    line: int


@dataclass(frozen=True)
class Words:
    """What is known beyond the module itself.

    Args:
        members: name of an enumeration -> its members.
        rights: name of a permission -> the roles that have it.
        imported: names that one module takes from another.
    """

    members: Mapping[str, tuple[str, ...]]
    rights: Mapping[str, frozenset[str]]
    imported: frozenset[str] = frozenset()


def apply(source: bytes, edit: Edit) -> bytes:
    """Return the text with the mistake in it."""
    return source[: edit.start] + edit.text.encode() + source[edit.end :]


def differs(source: bytes, edit: Edit) -> bool:
    """Tell whether the module is another with it, and still a module."""
    try:
        return ast.dump(ast.parse(apply(source, edit))) != ast.dump(ast.parse(source))
    except SyntaxError:
        return False


def name_of(node: ast.expr) -> str:
    """Return the last word of a name, or of what is called."""
    if isinstance(node, ast.Call):
        return name_of(node.func)
    return getattr(node, "attr", getattr(node, "id", ""))


def enumerations(sources: Iterable[bytes]) -> dict[str, tuple[str, ...]]:
    """Return the members of all enumerations, by the names of their classes."""
    found: dict[str, tuple[str, ...]] = {}
    for source in sources:
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ClassDef) and any(
                name_of(b).endswith(("Enum", "IntFlag")) for b in node.bases
            ):
                found[node.name] = tuple(
                    t.id
                    for s in node.body
                    if isinstance(s, ast.Assign)
                    for t in s.targets
                    if isinstance(t, ast.Name)
                )
    return found


def imports(sources: Iterable[bytes]) -> frozenset[str]:
    """Return all names that are taken from a module."""
    return frozenset(
        alias.name
        for source in sources
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    )
