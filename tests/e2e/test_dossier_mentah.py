"""What is no button is no event either: a dossier is moved by nobody but whose turn it is."""

import asyncio

import pytest
from sqlmodel import select

from sekampadi.db.models import Dossier, DrafDossier
from sekampadi.domain.izin import Role
from sekampadi.domain.pengajuan.alur import AksiDossier
from sekampadi.services.akun.sesi import issue_ticket, redeem_ticket
from sekampadi.services.pengajuan.dossier_gerak import move_dossier
from sekampadi.services.tindak_lanjut.daftar import last_over
from tests.e2e.conftest import StartServer
from tests.e2e.harness import AppServer
from tests.e2e.socket_client import SocketClient
from tests.factories import PASSWORD
from tests.services.pengajuan.provinsi import fill_province, log_in

STATE = "reflex___state____state.sekampadi___web___pengajuan___dossier___state____dossier_state"
NASKAH = STATE.replace("dossier___state____dossier_", "dossier___naskah___state____naskah_")
KETUA, KABAG = Role.KETUA_TIM.value, Role.KABAG_TATALAKSANA.value


@pytest.fixture
def server(start_server: StartServer) -> AppServer:
    """Serve a province in which nothing is handed in yet."""
    return start_server()


async def _try_all(server: AppServer, username: str, kunci: str) -> None:
    """Send every event of the page, with every move, whether it is offered or not."""
    with server.runtime() as rt:
        cookie, _ = redeem_ticket(rt, issue_ticket(rt, username, PASSWORD))
    async with SocketClient(server, cookie) as client:
        await client.load("/admin/dossier", '"is_hydrated_rx_state_": true', triwulan=kunci)
        isian = {"catatan": "Dari luar.", "surat_nomor": "1/X", "surat_tanggal": "01-01-2020"}
        for aksi in AksiDossier:
            for name, payload in (
                ("pilih", {"aksi": aksi.value}),
                ("lakukan", {"data": isian}),
            ):
                await client.ask(f"{STATE}.{name}", payload, path="/admin/dossier", pause=0.2)
        words = {"pengantar": "Dari luar.", "simpulan": "Dari luar."}
        for name, given in (
            (f"{NASKAH}.buka", {"berkas": f"{kunci}/0"}),
            (f"{NASKAH}.buka_lagi", {"data": {"rencana": f"{kunci}/0"}}),
            (f"{NASKAH}.simpan_draf", {"data": {"rencana": f"{kunci}/0", "isi": words}}),
            (f"{NASKAH}.simpan", {"data": {"rencana": f"{kunci}/0", "versi": "1", **words}}),
            (f"{STATE}.sampaikan", {}),
            (f"{STATE}.buka_addendum", {}),
        ):
            await client.ask(name, given, path="/admin/dossier", pause=0.6)


async def test_raw_events_of_those_whose_turn_it_is_not(server: AppServer) -> None:
    with server.runtime() as rt:
        triwulan = last_over(rt.today())
        provinsi = log_in(rt, "admin_pemprov")
        fill_province(rt, provinsi, triwulan, 0, 1)
    each = (KETUA, KABAG, "pimpinan", "admin_upp", "pengelola_sistem")
    await asyncio.gather(*(_try_all(server, username, triwulan.kunci) for username in each))
    with server.runtime() as rt, rt.reading() as session:
        assert not session.exec(select(Dossier)).all()
    with server.runtime() as rt:
        move_dossier(rt, provinsi, triwulan, 0, AksiDossier.SERAHKAN, versi=0)
    each = (KABAG, "pimpinan", "admin_upp")
    await asyncio.gather(*(_try_all(server, username, triwulan.kunci) for username in each))
    with server.runtime() as rt, rt.reading() as session:
        (row,) = session.exec(select(Dossier)).all()
        assert (row.status, row.versi, row.pengantar) == ("disusun", 1, "")
        assert not session.exec(select(DrafDossier)).all()
