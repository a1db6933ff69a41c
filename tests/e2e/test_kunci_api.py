"""A key in the browser: made, shown once, used, taken back; and the page that says how to use it."""

import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.e2e import steps
from tests.e2e.axe import violations
from tests.e2e.conftest import OpenTab, StartServer

PAGE = "/admin/kunci-api"


def _status(url: str, key: str) -> int:
    request = urllib.request.Request(
        f"{url}/api/v1/saya", headers={"Authorization": f"Bearer {key}"}
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.parametrize("width", [360, 1280])
def test_a_key_is_made_shown_once_used_and_taken_back(
    start_server: StartServer, open_tab: OpenTab, width: int
) -> None:
    server = start_server("cast")
    tab = open_tab(width, 800)
    page = tab.page
    steps.log_in(tab, server, "admin_upp", PAGE)
    page.get_by_role("button", name="Buat kunci").first.click()
    form = page.locator("dialog[open]")
    form.get_by_label("Berlaku sampai").fill("01-01-2020")
    form.get_by_role("button", name="Buat kunci").click()
    for wrong in (
        "Nama kunci belum diisi.",
        "Pilih paling sedikit satu kegunaan.",
        "Tanggal akhir tidak boleh sebelum hari ini.",
    ):
        expect(form.get_by_role("link", name=wrong)).to_be_visible()
    assert violations(page) == []
    form.get_by_label("Nama kunci").fill("Aplikasi perizinan")
    box = form.get_by_label("Membaca angka UPP")
    box.check()
    last = form.get_by_label("Membuat tautan survei untuk layanan yang selesai")
    # However long its words are, a box is as large as the others.
    assert last.bounding_box()["width"] == box.bounding_box()["width"]  # type: ignore[index]
    with server.runtime() as rt:
        day = rt.today()
    form.get_by_label("Berlaku sampai").fill(f"{day:%d-%m-%Y}")
    form.get_by_role("button", name="Buat kunci").dblclick()

    shown = page.locator("#kunci-api")
    expect(shown).to_be_visible()
    key = shown.input_value()
    assert key.startswith("skp_")
    assert violations(page) == []
    tab.shot(f"kunci-api-{width}")
    page.get_by_role("button", name="Salin").click()
    expect(
        page.get_by_role("button", name="Tersalin").or_(page.get_by_text("Sudah ditandai"))
    ).to_be_visible()
    page.get_by_role("button", name="Selesai").click()
    expect(shown).to_have_count(0)
    # Pressed twice, made once.
    expect(page.get_by_text("Aplikasi perizinan", exact=True)).to_have_count(1)
    tab.reload()
    expect(page.get_by_text("Aplikasi perizinan", exact=True)).to_have_count(1)
    assert key not in page.content()

    assert _status(server.url, key) == 200
    steps.act(tab, "Aplikasi perizinan", "Cabut")
    question = page.locator("dialog[open]")
    expect(question.get_by_text("Cabut kunci Aplikasi perizinan?")).to_be_visible()
    question.get_by_role("button", name="Batal").click()
    assert _status(server.url, key) == 200
    steps.act(tab, "Aplikasi perizinan", "Cabut")
    page.locator("dialog[open]").get_by_role("button", name="Cabut kunci").click()
    expect(page.get_by_text("Kunci dicabut.")).to_be_visible()
    assert _status(server.url, key) == 401
    assert key not in server.output()


def test_the_page_of_the_api_can_be_read_by_everyone(
    start_server: StartServer, open_tab: OpenTab
) -> None:
    server = start_server("cast")
    for width in (360, 1280):
        tab = open_tab(width, 800)
        tab.page.goto(f"{server.url}/api/v1/dokumentasi")
        for part in tab.page.locator("details").all():
            part.evaluate("e => e.open = true")
        assert tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert violations(tab.page) == []
        tab.shot(f"dokumentasi-{width}")
