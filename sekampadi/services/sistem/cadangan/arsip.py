"""The file of a backup: a tar whose members are read as a stream and put where we say.

Nothing is unpacked by the name that stands in the file: a member is taken only if the manifest
names it, and its names have one form (``Manifest``). Links, devices and paths that lead elsewhere
are therefore refused, and so is whatever is twice, too long, too short or has another fingerprint.
"""

import hashlib
import io
import os
import tarfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from sekampadi.i18n import t
from sekampadi.services.sistem.cadangan.manifest import (
    MANIFEST,
    MANIFEST_MAX,
    SEAL,
    Manifest,
    PackedFile,
    broken,
    read_manifest,
)

_CHUNK: Final = 1024 * 1024


def measure(path: Path) -> PackedFile:
    """Return size and fingerprint of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return PackedFile(size=os.fstat(file.fileno()).st_size, sha256=digest)


def _member(name: str, size: int, moment: float) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, 0o600, int(moment)
    return info


def write_archive(target: Path, manifest: Manifest, sources: Mapping[str, Path]) -> None:
    """Write a backup that only its owner reads, and wait for the disk.

    Args:
        target: a name that is not taken.
        sources: name in the backup -> file, for each file of the manifest.
    """
    moment = manifest.made_at.timestamp()
    head = manifest.to_bytes()
    seal = hashlib.sha256(head).hexdigest().encode() + b"\n"
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
            tar.addfile(_member(MANIFEST, len(head), moment), io.BytesIO(head))
            for name, packed in manifest.files.items():
                with sources[name].open("rb") as source:
                    tar.addfile(_member(name, packed.size, moment), source)
            tar.addfile(_member(SEAL, len(seal), moment), io.BytesIO(seal))
        file.flush()
        os.fsync(file.fileno())


def _open(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    found = tar.extractfile(member) if member.isreg() else None
    if found is None:
        raise broken(t("ada isi yang bukan berkas biasa"))
    return found


@contextmanager
def _reading(path: Path) -> Iterator[tuple[tarfile.TarFile, Iterator[tarfile.TarInfo], bytes]]:
    """Open a backup behind its manifest, whose bytes are handed out."""
    try:
        with tarfile.open(path, mode="r:") as tar:
            members = iter(tar.next, None)
            first = next(members, None)
            if first is None or first.name != MANIFEST or first.size > MANIFEST_MAX:
                raise broken(t("tidak dimulai dengan daftar isi"))
            yield tar, members, _open(tar, first).read()
    except (tarfile.TarError, EOFError):
        raise broken(t("bukan arsip yang utuh")) from None


def peek_manifest(path: Path) -> Manifest:
    """Return what a backup says that it holds, without looking at it.

    Raises:
        DomainError: ``cadangan.broken``.
        OSError: when there is no such file.
    """
    with _reading(path) as (_, _, head):
        return read_manifest(head)


def _copy(source: IO[bytes], target: IO[bytes] | None, packed: PackedFile) -> bool:
    """Copy a member, or only look at it; tell whether it is what the manifest says."""
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        size += len(chunk)
        if size > packed.size:
            return False
        digest.update(chunk)
        if target is not None:
            target.write(chunk)
    return size == packed.size and digest.hexdigest() == packed.sha256


def unpack(path: Path, place: Callable[[str], Path | None]) -> Manifest:
    """Look at every byte of a backup, and put what is wanted where it is wanted.

    Args:
        place: name in the backup -> a path that does not exist yet; None to look at it only.

    Raises:
        DomainError: ``cadangan.broken``: it is cut off, changed, or holds what it does not name.
            What was unpacked until then is left to whoever made the place.
    """
    with _reading(path) as (tar, members, head):
        manifest = read_manifest(head)
        left, sealed = dict(manifest.files), False
        for member in members:
            source = _open(tar, member)
            if member.name == SEAL:
                sealed = source.read(128).decode("ascii", "replace").strip() == (
                    hashlib.sha256(head).hexdigest()
                )
                continue
            packed = left.pop(member.name, None)
            if packed is None:
                raise broken(t("ada isi yang tidak tercatat"))
            if not _unpack_one(source, place(member.name), packed):
                raise broken(t("isi {name} berubah", name=member.name))
        if left:
            raise broken(t("{n} berkas di dalamnya hilang", n=len(left)))
        if not sealed:
            raise broken(t("daftar isinya berubah"))
    return manifest


def _unpack_one(source: IO[bytes], target: Path | None, packed: PackedFile) -> bool:
    if target is None:
        return _copy(source, None, packed)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        whole = _copy(source, file, packed)
        file.flush()
        os.fsync(file.fileno())
    return whole
