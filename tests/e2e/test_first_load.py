"""The weight of a first load is computed from files; a real browser must load just these."""

from urllib.parse import urlsplit

import pytest

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
    # Events and images of the data are no part of the page; scripts, styles and documents are.
    tab.page.on(
        "response",
        lambda response: (
            fetched.add(urlsplit(response.url).path.rstrip("/") or "/")
            if response.request.resource_type in {"document", "script", "stylesheet", "font"}
            else None
        ),
    )
    tab.open(f"{shared_server.url}{address}")
    tab.page.wait_for_load_state("networkidle")
    counted = set(first_load(SITE_DIR, address).files)
    # The government's own colour comes from the settings, not from the build.
    style = tab.page.request.get(f"{shared_server.url}/identitas.css")
    assert len(style.body()) < 1024
    assert fetched - counted <= {"/identitas.css"}, "the browser loads more than was counted"
