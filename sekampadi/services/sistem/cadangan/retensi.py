"""Letting old backups go: only files that are backups, that were tried out, and that the rule names."""

import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from sekampadi.domain.cadangan import Retensi
from sekampadi.domain.errors import DomainError
from sekampadi.domain.periode import ZONA
from sekampadi.services.sistem.cadangan.arsip import peek_manifest

STAMP: Final = "%Y%m%d-%H%M%S"
"""When a backup was made, in the province's time, as its name says it."""
_NAME = re.compile(r"sekampadi-(\d{8}-\d{6})\.tar")


def list_backups(folder: Path) -> dict[datetime, Path]:
    """Return the backups of a folder that were tried out, by when they were made.

    Whatever only looks like one is left out: its manifest has to say the moment of its name.
    """
    found: dict[datetime, Path] = {}
    for path in sorted(folder.glob("sekampadi-*.tar")):
        match = _NAME.fullmatch(path.name)
        if match is None or path.is_symlink() or not path.is_file():
            continue
        with suppress(DomainError, OSError):
            made = peek_manifest(path).made_at.astimezone(ZONA)
            if f"{made:{STAMP}}" == match[1]:
                found[made] = path
    return found


def clear_old(folder: Path, retensi: Retensi) -> list[str]:
    """Remove the backups that the rule does not keep; return their names."""
    backups = list_backups(folder)
    gone = sorted(backups.keys() - retensi.keep(backups))
    for moment in gone:
        backups[moment].unlink(missing_ok=True)
    return [backups[moment].name for moment in gone]
