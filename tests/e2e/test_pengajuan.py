"""The UPP's part of the SOP in a browser, role by role; who acts for whom; what is refused."""

from datetime import date

import pytest
from playwright.sync_api import expect

from sekampadi.domain.izin import Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.alur import AksiPengajuan, StatusPengajuan
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.services.pengajuan.gerak import Serahan, move
from sekampadi.services.pengajuan.pengajuan import HalamanPengajuan, load_pengajuan
from sekampadi.services.pengajuan.sejak import save_sejak
from sekampadi.services.publik.publik import settle
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tindak_lanjut.kegiatan import add_kegiatan
from sekampadi.services.tindak_lanjut.rencana import begin
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer, Tab
from tests.factories import isian, submit
from tests.services.pengajuan.provinsi import log_in

TRIWULAN = Triwulan(2026, 1)
MASA = MasaLapor(2026, 1)
PAGE = "/admin/pengajuan/rinci?upp=upp-a&masa=2026-1"
KEGIATAN = {
    **{"nama": "Menambah satu loket", "mulai": "", "target": "31-12-2026"},
    **{"penanggung_jawab": "Kepala Subbagian", "prioritas": "tinggi", "jangka": "pendek"},
}
A, S = AksiPengajuan, StatusPengajuan
MAKING = 90_000
"""Milliseconds that the files of a move may take on a busy machine."""


def _fill(rt: Runtime) -> None:
    """Let upp-a publish the triwulan that is handed in first."""
    for i in range(11):
        submit(rt, "layanan-a1", isian(u3="1"), day=date(2026, 1, 2 + i))
    settle(rt)
    publish(rt, log_in(rt, "admin_upp"), periode=TRIWULAN.periode)
    save_sejak(rt, log_in(rt, "admin_pemprov"), MASA.kunci)


@pytest.fixture
def server(start_server: StartServer) -> AppServer:
    """Serve a province in which upp-a has published the triwulan that is handed in first."""
    return start_server(_fill)


def _halaman(server: AppServer) -> HalamanPengajuan:
    with server.runtime() as rt:
        return load_pengajuan(rt, log_in(rt, "admin_upp"), "upp-a", MASA)


def _ask(tab: Tab, server: AppServer, aksi: AksiPengajuan, catatan: str = "") -> None:
    """Open the page anew and press a button and what its dialog asks."""
    tab.open(server.url + PAGE)
    _press(tab, aksi, catatan)


def _press(tab: Tab, aksi: AksiPengajuan, catatan: str = "") -> None:
    steps.press(tab, aksi.label)
    dialog = tab.page.locator("dialog")
    expect(dialog.get_by_role("heading", name=aksi.label)).to_be_visible()
    if catatan:
        dialog.get_by_label("Catatan").fill(catatan)
    dialog.locator("button[type=submit]").click()


def _stands(tab: Tab, status: StatusPengajuan) -> None:
    expect(tab.page.locator(".ajuan-status")).to_have_text(status.label, timeout=MAKING)


def _plan(server: AppServer) -> None:
    with server.runtime() as rt:
        person = log_in(rt, "admin_upp")
        add_kegiatan(rt, person, begin(rt, person, "upp-a", TRIWULAN), "waktu", KEGIATAN)


def test_the_part_of_an_upp_role_by_role(server: AppServer, page_1280: OpenTab) -> None:
    admin, kepala, pemprov = page_1280(), page_1280(), page_1280()
    for tab, who in ((admin, "admin_upp"), (kepala, "pimpinan_upp"), (pemprov, "admin_pemprov")):
        steps.log_in(tab, server, who, "/admin/akun")
        tab.open(server.url + PAGE)
        _stands(tab, S.BELUM)
    # Whose turn it is not has no button at all.
    expect(admin.page.locator(".ajuan-giliran")).to_have_text(
        "Sekarang giliran Anda sebagai Operator OPD."
    )
    for tab in (kepala, pemprov):
        expect(tab.page.locator(".ajuan-giliran")).to_have_text("Sekarang giliran Operator OPD.")
        expect(tab.page.locator(".ajuan-atas button")).to_have_count(0)
    _press(admin, A.KIRIM_HASIL)
    _stands(admin, S.HASIL_DIKIRIM)
    expect(admin.page.locator(".ajuan-segel")).to_contain_text("Utuh")
    _ask(kepala, server, A.TERIMA_HASIL)
    _stands(kepala, S.HASIL_DITERIMA)
    # A plan without actions cannot be handed in.
    _ask(admin, server, A.AJUKAN)
    expect(admin.page.locator(".ajuan-atas")).to_contain_text("RTL belum berisi kegiatan.")
    expect(admin.page.get_by_role("alert")).to_contain_text("Susun dahulu rencananya.")
    _plan(server)
    _ask(admin, server, A.AJUKAN)
    _stands(admin, S.TL_DIAJUKAN)
    _ask(kepala, server, A.SETUJUI)
    _stands(kepala, S.DISETUJUI)
    # Returned once: without a reason it is not.
    _ask(pemprov, server, A.KEMBALIKAN)
    expect(pemprov.page.locator("#galat-catatan")).to_contain_text("Catatan belum diisi")
    pemprov.page.get_by_label("Catatan").fill("Targetnya belum jelas.")
    pemprov.page.locator("dialog button[type=submit]").click()
    _stands(pemprov, S.DIKEMBALIKAN)
    admin.open(server.url + PAGE)
    expect(admin.page.locator(".ajuan-langkah")).to_contain_text("Targetnya belum jelas.")
    # The word that the page of a dossier has, too.
    expect(admin.page.get_by_role("heading", name="Garis waktu")).to_be_visible()
    _press(admin, A.AJUKAN, "Target sudah ditulis.")
    _stands(admin, S.TL_DIAJUKAN)
    _ask(kepala, server, A.SETUJUI)
    _stands(kepala, S.DISETUJUI)
    _ask(pemprov, server, A.TERIMA)
    _stands(pemprov, S.DITERIMA)
    expect(pemprov.page.locator(".ajuan-giliran")).to_contain_text("Selesai.")
    page = _halaman(server)
    assert page.status is S.DITERIMA
    assert [s.aksi for s in page.langkah] == [
        *("kirim_hasil", "terima_hasil", "ajukan", "setujui", "kembalikan"),
        *("ajukan", "setujui", "terima"),
    ]
    kinds = [[f.jenis for f in files] for files in page.berkas.values()]
    assert kinds == [["lembar", "responden", "penilaian"], ["lembar", "rtl"], ["lembar", "rtl"]]
    with kepala.page.expect_download() as saved:
        kepala.open(server.url + PAGE)
        kepala.page.get_by_role("link", name="Rencana Tindak Lanjut (PDF)").first.click()
    assert saved.value.suggested_filename == "rtl-upp-a-2026-1.pdf"
    assert saved.value.path().read_bytes().startswith(b"%PDF")


def test_who_presses_second_is_told_who_was_first(server: AppServer, page_360: OpenTab) -> None:
    tab = page_360()
    steps.log_in(tab, server, "admin_upp", "/admin/akun")
    tab.open(server.url + PAGE)
    _press(tab, A.KIRIM_HASIL)
    _stands(tab, S.HASIL_DIKIRIM)
    with server.runtime() as rt:
        words = Serahan({"catatan": "Ada yang salah."})
        kepala = log_in(rt, "pimpinan_upp")
        kembali = A.KEMBALIKAN_HASIL
        move(rt, kepala, "upp-a", MASA, kembali, versi=1, serahan=words)
    _press(tab, A.TARIK)
    expect(tab.page.get_by_role("alert")).to_contain_text("“Kembalikan hasil” oleh pimpinan_upp")
    _stands(tab, S.HASIL_DIKEMBALIKAN)
    expect(tab.page.locator(".ajuan-langkah")).to_contain_text("Ada yang salah.")


def test_a_press_of_what_is_not_offered_changes_nothing(
    server: AppServer, page_1280: OpenTab
) -> None:
    """The page of another role is open; what it would send is refused by the service."""
    tab = page_1280()
    steps.log_in(tab, server, "admin_upp", "/admin/akun")
    tab.open(server.url + PAGE)
    expect(tab.page.get_by_role("button", name=A.SETUJUI.label)).to_have_count(0)
    steps.press(tab, A.KIRIM_HASIL.label)
    # Twice, as fast as it can be: it is handed in once.
    tab.page.locator("dialog button[type=submit]").dblclick()
    _stands(tab, S.HASIL_DIKIRIM)
    assert [s.aksi for s in _halaman(server).langkah] == ["kirim_hasil"]


def test_somebody_acts_for_an_official(server: AppServer, page_1280: OpenTab) -> None:
    tab, admin = page_1280(), page_1280()
    steps.log_in(tab, server, "admin_pemprov", "/admin/delegasi")
    expect(tab.page.locator("main")).to_contain_text("Tidak ada yang digantikan.")
    steps.press(tab, "Tambah delegasi")
    dialog = tab.page.locator("dialog")
    office = dialog.get_by_label("Pejabat yang digantikan")
    substitute = dialog.get_by_label("Pengganti", exact=True)
    office.select_option(Role.KETUA_TIM.value)
    expect(substitute.locator("option")).to_have_text(
        ["Pilih", "admin_pemprov, Admin Pemprov", "kabag_tatalaksana, Kabag Tatalaksana"]
    )
    office.select_option(Role.PIMPINAN_UPP.value)
    dialog.get_by_label("UPP", exact=True).select_option("upp-a")
    expect(substitute.locator("option")).to_have_text(["Pilih", "admin_upp, Operator OPD, UPP-A"])
    substitute.select_option("admin_upp")
    dialog.get_by_label("Sampai", exact=True).fill("01-01-2020")
    steps.press(tab, "Simpan")
    expect(tab.page.locator("#galat-sampai")).to_contain_text("tidak boleh sebelum hari ini")
    with server.runtime() as rt:
        last = rt.today().strftime("%d-%m-%Y")
    dialog.get_by_label("Sampai", exact=True).fill(last)
    dialog.get_by_label("Nomor surat").fill("800/12/2026")
    steps.press(tab, "Simpan")
    expect(tab.page.locator(".delegasi-kini")).to_contain_text(
        "admin_upp bertindak sebagai Plh. Pimpinan UPP, UPP-A"
    )
    # Who hands in does not approve it himself, although he acts for the Pimpinan today.
    steps.log_in(admin, server, "admin_upp", "/admin/akun")
    _ask(admin, server, A.KIRIM_HASIL)
    _stands(admin, S.HASIL_DIKIRIM)
    buttons = admin.page.locator(".ajuan-atas button")
    expect(buttons).to_have_text([A.TARIK.label, A.KEMBALIKAN_HASIL.label])
    _press(admin, A.KEMBALIKAN_HASIL, "Saya periksa lagi.")
    expect(admin.page.locator(".ajuan-langkah li").last).to_contain_text(
        "admin_upp, Plh. Pimpinan UPP"
    )
    steps.act(tab, "Plh. Pimpinan UPP, UPP-A", "Cabut delegasi")
    tab.page.locator("dialog").get_by_role("button", name="Cabut delegasi").click()
    expect(tab.page.locator(".delegasi-cabut")).to_have_text("Dicabut oleh admin_pemprov")
