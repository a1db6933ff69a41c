"""What all commands share: the database they open, how they report progress, what they refuse with."""

import fcntl
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sekampadi.i18n import t
from sekampadi.settings import get_settings

if TYPE_CHECKING:
    from sekampadi.services.sistem.runtime import Runtime

PROG = "python -m sekampadi"


class CliError(Exception):
    """A command cannot do its work; the message is the sentence for the person."""


def note(text: str) -> None:
    """Say something on the way, beside the result."""
    print(text, file=sys.stderr, flush=True)


def print_all(lines: Iterable[str]) -> int:
    """Print lines as they come; return how many there were."""
    count = 0
    for line in lines:
        print(line)
        count += 1
    return count


@contextmanager
def open_runtime(*, migrated: bool = True) -> "Iterator[Runtime]":
    """Open the database of the settings.

    Args:
        migrated: refuse a database that has not the newest tables.
    """
    # Late: the process that starts the server needs no database.
    from sekampadi.db.migrate import is_current
    from sekampadi.services.sistem.runtime import Runtime

    rt = Runtime.open(get_settings())
    try:
        if migrated and not is_current(rt.engine):
            raise CliError(
                t("Basis data belum memakai tabel terbaru. Jalankan: {prog} migrate", prog=PROG)
            )
        yield rt
    finally:
        rt.engine.dispose()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait, and say so, while another process prepares the same data folder; then be the only one.

    The system lets go of the lock when a process ends, however it ends.
    """
    with (folder / ".preparing.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            note(
                t(
                    "Proses lain sedang menyiapkan {folder}; menunggu sampai selesai …",
                    folder=folder,
                )
            )
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Progress:
    """Shows progress on one line of a terminal; elsewhere, a line for each kind of work."""

    def __init__(self) -> None:
        self.label = ""
        self.terminal = sys.stderr.isatty()

    def __call__(self, label: str, done: int, total: int) -> None:
        """Show how far the work is."""
        if self.terminal:
            begin = "\n" if self.label and label != self.label else "\r"
            part = f" {done * 100 // total} %" if total else ""
            print(f"{begin}{label} …{part}", end="", file=sys.stderr, flush=True)
        elif label != self.label:
            note(f"{label} …")
        self.label = label

    def end(self) -> None:
        """Leave the line."""
        if self.terminal and self.label:
            note("")
