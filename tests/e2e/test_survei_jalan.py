"""The whole way of a citizen, with a finger and with the keyboard alone, and all that goes wrong on it."""

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect
from sqlmodel import col, select

from sekampadi.db.models import Jawaban, Layanan
from tests.e2e import steps
from tests.e2e.conftest import OpenTab
from tests.e2e.harness import AppServer, Tab

LAYANAN = "biro-organisasi-konsultasi"
FOCUS = "document.activeElement.id || document.activeElement.tagName"
DRAFTS = "JSON.stringify(Object.entries(localStorage).filter(([k]) => k.startsWith('sekampadi')))"


def _stored(server: AppServer) -> dict[str, tuple[int, int, int, str]]:
    """Return what is stored about the layanan: identity -> age, general rating, U9, suggestion."""
    with server.runtime() as rt, rt.reading() as session:
        query = select(Jawaban).join(Layanan, col(Layanan.id) == col(Jawaban.layanan_id))
        rows = session.exec(query.where(col(Layanan.kode) == LAYANAN)).all()
        return {str(r.uuid): (r.usia, r.umum, r.u9, r.saran) for r in rows}


@dataclass
class Hand:
    """How a person works a page: by touch, or with the keyboard alone."""

    tab: Tab
    keyboard: bool

    def _reach(self, selector: str) -> None:
        for _ in range(80):
            self.tab.page.keyboard.press("Tab")
            if self.tab.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"{selector} cannot be reached with the keyboard")

    def use(self, selector: str, times: int = 1) -> None:
        """Press a button or follow a link, perhaps twice in a row."""
        if self.keyboard:
            self._reach(selector)
            for _ in range(times):
                self.tab.page.keyboard.press("Enter")
            return
        place = self.tab.page.locator(selector)
        place.scroll_into_view_if_needed()
        box = place.bounding_box()
        assert box is not None
        for _ in range(times):
            self.tab.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def choose(self, field: str) -> None:
        """Choose the first answer of a question."""
        if self.keyboard:
            self._reach(f'input[name="{field}"]')
            self.tab.page.keyboard.press("Space")
        else:
            self.tab.page.locator(f'label:has(input[name="{field}"])').first.tap()

    def write(self, selector: str, text: str) -> None:
        """Put a text into a field."""
        if self.keyboard:
            self._reach(selector)
            self.tab.page.keyboard.press("Control+A")
            self.tab.page.keyboard.insert_text(text)
        else:
            self.tab.page.locator(selector).tap()
            self.tab.page.locator(selector).fill(text)


def _heading(tab: Tab, text: str, title: str = "") -> None:
    """Expect a step: its heading has the focus, and the browser's tab says it."""
    tab.page.get_by_role("heading", name=text, level=1).wait_for()
    steps.wait_in_page(tab.page, f"({FOCUS}) !== 'BODY'")
    expect(tab.page).to_have_title(f"{title or text} – Survei – SEKAMPADI")


def _refused(tab: Tab, *sentences: str) -> None:
    """Expect errors: in the summary, which has the focus, and in the title."""
    steps.wait_in_page(tab.page, f"({FOCUS}) === 'ringkasan-galat'")
    expect(tab.page.locator("#ringkasan-galat li:visible")).to_have_text(list(sentences))
    assert tab.page.title().startswith("Galat: Langkah ")
    assert tab.page.locator('[aria-invalid="true"]').count() == len(sentences)


NEXT, BACK = ".langkah-isi [type=submit]", "[data-kembali]"


def _journey(tab: Tab, hand: Hand, shot: Callable[[str], None]) -> None:
    """Go through the four steps with a mistake at each, there and back again."""
    page, address = tab.page, tab.page.url
    hand.use(NEXT)
    _refused(
        tab,
        "Isi usia Anda dalam tahun.",
        "Pilih jenis kelamin.",
        "Pilih pendidikan terakhir.",
        "Pilih pekerjaan.",
    )
    shot("galat-1")
    hand.use("[data-ke=isian-usia]")
    steps.wait_in_page(page, f"({FOCUS}) === 'isian-usia'")
    assert page.url == address, "a link inside the page changed its address"
    page.keyboard.insert_text("33")
    expect(page.locator("#ringkasan-galat li:visible")).to_have_count(3)
    assert page.locator("#isian-usia").get_attribute("aria-invalid") == "false"
    for field in ("jenis_kelamin", "pendidikan", "pekerjaan"):
        hand.choose(field)
    expect(page.locator("#ringkasan-galat")).to_be_hidden()
    assert not page.title().startswith("Galat")
    hand.use(NEXT, times=2)
    # The second tap is no answer to the next step, not even a wrong one.
    _heading(tab, "Penilaian Umum", "Langkah 2 dari 4: Penilaian Umum")
    steps.take_a_moment(tab)
    assert page.locator("#ringkasan-galat").count() == 0
    shot("langkah-2")
    hand.use(NEXT)
    _refused(tab, "Penilaian Umum: pilih satu penilaian.")
    hand.choose("umum")
    hand.use(NEXT)
    page.locator('input[name="u9"]').first.wait_for()
    for number in range(1, 9):
        hand.choose(f"u{number}")
    hand.use(NEXT)
    _refused(tab, "U9 Penanganan pengaduan, saran dan masukan: pilih satu jawaban.")
    shot("galat-3")
    hand.use("[data-ke=isian-u9]")
    steps.wait_in_page(page, f"({FOCUS}) === 'isian-u9'")
    page.keyboard.press("Space")
    page.go_back()
    _heading(tab, "Penilaian Umum", "Langkah 2 dari 4: Penilaian Umum")
    page.go_forward()
    page.locator('input[name="u9"]').first.wait_for()
    assert page.locator('input[name="u9"]').first.is_checked()
    hand.use(BACK)
    _heading(tab, "Penilaian Umum", "Langkah 2 dari 4: Penilaian Umum")
    page.go_back()
    _heading(tab, "Tentang Anda", "Langkah 1 dari 4: Tentang Anda")
    assert page.locator("#isian-usia").input_value() == "33"
    for _ in range(2):
        page.go_forward()
        steps.wait_in_page(page, "!document.querySelector('#kabar-kirim').textContent")
    page.locator('input[name="u9"]').first.wait_for()
    assert page.url == address
    steps.take_a_moment(tab)
    hand.use(NEXT, times=2)
    _heading(tab, "Kritik/Saran", "Langkah 4 dari 4: Kritik/Saran")
    # Nor does one that comes somewhat later: here nothing has been touched yet.
    page.evaluate(
        "s => new Promise(r => setTimeout(() => r(document.querySelector(s).click()), 620))", NEXT
    )
    steps.take_a_moment(tab)
    assert page.locator("[data-selesai]").count() == 0, "a double tap sent the last step"
    hand.write("#isian-saran", "x" * 2001)
    hand.use(NEXT)
    _refused(tab, "Kritik/saran paling banyak 2.000 karakter; tulisan Anda 2.001 karakter.")
    hand.write("#isian-saran", "ruang tunggu agak panas")
    expect(page.locator("#ringkasan-galat")).to_be_hidden()
    page.evaluate(
        """() => {
          window.kabar = [];
          const place = document.getElementById('kabar-kirim');
          new MutationObserver(() => window.kabar.push(place.textContent))
            .observe(place, {childList: true, characterData: true, subtree: true});
        }"""
    )
    hand.use(NEXT, times=2)
    _heading(tab, "Terima kasih")
    assert page.get_by_text("Jawaban Anda sudah terkirim.").is_visible()
    assert page.evaluate("window.kabar[0]") == "Mengirim jawaban Anda …"
    shot("terima-kasih")


def _again_in_this_tab(tab: Tab) -> None:
    """Begin a second survey at a place of the finished one, whose places are not its own."""
    page = tab.page
    home = page.url
    page.go_back()
    page.get_by_role("heading", name="Tentang Anda").wait_for()
    steps.answer_responden(tab)
    _heading(tab, "Penilaian Umum", "Langkah 2 dari 4: Penilaian Umum")
    page.go_back()
    _heading(tab, "Tentang Anda", "Langkah 1 dari 4: Tentang Anda")
    page.go_back()
    page.wait_for_url("about:blank")
    page.go_forward()
    page.get_by_role("button", name="Mulai dari awal").click()
    expect(page.get_by_label("Usia")).to_have_value("")
    tab.open(home)


@pytest.mark.parametrize(("width", "keyboard"), [(320, False), (360, False), (1280, True)])
def test_the_whole_way_on_a_shared_device(
    shared_server: AppServer, open_tab: OpenTab, width: int, keyboard: bool
) -> None:
    first = open_tab(width, 740)
    before = _stored(shared_server)
    steps.open_survey(first, shared_server, LAYANAN)
    steps.answer_responden(first, "71")
    first.page.get_by_role("heading", name="Penilaian Umum").wait_for()
    first.page.close()

    tab = open_tab(width, 740, context=first.context)
    tab.open(f"{shared_server.url}/survei?layanan={LAYANAN.upper()}")
    _heading(tab, "Lanjutkan isian sebelumnya?")
    tab.shot(f"survei-tanya-{width}")
    assert "71" not in tab.page.locator("main").inner_text()
    assert tab.page.locator("#isian-usia").input_value() == ""
    assert not tab.page.locator("#isian-usia").is_visible()
    hand = Hand(tab, keyboard)
    hand.use("[data-tanya=baru]")
    _heading(tab, "Tentang Anda", "Langkah 1 dari 4: Tentang Anda")
    assert tab.page.locator("#isian-usia").input_value() == ""
    # Each word of the step bar is as wide as its place at most.
    assert tab.page.locator(".langkah").evaluate_all(
        "els => els.every(e => e.scrollWidth <= e.clientWidth)"
    )

    _journey(tab, hand, lambda name: tab.shot(f"survei-{name}-{width}"))
    assert tab.page.evaluate(DRAFTS) == "[]", "a finished survey leaves something"
    hand.use(".terima-kasih a.tombol")
    tab.page.get_by_role("heading", name="Bagaimana pelayanan kami?").wait_for()
    steps.wait_in_page(tab.page, f"({FOCUS}) === 'H1'")
    _again_in_this_tab(tab)
    other = tab.page.locator(".daftar-pilihan .pilihan-nama").nth(2)
    name = other.inner_text()
    other.click()
    tab.page.get_by_role("link", name="Isi Survei").click()
    tab.page.locator(".survei-layanan").get_by_text(name).wait_for()
    assert tab.page.get_by_role("heading", name="Tentang Anda").is_visible()
    assert tab.page.locator("#isian-usia").input_value() == ""
    assert tab.page.locator("#ringkasan-galat, input:checked").count() == 0
    new = {k: v for k, v in _stored(shared_server).items() if k not in before}
    assert list(new.values()) == [(33, 4, 1, "ruang tunggu agak panas")]


def test_two_tabs_lose_nothing_and_send_once(shared_server: AppServer, page_360: OpenTab) -> None:
    before = _stored(shared_server)
    one = page_360()
    steps.open_survey(one, shared_server, LAYANAN)
    steps.answer_responden(one)
    one.page.get_by_role("heading", name="Penilaian Umum").wait_for()
    one.reload()
    # The same person in the same tab is not asked.
    one.page.get_by_role("heading", name="Penilaian Umum").wait_for()
    two = page_360(context=one.context)
    two.open(f"{shared_server.url}/survei?layanan={LAYANAN}")
    steps.press(two, "Lanjutkan")
    two.page.get_by_label("Kurang baik").check()
    news = one.page.locator("#tab-lain")
    expect(news).to_contain_text("juga sedang dibuka di tab lain")
    one.shot("survei-tab-lain-360")
    assert one.page.evaluate("document.querySelector('form[data-survei]').inert")
    steps.press(one, "Pakai isian terbaru")
    expect(one.page.get_by_label("Kurang baik")).to_be_checked()
    expect(two.page.locator("#tab-lain")).to_contain_text("tab lain")
    steps.take_a_moment(one)
    steps.press(one, "Lanjut")
    steps.answer_skm(one)
    steps.finish(one)
    expect(two.page.locator("#tab-lain")).to_contain_text("sudah terkirim dari tab lain")
    steps.press(two, "Mulai survei baru")
    two.page.get_by_role("heading", name="Tentang Anda").wait_for()
    assert two.page.get_by_label("Usia").input_value() == ""
    new = {k: v for k, v in _stored(shared_server).items() if k not in before}
    assert list(new.values()) == [(33, 2, 4, "ruang tunggu agak panas")]


def test_two_people_in_a_duplicated_tab_are_two_answers(
    shared_server: AppServer, page_360: OpenTab
) -> None:
    before = _stored(shared_server)
    one = page_360()
    steps.open_survey(one, shared_server, LAYANAN)
    steps.answer_responden(one)
    one.page.get_by_role("heading", name="Penilaian Umum").wait_for()
    # A browser copies what the tab alone keeps: its name, and which draft is its own.
    kept = json.dumps(one.page.evaluate("({...sessionStorage})"))
    two = page_360(context=one.context)
    two.page.add_init_script(f"if (!sessionStorage.length) Object.assign(sessionStorage, {kept})")
    two.open(one.page.url)
    two.reload()  # a duplicate calls itself neither new nor foreign: nobody asks whose the draft is
    steps.answer_umum(two, "Kurang baik")
    news = one.page.locator("#tab-lain")
    expect(news).to_contain_text("juga sedang dibuka di tab lain")
    assert one.page.evaluate("document.querySelector('form[data-survei]').inert")
    steps.answer_skm(two, 2)
    steps.finish(two, "dari tab kedua")
    expect(news).to_contain_text("sudah terkirim dari tab lain")
    steps.press(one, "Mulai survei baru")
    one.page.get_by_role("heading", name="Tentang Anda").wait_for()
    steps.take_a_moment(one)
    steps.answer_responden(one, "44")
    steps.answer_umum(one)
    steps.answer_skm(one)
    steps.finish(one, "dari tab pertama")
    new = sorted(v for k, v in _stored(shared_server).items() if k not in before)
    assert new == [(33, 2, 2, "dari tab kedua"), (44, 4, 4, "dari tab pertama")]


def test_a_browser_that_keeps_nothing_says_so(shared_server: AppServer, page_360: OpenTab) -> None:
    tab = page_360()
    tab.page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, {configurable: true,"
        " get() { throw new DOMException('forbidden', 'SecurityError'); }});"
    )
    steps.open_survey(tab, shared_server, LAYANAN)
    assert tab.page.get_by_text("tidak mengizinkan penyimpanan").is_visible()
    steps.answer_responden(tab)
    steps.answer_umum(tab)
    tab.page.locator('input[name="u9"]').first.wait_for()
    tab.page.go_back()
    tab.page.get_by_label("Sangat baik").wait_for()
    tab.page.go_forward()
    steps.answer_skm(tab)
    steps.finish(tab)
