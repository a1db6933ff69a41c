"""Pages are read for the first visitor, and given to the next ones as they were."""

import os
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from sekampadi.api.http.middleware import wrap
from sekampadi.api.site import KeptPages, Site
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import Client, make_client


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "client"
    (folder / "survei").mkdir(parents=True)
    (folder / "survei.js").write_text("1")
    for page in ("index.html", "survei/index.html", "404.html"):
        (folder / page).write_text(f"<p>{page} satu")
    return folder


@pytest.fixture
def browser(site: Path, rt: Runtime) -> Client:
    files = Starlette(routes=[Mount("/", StaticFiles(directory=site, html=True))])
    kept = KeptPages(files, Site(rt.settings.base_url, site))
    return make_client(wrap(kept, rt.settings, build_dir=site))


async def test_a_page_is_read_once_until_another_build(browser: Client, site: Path) -> None:
    first = await browser.get("/survei?layanan=a")
    (site / "survei" / "index.html").write_text("<p>survei/index.html lain")
    again = await browser.get("/survei?layanan=b")
    assert again.text == first.text == "<p>survei/index.html satu"
    assert again.headers == first.headers
    assert "content-security-policy" in again.headers
    other = await browser.get("/survei", headers={"Accept-Encoding": "br"})
    assert other.text == "<p>survei/index.html lain"
    os.utime(site / "index.html", ns=(1, 1))
    assert (await browser.get("/survei")).text == "<p>survei/index.html lain"


async def test_what_was_read_of_the_build_before_is_not_kept(site: Path, rt: Runtime) -> None:
    files = Starlette(routes=[Mount("/", StaticFiles(directory=site, html=True))])
    slow = ["the first"]

    async def replaced_meanwhile(scope: Scope, receive: Receive, send: Send) -> None:
        await files(scope, receive, send)
        if slow:
            slow.clear()
            (site / "survei" / "index.html").write_text("<p>survei/index.html lain")
            os.utime(site / "index.html", ns=(1, 1))
            await browser.get("/")

    kept = KeptPages(replaced_meanwhile, Site(rt.settings.base_url, site))
    browser = make_client(wrap(kept, rt.settings, build_dir=site))
    assert (await browser.get("/survei")).text == "<p>survei/index.html satu"
    assert (await browser.get("/survei")).text == "<p>survei/index.html lain"


async def test_who_has_the_page_is_told_so(browser: Client) -> None:
    tag = (await browser.get("/survei")).headers["etag"]
    for _ in range(2):
        answer = await browser.get("/survei", headers={"If-None-Match": tag})
        assert (answer.status_code, answer.content) == (304, b"")
    part = await browser.get("/survei", headers={"Range": "bytes=0-2"})
    assert (part.status_code, part.text) == (206, "<p>")


async def test_what_is_no_page_is_not_kept(browser: Client, site: Path) -> None:
    for path, file in (("/survei.js", "survei.js"), ("/tidak-ada", "404.html")):
        await browser.get(path)
        (site / file).write_text("<p>lain")
        assert (await browser.get(path)).text == "<p>lain"
    answer = await browser.get("/survei", headers={"Accept-Encoding": "x" * 200})
    assert answer.status_code == 200
