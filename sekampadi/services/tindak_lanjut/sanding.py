"""What the value of an unsur was before and after each finished action; for internal screens only."""

from collections.abc import Iterable

from sqlmodel import Session

from sekampadi.db.queries.layar import read_layanan_jendela
from sekampadi.db.queries.rekap import Selection
from sekampadi.db.queries.tindak_lanjut import KegiatanRow, find_rencana, list_kegiatan
from sekampadi.domain.izin import Principal, Scope
from sekampadi.domain.periode import Periode
from sekampadi.domain.tindak_lanjut.hasil import StatusKegiatan
from sekampadi.domain.tindak_lanjut.sanding import Jendela, Sanding, compare, find_jendela
from sekampadi.services.sistem.runtime import Runtime, require
from sekampadi.services.tindak_lanjut.rencana import READ, unknown_rencana


def read_sanding(
    session: Session, rt: Runtime, upp_id: int, kegiatan: Iterable[KegiatanRow]
) -> dict[int, Sanding]:
    """Compare the unsur of finished actions, for an already authorized use case.

    Whatever sheet a plan rests on, the UPP's own layanan are compared. One statement reads them all.
    Small numbers are not hidden: nothing of this is for everyone to see.

    Args:
        upp_id: whose plans they belong to.
        kegiatan: actions of one plan or of several.

    Returns:
        By the id of the action; one that is not finished, or only since a few days, is left out.
    """
    today = rt.today()
    found: list[tuple[KegiatanRow, Jendela]] = []
    for row in kegiatan:
        selesai = row.hasil.selesai_pada
        if row.hasil.status is StatusKegiatan.SELESAI and selesai is not None:
            jendela = find_jendela(row.isi.mulai, selesai, today)
            if jendela is not None:
                found.append((row, jendela))
    each = [periode for _, j in found for periode in (j.sebelum, j.sesudah)]
    selection = Selection(Scope(frozenset({upp_id})), Periode())
    counted = read_layanan_jendela(session, selection, each)
    return {
        row.id: compare(row.unsur, j, counted[j.sebelum], counted[j.sesudah]) for row, j in found
    }


def load_sanding(rt: Runtime, principal: Principal | None, rencana_id: int) -> dict[int, Sanding]:
    """Compare the unsur of the finished actions of a plan, as :func:`read_sanding`.

    Raises:
        NotFoundError: ``rencana.unknown``.
    """
    person = require(principal, READ)
    with rt.reading() as session:
        plan = find_rencana(session, person.scope, rencana_id)
        if plan is None:
            raise unknown_rencana()
        return read_sanding(session, rt, plan.upp_id, list_kegiatan(session, [rencana_id]))
