"""A server that is told to stop lets what it has begun end: an answer that is being stored is thanked for."""

import asyncio
import http.client
import random
import signal
import socket
import sqlite3
import urllib.parse
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import aiohttp
from sqlmodel import select

from sekampadi.db.models import Jawaban
from sekampadi.domain.survei.survei import Langkah
from sekampadi.serving import answers
from sekampadi.web.reflex_seam.ending import GOING_AWAY
from tests import factories
from tests.e2e.conftest import StartServer
from tests.e2e.harness import AppServer, wait_until
from tests.e2e.warm import PATIENCE
from tests.lembar import Page, fill_in
from tests.load.respondents import Citizen


@contextmanager
def another_writer(server: AppServer) -> Iterator[None]:
    """Hold the database, so that an answer waits for its turn."""
    other = sqlite3.connect(server.folder / "sekampadi.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def has_read(server: AppServer, port: int) -> bool:
    """Tell whether the server has taken all that was sent from a port to it."""
    ends = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    near, far = f":{server.port:04X}", f":{port:04X}"
    waiting = [
        int(fields[4].partition(":")[2], 16)
        for fields in map(str.split, ends)
        if fields[1].endswith(near) and fields[2].endswith(far)
    ]
    # A question put afterwards is answered only when the loop has been through what it took before.
    return waiting == [0] and answers(f"{server.url}/api/health/live")


def connects(server: AppServer) -> bool:
    try:
        socket.create_connection(("127.0.0.1", server.port), 5).close()
    except OSError:
        return False
    return True


def test_an_answer_in_flight_is_stored_and_thanked_for(start_server: StartServer) -> None:
    server = start_server("cast")
    form = fill_in(server.url, "layanan-a1", "Tepat waktu.")
    last = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    # Somebody else writes, so the answer waits for its turn.
    with another_writer(server):
        head = {"Content-Type": "application/x-www-form-urlencoded"}
        last.request("POST", form.action, urllib.parse.urlencode(form.press("lanjut")), head)
        port = last.sock.getsockname()[1]
        wait_until(lambda: has_read(server, port), "the server reads the last form")
        assert server.process is not None
        server.process.send_signal(signal.SIGTERM)
        wait_until(lambda: not connects(server), "nobody is let in any more")
        assert server.process.poll() is None, "it waits for what it has begun"
    with last.getresponse() as response:
        assert response.status == 200
        assert "Terima kasih" in Page(response.read().decode()).text
    last.close()
    server.stop()
    with server.runtime() as rt, rt.reading() as session:
        assert [a.saran for a in session.exec(select(Jawaban))] == ["Tepat waktu."]


async def test_pages_are_told_and_what_they_asked_for_is_finished(
    start_server: StartServer,
) -> None:
    # As long as three browsers beside it may need: it ends as soon as the event is done.
    server = start_server("cast", extra={PATIENCE: "15"})
    identity, isian = str(uuid.uuid4()), factories.random_isian(random.Random(1))
    async with aiohttp.ClientSession() as browser:
        busy, idle = (Citizen(browser, server.url, "layanan-a1", n) for n in (1, 2))
        for person in (busy, idle):
            await person.arrive()
        for step in list(Langkah)[:-1]:
            await busy.send_step(step, identity, isian)
        with another_writer(server):
            thanks = asyncio.create_task(busy.send_step(Langkah.SARAN, identity, isian))
            await asyncio.sleep(0.1)  # it is on its way
            read = partial(has_read, server, busy.wire.port)
            await asyncio.to_thread(wait_until, read, "the server reads the last step")
            assert server.process is not None
            server.process.send_signal(signal.SIGTERM)
            await idle.wire.closed()
            assert not thanks.done()
        await thanks
        await busy.wire.closed()
        codes = [person.wire.close_code for person in (busy, idle)]
    server.stop()
    assert codes == [GOING_AWAY, GOING_AWAY]
    with server.runtime() as rt, rt.reading() as session:
        assert [str(a) for a in session.exec(select(Jawaban.uuid))] == [identity]
