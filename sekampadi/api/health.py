"""GET /api/health: for whoever watches the service."""

import asyncio

from starlette.responses import JSONResponse, Response

from sekampadi.api.call import Call
from sekampadi.services.health import Health, check_health

LIMIT = 5.0
"""Seconds after which a database that does not answer counts as gone."""


async def health(call: Call) -> Response:
    """Answer 200 when people can be served, 503 otherwise; never why, which is in the log."""
    try:
        state = await asyncio.wait_for(call.in_thread(check_health), LIMIT)
    except TimeoutError:
        state = Health(False, False)
    body = {
        "status": "ok" if state.ok else "unavailable",
        "database": "ok" if state.database else "unreachable",
        "migrations": "current" if state.migrations else "unknown",
    }
    if state.database and not state.migrations:
        body["migrations"] = "outdated"
    return JSONResponse(body, 200 if state.ok else 503, headers={"Cache-Control": "no-store"})
