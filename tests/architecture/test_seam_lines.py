"""What goes over a websocket, and what becomes of frames that are events but for a little."""

import asyncio
import json
from collections.abc import Callable, Generator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeAlias

import pytest
from engineio.async_drivers.asgi import translate_request

from sekampadi.web.reflex_seam import lines, outside, sockets
from tests.architecture.kecil import WAIT, House, house, until

Made: TypeAlias = Callable[[], AbstractAsyncContextManager[House]]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Made:
    """Return what builds and runs the app; a state's context is that of the test's own task."""
    return lambda: house(monkeypatch, tmp_path)


class Slow:
    """A server that tells when a frame is on its way only when it is told to."""

    def __init__(self) -> None:
        self.begun: list[tuple[str, asyncio.Future[None]]] = []

    async def begin(self, text: str) -> asyncio.Future[None]:
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.begun.append((text, done))
        return done

    async def finish(self, code: int) -> None:
        assert code == 1000
        self.begun.append(("closed", asyncio.get_running_loop().create_future()))

    @property
    def texts(self) -> list[str]:
        return [text for text, _ in self.begun]


def outgoing(server: Slow) -> tuple[Any, lines.Outgoing]:
    session: Any = SimpleNamespace(closing=False, closed=False, queue=asyncio.Queue())
    return session, lines.Outgoing(session, server)


def packet(text: str) -> Any:
    return SimpleNamespace(encode=lambda: text)


async def test_a_page_that_does_not_read_holds_nobody_up() -> None:
    server = Slow()
    session, line = outgoing(server)
    assert await asyncio.wait_for(line.write("a"), WAIT)
    # It is not on its way yet: the next ones go to the queue, behind it.
    for text in "bc":
        assert not await asyncio.wait_for(line.write(text), WAIT)
        session.queue.put_nowait(packet(text))
    session.queue.put_nowait(None)
    assert server.texts == ["a"]
    end = asyncio.create_task(line.write_queue())
    for number, text in enumerate("abc"):
        await until(lambda n=number: len(server.begun) > n, text)
        server.begun[number][1].set_result(None)
    await asyncio.wait_for(end, WAIT)
    assert server.texts == ["a", "b", "c", "closed"]


async def test_a_frame_that_is_on_its_way_lets_the_next_one_go_at_once() -> None:
    server = Slow()
    _, line = outgoing(server)
    for number, text in enumerate("ab"):
        assert await line.write(text)
        server.begun[number][1].set_result(None)
    assert server.texts == ["a", "b"]


async def test_a_page_that_never_reads_is_sent_away() -> None:
    server, ended = Slow(), asyncio.Event()

    async def page() -> None:
        session, line = outgoing(server)
        await line.write("a")
        for _ in range(1000):
            if not await line.write("b"):
                session.queue.put_nowait(packet("b"))
        assert session.queue.qsize() == 100
        try:
            await asyncio.sleep(WAIT)
        finally:
            ended.set()

    with pytest.raises(asyncio.CancelledError):
        await asyncio.create_task(page())
    assert ended.is_set()


async def test_a_socket_that_has_gone_ends_the_writing() -> None:
    server = Slow()
    session, line = outgoing(server)
    await line.write("a")
    server.begun[0][1].set_exception(OSError("gone"))
    await line.write("b")
    assert server.texts == ["a"]
    session.queue.put_nowait(None)
    await asyncio.wait_for(line.write_queue(), WAIT)


async def test_only_waiting_wears_patience_out() -> None:
    done: list[str] = []

    async def busy() -> None:
        patience = lines.Patience(0.05)
        patience.begin()
        await asyncio.sleep(0)
        patience.end()
        await asyncio.sleep(0.2)
        done.append("worked")
        patience.begin()
        await asyncio.sleep(10)
        done.append("waited")

    with pytest.raises(asyncio.CancelledError):
        await asyncio.create_task(busy())
    assert done == ["worked"]

    async def stopped() -> str:
        patience = lines.Patience(0.01)
        patience.begin()
        patience.stop()
        await asyncio.sleep(0.05)
        return "went on"

    assert await asyncio.create_task(stopped()) == "went on"


async def test_frames_that_are_no_plain_events(made: Made) -> None:
    async with made() as house:
        page = await house.page()
        house.gate.set()
        event = {"name": house.name(house.umum, "hitung"), "payload": {"kali": 3}}
        event["router_data"] = {"pathname": "/coba", "asPath": "/coba", "query": {}}
        # One that wants an answer of Socket.IO goes its way, and one that says nothing is no event.
        page.send(f'42{outside.EVENT_PATH},7["event",{json.dumps(event)}]')
        await until(lambda: house.handled == [3], "it is handled")
        await until(lambda: any(f.startswith("43") for f in page.frames), "it is answered")
        page.send(f"{outside.EVENT_FRAME},5]")
        page.send(f"{outside.EVENT_FRAME}]")
        page.event(house.name(house.umum, "hitung"), kali=4)
        await until(lambda: house.handled == [3, 4], "the connection has outlived it")
        page.send(f"{outside.EVENT_FRAME},")
        await asyncio.wait_for(page.task, WAIT)
        assert house.door.gone


async def test_a_socket_s_request_is_kept_as_engine_io_does() -> None:
    headers = [
        (b"host", b"sini"),
        (b"x-forwarded-for", b"198.51.100.9"),
        (b"x-forwarded-for", b"203.0.113.7"),
        (b"x-forwarded-proto", b"https"),
        (b"x-aneh", b"\xff"),
    ]
    scope: Any = {
        "type": "websocket",
        "path": "/_event/",
        "raw_path": b"/_event/",
        "query_string": b"EIO=4&token=a",
        "headers": headers,
        "asgi": {"version": "3.0"},
    }

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    async def send(_message: Any) -> None:
        raise AssertionError("nothing is answered yet")

    found = await lines.environ_of(scope, receive, send)
    theirs = await translate_request(scope, receive, send)
    assert found["HTTP_X_FORWARDED_FOR"] == "198.51.100.9,203.0.113.7"
    same = {name for name in found if not name.startswith("asgi.")}
    assert {n: found[n] for n in same} == {n: theirs[n] for n in same}
    assert {n for n in theirs if n.startswith("HTTP_")} <= same


async def test_a_send_that_has_nothing_to_tell_is_over_at_once() -> None:
    class Nothing:
        """What Granian gives back for a socket that has just closed: it can be awaited, and no more."""

        def __await__(self) -> Generator[None, None, None]:
            return iter(())  # type: ignore[return-value]

    socket = sockets._QuietSocket(None, None, None)
    socket._direct = lambda _message: Nothing()
    assert await socket.begin("x") is None
    told = asyncio.get_running_loop().create_future()
    socket._direct = lambda _message: told
    assert await socket.begin("x") is told
