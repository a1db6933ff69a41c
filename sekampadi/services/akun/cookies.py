"""The session cookie: its name, and reading it from a raw header.

Here and not in the API, because the guard of the event channel sees the same header: the one
of the websocket's handshake.
"""

import re

COOKIE = "sekampadi_sesi"
SECURE_COOKIE = "__Host-" + COOKIE
"""The name on https: browsers take it from this very host only, never from a neighbour's."""

ALUR = "sekampadi_oidc"
"""A login that is on its way to the provider of logins and back."""
TERTUNDA = "sekampadi_tertunda"
"""The secret of a login that the provider has let in and that waits for its code."""
UNDANGAN_COOKIE = "sekampadi_undangan"
"""Holds the secret of the invitation that a citizen has opened, until the survey is sent."""
_VALUE = re.compile(r"[A-Za-z0-9._-]{20,3000}")

_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,100}")


def cookie_name(name: str = COOKIE, *, secure: bool) -> str:
    """Return the name of a cookie, of the session if of no other, which is another one on https."""
    return "__Host-" + name if secure else name


def _read(header: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for part in header.split(";"):
        name, _, value = part.strip().partition("=")
        found.setdefault(name, set()).add(value.strip().strip('"'))
    return found


def read_cookie(header: str, name: str, *, secure: bool) -> str:
    """Return what one of our cookies holds in a ``Cookie`` header; empty without one, or with several."""
    values = _read(header).get(cookie_name(name, secure=secure), set()) if header else set()
    value = values.pop() if len(values) == 1 else ""
    return value if _VALUE.fullmatch(value) else ""


def token_from_cookie_header(header: str, *, secure: bool | None = None) -> str | None:
    """Return the session secret from a ``Cookie`` header, None without a usable one.

    Args:
        secure: whether the site is served over https; then only the ``__Host-`` cookie counts,
            since any neighbouring site may set the plain one. None takes either, that one first.
    """
    found = _read(header)
    names = (SECURE_COOKIE, COOKIE) if secure is None else (cookie_name(secure=secure),)
    for name in names:
        values = found.get(name, set())
        # Two different secrets: one of them was planted, and nobody can say which.
        if len(values) == 1 and _TOKEN.fullmatch(value := values.pop()):
            return value
    return None
