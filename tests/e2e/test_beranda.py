"""The front page: 60 offices on a phone, and a code that a camera reads."""

import io

import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from tests.e2e import steps
from tests.e2e.conftest import OpenTab
from tests.e2e.harness import AppServer


def test_find_an_office_choose_a_layanan_and_begin(
    shared_server: AppServer, page_360: OpenTab
) -> None:
    tab = page_360()
    tab.open(f"{shared_server.url}/")
    tab.page.get_by_role("button", name="Biro Organisasi").wait_for()
    search = tab.page.get_by_label("Layanan apa yang Anda terima?")
    search.fill("ORGAN biro")
    expect(tab.page.locator("#daftar-upp > li")).to_have_count(1)
    search.fill("tidak ada kantor begini")
    tab.page.get_by_text("Tidak ada yang cocok").wait_for()
    search.fill("stnk")
    tab.page.locator("#temuan").get_by_role("button").first.wait_for()
    tab.shot("beranda-cari-360", whole=False)
    search.fill("")
    expect(tab.page.locator("#daftar-upp > li")).to_have_count(60)
    search.fill("biro organisasi")
    tab.page.get_by_role("button", name="Biro Organisasi Biro").click()
    tab.page.get_by_role("button", name="Pelayanan Konsultasi").click()
    begin = tab.page.get_by_role("link", name="Isi Survei")
    begin.wait_for()
    box = begin.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 740, "what comes next is not in sight"
    assert tab.page.evaluate("scrollY") == 0
    tab.shot("beranda-pilih-360", whole=False)
    tab.page.get_by_role("link", name="Isi Survei").click()
    tab.page.get_by_text("Jenis pelayanan yang diterima:").wait_for()
    tab.page.get_by_role("heading", name="Tentang Anda").wait_for()
    tab.page.locator(".survei-layanan").get_by_text("Pelayanan Konsultasi").wait_for()


def test_the_code_on_the_screen_is_read_by_a_camera(
    shared_server: AppServer, page_360: OpenTab
) -> None:
    tab = page_360()
    tab.open(f"{shared_server.url}/?upp=biro-organisasi&layanan=biro-organisasi-data")
    tab.page.get_by_role("button", name="Tampilkan QR").click()
    code = tab.page.get_by_role("img", name="Kode QR")
    code.wait_for()
    steps.wait_in_page(tab.page, "document.querySelector('.qr').naturalWidth > 0")
    tab.shot("beranda-qr-360")
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(tab.page.screenshot(full_page=True))))
    assert [code.text for code in found] == [f"{shared_server.url}/s/biro-organisasi-data"]
    tab.open(found[0].text)
    tab.page.get_by_role("heading", name="Tentang Anda").wait_for()


def test_an_unknown_office_says_so_and_offers_the_list(
    shared_server: AppServer, page_360: OpenTab
) -> None:
    tab = page_360()
    tab.open(f"{shared_server.url}/?upp=bukan-kantor")
    tab.page.get_by_text("UPP tidak ditemukan.").wait_for()
    assert tab.page.get_by_role("button", name="Biro Organisasi").is_visible()
    steps.press(tab, "Biro Hukum Biro")
    tab.page.get_by_text("Layanan apa yang Anda terima?").wait_for()


def test_an_unknown_address_has_a_page_of_the_house(
    shared_server: AppServer, page_360: OpenTab
) -> None:
    tab = page_360()
    tab.tolerate("status of 404")
    for address in ("/nirwana", "/admin/tidak/ada", "/404"):
        response = tab.page.goto(f"{shared_server.url}{address}")
        assert response is not None
        assert response.status == 404
        tab.page.get_by_role("heading", name="Halaman tidak ditemukan").wait_for()
        expect(tab.page).to_have_title("Halaman tidak ditemukan – SEKAMPADI")
        expect(tab.page.get_by_text("Provinsi Kalimantan Barat")).to_be_visible()
    tab.shot("tidak-ada-360")
    tab.page.get_by_role("link", name="Kembali ke beranda").click()
    tab.page.get_by_role("heading", name="Bagaimana pelayanan kami?").wait_for()
    tab.page.goto(f"{shared_server.url}/S/BIRO-ORGANISASI-DATA")
    tab.page.get_by_role("heading", name="Tentang Anda").wait_for()
    assert tab.page.url == f"{shared_server.url}/survei?layanan=biro-organisasi-data"
