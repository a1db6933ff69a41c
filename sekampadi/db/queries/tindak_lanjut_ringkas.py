"""What other subjects ask of plans (RTL): whether they are there, and what of them is late or untold."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, cast, func, literal, or_, select
from sqlalchemy.orm import aliased
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


@dataclass(frozen=True, slots=True)
class NilaiBerubah:
    """A plan that rests on other values than those of the sheet in force."""

    rencana_id: int
    upp_id: int
    upp_kode: str
    upp_nama: str
    triwulan: Triwulan
    lembar_id: int  # the sheet in force


def _seri(upp_id: int, induk_id: int | None) -> tuple[str, ...]:
    own = (f"upp:{upp_id}", f"upt:{upp_id}")
    return own if induk_id is None else (*own, f"upt:{induk_id}")


def seri_rencana(upp: UppRow) -> tuple[str, ...]:
    """Return the series whose sheet an UPP plans from, the first that is in force.

    Its own one; else the one of its UPT together with it; else, of an UPT, the one that its induk
    has published for both.
    """
    return _seri(upp.id, upp.induk_id)


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


def _seri_names() -> list[ColumnElement[str]]:
    """Return as SQL which series an UPP plans from; an index of the sheets finds them."""
    own, induk = (cast(col(x), String) for x in (Upp.id, Upp.induk_id))
    return [literal("upp:") + own, literal("upt:") + own, literal("upt:") + induk]


def list_nilai_berubah(session: Session, scope: Scope) -> list[NilaiBerubah]:
    """List the plans whose sheet has given way to one with another NRR of some unsur."""
    old, now = aliased(Publikasi), aliased(Publikasi)
    is_current = and_(col(old.digantikan_pada).is_(None), col(old.ditarik_pada).is_(None))
    is_own = col(now.upp_id) == col(TindakLanjut.upp_id)
    query = (
        select(
            *(col(TindakLanjut.id), col(Upp.id), col(Upp.kode), col(Upp.nama), col(Upp.induk_id)),
            *(col(TindakLanjut.tahun), col(TindakLanjut.triwulan)),
            *(is_current, col(old.seri), col(now.seri), col(old.id), col(now.id)),
        )
        .join_from(TindakLanjut, Upp, col(Upp.id) == col(TindakLanjut.upp_id))
        .join(old, col(old.id) == col(TindakLanjut.publikasi_id))
        .join(
            now,
            and_(
                col(now.seri).in_(_seri_names()),
                col(now.dari) == col(old.dari),
                col(now.sampai) == col(old.sampai),
                col(now.id) != col(old.id),
            ),
        )
        .where(
            *(col(Upp.aktif), within(scope, col(TindakLanjut.upp_id))),
            *(col(now.digantikan_pada).is_(None), col(now.ditarik_pada).is_(None)),
            # Many an UPT has a sheet of its own and one with its induk: that is nothing to do.
            or_(~is_current, and_(is_own, col(now.seri) != col(old.seri))),
        )
        .order_by(col(TindakLanjut.id))
    )
    best: dict[int, tuple[int, int, NilaiBerubah]] = {}
    rows: Iterable[Any] = session.connection().execute(query)
    for row in rows:
        plan_id, upp_id, kode, nama, induk, tahun, nomor, current, seri, seri_now, was, now_id = row
        order = _seri(upp_id, induk)
        place = order.index(seri_now)
        # Of another induk by now, its old sheet comes after all others.
        if current and seri in order and order.index(seri) < place:
            continue
        if plan_id not in best or place < best[plan_id][0]:
            triwulan = Triwulan(tahun, nomor)
            found = NilaiBerubah(plan_id, upp_id, kode, nama, triwulan, now_id)
            best[plan_id] = place, was, found
    sheets = {i for _, was, found in best.values() for i in (was, found.lembar_id)}
    read = select(col(Publikasi.id), col(Publikasi.isi)).where(
        col(Publikasi.id).in_(sorted(sheets))
    )
    values = {
        i: {x["unsur"]: x.get("nrr") for x in isi["unsur"]}
        for i, isi in (session.connection().execute(read) if sheets else ())
    }
    return [found for _, was, found in best.values() if values[was] != values[found.lembar_id]]


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
    return _realisasi(n), sum(int(row[2]) for row in rows)


def _realisasi(n: Mapping[str, int]) -> Realisasi:
    """Return what came of so many actions by status."""
    selesai, berjalan, batal = (
        n.get(s.value, 0)
        for s in (StatusKegiatan.SELESAI, StatusKegiatan.BERJALAN, StatusKegiatan.BATAL)
    )
    return Realisasi(sum(n.values()), selesai, berjalan, batal)


def list_realisasi_tahun(
    session: Session, scope: Scope, tahun: int, *nomor: int
) -> dict[int, dict[int, Realisasi]]:
    """Count the actions of a year's plans by triwulan and UPP and what came of them.

    Args:
        nomor: of which triwulan, 1 to 4; all without.

    Returns:
        Each triwulan asked for, and in it the UPP that planned actions.
    """
    numbers = nomor or (1, 2, 3, 4)
    query = (
        select(
            *(col(TindakLanjut.triwulan), col(TindakLanjut.upp_id)),
            *(col(Kegiatan.status), func.count()),
        )
        .join_from(Kegiatan, TindakLanjut, col(TindakLanjut.id) == col(Kegiatan.tindak_lanjut_id))
        .where(
            within(scope, col(TindakLanjut.upp_id)),
            col(TindakLanjut.tahun) == tahun,
            col(TindakLanjut.triwulan).in_(numbers),
        )
        .group_by(col(TindakLanjut.triwulan), col(TindakLanjut.upp_id), col(Kegiatan.status))
    )
    found: dict[int, dict[int, dict[str, int]]] = {n: {} for n in numbers}
    rows: Iterable[Any] = session.connection().execute(query)
    for triwulan, upp_id, status, number in rows:
        found[triwulan].setdefault(upp_id, {})[status] = number
    return {n: {upp: _realisasi(by) for upp, by in each.items()} for n, each in found.items()}


def list_realisasi(session: Session, scope: Scope, triwulan: Triwulan) -> dict[int, Realisasi]:
    """Count the actions of a triwulan's plans by UPP and what came of them; none without actions."""
    return list_realisasi_tahun(session, scope, triwulan.tahun, triwulan.nomor)[triwulan.nomor]


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
