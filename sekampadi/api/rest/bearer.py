"""The key of another system in a request, its limit, and how both limits are told in headers."""

from typing import Final

from starlette.requests import Request

from sekampadi.api.http.errors import RateError
from sekampadi.api.http.ratelimit import RateLimiter
from sekampadi.domain.errors import UnauthenticatedError
from sekampadi.domain.izin import Principal
from sekampadi.services.kunci.masuk import find_kunci, needs_kunci
from sekampadi.services.sistem.antrean import LAMAN
from sekampadi.services.sistem.runtime import Runtime

KUNCI_PER_MINUTE: Final = 600
"""Requests of a key in a minute: ten a second, as many as an UPP with a busy counter may ever need."""
_SCHEME: Final = "bearer "


def shown_kunci(request: Request) -> str | None:
    """Return the key that a request shows; None when it shows none, and another scheme is none."""
    header = request.headers.get("authorization")
    if header is None or header[: len(_SCHEME)].lower() != _SCHEME:
        return None
    return header[len(_SCHEME) :].strip()


async def find_system(
    rt: Runtime, request: Request, limiter: RateLimiter, address: str
) -> Principal:
    """Return the system behind the key of a request.

    Raises:
        UnauthenticatedError: ``kunci.required`` when there is none; ``kunci.unknown``.
        RateError: instead, when too many keys that are none came from the address.
    """
    kunci = shown_kunci(request)
    try:
        if kunci is None:
            raise needs_kunci()
        return await LAMAN.run(find_kunci, rt, kunci)
    except UnauthenticatedError:
        if wait := await limiter.ask(address):
            raise RateError(wait) from None
        raise


def told_limit(limiter: RateLimiter, name: str, key: str) -> dict[str, str]:
    """Return the headers that tell a limit and what is left of it (draft-ietf-httpapi-ratelimit-headers).

    Where several processes count together, nobody knows what is left without asking; only the limit
    is told then.
    """
    told = {"RateLimit-Policy": f'"{name}";q={limiter.per_minute};w=60'}
    if (left := limiter.left(key)) is not None:
        told["RateLimit"] = f'"{name}";r={left};t=60'
    return told
