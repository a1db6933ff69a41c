"""What waits to be done, as far as a person may see it: grows with what waits, not with all answers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import Session, SQLModel, col

from sekampadi.db.models import (
    Audit,
    Jawaban,
    Kunjungan,
    Layanan,
    Outbox,
    Publikasi,
    PublikSimpul,
    RekapHari,
    RekapUppBulan,
    Temuan,
    Upp,
)
from sekampadi.db.queries.penilaian import NEEDS_REVIEW, in_scope, status_is
from sekampadi.db.scope import within
from sekampadi.domain.izin import Scope
from sekampadi.domain.moderasi import StatusJawaban
from sekampadi.domain.notifikasi.outbox import StatusPesan
from sekampadi.domain.periode import Periode

_OUTBOX = SQLModel.metadata.tables[str(Outbox.__tablename__)]


def _count(session: Session, few: Select[Any]) -> int:
    counted = select(func.count()).select_from(few.subquery())
    return session.connection().execute(counted).scalar_one()


def count_satuan(session: Session, scope: Scope, most: int) -> int:
    """Count the answers that wait for a look one by one, those of bursts left out.

    Args:
        most: where to stop counting.
    """
    waiting = (
        select(col(Jawaban.id))
        .where(
            NEEDS_REVIEW,
            status_is(StatusJawaban.AKTIF),
            col(Jawaban.beruntun).is_(None),
            *in_scope(scope),
        )
        .limit(most)
    )
    return _count(session, waiting)


def count_gagal(session: Session, most: int) -> int:
    """Count the messages that were given up, up to ``most``."""
    failed = select(_OUTBOX.c.id).where(_OUTBOX.c.status == StatusPesan.GAGAL.value).limit(most)
    return _count(session, failed)


def count_hari(session: Session, scope: Scope, day: date) -> dict[str, int]:
    """Count the answers of a day by the way they came in."""
    rows = session.connection().execute(
        select(RekapHari.c.sumber, func.sum(RekapHari.c.n))
        .join_from(RekapHari, Layanan, col(Layanan.id) == RekapHari.c.layanan_id)
        .where(RekapHari.c.tanggal == day, within(scope, col(Layanan.upp_id)))
        .group_by(RekapHari.c.sumber)
    )
    return {row[0]: int(row[1]) for row in rows}


def count_sumber(session: Session, scope: Scope, periode: Periode) -> dict[str, int]:
    """Count the answers of whole months by the way they came in."""
    rows = session.connection().execute(
        select(RekapUppBulan.c.sumber, func.sum(RekapUppBulan.c.n))
        .where(
            RekapUppBulan.c.bulan.between(periode.dari, periode.sampai),
            within(scope, RekapUppBulan.c.upp_id),
        )
        .group_by(RekapUppBulan.c.sumber)
    )
    return {row[0]: int(row[1]) for row in rows}


def list_answered(session: Session, scope: Scope, dari: date, sampai: date) -> frozenset[int]:
    """Return the UPP that were answered about in some days, both ends included."""
    rows = session.connection().execute(
        select(col(Layanan.upp_id))
        .join_from(RekapHari, Layanan, col(Layanan.id) == RekapHari.c.layanan_id)
        .where(
            RekapHari.c.tanggal.between(dari, sampai),
            RekapHari.c.n > 0,
            within(scope, col(Layanan.upp_id)),
        )
        .distinct()
    )
    return frozenset(row[0] for row in rows)


def list_opened(session: Session, since: datetime) -> frozenset[str]:
    """Return the kode of the layanan that were made or opened again since a moment, of every UPP.

    ``services/master/layanan.py`` writes these acts down; who asks keeps those of his scope.
    """
    rows = session.connection().execute(
        select(col(Audit.objek)).where(
            col(Audit.waktu) >= since, col(Audit.aksi).in_(("layanan.buat", "layanan.aktif"))
        )
    )
    return frozenset(row[0] for row in rows)


def has_answers(session: Session, scope: Scope) -> bool:
    """Tell whether anybody has ever answered; answers that were removed do not count."""
    query = select(RekapUppBulan.c.n).where(
        RekapUppBulan.c.n > 0, within(scope, RekapUppBulan.c.upp_id)
    )
    return session.connection().execute(query.limit(1)).first() is not None


def count_per_upp(session: Session, scope: Scope, periode: Periode) -> dict[int, int]:
    """Count the answers of whole months per UPP, each with its own layanan only."""
    rows = session.connection().execute(
        select(RekapUppBulan.c.upp_id, func.sum(RekapUppBulan.c.n))
        .where(
            RekapUppBulan.c.bulan.between(periode.dari, periode.sampai),
            within(scope, RekapUppBulan.c.upp_id),
        )
        .group_by(RekapUppBulan.c.upp_id)
    )
    return {row[0]: int(row[1]) for row in rows}


def list_seri_terbit(session: Session, periode: Periode) -> frozenset[str]:
    """Return the series that have a sheet of a period in force."""
    rows = session.connection().execute(
        select(col(Publikasi.seri)).where(
            col(Publikasi.dari) == periode.dari,
            col(Publikasi.sampai) == periode.sampai,
            col(Publikasi.digantikan_pada).is_(None),
            col(Publikasi.ditarik_pada).is_(None),
        )
    )
    return frozenset(row[0] for row in rows)


def list_hidden(session: Session, triwulan: date, keys: Collection[str]) -> frozenset[str]:
    """Return which nodes of a triwulan are frozen and not shown: no sheet can be published of them.

    Args:
        triwulan: its first day.
    """
    node = PublikSimpul.c
    rows = session.connection().execute(
        select(node.kunci).where(
            node.triwulan == triwulan, node.kunci.in_(sorted(keys)), node.tampil.is_(False)
        )
    )
    return frozenset(row[0] for row in rows)


@dataclass(frozen=True, slots=True)
class TemuanTerbuka:
    """A finding that is not closed, and what tells where it stands."""

    upp_kode: str
    upp_nama: str
    uraian: str
    tindakan: str
    catatan: str
    target: date | None


def list_temuan(session: Session, scope: Scope) -> list[TemuanTerbuka]:
    """List the findings that are not closed, the first target first."""
    rows = session.connection().execute(
        select(
            *(col(Upp.kode), col(Upp.nama), col(Temuan.uraian)),
            *(col(Temuan.tindakan), col(Temuan.catatan), col(Temuan.target)),
        )
        .join_from(Temuan, Kunjungan, col(Kunjungan.id) == col(Temuan.kunjungan_id))
        .join(Upp, col(Upp.id) == col(Kunjungan.upp_id))
        .where(col(Temuan.selesai_pada).is_(None), within(scope, col(Kunjungan.upp_id)))
        .order_by(col(Temuan.target).is_(None), col(Temuan.target), col(Temuan.id))
    )
    return [TemuanTerbuka(*row) for row in rows]
