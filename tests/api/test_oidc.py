"""Logins by a provider over HTTP: a real provider on loopback, and every way in which it may lie."""

import base64
import hashlib
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey
from sqlmodel import col, select, update

from sekampadi.api.http.middleware import wrap
from sekampadi.api.lembar.depan import Front
from sekampadi.api.routes import make_api
from sekampadi.db.models import Audit, MasukTertunda, Operator, Sesi
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.sesi.oidc import subject_key
from sekampadi.reports.worker import RenderPool
from sekampadi.services.akun.masuk import finish_login
from sekampadi.services.akun.oidc.kaitan import begin_kaitan, store_kaitan
from sekampadi.services.akun.oidc.penyedia import forget_penyedia
from sekampadi.services.akun.sesi import find_principal, issue_ticket
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.settings import Settings
from tests import factories
from tests.api.conftest import BASE, Client, make_client
from tests.conftest import SettableClock
from tests.factories import PASSWORD, Cast
from tests.faktor import NEXT, Ponsel, set_up
from tests.penyedia import CLIENT, Penyedia, run_penyedia

SUB = "nip-197001012000031001"
COOKIE, ALUR, TERTUNDA = "sekampadi_sesi", "sekampadi_oidc", "sekampadi_tertunda"


@pytest.fixture(scope="module")
def server() -> Iterator[Penyedia]:
    with run_penyedia() as provider:
        yield provider


@pytest.fixture
def provider(server: Penyedia) -> Iterator[Penyedia]:
    """Return a provider that tells the truth."""
    yield server
    server.lie, server.key, server.alg, server.down = None, None, "RS256", False
    server.discovery.clear()
    server.seen.clear()
    server.know(SUB)


@pytest.fixture
def settings(settings: Settings, provider: Penyedia) -> Settings:
    return provider.settings(settings)


@pytest.fixture
def linked(rt: Runtime, cast: Cast, provider: Penyedia, clock: SettableClock) -> Principal:
    """Link an account, at the hour at which the provider lives."""
    clock.moment = datetime.now(UTC)
    store_kaitan(rt, cast.admin_b, subject_key(provider.url, SUB))
    return cast.admin_b


async def go(client: Client, path: str = "/sesi/oidc?next=/admin/laporan") -> str:
    """Press the button; return where the provider is."""
    response = await client.get(path)
    assert response.status_code == 303
    assert (response.headers["cache-control"], response.headers["referrer-policy"]) == (
        "no-store",
        "no-referrer",
    )
    return response.headers["location"]


async def come_back(client: Client, address: str) -> httpx.Response:
    parts = urlsplit(address)
    assert f"{parts.scheme}://{parts.netloc}" == BASE
    headers = {"sec-fetch-site": "cross-site"}
    response = await client.get(f"{parts.path}?{parts.query}", headers=headers)
    assert response.status_code == 303
    assert response.headers["cache-control"] == "no-store"
    assert ALUR not in client.cookies, "it is good once in a browser"
    return response


async def log_in(client: Client, provider: Penyedia, sub: str = SUB) -> httpx.Response:
    return await come_back(client, provider.let_in(await go(client), sub))


def acts(rt: Runtime) -> list[tuple[str, str, Any]]:
    with rt.reading() as session:
        rows = session.exec(select(Audit).order_by(col(Audit.id))).all()
        return [(a.aksi, a.objek, a.rincian.get("faktor")) for a in rows]


def sessions(rt: Runtime) -> int:
    with rt.reading() as session:
        return len(session.exec(select(Sesi)).all())


async def test_a_linked_account_is_let_in(
    client: Client, rt: Runtime, linked: Principal, provider: Penyedia
) -> None:
    address = await go(client)
    query = parse_qs(urlsplit(address).query)
    assert query["scope"] == ["openid"]
    assert query["client_id"] == [CLIENT]
    assert query["redirect_uri"] == [f"{BASE}/sesi/oidc/kembali"]
    assert (query["response_type"], query["code_challenge_method"]) == (["code"], ["S256"])
    assert len({query["state"][0], query["nonce"][0], query["code_challenge"][0]}) == 3
    response = await come_back(client, provider.let_in(address, SUB))
    assert response.headers["location"] == "/admin/laporan"
    assert find_principal(rt, client.cookies[COOKIE]) == linked
    objek = f"operator/{linked.operator_id}"
    assert acts(rt)[-2:] == [("login.oidc", objek, "tidak ada"), ("login.masuk", "", None)]
    # The code was exchanged by the server, with the secret and the verifier, which no browser has seen.
    [form] = provider.seen
    assert form["code_verifier"] not in address
    assert "rahasia-klien" not in address


async def test_the_verifier_belongs_to_the_challenge(
    client: Client, linked: Principal, provider: Penyedia
) -> None:
    address = await go(client)
    await come_back(client, provider.let_in(address, SUB))
    digest = hashlib.sha256(provider.seen[0]["code_verifier"].encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert parse_qs(urlsplit(address).query)["code_challenge"] == [challenge]


@pytest.mark.parametrize("path", ["/sesi/oidc", "/sesi/oidc/kembali?code=x&state=y"])
async def test_it_is_off_until_a_provider_is_named(
    rt: Runtime, cast: Cast, pool: RenderPool, path: str
) -> None:
    off = rt.settings.model_copy(update={"oidc_issuer": ""})
    rt.settings = off
    async with make_client(Front(wrap(make_api(rt, pool), off), rt, pool)) as client:
        assert (await client.get(path)).status_code == 404


LIES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "nonce": lambda c: c | {"nonce": "x" * 32},
    "no nonce": lambda c: {k: v for k, v in c.items() if k != "nonce"},
    "issuer": lambda c: c | {"iss": "https://lain.contoh.go.id"},
    "no issuer": lambda c: {k: v for k, v in c.items() if k != "iss"},
    "audience": lambda c: c | {"aud": "aplikasi-lain"},
    "one audience more": lambda c: c | {"aud": [CLIENT, "aplikasi-lain"]},
    "authorized party": lambda c: c | {"azp": "aplikasi-lain"},
    "expired": lambda c: c | {"exp": int(datetime.now(UTC).timestamp()) - 61},
    "no expiry": lambda c: {k: v for k, v in c.items() if k != "exp"},
    "not yet": lambda c: c | {"nbf": int(datetime.now(UTC).timestamp()) + 300},
    "of another clock": lambda c: c | {"iat": int(datetime.now(UTC).timestamp()) + 300},
    "another access token": lambda c: c | {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    "no subject": lambda c: {k: v for k, v in c.items() if k != "sub"},
    "subject is no text": lambda c: c | {"sub": 197001012000031001},
    "methods are no list": lambda c: c | {"amr": "mfa"},
}


@pytest.mark.parametrize("lie", LIES)
async def test_a_token_that_does_not_fit_opens_nothing(
    client: Client, rt: Runtime, linked: Principal, provider: Penyedia, lie: str
) -> None:
    provider.lie = LIES[lie]
    response = await log_in(client, provider)
    assert response.headers["location"] == "/login?oidc=oidc.refused"
    assert COOKIE not in client.cookies
    assert sessions(rt) == 0
    provider.lie = None
    assert (await log_in(client, provider)).headers["location"] == "/admin/laporan"


async def test_only_the_keys_of_the_provider_sign(
    client: Client, rt: Runtime, linked: Principal, provider: Penyedia
) -> None:
    provider.lie, provider.key = dict, RSAKey.generate_key(2048)
    assert (await log_in(client, provider)).headers["location"] == "/login?oidc=oidc.refused"
    provider.key, provider.alg = None, "HS256"
    assert (await log_in(client, provider)).headers["location"] == "/login?oidc=oidc.refused"
    assert sessions(rt) == 0


async def test_what_was_not_begun_in_this_browser_ends_nowhere(
    client: Client, rt: Runtime, linked: Principal, provider: Penyedia, app: Any
) -> None:
    stolen = provider.let_in(await go(client), SUB)
    async with make_client(app) as other:
        # A stranger who sends somebody his own code, to have him work in his name.
        assert (await come_back(other, stolen)).headers["location"] == "/login?oidc=oidc.refused"
        await go(other)
        assert (await come_back(other, stolen)).headers["location"] == "/login?oidc=oidc.refused"
    assert provider.seen == [], "the provider was not even asked"
    assert (await come_back(client, stolen)).headers["location"] == "/admin/laporan"


@pytest.mark.parametrize(
    "change", [{"state": "x" * 32}, {"iss": "https://lain.go.id"}, {"code": ""}]
)
async def test_an_address_that_was_changed_is_refused(
    client: Client, linked: Principal, provider: Penyedia, change: dict[str, str]
) -> None:
    back = urlsplit(provider.let_in(await go(client), SUB))
    query = urlencode(dict(parse_qsl(back.query)) | change)
    response = await come_back(client, f"{BASE}{back.path}?{query}")
    assert response.headers["location"] == "/login?oidc=oidc.refused"
    assert provider.seen == []


async def test_a_parameter_twice_is_refused(
    client: Client, linked: Principal, provider: Penyedia
) -> None:
    back = provider.let_in(await go(client), SUB) + "&code=lain"
    assert (await come_back(client, back)).headers["location"] == "/login?oidc=oidc.refused"


async def test_a_code_is_good_once(
    client: Client, rt: Runtime, linked: Principal, provider: Penyedia
) -> None:
    back = provider.let_in(await go(client), SUB)
    kept = client.cookies[ALUR]
    assert (await come_back(client, back)).headers["location"] == "/admin/laporan"
    assert (await come_back(client, back)).headers["location"] == "/login?oidc=oidc.refused"
    client.cookies.set(ALUR, kept, domain="localhost.local")
    response = await client.get(back.removeprefix(BASE))
    assert response.headers["location"] == "/login?oidc=oidc.refused"
    assert sessions(rt) == 1


async def test_who_takes_too_long_begins_anew(
    client: Client, linked: Principal, provider: Penyedia, clock: SettableClock
) -> None:
    back = provider.let_in(await go(client), SUB)
    clock.advance(timedelta(minutes=10))
    assert (await come_back(client, back)).headers["location"] == "/login?oidc=oidc.refused"
    assert provider.seen == []


async def test_who_has_no_account_gets_none(
    client: Client, rt: Runtime, linked: Principal, provider: Penyedia
) -> None:
    def accounts() -> list[str]:
        with rt.reading() as session:
            return sorted(session.exec(select(Operator.username)))

    before = accounts()
    # The name, or the address, of somebody's account proves nothing.
    provider.know("orang-lain", preferred_username="admin-b", email="admin-b@contoh.go.id")
    response = await log_in(client, provider, "orang-lain")
    assert response.headers["location"] == "/login?oidc=oidc.unknown"
    assert (accounts(), sessions(rt)) == (before, 0)
    assert acts(rt)[-1] == ("login.oidc_gagal", "", None)


async def test_a_closed_account_stays_closed(
    client: Client, rt: Runtime, linked: Principal, provider: Penyedia
) -> None:
    with rt.writing() as session:
        mine = col(Operator.id) == linked.operator_id
        session.exec(update(Operator).where(mine).values(aktif=False))
    assert (await log_in(client, provider)).headers["location"] == "/login?oidc=oidc.unknown"
    assert sessions(rt) == 0
    assert acts(rt)[-1] == ("login.oidc_gagal", f"operator/{linked.operator_id}", None)


async def test_another_provider_has_other_people(
    client: Client, rt: Runtime, linked: Principal, provider: Penyedia
) -> None:
    with rt.writing() as session:
        other = {"oidc_sub": subject_key("https://sso.lama.go.id", SUB)}
        session.exec(update(Operator).where(col(Operator.id) == linked.operator_id).values(**other))
    assert (await log_in(client, provider)).headers["location"] == "/login?oidc=oidc.unknown"


async def test_who_says_no_is_back_at_the_login(
    client: Client, linked: Principal, provider: Penyedia
) -> None:
    response = await come_back(client, provider.refuse(await go(client)))
    assert response.headers["location"] == "/login?oidc=oidc.cancelled"


@pytest.mark.parametrize(
    ("claims", "asked"),
    [
        ({}, True),
        ({"amr": ["pwd"]}, True),
        ({"amr": ["otp"]}, True),
        ({"amr": ["pwd", "sms"]}, True),
        ({"acr": "urn:contoh:satu"}, True),
        ({"amr": ["mfa"]}, False),
        ({"amr": ["pwd", "otp"]}, False),
        ({"amr": ["hwk", "fpt"]}, False),
        ({"acr": "urn:contoh:dua"}, False),
    ],
)
async def test_the_second_factor_is_asked_for_unless_the_provider_has(
    client: Client,
    rt: Runtime,
    linked: Principal,
    provider: Penyedia,
    claims: dict[str, Any],
    asked: bool,
) -> None:
    rt.settings = rt.settings.model_copy(update={"oidc_acr_mfa": "urn:contoh:dua urn:contoh:tiga"})
    phone = set_up(rt, linked)
    provider.know(SUB, **claims)
    response = await log_in(client, provider)
    faktor = "diminta" if asked else "penyedia"
    assert ("login.oidc", f"operator/{linked.operator_id}", faktor) in acts(rt)
    if not asked:
        assert response.headers["location"] == "/admin/laporan"
        assert TERTUNDA not in client.cookies
        return
    assert response.headers["location"] == "/login?langkah=2&next=/admin/laporan"
    assert COOKIE not in client.cookies
    assert sessions(rt) == 0
    assert "HttpOnly" in response.headers["set-cookie"]
    await _enter_code(client, rt, linked, phone)


async def _enter_code(client: Client, rt: Runtime, person: Principal, phone: Ponsel) -> None:
    waiting = client.cookies[TERTUNDA]
    with rt.reading() as session:
        assert waiting not in session.exec(select(MasukTertunda.token_hash)).one()
    ticket = finish_login(rt, waiting, phone.code(rt.now() + NEXT))
    response = await client.get("/sesi/masuk", params={"tiket": ticket})
    assert response.headers["location"].startswith("/admin")
    assert find_principal(rt, client.cookies[COOKIE]) == person


async def test_a_role_that_has_to_have_one_sets_it_up_first(
    client: Client, rt: Runtime, cast: Cast, provider: Penyedia, clock: SettableClock
) -> None:
    clock.moment = datetime.now(UTC)
    rt.settings = rt.settings.model_copy(update={"second_factor": "required"})
    admin = cast.people[Role.ADMIN_PEMPROV]
    store_kaitan(rt, admin, subject_key(provider.url, SUB))
    provider.know(SUB, amr=["mfa"])
    assert (await log_in(client, provider)).headers["location"] == "/admin/laporan"
    person = find_principal(rt, client.cookies[COOKIE])
    assert person is not None
    assert person.harus_faktor, "it could log in by its password alone"


async def test_a_provider_that_is_away_is_told(
    client: Client, linked: Principal, provider: Penyedia
) -> None:
    back = provider.let_in(await go(client), SUB)
    provider.down = True
    assert (await come_back(client, back)).headers["location"] == "/login?oidc=oidc.unreachable"
    forget_penyedia()
    response = await client.get("/sesi/oidc")
    assert response.headers["location"] == "/login?oidc=oidc.unreachable"


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://lain.contoh.go.id"},
        {"token_endpoint": "http://10.0.0.1/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": None},
    ],
)
async def test_a_provider_that_says_strange_things_of_itself_is_not_used(
    client: Client, linked: Principal, provider: Penyedia, said: dict[str, Any]
) -> None:
    forget_penyedia()
    provider.discovery = said
    response = await client.get("/sesi/oidc")
    assert response.headers["location"] == "/login?oidc=oidc.unreachable"
    provider.discovery = {}


async def test_another_site_begins_no_login(client: Client, linked: Principal) -> None:
    for site in ("cross-site", "same-site"):
        response = await client.get("/sesi/oidc", headers={"sec-fetch-site": site})
        assert response.headers["location"] == "/login?oidc=oidc.refused"


@pytest.mark.parametrize("lanjut", ["//lain.go.id", "https://lain.go.id", "/admin\\x", "/login"])
async def test_it_leads_to_pages_of_ours_only(
    client: Client, rt: Runtime, linked: Principal, provider: Penyedia, lanjut: str
) -> None:
    set_up(rt, linked)
    address = await go(client, "/sesi/oidc?" + urlencode({"next": lanjut}))
    response = await come_back(client, provider.let_in(address, SUB))
    assert response.headers["location"] == "/login?langkah=2&next=/admin"
    provider.know(SUB, amr=["mfa"])
    address = await go(client, "/sesi/oidc?" + urlencode({"next": lanjut}))
    response = await come_back(client, provider.let_in(address, SUB))
    assert response.headers["location"] == "/admin"


async def _browser(client: Client, rt: Runtime, person: Principal) -> str:
    ticket = issue_ticket(rt, person.username, PASSWORD)
    await client.get("/sesi/masuk", params={"tiket": ticket})
    return client.cookies[COOKIE]


@pytest.fixture
def unlinked(client: Client, rt: Runtime, cast: Cast, clock: SettableClock) -> Principal:
    clock.moment = datetime.now(UTC)
    return cast.admin_b


async def test_an_account_links_itself(
    client: Client, rt: Runtime, unlinked: Principal, provider: Penyedia
) -> None:
    token = await _browser(client, rt, unlinked)
    izin = begin_kaitan(rt, unlinked, {"sandi": PASSWORD}, token=token)
    address = await go(client, "/sesi/oidc?" + urlencode({"izin": izin}))
    assert parse_qs(urlsplit(address).query)["prompt"] == ["login"]
    response = await come_back(client, provider.let_in(address, SUB))
    assert response.headers["location"] == "/admin/akun?oidc=ok"
    assert acts(rt)[-1] == ("akun.oidc_kait", f"operator/{unlinked.operator_id}", None)
    with rt.reading() as session:
        operator = session.get_one(Operator, unlinked.operator_id)
        assert operator.oidc_sub == subject_key(provider.url, SUB)
        assert SUB not in str(operator.oidc_sub)
    client.cookies.clear()
    assert (await log_in(client, provider)).headers["location"] == "/admin/laporan"


async def test_a_link_is_for_the_session_that_has_asked_for_it(
    client: Client,
    rt: Runtime,
    cast: Cast,
    unlinked: Principal,
    provider: Penyedia,
    clock: SettableClock,
) -> None:
    token = await _browser(client, rt, unlinked)
    izin = begin_kaitan(rt, unlinked, {"sandi": PASSWORD}, token=token)
    way = "/sesi/oidc?" + urlencode({"izin": izin})
    # Somebody else's browser, with what was read over a shoulder.
    client.cookies.clear()
    assert (await client.get(way)).headers["location"] == "/admin/akun?oidc=oidc.izin"
    await _browser(client, rt, cast.admin_c)
    assert (await client.get(way)).headers["location"] == "/admin/akun?oidc=oidc.izin"
    # Another person logs in while the provider is asked.
    client.cookies.clear()
    token = await _browser(client, rt, unlinked)
    izin = begin_kaitan(rt, unlinked, {"sandi": PASSWORD}, token=token)
    back = provider.let_in(await go(client, "/sesi/oidc?" + urlencode({"izin": izin})), SUB)
    await _browser(client, rt, cast.admin_c)
    assert (await come_back(client, back)).headers["location"] == "/admin/akun?oidc=oidc.refused"
    # And a minute later it is over.
    token = await _browser(client, rt, unlinked)
    izin = begin_kaitan(rt, unlinked, {"sandi": PASSWORD}, token=token)
    clock.advance(timedelta(seconds=61))
    response = await client.get("/sesi/oidc?" + urlencode({"izin": izin}))
    assert response.headers["location"] == "/admin/akun?oidc=oidc.izin"
    with rt.reading() as session:
        assert not any(session.exec(select(Operator.oidc_sub)))


async def test_two_accounts_are_not_one_person(
    client: Client, rt: Runtime, cast: Cast, linked: Principal, provider: Penyedia
) -> None:
    token = await _browser(client, rt, cast.admin_c)
    izin = begin_kaitan(rt, cast.admin_c, {"sandi": PASSWORD}, token=token)
    address = await go(client, "/sesi/oidc?" + urlencode({"izin": izin}))
    response = await come_back(client, provider.let_in(address, SUB))
    assert response.headers["location"] == "/admin/akun?oidc=oidc.taken"


async def test_no_log_holds_a_secret(
    client: Client,
    rt: Runtime,
    linked: Principal,
    provider: Penyedia,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, "sekampadi")
    address = await go(client)
    back = provider.let_in(address, SUB)
    alur = client.cookies[ALUR]
    await come_back(client, back)
    query = dict(parse_qsl(urlsplit(back).query))
    secrets = (SUB, query["code"], query["state"], alur, client.cookies[COOKIE], "rahasia-klien")
    assert caplog.records
    for record in caplog.records:
        if record.name.startswith("sekampadi"):
            said = f"{record.getMessage()} {vars(record)}"
            assert not any(secret in said for secret in secrets), said
    assert factories.PASSWORD not in caplog.text
