"""A citizen answers on a phone: four steps, nothing lost, one answer exactly once."""

import pytest
from playwright.sync_api import expect
from sqlmodel import func, select

from sekampadi.db.models import Jawaban
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer, Tab
from tests.factories import make_layanan, make_upp

TERHUBUNG = '[data-giliran]:not([data-giliran="0"])'
MELANJUTKAN = "Kami melanjutkan isian Anda yang belum selesai."


def stored(server: AppServer) -> int:
    with server.runtime() as rt, rt.reading() as session:
        return session.exec(select(func.count()).select_from(Jawaban)).one()


@pytest.fixture
def server(start_server: StartServer) -> AppServer:
    return start_server("cast")


def test_a_leader_sees_the_answer_within_two_seconds(
    server: AppServer, page_360: OpenTab, page_1280: OpenTab
) -> None:
    leader = page_1280()
    steps.log_in(leader, server, "pimpinan")
    n = leader.page.locator('[data-uji="n"]')
    ikm = leader.page.locator('[data-uji="ikm"]')
    assert (n.inner_text(), ikm.inner_text()) == ("0", "belum ada data")
    citizen = page_360()
    steps.open_survey(citizen, server)
    citizen.shot("survei-1-360")
    steps.answer_responden(citizen)
    citizen.shot("survei-2-360")
    steps.answer_umum(citizen)
    citizen.shot("survei-3-360")
    steps.answer_skm(citizen)
    citizen.shot("survei-4-360")
    steps.finish(citizen)
    citizen.shot("survei-terima-kasih-360")
    steps.wait_in_page(
        leader.page, "document.querySelector('[data-uji=\"n\"]').innerText === '1'", timeout=2000
    )
    assert ikm.inner_text() == "99,90"
    assert leader.page.get_by_text("Terbanyak: Laki-laki, 1 dari 1 orang").is_visible()
    assert stored(server) == 1
    leader.shot("dashboard-hidup-1280")


def test_network_lost_in_step_three_and_server_restarted(
    server: AppServer, page_360: OpenTab
) -> None:
    tab = page_360()
    steps.open_survey(tab, server)
    steps.answer_responden(tab)
    steps.answer_umum(tab)
    tab.page.locator('input[name="u9"]').first.wait_for()
    steps.choose_skm(tab, 3, count=5)
    tab.go_offline()
    tab.page.get_by_text("Isian Anda tersimpan di perangkat ini").wait_for()
    steps.choose_skm(tab, 3)
    steps.press(tab, "Lanjut")  # waits in the tab
    tab.shot("survei-luring-360")
    server.restart(killed=True)
    assert stored(server) == 0
    tab.go_online()
    tab.page.get_by_label("Berikan kami kritik").wait_for()
    steps.finish(tab, "sempat terputus")
    assert stored(server) == 1
    with server.runtime() as rt, rt.reading() as session:
        row = session.exec(select(Jawaban)).one()
        session.expunge(row)
    assert (row.usia, row.umum, row.u1, row.u9, row.saran) == (33, 4, 3, 3, "sempat terputus")


def test_the_last_click_twice_while_the_server_dies(server: AppServer, page_360: OpenTab) -> None:
    tab = page_360()
    steps.open_survey(tab, server)
    steps.answer_responden(tab)
    steps.answer_umum(tab)
    steps.answer_skm(tab)
    tab.page.get_by_label("Berikan kami kritik").fill("dua kali")
    tab.go_offline()
    steps.press(tab, "Selesai")
    steps.press(tab, "Selesai")
    server.restart(killed=True)
    assert stored(server) == 0
    tab.go_online()
    # The clicks went into a dead connection; the browser's draft says that it was sent.
    tab.page.get_by_role("heading", name="Terima kasih").wait_for()
    tab.page.wait_for_timeout(500)
    assert stored(server) == 1


def test_the_next_person_gets_neither_thanks_nor_answers_of_another(
    server: AppServer, page_360: OpenTab
) -> None:
    tab = page_360()
    steps.open_survey(tab, server)
    steps.answer_responden(tab)
    steps.answer_umum(tab)
    steps.answer_skm(tab)
    tab.page.get_by_label("Berikan kami kritik").fill("terkirim")
    tab.go_offline()
    steps.press(tab, "Selesai")
    # What is typed after the last click takes it not back.
    tab.page.get_by_label("Berikan kami kritik").fill("terkirim juga")
    following = page_360(context=tab.context)
    tab.page.close()
    server.restart(killed=True)
    tab.go_online()
    following.open(f"{server.url}/survei?layanan=layanan-a1")
    sent = following.page.get_by_text("Isian sebelumnya di perangkat ini baru saja terkirim.")
    sent.wait_for()
    usia = following.page.get_by_label("Usia")
    assert (usia.is_visible(), usia.input_value()) == (True, "")
    with server.runtime() as rt, rt.reading() as session:
        assert [row.saran for row in session.exec(select(Jawaban)).all()] == ["terkirim juga"]
    usia.fill("44")
    other = page_360(context=tab.context)
    other.open(f"{server.url}/survei?layanan=layanan-a1")
    steps.press(other, "Mulai baru")
    other.page.get_by_label("Usia").fill("81")
    news = following.page.locator("#tab-lain")
    expect(news).to_contain_text("Isian Anda digantikan isian lain di perangkat ini.")
    steps.press(following, "Mulai survei baru")
    expect(usia).to_have_value("")
    expect(other.page.locator("#tab-lain")).to_contain_text("digantikan")
    # Cleared by the browser, then without room: neither locks the page.
    following.page.evaluate("localStorage.clear()")
    usia.fill("45")
    assert "45" in following.page.evaluate("JSON.stringify(localStorage)")
    following.page.evaluate("() => { Storage.prototype.setItem = () => { throw Error('full'); }; }")
    usia.fill("46")
    usia.fill("47")
    assert following.page.get_by_text("tidak mengizinkan penyimpanan").is_visible()
    assert not following.page.evaluate("document.querySelector('form[data-survei]').inert")


def test_nothing_is_lost_by_reload_back_and_a_closed_tab(
    server: AppServer, page_360: OpenTab
) -> None:
    tab = page_360()
    steps.open_survey(tab, server)
    tab.page.get_by_label("Usia").fill("57")
    tab.reload()
    assert tab.page.get_by_label("Usia").input_value() == "57"
    steps.answer_responden(tab, "58")
    steps.answer_umum(tab, "Kurang baik")
    tab.page.locator('input[name="u2"][value="2"]').check()
    steps.press(tab, "Kembali")
    assert tab.page.get_by_label("Kurang baik").is_checked()
    steps.press(tab, "Kembali")
    tab.page.get_by_role("heading", name="Tentang Anda").wait_for()
    assert tab.page.get_by_label("Usia").input_value() == "58"
    steps.press(tab, "Lanjut")
    tab.page.get_by_role("heading", name="Penilaian Umum").wait_for()
    steps.take_a_moment(tab)
    steps.press(tab, "Lanjut")
    tab.page.locator('input[name="u2"]').first.wait_for()
    again = page_360(context=tab.context)
    tab.page.close()
    again.open(f"{server.url}/survei?layanan=layanan-a1")
    steps.press(again, "Lanjutkan")
    again.page.locator('input[name="u2"]').first.wait_for()
    assert again.page.locator('input[name="u2"][value="2"]').is_checked()
    again.reload()
    again.page.get_by_role("button", name="Mulai dari awal").click()
    again.page.get_by_role("heading", name="Tentang Anda").wait_for()
    assert again.page.get_by_label("Usia").input_value() == ""


@pytest.mark.parametrize(
    ("usia", "sentence"),
    [
        ("", "Isi usia Anda dalam tahun."),
        ("abc", "Usia diisi dengan angka bulat"),
        ("0", "Usia harus antara 10 dan 110 tahun."),
        ("9", "Usia harus antara 10 dan 110 tahun."),
        ("111", "Usia harus antara 10 dan 110 tahun."),
    ],
)
def test_a_wrong_age_is_said_beside_the_field(
    shared_server: AppServer, page_360: OpenTab, usia: str, sentence: str
) -> None:
    tab = page_360()
    tab.open(f"{shared_server.url}/survei?layanan=biro-organisasi-konsultasi")
    steps.answer_responden(tab, usia)
    tab.page.locator("#galat-usia").wait_for()
    assert sentence in tab.page.locator("#galat-usia").inner_text()
    assert tab.page.get_by_label("ASN").is_checked()
    focused = tab.page.evaluate("document.activeElement.id")
    assert focused == "ringkasan-galat"


def test_eight_of_nine_and_a_suggestion_too_long(server: AppServer, page_360: OpenTab) -> None:
    tab = page_360()
    steps.open_survey(tab, server)
    steps.press(tab, "Lanjut")
    tab.page.get_by_role("link", name="Pilih pekerjaan.").wait_for()
    tab.shot("survei-galat-360")
    steps.answer_responden(tab)
    tab.page.get_by_role("heading", name="Penilaian Umum").wait_for()
    steps.take_a_moment(tab)
    steps.press(tab, "Lanjut")
    tab.page.locator(".galat").get_by_text("Pilih satu penilaian.").wait_for()
    steps.answer_umum(tab)
    tab.page.locator('input[name="u9"]').first.wait_for()
    steps.choose_skm(tab, 4, count=8)
    steps.press(tab, "Lanjut")
    tab.page.locator(".galat").get_by_text("Pilih satu jawaban").wait_for()
    assert tab.page.locator(".kelompok.salah").count() == 1
    steps.answer_skm(tab)
    tab.page.get_by_label("Berikan kami kritik").fill("x" * 2001)
    assert tab.page.get_by_text("Kelebihan 1 karakter").is_visible()
    steps.press(tab, "Selesai")
    tab.page.locator("#galat-saran").wait_for()
    assert "2.001 karakter" in tab.page.locator("#galat-saran").inner_text()
    assert len(tab.page.get_by_label("Berikan kami kritik").input_value()) == 2001
    assert stored(server) == 0
    steps.finish(tab, "x" * 2000)
    assert stored(server) == 1


def test_the_whole_survey_with_the_keyboard_alone(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    steps.open_survey(tab, server)
    keys = tab.page.keyboard
    tab.page.get_by_label("Usia").focus()
    keys.type("41")
    for _ in range(3):
        keys.press("Tab")
        keys.press("Space")
    keys.press("Enter")
    tab.page.get_by_role("heading", name="Penilaian Umum").wait_for()
    _tab_to(tab, "umum")
    keys.press("Space")
    keys.press("Enter")
    tab.page.locator('input[name="u1"]').first.wait_for()
    for number in range(1, 10):
        _tab_to(tab, f"u{number}")
        keys.press("Space")
        keys.press("ArrowDown")
    keys.press("Enter")
    tab.page.get_by_label("Berikan kami kritik").wait_for()
    _tab_to(tab, "saran")
    keys.press("Tab")
    keys.press("Enter")
    tab.page.get_by_role("heading", name="Terima kasih").wait_for()
    assert stored(server) == 1


def _tab_to(tab: Tab, name: str) -> None:
    for _ in range(12):
        if tab.page.evaluate("document.activeElement.name") == name:
            return
        tab.page.keyboard.press("Tab")
    raise AssertionError(f"{name} cannot be reached with the keyboard")


@pytest.mark.parametrize("kode", ["tidak-ada", "layanan-mati", ""])
def test_a_closed_survey_leads_back(server: AppServer, page_360: OpenTab, kode: str) -> None:
    with server.runtime() as rt:
        make_layanan(rt, make_upp(rt, "upp-mati"), "layanan-mati", aktif=False)
    tab = page_360()
    tab.open(f"{server.url}/survei?layanan={kode}")
    tab.page.get_by_role("heading", name="Survei tidak tersedia").wait_for()
    tab.shot(f"survei-tutup-{kode}-360")
    misspelt = tab.page.get_by_text("Mungkin kodenya salah ketik")
    assert misspelt.is_visible() == (kode != "layanan-mati")
    tab.page.get_by_role("link", name="Pilih layanan lain").click()
    tab.page.get_by_role("heading", name="Bagaimana pelayanan kami?").wait_for()


QUICK = """
addEventListener("DOMContentLoaded", () => {
  const age = document.querySelector("input[name=usia]");
  if (!age || sessionStorage.getItem("cepat")) return;
  sessionStorage.setItem("cepat", "1");
  age.value = "33";
  age.dispatchEvent(new Event("input", { bubbles: true }));
});
"""


def test_who_types_before_the_page_has_connected_is_not_told_that_it_goes_on(
    server: AppServer, page_360: OpenTab
) -> None:
    tab = page_360()
    tab.page.add_init_script(QUICK)
    steps.open_survey(tab, server)
    expect(tab.page.locator(TERHUBUNG)).to_have_count(1)
    expect(tab.page.get_by_label("Usia")).to_have_value("33")
    expect(tab.page.get_by_text(MELANJUTKAN)).to_have_count(0)
    # Left and opened again, it is.
    tab.page.reload()
    expect(tab.page.get_by_text(MELANJUTKAN)).to_be_visible()
    expect(tab.page.get_by_label("Usia")).to_have_value("33")
