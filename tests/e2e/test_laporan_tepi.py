"""Odd data on the pages of reports: names with markup, of 200 letters and with emoji, one answer, all 4, nothing at all."""

import re
from datetime import date

from playwright.sync_api import Dialog, Page, expect

from sekampadi.domain.izin import Role
from sekampadi.domain.periode import Periode
from sekampadi.services.publikasi.publikasi import publish
from tests import factories
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer

TW1 = "dari=2023-01-01&sampai=2023-03-31"
NAMES = {
    "aneh": '<script>alert(1)</script> & "Biro" <b>tebal</b> =1+1',
    "panjang": ("Unit Pelaksana Teknis Pengujian Mutu Barang " * 5)[:200].strip(),
    "emoji": "Layanan 😀 cepat & ramah",
}
DAY = date(2023, 2, 2)


def _no_sideways(page: Page) -> None:
    for width, height in ((1280, 800), (360, 740)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_odd_names_and_answers_read_right(start_server: StartServer, page_360: OpenTab) -> None:
    server = start_server("cast")
    with server.runtime() as rt:
        person = factories.make_operator(rt, "tepi", Role.ADMIN_PEMPROV)
        factories.make_upp(rt, "kosong", nama="UPP tanpa layanan")
        for kode, nama in NAMES.items():
            upp_id = factories.make_upp(rt, kode, nama=nama)
            factories.make_layanan(rt, upp_id, f"{kode}-1", nama=nama)
            four = {f"u{i}": "4" for i in range(1, 10)}
            for _ in range(1 if kode == "emoji" else 5):
                fields = factories.isian(saran=nama, **four)
                factories.submit(rt, f"{kode}-1", fields, day=DAY)
        # With the one answer of "emoji" these are enough to be hidden in public together.
        factories.make_layanan(rt, factories.make_upp(rt, "sedikit"), "sedikit-1")
        for _ in range(4):
            factories.submit(rt, "sedikit-1", factories.isian(), day=DAY)
        publish(rt, person, kunci="aneh", periode=Periode.triwulan(2023, 1))
        publish(rt, person, kunci="panjang", periode=Periode.triwulan(2023, 1))
    tab = page_360()
    dialogs: list[str] = []

    def refuse(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    tab.page.on("dialog", refuse)
    steps.log_in(tab, server, "tepi", "/admin/laporan")
    page = tab.page
    for kode, nama in NAMES.items():
        for part in ("", "analisis", "layanan", "saran"):
            tab.open(f"{server.url}/admin/laporan?{TW1}&cakupan={kode}&bagian={part}")
            expect(page.get_by_role("heading", name=nama, exact=True)).to_be_visible()
            _no_sideways(page)
        expect(page.get_by_text(nama, exact=True).last).to_be_visible()
        tab.open(f"{server.url}/admin/laporan?{TW1}&cakupan={kode}")
        ikm = page.locator('[data-uji="ikm"]')
        expect(ikm).to_have_text("99,90")
        few = "Terlalu sedikit untuk margin"
        expect(page.locator('[data-uji="margin"]')).to_contain_text(few)
    for kode in ("kosong", "upp-b"):
        for part in ("", "analisis", "saran"):
            tab.open(f"{server.url}/admin/laporan?{TW1}&cakupan={kode}&bagian={part}")
            _no_sideways(page)
            expect(page.locator('[data-uji="ikm-atas"]')).to_have_text("belum ada data")
    for part in ("", "format", "grafik", "unsur"):
        tab.open(f"{server.url}/admin/rekap?{TW1}&bagian={part}")
        expect(page.locator('[data-uji="n"]')).to_have_text("15")
        expect(page.get_by_text("UPP tanpa layanan", exact=True)).to_be_visible()
        _no_sideways(page)
        if part == "":
            for nama in NAMES.values():
                expect(page.get_by_role("rowheader", name=nama, exact=True)).to_be_visible()
            # All have 4 everywhere, so none is called better than another.
            assert page.get_by_role("cell", name=re.compile("^di (atas|bawah)$")).count() == 0
    for kode in ("aneh", "panjang"):
        tab.open(f"{server.url}/hasil?upp={kode}")
        expect(page.get_by_role("heading", name=NAMES[kode], exact=True)).to_be_visible()
        expect(page.locator('[data-uji="margin"]')).to_contain_text("Terlalu sedikit untuk margin")
        _no_sideways(page)
    assert dialogs == []
