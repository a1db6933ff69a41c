"""What a change of the master tables has to know: which kode are taken, and what has been used."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import Session, col

from sekampadi.db.models import Audit, Jawaban, Layanan, Operator, RekapBulan, RekapUppBulan, Upp


def _exists(session: Session, statement: Select[Any]) -> bool:
    return session.connection().execute(statement.limit(1)).first() is not None


def kode_taken(session: Session, kode: str) -> bool:
    """Tell whether an UPP or a layanan has a kode already: it is unique over both."""
    return any(
        _exists(session, select(column).where(column == kode))
        for column in (col(Upp.kode), col(Layanan.kode))
    )


def lock_upp(session: Session, ids: Iterable[int]) -> None:
    """Let nobody else change some UPP before this transaction ends."""
    session.connection().execute(
        select(col(Upp.id))
        .where(col(Upp.id).in_(sorted(ids)))
        .order_by(col(Upp.id))
        .with_for_update()
    ).all()


def what_uses_upp(session: Session, upp_id: int) -> str:
    """Return what belongs to an UPP: ``jawaban``, ``layanan``, ``upt``, ``operator``; empty for nothing."""
    users: tuple[tuple[str, Select[Any]], ...] = (
        ("jawaban", select(RekapUppBulan.c.upp_id).where(RekapUppBulan.c.upp_id == upp_id)),
        ("layanan", select(col(Layanan.id)).where(col(Layanan.upp_id) == upp_id)),
        ("upt", select(col(Upp.id)).where(col(Upp.induk_id) == upp_id)),
        ("operator", select(col(Operator.id)).where(col(Operator.upp_id) == upp_id)),
    )
    return next((name for name, statement in users if _exists(session, statement)), "")


def layanan_used(session: Session, layanan_id: int) -> bool:
    """Tell whether a layanan has ever been answered about, also when the answers were removed."""
    return _exists(
        session, select(RekapBulan.c.layanan_id).where(RekapBulan.c.layanan_id == layanan_id)
    ) or _exists(session, select(col(Jawaban.id)).where(col(Jawaban.layanan_id) == layanan_id))


def operator_used(session: Session, operator_id: int) -> bool:
    """Tell whether an account has ever acted."""
    return _exists(session, select(col(Audit.id)).where(col(Audit.operator_id) == operator_id))
