"""The outbox: messages written with their cause, taken by one worker, tried again, given up visibly.

A message is delivered at least once. What a message does to the database is done exactly once:
:func:`finish` stands first in the transaction of its effects, and only one can finish it.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, update
from sqlmodel import Session, SQLModel, col

from sekampadi.db.engine import insert_or_ignore
from sekampadi.db.models import Outbox, Pekerja, Webhook
from sekampadi.domain.notifikasi.outbox import (
    KLAIM,
    PERCOBAAN_MAKS,
    SEWA,
    JenisPesan,
    StatusPesan,
    wait_before,
)
from sekampadi.i18n import t
from sekampadi.services.sistem.runtime import Runtime

logger = logging.getLogger(__name__)

_T = SQLModel.metadata.tables[str(Outbox.__tablename__)]
_GALAT_MAKS = 300


class KirimError(Exception):
    """A message could not be delivered; ``final`` when trying again would be in vain.

    The reason is short, for the person who runs the system, without addresses or secrets.
    """

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


@dataclass(frozen=True, slots=True)
class Pesan:
    """A message that has been taken; ``percobaan`` also tells this taking from earlier ones."""

    id: int
    jenis: JenisPesan
    kunci: str
    operator_id: int | None
    isi: dict[str, Any]
    percobaan: int
    webhook_id: int | None = None


Penangan = Callable[[Runtime, Pesan], None]
"""Delivers a message and finishes it, or raises; :class:`KirimError` when it knows why."""


def enqueue(
    session: Session,
    now: datetime,
    jenis: JenisPesan,
    kunci: str,
    isi: Mapping[str, Any],
    *,
    operator_id: int | None = None,
    webhook_id: int | None = None,
    objek: str = "",
    at: datetime | None = None,
) -> bool:
    """Write a message in the transaction of its cause; return whether it is new.

    Args:
        kunci: names the cause; a second message of the same name changes nothing.
        isi: ids and days, never a secret or what a person wrote.
        webhook_id: of the other system it is for, which gets what is about one ``objek`` in the
            order it was written, provided that who writes holds the object's row.
        at: when it is due; at once when not given.
    """
    values = {
        "kunci": kunci,
        "jenis": jenis.value,
        "operator_id": operator_id,
        "webhook_id": webhook_id,
        "objek": objek,
        "isi": dict(isi),
        "status": StatusPesan.ANTRI.value,
        "percobaan": 0,
        "dibuat": now,
        "berikut": at or now,
        "galat": "",
    }
    return insert_or_ignore(session, _T, values)


def has_due(rt: Runtime) -> bool:
    """Tell, without writing, whether a message is due, those to other systems left out."""
    with rt.reading() as session:
        return session.connection().execute(_due(rt.now()).limit(1)).first() is not None


def _is_due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (_T.c.status == StatusPesan.ANTRI.value, _T.c.berikut <= now)


def _is_first() -> ColumnElement[bool]:
    """Of its object nothing older waits or was given up: that would have to go before it."""
    older = _T.alias("older")
    return ~exists(
        select(older.c.id).where(
            older.c.webhook_id == _T.c.webhook_id,
            older.c.objek == _T.c.objek,
            older.c.id < _T.c.id,
            older.c.status.in_([StatusPesan.ANTRI.value, StatusPesan.GAGAL.value]),
        )
    )


def _due(now: datetime, webhook_id: int | None = None) -> Any:
    if webhook_id is None:
        own: tuple[ColumnElement[bool], ...] = (_T.c.webhook_id.is_(None),)
    else:
        own = (_T.c.webhook_id == webhook_id, _is_first())
    return select(_T).where(*_is_due(now), *own).order_by(_T.c.berikut, _T.c.id)


def list_webhook_due(rt: Runtime) -> list[int]:
    """List, without writing, the webhooks that something can be sent to now."""
    webhook = SQLModel.metadata.tables[str(Webhook.__tablename__)]
    query = (
        select(_T.c.webhook_id)
        .join(webhook, webhook.c.id == _T.c.webhook_id)
        .where(*_is_due(rt.now()), webhook.c.aktif, _is_first())
        .distinct()
    )
    with rt.reading() as session:
        return list(session.connection().execute(query).scalars())


def claim(rt: Runtime, webhook_id: int | None = None) -> Pesan | None:
    """Take the next due message for :data:`~sekampadi.domain.notifikasi.outbox.KLAIM`; None when none is due.

    A message whose tries are used up, because those who took it died, is given up here.

    Args:
        webhook_id: takes what is for this other system; without it what is for no other system.
    """
    now = rt.now()
    while True:
        with rt.writing() as session:
            # Two who look at once take two different messages (SQLite lets only one look).
            row = session.connection().execute(
                _due(now, webhook_id).limit(1).with_for_update(skip_locked=True, of=_T)
            ).mappings().first()  # fmt: skip
            if row is None:
                return None
            pesan = Pesan(
                row["id"],
                JenisPesan(row["jenis"]),
                row["kunci"],
                row["operator_id"],
                row["isi"],
                row["percobaan"] + 1,
                row["webhook_id"],
            )
            if row["percobaan"] < PERCOBAAN_MAKS:
                session.connection().execute(
                    update(_T)
                    .where(_T.c.id == pesan.id)
                    .values(percobaan=pesan.percobaan, berikut=now + KLAIM)
                )
                return pesan
            _give_up(
                session, pesan.id, now, row["galat"] or t("Pengirim berhenti di tengah jalan.")
            )
            logger.error("gave up message %d after %d tries", pesan.id, row["percobaan"])


def _mine(pesan: Pesan) -> tuple[Any, ...]:
    return (
        _T.c.id == pesan.id,
        _T.c.status == StatusPesan.ANTRI.value,
        _T.c.percobaan == pesan.percobaan,
    )


def finish(session: Session, pesan: Pesan, now: datetime) -> bool:
    """Say that a message is done, as the first statement of the transaction of its effects.

    False when somebody else has taken it meanwhile: nothing more may be done then.
    """
    done = session.connection().execute(
        update(_T)
        .where(*_mine(pesan))
        .values(status=StatusPesan.SELESAI.value, selesai=now, galat="")
    )
    return done.rowcount == 1


def _give_up(session: Session, pesan_id: int, now: datetime, galat: str) -> None:
    session.connection().execute(
        update(_T)
        .where(_T.c.id == pesan_id)
        .values(status=StatusPesan.GAGAL.value, selesai=now, galat=galat[:_GALAT_MAKS])
    )


def _failed(rt: Runtime, pesan: Pesan, reason: str, *, final: bool) -> None:
    now = rt.now()
    with rt.writing() as session:
        held = session.connection().execute(
            select(_T.c.id).where(*_mine(pesan)).with_for_update()
        ).first()  # fmt: skip
        if held is None:
            return
        if final or pesan.percobaan >= PERCOBAAN_MAKS:
            _give_up(session, pesan.id, now, reason)
            logger.error("gave up message %d (%s): %s", pesan.id, pesan.jenis, reason)
            return
        session.connection().execute(
            update(_T)
            .where(_T.c.id == pesan.id)
            .values(berikut=now + wait_before(pesan.percobaan), galat=reason[:_GALAT_MAKS])
        )
    logger.warning("message %d (%s) will be tried again: %s", pesan.id, pesan.jenis, reason)


def deliver_next(
    rt: Runtime, penangan: Mapping[JenisPesan, Penangan], webhook_id: int | None = None
) -> bool:
    """Deliver the next due message; False without one. A failure is written down, not raised.

    Args:
        webhook_id: as :func:`claim`.
    """
    pesan = claim(rt, webhook_id)
    if pesan is None:
        return False
    try:
        penangan[pesan.jenis](rt, pesan)
    except KirimError as error:
        _failed(rt, pesan, error.reason, final=error.final)
    except Exception as error:
        # One bad message must neither stop the others nor be lost without a word.
        logger.exception("handling message %d failed", pesan.id)
        _failed(rt, pesan, type(error).__name__, final=False)
    return True


def acquire(rt: Runtime, nama: str, pemegang: str) -> bool:
    """Become, or stay, the one process that does a kind of work for the next ``SEWA``."""
    now = rt.now()
    table = SQLModel.metadata.tables[str(Pekerja.__tablename__)]
    with rt.reading() as session:
        row = session.get(Pekerja, nama)
        # A lease that ends later than any can was taken before the clock was set back. Twice as
        # long, because clocks of two machines differ by seconds.
        if row is not None and row.pemegang != pemegang and now < row.sampai <= now + 2 * SEWA:
            return False  # asked often by those who wait; they need not write
    with rt.writing() as session:
        taken = session.connection().execute(
            update(table)
            .where(
                table.c.nama == nama,
                or_(
                    table.c.pemegang == pemegang,
                    table.c.sampai <= now,
                    table.c.sampai > now + 2 * SEWA,
                ),
            )
            .values(pemegang=pemegang, sampai=now + SEWA)
        )
        if taken.rowcount:
            return True
        values = {"nama": nama, "pemegang": pemegang, "sampai": now + SEWA}
        return insert_or_ignore(session, table, values)


def release(rt: Runtime, nama: str, pemegang: str) -> None:
    """Let another process work at once, when this one ends."""
    with rt.writing() as session:
        session.connection().execute(
            update(SQLModel.metadata.tables[str(Pekerja.__tablename__)])
            .where(col(Pekerja.nama) == nama, col(Pekerja.pemegang) == pemegang)
            .values(sampai=rt.now())
        )


def purge(rt: Runtime) -> int:
    """Remove messages that were done or given up ``SEKAMPADI_OUTBOX_DAYS`` ago; return how many.

    Those to other systems go when they were written so long ago, whatever became of them.
    """
    before = rt.now() - timedelta(days=rt.settings.outbox_days)
    ended = [StatusPesan.SELESAI.value, StatusPesan.GAGAL.value]
    with rt.writing() as session:
        return session.connection().execute(
            delete(_T).where(
                or_(
                    and_(_T.c.status.in_(ended), _T.c.selesai < before),
                    and_(_T.c.webhook_id.is_not(None), _T.c.dibuat < before),
                )
            )
        ).rowcount  # fmt: skip
