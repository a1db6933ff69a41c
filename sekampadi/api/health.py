"""GET /api/health and /api/internal/...: for whoever watches the service, and who runs it."""

import asyncio

from starlette.responses import JSONResponse, Response

from sekampadi.api.http.call import Call
from sekampadi.services.sistem.health import Health, check_health
from sekampadi.services.sistem.pantau import read_gauge

LIMIT = 5.0
"""Seconds after which a database that does not answer counts as gone."""


def _status(state: Health) -> str:
    if state.ok:
        return "ok"
    # Pages can still be read when there is no room for answers.
    return "degraded" if state.database and state.migrations else "unavailable"


async def health(call: Call) -> Response:
    """Answer 200 when people can be served, 503 otherwise; never why, which is in the log."""
    try:
        state = await asyncio.wait_for(call.in_thread(check_health), LIMIT)
    except TimeoutError:
        state = Health(False, False)
    body = {
        "status": _status(state),
        "database": "ok" if state.database else "unreachable",
        "migrations": "current" if state.migrations else "unknown",
        "disk": state.disk.value,
    }
    if state.database and not state.migrations:
        body["migrations"] = "outdated"
    headers = {"Cache-Control": "no-store"}
    if not state.ok:
        headers["Retry-After"] = "5"
    return JSONResponse(body, 200 if state.ok else 503, headers=headers)


async def live(call: Call) -> Response:
    """Answer how many screens watch live figures, and what they cost."""
    return JSONResponse(
        read_gauge(call.rt, call.principal, "live"), headers={"Cache-Control": "no-store"}
    )
