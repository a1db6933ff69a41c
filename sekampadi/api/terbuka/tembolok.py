"""Answers that browsers and programs of other sites keep: with a time, a mark, and for every origin."""

import hashlib
from collections.abc import Mapping
from typing import Final

from starlette.responses import Response

from sekampadi.api.http.call import Call
from sekampadi.api.rest.cache import is_known

FOR_ALL_SITES: Final = {
    # A page that isolates itself takes only what says that it may.
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}
FOR_PROGRAMS: Final = FOR_ALL_SITES | {"Access-Control-Allow-Origin": "*"}
"""Nothing that is answered depends on who asks: a script of any page may read it."""
_UNKNOWN_SECONDS: Final = 60
"""What is not there may be there soon."""


def _mark(body: bytes, said: Mapping[str, str]) -> str:
    # Who may show it belongs to it: a changed list of sites is a changed answer.
    whole = body + said.get("Content-Security-Policy", "").encode()
    return f'"{hashlib.sha256(whole).hexdigest()[:32]}"'


def kept_answer(
    call: Call, body: bytes, media_type: str, headers: Mapping[str, str], *, status: int = 200
) -> Response:
    """Answer with what may be kept for a while, or with nothing when it is known already (304)."""
    seconds = call.rt.settings.public_cache_seconds
    if status != 200:
        seconds = min(seconds, _UNKNOWN_SECONDS)
    said = {**headers, "Cache-Control": f"public, max-age={seconds}", "ETag": _mark(body, headers)}
    known = call.request.headers.get("if-none-match", "")
    if status == 200 and is_known(known, said["ETag"]):
        return Response(status_code=304, headers=said)
    return Response(body, status, headers=said, media_type=media_type)
