"""What all commands share: the database they open, how they report progress, what they refuse with."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sekampadi import serving
from sekampadi.db.migrate import is_current, upgrade
from sekampadi.demo import (
    DemoAccount,
    create_demo_accounts,
    is_empty,
    publish_demo,
    seed_demo,
    tell_demo,
)
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Role
from sekampadi.domain.periode import Periode, parse_tanggal
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.services.akun.operator import create_operator, reset_password
from sekampadi.services.akun.passwords import make_password
from sekampadi.services.impor.impor_jawaban import (
    HasilImpor,
    ImporError,
    import_jawaban_as_system,
    preview_impor_as_system,
)
from sekampadi.services.laporan.figures import load_figures_as_system
from sekampadi.services.laporan.ikm_json import ikm_document
from sekampadi.services.sistem.rekap import check_rekap, rebuild_rekap
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.tanda import mark_all
from sekampadi.settings import SettingsError, get_settings

PROG = "python -m sekampadi"


class CliError(Exception):
    """A command cannot do its work; the message is the sentence for the person."""


def note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


@contextmanager
def open_runtime(*, migrated: bool = True) -> Iterator[Runtime]:
    """Open the database of the settings.

    Args:
        migrated: refuse a database that has not the newest tables.
    """
    rt = Runtime.open(get_settings())
    try:
        if migrated and not is_current(rt.engine):
            raise CliError(
                t("Basis data belum memakai tabel terbaru. Jalankan: {prog} migrate", prog=PROG)
            )
        yield rt
    finally:
        rt.engine.dispose()


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
