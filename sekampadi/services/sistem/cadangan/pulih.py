"""Bringing a backup back: beside what is there, compared, and then put in its place in one step."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import SecretStr
from sqlmodel import delete, update

from sekampadi.db.engine import make_engine
from sekampadi.db.migrate import knows_revision, upgrade
from sekampadi.db.models import (
    CalonFaktor,
    KodePemulihan,
    LayarTerhubung,
    MasukTertunda,
    Sesi,
    TiketMasuk,
)
from sekampadi.domain.errors import DomainError
from sekampadi.domain.periode import ZONA
from sekampadi.i18n import t
from sekampadi.services.sistem.audit.kepala import begin_anew
from sekampadi.services.sistem.cadangan.arsip import peek_manifest, unpack
from sekampadi.services.sistem.cadangan.cadangan import settings_text
from sekampadi.services.sistem.cadangan.manifest import SETTINGS, Manifest
from sekampadi.services.sistem.cadangan.pindah import copy_rows, is_fresh, not_empty
from sekampadi.services.sistem.cadangan.postgres import (
    check_programs,
    count_others,
    load_postgres,
)
from sekampadi.services.sistem.cadangan.retensi import STAMP
from sekampadi.services.sistem.cadangan.ruang_kerja import (
    sync_folder,
    telling_disk_full,
    work_folder,
)
from sekampadi.services.sistem.cadangan.salinan import (
    compare,
    look_at_sqlite,
    sqlite_file,
    state_of,
    sync_file,
)
from sekampadi.services.sistem.cadangan.uji import needs_postgres
from sekampadi.services.sistem.rekap import check_rekap
from sekampadi.services.sistem.runtime import Runtime, record

SETTINGS_FILE: Final = "pengaturan-dari-cadangan.env"
_SECRET: Final = "SEKAMPADI_SECRET_KEY="  # noqa: S105 - the name of a setting, not its value

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class HasilPulih:
    """What was restored.

    Args:
        kept: where the database lies that was there before; None when there was none, or when it
            was PostgreSQL's.
        settings: the file with the settings of the backup.
        same_key: whether this installation has the secret key of the backup, also as one of before.
        differences: what ``check-rekap`` says.
    """

    manifest: Manifest
    kept: Path | None
    settings: Path
    same_key: bool
    differences: list[str]


def restore(
    rt: Runtime, path: Path, *, replace_data: bool = False, tell: Tell = lambda _: None
) -> HasilPulih:
    """Bring a backup back into the database and the data folder of the settings.

    The runtime's own database is closed; open it anew afterwards.

    Args:
        replace_data: whether a database that holds data may be replaced.

    Raises:
        DomainError: ``cadangan.not_empty``, ``cadangan.in_use`` while others use the database,
            ``cadangan.newer`` for the backup of a newer program, ``cadangan.foreign``, and those
            of :func:`~sekampadi.services.sistem.cadangan.uji.verify_backup`. Then the database
            is as it was before; files of evidence may have been added, under their own names.
    """
    data_dir = rt.settings.data_dir
    manifest = peek_manifest(path)
    _refuse(rt, manifest, replace_data=replace_data)
    beside = data_dir if rt.engine.dialect.name != "sqlite" else sqlite_file(rt.engine).parent
    with telling_disk_full(), work_folder(data_dir) as files, work_folder(beside) as work:
        tell(t("Memeriksa berkas cadangan"))
        manifest = unpack(path, lambda n: (work if n.startswith("database.") else files) / n)
        _refuse(rt, manifest, replace_data=replace_data)
        prepared = work / manifest.dump
        differences: list[str] = []
        if manifest.database == "sqlite":
            tell(t("Mencocokkan basis data"))
            compare(manifest, look_at_sqlite(prepared))
            differences = _bring_up(rt, prepared, manifest)
        tell(t("Menaruh berkas bukti"))
        same_key = _same_key(rt, files / SETTINGS)
        _put_files(files, data_dir, manifest)
        tell(t("Memasang basis data"))
        _refuse(rt, manifest, replace_data=replace_data)  # somebody may have begun meanwhile
        kept = None
        if rt.engine.dialect.name == "sqlite":
            kept = _switch_sqlite(rt, prepared)
        else:
            _refuse_others(rt)
            if manifest.database == "sqlite":
                _into_postgres(rt, prepared)
            else:
                load_postgres(rt.settings, rt.engine, prepared, work)
                with rt.engine.connect() as connection:
                    compare(manifest, state_of(connection))
                upgrade(rt.engine)
            _tell(rt, manifest)
            differences = check_rekap(rt)
        rt.engine.dispose()
    stamp = f"lama-{rt.now().astimezone(ZONA):{STAMP}}"
    begin_anew(rt.settings, manifest.made_at, manifest.kepala, stamp)
    return HasilPulih(manifest, kept, data_dir / SETTINGS_FILE, same_key, differences)


def _refuse(rt: Runtime, manifest: Manifest, *, replace_data: bool) -> None:
    if not knows_revision(manifest.revision):
        raise DomainError(
            "cadangan.newer",
            t("Cadangan ini dibuat versi aplikasi yang lebih baru. Perbarui aplikasi dahulu."),
        )
    fresh = is_fresh(rt.engine)
    if not fresh and not replace_data:
        raise not_empty()
    if rt.engine.dialect.name == "sqlite":
        if manifest.database != "sqlite":
            raise needs_postgres()
        return
    if manifest.database == "sqlite":
        if not fresh:  # row by row, into tables that are there
            raise not_empty()
        return
    with rt.engine.connect() as connection:
        check_programs(rt.settings, connection)


def _tell(rt: Runtime, manifest: Manifest) -> None:
    """Tell in the restored trail that it was brought back, and of when it is.

    What was used up or ended since the backup would be good again: recovery codes, logins, walls.
    """
    with rt.writing() as session:
        for table in (Sesi, TiketMasuk, MasukTertunda, CalonFaktor, KodePemulihan):
            session.exec(delete(table))
        nothing = {"token_hash": None, "tautan_hash": None, "tautan_sampai": None}
        session.exec(update(LayarTerhubung).values(nothing))
        record(session, None, "cadangan.pulih", keadaan=manifest.made_at.isoformat())


def _bring_up(rt: Runtime, prepared: Path, manifest: Manifest) -> list[str]:
    """Give a restored SQLite file the newest tables, and recount its answers."""
    engine = make_engine(f"sqlite:///{prepared}")
    try:
        upgrade(engine)
        restored = Runtime(engine, rt.settings, rt.clock)
        if rt.engine.dialect.name == "sqlite":
            _tell(restored, manifest)
        return check_rekap(restored)
    finally:
        engine.dispose()


def _same_key(rt: Runtime, settings: Path) -> bool:
    def key(text: str) -> list[str]:
        return [line for line in text.splitlines() if line.startswith(_SECRET)]

    ours = (
        rt.settings.model_copy(update={"secret_key": SecretStr(s)}) for s in rt.settings.secrets
    )
    return key(settings.read_text(encoding="utf-8")) in [key(settings_text(one)) for one in ours]


def _put_files(source: Path, data_dir: Path, manifest: Manifest) -> None:
    """Add the files: each has a name of its own, so none replaces another one's content."""
    touched = {data_dir}
    for name in manifest.evidence:
        target = data_dir / name
        for folder in (data_dir / Path(name).parts[0], target.parent):
            folder.mkdir(mode=0o700, exist_ok=True)
        touched |= {target.parent, target.parent.parent}
        (source / name).replace(target)
    (source / SETTINGS).replace(data_dir / SETTINGS_FILE)
    for folder in touched:
        sync_folder(folder)


def _in_use() -> DomainError:
    return DomainError(
        "cadangan.in_use",
        t("Basis data sedang dipakai. Hentikan server dahulu, lalu ulangi. Tidak ada yang diubah."),
    )


def _switch_sqlite(rt: Runtime, prepared: Path) -> Path | None:
    """Put a file in the place of the database's; return where that one lies now.

    It leaves the form in which several use it, which SQLite does only for the last one: so nobody
    else has it open, and nothing of it lies beside.
    """
    current, kept = sqlite_file(rt.engine), None
    fresh = is_fresh(rt.engine)
    rt.engine.dispose()
    sync_file(prepared)
    try:
        with closing(sqlite3.connect(current, timeout=1, isolation_level=None)) as connection:
            if connection.execute("PRAGMA journal_mode=DELETE").fetchone() != ("delete",):
                raise _in_use()
    except sqlite3.OperationalError as error:
        raise _in_use() from error
    if not fresh:
        kept = current.with_name(f"{current.name}.lama-{rt.now().astimezone(ZONA):{STAMP}}")
        try:
            os.link(current, kept)
        except FileExistsError:
            raise
        except OSError:  # a disk without second names
            shutil.copy2(current, kept)
    prepared.replace(current)
    sync_folder(current.parent)
    return kept


def _refuse_others(rt: Runtime) -> None:
    rt.engine.dispose()
    with rt.engine.connect() as connection:
        if count_others(connection):
            raise _in_use()


def _into_postgres(rt: Runtime, prepared: Path) -> None:
    engine = make_engine(f"sqlite:///{prepared}")
    try:
        copy_rows(engine, rt.engine)
    finally:
        engine.dispose()
