"""Sending an event to another system, and writing down what came of it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, update
from sqlmodel import Session, SQLModel, col, select

from sekampadi.db.models import Operator, Webhook, WebhookKirim
from sekampadi.db.types import stored_id
from sekampadi.domain.izin import Permission, Role
from sekampadi.domain.notifikasi.outbox import PERCOBAAN_MAKS
from sekampadi.domain.notifikasi.peringatan import Kabar
from sekampadi.domain.notifikasi.webhook import SABAR
from sekampadi.i18n import t
from sekampadi.services.notifikasi.kirim_webhook import send_webhook
from sekampadi.services.notifikasi.notifikasi import notify
from sekampadi.services.notifikasi.outbox import KirimError, Pesan, finish
from sekampadi.services.notifikasi.webhook.rahasia import keys_of
from sekampadi.services.sistem.runtime import Runtime

SIMPAN: Final = timedelta(days=30)
"""How long the log of a webhook is kept."""
PATH: Final = "/admin/webhook"
_T = SQLModel.metadata.tables[str(Webhook.__tablename__)]


@dataclass(frozen=True, slots=True)
class HasilKirim:
    """What came of a try: an HTTP status, or what went wrong, in words; and how long it took."""

    berhasil: bool
    kata: str
    lama_ms: int


@dataclass(frozen=True, slots=True)
class _Tujuan:
    """Where to, and signed by what."""

    alamat: str
    keys: tuple[str, ...]


def try_to_send(
    rt: Runtime, tujuan: _Tujuan, kunci: str, isi: Mapping[str, Any]
) -> tuple[HasilKirim, KirimError | None]:
    """Send an event once; what goes wrong is returned, not raised."""
    begun = time.monotonic()
    error: KirimError | None = None
    kata = ""
    try:
        if not tujuan.keys:
            # An unsigned one would teach receivers to take those.
            raise KirimError(t("rahasianya tidak terbaca; ganti rahasia webhook ini"))
        status = send_webhook(
            tujuan.alamat,
            {"id": kunci, **isi},
            keys=tujuan.keys,
            kunci=kunci,
            moment=int(rt.now().timestamp()),
            private=rt.settings.webhook_private,
        )
        kata = f"HTTP {status}"
    except KirimError as failed:
        error, kata = failed, failed.reason
    return HasilKirim(error is None, kata, int((time.monotonic() - begun) * 1000)), error


def tujuan_of(rt: Runtime, row: Webhook) -> _Tujuan:
    """Return where a webhook leads, and its secrets, opened."""
    return _Tujuan(row.alamat, keys_of(rt.settings, row, rt.now()))


def write_log(
    session: Session,
    now: datetime,
    hasil: HasilKirim,
    *,
    webhook_id: int,
    kunci: str,
    peristiwa: str,
    percobaan: int,
) -> None:
    """Write a line of the log."""
    session.add(
        WebhookKirim(
            webhook_id=webhook_id,
            kunci=kunci,
            peristiwa=peristiwa,
            waktu=now,
            percobaan=percobaan,
            berhasil=hasil.berhasil,
            hasil=hasil.kata[:300],
            lama_ms=hasil.lama_ms,
        )
    )


def _tell(session: Session, rt: Runtime, row: Webhook, kabar: Kabar, kind: str) -> None:
    """Tell those who keep a webhook, once a day."""
    role = Role.ADMIN_PEMPROV if row.upp_id is None else Role.ADMIN_UPP
    query = select(Operator.id).where(col(Operator.role) == role.value, col(Operator.aktif))
    if row.upp_id is not None:
        query = query.where(col(Operator.upp_id) == row.upp_id)
    for operator_id in session.exec(query).all():
        notify(
            session,
            rt,
            stored_id(operator_id),
            kunci=f"wh/{row.id}/{kind}/{rt.today().isoformat()}",
            jenis="webhook",
            kabar=kabar,
            izin=Permission.KUNCI_MANAGE,
            tautan=PATH,
            upp_id=row.upp_id,
            email=True,
        )


def _note_failure(session: Session, rt: Runtime, row: Webhook, *, dead: bool) -> None:
    now = rt.now()
    if row.gagal_sejak is None or row.gagal_sejak > now:
        row.gagal_sejak = now
    if now - row.gagal_sejak >= SABAR and row.aktif:
        row.aktif = False
        kabar = Kabar(
            t("Webhook {nama} dimatikan", nama=row.nama),
            t(
                "Alamatnya sudah {n} hari tidak menerima kabar. Yang belum terkirim tetap disimpan; "
                "nyalakan lagi setelah penerimanya pulih.",
                n=SABAR.days,
            ),
        )
        _tell(session, rt, row, kabar, "mati")
    elif dead:
        kabar = Kabar(
            t("Kabar ke webhook {nama} gagal dikirim", nama=row.nama),
            t("Setelah dicoba berkali-kali alamatnya tidak menerima. Kirim lagi atau buang."),
        )
        _tell(session, rt, row, kabar, "gagal")
    session.add(row)


def handle_peristiwa(rt: Runtime, pesan: Pesan) -> None:
    """Send an event; the worker calls it.

    Raises:
        KirimError: as :func:`~sekampadi.services.notifikasi.kirim_webhook.send_webhook`.
    """
    with rt.reading() as session:
        row = session.get(Webhook, pesan.webhook_id)
        tujuan = tujuan_of(rt, row) if row is not None and row.aktif else None
    if tujuan is None or pesan.webhook_id is None:
        raise KirimError(t("webhook dimatikan"))
    hasil, error = try_to_send(rt, tujuan, pesan.kunci, pesan.isi)
    with rt.writing() as session:
        now = rt.now()
        # Held before the log's line, whose foreign key would lock it more weakly first.
        held = session.get(Webhook, pesan.webhook_id, with_for_update=True)
        if held is None:
            return  # deleted meanwhile, and its messages with it
        if error is None and finish(session, pesan, now) and held.gagal_sejak is not None:
            session.connection().execute(
                update(_T).where(_T.c.id == pesan.webhook_id).values(gagal_sejak=None)
            )
        write_log(
            session,
            now,
            hasil,
            webhook_id=pesan.webhook_id,
            kunci=pesan.kunci,
            peristiwa=str(pesan.isi["peristiwa"]),
            percobaan=pesan.percobaan,
        )
        if error is not None:
            dead = error.final or pesan.percobaan >= PERCOBAAN_MAKS
            _note_failure(session, rt, held, dead=dead)
    if error is not None:
        raise error


def purge_kirim(rt: Runtime) -> int:
    """Remove lines of the log older than :data:`SIMPAN`; return how many."""
    log = SQLModel.metadata.tables[str(WebhookKirim.__tablename__)]
    with rt.writing() as session:
        return session.connection().execute(
            delete(log).where(log.c.waktu < rt.now() - SIMPAN)
        ).rowcount  # fmt: skip
