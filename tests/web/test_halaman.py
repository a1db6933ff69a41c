"""Every page, as a tree of components, without a browser."""

import re

import pytest

from sekampadi.building import ROOT
from sekampadi.domain.survei.draf import name_error
from sekampadi.domain.survei.survei import FIELDS, Langkah, step_errors
from sekampadi.web.route import Route
from sekampadi.web.routes import ROUTES

ASSETS = ROOT / "assets"
_WITHIN = re.compile(r"""\b(?:to|href):\W*["'`]#""")
_PUBLIC = [route for route in ROUTES if not route.path.startswith("/admin")]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.path)
def test_no_link_inside_a_page_goes_through_the_router(route: Route) -> None:
    """The router forgets the query, and with it what the page is about."""
    tree = str(route.page())
    assert not _WITHIN.search(tree)
    assert 'href="#' not in tree
    assert '"data-ke":"isi"' in tree or "/layar" in route.path


@pytest.mark.parametrize("route", _PUBLIC, ids=lambda route: route.path)
def test_a_public_page_names_the_government_and_helps_without_scripts(route: Route) -> None:
    tree = str(route.page())
    assert "daerah_rx_state_" in tree
    assert 'jsx("noscript"' in tree
    assert "JavaScript" in tree


def test_an_error_names_its_question_where_it_stands_alone() -> None:
    found = {
        field: name_error(field, error.message)
        for langkah in Langkah
        for field, error in step_errors(langkah, {}).items()
    }
    assert set(found) == set(FIELDS) - {"saran"}
    assert found["u5"] == "U5 Produk layanan: pilih satu jawaban."
    assert found["umum"] == "Penilaian Umum: pilih satu penilaian."
    assert found["usia"] == "Isi usia Anda dalam tahun."
    assert len(set(found.values())) == len(found)


def test_each_script_of_the_pages_is_of_one_thing() -> None:
    scripts = {path.name: path.read_text(encoding="utf-8") for path in ASSETS.glob("*.js")}
    assert {name for name, text in scripts.items() if text.count("\n") > 350} == set()
    assert [name for name, text in scripts.items() if "randomUUID()" in text] == ["sekampadi.js"]
