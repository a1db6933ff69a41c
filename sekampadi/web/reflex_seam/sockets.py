"""The socket: who is let in, what comes through it, what is written to it."""

import asyncio
import contextlib
import inspect
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, NamedTuple, Protocol, TypeAlias, cast
from urllib.parse import parse_qs

import reflex as rx
from engineio.async_drivers.asgi import WebSocket
from engineio.async_socket import AsyncSocket
from engineio.exceptions import SocketIsClosedError, UnknownPacketError
from engineio.packet import MESSAGE, Packet
from redis.exceptions import RedisError
from reflex.app import EventNamespace
from reflex.state import StateUpdate
from reflex.utils.token_manager import RedisTokenManager
from socketio import AsyncServer
from socketio.exceptions import ConnectionRefusedError as Refused

from sekampadi.web.reflex_seam.lines import Outgoing, Patience, environ_of
from sekampadi.web.reflex_seam.near import is_shared
from sekampadi.web.reflex_seam.outside import DIRECT_SEND, EVENT_FRAME, EVENT_PACKET, EVENT_PATH
from sekampadi.web.reflex_seam.redis_states import lock_keys
from sekampadi.web.reflex_seam.states import forget_origin, remember_origin, waiting_events

logger = logging.getLogger(__name__)

_EVENT_AT = len(f"{EVENT_PACKET}{EVENT_PATH},")
_HANDSHAKE = "sekampadi.handshake"
_LAST_WORDS = 5.0
"""Seconds that what still waits for a page may take when its connection ends."""
LINGER = 30.0
"""Seconds for which it is known where a connection came from that has ended: its last events run."""


class Handshake(NamedTuple):
    """What a browser said when it connected; a page names its tab by one token."""

    tokens: list[str]
    cookies: str
    origin: str | None
    host: str | None


def _handshake(environ: dict[str, Any]) -> Handshake:
    found: Handshake | None = environ.get(_HANDSHAKE)
    if found is None:
        found = environ[_HANDSHAKE] = Handshake(
            parse_qs(environ.get("QUERY_STRING", "")).get("token", []),
            str(environ.get("HTTP_COOKIE", "")),
            environ.get("HTTP_ORIGIN"),
            environ.get("HTTP_HOST"),
        )
    return found


class Door(Protocol):
    """Who stands before Reflex's end of the socket."""

    def refuses(self, handshake: Handshake) -> str:
        """Return why a connection is not taken; empty to take it."""

    async def enter(self, socket: "PageSocket", sid: str, token: str, cookies: str) -> str:
        """Return the full name of the tab behind a new connection; its state is kept under it."""

    async def lives(self, process: str) -> bool:
        """Tell whether another process, by its :func:`process_name`, still serves."""

    def read(self, tab: str | None, data: Sequence[Any]) -> dict[str, Any] | None:
        """Return the event that a frame is, None to drop it."""

    def left(self, tab: str, sid: str, *, goodbye: bool) -> None:
        """Hear that a connection has ended; with ``goodbye`` the page itself has said so."""


class PageSocket(EventNamespace):
    """Reflex's namespace behind a door of ours.

    Reflex itself takes every connection, believes its token, and writes what is no event into the
    log with all headers.
    """

    door: Door

    async def on_connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        """Connect, unless the door refuses."""
        if reason := self.door.refuses(_handshake(environ)):
            raise Refused(reason)
        try:
            await super().on_connect(sid, environ, auth)
        except Exception:
            forget_origin(sid)
            raise

    def _build_static_router_data(self, sid: str, environ: dict[str, Any]) -> dict[str, Any]:
        """Return what each event of a connection carries, without what must not be kept with a state.

        Reflex would write all headers, with cookies and addresses, into Redis. The origin makes the
        page's address.
        """
        data: dict[str, Any] = super()._build_static_router_data(sid, environ)
        headers = data["headers"]
        remember_origin(sid, headers, str(headers.get("asgi-scope-client") or data["ip"]))
        origin = {"origin": headers["origin"]} if "origin" in headers else {}
        return {**data, "headers": origin, "ip": ""}

    def _let_go(self, sid: str, tab: str) -> None:
        if waiting_events(self.app, tab):
            asyncio.get_running_loop().call_later(LINGER, self._let_go, sid, tab)
        else:
            forget_origin(sid)

    async def link_token_to_sid(self, sid: str, token: str, *, update_state: bool = True) -> None:
        """Give the connection the tab's full name.

        Reflex calls this between taking a connection and its first event. It, too, finds out when
        a tab was duplicated, but would hand the browser a name of one half; so the door does that.
        """
        sio = self.app.sio
        environ = sio.get_environ(sid, self.namespace) if sio else None
        tab = await self.door.enter(self, sid, token, _handshake(environ or {}).cookies)
        await super().link_token_to_sid(sid, tab, update_state=update_state)

    async def on_event(self, sid: str, *data: Any) -> None:
        """Pass on what the door takes for an event."""
        event = self.door.read(self.sid_to_token.get(sid), data)
        if event is not None:
            await super().on_event(sid, event)

    async def take(self, eio_sid: str, text: str) -> None:
        """Take a frame that is an event, as Engine.IO and Socket.IO would, past their packets.

        Raises:
            ValueError: it is no JSON; that ends the connection, as with them.
            RecursionError: it is too deep; likewise.
        """
        sid = self.server.manager.sid_from_eio_sid(eio_sid, self.namespace)
        data = json.loads(text[_EVENT_AT:])
        if sid is None:
            return
        try:
            await self.on_event(sid, *data[1:])
        except Exception:
            logger.exception("an event could not be taken")

    def on_disconnect(self, sid: str, reason: str = "") -> Any:
        """Tell the door, then disconnect."""
        tab = self.sid_to_token.get(sid)
        asyncio.get_running_loop().call_later(LINGER, self._let_go, sid, tab or "")
        if tab is not None:
            self.door.left(tab, sid, goodbye=reason == AsyncServer.reason.CLIENT_DISCONNECT)
        return super().on_disconnect(sid)

    async def emit_update(self, update: StateUpdate, token: str) -> None:
        """Write an answer to the connection of a tab, in the task that has it.

        Socket.IO would begin a task for each connection it is for, and wait for it.
        """
        record, server = self._token_manager.token_to_socket.get(token), self.server
        eio_sid = None
        if record is not None and record.instance_id == self._token_manager.instance_id:
            eio_sid = server.manager.eio_sid_from_sid(record.sid, self.namespace)
        if eio_sid is None:
            await super().emit_update(update, token)
            return
        said = server.packet_class.json.dumps(["event", update], separators=(",", ":"))
        text = f"{EVENT_PACKET}{self.namespace},{said}"
        line = getattr(server.eio.sockets.get(eio_sid), "line", None)
        if line is None or not await line.write(text):
            await server._send_eio_packet(eio_sid, Packet(MESSAGE, text[1:]))

    def is_connected(self, sid: str) -> bool:
        """Tell whether a connection is still there."""
        return sid in self.sid_to_token

    async def is_open_elsewhere(self, tab: str, sid: str) -> bool:
        """Tell whether another connection, of any process, has a tab's name: it was duplicated.

        Reflex remembers in Redis whose a tab is, and a process that was killed cannot take that
        back: its visitors come back under the name they had.

        Raises:
            Refused: it cannot be asked, nor could the tab be hydrated: the page says that it has no
                connection, and tries again by itself.
        """
        manager = self._token_manager
        if is_shared(manager, tab):
            await self._forget_the_dead(cast(RedisTokenManager, manager), tab)
        record = manager.token_to_socket.get(tab)
        return record is not None and record.sid != sid

    async def _forget_the_dead(self, manager: RedisTokenManager, tab: str) -> None:
        try:
            record = await manager._fetch_socket_record(tab)
            if record is None:
                known = manager.token_to_socket.get(tab)
                if known is not None and manager.sid_to_token.get(known.sid) == tab:
                    return  # it is being taken by another connection just now
                # Also where one of this process is left over: it is none, but looks like one.
                manager.token_to_socket.pop(tab, None)
                await manager.redis.delete(manager._get_redis_key(tab))
                return
            if record.instance_id == manager.instance_id:
                return
            if await self.door.lives(record.instance_id):
                return
            manager.token_to_socket.pop(tab, None)
            manager.sid_to_token.pop(record.sid, None)
            await manager.redis.delete(manager._get_redis_key(tab), *lock_keys(self.app, tab))
        except RedisError:
            logger.warning("refused a socket: Redis does not say whether its tab is open elsewhere")
            raise Refused("redis") from None

    async def rename(self, sid: str, token: str) -> None:
        """Let a page call its tab by another name from now on."""
        await self.emit("new_token", token, to=sid)


def stand_before(app: rx.App, door: Door) -> PageSocket:
    """Put a door before an app's socket.

    Reflex makes the namespace itself and offers no place to name another class, so the instance
    it made is given ours.
    """
    namespace = app.event_namespace
    namespace.__class__ = PageSocket
    socket = cast(PageSocket, namespace)
    socket.door = door
    end_sockets_quietly(app)
    return socket


_Take: TypeAlias = Callable[[str, str], Awaitable[None]] | None


class _QuietSocket(WebSocket):  # type: ignore[misc]  # carries no types
    """A websocket whose end is no exception, and that reads and writes without a task for each frame.

    The exception would hold the frames it went through, and these hold it: each socket that has
    gone stayed in memory with all it refers to, until the next collection of everything.
    """

    def __init__(self, take: _Take, handler: Any, server: Any) -> None:
        session = getattr(handler, "__self__", None)
        fresh = isinstance(session, AsyncSocket) and not session.connected
        super().__init__(partial(_serve, session, take) if fresh else handler, server)
        self._direct: Callable[[dict[str, Any]], Awaitable[None]] | None = None

    async def __call__(self, environ: dict[str, Any]) -> Any:
        """Serve it."""
        self._direct = environ["asgi.scope"].get(DIRECT_SEND)
        return await super().__call__(environ)

    async def wait(self) -> Any:
        """Return the next frame; None, which the caller takes for the end, when there is none."""
        message = await self.asgi_receive()
        if message["type"] != "websocket.receive":
            return None
        return message.get("bytes") or message.get("text")

    async def begin(self, text: str) -> asyncio.Future[None] | None:
        """Begin to send a text; return what tells when it is on its way, None when it is already."""
        sending: Any = (self._direct or self.asgi_send)({"type": "websocket.send", "text": text})
        # Granian has nothing to tell of a socket that has just closed: what it gives back is no future.
        if inspect.iscoroutine(sending) or not hasattr(sending, "done"):
            await sending
            return None
        found: asyncio.Future[None] = sending
        return found

    async def finish(self, code: int) -> None:
        """Close it, with a code for the page."""
        await self.asgi_send({"type": "websocket.close", "code": code})


async def _serve(session: AsyncSocket, take: _Take, socket: _QuietSocket) -> None:
    """Do what the handler of Engine.IO does for a websocket from the start.

    It would begin two tasks for each frame that comes, and one for each that goes.
    """
    server = session.server
    session.connected = session.upgraded = True
    session.line = Outgoing(session, socket)
    writer = asyncio.create_task(session.line.write_queue())
    patience = Patience(server.ping_interval + server.ping_timeout)
    try:
        while True:
            patience.begin()
            text = await socket.wait()
            patience.end()
            if text is None or len(text) > server.max_http_buffer_size:
                break
            if take is not None and isinstance(text, str) and text.startswith(EVENT_FRAME):
                await take(session.sid, text)
                continue
            with contextlib.suppress(UnknownPacketError):
                await session.receive(Packet(encoded_packet=text))
    except (SocketIsClosedError, asyncio.CancelledError, ValueError, RecursionError):
        pass
    except Exception:
        logger.exception("a socket ended")
    patience.stop()
    session.line = None
    await session.queue.put(None)
    with contextlib.suppress(TimeoutError):  # a page that does not read is not waited for
        await asyncio.wait_for(writer, _LAST_WORDS)
    await session.close(wait=False, abort=True, reason=server.reason.TRANSPORT_CLOSE)


def end_sockets_quietly(app: rx.App) -> None:
    """Let nothing of an app's sockets outlive its end."""
    server: Any = app.sio
    if server is not None:
        take = getattr(app.event_namespace, "take", None)
        # Of its own: what is there belongs to all servers of the process.
        ours = {"websocket": partial(_QuietSocket, take), "translate_request": environ_of}
        server.eio._async = {**server.eio._async, **ours}


def process_name(app: rx.App) -> str:
    """Return under which name Reflex remembers the tabs of this process, beside those of others."""
    namespace = app.event_namespace
    return namespace._token_manager.instance_id if namespace is not None else ""


async def send(app: rx.App, update: StateUpdate, sids: str | list[str]) -> None:
    """Write an answer to connections, past the states of their tabs; it is written out once.

    ``App.modify_state`` would take, compare and write out the state of each.
    """
    namespace: Any = app.event_namespace  # carries no types
    await namespace.emit("event", update, to=sids)
