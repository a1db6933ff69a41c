"""The admin's master data in a browser: layanan and their codes, accounts, import, identity."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer, Tab
from tests.e2e.steps import act, end_login, end_logins, log_in, log_in_again, open_survey
from tests.factories import PASSWORD
from tests.services.impor.test_impor_layanan import workbook


def press(tab: Tab, name: str) -> None:
    tab.page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def server(start_server: StartServer) -> AppServer:
    return start_server("cast")


def test_a_renamed_layanan_keeps_its_address(
    server: AppServer, page_1280: OpenTab, page_360: OpenTab
) -> None:
    tab = page_1280()
    log_in(tab, server, "admin_upp", "/admin/layanan")
    press(tab, "Tambah layanan")
    press(tab, "Simpan")
    expect(tab.page.locator("#galat-nama")).to_contain_text("Jenis layanan belum diisi.")
    tab.page.get_by_label("Biaya", exact=True).fill("Rp 5.000")
    tab.page.get_by_role("textbox", name="Jenis layanan").fill("Izin Usaha")
    press(tab, "Simpan")
    news = tab.page.get_by_role("status").filter(has_text="/s/upp-a-izin-usaha")
    expect(news).to_be_visible()
    tab.shot("layanan-tambah-1280")
    act(tab, "Izin Usaha", "Ubah")
    expect(tab.page.get_by_label("Biaya", exact=True)).to_have_value("Rp 5.000")
    tab.page.get_by_role("textbox", name="Jenis layanan").fill("Izin Berusaha")
    press(tab, "Simpan")
    expect(tab.page.get_by_role("cell", name="Izin Berusaha", exact=True)).to_be_visible()
    visitor = page_360()
    visitor.open(f"{server.url}/s/upp-a-izin-usaha")
    expect(visitor.page.get_by_text("Izin Berusaha")).to_be_visible()
    act(tab, "Izin Berusaha", "Nonaktifkan")
    press(tab, "Nonaktifkan layanan")
    expect(tab.page.get_by_role("row", name="Izin Berusaha")).to_contain_text("Tidak aktif")
    visitor.reload()
    expect(visitor.page.get_by_role("heading", name="Survei tidak tersedia")).to_be_visible()


def test_the_first_login_with_a_one_time_password(
    server: AppServer, page_1280: OpenTab, page_360: OpenTab
) -> None:
    admin = page_1280()
    log_in(admin, server, "admin_pemprov", "/admin/operator")
    press(admin, "Tambah operator")
    admin.page.get_by_role("textbox", name="Username").fill("wati")
    admin.page.get_by_label("Hak akses", exact=True).select_option("admin_upp")
    admin.page.locator("#isian-upp").select_option("upp-b")
    press(admin, "Simpan")
    once = admin.page.locator("[data-uji=sandi]").inner_text()
    admin.shot("operator-sandi-1280")
    admin.reload()
    assert once not in admin.page.content()

    wati = page_360()
    wati.open(f"{server.url}/login?next=/admin/layanan")
    wati.page.get_by_role("textbox", name="Username").fill("wati")
    wati.page.get_by_label("Kata sandi", exact=True).fill(once)
    press(wati, "Masuk")
    wati.page.wait_for_url("**/admin/akun")
    expect(wati.page.get_by_text("Kata sandi Anda hanya berlaku sekali.")).to_be_visible()
    wati.shot("akun-wajib-360")
    new = "sungai kapuas panjang"
    wati.page.get_by_label("Kata sandi sekarang").fill(once)
    wati.page.get_by_label("Kata sandi baru", exact=True).fill(new)
    wati.page.get_by_label("Ulangi kata sandi baru").fill("lain")
    press(wati, "Ganti kata sandi")
    expect(wati.page.locator("#galat-ulang")).to_be_visible()
    wati.page.get_by_label("Ulangi kata sandi baru").fill(new)
    # The second click of two would find the old password wrong.
    wati.page.get_by_role("button", name="Ganti kata sandi", exact=True).dblclick()
    expect(wati.page.get_by_text("Kata sandi diganti.")).to_be_visible()
    wati.page.wait_for_timeout(500)
    expect(wati.page.locator("#galat-lama")).to_have_count(0)
    wati.open(f"{server.url}/admin/layanan")
    expect(wati.page.get_by_text("Layanan b1")).to_be_visible()
    assert "Layanan a1" not in wati.page.content()


def test_nobody_undoes_anothers_change_unseen(server: AppServer, page_1280: OpenTab) -> None:
    first, second = page_1280(), page_1280()
    for tab in (first, second):
        log_in(tab, server, "admin_upp", "/admin/layanan")
        act(tab, "Layanan a1", "Ubah")
    first.page.get_by_label("Biaya", exact=True).fill("Rp 10.000")
    press(first, "Simpan")
    expect(first.page.get_by_text("Perubahan disimpan.")).to_be_visible()
    second.page.get_by_role("textbox", name="Standar waktu").fill("satu hari")
    press(second, "Simpan")
    expect(second.page.get_by_text("data ini baru saja diubah")).to_be_visible()
    # What was typed stands there still, and nothing of the first is gone.
    expect(second.page.get_by_role("textbox", name="Standar waktu")).to_have_value("satu hari")
    press(second, "Batal")
    again = second.page.get_by_role("button", name="Tindakan untuk Layanan a1", exact=True)
    expect(again).to_be_focused()
    act(second, "Layanan a1", "Ubah")
    expect(second.page.get_by_label("Biaya", exact=True)).to_have_value("Rp 10.000")
    second.page.get_by_role("textbox", name="Standar waktu").fill("satu hari")
    press(second, "Simpan")
    expect(second.page.get_by_text("Perubahan disimpan.")).to_be_visible()


def test_a_closed_account_is_out_at_once(server: AppServer, page_1280: OpenTab) -> None:
    admin, other = page_1280(), page_1280()
    log_in(other, server, "admin-b", "/admin/layanan")
    log_in(admin, server, "admin_pemprov", "/admin/operator")
    act(admin, "admin-b", "Nonaktifkan")
    press(admin, "Nonaktifkan akun")
    expect(admin.page.get_by_role("row", name="admin-b")).to_contain_text("Tidak aktif")
    # Its open page leaves by itself; nobody has to click first.
    other.page.wait_for_url("**/login**")


def test_many_layanan_are_imported(
    server: AppServer, page_1280: OpenTab, page_360: OpenTab, tmp_path: Path
) -> None:
    tab = page_1280()
    tab.tolerate("422")
    log_in(tab, server, "admin-b", "/admin/layanan")
    press(tab, "Impor Excel")
    with tab.page.expect_download() as download:
        tab.page.get_by_role("link", name="Unduh templat").click()
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    for number in range(3):
        book["Layanan"].cell(number + 2, 2, f"Izin nomor {number}")
    path = tmp_path / "layanan.xlsx"
    book.save(path)
    field = tab.page.get_by_label("Berkas Excel")
    wrong = tmp_path / "salah.xlsx"
    wrong.write_bytes(b"bukan excel")
    field.set_input_files(wrong)
    press(tab, "Unggah dan lihat")
    expect(tab.page.locator("#galat-berkas")).to_contain_text("bukan buku kerja Excel")
    big = tmp_path / "besar.xlsx"
    big.write_bytes(b"0" * 1_100_000)
    field.set_input_files(big)
    press(tab, "Unggah dan lihat")
    expect(tab.page.locator("#galat-berkas")).to_contain_text("terlalu besar")
    mistakes = tmp_path / "keliru.xlsx"
    mistakes.write_bytes(workbook([("upp-a", "Punya A", "", ""), ("", "x", "", "")]))
    field.set_input_files(mistakes)
    press(tab, "Unggah dan lihat")
    expect(tab.page.locator("[data-uji=impor-ringkas]")).to_contain_text("2 kesalahan")
    expect(tab.page.get_by_role("button", name="Simpan semua")).to_have_count(0)
    tab.page.get_by_label("Berkas Excel").set_input_files(path)
    press(tab, "Unggah dan lihat")
    expect(tab.page.locator("[data-uji=impor-ringkas]")).to_contain_text(
        "3 layanan akan ditambahkan"
    )
    tab.shot("layanan-impor-1280")
    press(tab, "Simpan semua")
    expect(tab.page.get_by_text("Impor selesai: 3 layanan ditambahkan")).to_be_visible()
    expect(tab.page.get_by_role("cell", name="Izin nomor 2", exact=True)).to_be_visible()
    tab.page.wait_for_url("**/admin/layanan")  # the file that the address named is used up
    tab.reload()
    expect(tab.page.get_by_role("cell", name="Izin nomor 2", exact=True)).to_be_visible()
    expect(tab.page.get_by_role("alert")).to_have_count(0)


def test_a_question_changes_from_tomorrow(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    log_in(tab, server, "admin_pemprov", "/admin/pertanyaan")
    act(tab, "Kuesioner SEKAMPADI, versi 1", "Buat versi baru")
    first = tab.page.locator("#isian-u1")
    first.wait_for()
    first.fill("")
    press(tab, "Simpan draf")
    expect(tab.page.locator("#galat-u1")).to_be_visible()
    first.fill("Apakah syaratnya mudah dipenuhi?")
    press(tab, "Simpan draf")
    expect(tab.page.get_by_label("Pratinjau survei")).to_contain_text("mudah dipenuhi?")
    tab.shot("pertanyaan-pratinjau-1280")
    press(tab, "Kembali ke daftar")
    expect(tab.page.get_by_text("Draf", exact=True).first).to_be_visible()
    visitor = page_1280()
    open_survey(visitor, server)
    assert "mudah dipenuhi" not in visitor.page.locator("main").inner_text()


def test_a_government_uses_the_application_as_its_own(
    server: AppServer, page_1280: OpenTab, page_360: OpenTab
) -> None:
    tab = page_1280()
    log_in(tab, server, "admin_pemprov", "/admin/pengaturan")
    tab.page.get_by_label("Pengelola").fill("Bagian Organisasi Setda Kab. Sambas")
    tab.page.get_by_label("Warna utama").fill("#ffd700")
    press(tab, "Simpan identitas")
    expect(tab.page.locator("#galat-aksen")).to_contain_text("terlalu terang")
    expect(tab.page.get_by_label("Pengelola")).to_have_value("Bagian Organisasi Setda Kab. Sambas")
    tab.page.get_by_label("Warna utama").fill("#7a1f5c")
    with tab.page.expect_navigation():
        press(tab, "Simpan identitas")
    visitor = page_360()
    visitor.open(f"{server.url}/")
    expect(visitor.page.locator(".pengelola")).to_have_text("Bagian Organisasi Setda Kab. Sambas")
    accent = visitor.page.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--warna-aksen')"
    )
    assert accent.strip() == "#7A1F5C"
    assert PASSWORD not in visitor.page.content()


def test_nothing_typed_is_lost_by_a_slip(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    asked: list[str] = []
    tab.page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    log_in(tab, server, "admin_pemprov", "/admin/upp")
    press(tab, "Tambah UPP")
    name = tab.page.get_by_role("textbox", name="Nama UPP")
    name.fill("Dinas Perkebunan")
    tab.page.mouse.click(5, 5)
    expect(name).to_have_value("Dinas Perkebunan")
    assert asked == []
    for _ in range(2):
        tab.page.keyboard.press("Escape")
        expect(name).to_have_value("Dinas Perkebunan")
    assert asked == ["Isian belum disimpan. Buang isian ini?"] * 2
    tab.page.get_by_role("button", name="Simpan", exact=True).dblclick()
    expect(tab.page.get_by_text("ditambahkan dengan kode dinas-perkebunan.")).to_be_visible()
    tab.page.get_by_role("link", name="Operator", exact=True).first.click()
    tab.page.wait_for_url("**/admin/operator")
    assert len(asked) == 2  # what is saved is not asked about


def test_a_row_that_is_gone_takes_nothing_with_it(server: AppServer, page_1280: OpenTab) -> None:
    first = page_1280()
    log_in(first, server, "admin_pemprov", "/admin/upp")
    press(first, "Tambah UPP")
    first.page.get_by_role("textbox", name="Nama UPP").fill("Dinas Perkebunan")
    press(first, "Simpan")
    second = page_1280(context=first.context)
    second.open(f"{server.url}/admin/upp")
    act(first, "Dinas Perkebunan", "Ubah")
    first.page.get_by_role("textbox", name="Nama UPP").fill("Dinas Kebun")
    act(second, "Dinas Perkebunan", "Hapus")
    expect(second.page.get_by_role("button", name="Batal")).to_be_focused()
    press(second, "Hapus UPP")
    expect(second.page.get_by_text("UPP dihapus.")).to_be_visible()
    row = "Tindakan untuk Dinas Perkebunan"
    expect(second.page.get_by_role("button", name=row)).to_have_count(0)
    # Its neighbour has its place, and the focus.
    expect(second.page.locator("[data-menu]").first).to_be_focused()
    press(first, "Simpan")
    gone = first.page.get_by_role("alert").filter(has_text="data ini sudah tidak ada")
    expect(gone).to_be_visible()
    # What was typed can still be copied; the table behind it has the row no more.
    expect(first.page.get_by_role("textbox", name="Nama UPP")).to_have_value("Dinas Kebun")
    first.shot("upp-sudah-tidak-ada-1280")
    press(first, "Batal")
    expect(first.page.get_by_role("dialog")).to_have_count(0)
    expect(first.page.get_by_role("button", name=row)).to_have_count(0)
    # The next act that succeeds stands alone.
    act(first, "UPP-A", "Ubah")
    press(first, "Simpan")
    expect(first.page.get_by_text("Perubahan disimpan.")).to_be_visible()
    expect(gone).to_have_count(0)


def test_the_forms_work_by_keyboard_and_fit_a_phone(server: AppServer, page_360: OpenTab) -> None:
    tab = page_360()
    log_in(tab, server, "admin_pemprov", "/admin/upp")
    button = tab.page.get_by_role("button", name="Tambah UPP")
    button.focus()
    tab.page.keyboard.press("Enter")
    expect(tab.page.get_by_role("dialog", name="Tambah UPP")).to_be_visible()
    expect(tab.page.get_by_role("textbox", name="Nama UPP")).to_be_focused()
    tab.page.keyboard.type("Dinas Perikanan")
    tab.page.keyboard.press("Enter")
    expect(tab.page.get_by_text("ditambahkan dengan kode dinas-perikanan")).to_be_visible()
    expect(tab.page.locator("tr.dipilih")).to_contain_text("Dinas Perikanan")
    expect(button).to_be_focused()
    press(tab, "Tambah UPP")
    tab.page.get_by_role("textbox", name="Nama UPP").fill("Sedang diketik")
    # What a download does, too: Reflex lets its socket go, and makes a new one when it needs one.
    tab.page.evaluate("window.dispatchEvent(new Event('beforeunload'))")
    tab.page.get_by_label("Jenis", exact=True).last.select_option("Badan")
    expect(tab.page.get_by_role("textbox", name="Nama UPP")).to_have_value("Sedang diketik")
    press(tab, "Simpan")
    expect(tab.page.get_by_text("ditambahkan dengan kode sedang-diketik")).to_be_visible()
    for path in ("upp", "operator", "layanan", "pertanyaan", "pengaturan", "akun"):
        tab.open(f"{server.url}/admin/{path}")
        wide = tab.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, path
        tab.shot(f"{path}-360")


def test_a_row_is_acted_on_by_keyboard(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    log_in(tab, server, "admin_pemprov", "/admin/operator")
    keys = tab.page.keyboard
    button = tab.page.get_by_role("button", name="Tindakan untuk admin_upp", exact=True)
    item = tab.page.get_by_role("menuitem")
    button.focus()
    keys.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(item.first).to_be_focused()
    tab.shot("operator-menu-1280")
    expect(item).to_have_text(
        [
            *("Ubah", "Buat kata sandi baru", "Lihat sesi", "Unduh data pribadi"),
            *("Nonaktifkan", "Hapus"),
        ]
    )
    keys.press("ArrowUp")
    expect(item.last).to_be_focused()
    keys.press("ArrowDown")
    expect(item.first).to_be_focused()
    keys.press("Escape")
    expect(item).to_have_count(0)
    expect(button).to_be_focused()
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("Enter")
    cancel = tab.page.get_by_role("button", name="Batal")
    expect(cancel).to_be_focused()
    tab.shot("operator-tanya-1280")
    keys.press("Escape")
    expect(tab.page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()
    # Nobody is offered what would be refused: the own account has a page of its own.
    tab.page.get_by_role("button", name="Tindakan untuk admin_pemprov", exact=True).click()
    expect(item).to_have_text(["Akun saya"])
    tab.page.mouse.click(700, 400)
    expect(item).to_have_count(0)


def test_a_selection_that_ends_beside_a_dialog_does_not_close_it(
    server: AppServer, page_1280: OpenTab
) -> None:
    tab = page_1280()
    log_in(tab, server, "admin_pemprov", "/admin/upp")
    act(tab, "UPP-A", "Ubah")
    box = tab.page.get_by_role("textbox", name="Nama UPP").bounding_box()
    assert box is not None
    mouse = tab.page.mouse
    mouse.move(box["x"] + 40, box["y"] + box["height"] / 2)
    mouse.down()
    mouse.move(5, 400)
    mouse.up()
    tab.page.wait_for_timeout(300)
    expect(tab.page.get_by_role("dialog")).to_be_visible()
    mouse.click(5, 400)
    expect(tab.page.get_by_role("dialog")).to_have_count(0)


def test_what_was_typed_comes_back_to_the_same_person(
    server: AppServer, page_1280: OpenTab
) -> None:
    tab = page_1280()
    log_in(tab, server, "admin_pemprov", "/admin/upp")
    act(tab, "UPP-A", "Ubah")
    name = tab.page.get_by_role("textbox", name="Nama UPP")
    name.fill("Dinas yang belum disimpan")
    end_logins(server)
    tab.page.wait_for_url("**/login**")
    kept = tab.page.get_by_text("Masuk lagi; isian ini akan kembali.")
    expect(kept).to_be_visible()
    tab.shot("login-isian-menunggu-1280")
    log_in_again(tab, "admin_pemprov")
    tab.page.wait_for_url("**/admin/upp")
    expect(name).to_have_value("Dinas yang belum disimpan")
    tab.shot("upp-isian-kembali-1280")
    press(tab, "Simpan")
    expect(tab.page.get_by_text("Perubahan disimpan.")).to_be_visible()

    # Another person in the same tab finds nothing of it, and neither does the first one after him.
    act(tab, "UPP-B", "Ubah")
    name.fill("Rahasia orang pertama")
    end_login(tab)
    tab.page.wait_for_url("**/login**")
    log_in_again(tab, "pengelola_sistem")
    tab.page.wait_for_url("**/admin/**")
    expect(tab.page.get_by_text("Hai pengelola_sistem")).to_be_visible()
    assert tab.page.evaluate("sessionStorage.getItem('sekampadi-isian')") is None
