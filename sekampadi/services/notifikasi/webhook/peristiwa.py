"""Telling other systems of an event: written in the transaction of its cause, for each webhook that asked."""

import random
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, SQLModel, col
from sqlmodel import select as sql_select

from sekampadi.db.models import Layanan, Outbox, RekapHari, Upp, Webhook
from sekampadi.db.types import stored_id
from sekampadi.domain.notifikasi.outbox import JenisPesan
from sekampadi.domain.notifikasi.webhook import HARI_JAWABAN, Peristiwa
from sekampadi.domain.pengajuan.alur import StatusPengajuan
from sekampadi.domain.periode import local_date
from sekampadi.services.notifikasi.outbox import enqueue
from sekampadi.services.sistem.runtime import Runtime

_OUTBOX = SQLModel.metadata.tables[str(Outbox.__tablename__)]
_DARI_STATUS: Mapping[StatusPengajuan, Peristiwa] = {
    StatusPengajuan.TL_DIAJUKAN: Peristiwa.DIAJUKAN,
    StatusPengajuan.DISETUJUI: Peristiwa.DISETUJUI,
    StatusPengajuan.DITERIMA: Peristiwa.DITERIMA,
}


def _asked(session: Session, peristiwa: Peristiwa) -> list[Webhook]:
    rows = session.exec(sql_select(Webhook).where(col(Webhook.aktif)).order_by(col(Webhook.id)))
    return [row for row in rows if peristiwa.value in row.peristiwa]


def _covers(webhook: Webhook, upp_ids: Collection[int]) -> bool:
    return webhook.upp_id is None or webhook.upp_id in upp_ids


def emit(
    session: Session,
    rt: Runtime,
    peristiwa: Peristiwa,
    *,
    sebab: str,
    objek: str,
    upp_id: int | None,
    data: Mapping[str, Any],
) -> int:
    """Write an event for every webhook that is told of it; return for how many.

    Args:
        sebab: names the cause; a second event of the same name changes nothing.
        objek: what the event happened to: its events go out in the order they were written. Who
            writes holds its row.
        upp_id: whose it is, also told to the parent of an UPT; None for the province's own.
        data: what is told: kode, numbers and days of what the receiver may know, no words of people.
    """
    asked = _asked(session, peristiwa)
    if not asked:
        return 0
    upp = session.get(Upp, upp_id) if upp_id is not None else None
    upp_ids = {i for i in (upp_id, upp.induk_id if upp else None) if i is not None}
    now = rt.now()
    isi = {
        "peristiwa": peristiwa.value,
        "waktu": now.isoformat(),
        "upp": upp.kode if upp else None,
        "data": dict(data),
    }
    return sum(
        enqueue(
            session,
            now,
            JenisPesan.PERISTIWA,
            f"wh/{row.id}/{sebab}",
            isi,
            webhook_id=row.id,
            objek=objek,
        )
        for row in asked
        if _covers(row, upp_ids)
    )


def emit_status(
    session: Session,
    rt: Runtime,
    status: StatusPengajuan,
    *,
    pengajuan_id: int,
    versi: int,
    upp_id: int,
    triwulan: str,
) -> int:
    """Write the event of a plan's new state, where there is one; return for how many webhooks.

    Args:
        versi: of the pengajuan after the move.
        triwulan: as an address names it; empty for the papers of a year, which are no plan.
    """
    peristiwa = _DARI_STATUS.get(status)
    if peristiwa is None or not triwulan:
        return 0
    return emit(
        session,
        rt,
        peristiwa,
        sebab=f"pengajuan/{pengajuan_id}/{versi}",
        objek=f"pengajuan/{pengajuan_id}",
        upp_id=upp_id,
        data={"triwulan": triwulan, "versi": versi},
    )


def _days(session: Session, today: date) -> list[tuple[int, date, str, str, int, int | None]]:
    """List layanan and past day wherever there are answers, by the counters."""
    counted = RekapHari.c
    query = (
        select(
            counted.layanan_id,
            counted.tanggal,
            col(Layanan.kode),
            col(Upp.kode),
            col(Upp.id),
            col(Upp.induk_id),
        )
        .join(Layanan, col(Layanan.id) == counted.layanan_id)
        .join(Upp, col(Upp.id) == col(Layanan.upp_id))
        .where(counted.tanggal >= today - timedelta(days=HARI_JAWABAN), counted.tanggal < today)
        .group_by(
            *(counted.layanan_id, counted.tanggal, col(Layanan.kode), col(Upp.kode)),
            *(col(Upp.id), col(Upp.induk_id)),
        )
        .having(func.sum(counted.n) > 0)
    )
    return [tuple(row) for row in session.connection().execute(query)]


def emit_jawaban(rt: Runtime) -> int:
    """Tell, once a day that is over, which layanan had answers on it; return how many events that were.

    The event says the layanan and the day, and its sending tells no more: it comes after the day, and
    those of a day in an order that chance decides (decision 86). To look again writes none twice.
    """
    today = rt.today()
    with rt.reading() as session:
        asked = [
            (stored_id(w.id), w.upp_id, local_date(w.dibuat))
            for w in _asked(session, Peristiwa.JAWABAN)
        ]
        found = _days(session, today) if asked else []
    random.SystemRandom().shuffle(found)
    found.sort(key=lambda row: row[1])
    written = 0
    for webhook_id, of_upp, since in asked:
        with rt.writing() as session:
            known = set(
                session.connection().execute(
                    select(_OUTBOX.c.kunci).where(
                        _OUTBOX.c.webhook_id == webhook_id, _OUTBOX.c.objek.startswith("layanan/")
                    )
                ).scalars()
            )  # fmt: skip
            for layanan_id, tanggal, layanan, upp, upp_id, induk_id in found:
                kunci = f"wh/{webhook_id}/jawaban/{layanan_id}/{tanggal.isoformat()}"
                if of_upp not in {None, upp_id, induk_id} or tanggal < since or kunci in known:
                    continue
                written += enqueue(
                    session,
                    rt.now(),
                    JenisPesan.PERISTIWA,
                    kunci,
                    {
                        "peristiwa": Peristiwa.JAWABAN.value,
                        "upp": upp,
                        "data": {"layanan": layanan, "tanggal": tanggal.isoformat()},
                    },
                    webhook_id=webhook_id,
                    objek=f"layanan/{layanan_id}",
                )
    return written
