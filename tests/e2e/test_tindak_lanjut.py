"""From the figures to the result in a browser: plan, quote, report; two people; a server that dies."""

import io
import re
from datetime import date

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from sekampadi.domain.izin import Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.services.moderasi.moderasi import remove
from sekampadi.services.publik.publik import settle
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tindak_lanjut.draf import load_draf
from sekampadi.services.tindak_lanjut.kegiatan import add_kegiatan, remove_kegiatan
from sekampadi.services.tindak_lanjut.petikan import pick
from sekampadi.services.tindak_lanjut.rencana import Rencana, begin, load_rencana
from sekampadi.services.tindak_lanjut.usulan import load_usulan
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import OFFLINE_NOISE, AppServer, Tab
from tests.factories import isian, submit
from tests.services.pengajuan.provinsi import log_in

TRIWULAN = Triwulan(2026, 1)
LIST = "/admin/tindak-lanjut"
PLAN = f"{LIST}/rencana?upp=upp-a&triwulan=2026-1"
SARAN = "antreannya lama sekali, loketnya cuma satu"
KEGIATAN = {
    **{"nama": "Menambah satu loket", "mulai": "", "target": "30-06-2026"},
    **{"penanggung_jawab": "Kepala Subbagian", "prioritas": "tinggi", "jangka": "pendek"},
}
PATIENCE = 30_000


def _fill(rt: Runtime) -> None:
    for i in range(11):
        fields = isian(u3="1", saran=SARAN if i == 0 else "")
        submit(rt, "layanan-a1", fields, day=date(2026, 1, 2 + i))
    settle(rt)
    publish(rt, log_in(rt, "admin_upp"), periode=TRIWULAN.periode)


@pytest.fixture
def server(start_server: StartServer) -> AppServer:
    """Serve a province in which upp-a has published a triwulan, worst at waktu."""
    return start_server(_fill)


def _plan(server: AppServer) -> Rencana:
    with server.runtime() as rt:
        plan = load_rencana(rt, log_in(rt, "admin_upp"), "upp-a", TRIWULAN).rencana
    assert plan is not None
    return plan


def _with_kegiatan(server: AppServer) -> int:
    """Begin the plan and put an action into it; return its id."""
    with server.runtime() as rt:
        person = log_in(rt, "admin_upp")
        plan = begin(rt, person, "upp-a", TRIWULAN)
        return add_kegiatan(rt, person, plan, "waktu", KEGIATAN).id


def _field(page: Page, name: str) -> str:
    return page.locator(f"dialog #isian-{name}").input_value()


def _change(tab: Tab, words: str = "Ubah", nama: str = "1.1 Menambah satu loket") -> None:
    steps.act(tab, nama, words)
    tab.page.locator("dialog #isian-nama").wait_for()


def _picture(colour: str) -> FilePayload:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "PNG")
    return {"name": f"{colour}.png", "mimeType": "image/png", "buffer": out.getvalue()}


def _prove(tab: Tab) -> None:
    """Send two photos and what is none, and take one away again."""
    page = tab.page
    tab.tolerate("status of 4")
    forged: FilePayload = {
        "name": "lampiran.jpg",
        "mimeType": "image/jpeg",
        "buffer": b"<html>bukan foto</html>",
    }
    files = [_picture("red"), forged, _picture("blue")]
    words = page.get_by_label("Keterangan (misalnya: loket sesudah diperbaiki)")
    words.fill("Loket kedua")
    page.get_by_label("Unggah bukti 1.1").set_input_files(files)
    shown = page.locator(".rtl-bukti li")
    expect(shown).to_have_count(2)
    expect(shown).to_contain_text(["Loket kedua", "Loket kedua"])
    expect(words).to_have_value("")
    expect(page.get_by_text("2 berkas bukti diunggah.")).to_be_visible()
    expect(page.locator(".rtl-kiriman .galat")).to_contain_text("lampiran.jpg: ")
    drawn = "(img) => img.decode().then(() => img.naturalWidth)"
    assert shown.first.locator("img").evaluate(drawn) == 60
    steps.press(tab, "Hapus bukti blue.jpg")
    page.locator("dialog").get_by_role("button", name="Hapus bukti").click()
    expect(shown).to_have_count(1)


def _publish(tab: Tab, server: AppServer) -> None:
    """Tell everyone of it, and read it as everyone does."""
    page = tab.page
    steps.act(tab, "1.1 Menambah satu loket", "Tampilkan di halaman Hasil")
    expect(page.get_by_label("Yang kami lakukan")).to_have_value(
        "Loket kedua dibuka.\nPetugasnya dua."
    )
    page.get_by_label("Yang kami lakukan").fill("Kami membuka loket kedua.")
    # No moderator has released a suggestion.
    expect(page.get_by_label("Saran yang dikutip").locator("option")).to_have_count(1)
    expect(page.locator("dialog")).to_contain_text(
        "Belum ada saran yang dirilis moderator untuk unsur ini."
    )
    steps.press(tab, "Simpan")
    expect(page.locator(".rtl-tayang")).to_have_text("tampil di halaman Hasil")
    tab.open(f"{server.url}/hasil?upp=upp-a")
    expect(page.locator("main")).to_contain_text("Kami membuka loket kedua.")


def test_suggestions_are_picked_by_the_keyboard(server: AppServer, page_1280: OpenTab) -> None:
    _with_kegiatan(server)
    tab = page_1280()
    page = tab.page
    steps.log_in(tab, server, "admin_upp", LIST)
    tab.open(server.url + PLAN)
    steps.press(tab, "Pilih saran untuk Perilaku petugas")
    # None speaks of it: all are below.
    expect(page.locator("dialog")).to_contain_text("Tidak ada saran yang menyebut unsur ini;")
    box = page.get_by_label(SARAN)
    expect(box).to_be_focused()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    for key in ("Tab", "Shift+Tab"):
        for _ in range(5):
            page.keyboard.press(key)
            assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Pilih saran untuk Perilaku petugas")).to_be_focused()


def _take_back(tab: Tab, server: AppServer) -> None:
    """Say that it is not finished after all, and then that it is: it is not shown to everyone."""
    page = tab.page
    tab.open(f"{server.url}{PLAN}&bagian=hasil")
    steps.press(tab, "Laporkan hasil 1.1")
    page.get_by_label("Status").select_option("berjalan")
    steps.press(tab, "Simpan")
    words = "Hasil kegiatan disimpan dan diturunkan dari halaman Hasil."
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.locator(".rtl-tayang")).to_have_count(0)
    steps.press(tab, "Laporkan hasil 1.1")
    page.get_by_label("Status").select_option("selesai")
    page.get_by_label("Tanggal selesai").fill("20-06-2026")
    steps.press(tab, "Simpan")
    expect(page.get_by_text("Hasil kegiatan disimpan.", exact=True)).to_be_visible()


def test_from_the_figures_to_the_result(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    page = tab.page
    steps.log_in(tab, server, "admin_upp", LIST)
    page.get_by_role("link", name="Triwulan I 2026").click()
    steps.press(tab, "Susun RTL")
    cards = page.locator(".rtl-unsur")
    expect(cards).to_have_count(9)
    expect(cards.first.locator("h2")).to_have_text("1. Waktu pelayanan")
    expect(cards.first.locator(".rtl-nilai")).to_contain_text("1,00")
    steps.press(tab, "Pilih saran (1) untuk Waktu pelayanan")
    expect(page.locator(".rtl-usulan")).to_have_text("Diusulkan · keluhan")
    page.get_by_label(SARAN).click()
    expect(page.get_by_label(SARAN)).to_be_checked()
    steps.press(tab, "Pendekkan Layanan a1, 02-01-2026")
    page.get_by_label("Petikan", exact=True).fill("petugasnya galak")
    steps.press(tab, "Simpan")
    expect(page.locator("#galat-teks")).to_contain_text("hanya boleh dipendekkan")
    page.get_by_label("Petikan", exact=True).fill("antreannya lama sekali")
    steps.press(tab, "Simpan")
    steps.press(tab, "Selesai memilih")
    expect(cards.first.locator("blockquote")).to_have_text("antreannya lama sekali, …")
    steps.press(tab, "Tambah kegiatan untuk Waktu pelayanan")
    steps.press(tab, "Simpan")
    expect(page.locator("#galat-nama")).to_contain_text("Kegiatan belum diisi")
    page.get_by_label("Kegiatan", exact=True).fill("Menambah satu loket")
    page.get_by_label("Target selesai").fill("30-06-2026")
    page.get_by_label("Penanggung jawab").fill("Kepala Subbagian")
    steps.press(tab, "Simpan")
    expect(cards.first.locator(".rtl-kegiatan")).to_contain_text("1.1")
    expect(page.locator("dialog")).to_have_count(0)
    page.get_by_role("link", name="Hasil", exact=True).click()
    expect(page.locator("[data-uji=persen]")).to_have_text("0,00 %")
    steps.press(tab, "Laporkan hasil 1.1")
    expect(page.get_by_label("Strategi penyelesaian")).to_be_visible()
    expect(page.get_by_label("Tanggal selesai")).to_be_hidden()
    page.get_by_label("Status").select_option("selesai")
    expect(page.get_by_label("Strategi penyelesaian")).to_be_hidden()
    page.get_by_label("Tanggal selesai").fill("20-06-2026")
    page.get_by_label("Uraian tindak lanjut").fill("Loket kedua dibuka.\nPetugasnya dua.")
    steps.press(tab, "Simpan")
    expect(page.locator("[data-uji=persen]")).to_have_text("100,00 %")
    yearly = page.locator('[role="menuitem"]', has_text="setahun")
    expect(yearly).to_have_text(["Unduh PDF setahun", "Unduh Word setahun"])
    for link, ending in zip(yearly.all(), ("pdf", "docx"), strict=True):
        path = f"/unduh/laporan-tindak-lanjut.{ending}?upp=upp-a&tahun=2026"
        expect(link).to_have_attribute("href", path)
    _prove(tab)
    _publish(tab, server)
    _take_back(tab, server)
    tab.open(f"{server.url}{PLAN}&bagian=riwayat")
    for words in ("menyusun RTL", "memetik saran", "menambah kegiatan", "melaporkan hasil"):
        expect(page.locator(".rtl-riwayat")).to_contain_text(f"admin_upp {words}")
    plan = _plan(server)
    (line,) = plan.kegiatan
    assert line.row.hasil.selesai_pada == date(2026, 6, 20)
    assert line.row.hasil.uraian == "Loket kedua dibuka.\nPetugasnya dua."
    assert [p.teks for p in plan.baris[0].petikan] == ["antreannya lama sekali, …"]


def test_two_people_see_each_other_and_neither_writes_over_the_other(
    server: AppServer, page_1280: OpenTab
) -> None:
    _with_kegiatan(server)
    one, two = page_1280(), page_1280()
    steps.log_in(one, server, "admin_upp", LIST)
    steps.log_in(two, server, "admin_pemprov", LIST)
    for tab in (one, two):
        tab.open(server.url + PLAN)
    there = two.page.locator(".rtl-hadir")
    expect(there).to_contain_text("admin_upp juga membuka RTL ini", timeout=PATIENCE)
    _change(one)
    expect(there).to_contain_text("sedang mengisi 1.1", timeout=PATIENCE)
    one.page.get_by_label("Kegiatan", exact=True).fill("Menambah dua loket")
    _change(two)
    two.page.get_by_label("Kegiatan", exact=True).fill("Menambah mesin antrean")
    two.page.get_by_label("Penanggung jawab").fill("Kepala Bagian")
    steps.press(two, "Simpan")
    expect(two.page.locator(".rtl-nama")).to_have_text("Menambah mesin antrean")
    # The page of the other follows, and what is being typed there stays.
    expect(one.page.locator(".rtl-nama")).to_have_text("Menambah mesin antrean", timeout=PATIENCE)
    assert _field(one.page, "nama") == "Menambah dua loket"
    expect(one.page.locator("dialog form .rtl-lain")).to_have_text(
        "admin_pemprov baru saja mengubah RTL ini. Isian Anda tetap."
    )
    steps.press(one, "Simpan")
    dialog = one.page.locator("dialog")
    expect(dialog.get_by_role("row", name="Kegiatan")).to_contain_text("Menambah dua loket")
    expect(dialog.get_by_role("row", name="Kegiatan")).to_contain_text("Menambah mesin antrean")
    expect(dialog.get_by_role("row", name="Penanggung jawab")).to_contain_text("Kepala Bagian")
    expect(dialog).to_contain_text("Tersimpan oleh admin_pemprov")
    assert _plan(server).kegiatan[0].row.isi.nama == "Menambah mesin antrean"
    steps.press(one, "Kembali ke isian")
    assert _field(one.page, "nama") == "Menambah dua loket"
    steps.press(one, "Simpan")
    # Field by field: what only the other has changed is proposed as he has stored it.
    yours, stored = "Isian Anda", "Tersimpan oleh admin_pemprov"
    chosen = dialog.get_by_role("radio", checked=True)
    expect(chosen).to_have_count(2)
    expect(dialog.get_by_role("radio", name=f"Kegiatan, {yours}")).to_be_checked()
    expect(dialog.get_by_role("radio", name=f"Penanggung jawab, {stored}")).to_be_checked()
    steps.press(one, "Simpan pilihan")
    expect(one.page.locator(".rtl-nama")).to_have_text("Menambah dua loket")
    assert _plan(server).kegiatan[0].row.isi.penanggung_jawab == "Kepala Bagian"
    expect(two.page.locator(".rtl-nama")).to_have_text("Menambah dua loket", timeout=PATIENCE)
    for tab in (two, one):
        _change(tab, nama="1.1 Menambah dua loket")
    two.page.get_by_label("Target selesai").fill("01-05-2026")
    one.page.get_by_label("Tanggal mulai").fill("02-05-2026")
    one.page.get_by_label("Target selesai").fill("01-06-2026")
    steps.press(two, "Simpan")
    expect(two.page.locator("dialog")).to_have_count(0)
    steps.press(one, "Simpan")
    dialog.get_by_role("radio", name=f"Target selesai, {stored}").check()
    steps.press(one, "Simpan pilihan")
    # What was chosen does not fit together: said in the form, with what was chosen in it.
    expect(dialog).to_contain_text("Target selesai tidak boleh sebelum tanggal mulai.")
    assert (_field(one.page, "mulai"), _field(one.page, "target")) == ("02-05-2026", "01-05-2026")
    one.page.get_by_label("Target selesai").fill("03-05-2026")
    steps.press(one, "Simpan")
    expect(dialog).to_have_count(0)
    assert _plan(server).kegiatan[0].row.isi.target == date(2026, 5, 3)
    two.page.close()
    expect(one.page.locator(".rtl-hadir")).not_to_contain_text("admin_pemprov", timeout=PATIENCE)


def test_what_another_form_has_changed_is_no_conflict(
    server: AppServer, page_1280: OpenTab
) -> None:
    _with_kegiatan(server)
    one, two = page_1280(), page_1280()
    steps.log_in(one, server, "admin_upp", LIST)
    steps.log_in(two, server, "admin_pemprov", LIST)
    one.open(server.url + PLAN)
    _change(one)
    one.page.get_by_label("Penanggung jawab").fill("Kepala Bagian")
    two.open(f"{server.url}{PLAN}&bagian=hasil")
    steps.press(two, "Laporkan hasil 1.1")
    two.page.get_by_label("Status").select_option("berjalan")
    steps.press(two, "Simpan")
    expect(two.page.locator(".rtl-status")).to_have_text("Berjalan")
    steps.press(one, "Simpan")
    expect(one.page.locator("dialog")).to_have_count(0)
    row = _plan(server).kegiatan[0].row
    assert (row.isi.penanggung_jawab, row.hasil.status.value) == ("Kepala Bagian", "berjalan")


def test_what_is_typed_outlives_the_server(server: AppServer, page_1280: OpenTab) -> None:
    number = _with_kegiatan(server)
    tab = page_1280()
    tab.tolerate(OFFLINE_NOISE)
    page = tab.page
    steps.log_in(tab, server, "admin_upp", LIST)
    tab.open(f"{server.url}{PLAN}&bagian=hasil")
    steps.press(tab, "Laporkan hasil 1.1")
    state = page.locator("[data-draf-status]")
    uraian = page.get_by_label("Uraian tindak lanjut")
    buttons = page.locator("dialog button")
    expect(buttons).to_have_text(["Simpan", "Tutup"])
    uraian.fill("Rapat dengan pengelola gedung")
    expect(state).to_contain_text("Draf disimpan")
    expect(buttons).to_have_text(["Buang draf", "Simpan", "Tutup"])
    uraian.press_sequentially(" dan pemasok")
    server.kill()
    expect(state).to_have_text("Belum tersimpan: sambungan terputus", timeout=PATIENCE)
    with server.runtime() as rt:
        kept = load_draf(rt, log_in(rt, "admin_upp"), _plan(server).id)[f"hasil:{number}"]
    # All that was told to be saved, and perhaps the first letters of what came after it.
    assert kept.isi["uraian"].startswith("Rapat dengan pengelola gedung")
    assert "Rapat dengan pengelola gedung dan pemasok".startswith(kept.isi["uraian"])
    server.start()
    # The form comes back by itself, with every letter.
    expect(uraian).to_have_value("Rapat dengan pengelola gedung dan pemasok", timeout=PATIENCE)
    kept_words = re.compile("Draf disimpan|Ini draf Anda")
    expect(page.locator("dialog")).to_contain_text(kept_words, timeout=PATIENCE)
    # So it is in another browser, and after a new load.
    other = page_1280()
    steps.log_in(other, server, "admin_upp", LIST)
    other.open(f"{server.url}{PLAN}&bagian=hasil")
    expect(other.page.locator(".rtl-draf")).to_have_text("Draf belum disimpan")
    steps.press(other, "Laporkan hasil 1.1")
    assert _field(other.page, "uraian") == "Rapat dengan pengelola gedung dan pemasok"
    expect(other.page.locator("dialog")).to_contain_text("Ini draf Anda dari")
    page.reload()
    expect(uraian).to_have_value("Rapat dengan pengelola gedung dan pemasok", timeout=PATIENCE)
    page.get_by_label("Status").select_option("berjalan")
    steps.press(tab, "Simpan")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator(".rtl-hasil")).to_contain_text("dan pemasok")
    assert _plan(server).kegiatan[0].row.hasil.uraian.endswith("dan pemasok")
    # What is saved is no draft any more, also a while later.
    page.wait_for_timeout(7000)
    with server.runtime() as rt:
        assert load_draf(rt, log_in(rt, "admin_upp"), _plan(server).id) == {}
    steps.press(other, "Buang draf")
    expect(other.page.locator("dialog")).not_to_contain_text("Ini draf Anda")
    expect(other.page.locator("dialog button")).to_have_text(["Simpan", "Tutup"])


@pytest.mark.parametrize("is_draft", [False, True])
def test_what_is_typed_outlives_the_login(
    server: AppServer, page_1280: OpenTab, is_draft: bool
) -> None:
    _with_kegiatan(server)
    tab = page_1280()
    tab.tolerate("status of 40")
    steps.log_in(tab, server, "admin_upp", LIST)
    tab.open(server.url + PLAN)
    _change(tab)
    tab.page.get_by_label("Penanggung jawab").fill("Kepala Bagian Umum")
    if is_draft:
        expect(tab.page.locator("[data-draf-status]")).to_contain_text("Draf disimpan")
    steps.end_login(tab)
    steps.log_in_again(tab, "admin_upp")
    expect(tab.page.get_by_label("Penanggung jawab")).to_have_value(
        "Kepala Bagian Umum", timeout=PATIENCE
    )


def test_who_saves_what_somebody_has_deleted_is_taken_to_the_reason(
    server: AppServer, page_1280: OpenTab
) -> None:
    number = _with_kegiatan(server)
    tab = page_1280()
    steps.log_in(tab, server, "admin_upp", LIST)
    tab.open(server.url + PLAN)
    _change(tab)
    tab.page.get_by_label("Penanggung jawab").fill("Kepala Bagian Umum")
    with server.runtime() as rt:
        remove_kegiatan(rt, log_in(rt, "admin_pemprov"), number, 1)
    steps.press(tab, "Simpan")
    reason = tab.page.locator("dialog #penolakan")
    expect(reason).to_contain_text("Kegiatan ini sudah dihapus orang lain.")
    expect(reason).to_be_focused()
    # What was typed can still be copied.
    expect(tab.page.get_by_label("Penanggung jawab")).to_have_value("Kepala Bagian Umum")


@pytest.mark.parametrize("role", [Role.PIMPINAN_UPP, Role.PIMPINAN, Role.KETUA_TIM])
def test_who_only_reads_is_offered_nothing_to_change(
    server: AppServer, page_360: OpenTab, role: Role
) -> None:
    _with_kegiatan(server)
    tab = page_360()
    steps.log_in(tab, server, role.value, LIST)
    for part in ("", "&bagian=hasil", "&bagian=riwayat"):
        tab.open(server.url + PLAN + part)
        tab.page.locator("main .kartu").first.wait_for()
        names = tab.page.locator("main button").all_text_contents()
        assert not {n for n in names if n.strip()} - {"Unduh", "⋯"}, names
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= 360
    tab.open(server.url + PLAN)
    # The worst unsur stands on the first screen of a phone.
    box = tab.page.locator(".rtl-unsur .rtl-nilai").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 740


def test_a_triwulan_that_is_none_is_told_and_leads_on(
    server: AppServer, page_1280: OpenTab
) -> None:
    tab = page_1280()
    steps.log_in(tab, server, "admin_upp", LIST)
    for kunci in ("2026-9", "bulan-lalu", "2099-1"):
        tab.open(f"{server.url}{LIST}/rencana?upp=upp-a&triwulan={kunci}")
        expect(tab.page.get_by_role("alert")).to_contain_text("Pilih triwulan yang sudah berakhir.")
    tab.page.get_by_role("link", name="Semua triwulan").click()
    expect(tab.page.get_by_role("link", name="Triwulan I 2026")).to_be_visible()


def test_a_result_is_told_where_it_is_late(server: AppServer, page_1280: OpenTab) -> None:
    _with_kegiatan(server)
    tab = page_1280()
    steps.log_in(tab, server, "admin_upp", LIST)
    tab.open(server.url + PLAN)
    steps.act(tab, "1.1 Menambah satu loket", "Laporkan hasil")
    tab.page.get_by_label("Status").select_option("selesai")
    tab.page.get_by_label("Tanggal selesai").fill("20-06-2026")
    tab.page.get_by_label("Uraian tindak lanjut").fill("Loket kedua dibuka.")
    steps.press(tab, "Simpan")
    expect(tab.page.locator(".rtl-status")).to_have_text("Selesai")
    tab.page.get_by_role("button", name="Tindakan untuk 1.1 Menambah satu loket").click()
    shown = tab.page.locator('[role="menu"]:visible [role="menuitem"]')
    expect(shown).to_have_text(["Ubah"])


def test_other_offices_and_roles_find_nothing(server: AppServer, page_1280: OpenTab) -> None:
    _with_kegiatan(server)
    tab = page_1280()
    steps.log_in(tab, server, "admin-b", LIST)
    tab.open(server.url + PLAN)
    expect(tab.page.get_by_role("alert")).to_have_text("UPP tidak ditemukan.")
    expect(tab.page.locator(".rtl-unsur")).to_have_count(0)
    other = page_1280()
    steps.log_in(other, server, "petugas_layanan", "/admin/entri")
    for address in (LIST, PLAN):
        other.open(server.url + address)
        other.page.get_by_role("heading", name="Halaman ini tidak tersedia").wait_for()


def test_a_revision_and_a_removed_suggestion_are_told(
    server: AppServer, page_1280: OpenTab
) -> None:
    _with_kegiatan(server)
    with server.runtime() as rt:
        person, plan = log_in(rt, "admin_upp"), _plan(server)
        saran = load_usulan(rt, person, plan.id, "waktu").usulan[0].jawaban_id
        pick(rt, person, plan.id, "waktu", jawaban_id=saran)
        remove(rt, person, [saran], "menyebut nama orang")
        for i in range(6):
            submit(rt, "layanan-a1", isian(u3="4"), day=date(2026, 2, 2 + i))
        settle(rt)
        publish(
            rt,
            person,
            periode=TRIWULAN.periode,
            menggantikan=plan.lembar.nomor,
            alasan="jawaban menyusul",
        )
    tab = page_1280()
    steps.log_in(tab, server, "admin_upp", LIST)
    tab.open(server.url + PLAN)
    first = tab.page.locator(".rtl-unsur").first
    expect(first).to_contain_text("Saran ini telah dihapus oleh moderator.")
    expect(first).not_to_contain_text(SARAN)
    expect(first.locator(".rtl-semula")).to_have_text("menjadi 2,13 pada lembar revisi")
    steps.press(tab, "Pakai nilai lembar baru")
    expect(tab.page.locator(".rtl-semula")).to_have_count(0)
    expect(first.locator(".rtl-nilai")).to_contain_text("2,13")
    expect(first.locator(".rtl-nama")).to_have_text("Menambah satu loket")
    expect(tab.page.get_by_role("button", name="Pakai nilai lembar baru")).to_have_count(0)
