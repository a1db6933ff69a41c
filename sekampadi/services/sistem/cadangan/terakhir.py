"""When the last backup that was tried out was made, as the data folder remembers it."""

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sekampadi.settings import Settings

logger = logging.getLogger(__name__)

_NAME: Final = "cadangan-terakhir.txt"
_LONGEST: Final = 64


def _path(settings: Settings) -> Path:
    return settings.data_dir / _NAME


def note_backup(settings: Settings, moment: datetime) -> None:
    """Remember when a backup was made and tried out.

    It stands beside the data and not in the database: a restored one would tell of backups that
    this machine does not have. The backup is good without it, so a failure is only told.
    """
    path = _path(settings)
    fresh = path.with_suffix(".baru")
    try:
        fresh.write_text(moment.astimezone(UTC).isoformat() + "\n", encoding="ascii")
        fresh.replace(path)
    except OSError:
        logger.exception("when the last backup was made could not be written down")


def last_backup(settings: Settings) -> datetime | None:
    """Return when the last backup was made; None when none is known of."""
    try:
        with _path(settings).open(encoding="ascii") as file:
            moment = datetime.fromisoformat(file.read(_LONGEST).strip())
    except (OSError, ValueError):
        return None
    return moment if moment.tzinfo is not None else None


def is_backup_old(settings: Settings, now: datetime) -> bool:
    """Tell whether the last backup is older than ``SEKAMPADI_BACKUP_MAX_HOURS``; 0 asks for none."""
    if not settings.backup_max_hours:
        return False
    moment = last_backup(settings)
    return moment is None or now - moment > timedelta(hours=settings.backup_max_hours)
