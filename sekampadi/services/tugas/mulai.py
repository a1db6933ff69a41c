"""The first day of an installation or an UPP, and the day of who stands at the counter."""

from dataclasses import dataclass

from sekampadi.db.models import Sumber
from sekampadi.db.queries.master import LayananRow, list_layanan, list_upp
from sekampadi.db.queries.tugas import count_hari, has_answers
from sekampadi.domain.izin import Permission, Principal
from sekampadi.services.sistem.runtime import Runtime, require


@dataclass(frozen=True, slots=True)
class Mulai:
    """What is there already of what a survey needs.

    Args:
        upp: whether there is an UPP.
        layanan: whether there is a layanan that people may answer about.
        pertama: kode of the first of them, empty for none.
    """

    upp: bool
    layanan: bool
    pertama: str


@dataclass(frozen=True, slots=True)
class Harian:
    """What somebody at the counter needs.

    Args:
        hari_ini: answers of today.
        kertas: those of them that came in on paper.
        layanan: what one may answer about.
        upp_kode: the own UPP, empty for none.
    """

    hari_ini: int
    kertas: int
    layanan: tuple[LayananRow, ...]
    upp_kode: str


def load_mulai(rt: Runtime, principal: Principal | None) -> Mulai | None:
    """Tell how far the first steps have been gone; None as soon as somebody has answered."""
    person = require(principal, Permission.BERANDA_READ)
    ids = person.scope.upp_ids
    name = f"mulai/{sorted(ids) if ids is not None else ''}"
    if rt.keep(name, lambda session: has_answers(session, person.scope), until_act=True):
        return None
    rt.forget(name)  # the first answer is seen at once
    with rt.reading() as session:
        layanan = list_layanan(session, person.scope)
        upp = list_upp(session, person.scope)
    return Mulai(bool(upp), bool(layanan), layanan[0].kode if layanan else "")


def load_harian(rt: Runtime, principal: Principal | None) -> Harian:
    """Read the day of a person who types answers in and hands codes out."""
    person = require(principal, Permission.JAWABAN_ENTER)
    with rt.reading() as session:
        counted = count_hari(session, person.scope, rt.today())
        layanan = tuple(list_layanan(session, person.scope))
        own = next(
            (u.kode for u in list_upp(session, person.scope) if u.id == person.upp_id), ""
        )  # fmt: skip
    kertas = counted.get(Sumber.KERTAS.value, 0)
    return Harian(sum(counted.values()), kertas, layanan, own)
