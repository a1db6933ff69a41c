"""The gate of the event channel: frames that are none of a page's are dropped before they cost.

It stands outside everything, at the websocket itself: what it drops is neither decoded nor handed to
a task, and a connection that goes on is closed.
"""

import asyncio
import hashlib
import logging
import secrets
import time
from collections.abc import Awaitable, Callable
from typing import Final

from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sekampadi.api.http.giliran import PACE, PACE_BURST, Address, Addresses, Bucket, Turns
from sekampadi.api.http.ratelimit import client_address
from sekampadi.metrics.counters import SOCKETS as OPEN_SOCKETS
from sekampadi.metrics.counters import SOCKETS_REFUSED
from sekampadi.services.akun.coba_masuk import telling_address
from sekampadi.web.reflex_seam import outside

logger = logging.getLogger(__name__)

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
_key = secrets.token_bytes(32)


def _hashed(address: str) -> bytes:
    return hashlib.blake2b(address.encode(errors="replace"), key=_key, digest_size=16).digest()


class Frames:
    """What one websocket may still send; no address where addresses tell nobody apart."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, address: Address | None = None
    ) -> None:
        self._frames = Bucket(EVENTS_PER_SECOND, BURST, clock)
        self._pace = Bucket(PACE, PACE_BURST, clock)
        self._address = address
        self._dropped = 0
        self.connected = False

    @property
    def flooding(self) -> bool:
        """Whether it has sent so much that it is to be closed."""
        return self._dropped > DROPPED_MAX

    def takes(self, message: Message) -> bool:
        """Tell whether a frame is handed on."""
        if self._wrong(message.get("text")):
            return self.drop("a malformed frame")
        if not self._frames.take():
            return self.drop("frames above the limit of one connection")
        if self._address is not None and _is_event(message) and not self._address.events.take():
            return self.drop("frames above the limit of one address")
        return True

    def hurries(self, message: Message) -> bool:
        """Tell whether a frame is an event, and comes faster than a person's."""
        return _is_event(message) and not self._pace.take()

    def drop(self, what: str) -> bool:
        """Count and tell what is dropped; it is not taken."""
        self._dropped += 1
        logger.warning("dropped %s", what)
        return False

    def _wrong(self, text: str | None) -> bool:
        # A page sends text only.
        if not text or len(text) > FRAME_MAX or not outside.PAGE_FRAME.match(text):
            return True
        if text.startswith(outside.CONNECT_FRAME):
            # A second one would make a second tab of it, and nobody would ever end the first.
            again, self.connected = self.connected, True
            return again
        return False


def _is_event(message: Message) -> bool:
    return (message.get("text") or "").startswith(outside.EVENT_FRAME)


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

    def send(self, message: Message) -> Awaitable[None]:
        return _nothing() if self._send is None else self._send(message)


async def _nothing() -> None:
    """Send nothing: the socket has ended."""


class EventGate:
    """Guards the event channel of an app; everything else passes.

    ``per_address`` and ``most`` are sockets that may be open, of one address and in all; ``socket``
    serves the channel, by default the app.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        socket: ASGIApp | None = None,
        trusted_proxies: int = 0,
        per_address: int = SOCKETS_PER_ADDRESS,
        most: int = SOCKETS,
    ) -> None:
        self.app = app
        self._socket = socket or app
        self._trusted_proxies = trusted_proxies
        self._per_address = per_address
        self._most = most
        self._addresses = Addresses()
        self._turns = Turns()
        self._all = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request or a socket."""
        if scope["type"] == "http" and scope["path"].startswith(outside.EVENT_PATH):
            # Engine.IO would begin a session for it that nobody counts, and keep it.
            refused = Response(status_code=426, headers={"Upgrade": "websocket"})
            await refused(scope, receive, send)
            return
        if scope["type"] != "websocket" or not scope["path"].startswith(outside.EVENT_PATH):
            await self.app(scope, receive, send)
            return
        direct = client_address(HTTPConnection(scope), self._trusted_proxies)
        telling = telling_address(direct, self._trusted_proxies)
        address = self._addresses.of(_hashed(telling)) if telling else None
        if self._is_too_much(address):
            SOCKETS_REFUSED.inc()
            await receive()
            await send({"type": "websocket.close", "code": _TRY_LATER})
            return
        self._all += 1
        OPEN_SOCKETS.inc()
        if address:
            address.open += 1
        line = _Line(receive, send)
        try:
            given = {**scope, outside.DIRECT_SEND: line.send}
            await self._guard(given, line.receive, line.send, address)
        finally:
            line.cut()
            self._all -= 1
            OPEN_SOCKETS.dec()
            if address:
                address.open -= 1

    def _is_too_much(self, address: Address | None) -> bool:
        if self._all >= self._most or (address and address.open >= self._per_address):
            logger.warning("refused a socket: too many are open")
            return True
        if address and not address.sockets.take():
            logger.warning("refused a socket: too many new ones from one address")
            return True
        return False

    async def _guard(
        self, scope: Scope, receive: Receive, send: Send, address: Address | None
    ) -> None:
        connection = Frames(address=address)
        deadline = time.monotonic() + CONNECT_SECONDS

        async def close(reason: str) -> Message:
            logger.warning("closed a socket: %s", reason)
            await send({"type": "websocket.close", "code": _AGAINST_THE_RULES})
            return {"type": "websocket.disconnect", "code": _AGAINST_THE_RULES}

        async def filtered() -> Message:
            while True:
                if connection.connected:
                    message = await receive()
                else:
                    try:
                        async with asyncio.timeout(max(0.0, deadline - time.monotonic())):
                            message = await receive()
                    except TimeoutError:
                        return await close("it never became a tab")
                if message["type"] != "websocket.receive":
                    return message
                if connection.takes(message):
                    if not connection.hurries(message) or await self._turns.take():
                        return message
                    connection.drop("events that come faster than a person's")
                if connection.flooding:
                    return await close("it sent too much")

        await self._socket(scope, filtered, send)
