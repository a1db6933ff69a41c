"""Keys made of the program's secret, one for each purpose; an older secret is still known for a while.

``SEKAMPADI_SECRET_KEY`` signs, and those of ``SEKAMPADI_SECRET_KEY_OLD`` are believed besides, the newest
first. So a secret can be replaced without ending what browsers, receivers and rows hold. What is new
asks :func:`derive`; browsers' marks, starts of surveys and webhooks had keys of another form before
there was this module, and keep them, because others hold what was made with them.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sekampadi.settings import Settings

_ID: Final = b"sekampadi/key-id"


@dataclass(frozen=True, slots=True)
class Key:
    """A key for one purpose.

    Args:
        id: eight hexadecimal digits that name the secret it is made of and tell nothing about it;
            the same for all purposes. Kept beside what the key has made, it says which one did.
        value: 32 bytes.
    """

    id: str
    value: bytes

    def __repr__(self) -> str:
        """Name the key without its value: it may get into a log."""
        return f"Key({self.id})"


@lru_cache(maxsize=64)
def key_id(secret: str) -> str:
    """Return the id of a secret: eight hexadecimal digits."""
    return hmac.digest(secret.encode(), _ID, hashlib.sha256).hex()[:8]


@lru_cache(maxsize=256)
def _derive(secret: str, purpose: str) -> Key:
    value = hmac.digest(secret.encode(), b"sekampadi/" + purpose.encode(), hashlib.sha256)
    return Key(key_id(secret), value)


def derive(settings: Settings, purpose: str) -> Key:
    """Return the key that makes something new.

    Args:
        purpose: a short word of one use, such as ``audit``; each gets another key.
    """
    return _derive(settings.secrets[0], purpose)


def derive_all(settings: Settings, purpose: str) -> tuple[Key, ...]:
    """Return all keys with which something may have been made, the one of :func:`derive` first."""
    return tuple(_derive(secret, purpose) for secret in settings.secrets)


def find_key(settings: Settings, purpose: str, id_: str) -> Key | None:
    """Return the key of an id; None when its secret is not among the settings any more."""
    return next((key for key in derive_all(settings, purpose) if key.id == id_), None)


def secret_of(secrets: Sequence[str], id_: str) -> str:
    """Return the secret of an id among these, otherwise the first one."""
    return next((secret for secret in secrets if key_id(secret) == id_), secrets[0])
