"""Reads of what operators tell of their surveys."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from sekampadi.db.models import PelaksanaanSurvei
from sekampadi.db.scope import within
from sekampadi.domain.izin import Scope
from sekampadi.domain.laporan.pelaksanaan import Pelaksana, Pelaksanaan, Triwulan


@dataclass(frozen=True, slots=True)
class PelaksanaanRow:
    """What is known of an UPP in a triwulan, and who told it when."""

    upp_id: int
    triwulan: Triwulan
    isi: Pelaksanaan
    diubah: datetime
    diubah_oleh: str


def list_pelaksanaan(
    session: Session,
    scope: Scope,
    triwulan: Collection[Triwulan],
    upp_ids: frozenset[int] | None = None,
) -> list[PelaksanaanRow]:
    """List what was told of consecutive triwulan, by UPP and time."""
    if not triwulan:
        return []
    number = col(PelaksanaanSurvei.tahun) * 4 + col(PelaksanaanSurvei.triwulan)
    first, last = min(triwulan), max(triwulan)
    query = (
        select(PelaksanaanSurvei)
        .where(
            within(scope, col(PelaksanaanSurvei.upp_id)),
            number.between(first.tahun * 4 + first.nomor, last.tahun * 4 + last.nomor),
        )
        .order_by(
            col(PelaksanaanSurvei.upp_id),
            col(PelaksanaanSurvei.tahun),
            col(PelaksanaanSurvei.triwulan),
        )
    )
    if upp_ids is not None:
        query = query.where(col(PelaksanaanSurvei.upp_id).in_(sorted(upp_ids)))
    return [
        PelaksanaanRow(
            row.upp_id,
            Triwulan(row.tahun, row.triwulan),
            Pelaksanaan(
                row.dilayani,
                row.dibagikan,
                row.kembali,
                Pelaksana(row.pelaksana),
                row.pihak_ketiga,
            ),
            row.diubah,
            row.diubah_oleh,
        )
        for row in session.exec(query)
    ]
