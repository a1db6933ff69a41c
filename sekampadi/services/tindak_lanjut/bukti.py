"""Evidence of an action: taken in, given out, taken away (decree, L.2 b, "Dokumentasi Kegiatan")."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import col, select

from sekampadi.db.models import BuktiKegiatan
from sekampadi.db.queries.tindak_lanjut import BuktiRow, bukti_row, find_kegiatan
from sekampadi.domain.errors import ConflictError, NotFoundError
from sekampadi.domain.izin import Principal
from sekampadi.domain.tindak_lanjut.bukti import (
    JenisBukti,
    check_room,
    check_ukuran,
    clean_nama,
    read_keterangan,
)
from sekampadi.i18n import t
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.sistem.simpanan import drop_unnamed, path_of, storing
from sekampadi.services.tindak_lanjut.baca_bukti import read_bukti
from sekampadi.services.tindak_lanjut.kegiatan import held_kegiatan, unknown_kegiatan
from sekampadi.services.tindak_lanjut.rencana import READ, WRITE, objek_of, touch

_KUNCI = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class BerkasBukti:
    """A stored file of evidence, and how it leaves."""

    path: Path
    jenis: JenisBukti
    nama: str
    diunggah_pada: datetime


def add_bukti(
    rt: Runtime,
    principal: Principal | None,
    kegiatan_id: int,
    *,
    nama: object,
    data: bytes,
    keterangan: object = "",
    read: Callable[[bytes], tuple[JenisBukti, bytes]] = read_bukti,
) -> BuktiRow:
    """Keep a file that proves an action.

    Args:
        nama: the file's name on the person's machine; only ever shown.
        read: reads the file, perhaps in another process, as ``read_bukti`` does.

    Raises:
        ConflictError: ``bukti.kegiatan_full``, ``bukti.kegiatan_count``; ``bukti.there`` when the
            action has this file already.
        DomainError: ``bukti.keterangan``; else as ``read``.
        NotFoundError: ``kegiatan.unknown``.
    """
    person = require(principal, WRITE)
    with rt.reading() as session:
        # Nothing is unpacked for a stranger, nor where there is no room.
        if find_kegiatan(session, person.scope, kegiatan_id) is None:
            raise unknown_kegiatan()
        query = select(BuktiKegiatan.ukuran).where(col(BuktiKegiatan.kegiatan_id) == kegiatan_id)
        check_room(session.exec(query).all(), 0)
    check_ukuran(len(data))
    words = read_keterangan(keterangan)
    jenis, stored = read(data)
    with storing(rt, stored) as (session, sidik):
        kegiatan, plan = held_kegiatan(session, person, kegiatan_id)
        own = session.exec(
            select(BuktiKegiatan).where(col(BuktiKegiatan.kegiatan_id) == kegiatan_id)
        ).all()
        for other in own:
            if other.sidik == sidik:
                raise ConflictError(
                    "bukti.there", t("Berkas ini sudah tersimpan: {nama}.", nama=other.nama)
                )
        check_room([other.ukuran for other in own], len(stored))
        row = BuktiKegiatan(
            kegiatan_id=kegiatan_id,
            kunci=secrets.token_hex(16),
            sidik=sidik,
            jenis=jenis.value,
            nama=clean_nama(nama, jenis),
            keterangan=words,
            ukuran=len(stored),
            diunggah_pada=rt.now(),
            diunggah_oleh=person.username,
        )
        session.add(row)
        touch(session, person, plan)
        record(
            *(session, person, "tindak_lanjut.bukti_tambah", objek_of(kegiatan.tindak_lanjut_id)),
            kegiatan=kegiatan_id,
            nama=kegiatan.nama,
            sebelum={},
            sesudah=_told(row),
        )
        session.flush()
        return bukti_row(row)


def remove_bukti(rt: Runtime, principal: Principal | None, bukti_id: int) -> None:
    """Take away a file of evidence; the audit trail keeps its name and its fingerprint.

    Raises:
        NotFoundError: ``bukti.unknown``.
    """
    person = require(principal, WRITE)
    with rt.writing() as session:
        row = session.get(BuktiKegiatan, bukti_id)
        if row is None or find_kegiatan(session, person.scope, row.kegiatan_id) is None:
            raise _unknown()
        kegiatan, plan = held_kegiatan(session, person, row.kegiatan_id)
        session.expire(row)
        row = session.get(BuktiKegiatan, bukti_id)
        if row is None:  # somebody was quicker
            raise _unknown()
        sidik = row.sidik
        touch(session, person, plan)
        record(
            *(session, person, "tindak_lanjut.bukti_hapus", objek_of(kegiatan.tindak_lanjut_id)),
            kegiatan=row.kegiatan_id,
            nama=kegiatan.nama,
            sebelum=_told(row),
            sesudah={},
        )
        session.delete(row)
    drop_unnamed(rt, [sidik])


def load_bukti(rt: Runtime, principal: Principal | None, kunci: str) -> BerkasBukti:
    """Return the file behind a key, to who may see its plan.

    Raises:
        NotFoundError: ``bukti.unknown``; also when the file itself is gone.
    """
    person = require(principal, READ)
    if not _KUNCI.fullmatch(kunci):
        raise _unknown()
    with rt.reading() as session:
        row = session.exec(
            select(BuktiKegiatan).where(col(BuktiKegiatan.kunci) == kunci)
        ).one_or_none()
        if row is None or find_kegiatan(session, person.scope, row.kegiatan_id) is None:
            raise _unknown()
        path = path_of(rt.settings, row.sidik)
        found = BerkasBukti(path, JenisBukti(row.jenis), row.nama, row.diunggah_pada)
    if not found.path.is_file():
        raise _unknown()
    return found


def _unknown() -> NotFoundError:
    return NotFoundError("bukti.unknown", t("Bukti tidak ditemukan."))


def _told(row: BuktiKegiatan) -> dict[str, object]:
    return {
        "bukti": row.nama,
        "jenis": row.jenis,
        "keterangan": row.keterangan,
        "ukuran": row.ukuran,
        "sidik": row.sidik,
    }
