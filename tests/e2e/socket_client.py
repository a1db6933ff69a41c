"""A bare client of the event socket: what anybody can write who has read the page's script."""

import asyncio
import json
import uuid
from types import SimpleNamespace
from typing import Any, Self

import socketio

from tests.e2e.harness import AppServer

NAMESPACE = "/_event"
HYDRATE = "reflex___state____state.hydrate_and_load"
SENTINEL = "reflex___state____state.setvar"
"""Denied to everyone, so its denial tells that the events before it have been answered."""


class SocketClient:
    """One tab without a browser.

    Args:
        server: where to connect.
        cookie: the secret of a session, empty for nobody.
        token: what the browser calls its tab; by default a new one.
    """

    def __init__(self, server: AppServer, cookie: str = "", token: str = "") -> None:
        self._server = server
        self._cookie = cookie
        self.token = token or str(uuid.uuid4())
        self._client = socketio.AsyncClient(
            reconnection=False, json=SimpleNamespace(dumps=json.dumps, loads=json.loads)
        )
        self.updates: list[dict[str, Any]] = []
        self.new_tokens: list[str] = []
        self._client.on("event", self._keep, namespace=NAMESPACE)
        self._client.on("new_token", self._keep_token, namespace=NAMESPACE)

    async def _keep(self, update: Any) -> None:
        self.updates.append(json.loads(update) if isinstance(update, str) else update)

    async def _keep_token(self, token: str) -> None:
        self.new_tokens.append(token)

    async def __aenter__(self) -> Self:
        """Connect as a page does."""
        headers = {"Cookie": f"sekampadi_sesi={self._cookie}"} if self._cookie else {}
        await self._client.connect(
            f"{self._server.url}?token={self.token}",
            socketio_path=NAMESPACE,
            namespaces=[NAMESPACE],
            transports=["websocket"],
            headers={**headers, "Origin": self._server.url},
        )
        return self

    async def __aexit__(self, *error: object) -> None:
        """Close the tab."""
        await self._client.disconnect()

    @property
    def port(self) -> int:
        """The port of this end of the connection."""
        transport = self._client.eio.ws._response.connection.transport
        return int(transport.get_extra_info("sockname")[1])

    async def send(
        self, name: str, payload: dict[str, Any], *, path: str = "/", **query: str
    ) -> None:
        """Send one event as from a page at an address."""
        router_data = {"pathname": path, "asPath": path, "query": query}
        if query:
            router_data["asPath"] = path + "?" + "&".join(f"{k}={v}" for k, v in query.items())
        await self._client.emit(
            "event",
            {"name": name, "payload": payload, "router_data": router_data},
            namespace=NAMESPACE,
        )

    async def load(self, path: str, until: str, **query: str) -> str:
        """Load a page as a browser does, and return all that came until a text has come.

        Args:
            path: its path.
            until: the text.
            query: its query parameters.
        """
        self.updates.clear()
        await self.send(HYDRATE, {}, path=path, **query)
        async with asyncio.timeout(20):
            while until not in (text := json.dumps(self.updates)):  # noqa: ASYNC110 - the client calls back from its own task
                await asyncio.sleep(0.01)
        return text

    def states(self) -> set[str]:
        """Return the names of the states the server has sent anything of."""
        return {name for update in self.updates for name in update.get("delta") or ()}

    def calls(self) -> list[str]:
        """Return the commands the server has told the page, each as a call with its words in JSON."""
        told = [
            event["payload"]["value"]
            for update in self.updates
            for event in update.get("events") or ()
            if event["payload"].get("ref") == "ref_perintah"
        ]
        return [f"{one['name']}({json.dumps(one['words'])[1:-1]})" for one in told]

    def denied(self, name: str) -> bool:
        """Tell whether an event has been answered with a denial."""
        return any("denied(" in call and f'"{name}"' in call for call in self.calls())

    async def ask(
        self, name: str, payload: dict[str, Any], *, path: str = "/", pause: float = 0, **query: str
    ) -> list[str]:
        """Send an event and return what the server asked the page to call because of it.

        Args:
            name: full name of the handler.
            payload: its arguments.
            path: the page's path.
            pause: seconds to wait for a background event.
            query: the page's query parameters.
        """
        self.updates.clear()
        await self.send(name, payload, path=path, **query)
        await asyncio.sleep(pause)
        # Events of one tab are handled in turn: after this answer the one before has been given.
        await self.send(SENTINEL, {"var_name": "x", "value": 1}, path=path)
        async with asyncio.timeout(20):
            while not self.denied(SENTINEL):  # noqa: ASYNC110 - the client calls back from its own task
                await asyncio.sleep(0.01)
        return [call for call in self.calls() if f'"{SENTINEL}"' not in call]
