"""From the operator's click to the citizen who holds the paper: publish, read, scan, replace."""

import io
from pathlib import Path

import zxingcpp
from PIL import Image
from playwright.sync_api import expect
from pypdf import PdfReader
from sqlmodel import select

from sekampadi.db.models import Upp
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.periode import Periode
from sekampadi.services.publikasi.publikasi import publish
from tests import factories
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer, Tab

TW_I = "2023-01-01_2023-03-31"


def _make_people(server: AppServer) -> Principal:
    """Give Biro Organisasi its operator, and the province its admin; return the admin."""
    with server.runtime() as rt:
        with rt.reading() as session:
            upp_id = session.exec(select(Upp.id).where(Upp.kode == "biro-organisasi")).one()
        factories.make_operator(rt, "roorg", Role.ADMIN_UPP, upp_id=upp_id)
        return factories.make_operator(rt, "pemprov", Role.ADMIN_PEMPROV)


def _scan(pdf: bytes) -> str:
    [page] = PdfReader(io.BytesIO(pdf)).pages
    pictures = [Image.open(io.BytesIO(image.data)).convert("L") for image in page.images]
    [code] = [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]
    return code


def _download(tab: Tab) -> bytes:
    with tab.page.expect_download() as waiting:
        tab.page.get_by_role("link", name="Unduh PDF").first.click()
    return Path(waiting.value.path()).read_bytes()


def test_published_found_scanned_and_replaced(
    start_server: StartServer, page_360: OpenTab, page_1280: OpenTab
) -> None:
    server = start_server("golden")
    _make_people(server)
    desk = page_1280()
    steps.log_in(desk, server, "roorg", f"/admin/publikasi?periode={TW_I}")
    desk.page.get_by_text("86,60").wait_for()
    steps.press(desk, "Periksa dan terbitkan")
    sheet = desk.page.frame_locator("iframe[title='Lembar seperti akan terbit']")
    sheet.get_by_text("86,60").wait_for()
    sheet.get_by_text("0001/BIRO-ORGANISASI/TW-I/2023").wait_for()
    desk.shot("publikasi-pratinjau-1280", whole=False)
    steps.press(desk, "Terbitkan")
    desk.page.get_by_text("Terbit dengan nomor 0001/BIRO-ORGANISASI/TW-I/2023.").wait_for()
    desk.shot("publikasi-terbit-1280")

    phone = page_360()
    phone.open(f"{server.url}/hasil")
    phone.page.get_by_label("Cari unit pelayanan").fill("organisasi biro")
    assert phone.page.locator("#daftar-hasil > li:visible").count() == 1
    phone.page.locator("#daftar-hasil > li:visible a").click()
    phone.page.get_by_text("Nomor 0001/BIRO-ORGANISASI/TW-I/2023").wait_for()
    assert phone.page.locator('[data-uji="ikm"]').inner_text() == "86,60"
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.shot("hasil-upp-360")
    phone.open(f"{server.url}/hasil?upp=biro-organisasi&dari=2023-01-01&sampai=2023-04-30")
    phone.page.get_by_text("Yang tampil di bawah ini: Triwulan I 2023.").wait_for()
    address = _scan(_download(phone))
    assert address.startswith(f"{server.url}/cek/")

    paper = page_360()
    paper.open(address)
    paper.page.get_by_role("heading", name="Asli dan berlaku").wait_for()
    assert paper.page.locator('[data-uji="ikm"]').inner_text() == "86,60"
    paper.shot("cek-berlaku-360")

    steps.press(desk, "Periksa dan terbitkan")
    desk.page.get_by_label("Alasan revisi").wait_for()
    steps.press(desk, "Terbitkan revisi 2")
    desk.page.get_by_text("Alasan revisi belum diisi.").first.wait_for()
    desk.page.get_by_label("Alasan revisi").fill("Nama unit dibetulkan")
    steps.press(desk, "Terbitkan revisi 2")
    desk.page.get_by_text("Terbit dengan nomor 0001/BIRO-ORGANISASI/TW-I/2023/REV-2.").wait_for()
    paper.reload()
    paper.page.get_by_role("heading", name="Asli, tetapi sudah digantikan").wait_for()
    paper.page.get_by_text("Nama unit dibetulkan").wait_for()
    paper.shot("cek-digantikan-360")

    steps.act(desk, "0001/BIRO-ORGANISASI/TW-I/2023/REV-2", "Tarik lembar")
    desk.page.get_by_label("Alasan penarikan").fill("Diterbitkan terlalu dini")
    steps.press(desk, "Tarik lembar")
    desk.page.get_by_text("Lembar 0001/BIRO-ORGANISASI/TW-I/2023/REV-2 ditarik.").wait_for()
    phone.reload()
    phone.page.get_by_text("Belum ada hasil yang diterbitkan.").wait_for()


def test_who_is_second_is_led_to_the_sheet_of_the_first(
    start_server: StartServer, page_1280: OpenTab
) -> None:
    server = start_server("golden")
    admin = _make_people(server)
    tab = page_1280()
    steps.log_in(tab, server, "roorg", f"/admin/publikasi?periode={TW_I}")
    page = tab.page
    expect(page.get_by_text("Belum ada lembar yang terbit.")).to_be_visible()
    expect(page.get_by_role("link", name="Lihat dahulu angkanya di Laporan")).to_be_visible()
    steps.press(tab, "Periksa dan terbitkan")
    with server.runtime() as rt:
        publish(rt, admin, kunci="biro-organisasi", periode=Periode.triwulan(2023, 1))
    steps.press(tab, "Terbitkan")
    told = page.get_by_role("dialog", name="Belum diterbitkan")
    expect(told.get_by_text("baru saja diterbitkan orang lain")).to_be_visible()
    expect(told.get_by_role("button", name="Terbitkan")).to_have_count(0)
    link = told.get_by_role("link", name="Lihat lembarnya")
    with page.context.expect_page() as waiting:
        link.click()
    waiting.value.close()
    tab.shot("publikasi-bentrok-1280")
    told.get_by_role("button", name="Tutup").click()
    expect(page.get_by_role("row", name="0001/BIRO-ORGANISASI/TW-I/2023")).to_be_visible()
    # It may be revised, now that the other one has been seen.
    steps.press(tab, "Periksa dan terbitkan")
    expect(page.get_by_role("button", name="Terbitkan revisi 2")).to_be_visible()


def test_a_false_code_is_told(start_server: StartServer, page_360: OpenTab) -> None:
    server = start_server("cast")
    tab = page_360()
    tab.open(f"{server.url}/cek")
    tab.page.get_by_label("Kode pada lembar").fill("k7qm-r2wx-9hbt")
    steps.press(tab, "Periksa")
    tab.page.get_by_text("Tidak ada lembar yang pernah diterbitkan dengan kode ini.").wait_for()
    tab.page.get_by_label("Kode pada lembar").fill("<script>")
    steps.press(tab, "Periksa")
    tab.page.get_by_text("Kode terdiri atas 12 huruf dan angka").wait_for()


def test_a_photo_of_the_notice_board_proves_it(
    start_server: StartServer, page_360: OpenTab, tmp_path: Path
) -> None:
    server = start_server("golden")
    admin = _make_people(server)
    with server.runtime() as rt:
        row = publish(rt, admin, kunci="biro-organisasi", periode=Periode.triwulan(2023, 1))
    # Noise does not pack: larger than what one request may carry, so the page makes it smaller.
    photo = tmp_path / "papan.png"
    Image.effect_noise((2400, 1800), 90).convert("RGB").save(photo)
    assert photo.stat().st_size > 2_000_000
    tab = page_360()
    steps.log_in(tab, server, "roorg", f"/admin/publikasi?terbitan={row.id}")
    steps.press(tab, "Catat media")
    tab.page.get_by_label("Jenis media").select_option("cetak")
    tab.page.get_by_label("Keterangan").fill("Papan pengumuman lantai 1")
    tab.page.get_by_role("dialog").get_by_role("button", name="Catat media").click()
    tab.page.get_by_text("Belum ada bukti, jadi belum dihitung").wait_for()
    tab.page.locator("summary", has_text="Unggah foto").click()
    tab.page.get_by_label("Foto bukti").set_input_files(photo)
    steps.press(tab, "Unggah foto")
    tab.page.get_by_text("1 jenis media dengan bukti").wait_for()
    tab.page.get_by_role("img", name="Foto bukti").wait_for()
    steps.wait_in_page(tab.page, "document.querySelector('.foto-bukti').naturalWidth > 0")
    tab.shot("publikasi-media-360")
