"""Logins by a provider in a browser: linked once, let in by it, asked for the second factor, and taken back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from sekampadi.domain.sesi.oidc import subject_key
from sekampadi.services.akun.oidc.kaitan import store_kaitan
from sekampadi.services.akun.sesi import find_principal, issue_ticket, redeem_ticket
from tests.e2e import axe
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer, Tab
from tests.e2e.steps import log_in, press
from tests.factories import PASSWORD
from tests.faktor import set_up
from tests.penyedia import CLIENT, Penyedia, run_penyedia

SUB = "siti.aminah"


@pytest.fixture
def provider() -> Iterator[Penyedia]:
    with run_penyedia() as provider:
        yield provider


@pytest.fixture
def server(start_server: StartServer, provider: Penyedia) -> AppServer:
    return start_server(
        "cast",
        extra={
            "SEKAMPADI_OIDC_ISSUER": provider.url,
            "SEKAMPADI_OIDC_CLIENT_ID": CLIENT,
            "SEKAMPADI_OIDC_CLIENT_SECRET": "rahasia-klien",
            "SEKAMPADI_OIDC_LABEL": "SSO Pemprov",
        },
    )


def _at_the_provider(tab: Tab, sub: str = SUB) -> None:
    tab.page.locator("input[name=sub]").first.fill(sub)
    tab.page.locator("button[type=submit], input[type=submit]").first.click()


def test_linked_once_and_let_in(
    server: AppServer, provider: Penyedia, page_1280: OpenTab, page_360: OpenTab
) -> None:
    tab = page_1280()
    log_in(tab, server, "pimpinan", "/admin/akun")
    panel = tab.page.locator("[data-uji=kaitan]")
    panel.wait_for()
    press(tab, "Hubungkan akun SSO Pemprov")
    tab.shot("oidc-hubungkan-1280", whole=False)
    tab.page.get_by_label("Kata sandi Anda di sini").fill("salah-salah-salah")
    press(tab, "Lanjut")
    expect(tab.page.locator("#galat-sandi")).to_contain_text("Kata sandi salah.")
    tab.page.get_by_label("Kata sandi Anda di sini").fill(PASSWORD)
    press(tab, "Lanjut")
    tab.page.wait_for_url(f"{provider.url}/**")
    _at_the_provider(tab)
    tab.page.wait_for_url("**/admin/akun?oidc=ok")
    expect(tab.page.get_by_text("Akun Anda terhubung dengan SSO Pemprov.")).to_be_visible()
    tab.shot("oidc-terhubung-1280")
    assert not axe.violations(tab.page)

    phone = page_360()
    phone.open(f"{server.url}/login?next=/admin/laporan")
    button = phone.page.get_by_role("link", name="Masuk dengan SSO Pemprov")
    button.wait_for()
    phone.shot("oidc-login-360")
    assert not axe.violations(phone.page)
    button.click()
    phone.page.wait_for_url(f"{provider.url}/**")
    _at_the_provider(phone)
    phone.page.wait_for_url("**/admin/laporan")
    phone.page.get_by_role("heading", name="Laporan").first.wait_for()

    # Somebody who has no account here is told so, and gets none.
    other = page_360()
    other.open(f"{server.url}/login")
    other.page.get_by_role("link", name="Masuk dengan SSO Pemprov").click()
    other.page.wait_for_url(f"{provider.url}/**")
    _at_the_provider(other, "orang.lain")
    other.page.wait_for_url(re.compile("/login.oidc=oidc.unknown"))
    expect(other.page.locator("#ringkasan-galat")).to_contain_text("belum dihubungkan")
    other.shot("oidc-tak-dikenal-360")

    press(tab, "Lepas")
    tab.page.get_by_role("dialog").get_by_role("button", name="Lepas", exact=True).click()
    expect(tab.page.get_by_text("Hubungan dilepas.")).to_be_visible()


def test_the_second_factor_is_asked_for_here(
    server: AppServer, provider: Penyedia, page_360: OpenTab
) -> None:
    with server.runtime() as rt:
        token, _ = redeem_ticket(rt, issue_ticket(rt, "pimpinan", PASSWORD))
        person = find_principal(rt, token)
        assert person is not None
        codes = set_up(rt, person).pemulihan
        store_kaitan(rt, person, subject_key(provider.url, SUB))
    tab = page_360()
    tab.open(f"{server.url}/login?next=/admin/laporan")
    tab.page.get_by_role("link", name="Masuk dengan SSO Pemprov").click()
    tab.page.wait_for_url(f"{provider.url}/**")
    _at_the_provider(tab)
    tab.page.wait_for_url(re.compile("/login.langkah=2"))
    tab.page.get_by_label("Kode verifikasi", exact=True).wait_for()
    tab.shot("oidc-kode-360")
    # A reload asks again: what waits stands in a cookie, which no script reads.
    tab.page.reload()
    press(tab, "Pakai kode pemulihan")
    tab.page.get_by_label("Kode pemulihan", exact=True).fill(codes[0])
    press(tab, "Masuk")
    tab.page.wait_for_url("**/admin/laporan")


def test_without_a_provider_nothing_is_offered(
    start_server: StartServer, page_360: OpenTab
) -> None:
    server = start_server("cast")
    tab = page_360()
    tab.open(f"{server.url}/login")
    tab.page.get_by_role("button", name="Masuk").wait_for()
    assert tab.page.get_by_text("Masuk dengan").count() == 0
