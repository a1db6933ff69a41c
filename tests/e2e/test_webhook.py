"""An admin lets another system be told: the secret is shown once, a trial arrives signed, and it is switched off."""

import re

from playwright.sync_api import expect

from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.penerima import receiving
from tests.services.notifikasi.test_webhook_contoh import load_contoh

PATH = "/admin/webhook"


def test_a_webhook_is_made_tried_and_switched_off(
    start_server: StartServer, page_360: OpenTab
) -> None:
    server = start_server("cast", extra={"SEKAMPADI_WEBHOOK_PRIVATE": "true"})
    tab = page_360()
    steps.log_in(tab, server, "admin_upp", PATH)
    page = tab.page
    with receiving() as penerima:
        page.get_by_role("button", name="Tambah webhook").click()
        form = page.get_by_role("dialog")
        form.get_by_label("Nama webhook").fill("Dasbor")
        form.get_by_label("Alamat webhook").fill("ftp://contoh.id/")
        form.get_by_role("button", name="Tambah webhook").click()
        form.get_by_text("Pilih paling sedikit satu peristiwa.").first.wait_for()
        form.get_by_text("Tulis alamat lengkap").first.wait_for()
        form.get_by_label("Alamat webhook").fill(penerima.url)
        form.get_by_label("Lembar publikasi terbit").check()
        form.get_by_role("button", name="Tambah webhook").dblclick()
        secret = page.get_by_label("Rahasia webhook", exact=True).input_value()
        assert re.fullmatch(r"rahasia_[0-9a-f]{64}", secret)
        tab.shot("webhook-rahasia-360")
        page.get_by_role("button", name="Selesai").click()
        tab.reload()
        expect(page.locator(".aturan-menu")).to_have_count(1)
        assert secret not in page.content()

        page.get_by_role("button", name="Uji Dasbor").click()
        page.get_by_text("Uji coba diterima: HTTP 204").wait_for()
        ((headers, body),) = penerima.taken
        load_contoh()["check"](secret, headers, body, set())
        page.get_by_text("HTTP 204, percobaan ke-1").wait_for()

        steps.act(tab, "Dasbor", "Matikan")
        page.get_by_text("Kabar yang belum terkirim menunggu.").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        tab.shot("webhook-360")
