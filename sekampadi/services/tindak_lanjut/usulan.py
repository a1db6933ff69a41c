"""What is proposed to be quoted for an unsur: the suggestions that speak of it, and behind them the others."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from sekampadi.db.queries.tindak_lanjut import SaranTriwulan, find_rencana, list_petikan
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.survei.unsur import Unsur
from sekampadi.domain.tindak_lanjut.usulan import Nada, count_unsur, propose
from sekampadi.services.sistem.runtime import Runtime, require
from sekampadi.services.tindak_lanjut.kegiatan import parse_unsur
from sekampadi.services.tindak_lanjut.petikan import read_saran
from sekampadi.services.tindak_lanjut.rencana import WRITE, unknown_rencana

USULAN_MAX = 200
"""Suggestions proposed at once: nobody reads more."""


@dataclass(frozen=True, slots=True)
class UsulanSaran:
    """A suggestion that may be quoted for an unsur.

    Args:
        nada: in what tone it seems to speak of the unsur; None where no list says that it does.
        petikan_id: of what is quoted of it for this unsur already; None for nothing.
    """

    jawaban_id: int
    tanggal: date
    layanan: str
    saran: str
    nada: Nada | None
    petikan_id: int | None


@dataclass(frozen=True, slots=True)
class HalamanUsulan:
    """What is proposed, complaints first, and what comes behind it: what is left, and the newest others.

    Args:
        menyebut: how many speak of the unsur.
        semua: how many suggestions the plan may quote.
    """

    usulan: tuple[UsulanSaran, ...]
    lain: tuple[UsulanSaran, ...]
    menyebut: int
    semua: int


def _of_plan(session: Session, person: Principal, rencana_id: int) -> list[SaranTriwulan]:
    plan = find_rencana(session, person.scope, rencana_id)
    if plan is None:
        raise unknown_rencana()
    return read_saran(session, plan)


def _may(principal: Principal | None) -> Principal:
    require(principal, Permission.SARAN_READ)
    return require(principal, WRITE)


def load_usulan(
    rt: Runtime,
    principal: Principal | None,
    rencana_id: int,
    unsur: object,
    *,
    lain: int = USULAN_MAX,
) -> HalamanUsulan:
    """Propose suggestions for an unsur of a plan.

    Args:
        lain: how many others are wanted, so that a person finds what the lists have missed.

    Raises:
        DomainError: ``unsur.unknown``.
        NotFoundError: ``rencana.unknown``.
    """
    person = _may(principal)
    about = parse_unsur(unsur)
    with rt.reading() as session:
        rows = _of_plan(session, person, rencana_id)
        picked = list_petikan(session, [rencana_id])
    quoted = {p.jawaban_id: p.id for p in picked if p.unsur is about}
    nada = {i: s.nada for i, s in propose(((r.jawaban_id, r.saran) for r in rows), about)}
    by_id = {r.jawaban_id: r for r in rows}

    def row(i: int) -> UsulanSaran:
        r = by_id[i]
        return UsulanSaran(i, r.tanggal, r.layanan, r.saran, nada.get(i), quoted.get(i))

    ids = [*nada, *(i for i in by_id if i not in nada)]
    many = min(len(nada), USULAN_MAX)
    return HalamanUsulan(
        tuple(map(row, ids[:many])),
        tuple(map(row, ids[many : many + max(0, lain)])),
        len(nada),
        len(rows),
    )


def count_usulan(rt: Runtime, principal: Principal | None, rencana_id: int) -> dict[Unsur, int]:
    """Count for each unsur the suggestions of a plan that speak of it.

    Raises:
        NotFoundError: ``rencana.unknown``.
    """
    person = _may(principal)
    with rt.reading() as session:
        rows = _of_plan(session, person, rencana_id)
    return count_unsur(r.saran for r in rows)
