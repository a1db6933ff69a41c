"""Heads of the audit trail, as the data folder remembers them: one for each backup.

They stand beside the data and not in the database: who cuts off the end of the trail there leaves
them. Each backup holds its own, too (``Manifest.audit``), for when the folder is lost.
"""

import logging
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sekampadi.domain.audit.rantai import Kepala, parse_kepala
from sekampadi.domain.errors import DomainError
from sekampadi.settings import Settings

logger = logging.getLogger(__name__)

_NAME: Final = "audit-kepala.txt"
_MOST: Final = 1000
"""Heads that are remembered: each binds all rows before it, so old ones say nothing more."""


def _path(settings: Settings) -> Path:
    return settings.data_dir / _NAME


def _write(path: Path, lines: list[str]) -> None:
    fresh = path.with_suffix(".baru")
    fresh.touch(mode=0o600)
    fresh.write_text("".join(f"{line}\n" for line in lines), encoding="ascii")
    fresh.replace(path)


def _lines(settings: Settings) -> list[str]:
    with suppress(OSError, UnicodeDecodeError):
        return _path(settings).read_text(encoding="ascii").splitlines()
    return []


def note_kepala(settings: Settings, moment: datetime, kepala: Kepala) -> None:
    """Remember the head that a backup holds. The backup is good without it: a failure is only told."""
    line = f"{moment.astimezone(UTC).isoformat(timespec='seconds')} {kepala}"
    try:
        _write(_path(settings), [*_lines(settings), line][-_MOST:])
    except OSError:
        logger.exception("the head of the audit trail could not be written down")


def begin_anew(settings: Settings, moment: datetime, kepala: Kepala | None, suffix: str) -> None:
    """Remember only the head of what was restored; those of the database before are put aside.

    Args:
        suffix: what the name of the old file ends with.
    """
    path = _path(settings)
    with suppress(FileNotFoundError):
        path.replace(path.with_name(f"{path.name}.{suffix}"))
    if kepala is not None:
        note_kepala(settings, moment, kepala)


def list_kepala(settings: Settings) -> list[Kepala]:
    """Return the heads that are remembered, the oldest first; lines that are none are passed over."""
    found = []
    for line in _lines(settings):
        with suppress(DomainError):
            found.append(parse_kepala(line.rpartition(" ")[2]))
    return found
