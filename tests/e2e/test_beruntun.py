"""Honest people and a script on the production server: who is marked, and what a moderator does about it."""

import asyncio
import json
import random
import uuid
from concurrent.futures import ThreadPoolExecutor

import aiohttp
from playwright.sync_api import expect
from sqlmodel import col, select

from sekampadi.db.models import Jawaban, Layanan
from sekampadi.db.types import stored_id
from sekampadi.domain.moderasi import Tanda
from sekampadi.services.akun.sesi import find_principal, issue_ticket, redeem_ticket
from sekampadi.services.master.layanan import set_layanan_active
from sekampadi.services.sistem.rekap import check_rekap
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer
from tests.factories import PASSWORD, random_isian
from tests.load.respondents import STATE
from tests.load.wire import Wire

BURST = 40


def _rows(server: AppServer) -> list[Jawaban]:
    with server.runtime() as rt, rt.reading() as session:
        rows = list(session.exec(select(Jawaban).order_by(col(Jawaban.id))))
        session.expunge_all()
    return rows


async def _script(url: str) -> None:
    """Send whole surveys over one connection, as fast as it takes them."""
    rng = random.Random(6)
    async with aiohttp.ClientSession() as http:
        wire = await Wire(http, url).open()
        await wire.load("/survei", '"is_hydrated_rx_state_":true', layanan="layanan-a1")
        for _ in range(BURST):
            identity, isian = str(uuid.uuid4()), random_isian(rng)
            draf = {"uuid": identity, "layanan": "layanan-a1", "langkah": 4, "isian": isian}
            data = {"langkah": "4", "draf": json.dumps(draf | {"mulai": 0, "waktu": 90_000})}
            await wire.ask(
                f"{STATE}.lanjut", {"data": data}, "/survei", identity, layanan="layanan-a1"
            )
        await wire.close()


def _switch(server: AppServer, kode: str, active: bool) -> None:
    with server.runtime() as rt:
        token, _ = redeem_ticket(rt, issue_ticket(rt, "admin_pemprov", PASSWORD))
        with rt.reading() as session:
            query = select(Layanan.id).where(Layanan.kode == kode)
            layanan_id = stored_id(session.exec(query).one())
        set_layanan_active(rt, find_principal(rt, token), layanan_id, active)


def test_a_browser_brings_its_start_back_and_a_script_is_one_line(
    start_server: StartServer, page_360: OpenTab, page_1280: OpenTab
) -> None:
    server = start_server("cast")
    citizen = page_360()
    steps.open_survey(citizen, server)
    steps.answer_responden(citizen)
    # Closed meanwhile, and the page is loaded anew: what was begun before goes on.
    _switch(server, "layanan-a1", False)
    citizen.reload()
    citizen.page.get_by_role("heading", name="Penilaian Umum").wait_for()
    steps.answer_umum(citizen)
    steps.answer_skm(citizen)
    steps.finish(citizen)
    late = page_360()
    late.open(f"{server.url}/survei?layanan=layanan-a1")
    expect(late.page.get_by_text("Survei untuk layanan ini sudah ditutup.")).to_be_visible()
    _switch(server, "layanan-a1", True)
    [row] = _rows(server)
    assert Tanda.TANPA_AWAL not in Tanda(row.tanda)
    assert row.durasi_detik is not None

    with ThreadPoolExecutor(1) as pool:  # the browser has an event loop of its own here
        pool.submit(asyncio.run, _script(server.url)).result()
    burst = _rows(server)[1:]
    assert len(burst) == BURST
    assert all(Tanda.BERUNTUN | Tanda.TANPA_AWAL in Tanda(r.tanda) for r in burst)
    assert len({r.beruntun for r in burst}) == 1

    tab = page_1280()
    steps.log_in(tab, server, "admin_upp")
    page = tab.page
    told = page.get_by_role("link", name="jawaban beruntun pada Layanan a1 perlu ditinjau")
    expect(told).to_contain_text(str(BURST))
    tab.shot("dashboard-beruntun-1280")
    told.click()
    expect(page.get_by_text(f"(disaring dari {BURST + 1} entri keseluruhan)")).to_be_visible()
    panel = page.get_by_role("region", name="Kiriman beruntun (1)")
    expect(panel.get_by_text(f"{BURST} jawaban")).to_be_visible()  # what one has come for
    tab.open(f"{server.url}/admin/penilaian")
    expect(panel.get_by_text(f"{BURST} jawaban")).to_be_hidden()
    panel.get_by_role("heading", name="Kiriman beruntun").click()
    expect(panel.get_by_role("listitem")).to_have_count(1)
    expect(panel.get_by_text(f"{BURST} jawaban")).to_be_visible()
    expect(page.get_by_text(f"Tampilkan 1 sampai 25 dari {BURST + 1} entri")).to_be_visible()
    tab.shot("penilaian-beruntun-1280")
    panel.get_by_role("button", name="Hapus semua").click()
    ask = page.get_by_role("dialog", name=f"Hapus {BURST} jawaban dari semua angka?")
    expect(ask.get_by_label("Alasan")).to_be_focused()
    expect(ask.get_by_role("button", name=f"Hapus {BURST} jawaban")).to_be_visible()
    page.get_by_label("Alasan").fill("kiriman program")
    tab.shot("penilaian-beruntun-alasan-1280")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"{BURST} jawaban dihapus. Angka sudah")).to_be_visible()
    expect(page.get_by_text("Tampilkan 1 sampai 1 dari 1 entri")).to_be_visible()

    phone = page_360()
    steps.log_in(phone, server, "admin_upp", "/admin/penilaian")
    panel = phone.page.get_by_role("region", name="Kiriman beruntun")
    panel.get_by_role("heading", name="Kiriman beruntun").click()
    expect(panel.get_by_text("oleh admin_upp: kiriman program")).to_be_visible()
    phone.shot("penilaian-beruntun-360")
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    panel.get_by_role("button", name="Urungkan").click()
    expect(phone.page.get_by_text(f"{BURST} jawaban dipulihkan.")).to_be_visible()
    panel.get_by_role("button", name="Sudah ditinjau").click()
    expect(panel).to_have_count(0)
    with server.runtime() as rt:
        assert check_rekap(rt) == []
