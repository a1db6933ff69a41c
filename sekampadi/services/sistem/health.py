"""Whether this process can serve: the database answers, its tables are the newest, there is room."""

import errno
import logging
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sekampadi.db.migrate import is_current
from sekampadi.services.sistem.runtime import Runtime

logger = logging.getLogger(__name__)


_PROBE: Final = 64 * 1024
_FULL_SECONDS: Final = 120.0
_READONLY: Final = {errno.EROFS, errno.EACCES, errno.EPERM}
"""What a disk that was mounted read-only answers, and a folder of somebody else."""


class Ruang(StrEnum):
    """The room there is for data."""

    OK = "ok"
    LOW = "low"
    FULL = "full"
    READONLY = "readonly"


@dataclass(frozen=True, slots=True)
class Health:
    """The state of this process."""

    database: bool
    migrations: bool
    disk: Ruang = Ruang.OK

    @property
    def ok(self) -> bool:
        """Whether people can be served."""
        return self.database and self.migrations and self.disk is Ruang.OK


def check_disk(rt: Runtime) -> Ruang:
    """Tell whether there is room for data: the last write found some, and so does a small one."""
    folder = rt.settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"\0" * _PROBE)
            probe.flush()
            os.fsync(probe.fileno())
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Ruang.READONLY if error.errno in _READONLY else Ruang.FULL
    # For a while only: with nobody sent here, nothing would be written that shows there is room.
    if rt.disk_full_at is not None and time.monotonic() - rt.disk_full_at < _FULL_SECONDS:
        return Ruang.FULL
    return Ruang.LOW if free < rt.settings.disk_min_mb * 1024 * 1024 else Ruang.OK


def check_health(rt: Runtime) -> Health:
    """Ask the database; a failure is an answer, not an error."""
    disk = check_disk(rt)
    try:
        return Health(True, is_current(rt.engine), disk)
    except Exception:
        # Drivers fail in many ways; for whoever watches the service they are all the same.
        logger.exception("the database does not answer")
        return Health(False, False, disk)
