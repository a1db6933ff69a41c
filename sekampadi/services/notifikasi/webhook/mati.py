"""What could not be sent to other systems: seen by who keeps the webhook, sent again, or thrown away."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlmodel import Session, SQLModel

from sekampadi.db.models import Outbox, Webhook, WebhookKirim
from sekampadi.db.scope import within
from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.notifikasi.outbox import StatusPesan
from sekampadi.i18n import t
from sekampadi.services.sistem.runtime import Runtime, record, require

_P = Permission.KUNCI_MANAGE
_T = SQLModel.metadata.tables[str(Outbox.__tablename__)]
_W = SQLModel.metadata.tables[str(Webhook.__tablename__)]
_LOG = SQLModel.metadata.tables[str(WebhookKirim.__tablename__)]
DAFTAR = 50
"""Lines shown of the log, and of what could not be sent."""


@dataclass(frozen=True, slots=True)
class BarisKirim:
    """A try."""

    id: int
    webhook: str
    peristiwa: str
    waktu: datetime
    percobaan: int
    berhasil: bool
    hasil: str
    lama_ms: int


@dataclass(frozen=True, slots=True)
class BarisMati:
    """A message that was given up, with how many wait behind it."""

    id: int
    webhook_id: int
    webhook: str
    peristiwa: str
    dibuat: datetime
    percobaan: int
    galat: str
    menunggu: int


def list_kirim(rt: Runtime, principal: Principal | None) -> list[BarisKirim]:
    """List the newest tries of the webhooks that a person keeps."""
    person = require(principal, _P)
    query = (
        select(_LOG, _W.c.nama.label("webhook"))
        .join(_W, _W.c.id == _LOG.c.webhook_id)
        .where(within(person.scope, _W.c.upp_id))
        .order_by(_LOG.c.id.desc())
        .limit(DAFTAR)
    )
    with rt.reading() as session:
        return [
            BarisKirim(
                row["id"],
                row["webhook"],
                row["peristiwa"],
                row["waktu"],
                row["percobaan"],
                row["berhasil"],
                row["hasil"],
                row["lama_ms"],
            )
            for row in session.connection().execute(query).mappings()
        ]


def _dead(person: Principal) -> tuple[ColumnElement[bool], ...]:
    own = select(_W.c.id).where(within(person.scope, _W.c.upp_id))
    return (_T.c.status == StatusPesan.GAGAL.value, _T.c.webhook_id.in_(own))


def list_mati(rt: Runtime, principal: Principal | None) -> list[BarisMati]:
    """List the newest messages to other systems that were given up."""
    person = require(principal, _P)
    later = _T.alias("later")
    waiting = (
        select(func.count())
        .select_from(later)
        .where(
            later.c.webhook_id == _T.c.webhook_id,
            later.c.objek == _T.c.objek,
            later.c.id > _T.c.id,
            later.c.status == StatusPesan.ANTRI.value,
        )
        .scalar_subquery()
    )
    query = (
        select(_T, _W.c.nama.label("webhook"), waiting.label("menunggu"))
        .join(_W, _W.c.id == _T.c.webhook_id)
        .where(*_dead(person))
        .order_by(_T.c.selesai.desc(), _T.c.id.desc())
        .limit(DAFTAR)
    )
    with rt.reading() as session:
        return [
            BarisMati(
                row["id"],
                row["webhook_id"],
                row["webhook"],
                str(row["isi"]["peristiwa"]),
                row["dibuat"],
                row["percobaan"],
                row["galat"],
                row["menunggu"],
            )
            for row in session.connection().execute(query).mappings()
        ]


def _change(
    session: Session, person: Principal, pesan_id: int, aksi: str, **values: object
) -> None:
    found = session.connection().execute(
        select(_T.c.webhook_id, _T.c.kunci).where(_T.c.id == pesan_id, *_dead(person))
    ).first()  # fmt: skip
    changed = found and session.connection().execute(
        update(_T).where(_T.c.id == pesan_id, *_dead(person)).values(**values)
    ).rowcount  # fmt: skip
    if not found or not changed:
        raise NotFoundError(
            "pesan.unknown", t("Pesan ini sudah dikirim lagi atau dibuang. Muat ulang halaman.")
        )
    record(session, person, aksi, f"webhook/{found.webhook_id}", pesan=found.kunci)


def send_again(rt: Runtime, principal: Principal | None, pesan_id: int) -> None:
    """Try a message that was given up from the beginning, under the same Idempotency-Key.

    Raises:
        NotFoundError: ``pesan.unknown``, also for one of another UPP.
    """
    person = require(principal, _P)
    with rt.writing() as session:
        _change(
            *(session, person, pesan_id, "webhook.ulangi"),
            status=StatusPesan.ANTRI.value,
            percobaan=0,
            berikut=rt.now(),
            selesai=None,
        )


def discard(rt: Runtime, principal: Principal | None, pesan_id: int) -> None:
    """Throw a message away that was given up: what waits behind it goes on.

    Raises:
        NotFoundError: ``pesan.unknown``, also for one of another UPP.
    """
    person = require(principal, _P)
    with rt.writing() as session:
        _change(
            *(session, person, pesan_id, "webhook.buang"),
            status=StatusPesan.SELESAI.value,
            selesai=rt.now(),
            galat=t("dibuang"),
        )
