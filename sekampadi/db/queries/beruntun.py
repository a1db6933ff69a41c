"""Bursts of answers, each as one line, as far as a person may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, and_, case, func, or_, select
from sqlmodel import Session, SQLModel

from sekampadi.db.models import Jawaban, Layanan
from sekampadi.db.queries.penilaian import NEEDS_REVIEW, in_scope, status_is
from sekampadi.db.scope import within
from sekampadi.domain.izin import Scope
from sekampadi.domain.moderasi import SAAT_MASUK, TANPA_TANDA, StatusJawaban, Tanda
from sekampadi.domain.survei.beruntun import BarisBeruntun, Penghapusan

_T = SQLModel.metadata.tables[str(Jawaban.__tablename__)]
_LAYANAN = SQLModel.metadata.tables[str(Layanan.__tablename__)]


_OTHER = _T.alias()
# A subquery: SQLite would else go layanan by layanan through everything that is marked, where a
# handful is of bursts.
_IN_BURST = _T.c.id.in_(select(_OTHER.c.id).where(_OTHER.c.beruntun.is_not(None)))
_WAITS = and_(NEEDS_REVIEW, status_is(StatusJawaban.AKTIF))
_BITS = {
    bit: func.max(case((_T.c.tanda.op("&")(int(bit)) != 0, 1), else_=0)).label(f"bit_{int(bit)}")
    for bit in SAAT_MASUK
}


def list_beruntun(
    session: Session, scope: Scope, *, removed_since: datetime, most: int
) -> list[BarisBeruntun]:
    """List the bursts that wait for a look, and then those removed lately; the newest first.

    Of a burst only the answers inside the scope are counted.
    """
    waits = func.sum(case((_WAITS, 1), else_=0))
    lines = (
        session.connection()
        .execute(
            select(
                _T.c.beruntun,
                func.min(_T.c.waktu).label("dari"),
                func.max(_T.c.waktu).label("sampai"),
                func.count().label("jumlah"),
                waits.label("perlu"),
                *_BITS.values(),
            )
            .where(_T.c.beruntun.is_not(None), *in_scope(scope))
            .group_by(_T.c.beruntun)
            .having(or_(waits > 0, func.max(_T.c.dihapus_pada) >= removed_since))
            .order_by(case((waits > 0, 0), else_=1), func.max(_T.c.waktu).desc(), _T.c.beruntun)
            .limit(most)
        )
        .all()
    )
    ids = [line.beruntun for line in lines]
    layanan = _names(session, scope, ids)
    removals = _removals(session, scope, ids)
    return [
        BarisBeruntun(
            beruntun=line.beruntun,
            dari=line.dari,
            sampai=line.sampai,
            layanan=tuple(layanan[line.beruntun]),
            jumlah=line.jumlah,
            perlu=line.perlu,
            tanda=_tanda(line),
            hapus=removals.get(line.beruntun),
        )
        for line in lines
    ]


@dataclass(frozen=True, slots=True)
class BeruntunLayanan:
    """Answers of bursts about one layanan that count and wait for a look."""

    upp_id: int
    nama: str
    jumlah: int
    dari: datetime  # when the first came in


def list_waiting(
    session: Session, scope: Scope, beruntun: UUID | None = None
) -> list[BeruntunLayanan]:
    """List layanan in which answers of bursts, or of one, wait for a look; most answers first."""
    query = (
        select(_LAYANAN.c.upp_id, _LAYANAN.c.nama, func.count(), func.min(_T.c.waktu))
        .join_from(_T, _LAYANAN, _LAYANAN.c.id == _T.c.layanan_id)
        .where(_IN_BURST, _WAITS, within(scope, _LAYANAN.c.upp_id))
        .group_by(_LAYANAN.c.id, _LAYANAN.c.upp_id, _LAYANAN.c.nama)
        .order_by(func.count().desc(), _LAYANAN.c.nama)
    )
    if beruntun is not None:
        query = query.where(_T.c.beruntun == beruntun)
    return [BeruntunLayanan(*row) for row in session.connection().execute(query)]


def _tanda(line: Row[tuple[object, ...]]) -> Tanda:
    found = TANPA_TANDA
    for bit in _BITS:
        if getattr(line, f"bit_{int(bit)}"):
            found |= bit
    return found


def _names(session: Session, scope: Scope, ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    query = (
        select(_T.c.beruntun, _LAYANAN.c.nama)
        .join_from(_T, _LAYANAN, _LAYANAN.c.id == _T.c.layanan_id)
        .where(_T.c.beruntun.in_(ids), *in_scope(scope))
        .group_by(_T.c.beruntun, _LAYANAN.c.id, _LAYANAN.c.nama)
        .order_by(func.count().desc(), _LAYANAN.c.nama)
    )
    found: dict[UUID, list[str]] = {i: [] for i in ids}
    for row in session.connection().execute(query):
        found[row.beruntun].append(row.nama)
    return found


def _removals(session: Session, scope: Scope, ids: Sequence[UUID]) -> dict[UUID, Penghapusan]:
    query = (
        select(
            *(_T.c.beruntun, _T.c.dihapus_pada, _T.c.dihapus_oleh, _T.c.alasan_hapus),
            func.count().label("jumlah"),
        )
        .where(_T.c.beruntun.in_(ids), status_is(StatusJawaban.DIHAPUS), *in_scope(scope))
        .group_by(_T.c.beruntun, _T.c.dihapus_pada, _T.c.dihapus_oleh, _T.c.alasan_hapus)
        .order_by(_T.c.dihapus_pada)
    )
    # Of several the newest stays.
    return {
        row.beruntun: Penghapusan(row.dihapus_pada, row.dihapus_oleh, row.alasan_hapus, row.jumlah)
        for row in session.connection().execute(query)
    }


def ids_of_beruntun(session: Session, scope: Scope, beruntun: UUID) -> list[int]:
    """Return a burst's answers in scope, in locking order."""
    query = select(_T.c.id).where(_T.c.beruntun == beruntun, *in_scope(scope)).order_by(_T.c.id)
    return list(session.connection().execute(query).scalars())
