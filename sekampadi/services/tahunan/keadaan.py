"""How far the reports of each year are, so that one finds the year that is to be written."""

from collections.abc import Mapping

from sqlmodel import Session

from sekampadi.db.queries.pengajuan import list_pengajuan
from sekampadi.db.queries.tahunan.naskah import list_tahun_ditulis
from sekampadi.domain.izin import Permission, Principal, Scope
from sekampadi.domain.pengajuan.alur import StatusPengajuan
from sekampadi.domain.tahunan.keadaan import KeadaanTahun
from sekampadi.services.sistem.runtime import Runtime, require
from sekampadi.services.tahunan.naskah import read_tertulis
from sekampadi.services.tahunan.objek import READ, ObjekTahunan, list_tahun, objek_of, resolve_objek
from sekampadi.services.tahunan.simpanan import SEGAR_DETIK


def _disampaikan(session: Session, objek: ObjekTahunan, tahun: tuple[int, ...]) -> frozenset[int]:
    """Return of which years an UPP has handed in its report; the province hands none in."""
    if objek.upp is None:
        return frozenset()
    rows = list_pengajuan(session, Scope(frozenset({objek.upp.id})), tahun)
    # What came back is to be handed in once more.
    return frozenset(
        r.masa.tahun
        for r in rows
        if r.masa.nomor == 0 and r.status is not StatusPengajuan.BELUM and not r.status.dikembalikan
    )


def load_keadaan_tahun(
    rt: Runtime, principal: Principal | None, upp_kode: str, tahun: object
) -> Mapping[int, KeadaanTahun]:
    """Return how far the reports of an UPP, or of the province, are, of each year, newest first.

    Who may not see what is handed in is not told which are.

    Args:
        tahun: of the report that is shown; it does not matter which.

    Raises:
        DomainError: ``tahun.unknown``.
        NotFoundError: ``upp.unknown``.
    """
    person = require(principal, READ)
    with rt.reading() as session:
        objek = resolve_objek(session, rt, person, upp_kode, tahun)
    years = list_tahun(rt)

    def read(session: Session) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
        begun = list_tahun_ditulis(session, objek.seri)
        whole = frozenset(
            year
            for year in begun.intersection(years)
            if not any(b.kurang for b in read_tertulis(session, objek_of(session, objek.upp, year)))
        )
        return begun, whole, _disampaikan(session, objek, years)

    name = f"tahunan/{objek.seri}/keadaan"
    begun, whole, handed = rt.keep(name, read, seconds=SEGAR_DETIK, until_act=True)
    if not person.may(Permission.PENGAJUAN_READ):
        handed = frozenset()

    def keadaan(year: int) -> KeadaanTahun:
        if year in handed:
            return KeadaanTahun.DISAMPAIKAN
        if year in whole:
            return KeadaanTahun.LENGKAP
        return KeadaanTahun.DIMULAI if year in begun else KeadaanTahun.BELUM

    return {year: keadaan(year) for year in years}
