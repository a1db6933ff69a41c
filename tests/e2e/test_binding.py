"""What a tab has loaded belongs to the login that loaded it: with a bare client of the socket."""

import asyncio
import contextlib
import json
import re
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from redis.asyncio import Redis
from socketio.exceptions import ConnectionError as SocketError
from sqlmodel import col, update

from sekampadi.db.models import Sesi
from sekampadi.domain.izin import Role
from sekampadi.services.akun.sesi import end_session, find_principal, issue_ticket, redeem_ticket
from sekampadi.services.master.kelola_operator import (
    reset_account_password,
    set_account_active,
    update_account,
)
from sekampadi.services.master.upp import set_upp_active
from sekampadi.services.sistem.runtime import Runtime
from tests.e2e.conftest import Beginnings
from tests.e2e.harness import AppServer
from tests.e2e.socket_client import HYDRATE, SocketClient
from tests.e2e.test_hub import LAYAR
from tests.e2e.warm import Warm
from tests.factories import PASSWORD, make_operator, make_upp

STATES = "reflex___state____state.sekampadi___web___"
OPERATOR = STATES + "master___operator___state____operator_state"
TUGAS = STATES + "laporan___dashboard___state____tugas_state"
PENILAIAN = STATES + "moderasi___penilaian___state____penilaian_state"
ROOT = "reflex___state____state"
PUBLIC = {
    ROOT,
    "reflex___state____state.reflex___istate___shared____shared_state_base_internal",
    "reflex___state____state.reflex___state____frontend_event_exception_state",
    "reflex___state____state.reflex___state____on_load_internal_state",
    "reflex___state____state.reflex___state____update_vars_internal_state",
    *(
        STATES + name
        for name in (
            "survei___beranda___state____beranda_state",
            "publikasi___cek___state____cek_state",
            "publikasi___hasil___state____hasil_state",
            "ui___states___identitas____identitas_state",
            "akun___sesi___state____login_state",
            "survei___state____survei_state",
        )
    ),
}
"""Written by hand: all that somebody without a login may be sent. Whatever is new is private."""
LOADED = '"is_hydrated_rx_state_": true'


def log_in(rt: Runtime, username: str) -> str:
    return redeem_ticket(rt, issue_ticket(rt, username, PASSWORD))[0]


@pytest.fixture(scope="module", params=["memory", "redis"])
def server(
    request: pytest.FixtureRequest,
    warm: Warm,
    template_databases: Beginnings,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[AppServer]:
    """Serve the cast, with the tabs' states in memory and in Redis, and some more accounts."""
    redis = request.getfixturevalue("redis_url") if request.param == "redis" else ""
    loud = {"SEKAMPADI_LOG_LEVEL": "DEBUG"}
    server = AppServer(tmp_path_factory.mktemp("binding"), redis_url=redis, extra=loud, warm=warm)
    server.use_database(template_databases["cast"])
    with server.runtime() as rt:
        offices = {kode: make_upp(rt, kode) for kode in ("upp-x", "upp-y")}
        for end in (logged_out, expired, deactivated, given_a_new_password):
            make_operator(rt, end.__name__, Role.ADMIN_UPP, upp_id=offices["upp-x"])
        make_operator(rt, "of_a_closed_office", Role.ADMIN_UPP, upp_id=offices["upp-y"])
        make_operator(rt, "changed", Role.PENGELOLA_SISTEM)
    server.start()
    yield server
    server.stop()
    server.check_log()


async def what_comes_with(server: AppServer, cookie: str, token: str) -> tuple[str, set[str]]:
    """Connect with a token and return all that the server sends for every kind of event."""
    heard = []
    states = set()
    async with SocketClient(server, cookie, token) as client:
        for path in ("/admin/operator", "/", "/admin/akun"):
            heard.append(await client.load(path, LOADED))
            states |= client.states()
        for name in ("hydrate", "reflex___state____on_load_internal_state.on_load_internal"):
            await client.ask(f"reflex___state____state.{name}", {}, path="/admin/operator")
            heard.append(json.dumps(client.updates))
            states |= client.states()
        for handler, payload in (("buka_tambah", {}), ("tutup", {}), ("tutup_sandi", {})):
            await client.ask(f"{OPERATOR}.{handler}", payload, path="/admin/operator")
            heard.append(json.dumps(client.updates))
            states |= client.states()
    return "".join(heard), states


def logged_out(rt: Runtime, cookie: str) -> None:
    end_session(rt, cookie)


def expired(rt: Runtime, cookie: str) -> None:
    person = find_principal(rt, cookie)
    assert person is not None
    with rt.writing() as session:
        session.exec(
            update(Sesi)
            .where(col(Sesi.operator_id) == person.operator_id)
            .values(berlaku_sampai=rt.now() - timedelta(seconds=1))
        )


def _admin(rt: Runtime) -> str:
    return log_in(rt, Role.ADMIN_PEMPROV.value)


def _managing(rt: Runtime, act: Callable[[int], object], cookie: str) -> None:
    person = find_principal(rt, cookie)
    assert person is not None
    act(person.operator_id)


def deactivated(rt: Runtime, cookie: str) -> None:
    admin = find_principal(rt, _admin(rt))
    _managing(rt, lambda number: set_account_active(rt, admin, number, False), cookie)


def given_a_new_password(rt: Runtime, cookie: str) -> None:
    admin = find_principal(rt, _admin(rt))
    _managing(rt, lambda number: reset_account_password(rt, admin, number), cookie)


def of_a_closed_office(rt: Runtime, cookie: str) -> None:
    admin = find_principal(rt, _admin(rt))
    person = find_principal(rt, cookie)
    assert person is not None
    assert person.upp_id is not None
    set_upp_active(rt, admin, person.upp_id, False)


@pytest.mark.parametrize(
    "end", [logged_out, expired, deactivated, given_a_new_password, of_a_closed_office]
)
async def test_a_token_is_worth_nothing_after_the_login_has_ended(
    end: Callable[[Runtime, str], None], server: AppServer
) -> None:
    token = str(uuid.uuid4())
    row = end.__name__
    with server.runtime() as rt:
        cookie = log_in(rt, row)
    async with SocketClient(server, cookie, token) as client:
        assert row in await client.load("/admin/operator", LOADED)
        assert await kept_in_redis(server, row, 0) == bool(server.redis_url)
        with server.runtime() as rt:
            end(rt, cookie)
        # The connection was made while the login stood, and is still open.
        for path in ("/admin/operator", "/"):
            assert row not in await client.load(path, LOADED)
            assert client.states() <= PUBLIC
    for holder in (cookie, ""):
        text, states = await what_comes_with(server, holder, token)
        assert row not in text
        assert states <= PUBLIC
    assert not await kept_in_redis(server, row)


@pytest.mark.parametrize(("path", "state"), [("/admin", TUGAS), ("/admin/layar", LAYAR)])
async def test_a_page_of_one_event_is_not_opened_after_its_login_has_ended(
    path: str, state: str, server: AppServer
) -> None:
    with server.runtime() as rt:
        cookie = log_in(rt, Role.PIMPINAN.value)
    async with SocketClient(server, cookie) as client:
        await client.load(path, LOADED)
        assert state in client.states()
        # A moment after its person was known, and by a way that the server is not told of.
        with server.runtime() as rt:
            end_session(rt, cookie)
        await client.load(path, f"{state}.muat")
        assert client.denied(f"{state}.muat")
        # The watch of the page before may still send: it looks at its logins every ten seconds.
        loaded = [told for u in client.updates if ROOT in (told := u.get("delta") or {})]
        assert set().union(*loaded) <= PUBLIC


async def kept_in_redis(server: AppServer, text: str, patience: float = 5.0) -> bool:
    """Tell whether what Redis keeps still holds a text, after giving it a moment to go."""
    if not server.redis_url:
        return False
    deadline = time.monotonic() + patience
    async with Redis.from_url(server.redis_url) as redis:
        while True:
            keys = [key async for key in redis.scan_iter("*state*")]
            values = [await redis.get(key) or b"" for key in keys if b"lock" not in key]
            if not any(text.encode() in value for value in values):
                return False
            if time.monotonic() > deadline:
                return True
            await asyncio.sleep(0.1)


async def test_the_next_person_at_a_tab_finds_nothing_of_the_last(server: AppServer) -> None:
    token = str(uuid.uuid4())
    with server.runtime() as rt:
        admin, petugas = (log_in(rt, name) for name in ("admin_pemprov", "petugas_layanan"))
    async with SocketClient(server, admin, token) as client:
        assert '"admin-b"' in await client.load("/admin/operator", LOADED)
    text, states = await what_comes_with(server, petugas, token)
    assert "admin-b" not in text
    assert STATES + "akun___sesi___state____sesi_state" in states  # the petugas' own
    text, states = await what_comes_with(server, "", token)
    assert "admin-b" not in text
    assert states <= PUBLIC
    # The admin has not logged out: who comes back finds the tab as it was left.
    async with SocketClient(server, admin, token) as client:
        await client.ask("reflex___state____state.hydrate", {}, path="/admin/operator")
        assert '"admin-b"' in json.dumps(client.updates)


async def test_somebody_with_other_rights_begins_anew(server: AppServer) -> None:
    with server.runtime() as rt:
        cookie = log_in(rt, "changed")
        async with SocketClient(server, cookie) as client:
            assert '"admin-b"' in await client.load("/admin/operator", LOADED)
            person, admin = find_principal(rt, cookie), find_principal(rt, _admin(rt))
            assert person is not None
            form = {"username": "changed", "role": Role.PETUGAS_LAYANAN.value, "upp": "upp-x"}
            update_account(rt, admin, person.operator_id, form)
            text = await client.load("/admin/operator", LOADED)
            assert "admin-b" not in text
            assert client.states() <= PUBLIC
            await client.ask("reflex___state____state.hydrate", {}, path="/admin/operator")
            assert "admin-b" not in json.dumps(client.updates)
            assert client.states() <= PUBLIC
        async with SocketClient(server, cookie, client.token) as client:
            text = await client.load("/admin/entri", LOADED)
            assert "Petugas Layanan" in text
            assert "admin-b" not in text


async def test_an_open_page_is_told_at_once_that_its_person_has_left(server: AppServer) -> None:
    with server.runtime() as rt:
        cookie = log_in(rt, "admin_upp")
    async with SocketClient(server, cookie) as client:
        await client.load("/admin/operator", LOADED)
        request = urllib.request.Request(
            f"{server.url}/sesi/keluar",
            method="POST",
            headers={"Cookie": f"sekampadi_sesi={cookie}", "Origin": server.url},
        )
        await asyncio.to_thread(urllib.request.urlopen, request, timeout=10)
        async with asyncio.timeout(5):
            while not any("lapsed(" in call for call in client.calls()):  # noqa: ASYNC110
                await asyncio.sleep(0.02)


async def test_a_visitor_is_sent_public_states_only(server: AppServer) -> None:
    async with SocketClient(server) as client:
        for path in ("/", "/survei", "/admin/operator", "/admin"):
            await client.load(path, LOADED)
            assert client.states() <= PUBLIC
        await client.ask("reflex___state____state.hydrate", {}, path="/admin")
        assert client.states() <= PUBLIC


async def test_a_duplicated_tab_is_a_tab_of_its_own(server: AppServer) -> None:
    with server.runtime() as rt:
        cookie = log_in(rt, "admin_pemprov")
    async with SocketClient(server, cookie) as first:
        await first.load("/admin/operator", LOADED)
        async with SocketClient(server, cookie, first.token) as second:
            assert '"admin-b"' in await second.load("/admin/operator", LOADED)
            assert len(second.new_tokens) == 1
        await first.ask("reflex___state____state.hydrate", {}, path="/admin/operator")
        assert '"admin-b"' in json.dumps(first.updates)
        async with SocketClient(server, "", second.new_tokens[0]) as stranger:
            await stranger.ask("reflex___state____state.hydrate", {}, path="/admin/operator")
            assert stranger.states() <= PUBLIC


@pytest.mark.parametrize(
    "token", ["", "x", "{token}.{mark}", "{token}.umum", "{token}_x", "{token}&token={token}", "*"]
)
async def test_only_a_name_that_a_page_makes_is_taken(token: str, server: AppServer) -> None:
    text = token.format(token=uuid.uuid4(), mark="0" * 32)
    client = SocketClient(server, "", text or " ")
    with pytest.raises(SocketError):
        await client.__aenter__()


async def test_no_key_to_anything_is_in_the_log(server: AppServer) -> None:
    """At the level that writes most: frames and requests of many kinds, good and bad."""
    with server.runtime() as rt:
        cookie = log_in(rt, "admin_pemprov")
        ticket = issue_ticket(rt, "admin_pemprov", PASSWORD)
    frames: list[object] = [
        {"name": "bukan.event", "payload": {"cookie": cookie}},
        {"name": cookie, "payload": {}},
        {"payload": {"token": cookie}},
        [cookie],
        f"teks {cookie}",
        {"name": HYDRATE, "payload": {"vars": {"x": cookie}}},
        {"name": HYDRATE, "payload": {cookie: 1}},
        {"name": HYDRATE, "payload": {}, "router_data": {"token": cookie, "headers": 7}},
        {"name": f"{OPERATOR}.buka_ubah", "payload": {"id_baris": cookie}},
        {"name": f"{OPERATOR}.simpan", "payload": {"data": f"sekampadi_sesi={cookie}"}},
    ]
    client = SocketClient(server, cookie)
    async with client:
        for frame in frames:
            await client._client.emit("event", frame, namespace="/_event")
        await client._client.emit("client_error", {"message": cookie}, namespace="/_event")
        await client.load("/admin/operator", LOADED)
        await client.send(f"{PENILAIAN}.unduh_excel", {}, path="/admin/penilaian")
    for address in (
        f"/_event/?token={client.token}&EIO=4&transport=polling",
        f"/_event/?token={client.token}&EIO=9&transport=websocket&sid={cookie}",
        f"/sesi/masuk?tiket={ticket}",
        f"/sesi/masuk?tiket={ticket}",
        f"/unduh/poster.pdf?token={cookie}",
        f"/unduh/rekap.pdf?dari={ticket}",
    ):
        request = urllib.request.Request(
            server.url + address, headers={"Cookie": f"sekampadi_sesi={cookie}"}
        )
        with contextlib.suppress(urllib.error.HTTPError):
            await asyncio.to_thread(urllib.request.urlopen, request, timeout=10)
    await asyncio.sleep(1)  # the export runs on after its tab has gone
    text = server.log.read_text(encoding="utf-8", errors="replace")
    assert len(text) > 1000
    assert not [key for key in (cookie, ticket, client.token) if key in text]
    assert not re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", text)
