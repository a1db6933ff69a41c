"""The front page: 60 offices on a phone, and a code that a camera reads."""

import io

import zxingcpp
from PIL import Image

from tests.e2e import steps
from tests.e2e.conftest import OpenTab
from tests.e2e.harness import AppServer


def test_find_an_office_choose_a_layanan_and_begin(
    shared_server: AppServer, page_360: OpenTab
) -> None:
    tab = page_360()
    tab.open(f"{shared_server.url}/")
    tab.page.get_by_role("button", name="Biro Organisasi").wait_for()
    tab.page.get_by_label("Unit pelayanan mana").fill("ORGAN biro")
    assert tab.page.locator("#daftar-upp > li:visible").count() == 1
    tab.page.get_by_label("Unit pelayanan mana").fill("tidak ada kantor begini")
    assert tab.page.get_by_text("Tidak ada yang cocok").is_visible()
    tab.page.get_by_label("Unit pelayanan mana").fill("biro organisasi")
    tab.page.get_by_role("button", name="Biro Organisasi").click()
    tab.page.get_by_label("Pelayanan Konsultasi").check()
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
    tab.page.wait_for_function("document.querySelector('.qr').naturalWidth > 0")
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
