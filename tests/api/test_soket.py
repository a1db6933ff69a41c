"""The gate of the event channel: what passes, what is dropped, and who is sent away."""

import asyncio
import gc
import weakref
from types import SimpleNamespace
from typing import Any

import pytest
import socketio
from starlette.types import Message, Receive, Scope, Send

from sekampadi.api.http import giliran
from sekampadi.api.http.giliran import ADDRESS_BURST, PACE_BURST, WAITING, Address, Addresses, Turns
from sekampadi.api.http.soket import BURST, DROPPED_MAX, FRAME_MAX, EventGate, Frames
from sekampadi.web.reflex_seam.sockets import end_sockets_quietly

EVENT = '42/_event,["event",{"name":"x"}]'


class Clock:
    """Seconds that a test lets pass."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def text(frame: str) -> Message:
    return {"type": "websocket.receive", "text": frame}


@pytest.mark.parametrize("frame", ["40/_event,{}", "3", "41/_event,", EVENT, '42/_event,["ping"]'])
def test_what_a_page_sends_passes(frame: str) -> None:
    assert Frames().takes(text(frame))


@pytest.mark.parametrize(
    "message",
    [
        *map(
            text,
            [
                "",
                "4",
                "40",
                "42[]",
                "42/_event,5",
                '42/_event,["connect",{}]',
                '42/_event,["disconnect"]',
                '42/_event,["eventual",{}]',
                "43/_event,1[]",
                '451-/_event,["event",{"_placeholder":true,"num":0}]',
                "bAAAA",
                "4" + "[" * 5000,
                "42/lain,[]",
                EVENT + " " * FRAME_MAX,
            ],
        ),
        {"type": "websocket.receive", "bytes": b"x"},
        {"type": "websocket.receive"},
    ],
)
def test_what_no_page_sends_is_dropped(message: Message) -> None:
    assert not Frames().takes(message)


def test_one_connection_is_one_tab() -> None:
    connection = Frames()
    assert connection.takes(text("40/_event,"))
    assert not connection.takes(text("40/_event,"))


def test_the_rate_of_a_person_passes_and_a_flood_ends() -> None:
    clock = Clock()
    connection = Frames(clock)
    for _ in range(600):
        clock.now += 0.06
        assert connection.takes(text(EVENT))
    clock.now += 10
    taken = sum(connection.takes(text(EVENT)) for _ in range(1000))
    assert taken == BURST
    assert connection.flooding


def socket(client: str, forwarded: str = "") -> Scope:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    return {"type": "websocket", "path": "/_event/", "client": (client, 1), "headers": headers}


async def serve_one(gate: EventGate, scope: Scope, frames: list[Message]) -> list[Message]:
    """Let a client send frames and stay; return what it was sent."""
    sent: list[Message] = []
    waiting = [{"type": "websocket.connect"}, *frames]

    async def receive() -> Message:
        if waiting:
            return waiting.pop(0)
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    try:
        await gate(scope, receive, send)
    finally:
        sent.append({"type": "end"})
    return sent


async def _inside(scope: Scope, receive: Receive, send: Send) -> None:
    del scope
    await send({"type": "websocket.accept"})
    while (await receive())["type"] != "websocket.disconnect":
        pass


async def test_a_flood_is_disconnected() -> None:
    frames = [text("x")] * (DROPPED_MAX + 5)
    sent = await serve_one(EventGate(_inside), socket("203.0.113.1"), frames)
    assert [m["type"] for m in sent] == ["websocket.accept", "websocket.close", "end"]


async def test_a_plain_request_begins_no_session() -> None:
    scope = {**socket("203.0.113.1"), "type": "http", "method": "GET"}
    [start, *_] = await serve_one(EventGate(_inside), scope, [])
    assert start["status"] == 426
    assert (b"upgrade", b"websocket") in start["headers"]


async def test_sockets_are_counted_per_address_and_in_all() -> None:
    gate = EventGate(_inside, trusted_proxies=1, per_address=3, most=6)
    open_ones: list[asyncio.Task[Any]] = []

    async def enter(address: str) -> bool:
        task = asyncio.create_task(
            serve_one(gate, socket("127.0.0.1", address), [text("40/_event,")])
        )
        await asyncio.sleep(0.01)
        if task.done():
            return False
        open_ones.append(task)
        return True

    # The first address is what a visitor writes there himself.
    assert [await enter("9.9.9.9, 203.0.113.1") for _ in range(4)] == [True] * 3 + [False]
    assert [await enter(f"203.0.113.{i}") for i in range(2, 6)] == [True] * 3 + [False]
    open_ones.pop(0).cancel()
    await asyncio.sleep(0.01)
    assert await enter("203.0.113.1")
    for task in open_ones:
        task.cancel()
    await asyncio.wait(open_ones)


async def test_everybody_at_this_machine_is_not_one_address() -> None:
    gate = EventGate(_inside, per_address=1)
    tasks = [
        asyncio.create_task(serve_one(gate, socket("127.0.0.1"), [text("40/_event,")]))
        for _ in range(5)
    ]
    await asyncio.sleep(0.01)
    assert not any(task.done() for task in tasks)
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)


async def test_a_socket_that_never_becomes_a_tab_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sekampadi.api.http.soket.CONNECT_SECONDS", 0.05)
    sent = await serve_one(EventGate(_inside), socket("203.0.113.1"), [text("3")])
    assert "websocket.close" in {m["type"] for m in sent}


async def test_nothing_of_a_socket_waits_for_a_collection() -> None:
    options = {"allow_upgrades": False, "transports": ["websocket"], "ping_interval": 0.01}
    server = socketio.AsyncServer(async_mode="asgi", monitor_clients=False, **options)
    end_sockets_quietly(SimpleNamespace(sio=server, event_namespace=None))  # type: ignore[arg-type]
    gate = EventGate(socketio.ASGIApp(server, socketio_path="/_event"))
    scope = socket("203.0.113.1") | {
        "query_string": b"EIO=4&transport=websocket",
        "headers": [(b"upgrade", b"websocket"), (b"connection", b"upgrade")],
    }
    known: list[weakref.ref[object]] = []

    class Line:
        """What the web server holds of a socket."""

        def __init__(self) -> None:
            self.left = ["websocket.connect", "websocket.disconnect"]
            known.append(weakref.ref(self))

        async def receive(self) -> Message:
            await asyncio.sleep(0)
            if len(self.left) == 1:
                known.extend(map(weakref.ref, server.eio.sockets.values()))
            return {"type": self.left.pop(0)}

        async def send(self, message: Message) -> None:
            pass

    gc.collect()
    gc.disable()
    try:
        line = Line()
        await gate(scope, line.receive, line.send)
        del line
        assert len(known) == 2
        async with asyncio.timeout(5):
            while any(found() is not None for found in known):  # noqa: ASYNC110 - as a ping's task ends
                await asyncio.sleep(0.01)
        assert not any(isinstance(thing, Frames) for thing in gc.get_objects())
    finally:
        gc.enable()


def test_people_behind_one_address_share_a_budget_that_a_flood_empties() -> None:
    clock = Clock()
    address = Address(clock)
    people = [Frames(clock, address) for _ in range(80)]
    for _ in range(100):  # each an event every two seconds, for more than three minutes
        clock.now += 2
        assert all(person.takes(text(EVENT)) for person in people)
    clock.now += 60
    flood = [Frames(clock, address) for _ in range(100)]
    taken = sum(one.takes(text(EVENT)) for one in flood for _ in range(20))
    assert taken == ADDRESS_BURST


def test_addresses_are_forgotten_unless_something_is_open() -> None:
    known = Addresses(Clock(), most=3)
    known.of(b"open").open = 1
    for number in range(20):
        known.of(b"%d" % number)
    assert len(known) <= 4
    assert known.of(b"open").open == 1


async def test_new_sockets_of_one_address_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(giliran, "ADDRESS_SOCKETS_BURST", 3.0)
    gate = EventGate(_inside, trusted_proxies=1)
    closing: list[Message] = [{"type": "websocket.disconnect"}]
    seen = [
        await serve_one(gate, socket("127.0.0.1", "203.0.113.9"), list(closing)) for _ in range(5)
    ]
    assert [sent[0]["type"] for sent in seen] == ["websocket.accept"] * 3 + ["websocket.close"] * 2
    assert seen[-1][0]["code"] == 1013


async def test_what_is_faster_than_a_person_waits_and_a_flood_is_dropped() -> None:
    connection = Frames(Clock())
    assert not any(connection.hurries(text(EVENT)) for _ in range(int(PACE_BURST)))
    assert connection.hurries(text(EVENT))
    assert not connection.hurries(text("3"))
    turns = Turns()
    waiting = [asyncio.create_task(turns.take()) for _ in range(WAITING + 5)]
    assert sum(await asyncio.gather(*waiting)) == WAITING
    assert await turns.take()
