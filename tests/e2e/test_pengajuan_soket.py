"""Moves by raw events: what no button offers is refused, whoever sends it, and nothing is moved."""

import asyncio
from datetime import date

import pytest
from sqlmodel import select

from sekampadi.db.models import LangkahAlur
from sekampadi.domain.izin import Role
from sekampadi.domain.pengajuan.alur import AksiPengajuan
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.services.akun.sesi import issue_ticket, redeem_ticket
from sekampadi.services.pengajuan.sejak import save_sejak
from sekampadi.services.publik.publik import settle
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from tests.e2e.conftest import StartServer
from tests.e2e.harness import AppServer
from tests.e2e.socket_client import SocketClient
from tests.factories import PASSWORD, submit
from tests.services.pengajuan.provinsi import log_in

MASA = MasaLapor(2026, 1)
STATE = (
    "reflex___state____state.sekampadi___web___pengajuan___rinci___state____pengajuan_rinci_state"
)
PAGE = "/admin/pengajuan/rinci"
QUERY = {"upp": "upp-a", "masa": "2026-1"}
MOVERS = {Role.ADMIN_UPP, Role.PIMPINAN_UPP, Role.ADMIN_PEMPROV}


def _fill(rt: Runtime) -> None:
    """Let upp-a be able to hand in."""
    for _ in range(6):
        submit(rt, "layanan-a1", day=date(2026, 2, 2))
    settle(rt)
    publish(rt, log_in(rt, "admin_upp"), periode=MASA.periode)
    save_sejak(rt, log_in(rt, "admin_pemprov"), MASA.kunci)


@pytest.fixture
def server(start_server: StartServer) -> AppServer:
    """Serve a province in which upp-a can hand in."""
    return start_server(_fill)


async def _try_all(server: AppServer, role: Role) -> None:
    """Send every event of the page, with every move; whoever makes no moves is denied each."""
    with server.runtime() as rt:
        cookie, _ = redeem_ticket(rt, issue_ticket(rt, role.value, PASSWORD))
    async with SocketClient(server, cookie) as client:
        await client.load(PAGE, "is_hydrated", **QUERY)
        for aksi in AksiPengajuan:
            for name, payload in (
                ("buka", {"aksi": aksi.value}),
                ("kirim", {"data": {"catatan": "Saya coba saja."}}),
                ("serahkan", {}),
            ):
                event = f"{STATE}.{name}"
                calls = await client.ask(event, payload, path=PAGE, pause=0.1, **QUERY)
                refused = any("denied(" in call for call in calls)
                assert refused == (role not in MOVERS), (role, aksi, name, calls)


async def test_nobody_else_hands_in(server: AppServer) -> None:
    others = [role for role in Role if role is not Role.ADMIN_UPP]
    await asyncio.gather(*(_try_all(server, role) for role in others))
    with server.runtime() as rt, rt.reading() as session:
        assert not session.exec(select(LangkahAlur)).all()
