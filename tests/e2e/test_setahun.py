"""Handing a year in, in a browser: not before its report is whole, and then with its file."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.alur import StatusPengajuan
from sekampadi.services.pengajuan.sejak import save_sejak
from sekampadi.services.publik.publik import settle
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tindak_lanjut.kegiatan import add_kegiatan
from sekampadi.services.tindak_lanjut.rencana import begin
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer
from tests.factories import isian, submit
from tests.services.pengajuan.conftest import write_tahunan
from tests.services.pengajuan.provinsi import log_in

TRIWULAN = Triwulan(2025, 4)
PAGE = "/admin/pengajuan/rinci?upp=upp-a&masa=2025"
KEGIATAN = {
    **{"nama": "Menambah satu loket", "mulai": "", "target": "31-12-2026"},
    **{"penanggung_jawab": "Kepala Subbagian", "prioritas": "tinggi", "jangka": "pendek"},
}
MAKING = 90_000
"""Milliseconds that the files of a move may take on a busy machine."""


def _fill(rt: Runtime) -> None:
    """Let upp-a plan from the last triwulan of the year."""
    for i in range(11):
        submit(rt, "layanan-a1", isian(u3="1"), day=date(2025, 11, 2 + i))
    settle(rt)
    admin = log_in(rt, "admin_upp")
    publish(rt, admin, periode=TRIWULAN.periode)
    save_sejak(rt, log_in(rt, "admin_pemprov"), TRIWULAN.kunci)
    add_kegiatan(rt, admin, begin(rt, admin, "upp-a", TRIWULAN), "waktu", KEGIATAN)


@pytest.fixture
def server(start_server: StartServer) -> AppServer:
    """Serve a province in which upp-a has planned from the last triwulan of the year."""
    return start_server(_fill)


def test_a_year_is_handed_in_with_its_report(server: AppServer, page_360: OpenTab) -> None:
    tab = page_360()
    steps.log_in(tab, server, "admin_upp", "/admin/akun")
    tab.open(server.url + PAGE)
    above = tab.page.locator(".ajuan-atas")
    expect(above).to_contain_text("Laporan tahunan belum lengkap: Penanda Tangan, Profil")
    link = tab.page.get_by_role("link", name="Buka laporan tahunan")
    expect(link).to_have_attribute("href", "/admin/tahunan?upp=upp-a&tahun=2025")
    steps.press(tab, "Ajukan ke Pimpinan UPP")
    tab.page.locator("dialog button[type=submit]").click()
    refused = tab.page.get_by_role("alert")
    expect(refused).to_contain_text("Lengkapi dahulu di menu Laporan Tahunan")
    mend = refused.get_by_role("link", name="Buka laporan tahunan")
    expect(mend).to_have_attribute("href", "/admin/tahunan?upp=upp-a&tahun=2025")
    with server.runtime() as rt:
        write_tahunan(rt, log_in(rt, "admin_upp"), tahun=2025)
    tab.open(server.url + PAGE)
    expect(above).not_to_contain_text("belum lengkap")
    steps.press(tab, "Ajukan ke Pimpinan UPP")
    tab.page.locator("dialog button[type=submit]").click()
    status = tab.page.locator(".ajuan-status")
    expect(status).to_have_text(StatusPengajuan.TL_DIAJUKAN.label, timeout=MAKING)
    file = tab.page.get_by_role("link", name="Laporan SKM Tahunan (PDF)").first
    with tab.page.expect_download() as saved:
        file.click()
    assert saved.value.suggested_filename == "laporan-tahunan-upp-a-2025.pdf"
    assert Path(saved.value.path()).read_bytes().startswith(b"%PDF")
