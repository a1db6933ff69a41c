"""The papers of an UPP on both databases: along the SOP, sent back once, accepted, never skipped."""

import pytest
from sqlmodel import select

from sekampadi.db.models import Beku, LangkahAlur, Notifikasi
from sekampadi.domain.errors import ConflictError, DomainError, FieldErrors, ForbiddenError
from sekampadi.domain.izin import Role
from sekampadi.domain.pengajuan.alur import (
    AksiDossier,
    AksiPengajuan,
    StatusDossier,
    StatusPengajuan,
)
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.services.pengajuan.beku import is_whole, load_berkas
from sekampadi.services.pengajuan.dossier import load_dossier
from sekampadi.services.pengajuan.dossier_naskah import begin_addendum
from sekampadi.services.pengajuan.gerak import Serahan, move, prepare
from sekampadi.services.pengajuan.pengajuan import load_pengajuan
from tests.services.pengajuan.conftest import MASA, Perjalanan
from tests.services.tindak_lanjut.conftest import TRIWULAN

A, D = AksiPengajuan, AksiDossier
SURAT = {"surat_nomor": "000.8/123/ORG", "surat_tanggal": "10-05-2023"}


def test_the_whole_way(perjalanan: Perjalanan) -> None:
    p = perjalanan
    assert p.halaman().status is StatusPengajuan.BELUM
    p.to(A.KIRIM_HASIL, A.TERIMA_HASIL, A.AJUKAN, A.KEMBALIKAN_TL, A.AJUKAN, A.SETUJUI)
    assert p.halaman().giliran is Role.ADMIN_PEMPROV
    p.to(A.TERIMA)
    halaman = p.halaman()
    assert (halaman.status, halaman.versi) == (StatusPengajuan.DITERIMA, 7)
    assert [s.aksi for s in halaman.langkah] == [
        *("kirim_hasil", "terima_hasil", "ajukan", "kembalikan_tl", "ajukan", "setujui", "terima")
    ]
    assert halaman.langkah[3].catatan == "Mohon diperbaiki."
    # What was approved and accepted is what was handed in the second time.
    assert len({s.beku_id for s in halaman.langkah[4:]}) == 1
    with p.rt.reading() as session:
        frozen = session.exec(select(Beku)).all()
        assert all(is_whole(session, p.rt, row.id or 0) for row in frozen)
        assert frozen[0].isi["lembar"]["nomor"] == "0001/UPP-A/TW-I/2023"
        assert frozen[-1].isi["rtl"]["baris"][0]["kegiatan"][0]["nama"] == "Menambah satu loket"


def test_what_is_not_in_the_table_does_not_happen(perjalanan: Perjalanan) -> None:
    p = perjalanan
    with pytest.raises(ConflictError) as early:
        p.go(Role.PIMPINAN_UPP, A.SETUJUI)
    assert early.value.code == "alur.bukan_saatnya"
    with pytest.raises(ForbiddenError) as stranger:
        p.go(Role.ADMIN_PEMPROV, A.KIRIM_HASIL)
    assert stranger.value.code == "alur.bukan_peran"
    p.to(A.KIRIM_HASIL)
    with pytest.raises(FieldErrors) as silent:
        p.go(Role.PIMPINAN_UPP, A.KEMBALIKAN_HASIL, "")
    assert silent.value.code == "catatan.missing"
    with pytest.raises(DomainError) as unknown:
        move(p.rt, p.who(Role.ADMIN_UPP), "upp-a", MASA, "hapus", versi=1)
    assert unknown.value.code == "alur.unknown"
    assert p.halaman().versi == 1


def test_without_its_papers_nothing_is_handed_in(perjalanan: Perjalanan) -> None:
    p, admin = perjalanan, perjalanan.who(Role.ADMIN_UPP)
    bahan = prepare(p.rt, admin, "upp-a", MASA, A.KIRIM_HASIL)
    for serahan, code in (
        (Serahan({}, bahan), "berkas.kurang"),
        (Serahan({}), "pengajuan.isi_berubah"),
    ):
        with pytest.raises(DomainError) as caught:
            move(p.rt, admin, "upp-a", MASA, A.KIRIM_HASIL, versi=0, serahan=serahan)
        assert caught.value.code == code
    with p.rt.reading() as session:
        assert not session.exec(select(LangkahAlur)).all()
        assert not session.exec(select(Beku)).all()


def test_who_was_slower_is_told(perjalanan: Perjalanan) -> None:
    p = perjalanan
    p.to(A.KIRIM_HASIL)
    p.go(Role.PIMPINAN_UPP, A.TERIMA_HASIL)
    with pytest.raises(ConflictError) as caught:
        p.go(Role.ADMIN_UPP, A.TARIK, versi=1)
    assert caught.value.code == "pengajuan.berubah"
    assert "Terima hasil" in caught.value.message


def test_the_next_in_turn_is_told(perjalanan: Perjalanan) -> None:
    p = perjalanan
    p.to(A.KIRIM_HASIL)
    with p.rt.reading() as session:
        told = [
            (n.operator_id, n.tautan)
            for n in session.exec(select(Notifikasi).where(Notifikasi.jenis == "pengajuan"))
        ]
    page = "/admin/pengajuan/rinci?upp=upp-a&masa=2023-1"
    assert told == [(p.who(Role.PIMPINAN_UPP).operator_id, page)]


def test_a_period_that_is_not_over_or_was_before(perjalanan: Perjalanan) -> None:
    p = perjalanan
    for masa, code in (
        (MasaLapor(2023, 2), "masa.belum_berakhir"),
        (MasaLapor(2023, 0), "masa.belum_berakhir"),
        (MasaLapor(2022, 4), "masa.sebelum_mulai"),
    ):
        with pytest.raises(DomainError) as caught:
            load_pengajuan(p.rt, p.who(Role.ADMIN_UPP), "upp-a", masa)
        assert caught.value.code == code


def test_the_dossier_is_closed_and_who_comes_late_is_added(perjalanan: Perjalanan) -> None:
    p = perjalanan
    assert p.dossier(Role.ADMIN_PEMPROV, D.SERAHKAN) is StatusDossier.DISUSUN
    p.dossier(Role.KETUA_TIM, D.SAMPAIKAN)
    p.dossier(Role.KABAG_TATALAKSANA, D.KEMBALIKAN_SUSUN, {"catatan": "Tambahkan simpulan."})
    p.dossier(Role.KETUA_TIM, D.SAMPAIKAN)
    assert p.dossier(Role.KABAG_TATALAKSANA, D.TUTUP, SURAT) is StatusDossier.DITUTUP
    closed = load_dossier(p.rt, p.who(Role.PIMPINAN), TRIWULAN)
    assert closed.dossier is not None
    assert closed.dossier.surat_nomor == "000.8/123/ORG"
    assert not any(line.termuat for line in closed.baris)
    with pytest.raises(ConflictError) as none:
        begin_addendum(p.rt, p.who(Role.ADMIN_PEMPROV), TRIWULAN)
    assert none.value.code == "dossier.tanpa_susulan"
    p.to(A.KIRIM_HASIL, A.TERIMA_HASIL, A.AJUKAN, A.SETUJUI, A.TERIMA)
    assert begin_addendum(p.rt, p.who(Role.ADMIN_PEMPROV), TRIWULAN) == 1
    p.dossier(Role.ADMIN_PEMPROV, D.SERAHKAN, urut=1)
    p.dossier(Role.KETUA_TIM, D.SAMPAIKAN, urut=1)
    with pytest.raises(FieldErrors) as taken:
        p.dossier(Role.KABAG_TATALAKSANA, D.TUTUP, SURAT, urut=1)
    assert taken.value.code == "surat_nomor.taken"
    susulan = SURAT | {"surat_nomor": "000.8/124/ORG"}
    p.dossier(Role.KABAG_TATALAKSANA, D.TUTUP, susulan, urut=1)
    late = load_dossier(p.rt, p.who(Role.PIMPINAN), TRIWULAN, 1)
    assert late.dossier is not None
    assert late.dossier.nomor == "BERKAS/TW-I/2023/ADD-1"
    assert [line.upp.kode for line in late.baris if line.termuat] == ["upp-a"]
    kunci = late.berkas[late.dossier.beku_id or 0][0].kunci
    assert load_berkas(p.rt, p.who(Role.PIMPINAN), kunci).nama == "rekap.pdf"
