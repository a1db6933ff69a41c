"""The annual report in a browser: parts are written, drafted, fought over and read."""

import json
import re
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import select

from sekampadi.db.models import IkmLama, NaskahTahunan
from sekampadi.services.pengajuan.sejak import save_sejak
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tahunan.naskah import load_bagian
from tests.e2e import steps
from tests.e2e.conftest import OpenTab, StartServer
from tests.e2e.harness import OFFLINE_NOISE, AppServer, Tab
from tests.factories import isian, submit
from tests.services.pengajuan.conftest import write_tahunan
from tests.services.pengajuan.provinsi import log_in

PAGE = "/admin/tahunan"
TAHUN = 2025


def _fill(rt: Runtime) -> None:
    """Give upp-a answers in one year, and none before."""
    for i in range(6):
        said = "Antrean terlalu lama" if i == 0 else "terima kasih"
        submit(rt, "layanan-a1", isian(saran=said), day=date(TAHUN, 10, 2 + i))


@pytest.fixture
def server(start_server: StartServer) -> AppServer:
    """Serve a province in which one UPP has answers."""
    return start_server(_fill)


def _open(tab: Tab, server: AppServer, username: str, bagian: str = "", upp: str = "") -> Page:
    query = f"?tahun={TAHUN}" + (f"&upp={upp}" if upp else "")
    steps.log_in(tab, server, username, PAGE + query + (f"&bagian={bagian}" if bagian else ""))
    wanted = "[data-uji=bagian]" if bagian else ".lt-daftar"
    tab.page.locator(wanted).wait_for()
    return tab.page


def _write(page: Page) -> None:
    page.locator("[data-uji=tulis]").click()
    page.locator("dialog[open]").wait_for()


def _save(page: Page) -> None:
    page.locator("dialog").get_by_role("button", name="Simpan", exact=True).click()


def _fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def _texts(server: AppServer, bagian: str) -> list[str]:
    with server.runtime() as rt, rt.reading() as session:
        rows = session.exec(select(NaskahTahunan).order_by(NaskahTahunan.versi))  # type: ignore[arg-type]
        return [str(r.isi.get("teks", r.isi)) for r in rows if r.bagian == bagian]


def test_what_is_missing_is_named_and_leads_to_its_form(
    server: AppServer, page_1280: OpenTab
) -> None:
    page = _open(page_1280(), server, "admin_upp")
    missing = "3 bagian wajib belum diisi: Penanda Tangan, Profil Organisasi"
    expect(page.get_by_text(missing).first).to_be_visible()
    expect(page.locator("[data-uji=ikm]")).to_be_visible()
    page.get_by_role("link", name="Isi sekarang: Penanda Tangan").click()
    expect(page.locator("[data-uji=bagian] h2")).to_have_text("Penanda Tangan")
    _write(page)
    fields = page.locator("[data-baris-isian]:visible input")
    expect(fields).to_have_count(4)
    words = ("Pontianak, 12 Januari 2026", "Kepala Dinas", "Ani", "19700101")
    for at, text in enumerate(words):
        fields.nth(at).fill(text)
    _save(page)
    expect(page.get_by_text(re.compile(r"^Penanda Tangan, .+ 2025 disimpan\.$"))).to_be_visible()
    expect(page.locator(".lt-tabel td")).to_have_text(list(words))
    following = page.get_by_role("link", name="Berikutnya yang wajib: Profil Organisasi")
    expect(following).to_have_attribute("href", re.compile("bagian=profil$"))
    page.get_by_role("button", name="Kosongkan").click()
    expect(page.locator("dialog")).to_contain_text("laporan menjadi tidak lengkap")
    page.locator("dialog").get_by_role("button", name="Batal").click()
    page.get_by_role("link", name="Semua bagian").click()
    expect(page.get_by_text("2 bagian wajib belum diisi: Profil Organisasi").first).to_be_visible()
    # The address leads back to the part.
    page.go_back()
    expect(page.locator("[data-uji=bagian] h2")).to_have_text("Penanda Tangan")
    page.get_by_role("link", name="Latar Belakang").click()
    expect(page.locator("[data-uji=bagian] .lt-kata")).to_have_text("Memakai usulan")
    assert f"tahun={TAHUN}" in page.url


def test_what_is_typed_outlives_the_page_and_the_server(
    server: AppServer, page_360: OpenTab
) -> None:
    tab = page_360()
    tab.tolerate(OFFLINE_NOISE)
    page = _open(tab, server, "admin_upp", "profil")
    _write(page)
    page.locator("#isian-teks").fill("Dinas ini melayani\nsemua orang.\n\nSetiap hari.")
    expect(page.locator("[data-draf-status]")).to_contain_text("Draf disimpan")
    server.restart(killed=True)
    expect(page.locator("#isian-teks")).to_have_value(
        "Dinas ini melayani\nsemua orang.\n\nSetiap hari.", timeout=40_000
    )
    page.locator("dialog").get_by_role("button", name="Tutup").click()
    expect(page.get_by_text("Ada draf Anda dari")).to_be_visible()
    tab.reload()
    page.get_by_role("button", name="Lanjutkan draf").click()
    expect(page.locator("#isian-teks")).to_have_value(
        "Dinas ini melayani\nsemua orang.\n\nSetiap hari."
    )
    assert not _texts(server, "profil")
    _save(page)
    expect(page.locator(".lt-kata").first).to_contain_text("Ditulis admin_upp")
    assert _texts(server, "profil") == ["Dinas ini melayani\nsemua orang.\n\nSetiap hari."]
    assert _fits(page)


def _collide(server: AppServer, page_1280: OpenTab) -> Page:
    """Let Admin UPP type and Admin Pemprov save first; return the page of the former."""
    mine = _open(page_1280(), server, "admin_upp", "latar")
    _write(mine)
    mine.locator("#isian-teks").fill("Sama.\n\nDari UPP.")
    other = _open(page_1280(), server, "admin_pemprov", "latar", "upp-a")
    _write(other)
    other.locator("#isian-teks").fill("Sama.\n\nDari provinsi.")
    _save(other)
    expect(other.locator(".lt-kata").first).to_contain_text("Ditulis admin_pemprov")
    _save(mine)
    dialog = mine.locator("dialog[open]")
    expect(dialog).to_contain_text(re.compile(r"Latar Belakang, .+ 2025 baru saja diubah"))
    expect(dialog).to_contain_text("Dari UPP.")
    expect(dialog).to_contain_text("Dari provinsi.")
    return mine


@pytest.mark.parametrize(
    ("pilihan", "last"),
    [("saya", "Sama.\n\nDari UPP."), ("tersimpan", "Sama.\n\nDari provinsi.")],
)
def test_who_was_slower_sees_both_and_decides(
    server: AppServer, page_1280: OpenTab, pilihan: str, last: str
) -> None:
    page = _collide(server, page_1280)
    assert _texts(server, "latar") == ["Sama.\n\nDari provinsi."]
    page.locator(f"dialog input[value={pilihan}]").check()
    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("[data-uji=bagian] .lt-teks").last).to_have_text(last.split("\n\n")[1])
    # What the other wrote is still a version.
    assert _texts(server, "latar")[0] == "Sama.\n\nDari provinsi."
    assert _texts(server, "latar")[-1] == last
    with server.runtime() as rt:
        assert load_bagian(rt, log_in(rt, "admin_upp"), "", TAHUN, "latar").draf is None


def test_both_texts_can_be_put_together(server: AppServer, page_1280: OpenTab) -> None:
    page = _collide(server, page_1280)
    page.get_by_role("button", name="Kembali ke isian").click()
    expect(page.locator("#isian-teks")).to_have_value("Sama.\n\nDari UPP.")
    _save(page)
    page.get_by_role("button", name="Lanjutkan").click()
    both = "Sama.\n\nDari provinsi.\n\nDari UPP."
    expect(page.locator("#isian-teks")).to_have_value(both)
    _save(page)
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert _texts(server, "latar") == ["Sama.\n\nDari provinsi.", both]


def _two_tabs(server: AppServer, page_1280: OpenTab) -> tuple[Page, Page]:
    """Let one person type into one part in two tabs, each from the same beginning."""
    one = page_1280()
    first = _open(one, server, "admin_upp", "latar")
    second = one.page.context.new_page()
    second.goto(first.url)
    for page, words in ((first, "Sama.\n\nDari satu."), (second, "Sama.\n\nDari dua.")):
        page.locator("[data-uji=bagian]").wait_for()
        _write(page)
        if page is first:
            page.locator("#isian-teks").fill(words)
            expect(page.locator("[data-draf-status]")).to_contain_text("Draf disimpan")
        else:
            expect(page.locator("#isian-teks")).to_have_value("Sama.\n\nDari satu.")
            page.locator("#isian-teks").fill(words)
            expect(page.locator("[data-draf-status]")).to_contain_text("Draf disimpan")
    first.locator("#isian-teks").fill("Sama.\n\nDari satu lagi.")
    status = first.locator("[data-draf-status]")
    expect(status).to_have_text("Draf ini juga sedang diubah di tab lain.")
    return first, second


def _draf(server: AppServer, bagian: str) -> str | None:
    with server.runtime() as rt:
        draf = load_bagian(rt, log_in(rt, "admin_upp"), "", TAHUN, bagian).draf
        return draf.isi.teks if draf else None


@pytest.mark.parametrize(
    ("pilihan", "stands"),
    [
        ("saya", "Sama.\n\nDari satu lagi."),
        ("tersimpan", "Sama.\n\nDari dua."),
        ("gabung", "Sama.\n\nDari dua.\n\nDari satu lagi."),
    ],
)
def test_two_tabs_of_one_person_do_not_write_over_each_other(
    server: AppServer, page_1280: OpenTab, pilihan: str, stands: str
) -> None:
    first, second = _two_tabs(server, page_1280)
    assert _draf(server, "latar") == "Sama.\n\nDari dua."
    first.get_by_role("button", name="Bandingkan").click()
    dialog = first.locator("dialog[open]")
    expect(dialog).to_contain_text("Draf ini juga diubah di tab lain")
    expect(dialog).to_contain_text("Dari satu lagi.")
    expect(dialog).to_contain_text("Dari dua.")
    # It can be left, and nothing has happened.
    dialog.get_by_role("button", name="Kembali ke isian").click()
    expect(first.locator("#isian-teks")).to_have_value("Sama.\n\nDari satu lagi.")
    first.get_by_role("button", name="Bandingkan").click()
    first.locator(f"dialog input[value={pilihan}]").check()
    first.get_by_role("button", name="Lanjutkan").click()
    expect(first.locator("#isian-teks")).to_have_value(stands)
    assert _draf(server, "latar") == stands
    # What is typed on is a draft again, and now the other tab is told.
    first.locator("#isian-teks").fill(stands + " Selesai.")
    expect(first.locator("[data-draf-status]")).to_contain_text("Draf disimpan")
    second.locator("#isian-teks").fill("Sama.\n\nDari dua lagi.")
    expect(second.locator("[data-draf-status]")).to_contain_text("di tab lain")
    assert _draf(server, "latar") == stands + " Selesai."
    _save(first)
    expect(first.locator("dialog[open]")).to_have_count(0)
    assert _texts(server, "latar") == [stands + " Selesai."]


def test_who_saves_in_one_tab_leaves_the_draft_of_the_other(
    server: AppServer, page_1280: OpenTab
) -> None:
    first, second = _two_tabs(server, page_1280)
    second.close()
    _save(first)
    expect(first.locator("dialog[open]")).to_have_count(0)
    assert _texts(server, "latar") == ["Sama.\n\nDari satu lagi."]
    expect(first.get_by_text("Ada draf Anda dari")).to_be_visible()
    first.get_by_role("button", name="Lanjutkan draf").click()
    expect(first.locator("#isian-teks")).to_have_value("Sama.\n\nDari dua.")


def test_the_proposal_comes_back_when_own_words_go(server: AppServer, page_1280: OpenTab) -> None:
    page = _open(page_1280(), server, "admin_upp", "latar")
    _write(page)
    page.locator("#isian-teks").fill("Dari UPP.")
    _save(page)
    page.get_by_role("button", name="Kembali ke usulan").click()
    expect(page.locator("dialog")).not_to_contain_text("tidak lengkap")
    page.locator("dialog").get_by_role("button", name="Kembali ke usulan").click()
    expect(page.get_by_text("Usulan dipakai lagi.")).to_be_visible()
    expect(page.locator("[data-uji=bagian] .lt-kata")).to_have_text("Memakai usulan")


def _fill_whole(rt: Runtime) -> None:
    """Let upp-a have written all that its report cannot be without."""
    _fill(rt)
    save_sejak(rt, log_in(rt, "admin_pemprov"), f"{TAHUN}-4")
    write_tahunan(rt, log_in(rt, "admin_upp"), tahun=TAHUN)


def test_who_writes_saran_begins_with_what_is_proposed(
    server: AppServer, page_360: OpenTab
) -> None:
    with server.runtime() as rt:
        for i in range(12):
            fields = isian(u3="1", saran="Antrean terlalu lama" if i < 3 else "")
            submit(rt, "layanan-a1", fields, day=date(TAHUN, 11, 2 + i))
    page = _open(page_360(), server, "admin_upp", "rekomendasi")
    part = page.locator("[data-uji=bagian]")
    expect(part.locator(".lt-kata").first).to_have_text("Memakai usulan")
    expect(part).to_contain_text("Tulisan Anda menggantikan seluruh usulan.")
    expect(part.locator(".lt-tabel tbody tr").first).to_contain_text("Tambah loket atau petugas")
    # Who saves the proposal as it stands writes nothing: it stays the table that it is.
    _write(page)
    _save(page)
    expect(page.get_by_text("Tidak ada yang berubah; usulan tetap dipakai.")).to_be_visible()
    expect(part.locator(".lt-kata").first).to_have_text("Memakai usulan")
    assert _texts(server, "rekomendasi") == []
    _write(page)
    field = page.locator("#isian-teks")
    expect(field).to_have_value(re.compile("^U3 Waktu pelayanan: Tambah loket atau petugas"))
    field.fill("Menambah satu loket, oleh sekretariat, paling lambat Juni 2026.")
    _save(page)
    expect(page.locator("[data-uji=bagian] .lt-kata").first).to_contain_text("Ditulis admin_upp")
    assert _texts(server, "rekomendasi") == [
        "Menambah satu loket, oleh sekretariat, paling lambat Juni 2026."
    ]
    page.get_by_role("button", name="Kembali ke usulan").click()
    page.locator("dialog").get_by_role("button", name="Kembali ke usulan").click()
    expect(page.get_by_text("Usulan dipakai lagi.")).to_be_visible()
    assert _fits(page)


def test_a_whole_report_leads_to_where_it_is_handed_in(
    start_server: StartServer, page_360: OpenTab
) -> None:
    page = _open(page_360(), start_server(_fill_whole), "admin_upp")
    link = page.get_by_role("link", name="Ajukan di Penyampaian")
    expect(link).to_contain_text(f"14 Januari {TAHUN + 1}")
    assert _fits(page)
    link.click()
    expect(page.locator(".ajuan-atas")).to_contain_text("Belum disampaikan")
    page.get_by_role("link", name="Buka laporan tahunan").click()
    expect(page.get_by_text("Lengkap.", exact=False).first).to_be_visible()


def test_an_older_version_is_looked_at_and_used_again(
    server: AppServer, page_1280: OpenTab
) -> None:
    page = _open(page_1280(), server, "admin_upp", "kelemahan")
    for text in ("Pertama.", "Kedua."):
        _write(page)
        page.locator("#isian-teks").fill(text)
        _save(page)
        expect(page.locator("dialog[open]")).to_have_count(0)
    # Two of one sitting: the first one is folded away.
    expect(page.get_by_role("link", name="1. admin_upp")).to_be_hidden()
    page.get_by_text("1 versi sebelumnya pada saat yang sama").click()
    page.get_by_role("link", name="1. admin_upp").click()
    expect(page.locator("[data-uji=dilihat]")).to_contain_text("Pertama.")
    page.get_by_role("button", name="Pakai lagi").click()
    page.locator("dialog").get_by_role("button", name="Pakai lagi").click()
    expect(page.get_by_text("Versi 1 dipakai lagi.")).to_be_visible()
    expect(page.locator("[data-uji=dilihat]")).to_have_count(0)
    assert "versi=" not in page.url
    page.get_by_role("button", name="Hapus tambahan").click()
    page.locator("dialog").get_by_role("button", name="Hapus tambahan").click()
    expect(page.locator(".lt-kata").first).to_have_text("Diisi otomatis")
    assert _texts(server, "kelemahan") == ["Pertama.", "Kedua.", "Pertama.", ""]


def _lines(page: Page) -> list[str]:
    """Return what stands in the first field of each line that is shown."""
    rows = page.locator("[data-baris-isian]:visible")
    return [rows.nth(i).locator("input").first.input_value() for i in range(rows.count())]


def _paste(field: Locator, text: str) -> None:
    field.evaluate(
        """(el, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          el.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        text,
    )


@pytest.mark.parametrize(
    ("text", "said", "stands"),
    [
        ("1\tAni\tA\tB\n2\tBudi\tC\tD", "2 baris ditempelkan; kolom nomor dilewati", "AniABBudiCD"),
        (
            "No.\tNama\tJabatan\tPeran\n1.\tAni\tA\tB",
            "1 baris ditempelkan; baris judul dan kolom nomor dilewati",
            "AniAB",
        ),
        # Whatever stands there: a heading only where it names the columns, and stands above a row.
        ("nama\tJABATAN\nAni\tA", "1 baris ditempelkan; baris judul dilewati", "AniA"),
        ("Nama\tJabatan", "1 baris ditempelkan", "NamaJabatan"),
        ("Nama\tKepala\nAni\tA", "2 baris ditempelkan", "NamaKepalaAniA"),
        ("Ani\tA\tB\tC\tD", "2 kolom tidak muat dan tidak ditempelkan", "AniAB"),
        ("Ani\tA\tB\t\t\nBudi", "2 baris ditempelkan", "AniABBudi"),
        # What does not count on is no numbering.
        ("1\tA\tB\n3\tC\tD", "2 baris ditempelkan", "1AB3CD"),
        (
            "1\tAni\tA\tB\tC",
            "1 kolom tidak muat dan tidak ditempelkan; kolom nomor dilewati",
            "AniAB",
        ),
    ],
)
def test_what_of_a_pasted_table_has_no_place_is_said(
    server: AppServer, page_1280: OpenTab, text: str, said: str, stands: str
) -> None:
    page = _open(page_1280(), server, "admin_upp", "tim")
    _write(page)
    fields = page.locator("[data-baris-isian]:visible input")
    _paste(fields.first, text)
    expect(page.locator("[data-baris-kabar]")).to_have_text(said)
    assert "".join(fields.nth(i).input_value() for i in range(fields.count())) == stands


WORD = """<html><head><style>td { color: red }</style></head><body>
<p class=MsoNormal>Susunan pegawai:</p>
<table class=MsoTableGrid border=1><tr><td><p>Jabatan</p></td><td colspan=2><p>Jumlah</p></td></tr>
<tr><td rowspan=2><p>Analis</p><p>Ahli Muda</p></td><td><p>L</p></td><td><p>12</p></td></tr>
<tr><td><p>P</p></td><td><p>8</p></td></tr></table>
<p class=MsoNormal>Per 31 Desember.</p><script>window.jalan = 1</script></body></html>"""
"""As Word gives it: paragraphs in cells, cells over two columns and over two rows."""
SHEET = "<table><tr><td>Ani</td><td>Sekretaris,<br>Analis</td></tr><tr><td>Budi</td><td></td></tr></table>"


def _paste_really(page: Page, plain: str, html: str = "") -> None:
    """Put something on the clipboard of the browser, and press Ctrl+V where the focus is."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(
        """async ([plain, html]) => {
          const kinds = { "text/plain": plain, ...(html ? { "text/html": html } : {}) };
          const blobs = Object.entries(kinds).map(([k, v]) => [k, new Blob([v], { type: k })]);
          await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
        }""",
        [plain, html],
    )
    page.keyboard.press("Control+v")


@pytest.mark.parametrize(
    ("plain", "html", "stands"),
    [
        (
            "Susunan pegawai:\nJabatan\tJumlah\nAnalis\nAhli Muda\tL\t12\n\tP\t8\nPer 31 Desember.",
            WORD,
            "Susunan pegawai:\n\nJabatan | Jumlah\nAnalis Ahli Muda | L | 12\n| P | 8\n\nPer 31 Desember.",
        ),
        ("Jabatan\tJumlah\r\nAnalis\t12\r\n", "", "Jabatan | Jumlah\nAnalis | 12"),
        # Items of a list, and what is drawn in otherwise, are no rows.
        ("1.\tSatu\n2.\tDua\n\tmenjorok", "", "1.\tSatu\n2.\tDua\n\tmenjorok"),
        ("Biasa\nsaja.", "<p>Biasa</p><p>saja.</p>", "Biasa\nsaja."),
    ],
)
def test_a_table_pasted_into_a_text_keeps_its_cells_apart(
    server: AppServer, page_1280: OpenTab, plain: str, html: str, stands: str
) -> None:
    tab = page_1280()
    if "<style" in html:
        # The browser itself reads what this test puts on its clipboard, in the page that does it.
        tab.tolerate(
            "Applying inline style violates|policy: style-src-elem inline .*/admin/tahunan"
        )
    page = _open(tab, server, "admin_upp", "profil")
    _write(page)
    field = page.locator("#isian-teks")
    field.fill("Awal. Akhir.")
    field.evaluate("el => el.setSelectionRange(6, 6)")
    _paste_really(page, plain, html)
    expect(field).to_have_value(f"Awal. {stands}Akhir.")
    assert page.evaluate("window.jalan") is None
    page.keyboard.press("Control+z")
    expect(field).to_have_value("Awal. Akhir.")


@pytest.mark.parametrize("html", ["", SHEET])
def test_a_table_pasted_into_a_table_fills_its_cells(
    server: AppServer, page_1280: OpenTab, html: str
) -> None:
    page = _open(page_1280(), server, "admin_upp", "tim")
    _write(page)
    fields = page.locator("[data-baris-isian]:visible input")
    fields.nth(0).focus()
    # What a sheet gives as text has quotes and a line end where a cell has two lines.
    plain = 'Ani\t"Sekretaris,\nAnalis"\nBudi\t' if html else "Ani\tSekretaris, Analis\nBudi\t"
    _paste_really(page, plain, html)
    expect(page.locator("[data-baris-kabar]")).to_have_text("2 baris ditempelkan")
    expect(page.locator("[data-baris-isian]:visible")).to_have_count(2)
    found = [fields.nth(i).input_value() for i in range(fields.count())]
    assert found == ["Ani", "Sekretaris, Analis", "", "Budi", "", ""]


def test_headings_of_a_pasted_table_are_left_out(server: AppServer, page_1280: OpenTab) -> None:
    page = _open(page_1280(), server, "admin_upp", "tim")
    _write(page)
    fields = page.locator("[data-baris-isian]:visible input")
    fields.nth(0).focus()
    heads = "<tr><th>Siapa</th><th>Sebagai</th></tr>"
    _paste_really(page, "x", f"<table>{heads}<tr><td>Ani</td><td>Analis</td></tr></table>")
    told = page.locator("[data-baris-kabar]")
    expect(told).to_have_text("1 baris ditempelkan; baris judul dilewati")
    assert [fields.nth(i).input_value() for i in range(fields.count())] == ["Ani", "Analis", ""]


def test_lines_of_a_table_are_typed_moved_and_pasted_on_a_phone(
    server: AppServer, page_360: OpenTab
) -> None:
    tab = page_360()
    page = _open(tab, server, "admin_upp", "tim")
    _write(page)
    rows = page.locator("[data-baris-isian]:visible")
    expect(rows).to_have_count(1)
    rows.first.locator("input").first.fill("Ani")
    # Enter goes on to the next line, and saves nothing.
    page.keyboard.press("Enter")
    expect(rows.nth(1).locator("input").first).to_be_focused()
    page.keyboard.type("Budi")
    page.get_by_role("button", name="Tambah baris").click()
    expect(rows.nth(2).locator("input").first).to_be_focused()
    page.keyboard.type("Cici")
    page.get_by_role("button", name="Naikkan baris 3").click()
    assert _lines(page) == ["Ani", "Cici", "Budi"]
    page.once("dialog", lambda question: question.dismiss())
    page.get_by_role("button", name="Hapus baris 1").click()
    assert _lines(page) == ["Ani", "Cici", "Budi"]
    page.once("dialog", lambda question: question.accept())
    page.get_by_role("button", name="Hapus baris 1").click()
    assert _lines(page) == ["Cici", "Budi"]
    assert _fits(page)
    tab.shot("tahunan-tim-360", whole=False)
    many = "\n".join(f"Orang {i}\tJabatan {i}" for i in range(1, 46))
    _paste(rows.nth(1).locator("input").first, many)
    expect(rows).to_have_count(40)
    expect(page.locator("[data-baris-kabar]")).to_have_text(
        "6 baris tidak muat dan tidak ditempelkan"
    )
    expect(page.get_by_role("button", name="Tambah baris")).to_be_disabled()
    _save(page)
    expect(page.locator(".lt-tabel tbody tr")).to_have_count(40)
    (stored,) = _texts(server, "tim")
    lines = json.loads(stored.replace("'", '"'))["baris"]
    assert lines[0] == ["Cici", "", ""]
    assert lines[39] == ["Orang 39", "Jabatan 39", ""]
    assert _fits(page)
    tab.shot("tahunan-tim-isi-360")


def test_a_year_without_answers_is_filled_in_by_hand(server: AppServer, page_360: OpenTab) -> None:
    page = _open(page_360(), server, "admin_upp", "perbandingan")
    page.get_by_role("button", name="Isi nilai 2024").click()
    _save(page)
    expect(page.locator(".ringkasan-galat li")).to_have_count(2)
    page.locator("#isian-nilai").fill("82,45")
    page.locator("#isian-n").fill("1.204")
    page.locator("#isian-sumber").fill("Laporan SKM 2024")
    _save(page)
    row = page.locator(".lt-lama li").filter(has_text="2024").first
    expect(row).to_contain_text("82,45")
    expect(row).to_contain_text("diisi tangan")
    expect(row).to_contain_text("1.204 responden · Laporan SKM 2024 · diketik admin_upp")
    page.get_by_role("button", name="Ubah nilai 2024").click()
    expect(page.locator("#isian-n")).to_have_value("1.204")
    page.locator("#isian-nilai").fill("82.5")
    _save(page)
    expect(row).to_contain_text("82,50")
    page.get_by_role("button", name="Hapus nilai 2024").click()
    page.locator("dialog").get_by_role("button", name="Hapus nilai").click()
    expect(row).to_contain_text("Tidak ada jawaban survei pada tahun ini.")


def test_suggestions_are_counted_and_read_unsur_by_unsur(
    server: AppServer, page_360: OpenTab
) -> None:
    page = _open(page_360(), server, "admin_upp", "saran")
    expect(page.get_by_text("6 saran sepanjang tahun")).to_be_visible()
    page.get_by_role("link", name="Waktu pelayanan").click()
    expect(page.locator(".saran-teks")).to_have_text(["Antrean terlalu lama"])
    page.get_by_role("link", name="Tidak menyebut unsur").click()
    expect(page.locator(".saran-teks")).to_have_count(5)
    assert _fits(page)


@pytest.mark.parametrize("username", ["pimpinan_upp", "ketua_tim", "kabag_tatalaksana", "pimpinan"])
def test_who_may_not_write_reads_all_of_it(
    server: AppServer, page_1280: OpenTab, username: str
) -> None:
    page = _open(page_1280(), server, username, "perbandingan", "upp-a")
    expect(page.locator(".lt-lama li")).to_have_count(2)
    expect(page.locator("main [data-uji=bagian] button")).to_have_count(0)
    expect(page.locator(".lt-lama button")).to_have_count(0)
    expect(page.locator("[data-uji=bagian]")).to_contain_text("ditulis oleh operatornya")
    page.get_by_role("link", name="Semua bagian").click()
    expect(page.locator(".lt-daftar li")).to_have_count(18)
    expect(page.get_by_role("link", name="Isi sekarang")).to_have_count(0)


def test_the_province_picks_an_upp_and_a_year(server: AppServer, page_360: OpenTab) -> None:
    page = _open(page_360(), server, "admin_pemprov")
    expect(page.get_by_role("link", name="Kedudukan, Letak Geografis")).to_be_visible()
    page.get_by_text("Pilih UPP", exact=True).click()
    page.locator("#tahunan-upp a").last.click()
    expect(page.get_by_role("link", name="Profil Organisasi")).to_be_visible()
    assert f"tahun={TAHUN}" in page.url
    page.get_by_label("Tahun").select_option("2024")
    expect(page.get_by_text("belum ada data")).to_be_visible()
    expect(page.get_by_text("Belum ada jawaban survei tahun 2024, jadi belum")).to_be_visible()
    assert _fits(page)
    with server.runtime() as rt, rt.reading() as session:
        assert not session.exec(select(IkmLama)).all()


def test_a_form_is_of_the_report_that_the_page_shows(server: AppServer, page_1280: OpenTab) -> None:
    page = _open(page_1280(), server, "admin_pemprov", "latar", "upp-a")
    head, ours = page.locator("dialog[open] h2"), page.locator("main p.keterangan").first
    before = ours.inner_text()
    _write(page)
    expect(head).to_have_text(f"Latar Belakang, {before.replace(', ', ' ')}")
    page.goto(page.url.replace("upp=upp-a", "upp=upp-b"))
    expect(ours).not_to_have_text(before)
    expect(page.locator("dialog[open]")).to_have_count(0)
    _write(page)
    expect(head).to_have_text(f"Latar Belakang, {ours.inner_text().replace(', ', ' ')}")
    page.locator("#isian-teks").fill("Dari provinsi untuk yang kedua.")
    _save(page)
    expect(page.get_by_text(re.compile(r"^Latar Belakang, .+ 2025 disimpan\.$"))).to_be_visible()
    with server.runtime() as rt:
        person = log_in(rt, "admin_pemprov")
        first, second = (load_bagian(rt, person, u, TAHUN, "latar") for u in ("upp-a", "upp-b"))
    assert first.versi_kini == 0
    assert second.tertulis.isi.teks == "Dari provinsi untuk yang kedua."


def test_what_is_not_kept_or_not_whole_is_not_called_saved(
    server: AppServer, page_360: OpenTab
) -> None:
    page = _open(page_360(), server, "admin_upp", "tim")
    _write(page)
    _save(page)
    expect(page.get_by_text("Tidak ada yang berubah.", exact=True)).to_be_visible()
    assert _texts(server, "tim") == []
    _write(page)
    page.locator("[name=b0k1]").fill("Sekretaris Dinas")
    page.locator("[name=b0k2]").fill("Ketua")
    _save(page)
    expect(page.get_by_text("disimpan, tetapi belum lengkap. Baris 1: Nama belum")).to_be_visible()
    part = page.locator("[data-uji=bagian]")
    expect(part.locator(".lt-kata").first).to_contain_text("Belum lengkap. Ditulis admin_upp")
    expect(part.get_by_text("Baris 1: Nama belum diisi.")).to_be_visible()
    assert len(_texts(server, "tim")) == 1
    assert _fits(page)


def test_a_second_download_is_told_beside_the_buttons(
    server: AppServer, page_1280: OpenTab
) -> None:
    tab = page_1280()
    tab.tolerate("503")
    page = _open(tab, server, "admin_upp")
    # Another tab of the same person, whose button knows nothing of what this one waits for.
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("[data-unduh] a").first.wait_for()
    for tab_page in (page, other):
        steps.wait_in_page(tab_page, "window.sekampadiUnduh")
    links, told = page.locator("[data-unduh] a"), page.locator("[data-unduh-kabar]")
    with page.expect_download(timeout=60_000) as saved:
        links.first.click()
        expect(links.first).to_have_text("Menyiapkan berkas …")
        expect(page.locator("[data-unduh] a[aria-disabled=true]")).to_have_count(6)
        # Another file: for the same one the browser waits by itself.
        other.locator("[data-unduh] a").nth(1).click()
        expect(other.locator("[data-unduh-galat]")).to_contain_text("Berkas besar Anda yang lain")
    assert saved.value.suggested_filename.endswith(f" – {TAHUN} – Format keputusan gubernur.docx")
    expect(links.first).to_have_text("Unduh Word")
    expect(told).to_have_text("")
    expect(page.locator("[data-unduh] a[aria-disabled]")).to_have_count(0)
    expect(other.locator("[data-unduh] a[aria-disabled]")).to_have_count(0)
    assert "/admin/tahunan" in other.url
