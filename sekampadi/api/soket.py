"""The gate of the event channel: frames that are none of a page's are dropped before they cost.

It stands outside everything, at the websocket itself: what it drops is neither decoded nor handed to
a task, and a connection that goes on is closed.
"""

import asyncio
import hashlib
import logging
import re
import secrets
import time
from collections import Counter
from collections.abc import Callable
from typing import Final

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sekampadi.api.ratelimit import client_address
from sekampadi.services.coba_masuk import telling_address

logger = logging.getLogger(__name__)

PATH: Final = "/_event"
EVENTS_PER_SECOND: Final = 20.0
BURST: Final = 60.0
FRAME_MAX: Final = 64 * 1024
DROPPED_MAX: Final = 400
"""Frames of one connection that are dropped before it is closed: an impatient click is none."""
SOCKETS_PER_ADDRESS: Final = 400
"""Eighty people behind one address, each with a few tabs, and those that have just gone."""
SOCKETS: Final = 5000
CONNECT_SECONDS: Final = 15.0
"""How long a socket may stay without becoming a tab."""
_TRY_LATER, _AGAINST_THE_RULES, _GONE = 1013, 1008, 1006
_CONNECT: Final = "40/_event,"
_FRAME: Final = re.compile(
    r'1|2|3|5|6|40/_event,|41/_event,|42/_event,\["(?:event|ping|client_error)"'
)
_key = secrets.token_bytes(32)


def _hashed(address: str) -> bytes:
    return hashlib.blake2b(address.encode(errors="replace"), key=_key, digest_size=16).digest()


class Connection:
    """What one websocket may still send.

    Args:
        clock: seconds that never run backwards.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left, self._last = BURST, clock()
        self._dropped = 0
        self.connected = False

    @property
    def flooding(self) -> bool:
        """Whether it has sent so much that it is to be closed."""
        return self._dropped > DROPPED_MAX

    def takes(self, message: Message) -> bool:
        """Tell whether a frame is handed on."""
        if self._wrong(message.get("text")):
            self._dropped += 1
            logger.warning("dropped a malformed frame")
            return False
        if not self._take():
            self._dropped += 1
            logger.warning("dropped frames above the limit of one connection")
            return False
        return True

    def _wrong(self, text: str | None) -> bool:
        # A page sends text only.
        if not text or len(text) > FRAME_MAX or not _FRAME.match(text):
            return True
        if text.startswith(_CONNECT):
            # A second one would make a second tab of it, and nobody would ever end the first.
            again, self.connected = self.connected, True
            return again
        return False

    def _take(self) -> bool:
        now = self._clock()
        self._left = min(BURST, self._left + (now - self._last) * EVENTS_PER_SECOND)
        self._last = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class _Line:
    """What a server hands us of one socket, to be let go of when it ends.

    The server's own part of a socket holds buffers of a hundred kilobytes. What is inside this
    gate keeps what it was given until the next collection of garbage.
    """

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive: Receive | None = receive
        self._send: Send | None = send

    def cut(self) -> None:
        self._receive = self._send = None

    async def receive(self) -> Message:
        if self._receive is None:
            return {"type": "websocket.disconnect", "code": _GONE}
        return await self._receive()

    async def send(self, message: Message) -> None:
        if self._send is not None:
            await self._send(message)


class EventGate:
    """Guards the event channel of an app; everything else passes.

    Args:
        app: what is inside.
        trusted_proxies: proxies of our own in front.
        per_address: sockets that one address may have open.
        most: sockets in all.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        trusted_proxies: int = 0,
        per_address: int = SOCKETS_PER_ADDRESS,
        most: int = SOCKETS,
    ) -> None:
        self.app = app
        self._trusted_proxies = trusted_proxies
        self._per_address = per_address
        self._most = most
        self._open: Counter[bytes] = Counter()
        self._all = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request or a socket."""
        if scope["type"] != "websocket" or not scope["path"].startswith(PATH):
            await self.app(scope, receive, send)
            return
        direct = client_address(HTTPConnection(scope), self._trusted_proxies)
        address = telling_address(direct, self._trusted_proxies)
        key = _hashed(address) if address else None
        if self._all >= self._most or (key and self._open[key] >= self._per_address):
            logger.warning("refused a socket: too many are open")
            await receive()
            await send({"type": "websocket.close", "code": _TRY_LATER})
            return
        self._all += 1
        if key:
            self._open[key] += 1
        line = _Line(receive, send)
        try:
            await self._guard(scope, line.receive, line.send)
        finally:
            line.cut()
            self._all -= 1
            if key:
                self._open[key] -= 1
                if not self._open[key]:
                    del self._open[key]

    async def _guard(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection, deadline = Connection(), time.monotonic() + CONNECT_SECONDS

        async def close(reason: str) -> Message:
            logger.warning("closed a socket: %s", reason)
            await send({"type": "websocket.close", "code": _AGAINST_THE_RULES})
            return {"type": "websocket.disconnect", "code": _AGAINST_THE_RULES}

        async def filtered() -> Message:
            while True:
                wait = None if connection.connected else max(0.0, deadline - time.monotonic())
                try:
                    async with asyncio.timeout(wait):
                        message = await receive()
                except TimeoutError:
                    return await close("it never became a tab")
                if message["type"] != "websocket.receive" or connection.takes(message):
                    return message
                if connection.flooding:
                    return await close("it sent too much")

        await self.app(scope, filtered, send)
