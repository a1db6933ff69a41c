"""Whose annual report of which year, and who may write it."""

from dataclasses import dataclass

from sqlmodel import Session

from sekampadi.db.models import LaporanTahunan
from sekampadi.db.queries.master import UppRow
from sekampadi.db.queries.tahunan.naskah import find_laporan_tahunan, hold_laporan_tahunan
from sekampadi.db.types import stored_id
from sekampadi.domain.errors import DomainError, ForbiddenError, NotFoundError
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.domain.laporan.pelaksanaan import TAHUN_MIN
from sekampadi.domain.periode import Periode
from sekampadi.domain.tahunan.usulan import KonteksTahunan
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import require_upp_of
from sekampadi.services.sistem.pengaturan import identitas_of
from sekampadi.services.sistem.runtime import Runtime, require

READ, WRITE = Permission.TAHUNAN_READ, Permission.TAHUNAN_WRITE


@dataclass(frozen=True, slots=True)
class ObjekTahunan:
    """The annual report of an UPP, or of the province (``upp`` is None)."""

    upp: UppRow | None
    konteks: KonteksTahunan

    @property
    def tahun(self) -> int:
        """Its year."""
        return self.konteks.tahun

    @property
    def nama(self) -> str:
        """Of the UPP, or of the province."""
        return self.konteks.nama

    @property
    def kode(self) -> str:
        """How an address names it; empty for the province."""
        return self.upp.kode if self.upp else ""

    @property
    def seri(self) -> str:
        """The series of its sheets, its own layanan only."""
        return f"upp:{self.upp.id}" if self.upp else "provinsi"

    @property
    def periode(self) -> Periode:
        """Its days."""
        return Periode.tahun(self.tahun)

    @property
    def objek(self) -> str:
        """How the audit trail names it."""
        return f"tahunan/{self.seri}/{self.tahun}"


def parse_tahun(rt: Runtime, tahun: object) -> int:
    """Read a year that has begun.

    Raises:
        DomainError: ``tahun.unknown``.
    """
    text = str(tahun)
    known = len(text) == 4 and text.isascii() and text.isdigit()
    if not known or not TAHUN_MIN <= int(text) <= rt.today().year:
        raise DomainError("tahun.unknown", t("Pilih tahun yang sudah atau sedang berjalan."))
    return int(text)


def list_tahun(rt: Runtime) -> tuple[int, ...]:
    """Return the years of which there are reports, newest first."""
    return tuple(range(rt.today().year, TAHUN_MIN - 1, -1))


def resolve_objek(
    session: Session, rt: Runtime, person: Principal, upp_kode: str, tahun: object
) -> ObjekTahunan:
    """Find the report that an address names, for somebody who may read such reports.

    Args:
        upp_kode: empty for the own UPP, or for who has none, for the province.

    Raises:
        DomainError: ``tahun.unknown``.
        NotFoundError: ``upp.unknown``, also for an UPP outside the scope.
    """
    year = parse_tahun(rt, tahun)
    whole = not upp_kode and person.upp_id is None
    if whole and person.scope.upp_ids is not None:
        raise NotFoundError("upp.unknown", t("Akun ini belum terhubung dengan UPP."))
    upp = None if whole else require_upp_of(session, person, upp_kode)
    return objek_of(session, upp, year, berjalan=year == rt.today().year)


def objek_of(
    session: Session, upp: UppRow | None, tahun: int, *, berjalan: bool = False
) -> ObjekTahunan:
    """Return the report of an UPP, or with None of the province, for an authorized use case.

    Args:
        berjalan: whether the year is not over yet.
    """
    identitas = identitas_of(session)
    nama = upp.nama if upp else identitas.daerah
    konteks = KonteksTahunan(
        *(nama, identitas.pemerintah, identitas.pengelola, tahun, upp is None),
        berjalan=berjalan,
    )
    return ObjekTahunan(upp, konteks)


def may_write(person: Principal, objek: ObjekTahunan) -> bool:
    """Tell whether a person may write a report that he sees.

    Those of UPP are written by their Admin, and where he needs help by Admin Pemprov; that of the
    province by Admin Pemprov and the Ketua Tim (decree, H).
    """
    if not person.may(WRITE):
        return False
    return objek.upp is None or person.role is not Role.KETUA_TIM


def tell_bukan_penulis(person: Principal, objek: ObjekTahunan) -> str:
    """Say why a person may not write a report that he sees; empty for who may."""
    if may_write(person, objek):
        return ""
    if objek.upp is None:
        return t(
            "Laporan provinsi ditulis Admin Pemprov dan Ketua Tim Kerja Pelayanan Publik. Anda dapat membacanya."
        )
    return t("Laporan UPP ditulis oleh operatornya. Anda dapat membacanya.")


def open_objek(
    session: Session, rt: Runtime, principal: Principal | None, upp_kode: str, tahun: object
) -> tuple[Principal, ObjekTahunan]:
    """Find a report that a person may write.

    Raises:
        DomainError: ``tahun.unknown``.
        ForbiddenError: ``tahunan.bukan_penulis``.
        NotFoundError: ``upp.unknown``.
    """
    person = require(principal, WRITE)
    objek = resolve_objek(session, rt, person, upp_kode, tahun)
    if words := tell_bukan_penulis(person, objek):
        raise ForbiddenError("tahunan.bukan_penulis", words)
    return person, objek


def hold_laporan(
    session: Session, rt: Runtime, person: Principal, objek: ObjekTahunan
) -> LaporanTahunan:
    """Return the row of a report and hold it; it is made with the first word that is typed."""
    return hold_laporan_tahunan(
        session,
        seri=objek.seri,
        tahun=objek.tahun,
        upp_id=objek.upp.id if objek.upp else None,
        dibuat_pada=rt.now(),
        dibuat_oleh=person.username,
    )


def laporan_id(session: Session, objek: ObjekTahunan) -> int | None:
    """Return the id of a report of which something was written; None before."""
    row = find_laporan_tahunan(session, objek.seri, objek.tahun)
    return stored_id(row.id) if row else None
