"""The plans of an UPP, triwulan by triwulan: what is due, and how far each is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from sekampadi.db.queries.master import UppRow, get_upp
from sekampadi.db.queries.pengajuan import list_geser
from sekampadi.db.queries.publikasi import list_publikasi
from sekampadi.db.queries.tindak_lanjut import (
    find_rencana,
    list_kegiatan,
    list_petikan,
    list_rencana,
)
from sekampadi.db.types import stored_id
from sekampadi.domain.izin import PROVINSI, Principal
from sekampadi.domain.laporan.pelaksanaan import Triwulan, triwulan_of
from sekampadi.domain.pengajuan.tenggat import MasaLapor, tenggat_of
from sekampadi.domain.tindak_lanjut.hasil import Realisasi
from sekampadi.services.laporan.cakupan import require_upp_of
from sekampadi.services.sistem.runtime import Runtime, require
from sekampadi.services.tindak_lanjut.lembar import find_lembar
from sekampadi.services.tindak_lanjut.rencana import (
    READ,
    WRITE,
    Rencana,
    unknown_rencana,
)


@dataclass(frozen=True, slots=True)
class DaftarLine:
    """A triwulan of an UPP. What stands behind ``dimulai`` says nothing where no plan was begun."""

    triwulan: Triwulan
    tenggat: date  # the last day for its plan
    lembar: bool  # a plan can be begun from a sheet
    dimulai: bool
    realisasi: Realisasi
    terlambat: int  # actions that should have been finished
    diubah_pada: datetime | None
    diubah_oleh: str


@dataclass(frozen=True, slots=True)
class Daftar:
    """The triwulan of the own UPP, the newest first; ``banyak`` tells of who sees other UPP, too."""

    upp: UppRow | None  # None for who belongs to no UPP
    baris: tuple[DaftarLine, ...]
    banyak: bool
    boleh: bool  # whether the person may write


def _seri(upp: UppRow) -> list[str]:
    names = [f"upp:{upp.id}", f"upt:{upp.id}"]
    return names if upp.induk_id is None else [*names, f"upt:{upp.induk_id}"]


def _with_lembar(session: Session, upp: UppRow) -> set[Triwulan]:
    """Return the triwulan of which a sheet is in force; as ``find_lembar`` looks for one."""
    return {
        whole[0]
        for seri in _seri(upp)
        for row in list_publikasi(session, PROVINSI, seri, current_only=True)
        if len(whole := triwulan_of(row.periode)) == 1
    }


def _down_to(first: Triwulan, last: Triwulan) -> Iterator[Triwulan]:
    for number in range(last.tahun * 4 + last.nomor - 1, first.tahun * 4 + first.nomor - 2, -1):
        yield Triwulan(number // 4, number % 4 + 1)


def last_over(today: date) -> Triwulan:
    """Return the newest triwulan that is over."""
    first = Triwulan.of(today).periode.dari
    return Triwulan.of((first or today) - timedelta(days=1))


def load_daftar(rt: Runtime, principal: Principal | None) -> Daftar:
    """List the triwulan of the own UPP, from its first sheet or plan to the newest that is over."""
    person = require(principal, READ)
    banyak = not person.scope.is_one_upp
    if person.upp_id is None:
        return Daftar(None, (), banyak, person.may(WRITE))
    with rt.reading() as session:
        upp = require_upp_of(session, person, "")
        lembar = _with_lembar(session, upp)
        plans = {
            Triwulan(p.tahun, p.triwulan): p
            for p in list_rencana(session, person.scope, upp_ids=frozenset({upp.id}))
        }
        kegiatan = list_kegiatan(session, [stored_id(p.id) for p in plans.values()])
        newest = last_over(rt.today())
        lines = []
        first = min((*lembar, *plans, newest))
        geser = list_geser(session, range(first.tahun, newest.tahun + 1))
        for triwulan in _down_to(first, newest):
            plan = plans.get(triwulan)
            own = [k for k in kegiatan if plan and k.tindak_lanjut_id == plan.id]
            lines.append(
                DaftarLine(
                    triwulan,
                    tenggat_of(MasaLapor.of(triwulan), upp.id, geser),
                    triwulan in lembar,
                    plan is not None,
                    Realisasi.of(k.hasil.status for k in own),
                    sum(k.is_late(rt.today()) for k in own),
                    plan.diubah_pada if plan else None,
                    plan.diubah_oleh if plan else "",
                )
            )
    return Daftar(upp, tuple(lines), banyak, person.may(WRITE))


@dataclass(frozen=True, slots=True)
class KeadaanRencana:
    """By what an open page knows that it has grown old.

    Args:
        diubah_pada: the last change of the plan itself.
        lembar_id: the sheet in force, or else the one it rests on.
        dihapus: quotations whose suggestion a moderator has removed since.
    """

    diubah_pada: datetime
    lembar_id: int
    dihapus: frozenset[int]

    @classmethod
    def of(cls, rencana: Rencana) -> "KeadaanRencana":
        """Return that of a plan as it was read."""
        lembar = rencana.lembar_baru or rencana.lembar
        petikan = (p for baris in rencana.baris for p in baris.petikan)
        return cls(rencana.diubah_pada, lembar.id, frozenset(p.id for p in petikan if p.dihapus))


def load_keadaan(
    rt: Runtime, principal: Principal | None, rencana_id: int
) -> tuple[KeadaanRencana, str]:
    """Read where a plan stands and who changed it last: an open page asks every few seconds.

    Raises:
        NotFoundError: ``rencana.unknown``.
    """
    person = require(principal, READ)
    with rt.reading() as session:
        plan = find_rencana(session, person.scope, rencana_id)
        if plan is None:
            raise unknown_rencana()
        upp = get_upp(session, plan.upp_id)
        lembar = upp and find_lembar(session, upp, Triwulan(plan.tahun, plan.triwulan))
        gone = frozenset(p.id for p in list_petikan(session, [rencana_id]) if p.dihapus)
        lembar_id = lembar.row.id if lembar else plan.publikasi_id
        return KeadaanRencana(plan.diubah_pada, lembar_id, gone), plan.diubah_oleh
