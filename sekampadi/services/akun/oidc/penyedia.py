"""The provider: what it says of itself, its keys, and the exchange of a code for a token.

The server asks it, within seconds, at addresses of its own choosing on https; each process keeps what it
says for some minutes (decision 88).
"""

import base64
import http.client
import json
import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import SplitResult, quote, urlencode, urlsplit

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t
from sekampadi.settings import Settings
from sekampadi.settings_parts.oidc import OidcSettings

logger = logging.getLogger(__name__)

TIMEOUT: Final = 5.0
"""Seconds that one question to the provider may take as a whole."""
_MOST: Final = 256 * 1024
"""Bytes of an answer."""
KEPT: Final = 600.0
"""Seconds for which discovery and keys are believed."""
_REST: Final = 30.0
"""Seconds before keys are asked for anew because one is missing: anybody may name any key."""
_WELL_KNOWN: Final = "/.well-known/openid-configuration"


class PenyediaError(DomainError):
    """The provider does not answer, or not as it should: ``oidc.unreachable``.

    Args:
        reason: for the log; nothing that came from it.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(
            "oidc.unreachable",
            t("Layanan masuk itu sedang tidak dapat dihubungi. Coba lagi, atau pakai kata sandi."),
        )
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Penyedia:
    """What a provider says of itself, as far as it is used.

    Args:
        cara: how the program may prove who it is at the endpoint of tokens.
    """

    issuer: str
    masuk: str
    token: str
    kunci: str
    cara: tuple[str, ...]


@dataclass(slots=True)
class _Described:
    penyedia: Penyedia
    kunci: KeySet
    since: float


_known: dict[str, _Described] = {}
_lock = threading.Lock()


def _address(settings: OidcSettings, value: object) -> SplitResult:
    """Read an address that the provider names: https, or at this machine where the issuer is, too."""
    try:
        parts = urlsplit(value if isinstance(value, str) else "")
        port = parts.port
    except ValueError:
        raise PenyediaError("address") from None
    plain = settings.oidc_issuer.startswith("http://")
    if not parts.hostname or port == 0 or parts.username is not None:
        raise PenyediaError("address")
    if parts.scheme != "https" and not (
        plain
        and parts.scheme == "http"
        and parts.hostname == urlsplit(settings.oidc_issuer).hostname
    ):
        raise PenyediaError("address")
    return parts


def _ask(
    parts: SplitResult, *, body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> tuple[int, dict[str, Any]]:
    """Ask for a JSON object, within :data:`TIMEOUT`; redirects are not followed."""
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT)
    late = threading.Event()

    def expire() -> None:
        late.set()
        if (sock := connection.sock) is not None:
            # Not close: that would wait for who reads.
            try:
                sock.shutdown(2)
            except OSError:
                return

    # Each read has a time limit of its own; one who sends a byte at a time would never meet it.
    timer = threading.Timer(TIMEOUT, expire)
    timer.daemon = True
    timer.start()
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        sent = {"Accept": "application/json", "User-Agent": "SEKAMPADI", **(headers or {})}
        connection.request("GET" if body is None else "POST", target, body, sent)
        response = connection.getresponse()
        data = response.read(_MOST + 1)
        if late.is_set() or len(data) > _MOST:
            raise PenyediaError("timeout" if late.is_set() else "size")
        found = json.loads(data)
    except (OSError, http.client.HTTPException, ValueError, RecursionError) as error:
        raise PenyediaError(type(error).__name__) from None
    finally:
        timer.cancel()
        connection.close()
    if not isinstance(found, dict):
        raise PenyediaError("no object")
    return response.status, found


def _read(settings: Settings) -> _Described:
    issuer = settings.oidc_issuer
    status, found = _ask(_address(settings, issuer.rstrip("/") + _WELL_KNOWN))
    # Discovery 1.0, 4.3: a page that speaks for another one is believed nothing.
    if status != 200 or found.get("issuer") != issuer:
        raise PenyediaError("discovery")
    masuk, token, kunci = (
        _address(settings, found.get(name)).geturl()
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")
    )
    offered = found.get("token_endpoint_auth_methods_supported")
    cara = tuple(c for c in offered if isinstance(c, str)) if isinstance(offered, list) else ()
    penyedia = Penyedia(issuer, masuk, token, kunci, cara or ("client_secret_basic",))
    return _Described(penyedia, _read_keys(settings, penyedia), time.monotonic())


def _read_keys(settings: Settings, penyedia: Penyedia) -> KeySet:
    status, found = _ask(_address(settings, penyedia.kunci))
    keys = found.get("keys")
    if status != 200 or not isinstance(keys, list):
        raise PenyediaError("keys")
    # One of a kind that nobody here knows must not hide the others.
    usable = []
    for key in keys:
        try:
            usable += list(KeySet.import_key_set({"keys": [key]}))
        except (JoseError, ValueError, TypeError, KeyError, AttributeError):
            continue
    if not usable:
        raise PenyediaError("keys")
    return KeySet(usable)


def find_penyedia(settings: Settings) -> Penyedia:
    """Return what the provider says of itself, asked at most every ten minutes.

    Raises:
        PenyediaError: ``oidc.unreachable``.
    """
    return _find(settings).penyedia


def find_keys(settings: Settings, *, anew: bool = False) -> KeySet:
    """Return the provider's keys.

    Args:
        anew: a key was not among them, so that they are asked for again unless that was just done.

    Raises:
        PenyediaError: ``oidc.unreachable``.
    """
    known = _find(settings)
    if anew and time.monotonic() - known.since > _REST:
        with _lock:
            if time.monotonic() - known.since > _REST:
                known.since = time.monotonic()
                known.kunci = _read_keys(settings, known.penyedia)
    return known.kunci


def _find(settings: Settings) -> _Described:
    with _lock:
        known = _known.get(settings.oidc_issuer)
        if known is None or time.monotonic() - known.since > KEPT:
            try:
                known = _known[settings.oidc_issuer] = _read(settings)
            except PenyediaError as error:
                logger.warning("the provider of logins is no use: %s", error.reason)
                raise
        return known


def forget_penyedia() -> None:
    """Ask every provider anew; for tests."""
    with _lock:
        _known.clear()


def redeem_code(settings: Settings, code: str, verifier: str, back: str) -> dict[str, Any] | None:
    """Exchange a code for tokens; None when the provider refuses it.

    Args:
        back: the address to which the code came.

    Raises:
        PenyediaError: ``oidc.unreachable``.
    """
    penyedia = find_penyedia(settings)
    secret, client_id = settings.oidc_client_secret.get_secret_value(), settings.oidc_client_id
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": verifier,
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if secret and "client_secret_basic" in penyedia.cara:
        # RFC 6749, 2.3.1: each is written as in a form before they are put together.
        pair = f"{quote(client_id, safe='')}:{quote(secret, safe='')}".encode()
        headers["Authorization"] = "Basic " + base64.b64encode(pair).decode()
    else:
        form |= {"client_id": client_id} | ({"client_secret": secret} if secret else {})
    body = urlencode(form).encode()
    status, found = _ask(_address(settings, penyedia.token), body=body, headers=headers)
    if status >= 500:
        raise PenyediaError("token")
    return found if status == 200 else None
