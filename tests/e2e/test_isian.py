"""What is typed and what is ticked outlives a login that ends, on pages as in dialogs."""

from datetime import date

import pytest
from playwright.sync_api import Dialog, expect

from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer
from tests.factories import isian, submit

KEPT = "sessionStorage.getItem('sekampadi-isian')"
TW_IV = "cakupan=upp-a&bagian=pelaksanaan&dari=2025-10-01&sampai=2025-12-31"


@pytest.fixture
def server(start_server: StartServer) -> AppServer:
    server = start_server("cast")
    with server.runtime() as rt:
        for day in range(1, 6):
            submit(rt, "layanan-a1", isian(saran=f"saran {day}"), day=date(2026, 1, day))
    return server


@pytest.mark.parametrize(
    ("username", "path", "typed"),
    [
        ("pimpinan", "/admin/akun", {"Username": "pimpinan.baru"}),
        (
            "admin_pemprov",
            "/admin/pengaturan",
            {"Pengelola": "Biro yang baru", "Banyak saran yang sama": "9"},
        ),
        ("admin_upp", "/admin/notifikasi", {"Alamat e-mail": "saya@contoh.go.id"}),
        (
            "admin_upp",
            f"/admin/laporan?{TW_IV}",
            {"Jumlah penerima layanan": "432", "Nama pihak ke-3": "CV Survei"},
        ),
    ],
)
def test_what_was_typed_into_a_page_comes_back(
    server: AppServer, page_1280: OpenTab, username: str, path: str, typed: dict[str, str]
) -> None:
    tab = page_1280()
    steps.log_in(tab, server, username, "/admin")
    tab.open(server.url + path)
    fields = {tab.page.get_by_label(label): text for label, text in typed.items()}
    tab.page.wait_for_timeout(500)  # the page draws its forms anew while it loads
    for field, text in fields.items():
        field.fill(text)
    steps.end_logins(server)
    steps.log_in_again(tab, username)
    for field, text in fields.items():
        expect(field).to_have_value(text)
    assert tab.page.evaluate(KEPT) is None
    tab.page.wait_for_timeout(700)
    for field, text in fields.items():
        expect(field).to_have_value(text)


def test_what_is_saved_is_no_longer_asked_about(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    tab.page.on("dialog", stay)
    steps.log_in(tab, server, "admin_pemprov", "/admin/pengaturan")
    field = tab.page.get_by_label("Banyak saran yang sama")
    tab.page.wait_for_timeout(500)
    field.fill("7")
    tab.page.get_by_role("link", name="Rekap", exact=True).first.click()
    assert asked == ["Isian belum disimpan. Buang isian ini?"]
    expect(field).to_have_value("7")
    steps.press(tab, "Simpan batas")
    expect(tab.page.get_by_text("Batas tanda disimpan.")).to_be_visible()
    tab.page.get_by_role("link", name="Rekap", exact=True).first.click()
    tab.page.wait_for_url("**/admin/rekap")
    assert len(asked) == 1


def test_ticked_rows_and_the_reason_come_back(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    steps.log_in(tab, server, "admin_upp", "/admin/penilaian")
    page = tab.page
    for number in (2, 4):
        box = page.get_by_label(f"Pilih baris {number}", exact=True)
        box.click()
        expect(box).to_be_checked()
    # A new answer moves the lines: it is the answers that are meant, not their places.
    with server.runtime() as rt:
        submit(rt, "layanan-a1", isian(saran="baru"), day=date(2026, 1, 20))
    steps.end_logins(server)
    steps.log_in_again(tab, "admin_upp")
    expect(page.get_by_text("2 jawaban dipilih")).to_be_visible()
    for number in (3, 5):
        expect(page.get_by_label(f"Pilih baris {number}", exact=True)).to_be_checked()

    page.locator(".massal").get_by_role("button", name="Hapus").click()
    reason = page.get_by_role("dialog").get_by_label("Alasan")
    reason.fill("diisi dua kali")
    steps.end_logins(server)
    steps.log_in_again(tab, "admin_upp")
    dialog = page.get_by_role("dialog", name="Hapus 2 jawaban")
    expect(dialog.get_by_label("Alasan")).to_have_value("diisi dua kali")
    for saran in ("saran 4", "saran 2"):
        expect(dialog.get_by_text(saran)).to_be_visible()
    tab.shot("penilaian-centang-kembali-1280")
    steps.press(tab, "Hapus 2 jawaban")
    expect(page.get_by_text("2 jawaban dihapus.")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(4)


def test_all_rows_but_one_come_back(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    steps.log_in(tab, server, "admin_upp", "/admin/penilaian")
    page = tab.page
    page.get_by_label("Pilih semua baris di halaman ini").click()
    expect(page.get_by_text("5 jawaban dipilih")).to_be_visible()
    page.get_by_label("Pilih baris 1", exact=True).click()
    expect(page.get_by_text("4 jawaban dipilih")).to_be_visible()
    steps.end_logins(server)
    steps.log_in_again(tab, "admin_upp")
    expect(page.get_by_text("4 jawaban dipilih")).to_be_visible()
    expect(page.get_by_label("Pilih baris 1", exact=True)).not_to_be_checked()
