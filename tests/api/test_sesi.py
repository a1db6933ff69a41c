"""Whether somebody is there, and connecting a wall, over HTTP."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlmodel import select

from sekampadi.api.routes import ROUTES
from sekampadi.api.sesi.aktif import PER_MINUTE
from sekampadi.db.models import LayarTerhubung, Sesi
from sekampadi.domain.izin import Permission, Role
from sekampadi.services.akun.sesi import find_principal, issue_ticket
from sekampadi.services.layar.terhubung import connect_layar
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import BASE, Client, Login
from tests.api.test_routes import EXAMPLES
from tests.conftest import SettableClock
from tests.factories import PASSWORD, Cast

OWN = {"origin": BASE}
ANDROID = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36"


def link(rt: Runtime, cast: Cast, upp: str = "") -> str:
    isian = {
        "nama": "Lobi <b>",
        "upp": upp,
        "sampai": (rt.today() + timedelta(days=90)).isoformat(),
    }
    parts = urlsplit(connect_layar(rt, cast.people[Role.ADMIN_PEMPROV], isian).alamat)
    return f"{parts.path}?{parts.query}"


async def open_wall(
    client: Client, rt: Runtime, cast: Cast, mode: str = "meja", upp: str = ""
) -> str:
    """Open a link as its device does, and return where it leads."""
    page = await client.get(link(rt, cast, upp))
    secret = re.search(r'name="tiket" value="([^"]+)"', page.text)
    assert secret
    form = {"tiket": secret[1], "mode": mode}
    response = await client.post("/layar/buka", data=form, headers=OWN)
    assert response.status_code == 303
    return response.headers["location"]


async def test_saying_that_somebody_is_there_keeps_the_login(
    login: Login, cast: Cast, rt: Runtime, clock: SettableClock
) -> None:
    client = await login(cast.admin_b)
    clock.advance(timedelta(minutes=20))
    assert (await client.get("/api/sesi")).json() == {"sisa": 600, "lanjut": True}
    assert (await client.get("/api/sesi")).json()["sisa"] == 600, "asking is no activity"
    response = await client.post("/api/sesi", headers=OWN)
    assert (response.json(), response.headers["cache-control"]) == (
        {"sisa": 1800, "lanjut": True},
        "no-store",
    )
    clock.advance(timedelta(minutes=30))
    assert (await client.post("/api/sesi", headers=OWN)).json()["sisa"] == 0
    assert (await client.get("/unduh/panduan.pdf")).status_code == 401


async def test_another_site_keeps_no_login(
    login: Login, client: Client, cast: Cast, rt: Runtime, clock: SettableClock
) -> None:
    browser = await login(cast.admin_b)
    clock.advance(timedelta(minutes=20))
    for headers in ({"origin": "https://lain.example"}, {"sec-fetch-site": "cross-site"}, {}):
        assert (await browser.post("/api/sesi", headers=headers)).status_code == 403
    assert (await browser.get("/api/sesi")).json()["sisa"] == 600
    assert (await client.get("/api/sesi")).json() == {"sisa": 0, "lanjut": False}


async def test_nobody_asks_without_end(client: Client, login: Login, cast: Cast) -> None:
    browser = await login(cast.admin_b)
    for number in range(10 * PER_MINUTE):  # meanwhile it fills up again
        refused = await client.get("/api/sesi")
        if refused.status_code == 429:
            assert number >= PER_MINUTE
            break
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 1
    assert (await browser.get("/api/v1/upp")).status_code == 200, "it is a limit of its own"


async def test_a_login_knows_its_device(client: Client, cast: Cast, rt: Runtime) -> None:
    ticket = issue_ticket(rt, "admin-b", PASSWORD)
    await client.get("/sesi/masuk", params={"tiket": ticket}, headers={"user-agent": ANDROID})
    with rt.reading() as session:
        assert session.exec(select(Sesi.gawai)).one() == "Chrome di Android"


async def test_opening_a_link_asks_first(client: Client, cast: Cast, rt: Runtime) -> None:
    address = link(rt, cast)
    for _ in range(2):  # as a program does that looks into messages
        page = await client.get(address)
        assert page.status_code == 200
        assert "Lobi &lt;b&gt;" in page.text
        assert "set-cookie" not in page.headers
        assert page.headers["cache-control"] == "no-store"
    with rt.reading() as session:
        assert session.exec(select(LayarTerhubung.token_hash)).one() is None


@pytest.mark.parametrize(
    ("mode", "target"),
    [
        ("dinding", "/admin/layar?mode=dinding"),
        ("meja", "/admin/layar"),
        ("https://lain.example", "/admin/layar"),
    ],
)
async def test_its_button_connects_the_device(
    mode: str, target: str, client: Client, cast: Cast, rt: Runtime
) -> None:
    client.headers["user-agent"] = ANDROID
    assert await open_wall(client, rt, cast, mode) == target
    wall = find_principal(rt, client.cookies["sekampadi_sesi"])
    assert wall is not None
    assert wall.layar_id == 1
    with rt.reading() as session:
        assert session.exec(select(LayarTerhubung.gawai)).one() == "Chrome di Android"


async def test_the_cookie_is_that_of_a_login_and_lasts_to_its_last_day(
    client: Client, cast: Cast, rt: Runtime
) -> None:
    secret = link(rt, cast).partition("tiket=")[2]
    response = await client.post("/layar/buka", data={"tiket": secret}, headers=OWN)
    parts = {p.strip().lower() for p in response.headers["set-cookie"].split(";")[1:]}
    # From ten o'clock of a day to the end of the ninetieth after it.
    assert parts == {"httponly", "samesite=lax", "path=/", f"max-age={(90 * 24 + 14) * 3600}"}
    again = await client.post("/layar/buka", data={"tiket": secret}, headers=OWN)
    assert again.status_code == 404
    assert "sudah dipakai" in again.text


@pytest.mark.parametrize(
    "body", [b"", b"tiket", b"tiket=%00", b"tiket=salah", b"&=&=", b"a=1&" * 400, b"\xff\xfe"]
)
async def test_what_is_no_link_opens_nothing(body: bytes, client: Client, cast: Cast) -> None:
    response = await client.post("/layar/buka", content=body, headers=OWN)
    assert response.status_code == 404
    assert (await client.post("/layar/buka", content=b"x" * 3000, headers=OWN)).status_code == 413


async def test_another_site_connects_nothing(client: Client, cast: Cast, rt: Runtime) -> None:
    secret = link(rt, cast).partition("tiket=")[2]
    for headers in ({"origin": "https://lain.example"}, {}):
        response = await client.post("/layar/buka", data={"tiket": secret}, headers=headers)
        assert response.status_code == 403
    assert (
        await client.post("/layar/buka", data={"tiket": secret}, headers=OWN)
    ).status_code == 303


async def test_a_person_s_login_there_is_named_and_ends(
    login: Login, cast: Cast, rt: Runtime
) -> None:
    browser = await login(cast.admin_b)
    before = browser.cookies["sekampadi_sesi"]
    page = await browser.get(link(rt, cast))
    assert "sedang dipakai oleh admin-b" in page.text
    await open_wall(browser, rt, cast)
    assert find_principal(rt, before) is None


@pytest.mark.parametrize("upp", ["", "upp-a"])
async def test_a_wall_has_no_other_address(
    upp: str, client: Client, cast: Cast, rt: Runtime
) -> None:
    await open_wall(client, rt, cast, upp=upp)
    for route in ROUTES:
        if route.permission is Permission.PUBLIC:
            continue
        response = await client.request(route.methods[0], EXAMPLES[route.name][0], headers=OWN)
        # What is for keys alone looks at no cookie.
        assert response.status_code == (401 if route.needs_key else 403), route.name
    # Figures as everyone sees them: none of the running triwulan.
    own = await client.get("/api/v1/ikm?dari=2023-05-01&sampai=2023-05-10")
    assert own.status_code in {401, 403}
    # It has no account that an activity could keep.
    assert (await client.post("/api/sesi", headers=OWN)).json()["sisa"] == 0


async def test_going_out_takes_the_wall_back(client: Client, cast: Cast, rt: Runtime) -> None:
    await open_wall(client, rt, cast)
    cookie = client.cookies["sekampadi_sesi"]
    assert (await client.post("/sesi/keluar", headers=OWN)).status_code == 303
    assert find_principal(rt, cookie) is None
