"""What is typed and what is ticked outlives a login that ends, on pages as in dialogs."""

from datetime import date

import pytest
from playwright.sync_api import Dialog, Locator, expect
from sqlmodel import col, select

from sekampadi.db.models import Jawaban
from sekampadi.services.akun.sesi import find_principal, issue_ticket, redeem_ticket
from sekampadi.services.moderasi.moderasi import remove
from sekampadi.services.sistem.runtime import Runtime
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer, Tab
from tests.factories import PASSWORD, isian, submit

KEPT = "sessionStorage.getItem('sekampadi-isian')"
SHEETS = "Object.keys(sessionStorage).filter((key) => key.startsWith('sekampadi-entri-draf:'))"
GONE = "Yang tadi Anda pilih sudah tidak ada di daftar ini."
TW_IV = "cakupan=upp-a&bagian=pelaksanaan&dari=2025-10-01&sampai=2025-12-31"


def _fill(rt: Runtime) -> None:
    for day in range(1, 6):
        submit(rt, "layanan-a1", isian(saran=f"saran {day}"), day=date(2026, 1, day))


@pytest.fixture
def server(start_server: StartServer) -> AppServer:
    return start_server(_fill)


@pytest.mark.parametrize(
    ("username", "path", "typed"),
    [
        ("pimpinan", "/admin/akun", {"Username": "pimpinan.baru"}),
        (
            "admin_pemprov",
            "/admin/pengaturan",
            {"Pengelola": "Biro yang baru", "Banyak saran yang sama": "9"},
        ),
        ("admin_upp", "/admin/notifikasi", {"Alamat e-mail": "saya@contoh.go.id"}),
        (
            "admin_upp",
            f"/admin/laporan?{TW_IV}",
            {"Jumlah penerima layanan": "432", "Nama pihak ke-3": "CV Survei"},
        ),
    ],
)
def test_what_was_typed_into_a_page_comes_back(
    server: AppServer, page_1280: OpenTab, username: str, path: str, typed: dict[str, str]
) -> None:
    tab = page_1280()
    steps.log_in(tab, server, username, "/admin")
    tab.open(server.url + path)
    fields = {tab.page.get_by_label(label): text for label, text in typed.items()}
    tab.page.wait_for_timeout(500)  # the page draws its forms anew while it loads
    for field, text in fields.items():
        field.fill(text)
    steps.end_login(tab)
    steps.log_in_again(tab, username)
    for field, text in fields.items():
        expect(field).to_have_value(text)
    assert tab.page.evaluate(KEPT) is None
    tab.page.wait_for_timeout(700)
    for field, text in fields.items():
        expect(field).to_have_value(text)


def test_no_password_is_kept(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    page = tab.page
    steps.log_in(tab, server, "admin_upp", "/admin/akun")
    page.wait_for_timeout(500)  # the page draws its forms anew while it loads
    # No guarded form has a password today: the rule is for the first that does.
    page.locator("form[data-jaga]").evaluate(
        "form => form.append(Object.assign(document.createElement('input'), {type: 'password', name: 'sandi'}))"
    )
    page.locator("[name=sandi]").fill("rahasia")
    page.get_by_label("Username").fill("admin.baru")
    steps.end_login(tab)
    page.wait_for_url("**/login**")
    kept = page.evaluate(KEPT)
    assert "admin.baru" in kept
    assert "rahasia" not in kept


def test_what_is_saved_is_no_longer_asked_about(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    tab.page.on("dialog", stay)
    steps.log_in(tab, server, "admin_pemprov", "/admin/pengaturan")
    field = tab.page.get_by_label("Banyak saran yang sama")
    tab.page.wait_for_timeout(500)
    field.fill("7")
    tab.page.get_by_role("link", name="Rekap", exact=True).first.click()
    assert asked == ["Isian belum disimpan. Buang isian ini?"]
    expect(field).to_have_value("7")
    steps.press(tab, "Simpan batas")
    expect(tab.page.get_by_text("Batas tanda disimpan.")).to_be_visible()
    tab.page.get_by_role("link", name="Rekap", exact=True).first.click()
    tab.page.wait_for_url("**/admin/rekap")
    assert len(asked) == 1


def test_ticked_rows_and_the_reason_come_back(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    steps.log_in(tab, server, "admin_upp", "/admin/penilaian")
    page = tab.page
    for number in (2, 4):
        box = page.get_by_label(f"Pilih baris {number}", exact=True)
        box.click()
        expect(box).to_be_checked()
    # A new answer moves the lines: it is the answers that are meant, not their places.
    with server.runtime() as rt:
        submit(rt, "layanan-a1", isian(saran="baru"), day=date(2026, 1, 20))
    steps.end_login(tab)
    steps.log_in_again(tab, "admin_upp")
    expect(page.get_by_text("2 jawaban dipilih")).to_be_visible()
    for number in (3, 5):
        expect(page.get_by_label(f"Pilih baris {number}", exact=True)).to_be_checked()

    page.locator(".massal").get_by_role("button", name="Hapus").click()
    reason = page.get_by_role("dialog").get_by_label("Alasan")
    reason.fill("diisi dua kali")
    steps.end_login(tab)
    steps.log_in_again(tab, "admin_upp")
    dialog = page.get_by_role("dialog", name="Hapus 2 jawaban")
    expect(dialog.get_by_label("Alasan")).to_have_value("diisi dua kali")
    for saran in ("saran 4", "saran 2"):
        expect(dialog.get_by_text(saran)).to_be_visible()
    tab.shot("penilaian-centang-kembali-1280")
    steps.press(tab, "Hapus 2 jawaban")
    expect(page.get_by_text("2 jawaban dihapus.")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(4)


def test_all_rows_but_one_come_back(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    steps.log_in(tab, server, "admin_upp", "/admin/penilaian")
    page = tab.page
    page.get_by_label("Pilih semua baris di halaman ini").click()
    expect(page.get_by_text("5 jawaban dipilih")).to_be_visible()
    page.get_by_label("Pilih baris 1", exact=True).click()
    expect(page.get_by_text("4 jawaban dipilih")).to_be_visible()
    steps.end_login(tab)
    steps.log_in_again(tab, "admin_upp")
    expect(page.get_by_text("4 jawaban dipilih")).to_be_visible()
    expect(page.get_by_label("Pilih baris 1", exact=True)).not_to_be_checked()


def _remove(server: AppServer, *saran: str) -> None:
    """Remove answers, as a colleague does elsewhere."""
    with server.runtime() as rt:
        token, _ = redeem_ticket(rt, issue_ticket(rt, "admin_pemprov", PASSWORD))
        with rt.reading() as session:
            found = session.exec(select(Jawaban.id).where(col(Jawaban.saran).in_(saran)))
            ids = [i for i in found if i is not None]
        remove(rt, find_principal(rt, token), ids, "dihapus rekan")


def _left(server: AppServer) -> list[str]:
    with server.runtime() as rt, rt.reading() as session:
        rows = session.exec(select(Jawaban.saran).where(col(Jawaban.dihapus_pada).is_(None)))
        return sorted(rows)


def _ask_to_remove(tab: Tab, number: int, *, by_tick: bool) -> Locator:
    """Open the question for a line, and return where its reason is typed."""
    if by_tick:
        box = tab.page.get_by_label(f"Pilih baris {number}", exact=True)
        box.click()
        expect(box).to_be_checked()
        tab.page.locator(".massal").get_by_role("button", name="Hapus").click()
    else:
        steps.act(tab, f"baris {number}", "Hapus")
    return tab.page.get_by_role("dialog").get_by_label("Alasan")


@pytest.mark.parametrize("act", ["Hapus", "Pindahkan", "Pulihkan"])
def test_a_reason_goes_back_to_its_answer_wherever_that_stands(
    server: AppServer, page_1280: OpenTab, act: str
) -> None:
    restoring = act == "Pulihkan"
    if restoring:
        _remove(server, "saran 1", "saran 3", "saran 4")
    tab = page_1280()
    page = tab.page
    path = "/admin/penilaian" + "?status=dihapus" * restoring
    steps.log_in(tab, server, "admin_upp", path)
    steps.act(tab, "baris 2", act)
    meant = "saran 3" if restoring else "saran 4"
    dialog = page.get_by_role("dialog", name=f"{act} 1 jawaban")
    expect(dialog.get_by_role("listitem")).to_contain_text(meant)
    dialog.get_by_label("Alasan").fill("untuk yang ini saja")
    steps.end_login(tab)
    if restoring:
        _remove(server, "saran 5")
    else:
        with server.runtime() as rt:
            submit(rt, "layanan-a1", isian(saran="baru"), day=date(2026, 1, 20))
    steps.log_in_again(tab, "admin_upp")
    expect(dialog.get_by_label("Alasan")).to_have_value("untuk yang ini saja")
    expect(dialog.get_by_role("listitem")).to_contain_text(meant)
    expect(page.get_by_role("row").nth(2)).not_to_contain_text(meant)
    tab.shot(f"penilaian-{act.lower()}-kembali-1280", whole=False)
    if act == "Hapus":
        steps.press(tab, "Hapus 1 jawaban")
        expect(page.get_by_text("1 jawaban dihapus.")).to_be_visible()
        assert _left(server) == ["baru", "saran 1", "saran 2", "saran 3", "saran 5"]


@pytest.mark.parametrize("by_tick", [True, False], ids=["tick", "menu"])
@pytest.mark.parametrize("gone", [("saran 4",), tuple(f"saran {n}" for n in range(1, 6))])
def test_a_reason_for_what_is_gone_is_shown_and_waits_for_nothing_else(
    server: AppServer, page_360: OpenTab, gone: tuple[str, ...], by_tick: bool
) -> None:
    tab = page_360()
    page = tab.page
    steps.log_in(tab, server, "admin_upp", "/admin/penilaian")
    _ask_to_remove(tab, 2, by_tick=by_tick).fill("untuk saran 4 saja")
    steps.end_login(tab)
    _remove(server, *gone)
    steps.log_in_again(tab, "admin_upp")
    told = page.get_by_role("alert").filter(has_text=GONE)
    # An empty list could still be on its way: that takes some seconds to be sure of.
    expect(told).to_contain_text("untuk saran 4 saja", timeout=15_000)
    assert page.evaluate(KEPT) is None
    tab.shot(f"penilaian-hilang-{len(gone)}-{by_tick}-360", whole=False)
    told.get_by_role("button", name="Tutup").click()
    expect(told).to_have_count(0)
    if len(gone) > 1:
        return
    # Another line is about another answer: nothing comes up for it, and no reason is there.
    other = page.get_by_label("Pilih baris 3", exact=True)
    other.click()
    expect(page.get_by_text("1 jawaban dipilih")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator(".massal").get_by_role("button", name="Hapus").click()
    dialog = page.get_by_role("dialog", name="Hapus 1 jawaban")
    expect(dialog.get_by_role("listitem")).to_contain_text("saran 2")
    expect(dialog.get_by_label("Alasan")).to_have_value("")


def test_what_was_typed_long_ago_does_not_come_back(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    page = tab.page
    steps.log_in(tab, server, "admin_upp", "/admin/penilaian")
    _ask_to_remove(tab, 2, by_tick=True).fill("kemarin")
    steps.end_login(tab)
    page.wait_for_url("**/login**")
    page.evaluate(
        """() => {
          const kept = JSON.parse(sessionStorage.getItem("sekampadi-isian"));
          kept.saat -= 5 * 3600 * 1000;
          sessionStorage.setItem("sekampadi-isian", JSON.stringify(kept));
        }"""
    )
    steps.log_in_again(tab, "admin_upp")
    steps.wait_in_page(page, f"{KEPT} === null")
    expect(page.get_by_label("Pilih baris 1", exact=True)).to_be_visible()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_who_types_on_is_not_overwritten(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    page = tab.page
    # The second filling is held back until somebody has typed.
    page.add_init_script(
        """const plain = window.setTimeout;
        window.held = [];
        window.setTimeout = (act, ms, ...more) =>
          ms === 500 ? window.held.push(act) : plain(act, ms, ...more);"""
    )
    steps.log_in(tab, server, "admin_upp", "/admin/akun")
    field = page.get_by_label("Username")
    page.wait_for_timeout(500)
    field.fill("admin.baru")
    steps.end_login(tab)
    steps.log_in_again(tab, "admin_upp")
    expect(field).to_have_value("admin.baru")
    page.wait_for_timeout(700)  # the page draws its forms anew while it loads
    field.press("End")
    page.keyboard.type("lagi")
    assert page.evaluate("window.held.length") > 0
    page.evaluate("window.held.forEach((act) => act())")
    expect(field).to_have_value("admin.barulagi")


def _type_half_a_sheet(tab: Tab, server: AppServer) -> None:
    steps.log_in(tab, server, "petugas_layanan", "/admin/entri?layanan=layanan-a1")
    expect(tab.page.locator("#isian-usia")).to_be_focused()
    tab.page.keyboard.type("41")
    assert len(tab.page.evaluate(SHEETS)) == 1


def test_half_a_sheet_stays_for_its_person_alone(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    page = tab.page
    _type_half_a_sheet(tab, server)
    steps.end_login(tab)
    steps.log_in_again(tab, "petugas_layanan")
    expect(page.locator("#isian-usia")).to_have_value("41")
    steps.end_login(tab)
    page.wait_for_url("**/login**")
    steps.log_in_again(tab, "admin_upp")
    expect(page.get_by_text("Hai admin_upp")).to_be_visible()
    steps.wait_in_page(page, f"{SHEETS}.length === 0 || {SHEETS}[0].endsWith('admin_upp')")


def test_who_goes_out_leaves_no_half_sheet_behind(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    page = tab.page
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        if len(asked) == 1:
            dialog.dismiss()
        else:
            dialog.accept()

    page.on("dialog", answer)
    _type_half_a_sheet(tab, server)
    steps.press(tab, "Keluar")
    assert asked == ["Lembar yang sedang diketik belum disimpan. Buang lembar ini?"]
    expect(page.locator("#isian-usia")).to_have_value("41")
    steps.press(tab, "Keluar")
    page.wait_for_url("**/login**")
    assert len(asked) == 2
    assert page.evaluate(SHEETS) == []
