"""The province's dossier in a browser: gathered, composed, returned, closed, a late addendum, each by its role."""

import io
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from sqlmodel import select

from sekampadi.db.models import Dossier
from sekampadi.domain.izin import Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.alur import AksiDossier
from sekampadi.services.pengajuan.dossier import load_dossier
from sekampadi.services.pengajuan.dossier_gerak import move_dossier
from sekampadi.services.pengajuan.dossier_naskah import save_naskah
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tindak_lanjut.daftar import last_over
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import OFFLINE_NOISE, AppServer, Tab
from tests.reports.baca import pdf_words
from tests.services.pengajuan.provinsi import fill_province, hand_in, log_in

MANY = 56
PATIENCE = 40_000


@cache
def _province(accepted: int, missing: int) -> Callable[[Runtime], None]:
    """Return what fills a database: the same function for the same numbers, so that it is filled once."""

    def fill(rt: Runtime) -> None:
        provinsi = log_in(rt, "admin_pemprov")
        fill_province(rt, provinsi, last_over(rt.today()), accepted, missing)

    return fill


def _begin(
    start_server: StartServer, accepted: int, missing: int, *, handed_over: bool = False
) -> tuple[AppServer, Triwulan]:
    """Serve a province of which so many UPP are accepted and so many missing."""
    server = start_server(_province(accepted, missing))
    with server.runtime() as rt:
        triwulan = last_over(rt.today())
        if handed_over:
            provinsi = log_in(rt, "admin_pemprov")
            move_dossier(rt, provinsi, triwulan, 0, AksiDossier.SERAHKAN, versi=0)
    return server, triwulan


def _page(triwulan: Triwulan, urut: int = 0) -> str:
    return f"/admin/dossier?triwulan={triwulan.kunci}" + (f"&addendum={urut}" if urut else "")


def _login(open_tab: OpenTab, server: AppServer, role: Role, path: str) -> Tab:
    tab = open_tab()
    steps.log_in(tab, server, role.value)
    tab.open(server.url + path)
    expect(tab.page.get_by_role("heading", name="Berkas triwulan", level=1)).to_be_visible()
    return tab


def _buttons(page: Page) -> list[str]:
    page.locator("[data-uji=hitungan]").wait_for()
    return page.locator("main .kartu .baris-tombol button:visible").all_inner_texts()


def _move(tab: Tab, words: str, **fields: str) -> None:
    steps.press(tab, words)
    for name, value in fields.items():
        tab.page.locator(f"dialog #isian-{name}").fill(value)
    tab.page.locator("dialog").get_by_role("button", name="Lanjutkan").click()


def _file(page: Page, name: str) -> bytes:
    with page.expect_download() as found:
        page.get_by_role("link", name=name, exact=True).click()
    return Path(found.value.path()).read_bytes()


def _compose(tab: Tab) -> None:
    page = tab.page
    steps.press(tab, "Ubah naskah")
    page.locator("dialog #isian-pengantar").fill("Puji syukur kami panjatkan.\nKedua.")
    page.locator("dialog #isian-simpulan").fill("x" * 4500)
    steps.press(tab, "Simpan")
    expect(page.get_by_text("Naskah disimpan.")).to_be_visible()
    expect(page.locator(".dos-teks").first).to_contain_text("Puji syukur")
    # Nothing of a long text is lost on the way.
    assert len(page.locator(".dos-teks").nth(1).inner_text()) == 4500


def test_the_way_of_a_dossier(
    start_server: StartServer, page_1280: OpenTab, page_360: OpenTab
) -> None:
    server, triwulan = _begin(start_server, 2, 1)
    address = _page(triwulan)
    pemprov = _login(page_1280, server, Role.ADMIN_PEMPROV, address)
    ketua = _login(page_1280, server, Role.KETUA_TIM, address)
    kabag = _login(page_360, server, Role.KABAG_TATALAKSANA, address)
    pimpinan = _login(page_1280, server, Role.PIMPINAN, address)
    expect(pimpinan.page.get_by_text("Berkas triwulan tidak ditemukan.")).to_be_visible()
    assert _buttons(ketua.page) == _buttons(kabag.page) == []
    assert _buttons(pemprov.page) == ["Serahkan ke Ketua Tim Kerja"]
    draft = pdf_words(_file(pemprov.page, "Unduh PDF: Rekapitulasi IKM dan Tindak Lanjut"))
    assert "RANCANGAN" in draft
    pemprov.shot("dossier-himpun-1280")
    steps.press(pemprov, "Serahkan ke Ketua Tim Kerja")
    expect(pemprov.page.locator("dialog")).to_contain_text("5 UPP belum termuat")
    steps.press(pemprov, "Lanjutkan")
    expect(pemprov.page.locator("[data-uji=giliran]")).to_contain_text("Ketua Tim Kerja")
    # The page of the next in turn learns of it by itself.
    expect(ketua.page.get_by_role("button", name="Ubah naskah")).to_be_visible(timeout=PATIENCE)
    steps.press(ketua, "Sampaikan ke Kabag Tatalaksana")
    expect(ketua.page.locator("dialog")).to_contain_text("“Pengantar” serta “Simpulan dan saran”")
    ketua.shot("dossier-naskah-kosong-1280", whole=False)
    steps.press(ketua, "Batal")
    _compose(ketua)
    _move(ketua, "Sampaikan ke Kabag Tatalaksana")
    expect(ketua.page.locator("[data-uji=giliran]")).to_contain_text(
        "Kabag Tatalaksana", timeout=PATIENCE
    )
    kabag.reload()
    kabag.shot("dossier-kabag-360")
    steps.press(kabag, "Kembalikan ke Ketua Tim Kerja")
    steps.press(kabag, "Lanjutkan")
    expect(kabag.page.locator("dialog .ringkasan-galat")).to_be_visible()
    kabag.page.locator("dialog #isian-catatan").fill("Tambahkan simpulan.")
    steps.press(kabag, "Lanjutkan")
    expect(kabag.page.locator("dialog")).to_have_count(0)
    ketua.reload()
    expect(ketua.page.locator(".dos-garis")).to_contain_text("Tambahkan simpulan.")
    expect(ketua.page.get_by_role("heading", name="Garis waktu")).to_be_visible()
    _move(ketua, "Sampaikan ke Kabag Tatalaksana")
    expect(ketua.page.locator("[data-uji=giliran]")).to_contain_text(
        "Kabag Tatalaksana", timeout=PATIENCE
    )
    kabag.reload()
    steps.press(kabag, "Tutup berkas")
    expect(kabag.page.locator("dialog")).to_contain_text("5 UPP belum termuat")
    expect(kabag.page.locator("dialog")).not_to_contain_text("masih kosong")
    kabag.shot("dossier-tutup-360", whole=False)
    kabag.page.locator("dialog #isian-surat_tanggal").fill("01-01-2020")
    steps.press(kabag, "Lanjutkan")
    expect(kabag.page.locator("dialog .ringkasan-galat li")).to_have_count(2)
    with server.runtime() as rt:
        today = rt.today().strftime("%d-%m-%Y")
    kabag.page.locator("dialog #isian-surat_nomor").fill("000.8/123/ORG")
    kabag.page.locator("dialog #isian-surat_tanggal").fill(today)
    steps.press(kabag, "Lanjutkan")
    expect(kabag.page.locator("[data-uji=surat]")).to_contain_text("Surat Nomor 000.8/123/ORG")
    _read(pimpinan)
    _add_a_late_one(server, triwulan, pemprov, pimpinan)


def _read(pimpinan: Tab) -> None:
    """Read the closed dossier, which nobody may move any more."""
    pimpinan.reload()
    page = pimpinan.page
    assert _buttons(page) == []
    pimpinan.shot("dossier-pimpinan-1280")
    report = " ".join(pdf_words(_file(page, "Unduh PDF: Laporan IKM Triwulan Pemprov")))
    # The page says what the report says.
    assert page.locator("[data-uji=angka]").inner_text() in report
    assert "RANCANGAN" not in report
    assert "Puji syukur kami panjatkan." in report
    # What was frozen is a file of its own, and the same report.
    frozen = page.locator(".dos-berkas").first.get_by_role("link")
    expect(frozen).to_have_count(2)
    with page.expect_download() as found:
        frozen.filter(has_text="Laporan IKM Triwulan Pemprov").click()
    assert "Puji syukur kami panjatkan." in " ".join(
        pdf_words(Path(found.value.path()).read_bytes())
    )
    letter = pdf_words(_file(page, "Unduh PDF: Surat pengantar ke Sekretaris Daerah"))
    assert "000.8/123/ORG" in letter
    book = load_workbook(io.BytesIO(_file(page, "Unduh Excel: Laporan IKM Triwulan Pemprov")))
    assert isinstance(book.worksheets[0]["B7"].value, int | float)


def _add_a_late_one(server: AppServer, triwulan: Triwulan, pemprov: Tab, pimpinan: Tab) -> None:
    with server.runtime() as rt:
        hand_in(rt, log_in(rt, "admin_pemprov"), triwulan, "unit-03")
    pemprov.reload()
    steps.press(pemprov, "Buka addendum")
    expect(pemprov.page.get_by_role("heading", name=re.compile("Addendum 1"))).to_be_visible()
    expect(pemprov.page.locator("[data-uji=hitungan]")).to_contain_text("1 dari")
    words = pdf_words(_file(pemprov.page, "Unduh PDF: Rekapitulasi IKM dan Tindak Lanjut"))
    assert "ADDENDUM" in words
    pimpinan.page.goto(server.url + _page(triwulan, 1))
    expect(pimpinan.page.get_by_text("Berkas triwulan tidak ditemukan.")).to_be_visible()


def test_words_that_are_typed_outlive_the_server(
    start_server: StartServer, page_1280: OpenTab
) -> None:
    server, triwulan = _begin(start_server, 0, 1, handed_over=True)
    tab = _login(page_1280, server, Role.KETUA_TIM, _page(triwulan))
    tab.tolerate(OFFLINE_NOISE)
    page = tab.page
    steps.press(tab, "Ubah naskah")
    pengantar, state = page.locator("#isian-pengantar"), page.locator("[data-draf-status]")
    pengantar.fill("Puji syukur")
    expect(state).to_contain_text("Draf disimpan")
    pengantar.press_sequentially(" kami panjatkan")
    server.kill()
    expect(state).to_have_text("Belum tersimpan: sambungan terputus", timeout=PATIENCE)
    server.start()
    expect(pengantar).to_have_value("Puji syukur kami panjatkan", timeout=PATIENCE)
    kept_words = re.compile("Draf disimpan|Ini draf Anda")
    expect(page.locator("dialog")).to_contain_text(kept_words, timeout=PATIENCE)
    tab.shot("dossier-draf-1280", whole=False)
    # So it is in another browser.
    other = _login(page_1280, server, Role.KETUA_TIM, _page(triwulan))
    expect(other.page.locator(".dos-draf")).to_have_text("Draf Anda belum disimpan.")
    steps.press(other, "Ubah naskah")
    expect(other.page.locator("#isian-pengantar")).to_have_value("Puji syukur kami panjatkan")
    expect(other.page.locator("dialog")).to_contain_text("Ini draf Anda dari")
    steps.press(other, "Simpan")
    expect(other.page.locator(".dos-teks").first).to_have_text("Puji syukur kami panjatkan")
    expect(other.page.locator(".dos-draf")).to_have_count(0)
    # Here the same words are still a draft, which can be thrown away.
    steps.press(tab, "Buang draf")
    expect(page.locator("dialog")).not_to_contain_text("Ini draf Anda")
    expect(pengantar).to_have_value("Puji syukur kami panjatkan")
    steps.press(tab, "Tutup")
    expect(page.locator(".dos-draf")).to_have_count(0)


def test_two_write_and_two_move(start_server: StartServer, page_1280: OpenTab) -> None:
    server, triwulan = _begin(start_server, 0, 1, handed_over=True)
    ketua = _login(page_1280, server, Role.KETUA_TIM, _page(triwulan))
    pemprov = _login(page_1280, server, Role.ADMIN_PEMPROV, _page(triwulan))
    page = ketua.page
    steps.press(ketua, "Ubah naskah")
    page.locator("dialog #isian-pengantar").fill("Kata saya.")
    with server.runtime() as rt:
        other = {"pengantar": "Kata orang lain.", "simpulan": ""}
        save_naskah(rt, log_in(rt, "ketua_tim"), triwulan, 0, versi=1, isian=other)
    steps.press(ketua, "Simpan")
    expect(page.locator("dialog")).to_contain_text("Orang lain baru saja menyimpan")
    expect(page.locator("dialog")).to_contain_text("Kata orang lain.")
    assert page.locator("dialog #isian-pengantar").input_value() == "Kata saya."
    page.locator("dialog #isian-pengantar").fill("Kata kami berdua.")
    steps.press(ketua, "Simpan")
    expect(page.get_by_text("Naskah disimpan.")).to_be_visible()
    expect(page.locator(".dos-teks").first).to_have_text("Kata kami berdua.")
    # What one takes back the other cannot hand over.
    steps.press(ketua, "Kembalikan ke Admin Pemprov")
    page.locator("dialog #isian-catatan").fill("Lengkapi dahulu.")
    pemprov.reload()
    _move(pemprov, "Tarik kembali")
    expect(pemprov.page.locator("dialog")).to_have_count(0)
    steps.press(ketua, "Lanjutkan")
    expect(
        page.get_by_text(re.compile("Baru saja ada langkah lain: “Tarik kembali”"))
    ).to_be_visible()
    expect(page.locator("dialog")).to_have_count(0)
    with server.runtime() as rt, rt.reading() as session:
        (row,) = session.exec(select(Dossier)).all()
        assert row.status == "dihimpun"


def test_a_province_of_sixty(
    start_server: StartServer, page_1280: OpenTab, page_360: OpenTab
) -> None:
    server, triwulan = _begin(start_server, 3, MANY - 3)
    tab = _login(page_360, server, Role.ADMIN_PEMPROV, _page(triwulan))
    page = tab.page
    expect(page.locator("#dossier-upp tr")).to_have_count(MANY + 4)
    wide = "() => document.documentElement.scrollWidth <= innerWidth"
    assert page.evaluate(wide)
    tab.shot("dossier-60-360")
    page.get_by_role("link", name="Termuat", exact=True).click()
    expect(page.locator("#dossier-upp tr")).to_have_count(3)
    desk = _login(page_1280, server, Role.ADMIN_PEMPROV, "/admin/dossier")
    expect(desk.page.locator(".dos-daftar li")).to_have_count(1)
    expect(desk.page.locator(".dos-daftar")).to_contain_text(f"3 dari {MANY + 4} UPP diterima")
    desk.shot("dossier-daftar-1280")
    desk.page.get_by_role("link", name=triwulan.periode.label).click()
    expect(desk.page.locator("#dossier-upp tr")).to_have_count(MANY + 4)
    desk.shot("dossier-60-1280")
    with server.runtime() as rt:
        found = load_dossier(rt, log_in(rt, "admin_pemprov"), triwulan)
    assert found.dossier is None
