"""Deadlines: the matrix of all UPP, and a deadline that is moved (decree, L.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from sekampadi.db.models import TenggatGeser
from sekampadi.db.queries.master import UppRow, list_upp
from sekampadi.db.queries.pengajuan import list_disampaikan, list_geser, list_pengajuan
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import PROVINSI, Permission, Principal, Scope
from sekampadi.domain.pengajuan.alur import StatusPengajuan
from sekampadi.domain.pengajuan.tenggat import (
    MasaLapor,
    StatusTenggat,
    is_since,
    list_masa,
    parse_geser,
    status_tenggat,
    tenggat_of,
)
from sekampadi.domain.periode import local_date
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import require_upp
from sekampadi.services.pengajuan.sejak import load_sejak
from sekampadi.services.sistem.runtime import Runtime, record, require


@dataclass(frozen=True, slots=True)
class Sel:
    """An UPP and what it hands in for."""

    masa: MasaLapor
    status: StatusPengajuan
    keadaan: StatusTenggat
    tenggat: date
    disampaikan_pada: datetime | None  # when it first left the UPP

    @property
    def lewat(self) -> bool:
        """Whether it was handed in behind its deadline."""
        return (
            self.disampaikan_pada is not None and local_date(self.disampaikan_pada) > self.tenggat
        )


@dataclass(frozen=True, slots=True)
class BarisMatriks:
    """An UPP in the matrix."""

    upp: UppRow
    sel: tuple[Sel, ...]  # as the columns of the matrix


@dataclass(frozen=True, slots=True)
class Matriks:
    """All UPP that a person sees, and all that they hand in."""

    masa: tuple[MasaLapor, ...]  # the oldest first, the year behind its four triwulan
    baris: tuple[BarisMatriks, ...]  # by name


def read_matriks(
    session: Session, rt: Runtime, scope: Scope, sejak: MasaLapor, *, semua: bool = False
) -> Matriks:
    """Read the matrix, for an already authorized use case; ``semua`` as for :func:`list_masa`."""
    today = rt.today()
    masa = list_masa(sejak, today, semua=semua)
    tahun = sorted({m.tahun for m in masa})
    if not tahun:
        return Matriks((), ())
    geser = list_geser(session, tahun)
    rows = {(r.upp_id, r.masa): r for r in list_pengajuan(session, scope, tahun)}
    sent = list_disampaikan(session, scope, tahun)
    baris = []
    for upp in list_upp(session, scope):
        sel = []
        for one in masa:
            row = rows.get((upp.id, one))
            status = row.status if row else StatusPengajuan.BELUM
            tenggat = tenggat_of(one, upp.id, geser)
            keadaan = status_tenggat(one, status, tenggat, today)
            sel.append(Sel(one, status, keadaan, tenggat, sent.get(row.id) if row else None))
        baris.append(BarisMatriks(upp, tuple(sel)))
    return Matriks(masa, tuple(baris))


def load_matriks(rt: Runtime, principal: Principal | None, *, semua: bool = False) -> Matriks:
    """Read the matrix of what a person sees; ``semua`` as for :func:`list_masa`."""
    person = require(principal, Permission.PENGAJUAN_READ)
    sejak = load_sejak(rt)
    with rt.reading() as session:
        return read_matriks(session, rt, person.scope, sejak, semua=semua)


def move_tenggat(
    rt: Runtime,
    principal: Principal | None,
    masa: MasaLapor,
    upp_kode: str,
    isian: Mapping[str, object],
) -> date:
    """Move a deadline, of one UPP or without a kode of all; return the new one.

    Raises:
        DomainError: ``masa.sebelum_mulai``.
        FieldErrors: ``tanggal.*``, ``alasan.*``.
        NotFoundError: ``upp.unknown``.
    """
    person = require(principal, Permission.TENGGAT_MANAGE)
    if not is_since(load_sejak(rt), masa) or masa.tahun > rt.today().year:
        raise DomainError(
            "masa.sebelum_mulai", t("{masa} tidak punya tenggat di sistem ini.", masa=masa.label)
        )
    isi = parse_geser(isian, masa)
    with rt.writing() as session:
        upp = require_upp(session, PROVINSI, upp_kode) if upp_kode else None
        before = tenggat_of(masa, upp.id if upp else 0, list_geser(session, [masa.tahun]))
        session.add(
            TenggatGeser(
                tahun=masa.tahun,
                triwulan=masa.nomor,
                upp_id=upp.id if upp else None,
                tanggal=isi.tanggal,
                alasan=isi.alasan,
                dibuat_pada=rt.now(),
                dibuat_oleh=person.username,
            )
        )
        record(
            session,
            person,
            "tenggat.geser",
            f"tenggat/{masa.kunci}",
            upp=upp.kode if upp else "",
            sebelum={"tanggal": before.isoformat()},
            sesudah={"tanggal": isi.tanggal.isoformat()},
            alasan=isi.alasan,
        )
    return isi.tanggal
