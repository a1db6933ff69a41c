"""The second factor in a browser: set up, asked for, not taken twice, and reset by another administrator."""

import io
from datetime import UTC, datetime, timedelta

import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from sekampadi.domain.faktor import code_at
from sekampadi.domain.izin import Role
from sekampadi.services.akun.sesi import find_principal, issue_ticket, redeem_ticket
from sekampadi.services.master.kelola_operator import reset_account_faktor
from tests.e2e import axe
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer, Tab
from tests.e2e.steps import act, press, take_cookie
from tests.factories import PASSWORD, make_operator
from tests.faktor import Ponsel, secret_in, set_up

REQUIRED = {"SEKAMPADI_SECOND_FACTOR": "required"}
LATER = timedelta(seconds=30)


def _now() -> datetime:
    return datetime.now(UTC)


def _type_password(tab: Tab, server: AppServer, username: str, path: str = "/admin") -> None:
    tab.open(f"{server.url}/login?next={path}")
    tab.page.get_by_label("Username").fill(username)
    tab.page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    press(tab, "Masuk")


def _type_code(tab: Tab, code: str, label: str = "Kode verifikasi") -> None:
    field = tab.page.get_by_label(label, exact=True)
    expect(field).to_be_focused()
    field.fill(code)
    press(tab, "Masuk")


def _log_out(tab: Tab) -> None:
    tab.page.locator("form.keluar").evaluate("(form) => form.requestSubmit()")
    tab.page.wait_for_url("**/login")
    tab.page.get_by_role("heading", name="Silakan masuk").wait_for()


def _scan(tab: Tab) -> str:
    """Read the secret off the screen, as a phone does."""
    picture = tab.page.locator(".qr-faktor").screenshot()
    [code] = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    return secret_in(code.text)


def _set_up_in_the_page(tab: Tab) -> tuple[str, list[str], str]:
    """Set a second factor up; return its secret, the recovery codes, and the code that was used."""
    press(tab, "Aktifkan verifikasi dua langkah")
    tab.page.get_by_label("Kata sandi Anda").fill("salah-salah-salah")
    press(tab, "Lanjut")
    expect(tab.page.locator("#galat-sandi")).to_contain_text("Kata sandi salah.")
    tab.page.get_by_label("Kata sandi Anda").fill(PASSWORD)
    press(tab, "Lanjut")
    tab.page.locator(".qr-faktor").wait_for()
    secret = _scan(tab)
    tab.page.get_by_text("Tidak dapat memindai?").click()
    expect(tab.page.locator("[data-uji=rahasia]")).to_have_text(
        " ".join(secret[i : i + 4] for i in range(0, 32, 4))
    )
    code = tab.page.get_by_label("Kode enam angka")
    code.fill("000000")
    press(tab, "Aktifkan")
    expect(tab.page.locator("#galat-kode")).to_contain_text("jam ponsel Anda")
    used = code_at(secret, _now())
    code.fill(used)
    press(tab, "Aktifkan")
    tab.page.locator("#kode-pemulihan li").first.wait_for()
    codes = tab.page.locator("#kode-pemulihan li").all_inner_texts()
    assert len({*codes}) == 10
    return secret, codes, used


def test_from_the_first_login_to_a_lost_phone(
    start_server: StartServer, page_1280: OpenTab, page_360: OpenTab
) -> None:
    server = start_server("cast", extra=REQUIRED)
    with server.runtime() as rt:
        second = make_operator(rt, "admin-kedua")
        other = set_up(rt, second)
    tab = page_1280()

    # Who has to have one is let nowhere else before.
    _type_password(tab, server, "admin_pemprov", "/admin/operator")
    tab.page.wait_for_url("**/admin/akun")
    expect(tab.page.get_by_text("Peran Anda wajib memakai verifikasi dua langkah.")).to_be_visible()
    tab.shot("faktor-wajib-1280")
    for path in ("/admin", "/admin/operator", "/admin/laporan"):
        tab.page.goto(server.url + path)
        tab.page.wait_for_url("**/admin/akun")
    wanted = tab.page.request.get(f"{server.url}/unduh/panduan.pdf")
    assert wanted.status == 403
    tab.page.get_by_role("button", name="Aktifkan verifikasi dua langkah").wait_for()
    secret, codes, used = _set_up_in_the_page(tab)
    tab.shot("faktor-kode-1280", whole=False)
    assert not axe.violations(tab.page, "dialog[open]")
    # A browser without windows asks nobody, and forbids it.
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    press(tab, "Salin")
    expect(tab.page.get_by_role("button", name="Tersalin")).to_be_visible()
    press(tab, "Sudah saya simpan")
    expect(tab.page.get_by_text("Verifikasi dua langkah aktif.")).to_be_visible()
    assert codes[0] not in tab.page.content()
    tab.page.get_by_role("link", name="Operator").first.click()
    tab.page.get_by_role("cell", name="admin-kedua", exact=True).wait_for()
    _log_out(tab)

    # The code that set it up is used; that of the next step is taken, once.
    _type_password(tab, server, "admin_pemprov", "/admin/operator")
    tab.page.get_by_label("Kode verifikasi", exact=True).wait_for()
    assert not [c for c in tab.context.cookies() if c["name"] == "sekampadi_sesi"]
    assert not axe.violations(tab.page)
    tab.shot("login-kode-1280")
    _type_code(tab, used)
    alert = tab.page.locator("#ringkasan-galat")
    expect(alert).to_contain_text("Kode ini sudah dipakai.")
    expect(alert).to_be_focused()
    tab.shot("login-kode-dipakai-1280")
    good = code_at(secret, _now() + LATER)
    tab.page.get_by_label("Kode verifikasi", exact=True).fill(good)
    press(tab, "Masuk")
    tab.page.wait_for_url("**/admin/operator")
    tab.page.get_by_role("cell", name="admin-kedua", exact=True).wait_for()

    # A second browser: the same code is refused, a recovery code is taken once.
    phone = page_360()
    _type_password(phone, server, "admin_pemprov")
    _type_code(phone, good)
    expect(phone.page.locator("#ringkasan-galat")).to_contain_text("Kode ini sudah dipakai.")
    press(phone, "Pakai kode pemulihan")
    phone.shot("login-pemulihan-360")
    _type_code(phone, codes[0], "Kode pemulihan")
    phone.page.wait_for_url("**/admin")
    phone.page.get_by_role("heading", level=1).first.wait_for()
    again = page_360()
    _type_password(again, server, "admin_pemprov")
    again.page.get_by_label("Kode verifikasi", exact=True).wait_for()
    press(again, "Pakai kode pemulihan")
    _type_code(again, codes[0], "Kode pemulihan")
    expect(again.page.locator("#ringkasan-galat")).to_contain_text(
        "salah atau sudah pernah dipakai"
    )
    press(again, "Kembali")
    expect(again.page.get_by_label("Username")).to_be_visible()

    # Another administrator resets it: open pages of the first are out with it, the password is enough.
    boss = page_1280()
    _type_password(boss, server, "admin-kedua", "/admin/operator")
    _type_code(boss, other.code(_now() + LATER))
    boss.page.wait_for_url("**/admin/operator")
    act(boss, "admin_pemprov", "Atur ulang verifikasi dua langkah")
    boss.shot("operator-atur-ulang-1280", whole=False)
    press(boss, "Atur ulang")
    expect(boss.page.get_by_text("Verifikasi dua langkah diatur ulang.")).to_be_visible()
    for out in (tab, phone):
        out.page.wait_for_url("**/login**", timeout=10_000)
    _type_password(again, server, "admin_pemprov")
    again.page.wait_for_url("**/admin/akun")
    assert "000000" not in server.output()
    for shown in (secret, good, *codes, other.secret):
        assert shown not in server.log.read_text(encoding="utf-8")


def test_a_reset_is_felt_by_the_next_event(start_server: StartServer, page_1280: OpenTab) -> None:
    """By one that another process made, of which this one was told nothing."""
    server = start_server("cast")
    with server.runtime() as rt:
        person = find_principal(rt, redeem_ticket(rt, issue_ticket(rt, "admin_upp", PASSWORD))[0])
        assert person is not None
    tab = page_1280()
    take_cookie(tab, server, "admin_upp")
    tab.open(f"{server.url}/admin/layanan")
    tab.page.get_by_role("button", name="Tambah layanan").wait_for()
    with server.runtime() as rt:
        set_up(rt, person)
        admin = make_operator(rt, "admin-kedua", Role.ADMIN_PEMPROV)
        reset_account_faktor(rt, admin, person.operator_id)
    press(tab, "Tambah layanan")
    tab.page.wait_for_url("**/login**", timeout=5_000)


def test_an_optional_one_on_a_phone(start_server: StartServer, page_360: OpenTab) -> None:
    server = start_server("cast")
    tab = page_360()
    _type_password(tab, server, "admin_upp", "/admin/akun")
    tab.page.wait_for_url("**/admin/akun")
    section = tab.page.locator("[data-uji=faktor]")
    expect(section).to_contain_text("Selain kata sandi")
    section.scroll_into_view_if_needed()
    tab.shot("faktor-belum-360", whole=False)
    press(tab, "Aktifkan verifikasi dua langkah")
    tab.page.get_by_label("Kata sandi Anda").fill(PASSWORD)
    press(tab, "Lanjut")
    tab.page.locator(".qr-faktor").wait_for()
    tab.shot("faktor-pindai-360", whole=False)
    assert not axe.violations(tab.page, "dialog[open]")
    # A tap beside it, and Back from it, lock nobody out: it was not confirmed.
    press(tab, "Batal")
    expect(tab.page.locator("dialog[open]")).to_have_count(0)
    with server.runtime() as rt:
        assert issue_ticket(rt, "admin_upp", PASSWORD)
    secret, codes, _ = _set_up_in_the_page(tab)
    tab.shot("faktor-kode-360", whole=False)
    tab.page.keyboard.press("Escape")
    expect(tab.page.locator("#kode-pemulihan")).to_be_visible()
    press(tab, "Sudah saya simpan")
    expect(section).to_contain_text("Kode pemulihan yang masih dapat dipakai: 10.")
    tab.shot("faktor-aktif-360")
    phone = Ponsel(secret, tuple(codes))
    press(tab, "Nonaktifkan")
    tab.page.get_by_label("Kata sandi Anda").fill(PASSWORD)
    tab.page.get_by_label("Kode verifikasi").fill(phone.code(_now() + LATER))
    tab.page.locator("dialog[open] button[type=submit]").dblclick()
    expect(tab.page.get_by_text("Verifikasi dua langkah dinonaktifkan.")).to_be_visible()
    expect(section).to_contain_text("Selain kata sandi")
