"""Adding rows to the audit trail: at the end of their transaction, one writer at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, insert, select
from sqlmodel import Session

from sekampadi.db.models import metadata
from sekampadi.domain.audit.rantai import (
    AWAL,
    IsiAudit,
    Kepala,
    make_jejak,
    plain,
)
from sekampadi.keys import Key, derive
from sekampadi.settings import Settings

_AUDIT: Final = metadata.tables["audit"]
_ALONE: Final = 0x73656B6175646974
"""Whoever adds to the chain of a PostgreSQL holds the lock of this number; 64 bits of our own."""
KUNCI: Final = "audit"
"""The purpose of the keys of the chain."""
_PENDING: Final = "sekampadi.audit"


@dataclass(frozen=True, slots=True)
class Kejadian:
    """An act that is told at the end of its transaction."""

    waktu: datetime
    operator_id: int | None
    aksi: str
    objek: str
    rincian: dict[str, Any]


def remember(session: Session, kejadian: Kejadian) -> None:
    """Keep an act until :func:`add_remembered` at the end of the transaction."""
    session.info.setdefault(_PENDING, []).append(kejadian)


def make_kejadian(
    waktu: datetime, operator_id: int | None, aksi: str, objek: str, rincian: dict[str, object]
) -> Kejadian:
    """Make an act that can be stored; what has not changed is left out of before and after."""
    return Kejadian(waktu, operator_id, aksi, objek, plain(rincian))


def add_remembered(session: Session, settings: Settings) -> None:
    """Add what the transaction has to tell, as the last thing that it does.

    The turn of the chain is the last lock that anybody takes, so nobody who holds it waits for
    another: whoever stores an answer, holds an account or changes a plan has all of that already.
    It is held until the commit, so the next one reads the row that this one has added.
    """
    todo: list[Kejadian] = session.info.pop(_PENDING, [])
    if not todo:
        return
    session.flush()
    if session.get_bind().dialect.name == "postgresql":  # SQLite's writers are alone anyway
        session.connection().execute(select(func.pg_advisory_xact_lock(_ALONE)))
    head = read_kepala(session)
    number, lalu = (head.id, head.jejak) if head else (0, AWAL)
    kunci = derive(settings, KUNCI)
    session.connection().execute(insert(_AUDIT), _chained(todo, number, lalu, kunci))


def _chained(todo: Sequence[Kejadian], number: int, lalu: str, kunci: Key) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for number_, one in enumerate(todo, start=number + 1):
        isi = IsiAudit(number_, one.waktu, one.operator_id, one.aksi, one.objek, one.rincian)
        jejak = make_jejak(lalu, isi, kunci.value)
        rows.append(
            {
                "id": number_,
                "waktu": one.waktu,
                "operator_id": one.operator_id,
                "aksi": one.aksi,
                "objek": one.objek,
                "rincian": one.rincian,
                "kunci": kunci.id,
                "jejak_lalu": lalu,
                "jejak": jejak,
            }
        )
        lalu = jejak
    return rows


def read_kepala(session: Session) -> Kepala | None:
    """Return the newest row of the chain; None when there is no row."""
    newest = select(_AUDIT.c.id, _AUDIT.c.jejak).order_by(_AUDIT.c.id.desc()).limit(1)
    row = session.connection().execute(newest).first()
    return Kepala(row[0], row[1]) if row else None
