"""Locks on webhooks of other systems."""

from sqlalchemy import text
from sqlmodel import Session


def lock_webhook(session: Session) -> None:
    """Let nobody else add a webhook before this transaction ends; SQLite has one writer anyway.

    For those of the province, which have no row of an UPP that two could wait for.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("LOCK TABLE webhook IN SHARE ROW EXCLUSIVE MODE"))
