"""Kesiapan: whether this process can take people now, and if not, why, in codes that stay the same."""

import logging
from datetime import timedelta
from enum import StrEnum
from typing import Final

from redis import Redis
from redis.exceptions import RedisError
from sqlmodel import func, select

from sekampadi.db.models import Pekerja
from sekampadi.i18n import t
from sekampadi.services.sistem.cadangan.terakhir import is_backup_old
from sekampadi.services.sistem.health import Ruang, check_health
from sekampadi.services.sistem.runtime import Runtime

logger = logging.getLogger(__name__)

REDIS_SECONDS: Final = 1.0
"""How long Redis may take to answer."""
WORKER_GRACE: Final = timedelta(seconds=60)
"""How long nobody may be the worker: two leases, while one process hands over to the next."""


class AlasanSiap(StrEnum):
    """Why a process is not ready, or not quite; it tells a stranger nothing he could use."""

    DATABASE = "database.unreachable"
    MIGRATIONS = "migrations.outdated"
    DISK_FULL = "disk.full"
    DISK_READONLY = "disk.readonly"
    DISK_LOW = "disk.low"
    REDIS = "redis.unreachable"
    DEAF = "redis.unheard"
    WORKER = "worker.stopped"
    BACKUP = "backup.old"
    TIMEOUT = "check.timeout"

    @property
    def kalimat(self) -> str:
        """What it means, for a person."""
        return _KALIMAT[self]

    @property
    def blocks(self) -> bool:
        """Whether people cannot be served while it holds; the others ask for a look in daytime."""
        return self not in {
            *(AlasanSiap.DISK_LOW, AlasanSiap.DEAF, AlasanSiap.WORKER, AlasanSiap.BACKUP)
        }


_KALIMAT: Final = {
    AlasanSiap.DATABASE: t("Basis data tidak menjawab."),
    AlasanSiap.MIGRATIONS: t("Tabel basis data tidak sesuai dengan versi aplikasi."),
    AlasanSiap.DISK_FULL: t("Tidak ada ruang lagi untuk data."),
    AlasanSiap.DISK_READONLY: t("Folder data tidak dapat ditulisi."),
    AlasanSiap.DISK_LOW: t("Ruang untuk data hampir habis."),
    AlasanSiap.REDIS: t("Redis tidak menjawab."),
    AlasanSiap.DEAF: t("Kabar dari proses lain tidak terdengar."),
    AlasanSiap.WORKER: t("Tidak ada proses yang mengirim notifikasi."),
    AlasanSiap.BACKUP: t("Cadangan terakhir lebih lama daripada yang diatur, atau belum ada."),
    AlasanSiap.TIMEOUT: t("Pemeriksaan tidak selesai pada waktunya."),
}
_DISK: Final = {
    Ruang.LOW: AlasanSiap.DISK_LOW,
    Ruang.FULL: AlasanSiap.DISK_FULL,
    Ruang.READONLY: AlasanSiap.DISK_READONLY,
}


def list_reasons(rt: Runtime) -> tuple[AlasanSiap, ...]:
    """Look at everything this process stands on; a failure is an answer, not an error."""
    health = check_health(rt)
    found = []
    if not health.database:
        found.append(AlasanSiap.DATABASE)
    elif not health.migrations:
        found.append(AlasanSiap.MIGRATIONS)
    elif not _is_worked(rt):
        found.append(AlasanSiap.WORKER)
    if health.disk in _DISK:
        found.append(_DISK[health.disk])
    if rt.settings.redis_url and not _answers(rt.settings.redis_url):
        found.append(AlasanSiap.REDIS)
    elif rt.hears is not None and not rt.hears():
        found.append(AlasanSiap.DEAF)
    if is_backup_old(rt.settings, rt.now()):
        found.append(AlasanSiap.BACKUP)
    return tuple(found)


def _is_worked(rt: Runtime) -> bool:
    """Tell whether some process empties the outbox, or did until a moment ago."""
    try:
        with rt.reading() as session:
            until = session.exec(select(func.max(Pekerja.sampai))).one()
    except Exception:
        # It answered a moment ago; the next look says what it is.
        logger.exception("the worker's lease could not be read")
        return True
    return until is None or until > rt.now() - WORKER_GRACE


def _answers(url: str) -> bool:
    try:
        with Redis.from_url(
            url, socket_connect_timeout=REDIS_SECONDS, socket_timeout=REDIS_SECONDS
        ) as redis:
            return bool(redis.ping())
    except (RedisError, OSError, ValueError) as error:
        logger.warning("Redis does not answer: %s", type(error).__name__)
        return False
