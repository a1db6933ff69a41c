"""PEKPPP by raw events: another office's year is not found, whatever the address says."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sekampadi.services.akun.sesi import issue_ticket, redeem_ticket
from tests.e2e.harness import AppServer
from tests.e2e.socket_client import SocketClient
from tests.factories import PASSWORD, submit

PAGE = "/admin/pekppp"
FOUND, UNKNOWN = "Belum sesuai", "UPP tidak ditemukan."


@pytest.fixture
def server(
    built_app: Path, template_databases: dict[str, Path], tmp_path: Path
) -> Iterator[AppServer]:
    """Serve a province in which upp-a has an answer."""
    server = AppServer(tmp_path / "server")
    server.use_database(template_databases["cast"])
    with server.runtime() as rt:
        submit(rt, "layanan-a1", day=date(2025, 10, 2))
    server.start()
    yield server
    server.stop()
    server.check_log()


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
        text = await client.load(PAGE, "denied(", upp="upp-a", tahun="2025")
    assert FOUND not in text
