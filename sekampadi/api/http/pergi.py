"""What a closed connection asked for is dropped."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import Response

from sekampadi.domain.errors import DomainError
from sekampadi.i18n import t
from sekampadi.services.sistem.antrean import PERGI


def gone() -> DomainError:
    """Say that nobody waits for an answer any more."""
    return DomainError(PERGI, t("Permintaan ini sudah ditinggalkan."))


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def while_connected(request: Request, work: Callable[[], Awaitable[Response]]) -> Response:
    """Do slow work for a request as long as its browser waits; what waits in a queue leaves it.

    The body is read here, and kept.

    Raises:
        DomainError: ``antrean.pergi`` when the browser has gone; else as the work.
    """
    await request.body()
    task = asyncio.ensure_future(work())
    watch = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({task, watch}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            raise gone()
        return task.result()
    finally:
        for one in (task, watch):
            one.cancel()
        await asyncio.wait({watch})
