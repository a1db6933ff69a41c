"""The server dies under many open dashboards: all say so, all come back with the right figures."""

import json
import urllib.request

import pytest
from playwright.sync_api import expect

from sekampadi.domain.izin import Role
from sekampadi.services.akun.sesi import issue_ticket, redeem_ticket
from tests import factories
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import OFFLINE_NOISE, AppServer

PATHS = ("/admin", "/admin?cakupan=upp-a", "/admin/layar", "/admin?cakupan=upp-b")
N = '[data-uji="n"], [data-uji="layar-n"]'
PATIENCE = 60_000


def _watchers(server: AppServer) -> int:
    with server.runtime() as rt:
        keeper, _ = redeem_ticket(
            rt, issue_ticket(rt, Role.PENGELOLA_SISTEM.value, factories.PASSWORD)
        )
    request = urllib.request.Request(
        f"{server.url}/api/internal/live", headers={"Cookie": f"sekampadi_sesi={keeper}"}
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        return int(json.load(response)["watchers"])


@pytest.mark.parametrize("count", [20, pytest.param(50, marks=pytest.mark.long)])
def test_open_dashboards_come_back_by_themselves(
    start_server: StartServer, page_1280: OpenTab, count: int
) -> None:
    server = start_server("cast")
    first = page_1280()
    steps.log_in_by_form(first, server, Role.PIMPINAN.value)
    tabs = [first, *(page_1280(context=first.context) for _ in range(count - 1))]
    for number, tab in enumerate(tabs):
        tab.tolerate(OFFLINE_NOISE)
        tab.open(server.url + PATHS[number % len(PATHS)])
        expect(tab.page.locator(N).first).to_have_text("0")
    assert _watchers(server) == count
    server.kill()
    for tab in tabs:
        expect(tab.page.locator(".koneksi.putus")).to_be_visible(timeout=PATIENCE)
    with server.runtime() as rt:  # answers that came in by another way meanwhile
        for _ in range(3):
            factories.submit(rt, "layanan-a1")
        factories.submit(rt, "layanan-b1")
    server.start()
    for number, tab in enumerate(tabs):
        expect(tab.page.locator(".koneksi.putus")).to_have_count(0, timeout=PATIENCE)
        right = ("4", "3", "4", "1")[number % len(PATHS)]
        expect(tab.page.locator(N).first).to_have_text(right, timeout=PATIENCE)
    assert _watchers(server) == count
