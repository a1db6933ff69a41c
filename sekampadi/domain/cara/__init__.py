"""Cara: how one works on each page, in a few steps, for the role that sees it, with the step of the SOP (decree, H and K.2)."""

from collections.abc import Iterable
from dataclasses import dataclass

from sekampadi.domain.izin import Role


@dataclass(frozen=True, slots=True)
class Cara:
    """How a page is worked with.

    Args:
        path: the page.
        judul: what one comes for.
        peran: whom it is for.
        langkah: what to do, one after the other.
        sop: which step of the decree it is; empty for what the SOP do not speak of.
    """

    path: str
    judul: str
    peran: frozenset[Role]
    langkah: tuple[str, ...]
    sop: str = ""


def find_cara(semua: Iterable[Cara], path: str, role: Role) -> tuple[Cara, ...]:
    """Return how a page is worked with in a role."""
    return tuple(c for c in semua if c.path == path and role in c.peran)
