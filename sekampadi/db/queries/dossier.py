"""Reads of the province's dossiers (decree, H, rows 5 to 7)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from sekampadi.db.models import Dossier, DossierPengajuan
from sekampadi.db.types import stored_id
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.alur import StatusDossier


@dataclass(frozen=True, slots=True)
class DossierRow:
    """The province's papers of a triwulan, or an addendum to them."""

    id: int
    triwulan: Triwulan
    urut: int
    nomor: str
    status: StatusDossier
    versi: int
    pengantar: str
    simpulan: str
    surat_nomor: str
    surat_tanggal: date | None
    beku_id: int | None
    diubah_pada: datetime


def dossier_row(row: Dossier) -> DossierRow:
    """Return a stored dossier as a frozen row."""
    return DossierRow(
        stored_id(row.id),
        Triwulan(row.tahun, row.triwulan),
        row.urut,
        row.nomor,
        StatusDossier(row.status),
        row.versi,
        row.pengantar,
        row.simpulan,
        row.surat_nomor,
        row.surat_tanggal,
        row.beku_id,
        row.diubah_pada,
    )


def find_dossier(
    session: Session, triwulan: Triwulan, urut: int, *, lock: bool = False
) -> Dossier | None:
    """Find the dossier of a triwulan or one of its addenda."""
    query = select(Dossier).where(
        col(Dossier.tahun) == triwulan.tahun,
        col(Dossier.triwulan) == triwulan.nomor,
        col(Dossier.urut) == urut,
    )
    return session.exec(query.with_for_update() if lock else query).one_or_none()


def list_dossier(session: Session, triwulan: Triwulan | None = None) -> list[DossierRow]:
    """List the dossiers, the newest first; of a triwulan the addenda behind it."""
    query = select(Dossier).order_by(
        col(Dossier.tahun).desc(), col(Dossier.triwulan).desc(), col(Dossier.urut)
    )
    if triwulan is not None:
        query = query.where(
            col(Dossier.tahun) == triwulan.tahun, col(Dossier.triwulan) == triwulan.nomor
        )
    return [dossier_row(row) for row in session.exec(query)]


def list_termuat(session: Session, triwulan: Triwulan) -> dict[int, tuple[int, int]]:
    """Return what the closed dossiers of a triwulan hold: pengajuan -> newest dossier and beku."""
    query = (
        select(DossierPengajuan, Dossier.id)
        .join(Dossier, col(Dossier.id) == col(DossierPengajuan.dossier_id))
        .where(
            col(Dossier.tahun) == triwulan.tahun,
            col(Dossier.triwulan) == triwulan.nomor,
            col(Dossier.status) == StatusDossier.DITUTUP.value,
        )
        .order_by(col(Dossier.urut))
    )
    return {
        link.pengajuan_id: (stored_id(dossier_id), link.beku_id)
        for link, dossier_id in session.exec(query)
    }


def list_isi_dossier(session: Session, dossier_id: int) -> dict[int, int]:
    """Return what a dossier held when it was handed to the Kabag: pengajuan -> what was accepted of it."""
    query = select(DossierPengajuan).where(col(DossierPengajuan.dossier_id) == dossier_id)
    return {link.pengajuan_id: link.beku_id for link in session.exec(query)}
