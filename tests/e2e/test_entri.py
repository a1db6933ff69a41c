"""Paper typed in from the keyboard alone, kept while the network is away, taken back, imported."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, Route, expect
from sqlmodel import col, select

from sekampadi.db.models import Jawaban, Sumber
from sekampadi.domain.periode import first_of_triwulan
from sekampadi.services.publik.publik import settle
from sekampadi.services.sistem.rekap import check_rekap
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer, Tab
from tests.e2e.steps import log_in
from tests.factories import isian, submit

SHEET = ["3", "5", "2", "5", "c", "3", "3", "4", "3", "d", "3", "2", "3", "4", "4", "Enter"]
"""A whole sheet: age 35, woman, D4/S-1, pegawai swasta, generally good, nine scores, no suggestion."""

Stored = Callable[[], list[Jawaban]]


@pytest.fixture
def server(start_server: StartServer) -> AppServer:
    return start_server("cast")


@pytest.fixture
def stored(server: AppServer) -> Stored:
    """Return a reader of the answers in the order they came, which checks the counters too."""

    def read() -> list[Jawaban]:
        with server.runtime() as rt:
            with rt.reading() as session:
                rows = list(session.exec(select(Jawaban).order_by(col(Jawaban.id))))
                session.expunge_all()
            assert check_rekap(rt) == []
        return rows

    return read


def _open(tab: Tab, server: AppServer, username: str = "petugas_layanan") -> Page:
    log_in(tab, server, username, "/admin/entri?layanan=layanan-a1")
    tab.page.locator("#isian-usia").wait_for()
    expect(tab.page.locator("#isian-usia")).to_be_focused()
    return tab.page


def _type(page: Page, keys: list[str]) -> None:
    for key in keys:
        page.keyboard.press(key)


def _say(page: Page, text: str) -> None:
    expect(page.locator("#entri-status")).to_contain_text(text)


def test_a_whole_sheet_with_sixteen_keys(
    server: AppServer, page_1280: OpenTab, stored: Stored
) -> None:
    tab = page_1280()
    page = _open(tab, server)
    _type(page, SHEET)
    _say(page, "Lembar tersimpan.")
    expect(page.locator("#isian-usia")).to_be_focused()
    expect(page.locator("#isian-usia")).to_have_value("")
    expect(page.locator('[data-uji="hari-ini"]')).to_have_text("1")
    [row] = stored()
    assert row.sumber == Sumber.KERTAS.value
    assert (row.usia, row.jenis_kelamin, row.pendidikan, row.pekerjaan) == (
        35,
        "P",
        "D4/S-1",
        "Pegawai Swasta",
    )
    assert row.umum == 3
    assert [getattr(row, f"u{i}") for i in range(1, 10)] == [3, 4, 3, 4, 3, 2, 3, 4, 4]
    # The next sheet needs no hand on the mouse and keeps layanan and date.
    _type(page, [*"10", "Enter", *SHEET[2:-1]])
    page.keyboard.type("ruang tunggu panas")
    page.keyboard.press("Enter")
    expect(page.locator('[data-uji="hari-ini"]')).to_have_text("2")
    assert [(r.usia, r.saran) for r in stored()] == [(35, ""), (10, "ruang tunggu panas")]
    tab.shot("entri-1280")


def test_layanan_and_date_are_chosen_by_keyboard_too(
    server: AppServer, page_1280: OpenTab, stored: Stored
) -> None:
    tab = page_1280()
    log_in(tab, server, "petugas_layanan", "/admin/entri")
    page = tab.page
    expect(page.locator("#entri-layanan")).to_be_focused()
    _type(page, ["ArrowDown", "ArrowDown", "Enter"])
    expect(page.locator("#isian-usia")).to_be_focused()
    _type(page, SHEET)
    _say(page, "Lembar tersimpan.")
    with server.runtime() as rt:
        today = rt.today()
    assert [row.tanggal for row in stored()] == [today]
    closed = first_of_triwulan(today) - timedelta(days=120)
    with server.runtime() as rt:
        for _ in range(12):
            submit(rt, "layanan-a2", isian(), day=closed)
        settle(rt)
    tab.reload()
    expect(page.locator("#entri-layanan")).to_have_value("layanan-a2")
    page.locator("#entri-tanggal").fill(closed.isoformat())
    page.locator("#isian-usia").focus()
    _type(page, SHEET)
    _say(page, "Lembar tersimpan. Angka publik Triwulan")
    tab.shot("entri-dibekukan-1280")


def test_a_slip_is_told_beside_its_field_and_nothing_is_lost(
    server: AppServer, page_1280: OpenTab, stored: Stored
) -> None:
    tab = page_1280()
    page = _open(tab, server)
    _type(page, [*"35", "2", "9"])
    expect(page.locator("#galat-pendidikan")).to_have_text("Ketik 1 sampai 6.")
    _type(page, ["5", "c", "3", "3", "Control+Enter"])
    expect(page.locator("#galat-u2")).to_have_text("Belum diisi.")
    expect(page.locator("#isian-u2")).to_be_focused()
    # Back to the first score, which was typed wrongly, and on again.
    _type(page, ["Backspace", "4", *"33333333", "Enter"])
    _say(page, "Lembar tersimpan.")
    [row] = stored()
    assert (row.u1, row.u2) == (4, 3)
    # A half-typed sheet outlives a reload.
    _type(page, [*"41", "1"])
    tab.reload()
    expect(page.locator("#isian-usia")).to_have_value("41")
    expect(page.locator('[data-baris="jenis_kelamin"] [aria-pressed="true"]')).to_contain_text(
        "Laki-laki"
    )


def test_sheets_typed_offline_are_sent_once_when_the_network_is_back(
    server: AppServer, page_1280: OpenTab, stored: Stored
) -> None:
    tab = page_1280()
    page = _open(tab, server)
    tab.go_offline()
    _type(page, SHEET)
    _type(page, [*"47", *SHEET[2:]])
    expect(page.locator('[data-uji="menunggu"]')).to_have_text("2 lembar menunggu dikirim.")
    assert stored() == []
    tab.go_online()
    expect(page.locator('[data-uji="hari-ini"]')).to_have_text("2", timeout=30_000)
    expect(page.locator("#entri-antrean")).to_be_hidden()
    assert [row.usia for row in stored()] == [35, 47]


def test_a_lost_answer_does_not_double_the_sheet(
    server: AppServer, page_1280: OpenTab, stored: Stored
) -> None:
    tab = page_1280()
    tab.tolerate("net::ERR_FAILED")
    page = _open(tab, server)
    tries: list[int] = []

    def lose_first(route: Route) -> None:
        tries.append(route.fetch().status)
        if len(tries) == 1:
            route.abort()
        else:
            route.continue_()

    page.route("**/api/entri/lembar", lose_first)
    _type(page, SHEET)
    _say(page, "Tidak tersambung")
    assert len(stored()) == 1
    expect(page.locator("#entri-antrean")).to_be_hidden(timeout=15_000)
    assert len(tries) >= 2
    assert len(stored()) == 1


def test_a_refused_sheet_comes_back_with_its_error(
    server: AppServer, page_1280: OpenTab, stored: Stored
) -> None:
    tab = page_1280()
    tab.tolerate("status of 4")
    page = _open(tab, server)
    error = {"code": "x", "message": "Ditolak.", "fields": {"u4": "Periksa lagi isian ini."}}
    # One route for both: a new one may be lost while the browser still takes the old one away.
    answers: list[tuple[int, dict[str, Any]]] = [(422, {"error": error}), (401, {})]

    def answer(route: Route) -> None:
        if not answers:
            route.continue_()
            return
        status, body = answers.pop(0)
        route.fulfill(status=status, json=body)

    page.route("**/api/entri/lembar", answer)
    _type(page, SHEET)
    expect(page.locator("#galat-u4")).to_have_text("Periksa lagi isian ini.")
    expect(page.locator("#isian-u4")).to_be_focused()
    expect(page.locator("#isian-usia")).to_have_value("35")
    # An ended session loses nothing either: the sheet waits for the next login.
    _type(page, ["2", "Control+Enter"])
    _say(page, "Sesi Anda berakhir")
    assert stored() == []
    tab.reload()
    expect(page.locator('[data-uji="hari-ini"]')).to_have_text("1")
    assert [row.u4 for row in stored()] == [2]


def test_a_sheet_is_taken_back_and_opened_again(
    server: AppServer, page_1280: OpenTab, stored: Stored
) -> None:
    tab = page_1280()
    page = _open(tab, server)
    _type(page, SHEET)
    _say(page, "Lembar tersimpan.")
    page.get_by_role("button", name="Batalkan lembar pukul").click()
    expect(page.get_by_text("Dibatalkan", exact=True)).to_be_visible()
    expect(page.locator("#isian-usia")).to_have_value("35")
    [row] = stored()
    assert row.dihapus_pada is not None
    _type(page, ["4", "5", "Control+Enter"])
    _say(page, "Lembar tersimpan.")
    assert [(r.usia, r.dihapus_pada is None) for r in stored()] == [(35, False), (45, True)]
    expect(page.locator('[data-uji="hari-ini"]')).to_have_text("1")


def test_a_phone_can_type_too(server: AppServer, page_360: OpenTab, stored: Stored) -> None:
    tab = page_360()
    page = _open(tab, server)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # A phone's keyboard tells no keys, only what has been put in.
    for text in ("35", "2", "5", "3", "3", *"333333333"):
        page.keyboard.insert_text(text)
    tab.shot("entri-360")
    page.locator("#entri-simpan").tap()
    _say(page, "Lembar tersimpan.")
    assert len(stored()) == 1


def test_a_file_is_looked_at_stored_and_not_stored_twice(
    server: AppServer, page_1280: OpenTab, stored: Stored, tmp_path: Path
) -> None:
    tab = page_1280()
    page = _open(tab, server, "admin_upp")
    template = page.request.get(f"{server.url}/unduh/templat-jawaban.xlsx?layanan=layanan-a1")
    book = load_workbook(BytesIO(template.body()))
    sheet = book["Jawaban"]
    with server.runtime() as rt:
        today = rt.today()
    for row in range(2, 5):
        values = [None, today, 30 + row, "P", "D4/S-1", "ASN", 3, *[3] * 9, "antre"]
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column, value)
    good, bad = tmp_path / "baik.xlsx", tmp_path / "salah.xlsx"
    book.save(good)
    sheet["J3"] = 7
    book.save(bad)
    result = page.locator("#entri-impor-hasil")
    page.locator("#entri-impor-berkas").set_input_files(bad)
    page.get_by_role("button", name="Periksa berkas").click()
    expect(result).to_contain_text("Baris 3, kolom U3: isi 1 sampai 4")
    tab.shot("entri-impor-salah")
    page.locator("#entri-impor-berkas").set_input_files(good)
    page.get_by_role("button", name="Periksa berkas").click()
    expect(result).to_contain_text("3 lembar akan ditambahkan")
    page.get_by_role("button", name="Simpan 3 lembar").click()
    expect(result).to_contain_text("Tersimpan: 3 lembar baru")
    page.get_by_role("button", name="Periksa berkas").click()
    expect(result).to_contain_text("0 lembar akan ditambahkan, 3 sudah tersimpan")
    assert len(stored()) == 3
