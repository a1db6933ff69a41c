"""The second step of a login: a code -> the ticket that :mod:`.sesi` exchanges for the cookie.

The login that waits has a secret of its own, which the server keeps with the tab and sends to nobody;
only its hash is in the database. It lasts some minutes and takes a few codes.
"""

import logging

from sqlmodel import col, delete, select, update

from sekampadi.db.models import MasukTertunda, Operator
from sekampadi.domain.audit.rantai import objek_akun
from sekampadi.domain.errors import DomainError, UnauthenticatedError
from sekampadi.domain.periode import SKEW
from sekampadi.i18n import t
from sekampadi.services.akun.coba_masuk import AsalMasuk, percobaan
from sekampadi.services.akun.kode import HasilKode, refusal, use_code
from sekampadi.services.akun.sesi import TERTUNDA_LIFE, add_ticket, hash_of, principal_of
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


def _owner(rt: Runtime, tertunda: str) -> str | None:
    """Return the username of a login that waits; None when it does no longer."""
    if not tertunda:
        return None
    now = rt.now()
    with rt.reading() as session:
        return session.exec(
            select(Operator.username)
            .join(MasukTertunda, col(MasukTertunda.operator_id) == col(Operator.id))
            .where(
                col(MasukTertunda.token_hash) == hash_of(tertunda),
                col(MasukTertunda.berlaku_sampai) > now,
                # One that lasts longer than any was made before the clock was set back.
                col(MasukTertunda.berlaku_sampai) <= now + TERTUNDA_LIFE + SKEW,
                col(MasukTertunda.percobaan) < MOST_CODES,
            )
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
    username, now = _owner(rt, tertunda), rt.now()
    if username is None:
        raise _late()
    tries = percobaan(rt.settings, username, asal or AsalMasuk())
    try:
        tries.check(now)
    except DomainError:
        logger.warning("refused a login: too many tries")
        raise
    mine = col(MasukTertunda.token_hash) == hash_of(tertunda)
    ticket, hasil, left = "", HasilKode.SALAH, 0
    with rt.writing() as session:
        counted = session.exec(
            update(MasukTertunda)
            .where(mine, col(MasukTertunda.percobaan) < MOST_CODES)
            .values(percobaan=MasukTertunda.percobaan + 1)
        ).rowcount
        row = session.exec(select(MasukTertunda).where(mine)).one_or_none() if counted else None
        person = principal_of(session, row.operator_id) if row else None
        if row is None or person is None:
            raise _late()
        hasil = use_code(session, rt.settings, person.operator_id, kode, now)
        left = MOST_CODES - row.percobaan
        if hasil.fits or not left:
            session.exec(delete(MasukTertunda).where(mine))
        if hasil.fits:
            ticket = add_ticket(session, person.operator_id, now)
        else:
            record(session, None, "login.kode_gagal", objek_akun(person.operator_id))
        if hasil is HasilKode.PEMULIHAN:
            record(session, person, "login.pemulihan")
    # Outside of the transaction: Redis is asked, and nobody else writes meanwhile.
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
