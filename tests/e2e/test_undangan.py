"""The link of an invitation on a phone: opened as often as it takes, good for one answer, in no log."""

from playwright.sync_api import expect
from sqlalchemy import select

from sekampadi.db.models import metadata
from sekampadi.db.queries.integrasi.undangan import count_undangan
from sekampadi.services.sistem.runtime import Runtime
from tests.e2e import steps
from tests.e2e.axe import violations
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer, Tab
from tests.undangan import invite

KEPT = "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])"


def _fill(rt: Runtime) -> None:
    """Give two layanan a month of invitations: many of one, few of the other."""
    with rt.reading() as session:
        layanan = metadata.tables["layanan"].c
        rows = session.connection().execute(select(layanan.kode, layanan.id))
        ids = {row.kode: row.id for row in rows}
    with rt.writing() as session:
        month = rt.today().isoformat()[:7]
        count_undangan(session, ids["layanan-a1"], month, dibuat=48, dijawab=31)
        count_undangan(session, ids["layanan-a2"], month, dibuat=9, dijawab=4)


def _link(server: AppServer, referensi: str = "REG-77") -> str:
    with server.runtime() as rt, rt.reading() as session:
        layanan = metadata.tables["layanan"].c
        rows = session.connection().execute(select(layanan.id, layanan.upp_id, layanan.kode))
        upp = next(row.upp_id for row in rows if row.kode == "layanan-a1")
    with server.runtime() as rt:
        return invite(rt, upp, referensi).tautan


def _count(server: AppServer, table: str) -> int:
    with server.runtime() as rt, rt.reading() as session:
        return len(session.connection().execute(select(metadata.tables[table])).all())


def _answer(tab: Tab, saran: str) -> None:
    tab.page.get_by_role("heading", name="Tentang Anda").wait_for()
    steps.answer_responden(tab)
    steps.answer_umum(tab)
    steps.answer_skm(tab)
    steps.finish(tab, saran)


def test_a_citizen_opens_the_link_twice_answers_once_and_is_told(
    start_server: StartServer, page_360: OpenTab
) -> None:
    server = start_server("cast")
    link = _link(server)
    token = link.partition("?k=")[2]
    tab = page_360()
    tab.open(link)
    expect(tab.page).to_have_url(f"{server.url}/survei?layanan=layanan-a1")
    tab.page.get_by_role("heading", name="Tentang Anda").wait_for()
    steps.answer_responden(tab)
    tab.page.get_by_role("heading", name="Penilaian Umum").wait_for()
    assert token not in tab.page.evaluate(KEPT)
    # The network breaks, and the message is tapped again: what was filled in is still there.
    tab.open(link)
    steps.press(tab, "Lanjutkan")
    steps.answer_umum(tab)
    steps.answer_skm(tab)
    steps.finish(tab, "Antrean cepat sekali")
    assert token not in tab.page.evaluate(KEPT)
    assert (_count(server, "kotak_jawaban"), _count(server, "jawaban")) == (1, 0)
    tab.tolerate("410")
    tab.page.goto(link)
    expect(tab.page.get_by_text("Tautan undangan ini sudah dipakai.")).to_be_visible()
    assert violations(tab.page) == []
    tab.shot("undangan-dipakai-360")
    tab.page.get_by_role("link", name="Buka survei terbuka").click()
    _answer(tab, "Pendapat orang kedua di ponsel ini")
    assert (_count(server, "kotak_jawaban"), _count(server, "jawaban")) == (1, 1)
    log = server.log.read_text(encoding="utf-8")
    assert "GET /u 303" in log
    assert "GET /u 410" in log
    assert token not in log
    assert "REG-77" not in log


def test_without_script_the_link_leads_to_the_plain_survey(
    start_server: StartServer, page_360: OpenTab
) -> None:
    server = start_server("cast")
    tab = page_360(script=False)
    tab.page.goto(_link(server))
    tab.page.get_by_role("link", name="Isi survei di halaman sederhana").click()
    expect(tab.page).to_have_url(f"{server.url}/lembar/layanan-a1")
    _answer_plain(tab)
    assert (_count(server, "kotak_jawaban"), _count(server, "jawaban")) == (1, 0)


def _answer_plain(tab: Tab) -> None:
    steps.answer_responden(tab, "44")
    steps.answer_umum(tab, "Baik")
    steps.answer_skm(tab, 3)
    steps.finish(tab, "Baik sekali.")


def test_the_page_shows_figures_from_five_on_and_no_invitation(
    start_server: StartServer, page_360: OpenTab, page_1280: OpenTab
) -> None:
    server = start_server(_fill)
    _link(server, "REG-RAHASIA")
    for tab in (page_360(), page_1280()):
        steps.log_in(tab, server, "admin_upp", "/admin/undangan")
        expect(tab.page.get_by_text("63%")).to_be_visible()
        expect(tab.page.get_by_text("kurang dari 5")).to_be_visible()
        assert "REG-RAHASIA" not in tab.page.content()
        assert violations(tab.page) == []
        tab.shot(f"undangan-{tab.page.viewport_size['width']}")  # type: ignore[index]
