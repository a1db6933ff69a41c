"""What a browser keeps for a while and nobody else may read or make: sealed with a key of its purpose."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sekampadi.keys import derive, find_key
from sekampadi.settings import Settings

_NONCE: Final = 12
_MOST: Final = 4000
"""Characters; a cookie holds no more."""


def seal(settings: Settings, purpose: str, text: str) -> str:
    """Encrypt a text for one purpose; what comes out fits into a cookie and an address."""
    key, nonce = derive(settings, purpose), secrets.token_bytes(_NONCE)
    sealed = AESGCM(key.value).encrypt(nonce, text.encode(), purpose.encode())
    return f"{key.id}.{urlsafe_b64encode(nonce + sealed).decode().rstrip('=')}"


def unseal(settings: Settings, purpose: str, sealed: str) -> str | None:
    """Decrypt what :func:`seal` has made for the same purpose; None for anything else."""
    id_, _, text = sealed.partition(".")
    key = find_key(settings, purpose, id_)
    if key is None or len(sealed) > _MOST:
        return None
    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        return AESGCM(key.value).decrypt(data[:_NONCE], data[_NONCE:], purpose.encode()).decode()
    except (InvalidTag, ValueError):
        return None
