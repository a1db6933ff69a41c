"""Nothing on a public page jumps when the server's first answer comes.

The socket is held back until the page has been painted, as a slow network does it: what moves then
is counted as browsers count it (Cumulative Layout Shift).
"""

import pytest
from playwright.sync_api import WebSocketRoute, expect

from tests.e2e.conftest import OpenTab, StartServer

_MOST = 0.05
_WATCH = """
window.geser = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) geser.push(entry.value);
}).observe({ type: "layout-shift", buffered: true });
"""
_SETTLED = "() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("/", "UPP-A"),
        ("/?upp=upp-a", "Layanan a1"),
        ("/survei?layanan=layanan-a1", "Layanan a1"),
        ("/hasil", "Belum ada hasil yang diterbitkan."),
        ("/login", ""),
        ("/cek", ""),
    ],
)
@pytest.mark.parametrize("width", ["page_360", "page_1280"])
def test_nothing_jumps(
    start_server: StartServer,
    width: str,
    address: str,
    there: str,
    request: pytest.FixtureRequest,
) -> None:
    server = start_server("cast")
    open_tab: OpenTab = request.getfixturevalue(width)
    tab = open_tab()
    page = tab.page
    held: list[WebSocketRoute] = []

    def hold(socket: WebSocketRoute) -> None:
        held.append(socket)

    page.add_init_script(_WATCH)
    page.route_web_socket("**/_event/**", hold)
    page.goto(server.url + address)
    expect(page.locator("main h1:visible").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.evaluate(_SETTLED)
    if there:
        expect(page.get_by_text(there, exact=True)).to_have_count(0)
    for socket in held:
        socket.connect_to_server()
    if there:
        expect(page.get_by_text(there, exact=True).first).to_be_visible()
    page.wait_for_timeout(300)
    page.evaluate(_SETTLED)
    assert sum(page.evaluate("geser")) < _MOST
