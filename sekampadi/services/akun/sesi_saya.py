"""Sesi saya: the own logins, each with its device and when it was last used, and ending them."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete, select

from sekampadi.db.models import Sesi
from sekampadi.domain.audit.rantai import objek_akun
from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.sesi.gawai import describe_gawai
from sekampadi.i18n import t
from sekampadi.services.akun.diam import over
from sekampadi.services.akun.sesi import end_sessions, hash_of, tell_rights_changed
from sekampadi.services.sistem.runtime import Runtime, record, require

_P = Permission.SESSION


@dataclass(frozen=True, slots=True)
class SesiRow:
    """A login that stands."""

    kunci: str  # names it to a page, and is worth nothing as a cookie
    gawai: str
    mulai: datetime
    terakhir: datetime
    kini: bool  # the one that asks


def _kunci(token_hash: str) -> str:
    return hashlib.sha256(f"sesi|{token_hash}".encode()).hexdigest()[:16]


def _standing(rt: Runtime, session: Session, operator_id: int) -> list[Sesi]:
    query = (
        select(Sesi)
        .where(col(Sesi.operator_id) == operator_id, ~over(rt))
        .order_by(col(Sesi.terakhir).desc(), col(Sesi.token_hash))
    )
    return list(session.exec(query))


def list_sessions(
    rt: Runtime, session: Session, operator_id: int, *, own: str = ""
) -> list[SesiRow]:
    """List the logins of an account, the asking one first, whose hash is ``own``."""
    rows = [
        SesiRow(
            _kunci(row.token_hash),
            row.gawai or describe_gawai(""),
            row.dibuat,
            row.terakhir,
            row.token_hash == own,
        )
        for row in _standing(rt, session, operator_id)
    ]
    return sorted(rows, key=lambda row: not row.kini)


def end_one(rt: Runtime, session: Session, operator_id: int, kunci: str) -> str:
    """End one login of an account, and return in which device it was.

    Raises:
        NotFoundError: ``sesi.unknown``, also for one of another account.
    """
    rows = _standing(rt, session, operator_id)
    row = next((r for r in rows if _kunci(r.token_hash) == kunci), None)
    # Deleting, not reading, decides: of two who end it one is told that it has gone.
    ended = (
        row and session.exec(delete(Sesi).where(col(Sesi.token_hash) == row.token_hash)).rowcount
    )
    if row is None or not ended:
        raise NotFoundError("sesi.unknown", t("Sesi ini sudah berakhir."))
    tell_rights_changed(session)
    return row.gawai or describe_gawai("")


def list_sesi(rt: Runtime, principal: Principal | None, *, token: str | None) -> list[SesiRow]:
    """List the own logins; ``token`` is the secret of the one that asks."""
    person = require(principal, _P)
    with rt.reading() as session:
        return list_sessions(rt, session, person.operator_id, own=hash_of(token))


def end_sesi(rt: Runtime, principal: Principal | None, kunci: str) -> None:
    """End one of the own logins, wherever it is.

    Raises:
        NotFoundError: ``sesi.unknown``.
    """
    person = require(principal, _P)
    with rt.writing() as session:
        gawai = end_one(rt, session, person.operator_id, kunci)
        record(session, person, "login.akhiri", objek_akun(person.operator_id), gawai=gawai)


def end_all_sesi(rt: Runtime, principal: Principal | None, *, but: str | None = None) -> None:
    """End all own logins, but the one of the secret ``but``."""
    person = require(principal, _P)
    with rt.writing() as session:
        end_sessions(session, person.operator_id, but=hash_of(but))
        objek = objek_akun(person.operator_id)
        record(session, person, "login.akhiri_semua", objek, kecuali_ini=bool(but))
