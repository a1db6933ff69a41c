"""A small app of the installed Reflex, and a page at its socket: both ends are the real ones."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import reflex as rx
from reflex_base.registry import RegistrationContext

from sekampadi.web.reflex_seam import events, lazy, outside, prompt, sockets, states

TAB = "halaman"
WAIT = 5


@dataclass
class Porter:
    """A door that lets everybody in, under the name the browser says, and writes down what comes."""

    refusal: str = ""
    seen: list[sockets.Handshake] = field(default_factory=list)
    frames: list[tuple[str | None, Any]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    goodbyes: list[bool] = field(default_factory=list)
    sids: list[str] = field(default_factory=list)

    def refuses(self, handshake: sockets.Handshake) -> str:
        self.seen.append(handshake)
        return self.refusal

    async def enter(self, socket: sockets.PageSocket, sid: str, token: str, cookies: str) -> str:
        assert cookies == "a=1", "the headers of the handshake"
        self.sids.append(sid)
        if await socket.is_open_elsewhere(token, sid):
            await socket.rename(sid, "baru")
            return "baru"
        return token

    async def lives(self, process: str) -> bool:
        return True

    def read(self, tab: str | None, data: Sequence[Any]) -> dict[str, Any] | None:
        self.frames.append((tab, data[0]))
        return data[0] if data[0].get("name") else None

    def left(self, tab: str, sid: str, *, goodbye: bool) -> None:
        self.goodbyes.append(goodbye)
        self.gone.append(tab)


class Page:
    """A page at the socket of an app: the server's side of the websocket is the real one."""

    def __init__(self, app: rx.App) -> None:
        self._app: Any = prompt.socket_end(app)
        self._in: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.frames: list[str] = []

    def open(self, token: str = TAB) -> None:
        headers = {
            **{"host": "sini", "origin": "http://sini", "cookie": "a=1"},
            "x-forwarded-for": "198.51.100.9",
            **{"connection": "upgrade", "upgrade": "websocket"},
        }
        scope = {
            "type": "websocket",
            "path": outside.EVENT_PATH + "/",
            "root_path": "",
            "query_string": f"EIO=4&transport=websocket&token={token}".encode(),
            "headers": [(k.encode(), v.encode()) for k, v in headers.items()],
            "client": ("203.0.113.7", 4711),
            "server": ("sini", 80),
            "subprotocols": [],
            "asgi": {"version": "3.0"},
        }
        self._in.put_nowait({"type": "websocket.connect"})
        self.send(outside.CONNECT_FRAME + "{}")
        self.task = asyncio.create_task(self._app(scope, self._in.get, self._take))

    async def _take(self, message: dict[str, Any]) -> None:
        if message["type"] == "websocket.send":
            self.frames.append(message.get("text") or "")

    def send(self, text: str) -> None:
        self._in.put_nowait({"type": "websocket.receive", "text": text})

    def event(self, name: str, *, at: str = "/coba", **payload: Any) -> None:
        route = {"pathname": at, "asPath": at, "query": {}}
        event = {"name": name, "payload": payload, "router_data": route}
        self.send(f"{outside.EVENT_FRAME},{json.dumps(event)}]")

    def close(self) -> None:
        self._in.put_nowait({"type": "websocket.disconnect", "code": 1000})

    @property
    def updates(self) -> list[dict[str, Any]]:
        """The answers to events, as the script of a page reads them."""
        start = len(outside.EVENT_FRAME) + 1
        told = [f[start:-1] for f in self.frames if f.startswith(outside.EVENT_FRAME)]
        read = [json.loads(text) for text in told]
        return [json.loads(one) if isinstance(one, str) else one for one in read]

    def told(self, text: str) -> bool:
        return text in json.dumps(self.updates)


async def until(happened: Callable[[], Any], what: str) -> None:
    """Wait for something."""
    try:
        async with asyncio.timeout(WAIT):
            while not happened():  # noqa: ASYNC110 - the app runs in tasks of its own
                await asyncio.sleep(0.01)
    except TimeoutError:
        pytest.fail(f"did not happen: {what}")


@dataclass
class House:
    """A running app with two states, one of them private."""

    app: rx.App
    door: Porter
    socket: sockets.PageSocket
    umum: Any
    rahasia: Any
    asked: list[tuple[str, str, states.Connection]] = field(default_factory=list)
    open: set[str] = field(default_factory=set)
    deny: set[str] = field(default_factory=set)
    opens: bool = False
    waits: set[str] = field(default_factory=set)
    handled: list[int] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    def name(self, state: Any, handler: str) -> str:
        return events.event_name(state.event_handlers[handler])

    async def page(self, token: str = TAB) -> Page:
        page = Page(self.app)
        page.open(token)
        await until(lambda: any(f.startswith("40") for f in page.frames), "the socket is taken")
        return page


def failed(exception: Exception) -> events.EventSpec:
    """Let the page know that an event has failed."""
    return events.pressed_command("gagal")


@asynccontextmanager
async def house(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[House]:
    """Build and run the app, as the server does, apart from the one of this program."""
    values = outside.serving(
        tmp_path, redis_url="", trusted_proxies=3, kept_seconds=77, frame_max=54321
    )
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    with RegistrationContext.ensure_context().fork():
        gate, handled = asyncio.Event(), []

        class UmumState(rx.State):
            angka: int = 0
            daftar: list[int] = []

            @rx.event
            async def hitung(self, kali: int) -> None:
                handled.append(kali)
                await gate.wait()
                self.angka += kali

            @rx.event
            async def muat(self) -> Any:
                self.daftar = [7]
                return events.command("tujuh", 7, answer=UmumState.event_handlers["hitung"])

            @rx.event
            async def mulai(self) -> Any:
                self.angka = 1
                return UmumState.susul

            @rx.event
            async def susul(self) -> None:
                self.angka += 1

            @rx.event
            async def tunggu(self) -> None:
                handled.append(0)
                await gate.wait()

            @rx.event
            async def gagal(self) -> None:
                raise RuntimeError("tidak jadi")

        class RahasiaState(rx.State):
            isi: str = "mula-mula"

            @rx.event
            def isikan(self) -> None:
                self.isi = "rahasia"

        app = rx.App(backend_exception_handler=failed)
        door = Porter()
        app.add_page(rx.el.p("halaman"), route="/coba")
        loads = [UmumState.gagal, UmumState.muat]
        app.add_page(rx.el.p("muatan"), route="/muatan", on_load=loads)
        app.add_page(rx.el.p("rantai"), route="/rantai", on_load=UmumState.mulai)
        app.add_page(rx.el.p("tunggu"), route="/tunggu", on_load=UmumState.tunggu)
        lazy.make_states_late(app)
        found = House(
            app,
            door,
            sockets.stand_before(app, door),
            UmumState,
            RahasiaState,
            gate=gate,
            handled=handled,
        )
        states.withhold(RahasiaState, lambda: states.current_tab() in found.open)

        async def ask(state: rx.State, name: str, registered: Any, *, again: bool = False) -> Any:
            found.asked.append((states.current_tab(), name, states.connection_of(state)))
            if name not in found.deny:
                return None
            return events.StateUpdate(events=[events.command("tidak", "'\"<", 1)])

        events.ask_before_events(app, ask, lambda _: found.opens)
        async with (
            app._setup_event_processor(),
            prompt.prompt_events(app, found.waits.__contains__),
        ):
            with app.set_contexts():
                yield found
        states._withheld.discard(RahasiaState)
