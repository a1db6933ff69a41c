"""A leader says when to be told; a citizen gives the cause; the notice appears, once."""

import time

from sekampadi.services.notifikasi.pekerja import PekerjaOutbox
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import Tab

PATH = "/admin/notifikasi"


def _wait_for_notice(tab: Tab, seconds: float = 20) -> None:
    """Reload until something is there: the worker looks once a second."""
    deadline = time.monotonic() + seconds
    while tab.page.locator(".kabar").count() == 0:
        assert time.monotonic() < deadline, f"no notice within {seconds} s"
        tab.page.wait_for_timeout(500)
        tab.reload()


def _rate_buruk(tab: Tab) -> None:
    steps.answer_responden(tab)
    steps.answer_umum(tab, "Buruk")
    steps.answer_skm(tab, 2)
    steps.finish(tab, "Ada pungli di loket dua")


def test_a_leader_is_told_of_buruk(
    start_server: StartServer, page_1280: OpenTab, page_360: OpenTab
) -> None:
    server = start_server("cast")
    leader = page_1280()
    steps.log_in(leader, server, "pimpinan", PATH)
    page = leader.page
    page.get_by_text("Belum ada notifikasi.").wait_for()
    page.get_by_role("button", name="Penilaian Buruk").click()
    page.get_by_role("heading", name="Aturan baru: Penilaian Buruk").wait_for()
    page.get_by_role("button", name="Simpan aturan").click()
    page.locator(".aturan").filter(has_text="Penilaian Buruk").wait_for()

    citizen = page_360()
    steps.open_survey(citizen, server)
    _rate_buruk(citizen)

    _wait_for_notice(leader)
    assert page.locator(".kabar").count() == 1
    page.get_by_role("heading", name="Penilaian Buruk").wait_for()
    page.get_by_text("1 jawaban untuk Layanan a1, UPP-A").wait_for()
    page.get_by_text("Ada pungli di loket dua").wait_for()
    assert page.locator(".jumlah-kabar").inner_text() == "1"
    leader.shot("notifikasi-1280")

    # On every page of the frame, and gone when it has been read.
    leader.open(f"{server.url}/admin")
    assert page.locator(".jumlah-kabar").inner_text() == "1"
    leader.open(f"{server.url}{PATH}")
    page.get_by_role("button", name="Tandai sudah dibaca").click()
    page.get_by_text("0 belum dibaca dari 1 notifikasi").wait_for()
    page.locator(".jumlah-kabar").wait_for(state="detached")
    leader.reload()
    assert page.locator(".kabar.belum").count() == 0

    with server.runtime() as rt:
        assert not PekerjaOutbox(rt).holds(), "the server itself is the one who works"


def test_rules_are_changed_and_removed_and_wrong_ones_are_said(
    start_server: StartServer, page_360: OpenTab
) -> None:
    server = start_server("cast")
    tab = page_360()
    steps.log_in(tab, server, "pimpinan_upp", PATH)
    page = tab.page
    page.get_by_role("button", name="Nilai IKM di bawah batas").click()
    page.get_by_label("Beri tahu bila IKM di bawah").fill("200")
    page.get_by_role("button", name="Simpan aturan").click()
    page.locator("#galat-ambang").get_by_text("Tulis batas antara 25 dan 100").wait_for()
    page.get_by_label("Beri tahu bila IKM di bawah").fill("80")
    page.get_by_role("button", name="Simpan aturan").click()
    page.get_by_text("IKM tujuh hari terakhir di bawah 80,00").wait_for()

    page.get_by_role("button", name="Kata dalam saran").click()
    page.get_by_label("Kata yang dicari").fill("pungli, calo")
    page.get_by_label("E-mail", exact=True).check()
    page.get_by_role("button", name="Simpan aturan").click()
    rule = page.locator(".aturan").filter(has_text="Saran memuat pungli, calo")
    rule.get_by_text("e-mail (alamat belum diisi)").wait_for()
    tab.shot("notifikasi-aturan-360")

    about = "Saran memuat {}, UPP-A"
    steps.act(tab, about.format("pungli, calo"), "Ubah")
    assert page.get_by_label("E-mail", exact=True).is_checked()
    page.get_by_label("Kata yang dicari").fill("calo")
    page.get_by_role("button", name="Simpan aturan").click()
    rule = page.locator(".aturan").filter(has_text="Saran memuat calo")
    steps.act(tab, about.format("calo"), "Hapus")
    page.get_by_role("button", name="Hapus aturan").click()
    rule.wait_for(state="detached")
    page.get_by_text("Aturan dihapus.").wait_for()
    assert page.locator(".aturan").count() == 1

    page.get_by_label("Alamat webhook").fill("http://127.0.0.1/")
    page.get_by_role("button", name="Simpan saluran").click()
    page.locator("#galat-webhook").get_by_text("Tulis alamat lengkap").wait_for()
    page.get_by_label("Alamat webhook").fill("https://contoh.go.id/masuk")
    page.get_by_role("button", name="Simpan saluran").click()
    page.get_by_text("Kunci tanda tangan webhook").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_petugas_layanan_has_no_notices(start_server: StartServer, page_1280: OpenTab) -> None:
    server = start_server("cast")
    tab = page_1280()
    steps.log_in(tab, server, "petugas_layanan", "/admin/entri")
    tab.page.get_by_role("button", name="Keluar").wait_for()
    assert tab.page.get_by_role("link", name="Notifikasi").count() == 0
