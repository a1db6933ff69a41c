"""Thousands of hostile events over all handlers, beside a citizen who answers a survey; and a kill."""

import asyncio
import inspect
import json
import os
import random
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from sekampadi.domain.izin import Role
from sekampadi.services.akun.sesi import issue_ticket, redeem_ticket
from sekampadi.web.reflex_seam.events import registered_events
from tests.e2e.conftest import Beginnings
from tests.e2e.harness import AppServer
from tests.factories import PASSWORD
from tests.load.respondents import Citizen, Tally, stream
from tests.load.wire import PREFIX, Wire

EVENTS = 5000
PACE = 0.055
"""Seconds between two events of one connection: just what it may send."""
WORDS: tuple[Any, ...] = (
    "\ud800",
    "a\0b",
    "\u202eterbalik\u2066",
    "x" * 50_000,
    "9" * 400,
    "-1",
    "1e400",
    "NaN",
    "",
    " ",
    "upp-a",
    "layanan-a1",
    "2024-02-30",
    "0000-00-00",
    "' OR 1=1 --",
    "<script>",
    "../../etc/passwd",
    "{}",
    "[]",
    "null",
    None,
    True,
    0,
    -1,
    2**63,
    10**300,
    1.5,
    1e308,
)


def _value(rng: random.Random, depth: int = 0) -> Any:
    kind = rng.random()
    if depth < 3 and kind < 0.12:
        return [_value(rng, depth + 1) for _ in range(rng.randrange(4))]
    if depth < 3 and kind < 0.3:
        keys = ("uuid", "isian", "langkah", "layanan", "nama", "username", "id", "\udfff", "u1")
        return {rng.choice(keys): _value(rng, depth + 1) for _ in range(rng.randrange(5))}
    return rng.choice(WORDS)


def _frame(rng: random.Random, handlers: dict[str, list[str]]) -> str:
    """Return a frame: mostly an event of the app with odd arguments, sometimes no event at all."""
    kind = rng.random()
    if kind < 0.05:
        return rng.choice(
            ["", "4", "42[]", PREFIX + "5", PREFIX + '["event"', PREFIX + '["event",{},{}]',
             PREFIX + '["event"]', PREFIX + '["event",' + "[" * 9000, "3", "bAAAA",
             PREFIX + '["disconnect"]', PREFIX + '["client_error",7]', PREFIX + '["ping",1,2,3]']
        )  # fmt: skip
    name = rng.choice(list(handlers))
    payload = {parameter: _value(rng) for parameter in handlers[name]}
    event: dict[str, Any] = {"name": name, "payload": payload}
    event["router_data"] = {
        "pathname": rng.choice(["/admin", "/survei", "/admin/layanan", "\ud800", "//", 5, None]),
        "asPath": rng.choice(["/survei?layanan=layanan-a1", "?\0=\ud800", "", []]),
        "query": rng.choice([{}, {"layanan": "layanan-a1"}, {"cakupan": "\ud800\0"}, [], "x"]),
    }
    if rng.random() < 0.05:
        event[rng.choice(["payload", "router_data", "name"])] = _value(rng)
    return PREFIX + json.dumps(["event", event])


@pytest.fixture
def server(built_app: Path, template_databases: Beginnings, tmp_path: Path) -> Iterator[AppServer]:
    server = AppServer(tmp_path)
    server.use_database(template_databases["cast"])
    server.start()
    yield server
    server.kill()


async def _attack(
    http: aiohttp.ClientSession,
    server: AppServer,
    cookie: str,
    frames: list[str],
) -> None:
    wire = await Wire(http, server.url, cookie).open()
    await wire.load("/admin", "delta")
    for frame in frames:
        assert wire._socket is not None
        if wire.closed_by_server:
            wire = await Wire(http, server.url, cookie).open()
        with_care = wire._socket
        assert with_care is not None
        await with_care.send_str(frame)
        await asyncio.sleep(PACE)
    await wire.close()


async def test_hostile_events_hurt_nobody(server: AppServer) -> None:
    from sekampadi.sekampadi import app  # the whole app, as the server imports it

    handlers = {
        name: list(inspect.signature(registered.handler.fn).parameters)[1:]
        for name, registered in registered_events(app).items()
    }
    with server.runtime() as rt:
        roles = [role.value for role in Role]
        cookies = ["", *(redeem_ticket(rt, issue_ticket(rt, r, PASSWORD))[0] for r in roles)] * 2
    rng = random.Random(20260101)
    share = EVENTS // len(cookies) + 1
    tally = Tally({"layanan-a1": ("provinsi",)})
    async with aiohttp.ClientSession() as http:
        citizen = Citizen(http, server.url, "layanan-a1", 1)
        await citizen.arrive()
        walking = asyncio.create_task(stream([citizen], tally, 1.0))
        await asyncio.gather(
            *(
                _attack(http, server, cookie, [_frame(rng, handlers) for _ in range(share)])
                for cookie in cookies
            )
        )
        walking.cancel()
        await asyncio.wait({walking})
        assert tally.errors == []
        assert len(tally.given) >= 5
        # And afterwards as before.
        begun = len(tally.given)
        await citizen.answer(tally)
        assert len(tally.given) == begun + 1
        await citizen.wire.close()
    with server.runtime() as rt:
        assert issue_ticket(rt, Role.PIMPINAN.value, PASSWORD)
    server.check_log()
    text = server.log.read_text(encoding="utf-8", errors="replace")
    assert "event failed" not in text
    assert max(map(len, text.splitlines())) < 500


def test_a_killed_server_leaves_nothing_behind(server: AppServer) -> None:
    assert server.process is not None
    os.kill(server.process.pid, signal.SIGKILL)  # the main process alone
    server.process.wait()
    deadline = time.monotonic() + 15
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", server.port))
                break
            except OSError:
                assert time.monotonic() < deadline, "a worker holds the port"
        time.sleep(0.1)
    server.process = None
    server.start()
