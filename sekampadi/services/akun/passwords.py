"""Usernames and passwords: the rules a new one must keep, and Argon2id."""

import os
import re
import secrets
import sys
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t

T = TypeVar("T")

MIN_LENGTH, MAX_LENGTH = 12, 128
_OLD_MAX: Final = 200
"""What a password was allowed to be before: it works until it is changed."""
_SIGNS: Final = 5
"""Different characters it has at least."""
_NAME_MIN: Final = 4
"""A shorter name is in many good passwords by chance."""

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")
"""What a username is made of."""

_COMMON: Final = Path(__file__).with_name("sandi_umum.txt")
_LEET: Final = str.maketrans("013457@$!", "oieastasi")
_EDGES: Final = "0123456789"
_SIGNS_AROUND: Final = "!@#$%^&*.,?_- "
_SPACES: Final = re.compile(r"\s{2,}")
_NICENESS: Final = 10

_hasher = PasswordHasher()
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def _stand_back() -> None:
    # On Linux a thread has a niceness of its own: who answers a survey comes first.
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)


_hashing = ThreadPoolExecutor(1, "argon2", initializer=_stand_back)
"""Argon2 takes 64 MB and all processors at once: one after the other."""


def _slowly(function: Callable[..., T], *args: object) -> T:
    return _hashing.submit(function, *args).result()


@cache
def _nobody() -> str:
    # Verified when the account does not exist, so that both answers take the same time.
    return _slowly(_hasher.hash, secrets.token_hex(16))


def _to_bytes(password: str) -> bytes:
    # A browser may send anything: lone surrogates must not end in a traceback.
    return password.encode(errors="backslashreplace")


@cache
def _common() -> frozenset[str]:
    return frozenset(_COMMON.read_text(encoding="utf-8").split())


def _plain(text: str) -> str:
    """Return the letters and digits of a text, in small letters."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _whole(text: str) -> str:
    """Return what a text repeats: "abcabc" is no better than "abc"."""
    for length in range(1, len(text) // 2 + 1):
        if len(text) % length == 0 and text == text[:length] * (len(text) // length):
            return text[:length]
    return text


def _is_common(password: str) -> bool:
    common = _common()
    core = password.casefold().strip(_EDGES + _SIGNS_AROUND)
    plain = _plain(password)
    texts = (plain, plain.strip(_EDGES), _plain(core), _plain(core.translate(_LEET)))
    forms = {form for text in texts for form in (text, _whole(text))}
    return not plain.strip(_EDGES) or any(form in common for form in forms)


def check_new_password(password: str, *, names: Iterable[str] = ()) -> None:
    """Refuse a new password that is easily guessed, or holds one of the account's names.

    Raises:
        DomainError: ``password.length``, ``password.weak``, ``password.common`` or
            ``password.name``.
    """
    # Several spaces count as one: they make a password longer, not harder to guess.
    if len(_SPACES.sub(" ", password)) < MIN_LENGTH or len(password) > MAX_LENGTH:
        raise DomainError(
            "password.length",
            t("Kata sandi harus {min} sampai {max} karakter.", min=MIN_LENGTH, max=MAX_LENGTH),
        )
    if len(set(password)) < _SIGNS:
        raise DomainError(
            "password.weak",
            t("Kata sandi ini mudah ditebak. Pakai lebih banyak huruf berbeda."),
        )
    # Before the list of common ones: it says more about what is wrong.
    plain = _plain(password)
    if any(len(name) >= _NAME_MIN and name in plain for name in map(_plain, names)):
        raise DomainError(
            "password.name",
            t("Kata sandi tidak boleh memuat username atau nama kantor."),
        )
    if _is_common(password):
        raise DomainError(
            "password.common",
            t("Kata sandi ini dipakai banyak orang. Pakai beberapa kata yang tidak berhubungan."),
        )


def hash_password(password: str, *, names: Iterable[str] = ()) -> str:
    """Return the Argon2id hash of a new password, checked by :func:`check_new_password`."""
    check_new_password(password, names=names)
    return _slowly(_hasher.hash, _to_bytes(password))


def verify_password(password_hash: str | None, password: str) -> bool:
    """Tell whether a password fits a hash, in the same time when there is no account (None)."""
    try:
        return _slowly(
            _hasher.verify, password_hash or _nobody(), _to_bytes(password[:_OLD_MAX])
        ) and bool(password_hash)
    except (VerificationError, InvalidHashError):
        return False


def make_password() -> str:
    """Make a password a person can read aloud: twelve unambiguous characters in three groups."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))
