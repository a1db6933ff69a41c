"""What the built pages weigh, and what the lock of their packages may not hold."""

import json
import re
from pathlib import Path

import pytest

from sekampadi.building import ROOT, SITE_DIR, build_frontend, is_built
from tests.load.first_load import first_load, page_file

LIMITS = {
    "/": 142 * 1024,
    "/survei": 150 * 1024,
    "/login": 142 * 1024,
    "/hasil": 144 * 1024,
    "/admin": 165 * 1024,
}
"""A little above what the pages weigh: whoever needs more says so here.

The pages of tindak lanjut, of both SOP and of annual reports have put 2 KiB to every page: Reflex holds the beginnings of
all states in one file that each page loads.
"""


@pytest.fixture(scope="module")
def site() -> Path:
    """Build the pages if the code has changed."""
    build_frontend()
    return SITE_DIR


@pytest.mark.parametrize("address", LIMITS)
def test_first_load_fits_a_slow_phone(site: Path, address: str) -> None:
    load = first_load(site, address)
    assert len([name for name in load.files if name.endswith(".js")]) >= 5, "nothing was followed"
    assert load.total <= LIMITS[address], f"{load.total:,d} bytes:\n{load.table()}"


@pytest.mark.parametrize("address", ["/", "/survei", "/login"])
def test_public_pages_load_no_chart_library(site: Path, address: str) -> None:
    for name in first_load(site, address).files:
        path = site / name.lstrip("/")
        assert "plotly" not in name.lower()
        if path.suffix == ".js":
            assert "Plotly.newPlot" not in path.read_text(encoding="utf-8"), name
            assert path.stat().st_size < 400_000, f"{name} is as large as a chart library"


def _sheets(site: Path, address: str) -> list[str]:
    """Return the style sheets that hold back the first paint, in their order, as text."""
    head = page_file(site, address).read_text(encoding="utf-8").partition("</head>")[0]
    links = [tag for tag in re.findall(r"<link [^>]*>", head) if 'rel="stylesheet"' in tag]
    names = [re.search(r'href="/([^"]+)"', tag)[1] for tag in links]  # type: ignore[index]
    return [(site / name).read_text(encoding="utf-8") for name in names if (site / name).is_file()]


@pytest.mark.parametrize(
    ("address", "also"),
    [
        *(("/", []), ("/survei", []), ("/login", []), ("/404", [])),
        *(("/hasil", [".angka-hasil"]), ("/cek", [".angka-hasil"])),
        *((f"/admin{page}", [".isi-admin"]) for page in ("", "/upp", "/penilaian", "/layar")),
    ],
)
def test_a_page_is_dressed_before_it_shows_and_by_nothing_of_others(
    site: Path, address: str, also: list[str]
) -> None:
    base, *more = _sheets(site, address)
    assert ".isi-publik" in base
    assert ".isi-admin" not in base
    assert len(more) == len(also)
    for text, rule in zip(more, also, strict=True):
        assert rule in text, "it comes after the one it adds to"
        assert "thead th" in text
        assert ".isi-publik" not in text


def test_our_scripts_are_shrunk(site: Path) -> None:
    for source in (ROOT / "assets").glob("*.js"):
        built = (site / source.name).read_text(encoding="utf-8")
        assert "/* " not in built, source.name
        assert len(built) < 0.7 * len(source.read_text(encoding="utf-8")), source.name


def test_scripts_wait_for_what_the_page_is_drawn_with(site: Path) -> None:
    preloads = [
        link
        for page in sorted(site.rglob("*.html"))
        for link in re.findall(r"<link [^>]*modulepreload[^>]*>", page.read_text(encoding="utf-8"))
    ]
    assert len(preloads) > 100
    assert {link for link in preloads if 'fetchpriority="low"' not in link} == set()


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


def test_no_control_hands_a_text_to_be_run(site: Path) -> None:
    """Reflex would run what comes back from a function as source: ``callback`` is a text then."""
    # Not in Reflex's own script, which would do it.
    scripts = [s for s in (site / "assets").glob("*.js") if not s.name.startswith("context-")]
    calls = [
        call
        for script in scripts
        for call in re.findall(
            "_call_(?:function|script)(.{0,40})", script.read_text(encoding="utf-8")
        )
    ]
    assert len(calls) >= 5, "forms keep the browser from sending them by one"
    assert {call[:36] for call in calls} == {"`,{function:(()=>null),callback:null"}


def test_no_page_brings_a_style_or_a_script_in_an_attribute(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert re.findall(r"<[a-z][^>]*\s(?:style|on\w+)=\"[^>]*>", text) == [], page.name
