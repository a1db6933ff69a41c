"""PEKPPP by raw events: another office's year is not found, whatever the address says."""

from datetime import date

import pytest

from sekampadi.services.akun.sesi import issue_ticket, redeem_ticket
from sekampadi.services.sistem.runtime import Runtime
from tests.e2e.conftest import StartServer
from tests.e2e.harness import AppServer
from tests.e2e.socket_client import SocketClient
from tests.factories import PASSWORD, submit

PAGE = "/admin/pekppp"
FOUND, UNKNOWN = "Belum sesuai", "UPP tidak ditemukan."


def _fill(rt: Runtime) -> None:
    """Give upp-a an answer."""
    submit(rt, "layanan-a1", day=date(2025, 10, 2))


@pytest.fixture
def server(start_server: StartServer) -> AppServer:
    """Serve a province in which upp-a has an answer."""
    return start_server(_fill)


@pytest.mark.parametrize(
    ("username", "there", "not_there"),
    [("admin_upp", FOUND, UNKNOWN), ("pimpinan", FOUND, UNKNOWN), ("admin-b", UNKNOWN, FOUND)],
)
async def test_a_year_is_read_inside_ones_scope_only(
    server: AppServer, username: str, there: str, not_there: str
) -> None:
    with server.runtime() as rt:
        cookie, _ = redeem_ticket(rt, issue_ticket(rt, username, PASSWORD))
    async with SocketClient(server, cookie) as client:
        text = await client.load(PAGE, there, upp="upp-a", tahun="2025")
    assert not_there not in text


async def test_who_only_types_answers_in_is_denied(server: AppServer) -> None:
    with server.runtime() as rt:
        cookie, _ = redeem_ticket(rt, issue_ticket(rt, "petugas_layanan", PASSWORD))
    async with SocketClient(server, cookie) as client:
        text = await client.load(PAGE, '"denied"', upp="upp-a", tahun="2025")
    assert FOUND not in text
