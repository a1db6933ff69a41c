"""Photos of codes that hang: taken in, and given out to who may see the code."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import col, select

from sekampadi.db.models import KodeTerpasang
from sekampadi.db.scope import within
from sekampadi.domain.izin import Principal
from sekampadi.domain.tindak_lanjut.bukti import check_ukuran
from sekampadi.services.pengajuan.pemantauan.kode import (
    LOG,
    READ,
    held_kode,
    list_kode,
    objek_of,
    scope_of,
    told_of,
    unknown_kode,
)
from sekampadi.services.sistem.foto import read_foto
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.sistem.simpanan import drop_unnamed, path_of, storing

_KUNCI = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class BerkasFoto:
    """A stored photo, and how it leaves."""

    path: Path
    nama: str
    dicatat_pada: datetime


def save_foto(
    rt: Runtime,
    principal: Principal | None,
    kode_id: int,
    *,
    data: bytes,
    read: Callable[[bytes], bytes] = read_foto,
) -> str:
    """Keep the photo that shows a code, and only this one; return its key.

    Args:
        read: reads the file, perhaps in another process, as ``read_foto`` does.

    Raises:
        DomainError: as ``read``.
        NotFoundError: ``kode.unknown``.
    """
    person = require(principal, LOG)
    with rt.reading() as session:
        if not list_kode(session, scope_of(person), kode_id=kode_id):
            raise unknown_kode()  # nothing is unpacked for a stranger
    check_ukuran(len(data))
    stored = read(data)
    with storing(rt, stored) as (session, sidik):
        row = held_kode(session, person, kode_id)
        before, old = told_of(row), row.sidik
        row.sidik, row.ukuran, row.kunci = sidik, len(stored), secrets.token_hex(16)
        session.add(row)
        record(session, person, "kode.foto", objek_of(row), sebelum=before, sesudah=told_of(row))
        kunci = row.kunci
    if old and old != sidik:
        drop_unnamed(rt, [old])
    return kunci


def load_foto(rt: Runtime, principal: Principal | None, kunci: str) -> BerkasFoto:
    """Return the photo behind a key, to who may see the code.

    Raises:
        NotFoundError: ``kode.unknown``; also when the file itself is gone.
    """
    person = require(principal, READ)
    if not _KUNCI.fullmatch(kunci):
        raise unknown_kode()
    with rt.reading() as session:
        row = session.exec(
            select(KodeTerpasang).where(
                col(KodeTerpasang.kunci) == kunci,
                within(scope_of(person), col(KodeTerpasang.upp_id)),
            )
        ).one_or_none()
        if row is None:
            raise unknown_kode()
        found = BerkasFoto(path_of(rt.settings, row.sidik), row.tempat[:80], row.dicatat_pada)
    if not found.path.is_file():
        raise unknown_kode()
    return found
