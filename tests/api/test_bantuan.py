"""Help where one works: each role reads how its own work on a page is done."""

import io

import pytest
from pypdf import PdfReader

from sekampadi.domain.cara.semua import HALAMAN, JUDUL, SEMUA
from sekampadi.domain.identitas import Letterhead
from sekampadi.domain.izin import Role
from sekampadi.reports.build.panduan import build_panduan
from sekampadi.web.routes import ROUTES
from tests.api.conftest import Client, Login
from tests.factories import Cast

# Pages that explain themselves: one form, or figures to be looked at.
TANPA = {
    *(
        "/admin/akun",
        "/admin/akun/sesi",
        "/admin/pengaturan",
        "/admin/layar",
    ),
    *("/admin/pertanyaan", "/admin/audit", "/admin/undangan", "/admin/webhook"),
}


def test_each_page_helps_somebody_and_only_pages_do() -> None:
    pages = {r.path for r in ROUTES if r.path.startswith("/admin")}
    assert pages >= HALAMAN
    assert pages - HALAMAN == TANPA


@pytest.mark.parametrize("role", list(Role))
def test_nobody_is_helped_on_a_page_that_he_may_not_open(role: Role) -> None:
    allowed = {r.path: r.permission for r in ROUTES}
    for cara in SEMUA:
        if role in cara.peran:
            assert allowed[cara.path] in role.permissions, cara.path


def test_a_cara_is_short_and_for_somebody() -> None:
    for cara in SEMUA:
        assert cara.peran
        assert 1 <= len(cara.langkah) <= 4
        assert all(len(step) < 160 and step.endswith(".") for step in cara.langkah)


async def test_the_piece_is_that_of_the_own_role(login: Login, cast: Cast) -> None:
    admin = await login(cast.people[Role.ADMIN_UPP])
    answer = await admin.get("/bantuan/cara?halaman=/admin/penilaian")
    assert answer.status_code == 200
    assert "Memoderasi jawaban" in answer.text
    assert "SOP langkah 3" in answer.text
    head = await login(cast.people[Role.PIMPINAN_UPP])
    other = await head.get("/bantuan/cara?halaman=/admin/penilaian")
    assert "Memoderasi" not in other.text
    unknown = await head.get("/bantuan/cara?halaman=%3Cscript%3E")
    assert "script" not in unknown.text


async def test_a_stranger_is_sent_to_log_in(client: Client) -> None:
    answer = await client.get("/bantuan/cara?halaman=/admin/penilaian")
    assert answer.status_code in {303, 401}
    assert "Memoderasi" not in answer.text


async def test_the_guide_holds_the_steps_of_the_own_role(login: Login, cast: Cast) -> None:
    head = await login(cast.people[Role.PIMPINAN_UPP])
    answer = await head.get("/unduh/panduan.pdf")
    assert answer.status_code == 200
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    words = " ".join(text.split())
    assert "Panduan SEKAMPADI untuk Pimpinan UPP" in words
    assert "Memeriksa yang disampaikan" in words
    assert "Memoderasi jawaban" not in words


def test_the_guide_names_every_page_once() -> None:
    assert [path for path, _ in JUDUL] == list(dict.fromkeys(path for path, _ in JUDUL))
    assert {path for path, _ in JUDUL} == HALAMAN


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.PETUGAS_LAYANAN])
def test_each_chapter_of_the_guide_has_its_picture(role: Role) -> None:
    for bab in build_panduan(Letterhead(), role).bab:
        assert bab.gambar.startswith(b"\xff\xd8"), (role, bab.alamat)
        assert bab.ukuran[0] == 1000
