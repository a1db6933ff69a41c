"""Being idle: a login ends when nobody has typed or clicked in it for a while (decision 75).

What a page does by itself is no activity: live figures, watches, connecting again. So the events of
pages do not count; a small script (``assets/diam.js``) says, at most once a minute, that somebody is
there.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select, update

from sekampadi.db.models import LayarTerhubung, Sesi
from sekampadi.domain.periode import SKEW
from sekampadi.services.sistem.runtime import Runtime

TOUCH_EVERY: Final = timedelta(minutes=1)
"""How exactly it is known when a login, or a wall, was last seen; it is written no more often."""


def hash_token(token: str) -> str:
    """Return under which hash a secret is stored.

    A browser may send anything: lone surrogates must not end in a traceback.
    """
    return hashlib.sha256(token.encode(errors="backslashreplace")).hexdigest()


def idle_limit(rt: Runtime) -> timedelta:
    """Return how long a login lasts without activity."""
    return timedelta(minutes=rt.settings.session_idle_minutes)


def moments(rt: Runtime) -> dict[str, datetime]:
    """Return what a statement about sessions that stand is asked with: ``now`` and ``idle``."""
    now = rt.now()
    return {"now": now, "idle": now - idle_limit(rt)}


def is_over(sesi: Sesi, asked: dict[str, datetime]) -> bool:
    """Tell whether the time of a session is over, by either limit, at :func:`moments`."""
    return sesi.berlaku_sampai <= asked["now"] or sesi.terakhir <= asked["idle"]


def over(rt: Runtime) -> ColumnElement[bool]:
    """Return the condition of :func:`is_over` for a statement."""
    asked = moments(rt)
    return or_(col(Sesi.berlaku_sampai) <= asked["now"], col(Sesi.terakhir) <= asked["idle"])


def _needs_touch(now: datetime) -> ColumnElement[bool]:
    # One that lies ahead was written before the clock was set back.
    return or_(col(Sesi.terakhir) <= now - TOUCH_EVERY, col(Sesi.terakhir) > now + SKEW)


def touch_sesi(rt: Runtime, token: str | None) -> None:
    """Note that somebody types or clicks in a login, unless that was noted within a minute.

    A login that has ended stays so.
    """
    if not token:
        return
    now = rt.now()
    query = (
        col(Sesi.token_hash) == hash_token(token),
        ~over(rt),
        _needs_touch(now),
    )
    with rt.reading() as session:
        if session.exec(select(Sesi.token_hash).where(*query)).first() is None:
            return
    with rt.writing() as session:
        session.exec(update(Sesi).where(*query).values(terakhir=now))


def longest(rt: Runtime) -> timedelta:
    """Return how long a login lasts at most."""
    return timedelta(hours=rt.settings.session_hours)


def has_ended(rt: Runtime) -> bool:
    """Tell whether there is anything to forget or to bring back (:func:`bring_back`)."""
    now = rt.now()
    ahead = or_(
        col(Sesi.terakhir) > now + SKEW, col(Sesi.berlaku_sampai) > now + longest(rt) + SKEW
    )
    wall = (col(LayarTerhubung.berlaku_sampai) <= now, col(LayarTerhubung.token_hash).is_not(None))
    with rt.reading() as session:
        return (
            session.exec(select(Sesi.token_hash).where(or_(over(rt), ahead)).limit(1)).first()
            or session.exec(select(LayarTerhubung.id).where(*wall).limit(1)).first()
        ) is not None


def bring_back(session: Session, rt: Runtime) -> None:
    """Take what was noted before the clock was set back as noted now: no login lasts longer by it."""
    now, end = rt.now(), rt.now() + longest(rt)
    session.exec(update(Sesi).where(col(Sesi.terakhir) > now + SKEW).values(terakhir=now))
    # Who goes on typing would otherwise stay longer than anybody who logs in now.
    late = col(Sesi.berlaku_sampai) > end + SKEW
    session.exec(update(Sesi).where(late).values(berlaku_sampai=end))


@dataclass(frozen=True, slots=True)
class SisaSesi:
    """How long a login still lasts, if nothing is done in it, and whether doing something helps."""

    detik: int  # 0 when it is over
    lanjut: bool  # False when its longest time ends before


def time_left(rt: Runtime, token: str | None) -> SisaSesi:
    """Return how long the login behind a cookie still lasts; nothing for one that is none."""
    if not token:
        return SisaSesi(0, False)
    with rt.reading() as session:
        row = session.get(Sesi, hash_token(token))
        if row is None:
            return SisaSesi(0, False)
        idle_end, end = row.terakhir + idle_limit(rt), row.berlaku_sampai
    left = min(idle_end, end) - rt.now()
    # After the clock was set back it may seem longer.
    return SisaSesi(max(0, int(min(left, idle_limit(rt)).total_seconds())), idle_end < end)
