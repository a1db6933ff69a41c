"""Reads of all actions that were planned from the results of a year."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import Session, col

from sekampadi.db.models import BuktiKegiatan, Kegiatan, TindakLanjut
from sekampadi.db.queries.tindak_lanjut import KegiatanRow, kegiatan_row
from sekampadi.db.scope import within
from sekampadi.domain.izin import Scope
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.survei.unsur import URUTAN


@dataclass(frozen=True, slots=True)
class KegiatanTahun:
    """An action; ``bukti`` is how many files prove it."""

    triwulan: Triwulan  # from whose results it was planned
    row: KegiatanRow
    bukti: int


def list_kegiatan_tahun(session: Session, scope: Scope, tahun: int) -> list[KegiatanTahun]:
    """List the actions of a scope that were planned from a year, by triwulan and unsur, in one read."""
    proofs = (
        select(func.count())
        .where(col(BuktiKegiatan.kegiatan_id) == col(Kegiatan.id))
        .correlate(Kegiatan)
        .scalar_subquery()
    )
    query = (
        select(Kegiatan, col(TindakLanjut.triwulan), proofs)
        .join(TindakLanjut, col(TindakLanjut.id) == col(Kegiatan.tindak_lanjut_id))
        .where(within(scope, col(TindakLanjut.upp_id)), col(TindakLanjut.tahun) == tahun)
        .order_by(col(Kegiatan.id))
    )
    found = [
        KegiatanTahun(Triwulan(tahun, nomor), kegiatan_row(row), int(bukti))
        for row, nomor, bukti in session.execute(query)
    ]
    # The database knows the unsur by name only.
    places = {unsur: at for at, unsur in enumerate(URUTAN)}
    return sorted(found, key=lambda k: (k.triwulan.nomor, places[k.row.unsur], k.row.urutan))
