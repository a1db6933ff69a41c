"""Deadlines: the matrix of all UPP, and a deadline that is moved (decree, L.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from sekampadi.db.models import TenggatGeser
from sekampadi.db.queries.master import UppRow, list_upp
from sekampadi.db.queries.pengajuan import list_disampaikan, list_geser, list_pengajuan
from sekampadi.db.queries.tata import lock_upp
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
from sekampadi.i18n import format_tanggal, t
from sekampadi.services.laporan.cakupan import require_upp
from sekampadi.services.pengajuan.sejak import load_sejak
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.sistem.semula import Semula, check_semula


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


def _check_seen(
    session: Session,
    semula: Semula | None,
    upp: UppRow | None,
    masa: MasaLapor,
    *,
    kini: date,
    baru: date,
) -> None:
    """Refuse to move a deadline that somebody else has just moved, unseen."""
    kode = upp.kode if upp else ""
    seen = {"tanggal": semula.get(kode, "")} if semula is not None else None

    def words(oleh: str) -> str:
        return t(
            "Belum digeser: tenggat ini baru saja digeser {oleh} ke {hari}. Bila tetap ingin "
            "menggantinya, simpan lagi.",
            oleh=oleh,
            hari=format_tanggal(kini),
        )

    both = {"tanggal": kini.isoformat()}, {"tanggal": baru.isoformat()}
    objek = f"tenggat/{masa.kunci}"
    check_semula(session, seen, *both, aksi="tenggat.", objek=objek, words=words)


def load_seen_tenggat(rt: Runtime, principal: Principal | None, masa: MasaLapor) -> dict[str, str]:
    """Return the deadlines of a column as :func:`move_tenggat` takes what was seen."""
    require(principal, Permission.TENGGAT_MANAGE)
    with rt.reading() as session:
        geser = list_geser(session, [masa.tahun])
        rows = list_upp(session, PROVINSI, active_only=False)
        seen = {u.kode: tenggat_of(masa, u.id, geser).isoformat() for u in rows}
        return seen | {"": tenggat_of(masa, 0, geser).isoformat()}


def move_tenggat(
    rt: Runtime,
    principal: Principal | None,
    masa: MasaLapor,
    upp_kode: str,
    isian: Mapping[str, object],
    *,
    semula: Semula | None = None,
) -> date:
    """Move a deadline, of one UPP or without a kode of all; return the new one.

    Args:
        semula: the deadlines that the person saw, ``2026-12-31`` by the kode of the UPP, that of
            all under the empty kode; None outside of forms.

    Raises:
        ChangedError: ``isian.berubah``.
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
        # Who moves the same one at once waits here, and is told of the other.
        held = [upp] if upp else list_upp(session, PROVINSI, active_only=False)
        lock_upp(session, [u.id for u in held])
        before = tenggat_of(masa, upp.id if upp else 0, list_geser(session, [masa.tahun]))
        _check_seen(session, semula, upp, masa, kini=before, baru=isi.tanggal)
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
