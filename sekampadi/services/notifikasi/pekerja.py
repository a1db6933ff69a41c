"""The worker: the one process that empties the outbox, and how each kind of message is delivered."""

import asyncio
import contextlib
import logging
import os
import secrets
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlmodel import Session, SQLModel, col

from sekampadi.db.models import Notifikasi, Operator, Saluran, Upp
from sekampadi.db.queries.notifikasi import NotifikasiRow, list_notifikasi
from sekampadi.db.types import stored_id
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.domain.notifikasi.outbox import JEDA_EMAIL, SEWA, JenisPesan
from sekampadi.domain.notifikasi.peringatan import (
    Kabar,
    tell_cadangan,
    tell_gagal,
    tell_retensi,
)
from sekampadi.domain.periode import ZONA, local_date
from sekampadi.i18n import format_jam, t
from sekampadi.services.akun.sesi import drop_ended, principal_of
from sekampadi.services.notifikasi.beruntun_kabar import handle_beruntun
from sekampadi.services.notifikasi.kirim_email import make_email, send_email
from sekampadi.services.notifikasi.kirim_webhook import send_webhook
from sekampadi.services.notifikasi.notifikasi import notify, purge_notifikasi, webhook_keys
from sekampadi.services.notifikasi.outbox import (
    Penangan,
    Pesan,
    acquire,
    deliver_next,
    finish,
    has_due,
    purge,
    release,
)
from sekampadi.services.notifikasi.outbox_gagal import count_gagal_since
from sekampadi.services.notifikasi.peringatan_kabar import check_ikm, handle_jawaban
from sekampadi.services.notifikasi.tenggat_kabar import check_tenggat
from sekampadi.services.notifikasi.webhook.jalur import JalurWebhook
from sekampadi.services.notifikasi.webhook.kirim import handle_peristiwa, purge_kirim
from sekampadi.services.notifikasi.webhook.peristiwa import emit_jawaban
from sekampadi.services.notifikasi.webhook.rahasia import seal_anew
from sekampadi.services.pengajuan.jadwal.pengingat import check_pengingat
from sekampadi.services.publik.publik import settle
from sekampadi.services.sistem.cadangan.terakhir import is_backup_old
from sekampadi.services.sistem.retensi import SEPOTONG, purge_saran, saran_dihapus_sebelum
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.kotak import empty_kotak

logger = logging.getLogger(__name__)

NAMA: Final = "outbox"
IKM_EVERY: Final = timedelta(seconds=60)
TIDY_EVERY: Final = timedelta(hours=1)
PAUSE: Final = 1.0
"""Seconds between two looks while there is nothing to do."""
PAUSE_OTHER: Final = 5.0
"""Seconds between two looks while another process works, or after a failure."""
_DIGEST: Final = 20
_AT_ONCE: Final = 50

_T = SQLModel.metadata.tables[str(Notifikasi.__tablename__)]


def _finish(rt: Runtime, pesan: Pesan) -> None:
    with rt.writing() as session:
        finish(session, pesan, rt.now())


def _person(session: Session, pesan: Pesan) -> tuple[Principal, Saluran] | None:
    """Return who a message is for, as that person is now, and where he is reached."""
    person = principal_of(session, pesan.operator_id) if pesan.operator_id is not None else None
    saluran = session.get(Saluran, pesan.operator_id) if person else None
    if person is None or saluran is None or not person.may(Permission.NOTIFIKASI_READ):
        return None
    return person, saluran


def _digest(rt: Runtime, rows: list[NotifikasiRow]) -> tuple[str, str]:
    """Write subject and text of an e-mail; suggestions stay in the application."""
    base = rt.settings.base_url
    judul = rows[0].judul if len(rows) == 1 else t("{n} notifikasi SEKAMPADI", n=len(rows))
    if len(rows) > _DIGEST:
        judul = t("Lebih dari {n} notifikasi SEKAMPADI", n=_DIGEST)
    parts = [
        f"{format_jam(row.waktu.astimezone(ZONA))}  {row.judul}\n{row.isi}\n{base}{row.tautan}"
        for row in rows[:_DIGEST]
    ]
    parts.append(
        t("Semua notifikasi dan aturannya: {alamat}", alamat=f"{base}/admin/notifikasi")
    )  # fmt: skip
    return judul, "\n\n".join(parts) + "\n"


def handle_email(rt: Runtime, pesan: Pesan) -> None:
    """Send what a person was told in a slot of some minutes and has not read meanwhile."""
    end = datetime.fromisoformat(str(pesan.isi["sampai"]))
    with rt.reading() as session:
        found = _person(session, pesan)
        rows: list[NotifikasiRow] = []
        to = ""
        if found is not None and found[1].email:
            to = found[1].email
            rows = list_notifikasi(
                session,
                found[0],
                _T.c.email,
                _T.c.dibaca.is_(None),
                _T.c.waktu >= end - JEDA_EMAIL,
                _T.c.waktu < end,
                limit=_DIGEST + 1,
            )
    if rows:
        judul, isi = _digest(rt, rows)
        now = rt.now().timestamp()
        send_email(
            rt.settings, make_email(rt.settings, to, judul, isi, kunci=pesan.kunci, waktu=now)
        )
    _finish(rt, pesan)


def handle_webhook(rt: Runtime, pesan: Pesan) -> None:
    """Send a notice as a webhook, unless its owner may no longer see it."""
    upp_kode = None
    with rt.reading() as session:
        found = _person(session, pesan)
        rows: list[NotifikasiRow] = []
        if found is not None and found[1].webhook:
            notifikasi_id = int(pesan.isi["notifikasi_id"])
            rows = list_notifikasi(session, found[0], _T.c.id == notifikasi_id, limit=1)
            upp_kode = session.connection().execute(
                select(col(Upp.kode))
                .join(Notifikasi, col(Notifikasi.upp_id) == col(Upp.id))
                .where(col(Notifikasi.id) == notifikasi_id)
            ).scalar_one_or_none()  # fmt: skip
        address = found[1].webhook if found else ""
        versi = found[1].versi if found else 0
    if rows and pesan.operator_id is not None:
        row = rows[0]
        payload = {
            "id": pesan.kunci,
            "jenis": row.jenis,
            "waktu": row.waktu.isoformat(),
            "judul": row.judul,
            "isi": row.isi,
            "upp": upp_kode,
            "tautan": rt.settings.base_url + row.tautan,
        }
        send_webhook(
            address,
            payload,
            keys=webhook_keys(rt.settings, pesan.operator_id, versi),
            kunci=pesan.kunci,
            moment=int(rt.now().timestamp()),
            private=rt.settings.webhook_private,
        )
    _finish(rt, pesan)


PENANGAN: Mapping[JenisPesan, Penangan] = {
    JenisPesan.JAWABAN: handle_jawaban,
    JenisPesan.BERUNTUN: handle_beruntun,
    JenisPesan.EMAIL: handle_email,
    JenisPesan.WEBHOOK: handle_webhook,
    JenisPesan.PERISTIWA: handle_peristiwa,
}


def tell_of_failures(rt: Runtime) -> None:
    """Tell those who run the system, once a day, that messages were given up."""
    with rt.reading() as session:
        if not count_gagal_since(session, rt.now() - TIDY_EVERY):
            return
    _tell_keepers(rt, "gagal", tell_gagal(local_date(rt.now())), "/admin/notifikasi#gagal")


def tell_of_backup(rt: Runtime) -> None:
    """Tell those who run the system, once a day, that the last backup is too old."""
    if is_backup_old(rt.settings, rt.now()):
        _tell_keepers(rt, "cadangan", tell_cadangan(rt.settings.backup_max_hours))


def tell_of_retention(rt: Runtime, jumlah: int) -> None:
    """Tell those who run the system that so many suggestions have lost their text."""
    if jumlah and (before := saran_dihapus_sebelum(rt)) is not None:
        _tell_keepers(rt, "retensi", tell_retensi(jumlah, before))


def _tell_keepers(rt: Runtime, jenis: str, kabar: Kabar, tautan: str = "") -> None:
    """Tell everyone who runs the system something, once a day."""
    with rt.reading() as session:
        ids = session.connection().execute(
            select(col(Operator.id)).where(
                col(Operator.role) == Role.PENGELOLA_SISTEM.value, col(Operator.aktif)
            )
        ).scalars().all()  # fmt: skip
    for operator_id in ids:
        with rt.writing() as session:
            notify(
                session,
                rt,
                stored_id(operator_id),
                kunci=f"{jenis}/{rt.today().isoformat()}",
                jenis=jenis,
                kabar=kabar,
                izin=Permission.BACKUP_MANAGE,
                tautan=tautan,
            )


def _is_time(last: datetime | None, every: timedelta, now: datetime) -> bool:
    """Tell whether what is done so often is due; it is, too, when the clock has been set back."""
    return last is None or not timedelta() <= now - last < every


class PekerjaOutbox:
    """Works while this process is the one that does."""

    def __init__(self, rt: Runtime, penangan: Mapping[JenisPesan, Penangan] = PENANGAN) -> None:
        self.rt = rt
        self.pemegang = f"{os.getpid()}-{secrets.token_hex(6)}"
        self._penangan = penangan
        self.jalur = JalurWebhook(rt, penangan)
        self._renew: datetime | None = None
        self._ikm: datetime | None = None
        self._tidy: datetime | None = None
        self._tenggat: date | None = None
        self._dihapus: int | None = None
        """Suggestions that have lost their text since the last look; None while none is too old."""

    def holds(self) -> bool:
        """Become or stay the one who works; asks the database only when it is time to."""
        now = self.rt.now()
        if self._renew is not None and self._renew - SEWA / 3 <= now < self._renew:
            return True  # earlier than that, the clock has been set back
        held = acquire(self.rt, NAMA, self.pemegang)
        self._renew = now + SEWA / 3 if held else None
        return held

    def step(self) -> float:
        """Do what is due; return how many seconds to wait before the next step."""
        if not self.holds():
            return PAUSE_OTHER
        self.jalur.start()
        done = 0
        while done < _AT_ONCE and has_due(self.rt) and self.holds():
            deliver_next(self.rt, self._penangan)
            done += 1
        now = self.rt.now()
        if _is_time(self._ikm, IKM_EVERY, now):
            self._ikm = now
            drop_ended(self.rt)
            check_ikm(self.rt)
            settle(self.rt)
            tell_of_failures(self.rt)
            tell_of_backup(self.rt)
        if _is_time(self._tidy, TIDY_EVERY, now):
            self._tidy = now
            purge(self.rt)
            purge_notifikasi(self.rt)
            purge_kirim(self.rt)
            seal_anew(self.rt)
            self._dihapus = self._dihapus or 0
            empty_kotak(self.rt)
        if self._dihapus is not None:
            self._delete_saran(self._dihapus)
        if self._tenggat != (today := self.rt.today()):
            check_tenggat(self.rt)
            check_pengingat(self.rt)
            emit_jawaban(self.rt)
            self._tenggat = today
        return 0.0 if done == _AT_ONCE else PAUSE

    def _delete_saran(self, before: int) -> None:
        """Delete a slice of old suggestions, one a step: what is to be sent does not wait for all."""
        done = purge_saran(self.rt)
        self._dihapus = before + done
        if done < SEPOTONG:
            tell_of_retention(self.rt, self._dihapus)
            self._dihapus = None

    def stop(self) -> None:
        """Let another process go on at once."""
        self.jalur.close()
        release(self.rt, NAMA, self.pemegang)

    async def run(self) -> None:
        """Work until cancelled, in a thread of its own: no visitor waits for a mail server."""
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1, "outbox") as thread:
            try:
                while True:
                    try:
                        pause = await loop.run_in_executor(thread, self.step)
                    except Exception:
                        # Whatever it was (the database may be away), the next look may succeed.
                        logger.exception("the outbox worker failed")
                        pause = PAUSE_OTHER
                    await asyncio.sleep(pause)
            finally:
                with contextlib.suppress(Exception):  # the lease ends by itself, a little later
                    thread.submit(self.stop).result()


@contextlib.asynccontextmanager
async def working(rt: Runtime) -> AsyncIterator[None]:
    """Run a worker as long as the server lives."""
    task = asyncio.create_task(PekerjaOutbox(rt).run())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
