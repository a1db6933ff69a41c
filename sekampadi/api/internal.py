"""GET /api/internal/...: how this process is doing, for the person who runs it."""

from starlette.responses import JSONResponse, Response

from sekampadi.api.http.call import Call
from sekampadi.services.sistem.pantau import read_gauge


async def live(call: Call) -> Response:
    """Answer how many screens watch live figures, and what they cost."""
    return JSONResponse(
        read_gauge(call.rt, call.principal, "live"), headers={"Cache-Control": "no-store"}
    )
