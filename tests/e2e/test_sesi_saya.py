"""Own logins, idle ends and connected walls, as people see them."""

from datetime import timedelta

from playwright.sync_api import expect
from sqlmodel import col, select, update

from sekampadi.db.models import Operator, Sesi
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import AppServer, Tab


def idle(server: AppServer, username: str, minutes: float) -> None:
    """Let minutes pass in which nobody has typed in a person's logins."""
    with server.runtime() as rt, rt.writing() as session:
        person = select(Operator.id).where(col(Operator.username) == username).scalar_subquery()
        session.exec(
            update(Sesi)
            .where(col(Sesi.operator_id) == person)
            .values(terakhir=rt.now() - timedelta(minutes=minutes))
        )


def is_at_login(tab: Tab) -> None:
    tab.page.wait_for_url("**/login?next=*", timeout=15_000)
    expect(tab.page.locator("#sesi-berakhir")).to_be_visible()


def test_another_login_is_ended_in_the_list(
    start_server: StartServer, page_1280: OpenTab, page_360: OpenTab
) -> None:
    server = start_server("cast")
    desk, phone = page_1280(), page_360()
    steps.log_in_by_form(desk, server, "pimpinan", "/admin")
    steps.log_in_by_form(phone, server, "pimpinan", "/admin/akun")
    phone.page.get_by_role("link", name="Lihat perangkat tempat Anda masuk").click()
    phone.page.get_by_role("heading", name="Sesi saya").wait_for()
    rows = phone.page.locator(".daftar-sesi li")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Chrome di Linux")
    expect(rows.first).to_contain_text("sesi ini")
    expect(rows.last).to_contain_text("hari ini pukul")
    phone.shot("sesi-saya-360")
    rows.last.get_by_role("button", name="Akhiri").click()
    is_at_login(desk)
    expect(rows).to_have_count(1)
    expect(phone.page.get_by_text("Sesi itu diakhiri.")).to_be_visible()

    steps.log_in_by_form(desk, server, "pimpinan", "/admin/akun/sesi")
    expect(desk.page.locator(".daftar-sesi li")).to_have_count(2)
    desk.shot("sesi-saya-1280")
    steps.press(desk, "Keluar dari semua")
    desk.page.get_by_role("dialog").get_by_role("button", name="Keluar dari semua").click()
    is_at_login(desk)
    is_at_login(phone)


def test_who_manages_an_account_ends_its_logins(
    start_server: StartServer, page_1280: OpenTab
) -> None:
    server = start_server("cast")
    thief, admin = page_1280(), page_1280()
    steps.log_in(thief, server, "admin-b", "/admin")
    steps.log_in(admin, server, "admin_pemprov", "/admin/operator")
    steps.act(admin, "admin-b", "Lihat sesi")
    dialog = admin.page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Sesi akun admin-b")).to_be_visible()
    expect(dialog.locator("li")).to_have_count(1)
    admin.shot("sesi-operator-1280", whole=False)
    dialog.get_by_role("button", name="Akhiri semua sesi").click()
    expect(dialog.get_by_text("sedang tidak masuk di perangkat mana pun")).to_be_visible()
    is_at_login(thief)
    dialog.get_by_role("button", name="Tutup").click()
    expect(dialog).to_have_count(0)


def test_who_does_nothing_is_warned_stays_by_a_tap_and_else_finds_the_typing_again(
    start_server: StartServer, page_1280: OpenTab, page_360: OpenTab
) -> None:
    server = start_server("cast")
    tab = page_360()
    idle_dialog = tab.page.locator("#diam-peringatan")
    steps.log_in(tab, server, "admin_pemprov", "/admin/pengaturan")
    field = tab.page.get_by_label("Pengelola")
    tab.page.wait_for_timeout(500)
    field.fill("Biro yang baru")
    idle(server, "admin_pemprov", 28.5)
    # The page asks the server once after it has come, and else shortly before the end.
    tab.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(idle_dialog).to_be_visible()
    expect(idle_dialog.get_by_role("heading", name="Masih di sini?")).to_be_visible()
    expect(idle_dialog.locator("[data-hitung]")).to_contain_text("Sisa waktu 1.")
    tab.shot("diam-360", whole=False)
    idle_dialog.get_by_role("button", name="Tetap masuk").click()
    expect(idle_dialog).to_have_count(0)
    with server.runtime() as rt, rt.reading() as session:
        assert rt.now() - session.exec(select(Sesi.terakhir)).one() < timedelta(seconds=20)
    expect(field).to_have_value("Biro yang baru")
    idle(server, "admin_pemprov", 30)
    is_at_login_with_typing = tab.page.get_by_text("isian ini akan kembali")
    tab.page.wait_for_url("**/login?next=*", timeout=15_000)
    expect(is_at_login_with_typing).to_be_visible()
    steps.log_in_again(tab, "admin_pemprov")
    expect(field).to_have_value("Biro yang baru")


def test_a_wall_is_connected_by_a_link_and_taken_back(
    start_server: StartServer, page_1280: OpenTab, page_360: OpenTab
) -> None:
    server = start_server("cast")
    admin, wall, late = page_1280(), page_1280(), page_360()
    steps.log_in(admin, server, "admin_pemprov", "/admin/layar-terhubung")
    page = admin.page
    expect(page.get_by_text("Belum ada layar yang terhubung.")).to_be_visible()
    steps.press(admin, "Hubungkan layar")
    form = page.get_by_role("dialog")
    form.get_by_role("button", name="Buat tautan").click()
    expect(form.get_by_text("Nama layar belum diisi.").first).to_be_visible()
    form.get_by_label("Nama layar").fill("Lobi")
    admin.shot("hubungkan-layar-1280", whole=False)
    form.get_by_role("button", name="Buat tautan").click()
    link = page.get_by_label("Tautan layar")
    address = link.input_value()
    assert "/layar/buka?tiket=" in address
    admin.shot("tautan-layar-1280", whole=False)
    admin.context.grant_permissions(["clipboard-read", "clipboard-write"])
    steps.press(admin, "Salin")
    expect(page.get_by_role("button", name="Tersalin")).to_be_visible()
    path = address[address.index("/layar") :]

    wall.page.goto(server.url + path)
    wall.page.get_by_role("heading", name="Hubungkan layar ini?").wait_for()
    wall.shot("buka-tautan-1280")
    wall.page.get_by_role("button", name="Hubungkan ponsel atau komputer ini").click()
    wall.page.wait_for_url("**/admin/layar")
    wall.page.locator("[data-uji=layar-ikm]").wait_for()
    expect(wall.page.get_by_text("Layar terhubung: Lobi.")).to_be_visible()
    expect(wall.page.get_by_role("link", name="Akun saya")).to_have_count(0)
    assert not wall.page.locator("#isi a:not([href^='/admin/layar'])").count(), (
        "what it may not open"
    )
    wall.shot("layar-terhubung-1280")
    wall.open(server.url + "/admin/akun")
    expect(wall.page.get_by_text("hanya menampilkan Layar Pimpinan")).to_be_visible()
    wall.page.get_by_role("link", name="Kembali ke layar").click()
    wall.page.locator("[data-uji=layar-ikm]").wait_for()

    late.tolerate("404")
    late.page.goto(server.url + path)
    expect(late.page.get_by_text("sudah dipakai atau kedaluwarsa")).to_be_visible()
    late.shot("tautan-terpakai-360")

    steps.press(admin, "Selesai")
    row = page.get_by_role("row").filter(has_text="Lobi")
    expect(row).to_contain_text("Terhubung")
    expect(row).to_contain_text("Seluruh provinsi")
    admin.shot("daftar-layar-1280")
    steps.act(admin, "Lobi", "Cabut")
    page.get_by_role("dialog").get_by_role("button", name="Cabut layar").click()
    wall.page.wait_for_url("**/login?next=*", timeout=15_000)
    expect(wall.page.get_by_text("Layar ini tidak terhubung lagi.")).to_be_visible()
    expect(wall.page.locator("#sesi-berakhir")).to_be_hidden()
    expect(page.get_by_text("Belum ada layar yang terhubung.")).to_be_visible()
    phone = page_360(context=admin.context)
    phone.page.set_viewport_size({"width": 360, "height": 740})
    phone.open(server.url + "/admin/layar-terhubung?keadaan=semua")
    expect(phone.page.get_by_role("row").filter(has_text="Lobi")).to_contain_text("Dicabut")
    phone.shot("daftar-layar-360")
