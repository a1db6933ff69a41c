"""Notices: what a person has been told in the application, with a read mark, and where else he is reached."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, delete, func, select, update
from sqlmodel import Session, SQLModel, col

from sekampadi.db.engine import insert_or_ignore
from sekampadi.db.models import Notifikasi, Saluran
from sekampadi.db.queries.notifikasi import NotifikasiRow, list_notifikasi, visible
from sekampadi.domain.isian import FormReader
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.notifikasi.outbox import JenisPesan, read_email, read_webhook, slot_of
from sekampadi.domain.notifikasi.peringatan import Kabar
from sekampadi.i18n import t
from sekampadi.services.notifikasi.outbox import enqueue
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.settings import Settings

_T = SQLModel.metadata.tables[str(Notifikasi.__tablename__)]
_P = Permission.NOTIFIKASI_READ

UKURAN = 30
"""Notices a page."""
SIMPAN = timedelta(days=365)
"""How long a notice is kept."""
_TENGGANG = timedelta(seconds=30)
"""An e-mail waits so long after its slot, for notices that are being written at its end."""


@dataclass(frozen=True, slots=True)
class HalamanNotifikasi:
    """A page of notices, the newest first."""

    baris: tuple[NotifikasiRow, ...]
    total: int  # of all pages
    belum: int  # unread ones


@dataclass(frozen=True, slots=True)
class SaluranSaya:
    """Where a person is reached."""

    email: str  # empty for none
    webhook: str  # empty for none
    kunci: str  # what signs the webhook; empty without one
    email_siap: bool  # whether this server can send e-mail at all


def _count(session: Session, query: Select[int]) -> int:
    return session.connection().execute(query).scalar_one()


def _unread(person: Principal) -> Select[int]:
    return select(func.count()).select_from(_T).where(*visible(person), _T.c.dibaca.is_(None))


def count_unread(rt: Runtime, principal: Principal | None) -> int:
    """Count what a person has not read; 0 for those who are told nothing."""
    if principal is None or not principal.may(_P):
        return 0
    with rt.reading() as session:
        return _count(session, _unread(principal))


def load_notifikasi(
    rt: Runtime, principal: Principal | None, halaman: int = 1
) -> HalamanNotifikasi:
    """Read a page of the own notices that the person may still see."""
    person = require(principal, _P)
    with rt.reading() as session:
        total = _count(session, select(func.count()).select_from(_T).where(*visible(person)))
        pages = max(1, -(-total // UKURAN))
        offset = (min(max(1, halaman), pages) - 1) * UKURAN
        rows = list_notifikasi(session, person, limit=UKURAN, offset=offset)
        return HalamanNotifikasi(tuple(rows), total, _count(session, _unread(person)))


def mark_read(rt: Runtime, principal: Principal | None, notifikasi_id: int | None = None) -> int:
    """Mark a notice, or with None all of them, as read; return how many that changed."""
    person = require(principal, _P)
    where = [*visible(person), _T.c.dibaca.is_(None)]
    if notifikasi_id is not None:
        where.append(_T.c.id == notifikasi_id)
    with rt.writing() as session:
        return (
            session.connection().execute(update(_T).where(*where).values(dibaca=rt.now())).rowcount
        )


def notify(
    session: Session,
    rt: Runtime,
    operator_id: int,
    *,
    kunci: str,
    jenis: str,
    kabar: Kabar,
    izin: Permission,
    tautan: str = "",
    upp_id: int | None = None,
    jawaban_id: int | None = None,
    email: bool = False,
    webhook: bool = False,
) -> bool:
    """Tell a person something, in the transaction of its cause; return whether it is new.

    Args:
        kunci: names the cause; nobody is told it twice.
        izin: the right one needs to see it, asked again whenever it is shown or sent.
        upp_id: the UPP it is about; it must lie in the person's scope.
        email: whether it goes out as e-mail, too, when the person has given an address.
    """
    now = rt.now()
    values = {
        "operator_id": operator_id,
        "kunci": kunci,
        "waktu": now,
        "jenis": jenis,
        "judul": kabar.judul[:300],
        "isi": kabar.isi[:600],
        "tautan": tautan,
        "izin": izin.value,
        "upp_id": upp_id,
        "jawaban_id": jawaban_id,
        "email": email,
        "dibaca": None,
    }
    if not insert_or_ignore(session, _T, values):
        return False
    saluran = session.get(Saluran, operator_id) if email or webhook else None
    if saluran is None:
        return True
    if email and saluran.email and rt.settings.smtp_host:
        end = slot_of(now)
        enqueue(
            session,
            now,
            JenisPesan.EMAIL,
            f"email/{operator_id}/{int(end.timestamp())}",
            {"sampai": end.isoformat()},
            operator_id=operator_id,
            at=end + _TENGGANG,
        )
    if webhook and saluran.webhook:
        notifikasi_id = session.connection().execute(
            select(_T.c.id).where(_T.c.operator_id == operator_id, _T.c.kunci == kunci)
        ).scalar_one()  # fmt: skip
        enqueue(
            session,
            now,
            JenisPesan.WEBHOOK,
            f"webhook/{notifikasi_id}",
            {"notifikasi_id": notifikasi_id},
            operator_id=operator_id,
        )
    return True


def webhook_keys(settings: Settings, operator_id: int, versi: int) -> tuple[str, ...]:
    """Return the keys that sign a person's webhooks, the one that the person is shown first.

    They are made of the program's secrets, so no row of the database and no backup holds them. With
    a secret of before the receiver still finds the signature by the key that he has.
    """
    name = f"webhook/{operator_id}/{versi}".encode()
    return tuple(
        "kunci_" + hmac.new(secret.encode(), name, hashlib.sha256).hexdigest()
        for secret in settings.secrets
    )


def load_saluran(rt: Runtime, principal: Principal | None) -> SaluranSaya:
    """Return where the person is reached."""
    person = require(principal, _P)
    siap = bool(rt.settings.smtp_host)
    with rt.reading() as session:
        row = session.get(Saluran, person.operator_id)
        if row is None:
            return SaluranSaya("", "", "", siap)
        key = webhook_keys(rt.settings, person.operator_id, row.versi)[0] if row.webhook else ""
        return SaluranSaya(row.email, row.webhook, key, siap)


def save_saluran(
    rt: Runtime, principal: Principal | None, isian: Mapping[str, object]
) -> SaluranSaya:
    """Take the addresses of a person; a new webhook address gets a new key."""
    person = require(principal, _P)
    reader = FormReader(isian)
    email = read_email(reader)
    webhook = read_webhook(reader, plain=rt.settings.webhook_private)
    reader.check()
    now = rt.now()
    with rt.writing() as session:
        row = session.get(Saluran, person.operator_id)
        row = row or Saluran(operator_id=person.operator_id, versi=0, diubah=now)
        if webhook != row.webhook or not row.versi:
            row.versi += 1
        row.email, row.webhook, row.diubah = email, webhook, now
        session.add(row)
        # Which addresses is the person's own business; that they changed is not.
        record(session, person, "notifikasi.saluran", email=bool(email), webhook=bool(webhook))  # fmt: skip
    return load_saluran(rt, person)


def send_test(rt: Runtime, principal: Principal | None) -> bool:
    """Send the person a notice over all channels, at most one a minute; tell whether it is new."""
    person = require(principal, _P)
    with rt.writing() as session:
        return notify(
            session,
            rt,
            person.operator_id,
            kunci=f"coba/{int(rt.now().timestamp()) // 60}",
            jenis="coba",
            kabar=Kabar(
                t("Notifikasi percobaan"),
                t("Bila Anda membaca ini, saluran notifikasi Anda berfungsi."),
            ),
            izin=_P,
            tautan="/admin/notifikasi",
            email=True,
            webhook=True,
        )


def purge_notifikasi(rt: Runtime) -> int:
    """Remove notices older than :data:`SIMPAN`; return how many."""
    with rt.writing() as session:
        return session.connection().execute(
            delete(_T).where(col(Notifikasi.waktu) < rt.now() - SIMPAN)
        ).rowcount  # fmt: skip
