"""What other subjects ask of plans (RTL): whether they are there, and what of them is late or untold."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlmodel import Session, col

from sekampadi.db.models import Kegiatan, Publikasi, TindakLanjut, Upp
from sekampadi.db.queries.master import UppRow
from sekampadi.db.scope import within
from sekampadi.domain.izin import Scope
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.periode import Periode
from sekampadi.domain.tindak_lanjut.hasil import Realisasi, StatusKegiatan

TERBUKA = tuple(s.value for s in StatusKegiatan if s.terbuka)


@dataclass(frozen=True, slots=True)
class RencanaTertinggal:
    """A plan of which something waits."""

    upp_kode: str
    upp_nama: str
    triwulan: Triwulan
    jumlah: int  # actions
    target: date  # the oldest of them


@dataclass(frozen=True, slots=True)
class Tenggat:
    """Open actions of a plan that are due on one day."""

    rencana_id: int
    upp_id: int
    upp_kode: str
    upp_nama: str
    triwulan: Triwulan
    target: date
    jumlah: int
    nama: str  # of one of them


def seri_rencana(upp: UppRow) -> tuple[str, ...]:
    """Return the series whose sheet an UPP plans from, the first that is in force.

    Its own one; else the one of its UPT together with it; else, of an UPT, the one that its induk
    has published for both.
    """
    own = (f"upp:{upp.id}", f"upt:{upp.id}")
    return own if upp.induk_id is None else (*own, f"upt:{upp.induk_id}")


def list_ada_rencana(
    session: Session, upp: Collection[UppRow], triwulan: Sequence[Triwulan]
) -> Mapping[tuple[int, Triwulan], bool]:
    """Tell of each UPP and triwulan with a sheet in force whether there is a plan with an action.

    Args:
        triwulan: one after the other.
    """
    if not upp or not triwulan:
        return {}
    first, last = triwulan[0], triwulan[-1]
    sheets: Any = session.connection().execute(
        select(col(Publikasi.seri), col(Publikasi.dari), col(Publikasi.sampai)).where(
            col(Publikasi.dari) >= first.periode.dari,
            col(Publikasi.sampai) <= last.periode.sampai,
            col(Publikasi.layanan_id).is_(None),
            col(Publikasi.digantikan_pada).is_(None),
            col(Publikasi.ditarik_pada).is_(None),
        )
    )
    published: dict[str, set[Triwulan]] = {}
    for seri, dari, sampai in sheets:
        quarter = Triwulan.of(dari)
        if quarter.periode == Periode(dari, sampai):
            published.setdefault(seri, set()).add(quarter)
    number = col(TindakLanjut.tahun) * 4 + col(TindakLanjut.triwulan)
    plans: Any = session.connection().execute(
        select(col(TindakLanjut.upp_id), col(TindakLanjut.tahun), col(TindakLanjut.triwulan)).where(
            number.between(first.tahun * 4 + first.nomor, last.tahun * 4 + last.nomor),
            select(col(Kegiatan.id))
            .where(col(Kegiatan.tindak_lanjut_id) == col(TindakLanjut.id))
            .exists(),
        )
    )
    planned = {(upp_id, Triwulan(tahun, nomor)) for upp_id, tahun, nomor in plans}
    return {
        (x.id, q): (x.id, q) in planned
        for x in upp
        for seri in seri_rencana(x)
        for q in published.get(seri, ())
    }


def _list_rencana(
    session: Session, scope: Scope, *where: ColumnElement[bool]
) -> list[RencanaTertinggal]:
    """List the plans with actions that fulfil a condition, that with the oldest of them first."""
    oldest = func.min(Kegiatan.target)
    query = (
        select(
            *(col(Upp.kode), col(Upp.nama), col(TindakLanjut.tahun), col(TindakLanjut.triwulan)),
            *(func.count(), oldest),
        )
        .join_from(Kegiatan, TindakLanjut, col(TindakLanjut.id) == col(Kegiatan.tindak_lanjut_id))
        .join(Upp, col(Upp.id) == col(TindakLanjut.upp_id))
        .where(col(Upp.aktif), within(scope, col(TindakLanjut.upp_id)), *where)
        .group_by(
            *(col(Upp.kode), col(Upp.nama), col(TindakLanjut.tahun), col(TindakLanjut.triwulan))
        )
        .order_by(oldest, col(Upp.nama))
    )
    return [
        RencanaTertinggal(kode, nama, Triwulan(tahun, nomor), jumlah, target)
        for kode, nama, tahun, nomor, jumlah, target in session.connection().execute(query)
    ]


def list_lewat(session: Session, scope: Scope, today: date) -> list[RencanaTertinggal]:
    """List the plans with actions that should be finished and are not."""
    return _list_rencana(
        session, scope, col(Kegiatan.status).in_(TERBUKA), col(Kegiatan.target) < today
    )


def list_tanpa_kabar(session: Session, scope: Scope, tahun: int) -> list[RencanaTertinggal]:
    """List the plans of a year with actions of which nobody has told anything yet."""
    told = (Kegiatan.uraian, Kegiatan.hambatan, Kegiatan.alasan, Kegiatan.strategi)
    return _list_rencana(
        session,
        scope,
        col(TindakLanjut.tahun) == tahun,
        col(Kegiatan.status) == StatusKegiatan.BELUM.value,
        *(col(field) == "" for field in told),
    )


def count_kegiatan(
    session: Session, scope: Scope, upp_ids: frozenset[int] | None, tahun: int, today: date
) -> tuple[Realisasi, int]:
    """Count the actions of a year's plans by what came of them, and those that are late.

    Args:
        upp_ids: whose plans; None for all of the scope.
    """
    where = [within(scope, col(TindakLanjut.upp_id)), col(TindakLanjut.tahun) == tahun]
    if upp_ids is not None:
        where.append(col(TindakLanjut.upp_id).in_(sorted(upp_ids)))
    late = and_(col(Kegiatan.status).in_(TERBUKA), col(Kegiatan.target) < today)
    query = (
        select(col(Kegiatan.status), func.count(), func.sum(case((late, 1), else_=0)))
        .join_from(Kegiatan, TindakLanjut, col(TindakLanjut.id) == col(Kegiatan.tindak_lanjut_id))
        .where(*where)
        .group_by(col(Kegiatan.status))
    )
    rows: Any = session.connection().execute(query).all()
    n = {status: number for status, number, _ in rows}
    selesai, berjalan, batal = (
        n.get(s.value, 0)
        for s in (StatusKegiatan.SELESAI, StatusKegiatan.BERJALAN, StatusKegiatan.BATAL)
    )
    return Realisasi(sum(n.values()), selesai, berjalan, batal), sum(int(row[2]) for row in rows)


def list_tenggat(session: Session, dari: date, sampai: date) -> list[Tenggat]:
    """List what is due in some days, both ends included, and is not done; of every UPP."""
    plan = (
        *(col(TindakLanjut.id), col(Upp.id), col(Upp.kode), col(Upp.nama)),
        *(col(TindakLanjut.tahun), col(TindakLanjut.triwulan), col(Kegiatan.target)),
    )
    query = (
        select(*plan, func.count(), func.min(Kegiatan.nama))
        .join_from(Kegiatan, TindakLanjut, col(TindakLanjut.id) == col(Kegiatan.tindak_lanjut_id))
        .join(Upp, col(Upp.id) == col(TindakLanjut.upp_id))
        .where(
            col(Upp.aktif),
            col(Kegiatan.status).in_(TERBUKA),
            col(Kegiatan.target).between(dari, sampai),
        )
        .group_by(*plan)
        .order_by(col(Kegiatan.target), col(TindakLanjut.id))
    )
    rows: Iterable[Any] = session.connection().execute(query)
    return [
        Tenggat(plan_id, upp_id, kode, nama, Triwulan(tahun, nomor), target, jumlah, kegiatan)
        for plan_id, upp_id, kode, nama, tahun, nomor, target, jumlah, kegiatan in rows
    ]
