"""The plain survey in a browser: without script, and where the live one's socket does not come up."""

import re

from playwright.sync_api import WebSocketRoute, expect
from sqlmodel import select

from sekampadi.db.models import Jawaban
from tests.e2e import steps
from tests.e2e.axe import violations
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer


def _stored(server: AppServer) -> list[tuple[int, str, int, int, str]]:
    with server.runtime() as rt, rt.reading() as session:
        rows = session.exec(select(Jawaban)).all()
        return [(r.usia, r.jenis_kelamin, r.umum, r.u9, r.saran) for r in rows]


def test_a_browser_without_script_goes_from_the_code_to_the_thanks(
    start_server: StartServer, page_360: OpenTab
) -> None:
    server = start_server("cast")
    tab = page_360(script=False)
    page = tab.page
    page.goto(f"{server.url}/s/layanan-a1")
    page.get_by_role("link", name="Isi survei di halaman sederhana").click()
    expect(page).to_have_url(f"{server.url}/lembar/layanan-a1")
    tab.tolerate("422")
    steps.answer_responden(tab, "9")
    page.get_by_role("link", name="Usia harus antara 10 dan 110 tahun.").click()
    expect(page.get_by_label("Usia")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("44")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Langkah 2 dari 4: Penilaian Umum – Survei – SEKAMPADI")
    steps.press(tab, "Kembali")
    expect(page.get_by_label("Usia")).to_have_value("44")
    tab.shot("lembar-1-360")
    steps.press(tab, "Lanjut")
    steps.answer_umum(tab, "Baik")
    steps.answer_skm(tab, 3)
    steps.finish(tab, "Baik sekali.\nTerima kasih.")
    tab.shot("lembar-selesai-360")
    page.reload()
    expect(page.get_by_role("heading", name="Terima kasih")).to_be_visible()
    assert _stored(server) == [(44, "L", 3, 3, "Baik sekali.\nTerima kasih.")]
    page.get_by_role("link", name="Tutup").click()
    expect(page.get_by_role("link", name="Layanan a2")).to_be_visible()


def test_what_was_typed_is_still_there_after_sending_it_without_a_network(
    start_server: StartServer, page_360: OpenTab
) -> None:
    server = start_server("cast")
    tab = page_360(script=False)
    tab.tolerate("422|ERR_INTERNET_DISCONNECTED")
    page = tab.page
    page.goto(f"{server.url}/lembar/layanan-a1")
    steps.answer_responden(tab, "44")
    steps.answer_umum(tab, "Baik")
    page.get_by_role("heading", name="sembilan hal").wait_for()
    steps.press(tab, "Lanjut")
    page.get_by_role("link", name="pilih satu jawaban.").last.click()
    # The question, and what is wrong with it, stand above what the link leads to.
    last = page.get_by_role("group").last
    expect(last.locator("legend")).to_be_in_viewport(ratio=1)
    expect(last.get_by_text("Perbaiki:")).to_be_in_viewport(ratio=1)
    steps.answer_skm(tab, 3)
    tab.go_offline()
    page.get_by_label("Berikan kami kritik").fill("Antrean panjang.")
    steps.press(tab, "Selesai")
    expect(page.get_by_role("button", name="Selesai")).to_be_hidden()
    page.go_back()
    expect(page.get_by_role("textbox")).to_have_value("Antrean panjang.")
    tab.go_online()
    steps.press(tab, "Selesai")
    expect(page.get_by_role("heading", name="Terima kasih")).to_be_visible()
    assert _stored(server) == [(44, "L", 3, 3, "Antrean panjang.")]


def test_where_no_socket_comes_up_the_answers_go_along_and_are_not_sent_twice(
    start_server: StartServer, page_360: OpenTab
) -> None:
    server = start_server("cast")
    tab = page_360()
    tab.tolerate("WebSocket|websocket|422")
    page = tab.page
    blocked = True

    def meet(route: WebSocketRoute) -> None:
        if not blocked:
            route.connect_to_server()

    page.route_web_socket(re.compile(r"/_event"), meet)
    page.goto(f"{server.url}/s/layanan-a1")
    page.get_by_label("Usia").fill("51")
    page.get_by_label("Perempuan", exact=True).check()
    offer = page.get_by_role("button", name="Isi di halaman sederhana")
    expect(offer).to_be_hidden()
    expect(offer).to_be_visible()
    tab.shot("lembar-tawaran-360")
    offer.click()
    expect(page).to_have_url(f"{server.url}/lembar/layanan-a1")
    expect(page.get_by_label("Usia")).to_have_value("51")
    expect(page.get_by_label("Perempuan", exact=True)).to_be_checked()
    assert violations(page) == []
    steps.answer_responden(tab, "51")
    steps.answer_umum(tab, "Baik")
    steps.answer_skm(tab, 3)
    steps.finish(tab, "")
    assert _stored(server) == [(51, "L", 3, 3, "")]
    blocked = False
    # Who comes next on this phone finds a new survey, and none of the answers before.
    page.goto(f"{server.url}/s/layanan-a1")
    expect(
        page.get_by_text("Isian sebelumnya di perangkat ini baru saja terkirim.")
    ).to_be_visible()
    expect(page.get_by_label("Usia")).to_have_value("")
    expect(page.get_by_role("heading", name="Lanjutkan isian sebelumnya?")).to_be_hidden()
    assert len(_stored(server)) == 1


def test_a_page_that_is_connected_offers_nothing(
    start_server: StartServer, page_360: OpenTab
) -> None:
    server = start_server("cast")
    tab = page_360()
    steps.open_survey(tab, server)
    steps.wait_in_page(tab.page, "performance.now() > 9000")
    expect(tab.page.get_by_role("button", name="Isi di halaman sederhana")).to_be_hidden()


def test_a_socket_that_dies_later_gets_the_offer_and_the_answers_go_along(
    start_server: StartServer, page_360: OpenTab
) -> None:
    server = start_server("cast")
    tab = page_360()
    tab.tolerate("WebSocket|websocket")
    page, dead = tab.page, False

    def meet(route: WebSocketRoute) -> None:
        there = route.connect_to_server()
        route.on_message(lambda message: None if dead else there.send(message))

    page.route_web_socket(re.compile(r"/_event"), meet)
    page.goto(f"{server.url}/s/layanan-a1")
    page.get_by_role("heading", name="Tentang Anda").wait_for()
    expect(page.locator("#survei")).not_to_have_attribute("data-giliran", "0")
    dead = True
    steps.answer_responden(tab, "51")
    offer = page.get_by_role("button", name="Isi di halaman sederhana")
    expect(offer).to_be_hidden()
    expect(offer).to_be_visible(timeout=60_000)
    offer.click()
    expect(page).to_have_url(f"{server.url}/lembar/layanan-a1")
    steps.answer_umum(tab, "Baik")
    steps.answer_skm(tab, 3)
    steps.finish(tab, "")
    assert _stored(server) == [(51, "L", 3, 3, "")]
