"""What surrounds the whole app: headers, caching, the limit of a request, the access log."""

import base64
import hashlib
import logging
import os
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

from sekampadi.api.http.errors import error_page
from sekampadi.api.http.middleware import MAX_BODY, BodyLimit, wrap
from sekampadi.api.http.ratelimit import MAX_ADDRESSES, RateLimiter, client_address
from sekampadi.api.http.tidak_ada import UnknownAddresses
from sekampadi.api.site import script_hashes, style_hashes
from sekampadi.domain.errors import NotFoundError
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import Client, make_client

PAGE = (
    '<html><head><script src="/a.js"></script><style>a { b: c }</style><script>\nvar a = 1;\n</script></head><body>'
    '<script type="module" async="">import "/assets/x.js";</script></body></html>'
)


async def _read(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


async def _own(_request: Request) -> Response:
    return HTMLResponse("x", headers={"Content-Security-Policy": "default-src 'none'"})


async def _for_one_site(_request: Request) -> Response:
    policy = "default-src 'none'; frame-ancestors 'self' https://dinas.contoh.go.id"
    return HTMLResponse("x", headers={"Content-Security-Policy": policy})


async def _for_others(_request: Request) -> Response:
    return PlainTextResponse("x", headers={"Cross-Origin-Resource-Policy": "cross-origin"})


async def _said_again(_request: Request) -> Response:
    response = PlainTextResponse("x", headers={"Vary": "Accept-Encoding, Origin, Origin"})
    response.headers.append("Vary", "Origin")
    return response


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "client"
    (folder / "assets").mkdir(parents=True)
    (folder / "admin").mkdir()
    (folder / "assets" / "entry.client-DMqNtF3h.js").write_text("1")
    (folder / "sekampadi.js").write_text("1")
    (folder / "index.html").write_text(PAGE)
    (folder / "admin" / "index.html").write_text("<script>admin()</script>")
    (folder / "404.html").write_text("<script>unknown()</script>")
    return folder


@pytest.fixture
def browser(site: Path, rt: Runtime) -> Client:
    inner = Starlette(
        routes=[
            Route("/baca", _read, methods=["POST"]),
            Route("/sendiri", _own),
            Route("/untuk-semua", _for_others),
            Route("/untuk-satu", _for_one_site),
            Route("/berulang", _said_again),
            Mount("/", StaticFiles(directory=site, html=True)),
        ]
    )
    return make_client(wrap(inner, rt.settings, build_dir=site))


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def test_only_scripts_inside_a_page_are_named() -> None:
    assert script_hashes(PAGE) == {_hash("\nvar a = 1;\n"), _hash('import "/assets/x.js";')}


def test_styles_inside_a_page_are_named_and_an_empty_one() -> None:
    assert style_hashes(PAGE) == {_hash("a { b: c }"), _hash("")}


def _policy(response: httpx.Response) -> dict[str, str]:
    said = response.headers["content-security-policy"]
    return dict(part.strip().split(" ", 1) for part in said.split(";"))


async def test_a_page_runs_its_own_scripts_only(browser: Client) -> None:
    response = await browser.get("/")
    policy = _policy(response)
    assert policy["script-src"].split() == [
        "'self'",
        *sorted([_hash("\nvar a = 1;\n"), _hash('import "/assets/x.js";')]),
    ]
    assert policy["style-src"].split() == ["'self'", *sorted([_hash("a { b: c }"), _hash("")])]
    assert "unsafe" not in response.headers["content-security-policy"]
    # No text becomes a script: not by eval, not as markup, not as an address.
    assert policy["require-trusted-types-for"] == "'script'"
    assert policy["trusted-types"] == "default sekampadi"
    assert policy["default-src"] == policy["form-action"] == policy["worker-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert policy["connect-src"] == "'self' ws://localhost:3000"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "same-origin"
    assert response.headers["cache-control"] == "no-cache"
    admin = (await browser.get("/admin")).headers["content-security-policy"]
    assert _hash("admin()") in admin
    assert _hash("\nvar a = 1;\n") not in admin
    unknown = await browser.get("/nirwana")
    assert unknown.status_code == 404
    assert _hash("unknown()") in unknown.headers["content-security-policy"]


async def test_a_page_has_these_headers_and_a_file_only_the_first_three(browser: Client) -> None:
    for_all = {
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        # No other site shows or loads it; a route that is for others says so itself.
        "cross-origin-resource-policy": "same-origin",
    }
    for_pages = for_all | {
        "x-frame-options": "DENY",
        # What another site has opened, or was opened by, is no window of ours.
        "cross-origin-opener-policy": "same-origin",
    }
    for path, expected in (("/", for_pages), ("/admin", for_pages), ("/sekampadi.js", for_all)):
        found = (await browser.get(path)).headers
        assert {name: found[name] for name in for_pages if name in found} == expected, path
    assert (await browser.get("/admin")).headers["cache-control"] == "no-store"
    others = (await browser.get("/untuk-semua")).headers
    assert others["cross-origin-resource-policy"] == "cross-origin"
    assert "strict-transport-security" not in found


async def test_what_a_site_may_show_is_not_forbidden_by_the_older_header(browser: Client) -> None:
    # It knows no list: where the policy has one, browsers that obey both would show nothing.
    assert "x-frame-options" not in (await browser.get("/untuk-satu")).headers
    for path in ("/", "/admin", "/sendiri"):
        assert (await browser.get(path)).headers["x-frame-options"] == "DENY", path


async def test_a_page_may_fill_the_screen_and_copy_and_use_nothing_else_of_the_device(
    browser: Client,
) -> None:
    said = (await browser.get("/")).headers["permissions-policy"].split(", ")
    rights = dict(part.split("=", 1) for part in said)
    assert {name for name, who in rights.items() if who != "()"} == {
        "clipboard-write",
        "fullscreen",
    }
    assert rights["fullscreen"] == rights["clipboard-write"] == "(self)"
    assert rights.keys() >= {
        *("camera", "microphone", "geolocation", "payment", "usb", "serial", "hid"),
        *("clipboard-read", "display-capture", "browsing-topics", "midi"),
        *("publickey-credentials-get", "screen-wake-lock", "storage-access", "idle-detection"),
    }


async def test_on_https_a_browser_comes_by_https_ever_after(site: Path, rt: Runtime) -> None:
    secure = rt.settings.model_copy(update={"base_url": "https://sekampadi.example.go.id"})
    inner = Starlette(routes=[Mount("/", StaticFiles(directory=site, html=True))])
    async with make_client(wrap(inner, secure, build_dir=site)) as browser:
        response = await browser.get("/sekampadi.js")
    assert response.headers["strict-transport-security"] == "max-age=31536000"


async def test_a_page_is_served_at_its_own_address(browser: Client) -> None:
    for path in ("/admin", "/admin?kunci=upp-a", "/admin/"):
        response = await browser.get(path)
        assert (response.status_code, response.text) == (200, "<script>admin()</script>")


async def test_capitals_lead_to_the_page(browser: Client, site: Path) -> None:
    for page in ("survei", "hasil"):
        (site / page).mkdir()
        (site / page / "index.html").write_text(page)
    moved = {
        "/Survei": "/survei",
        "/HASIL?upp=UPP-A&nomor=1/2": "/hasil?upp=upp-a&nomor=1/2",
        "/survei?layanan=ABC": "/survei?layanan=abc",
        "/?UPP=X&upp=Biro&layanan=B-1": "/?upp=x&upp=biro&layanan=b-1",
        "/SURVEI?LAYANAN=ABC": "/survei?layanan=abc",
        "/S/ABC": "/s/abc",
        "/CEK/AMUV3XPVUM9H": "/cek/amuv3xpvum9h",
        "//Survei": "/survei",
        "/Admin/?cakupan=A": "/admin/?cakupan=A",
    }
    for asked, right in moved.items():
        response = await browser.get(f"http://localhost:3000{asked}")
        assert (response.status_code, response.headers["location"]) == (302, right), asked
    for asked in ("/survei?layanan=abc", "/hasil?kode=ABC", "/admin?cakupan=A"):
        assert (await browser.get(asked)).status_code == 200
    assert (await browser.get("/NIRWANA")).status_code == 404


async def test_an_unknown_address_says_so_without_script(site: Path, rt: Runtime) -> None:
    inner = Starlette(
        routes=[
            Route("/sendiri", lambda _request: error_page(NotFoundError("x", "Tidak ada."))),
            Mount("/", StaticFiles(directory=site, html=True)),
        ]
    )
    browser = make_client(wrap(UnknownAddresses(inner, rt), rt.settings, build_dir=site))
    for path in ("/nirwana", "/404", "/admin/tidak/ada", "/assets/lama-AAAAAAAA.js"):
        page = await browser.get(path)
        assert page.status_code == 404
        assert "<h1>Halaman tidak ditemukan</h1>" in page.text
        assert "Provinsi Kalimantan Barat" in page.text
        # An officer is led back to his pages, and not sent to a code at a counter.
        admin = path.startswith("/admin/")
        assert ('href="/admin"' in page.text) is admin
        assert ('href="/hasil"' in page.text) is not admin
        assert ("kode QR" in page.text) is not admin
        assert "<script" not in page.text
        assert "script-src" not in page.headers["content-security-policy"]
    # What is known, and what says by itself what it has not found, stays as it is.
    assert (await browser.get("/admin/")).text == "<script>admin()</script>"
    assert "<p>Tidak ada.</p>" in (await browser.get("/sendiri")).text


async def test_a_new_build_is_noticed(browser: Client, site: Path) -> None:
    await browser.get("/")
    (site / "admin" / "index.html").write_text("<script>newer()</script>")
    os.utime(site / "index.html", ns=(1, 1))
    policy = (await browser.get("/admin")).headers["content-security-policy"]
    assert _hash("newer()") in policy
    assert _hash("admin()") not in policy


async def test_without_a_build_no_script_inside_a_page_runs(rt: Runtime, tmp_path: Path) -> None:
    inner = Starlette(routes=[Route("/", lambda _request: HTMLResponse("x"))])
    async with make_client(wrap(inner, rt.settings, build_dir=tmp_path / "none")) as browser:
        policy = (await browser.get("/")).headers["content-security-policy"]
    assert "script-src 'self';" in policy


async def test_what_an_endpoint_says_itself_stays(browser: Client) -> None:
    response = await browser.get("/sendiri")
    assert response.headers["content-security-policy"] == "default-src 'none'"


async def test_what_an_answer_varies_by_is_said_once(browser: Client) -> None:
    response = await browser.get("/berulang")
    assert response.headers.get_list("vary") == ["Accept-Encoding, Origin"]


async def test_named_by_content_is_kept_for_good(browser: Client) -> None:
    kept = await browser.get("/assets/entry.client-DMqNtF3h.js")
    assert kept.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert (await browser.get("/sekampadi.js")).headers["cache-control"] == "no-cache"
    missing = await browser.get("/assets/entry.client-AAAAAAAA.js")
    assert "immutable" not in missing.headers.get("cache-control", "")


async def test_a_request_has_a_size(browser: Client) -> None:
    assert (await browser.post("/baca", content=b"x" * MAX_BODY)).text == str(MAX_BODY)
    assert (await browser.post("/baca", content=b"x" * (MAX_BODY + 1))).status_code == 413

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"x" * (MAX_BODY // 10)

    assert (await browser.post("/baca", content=endless())).status_code == 413


@pytest.mark.parametrize(
    ("version", "headers"),
    [
        ("1.1", [(b"content-length", b"0" * 30 + b"9999999")]),
        ("1.1", [(b"content-length", b"+9999999")]),
        ("1.1", [(b"content-length", b"9e9")]),
        ("1.1", [(b"content-length", b"5"), (b"transfer-encoding", b"chunked")]),
        # Here nothing has to be said, and what comes may be longer than what was.
        ("2", []),
        ("2", [(b"content-length", b"5")]),
    ],
)
async def test_a_size_that_is_said_strangely_or_not_at_all_is_measured(
    version: str, headers: list[tuple[bytes, bytes]]
) -> None:
    async def read(scope: Scope, receive: Receive, send: Send) -> None:
        await Response(str(len(await Request(scope, receive).body())))(scope, receive, send)

    pieces = [{"type": "http.request", "body": b"x" * MAX_BODY, "more_body": n < 1} for n in (0, 1)]
    answers: list[Message] = []

    async def receive() -> Message:
        return pieces.pop(0)

    async def send(message: Message) -> None:
        answers.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/baca",
        "http_version": version,
        "headers": headers,
    }
    await BodyLimit(read, ())(scope, receive, send)
    assert answers[0]["status"] == 413


async def test_the_log_has_neither_queries_nor_addresses(
    browser: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="sekampadi.access"):
        await browser.get("/admin/?tiket=rahasia&token=rahasia")
        await browser.get("/a%0ab")
    lines = [r.getMessage() for r in caplog.records if r.name == "sekampadi.access"]
    assert lines[0].startswith("GET /admin/ 200 ")
    assert lines[1].startswith("GET /a%0Ab 404 ")
    assert "rahasia" not in "".join(lines)
    assert "127.0.0.1" not in "".join(lines)


def test_an_address_is_kept_as_a_keyed_hash_only() -> None:
    limiter, other = RateLimiter(1), RateLimiter(1)
    assert limiter.take("203.0.113.7") == 0
    assert limiter.take("203.0.113.7") == 60
    assert limiter.take("203.0.113.8") == 0
    kept = repr(vars(limiter))
    assert "203.0.113" not in kept
    other.take("203.0.113.7")
    assert not set(limiter._buckets) & set(other._buckets)


def test_a_household_has_many_addresses_of_the_new_kind() -> None:
    limiter = RateLimiter(1)
    assert limiter.take("2001:db8:1:2::1") == 0
    assert limiter.take("2001:db8:1:2:aaaa::9") > 0
    assert limiter.take("2001:db8:1:3::1") == 0


def test_the_memory_of_addresses_is_bounded() -> None:
    limiter = RateLimiter(1)
    for i in range(MAX_ADDRESSES + 50):
        limiter.take(f"host-{i}")
    assert len(limiter._buckets) == MAX_ADDRESSES


@pytest.mark.parametrize(
    ("hops", "forwarded", "expected"),
    [
        (0, "198.51.100.1", "10.0.0.1"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (2, "6.6.6.6, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "198.51.100.1", "10.0.0.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(hops: int, forwarded: str, expected: str) -> None:
    headers = [(b"x-forwarded-for", forwarded.encode())]
    request = Request({"type": "http", "headers": headers, "client": ("10.0.0.1", 5)})
    assert client_address(request, hops) == expected


async def test_pages_behind_the_login_are_not_kept_for_the_back_button(browser: Client) -> None:
    for path, kept in (("/admin", False), ("/admin/", False), ("/", True), ("/administrasi", True)):
        response = await browser.get(path)
        expected = "no-cache" if kept else "no-store"
        assert response.headers["cache-control"] == expected, path
