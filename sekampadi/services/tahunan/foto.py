"""Photos of the survey in an annual report: taken in, described, moved, taken away, given out."""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlmodel import Session

from sekampadi.db.models import FotoTahunan
from sekampadi.db.queries.tahunan.foto import (
    FotoTahunanRow,
    find_foto_tahunan,
    foto_row,
    held_foto,
    list_foto_tahunan,
)
from sekampadi.db.types import stored_id
from sekampadi.domain.errors import ConflictError, NotFoundError
from sekampadi.domain.izin import Principal
from sekampadi.domain.tahunan.foto import (
    check_jumlah_foto,
    neighbour_of,
    parse_arah,
    parse_keterangan_foto,
)
from sekampadi.domain.tindak_lanjut.bukti import check_ukuran
from sekampadi.i18n import t
from sekampadi.services.sistem.foto import FotoKecil, read_foto, read_kecil
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.sistem.semula import check_semula
from sekampadi.services.sistem.simpanan import drop_unnamed, path_of, storing
from sekampadi.services.tahunan.objek import (
    READ,
    ObjekTahunan,
    hold_laporan,
    laporan_id,
    open_objek,
    resolve_objek,
)
from sekampadi.settings import Settings

_KUNCI: Final = re.compile(r"[0-9a-f]{32}")
_SIDE: Final = 1100
"""Pixels a side in a document: sharp at half the width of a page, and twelve of the most restless
pictures still make a file of less than ten megabytes."""


@dataclass(frozen=True, slots=True)
class BerkasFotoTahunan:
    """A stored photo, and how it leaves."""

    path: Path
    nama: str
    diunggah_pada: datetime


def _unknown() -> NotFoundError:
    return NotFoundError("foto.unknown", t("Foto tidak ditemukan. Mungkin baru saja dihapus."))


def _told(row: FotoTahunan) -> dict[str, object]:
    return {"keterangan": row.keterangan, "ukuran": row.ukuran, "sidik": row.sidik}


def read_foto_tahunan(session: Session, objek: ObjekTahunan) -> tuple[FotoTahunanRow, ...]:
    """Read the photos of a report in their order, for an already authorized use case."""
    return list_foto_tahunan(session, objek.seri, objek.tahun)


def draw_foto(settings: Settings, foto: tuple[FotoTahunanRow, ...]) -> Mapping[int, FotoKecil]:
    """Draw photos as a document shows them, by their id; without those whose file is gone."""
    drawn = ((row.id, read_kecil(path_of(settings, row.sidik), side=_SIDE)) for row in foto)
    return {row_id: found for row_id, found in drawn if found is not None}


def add_foto_tahunan(
    rt: Runtime,
    principal: Principal | None,
    upp_kode: str,
    tahun: object,
    *,
    keterangan: object,
    data: bytes,
    read: Callable[[bytes], bytes] = read_foto,
) -> FotoTahunanRow:
    """Keep a photo of the survey, behind those that the report has.

    Args:
        keterangan: what it shows.
        read: reads the file, perhaps in another process, as ``read_foto`` does.

    Raises:
        ConflictError: ``foto.count``; ``foto.there`` when the report has this photo already.
        DomainError: ``tahun.unknown``; else as ``read``.
        FieldErrors: ``keterangan.missing``, ``keterangan.too_long``.
        ForbiddenError: ``tahunan.bukan_penulis``.
        NotFoundError: ``upp.unknown``.
    """
    with rt.reading() as session:
        # Nothing is unpacked for a stranger, nor where there is no room.
        _, objek = open_objek(session, rt, principal, upp_kode, tahun)
        check_jumlah_foto(len(read_foto_tahunan(session, objek)))
    words = parse_keterangan_foto({"keterangan": keterangan})
    check_ukuran(len(data))
    stored = read(data)
    with storing(rt, stored) as (session, sidik):
        person, objek = open_objek(session, rt, principal, upp_kode, tahun)
        laporan = hold_laporan(session, rt, person, objek)
        own = held_foto(session, stored_id(laporan.id))
        if any(other.sidik == sidik for other in own):
            raise ConflictError("foto.there", t("Foto ini sudah ada dalam laporan."))
        check_jumlah_foto(len(own))
        row = FotoTahunan(
            laporan_id=stored_id(laporan.id),
            kunci=secrets.token_hex(16),
            sidik=sidik,
            keterangan=words,
            urutan=max((other.urutan for other in own), default=0) + 1,
            ukuran=len(stored),
            diunggah_pada=rt.now(),
            diunggah_oleh=person.username,
        )
        session.add(row)
        record(session, person, "tahunan.foto_tambah", objek.objek, sesudah=_told(row))
        session.flush()
        return foto_row(row)


def _held(
    session: Session, rt: Runtime, person: Principal, objek: ObjekTahunan, foto_id: int
) -> tuple[FotoTahunan, list[FotoTahunan]]:
    """Hold a report, and return one of its photos and all of them in their order."""
    laporan = hold_laporan(session, rt, person, objek)
    rows = held_foto(session, stored_id(laporan.id))
    row = next((r for r in rows if r.id == foto_id), None)
    if row is None:
        raise _unknown()
    return row, rows


def describe_foto_tahunan(
    rt: Runtime,
    principal: Principal | None,
    upp_kode: str,
    tahun: object,
    foto_id: int,
    *,
    semula: str,
    isian: Mapping[str, object],
) -> None:
    """Write another caption of a photo.

    Args:
        semula: the caption that the person saw.
        isian: ``keterangan``.

    Raises:
        ChangedError: ``isian.berubah`` when somebody else has written another one meanwhile.
        FieldErrors: as :func:`add_foto_tahunan`.
        NotFoundError: ``foto.unknown``, and as :func:`add_foto_tahunan`, as are other errors.
    """
    with rt.writing() as session:
        person, objek = open_objek(session, rt, principal, upp_kode, tahun)
        words = parse_keterangan_foto(isian)
        row, _ = _held(session, rt, person, objek, foto_id)
        if row.keterangan == words:
            return
        seen, kini, baru = ({"keterangan": one} for one in (semula, row.keterangan, words))

        def words_of(oleh: str) -> str:
            return t(
                "Keterangan ini baru saja diubah {oleh} menjadi “{kini}”. Periksa dahulu, lalu "
                "simpan lagi.",
                oleh=oleh,
                kini=row.keterangan,
            )

        check_semula(
            *(session, seen, kini, baru),
            aksi="tahunan.foto_",
            objek=objek.objek,
            words=words_of,
        )
        before = _told(row)
        row.keterangan = words
        session.add(row)
        record(
            *(session, person, "tahunan.foto_keterangan", objek.objek),
            sidik=row.sidik,
            sebelum=before,
            sesudah=_told(row),
        )


def move_foto_tahunan(
    rt: Runtime,
    principal: Principal | None,
    upp_kode: str,
    tahun: object,
    foto_id: int,
    *,
    arah: object,
) -> None:
    """Let a photo change places with the one before it or after it; no harm at the end of the row.

    Args:
        arah: ``naik`` or ``turun``.

    Raises:
        DomainError: ``foto.arah``.
        NotFoundError: ``foto.unknown``, and as :func:`add_foto_tahunan`, as are other errors.
    """
    with rt.writing() as session:
        person, objek = open_objek(session, rt, principal, upp_kode, tahun)
        towards = parse_arah(arah)
        row, rows = _held(session, rt, person, objek, foto_id)
        other_id = neighbour_of([stored_id(r.id) for r in rows], foto_id, towards)
        other = next((r for r in rows if r.id == other_id), None)
        if other is None:
            return
        row.urutan, other.urutan = other.urutan, row.urutan
        session.add(row)
        session.add(other)
        record(
            *(session, person, "tahunan.foto_urutan", objek.objek),
            keterangan=row.keterangan,
            arah=towards.value,
        )


def remove_foto_tahunan(
    rt: Runtime, principal: Principal | None, upp_kode: str, tahun: object, foto_id: int
) -> None:
    """Take a photo away; the audit trail keeps its caption and its fingerprint.

    Raises:
        NotFoundError: ``foto.unknown``, and as :func:`add_foto_tahunan`, as are other errors.
    """
    with rt.writing() as session:
        person, objek = open_objek(session, rt, principal, upp_kode, tahun)
        row, _ = _held(session, rt, person, objek, foto_id)
        sidik = row.sidik
        record(session, person, "tahunan.foto_hapus", objek.objek, sebelum=_told(row))
        session.delete(row)
    drop_unnamed(rt, [sidik])


def load_foto_tahunan(rt: Runtime, principal: Principal | None, kunci: str) -> BerkasFotoTahunan:
    """Return the photo behind a key, to who may see its report.

    Raises:
        NotFoundError: ``foto.unknown``; also when the file itself is gone.
    """
    person = require(principal, READ)
    if not _KUNCI.fullmatch(kunci):
        raise _unknown()
    with rt.reading() as session:
        found = find_foto_tahunan(session, kunci)
        if found is None:
            raise _unknown()
        row, kode, tahun = found
        try:
            objek = resolve_objek(session, rt, person, kode, tahun)
        except NotFoundError:
            raise _unknown() from None
        # Without a kode an UPP's people have their own report, and not that of the province.
        if laporan_id(session, objek) != row.laporan_id:
            raise _unknown()
        path = path_of(rt.settings, row.sidik)
        berkas = BerkasFotoTahunan(path, row.keterangan[:80], row.diunggah_pada)
    if not path.is_file():
        raise _unknown()
    return berkas
