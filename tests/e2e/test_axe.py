"""axe-core finds nothing on any page, dialog, error or wall, for any role, on a desk and on a phone."""

import io
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from sqlmodel import select

from sekampadi.db.models import Sesi
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.periode import Periode
from sekampadi.services.akun.sesi import find_principal, issue_ticket, redeem_ticket
from sekampadi.services.master.layanan import set_layanan_active
from sekampadi.services.master.metode import set_metode
from sekampadi.services.master.pertanyaan import draft_version
from sekampadi.services.moderasi.moderasi import remove
from sekampadi.services.publik.publik import settle
from sekampadi.services.publikasi.bukti import add_media
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.foto import add_foto_tahunan
from sekampadi.services.tahunan.naskah import save_naskah_tahunan
from sekampadi.services.tindak_lanjut.bukti import add_bukti
from sekampadi.services.tindak_lanjut.hasil import save_hasil
from sekampadi.services.tindak_lanjut.kegiatan import add_kegiatan
from sekampadi.services.tindak_lanjut.petikan import pick
from sekampadi.services.tindak_lanjut.rencana import begin
from sekampadi.services.tindak_lanjut.usulan import load_usulan
from sekampadi.web.routes import ROUTES
from tests import factories
from tests.bukti import picture
from tests.e2e import steps
from tests.e2e.axe import BOTH, DESK, PHONE, Inspector, violations
from tests.e2e.conftest import Beginnings, OpenTab
from tests.e2e.harness import AppServer
from tests.e2e.warm import Warm
from tests.factories import PASSWORD, isian, submit
from tests.notifikasi import tell

PLAN = "upp=upp-a&triwulan=2026-1"
YEAR = "upp=upp-a&tahun=2026"
SHEET = "/admin/publikasi?cakupan=upp-a&periode=2026-01-01_2026-03-31"
MORE = {
    "/admin/laporan": [f"periode=semua&bagian={b}" for b in ("analisis", "layanan", "saran")],
    "/admin/rekap": [f"periode=semua&bagian={b}" for b in ("format", "grafik", "unsur")],
    "/admin/layar": ["cakupan=upp-a&layanan=layanan-a1"],
    "/admin/tindak-lanjut": ["status=belum"],
    "/admin/tindak-lanjut/rencana": [
        *(f"{PLAN}&bagian={b}" for b in ("rencana", "hasil", "riwayat")),
        *("upp=upp-b&triwulan=2026-1", "upp=bukan-kantor"),
    ],
    "/admin/pekppp": ["upp=upp-a&tahun=2026", "upp=bukan-kantor"],
    "/admin/tahunan": [
        *(f"{YEAR}&bagian={b}" for b in ("latar&versi=1", "tim", "perbandingan", "dokumentasi")),
        *(f"{YEAR}&bagian=saran&unsur={u}" for u in ("waktu", "tanpa")),
        "upp=bukan-kantor",
    ],
}
"""Under which queries a page shows something else."""


def _plan(rt: Runtime, admin: Principal) -> None:
    """Plan two actions, one of which is finished and proved, and quote what was said."""
    plan = begin(rt, admin, "upp-a", Triwulan(2026, 1))
    saran = load_usulan(rt, admin, plan, "biaya")
    pick(rt, admin, plan, "biaya", jawaban_id=(saran.usulan + saran.lain)[0].jawaban_id)
    isi = {"nama": "Menambah loket", "target": "30-06-2026", "penanggung_jawab": "Kepala"}
    rest = {"mulai": "", "prioritas": "tinggi", "jangka": "pendek"}
    done = add_kegiatan(rt, admin, plan, "biaya", isi | rest)
    add_kegiatan(rt, admin, plan, "biaya", isi | rest)
    told = {"status": "selesai", "uraian": "Loket dibuka.", "selesai_pada": "20-06-2026"}
    save_hasil(rt, admin, done.id, done.versi, told)
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(out, "PNG")
    add_bukti(rt, admin, done.id, nama="loket.png", data=out.getvalue())


def _fill(rt: Runtime) -> None:
    """Have something of everything: answers then and now, a sheet with a medium, a draft, what is switched off."""
    admin = factories.make_operator(rt, "penerbit", Role.ADMIN_PEMPROV)
    off = factories.make_layanan(rt, 1, "layanan-mati", nama="Angkutan (dahulu)")
    for i in range(11):
        day = date(2026, 1, 1 + i)
        submit(rt, "layanan-a1", isian(u3="4", saran=f"saran {i}"), day=day)
        submit(rt, "layanan-a1", isian(u1=str(1 + i % 4), u5="1", saran="antre lama"))
        submit(rt, "layanan-b1", isian(u1=str(3 + i % 2), u9="4"))
    submit(rt, "layanan-t1", isian(saran="treewww", umum="1"))
    remove(rt, admin, [1], "isian percobaan")
    settle(rt)
    sheet = publish(rt, admin, kunci="upp-a", periode=Periode.triwulan(2026, 1))
    medium = {"jenis": "cetak", "tanggal": rt.today().isoformat(), "keterangan": "papan"}
    add_media(rt, admin, publikasi_id=sheet.id, isian=medium)
    _plan(rt, admin)
    for versi, teks in enumerate(("Alinea.", "Alinea.\n\nSatu lagi.")):
        written = {"bagian": "latar", "versi": versi, "isian": {"teks": teks}}
        save_naskah_tahunan(rt, admin, "upp-a", 2026, **written)  # type: ignore[arg-type]
    team = {"baris": [["Ani", "Kepala", "Ketua"], ["Budi", "", "Anggota"]]}
    save_naskah_tahunan(rt, admin, "upp-a", 2026, bagian="tim", versi=0, isian=team)
    for at, words in enumerate(("Kode QR di loket", "Rapat triwulan")):
        shown = picture(size=(60 + at, 40))
        add_foto_tahunan(rt, admin, "upp-a", 2026, keterangan=words, data=shown)
    set_layanan_active(rt, admin, off, False)
    tomorrow = (rt.today() + timedelta(days=1)).isoformat()
    set_metode(rt, admin, {"metode": "tepat", "berlaku_dari": tomorrow})
    draft_version(rt, admin, 1)
    token, _ = redeem_ticket(rt, issue_ticket(rt, "admin_pemprov", PASSWORD))
    told = find_principal(rt, token)
    assert told is not None
    tell(rt, told)


@pytest.fixture(scope="module")
def server(
    warm: Warm, template_databases: Beginnings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AppServer]:
    server = AppServer(tmp_path_factory.mktemp("axe"), warm=warm)
    server.use_database(template_databases["cast"])
    with server.runtime() as rt:
        _fill(rt)
    server.start()
    yield server
    server.stop()
    server.check_log()


@pytest.fixture
def eye(server: AppServer, page_1280: OpenTab) -> Iterator[Inspector]:
    """Return who looks; what was found wrong is told at the end, all of it."""
    inspector = Inspector(page_1280(), server)
    yield inspector
    assert not inspector.found, inspector.told()


ROLES = [Role.ADMIN_PEMPROV, Role.ADMIN_UPP, Role.PETUGAS_LAYANAN, Role.PENGELOLA_SISTEM]
OWN = {"/admin", "/admin/layar", "/admin/laporan", "/admin/publikasi", "/admin/layanan"}
"""Pages that an office sees differently from the province also on a desk."""


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role(eye: Inspector, role: Role) -> None:
    eye.enter(role.value)
    whole = role is Role.ADMIN_PEMPROV
    for route in ROUTES:
        if route.permission is Permission.PUBLIC or route.permission not in role.permissions:
            continue
        sizes = BOTH if whole or route.path in OWN else (PHONE,)
        eye.visit(f"{route.path}?ukuran=10", sizes)  # more rows are the same rows
        for query in MORE.get(route.path, []) if whole else []:
            eye.visit(f"{route.path}?{query}")
    assert len(eye.looked) >= 3


def test_every_public_page(eye: Inspector) -> None:
    for route in ROUTES:
        if route.permission is Permission.PUBLIC and route.path != "/404":
            eye.visit(route.path)
    assert len(eye.looked) >= 10


DIALOGS = {
    "/admin/upp": ["Tambah UPP"],
    "/admin/operator": ["Tambah operator"],
    "/admin/layanan": ["Tambah layanan"],
    "/admin/penilaian?ukuran=10": [],
    "/admin/penilaian?status=dihapus": [],
    "/admin/pertanyaan": [],
    SHEET: ["Periksa dan terbitkan"],
    "/admin/publikasi?terbitan=1": ["Catat media"],
    f"/admin/tindak-lanjut/rencana?{PLAN}": [
        *("Tambah kegiatan untuk Biaya/tarif", "Pilih saran untuk Biaya/tarif"),
    ],
    f"/admin/tindak-lanjut/rencana?{PLAN}&bagian=hasil": ["Laporkan hasil 3.2"],
    f"/admin/tahunan?{YEAR}&bagian=tim": ["Ubah"],
    f"/admin/tahunan?{YEAR}&bagian=latar&versi=1": ["Ubah", "Kembali ke usulan", "Pakai lagi"],
    f"/admin/tahunan?{YEAR}&bagian=perbandingan": ["Tulis", "Isi nilai 2025"],
    f"/admin/tahunan?{YEAR}&bagian=dokumentasi": ["Ubah keterangan foto 1", "Hapus foto 2"],
    "/admin/pengaturan": [],
    "/admin/notifikasi": ["Penilaian Buruk", "Nilai IKM di bawah batas", "Kata dalam saran"],
}
"""Where dialogs are, and the buttons that open those that no menu of a row has."""
AT_ONCE = {
    *(
        "Aktifkan",
        "Buat versi baru",
        "Sudah ditinjau",
        "Tandai pengaduan",
        "Bukan pengaduan",
        "Naikkan",
        "Turunkan",
        "Lepas petikan",
    ),
}
"""Acts without a dialog."""
CONFIRMED = {"Buat kata sandi baru"}
"""What shows another dialog when it is done."""

_ACTS = """() => {
  const first = {};
  for (const menu of document.querySelectorAll(".menu-baris")) {
    const row = menu.querySelector("[data-menu]").getAttribute("aria-label");
    for (const item of menu.querySelectorAll("[role=menuitem]")) {
      first[item.textContent] ??= [row, item.getAttribute("href")];
    }
  }
  return first;
}"""
"""What the menus of all rows offer: each act with the first row that has it, and where it leads."""


_DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
_MENU_OPEN = ".menu-isi:not([hidden])"


def _open_menu(page: Page) -> None:
    """Open the menu of the first row, once more where a list that is drawn anew has closed it."""
    button = page.locator("[data-menu]").first
    button.click()
    page.wait_for_timeout(300)
    if button.get_attribute("aria-expanded") != "true":
        button.click()
    page.locator(_MENU_OPEN).wait_for()


_ANSWERED = """() => {
  const dialog = document.querySelector("dialog[open]");
  return !dialog || dialog.querySelector("[role=alert]");
}"""
"""A form is either done with, or says what is wrong."""


def _dialog(eye: Inspector, place: str, words: str) -> None:
    """Look at the dialog that has just been opened, send it as it is, look again, and close it."""
    page, where = eye.tab.page, "dialog[open]"
    opened = page.locator(where)
    opened.wait_for()
    eye.look(place, within=where)
    send = opened.locator("form [type=submit]")
    if send.count():
        send.click()
        steps.wait_in_page(page, _ANSWERED)
        eye.look(f"{place}, sent", within=where if opened.count() else ".tempat-kabar")
    close = "[data-tutup]"
    if words in CONFIRMED:
        opened.get_by_role("button", name=words, exact=True).click()
        page.locator("[data-uji=sandi]").wait_for()
        eye.look(f"{place}, done", within=where)
        close = ".tombol"
    if opened.count():
        opened.locator(close).click()
        expect(opened).to_have_count(0)


@pytest.mark.parametrize("address", DIALOGS)
def test_every_dialog(eye: Inspector, address: str) -> None:
    page = eye.tab.page
    eye.enter("admin_pemprov")
    eye.tab.open(eye.server.url + address)
    for words in DIALOGS[address]:
        page.get_by_role("button", name=words, exact=True).click()
        _dialog(eye, f"{address}: {words}", words)
    if address.startswith("/admin/tahunan"):
        return  # its parts have no menus
    page.locator("[data-menu]").first.wait_for()
    acts = page.evaluate(_ACTS)
    for size in (DESK, PHONE):
        eye.resize(size)  # which closes a menu, once the page has heard of it
        page.evaluate(_DRAWN)
        _open_menu(page)
        eye.look(f"{address}: menu", within=_MENU_OPEN, sizes=[size])
        page.keyboard.press("Escape")
    for words, (row, href) in acts.items():
        if href is None and words not in AT_ONCE:
            page.get_by_role("button", name=row, exact=True).click()
            page.get_by_role("menuitem", name=words, exact=True).click()
            _dialog(eye, f"{address}: {words}", words)
    for _, href in acts.values():
        if href is not None and href.startswith("/admin"):
            eye.visit(href)


def test_every_way_to_be_refused(server: AppServer, eye: Inspector) -> None:
    tab, page = eye.tab, eye.tab.page
    tab.tolerate("status of 40")
    for address in ("/tidak/ada", "/unduh/lembar.pdf", "/sesi/keluar"):
        page.goto(server.url + address)
        eye.look(address)
    tab.open(f"{server.url}/")
    page.evaluate(
        "history.pushState(null, '', '/nirwana'); dispatchEvent(new PopStateEvent('popstate'))"
    )
    page.get_by_role("heading", name="Halaman tidak ditemukan").wait_for()
    eye.look("/404")
    tab.open(f"{server.url}/login")
    page.get_by_label("Username").fill("siapa")
    page.get_by_label("Kata sandi", exact=True).fill("salah")
    steps.press(tab, "Masuk")
    page.get_by_role("alert").first.wait_for()
    eye.look("/login: wrong")
    steps.log_in_by_form(tab, server, "petugas_layanan", "/admin/entri")
    eye.visit("/admin/operator")
    page.get_by_role("heading", name="Halaman ini tidak tersedia").wait_for()
    eye.visit("/login")
    tab.open(f"{server.url}/admin/akun")
    with server.runtime() as rt, rt.writing() as session:
        for login in session.exec(select(Sesi)):
            session.delete(login)
    page.wait_for_url("**/login?next=*")
    page.get_by_text("Sesi Anda telah berakhir").first.wait_for()
    eye.look("/login: ended")


FORMS = {
    "/admin/akun": ["Ganti kata sandi"],
    "/admin/pengaturan": ["Simpan metode"],
    "/admin/entri": ["Simpan dan lembar berikutnya", "Periksa berkas"],
    "/admin/layanan": ["Impor Excel", "Unggah dan lihat"],
}
"""Forms of pages, and the buttons that send them empty."""
WRONG = (
    *("/admin/penilaian?cari=tidak+ada+yang+begini", "/admin/penilaian?dari=kemarin"),
    *("/admin/laporan?cakupan=bukan-kantor", "/admin/rekap?dari=kemarin"),
    *("/admin/publikasi?terbitan=99", "/admin/pertanyaan?id=99&mode=lihat"),
)
"""Addresses of what is not there."""


def test_every_form_of_a_page_with_mistakes(server: AppServer, eye: Inspector) -> None:
    tab, page = eye.tab, eye.tab.page
    eye.enter("admin_pemprov")
    for address in WRONG:
        eye.visit(address, (PHONE,))
    for address, buttons in FORMS.items():
        tab.open(server.url + address)
        for words in buttons:
            steps.press(tab, words)
        page.locator("main .galat:not(:empty)").first.wait_for()
        eye.look(f"{address}: wrong")
    tab.open(f"{server.url}/admin/pertanyaan?id=2&mode=ubah")
    page.locator("#isian-u1").fill("")
    steps.press(tab, "Simpan draf")
    page.locator("#galat-u1").wait_for()
    eye.look("/admin/pertanyaan: wrong")
    tab.open(f"{server.url}/admin/notifikasi")
    page.get_by_label("Alamat webhook").fill("http://127.0.0.1/")
    steps.press(tab, "Simpan saluran")
    page.locator("#galat-webhook").wait_for()
    eye.look("/admin/notifikasi: wrong")
    tab.go_offline()
    page.locator(".koneksi").wait_for()
    eye.look("/admin/notifikasi: offline")
    tab.go_online()


def test_the_survey_and_what_is_published(server: AppServer, eye: Inspector) -> None:
    tab, page = eye.tab, eye.tab.page
    for address in (
        *("/?upp=bukan-kantor", "/?upp=upp-a", "/survei?layanan=bukan-layanan"),
        *("/hasil?upp=upp-a", "/hasil?upp=bukan-kantor", "/cek?kode=k7qm-r2wx-9hbt"),
    ):
        eye.visit(address)
    tab.open(f"{server.url}/?upp=upp-a&layanan=layanan-a1")
    steps.press(tab, "Tampilkan QR")
    page.locator(".qr").wait_for()
    eye.look("/: code")
    steps.open_survey(tab, server)
    for at, (step, answer) in enumerate(
        (
            ("Tentang Anda", steps.answer_responden),
            ("Penilaian Umum", steps.answer_umum),
            ("SKM", steps.answer_skm),
        ),
        start=1,
    ):
        page.locator(f'form[data-survei="{at}"]').wait_for()
        steps.take_a_moment(tab)
        steps.press(tab, "Lanjut")
        page.locator("#ringkasan-galat").wait_for()
        eye.look(f"/survei: {step}")
        answer(tab)
    page.get_by_label("Berikan kami kritik").fill("x" * 2001)
    steps.take_a_moment(tab)
    steps.press(tab, "Selesai")
    page.locator("#ringkasan-galat").wait_for()
    eye.look("/survei: Kritik/Saran")
    steps.finish(tab)
    eye.look("/survei: thanks")
    steps.open_survey(tab, server)
    page.get_by_label("Usia").fill("33")
    page.wait_for_timeout(500)
    following = eye.tab.context.new_page()
    following.goto(f"{server.url}/survei?layanan=layanan-a1")
    following.get_by_role("heading", name="Lanjutkan isian sebelumnya?").wait_for()
    eye.found |= {"/survei: draft": bad} if (bad := violations(following)) else {}


def test_the_wall_in_the_dark_and_pages_on_paper(server: AppServer, eye: Inspector) -> None:
    tab, page = eye.tab, eye.tab.page
    eye.enter("pimpinan")
    eye.visit("/admin/layar?tema=gelap")
    tab.open(f"{server.url}/admin/layar?mode=dinding&tema=gelap&detik=300")
    page.locator(".layar-halaman[data-tampak]").wait_for()
    for number in range(page.locator(".layar-halaman").count()):
        eye.look(f"the wall, page {number + 1}", sizes=[DESK])
        page.keyboard.press("ArrowRight")
    page.emulate_media(media="print")
    for address in ("/admin/laporan", "/admin/rekap?periode=semua", "/hasil?upp=upp-a"):
        eye.visit(address, [DESK])


FAULTS = """
<p style="color: #bbb">pucat</p>
<p>Ini <a href="/cek" style="text-decoration: none">tautan</a> di dalam kalimat.</p>
<h5>terlalu dalam</h5>
<input><img src="/identitas/logo">
<p><button style="width: 9px">x</button><button style="width: 9px">y</button></p>
"""
"""One fault for each rule that the test below names."""


def test_what_is_wrong_would_be_found(server: AppServer, page_1280: OpenTab) -> None:
    tab = page_1280()
    tab.open(f"{server.url}/cek")
    assert violations(tab.page) == []
    tab.page.evaluate(
        """(faults) => {
          const main = document.querySelector("main");
          // Markup is read by the page's own way, and styles are set one by one: its policy refuses the rest.
          for (const el of [...window.sekampadi.parsed(faults).body.childNodes]) main.append(el);
          for (const el of main.querySelectorAll("[data-gaya]")) {
            const [name, value] = el.dataset.gaya.split(": ");
            el.style.setProperty(name, value);
          }
          main.after(Object.assign(document.createElement("div"), { textContent: "di luar" }));
        }""",
        FAULTS.replace("style=", "data-gaya="),
    )
    assert {line.split(":")[0] for line in violations(tab.page)} == {
        *("color-contrast", "link-in-text-block", "heading-order", "label", "image-alt"),
        *("target-size", "region"),
    }
