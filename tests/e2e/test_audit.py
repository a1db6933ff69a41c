"""The audit trail in a browser: a row is opened and closed, and the filters lead to an address."""

import pytest
from playwright.sync_api import expect

from sekampadi.services.sistem.runtime import record
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer
from tests.e2e.steps import log_in


@pytest.fixture
def server(start_server: StartServer) -> AppServer:
    return start_server("cast")


def test_a_row_shows_before_and_after(
    server: AppServer, page_1280: OpenTab, page_360: OpenTab
) -> None:
    told = {"sebelum": {"nama": "Dinas Lama"}, "sesudah": {"nama": "Dinas Baru"}}
    with server.runtime() as rt, rt.writing() as session:
        record(session, None, "upp.ubah", "upp-a", **told)
    for tab in (page_1280(), page_360()):
        page = tab.page
        log_in(tab, server, "pengelola_sistem", "/admin/audit?jenis=upp")
        opener = page.get_by_role("button", name="Mengubah UPP", exact=True)
        opener.click()
        dialog = page.get_by_role("dialog", name="Mengubah UPP")
        expect(dialog.get_by_role("row", name="Nama")).to_contain_text("Dinas Lama")
        expect(dialog.get_by_role("row", name="Nama")).to_contain_text("Dinas Baru")
        expect(dialog).to_contain_text("Tanpa akun")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(opener).to_be_focused()
        tab.open(f"{server.url}/admin/audit?cari=tidak+ada+yang+begini")
        expect(page.get_by_text("Tidak ada yang cocok").first).to_be_visible()


def test_an_upp_has_no_part_in_it(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    log_in(tab, server, "admin_upp", "/admin")
    expect(tab.page.get_by_role("link", name="Jejak Audit")).to_have_count(0)
    tab.open(f"{server.url}/admin/audit")
    expect(tab.page.get_by_role("heading", name="Halaman ini tidak tersedia")).to_be_visible()
