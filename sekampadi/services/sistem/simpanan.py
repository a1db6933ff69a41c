"""The store of files: each lies under the SHA-256 of its bytes, once, however many rows name it.

A file is there before the row that names it is committed, and goes after the last such row has
gone. Who stores and who clears away the same bytes waits for the other: in SQLite there is one
writer anyway, in PostgreSQL both hold a lock of that name until their transaction ends.
"""

import hashlib
import logging
import os
import re
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import func, inspect
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from sekampadi.db.models import BekuBerkas, BuktiKegiatan, FotoTahunan, KodeTerpasang
from sekampadi.i18n import t
from sekampadi.services.sistem.runtime import Runtime, record
from sekampadi.settings import Settings

logger = logging.getLogger(__name__)

_SIDIK: Final = re.compile(r"[0-9a-f]{64}")
_INCOMING: Final = "masuk"
"""Folder of what is being written: on the same disk, so that a file moves in one step."""
_MARK: Final = re.compile(r"\.simpan-([0-9]{1,12})-[0-9a-f]{16}")
_KEPT_SECONDS: Final = 24 * 3600
"""No backup takes so long."""
_STALE_SECONDS: Final = 3600
"""No upload takes so long; what is older was left by a process that was killed."""


def _root(settings: Settings) -> Path:
    return settings.data_dir / "berkas"


def path_of(settings: Settings, sidik: str) -> Path:
    """Return where the file of a fingerprint lies, whether it is there or not.

    Raises:
        ValueError: for what is no fingerprint, which never becomes part of a path.
    """
    if not _SIDIK.fullmatch(sidik):
        raise ValueError(f"no fingerprint: {sidik[:80]!r}")
    return _root(settings) / sidik[:2] / sidik


def _folder(path: Path) -> Path:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _hold(session: Session, sidik: str) -> None:
    if session.get_bind().dialect.name == "postgresql":
        key = int.from_bytes(bytes.fromhex(sidik)[:8], "big", signed=True)
        session.execute(select(func.pg_advisory_xact_lock(key)))


_NAMING: Final = (BuktiKegiatan, BekuBerkas, KodeTerpasang, FotoTahunan)
"""The tables whose ``sidik`` names files of the store."""


def _is_named(session: Session, sidik: str) -> bool:
    return any(
        session.exec(select(col(table.sidik)).where(col(table.sidik) == sidik).limit(1)).first()
        is not None
        for table in _NAMING
    )


def list_named(session: Session) -> set[str]:
    """Return the fingerprints of all files that some row names.

    Tables that are not there yet, because a newer program looks at an older database, name none.
    """
    tables = set(inspect(session.connection()).get_table_names())
    columns = [col(table.sidik) for table in _NAMING if str(table.__tablename__) in tables]
    named = (session.exec(select(column).where(column != "")) for column in columns)
    return {sidik for found in named for sidik in found}


@contextmanager
def storing(rt: Runtime, data: bytes) -> Iterator[tuple[Session, str]]:
    """Open a transaction at whose end these bytes are stored; hand out their fingerprint, too.

    Either the file and what the transaction has written stay, or neither.
    """
    with storing_all(rt, [data]) as (session, (sidik,)):
        yield session, sidik


@contextmanager
def storing_all(rt: Runtime, data: Sequence[bytes]) -> Iterator[tuple[Session, list[str]]]:
    """Do as :func:`storing` for several files at once; their fingerprints come in the same order."""
    names = [hashlib.sha256(one).hexdigest() for one in data]
    root = _root(rt.settings)
    _folder(root)
    # Written before the transaction begins: other writers do not wait for the disk.
    incoming = [_folder(root / _INCOMING) / secrets.token_hex(16) for _ in data]
    try:
        for temporary, one in zip(incoming, data, strict=True):
            temporary.touch(mode=0o600, exist_ok=False)
            with temporary.open("wb") as file:
                file.write(one)
                file.flush()
                os.fsync(file.fileno())
        with rt.writing() as session:
            for sidik in sorted({*names}):  # in one order, so that no two wait for each other
                _hold(session, sidik)
            yield session, names
            session.flush()
            # Last of all: what is refused on the way has left nothing to take back. The same
            # bytes may lie there already; then they are replaced by themselves.
            for temporary, sidik in zip(incoming, names, strict=True):
                path = path_of(rt.settings, sidik)
                temporary.replace(_folder(path.parent) / path.name)
                _sync(path.parent)
            _sync(root)
    except BaseException:
        with suppress(SQLAlchemyError, OSError):
            drop_unnamed(rt, names)
        raise
    finally:
        for temporary in incoming:
            temporary.unlink(missing_ok=True)


def _marks(settings: Settings) -> list[Path]:
    """Return the marks of those who keep files; one that is a day old was left by a killed one."""
    since = int(time.time()) - _KEPT_SECONDS
    found = ((_MARK.fullmatch(path.name), path) for path in settings.data_dir.glob(".simpan-*"))
    return [path for name, path in found if name and int(name[1]) > since]


@contextmanager
def keeping_files(rt: Runtime) -> Iterator[None]:
    """Let no file of the store go, in any process; what lost its row meanwhile goes at the end.

    Whoever takes a row away removes its file after the commit. So each file that a copy of the
    database names, which is begun in here, is there until the end.
    """
    mark = rt.settings.data_dir / f".simpan-{int(time.time())}-{secrets.token_hex(8)}"
    mark.touch(mode=0o600)
    try:
        yield
    finally:
        later = mark.read_text(encoding="ascii").split()
        mark.unlink()
        drop_unnamed(rt, (one for one in later if _SIDIK.fullmatch(one)))


def drop_unnamed(rt: Runtime, sidik: Iterable[str]) -> int:
    """Take away files that no row names any more, after the commit that took the rows away.

    Returns how many have gone. One that cannot be removed is told in the log and found by
    :func:`check_files`. While files are kept (:func:`keeping_files`) they go afterwards.
    """
    sidik = list(sidik)
    for mark in _marks(rt.settings):
        with suppress(FileNotFoundError):  # whoever kept them has just ended
            later = os.open(mark, os.O_WRONLY | os.O_APPEND)
            try:
                os.write(later, "".join(f"{one}\n" for one in sidik).encode())
            finally:
                os.close(later)
            return 0
    gone = 0
    for one in sidik:
        path = path_of(rt.settings, one)
        if not path.exists():
            continue
        with rt.writing() as session:
            _hold(session, one)
            if _is_named(session, one):
                continue
            try:
                path.unlink(missing_ok=True)
                gone += 1
            except OSError:
                logger.exception("a file could not be removed")
    return gone


@dataclass(frozen=True, slots=True)
class KeadaanBerkas:
    """What a look through the store has found; paths are told below the store's folder."""

    files: int
    missing: tuple[str, ...]  # fingerprints that a row names, without a file
    changed: tuple[str, ...]  # files that hold other bytes than their name says
    unnamed: tuple[str, ...]  # files that no row names
    strange: tuple[str, ...]  # what has no business there
    names: Mapping[str, str]  # fingerprint -> what the rows call the file

    @property
    def differences(self) -> tuple[str, ...]:
        """What is wrong, a sentence each."""
        said = (
            (t("Berkas hilang"), self.missing),
            (t("Isi berkas berubah"), self.changed),
            (t("Berkas tanpa catatan"), self.unnamed),
            (t("Berkas asing"), self.strange),
        )
        return tuple(
            f"{what}: {one}" + (f" ({self.names[one]})" if one in self.names else "")
            for what, found in said
            for one in found
        )


def _names(session: Session) -> dict[str, str]:
    """Return what the rows call each file of the store."""
    bukti = session.exec(select(BuktiKegiatan.sidik, BuktiKegiatan.nama, BuktiKegiatan.kegiatan_id))
    names = {sidik: t("{nama}, kegiatan {id}", nama=nama, id=i) for sidik, nama, i in bukti}
    for sidik, nama, i in session.exec(
        select(BekuBerkas.sidik, BekuBerkas.nama, BekuBerkas.beku_id)
    ):
        names[sidik] = t("{nama}, penyampaian {id}", nama=nama, id=i)
    for sidik, tempat in session.exec(
        select(KodeTerpasang.sidik, KodeTerpasang.tempat).where(col(KodeTerpasang.sidik) != "")
    ):
        names[sidik] = t("foto kode QR, {tempat}", tempat=tempat)
    for sidik, keterangan in session.exec(select(FotoTahunan.sidik, FotoTahunan.keterangan)):
        names[sidik] = t("foto laporan tahunan, {keterangan}", keterangan=keterangan)
    return names


def _measure(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_files(rt: Runtime) -> KeadaanBerkas:
    """Hold the store against the rows that name its files, every byte of it.

    What is uploaded or removed meanwhile is no difference: whatever looks wrong is asked again.
    """
    root = _root(rt.settings)
    with rt.reading() as session:
        names = _names(session)
    found: set[str] = set()
    changed, strange = [], []
    for path in sorted(root.rglob("*")) if root.is_dir() else []:
        name = path.relative_to(root).as_posix()
        if path.is_dir() and not path.is_symlink():
            continue
        with suppress(FileNotFoundError):  # removed meanwhile
            if path.parent == root / _INCOMING and path.is_file() and not path.is_symlink():
                if time.time() - path.stat().st_mtime > _STALE_SECONDS:
                    strange.append(name)
                continue
            fits = _SIDIK.fullmatch(path.name) and path == path_of(rt.settings, path.name)
            if not fits or path.is_symlink():
                strange.append(name)
                continue
            if _measure(path) != path.name:
                changed.append(path.name)
            found.add(path.name)
    return KeadaanBerkas(
        files=len(found),
        missing=tuple(s for s in sorted({*names} - found) if _still(rt, s, named=True)),
        changed=tuple(changed),
        unnamed=tuple(s for s in sorted(found - {*names}) if _still(rt, s, named=False)),
        strange=tuple(strange),
        names=names,
    )


def _still(rt: Runtime, sidik: str, *, named: bool) -> bool:
    """Look again at what is there only on one side: a row without a file, or a file without a row."""
    if not _SIDIK.fullmatch(sidik):
        return True
    with rt.writing() as session:
        _hold(session, sidik)
        there = path_of(rt.settings, sidik).is_file()
        return _is_named(session, sidik) is named and there is not named


def clear_unnamed(rt: Runtime, keadaan: KeadaanBerkas) -> int:
    """Take away what :func:`check_files` has found and no row names; return how many files."""
    gone = drop_unnamed(rt, keadaan.unnamed)
    for name in keadaan.strange:
        if name.startswith(f"{_INCOMING}/"):
            (_root(rt.settings) / name).unlink(missing_ok=True)
            gone += 1
    if gone:
        with rt.writing() as session:
            record(session, None, "sistem.berkas", n=gone)
    return gone
