"""The publication log: the media a sheet was shown in, and the photos that prove it."""

import re
import secrets
from collections.abc import Mapping
from pathlib import Path

from sqlmodel import Session, col, select

from sekampadi.db.models import Publikasi, PublikasiMedia
from sekampadi.db.queries.publikasi import find_publikasi, media_row
from sekampadi.db.types import stored_id
from sekampadi.domain.errors import DomainError, NotFoundError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.publikasi import MediaRow, parse_media
from sekampadi.i18n import t
from sekampadi.services.publikasi.publikasi import owned
from sekampadi.services.sistem.foto import draw_photo, photo_folder
from sekampadi.services.sistem.runtime import Runtime, record, require

BYTES_MAX = 1000 * 1024
"""Below what any request may carry (``api.middleware``); the page makes larger photos smaller."""
_SIDE = 1600
_NAME = re.compile(r"[0-9a-f]{32}")
_PUBLISH = Permission.LAPORAN_PUBLISH


def normalise_photo(data: bytes) -> bytes:
    """Draw an uploaded photo anew as JPEG with at most 1,600 pixels a side.

    Raises:
        DomainError: ``bukti.size``, ``bukti.format``, ``bukti.pixels``.
    """
    if len(data) > BYTES_MAX:
        raise DomainError("bukti.size", t("Foto paling besar {n} KB.", n=BYTES_MAX // 1024))
    return draw_photo(data, side=_SIDE, formats={"PNG": "PNG", "JPEG": "JPEG"})


def add_media(
    rt: Runtime, principal: Principal | None, *, publikasi_id: int, isian: Mapping[str, object]
) -> MediaRow:
    """Write a line into the publication log of a sheet."""
    person = require(principal, _PUBLISH)
    media = parse_media(isian, rt.today())
    with rt.writing() as session:
        sheet = owned(session, person, publikasi_id)
        row = PublikasiMedia(
            publikasi_id=publikasi_id,
            jenis=media.jenis.value,
            tanggal=media.tanggal,
            alamat=media.alamat,
            keterangan=media.keterangan,
            dicatat_pada=rt.now(),
            dicatat_oleh=person.username,
        )
        session.add(row)
        session.flush()
        _record(session, person, "publikasi.media", sheet, row)
        return media_row(row)


def save_photo(rt: Runtime, principal: Principal | None, media_id: int, data: bytes) -> int:
    """Keep the photo that proves a line of the log, and only this one; return the sheet's id."""
    person = require(principal, _PUBLISH)
    with rt.reading() as session:
        _media(session, person, media_id)  # nothing is unpacked for a stranger
    photo = normalise_photo(data)
    folder = photo_folder(rt.settings)
    folder.mkdir(parents=True, exist_ok=True)
    name = secrets.token_hex(16)
    path = folder / name
    path.write_bytes(photo)
    old = ""
    try:
        with rt.writing() as session:
            row, sheet = _media(session, person, media_id)
            old, row.bukti = row.bukti, name
            session.add(row)
            _record(session, person, "publikasi.bukti", sheet, row)
            publikasi_id = stored_id(sheet.id)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    _drop(rt, old)
    return publikasi_id


def remove_media(rt: Runtime, principal: Principal | None, media_id: int) -> None:
    """Take a line out of the log, with its photo; the audit trail keeps what it said."""
    person = require(principal, _PUBLISH)
    with rt.writing() as session:
        row, sheet = _media(session, person, media_id)
        old = row.bukti
        _record(session, person, "publikasi.media_hapus", sheet, row)
        session.delete(row)
    _drop(rt, old)


def load_photo(rt: Runtime, principal: Principal | None, media_id: int) -> Path:
    """Return the file of a photo."""
    person = require(principal, Permission.LAPORAN_READ)
    with rt.reading() as session:
        row, _ = _media(session, person, media_id)
        path = photo_folder(rt.settings) / row.bukti
        if not _NAME.fullmatch(row.bukti) or not path.is_file():
            raise _unknown()
        return path


def _unknown() -> NotFoundError:
    return NotFoundError("media.unknown", t("Catatan media tidak ditemukan."))


def _media(session: Session, person: Principal, media_id: int) -> tuple[PublikasiMedia, Publikasi]:
    row = session.exec(
        select(PublikasiMedia).where(col(PublikasiMedia.id) == media_id)
    ).one_or_none()
    sheet = find_publikasi(session, person.scope, row.publikasi_id) if row else None
    if row is None or sheet is None:
        raise _unknown()
    return row, sheet


def _record(
    session: Session, person: Principal, aksi: str, sheet: Publikasi, row: PublikasiMedia
) -> None:
    record(
        session,
        person,
        aksi,
        sheet.nomor[:120],
        jenis=row.jenis,
        tanggal=row.tanggal.isoformat(),
        alamat=row.alamat,
        keterangan=row.keterangan,
        foto=bool(row.bukti),
    )


def _drop(rt: Runtime, name: str) -> None:
    if _NAME.fullmatch(name):
        (photo_folder(rt.settings) / name).unlink(missing_ok=True)
