"""Two people at one thing, each in a browser of his own; and the way back from what is typed."""

import pytest
from playwright.sync_api import Dialog, Locator, expect

from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer, Tab
from tests.e2e.steps import act, log_in, press

QUESTION = "Isian belum disimpan. Buang isian ini?"
SAVED = "Perubahan disimpan."


@pytest.fixture
def server(start_server: StartServer) -> AppServer:
    return start_server("cast")


def _name(tab: Tab) -> Locator:
    return tab.page.get_by_role("textbox", name="Nama UPP")


def _kind(tab: Tab) -> Locator:
    return tab.page.get_by_label("Jenis", exact=True)


def _both(tab: Tab) -> Locator:
    return tab.page.get_by_role("alert").filter(has_text="data ini baru saja diubah")


def _decide(tab: Tab) -> None:
    """Save one's own: not at once, as the second click of two decides nothing."""
    tab.page.wait_for_timeout(1100)
    press(tab, "Simpan isian saya")


def _second(server: AppServer, first: Tab, second: Tab) -> None:
    """Let two open the form of an UPP; the first saves, then the second tries to."""
    for tab in (first, second):
        log_in(tab, server, "admin_pemprov", "/admin/upp")
        act(tab, "UPP-B", "Ubah")
    _name(first).fill("Dinas Perkebunan")
    _kind(first).select_option("Badan")
    press(first, "Simpan")
    expect(first.page.get_by_text(SAVED)).to_be_visible()
    _name(second).fill("Dinas Perikanan")
    press(second, "Simpan")
    expect(_both(second)).to_be_focused()
    rows = _both(second).locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("Dinas Perkebunan")
    expect(rows.nth(0)).to_contain_text("Dinas Perikanan")
    expect(rows.nth(1)).to_contain_text("Tidak Anda ubah.")
    expect(_both(second)).to_contain_text("oleh admin_pemprov pukul")
    expect(_name(second)).to_have_value("Dinas Perikanan")


def test_who_saves_second_may_keep_his_own(
    server: AppServer, page_1280: OpenTab, page_360: OpenTab
) -> None:
    first, second = page_1280(), page_360()
    _second(server, first, second)
    assert second.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    second.shot("upp-dua-orang-360")
    _decide(second)
    expect(second.page.get_by_text(SAVED)).to_be_visible()
    first.reload()
    expect(first.page.get_by_role("row", name="Dinas Perikanan")).to_contain_text("Dinas")
    expect(first.page.get_by_text("Dinas Perkebunan")).to_have_count(0)


def test_who_saves_second_may_let_the_others_stand(server: AppServer, page_1280: OpenTab) -> None:
    first, second = page_1280(), page_1280()
    _second(server, first, second)
    second.shot("upp-dua-orang-1280")
    press(second, "Pakai yang tersimpan")
    expect(second.page.get_by_text("Yang tersimpan dipakai. Isian Anda dibuang.")).to_be_visible()
    expect(second.page.get_by_role("dialog")).to_have_count(0)
    expect(second.page.get_by_role("row", name="Dinas Perkebunan")).to_contain_text("Badan")


def test_single_fields_are_taken_over(server: AppServer, page_1280: OpenTab) -> None:
    first, second = page_1280(), page_1280()
    _second(server, first, second)
    second.page.get_by_role("button", name="Pakai yang tersimpan: Jenis").click()
    expect(_kind(second)).to_have_value("Badan")
    expect(_kind(second)).to_be_focused()
    _decide(second)
    expect(second.page.get_by_role("row", name="Dinas Perikanan")).to_contain_text("Badan")


def test_on_a_page_of_several_forms_it_stands_in_the_one_that_was_saved(
    server: AppServer, page_1280: OpenTab
) -> None:
    first, second = page_1280(), page_1280()
    for tab in (first, second):
        log_in(tab, server, "admin_pemprov", "/admin/pengaturan")
        tab.page.wait_for_timeout(500)  # the page draws its forms anew while it loads
    first.page.get_by_label("Banyak saran yang sama").fill("7")
    press(first, "Simpan batas")
    expect(first.page.get_by_text("Batas tanda disimpan.")).to_be_visible()
    second.page.get_by_label("Pengelola").fill("Biro yang baru")
    second.page.get_by_label("Banyak saran yang sama").fill("9")
    press(second, "Simpan batas")
    expect(_both(second)).to_have_count(1)
    second.shot("pengaturan-dua-orang-1280")
    # The other form has kept what was typed into it.
    expect(second.page.get_by_label("Pengelola")).to_have_value("Biro yang baru")
    _decide(second)
    expect(second.page.get_by_text("Batas tanda disimpan.")).to_be_visible()
    expect(_both(second)).to_have_count(0)


class _Answers:
    """What the browser asks, and what a person answers to it: to stay, until told otherwise."""

    def __init__(self, tab: Tab) -> None:
        self.asked: list[str] = []
        self.leave = False
        tab.page.on("dialog", self._answer)

    def _answer(self, dialog: Dialog) -> None:
        self.asked.append(dialog.message)
        if self.leave:
            dialog.accept()
        else:
            dialog.dismiss()


def _back(tab: Tab) -> None:
    tab.page.evaluate("history.back()")


def test_the_way_back_asks_before_it_drops_what_is_typed(
    server: AppServer, page_1280: OpenTab
) -> None:
    tab = page_1280()
    page, answers = tab.page, _Answers(tab)
    log_in(tab, server, "admin_pemprov", "/admin/rekap")
    page.get_by_role("link", name="Pengaturan", exact=True).first.click()
    page.wait_for_url("**/admin/pengaturan")
    page.wait_for_timeout(500)
    # Nothing is typed: nobody asks.
    _back(tab)
    page.wait_for_url("**/admin/rekap")
    page.evaluate("history.forward()")
    page.wait_for_url("**/admin/pengaturan")
    page.wait_for_timeout(500)
    assert answers.asked == []
    field = page.get_by_label("Banyak saran yang sama")
    for times in (1, 2):
        field.fill(f"{times + 5}")
        _back(tab)
        page.wait_for_timeout(700)
        assert answers.asked == [QUESTION] * times
        assert page.url.endswith("/admin/pengaturan")
        expect(field).to_have_value(f"{times + 5}")
    # It is the same form, on the same connection: it can be saved, and then nobody asks.
    press(tab, "Simpan batas")
    expect(page.get_by_text("Batas tanda disimpan.")).to_be_visible()
    _back(tab)
    page.wait_for_url("**/admin/rekap")
    assert len(answers.asked) == 2


def test_who_wants_to_go_goes(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    page, answers = tab.page, _Answers(tab)
    answers.leave = True
    log_in(tab, server, "admin_pemprov", "/admin/rekap")
    page.get_by_role("link", name="UPP", exact=True).first.click()
    page.wait_for_url("**/admin/upp")
    act(tab, "UPP-B", "Ubah")
    _name(tab).fill("Dinas Perikanan")
    _back(tab)
    page.wait_for_url("**/admin/rekap")
    expect(page.get_by_role("heading", name="Rekap", level=1)).to_be_visible()
    assert answers.asked == [QUESTION]
    expect(page.get_by_role("dialog")).to_have_count(0)


TW_IV = "cakupan=upp-a&bagian=pelaksanaan&dari=2025-10-01&sampai=2025-12-31"


def test_another_triwulan_asks_before_it_drops_what_is_typed(
    server: AppServer, page_1280: OpenTab
) -> None:
    tab = page_1280()
    page, answers = tab.page, _Answers(tab)
    log_in(tab, server, "admin_upp", f"/admin/laporan?{TW_IV}")
    served = page.get_by_label("Jumlah penerima layanan")
    page.wait_for_timeout(500)
    served.fill("432")
    triwulan = page.locator("select:has(> option[value='2025-3'])")
    before = triwulan.input_value()
    triwulan.focus()
    triwulan.select_option("2025-3")
    page.wait_for_timeout(500)
    assert answers.asked == [QUESTION]
    assert (triwulan.input_value(), served.input_value()) == (before, "432")
    answers.leave = True
    triwulan.select_option("2025-3")
    page.wait_for_url("**dari=2025-07-01**")
    expect(served).to_have_value("")
    assert len(answers.asked) == 2
