"""Moves by raw events: what no button offers is refused, whoever sends it, and nothing is moved."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from sekampadi.db.models import LangkahAlur
from sekampadi.domain.izin import Role
from sekampadi.domain.pengajuan.alur import AksiPengajuan
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.services.akun.sesi import find_principal, issue_ticket, redeem_ticket
from sekampadi.services.pengajuan.sejak import save_sejak
from sekampadi.services.publik.publik import settle
from sekampadi.services.publikasi.publikasi import publish
from tests.e2e.harness import AppServer
from tests.e2e.socket_client import SocketClient
from tests.factories import PASSWORD, submit

MASA = MasaLapor(2026, 1)
STATE = (
    "reflex___state____state.sekampadi___web___pengajuan___rinci___state____pengajuan_rinci_state"
)
PAGE = "/admin/pengajuan/rinci"
QUERY = {"upp": "upp-a", "masa": "2026-1"}
MOVERS = {Role.ADMIN_UPP, Role.PIMPINAN_UPP, Role.ADMIN_PEMPROV}


@pytest.fixture(scope="module")
def server(
    built_app: Path, template_databases: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AppServer]:
    """Serve a province in which upp-a can hand in."""
    server = AppServer(tmp_path_factory.mktemp("server"))
    server.use_database(template_databases["cast"])
    with server.runtime() as rt:
        for _ in range(6):
            submit(rt, "layanan-a1", day=date(2026, 2, 2))
        settle(rt)
        for name in ("admin_upp", "admin_pemprov"):
            token, _ = redeem_ticket(rt, issue_ticket(rt, name, PASSWORD))
            person = find_principal(rt, token)
            if name == "admin_upp":
                publish(rt, person, periode=MASA.periode)
        save_sejak(rt, person, MASA.kunci)
    server.start()
    yield server
    server.stop()
    server.check_log()


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.ADMIN_UPP])
async def test_nobody_else_hands_in(server: AppServer, role: Role) -> None:
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
                assert refused == (role not in MOVERS), (aksi, name, calls)
    with server.runtime() as rt, rt.reading() as session:
        assert not session.exec(select(LangkahAlur)).all()
