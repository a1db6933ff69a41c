"""Keys over HTTP: who is let in, what a key reads, and that nothing of it is written down."""

import logging
from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
from pydantic import BaseModel, ConfigDict
from starlette.responses import JSONResponse, Response

from sekampadi.api.http.call import ApiRoute, Call
from sekampadi.api.http.middleware import wrap
from sekampadi.api.http.ratelimit import RateLimiter
from sekampadi.api.routes import ROUTES, make_api
from sekampadi.db.models import KunciApi, Upp
from sekampadi.domain.integrasi.kunci import Guna
from sekampadi.domain.izin import Permission, Role
from sekampadi.reports.worker import RenderPool
from sekampadi.services.kunci.kunci import make_kunci, revoke_kunci
from sekampadi.services.master.upp import set_upp_active
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import Client, Login, make_client
from tests.api.test_routes import EXAMPLES
from tests.conftest import SettableClock
from tests.factories import Cast, isian, make_key, submit
from tests.hak_akses import key_rights

DAYS = "dari=2023-01-02&sampai=2023-01-09"


def bearer(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


def key_of(rt: Runtime, cast: Cast, *guna: Guna, upp: str = "upp-a") -> str:
    return make_key(rt, cast.people[Role.ADMIN_PEMPROV], upp, *(guna or (Guna.ANGKA,)))


async def test_a_key_is_told_what_it_is(client: Client, rt: Runtime, cast: Cast) -> None:
    key = key_of(rt, cast, Guna.KIRIM, Guna.ANGKA, upp="upp-c")
    response = await client.get("/api/v1/saya", headers=bearer(key))
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    assert response.json() == {
        "nama": "Aplikasi",
        "upp": {"kode": "upp-c", "nama": "UPP-C"},
        "upt": [{"kode": "upt-c1", "nama": "UPT-C1"}],
        "guna": ["angka", "kirim"],
        "berlaku_sampai": (rt.today() + timedelta(days=30)).isoformat(),
    }


async def test_a_key_that_is_none_is_refused_and_nothing_is_told_of_it(
    client: Client, rt: Runtime, cast: Cast, login: Login
) -> None:
    for headers, code in (
        ({}, "kunci.required"),
        ({"authorization": "Basic YTpi"}, "kunci.required"),
        (bearer(""), "kunci.unknown"),
        (bearer("skp_" + "a" * 43), "kunci.unknown"),
        (bearer("x" * 5000), "kunci.unknown"),
        (bearer("skp_\u00e9"), "kunci.unknown"),
    ):
        response = await client.get(
            "/api/v1/saya",
            headers=[(k.encode(), v.encode("latin-1")) for k, v in headers.items()],
        )
        assert response.status_code == 401
        assert response.headers["content-type"] == "application/problem+json"
        assert response.headers["www-authenticate"].startswith("Bearer ")
        body = response.json()
        assert (body["status"], body["code"], body["type"]) == (401, code, f"urn:sekampadi:{code}")
        assert body["detail"].endswith(".")
    browser = await login(cast.people[Role.ADMIN_UPP])
    assert (await browser.get("/api/v1/saya")).status_code == 401, "a cookie is no key"


async def test_a_key_stops_at_the_next_request(
    client: Client, rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    acting = cast.people[Role.ADMIN_PEMPROV]

    async def status(key: str) -> int:
        return (await client.get("/api/v1/saya", headers=bearer(key))).status_code

    revoked, ended = key_of(rt, cast), key_of(rt, cast)
    assert await status(revoked) == await status(ended) == 200
    revoke_kunci(rt, acting, 1)
    assert await status(revoked) == 401
    set_upp_active(rt, acting, cast.upp["upp-a"], active=False)
    assert await status(ended) == 401
    set_upp_active(rt, acting, cast.upp["upp-a"], active=True)
    assert await status(ended) == 200
    clock.advance(timedelta(days=31))
    assert await status(ended) == 401


async def test_who_loses_the_key_while_a_body_comes_in_stores_nothing(
    rt: Runtime, pool: RenderPool, cast: Cast
) -> None:
    ran: list[str] = []
    key = key_of(rt, cast, Guna.KIRIM)

    class Isi(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True)
        nama: str
        n: int = 0

    async def endpoint(call: Call) -> Response:
        ran.append(call.body_of(Isi).nama)
        return JSONResponse({})

    async def slow() -> AsyncIterator[bytes]:
        yield b'{"nama": '
        revoke_kunci(rt, cast.people[Role.ADMIN_PEMPROV], 1)
        yield b'"b"}'

    route = ApiRoute("/api/v1/x", endpoint, Permission.API_KIRIM, "x", methods=("POST",), body=Isi)
    said = bearer(key) | {"content-type": "application/json"}
    async with make_client(make_api(rt, pool, routes=(route,))) as other:
        for content, status, code in (
            (b"nama=1", 400, "isi.json"),
            (b'{"nama": NaN}', 400, "isi.json"),
            (b'{"nama": "a", "nama": "b"}', 400, "isi.json"),
            (b"\xff", 400, "isi.json"),
            (b"[" * 5000, 400, "isi.json"),
            (b"1" * 5000, 400, "isi.json"),
            (b"{}", 422, "nama.missing"),
            (b'{"nama": 1}', 422, "nama.type"),
            (b'{"nama": "a", "n": true}', 422, "n.type"),
            (b'{"nama": "a", "n": 1.5}', 422, "n.type"),
            (b'{"nama": "a", "n": 1e400}', 422, "n.type"),
            (b'{"nama": "a", "m": 1}', 422, "field.unknown"),
            (b"[]", 422, "isi.type"),
            (b'{"nama": "\\ud800"}', 422, "isi.json"),
        ):
            response = await other.post("/api/v1/x", content=content, headers=said)
            assert (response.status_code, response.json()["code"]) == (status, code), content
            assert ("errors" in response.json()) == (status == 422)
        plain = said | {"content-type": "text/plain"}
        response = await other.post("/api/v1/x", content=b'{"nama": "a"}', headers=plain)
        assert (response.status_code, response.json()["code"]) == (415, "isi.media")
        for content in (b'{"nama": "a"}', b'{"nama": "\\u00e9", "n": 1.0}'):
            response = await other.post("/api/v1/x", content=content, headers=said)
            assert response.status_code == 200, "for JSON Schema 1.0 is a whole number"
        response = await other.post("/api/v1/x", content=slow(), headers=said)
        assert response.status_code == 401
    assert ran == ["a", "é"]


async def test_a_key_opens_what_the_table_says_and_nothing_else(
    client: Client, rt: Runtime, cast: Cast
) -> None:
    rights = key_rights("rute")
    for guna in Guna:
        key = key_of(rt, cast, guna)
        for route in ROUTES:
            if route.permission is Permission.PUBLIC:
                continue
            address, _ = EXAMPLES[route.name]
            response = await client.request(route.methods[0], address, headers=bearer(key))
            if route.name in rights[guna.value]:
                assert response.status_code not in {401, 403}, (guna, route.name)
            else:
                expected = 403 if route.needs_key else 401
                assert response.status_code == expected, (guna, route.name)


async def test_figures_of_any_days_are_read_by_the_key_of_their_upp_alone(
    client: Client, rt: Runtime, cast: Cast
) -> None:
    for kode in ("layanan-a1", "layanan-b1"):
        submit(rt, kode, isian(), day=date(2023, 1, 3))
    a, b = key_of(rt, cast), key_of(rt, cast, upp="upp-b")
    sends = key_of(rt, cast, Guna.KIRIM, Guna.JAWABAN, Guna.UNDANGAN)
    for address in (f"/api/v1/ikm?upp=upp-a&{DAYS}", f"/api/v1/ikm?layanan=layanan-a1&{DAYS}"):
        assert (await client.get(address)).status_code == 401
        response = await client.get(address, headers=bearer(a))
        assert (response.status_code, response.json()["n"]) == (200, 1)
        assert response.headers["cache-control"] == "no-store"
        for other in (b, sends):
            refused = await client.get(address, headers=bearer(other))
            assert refused.status_code == 403, "as everyone sees them, and no more"
    response = await client.get(f"/api/v1/ikm?{DAYS}", headers=bearer(b))
    assert response.json()["n"] == 1, "all that a key may see is its UPP"
    wrong = await client.get("/api/v1/ikm", headers=bearer("skp_" + "a" * 43))
    assert wrong.status_code == 401, "who means to show a key hears that it is none"


async def test_both_limits_are_told_and_wrong_keys_count_against_the_address(
    rt: Runtime, pool: RenderPool, cast: Cast
) -> None:
    key, now = key_of(rt, cast), [0.0]
    addresses, keys = (RateLimiter(n, clock=lambda: now[0]) for n in (2, 3))
    app = make_api(rt, pool, limiter=addresses, key_limiter=keys)
    async with make_client(app) as browser:
        for left in (2, 1, 0):
            response = await browser.get("/api/v1/saya", headers=bearer(key))
            assert response.headers["ratelimit-policy"] == '"kunci";q=3;w=60'
            assert response.headers["ratelimit"] == f'"kunci";r={left};t=60'
        response = await browser.get("/api/v1/saya", headers=bearer(key))
        assert (response.status_code, response.headers["retry-after"]) == (429, "20")
        wrong = bearer("skp_" + "a" * 43)
        statuses = [
            (await browser.get("/api/v1/saya", headers=wrong)).status_code for _ in range(3)
        ]
        assert statuses == [401, 401, 429]
        assert (await browser.get("/api/v1/upp")).status_code == 429
        now[0] += 60
        response = await browser.get("/api/v1/upp")
        assert response.headers["ratelimit"] == '"alamat";r=1;t=60'


async def test_no_key_is_written_down(
    rt: Runtime, pool: RenderPool, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    key = key_of(rt, cast)
    with caplog.at_level(logging.DEBUG):
        async with make_client(wrap(make_api(rt, pool), rt.settings)) as browser:
            for address in ("/api/v1/saya", "/api/v1/ikm?upp=upp-a", "/api/v1/jawaban", "/api/x"):
                await browser.get(address, headers=bearer(key))
                await browser.get(address, headers=bearer(key[:-1] + "_"))
    assert "/api/v1/saya" in caplog.text
    assert key[8:30] not in caplog.text
    with rt.reading() as session:
        rows = session.connection().exec_driver_sql("SELECT * FROM audit").all()
        stored = session.connection().exec_driver_sql("SELECT * FROM kunci_api").all()
    assert "kunci.buat" in str(rows)
    assert key[:8] not in str(rows)
    assert key[:8] in str(stored)
    assert key[8:] not in str(stored)


async def test_the_day_of_the_last_use_is_noted_and_nothing_finer(
    client: Client, rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    key = key_of(rt, cast)

    def noted() -> date | None:
        with rt.reading() as session:
            return session.get_one(KunciApi, 1).terakhir_dipakai

    assert noted() is None
    await client.get("/api/v1/saya", headers=bearer(key))
    assert noted() == rt.today()
    clock.advance(timedelta(days=1))
    await client.get("/api/v1/saya", headers=bearer(key))
    assert noted() == rt.today()


def test_an_upp_with_a_key_is_not_deleted(rt: Runtime, cast: Cast) -> None:
    from sekampadi.domain.errors import ConflictError
    from sekampadi.services.master.upp import delete_upp
    from tests.factories import make_upp

    upp_id = make_upp(rt, "upp-d")
    acting = cast.people[Role.ADMIN_PEMPROV]
    make_key(rt, acting, "upp-d", Guna.ANGKA)
    with pytest.raises(ConflictError):
        delete_upp(rt, acting, upp_id)
    with rt.reading() as session:
        assert session.get(Upp, upp_id) is not None
    assert make_kunci is not None
