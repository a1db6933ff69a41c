"""The second step of a login: a code -> the ticket that :mod:`.sesi` exchanges for the cookie.

The login that waits has a secret of its own, which the server keeps with the tab and sends to nobody;
only its hash is in the database. It lasts some minutes and takes a few codes.
"""

import logging
import secrets
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, select, update

from sekampadi.db.models import FaktorKedua, MasukTertunda, Operator, TiketMasuk
from sekampadi.domain.audit.rantai import objek_akun
from sekampadi.domain.errors import UnauthenticatedError
from sekampadi.domain.periode import SKEW
from sekampadi.i18n import t
from sekampadi.services.akun.coba_masuk import AsalMasuk, percobaan
from sekampadi.services.akun.kode import HasilKode, forgive, lock_account, refusal, use_code
from sekampadi.services.akun.sesi import hash_of, principal_of
from sekampadi.services.akun.tiket import TERTUNDA_LIFE, add_ticket
from sekampadi.services.sistem.runtime import Runtime, record

logger = logging.getLogger(__name__)

MOST_CODES = 5
"""Codes that a login may try; then the password is asked for again."""
LATE = "login.tertunda"
"""Code of what is said when the password has to be typed again."""


def _late() -> UnauthenticatedError:
    return UnauthenticatedError(
        LATE, t("Waktu memasukkan kode sudah habis. Masuk lagi dengan kata sandi.")
    )


def _waits(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return what is true of a login that still waits."""
    until = col(MasukTertunda.berlaku_sampai)
    # One that lasts longer than any was made before the clock was set back.
    fresh = until > now, until <= now + TERTUNDA_LIFE + SKEW
    return *fresh, col(MasukTertunda.percobaan) < MOST_CODES


def resume(rt: Runtime, tab: str) -> str:
    """Let a login go on in its tab when another process has it than the one it began in.

    A phone on which somebody looks for the code loses its connection, and may come back anywhere.
    Returns a new secret in the place of the one that this process does not have; empty for none.
    """
    mine = col(MasukTertunda.tab_hash) == hash_of(tab)
    if not tab:
        return ""
    with rt.reading() as session:
        if (
            session.exec(select(MasukTertunda.operator_id).where(mine, *_waits(rt.now()))).first()
            is None
        ):
            return ""
    tertunda = secrets.token_urlsafe(32)
    with rt.writing() as session:
        found = select(MasukTertunda).where(mine, *_waits(rt.now()))
        latest = col(MasukTertunda.berlaku_sampai).desc()
        row = session.exec(found.order_by(latest).limit(1)).one_or_none()
        if row is None:
            return ""
        this = col(MasukTertunda.token_hash) == row.token_hash
        session.exec(update(MasukTertunda).where(this).values(token_hash=hash_of(tertunda)))
    return tertunda


def _owner(rt: Runtime, tertunda: str) -> tuple[int, str] | None:
    """Return id and username of the account of a login that waits; None when it does no longer."""
    if not tertunda:
        return None
    with rt.reading() as session:
        return session.exec(
            select(MasukTertunda.operator_id, Operator.username)
            .join(MasukTertunda, col(MasukTertunda.operator_id) == col(Operator.id))
            .where(col(MasukTertunda.token_hash) == hash_of(tertunda), *_waits(rt.now()))
        ).one_or_none()


def still_waits(rt: Runtime, tertunda: str) -> bool:
    """Tell whether a login still waits for its code."""
    return _owner(rt, tertunda) is not None


def finish_login(rt: Runtime, tertunda: str, kode: str, asal: AsalMasuk | None = None) -> str:
    """Take the code of a login that waits, and hand out its ticket.

    Raises:
        UnauthenticatedError: :data:`LATE` when it does not wait any more, or has tried too often.
        DomainError: ``login.throttled``; those of :class:`~sekampadi.services.akun.kode.HasilKode`.
    """
    owner, now = _owner(rt, tertunda), rt.now()
    if owner is None:
        raise _late()
    operator_id, username = owner
    tries = percobaan(rt.settings, username, asal or AsalMasuk())
    # Counted before the transaction: Redis is asked, and nobody else writes meanwhile.
    with tries.counted(now):
        hasil, ticket, left = _try_code(rt, operator_id, tertunda, kode, now)
    if hasil.fits:
        tries.succeeded(now)
        return ticket
    tries.failed(now)
    logger.warning("refused a login: wrong code")
    if not left:
        raise UnauthenticatedError(
            LATE, t("Terlalu banyak kode yang tidak cocok. Masuk lagi dengan kata sandi.")
        )
    raise refusal(hasil)


def _try_code(
    rt: Runtime, operator_id: int, tertunda: str, kode: str, now: datetime
) -> tuple[HasilKode, str, int]:
    """Look at a code; return what became of it, the ticket that it may have, and how many tries are left."""
    mine = col(MasukTertunda.token_hash) == hash_of(tertunda)
    ticket, hasil, left = "", HasilKode.SALAH, 0
    with rt.writing() as session:
        lock_account(session, operator_id)
        counted = session.exec(
            update(MasukTertunda)
            .where(mine, col(MasukTertunda.percobaan) < MOST_CODES)
            .values(percobaan=MasukTertunda.percobaan + 1)
        ).rowcount
        row = session.exec(select(MasukTertunda).where(mine)).one_or_none() if counted else None
        person = principal_of(session, row.operator_id) if row else None
        if row is None or person is None:
            raise _late()
        hasil = use_code(session, rt.settings, operator_id, kode, now)
        left, salah = MOST_CODES - row.percobaan, row.salah
        if hasil is HasilKode.SALAH:
            session.exec(update(MasukTertunda).where(mine).values(salah=salah + 1))
        if hasil.fits or not left:
            session.exec(delete(MasukTertunda).where(mine))
        if hasil.fits:
            forgive(session, operator_id, salah)
            told = _tell_wrong(session, operator_id)
            news = told or hasil is HasilKode.PEMULIHAN
            ticket = add_ticket(session, operator_id, now, kabar=news)
        else:
            record(session, None, "login.kode_gagal", objek_akun(operator_id))
        if hasil is HasilKode.PEMULIHAN:
            record(session, person, "login.pemulihan")
    return hasil, ticket, left


def _tell_wrong(session: Session, operator_id: int) -> bool:
    """Tell whether wrong codes came that the owner was not told of, who is told now."""
    mine = col(FaktorKedua.operator_id) == operator_id
    gagal = col(FaktorKedua.gagal)
    new = session.exec(select(gagal > FaktorKedua.diberi_tahu).where(mine)).one_or_none()
    session.exec(update(FaktorKedua).where(mine).values(diberi_tahu=gagal))
    return bool(new)


def has_news(rt: Runtime, ticket: str) -> bool:
    """Tell whether who comes in with a ticket has to be told something of the own second factor."""
    with rt.reading() as session:
        row = session.get(TiketMasuk, hash_of(ticket))
        return row is not None and row.kabar
