"""Deadlines in a browser: the matrix of sixty UPP, one that is moved, one that is reminded, the own next step."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import col, select, update

from sekampadi.db.models import Pengajuan, Upp
from sekampadi.domain.izin import Role
from sekampadi.domain.pengajuan.tenggat import MasaLapor, list_masa
from sekampadi.i18n import format_hari, format_tanggal
from sekampadi.services.pengajuan.sejak import save_sejak
from sekampadi.services.pengajuan.tenggat import move_tenggat
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer
from tests.services.pengajuan.provinsi import log_in

PAGE = "/admin/pengajuan"
MANY = 56
UPP_B = select(Upp.id).where(col(Upp.kode) == "upp-b")
LONG = "Dinas Penanaman Modal, Pelayanan Terpadu Satu Pintu, dan Pemberdayaan Masyarakat Desa"


def _fill(rt: Runtime) -> None:
    for i in range(MANY):
        factories.make_upp(rt, f"unit-{i:02}", nama=f"{LONG} {i}")
    save_sejak(rt, log_in(rt, Role.ADMIN_PEMPROV.value), f"{rt.today().year - 2}-1")


@pytest.fixture
def server(start_server: StartServer) -> AppServer:
    """Serve sixty UPP that hand in since three years, and have not."""
    return start_server(_fill)


def newest(rt: Runtime) -> MasaLapor:
    """Return the triwulan that a page begins with."""
    today = rt.today()
    return [m for m in list_masa(MasaLapor(today.year - 1, 1), today) if m.nomor][-1]


def width(page: Page) -> int:
    """Return how far the page can be scrolled to the side."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def test_sixty_upp_and_three_years_on_one_screen(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    page = tab.page
    steps.log_in(tab, server, "admin_pemprov", PAGE)
    expect(page.locator("#matriks-upp > tr")).to_have_count(MANY + 4)
    expect(page.locator("#matriks-upp > tr").first.locator("td")).to_have_count(15)
    assert width(page) <= 0
    box = page.locator(".jadwal-matriks").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 1280
    with server.runtime() as rt:
        masa = newest(rt)
    # It is found by its words, and leads to the papers.
    late = page.get_by_title(f"UPP-A, {masa.label}: ")
    expect(late).to_have_attribute("href", f"/admin/pengajuan/rinci?upp=upp-a&masa={masa.kunci}")
    page.mouse.wheel(0, 900)
    steps.wait_in_page(page, "scrollY > 500")
    head = page.locator(".jadwal-matriks thead tr:nth-child(2) th").first.bounding_box()
    assert head is not None
    assert 0 <= head["y"] < 60
    page.get_by_label("Cari nama UPP").fill("upp-b")
    expect(page.locator("#matriks-upp > tr:visible")).to_have_count(1)
    page.get_by_label("Keadaan").select_option("diterima")
    expect(page.get_by_text("Tidak ada UPP dengan keadaan ini.")).to_be_visible()


def test_a_deadline_is_moved_and_who_is_late_is_reminded(
    server: AppServer, page_1280: OpenTab
) -> None:
    tab = page_1280()
    page = tab.page
    with server.runtime() as rt:
        masa, today = newest(rt), rt.today()
    steps.log_in(tab, server, "admin_pemprov", f"{PAGE}?masa={masa.kunci}")
    steps.press(tab, "Geser tenggat")
    dialog = page.locator("dialog")
    end = masa.periode.sampai
    assert end is not None
    dialog.get_by_label("Batas baru").fill(format_hari(end))
    dialog.get_by_label("Alasan").fill("Banjir di Sambas")
    dialog.get_by_label("Untuk").select_option("upp-b")
    dialog.get_by_role("button", name="Geser tenggat").click()
    expect(dialog.locator(".ringkasan-galat")).to_contain_text("Batas baru harus antara")
    expect(dialog.get_by_label("Alasan")).to_have_value("Banjir di Sambas")
    new = max(today, masa.tenggat) + timedelta(days=20)
    dialog.get_by_label("Batas baru").fill(format_hari(new))
    dialog.get_by_role("button", name="Geser tenggat").click()
    expect(page.locator(".jadwal-panel")).to_contain_text("1 UPP punya batas sendiri")
    expect(page.get_by_title(f"UPP-B, {masa.label}: Ditunggu")).to_be_visible()
    steps.press(tab, "Ingatkan")
    dialog.get_by_label("Siapa").select_option("upp-b")
    dialog.get_by_role("button", name="Ingatkan").click()
    expect(page.get_by_text("1 UPP diingatkan.")).to_be_visible()
    steps.press(tab, "Ingatkan")
    dialog.get_by_label("Siapa").select_option("upp-b")
    dialog.get_by_role("button", name="Ingatkan").click()
    expect(dialog).to_contain_text("Hari ini sudah diingatkan.")
    steps.press(tab, "Batal")
    tab.open(f"{server.url}{PAGE}?bagian=kalender&tahun={masa.tahun}")
    moved = page.locator(".jadwal-acara").filter(has=page.get_by_role("heading", name="UPP-B"))
    expect(moved).to_contain_text(f"Digeser dari {format_tanggal(masa.tenggat)}: Banjir di Sambas")
    expect(page.locator("main table")).to_contain_text(format_tanggal(new))


def test_nobody_to_remind_is_said_and_nothing_is_offered(
    server: AppServer, page_1280: OpenTab
) -> None:
    with server.runtime() as rt:
        masa = newest(rt)
        with rt.writing() as session:
            for upp in session.exec(select(Upp.id)).all():
                session.add(
                    Pengajuan(
                        **{"upp_id": upp, "tahun": masa.tahun, "triwulan": masa.nomor},
                        **{"status": "diterima", "versi": 1, "diubah_pada": rt.now()},
                    )
                )
    tab = page_1280()
    page = tab.page
    steps.log_in(tab, server, "admin_pemprov", f"{PAGE}?masa={masa.kunci}")
    steps.press(tab, "Ingatkan")
    told = f"Tidak ada yang perlu diingatkan: semua UPP sudah menyampaikan {masa.label}."
    expect(page.get_by_text(told)).to_be_visible()
    expect(page.locator("dialog")).to_have_count(0)
    # Of one that is not late yet somebody has to be picked.
    with server.runtime() as rt:
        isian = {"tanggal": format_hari(rt.today() + timedelta(days=20)), "alasan": "Banjir besar"}
        move_tenggat(rt, log_in(rt, "admin_pemprov"), masa, "upp-b", isian)
        with rt.writing() as session:
            session.execute(
                update(Pengajuan)
                .where(col(Pengajuan.upp_id) == session.exec(UPP_B).one())
                .values(status="belum")
            )
    tab.reload()
    steps.press(tab, "Ingatkan")
    dialog = page.locator("dialog")
    expect(dialog.locator("#isian-upp option")).to_have_text(["Pilih UPP", "UPP-B"])
    dialog.get_by_role("button", name="Ingatkan").click()
    expect(dialog.locator(".ringkasan-galat")).to_contain_text("Pilih UPP yang diingatkan.")


def test_an_upp_sees_its_next_step_first_on_a_phone(server: AppServer, page_360: OpenTab) -> None:
    tab = page_360()
    page = tab.page
    steps.log_in(tab, server, "admin_upp", PAGE)
    first = page.locator(".jadwal-milik > li").first
    expect(first).to_contain_text("Giliran Anda.")
    expect(first.get_by_role("link")).to_contain_text("Sampaikan hasil ke Pimpinan UPP")
    expect(page.get_by_role("button", name="Geser tenggat")).to_have_count(0)
    expect(page.locator(".jadwal-matriks")).to_have_count(0)
    assert width(page) <= 0
    page.get_by_role("link", name="Kalender").click()
    expect(page.locator(".jadwal-acara").first).to_be_visible()
    assert width(page) <= 0


def test_on_a_phone_the_province_picks_a_triwulan(server: AppServer, page_360: OpenTab) -> None:
    tab = page_360()
    page = tab.page
    steps.log_in(tab, server, "ketua_tim", PAGE)
    with server.runtime() as rt:
        masa = MasaLapor(newest(rt).tahun, 1)
    page.get_by_label("Masa").select_option(masa.kunci)
    expect(page.locator(".jadwal-panel h2")).to_have_text(masa.label)
    row = page.locator("#matriks-upp > tr").filter(has_text="UPP-A")
    expect(row.locator("td:visible")).to_have_count(1)
    link = row.get_by_role("link", name=f"{masa.label}: Lewat batas")
    words = "(el) => getComputedStyle(el, '::after').content"
    assert link.evaluate(words) == '"Lewat batas"'
    assert width(page) <= 0
