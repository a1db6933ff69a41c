"""Who is behind the cookie of a connected wall: nobody with an account, but a screen with one right.

Here and not with the wall's own use cases, because whoever asks who is behind a cookie asks here.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select, update

from sekampadi.db.engine import batched
from sekampadi.db.models import LayarTerhubung, Upp
from sekampadi.db.scope import load_scope
from sekampadi.db.types import stored_id
from sekampadi.domain.izin import Principal, Role, Scope
from sekampadi.domain.periode import SKEW
from sekampadi.services.akun.diam import TOUCH_EVERY
from sekampadi.services.sistem.runtime import Runtime

_L = LayarTerhubung
_STANDING = (
    sql_select(
        *(col(_L.token_hash), col(_L.id), col(_L.nama), col(_L.upp_id)),
        func.coalesce(col(Upp.nama), ""),
    )
    .select_from(_L)
    .join(Upp, col(Upp.id) == col(_L.upp_id), isouter=True)
    .where(col(_L.dicabut_pada).is_(None), or_(col(_L.upp_id).is_(None), col(Upp.aktif)))
)
"""The walls that were not taken back; a closed office shows none (decision 1)."""


def _role_of(upp_id: int | None) -> Role:
    """Return whose screen it shows: the role says what part is shown, never what is allowed."""
    return Role.PIMPINAN if upp_id is None else Role.PIMPINAN_UPP


def _at(now: datetime) -> Select[*tuple[Any, ...]]:
    return _STANDING.where(col(_L.berlaku_sampai) > now)


def find_walls(session: Session, hashes: Collection[str], now: datetime) -> dict[str, Principal]:
    """Return which of some hashed cookies are walls that may show their screen now."""
    found: dict[str, Principal] = {}
    scopes: dict[int | None, Scope] = {}
    for some in batched(sorted(hashes)):
        rows = session.execute(_at(now).where(col(_L.token_hash).in_(some)))
        for token_hash, layar_id, nama, upp_id, upp_nama in rows:
            role = _role_of(upp_id)
            if upp_id not in scopes:
                scopes[upp_id] = load_scope(session, role, upp_id)
            found[str(token_hash)] = Principal(
                0, nama, role, upp_id, upp_nama, scopes[upp_id], layar_id=layar_id
            )
    return found


def disconnect(session: Session, token_hash: str, now: datetime) -> int | None:
    """Take a wall back whose device goes out by itself; its id, None where no wall is."""
    row = session.exec(select(_L).where(col(_L.token_hash) == token_hash)).one_or_none()
    if row is None:
        return None
    row.token_hash, row.tautan_hash, row.tautan_sampai = None, None, None
    row.dicabut_pada = now
    session.add(row)
    return stored_id(row.id)


def disconnect_ended(session: Session, now: datetime) -> None:
    """Forget the cookies of walls whose time is over, so that a clock set back revives none."""
    session.exec(
        update(_L)
        .where(col(_L.berlaku_sampai) <= now, col(_L.token_hash).is_not(None))
        .values(token_hash=None)
    )


def touch_layar(rt: Runtime, layar_ids: Collection[int]) -> None:
    """Note that some walls show their screen, for each that was not noted within a minute."""
    now = rt.now()
    stale = (
        col(_L.id).in_(sorted(layar_ids)),
        or_(
            col(_L.terakhir).is_(None),
            col(_L.terakhir) <= now - TOUCH_EVERY,
            col(_L.terakhir) > now + SKEW,
        ),
    )
    with rt.reading() as session:
        if session.execute(sql_select(col(_L.id)).where(*stale).limit(1)).first() is None:
            return
    with rt.writing() as session:
        session.exec(update(_L).where(*stale).values(terakhir=now))
