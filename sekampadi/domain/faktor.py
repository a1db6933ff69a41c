"""The second factor of a login: codes of an authenticator application (RFC 6238), and recovery codes."""

import hashlib
import hmac
import re
import secrets
from datetime import datetime, timedelta
from typing import Final

import pyotp

from sekampadi.domain.izin import Role
from sekampadi.domain.periode import SKEW

WAJIB: Final = frozenset({Role.ADMIN_PEMPROV, Role.PENGELOLA_SISTEM})
"""Who has to have one where the settings ask for it: through them every account can be reached."""

PENERBIT: Final = "SEKAMPADI"
"""What the application calls the account's place."""
STEP: Final = 30
"""Seconds for which a code is shown."""
WINDOW: Final = 1
"""Steps before and after the present one whose code is taken: clocks differ, and people type slowly."""
MOST_WRONG: Final = 50
"""Wrong codes after which no more are looked at (NIST SP 800-63B: at most 100 in a row): six digits can
be tried out, slowly, by whoever knows the password. Right codes of the owner, who logs in every day, do
not begin the count anew."""
WRONG_WINDOW: Final = timedelta(days=30)
"""How long wrong codes are counted together."""
CALON_LIFE: Final = timedelta(minutes=15)
"""How long a secret that was shown may be confirmed."""

PEMULIHAN: Final = 10
"""Recovery codes of an account."""
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 4, 4  # 79 bits: nobody tries them out, with the table in his hands neither
_TOTP: Final = re.compile(r"[0-9]{6}")
_SPACE: Final = re.compile(r"[\s\-–]+")
_TYPED_MAX: Final = 60


def make_secret() -> str:
    """Make a secret of 160 bits in the letters that applications take (base 32)."""
    return pyotp.random_base32()


def grouped(secret: str) -> str:
    """Return a secret in groups of four, as it is typed."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def address_of(secret: str, username: str) -> str:
    """Return the address (``otpauth://``) that an application reads off a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=PENERBIT)


def step_of(moment: datetime) -> int:
    """Return the number of the step in which a moment lies."""
    return int(moment.timestamp()) // STEP


def code_at(secret: str, moment: datetime) -> str:
    """Return the code that an application shows at a moment."""
    return pyotp.TOTP(secret).generate_otp(step_of(moment))


def find_step(secret: str, code: str, now: datetime) -> int | None:
    """Return the step whose code this is, of those that are taken now; None for a wrong one."""
    totp, here = pyotp.TOTP(secret), step_of(now)
    found = [
        step
        for step in range(here - WINDOW, here + WINDOW + 1)
        if hmac.compare_digest(totp.generate_otp(step), code)
    ]
    return found[-1] if found else None


def latest_step(now: datetime) -> int:
    """Return the last step that can have been used by now.

    A later one was stored before the clock was set back: it locks nobody out until it comes again.
    """
    return step_of(now + SKEW) + WINDOW


def clean_code(typed: object) -> str:
    """Return what was typed as a code, without spaces and hyphens; a browser may send anything."""
    return _SPACE.sub("", typed[:_TYPED_MAX]).lower() if isinstance(typed, str) else ""


def is_totp(code: str) -> bool:
    """Tell whether a cleaned text has the form of an application's code; else it is a recovery code."""
    return _TOTP.fullmatch(code) is not None


def is_mistyped(code: str) -> bool:
    """Tell whether a cleaned text is neither: digits, but not six, and too few for a recovery code."""
    return code.isdecimal() and not is_totp(code) and len(code) < _GROUPS * _GROUP


def make_recovery_codes() -> tuple[str, ...]:
    """Make the recovery codes of an account, in groups as they are printed."""
    return tuple(
        "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
        for _ in range(PEMULIHAN)
    )


def hash_recovery(code: str, salt: str = "") -> str:
    """Return salt and hash of a recovery code, as they are stored; without a salt with a new one."""
    salt = salt or secrets.token_hex(8)
    text = f"{salt}:{clean_code(code)}".encode(errors="backslashreplace")
    return f"{salt}:{hashlib.sha256(text).hexdigest()}"


def fits_recovery(stored: str, code: str) -> bool:
    """Tell whether a recovery code is the one that was stored."""
    salt = stored.partition(":")[0]
    return hmac.compare_digest(stored.encode(), hash_recovery(code, salt).encode())
