"""Word of plans to the people of their UPP: actions that are due in a week or late, changed values."""

from datetime import timedelta
from typing import Final

from sqlmodel import Session, col, select

from sekampadi.db.models import Operator
from sekampadi.db.queries.tindak_lanjut_ringkas import Tenggat, list_nilai_berubah, list_tenggat
from sekampadi.db.types import stored_id
from sekampadi.domain.izin import PROVINSI, Permission, Role
from sekampadi.domain.notifikasi.peringatan import tell_revisi, tell_tenggat
from sekampadi.domain.teks import write_address
from sekampadi.i18n import t
from sekampadi.services.notifikasi.notifikasi import notify
from sekampadi.services.sistem.runtime import Runtime

HARI: Final = 7
"""Days before a target on which it is told of; what is late for longer is no news."""
_P: Final = Permission.TINDAK_LANJUT_READ


def _people(session: Session, upp_ids: set[int]) -> dict[int, list[int]]:
    """Return the accounts of some UPP that may read plans."""
    roles = [role.value for role in Role if role.of_upp and _P in role.permissions]
    query = select(Operator.id, Operator.upp_id).where(
        col(Operator.upp_id).in_(sorted(upp_ids)),
        col(Operator.role).in_(roles),
        col(Operator.aktif),
    )
    found: dict[int, list[int]] = {}
    for operator_id, upp_id in session.exec(query):
        found.setdefault(stored_id(upp_id), []).append(stored_id(operator_id))
    return found


def _tell(session: Session, rt: Runtime, due: Tenggat, people: list[int]) -> int:
    late = due.target < rt.today()
    triwulan = due.triwulan.periode.label
    kabar = tell_tenggat(
        due.nama,
        due.jumlah,
        t("RTL {triwulan} {upp}", triwulan=triwulan, upp=due.upp_nama),
        due.target,
        lewat=late,
    )
    # A target that is moved is another one, and told of again.
    name = f"rtl/{due.rencana_id}/{'lewat' if late else 'tenggat'}/{due.target.isoformat()}"
    query = {"upp": due.upp_kode, "triwulan": due.triwulan.kunci}
    return sum(
        notify(
            session,
            rt,
            operator_id,
            kunci=name,
            jenis="tenggat",
            kabar=kabar,
            izin=_P,
            tautan=write_address("/admin/tindak-lanjut/rencana", **query),
            upp_id=due.upp_id,
        )
        for operator_id in people
    )


def check_tenggat(rt: Runtime) -> int:
    """Tell of every target within :data:`HARI` days, once before it and once after it.

    Actions of a plan with the same target are told of together. Returns how many notices were
    written; to look again the same day writes none.
    """
    today, days = rt.today(), timedelta(days=HARI)
    with rt.reading() as session:
        found = list_tenggat(session, today - days, today + days)
        people = _people(session, {due.upp_id for due in found})
    written = 0
    for due in found:
        with rt.writing() as session:
            written += _tell(session, rt, due, people.get(due.upp_id, []))
    return written


def tell_nilai_berubah(session: Session, rt: Runtime, lembar_id: int, nomor: str) -> int:
    """Tell of the plans whose values a sheet has changed, in the transaction that publishes it.

    Returns how many notices were written.

    Args:
        nomor: of that sheet.
    """
    found = [x for x in list_nilai_berubah(session, PROVINSI) if x.lembar_id == lembar_id]
    people = _people(session, {x.upp_id for x in found})
    written = 0
    for x in found:
        rencana = t("RTL {triwulan} {upp}", triwulan=x.triwulan.periode.label, upp=x.upp_nama)
        query = {"upp": x.upp_kode, "triwulan": x.triwulan.kunci}
        written += sum(
            notify(
                session,
                rt,
                operator_id,
                kunci=f"rtl/{x.rencana_id}/nilai/{lembar_id}",
                jenis="nilai_rtl",
                kabar=tell_revisi(rencana, nomor),
                izin=_P,
                tautan=write_address("/admin/tindak-lanjut/rencana", **query),
                upp_id=x.upp_id,
            )
            for operator_id in people.get(x.upp_id, [])
        )
    return written
