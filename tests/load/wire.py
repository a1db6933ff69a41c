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
        self.closed_by_server = False

    async def open(self) -> Self:
        """Connect as a page does."""
        headers = {"Origin": self._url}
        if self._cookie:
            headers["Cookie"] = f"sekampadi_sesi={self._cookie}"
        query = urlencode({"token": self.token, "EIO": 4, "transport": "websocket"})
        socket = await self._session.ws_connect(
            f"{self._url}/_event/?{query}", headers=headers, max_msg_size=0, compress=0
        )
        assert (await socket.receive_str()).startswith("0")
        await socket.send_str("40/_event,")
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
        if self._waiting is not None and self._waiting[0] in text:
            _, future = self._waiting
            self._waiting = None
            if not future.done():
                future.set_result(text)

    async def send(self, name: str, payload: dict[str, Any], path: str, **query: str) -> None:
        """Send one event as from a page at an address."""
        assert self._socket is not None
        asked = "?" + urlencode(query) if query else ""
        router = {"pathname": path, "asPath": path + asked, "query": query}
        event = {"name": name, "payload": payload, "router_data": router}
        await self._socket.send_str(PREFIX + json.dumps(["event", event]))

    async def ask(
        self, name: str, payload: dict[str, Any], path: str, until: str, **query: str
    ) -> str:
        """Send an event and return the first answer that holds a text."""
        future: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._waiting = (until, future)
        await self.send(name, payload, path, **query)
        async with asyncio.timeout(60):
            return await future

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

    async def close(self) -> None:
        """Close the tab."""
        if self._socket is not None:
            await self._socket.close()
        if self._reader is not None:
            await self._reader
