"""What a page is sent when it opens: with a client that says what a browser says."""

import asyncio
import json
import uuid
from collections.abc import Iterator

import pytest

from sekampadi.domain.izin import Role
from tests.e2e.conftest import Beginnings
from tests.e2e.harness import AppServer
from tests.e2e.socket_client import HYDRATE, SocketClient
from tests.e2e.test_binding import LOADED, OPERATOR, PUBLIC, STATES, log_in
from tests.e2e.warm import Warm
from tests.load.bench_survei import boot

ROOT = "reflex___state____state"
SURVEI = STATES + "survei___state____survei_state"
IDENTITAS = STATES + "ui___states___identitas____identitas_state"


@pytest.fixture(scope="module")
def server(
    warm: Warm, template_databases: Beginnings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AppServer]:
    """Serve the cast."""
    server = AppServer(tmp_path_factory.mktemp("hidrasi"), warm=warm)
    server.use_database(template_databases["cast"])
    server.start()
    yield server
    server.stop()
    server.check_log()


async def hydrate(client: SocketClient, path: str, **query: str) -> str:
    """Load a page as a browser that has just got it from this build; return all that came."""
    event = boot()["event"]
    assert isinstance(event, dict)
    client.updates.clear()
    await client.send(HYDRATE, event["payload"], path=path, **query)
    async with asyncio.timeout(20):
        while LOADED not in (text := json.dumps(client.updates)):  # noqa: ASYNC110 - called back
            await asyncio.sleep(0.01)
    return text


async def test_a_survey_is_opened_with_one_frame_and_two_states(server: AppServer) -> None:
    async with SocketClient(server) as client:
        await hydrate(client, "/survei", layanan="layanan-a1")
        assert client.states() == {ROOT, SURVEI, IDENTITAS}
        [update] = client.updates
        assert update["delta"][ROOT] == {"is_hydrated_rx_state_": True}
        assert update["delta"][SURVEI]["layanan_kode_rx_state_"] == "layanan-a1"
        [call] = client.calls()
        # A survey that only begins is given its identity and signed start, and asked nothing.
        _, identity, awal = json.loads("[" + call.split("draft(")[1].split(")")[0] + "]")
        assert uuid.UUID(identity)
        draf = {"uuid": identity, "layanan": "layanan-a1", "langkah": 1, "isian": {}, "awal": awal}
        sent = {"data": {"langkah": "1", "draf": json.dumps(draf)}}
        await client.ask(f"{SURVEI}.lanjut", sent, path="/survei", layanan="layanan-a1")
        assert not [call for call in client.calls() if "begun" in call], "it is known"
        await client.ask(
            f"{SURVEI}.lanjut",
            {"data": {"langkah": "1", "draf": json.dumps(draf | {"awal": awal[:-3] + "xxx"})}},
            path="/survei",
            layanan="layanan-a1",
        )
        assert [call for call in client.calls() if f'begun("{identity}"' in call]


async def test_a_page_that_says_nothing_is_sent_everything_public(server: AppServer) -> None:
    async with SocketClient(server) as client:
        await client.load("/survei", LOADED, layanan="layanan-a1")
        assert client.states() == PUBLIC
        assert len(client.updates) == 1


async def test_pages_of_the_administration_have_their_states(server: AppServer) -> None:
    with server.runtime() as rt:
        cookie = log_in(rt, Role.ADMIN_PEMPROV.value)
    async with SocketClient(server, cookie) as client:
        assert '"admin-b"' in await hydrate(client, "/admin/operator")
        states = client.states()
        assert {OPERATOR, IDENTITAS, STATES + "akun___sesi___state____sesi_state"} <= states
        assert SURVEI not in states
        # Loaded again, from a page that holds the first values only, it is sent what there is.
        assert '"admin-b"' in await hydrate(client, "/admin/operator")
        token = client.token
    async with SocketClient(server, "", token) as stranger:
        text = await hydrate(stranger, "/admin/operator")
        assert "admin-b" not in text
        assert stranger.states() <= PUBLIC
        assert "admin-b" not in await hydrate(stranger, "/survei", layanan="layanan-a1")
        assert stranger.states() <= PUBLIC


async def test_nobody_hydrates_for_another(server: AppServer) -> None:
    token = str(uuid.uuid4())
    async with SocketClient(server, "", token) as one, SocketClient(server) as other:
        await hydrate(one, "/survei", layanan="layanan-a1")
        one.updates.clear()
        for forged in ({"hashes": [token]}, {"hashes": []}):
            await other.send(HYDRATE, forged, path="/survei", layanan="layanan-a2")
        text = await hydrate(other, "/survei", layanan="layanan-a2")
        assert "layanan-a1" not in text
        assert one.updates == []
