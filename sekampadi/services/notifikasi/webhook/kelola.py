"""Webhooks of other systems: made, changed, tried, switched on and off, and taken away on a page."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func
from sqlmodel import Session, col, select

from sekampadi.db.models import Upp, Webhook
from sekampadi.db.queries.integrasi.webhook import lock_webhook
from sekampadi.db.queries.master import UppRow, list_upp, lock_upp
from sekampadi.db.scope import within
from sekampadi.db.types import stored_id
from sekampadi.domain.errors import ConflictError, DomainError, FieldErrors, NotFoundError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.notifikasi.webhook import BANYAK, UJI, IsianWebhook, isian_of, read_isian
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import require_upp
from sekampadi.services.notifikasi.webhook.kirim import (
    HasilKirim,
    try_to_send,
    tujuan_of,
    write_log,
)
from sekampadi.services.notifikasi.webhook.rahasia import new_rahasia
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.sistem.semula import Semula, check_semula, status_words

_P: Final = Permission.KUNCI_MANAGE
_W = Webhook
_UJIAN = threading.BoundedSemaphore(2)
"""Trials of this process at the same time: each holds a thread while it waits for the receiver."""


@dataclass(frozen=True, slots=True)
class BarisWebhook:
    """A webhook as the page shows it; nothing of it is secret."""

    id: int
    nama: str
    alamat: str
    peristiwa: tuple[str, ...]
    upp_nama: str  # empty for the province
    aktif: bool
    gagal_sejak: datetime | None
    lama_sampai: datetime | None


@dataclass(frozen=True, slots=True)
class RahasiaBaru:
    """The only copy of a webhook's secret."""

    nama: str
    rahasia: str


def list_cakupan_webhook(
    rt: Runtime, principal: Principal | None
) -> tuple[bool, tuple[UppRow, ...]]:
    """Return whether a person keeps webhooks of the province, and of which UPP."""
    person = require(principal, _P)
    with rt.reading() as session:
        return person.scope.upp_ids is None, tuple(list_upp(session, person.scope))


def _baris(row: Webhook, upp_nama: str | None) -> BarisWebhook:
    return BarisWebhook(
        stored_id(row.id),
        row.nama,
        row.alamat,
        tuple(row.peristiwa),
        upp_nama or "",
        row.aktif,
        row.gagal_sejak,
        row.lama_sampai,
    )


def list_webhook(rt: Runtime, principal: Principal | None) -> list[BarisWebhook]:
    """List the webhooks that a person keeps, by name."""
    person = require(principal, _P)
    query = (
        select(_W, Upp.nama)
        .outerjoin(Upp, col(Upp.id) == col(_W.upp_id))
        .where(within(person.scope, col(_W.upp_id)))
        .order_by(col(_W.nama), col(_W.id))
    )
    with rt.reading() as session:
        return [_baris(row, nama) for row, nama in session.exec(query)]


def isian_webhook(row: BarisWebhook) -> dict[str, str]:
    """Return what the form of a webhook shows."""
    return isian_of(row.nama, row.alamat, row.peristiwa)


def _held(session: Session, person: Principal, webhook_id: int) -> Webhook:
    row = session.exec(
        select(_W)
        .where(col(_W.id) == webhook_id, within(person.scope, col(_W.upp_id)))
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFoundError("webhook.unknown", t("Webhook ini tidak ditemukan."))
    return row


def _objek(row: Webhook) -> str:
    return f"webhook/{row.id}"


def _told(row: Webhook) -> dict[str, object]:
    return {
        "nama": row.nama,
        "upp": row.upp_id,
        "alamat": row.alamat,
        "peristiwa": ", ".join(row.peristiwa),
    }


def _take(row: Webhook, isi: IsianWebhook) -> None:
    row.nama, row.alamat = isi.nama, isi.alamat
    row.peristiwa = [p.value for p in isi.peristiwa]


def add_webhook(
    rt: Runtime, principal: Principal | None, isian: Mapping[str, object]
) -> RahasiaBaru:
    """Make a webhook; return its secret, which is shown once.

    Args:
        rt: this process.
        principal: who acts.
        isian: as :func:`~sekampadi.domain.notifikasi.webhook.read_isian`, with ``upp``: the kode of an
            UPP, empty for the province.

    Raises:
        ConflictError: ``webhook.banyak`` when there are :data:`BANYAK` already.
        FieldErrors: those of the form; ``upp.missing`` for who keeps none of the province,
            ``upp.inactive``.
        NotFoundError: ``upp.unknown``, also for one outside the scope.
    """
    person = require(principal, _P)
    isi = read_isian(isian, plain=rt.settings.webhook_private)
    kode = str(isian.get("upp") or "")
    with rt.writing() as session:
        upp = require_upp(session, person.scope, kode) if kode else None
        if upp is None and person.scope.upp_ids is not None:
            raise FieldErrors({"upp": DomainError("upp.missing", t("Pilih UPP dari daftar."))})
        if upp is not None and not upp.aktif:
            raise FieldErrors({"upp": DomainError("upp.inactive", t("UPP ini tidak aktif."))})
        upp_id = upp.id if upp else None
        if upp_id is not None:
            lock_upp(session, upp_id)
        else:
            lock_webhook(session)
        same = col(_W.upp_id).is_(None) if upp_id is None else col(_W.upp_id) == upp_id
        if session.exec(select(func.count()).select_from(_W).where(same)).one() >= BANYAK:
            raise ConflictError(
                "webhook.banyak",
                t("Paling banyak {n} webhook. Hapus yang tidak dipakai lagi.", n=BANYAK),
            )
        row = Webhook(
            upp_id=upp_id,
            nama="",
            alamat="",
            rahasia="",
            dibuat=rt.now(),
            dibuat_oleh=person.operator_id,
        )
        _take(row, isi)
        session.add(row)
        session.flush()
        secret = new_rahasia(rt.settings, row, rt.now())
        session.add(row)
        record(session, person, "webhook.tambah", _objek(row), **_told(row))
        return RahasiaBaru(row.nama, secret)


def change_webhook(
    rt: Runtime,
    principal: Principal | None,
    webhook_id: int,
    isian: Mapping[str, object],
    *,
    semula: Semula | None = None,
) -> None:
    """Change name, address and events of a webhook; its secret and whose it is stay.

    Args:
        semula: as :func:`isian_webhook` when the form was opened; None outside of forms.

    Raises:
        ChangedError: ``isian.berubah``.
        FieldErrors: those of the form.
        NotFoundError: ``webhook.unknown``.
    """
    person = require(principal, _P)
    isi = read_isian(isian, plain=rt.settings.webhook_private)
    with rt.writing() as session:
        row = _held(session, person, webhook_id)
        before, seen = _told(row), isian_of(row.nama, row.alamat, row.peristiwa)
        baru = isian_of(isi.nama, isi.alamat, [p.value for p in isi.peristiwa])
        check_semula(session, semula, seen, baru, aksi="webhook.", objek=_objek(row))
        _take(row, isi)
        session.add(row)
        record(session, person, "webhook.ubah", _objek(row), sebelum=before, sesudah=_told(row))


def replace_rahasia(rt: Runtime, principal: Principal | None, webhook_id: int) -> RahasiaBaru:
    """Give a webhook a new secret; the one before signs besides for a week.

    Raises:
        NotFoundError: ``webhook.unknown``.
    """
    person = require(principal, _P)
    with rt.writing() as session:
        row = _held(session, person, webhook_id)
        secret = new_rahasia(rt.settings, row, rt.now())
        session.add(row)
        record(session, person, "webhook.rahasia", _objek(row), nama=row.nama)
        return RahasiaBaru(row.nama, secret)


def switch_webhook(
    rt: Runtime, principal: Principal | None, webhook_id: int, *, aktif: bool
) -> None:
    """Switch a webhook on or off; twice does no harm. What waits for it is kept, and sent when it is on.

    Raises:
        NotFoundError: ``webhook.unknown``.
    """
    person = require(principal, _P)
    with rt.writing() as session:
        row = _held(session, person, webhook_id)
        if row.aktif is aktif:
            return
        row.aktif, row.gagal_sejak = aktif, None
        session.add(row)
        record(
            session,
            person,
            "webhook.aktif" if aktif else "webhook.nonaktif",
            _objek(row),
            keadaan=status_words(aktif),
        )


def remove_webhook(rt: Runtime, principal: Principal | None, webhook_id: int) -> None:
    """Take a webhook away, with its log and what waits for it.

    Raises:
        NotFoundError: ``webhook.unknown``.
    """
    person = require(principal, _P)
    with rt.writing() as session:
        row = _held(session, person, webhook_id)
        record(session, person, "webhook.hapus", _objek(row), **_told(row))
        session.delete(row)


def try_webhook(rt: Runtime, principal: Principal | None, webhook_id: int) -> HasilKirim:
    """Send a signed event ``uji`` now, to one that is switched off, too; return what came of it.

    Raises:
        ConflictError: ``webhook.sibuk`` while two others are being tried.
        NotFoundError: ``webhook.unknown``.
    """
    person = require(principal, _P)
    if not _UJIAN.acquire(blocking=False):
        raise ConflictError(
            "webhook.sibuk", t("Webhook lain sedang diuji. Coba lagi beberapa detik lagi.")
        )
    try:
        with rt.writing() as session:
            row = _held(session, person, webhook_id)
            record(session, person, "webhook.uji", _objek(row), nama=row.nama)
            tujuan = tujuan_of(rt, row)
        now = rt.now()
        kunci = f"wh/{webhook_id}/{UJI}/{int(now.timestamp() * 1000)}"
        isi: dict[str, object] = {
            "peristiwa": UJI,
            "waktu": now.isoformat(),
            "upp": None,
            "data": {},
        }
        hasil, _ = try_to_send(rt, tujuan, kunci, isi)
        with rt.writing() as session:
            if session.get(Webhook, webhook_id, with_for_update=True) is not None:
                write_log(
                    session,
                    rt.now(),
                    hasil,
                    webhook_id=webhook_id,
                    kunci=kunci,
                    peristiwa=UJI,
                    percobaan=1,
                )
        return hasil
    finally:
        _UJIAN.release()
