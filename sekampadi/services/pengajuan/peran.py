"""As what a person acts: by the own role, and by the delegations that are in force today."""

from datetime import date

from sqlmodel import Session

from sekampadi.db.queries.pengajuan import list_delegasi_on
from sekampadi.domain.izin import Principal
from sekampadi.domain.pengajuan.delegasi import Sebagai


def list_peran(
    session: Session, person: Principal, upp_id: int | None, today: date
) -> tuple[Sebagai, ...]:
    """Return as what a person may act for an UPP, or with None for the province.

    The own role of an UPP counts for that UPP only: the Pimpinan of an induk reads what its UPT
    hand in and does not approve it.
    """
    own = (Sebagai(person.role),) if not person.role.of_upp or person.upp_id == upp_id else ()
    acting = list_delegasi_on(session, today, operator_id=person.operator_id)
    return own + tuple(d.sebagai for d in acting if d.upp_id == upp_id)


def pick_peran(peran: tuple[Sebagai, ...], role: object) -> Sebagai:
    """Return as what somebody makes a move that takes a role; the own one before a delegated one."""
    return next(s for s in peran if s.peran is role)
