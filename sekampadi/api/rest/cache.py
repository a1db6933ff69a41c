"""What lets other programs ask again cheaply, and pages of other sites ask at all."""

import base64
import hashlib
import re
from collections.abc import Mapping
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

from sekampadi.api.http.call import ApiRoute
from sekampadi.domain.izin import Permission

_TAG: Final = re.compile(r'(?:W/)?("[\x21\x23-\x7e]*")')
_KEPT: Final = ("cache-control", "vary", "etag", "content-location", "expires")
_EXPOSED: Final = "ETag, RateLimit, RateLimit-Policy, Retry-After"
_DAY: Final = "86400"


def is_known(header: str, tag: str) -> bool:
    """Tell whether a client has an answer already; weakly compared, as RFC 9110 says of reads."""
    return header.strip() == "*" or tag in _TAG.findall(header)


def with_etag(request: Request, response: Response) -> Response:
    """Give an answer that may be kept a tag, and say 304 to who has it: it saves the way, not the work."""
    kept = "no-store" not in response.headers.get("cache-control", "no-store")
    if request.method not in {"GET", "HEAD"} or response.status_code != 200 or not kept:
        return response
    if "etag" not in response.headers:
        digest = hashlib.sha256(response.body).digest()[:18]
        response.headers["ETag"] = f'"{base64.urlsafe_b64encode(digest).decode()}"'
    known = request.headers.get("if-none-match")
    if known is None or not is_known(known, response.headers["etag"]):
        return response
    return Response(
        status_code=304, headers={k: v for k, v in response.headers.items() if k in _KEPT}
    )


def cors_headers(route: ApiRoute, origins: tuple[str, ...], headers: Headers) -> dict[str, str]:
    """Return what lets a page of another site read an answer by script: none unless a setting names it.

    Only what everyone may read, and never with cookies. Routes of keys are for servers: a key in a page is
    everybody's.
    """
    origin = headers.get("origin")
    if not origins or not route.is_v1 or route.permission is not Permission.PUBLIC:
        return {}
    if "*" in origins:
        return {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": _EXPOSED}
    told = {"Vary": "Origin"}
    if origin in origins:
        told |= {
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Expose-Headers": _EXPOSED,
        }
    return told


def tell(response: Response, told: Mapping[str, str]) -> None:
    """Put headers on an answer; by what it varies already stays, and what is told is added to it."""
    for name, value in told.items():
        if name == "Vary":
            response.headers.add_vary_header(value)
        else:
            response.headers[name] = value


def preflight(route: ApiRoute, origins: tuple[str, ...], request: Request) -> Response | None:
    """Answer what a browser asks before a script may ask; None for what is no such question."""
    told = cors_headers(route, origins, request.headers)
    wanted = request.headers.get("access-control-request-method")
    if request.method != "OPTIONS" or wanted is None or "Access-Control-Allow-Origin" not in told:
        return None
    told |= {
        "Access-Control-Allow-Methods": ", ".join(route.methods),
        "Access-Control-Allow-Headers": "If-None-Match",
        "Access-Control-Max-Age": _DAY,
        "Cache-Control": "no-store",
    }
    return Response(status_code=204, headers=told)
