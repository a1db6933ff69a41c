"""All of an annual report at once, single scores with it."""

from sekampadi.domain.izin import Permission, Principal
from sekampadi.services.sistem.runtime import Runtime, require
from sekampadi.services.tahunan.bahan import BahanTahunan, read_bahan
from sekampadi.services.tahunan.objek import READ, resolve_objek


def load_utuh(rt: Runtime, principal: Principal, upp_kode: str, tahun: int) -> BahanTahunan:
    """Read a report as its document reads it: anew, in one moment, without the marks of drafts."""
    person = require(principal, READ)
    with rt.reading() as session:
        objek = resolve_objek(session, rt, person, upp_kode, tahun)
        saran = person.may(Permission.SARAN_READ)
        return read_bahan(session, rt, objek, saran=saran, mentah=True)
