"""The secret of a webhook: shown once, kept encrypted, and replaced while the one before still signs."""

import secrets
from datetime import datetime
from typing import Final

from sekampadi.db.models import Webhook
from sekampadi.db.types import stored_id
from sekampadi.domain.notifikasi.webhook import TUMPANG
from sekampadi.services.akun.rahasia import seal, unseal
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
