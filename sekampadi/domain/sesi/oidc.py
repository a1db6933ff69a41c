"""What a provider of logins says of a person (OpenID Connect Core 1.0), and what is believed of it."""

import hashlib
from collections.abc import Collection
from typing import Final

_ALONE: Final = frozenset({"mfa"})
_KNOWS: Final = frozenset({"pwd", "pin", "kba"})
_HAS: Final = frozenset({"otp", "hwk", "swk", "sc"})
_IS: Final = frozenset({"face", "fpt", "iris", "retina", "vbm"})
"""Methods of RFC 8176 by kind: what somebody knows, has, and is. A text message is none of them: it
reaches whoever has taken over the number."""


def subject_key(issuer: str, sub: str) -> str:
    """Return under which name an account is linked: the same for nobody else, of no other provider.

    A subject may be a number of an identity card, so that only its hash is stored; and where the
    provider is replaced, nobody of the new one is taken for somebody of the old.

    Args:
        issuer: the provider's name, as it stands in its tokens.
        sub: the subject there, exactly as it is written.
    """
    return hashlib.sha256(f"{issuer}\n{sub}".encode(errors="backslashreplace")).hexdigest()


def says_two_factors(amr: object, acr: object, acr_mfa: Collection[str]) -> bool:
    """Tell whether a provider says that it has asked for two factors.

    Args:
        amr: the methods of a login (RFC 8176): ``mfa``, or two of different kinds. One by itself, a
            code as well as a key, is one factor.
        acr: the class of a login.
        acr_mfa: the classes of this provider that mean two factors, as the settings name them.
    """
    if isinstance(acr, str) and acr in acr_mfa:
        return True
    methods = {m for m in amr if isinstance(m, str)} if isinstance(amr, list) else set()
    kinds = sum(bool(methods & kind) for kind in (_KNOWS, _HAS, _IS))
    return bool(methods & _ALONE) or kinds > 1
