"""What the page of an annual report says of handing it in: until when, and that it has been."""

from datetime import date

import pytest

from sekampadi.domain.errors import NotFoundError
from sekampadi.domain.izin import Role
from sekampadi.domain.pengajuan.alur import AksiPengajuan
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.domain.tahunan.keadaan import KeadaanTahun
from sekampadi.services.pengajuan.gerak import Serahan, move, prepare
from sekampadi.services.pengajuan.isi import papers_of
from sekampadi.services.pengajuan.tenggat import move_tenggat
from sekampadi.services.tahunan.bahan import load_bahan
from sekampadi.services.tahunan.keadaan import load_keadaan_tahun
from sekampadi.services.tahunan.naskah import save_draf_tahunan, save_naskah_tahunan
from sekampadi.web.tahunan.serah import SerahTampil, load_serah
from tests.conftest import SettableClock
from tests.services.pengajuan.conftest import (  # noqa: F401
    Perjalanan,
    papers,
    perjalanan,
    write_tahunan,
)
from tests.services.tindak_lanjut.conftest import (  # noqa: F401
    answer,
    content,
    panggung,
    terbit,
)

A = AksiPengajuan
TAHUN = MasaLapor(2023, 0)
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
ALAMAT = "/admin/pengajuan/rinci?upp=upp-a&masa=2023"


@pytest.fixture
def p(perjalanan: Perjalanan, clock: SettableClock) -> Perjalanan:  # noqa: F811
    clock.set_local(date(2024, 1, 5))
    return perjalanan


def _said(p: Perjalanan, role: Role = Role.ADMIN_UPP, upp: str = "upp-a") -> list[SerahTampil]:
    person = p.who(role)
    return load_serah(p.rt, person, load_bahan(p.rt, person, upp, 2023))


def _move(p: Perjalanan, role: Role, aksi: AksiPengajuan, versi: int) -> None:
    bahan, files = None, ()
    if aksi is A.AJUKAN:
        bahan = prepare(p.rt, p.who(role), "upp-a", TAHUN, aksi)
        files = papers(sorted(papers_of(bahan.isi)))
    serahan = Serahan({"catatan": "Mohon diperbaiki."}, bahan, files)
    move(p.rt, p.who(role), "upp-a", TAHUN, aksi, versi=versi, serahan=serahan)


def test_a_whole_report_leads_to_where_it_is_handed_in(p: Perjalanan, clock: SettableClock) -> None:
    assert not _said(p)  # parts are missing, and the page says which
    write_tahunan(p.rt, p.who(Role.ADMIN_UPP))
    link = "Ajukan di Penyampaian, paling lambat 14 Januari 2024 →"
    assert _said(p) == [SerahTampil("Lengkap.", link, ALAMAT)]
    told = "Lengkap. Belum diajukan; batasnya 14 Januari 2024."
    assert _said(p, Role.ADMIN_PEMPROV) == [SerahTampil(told, "Buka Penyampaian →", ALAMAT)]
    assert not _said(p, Role.ADMIN_PEMPROV, "")  # the province's
    isian = {"tanggal": "20-01-2024", "alasan": "Kantor kebanjiran."}
    move_tenggat(p.rt, p.who(Role.ADMIN_PEMPROV), TAHUN, "upp-a", isian)
    assert _said(p)[0].tautan == "Ajukan di Penyampaian, paling lambat 20 Januari 2024 →"
    clock.set_local(date(2024, 1, 21))
    assert _said(p)[0].tautan == "Ajukan di Penyampaian; batasnya 20 Januari 2024, sudah lewat →"


def test_what_was_handed_in_is_said_with_its_day_until_it_comes_back(
    p: Perjalanan, clock: SettableClock
) -> None:
    admin = p.who(Role.ADMIN_UPP)
    write_tahunan(p.rt, admin)
    clock.set_local(date(2024, 1, 8))
    _move(p, Role.ADMIN_UPP, A.AJUKAN, 0)
    clock.set_local(date(2024, 1, 9))
    words = "Sudah disampaikan 8 Januari 2024; perubahan sesudahnya tidak ikut."
    assert _said(p) == [SerahTampil(words, "Menunggu persetujuan Pimpinan UPP →", ALAMAT)]
    part = {"bagian": "profil", "versi": 1}
    save_naskah_tahunan(p.rt, admin, "", 2023, **part, isian={"teks": ""})
    (said,) = _said(p)
    assert said.kata.startswith("Sudah disampaikan 8 Januari 2024. Laporan ini berubah sejak itu")
    _move(p, Role.PIMPINAN_UPP, A.KEMBALIKAN_TL, 1)
    assert not _said(p)  # a part is missing again
    save_naskah_tahunan(p.rt, admin, "", 2023, **part | {"versi": 2}, isian={"teks": "Baru."})
    (said,) = _said(p)
    assert said.kata == "Dikembalikan Pimpinan UPP."
    assert said.tautan == "Ajukan di Penyampaian, paling lambat 14 Januari 2024 →"


def _keadaan(p: Perjalanan, role: Role = Role.ADMIN_UPP, upp: str = "") -> list[str]:
    """Return how far the reports of 2024 down to 2020 are, by hand a letter each."""
    found = load_keadaan_tahun(p.rt, p.who(role), upp, 2023)
    assert list(found) == [2024, 2023, 2022, 2021, 2020]
    return [k.value[0] for k in found.values()]


def test_the_years_say_how_far_their_reports_are(p: Perjalanan) -> None:
    admin = p.who(Role.ADMIN_UPP)
    at = {"bagian": "latar", "versi": 0, "isian": {"teks": "Sebab."}}
    save_draf_tahunan(p.rt, admin, "", 2021, **at)
    assert _keadaan(p) == ["b", "b", "b", "b", "b"], "a draft is not written yet"
    save_naskah_tahunan(p.rt, admin, "", 2022, **at)
    assert _keadaan(p) == ["b", "b", "d", "b", "b"]
    assert load_keadaan_tahun(p.rt, admin, "", 2023)[2022] is KeadaanTahun.DIMULAI
    write_tahunan(p.rt, admin)
    assert _keadaan(p) == ["b", "l", "d", "b", "b"]
    _move(p, Role.ADMIN_UPP, A.AJUKAN, 0)
    assert load_keadaan_tahun(p.rt, admin, "", 2022)[2023] is KeadaanTahun.DISAMPAIKAN
    for role in (Role.PIMPINAN_UPP, Role.ADMIN_PEMPROV, Role.PIMPINAN):
        assert _keadaan(p, role, "upp-a") == ["b", "d", "d", "b", "b"]
    # The province and another UPP have reports of their own.
    assert _keadaan(p, Role.ADMIN_PEMPROV) == ["b", "b", "b", "b", "b"]
    assert _keadaan(p, Role.ADMIN_PEMPROV, "upp-b") == ["b", "b", "b", "b", "b"]
    with pytest.raises(NotFoundError):
        _keadaan(p, Role.ADMIN_UPP, "upp-b")
    _move(p, Role.PIMPINAN_UPP, A.KEMBALIKAN_TL, 1)
    assert _keadaan(p) == ["b", "l", "d", "b", "b"]
