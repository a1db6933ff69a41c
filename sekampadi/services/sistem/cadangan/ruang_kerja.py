"""Room for work that a killed process leaves no trace in, and what a full disk is called."""

import errno
import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError

from sekampadi.db.engine import is_disk_full
from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t

_PREFIX: Final = ".sekampadi-kerja-"
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def _lock(folder: Path) -> int | None:
    """Hold a folder as long as the handle is open; None when another process holds it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def _sweep(parent: Path) -> None:
    """Remove what processes have left that no longer run: their hold has ended with them."""
    for folder in parent.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            handle = _lock(folder)
            if handle is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(handle)


@contextmanager
def work_folder(parent: Path) -> Iterator[Path]:
    """Make a folder nobody else reads, on the disk of ``parent``, and take it away at the end."""
    parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _sweep(parent)
    folder = parent / f"{_PREFIX}{secrets.token_hex(8)}"
    folder.mkdir(mode=0o700)
    handle = _lock(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if handle is not None:
            os.close(handle)


@contextmanager
def telling_disk_full() -> Iterator[None]:
    """Say in a sentence that there is no room.

    Raises:
        DomainError: ``cadangan.full``.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise disk_full() from error
    except DBAPIError as error:
        if not is_disk_full(error):
            raise
        raise disk_full() from error


def disk_full() -> DomainError:
    """Return what is said when there is no room: ``cadangan.full``."""
    return DomainError(
        "cadangan.full",
        t("Ruang penyimpanan tidak cukup. Tidak ada yang disimpan; kosongkan ruang dan ulangi."),
    )


def sync_folder(folder: Path) -> None:
    """Have the disk remember the names in a folder, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
