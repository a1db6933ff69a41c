"""The home of the administration: this triwulan, what waits, and how few clicks lead to the deed."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from sekampadi.domain.izin import Role
from sekampadi.domain.laporan.pelaksanaan import triwulan_of
from sekampadi.domain.laporan.perbandingan import periode_a_year_before
from sekampadi.domain.laporan.tren import list_triwulan
from tests import factories
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer, Tab

TUGAS = '[data-uji="tugas"]'


@pytest.fixture
def server(start_server: StartServer) -> AppServer:
    """Serve two offices with a last triwulan, of which one has answers today, one has none."""
    server = start_server("cast")
    with server.runtime() as rt:
        lalu = list_triwulan(rt.today(), 2)[0].dari or rt.today()
        for kode in ("layanan-a1", "layanan-b1"):
            for i in range(12):
                factories.submit(rt, kode, factories.isian(u1=str(1 + i % 4)), day=lalu)
        for i in range(12):
            factories.submit(rt, "layanan-a1", factories.isian(u1=str(1 + i % 4)))
    return server


def _box_bottom(tab: Tab, selector: str) -> float:
    box = tab.page.locator(selector).bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def test_home_says_above_the_fold_how_it_stands_and_what_waits(
    server: AppServer, page_1280: OpenTab
) -> None:
    tab = page_1280()
    steps.log_in(tab, server, Role.ADMIN_PEMPROV.value)
    page = tab.page
    expect(page.locator('[data-uji="kini-n"]')).to_have_text("12")
    expect(page.locator('[data-uji="perubahan"]')).to_contain_text(
        "belum dapat dibandingkan dengan triwulan lalu"
    )
    lines = page.locator(f"{TUGAS} [data-tugas]")
    expect(lines).to_have_count(2)
    expect(lines.nth(0)).to_contain_text("belum terbit")
    expect(lines.nth(1)).to_contain_text("UPP tanpa jawaban selama 14 hari terakhir")
    assert page.evaluate("scrollY") == 0
    assert _box_bottom(tab, ".kartu-kini") < 800
    assert _box_bottom(tab, f"{TUGAS} [data-tugas]:last-child") < 800
    # The decree's figures stay on it, and live.
    expect(page.locator('[data-uji="n"]')).to_have_text("36")
    tab.shot("dashboard-1280")
    # A file that is fetched leaves the page as it is: live.
    with page.expect_download():
        page.get_by_role("link", name="Cetak QR").first.click()
    other = page_1280()
    steps.open_survey(other, server, "layanan-b1")
    steps.answer_responden(other)
    steps.answer_umum(other)
    steps.answer_skm(other)
    steps.finish(other)
    expect(page.locator('[data-uji="n"]')).to_have_text("37", timeout=5_000)
    expect(page.locator('[data-uji="kini-n"]')).to_have_text("13")


def test_the_sheet_of_the_last_triwulan_is_three_clicks_away(
    server: AppServer, page_1280: OpenTab
) -> None:
    tab = page_1280()
    steps.log_in(tab, server, Role.ADMIN_UPP.value)
    page = tab.page
    page.locator(f'{TUGAS} [data-tugas="lembar"] a').click()
    steps.press(tab, "Periksa dan terbitkan")
    steps.press(tab, "Terbitkan")
    page.get_by_text("Terbit dengan nomor 0001").first.wait_for()
    page.get_by_role("link", name="Dashboard").click()
    # What follows from the sheet waits next: its plan, then to hand both in.
    with server.runtime() as rt:
        lalu = list_triwulan(rt.today(), 2)[0]
    line = page.locator(f'{TUGAS} [data-tugas="rtl"]')
    expect(line).to_contain_text(f"RTL {lalu.label} belum disusun")
    address = f"/admin/tindak-lanjut/rencana?upp=upp-a&triwulan={triwulan_of(lalu)[0].kunci}"
    expect(line.get_by_role("link")).to_have_attribute("href", address)
    waiting = page.locator(f"{TUGAS} [data-tugas]")
    expect(page.locator(f'{TUGAS} [data-tugas="penyampaian"]')).to_be_visible()
    expect(waiting).to_have_count(2)
    tab.shot("dashboard-rtl-1280")


def test_last_years_triwulan_and_a_poster_are_one_click_away(
    server: AppServer, page_1280: OpenTab
) -> None:
    with server.runtime() as rt:
        then = periode_a_year_before(list_triwulan(rt.today(), 1)[0])
        assert then is not None
        factories.submit(rt, "layanan-a1", day=then.dari)
    tab = page_1280()
    steps.log_in(tab, server, Role.ADMIN_UPP.value)
    expect(tab.page.locator('[data-uji="kini-n"]')).to_have_text("12")
    with tab.page.expect_download() as waiting:
        tab.page.get_by_role("link", name="Cetak QR").first.click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF")
    tab.page.get_by_role("link", name="Bandingkan dengan tahun lalu").click()
    tab.page.get_by_role("columnheader", name=then.label).first.wait_for()


def test_the_counter_has_a_home_of_its_own(server: AppServer, page_360: OpenTab) -> None:
    tab = page_360()
    steps.log_in_by_form(tab, server, Role.PETUGAS_LAYANAN.value)
    page = tab.page
    expect(page.locator('[data-uji="hari-ini"]')).to_have_text("12")
    expect(page.get_by_role("link", name="Laman survei").first).to_be_visible()
    expect(page.get_by_role("link", name="Cetak QR").first).to_be_visible()
    assert "Nilai IKM" not in page.content()
    tab.shot("dashboard-petugas-360")
    page.get_by_role("link", name="Entri lembar kertas").click()
    page.get_by_label("Tanggal pada lembar").wait_for()


def test_a_new_installation_is_led(start_server: StartServer, page_360: OpenTab) -> None:
    server = start_server("empty")
    with server.runtime() as rt:
        factories.make_operator(rt, "pemprov", Role.ADMIN_PEMPROV)
    tab = page_360()
    steps.log_in(tab, server, "pemprov")
    steps_ = tab.page.locator('[data-uji="mulai"] li')
    expect(steps_).to_have_count(4)
    tab.shot("dashboard-mulai-360")
    tab.page.get_by_role("link", name="Buka UPP").click()
    tab.page.get_by_role("heading", name="UPP", exact=True).wait_for()
    with server.runtime() as rt:
        factories.make_layanan(rt, factories.make_upp(rt, "upp-baru"), "layanan-baru")
    tab.open(f"{server.url}/admin")
    expect(steps_).to_have_count(3)
    expect(steps_.nth(0)).to_contain_text("sudah")
    expect(tab.page.locator('[data-uji="mulai"]').get_by_role("link")).to_have_count(2)
