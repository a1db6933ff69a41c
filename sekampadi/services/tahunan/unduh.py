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
    berkas: str,
) -> tuple[ObjekTahunan, BentukTahunan]:
    """Check a wish for the file of an annual report, and write down that it was asked for.

    Args:
        upp_kode: empty for the own UPP, or for who has none, for the province.
        berkas: the ending of the file.

    Raises:
        DomainError: ``tahun.unknown``, ``bentuk.unknown``.
        NotFoundError: ``upp.unknown``.
    """
    person = require(principal, READ)
    authorize(principal, Permission.LAPORAN_EXPORT)
    form = parse_bentuk(bentuk)
    with rt.reading() as session:
        objek = resolve_objek(session, rt, person, upp_kode, tahun)
    with rt.writing() as session:
        record(session, person, "ekspor.tahunan", objek.objek, bentuk=form.value, berkas=berkas)
    return objek, form
