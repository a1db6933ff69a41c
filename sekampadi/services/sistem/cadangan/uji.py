"""Trying a backup out: it is restored into a place of its own and compared."""

from pathlib import Path

from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t
from sekampadi.services.sistem.cadangan.arsip import unpack
from sekampadi.services.sistem.cadangan.manifest import Manifest
from sekampadi.services.sistem.cadangan.postgres import (
    check_programs,
    load_postgres,
    trial_database,
)
from sekampadi.services.sistem.cadangan.ruang_kerja import telling_disk_full, work_folder
from sekampadi.services.sistem.cadangan.salinan import compare, look_at_sqlite, state_of
from sekampadi.services.sistem.runtime import Runtime


def verify_backup(rt: Runtime, path: Path) -> Manifest:
    """Restore a backup into a place of its own, compare every table and file, and take it away.

    Raises:
        DomainError: ``cadangan.broken``, ``cadangan.differs``, ``cadangan.unsound``,
            ``cadangan.full``, ``cadangan.other_kind``, and those of PostgreSQL's programs.
        OSError: when there is no such file.
    """
    with telling_disk_full(), work_folder(path.parent) as work:
        manifest = unpack(path, lambda name: work / name if name.startswith("database.") else None)
        dump = work / manifest.dump
        if manifest.database == "sqlite":
            compare(manifest, look_at_sqlite(dump))
            return manifest
        if rt.engine.dialect.name != "postgresql":
            raise needs_postgres()
        with rt.engine.connect() as connection:
            check_programs(rt.settings, connection)
        with trial_database(rt.engine, rt.today()) as trial:
            load_postgres(rt.settings, trial, dump, work)
            with trial.connect() as connection:
                compare(manifest, state_of(connection))
        return manifest


def needs_postgres() -> DomainError:
    """Return what is said of a backup of PostgreSQL where there is none: ``cadangan.other_kind``."""
    return DomainError(
        "cadangan.other_kind",
        t(
            "Cadangan ini dari PostgreSQL. Jalankan dengan SEKAMPADI_DATABASE_URL sebuah basis data"
            " PostgreSQL; isinya dapat dipindahkan ke SQLite dengan move-data sesudahnya."
        ),
    )
