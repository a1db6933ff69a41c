"""Giving out kode: unique over all UPP and layanan, also when two people add at the same time."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from sekampadi.db.queries.tata import kode_taken
from sekampadi.domain.kode import kode_candidates

T = TypeVar("T")

_ATTEMPTS = 20


def free_kode(session: Session, nama: str, *, longest: int, prefix: str = "") -> str:
    """Return the best kode nobody has yet, behind the ``prefix`` of what the thing belongs to."""
    candidates = kode_candidates(nama, longest=longest, prefix=prefix)
    return next(kode for kode in candidates if not kode_taken(session, kode))


def with_new_kode(work: Callable[[], T]) -> T:
    """Do a transaction that gives out kode, again when somebody else took one meanwhile."""
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            return work()
        except IntegrityError:
            if attempt == _ATTEMPTS:
                raise
    raise AssertionError("unreachable")
