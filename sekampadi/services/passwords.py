"""Usernames and passwords: the rules a new one must keep, and Argon2id."""

import re
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t

MIN_LENGTH, MAX_LENGTH = 10, 200

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")
"""What a username is made of."""

_hasher = PasswordHasher()
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
# Verified when the account does not exist, so that both answers take the same time.
_NOBODY = _hasher.hash(secrets.token_hex(16))


def _to_bytes(password: str) -> bytes:
    # A browser may send anything: lone surrogates must not end in a traceback.
    return password.encode(errors="backslashreplace")


def hash_password(password: str) -> str:
    """Return the Argon2id hash of a new password.

    Raises:
        DomainError: ``password.length`` when it is too short or too long.
    """
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise DomainError(
            "password.length",
            t("Kata sandi harus {min} sampai {max} karakter.", min=MIN_LENGTH, max=MAX_LENGTH),
        )
    return _hasher.hash(_to_bytes(password))


def verify_password(password_hash: str | None, password: str) -> bool:
    """Tell whether a password fits a hash, in the same time when there is no account (None)."""
    try:
        return _hasher.verify(password_hash or _NOBODY, _to_bytes(password[:MAX_LENGTH])) and bool(
            password_hash
        )
    except (VerificationError, InvalidHashError):
        return False


def make_password() -> str:
    """Make a password a person can read aloud: twelve unambiguous characters in three groups."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))
