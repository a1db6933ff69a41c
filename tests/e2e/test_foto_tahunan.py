"""Photos of the survey in a browser: uploaded with a caption, moved, and seen in the Word file."""

import io
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect
from sqlmodel import select

from sekampadi.db.models import FotoTahunan
from sekampadi.domain.tahunan.foto import FOTO_MAX
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.foto import add_foto_tahunan
from tests.bukti import done, pdf, picture, with_gps
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer, Tab
from tests.factories import isian, submit
from tests.services.pengajuan.provinsi import log_in

TAHUN = 2025
ADDRESS = f"/admin/tahunan?tahun={TAHUN}&bagian=dokumentasi"
MAKING = 60_000
REFUSED = "status of 4(09|22)"
"""What a browser says by itself of an answer that refuses."""


def _fill(rt: Runtime) -> None:
    for i in range(6):
        submit(rt, "layanan-a1", isian(saran="terima kasih"), day=date(TAHUN, 10, 2 + i))


@pytest.fixture
def server(start_server: StartServer) -> AppServer:
    """Serve a province in which one UPP has answers."""
    return start_server(_fill)


def _open(tab: Tab, server: AppServer, username: str = "admin_upp") -> Page:
    steps.log_in(tab, server, username, ADDRESS)
    tab.page.locator("[data-uji=jumlah-foto]").wait_for()
    return tab.page


def _pick(page: Page, name: str, data: bytes, media: str = "image/jpeg") -> None:
    file = FilePayload(name=name, mimeType=media, buffer=data)
    page.locator("#foto-berkas").set_input_files(file)


def _send(page: Page, words: str) -> None:
    page.locator("#foto-keterangan").fill(words)
    page.get_by_role("button", name="Tambah foto").click()


def _fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def _stored(server: AppServer) -> list[str]:
    with server.runtime() as rt, rt.reading() as session:
        return [row.keterangan for row in session.exec(select(FotoTahunan))]


@pytest.mark.parametrize("size", ["360", "1280"])
def test_a_photo_with_its_caption_is_in_the_word_file(
    server: AppServer, page_360: OpenTab, page_1280: OpenTab, size: str
) -> None:
    tab = page_360() if size == "360" else page_1280()
    page = _open(tab, server)
    expect(page.locator("[data-uji=jumlah-foto]")).to_have_text("Belum ada foto.")
    _pick(page, "loket.jpg", with_gps())
    _send(page, "Kode QR di loket")
    expect(page.locator("[data-uji=jumlah-foto]")).to_have_text("1 dari paling banyak 12 foto.")
    expect(page.get_by_text("Foto tersimpan.")).to_be_visible()
    expect(page.locator("#foto-keterangan")).to_have_value("")
    _pick(page, "rapat.png", picture("PNG", (900, 600)), "image/png")
    _send(page, "Rapat triwulan")
    expect(page.locator(".lt-foto li")).to_have_count(2)
    page.get_by_role("button", name="Naikkan foto 2").click()
    expect(page.locator(".lt-foto img").first).to_have_attribute("alt", "Rapat triwulan")
    page.get_by_role("button", name="Ubah keterangan foto 1").click()
    field = page.locator("dialog #isian-keterangan")
    expect(field).to_be_focused()
    field.fill("Rapat triwulan III")
    page.locator("dialog").get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_text("Keterangan foto disimpan.")).to_be_visible()
    expect(page.locator(".lt-foto img").first).to_have_attribute("alt", "Rapat triwulan III")
    expect(page.locator(".lt-foto img").last).to_have_attribute("alt", "Kode QR di loket")
    assert (
        page.locator(".lt-foto img").first.evaluate(
            "one => one.decode().then(() => one.naturalWidth)"
        )
        == 900
    )
    assert _fits(page)
    tab.shot(f"tahunan-foto-{size}")
    page.get_by_role("link", name="Semua bagian").click()
    expect(page.locator(".lt-daftar li").last).to_contain_text("2 foto")
    with page.expect_download(timeout=MAKING) as saved:
        page.locator("a[href*='bentuk=kementerian']").get_by_text("Unduh Word").click()
    document = Document(Path(saved.value.path()).as_posix())
    described = [x.get("descr") for x in document.element.iter(qn("wp:docPr"))]
    assert described[-2:] == ["Rapat triwulan III", "Kode QR di loket"]


def test_what_people_get_wrong_is_said_and_what_is_typed_stays(
    server: AppServer, page_1280: OpenTab, tmp_path: Path
) -> None:
    tab = page_1280()
    tab.tolerate(REFUSED)
    page = _open(tab, server)
    wrong = page.locator("#galat-foto-baru")
    _send(page, "Kode QR di loket")
    expect(wrong).to_have_text("Pilih fotonya dulu.")
    _pick(page, "surat.pdf", done(pdf()), "application/pdf")
    _send(page, "Kode QR di loket")
    expect(wrong).to_have_text("surat.pdf: Pilih foto (JPEG, PNG, atau WebP).")
    expect(page.locator("#foto-keterangan")).to_have_value("Kode QR di loket")
    # No picture that the browser could make smaller.
    large = tmp_path / "besar.jpg"
    large.write_bytes(b"\xff\xd8\xff" + b"0" * 40 * 1024 * 1024)
    # From disk, as a person picks it: so many bytes through the test's own pipe take a while.
    page.locator("#foto-berkas").set_input_files(large)
    _send(page, "Kode QR di loket")
    expect(wrong).to_contain_text("paling besar 10 MB")
    _pick(page, "loket.jpg", picture())
    _send(page, "   ")
    expect(wrong).to_have_text("Tulis dulu keterangan fotonya.")
    expect(page.locator("#foto-keterangan")).to_be_focused()
    # Pressed twice, it is sent once.
    page.locator("#foto-keterangan").fill("Kode QR di loket")
    page.get_by_role("button", name="Tambah foto").dblclick()
    expect(page.locator(".lt-foto li")).to_have_count(1)
    expect(wrong).to_have_text("")
    _pick(page, "loket-2.jpg", picture())
    _send(page, "Loket dari dekat")
    expect(wrong).to_have_text("loket-2.jpg: Foto ini sudah ada dalam laporan.")
    assert _stored(server) == ["Kode QR di loket"]


def test_what_is_typed_for_the_next_photo_stays(server: AppServer, page_1280: OpenTab) -> None:
    page = _open(page_1280(), server)
    _pick(page, "loket.jpg", picture())
    page.locator("#foto-keterangan").fill("Kode QR di loket")
    # In one go, so that nothing comes back between the press and the typing.
    page.evaluate(
        """() => {
          const words = document.getElementById("foto-keterangan");
          words.form.querySelector("[type=submit]").click();
          words.value = "Petugas membantu";
        }"""
    )
    expect(page.locator(".lt-foto li")).to_have_count(1)
    expect(page.locator("#foto-keterangan")).to_have_value("Petugas membantu")
    expect(page.locator("#foto-berkas")).to_have_value("")
    assert _stored(server) == ["Kode QR di loket"]


def test_a_large_photo_of_a_phone_is_made_smaller_on_the_way(
    server: AppServer, page_1280: OpenTab
) -> None:
    page = _open(page_1280(), server)
    out = io.BytesIO()
    noise = Image.effect_noise((4000, 3600), 90).convert("RGB")
    noise.save(out, "JPEG", quality=98)
    assert out.tell() > 10 * 1024 * 1024
    _pick(page, "IMG_0001.JPG", out.getvalue())
    _send(page, "Ruang tunggu")
    expect(page.locator(".lt-foto li")).to_have_count(1, timeout=30_000)


@pytest.fixture
def full(server: AppServer) -> AppServer:
    """Let upp-a have one photo less than it may have."""
    with server.runtime() as rt:
        admin = log_in(rt, "admin_upp")
        for i in range(FOTO_MAX - 1):
            data = picture(size=(60 + i, 40))
            add_foto_tahunan(rt, admin, "", TAHUN, keterangan=f"Foto ke-{i + 1}", data=data)
    return server


def test_two_tabs_and_the_thirteenth_photo(full: AppServer, page_1280: OpenTab) -> None:
    second = page_1280()
    second.tolerate(REFUSED)
    mine, other = _open(page_1280(), full), _open(second, full)
    _pick(mine, "a.jpg", picture(size=(90, 40)))
    _send(mine, "Terakhir")
    expect(mine.locator(".lt-foto li")).to_have_count(FOTO_MAX)
    expect(mine.get_by_role("button", name="Tambah foto")).to_have_count(0)
    _pick(other, "b.jpg", picture(size=(91, 40)))
    _send(other, "Ketiga belas")
    expect(other.locator("#galat-foto-baru")).to_contain_text("paling banyak 12 foto")
    # The other tab removes what this one still shows.
    mine.get_by_role("button", name="Hapus foto 1", exact=True).click()
    mine.locator("dialog").get_by_role("button", name="Hapus foto").click()
    expect(mine.locator(".lt-foto li")).to_have_count(FOTO_MAX - 1)
    other.get_by_role("button", name="Hapus foto 1", exact=True).click()
    other.locator("dialog").get_by_role("button", name="Hapus foto").click()
    expect(other.get_by_text("data ini sudah tidak ada")).to_be_visible()
    expect(other.locator(".lt-foto img").first).to_have_attribute("alt", "Foto ke-2")
    assert len(_stored(full)) == FOTO_MAX - 1


def test_who_only_reads_sees_the_photos_and_no_form(full: AppServer, page_360: OpenTab) -> None:
    page = _open(page_360(), full, "pimpinan_upp")
    expect(page.locator(".lt-foto li")).to_have_count(FOTO_MAX - 1)
    expect(page.locator("#foto-berkas")).to_have_count(0)
    expect(page.get_by_role("button", name="Hapus foto 1", exact=True)).to_have_count(0)
    assert _fits(page)
