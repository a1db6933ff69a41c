"""GET /api/health, .../live, .../ready and /api/internal/...: for whoever watches the service, and runs it."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final, Generic, TypeVar

from starlette.responses import JSONResponse, Response

from sekampadi.api.http.call import ApiRoute, Call, Doc
from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Permission
from sekampadi.services.sistem.health import Health, Ruang, check_health
from sekampadi.services.sistem.kesiapan import AlasanSiap, list_reasons
from sekampadi.services.sistem.pantau import read_gauge

LIMIT: Final = 5.0
"""Seconds after which a database that does not answer counts as gone."""
FRESH: Final = 1.0
"""Seconds for which one look at everything serves all who ask."""
_NO_STORE: Final = {"Cache-Control": "no-store"}

T = TypeVar("T")


class SharedLook(Generic[T]):
    """One look for all who ask at the same time, and for ``fresh`` seconds after it.

    So strangers who ask without end cost one look a second, and a look that hangs keeps one
    thread, not all of them.
    """

    def __init__(self, fresh: float) -> None:
        self._fresh = fresh
        self._task: asyncio.Future[T] | None = None
        self._began = self._ended = 0.0

    async def ask(self, look: Callable[[], Awaitable[T]]) -> T:
        """Return what is seen.

        Raises:
            TimeoutError: :data:`LIMIT` seconds after the look began, also for who comes later.
        """
        task = self._task
        if task is None or (task.done() and time.monotonic() - self._ended >= self._fresh):
            self._began = time.monotonic()
            task = self._task = asyncio.ensure_future(look())
            task.add_done_callback(self._note_end)
        left = max(0.0, LIMIT - (time.monotonic() - self._began))
        # The look goes on for the others when one of those who asked goes away.
        return await asyncio.wait_for(asyncio.shield(task), left)

    def _note_end(self, task: "asyncio.Future[T]") -> None:
        self._ended = time.monotonic()
        if not task.cancelled():
            task.exception()  # is told to those who wait; nobody may be left


def _shared(call: Call, name: str, fresh: float) -> SharedLook[Any]:
    """Return what all requests to one app share."""
    state = call.request.app.state
    if not hasattr(state, "looks"):
        state.looks = {}
    looks: dict[str, SharedLook[Any]] = state.looks
    return looks.setdefault(name, SharedLook(fresh))


def _status(state: Health) -> str:
    if state.ok:
        return "ok"
    # Pages can still be read when there is no room for answers.
    return "degraded" if state.database and state.migrations else "unavailable"


def _answer(body: dict[str, Any], *, ok: bool) -> Response:
    headers = _NO_STORE if ok else {**_NO_STORE, "Retry-After": "5"}
    return JSONResponse(body, 200 if ok else 503, headers=headers)


async def health(call: Call) -> Response:
    """Answer 200 when people can be served, 503 otherwise; never why, which is in the log."""
    try:
        state = await _shared(call, "health", FRESH).ask(lambda: call.in_thread(check_health))
    except (TimeoutError, DomainError):
        state = Health(False, False)
    body = {
        "status": _status(state),
        "database": "ok" if state.database else "unreachable",
        "migrations": "current" if state.migrations else "unknown",
        "disk": Ruang.FULL if state.disk is Ruang.READONLY else state.disk,
    }
    if state.database and not state.migrations:
        body["migrations"] = "outdated"
    return _answer(body, ok=state.ok)


async def alive(_call: Call) -> Response:
    """Answer 200 as long as this process answers at all: without it, it is to be started anew."""
    return _answer({"status": "ok"}, ok=True)


async def ready(call: Call) -> Response:
    """Answer whether this process can take people, and every reason against it, 503 if one is grave."""
    try:
        reasons: tuple[AlasanSiap, ...] = await _shared(call, "ready", FRESH).ask(
            lambda: call.in_thread(list_reasons)
        )
    except (TimeoutError, DomainError):
        reasons = (AlasanSiap.TIMEOUT,)
    ok = not any(reason.blocks for reason in reasons)
    said = [{"code": reason.value, "message": reason.kalimat} for reason in reasons]
    status = ("degraded" if reasons else "ok") if ok else "unavailable"
    return _answer({"status": status, "reasons": said}, ok=ok)


async def count_watchers(call: Call) -> Response:
    """Answer how many screens watch live figures, and what they cost."""
    return JSONResponse(read_gauge(call.rt, call.principal, "live"), headers=_NO_STORE)


HEALTH_ROUTES: tuple[ApiRoute, ...] = (
    ApiRoute(
        "/api/health",
        health,
        Permission.PUBLIC,
        "health",
        doc=Doc("Keadaan layanan", "Health", (503,)),
    ),
    ApiRoute(
        "/api/health/live",
        alive,
        Permission.PUBLIC,
        "health.live",
        doc=Doc("Apakah proses ini masih menjawab", "HealthLive"),
    ),
    ApiRoute(
        "/api/health/ready",
        ready,
        Permission.PUBLIC,
        "health.ready",
        doc=Doc("Apakah proses ini siap melayani, dan sebab bila tidak", "HealthReady", (503,)),
    ),
)
