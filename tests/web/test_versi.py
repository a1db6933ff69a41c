"""Who saves second, without a browser: what his form shows then, and each way out of it."""

from collections.abc import Iterator
from inspect import isawaitable
from typing import Any

import pytest
from reflex.state import BaseState

from sekampadi.domain.izin import Role
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.services.master import upp
from sekampadi.services.notifikasi.notifikasi import save_saluran
from sekampadi.services.pengajuan.sejak import save_sejak
from sekampadi.services.pengajuan.tenggat import move_tenggat
from sekampadi.services.sistem import pengaturan
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.web.context import set_principal, use_runtime
from sekampadi.web.master.upp.state import UppState
from sekampadi.web.notifikasi.state import AturanState, NotifikasiState
from sekampadi.web.pengajuan.jadwal.state import JadwalState
from sekampadi.web.sistem.pengaturan.state import AMBANG, IDENTITAS, PengaturanState
from tests.factories import Cast

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
USED = "Yang tersimpan dipakai. Isian Anda dibuang."


@pytest.fixture(autouse=True)
def process(rt: Runtime) -> Iterator[None]:
    """Make the runtime that of the process, as the composition root does."""
    use_runtime(rt)
    yield
    set_principal(None)


async def run(page: BaseState, handler: str, *args: object) -> None:
    """Handle an event as the framework does, without the guard."""
    found = type(page).event_handlers[handler].fn(page, *args)
    if isawaitable(found):
        await found


def tab(kind: type[BaseState]) -> Any:
    """Open a tab of nobody's."""
    return kind(_reflex_internal_init=True)


def _lines(page: Any) -> list[tuple[str, str, str]]:
    return [(b.judul, b.tersimpan, b.anda) for b in page.beda]


async def _second(rt: Runtime, cast: Cast) -> tuple[Any, dict[str, str]]:
    """Let two open the form of an UPP, and the other one save first."""
    admin, number = cast.people[Role.ADMIN_PEMPROV], cast.upp["upt-c1"]
    set_principal(admin)
    page = tab(UppState)
    await run(page, "muat")
    await run(page, "buka_ubah", str(number))
    typed = {"nama": "UPT Benih", "jenis": "UPT", "induk": "upp-c"}
    upp.update_upp(rt, admin, number, {"nama": "UPT Bibit", "jenis": "UPT", "induk": "upp-a"})
    await run(page, "simpan", typed)
    return page, typed


async def test_both_are_shown_field_by_field_and_what_is_typed_stays(
    rt: Runtime, cast: Cast
) -> None:
    page, typed = await _second(rt, cast)
    assert page.form == "ubah"
    # The induk is told by its name, though its field holds a kode.
    assert _lines(page) == [("Nama UPP", "UPT Bibit", "UPT Benih"), ("UPP induk", "UPP-A", "UPP-C")]
    assert [(b.catatan, b.nilai, b.diisi) for b in page.beda] == [
        ("", "UPT Bibit", True),
        ("Tidak Anda ubah.", "upp-a", True),
    ]
    assert "admin_pemprov" in page.beda_oleh
    assert (page.berita, page.gagal, page.galat_tindakan) == ("", "", "")
    # The table behind it shows what is stored.
    assert "UPT Bibit" in {b.sel["nama"] for b in page.baris}
    await run(page, "simpan", typed)
    assert (page.form, page.beda, page.berita) == ("", [], "Perubahan disimpan.")
    row, induk = upp.load_upp(rt, cast.people[Role.ADMIN_PEMPROV], cast.upp["upt-c1"])
    assert (row.nama, induk) == ("UPT Benih", "upp-c")


async def test_what_is_stored_may_stand(rt: Runtime, cast: Cast) -> None:
    page, _ = await _second(rt, cast)
    await run(page, "pakai_tersimpan")
    assert (page.form, page.beda, page.berita) == ("", [], USED)
    row, _ = upp.load_upp(rt, cast.people[Role.ADMIN_PEMPROV], cast.upp["upt-c1"])
    assert row.nama == "UPT Bibit"
    await run(page, "pakai_tersimpan")  # a second click finds nothing to decide


async def test_a_third_who_comes_between_is_shown_again(rt: Runtime, cast: Cast) -> None:
    page, typed = await _second(rt, cast)
    admin, number = cast.people[Role.ADMIN_PEMPROV], cast.upp["upt-c1"]
    upp.set_upp_active(rt, admin, number, False)
    await run(page, "simpan", typed)
    assert ("Status", "Tidak aktif", "Aktif") in _lines(page)
    assert next(b for b in page.beda if b.nama == "status").diisi is False
    await run(page, "simpan", typed)
    assert page.berita == "Perubahan disimpan."


async def test_what_was_typed_for_a_row_that_is_gone_can_still_be_copied(
    rt: Runtime, cast: Cast
) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    set_principal(admin)
    row = upp.create_upp(rt, admin, {"nama": "Dinas Perikanan", "jenis": "Dinas"})
    page = tab(UppState)
    await run(page, "muat")
    await run(page, "buka_ubah", str(row.id))
    upp.delete_upp(rt, admin, row.id)
    await run(page, "simpan", {"nama": "Dinas Laut", "jenis": "Dinas"})
    assert page.form == "ubah"
    assert page.galat_tindakan.startswith("Belum disimpan: data ini sudah tidak ada.")
    assert str(row.id) not in {line.id for line in page.baris}


async def test_of_two_forms_of_a_page_only_that_which_was_changed_asks(
    rt: Runtime, cast: Cast
) -> None:
    person = cast.people[Role.PENGELOLA_SISTEM]
    set_principal(person)
    page = tab(PengaturanState)
    await run(page, "muat")
    found = pengaturan.load_pengaturan(rt, person)
    identitas = pengaturan.isian_identitas(found.identitas)
    ambang = pengaturan.isian_ambang(found.ambang)
    pengaturan.save_ambang(rt, person, ambang | {"ulang_kali": "7"})
    await run(page, "simpan_identitas", identitas | {"pengelola": "Bagian Organisasi"})
    assert page.beda == []
    await run(page, "simpan_ambang", ambang | {"ulang_kali": "9"})
    assert page.beda_untuk == AMBANG
    assert _lines(page) == [("Banyak saran yang sama", "7", "9")]
    await run(page, "pakai_tersimpan")
    assert (page.beda, page.isian["ulang_kali"], page.berita) == ([], "7", USED)
    # It is what was stored by this page that the next save is held against.
    await run(page, "simpan_identitas", identitas | {"pengelola": "Biro"})
    await run(page, "simpan_identitas", identitas | {"pengelola": "Biro Organisasi"})
    assert page.beda == []
    pengaturan.save_identitas(rt, person, identitas | {"pengelola": "Lain"})
    await run(page, "simpan_identitas", identitas | {"pengelola": "Biro"})
    assert (page.beda_untuk, _lines(page)) == (IDENTITAS, [("Pengelola", "Lain", "Biro")])


async def test_a_method_that_somebody_has_just_set_is_told(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    set_principal(admin)
    page, other = tab(PengaturanState), tab(PengaturanState)
    for one in (page, other):
        await run(one, "muat")
    day = {"berlaku_dari": "01-06-2023"}
    await run(other, "simpan_metode", day | {"metode": "permen"})
    await run(page, "simpan_metode", day | {"metode": "sekampadi"})
    assert page.galat_tindakan.startswith("Belum disimpan: metode mulai 1 Juni 2023 baru saja")
    assert "2023-06-01" in {m.kunci for m in page.daftar_metode}
    await run(page, "simpan_metode", day | {"metode": "sekampadi"})
    assert (page.galat_tindakan, page.berita) == ("", "Metode bobot disimpan.")


async def test_a_deadline_that_somebody_has_just_moved_is_told(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    save_sejak(rt, admin, "2022-4")
    set_principal(admin)
    page = tab(JadwalState)
    await run(page, "muat")
    await run(page, "buka_geser")
    masa = MasaLapor.parse(page.form_id)
    assert masa is not None
    alasan = {"alasan": "Libur bersama"}
    typed = {"upp": "upp-b", "tanggal": "29-12-2023"} | alasan
    move_tenggat(rt, admin, masa, "upp-b", typed | {"tanggal": "28-12-2023"})
    await run(page, "geser", typed)
    assert "28 Desember 2023" in page.galat_tindakan
    assert page.form == "geser"
    await run(page, "geser", typed)
    assert page.form == ""


async def test_two_tabs_of_one_person_are_two(rt: Runtime, cast: Cast) -> None:
    set_principal(cast.people[Role.ADMIN_UPP])
    first, second = tab(AturanState), tab(AturanState)
    await run(first, "muat")
    await run(first, "buka_tambah", "kata")
    cakupan = first.pilihan[0].kunci
    await run(first, "simpan", {"cakupan": cakupan, "kata": "pungli"})
    for one in (first, second):
        await run(one, "muat")
        [row] = one.aturan
        await run(one, "buka_ubah", row.id)
    await run(first, "simpan", {"cakupan": cakupan, "kata": "calo", "lewat_email": "on"})
    assert first.form == ""
    await run(second, "simpan", {"cakupan": cakupan, "kata": "antre"})
    assert "Anda di tab lain" in second.beda_oleh
    assert _lines(second) == [
        ("Kata yang dicari", "calo", "antre"),
        ("Lewat e-mail", "ya", "tidak"),
    ]


async def test_an_address_saved_in_another_tab_is_shown(rt: Runtime, cast: Cast) -> None:
    set_principal(cast.people[Role.ADMIN_UPP])
    page = tab(NotifikasiState)
    await run(page, "masuk")
    other_form = {"email": "satu@contoh.go.id", "webhook": ""}
    save_saluran(rt, cast.people[Role.ADMIN_UPP], other_form)
    await run(page, "simpan_saluran", {"email": "dua@contoh.go.id", "webhook": ""})
    assert _lines(page) == [("Alamat e-mail", "satu@contoh.go.id", "dua@contoh.go.id")]
    await run(page, "pakai_tersimpan")
    assert page.isian["email"] == "satu@contoh.go.id"
