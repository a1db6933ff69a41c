"""Answers as the moderator's tables show them, and as an act of moderation takes hold of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, literal_column, select
from sqlmodel import Session, SQLModel, col
from sqlmodel import select as select_models

from sekampadi.db.counters import Place
from sekampadi.db.long import Condition
from sekampadi.db.models import Audit, Jawaban, Layanan, Operator
from sekampadi.db.queries.jawaban import penilaian_of
from sekampadi.db.scope import within
from sekampadi.db.types import stored_id
from sekampadi.domain.izin import Scope
from sekampadi.domain.laporan.rekap import Penilaian
from sekampadi.domain.moderasi import StatusJawaban

_JAWABAN = SQLModel.metadata.tables[str(Jawaban.__tablename__)]
_LAYANAN = SQLModel.metadata.tables[str(Layanan.__tablename__)]

NEEDS_REVIEW: Condition = and_(col(Jawaban.tanda) != 0, ~col(Jawaban.ditinjau))
"""Marked, and nobody has said that it is all right."""
WAITING: Condition = and_(
    col(Jawaban.tanda) != literal_column("0"), literal_column("NOT jawaban.ditinjau")
)
"""The same, for a list of these alone, in the words of the indexes that hold no others.

With a parameter, or a truth value that is compared, SQLite does not see that they fit.
"""

COMPLAINT: Condition = literal_column("jawaban.pengaduan")
"""A suggestion that a moderator has marked as a complaint, likewise in the words of its indexes."""


def status_is(status: StatusJawaban) -> Condition:
    """Return the condition of a status."""
    removed = col(Jawaban.dihapus_pada)
    return removed.is_not(None) if status is StatusJawaban.DIHAPUS else removed.is_(None)


def _of_layanan(where: Condition) -> Condition:
    # A subquery rather than a join: so it can be counted without one.
    return _JAWABAN.c.layanan_id.in_(select(_LAYANAN.c.id).where(where))


def in_scope(scope: Scope) -> tuple[Condition, ...]:
    """Return the condition that an answer lies inside a scope; none for the province."""
    return () if scope.upp_ids is None else (_of_layanan(within(scope, col(Layanan.upp_id))),)


def of_upp(upp_ids: frozenset[int]) -> Condition:
    """Return the condition that an answer belongs to one of these UPP."""
    return _of_layanan(col(Layanan.upp_id).in_(sorted(upp_ids)))


@dataclass(frozen=True, slots=True)
class Terkunci:
    """An answer held for an act: nobody else can change it before the transaction ends."""

    id: int
    place: Place
    layanan_kode: str
    penilaian: Penilaian
    status: StatusJawaban
    perlu_ditinjau: bool
    dihapus_pada: datetime | None
    pengaduan: bool  # its suggestion is marked as a complaint
    bersaran: bool  # it has a suggestion


def lock_jawaban(session: Session, scope: Scope, ids: Collection[int]) -> list[Terkunci]:
    """Take hold of answers in scope, by their ids so that two people cannot block each other."""
    # Two statements: one that joins would compare a row that was moved while it waited with the
    # layanan of the moment before, and lose it.
    held = session.exec(
        select_models(Jawaban)
        .where(col(Jawaban.id).in_(sorted(ids)))
        .order_by(col(Jawaban.id))
        .with_for_update()
    ).all()
    owners = {
        stored_id(la.id): la
        for la in session.exec(
            select_models(Layanan).where(
                col(Layanan.id).in_({j.layanan_id for j in held}),
                within(scope, col(Layanan.upp_id)),
            )
        )
    }
    return [
        Terkunci(
            stored_id(j.id),
            Place(la.upp_id, j.layanan_id, j.tempat_id, j.sumber, j.tanggal),
            la.kode,
            penilaian_of(j),
            StatusJawaban.AKTIF if j.dihapus_pada is None else StatusJawaban.DIHAPUS,
            bool(j.tanda) and not j.ditinjau,
            j.dihapus_pada,
            j.pengaduan,
            bool(j.saran),
        )
        for j in held
        if (la := owners.get(j.layanan_id)) is not None
    ]


def last_act(
    session: Session, objek: Collection[str], aksi: str, since: datetime
) -> tuple[str, datetime] | None:
    """Return who did the newest act of a kind on one of some things, and when; None for nobody."""
    found = session.exec(
        select_models(Operator.username, Audit.waktu)
        .join(Audit, col(Audit.operator_id) == col(Operator.id))
        .where(
            col(Audit.waktu) >= since,
            col(Audit.objek).in_(sorted(objek)),
            col(Audit.aksi) == aksi,
        )
        .order_by(col(Audit.id).desc())
        .limit(1)
    ).first()
    return (found[0], found[1]) if found else None
