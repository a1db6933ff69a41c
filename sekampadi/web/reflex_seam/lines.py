"""What goes over a websocket, and how long is waited for what comes: without a task for each frame."""

import asyncio
import contextlib
from typing import Any, Final, Protocol

from engineio.async_drivers.asgi import translate_request
from engineio.async_socket import AsyncSocket
from starlette.types import Receive, Scope, Send

_MOST: Final = 100
"""Frames that may wait for a page; one that does not read so many reads nothing, and comes back anew."""
_TRY_LATER: Final = 1013


class Sender(Protocol):
    """The server's end of a websocket."""

    async def begin(self, text: str) -> asyncio.Future[None] | None:
        """Begin to send a text; return what tells when it is on its way, None when it is already."""

    async def finish(self, code: int) -> None:
        """Close it, with a code for the page."""


class Outgoing:
    """What goes to a websocket: at once where nothing waits, else in turn.

    Whoever writes to many connections uses the queue, so that a slow one holds nobody up. Nobody
    waits until the system has taken a frame: the server would come back to the event loop once more
    for each, and a page that does not read would hold up whoever writes to it. The next frame goes
    to the queue then.
    """

    def __init__(self, session: AsyncSocket, socket: Sender) -> None:
        self._session = session
        self._socket = socket
        self._writing = asyncio.Lock()
        self._begun: asyncio.Future[None] | None = None
        self._reader = asyncio.current_task()
        self._code = 1000

    def end(self, code: int) -> None:
        """Close it, with a code for the page, after what is still to be written.

        Granian closes nothing while somebody reads, so reading ends first.
        """
        self._code = code
        if self._reader is not None:
            self._reader.cancel()

    async def write(self, text: str) -> bool:
        """Write a frame, unless others wait, the last one is not on its way, or it has gone."""
        session = self._session
        gone = session.closing or session.closed
        slow = self._begun is not None and not self._begun.done()
        if not gone and session.queue.qsize() >= _MOST:
            self.end(_TRY_LATER)
            return True
        if gone or slow or self._writing.locked() or not session.queue.empty():
            return False
        async with self._writing:
            # Where it has gone, who reads from it says so.
            with contextlib.suppress(Exception):
                await self._put(text)
        return True

    async def _put(self, text: str) -> None:
        begun, self._begun = self._begun, None
        if begun is not None:
            await begun
        self._begun = await self._socket.begin(text)

    async def write_queue(self) -> None:
        """Write what is in the queue, until the end stands in it."""
        queue = self._session.queue
        with contextlib.suppress(Exception):
            while (packet := await queue.get()) is not None:
                async with self._writing:
                    await self._put(packet.encode())
        with contextlib.suppress(Exception):
            if self._begun is not None:
                await self._begun
            await self._socket.finish(self._code)


class Patience:
    """Ends a task that has waited too long, by one timer for all that it waits for."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.current_task()
        self._since: float | None = None
        self._timer = self._loop.call_later(seconds, self._look)

    def begin(self) -> None:
        """Begin to wait."""
        self._since = self._loop.time()

    def end(self) -> None:
        """Wait no more, for now."""
        self._since = None

    def _look(self) -> None:
        now = self._loop.time()
        due = (now if self._since is None else self._since) + self._seconds
        if due > now:
            self._timer = self._loop.call_at(due, self._look)
        elif self._task is not None:
            self._task.cancel()

    def stop(self) -> None:
        """Look no more."""
        self._timer.cancel()
        self._task = None


async def environ_of(scope: Scope, receive: Receive, send: Send) -> dict[str, Any]:
    """Return what Engine.IO keeps of the request that opens a socket.

    Its own function makes a class for each: garbage of 5 KB, with all that the socket's gate holds.
    """
    if scope["type"] != "websocket":
        found: dict[str, Any] = await translate_request(scope, receive, send)
        return found
    await receive()
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": scope["path"],
        "QUERY_STRING": scope["query_string"].decode("utf-8", "replace"),
        "asgi.receive": receive,
        "asgi.send": send,
        "asgi.scope": scope,
    }
    for raw, value in scope["headers"]:
        name = f"HTTP_{raw.decode('latin-1').upper().replace('-', '_')}"
        # What is no text was never read.
        with contextlib.suppress(UnicodeDecodeError):
            text = value.decode()
            environ[name] = f"{environ[name]},{text}" if name in environ else text
    environ["wsgi.url_scheme"] = environ.get("HTTP_X_FORWARDED_PROTO", "http")
    return environ
