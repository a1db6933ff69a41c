"""Codes and findings in a browser: a petugas with a phone, the province that visits, the UPP that answers."""

import io

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from sekampadi.domain.izin import PROVINSI
from sekampadi.services.pengajuan.pemantauan.kode import KodeRow, list_kode
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer, Tab

KODE = "/admin/kode-qr"
UPP_A = "/admin/pemantauan/upp?upp=upp-a"
DRAWN = "(img) => img.decode().then(() => img.naturalWidth)"


def _photo(side: int = 60) -> FilePayload:
    out = io.BytesIO()
    Image.effect_noise((side, side), 90).convert("RGB").save(out, "PNG")
    return {"name": "loket.png", "mimeType": "image/png", "buffer": out.getvalue()}


def _rows(server: AppServer) -> list[KodeRow]:
    with server.runtime() as rt, rt.reading() as session:
        return list_kode(session, PROVINSI)


def _fits(page: Page) -> bool:
    fits: bool = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return fits


def _log(tab: Tab, tempat: str, *, files: list[FilePayload]) -> None:
    steps.press(tab, "Catat kode QR")
    tab.page.get_by_role("textbox", name="Tempat").fill(tempat)
    tab.page.locator("#isian-foto").set_input_files(files)
    steps.press(tab, "Simpan")


def test_a_code_is_logged_at_the_counter(start_server: StartServer, page_360: OpenTab) -> None:
    server = start_server()
    tab = page_360()
    page = tab.page
    tab.tolerate("status of 4")
    steps.log_in(tab, server, "petugas_layanan")
    page.get_by_role("link", name="Catat kode QR").click()
    page.get_by_text("Belum ada kode QR yang dicatat.").wait_for()
    # Nothing typed: what is wrong stands at its field, and nothing is stored.
    steps.press(tab, "Catat kode QR")
    steps.press(tab, "Simpan")
    expect(page.locator("#galat-tempat")).to_contain_text("belum diisi")
    steps.press(tab, "Batal")
    # Six megabytes of noise: the phone makes it smaller before it is sent.
    large = _photo(1500)
    assert len(large["buffer"]) > 4 * 1024 * 1024
    _log(tab, "Meja loket 2", files=[large])
    expect(page.get_by_text("Foto tersimpan.")).to_be_visible(timeout=20_000)
    picture = page.get_by_alt_text("Foto Meja loket 2")
    assert picture.evaluate(DRAWN) == 1500
    assert _fits(page)
    tab.shot("kode-qr-360")
    # A file that is none: the row is there, and says that its photo is not.
    forged: FilePayload = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"<html></html>"}
    _log(tab, "Pintu masuk", files=[forged])
    expect(page.locator("#foto-galat")).to_contain_text("Foto a.jpg: Pilih foto")
    _log(tab, "Ruang tunggu", files=[])
    expect(page.locator("tbody tr")).to_have_count(3)
    by_place = {row.tempat: row for row in _rows(server)}
    assert {t: bool(r.kunci) for t, r in by_place.items()} == {
        "Meja loket 2": True,
        "Pintu masuk": False,
        "Ruang tunggu": False,
    }
    steps.act(tab, "Ruang tunggu", "Unggah foto")
    page.locator("#isian-foto").set_input_files([_photo()])
    steps.press(tab, "Simpan")
    assert page.get_by_alt_text("Foto Ruang tunggu").evaluate(DRAWN) == 60
    steps.act(tab, "Pintu masuk", "Tandai dilepas")
    steps.press(tab, "Simpan")
    expect(page.get_by_text("Ditandai sudah dilepas.")).to_be_visible()
    steps.act(tab, "Pintu masuk", "Masih terpasang")
    expect(page.get_by_text("kembali tercatat terpasang")).to_be_visible()
    steps.act(tab, "Meja loket 2", "Hapus")
    steps.press(tab, "Hapus catatan")
    expect(page.locator("tbody tr")).to_have_count(2)
    # Gone with the row: its address leads nowhere any more.
    answer = page.request.get(f"{server.url}/unduh/kode-qr/{by_place['Meja loket 2'].kunci}")
    assert answer.status == 404


def test_a_finding_is_written_answered_and_closed(
    start_server: StartServer, page_360: OpenTab, page_1280: OpenTab
) -> None:
    server = start_server()
    ketua, upp = page_1280(), page_360()
    steps.log_in(ketua, server, "ketua_tim", "/admin/pemantauan")
    ketua.page.get_by_role("link", name="UPP-A", exact=True).click()
    steps.press(ketua, "Catat kunjungan")
    ketua.page.get_by_label("Petugas").fill("Tim Biro Organisasi")
    steps.press(ketua, "Simpan")
    ketua.page.get_by_text("Tanpa temuan.").wait_for()
    [menu] = ketua.page.locator(".pantau-kunjungan [data-menu]").all()
    menu.click()
    ketua.page.get_by_role("menuitem", name="Tambah temuan").click()
    ketua.page.get_by_role("textbox", name="Temuan").fill("Kode QR di loket sobek.")
    steps.press(ketua, "Simpan")
    ketua.page.get_by_text("Temuan dicatat, dan UPP diberi tahu.").wait_for()
    ketua.shot("pemantauan-upp-1280")

    steps.log_in(upp, server, "admin_upp", "/admin/notifikasi")
    upp.page.get_by_text("Temuan pemantauan untuk UPP-A").first.wait_for()
    upp.open(server.url + UPP_A)
    steps.press(upp, "Tindak lanjut Kode QR di loket sobek.")
    upp.page.get_by_label("Apa yang sudah dilakukan").fill("Kode QR sudah diganti.")
    steps.press(upp, "Kirim")
    upp.page.get_by_text("Tindak lanjut dikirim kepada pemeriksa.").wait_for()
    expect(upp.page.locator(".pantau-status")).to_have_text("Menunggu diperiksa")
    # The UPP neither writes visits nor closes what was found.
    expect(upp.page.get_by_role("button", name="Catat kunjungan")).to_have_count(0)
    expect(upp.page.locator(".pantau-kunjungan [data-menu]")).to_have_count(0)
    assert _fits(upp.page)
    upp.shot("pemantauan-upp-360")

    # What the Ketua Tim sees is older than the answer: it is not written over.
    steps.act(ketua, "Kode QR di loket sobek.", "Nyatakan selesai")
    steps.press(ketua, "Nyatakan selesai")
    expect(ketua.page.locator("dialog")).to_contain_text("baru saja diubah admin_upp")
    steps.press(ketua, "Batal")
    ketua.reload()
    ketua.page.get_by_text("Kode QR sudah diganti.").wait_for()
    steps.act(ketua, "Kode QR di loket sobek.", "Minta dilengkapi")
    ketua.page.get_by_label("Yang masih kurang").fill("Fotonya belum ada.")
    steps.press(ketua, "Kirim ke UPP")
    expect(ketua.page.locator(".pantau-status")).to_have_text("Menunggu UPP")
    steps.act(ketua, "Kode QR di loket sobek.", "Nyatakan selesai")
    steps.press(ketua, "Nyatakan selesai")
    expect(ketua.page.locator(".pantau-status")).to_contain_text("Selesai")
    ketua.open(f"{server.url}/admin/pemantauan?bagian=temuan")
    ketua.page.get_by_text("0 temuan terbuka").wait_for()


@pytest.mark.parametrize(("ending", "begins"), [("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_an_upp_takes_its_own_document(
    ending: str, begins: bytes, start_server: StartServer, page_1280: OpenTab
) -> None:
    server = start_server()
    tab = page_1280()
    steps.log_in(tab, server, "pimpinan_upp", "/admin/pemantauan")
    tab.page.get_by_role("link", name="UPP-A", exact=True).wait_for()
    expect(tab.page.locator(".tabel-pantau tbody tr")).to_have_count(1)
    answer = tab.page.request.get(f"{server.url}/unduh/pemantauan.{ending}")
    assert answer.status == 200
    assert answer.body().startswith(begins)
    # Another UPP is not found, and says so.
    tab.open(f"{server.url}/admin/pemantauan/upp?upp=upp-b")
    expect(tab.page.locator(".pesan-bahaya")).to_contain_text("UPP tidak ditemukan")
