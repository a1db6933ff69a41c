"""Reads of the photos of annual reports."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from sekampadi.db.models import FotoTahunan, LaporanTahunan, Upp
from sekampadi.db.types import stored_id


@dataclass(frozen=True, slots=True)
class FotoTahunanRow:
    """A photo of the survey: its key in addresses, its fingerprint in the store, its caption."""

    id: int
    kunci: str
    sidik: str
    keterangan: str
    ukuran: int  # bytes
    diunggah_pada: datetime
    diunggah_oleh: str


def foto_row(row: FotoTahunan) -> FotoTahunanRow:
    """Return a stored photo as a frozen row."""
    return FotoTahunanRow(
        stored_id(row.id),
        row.kunci,
        row.sidik,
        row.keterangan,
        row.ukuran,
        row.diunggah_pada,
        row.diunggah_oleh,
    )


def held_foto(session: Session, laporan_id: int) -> list[FotoTahunan]:
    """Return the photos of a report in their order, to be changed: the report is held already."""
    return list(
        session.exec(
            select(FotoTahunan)
            .where(col(FotoTahunan.laporan_id) == laporan_id)
            .order_by(col(FotoTahunan.urutan), col(FotoTahunan.id))
            .execution_options(populate_existing=True)
        )
    )


def list_foto_tahunan(session: Session, seri: str, tahun: int) -> tuple[FotoTahunanRow, ...]:
    """Return the photos of the report of a series and year in their order."""
    rows = session.exec(
        select(FotoTahunan)
        .join(LaporanTahunan, col(LaporanTahunan.id) == col(FotoTahunan.laporan_id))
        .where(col(LaporanTahunan.seri) == seri, col(LaporanTahunan.tahun) == tahun)
        .order_by(col(FotoTahunan.urutan), col(FotoTahunan.id))
    )
    return tuple(foto_row(row) for row in rows)


def find_foto_tahunan(session: Session, kunci: str) -> tuple[FotoTahunan, str, int] | None:
    """Find a photo by its key, with the kode of its UPP (empty for the province) and its year.

    It asks nobody for the scope: its caller asks whether the person sees that report.
    """
    query = (
        select(FotoTahunan, Upp.kode, LaporanTahunan.tahun)
        .join(LaporanTahunan, col(LaporanTahunan.id) == col(FotoTahunan.laporan_id))
        .outerjoin(Upp, col(Upp.id) == col(LaporanTahunan.upp_id))
        .where(col(FotoTahunan.kunci) == kunci)
    )
    found = session.exec(query).first()
    return (found[0], found[1] or "", found[2]) if found else None
