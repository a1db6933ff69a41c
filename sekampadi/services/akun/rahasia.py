"""Secrets at rest: encrypted with a key made of the program's secret.

AES-256-GCM, bound to the account, or to the row of another purpose: one that is copied to another row
does not open there. Who has a backup and not the settings cannot make codes or signatures.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sekampadi.keys import derive, find_key
from sekampadi.settings import Settings

_PURPOSE: Final = "faktor-kedua"
_NONCE: Final = 12


def _bound(purpose: str, row_id: int) -> bytes:
    return f"{purpose}/{row_id}".encode()


def seal(settings: Settings, row_id: int, secret: str, *, purpose: str = _PURPOSE) -> str:
    """Encrypt the secret of an account, or of a row, with the newest key, whose id stands before it."""
    key, nonce = derive(settings, purpose), secrets.token_bytes(_NONCE)
    sealed = AESGCM(key.value).encrypt(nonce, secret.encode(), _bound(purpose, row_id))
    return f"{key.id}.{urlsafe_b64encode(nonce + sealed).decode()}"


def unseal(settings: Settings, row_id: int, stored: str, *, purpose: str = _PURPOSE) -> str | None:
    """Decrypt what :func:`seal` made; None when its key is not among the settings any more."""
    id_, _, text = stored.partition(".")
    key = find_key(settings, purpose, id_)
    if key is None:
        return None
    try:
        data = urlsafe_b64decode(text)
        return (
            AESGCM(key.value)
            .decrypt(data[:_NONCE], data[_NONCE:], _bound(purpose, row_id))
            .decode()
        )
    except (InvalidTag, ValueError):
        return None


def is_sealed_anew(settings: Settings, stored: str) -> bool:
    """Tell whether a secret, of whatever purpose, is encrypted with the newest key."""
    return stored.startswith(f"{derive(settings, _PURPOSE).id}.")
