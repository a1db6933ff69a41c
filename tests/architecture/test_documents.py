"""What CONTRIBUTING, README and decisions name is there."""

import re
from pathlib import Path

import pytest

from tests.architecture.test_layers import ROOT

DOCUMENTS = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").rglob("*.md")),
)
_QUOTED = re.compile(r"`([\w./-]+)`")
_LINKED = re.compile(r"\]\(([^)#:]+)\)")


def _paths(text: str) -> set[str]:
    """Return what looks like a file or folder of this repository."""
    quoted = {p for p in _QUOTED.findall(text) if re.search(r"/\w[\w-]*(\.\w+|/)$", p)}
    return {p for p in quoted if not p.startswith(("/", "."))}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_paths_that_are_named_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    missing = {
        name
        for name in _paths(text)
        # Inside the program short names are usual: `domain/ikm.py`.
        if not (ROOT / name).exists() and not (ROOT / "sekampadi" / name).exists()
    }
    missing |= {name for name in _LINKED.findall(text) if not (path.parent / name).exists()}
    assert missing == set()


def test_the_recipes_name_many_files() -> None:
    assert len(_paths((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))) > 25


def test_a_file_that_is_not_there_is_seen() -> None:
    assert _paths("see `domain/none.py` and `docs/keputusan/`") == {
        "domain/none.py",
        "docs/keputusan/",
    }
