"""A tab for load tests: Socket.IO by hand over one websocket, so that a thousand fit beside the server."""

import asyncio
import json
import time
import uuid
from collections.abc import Callable
from typing import Any, Self
from urllib.parse import urlencode

import aiohttp

PREFIX = "42/_event,"
HYDRATE = "reflex___state____state.hydrate_and_load"
TROUBLE = (OSError, aiohttp.ClientError, AssertionError, TypeError, RuntimeError)
"""What a connection ends with: TypeError when the greeting did not come."""


def _router(path: str, query: dict[str, str]) -> dict[str, object]:
    asked = "?" + urlencode(query) if query else ""
    return {"pathname": path, "asPath": path + asked, "query": query}


class Wire:
    """One tab.

    Args:
        session: shared by all tabs.
        url: the server.
        cookie: the secret of a session, empty for nobody.
        hear: is called with every event as text and the moment it came.
        token: what the browser calls its tab; by default a new one.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        url: str,
        cookie: str = "",
        hear: Callable[[str, float], None] | None = None,
        token: str = "",
    ) -> None:
        self._session = session
        self._url = url
        self._cookie = cookie
        self._hear = hear
        self.token = token or str(uuid.uuid4())
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._reader: asyncio.Task[None] | None = None
        self._waiting: tuple[str, asyncio.Future[str]] | None = None
        self._together: list[str] | None = None
        self.closed_by_server = False

    async def open(self, boot: str = "") -> Self:
        """Connect; ``boot`` is what a page says with it, see :meth:`enter`."""
        headers = {"Origin": self._url}
        if self._cookie:
            headers["Cookie"] = f"sekampadi_sesi={self._cookie}"
        query = urlencode({"token": self.token, "EIO": 4, "transport": "websocket"})
        socket = await self._session.ws_connect(
            f"{self._url}/_event/?{query}", headers=headers, max_msg_size=0, compress=0
        )
        assert (await socket.receive_str()).startswith("0")
        await socket.send_str(f"40/_event,{boot}")
        greeting = await socket.receive_str()
        assert greeting.startswith("40/_event"), greeting
        self._socket = socket
        self._reader = asyncio.create_task(self._read(socket))
        return self

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            text = message.data
            if text == "2":
                await socket.send_str("3")
            elif text.startswith(PREFIX):
                self._take(text)
        self.closed_by_server = True
        if self._waiting is not None and not self._waiting[1].done():
            self._waiting[1].set_exception(ConnectionResetError("the server has gone"))

    def _take(self, text: str) -> None:
        if self._hear is not None:
            self._hear(text, time.monotonic())
        if self._together is not None:
            self._together.append(text)
        if self._waiting is not None and self._waiting[0] in text:
            _, future = self._waiting
            self._waiting = None
            if not future.done():
                future.set_result(text)

    async def send(self, name: str, payload: dict[str, Any], path: str, **query: str) -> None:
        """Send one event as from a page at an address."""
        assert self._socket is not None
        event = {"name": name, "payload": payload, "router_data": _router(path, query)}
        await self._socket.send_str(PREFIX + json.dumps(["event", event]))

    async def ask(
        self, name: str, payload: dict[str, Any], path: str, until: str, **query: str
    ) -> str:
        """Send an event and return the first answer that holds a text."""
        future = self._await(until)
        await self.send(name, payload, path, **query)
        async with asyncio.timeout(60):
            return await future

    def _await(self, until: str) -> asyncio.Future[str]:
        future: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._waiting = (until, future)
        return future

    async def enter(self, hello: dict[str, Any], path: str, until: str, **query: str) -> str:
        """Connect as a browser does, with its first event in the same frame.

        Return all answers until one holds a text.
        """
        future = self._await(until)
        self._together = []
        event = hello["event"] | {"router_data": _router(path, query)}
        await self.open(json.dumps(hello | {"event": event}))
        async with asyncio.timeout(60):
            await future
        said, self._together = "".join(self._together), None
        return said

    async def hear(self, until: str) -> str:
        """Return the next answer that holds a text."""
        async with asyncio.timeout(60):
            return await self._await(until)

    async def load(self, path: str, until: str, **query: str) -> str:
        """Load a page."""
        return await self.ask(HYDRATE, {}, path, until, **query)

    async def closed(self) -> None:
        """Wait until the connection is gone."""
        if self._reader is not None:
            await asyncio.wait([self._reader])

    @property
    def port(self) -> int:
        """The port of this end of the connection."""
        assert self._socket is not None
        connection = self._socket._response.connection
        assert connection is not None
        assert connection.transport is not None
        return int(connection.transport.get_extra_info("sockname")[1])

    @property
    def close_code(self) -> int | None:
        """What the server closed the connection with; None while it is open."""
        return self._socket.close_code if self._socket is not None else None

    async def close(self) -> None:
        """Close the tab, with a browser's goodbye."""
        if self._socket is not None and not self._socket.closed:
            await self._socket.send_str("41/_event,")
            await self._socket.close()
        if self._reader is not None:
            await self._reader
