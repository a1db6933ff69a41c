"""The weight of a first load is computed from files; a real browser must load just these."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Route, expect

from sekampadi.building import SITE_DIR
from tests.e2e.conftest import OpenTab
from tests.e2e.harness import AppServer
from tests.load.first_load import first_load


@pytest.mark.parametrize("address", ["/", "/survei", "/hasil", "/cek"])
def test_browser_loads_what_was_counted(
    shared_server: AppServer, page_360: OpenTab, address: str
) -> None:
    tab = page_360()
    fetched: set[str] = set()
    encodings: set[str] = set()
    # Events and images of the data are no part of the page; scripts, styles and documents are.
    tab.page.on(
        "response",
        lambda response: (
            fetched.add(urlsplit(response.url).path.rstrip("/") or "/")
            if response.request.resource_type in {"document", "script", "stylesheet", "font"}
            else None
        ),
    )
    tab.page.on(
        "response",
        lambda response: (
            encodings.add(response.headers.get("content-encoding", "none"))
            if "/assets/" in response.url
            else None
        ),
    )
    tab.open(f"{shared_server.url}{address}")
    tab.page.wait_for_load_state("networkidle")
    assert encodings == {"br"}, "a browser that takes brotli gets something larger"
    counted = set(first_load(SITE_DIR, address).files)
    # The government's own colour comes from the settings, not from the build.
    style = tab.page.request.get(f"{shared_server.url}/identitas.css")
    assert len(style.body()) < 1024
    assert fetched - counted <= {"/identitas.css"}, "the browser loads more than was counted"


def test_a_page_come_to_from_another_shows_once_it_is_dressed(
    shared_server: AppServer, page_360: OpenTab
) -> None:
    tab = page_360()
    held: list[Route] = []

    def hold(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    tab.page.route("**/assets/angka-*.css", hold)
    tab.open(f"{shared_server.url}/")
    heading = tab.page.get_by_role("heading", name="Hasil survei kepuasan masyarakat")
    with tab.page.expect_request("**/assets/angka-*.css"):
        tab.page.get_by_role("navigation", name="Halaman lain").get_by_text("Hasil survei").click()
    expect(heading).to_have_count(0)
    held[0].continue_()
    expect(heading).to_be_visible()
    sheets = tab.page.evaluate("[...document.styleSheets].map((sheet) => sheet.href)")
    assert any("/assets/angka-" in (address or "") for address in sheets)
