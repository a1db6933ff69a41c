"""What people said and what was done about it, as everybody reads it; and what nobody may read."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect
from sqlmodel import select, update

from sekampadi.db.models import Jawaban, Operator, PublikSimpul
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.laporan.perbandingan import periode_before
from sekampadi.i18n import format_tanggal
from sekampadi.services.akun.sesi import principal_of
from sekampadi.services.layar.saran import release
from sekampadi.services.moderasi.moderasi import remove, restore
from sekampadi.services.publik.publik import settle
from sekampadi.services.publikasi.publikasi import publish, withdraw
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tindak_lanjut.hasil import save_hasil
from sekampadi.services.tindak_lanjut.kegiatan import add_kegiatan
from sekampadi.services.tindak_lanjut.petikan import pick
from sekampadi.services.tindak_lanjut.rencana import begin, load_rencana
from sekampadi.services.tindak_lanjut.tayang import save_tayang
from tests import factories
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer
from tests.e2e.socket_client import SocketClient

KATA = "Antreannya lama sekali, kursi tunggu kurang."
TEKS = "Loket kedua dibuka setiap hari kerja mulai pukul 08.00."
LAIN = "Daftar persyaratan dipasang di pintu masuk."
WHY = "Isian percobaan oleh petugas"


@dataclass
class Kisah:
    """An UPP that published a sheet, planned, and tells of what it has finished."""

    rt: Runtime
    person: Principal
    triwulan: Triwulan
    jawaban_id: int
    publikasi_id: int


def _person(rt: Runtime, username: str) -> Principal:
    with rt.reading() as session:
        found = session.exec(select(Operator.id).where(Operator.username == username)).one()
        person = principal_of(session, found or 0)
    assert person is not None
    return person


def _finish(kisah: Kisah, plan: int, unsur: str, teks: str, petikan: str = "") -> None:
    rt, person, today = kisah.rt, kisah.person, kisah.rt.today()
    isian = {
        **{"nama": "Memperbaiki pelayanan", "target": f"{today:%d-%m-%Y}", "prioritas": "tinggi"},
        **{"penanggung_jawab": "Kepala Subbagian", "jangka": "pendek"},
    }
    row = add_kegiatan(rt, person, plan, unsur, isian)
    hasil = {
        **{"status": "selesai", "uraian": "Sudah dilaksanakan seluruhnya."},
        "selesai_pada": f"{today - timedelta(days=1):%d-%m-%Y}",
    }
    row = save_hasil(rt, person, row.id, row.versi, hasil)
    save_tayang(rt, person, row.id, row.versi, {"tampil": "1", "teks": teks, "petikan": petikan})


def _tell(rt: Runtime, actions: int = 2) -> Kisah:
    """Let upp-a finish some actions, the last of which answers a released suggestion."""
    last = periode_before(Triwulan.of(rt.today()).periode)
    assert last is not None
    assert last.dari is not None
    day, triwulan = last.dari, Triwulan.of(last.dari)
    person = _person(rt, Role.ADMIN_UPP.value)
    for _ in range(5):
        factories.submit(rt, "layanan-a1", day=day)
    name = factories.submit(rt, "layanan-a1", factories.isian(saran=KATA), day=day)
    with rt.reading() as session:
        jawaban_id = session.exec(select(Jawaban.id).where(Jawaban.uuid == name)).one() or 0
    settle(rt)
    sheet = publish(rt, person, kunci="upp-a", periode=last)
    plan = begin(rt, person, "", triwulan)
    petikan = pick(rt, person, plan, "waktu", jawaban_id=jawaban_id)
    release(rt, person, jawaban_id, show=True)
    kisah = Kisah(rt, person, triwulan, jawaban_id, sheet.id)
    for _ in range(actions - 1):
        _finish(kisah, plan, "persyaratan", LAIN)
    _finish(kisah, plan, "waktu", TEKS, str(petikan.id))
    assert load_rencana(rt, person, "", triwulan).rencana is not None
    return kisah


def test_what_was_said_and_done_is_read_by_everybody(
    start_server: StartServer, page_360: OpenTab, page_1280: OpenTab
) -> None:
    server = start_server()
    with server.runtime() as rt:
        kisah = _tell(rt, actions=8)
        yesterday, periode = rt.today() - timedelta(days=1), kisah.triwulan.periode.label
    for width, open_tab in ((360, page_360), (1280, page_1280)):
        tab = open_tab()
        tab.open(f"{server.url}/hasil?upp=upp-a")
        part = tab.page.locator('[data-uji="dilakukan"]')
        first = part.get_by_role("listitem").first
        expect(first.locator("q")).to_have_text(f"“{KATA}”")
        expect(first).to_contain_text(f"Kami melakukan{TEKS}")
        expect(first).to_contain_text(f"Selesai {format_tanggal(yesterday)} · masukan {periode}")
        second = part.get_by_role("listitem").nth(1)
        expect(second).to_contain_text("Penilaian Anda")
        expect(second).to_contain_text("tentang Persyaratan")
        expect(second).not_to_contain_text("Anda menyampaikan")
        expect(second.locator("q")).to_have_count(0)
        expect(part.locator("li:visible")).to_have_count(5)
        tab.shot(f"hasil-dilakukan-{width}")
        part.get_by_text("3 lainnya").click()
        expect(part.locator("li:visible")).to_have_count(8)
        assert tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for other in ("/hasil", "/hasil?layanan=layanan-a1", "/hasil?upp=upp-b"):
            tab.open(server.url + other)
            tab.page.get_by_role("heading", name="Hasil survei kepuasan masyarakat").wait_for()
            expect(part).to_have_count(0)


def _read(server: AppServer) -> str:
    """Return all that a browser is sent for the page of upp-a."""

    async def load() -> str:
        async with SocketClient(server) as client:
            return await client.load("/hasil", '"is_hydrated_rx_state_": true', upp="upp-a")

    with ThreadPoolExecutor(1) as pool:  # the browser has an event loop of its own here
        return pool.submit(asyncio.run, load()).result()


@pytest.mark.parametrize("way", ["tarik", "hapus", "sedikit", "tersembunyi", "lembar"])
def test_what_may_not_be_quoted_is_not_even_sent(start_server: StartServer, way: str) -> None:
    server = start_server()
    with server.runtime() as rt:
        kisah = _tell(rt)
        person, jawaban_id = kisah.person, kisah.jawaban_id
        assert KATA in _read(server)
        with rt.reading() as session:
            others = [i for i in session.exec(select(Jawaban.id)) if i and i != jawaban_id]
        dari = kisah.triwulan.periode.dari or date.min
        if way == "tarik":
            release(rt, person, jawaban_id, show=False)
        elif way == "hapus":
            remove(rt, person, [jawaban_id], WHY)
        elif way == "sedikit":
            remove(rt, person, others[:2], WHY)
        elif way == "tersembunyi":
            with rt.writing() as session:
                session.connection().execute(
                    update(PublikSimpul)
                    .where(PublikSimpul.c.triwulan == dari, PublikSimpul.c.tampil)
                    .values(tampil=False)
                )
        else:
            withdraw(rt, person, publikasi_id=kisah.publikasi_id, alasan="Salah cetak")
        sent = _read(server)
        assert "lama sekali" not in sent
        assert (TEKS in sent) == (way != "lembar")
        # Without its sheet nothing is said; else the unsur says what it was about.
        assert ("tentang Waktu pelayanan" in sent) == (way != "lembar")
        if way == "sedikit":
            restore(rt, person, others[:2], WHY)
            assert KATA in _read(server)


def test_a_wall_says_how_far_plans_are_where_it_can_be_read(
    start_server: StartServer, page_1280: OpenTab
) -> None:
    server = start_server()
    with server.runtime() as rt:
        kisah = _tell(rt)
    tab = page_1280()
    steps.log_in(tab, server, Role.PIMPINAN.value)
    tab.open(f"{server.url}/admin/layar?mode=dinding&detik=60")
    line = tab.page.locator('[data-uji="layar-tindak-lanjut"]')
    # A wall that has not its pages yet has nowhere to turn to.
    line.wait_for(state="attached")
    for _ in range(20):  # a key that is pressed before the wall listens turns nothing
        if line.is_visible():
            break
        tab.page.keyboard.press("ArrowRight")
        tab.page.wait_for_timeout(500)
    expect(line).to_be_visible()
    expect(line).to_have_text(
        f"Tindak lanjut {kisah.triwulan.tahun}: 2 dari 2 kegiatan selesai (100,00 %)."
    )
    inside, around = line.bounding_box(), line.locator("..").bounding_box()
    assert inside is not None
    assert around is not None
    assert inside["y"] + inside["height"] <= around["y"] + around["height"]
