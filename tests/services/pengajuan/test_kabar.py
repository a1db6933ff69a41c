"""Who is told of a move, who may act for whom, and what a move leaves in the line of time."""

from datetime import date

import pytest
from sqlmodel import col, select

from sekampadi.db.models import Notifikasi, Operator
from sekampadi.db.queries.pengajuan import list_pelaku
from sekampadi.domain.errors import ConflictError, NotFoundError
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.pengajuan.alur import AksiDossier, AksiPengajuan
from sekampadi.services.master.kelola_operator import set_account_active
from sekampadi.services.pengajuan.beku import load_berkas
from sekampadi.services.pengajuan.delegasi import add_delegasi
from sekampadi.services.pengajuan.dossier import load_dossier
from sekampadi.services.pengajuan.dossier_naskah import begin_addendum
from sekampadi.services.pengajuan.tenggat import load_matriks
from tests.conftest import SettableClock
from tests.services.pengajuan.conftest import MASA, Perjalanan
from tests.services.tindak_lanjut.conftest import TRIWULAN

A, D = AksiPengajuan, AksiDossier
SURAT = {"surat_nomor": "000.8/123/ORG", "surat_tanggal": "10-05-2023"}
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def _told(p: Perjalanan, title: str) -> list[tuple[str, str]]:
    with p.rt.reading() as session:
        query = (
            select(Operator.username, Notifikasi.isi)
            .join(Operator, col(Operator.id) == col(Notifikasi.operator_id))
            .where(col(Notifikasi.judul).startswith(title))
            .order_by(col(Operator.username))
        )
        return [tuple(row) for row in session.exec(query)]


def _delegate(p: Perjalanan, username: str, dari: str, sampai: str) -> None:
    isian = {
        **{"peran": "pimpinan_upp", "upp": "upp-a", "username": username, "bentuk": "plh"},
        **{"dari": dari, "sampai": sampai, "dasar": "800/1/2023"},
    }
    add_delegasi(p.rt, p.who(Role.ADMIN_PEMPROV), isian)


def test_the_note_is_told_and_nobody_of_what_he_did_himself(perjalanan: Perjalanan) -> None:
    p = perjalanan
    admin = p.who(Role.ADMIN_UPP).username
    p.to(A.KIRIM_HASIL, A.KEMBALIKAN_HASIL)
    assert _told(p, "Hasil dikembalikan") == [(admin, "Mohon diperbaiki.")]
    _delegate(p, admin, "15-05-2023", "15-05-2023")
    p.to(A.KIRIM_HASIL)
    pimpinan = p.who(Role.PIMPINAN_UPP).username
    # The Admin acts for the Pimpinan today, too, and knows what he has just done.
    found = _told(p, "Hasil menunggu Pimpinan UPP")
    assert [who for who, _ in found] == [pimpinan, pimpinan]


def test_the_pimpinan_is_told_of_a_closed_dossier_and_has_its_files_then(
    perjalanan: Perjalanan,
) -> None:
    p, pimpinan = perjalanan, perjalanan.who(Role.PIMPINAN)

    def readable(person: Principal) -> bool:
        (files,) = load_dossier(p.rt, p.who(Role.KABAG_TATALAKSANA), TRIWULAN).berkas.values()
        try:
            return all(load_berkas(p.rt, person, f.kunci).path.is_file() for f in files)
        except NotFoundError:
            return False

    p.dossier(Role.ADMIN_PEMPROV, D.SERAHKAN)
    p.dossier(Role.KETUA_TIM, D.SAMPAIKAN)
    assert readable(p.who(Role.ADMIN_PEMPROV))
    assert not readable(pimpinan)
    assert not readable(p.who(Role.ADMIN_UPP))
    p.dossier(Role.KABAG_TATALAKSANA, D.TUTUP, SURAT)
    assert readable(pimpinan)
    assert not readable(p.who(Role.ADMIN_UPP))
    assert _told(p, "Ditutup") == [(pimpinan.username, "Berkas BERKAS/TW-I/2023")]


def test_what_is_gathered_anew_is_no_paper_of_before(perjalanan: Perjalanan) -> None:
    p = perjalanan
    p.dossier(Role.ADMIN_PEMPROV, D.SERAHKAN)
    p.dossier(Role.KETUA_TIM, D.SAMPAIKAN)
    p.dossier(Role.KETUA_TIM, D.TARIK)
    p.dossier(Role.KETUA_TIM, D.KEMBALIKAN_HIMPUN, {"catatan": "Masih ada yang kurang."})
    p.dossier(Role.ADMIN_PEMPROV, D.SERAHKAN)
    langkah = load_dossier(p.rt, p.who(Role.KETUA_TIM), TRIWULAN).langkah
    assert [s.beku_id is not None for s in langkah] == [False, True, True, True, False]


def test_a_day_has_one_who_acts(perjalanan: Perjalanan, clock: SettableClock) -> None:
    p, admin = perjalanan, perjalanan.who(Role.ADMIN_UPP).username
    _delegate(p, admin, "20-05-2023", "25-05-2023")
    for dari, sampai in (("25-05-2023", "30-05-2023"), ("15-05-2023", "20-05-2023")):
        with pytest.raises(ConflictError) as caught:
            _delegate(p, admin, dari, sampai)
        assert caught.value.code == "delegasi.bentrok"
    _delegate(p, admin, "26-05-2023", "30-05-2023")
    _delegate(p, admin, "15-05-2023", "19-05-2023")


def test_who_may_act_on_which_day(perjalanan: Perjalanan) -> None:
    p, person = perjalanan, perjalanan.who(Role.ADMIN_UPP)
    _delegate(p, person.username, "20-05-2023", "25-05-2023")

    def acts(day: int) -> bool:
        with p.rt.reading() as session:
            upp_id = p.cast.upp["upp-a"]
            found = list_pelaku(session, Role.PIMPINAN_UPP, upp_id, date(2023, 5, day))
            assert p.who(Role.PIMPINAN_UPP).operator_id in found
            return person.operator_id in found

    assert [acts(day) for day in (19, 20, 25, 26)] == [False, True, True, False]
    assert person.operator_id is not None
    set_account_active(p.rt, p.who(Role.ADMIN_PEMPROV), person.operator_id, active=False)
    assert not acts(22)


def test_the_first_time_counts_however_often_it_came_back(
    perjalanan: Perjalanan, clock: SettableClock
) -> None:
    p = perjalanan
    clock.set_local(date(2023, 4, 5), 9)
    p.to(A.KIRIM_HASIL, A.TERIMA_HASIL, A.AJUKAN, A.SETUJUI)
    first = p.rt.now()
    clock.set_local(date(2023, 5, 2), 9)
    p.to(A.KEMBALIKAN, A.AJUKAN, A.SETUJUI)
    matriks = load_matriks(p.rt, p.who(Role.ADMIN_PEMPROV))
    (sel,) = (s for b in matriks.baris if b.upp.kode == "upp-a" for s in b.sel if s.masa == MASA)
    assert (sel.disampaikan_pada, sel.lewat) == (first, False)


def test_what_an_addendum_has_renewed_waits_no_more(perjalanan: Perjalanan) -> None:
    p, provinsi = perjalanan, perjalanan.who(Role.ADMIN_PEMPROV)

    def close(urut: int) -> None:
        p.dossier(Role.ADMIN_PEMPROV, D.SERAHKAN, urut=urut)
        p.dossier(Role.KETUA_TIM, D.SAMPAIKAN, urut=urut)
        surat = SURAT | {"surat_nomor": f"000.8/{urut}"}
        p.dossier(Role.KABAG_TATALAKSANA, D.TUTUP, surat, urut=urut)

    p.to(A.KIRIM_HASIL, A.TERIMA_HASIL, A.AJUKAN, A.SETUJUI, A.TERIMA)
    close(0)
    p.to(A.BUKA, A.AJUKAN, A.SETUJUI, A.TERIMA)
    assert begin_addendum(p.rt, provinsi, TRIWULAN) == 1
    close(1)
    assert not load_dossier(p.rt, provinsi, TRIWULAN).boleh_addendum
    with pytest.raises(ConflictError) as caught:
        begin_addendum(p.rt, provinsi, TRIWULAN)
    assert caught.value.code == "dossier.tanpa_susulan"
