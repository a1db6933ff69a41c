"""An UPP together with its UPT among the public figures, also in triwulan in which it was no group yet."""

from dataclasses import replace
from datetime import date

from sqlmodel import Session

from sekampadi.db.counters import upp_kunci
from sekampadi.db.queries.master import list_upt_ids
from sekampadi.db.queries.publik import SimpulRow, list_frozen, list_simpul
from sekampadi.domain.laporan.rekap import merge

_GRUP = "grup:"


def is_grup(kunci: str) -> bool:
    """Whether a node is an UPP together with its UPT."""
    return kunci.startswith(_GRUP)


def offices_of(session: Session, kunci: str) -> tuple[str, frozenset[str]]:
    """Return the nodes of a group's UPP and of its UPT of today."""
    upp_id = int(kunci.removeprefix(_GRUP))
    return upp_kunci(upp_id), frozenset(upp_kunci(i) for i in list_upt_ids(session, upp_id))


def read_simpul(session: Session, kunci: str, dari: date, sampai: date) -> list[SimpulRow]:
    """Read a node in the triwulan that begin between two days, shown or not.

    A triwulan that is frozen without a group speaks of the UPP alone, when none of its UPT had
    answers then. Otherwise the figures of both exist only apart, and the group is hidden: a sum
    that holds half of it would be wrong.
    """
    if not is_grup(kunci):
        return list_simpul(session, (kunci,), dari, sampai)
    head, upt = offices_of(session, kunci)
    found: dict[date, dict[str, SimpulRow]] = {}
    for row in list_simpul(session, (kunci, head, *sorted(upt)), dari, sampai):
        found.setdefault(row.triwulan, {})[row.kunci] = row
    frozen = set(list_frozen(session))
    rows: list[SimpulRow] = []
    for triwulan, here in found.items():
        answered = [row for row in here.values() if row.rekap.n]
        if kunci in here:
            rows.append(here[kunci])
        elif triwulan in frozen and any(row.kunci in upt for row in answered):
            hidden = replace(answered[0], kunci=kunci, tampil=False, sel=None)
            rows.append(replace(hidden, rekap=merge(row.rekap for row in answered)))
        elif triwulan in frozen and head in here:
            rows.append(here[head])
    return rows
