"""Messages that were given up: whoever runs the system sees them, and tries again.

Those to other systems stand at the webhook, before the eyes of who keeps it (:mod:`.webhook_mati`).
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import Session, SQLModel, col

from sekampadi.db.models import Operator, Outbox
from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.notifikasi.outbox import JenisPesan, StatusPesan
from sekampadi.i18n import t
from sekampadi.services.sistem.runtime import Runtime, record, require

_T = SQLModel.metadata.tables[str(Outbox.__tablename__)]
_DAFTAR = 50


@dataclass(frozen=True, slots=True)
class PesanGagal:
    """A message that was given up."""

    id: int
    jenis: JenisPesan
    username: str
    dibuat: datetime
    percobaan: int
    galat: str


def count_gagal_since(session: Session, moment: datetime) -> int:
    """Count the messages given up since a moment, inside a use case."""
    query = select(_T.c.id).where(
        _T.c.status == StatusPesan.GAGAL.value, _T.c.selesai >= moment, _T.c.webhook_id.is_(None)
    )  # fmt: skip
    return len(session.connection().execute(query.limit(1000)).all())


def list_gagal(rt: Runtime, principal: Principal | None) -> list[PesanGagal]:
    """List the newest messages that were given up, for whoever runs the system."""
    require(principal, Permission.BACKUP_MANAGE)
    query = (
        select(_T, col(Operator.username))
        .select_from(_T)
        .join(Operator, col(Operator.id) == _T.c.operator_id, isouter=True)
        .where(_T.c.status == StatusPesan.GAGAL.value, _T.c.webhook_id.is_(None))
        .order_by(_T.c.selesai.desc(), _T.c.id.desc())
        .limit(_DAFTAR)
    )
    with rt.reading() as session:
        return [
            PesanGagal(
                row["id"],
                JenisPesan(row["jenis"]),
                row["username"] or "",
                row["dibuat"],
                row["percobaan"],
                row["galat"],
            )
            for row in session.connection().execute(query).mappings()
        ]


def retry_gagal(rt: Runtime, principal: Principal | None, pesan_id: int) -> None:
    """Try a message that was given up from the beginning."""
    person = require(principal, Permission.BACKUP_MANAGE)
    now = rt.now()
    with rt.writing() as session:
        changed = session.connection().execute(
            update(_T)
            .where(
                _T.c.id == pesan_id,
                _T.c.status == StatusPesan.GAGAL.value,
                _T.c.webhook_id.is_(None),
            )
            .values(status=StatusPesan.ANTRI.value, percobaan=0, berikut=now, selesai=None)
        )
        if not changed.rowcount:
            raise NotFoundError("pesan.unknown", t("Pesan tidak ditemukan."))
        record(session, person, "outbox.ulangi", f"outbox/{pesan_id}")
