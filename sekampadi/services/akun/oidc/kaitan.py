"""Kaitan: the link between an account and a person at the provider, made and taken back by its owner.

An account links itself while its owner is logged in and has typed the password once more. What a
provider says of names or addresses is never taken for whose account it is.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from sekampadi.db.models import Operator
from sekampadi.db.types import stored_id
from sekampadi.domain.audit.rantai import objek_akun
from sekampadi.domain.errors import ConflictError, NotFoundError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.i18n import t
from sekampadi.services.akun.faktor import check_owner
from sekampadi.services.akun.oidc.segel import seal, unseal
from sekampadi.services.akun.sesi import end_sessions, hash_of
from sekampadi.services.sistem.runtime import Runtime, record, require

IZIN_LIFE: Final = timedelta(minutes=1)
"""How long after the password the way to the provider is open."""
_P: Final = Permission.SESSION
_PURPOSE: Final = "oidc-kaitan"


@dataclass(frozen=True, slots=True)
class KaitanSaya:
    """What a person sees of its link: what the provider is called, empty for none; and whether it is linked."""

    nama: str
    terhubung: bool


def load_kaitan(rt: Runtime, principal: Principal | None) -> KaitanSaya:
    """Return how the own account stands to the provider."""
    person = require(principal, Permission.AKUN)
    with rt.reading() as session:
        operator = session.get(Operator, person.operator_id)
        return KaitanSaya(rt.settings.oidc_name, bool(operator and operator.oidc_sub))


def begin_kaitan(
    rt: Runtime, principal: Principal | None, isian: Mapping[str, object], *, token: str | None
) -> str:
    """Ask for the password before an account is linked; return what opens the way to the provider.

    ``isian`` holds ``sandi`` and, where there is a second factor, ``kode``. What is returned is worth
    something for a minute, and in this session only.

    Raises:
        NotFoundError: ``oidc.off``.
        FieldErrors, DomainError: as :func:`~sekampadi.services.akun.faktor.check_owner`.
    """
    person = require(principal, _P)
    if not rt.settings.oidc_on:
        raise NotFoundError("oidc.off", t("Halaman tidak ditemukan."))
    check_owner(rt, person, isian)
    until = int((rt.now() + IZIN_LIFE).timestamp())
    return seal(rt.settings, _PURPOSE, json.dumps([person.operator_id, hash_of(token), until]))


def read_izin(rt: Runtime, izin: str, token: str | None) -> int | None:
    """Return whose account may be linked by what :func:`begin_kaitan` has returned; None for nobody's."""
    text = unseal(rt.settings, _PURPOSE, izin)
    if text is None or not token:
        return None
    operator_id, sesi, until = json.loads(text)
    left = until - rt.now().timestamp()
    mine = sesi == hash_of(token) and 0 < left <= IZIN_LIFE.total_seconds() + 60
    return int(operator_id) if mine else None


def store_kaitan(rt: Runtime, principal: Principal | None, kunci: str) -> None:
    """Link the own account with a person at the provider, in the place of another one.

    Args:
        kunci: as :func:`~sekampadi.domain.sesi.oidc.subject_key` names the person.

    Raises:
        ConflictError: ``oidc.taken``.
    """
    person = require(principal, _P)
    taken = ConflictError(
        "oidc.taken", t("Akun di layanan itu sudah terhubung dengan akun lain di sini.")
    )
    try:
        with rt.writing() as session:
            owner = session.exec(select(Operator.id).where(col(Operator.oidc_sub) == kunci)).first()
            if owner is not None and owner != person.operator_id:
                raise taken
            operator = session.get_one(Operator, person.operator_id, with_for_update=True)
            operator.oidc_sub = kunci
            session.add(operator)
            record(session, person, "akun.oidc_kait", objek_akun(person.operator_id))
    except IntegrityError:  # of two at the same moment
        raise taken from None


def remove_kaitan(rt: Runtime, principal: Principal | None) -> None:
    """Take the own link back; a second click finds it taken back."""
    person = require(principal, _P)
    with rt.writing() as session:
        operator = session.get_one(Operator, person.operator_id, with_for_update=True)
        if operator.oidc_sub is not None:
            operator.oidc_sub = None
            session.add(operator)
            record(session, person, "akun.oidc_lepas", objek_akun(person.operator_id))


def reset_kaitan(session: Session, acting: Principal | None, operator: Operator) -> None:
    """Take somebody's link away in a transaction that has asked for the right to it; sessions end.

    Raises:
        ConflictError: ``oidc.none``.
    """
    if operator.oidc_sub is None:
        raise ConflictError("oidc.none", t("Akun ini tidak terhubung dengan layanan masuk lain."))
    operator.oidc_sub = None
    session.add(operator)
    end_sessions(session, stored_id(operator.id))
    record(session, acting, "operator.oidc", objek_akun(stored_id(operator.id)))
