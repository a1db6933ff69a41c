"""Card and badge on a page of another site: nothing waits for them, and a new sheet shows after its time."""

import urllib.request

import pytest
from playwright.sync_api import FrameLocator, expect
from sqlmodel import select

from sekampadi.api.terbuka.halaman import card
from sekampadi.api.terbuka.tampilan import Isi
from sekampadi.db.models import Upp
from sekampadi.domain.identitas import Identitas
from sekampadi.domain.izin import Role
from sekampadi.domain.periode import Periode
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.publikasi.terbuka.pengaturan import save_keterbukaan
from sekampadi.services.publikasi.terbuka.sematan import KARTU, LENCANA, make_pasang
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.e2e import steps
from tests.e2e.axe import violations
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer, Tab, wait_until
from tests.e2e.situs_lain import Gate, serve

KODE = "biro-organisasi"
NAMA = "Biro Organisasi"
TW_I = "2023-01-01_2023-03-31"
CACHE_SECONDS = 3


def _operator(rt: Runtime) -> None:
    with rt.reading() as session:
        upp_id = session.exec(select(Upp.id).where(Upp.kode == KODE)).one()
    factories.make_operator(rt, "roorg", Role.ADMIN_UPP, upp_id=upp_id)


def _publish(rt: Runtime) -> None:
    admin = factories.make_operator(rt, "pemprov", Role.ADMIN_PEMPROV)
    publish(rt, admin, kunci=KODE, periode=Periode.triwulan(2023, 1))


def _embedded(base: str) -> str:
    code = make_pasang(base, NAMA, kunci=KODE)
    return f"<p>{code.kode_kartu}</p><p>{code.kode_lencana}</p>"


def _card(tab: Tab) -> FrameLocator:
    return tab.page.frame_locator("iframe")


def _badge_is_there(tab: Tab) -> bool:
    return bool(
        tab.page.evaluate(
            "(() => { const i = document.querySelector('a img'); "
            "return i.complete && i.naturalWidth > 0; })()"
        )
    )


@pytest.fixture
def server(start_server: StartServer) -> AppServer:
    """Serve the decree's answers; what is published is kept for seconds only."""
    return start_server("golden", extra={"SEKAMPADI_PUBLIC_CACHE_SECONDS": str(CACHE_SECONDS)})


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_on_another_s_page_waits_for_them(
    server: AppServer, open_tab: OpenTab, width: int
) -> None:
    with server.runtime() as rt:
        _publish(rt)
    gate = Gate(server.url)
    with serve(gate=gate) as slow, serve(_embedded(slow)) as site:
        tab = open_tab(width, 800)
        # The page is painted, with its own picture, and does what is asked, while neither has come.
        tab.page.goto(site, wait_until="domcontentloaded")
        steps.wait_in_page(tab.page, "document.querySelector('#titik').naturalWidth > 0")
        tab.page.get_by_role("button", name="Tekan").click()
        expect(tab.page.get_by_role("button", name="Ditekan")).to_be_visible()
        painted = "performance.getEntriesByName('first-contentful-paint').length"
        steps.wait_in_page(tab.page, painted)
        wait_until(lambda: gate.asked == 2, "card and badge are asked for")
        assert not _badge_is_there(tab)
        before = tab.page.get_by_text("Kalimat sesudahnya.").bounding_box()
        gate.opened.set()
        card = _card(tab)
        expect(card.get_by_text("86,60")).to_be_visible()
        expect(card.get_by_text("Triwulan I 2023 · 29 responden")).to_be_visible()
        wait_until(lambda: _badge_is_there(tab), "the badge is drawn")
        # Nothing has moved when they came.
        assert tab.page.get_by_text("Kalimat sesudahnya.").bounding_box() == before
        assert tab.page.evaluate("told.shift") == 0
        assert violations(tab.page) == []
        assert tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        box = tab.page.locator("a img").bounding_box()
        assert box is not None
        assert box["height"] == LENCANA[1]
        # All of the card is seen: it has no scroll bar of its own.
        frame = tab.page.frames[1]
        assert frame.evaluate("document.documentElement.scrollHeight") <= KARTU[1]
        tab.shot(f"sematan-situs-{width}")


def test_a_badge_holds_back_not_even_the_end_of_loading(
    server: AppServer, open_tab: OpenTab
) -> None:
    gate = Gate(server.url)
    code = make_pasang("{gate}", NAMA, kunci=KODE).kode_lencana
    with serve(gate=gate) as slow, serve(code.replace("{gate}", slow)) as site:
        tab = open_tab(1280, 800)
        tab.page.goto(site, wait_until="load")
        assert tab.page.evaluate("told.loaded")
        assert not _badge_is_there(tab)
        gate.opened.set()
        wait_until(lambda: _badge_is_there(tab), "the badge is drawn")


def test_a_published_sheet_shows_after_its_time(
    server: AppServer, open_tab: OpenTab, page_1280: OpenTab
) -> None:
    with server.runtime() as rt:
        _operator(rt)
    with serve(_embedded(server.url)) as site:
        visitor = open_tab(1280, 800)
        visitor.page.goto(site)
        expect(_card(visitor).get_by_text("Belum ada hasil yang diterbitkan.")).to_be_visible()
        desk = page_1280()
        steps.log_in(desk, server, "roorg", f"/admin/publikasi?periode={TW_I}")
        steps.press(desk, "Periksa dan terbitkan")
        steps.press(desk, "Terbitkan")
        desk.page.get_by_text("Terbit dengan nomor 0001/BIRO-ORGANISASI/TW-I/2023.").wait_for()
        visitor.page.wait_for_timeout(CACHE_SECONDS * 1000 + 500)
        visitor.page.goto(site)
        expect(_card(visitor).get_by_text("86,60")).to_be_visible()
        # The code is copied from the page of the sheet, with what it will look like.
        steps.press(desk, "Pasang di situs Anda")
        dialog = desk.page.get_by_role("dialog", name="Pasang di situs Anda")
        expect(dialog.frame_locator("iframe").get_by_text("86,60")).to_be_visible()
        assert dialog.get_by_label("Kode: Kartu").input_value() == (
            make_pasang(server.url, _name(visitor), kunci=KODE).kode_kartu
        )
        desk.shot("publikasi-pasang-1280", whole=False)
        # Of the frame only what fits a frame is asked: so the page is looked at, not the dialog.
        assert violations(desk.page, menu=False) == []
        box = dialog.locator("iframe").bounding_box()
        assert box is not None
        assert (box["width"], box["height"]) == KARTU


def _name(tab: Tab) -> str:
    return _card(tab).locator(".nama").inner_text()


def test_within_its_time_it_is_not_asked_for_again(
    start_server: StartServer, open_tab: OpenTab
) -> None:
    server = start_server("golden")
    with serve(_embedded(server.url)) as site:
        tab = open_tab(1280, 800)
        for _ in range(3):
            tab.page.goto(site)
            expect(_card(tab).get_by_text("Belum ada hasil yang diterbitkan.")).to_be_visible()
            wait_until(lambda: _badge_is_there(tab), "the badge is drawn")
            tab.page.goto("about:blank")
        lines = [x for x in server.output().splitlines() if f"GET /sematan/{KODE}" in x]
        assert len(lines) == 2, lines


def test_a_site_that_is_not_in_the_list_sees_no_card(server: AppServer, open_tab: OpenTab) -> None:
    isian = {"lisensi": "CC BY 4.0", "lisensi_alamat": "https://contoh.go.id"}
    with serve(_embedded(server.url)) as site, serve(_embedded(server.url)) as other:
        with server.runtime() as rt:
            _publish(rt)
            admin = factories.make_operator(rt, "pengatur", Role.ADMIN_PEMPROV)
            save_keterbukaan(rt, admin, {**isian, "sasaran": "daftar", "situs": site})
        tab = open_tab(1280, 800)
        tab.page.goto(site)
        expect(_card(tab).get_by_text("86,60")).to_be_visible()
        stranger = open_tab(1280, 800)
        stranger.tolerate("frame-ancestors")
        stranger.tolerate("frame")
        stranger.page.goto(other)
        wait_until(lambda: any("frame-ancestors" in e for e in stranger.errors), "it is refused")
        assert all("86,60" not in frame.content() for frame in stranger.page.frames)
        # A picture is no frame: its figures are public.
        wait_until(lambda: _badge_is_there(stranger), "the badge is drawn")


def test_the_longest_words_have_room(open_tab: OpenTab) -> None:
    isi = Isi(
        "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana",
        *("100,00", "A", "Sangat Baik", "Triwulan III 2023 · 1.234.567 responden"),
        *("Angkanya berubah setelah terbit; lembar perbaikan dapat menyusul.", "/hasil?upp=x"),
    )
    body, _ = card(isi, Identitas(), "http://localhost", "*")
    tab = open_tab(*KARTU)
    tab.page.set_content(body.decode())
    height, width = tab.page.evaluate(
        "[document.documentElement.scrollHeight, document.documentElement.scrollWidth]"
    )
    assert (height, width) == (KARTU[1], KARTU[0])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_can_be_read_by_everyone(server: AppServer, open_tab: OpenTab, scheme: str) -> None:
    with server.runtime() as rt:
        _publish(rt)
    for width in (360, 1280):
        tab = open_tab(width, 800)
        tab.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for name, address in (
            ("kartu", f"/sematan/{KODE}"),
            ("kartu-kosong", "/sematan/provinsi"),
            ("pasang", f"/sematan?upp={KODE}"),
            ("data", "/data"),
        ):
            tab.page.goto(server.url + address)
            # A card alone is no page: it is looked at where it stands, on the others.
            assert name.startswith("kartu") or violations(tab.page) == [], address
            assert tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            tab.shot(f"sematan-{name}-{scheme}-{width}")
        # In the picture every line ends where it was measured, and inside.
        tab.page.goto(f"{server.url}/sematan/{KODE}.svg")
        tab.shot(f"sematan-lencana-{scheme}-{width}", whole=False)
        wide = tab.page.evaluate(
            "[...document.querySelectorAll('text[textLength]')].map((t) => { const own = t.cloneNode(true);"
            " own.removeAttribute('textLength'); t.after(own); const w = own.getComputedTextLength();"
            " own.remove(); return [+t.getAttribute('textLength'), w]; })"
        )
        assert len(wide) == 3
        for said, measured in wide:
            assert measured <= said + 1, wide


def test_the_page_of_the_code_copies_it(server: AppServer, open_tab: OpenTab) -> None:
    with server.runtime() as rt:
        _publish(rt)
    tab = open_tab(1280, 800)
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.url)
    tab.open(f"{server.url}/hasil?upp={KODE}")
    tab.page.get_by_role("link", name="pasang di situs Anda").click()
    expect(tab.page.get_by_role("heading", name="Pasang hasil survei")).to_be_visible()
    tab.page.get_by_role("button", name="Salin").first.click()
    expect(tab.page.get_by_role("button", name="Tersalin")).to_be_visible()
    code = tab.page.locator("#kode-kartu").inner_text()
    assert code.startswith(f'<iframe src="{server.url}/sematan/{KODE}"')
    tab.page.get_by_label("Warna").select_option("gelap")
    tab.page.get_by_role("button", name="Tampilkan").click()
    expect(tab.page.locator("#kode-lencana")).to_contain_text("tema=gelap")


def _ancestors(server: AppServer) -> str:
    with urllib.request.urlopen(f"{server.url}/sematan/provinsi") as answer:
        policy = str(answer.headers["content-security-policy"])
    return policy.rpartition("frame-ancestors ")[2]


def test_which_sites_may_is_set_on_the_page(
    start_server: StartServer, page_1280: OpenTab, page_360: OpenTab
) -> None:
    server = start_server("cast")
    assert _ancestors(server) == "*"
    tab = page_1280()
    steps.log_in(tab, server, "admin_pemprov", "/admin/pengaturan")
    page = tab.page
    page.wait_for_timeout(1000)  # the page draws its forms anew while it loads
    page.get_by_label("Siapa yang boleh memasang kartu").select_option("daftar")
    page.get_by_label("Daftar situs").fill("dinas.contoh.go.id\nhttps://lain.id/halaman")
    steps.press(tab, "Simpan keterbukaan")
    expect(page.locator("#galat-situs")).to_contain_text("Tulis alamat situsnya saja")
    assert _ancestors(server) == "*"
    tab.shot("pengaturan-keterbukaan-galat-1280")
    page.get_by_label("Daftar situs").fill("dinas.contoh.go.id\n*.lain.id")
    steps.press(tab, "Simpan keterbukaan")
    expect(page.get_by_text("Situs lain melihat perubahannya")).to_be_visible()
    assert _ancestors(server) == "'self' https://dinas.contoh.go.id https://*.lain.id"
    phone = page_360()
    steps.log_in(phone, server, "admin_pemprov", "/admin/pengaturan")
    expect(phone.page.get_by_label("Daftar situs")).to_have_value(
        "https://dinas.contoh.go.id\nhttps://*.lain.id"
    )
    phone.shot("pengaturan-keterbukaan-360")
