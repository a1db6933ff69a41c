"""One tab, one after the other: what the last person has loaded is gone, in the page and on the way."""

import json

from playwright.sync_api import WebSocket, expect

from sekampadi.services.akun.sesi import end_session
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer, Tab
from tests.factories import make_operator

ROWS = ("admin-b", "admin-c", "admin-upt", "pengelola_sistem", "seseorang")
CLOSED = "Halaman ini tidak tersedia untuk peran Anda"

WATCH = """
() => {
  window.pernahTampak = [];
  const look = () => {
    for (const text of ["Belum ada data", "Tidak ada data", "entri", "Tambah"]) {
      if (document.querySelector("main")?.innerText.includes(text)) window.pernahTampak.push(text);
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}
"""
"""Notices what appears on a page, however briefly."""


class Ear:
    """Hears every frame that a tab gets."""

    def __init__(self, tab: Tab) -> None:
        self.frames: list[str] = []
        tab.page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.frames.append(str(frame)))


def _stored(tab: Tab) -> str:
    found = tab.page.evaluate(
        "async () => JSON.stringify([{...localStorage}, {...sessionStorage},"
        " (await indexedDB.databases()).map((d) => d.name), await caches.keys()])"
    )
    return str(found)


def _token(tab: Tab) -> str:
    return str(tab.page.evaluate("sessionStorage.getItem('token')"))


def _expect_nothing(tab: Tab, ear: Ear, more: tuple[str, ...] = ()) -> None:
    whole = "".join((tab.page.content(), *ear.frames, _stored(tab)))
    assert not [row for row in (*ROWS, *more) if row in whole]


def _one_time_password(tab: Tab) -> str:
    """Have a new password made for the account "seseorang", and leave it on the screen."""
    steps.act(tab, "seseorang", "Buat kata sandi baru")
    tab.page.get_by_role("button", name="Buat kata sandi baru", exact=True).click()
    shown = tab.page.locator("[data-uji=sandi]")
    shown.wait_for()
    return shown.inner_text().strip()


def _log_out(tab: Tab) -> None:
    # The dialog with the password lies over the button.
    tab.page.locator("form.keluar").evaluate("(form) => form.requestSubmit()")
    tab.page.wait_for_url("**/login")
    tab.page.get_by_role("heading", name="Silakan masuk").wait_for()


def _leave_and_come_as_another(server: AppServer, tab: Tab, ear: Ear) -> None:
    first = _token(tab)
    _log_out(tab)
    ear.frames.clear()
    tab.page.go_back()
    tab.page.wait_for_url("**/login?next=*")
    tab.page.get_by_role("heading", name="Silakan masuk").wait_for()
    _expect_nothing(tab, ear)
    steps.log_in_by_form(tab, server, "petugas_layanan", "/admin/entri")
    assert _token(tab) != first
    tab.page.get_by_role("heading", name="Entri").first.wait_for()


def test_the_next_person_at_the_tab_sees_nothing_of_the_last(
    start_server: StartServer, page_1280: OpenTab, page_360: OpenTab
) -> None:
    server = start_server("cast")
    with server.runtime() as rt:
        make_operator(rt, "seseorang")
    tab = page_1280()
    ear = Ear(tab)
    steps.log_in(tab, server, "admin_pemprov", "/admin/operator")
    tab.page.get_by_role("cell", name="seseorang", exact=True).wait_for()
    password = _one_time_password(tab)
    assert len(password) >= 12
    assert password in "".join(ear.frames)
    beside = page_1280(context=tab.context)
    beside.open(f"{server.url}/admin/operator")
    beside.page.get_by_role("cell", name="seseorang", exact=True).wait_for()

    _leave_and_come_as_another(server, tab, ear)
    # The other tab of the same browser was told, without a touch.
    expect(beside.page.get_by_text("seseorang")).to_have_count(0)
    assert "seseorang" not in beside.page.content()

    ear.frames.clear()
    tab.page.context.add_init_script(f"({WATCH})()")
    for path in ("/admin/operator", "/admin/penilaian", "/admin/pengaturan", "/admin/layar"):
        tab.open(server.url + path)
        tab.page.get_by_role("heading", name=CLOSED).wait_for()
        assert tab.page.evaluate("window.pernahTampak") == []
        assert tab.page.locator("#pesan-melayang").count() == 0
        _expect_nothing(tab, ear, (password,))
    tab.shot("tertutup-1280")
    tab.page.get_by_role("link", name="Ke halaman awal Anda").click()
    tab.page.wait_for_url("**/admin")
    tab.open(f"{server.url}/login")
    tab.page.get_by_role("heading", name="Anda sudah masuk sebagai petugas_layanan").wait_for()
    expect(tab.page.get_by_text("Petugas Layanan, UPP-A")).to_be_visible()
    expect(tab.page.get_by_role("heading", name="Masuk sebagai orang lain")).to_be_visible()
    tab.shot("login-sudah-masuk-1280")
    tab.page.get_by_role("link", name="Ke halaman awal Anda").click()
    tab.page.wait_for_url("**/admin")

    phone = page_360()
    steps.log_in(phone, server, "pengelola_sistem", "/admin/penilaian")
    phone.page.get_by_role("heading", name=CLOSED).wait_for()
    phone.shot("tertutup-360")
    # A login that ends elsewhere takes the page with it, rows and all.
    phone.open(f"{server.url}/admin/operator")
    phone.page.get_by_text("seseorang").first.wait_for()
    [secret] = [c["value"] for c in phone.context.cookies() if c["name"] == "sekampadi_sesi"]
    with server.runtime() as rt:
        end_session(rt, secret)
    phone.page.wait_for_url("**/login?next=*", timeout=25_000)
    assert "seseorang" not in phone.page.content() + _stored(phone)
    assert json.loads(_stored(phone))[1].get("token") != password
