"""Who a token is about: its signature, and every claim that has to fit (OpenID Connect Core 1.0, 3.1.3.7)."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError

from sekampadi.domain.sesi.oidc import says_two_factors, subject_key
from sekampadi.services.akun.oidc.penyedia import find_keys
from sekampadi.settings import Settings

ALGORITHMS: Final = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "EdDSA",
)
"""Signatures with keys that only the provider has: no ``none``, and nothing that a public key could sign."""
_LEEWAY: Final = 60
"""Seconds by which the clocks of two machines may differ."""


@dataclass(frozen=True, slots=True)
class Orang:
    """Whom a provider has let in.

    Args:
        kunci: as ``operator.oidc_sub`` names it.
        dua_faktor: whether the provider says that it has asked for two factors.
    """

    kunci: str
    dua_faktor: bool


def _decode(settings: Settings, text: str) -> jwt.Token:
    try:
        return jwt.decode(text, find_keys(settings), algorithms=ALGORITHMS)
    except InvalidKeyIdError:
        return jwt.decode(text, find_keys(settings, anew=True), algorithms=ALGORITHMS)


def read_token(
    settings: Settings, answer: Mapping[str, Any], nonce: str, now: datetime
) -> Orang | None:
    """Return whom the token in an answer is about; None when anything of it is not as it has to be.

    Args:
        answer: what the provider has exchanged the code for.
        nonce: what the login was begun with.

    Raises:
        PenyediaError: ``oidc.unreachable`` when its keys cannot be had.
    """
    text = answer.get("id_token")
    if not isinstance(text, str) or not nonce:
        return None
    try:
        token = _decode(settings, text)
        claims = CodeIDToken(
            token.claims,
            token.header,
            {
                "iss": {"essential": True, "value": settings.oidc_issuer},
                "aud": {"essential": True, "value": settings.oidc_client_id},
            },
            {
                "nonce": nonce,
                "client_id": settings.oidc_client_id,
                "access_token": answer.get("access_token"),
            },
        )
        claims.validate(int(now.timestamp()), _LEEWAY)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        return None
    sub, said = claims.get("sub"), claims.get("nonce")
    if not isinstance(sub, str) or not 0 < len(sub) <= 255 or not isinstance(said, str):
        return None
    # It is what binds a token to this browser, so it is compared here, too.
    if not hmac.compare_digest(said.encode(errors="replace"), nonce.encode()):
        return None
    two = says_two_factors(claims.get("amr"), claims.get("acr"), settings.oidc_acr_mfa.split())
    return Orang(subject_key(settings.oidc_issuer, sub), two)
