"""Delegations: who acts for an official, said by himself or by Admin Pemprov, and taken back."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from sekampadi.db.models import Delegasi, Operator
from sekampadi.db.queries.master import UppRow, list_upp
from sekampadi.db.queries.pengajuan import DelegasiRow, list_delegasi
from sekampadi.db.scope import load_scope
from sekampadi.db.types import stored_id
from sekampadi.domain.errors import ConflictError, DomainError, FieldErrors, NotFoundError
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.domain.pengajuan.delegasi import PERAN, parse_delegasi
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import require_upp
from sekampadi.services.sistem.runtime import Runtime, record, require

_P = Permission.DELEGASI_MANAGE


@dataclass(frozen=True, slots=True)
class CalonDelegasi:
    """An account that may act for an official."""

    username: str
    role: Role
    upp_id: int | None


@dataclass(frozen=True, slots=True)
class HalamanDelegasi:
    """Delegations that a person sees, and whom he may name."""

    baris: tuple[DelegasiRow, ...]
    peran: tuple[Role, ...]  # the officials for whom he may name somebody
    upp: tuple[UppRow, ...]  # of the Pimpinan UPP among them
    calon: tuple[CalonDelegasi, ...]


def _roles(person: Principal) -> tuple[Role, ...]:
    """Return for whom a person may name somebody: Admin Pemprov for all, else for himself."""
    if person.role is Role.ADMIN_PEMPROV:
        return PERAN
    return tuple(r for r in PERAN if r is person.role)


def _may_act(session: Session, role: Role, candidate: Operator, upp_id: int | None) -> bool:
    """Tell whether an account can act for an official: it moves papers, and sees the UPP."""
    own = Role(candidate.role)
    needed = Permission.PENGAJUAN_MOVE if role.of_upp else Permission.DOSSIER_MOVE
    if not candidate.aktif or needed not in own.permissions or own.of_upp is not role.of_upp:
        return False
    if own is role and candidate.upp_id == upp_id:
        return False  # holds the office himself
    return upp_id is None or load_scope(session, own, candidate.upp_id).covers(upp_id)


def load_delegasi(rt: Runtime, principal: Principal | None) -> HalamanDelegasi:
    """Read the delegations that are a person's business."""
    person = require(principal, _P)
    roles = _roles(person)
    with rt.reading() as session:
        rows = [
            d
            for d in list_delegasi(session, person.scope)
            if d.sebagai.peran in roles and _is_mine(person, d.upp_id)
        ]
        upp = (
            [u for u in list_upp(session, person.scope) if _is_mine(person, u.id)]
            if Role.PIMPINAN_UPP in roles
            else []
        )
        accounts = session.exec(
            select(Operator).where(col(Operator.aktif)).order_by(col(Operator.username))
        ).all()
        calon = tuple(
            CalonDelegasi(a.username, Role(a.role), a.upp_id)
            for a in accounts
            if any(
                _may_act(session, role, a, upp_id)
                for role in roles
                for upp_id in ((x.id for x in upp) if role.of_upp else (None,))
            )
        )
    return HalamanDelegasi(tuple(rows), roles, tuple(upp), calon)


def _is_mine(person: Principal, upp_id: int | None) -> bool:
    return person.role is Role.ADMIN_PEMPROV or person.upp_id == upp_id


def add_delegasi(rt: Runtime, principal: Principal | None, isian: Mapping[str, object]) -> int:
    """Say who acts for an official; return the delegation's id.

    Args:
        isian: as :func:`~sekampadi.domain.pengajuan.delegasi.parse_delegasi`, with ``upp`` (kode,
            for a Pimpinan UPP) and ``username``.

    Raises:
        ConflictError: ``delegasi.bentrok`` when somebody acts for the official in these days.
        FieldErrors: those of the form; ``username.unfit``, ``peran.denied``.
        NotFoundError: ``upp.unknown``.
    """
    person = require(principal, _P)
    isi = parse_delegasi(isian, rt.today())
    if isi.peran not in _roles(person):
        raise _wrong("peran", "peran.denied", t("Anda tidak dapat menunjuk pengganti pejabat ini."))
    with rt.writing() as session:
        upp_id = _upp_id(session, person, isi.peran, str(isian.get("upp") or ""))
        who = session.exec(
            select(Operator).where(col(Operator.username) == str(isian.get("username") or ""))
        ).one_or_none()
        if who is None or not _may_act(session, isi.peran, who, upp_id):
            raise _wrong("username", "username.unfit", t("Pilih pengganti dari daftar."))
        overlapping = select(Delegasi.id).where(
            col(Delegasi.peran) == isi.peran.value,
            col(Delegasi.upp_id) == upp_id if upp_id else col(Delegasi.upp_id).is_(None),
            col(Delegasi.dicabut_pada).is_(None),
            col(Delegasi.dari) <= isi.sampai,
            col(Delegasi.sampai) >= isi.dari,
        )
        if session.exec(overlapping).first() is not None:
            raise ConflictError(
                "delegasi.bentrok",
                t("Pada hari-hari itu sudah ada pengganti. Cabut dahulu delegasinya."),
            )
        row = Delegasi(
            peran=isi.peran.value,
            upp_id=upp_id,
            operator_id=stored_id(who.id),
            bentuk=isi.bentuk.value,
            dari=isi.dari,
            sampai=isi.sampai,
            dasar=isi.dasar,
            dibuat_pada=rt.now(),
            dibuat_oleh=person.username,
        )
        session.add(row)
        session.flush()
        record(
            session,
            person,
            "delegasi.tambah",
            f"delegasi/{row.id}",
            peran=row.peran,
            kepada=who.id,
            bentuk=row.bentuk,
            dari=row.dari.isoformat(),
            sampai=row.sampai.isoformat(),
            dasar=row.dasar,
        )
        return stored_id(row.id)


def _upp_id(session: Session, person: Principal, peran: Role, kode: str) -> int | None:
    if not peran.of_upp:
        return None
    upp = require_upp(session, person.scope, kode) if kode else None
    upp_id = upp.id if upp else person.upp_id
    if upp_id is None or not _is_mine(person, upp_id):
        raise _wrong("upp", "upp.missing", t("Pilih UPP dari daftar."))
    return upp_id


def _wrong(field: str, code: str, message: str) -> FieldErrors:
    return FieldErrors({field: DomainError(code, message)})


def revoke_delegasi(rt: Runtime, principal: Principal | None, delegasi_id: int) -> None:
    """Take a delegation back; what was done by it stays.

    Raises:
        NotFoundError: ``delegasi.unknown``.
    """
    person = require(principal, _P)
    with rt.writing() as session:
        row = session.exec(
            select(Delegasi).where(col(Delegasi.id) == delegasi_id).with_for_update()
        ).one_or_none()
        mine = (
            row is not None and Role(row.peran) in _roles(person) and _is_mine(person, row.upp_id)
        )
        if row is None or not mine or row.dicabut_pada is not None:
            raise NotFoundError("delegasi.unknown", t("Delegasi tidak ditemukan."))
        row.dicabut_pada, row.dicabut_oleh = rt.now(), person.username
        session.add(row)
        record(session, person, "delegasi.cabut", f"delegasi/{row.id}", peran=row.peran)
