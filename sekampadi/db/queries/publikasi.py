"""Reads of published sheets and of the log of their media."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, func, text
from sqlmodel import Session, col, select

from sekampadi.db.models import Jawaban, Layanan, Perangkat, Publikasi, PublikasiMedia
from sekampadi.db.scope import within
from sekampadi.db.types import stored_id
from sekampadi.domain.izin import Scope
from sekampadi.domain.periode import Periode
from sekampadi.domain.publikasi import MediaRow, PublikasiRow, StatusPublikasi


def _status(row: Publikasi) -> StatusPublikasi:
    if row.ditarik_pada is not None:
        return StatusPublikasi.DITARIK
    return StatusPublikasi.BERLAKU if row.digantikan_pada is None else StatusPublikasi.DIGANTIKAN


def publikasi_row(row: Publikasi) -> PublikasiRow:
    """Return a stored sheet as a frozen row."""
    return PublikasiRow(
        id=stored_id(row.id),
        nomor=row.nomor,
        kode=row.kode,
        seri=row.seri,
        upp_id=row.upp_id,
        layanan_id=row.layanan_id,
        periode=Periode(row.dari, row.sampai),
        revisi=row.revisi,
        alasan=row.alasan,
        n=row.n,
        nilai=row.nilai,
        mutu=row.mutu,
        nama=str(row.isi["cakupan"]["nama"]),
        waktu=row.waktu,
        oleh=row.oleh,
        status=_status(row),
        digantikan_pada=row.digantikan_pada,
        ditarik_pada=row.ditarik_pada,
        alasan_tarik=row.alasan_tarik,
        terbuka=row.terbuka,
    )


def media_row(row: PublikasiMedia) -> MediaRow:
    """Return a stored line of the log as a frozen row."""
    return MediaRow(
        stored_id(row.id),
        row.publikasi_id,
        row.jenis,
        row.tanggal,
        row.alamat,
        row.keterangan,
        row.bukti,
        row.dicatat_oleh,
    )


def lock_publikasi(session: Session) -> None:
    """Let nobody else publish before this transaction ends; SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("LOCK TABLE publikasi IN SHARE ROW EXCLUSIVE MODE"))


def _current() -> list[ColumnElement[bool]]:
    return [col(Publikasi.digantikan_pada).is_(None), col(Publikasi.ditarik_pada).is_(None)]


def _listed() -> list[ColumnElement[bool]]:
    """Choose what everyone is shown: current, and with the figures that everyone may read anyway."""
    return [*_current(), col(Publikasi.terbuka).is_(True)]


def list_of_seri_periode(session: Session, seri: str, periode: Periode) -> list[Publikasi]:
    """List all revisions of a sheet, the newest first."""
    return list(
        session.exec(
            select(Publikasi)
            .where(
                col(Publikasi.seri) == seri,
                col(Publikasi.dari) == periode.dari,
                col(Publikasi.sampai) == periode.sampai,
            )
            .order_by(col(Publikasi.revisi).desc())
        )
    )


def last_urut(session: Session, penerbit: str, tahun: int) -> int:
    """Return the last running number of an issuer in a year; 0 for none."""
    query = select(func.max(Publikasi.urut)).where(
        col(Publikasi.penerbit) == penerbit, col(Publikasi.tahun) == tahun
    )
    return session.exec(query).one() or 0


def find_publikasi(session: Session, scope: Scope, publikasi_id: int) -> Publikasi | None:
    """Find a sheet inside a scope; those of the province lie in the province's scope only."""
    where = [col(Publikasi.id) == publikasi_id]
    if scope.upp_ids is not None:
        where.append(within(scope, col(Publikasi.upp_id)))
    return session.exec(select(Publikasi).where(*where)).one_or_none()


def find_by(session: Session, *, nomor: str = "", kode: str = "") -> Publikasi | None:
    """Find a sheet by its number or its check code."""
    where = col(Publikasi.nomor) == nomor if nomor else col(Publikasi.kode) == kode
    return session.exec(select(Publikasi).where(where)).one_or_none()


def list_publikasi(
    session: Session,
    scope: Scope,
    seri: str,
    *,
    current_only: bool = False,
) -> list[PublikasiRow]:
    """List the sheets of a series inside a scope, newest period and revision first."""
    where: list[ColumnElement[bool]] = [col(Publikasi.seri) == seri]
    if scope.upp_ids is not None:
        where.append(within(scope, col(Publikasi.upp_id)))
    if current_only:
        where += _current()
    rows = session.exec(
        select(Publikasi)
        .where(*where)
        .order_by(
            col(Publikasi.sampai).desc(),
            col(Publikasi.dari).desc(),
            col(Publikasi.revisi).desc(),
        )
    )
    return [publikasi_row(row) for row in rows]


def list_latest(session: Session, prefix: str) -> list[PublikasiRow]:
    """List the newest listed sheet of each series whose name begins with a text.

    Of several periods that end on the same day, the shortest one.
    """
    # Twice the same condition: the newest end first, then the latest beginning among those.
    newest = (
        select(Publikasi.seri, func.max(Publikasi.sampai).label("sampai"))
        .where(col(Publikasi.seri).startswith(prefix, autoescape=True), *_listed())
        .group_by(col(Publikasi.seri))
        .subquery()
    )
    rows = session.exec(
        select(Publikasi)
        .join(
            newest,
            (col(Publikasi.seri) == newest.c.seri) & (col(Publikasi.sampai) == newest.c.sampai),
        )
        .where(*_listed())
        .order_by(col(Publikasi.seri), col(Publikasi.dari).desc())
    )
    found: dict[str, PublikasiRow] = {}
    for row in rows:
        found.setdefault(row.seri, publikasi_row(row))
    return list(found.values())


def list_isi(session: Session, seri: str) -> list[tuple[PublikasiRow, dict[str, Any]]]:
    """List the listed sheets of a series with their figures, oldest first."""
    rows = session.exec(
        select(Publikasi)
        .where(col(Publikasi.seri) == seri, *_listed())
        .order_by(col(Publikasi.sampai), col(Publikasi.dari))
    )
    return [(publikasi_row(row), dict(row.isi)) for row in rows]


def list_media(session: Session, publikasi_ids: Iterable[int]) -> list[MediaRow]:
    """List the log of some sheets by day."""
    rows = session.exec(
        select(PublikasiMedia)
        .where(col(PublikasiMedia.publikasi_id).in_(sorted(publikasi_ids)))
        .order_by(col(PublikasiMedia.tanggal), col(PublikasiMedia.id))
    )
    return [media_row(row) for row in rows]


def list_perangkat_used(
    session: Session,
    periode: Periode,
    *,
    upp_ids: frozenset[int] | None,
    layanan_id: int | None,
) -> list[dict[str, Any]]:
    """List the question sets under which the answers of a period were given."""
    query = (
        select(Perangkat.kode, Perangkat.versi, Perangkat.nama)
        .join(Jawaban, col(Jawaban.perangkat_id) == col(Perangkat.id))
        .where(
            col(Jawaban.tanggal).between(periode.dari, periode.sampai),
            col(Jawaban.dihapus_pada).is_(None),
        )
        .distinct()
        .order_by(col(Perangkat.kode), col(Perangkat.versi))
    )
    if layanan_id is not None:
        query = query.where(col(Jawaban.layanan_id) == layanan_id)
    elif upp_ids is not None:
        own = select(Layanan.id).where(col(Layanan.upp_id).in_(sorted(upp_ids)))
        query = query.where(col(Jawaban.layanan_id).in_(own))
    return [
        {"kode": kode, "versi": versi, "nama": nama} for kode, versi, nama in session.exec(query)
    ]


def list_terbuka(session: Session, sebelum: int | None, take: int) -> list[PublikasiRow]:
    """List so many listed sheets, newest first, before the one of a number."""
    query = select(Publikasi).where(*_listed()).order_by(col(Publikasi.id).desc()).limit(take)
    if sebelum is not None:
        query = query.where(col(Publikasi.id) < sebelum)
    return [publikasi_row(row) for row in session.exec(query)]
