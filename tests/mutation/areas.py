"""What is drawn from: six areas, each as often as the others."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sekampadi.domain.izin import Permission, Role
from tests.mutation.edits import Edit, Words, differs, enumerations, imports
from tests.mutation.finder import Finder


@dataclass(frozen=True)
class Area:
    """A part of the program.

    Args:
        paths: its files and folders.
        kinds: which mistakes are made in it, see :class:`~tests.mutation.finder.Finder`.
        tests: the files of tests that stand for it, beside those that run the line.
    """

    paths: tuple[str, ...]
    kinds: frozenset[str]
    tests: tuple[str, ...] = ()


_RIGHTS = ("tests/services/test_hak.py", "tests/web/test_hak.py", "tests/api/test_routes.py")
_COUNTED = (
    "tests/db/test_counters.py",
    "tests/services/sistem/test_rekap.py",
    "tests/services/publik/test_publik_tunda.py",
    "tests/db/test_migrations.py",
)
_SCOPE = ("tests/db/test_scope.py", "tests/db/test_query_scope.py", "tests/services/test_batas.py")
_FILES = ("tests/reports/test_xlsx_laporan.py", "tests/api/test_ekspor.py")
AREAS: dict[str, tuple[Area, ...]] = {
    "domain": (Area(("domain",), frozenset({"all"})),),
    "counters": (Area(("db/counters.py", "db/models/rekap.py"), frozenset({"all"}), _COUNTED),),
    "scope": (
        Area(("db/scope.py",), frozenset({"all", "scope"}), _SCOPE),
        Area(("db/queries", "services"), frozenset({"scope"}), _SCOPE),
    ),
    "audit": (Area(("services",), frozenset({"audit"}), ("tests/services/test_audit.py",)),),
    "permissions": (Area(("services", "web", "api"), frozenset({"right"}), _RIGHTS),),
    "exports": (
        Area(
            ("services/tabel", "reports/render/excel", "reports/render/csv.py"),
            frozenset({"all"}),
            _FILES,
        ),
    ),
}


@dataclass(frozen=True)
class Mutation:
    """A mistake in a file.

    Args:
        path: from the root of the project.
        tests: files of tests that stand for its area.
    """

    area: str
    path: str
    edit: Edit
    tests: tuple[str, ...]

    def __str__(self) -> str:
        """Say where it is and what."""
        return f"{self.path}:{self.edit.line} [{self.area}] {self.edit.what}"


def modules(root: Path, paths: tuple[str, ...]) -> Iterator[Path]:
    """List the modules of files and folders, in one order on every machine."""
    for name in paths:
        path = root / "sekampadi" / name
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def _words(root: Path) -> Words:
    sources = [path.read_bytes() for path in sorted((root / "sekampadi").rglob("*.py"))]
    rights = {
        p.name: frozenset(role.name for role in Role if p in role.permissions)
        | ({""} if p is Permission.PUBLIC else frozenset())
        for p in Permission
    }
    return Words(enumerations(sources), rights, imports(sources))


def all_mutations(root: Path, area: str, rng: random.Random) -> list[Mutation]:
    """List all mistakes that can be made in an area."""
    words = _words(root)
    found: dict[Mutation, None] = {}
    for part in AREAS[area]:
        for path in modules(root, part.paths):
            edits = Finder(path.read_bytes(), part.kinds, words, rng).edits()
            name = path.relative_to(root).as_posix()
            found |= dict.fromkeys(Mutation(area, name, e, part.tests) for e in edits)
    return list(found)


def draw(root: Path, count: int, seed: int, areas: tuple[str, ...]) -> list[Mutation]:
    """Draw mutations, of each area equally many."""
    rng = random.Random(seed)
    drawn: list[Mutation] = []
    for at, area in enumerate(areas):
        share = count // len(areas) + (at < count % len(areas))
        candidates = all_mutations(root, area, rng)
        rng.shuffle(candidates)
        real = (m for m in candidates if differs((root / m.path).read_bytes(), m.edit))
        drawn += islice(real, share)
    return drawn
