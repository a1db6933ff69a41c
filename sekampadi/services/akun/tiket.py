"""What a login hands out on its way: a ticket, or, before the second step, what waits for a code."""

import secrets
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete

from sekampadi.db.models import MasukTertunda, TiketMasuk
from sekampadi.services.akun.diam import hash_token

TICKET_LIFE = timedelta(seconds=20)
TERTUNDA_LIFE = timedelta(minutes=5)
"""How long a login waits for its second step."""


def add_ticket(session: Session, operator_id: int, now: datetime, *, kabar: bool = False) -> str:
    """Store a ticket for an account that has shown all that is asked of it; return its secret.

    Args:
        kabar: whether the owner has to be told something of the second factor.
    """
    ticket = secrets.token_urlsafe(32)
    session.exec(delete(TiketMasuk).where(col(TiketMasuk.berlaku_sampai) < now))
    session.add(
        TiketMasuk(
            token_hash=hash_token(ticket),
            operator_id=operator_id,
            berlaku_sampai=now + TICKET_LIFE,
            kabar=kabar,
        )
    )
    return ticket


def add_tertunda(session: Session, operator_id: int, now: datetime, tab: str = "") -> str:
    """Store a login that waits for its second step; return its secret.

    Args:
        tab: where it may go on in another process; empty for a browser that brings the secret itself.
    """
    tertunda = secrets.token_urlsafe(32)
    session.exec(delete(MasukTertunda).where(col(MasukTertunda.berlaku_sampai) < now))
    session.add(
        MasukTertunda(
            token_hash=hash_token(tertunda),
            operator_id=operator_id,
            berlaku_sampai=now + TERTUNDA_LIFE,
            tab_hash=hash_token(tab) if tab else "",
        )
    )
    return tertunda
