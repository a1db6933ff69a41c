"""The server of the sources: whose data it opens, and what it hands on to the application."""

import re

import pytest

from sekampadi.api.routes import ROUTES
from sekampadi.start.developing import development_environment, proxied_paths
from sekampadi.web.routes import ROUTES as PAGES


def test_it_opens_the_data_that_every_server_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SEKAMPADI_DATA_DIR", raising=False)
    monkeypatch.delenv("SEKAMPADI_DATABASE_URL", raising=False)
    found = development_environment(4321)
    assert "SEKAMPADI_DATA_DIR" not in found
    assert "SEKAMPADI_DATABASE_URL" not in found
    monkeypatch.setenv("SEKAMPADI_DATA_DIR", "/lain")
    assert development_environment(4321)["SEKAMPADI_DATA_DIR"] == "/lain"


def test_all_that_is_no_page_is_handed_on() -> None:
    handed = [re.compile(path) for path in proxied_paths([route.path for route in ROUTES])]
    for route in ROUTES:
        address = re.sub(r"\{[^}]*\}", "x", route.path)
        assert any(pattern.match(address) for pattern in handed), address
    for page in PAGES:
        assert not any(pattern.match(page.path) for pattern in handed), page.path
