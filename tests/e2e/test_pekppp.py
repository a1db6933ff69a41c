"""PEKPPP in a browser: an UPP reads its levels and takes the zip, the province sorts all UPP."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.services.publik.publik import settle
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer
from tests.factories import submit
from tests.services.pengajuan.provinsi import log_in

TRIWULAN = Triwulan(2025, 4)
PAGE = "/admin/pekppp"


def _fill(rt: Runtime) -> None:
    """Let upp-a publish a triwulan."""
    for i in range(6):
        submit(rt, "layanan-a1", day=date(2025, 10, 2 + i))
    settle(rt)
    publish(rt, log_in(rt, "admin_upp"), periode=TRIWULAN.periode)


@pytest.fixture
def server(start_server: StartServer) -> AppServer:
    """Serve a province in which upp-a has published a triwulan."""
    return start_server(_fill)


def test_an_upp_reads_its_levels_and_takes_all_that_proves_them(
    server: AppServer, page_360: OpenTab, tmp_path: Path
) -> None:
    tab = page_360()
    steps.log_in(tab, server, "admin_upp", f"{PAGE}?tahun=2025")
    skm = tab.page.locator('[data-uji="skm"]')
    expect(skm.get_by_text("Tingkat 1 dari 5: Belum sesuai")).to_be_visible()
    expect(skm.get_by_text("Terbitkan lembar Triwulan I 2025.")).to_be_visible()
    expect(skm.locator('[aria-current="step"]')).to_have_text("1Belum sesuai")
    skm.get_by_text("Bukti (1)").click()
    expect(skm.get_by_role("link", name="Lembar IKM Triwulan IV 2025")).to_be_visible()
    expect(tab.page.locator('[data-uji="nilai"]')).to_have_text("0,17 dari 1,90")
    # There is one UPP to see: nothing to choose but the year.
    expect(tab.page.get_by_role("combobox")).to_have_count(1)
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 360
    with tab.page.expect_download() as download:
        tab.page.get_by_role("link", name="Unduh semua bukti (ZIP)").click()
    target = tmp_path / "paket.zip"
    download.value.save_as(target)
    assert download.value.suggested_filename == "pekppp-upp-a-2025.zip"
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        assert "1-skm/001-lembar-ikm-triwulan-iv-2025.pdf" in archive.namelist()
    tab.page.get_by_label("Tahun").select_option("2024")
    expect(skm.get_by_text("Tingkat 0 dari 5: Tidak ada SKM")).to_be_visible()


def test_the_province_sorts_all_upp_and_opens_one(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    steps.log_in(tab, server, "pimpinan", f"{PAGE}?tahun=2025")
    names = tab.page.locator(".pk-daftar tbody th")
    expect(names).to_have_count(4)
    first = names.first.inner_text()
    tab.page.get_by_role("link", name="Nilai", exact=True).click()
    expect(tab.page.locator('[aria-sort="descending"]')).to_have_text("Nilai")
    cells = tab.page.locator(".pk-daftar tbody tr").first.locator("td")
    expect(cells).to_have_text(["1", "0", "0", "0", "0,17"])
    tab.page.get_by_role("link", name="Nilai", exact=True).click()
    expect(cells.last).to_have_text("0,00")
    tab.page.get_by_role("link", name=first, exact=True).click()
    expect(tab.page.locator('[data-uji="skm"]')).to_be_visible()
    tab.page.get_by_role("combobox").first.select_option("upp-b")
    expect(tab.page.get_by_text("Tingkat 0 dari 5: Tidak ada SKM")).to_be_visible()
