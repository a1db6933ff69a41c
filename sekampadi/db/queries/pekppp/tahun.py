"""The sheets of some years, and where codes hung."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_
from sqlmodel import Session, col, select

from sekampadi.db.models import KodeTerpasang, Publikasi
from sekampadi.db.queries.publikasi import publikasi_row
from sekampadi.db.scope import within
from sekampadi.db.types import stored_id
from sekampadi.domain.izin import Scope
from sekampadi.domain.publikasi import PublikasiRow


@dataclass(frozen=True, slots=True)
class LembarTahun:
    """A revision of a sheet, with how many unsur it values and whose answers it speaks of."""

    row: PublikasiRow
    unsur: int
    upp_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class KodeTahun:
    """A code that hung somewhere; ``sidik`` is that of its photo, empty for none."""

    id: int
    tempat: str
    tanggal: date
    sidik: str
    kunci: str


def list_lembar_tahun(
    session: Session, seri: Collection[str], dari: date, sampai: date
) -> list[LembarTahun]:
    """List all revisions of some series whose period lies inside some days, the oldest first."""
    query = (
        select(Publikasi)
        .where(
            col(Publikasi.seri).in_(sorted(seri)),
            col(Publikasi.dari) >= dari,
            col(Publikasi.sampai) <= sampai,
        )
        .order_by(col(Publikasi.dari), col(Publikasi.sampai), col(Publikasi.revisi))
    )
    return [
        LembarTahun(
            publikasi_row(row),
            sum(u.get("nrr") is not None for u in row.isi["unsur"]),
            frozenset(row.isi["cakupan"]["upp_ids"] or ()),
        )
        for row in session.exec(query)
    ]


def list_kode_terpasang(
    session: Session, scope: Scope, upp_id: int, dari: date, sampai: date
) -> list[KodeTahun]:
    """List the codes of an UPP that hung on one of some days, the oldest first."""
    query = (
        select(KodeTerpasang)
        .where(
            within(scope, col(KodeTerpasang.upp_id)),
            col(KodeTerpasang.upp_id) == upp_id,
            col(KodeTerpasang.tanggal) <= sampai,
            or_(col(KodeTerpasang.dilepas_pada).is_(None), col(KodeTerpasang.dilepas_pada) >= dari),
        )
        .order_by(col(KodeTerpasang.tanggal), col(KodeTerpasang.id))
    )
    return [
        KodeTahun(stored_id(row.id), row.tempat, row.tanggal, row.sidik, row.kunci)
        for row in session.exec(query)
    ]
