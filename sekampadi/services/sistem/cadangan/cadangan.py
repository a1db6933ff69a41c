"""Making a backup while the application runs, trying it out, and letting old ones go."""

import logging
import os
import re
import shutil
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from sekampadi.db.models import PublikasiMedia
from sekampadi.domain.audit.rantai import Kepala
from sekampadi.domain.errors import DomainError
from sekampadi.domain.periode import ZONA
from sekampadi.i18n import t
from sekampadi.services.sistem.audit.kepala import note_kepala
from sekampadi.services.sistem.audit.rantai import read_kepala
from sekampadi.services.sistem.cadangan.arsip import measure, write_archive
from sekampadi.services.sistem.cadangan.manifest import SETTINGS, Manifest, make_manifest
from sekampadi.services.sistem.cadangan.retensi import STAMP
from sekampadi.services.sistem.cadangan.ruang_kerja import (
    sync_folder,
    telling_disk_full,
    work_folder,
)
from sekampadi.services.sistem.cadangan.salinan import copy_database
from sekampadi.services.sistem.cadangan.terakhir import note_backup
from sekampadi.services.sistem.cadangan.uji import verify_backup
from sekampadi.services.sistem.foto import photo_folder
from sekampadi.services.sistem.runtime import Runtime, record
from sekampadi.services.sistem.simpanan import keeping_files, list_named, path_of
from sekampadi.settings import Settings

logger = logging.getLogger(__name__)

ROOT: Final = Path(__file__).resolve().parents[4]
_UNTRIED: Final = "belum-diperiksa"
_MACHINE: Final = {"data_dir", "database_url", "redis_url", "pg_bin", "workers"}
"""Settings that another machine has its own of."""
_PHOTO = re.compile(r"[0-9a-f]{32}")

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class HasilCadangan:
    """A backup that was made: where it is, and what it holds.

    Args:
        changed: files of evidence whose content is not what their name says; they are saved as
            they are.
    """

    path: Path
    manifest: Manifest
    tried: bool
    changed: list[str]


def _program_version() -> str:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["project"]["version"])


def settings_text(settings: Settings) -> str:
    """Return the settings that a restored application needs, as lines of ``.env``."""
    lines = []
    for name, value in settings.model_dump(exclude=_MACHINE).items():
        plain = value.get_secret_value() if hasattr(value, "get_secret_value") else value
        lines.append(f"SEKAMPADI_{name.upper()}={_quoted(str(plain))}\n")
    return "".join(lines)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _wanted(session: Session, settings: Settings) -> dict[str, Path]:
    """Return the files that rows name: name in the backup -> where it lies."""
    files = {f"berkas/{s[:2]}/{s}": path_of(settings, s) for s in sorted(list_named(session))}
    photos = session.exec(select(PublikasiMedia.bukti).where(col(PublikasiMedia.bukti) != ""))
    folder = photo_folder(settings)
    return files | {f"bukti/{p}": folder / p for p in sorted(photos) if _PHOTO.fullmatch(p)}


def _hold(files: Mapping[str, Path], work: Path) -> None:
    """Give files a second name, under which they stay when somebody removes the first."""
    for name, path in files.items():
        held = work / name
        if held.exists():
            continue
        held.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            try:
                os.link(path, held)
            except FileNotFoundError:
                raise
            except OSError:  # a disk without second names, or files on another one
                shutil.copyfile(path, held)


def _tell_backup(rt: Runtime, name: str) -> None:
    """Leave a row in the audit trail, which the backup holds, too.

    A database without room takes none: then a backup elsewhere is wanted most.
    """
    try:
        with rt.writing() as session:
            record(session, None, "cadangan.buat", name)
    except DBAPIError:
        logger.warning("a backup could not be told in the audit trail")


def _kepala(session: Session) -> Kepala | None:
    """Return the newest row of the audit trail; None in tables from before the chain."""
    columns = inspect(session.connection()).get_columns("audit")
    return read_kepala(session) if any(c["name"] == "jejak" for c in columns) else None


def backup(
    rt: Runtime, folder: Path, *, verify: bool = True, tell: Tell = lambda _: None
) -> HasilCadangan:
    """Write all that the application knows into one file while it runs.

    First the files get a second name, then the database is copied as it is at one moment, then
    those that have come until that moment get one, too; meanwhile no file of the store goes. So
    what the copy names is there. The file gets its name when it is whole, and tried out.

    Args:
        folder: where the file is put; it is made when missing.
        verify: restore it into a place of its own and compare; without it the name says so.

    Raises:
        DomainError: ``cadangan.full``, ``cadangan.differs``, and those of PostgreSQL's programs.
            Then there is no file.
    """
    settings = rt.settings
    moment = rt.now()
    stamp = f"{moment.astimezone(ZONA):{STAMP}}"
    name = f"sekampadi-{stamp}.tar" if verify else f"sekampadi-{stamp}-{_UNTRIED}.tar"
    with (
        telling_disk_full(),
        work_folder(folder) as work,
        work_folder(settings.data_dir) as held,
        keeping_files(rt),
    ):
        with rt.reading() as session:
            _hold(_wanted(session, settings), held)
        _tell_backup(rt, name)
        tell(t("Menyalin basis data"))
        # Which files the copy names is asked of the copy: none that came later is among them.
        dump, state, (wanted, kepala) = copy_database(
            settings,
            rt.engine,
            work,
            lambda session: (_wanted(session, settings), _kepala(session)),
        )
        _hold(wanted, held)
        text = work / SETTINGS
        text.touch(mode=0o600)
        text.write_text(settings_text(settings), encoding="utf-8")
        tell(t("Menulis berkas cadangan"))
        there = {name: held / name for name in wanted if (held / name).exists()}
        sources = {dump.name: dump, SETTINGS: text, **there}
        manifest = make_manifest(
            state,
            moment,
            _program_version(),
            {inside: measure(path) for inside, path in sources.items()},
            sorted(wanted.keys() - there.keys()),
            kepala=kepala,
        )
        archive = work / name
        write_archive(archive, manifest, sources)
        dump.unlink()
        if verify:
            tell(t("Mencoba memulihkan cadangan"))
            verify_backup(rt, archive)
        target = folder / name
        if target.exists():
            raise DomainError("cadangan.exists", t("Cadangan {name} sudah ada.", name=name))
        archive.rename(target)
        sync_folder(folder)
    if verify:
        note_backup(settings, moment)
    if kepala is not None:
        note_kepala(settings, moment, kepala)
    changed = [
        inside
        for inside in manifest.evidence
        if inside.startswith("berkas/") and not inside.endswith(manifest.files[inside].sha256)
    ]
    return HasilCadangan(target, manifest, verify, changed)
