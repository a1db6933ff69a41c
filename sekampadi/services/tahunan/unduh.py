"""Taking an annual report away: who may, and the line that says so."""

from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.tahunan.bentuk import BentukTahunan, parse_bentuk
from sekampadi.services.sistem.runtime import Runtime, authorize, record, require
from sekampadi.services.tahunan.objek import READ, ObjekTahunan, resolve_objek


def check_unduh_tahunan(
    rt: Runtime,
    principal: Principal | None,
    upp_kode: str,
    tahun: object,
    *,
    bentuk: object,
) -> tuple[ObjekTahunan, BentukTahunan]:
    """Check a wish for the file of an annual report.

    Args:
        upp_kode: empty for the own UPP, or for who has none, for the province.

    Raises:
        DomainError: ``tahun.unknown``, ``bentuk.unknown``.
        NotFoundError: ``upp.unknown``.
    """
    person = require(principal, READ)
    authorize(principal, Permission.LAPORAN_EXPORT)
    form = parse_bentuk(bentuk)
    with rt.reading() as session:
        objek = resolve_objek(session, rt, person, upp_kode, tahun)
    return objek, form


def note_unduh_tahunan(
    rt: Runtime,
    principal: Principal | None,
    objek: ObjekTahunan,
    *,
    bentuk: BentukTahunan,
    berkas: str,
) -> None:
    """Write down that the file of an annual report is taken away: it is made, and not yet sent.

    Args:
        objek: as checked by :func:`check_unduh_tahunan`.
        berkas: the ending of the file.
    """
    person = require(principal, READ)
    authorize(principal, Permission.LAPORAN_EXPORT)
    with rt.writing() as session:
        record(session, person, "ekspor.tahunan", objek.objek, bentuk=bentuk.value, berkas=berkas)
