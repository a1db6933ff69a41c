"""What people do on the pages, as the browser tests tell it."""

import time
import urllib.request

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from sqlmodel import select

from sekampadi.db.models import Sesi
from sekampadi.services.akun.cookies import cookie_name
from sekampadi.services.akun.sesi import issue_ticket, redeem_ticket
from tests.e2e.harness import AppServer, Tab
from tests.factories import PASSWORD


def wait_in_page(page: Page, expression: str, timeout: float = 30_000) -> None:
    """Wait until an expression is true in a page; it is asked from outside.

    Playwright's own way looks from within, by ``eval``, which the policy of the pages forbids.

    Args:
        timeout: milliseconds.
    """
    until = time.monotonic() + timeout / 1000
    while not page.evaluate(expression):
        assert time.monotonic() < until, f"not so within {timeout:.0f} ms: {expression}"
        page.wait_for_timeout(25)


def take_cookie(tab: Tab, server: AppServer, username: str) -> None:
    """Let a browser be somebody's, by the cookie that the form leads to."""
    with server.runtime() as rt:
        token, _ = redeem_ticket(rt, issue_ticket(rt, username, PASSWORD))
    name = cookie_name(secure=False)
    tab.context.add_cookies([{"name": name, "value": token, "url": server.url}])


def log_in(tab: Tab, server: AppServer, username: str, path: str = "/admin") -> None:
    """Arrive at a page as somebody who has logged in before."""
    take_cookie(tab, server, username)
    tab.open(server.url + path)


def log_in_by_form(tab: Tab, server: AppServer, username: str, path: str = "/admin") -> None:
    """Log in through the form and arrive at a page."""
    before = tab.hydrations
    tab.open(f"{server.url}/login?next={path}")
    tab.page.get_by_label("Username").fill(username)
    tab.page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    tab.page.get_by_role("button", name="Masuk").click()
    tab.page.wait_for_url(lambda url: "/login" not in url)
    tab.wait_hydrated(before + 1)


def end_login(tab: Tab) -> None:
    """Let a browser's login end elsewhere, by a copy of its cookie: its pages are told at once."""
    name = cookie_name(secure=False)
    cookie = next(c["value"] for c in tab.context.cookies() if c["name"] == name)
    headers = {"Cookie": f"{name}={cookie}", "Sec-Fetch-Site": "same-origin"}
    place = "/".join(tab.page.url.split("/")[:3])
    request = urllib.request.Request(f"{place}/sesi/keluar", b"", headers)
    with urllib.request.urlopen(request, timeout=30) as response:
        assert response.url == f"{place}/login"


def end_logins(server: AppServer) -> None:
    """Let all logins end, as time does: pages notice it within ten seconds."""
    with server.runtime() as rt, rt.writing() as session:
        for login in session.exec(select(Sesi)):
            session.delete(login)


def log_in_again(tab: Tab, username: str) -> None:
    """Log in where a login has ended."""
    tab.page.wait_for_url("**/login**")
    tab.page.get_by_role("textbox", name="Username").fill(username)
    tab.page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    press(tab, "Masuk")
    tab.page.wait_for_url("**/admin/**")


def open_survey(tab: Tab, server: AppServer, layanan: str = "layanan-a1") -> None:
    """Open a survey by its short address, as a scanned code does."""
    tab.open(f"{server.url}/s/{layanan}")
    tab.page.get_by_role("heading", name="Tentang Anda").wait_for()


def press(tab: Tab, name: str) -> None:
    """Press a button of the survey."""
    tab.page.get_by_role("button", name=name, exact=True).click()


def take_a_moment(tab: Tab) -> None:
    """Do nothing for as long as the survey takes a tap on a new step for a slip."""
    tab.page.wait_for_timeout(700)


def answer_responden(tab: Tab, usia: str = "33") -> None:
    """Fill in step one, and go on."""
    tab.page.get_by_label("Usia").fill(usia)
    tab.page.get_by_label("Laki-laki").check()
    tab.page.get_by_label("D4/S-1").check()
    tab.page.get_by_label("ASN").check()
    press(tab, "Lanjut")


def answer_umum(tab: Tab, label: str = "Sangat baik") -> None:
    """Fill in step two, and go on."""
    tab.page.get_by_role("heading", name="Penilaian Umum").wait_for()
    tab.page.get_by_label(label, exact=True).check()
    press(tab, "Lanjut")


def choose_skm(tab: Tab, score: int = 4, count: int = 9) -> None:
    """Choose a score for the first questions of step three."""
    for number in range(1, count + 1):
        tab.page.locator(f'input[name="u{number}"][value="{score}"]').check()


def answer_skm(tab: Tab, score: int = 4) -> None:
    """Fill in step three, and go on."""
    tab.page.locator('input[name="u9"]').last.wait_for()
    choose_skm(tab, score)
    press(tab, "Lanjut")


def finish(tab: Tab, saran: str = "ruang tunggu agak panas") -> None:
    """Fill in step four, send, and see the thanks."""
    tab.page.get_by_label("Berikan kami kritik").fill(saran)
    press(tab, "Selesai")
    tab.page.get_by_role("heading", name="Terima kasih").wait_for()


def act(tab: Tab, row: str, words: str) -> None:
    """Choose an act in the menu of a row.

    A list that is drawn anew, because somebody else has just changed something, closes its menu: one
    opens it again, as a person does.
    """
    menu = tab.page.get_by_role("button", name=f"Tindakan untuk {row}", exact=True)
    item = tab.page.get_by_role("menuitem", name=words, exact=True)
    menu.click()
    try:
        item.click(timeout=5000)
    except PlaywrightTimeoutError:
        if menu.get_attribute("aria-expanded") != "true":
            menu.click()
        item.click()
