"""Word of a move, to those whose turn it is and to those whose papers were moved."""

from collections.abc import Iterable

from sqlmodel import Session

from sekampadi.db.queries.pengajuan import list_pelaku
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.domain.notifikasi.peringatan import Kabar
from sekampadi.services.notifikasi.notifikasi import notify
from sekampadi.services.sistem.runtime import Runtime


def tell(
    session: Session,
    rt: Runtime,
    peran: Role,
    upp_id: int | None,
    *,
    kunci: str,
    kabar: Kabar,
    tautan: str,
    izin: Permission,
    but: Principal | None = None,
    jenis: str = "pengajuan",
) -> int:
    """Tell all who may act in a role, in the transaction of the cause; return how many are new.

    Args:
        upp_id: whose Admin or Pimpinan; None for the roles of the province.
        kunci: names the cause; nobody is told it twice.
        but: who caused it and knows.
    """
    return tell_people(
        session,
        rt,
        list_pelaku(session, peran, upp_id if peran.of_upp else None, rt.today()),
        upp_id,
        kunci=kunci,
        kabar=kabar,
        tautan=tautan,
        izin=izin,
        but=but,
        jenis=jenis,
    )


def tell_people(
    session: Session,
    rt: Runtime,
    people: Iterable[int],
    upp_id: int | None,
    *,
    kunci: str,
    kabar: Kabar,
    tautan: str,
    izin: Permission,
    but: Principal | None = None,
    jenis: str = "pengajuan",
) -> int:
    """Tell some accounts as :func:`tell` does."""
    return sum(
        notify(
            session,
            rt,
            operator_id,
            kunci=kunci,
            jenis=jenis,
            kabar=kabar,
            izin=izin,
            tautan=tautan,
            upp_id=upp_id,
            email=True,
            webhook=True,
        )
        for operator_id in people
        if but is None or operator_id != but.operator_id
    )
