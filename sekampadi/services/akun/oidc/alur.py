"""A login by the provider, from the button to the ticket; and the link of an account, which goes the same way.

What the browser is to bring back is sealed in a cookie of ten minutes, so that nobody can end in one
browser what was begun in another. The code of the provider is exchanged by the server.
"""

import base64
import hashlib
import hmac
import json
import logging
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from sekampadi.domain.errors import ForbiddenError, NotFoundError, UnauthenticatedError
from sekampadi.i18n import t
from sekampadi.services.akun.oidc.kaitan import read_izin, store_kaitan
from sekampadi.services.akun.oidc.masuk import JalanMasuk, enter
from sekampadi.services.akun.oidc.penyedia import find_penyedia, redeem_code
from sekampadi.services.akun.oidc.segel import seal, unseal
from sekampadi.services.akun.oidc.token import read_token
from sekampadi.services.akun.sesi import find_principal, hash_of
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.settings import Settings

logger = logging.getLogger(__name__)

LIFE: Final = timedelta(minutes=10)
"""How long a person may take at the provider."""
BACK: Final = "/sesi/oidc/kembali"
"""Where the provider sends the browser back to; it has to be registered there."""
_PURPOSE: Final = "oidc-alur"


@dataclass(frozen=True, slots=True)
class _Alur:
    """What was begun: ``kaitan`` is the account that links itself, 0 at a login; ``sesi`` its session."""

    state: str
    nonce: str
    verifier: str
    lanjut: str
    sampai: int
    kaitan: int = 0
    sesi: str = ""

    def __repr__(self) -> str:
        """Say nothing of it: it may get into a log."""
        return "_Alur()"


@dataclass(frozen=True, slots=True)
class HasilPenyedia:
    """What came of it.

    Args:
        masuk: what goes on with a login; None after an account was linked.
        lanjut: where the person wanted to go.
    """

    masuk: JalanMasuk | None
    lanjut: str


def refused() -> UnauthenticatedError:
    """Return what is said whatever does not fit; which it was tells only who tries."""
    return UnauthenticatedError(
        "oidc.refused", t("Proses masuk tidak dapat diselesaikan. Silakan coba lagi.")
    )


def _check_on(settings: Settings) -> None:
    if not settings.oidc_on:
        raise NotFoundError("oidc.off", t("Halaman tidak ditemukan."))


def _restore(settings: Settings, cookie: str) -> _Alur | None:
    text = unseal(settings, _PURPOSE, cookie)
    try:
        return _Alur(**json.loads(text)) if text else None
    except (ValueError, TypeError):
        return None


def back_address(settings: Settings) -> str:
    """Return the address that has to be registered at the provider."""
    return settings.base_url + BACK


def begin_oidc(
    rt: Runtime, *, lanjut: str = "", izin: str = "", token: str | None = None
) -> tuple[str, str]:
    """Begin a login, or the link of the own account; return where to go, and what the cookie holds.

    Args:
        lanjut: where the person wants to go afterwards; looked at when it comes back.
        izin: what :func:`.kaitan.begin_kaitan` has handed out; empty for a login.
        token: the secret of the session that links its account.

    Raises:
        NotFoundError: ``oidc.off``.
        ForbiddenError: ``oidc.izin`` for a permission that is late, or another session's.
        PenyediaError: ``oidc.unreachable``.
    """
    _check_on(rt.settings)
    kaitan = 0
    if izin:
        kaitan = read_izin(rt, izin, token) or 0
        if not kaitan:
            raise ForbiddenError("oidc.izin", t("Waktunya sudah habis. Mulai lagi dari Akun saya."))
    penyedia = find_penyedia(rt.settings)
    verifier = secrets.token_urlsafe(48)
    alur = _Alur(
        secrets.token_urlsafe(24),
        secrets.token_urlsafe(24),
        verifier,
        lanjut[:500],
        int((rt.now() + LIFE).timestamp()),
        kaitan,
        hash_of(token) if kaitan else "",
    )
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
    query = {
        "response_type": "code",
        "client_id": rt.settings.oidc_client_id,
        "redirect_uri": back_address(rt.settings),
        "scope": "openid",
        "state": alur.state,
        "nonce": alur.nonce,
        "code_challenge": challenge.decode().rstrip("="),
        "code_challenge_method": "S256",
        # Whose account is linked is asked for, not taken from whoever was here before.
        **({"prompt": "login"} if kaitan else {}),
    }
    joint = "&" if urlsplit(penyedia.masuk).query else "?"
    return penyedia.masuk + joint + urlencode(query), seal(
        rt.settings, _PURPOSE, json.dumps(asdict(alur))
    )


def is_link(settings: Settings, cookie: str) -> bool:
    """Tell whether an account was to be linked, so that what went wrong is said where it was begun."""
    alur = _restore(settings, cookie)
    return alur is not None and bool(alur.kaitan)


def finish_oidc(
    rt: Runtime, cookie: str, query: Mapping[str, Any], token: str | None = None
) -> HasilPenyedia:
    """Take what the provider has sent the browser back with.

    Args:
        cookie: what :func:`begin_oidc` has left in this browser.
        query: the parameters of the address, each once.
        token: the secret of the session in this browser, if there is one.

    Raises:
        NotFoundError: ``oidc.off``.
        UnauthenticatedError: ``oidc.refused`` for whatever does not fit; ``oidc.unknown`` for
            somebody who has no account here.
        ForbiddenError: ``oidc.cancelled`` when the person, or the provider, has said no.
        ConflictError: ``oidc.taken`` when another account has the link already.
        PenyediaError: ``oidc.unreachable``.
    """
    _check_on(rt.settings)
    alur, now = _restore(rt.settings, cookie), rt.now()
    left = alur.sampai - now.timestamp() if alur is not None else -1.0
    state = str(query.get("state", ""))
    if (
        alur is None
        # One that lasts longer than any was made before the clock was set back.
        or not 0 < left <= LIFE.total_seconds() + 60
        or not hmac.compare_digest(state.encode(errors="replace"), alur.state.encode())
        # RFC 9207: who names itself has to be the one that was asked.
        or str(query.get("iss", rt.settings.oidc_issuer)) != rt.settings.oidc_issuer
    ):
        logger.warning("refused a login by the provider: not begun in this browser")
        raise refused()
    if query.get("error"):
        raise ForbiddenError("oidc.cancelled", t("Proses masuk dibatalkan di layanan itu."))
    code = str(query.get("code", ""))
    answer = (
        redeem_code(rt.settings, code, alur.verifier, back_address(rt.settings)) if code else None
    )
    orang = read_token(rt.settings, answer, alur.nonce, rt.now()) if answer else None
    if orang is None:
        logger.warning("refused a login by the provider: %s", "token" if answer else "code")
        raise refused()
    if not alur.kaitan:
        return HasilPenyedia(enter(rt, orang), alur.lanjut)
    person = find_principal(rt, token)
    if person is None or person.operator_id != alur.kaitan or hash_of(token) != alur.sesi:
        raise refused()
    store_kaitan(rt, person, orang.kunci)
    return HasilPenyedia(None, alur.lanjut)
