"""Tables as a person meets them: as wide as the screen, filtered by chips, days day first, and the place kept."""

from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from sekampadi.domain.izin import Role
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.web.routes import ROUTES
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer, Tab
from tests.factories import isian, make_layanan, make_operator, make_upp, submit

LONG = "Pelayanan " + "administrasiterpadu" * 10
"""Two hundred letters, most of them without a blank."""
PAGES = [r.path for r in ROUTES if r.path.startswith("/admin") and r.path != "/admin/layar"]
PARTS = [f"/admin/laporan?bagian={part}" for part in ("analisis", "layanan", "saran")]
REKAP = [f"/admin/rekap?periode=semua&bagian={part}" for part in ("format", "grafik", "unsur")]

WIDER = """() => {
  const wide = [document.scrollingElement.scrollWidth - innerWidth];
  for (const el of document.querySelectorAll(".gulir, .tab")) wide.push(el.scrollWidth - el.clientWidth);
  return Math.max(...wide);
}"""
"""How much of the page, of any table and of tabs lies outside."""


def _fill(rt: Runtime) -> None:
    upp = make_upp(rt, "upp-panjang", nama=LONG)
    make_operator(rt, "operator_panjang", Role.ADMIN_UPP, upp_id=upp)
    for kode in ("panjang-1", "panjang-2"):
        make_layanan(rt, upp, kode, nama=f"{LONG} {kode[-1]}")
    for day in range(1, 29):
        for layanan in ("layanan-a1", "panjang-1"):
            submit(rt, layanan, isian(saran=LONG), day=date(2026, 1, day))


@pytest.fixture
def server(start_server: StartServer) -> AppServer:
    """Serve the cast with long names, and enough answers for several pages."""
    return start_server(_fill)


@pytest.mark.parametrize("username", ["admin_pemprov", "operator_panjang"])
def test_no_admin_page_is_wider_than_the_screen(
    server: AppServer, page_1280: OpenTab, username: str
) -> None:
    tab = page_1280()
    steps.log_in(tab, server, username)
    found = {}
    for path in [*PAGES, *PARTS, *REKAP]:
        tab.page.set_viewport_size({"width": 360, "height": 740})
        tab.open(server.url + path)
        tab.page.locator("main h1").wait_for()
        tab.page.wait_for_timeout(200)  # rows come after the page
        for width, height in ((360, 740), (1280, 800)):
            tab.page.set_viewport_size({"width": width, "height": height})
            found[path, width] = tab.page.evaluate(WIDER)
            tab.shot(f"lebar-{username}-{path.strip('/').replace('/', '-')}-{width}")
    assert {where: by for where, by in found.items() if by > 0} == {}


def _rows_begin(page: Page) -> float:
    box = page.locator("tbody tr").first.bounding_box()
    assert box is not None
    return box["y"]


@pytest.mark.parametrize(
    "path",
    [
        "/admin/penilaian",
        "/admin/layanan",
        "/admin/upp",
        "/admin/laporan",
        "/admin/rekap?periode=semua",
    ],
)
def test_a_phone_shows_rows_on_its_first_screen(
    server: AppServer, page_360: OpenTab, path: str
) -> None:
    tab = page_360()
    steps.log_in(tab, server, "admin_pemprov", path)
    expect(tab.page.locator("tbody tr").first).to_be_visible()
    assert _rows_begin(tab.page) < 600


def test_the_head_of_a_phone_is_one_line_and_the_menu_has_the_rest(
    server: AppServer, page_360: OpenTab
) -> None:
    tab = page_360()
    steps.log_in(tab, server, "operator_panjang", "/admin/layanan")
    page = tab.page
    heading = page.locator("main h1").bounding_box()
    assert heading is not None
    assert heading["y"] < 120
    out = page.get_by_role("button", name="Keluar")
    expect(out).to_be_hidden()
    page.get_by_text("Menu", exact=True).click()
    greeting = page.get_by_text("Hai operator_panjang").locator("xpath=ancestor-or-self::p")
    box = greeting.bounding_box()
    assert box is not None
    assert box["height"] < 3 * 16 * 1.5
    expect(page.get_by_role("link", name="Akun saya")).to_be_visible()
    out.click()
    page.wait_for_url("**/login**")


def test_the_rekap_shows_rows_first_and_its_files_behind_one_button(
    server: AppServer, page_1280: OpenTab
) -> None:
    tab = page_1280()
    steps.log_in(tab, server, "admin_pemprov")
    tab.open(f"{server.url}/admin/rekap?dari=2026-01-01&sampai=2026-03-31")
    page = tab.page
    expect(page.locator("tbody tr").first).to_be_visible()
    assert _rows_begin(page) < 700
    button = page.get_by_role("button", name="Unduh", exact=True)
    button.click()
    items = page.get_by_role("menuitem")
    # What a page presses by itself, as where a draft is kept, is no tap beside the menu.
    page.evaluate("document.querySelector('main h1').click()")
    expect(items).to_have_text(
        ["Unduh PDF", "Unduh Excel", "Unduh Word", "Unduh CSV", "Unduh paket semua UPP (ZIP)"]
    )
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    button.click()
    with page.expect_download() as waiting:
        items.filter(has_text="Unduh CSV").click()
    assert waiting.value.suggested_filename.endswith(".csv")


def test_sheets_are_filtered_by_chips_and_published_from_one_line(
    server: AppServer, page_360: OpenTab
) -> None:
    tab = page_360()
    steps.log_in(tab, server, "admin_pemprov", "/admin/publikasi")
    page = tab.page
    page.get_by_text("Terbitkan lembar", exact=True).click()
    page.get_by_label("Periode yang akan diterbitkan").select_option("Triwulan I 2026")
    expect(page.get_by_role("button", name="Periksa dan terbitkan")).to_be_visible()
    page.get_by_text("Saring", exact=True).click()
    page.get_by_label("Cakupan").select_option("UPP-A")
    page.wait_for_url("**cakupan=upp-a*")
    expect(page.get_by_role("heading", name="UPP-A, Triwulan I 2026")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Hapus saringan Periode: Triwulan I 2026").click()
    expect(page.get_by_role("button", name="Periksa dan terbitkan")).to_have_count(0)
    expect(page.get_by_role("link", name="Hapus saringan Cakupan: UPP-A")).to_be_visible()


def test_a_name_of_two_hundred_letters_takes_two_lines(
    server: AppServer, page_1280: OpenTab
) -> None:
    tab = page_1280()
    steps.log_in(tab, server, "admin_pemprov", "/admin/layanan?cari=administrasiterpadu")
    name = tab.page.locator(".dua-baris", has_text="administrasi").last
    expect(name).to_have_attribute("title", f"{LONG} 2")
    box = name.bounding_box()
    assert box is not None
    assert box["height"] < 3 * 16 * 1.5
    name.click()
    expect(name).to_have_class("dua-baris utuh")


def test_what_is_filtered_is_taken_off_by_keyboard(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    steps.log_in(tab, server, "admin_upp", "/admin/penilaian")
    page = tab.page
    page.get_by_text("Saring", exact=True).click()
    page.get_by_label("Sumber").select_option("Kertas")
    expect(page.get_by_text("Tidak ada yang cocok")).to_be_visible()
    page.get_by_label("Tanggal mulai").fill("5/1/2026")
    page.keyboard.press("Enter")
    chip = page.get_by_role("link", name="Hapus saringan Tanggal mulai: 05-01-2026")
    expect(chip).to_be_visible()
    page.wait_for_url("**dari=2026-01-05*")
    page.keyboard.press("Escape")
    expect(page.locator(".saring-isi")).to_be_hidden()
    page.get_by_role("link", name="Hapus saringan Sumber: Kertas").focus()
    page.keyboard.press("Delete")
    expect(page.get_by_text("Tampilkan 1 sampai 24 dari 24 entri")).to_be_visible()
    expect(chip).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_text("Tampilkan 1 sampai 25 dari 28 entri")).to_be_visible()
    expect(page.locator(".saring-lipat summary")).to_be_focused()
    # Of the own UPP nobody needs to be told row by row.
    expect(page.get_by_role("columnheader", name="UPP")).to_have_count(0)


def test_the_last_of_several_filters_hands_the_focus_back(
    server: AppServer, page_1280: OpenTab
) -> None:
    tab = page_1280()
    steps.log_in(tab, server, "admin_upp")
    tab.open(f"{server.url}/admin/penilaian?sumber=daring&dari=2026-01-05")
    page = tab.page
    last = page.get_by_role("link", name="Hapus saringan Tanggal mulai: 05-01-2026")
    last.focus()
    page.keyboard.press("Delete")
    expect(last).to_have_count(0)
    expect(page.get_by_role("link", name="Hapus saringan Sumber: Daring")).to_be_focused()


def test_a_day_is_typed_as_people_type_it(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    steps.log_in(tab, server, "admin_upp", "/admin/laporan")
    page = tab.page
    page.get_by_text("Saring", exact=True).click()
    first = page.get_by_label("Tanggal mulai")
    first.fill("31-02-2026")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Tanggal 31-02-2026 tidak ada di kalender.")).to_be_visible()
    page.get_by_role("button", name="Terapkan").click()
    expect(first).to_be_focused()
    first.fill("kemarin")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tulis tanggal sebagai hari-bulan-tahun")).to_be_visible()
    for typed in ("1-1-2026", "01/01/2026", "01012026", "2026-01-01"):
        first.fill(typed)
        page.keyboard.press("Tab")
        expect(first).to_have_value("01-01-2026")
    page.get_by_label("Tanggal akhir").fill("31-1-2026")
    page.keyboard.press("Enter")
    page.wait_for_url("**dari=2026-01-01&sampai=2026-01-31*")
    expect(page.locator(".kartu-angka").first).to_contain_text("31 Januari 2026")


def test_the_laporan_opens_on_everything_and_leads_to_last_year_in_one_click(
    server: AppServer, page_1280: OpenTab
) -> None:
    tab = page_1280()
    steps.log_in(tab, server, "admin_upp")
    page = tab.page
    page.get_by_role("link", name="Laporan", exact=True).first.click()
    expect(page.get_by_text("Seluruh data sejak awal")).to_be_visible()
    top, end = page.locator('[data-uji="ikm-atas"]'), page.locator('[data-uji="ikm"]')
    expect(top).to_have_text(end.inner_text())
    box = top.bounding_box()
    assert box is not None
    assert box["y"] < 500
    page.get_by_role("link", name="dengan tahun lalu").click()
    expect(page.get_by_role("link", name="Analisis")).to_have_attribute("aria-current", "page")
    page.get_by_role("link", name="Semua", exact=True).click()
    expect(page.get_by_text("Seluruh data sejak awal")).to_be_visible()


def test_tabs_and_going_back_keep_the_place(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    steps.log_in(tab, server, "admin_upp")
    tab.open(f"{server.url}/admin/laporan?ukuran=10&halaman=2")
    page = tab.page
    expect(page.get_by_text("Tampilkan 11 sampai 20 dari 28 entri")).to_be_visible()
    page.mouse.wheel(0, 300)
    steps.wait_in_page(page, "scrollY === 300")
    page.get_by_role("link", name="Saran", exact=True).evaluate("el => el.click()")
    expect(page.locator(".daftar-saran")).to_be_visible()
    page.get_by_role("link", name="Jawaban", exact=True).evaluate("el => el.click()")
    expect(page.get_by_text("Tampilkan 11 sampai 20 dari 28 entri")).to_be_visible()
    steps.wait_in_page(page, "scrollY === 300")
    page.go_back()
    expect(page.locator(".daftar-saran")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Tampilkan 11 sampai 20 dari 28 entri")).to_be_visible()
    steps.wait_in_page(page, "scrollY === 300")


def test_who_scrolls_is_not_pulled_back(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    steps.log_in(tab, server, "admin_upp")
    tab.open(f"{server.url}/admin/laporan?ukuran=10&halaman=2")
    page = tab.page
    expect(page.get_by_text("Tampilkan 11 sampai 20 dari 28 entri")).to_be_visible()
    page.mouse.wheel(0, 300)
    steps.wait_in_page(page, "scrollY === 300")
    page.get_by_role("link", name="Saran", exact=True).evaluate("el => el.click()")
    expect(page.locator(".daftar-saran")).to_be_visible()
    page.go_back()
    steps.wait_in_page(page, "scrollY === 300")
    page.mouse.wheel(0, -200)  # within the time in which the page still looks for its place
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") == 100


def _height(tab: Tab) -> float:
    box = tab.page.locator("tbody tr").first.bounding_box()
    assert box is not None
    return box["height"]


def test_lines_stand_closer_when_asked_and_stay_so(
    server: AppServer, page_1280: OpenTab, open_tab: OpenTab, browser: Browser
) -> None:
    tab = page_1280()
    steps.log_in(tab, server, "admin_pemprov", "/admin/upp")
    close = _height(tab)
    tab.page.get_by_role("button", name="Renggangkan baris").first.click()
    assert _height(tab) > close
    tab.open(f"{server.url}/admin/operator")
    expect(tab.page.get_by_role("button", name="Rapatkan baris").first).to_be_visible()
    hand = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    phone = open_tab(context=hand)
    steps.log_in(phone, server, "admin_pemprov", "/admin/upp")
    expect(phone.page.get_by_role("button", name="Rapatkan baris")).to_be_visible()
    hand.close()


def test_a_file_is_picked_by_a_button_in_indonesian(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    steps.log_in(tab, server, "petugas_layanan", "/admin/entri")
    field = tab.page.get_by_label("Berkas Excel yang sudah diisi")
    field.set_input_files({"name": "lembar.xlsx", "mimeType": "application/zip", "buffer": b"x"})
    expect(tab.page.get_by_text("lembar.xlsx")).to_be_visible()
