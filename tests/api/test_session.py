"""The session cookie over HTTP."""

from datetime import timedelta

import pytest
from sqlmodel import select

from sekampadi.api.akun import safe_next
from sekampadi.api.routes import make_api
from sekampadi.db.models import Operator, Sesi, TiketMasuk
from sekampadi.domain.errors import DomainError, UnauthenticatedError
from sekampadi.domain.izin import Role
from sekampadi.reports.worker import RenderPool
from sekampadi.services.akun.coba_masuk import AsalMasuk
from sekampadi.services.akun.cookies import token_from_cookie_header
from sekampadi.services.akun.sesi import find_principal, issue_ticket
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.web.routes import ROUTES
from tests.api.conftest import BASE, Client, Login, make_client
from tests.conftest import SettableClock
from tests.factories import PASSWORD, Cast

TOKEN = "t" * 43


def _ticket(rt: Runtime) -> str:
    return issue_ticket(rt, "admin_upp", PASSWORD)


def _secret(header: str) -> str:
    return header.partition(";")[0].partition("=")[2]


async def test_a_ticket_becomes_a_cookie_once(client: Client, cast: Cast, rt: Runtime) -> None:
    ticket = _ticket(rt)
    response = await client.get("/sesi/masuk", params={"tiket": ticket})
    assert (response.status_code, response.headers["location"]) == (303, "/admin")
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["referrer-policy"] == "no-referrer"
    cookie = response.headers.get_list("set-cookie")[0]
    parts = {p.strip().lower() for p in cookie.split(";")[1:]}
    assert parts == {"httponly", "samesite=lax", "path=/", "max-age=36000"}
    assert cookie.startswith("sekampadi_sesi=")
    person = find_principal(rt, _secret(cookie))
    assert person is not None
    assert person.username == "admin_upp"
    with rt.reading() as session:
        stored = [row.token_hash for row in session.exec(select(Sesi))]
        assert session.exec(select(TiketMasuk)).all() == []
    assert len(stored) == 1
    assert _secret(cookie) not in stored[0]
    again = await client.get("/sesi/masuk", params={"tiket": ticket})
    assert again.headers["location"] == "/login?gagal=1"
    assert "set-cookie" not in again.headers


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_every_role_begins_at_home(client: Client, cast: Cast, rt: Runtime) -> None:
    for role in Role:
        ticket = issue_ticket(rt, cast.people[role].username, PASSWORD)
        response = await client.get("/sesi/masuk", params={"tiket": ticket})
        assert response.headers["location"] == "/admin", role


async def test_a_login_over_another_ends_the_one_before(
    client: Client, cast: Cast, rt: Runtime
) -> None:
    first = issue_ticket(rt, "admin_pemprov", PASSWORD)
    response = await client.get("/sesi/masuk", params={"tiket": first})
    earlier = _secret(response.headers.get_list("set-cookie")[0])
    assert find_principal(rt, earlier) is not None
    await client.get("/sesi/masuk", params={"tiket": "salah"})
    assert find_principal(rt, earlier) is not None  # who fails to log in has changed nothing
    # The client keeps the cookie, as a browser does in another of its tabs.
    await client.get("/sesi/masuk", params={"tiket": _ticket(rt)})
    assert find_principal(rt, earlier) is None


@pytest.mark.parametrize("role", Role)
async def test_a_person_begins_on_a_page_the_role_may_open(
    role: Role, client: Client, cast: Cast, rt: Runtime
) -> None:
    ticket = issue_ticket(rt, role.value, PASSWORD)
    response = await client.get("/sesi/masuk", params={"tiket": ticket})
    target = response.headers["location"]
    route = next(r for r in ROUTES if r.path == target)
    assert route.permission in role.permissions


async def test_an_old_ticket_is_worth_nothing(
    client: Client, cast: Cast, rt: Runtime, clock: SettableClock
) -> None:
    ticket = _ticket(rt)
    clock.advance(timedelta(seconds=21))
    response = await client.get("/sesi/masuk", params={"tiket": ticket})
    assert response.headers["location"] == "/login?gagal=1"


@pytest.mark.parametrize("query", ["", "?tiket=", "?tiket=%00%ff", "?tiket=" + "x" * 5000])
async def test_no_ticket_no_cookie(query: str, client: Client, cast: Cast) -> None:
    response = await client.get("/sesi/masuk" + query)
    assert (response.status_code, response.headers["location"]) == (303, "/login?gagal=1")
    assert "set-cookie" not in response.headers


async def test_two_tickets_are_none(client: Client, cast: Cast, rt: Runtime) -> None:
    response = await client.get(f"/sesi/masuk?tiket={_ticket(rt)}&tiket={_ticket(rt)}")
    assert response.headers["location"] == "/login?gagal=1"


@pytest.mark.parametrize(("site", "taken"), [
    ("same-origin", True), ("none", True), ("cross-site", False), ("same-site", False),
])  # fmt: skip
async def test_another_site_cannot_log_people_in(
    site: str, taken: bool, client: Client, cast: Cast, rt: Runtime
) -> None:
    ticket = _ticket(rt)
    headers = {"sec-fetch-site": site}
    response = await client.get("/sesi/masuk", params={"tiket": ticket}, headers=headers)
    assert ("set-cookie" in response.headers) == taken
    if not taken:
        # It was not used up either.
        response = await client.get("/sesi/masuk", params={"tiket": ticket})
        assert "set-cookie" in response.headers


@pytest.mark.parametrize(
    "value",
    [
        "/admin",
        "/admin/laporan",
        "/admin/laporan?upp=upp-a&hal=2",
        "/admin?kunci=upp-a",
        "/admin#x",
    ],
)
async def test_the_way_back_to_a_page(value: str, client: Client, cast: Cast, rt: Runtime) -> None:
    params = {"tiket": _ticket(rt), "next": value}
    response = await client.get("/sesi/masuk", params=params)
    assert response.headers["location"] == value


@pytest.mark.parametrize(
    "value",
    [
        "",
        "//evil.example",
        "//evil.example/admin",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/admin",
        "javascript:alert(1)",
        "/admin.evil.example",
        "/adminevil",
        "/admin/..//evil.example",
        "/admin//evil.example",
        "/admin/../../evil",
        "/admin\r\nSet-Cookie: a=b",
        "/admin/%2f%2fevil.example",
        "/admin\t",
        "/admin/\u2215evil",
        " /admin",
        "admin",
        "/survei",
        "/admin/" + "x" * 600,
    ],
)
async def test_no_way_to_elsewhere(value: str, client: Client, cast: Cast, rt: Runtime) -> None:
    assert safe_next(value) == "/admin"
    params = {"tiket": _ticket(rt), "next": value}
    response = await client.get("/sesi/masuk", params=params)
    assert response.headers["location"] == "/admin"


async def test_leaving_ends_the_session(login: Login, cast: Cast, rt: Runtime) -> None:
    browser = await login(cast.people[Role.ADMIN_UPP])
    secret = browser.cookies["sekampadi_sesi"]
    response = await browser.post("/sesi/keluar", headers={"origin": BASE})
    assert (response.status_code, response.headers["location"]) == (303, "/login")
    assert response.headers["cache-control"] == "no-store"
    assert "max-age=0" in response.headers.get_list("set-cookie")[0].lower()
    assert "sekampadi_sesi" not in browser.cookies
    assert find_principal(rt, secret) is None
    assert (await browser.get("/unduh/lembar.pdf")).status_code == 401
    again = await browser.post("/sesi/keluar", headers={"origin": BASE})
    assert again.status_code == 303


async def test_a_link_only_asks_whether_to_leave(login: Login, cast: Cast) -> None:
    browser = await login(cast.people[Role.ADMIN_UPP])
    for method in ("GET", "HEAD"):
        response = await browser.request(method, "/sesi/keluar")
        assert response.status_code == 200
        assert response.headers["cache-control"] == "no-store"
        assert "set-cookie" not in response.headers
    page = (await browser.get("/sesi/keluar")).text
    assert '<form method="post" action="/sesi/keluar">' in page
    assert (await browser.get("/unduh/poster.pdf")).status_code == 200


@pytest.mark.parametrize(
    ("headers", "leaves"),
    [
        ({}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "same-site", "origin": BASE}, False),
        ({"sec-fetch-site": "cross-site", "origin": BASE}, False),
        ({"origin": "https://jahat.example"}, False),
        ({"origin": "null", "referer": BASE + "/admin"}, False),
        ({"referer": "https://jahat.example/localhost:3000"}, False),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"origin": BASE}, True),
        ({"referer": BASE + "/admin"}, True),
    ],
)
async def test_only_a_page_of_this_site_logs_people_out(
    headers: dict[str, str], leaves: bool, login: Login, cast: Cast
) -> None:
    browser = await login(cast.people[Role.ADMIN_UPP])
    response = await browser.post("/sesi/keluar", headers=headers)
    assert response.status_code == (303 if leaves else 403)
    after = await browser.get("/unduh/poster.pdf")
    assert after.status_code == (401 if leaves else 200)


async def test_an_ended_session_and_a_closed_account(
    login: Login, cast: Cast, rt: Runtime, clock: SettableClock
) -> None:
    person = cast.people[Role.ADMIN_UPP]
    first = await login(person)
    clock.advance(timedelta(hours=10))
    assert (await first.get("/unduh/poster.pdf")).status_code == 401
    second = await login(person)
    assert (await second.get("/unduh/poster.pdf")).status_code == 200
    with rt.writing() as session:
        operator = session.get(Operator, person.operator_id)
        assert operator is not None
        operator.aktif = False
    assert (await second.get("/unduh/poster.pdf")).status_code == 401


async def test_on_https_the_cookie_belongs_to_this_host_alone(
    cast: Cast, rt: Runtime, pool: RenderPool
) -> None:
    secure = rt.settings.model_copy(update={"base_url": "https://sekampadi.example.go.id"})
    runtime = Runtime(rt.engine, secure, rt.clock)
    async with make_client(make_api(runtime, pool)) as browser:
        browser.base_url = "https://sekampadi.example.go.id"
        response = await browser.get("/sesi/masuk", params={"tiket": _ticket(rt)})
        cookie = response.headers.get_list("set-cookie")[0]
        assert cookie.startswith("__Host-sekampadi_sesi=")
        assert "; secure" in cookie.lower()
        assert "domain" not in cookie.lower()
        assert (await browser.get("/unduh/poster.pdf")).status_code == 200
        # The same secret under the name any neighbour can set.
        headers = {"cookie": f"sekampadi_sesi={_secret(cookie)}"}
        browser.cookies.clear()
        assert (await browser.get("/unduh/poster.pdf", headers=headers)).status_code == 401


@pytest.mark.parametrize(
    ("header", "secure", "expected"),
    [
        (f"sekampadi_sesi={TOKEN}", None, TOKEN),
        (f"a=b; sekampadi_sesi={TOKEN}; c=d", False, TOKEN),
        (f'sekampadi_sesi="{TOKEN}"', False, TOKEN),
        (f"sekampadi_sesi=plantedplantedplanted; __Host-sekampadi_sesi={TOKEN}", None, TOKEN),
        (f"sekampadi_sesi={TOKEN}", True, None),
        (f"__Host-sekampadi_sesi={TOKEN}", True, TOKEN),
        (f"__Host-sekampadi_sesi={TOKEN}", False, None),
        (f"sekampadi_sesi={TOKEN}; sekampadi_sesi=plantedplantedplanted", False, None),
        (f"sekampadi_sesi={TOKEN}; sekampadi_sesi={TOKEN}", False, TOKEN),
        (f"xsekampadi_sesi={TOKEN}", False, None),
        ("sekampadi_sesi=short", False, None),
        ("sekampadi_sesi=" + "x" * 101, False, None),
        ("sekampadi_sesi=" + "\ud800" * 30, False, None),
        ("", None, None),
        (";;=;", None, None),
    ],
)
def test_the_cookie_header(header: str, secure: bool | None, expected: str | None) -> None:
    assert token_from_cookie_header(header, secure=secure) == expected


async def test_a_browser_that_has_logged_in_is_not_locked_out_by_strangers(
    rt: Runtime, client: Client, cast: Cast
) -> None:
    response = await client.get("/sesi/masuk", params={"tiket": _ticket(rt)})
    header = next(h for h in response.headers.get_list("set-cookie") if "peramban" in h)
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(header.split("; "))
    assert "admin_upp" not in header
    for _ in range(8):
        with pytest.raises(UnauthenticatedError):
            issue_ticket(rt, "admin_upp", "salah-salah-salah")
    with pytest.raises(DomainError):
        issue_ticket(rt, "admin_upp", PASSWORD)
    assert issue_ticket(rt, "admin_upp", PASSWORD, AsalMasuk(header.partition(";")[0]))
