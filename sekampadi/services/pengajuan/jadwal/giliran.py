"""What a person does next with the papers of the UPP, and where all of them are."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from sekampadi.db.queries.master import UppRow
from sekampadi.db.queries.pengajuan import list_delegasi_on
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.domain.pengajuan.alur import AksiPengajuan, alur_of, moves_from, waits_for
from sekampadi.services.pengajuan.sejak import load_sejak
from sekampadi.services.pengajuan.tenggat import Matriks, Sel, read_matriks
from sekampadi.services.sistem.runtime import Runtime, require


@dataclass(frozen=True, slots=True)
class Giliran:
    """What an UPP hands in, and whose turn it is.

    Args:
        giliran: None at the end, and while it is not over.
        langkah: what the person does now; None when it is somebody else's turn.
    """

    upp: UppRow
    sel: Sel
    giliran: Role | None
    langkah: AksiPengajuan | None


@dataclass(frozen=True, slots=True)
class Jadwal:
    """The matrix to the end of this year, and of an UPP's people what is theirs.

    ``milik`` has first what waits for the person, the oldest deadline first, then what waits for
    somebody else of the own UPP, then the rest, the newest first. It is empty for the province.
    """

    matriks: Matriks
    milik: tuple[Giliran, ...]


def _roles(session: Session, person: Principal, today: date) -> dict[int | None, set[Role]]:
    """Return as what a person acts for which UPP."""
    found: dict[int | None, set[Role]] = {person.upp_id: {person.role}}
    if person.may(Permission.PENGAJUAN_MOVE):
        for d in list_delegasi_on(session, today, operator_id=person.operator_id):
            found.setdefault(d.upp_id, set()).add(d.sebagai.peran)
    return found


def _giliran(upp: UppRow, sel: Sel, roles: set[Role], today: date) -> Giliran:
    end, alur = sel.masa.periode.sampai, alur_of(sel.masa.nomor)
    turn = waits_for(alur, sel.status) if end is not None and end < today else None
    mine = moves_from(alur, sel.status, {turn}) if turn in roles and turn else ()
    return Giliran(upp, sel, turn, mine[0].aksi if mine else None)


def load_jadwal(rt: Runtime, principal: Principal | None) -> Jadwal:
    """Read where everything is that a person sees, and what he does next."""
    person, today, sejak = require(principal, Permission.PENGAJUAN_READ), rt.today(), load_sejak(rt)
    with rt.reading() as session:
        matriks = read_matriks(session, rt, person.scope, sejak, semua=True)
        roles = _roles(session, person, today) if person.role.of_upp else {}
    if not person.role.of_upp:
        return Jadwal(matriks, ())
    begun = [
        _giliran(b.upp, s, roles.get(b.upp.id, set()), today)
        for b in matriks.baris
        for s in b.sel
        if s.masa.periode.dari is not None and s.masa.periode.dari <= today
    ]
    mine = sorted((g for g in begun if g.langkah), key=lambda g: (g.sel.tenggat, g.upp.nama))
    rest = [g for g in begun if not g.langkah and g.upp.id == person.upp_id]
    rest.sort(key=lambda g: g.sel.tenggat, reverse=True)
    rest.sort(key=lambda g: g.giliran is None or g.sel.status.disampaikan)
    return Jadwal(matriks, (*mine, *rest))
