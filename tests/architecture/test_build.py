"""What the built pages weigh, and what the lock of their packages may not hold."""

import json
from pathlib import Path

import pytest

from sekampadi.building import ROOT, SITE_DIR, build_frontend, is_built
from tests.load.first_load import first_load

LIMIT = 190 * 1024


@pytest.fixture(scope="module")
def site() -> Path:
    """Build the pages if the code has changed."""
    build_frontend()
    return SITE_DIR


@pytest.mark.parametrize("address", ["/", "/survei", "/login"])
def test_first_load_fits_a_slow_phone(site: Path, address: str) -> None:
    load = first_load(site, address)
    assert len([name for name in load.files if name.endswith(".js")]) >= 5, "nothing was followed"
    assert load.total <= LIMIT, f"{load.total:,d} bytes:\n{load.table()}"


@pytest.mark.parametrize("address", ["/", "/survei", "/login"])
def test_public_pages_load_no_chart_library(site: Path, address: str) -> None:
    for name in first_load(site, address).files:
        path = site / name.lstrip("/")
        assert "plotly" not in name.lower()
        if path.suffix == ".js":
            assert "Plotly.newPlot" not in path.read_text(encoding="utf-8"), name
            assert path.stat().st_size < 400_000, f"{name} is as large as a chart library"


def test_pages_name_no_other_site(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for attribute in ('src="http', 'href="http', 'src="//', 'href="//'):
            assert attribute not in text, f"{page.name} fetches something from elsewhere"


def test_a_second_build_has_nothing_to_do(site: Path) -> None:
    assert is_built()
    assert build_frontend() is False


def test_lock_holds_no_registry_address() -> None:
    for path in sorted((ROOT / "reflex.lock").glob("*.json")):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text.replace('"url": "https://', "").replace('"funding": "https://', "")
        assert '"resolved"' not in text


def test_every_package_of_the_lock_is_pinned_by_its_content() -> None:
    lock = json.loads((ROOT / "reflex.lock" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    for name, entry in packages.items():
        assert entry["version"], name
        assert entry["integrity"].startswith("sha512-"), name
