"""The moderator's day on the production server: look, remove, restore, move, take away."""

import io
from datetime import date

from openpyxl import load_workbook
from playwright.sync_api import expect

from sekampadi.services.publik.publik import settle
from sekampadi.services.sistem.rekap import check_rekap
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer, Tab
from tests.factories import isian, submit

WORST = {f"u{i}": "1" for i in range(1, 10)}


def _fill(server: AppServer) -> None:
    with server.runtime() as rt:
        for day in range(1, 13):
            submit(rt, "layanan-a1", isian(saran=f"saran {day}"), day=date(2026, 1, day))
        submit(rt, "layanan-a1", isian(saran="treewww", umum="1", **WORST), day=date(2026, 1, 20))
        submit(rt, "layanan-b1", isian(saran="rahasia B"), day=date(2026, 1, 20))
        settle(rt)


def _counters_are_right(server: AppServer) -> None:
    with server.runtime() as rt:
        assert check_rekap(rt) == []


def test_removing_and_restoring_an_answer_moves_the_dashboard(
    start_server: StartServer, page_1280: OpenTab
) -> None:
    server = start_server("cast")
    _fill(server)
    dashboard = page_1280()
    steps.log_in(dashboard, server, "admin_upp")
    n, ikm = (dashboard.page.locator(f'[data-uji="{k}"]') for k in ("n", "ikm"))
    expect(n).to_have_text("13")
    before = ikm.inner_text()

    tab = page_1280(context=dashboard.context)
    page = tab.page
    tab.open(f"{server.url}/admin/penilaian")
    expect(page.get_by_text("Tampilkan 1 sampai 13 dari 13 entri")).to_be_visible()
    expect(page.get_by_text("rahasia B")).to_have_count(0)
    page.get_by_text("Saring", exact=True).click()
    page.get_by_label("Tanda").select_option("Perlu ditinjau")
    expect(page.get_by_text("(disaring dari 13 entri keseluruhan)")).to_be_visible()
    expect(page.get_by_text("Saran tidak bermakna")).to_be_visible()
    tab.shot("penilaian-perlu-ditinjau")

    steps.act(tab, "baris 1", "Hapus")
    panel = page.get_by_role("dialog", name="Hapus 1 jawaban")
    expect(panel.get_by_label("Alasan")).to_be_focused()
    expect(panel.get_by_text("20-01-2026 · Layanan a1 · “treewww”")).to_be_visible()
    page.keyboard.press("Enter")
    expect(panel.get_by_role("alert")).to_have_text("Tulis alasannya, paling sedikit 3 karakter.")
    tab.shot("penilaian-alasan")
    panel.get_by_label("Alasan").fill("hanya asal ketik")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 jawaban dihapus.")).to_contain_text(
        "Angka publik Triwulan I 2026 sudah dibekukan"
    )
    tab.shot("penilaian-dibekukan")
    expect(n).to_have_text("12")
    expect(ikm).not_to_have_text(before)
    _counters_are_right(server)

    tab.open(f"{server.url}/admin/penilaian?status=dihapus")
    expect(page.get_by_text("oleh admin_upp: hanya asal ketik")).to_be_visible()
    tab.shot("penilaian-dihapus")
    steps.act(tab, "baris 1", "Pulihkan")
    page.get_by_label("Alasan").last.fill("ternyata sah")
    page.get_by_role("button", name="Pulihkan 1 jawaban").click()
    expect(page.get_by_text("1 jawaban dipulihkan.")).to_be_visible()
    expect(page.get_by_text("Tidak ada jawaban yang dihapus.")).to_be_visible()
    expect(n).to_have_text("13")
    expect(ikm).to_have_text(before)
    _counters_are_right(server)


def test_what_somebody_else_has_removed_is_said(
    start_server: StartServer, page_1280: OpenTab
) -> None:
    server = start_server("cast")
    _fill(server)
    first = page_1280()
    steps.log_in(first, server, "admin_upp", "/admin/penilaian?tinjau=perlu")
    second = page_1280(context=first.context)
    second.open(f"{server.url}/admin/penilaian?tinjau=perlu")
    for tab, words in (
        (second, "1 jawaban dihapus. Angka sudah dihitung ulang."),
        (first, "Tidak ada yang berubah: 1 jawaban sudah demikian."),
    ):
        steps.act(tab, "baris 1", "Hapus")
        tab.page.get_by_label("Alasan").fill("hanya asal ketik")
        tab.page.keyboard.press("Enter")
        expect(tab.page.get_by_text(words)).to_be_visible()
    expect(first.page.get_by_text("Tidak ada yang cocok")).to_be_visible()
    _counters_are_right(server)


def test_several_rows_are_moved_at_once(start_server: StartServer, page_1280: OpenTab) -> None:
    server = start_server("cast")
    _fill(server)
    tab = page_1280()
    steps.log_in(tab, server, "admin_upp", "/admin/penilaian")
    page = tab.page
    for number in (2, 3):
        box = page.get_by_label(f"Pilih baris {number}", exact=True)
        box.click()  # not check(): the tick comes with the server's answer
        expect(box).to_be_checked()
    expect(page.get_by_text("2 jawaban dipilih")).to_be_visible()
    page.locator(".massal").get_by_role("button", name="Pindahkan").click()
    page.get_by_label("Layanan yang benar").select_option("Layanan a2")
    page.locator('input[name="alasan"]').fill("salah memindai kode")
    tab.shot("penilaian-pindah")
    page.get_by_role("button", name="Pindahkan 2 jawaban").click()
    expect(page.get_by_text("2 jawaban dipindahkan.")).to_be_visible()
    page.get_by_text("Saring", exact=True).click()
    page.locator("label", has_text="Semua layanan").locator("select").select_option("Layanan a2")
    expect(page.get_by_text("Tampilkan 1 sampai 2 dari 2 entri")).to_be_visible()
    _counters_are_right(server)


def test_the_address_is_the_state_of_the_table(
    start_server: StartServer, page_1280: OpenTab
) -> None:
    server = start_server("cast")
    _fill(server)
    tab = page_1280()
    steps.log_in(tab, server, "admin_upp", "/admin/penilaian")
    page = tab.page
    heading = page.get_by_role("columnheader", name="U1")
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    page.wait_for_url("**urut=u1")
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    page.get_by_label("Baris per halaman").select_option("10")
    page.get_by_role("button", name="Berikutnya").click()
    expect(page.get_by_text("Tampilkan 11 sampai 13 dari 13 entri")).to_be_visible()
    page.wait_for_url("**halaman=2*")
    tab.reload()
    expect(page.get_by_text("Tampilkan 11 sampai 13 dari 13 entri")).to_be_visible()
    expect(heading).to_have_attribute("aria-sort", "descending")
    page.go_back()
    expect(page.get_by_text("Tampilkan 1 sampai 10 dari 13 entri")).to_be_visible()
    page.get_by_label("Cari").fill("saran 12")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tampilkan 1 sampai 1 dari 1 entri")).to_be_visible()
    page.get_by_role("link", name="Hapus semua saringan").click()
    expect(page.get_by_text("Tampilkan 1 sampai 10 dari 13 entri")).to_be_visible()


def test_the_excel_file_is_made_and_fetched(
    start_server: StartServer, page_1280: OpenTab, page_360: OpenTab
) -> None:
    server = start_server("cast")
    _fill(server)
    tab = page_1280()
    steps.log_in(tab, server, "admin_upp", "/admin/penilaian?dari=2026-01-05")
    with tab.page.expect_download() as waiting:
        tab.page.get_by_role("button", name="Unduh Excel").click()
    expect(tab.page.get_by_text("Berkas Excel siap: 9 baris.")).to_be_visible()
    book = load_workbook(io.BytesIO(waiting.value.path().read_bytes()))
    assert book.sheetnames == ["Penilaian", "Keterangan"]
    assert book["Penilaian"].max_row == 10

    phone = page_360()
    steps.log_in(phone, server, "admin_upp", "/admin/responden")
    expect(phone.page.get_by_text("Tampilkan 1 sampai 13 dari 13 entri")).to_be_visible()
    expect(phone.page.get_by_role("heading", name="Pendidikan")).to_be_visible()
    phone.shot("responden-360")
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_leader_looks_and_touches_nothing(start_server: StartServer, page_1280: OpenTab) -> None:
    server = start_server("cast")
    _fill(server)
    tab = page_1280()
    steps.log_in(tab, server, "pimpinan", "/admin/penilaian")
    expect(tab.page.get_by_text("Tampilkan 1 sampai 14 dari 14 entri")).to_be_visible()
    expect(tab.page.get_by_role("button", name="Unduh Excel")).to_be_visible()
    expect(tab.page.get_by_role("button", name="Tindakan untuk")).to_have_count(0)
    expect(tab.page.get_by_role("checkbox")).to_have_count(0)


def _remove_six(tab: Tab) -> None:
    """Remove six answers: one click each, one for the act, and a reason."""
    page = tab.page
    for number in range(2, 8):
        box = page.get_by_label(f"Pilih baris {number}", exact=True)
        box.click()
        expect(box).to_be_checked()
    page.locator(".massal").get_by_role("button", name="Hapus").click()
    told = page.get_by_role("dialog", name="Hapus 6 jawaban").get_by_role("listitem")
    expect(told).to_have_text(
        [f"{12 - i:02d}-01-2026 · Layanan a1 · “saran {12 - i}”" for i in range(5)] + ["dan 1 lagi"]
    )
    tab.shot("penilaian-hapus-enam")
    expect(page.get_by_label("Alasan")).to_be_focused()
    page.keyboard.type("isian percobaan")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="6 jawaban dihapus.")).to_be_visible()


def test_a_removal_is_taken_back_at_once_and_only_once(
    start_server: StartServer, page_1280: OpenTab, page_360: OpenTab
) -> None:
    server = start_server("cast")
    _fill(server)
    tab, above = page_1280(), page_360()
    steps.log_in(tab, server, "admin_upp", "/admin/penilaian")
    steps.log_in(above, server, "admin_pemprov", "/admin/penilaian?status=dihapus")
    page = tab.page
    page.evaluate(
        """() => {
          const plain = window.setTimeout;
          window.waits = [];
          window.setTimeout = (act, ms, ...more) => {
            window.waits.push(ms);
            return plain(act, ms, ...more);
          };
        }"""
    )
    _remove_six(tab)
    expect(page.get_by_text("Tampilkan 1 sampai 7 dari 7 entri")).to_be_visible()
    undo = page.get_by_role("button", name="Urungkan")
    expect(undo).to_be_visible()
    # Ten seconds, and for as many words as these some more.
    assert [ms for ms in page.evaluate("window.waits") if 10_000 < ms < 20_000]
    search = page.get_by_role("searchbox")
    search.fill("loket")
    search.press("Control+z")  # in a field it takes back what was typed there, and no removal
    page.wait_for_timeout(300)
    expect(page.get_by_text("Tampilkan 1 sampai 7 dari 7 entri")).to_be_visible()
    search.evaluate("el => el.blur()")
    page.keyboard.press("Control+z")  # by Tab it is forty stops away
    expect(page.get_by_text("6 jawaban dipulihkan.")).to_be_visible()
    expect(page.get_by_text("Tampilkan 1 sampai 13 dari 13 entri")).to_be_visible()
    expect(undo).to_have_count(0)

    steps.act(tab, "baris 2", "Hapus")
    # Who types before the dialog has come types into nothing.
    expect(page.get_by_label("Alasan")).to_be_focused()
    page.keyboard.type("sekali lagi")
    page.keyboard.press("Enter")
    expect(undo).to_be_visible()
    undo.focus()  # who reaches for it is not hurried
    above.reload()
    steps.act(above, "baris 1", "Pulihkan")
    above.shot("penilaian-pulihkan-360", whole=False)
    above.page.get_by_label("Alasan").fill("keliru")
    above.page.keyboard.press("Enter")
    expect(above.page.get_by_text("1 jawaban dipulihkan.")).to_be_visible()
    undo.click()
    expect(page.get_by_role("alert").filter(has_text="oleh admin_pemprov")).to_be_visible()
    _counters_are_right(server)
