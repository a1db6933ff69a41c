"""The leaders' screen in a real browser: wall, desk and phone, and what it says when figures are old."""

import time

import pytest
from playwright.sync_api import Page, expect

from sekampadi.domain.izin import Role
from tests import factories
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import OFFLINE_NOISE, AppServer

RECOVER_MS = 40_000
IKM = '[data-uji="layar-ikm"]'


@pytest.fixture
def server(start_server: StartServer) -> AppServer:
    server = start_server("cast")
    with server.runtime() as rt:
        for _ in range(4):
            factories.submit(rt, "layanan-a1", factories.isian(u3="2"))
    return server


def _wait_no_sideways(page: Page) -> None:
    """Wait until nothing is wider than the screen: a page's own styles may come after its figures."""
    steps.wait_in_page(page, "document.documentElement.scrollWidth <= innerWidth", timeout=5_000)


def test_the_wall_changes_in_place_and_keeps_the_focus(
    server: AppServer, page_1280: OpenTab
) -> None:
    tab = page_1280()
    steps.log_in(tab, server, Role.PIMPINAN.value, "/admin/layar")
    page = tab.page
    figure = page.locator(IKM)
    expect(figure).to_have_text("72,15")
    page.evaluate(f"document.querySelector('{IKM}').marked = true")
    link = page.get_by_role("link", name="U3 Waktu pelayanan")
    link.focus()
    with server.runtime() as rt:
        factories.submit(rt, "layanan-a1", factories.isian(u3="2"))  # nobody tells the server
    steps_before = page.evaluate("performance.getEntriesByType('navigation').length")
    other = page_1280()
    steps.open_survey(other, server, "layanan-b1")
    steps.answer_responden(other)
    steps.answer_umum(other)
    steps.answer_skm(other, 4)
    steps.finish(other)
    expect(page.locator('[data-uji="layar-n"]')).to_have_text("6", timeout=5_000)
    assert page.evaluate(f"document.querySelector('{IKM}').marked") is True
    assert page.evaluate("document.activeElement.textContent").startswith("U3")
    assert page.evaluate("performance.getEntriesByType('navigation').length") == steps_before
    live = page.locator('.layar [aria-live="polite"]')
    assert figure.inner_text() in (live.text_content() or "")
    _wait_no_sideways(page)


def test_pages_turn_without_a_pointer(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    steps.log_in(tab, server, Role.PIMPINAN.value, "/admin/layar")
    page = tab.page
    tab.open(f"{server.url}/admin/layar?mode=dinding&tema=gelap&detik=5")
    shown = page.locator(".layar-halaman[data-tampak]")
    expect(shown).to_have_count(1)
    first = shown.locator("h2").inner_text()
    expect(shown.locator("h2")).not_to_have_text(first, timeout=9_000)
    page.keyboard.press("ArrowLeft")
    expect(shown.locator("h2")).to_have_text(first)
    assert page.locator("html[data-gelap][data-dinding]").count() == 1
    assert not page.locator(".samping").is_visible()
    size = page.evaluate(f"parseFloat(getComputedStyle(document.querySelector('{IKM}')).fontSize)")
    assert size > 100
    page.keyboard.press("Escape")
    expect(page.locator(".samping")).to_be_visible()
    assert "mode=" not in page.url


def test_drilling_down_by_click(server: AppServer, page_360: OpenTab) -> None:
    tab = page_360()
    steps.log_in(tab, server, Role.PIMPINAN.value, "/admin/layar")
    page = tab.page
    expect(page.locator(IKM)).to_be_visible()
    _wait_no_sideways(page)
    page.locator(".peringkat").get_by_role("link", name="UPP-A", exact=True).click()
    page.wait_for_url("**/admin/layar?cakupan=upp-a")
    expect(page.locator(".layar-nama")).to_have_text("UPP-A")
    page.locator(".peringkat").get_by_role("link", name="Layanan a1").click()
    page.wait_for_url("**cakupan=upp-a&layanan=layanan-a1")
    expect(page.locator(".layar-nama")).to_have_text("Layanan a1 – UPP-A")
    _wait_no_sideways(page)
    page.get_by_role("link", name="U3 Waktu pelayanan").click()
    page.wait_for_url("**/admin/penilaian?upp=upp-a&layanan=layanan-a1&urut=u3**")
    page.get_by_text("dari 4 entri").first.wait_for()


def test_a_lost_server_is_said_with_the_age_of_the_figures(
    server: AppServer, page_1280: OpenTab
) -> None:
    tabs = [page_1280() for _ in range(3)]
    for tab, path in zip(
        tabs, ("/admin/layar", "/admin/layar?mode=dinding", "/admin"), strict=True
    ):
        tab.tolerate(OFFLINE_NOISE)
        steps.log_in(tab, server, Role.PIMPINAN.value, "/admin")
        tab.open(server.url + path)
    expect(tabs[0].page.locator(IKM)).to_have_text("72,15")
    expect(tabs[1].page.locator(".layar-halaman[data-tampak]")).to_have_count(1)
    server.kill()
    for tab in tabs:
        expect(tab.page.locator(".koneksi.putus")).to_be_visible(timeout=RECOVER_MS)
    for tab in tabs[:2]:
        expect(tab.page.locator('[data-layar="umur"]')).to_contain_text("umur angka", timeout=9_000)
        assert "belum ada data" not in tab.page.locator(IKM).inner_text()
    time.sleep(1)
    with server.runtime() as rt:
        factories.submit(rt, "layanan-a1", factories.isian(u3="2"))
    server.start()
    for tab in tabs:
        expect(tab.page.locator(".koneksi.putus")).to_have_count(0, timeout=RECOVER_MS)
    for tab in tabs[:2]:
        expect(tab.page.locator('[data-uji="layar-n"]')).to_have_text("5", timeout=RECOVER_MS)
        expect(tab.page.locator('[data-layar="umur"]')).to_be_empty(timeout=9_000)
    expect(tabs[2].page.locator('[data-uji="n"]')).to_have_text("5", timeout=RECOVER_MS)
