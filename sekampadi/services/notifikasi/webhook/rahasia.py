"""The secret of a webhook: shown once, kept encrypted, and replaced while the one before still signs."""

import secrets
from datetime import datetime
from typing import Final

from sqlmodel import col, select

from sekampadi.db.models import Webhook
from sekampadi.db.types import stored_id
from sekampadi.domain.notifikasi.webhook import TUMPANG
from sekampadi.services.akun.rahasia import is_sealed_anew, seal, unseal
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.settings import Settings

_PURPOSE: Final = "webhook"


def new_rahasia(settings: Settings, row: Webhook, now: datetime) -> str:
    """Give a webhook, which has its id, a new secret; return the only copy that is shown."""
    secret = "rahasia_" + secrets.token_hex(32)
    if row.rahasia:
        row.rahasia_lama, row.lama_sampai = row.rahasia, now + TUMPANG
    row.rahasia = seal(settings, stored_id(row.id), secret, purpose=_PURPOSE)
    return secret


def keys_of(settings: Settings, row: Webhook, now: datetime) -> tuple[str, ...]:
    """Return the secrets that sign now, the newest first; none when the program's key is gone."""
    stored = [row.rahasia]
    if row.lama_sampai is not None and now < row.lama_sampai:
        stored.append(row.rahasia_lama)
    opened = (unseal(settings, stored_id(row.id), s, purpose=_PURPOSE) for s in stored)
    return tuple(secret for secret in opened if secret is not None)


def _sealed_anew(settings: Settings, webhook_id: int, stored: str) -> str:
    secret = unseal(settings, webhook_id, stored, purpose=_PURPOSE)
    return stored if secret is None else seal(settings, webhook_id, secret, purpose=_PURPOSE)


def seal_anew(rt: Runtime) -> int:
    """Encrypt the secrets of all webhooks with the program's newest key; return how many were changed.

    Also those of webhooks to which nothing is sent, and which would else be lost with the old key. What
    opens with no key stays as it is: the key may come back. A secret whose overlap is over is removed.
    """
    changed, settings, now = 0, rt.settings, rt.now()
    with rt.reading() as session:
        found = [
            row.id
            for row in session.exec(select(Webhook).order_by(col(Webhook.id)))
            if (row.lama_sampai is not None and row.lama_sampai <= now)
            or not all(is_sealed_anew(settings, s) for s in (row.rahasia, row.rahasia_lama) if s)
        ]
    for webhook_id in found:
        with rt.writing() as session:
            row = session.get(Webhook, webhook_id, with_for_update=True)
            if row is None:
                continue  # taken away meanwhile
            before = (row.rahasia, row.rahasia_lama)
            if row.lama_sampai is not None and row.lama_sampai <= now:
                row.rahasia_lama, row.lama_sampai = "", None
            for field in ("rahasia", "rahasia_lama"):
                stored = getattr(row, field)
                if stored and not is_sealed_anew(settings, stored):
                    setattr(row, field, _sealed_anew(settings, stored_id(row.id), stored))
            changed += (row.rahasia, row.rahasia_lama) != before
            session.add(row)
    return changed
