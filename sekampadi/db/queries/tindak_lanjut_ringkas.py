"""What other subjects ask of plans (RTL): whether they are there, and what of them is late or untold."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from sekampadi.db.models import Kegiatan, Publikasi, TindakLanjut, Upp
from sekampadi.db.queries.master import UppRow
from sekampadi.db.scope import within
from sekampadi.domain.izin import Scope
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.periode import Periode
from sekampadi.domain.tindak_lanjut.hasil import StatusKegiatan

TERBUKA = tuple(s.value for s in StatusKegiatan if s.terbuka)


@dataclass(frozen=True, slots=True)
class RencanaTertinggal:
    """A plan of which something waits."""

    upp_kode: str
    upp_nama: str
    triwulan: Triwulan
    jumlah: int  # actions
    target: date  # the oldest of them


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
            select(Kegiatan.id)
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
