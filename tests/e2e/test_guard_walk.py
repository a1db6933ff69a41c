"""Every registered event handler and every page, over a real socket, as nobody and as each role.

What each may is written by hand in ``tests/hak_akses.toml``.
"""

import asyncio
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from sekampadi.domain.izin import Role
from sekampadi.services.akun.sesi import issue_ticket, redeem_ticket
from sekampadi.web.declare import permission_of
from sekampadi.web.reflex_seam.events import RegisteredEventHandler, registered_events
from sekampadi.web.routes import ROUTES
from tests.e2e.conftest import Beginnings
from tests.e2e.harness import AppServer
from tests.e2e.socket_client import HYDRATE, SENTINEL, SocketClient
from tests.e2e.warm import Warm
from tests.factories import PASSWORD
from tests.hak_akses import handler_rights, page_rights, short_name

ACTORS = ["", *(role.value for role in Role), "admin-b"]
_HOSTILE: dict[str, Any] = {"int": "abc", "bool": "ya", "list": {"a": 1}, "dict": ["bukan", 1]}
SESI = "reflex___state____state.sekampadi___web___akun___sesi___state____sesi_state"
_PACE = 0.12
"""Two events each time; the socket takes twenty a second from one connection."""
_TABS = 2
"""In which an actor walks at once, each through its share of the handlers."""


@dataclass(frozen=True)
class Walk:
    """The server with a session for each actor, and the handlers of the app."""

    server: AppServer
    cookies: dict[str, str]
    handlers: dict[str, RegisteredEventHandler]


@pytest.fixture(scope="module")
def walk(
    warm: Warm,
    template_databases: Beginnings,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Walk]:
    from sekampadi.sekampadi import app  # the whole app, as the server imports it

    server = AppServer(tmp_path_factory.mktemp("walk"), warm=warm)
    server.use_database(template_databases["cast"])
    server.start()
    with server.runtime() as rt:
        cookies = {
            name: redeem_ticket(rt, issue_ticket(rt, name, PASSWORD))[0] for name in ACTORS if name
        }
    yield Walk(server, {"": "", **cookies}, dict(registered_events(app)))
    server.stop()
    server.check_log()


def _role(actor: str) -> str:
    return Role.ADMIN_UPP.value if actor == "admin-b" else actor


def _hostile_payload(registered: RegisteredEventHandler) -> dict[str, Any]:
    parameters = list(inspect.signature(registered.handler.fn).parameters.values())[1:]
    return {p.name: _HOSTILE.get(str(p.annotation).split("[")[0], "\0'\"<x>") for p in parameters}


async def _walk_as(walk: Walk, actor: str, tab: int) -> list[str]:
    wrong, rights = [], handler_rights()
    mine = [h for h in walk.handlers.items() if h[0] != SENTINEL][tab::_TABS]
    async with SocketClient(walk.server, walk.cookies[actor]) as client:
        await client.ask("reflex___state____state.hydrate", {})
        for name, registered in mine:
            # An answer for each of the two events, and the pace of a person.
            background = registered.handler.is_background
            calls = await client.ask(
                name, _hostile_payload(registered), path="/admin", pause=0.3 if background else 0
            )
            denied = client.denied(name)
            if denied == (_role(actor) in rights[short_name(name)]):
                wrong.append(f"{actor or 'nobody'}: {name} {'denied' if denied else 'let through'}")
            if any("failed" in call for call in calls):
                wrong.append(f"{actor or 'nobody'}: {name} failed on hostile arguments")
            await asyncio.sleep(_PACE)
    return wrong


def test_the_table_lists_every_handler_and_no_other(walk: Walk) -> None:
    names = [short_name(name) for name in walk.handlers]
    assert sorted(names) == sorted(handler_rights())


async def test_every_handler_as_every_actor(walk: Walk) -> None:
    walks = (_walk_as(walk, actor, tab) for actor in ACTORS for tab in range(_TABS))
    results = await asyncio.gather(*walks)
    wrong = [line for lines in results for line in lines]
    assert not wrong, "\n".join(wrong)


async def _pages_as(walk: Walk, actor: str) -> list[str]:
    wrong = []
    async with SocketClient(walk.server, walk.cookies[actor]) as client:
        for path, roles in page_rights().items():
            if not path.startswith("/admin"):
                continue
            await client.load(path, '"is_hydrated_rx_state_": true')
            shown: dict[str, object] = {}
            for update in client.updates:
                shown |= update.get("delta", {}).get(SESI, {})
            opened = shown.get("boleh_rx_state_") is True
            told = [call for call in client.calls() if "denied(" in call and ", true)" not in call]
            if opened != (_role(actor) in roles) or (shown and shown["halaman_rx_state_"] != path):
                wrong.append(f"{actor or 'nobody'}: {path} {'opened' if opened else 'closed'}")
            if told and actor:
                wrong.append(f"{actor}: {path} is told twice that it is closed")
            await asyncio.sleep(_PACE)
    return wrong


async def test_every_page_as_every_actor(walk: Walk) -> None:
    assert sorted(page_rights()) == sorted(route.path for route in ROUTES)
    results = await asyncio.gather(*(_pages_as(walk, actor) for actor in ACTORS))
    wrong = [line for lines in results for line in lines]
    assert not wrong, "\n".join(wrong)


def test_every_handler_of_ours_declares_what_it_needs(walk: Walk) -> None:
    undeclared = [
        name
        for name, registered in walk.handlers.items()
        if permission_of(registered) is None
        and registered.states[0].__module__.startswith("sekampadi.")
        and not name.endswith(".setvar")
    ]
    assert undeclared == []


async def test_another_offices_dashboard_is_not_found(walk: Walk) -> None:
    name = next(n for n in walk.handlers if n.endswith("dashboard_state.muat"))
    async with SocketClient(walk.server, walk.cookies["admin-b"]) as client:
        await client.ask("reflex___state____state.hydrate", {})
        await client.ask(name, {}, path="/admin", cakupan="upp-a", pause=0.3)
        text = str(client.updates)
    assert "UPP tidak ditemukan." in text
    assert "upp-a" not in text.lower().replace("cakupan=upp-a", "").replace(
        "'cakupan': 'upp-a'", ""
    )


@pytest.mark.parametrize(
    "event",
    [
        {"name": "bukan.event", "payload": {}},
        {"name": "reflex___state____state.hydrate", "payload": "bukan dict"},
        {"name": 7, "payload": {}},
        {"payload": {}},
        ["daftar"],
        "teks",
        {"name": "reflex___state____state.hydrate", "payload": {"x" * 70_000: 1}},
        {"name": "reflex___state____state.hydrate", "payload": {"lebih": 1}},
        {"name": HYDRATE, "payload": {"vars": None, "hashes": 1.5}},
        {"name": HYDRATE, "payload": {"vars": None, "hashes": ["x", 7]}},
        {"name": "reflex___state____state.set_is_hydrated", "payload": {"value": {"uuid": []}}},
    ],
)
async def test_what_is_no_event_is_dropped_in_one_line(walk: Walk, event: object) -> None:
    await asyncio.sleep(1.1)  # the log tells each kind once a second
    before = len(walk.server.log.read_text())
    async with SocketClient(walk.server, walk.cookies["pimpinan"]) as client:
        await client.ask("reflex___state____state.hydrate", {})
        await client._client.emit("event", event, namespace="/_event")
        assert await client.ask("reflex___state____state.hydrate", {}) == []
    text = walk.server.log.read_text()[before:]
    assert "dropped" in text
    assert walk.cookies["pimpinan"] not in text
    assert "Traceback" not in text


async def test_a_page_of_another_site_gets_no_socket(walk: Walk) -> None:
    client = SocketClient(walk.server, walk.cookies["pimpinan"])
    with pytest.raises(Exception, match=r"origin|refused|connect"):
        await client._client.connect(
            f"{walk.server.url}?token=x",
            socketio_path="/_event",
            namespaces=["/_event"],
            transports=["websocket"],
            headers={"Origin": "https://jahat.example", "Cookie": "sekampadi_sesi=x"},
            wait_timeout=5,
        )
