"""What the page of a pengajuan says: whose turn it is, what is missing, how the deadline was kept."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import col, update

from sekampadi.db.models import Operator, Sumber
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.pengajuan.alur import AksiDossier, AksiPengajuan
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.services.master.kelola_operator import create_account
from sekampadi.services.pengajuan.beku import load_berkas
from sekampadi.services.pengajuan.delegasi import add_delegasi
from sekampadi.services.pengajuan.dossier import load_dossier
from sekampadi.services.pengajuan.gerak import Serahan, move, prepare
from sekampadi.services.pengajuan.isi import papers_of
from sekampadi.services.pengajuan.pekppp.pekppp import load_daftar_pekppp, load_pekppp
from sekampadi.services.pengajuan.pengajuan import load_diserahkan, load_pengajuan
from sekampadi.web.pengajuan.dossier.tampilan import DossierTampil, show_dossier, tell_missing
from sekampadi.web.pengajuan.pekppp.tampilan import show_daftar, show_lembar
from sekampadi.web.pengajuan.rinci.tampilan import RinciTampil, show_rinci
from tests.conftest import SettableClock
from tests.factories import submit
from tests.services.pengajuan.conftest import (  # noqa: F401
    MASA,
    Perjalanan,
    papers,
    perjalanan,
    write_tahunan,
)
from tests.services.tindak_lanjut.conftest import (  # noqa: F401
    TRIWULAN,
    answer,
    content,
    panggung,
    terbit,
)

A = AksiPengajuan
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def _shown(
    p: Perjalanan, person: Principal, upp: str = "upp-a", masa: MasaLapor = MASA
) -> RinciTampil:
    page = load_pengajuan(p.rt, person, upp, masa)
    given = load_diserahkan(p.rt, person, upp, masa)
    return show_rinci(page, given, p.rt.now(), rtl_boleh=True)


@pytest.fixture
def p(perjalanan: Perjalanan, clock: SettableClock) -> Perjalanan:  # noqa: F811
    clock.set_local(date(2023, 4, 4))
    return perjalanan


def test_the_way_on_comes_first_and_is_the_main_one(p: Perjalanan) -> None:
    p.to(A.KIRIM_HASIL)
    mine = _shown(p, p.who(Role.PIMPINAN_UPP))
    assert [(b.aksi, b.utama) for b in mine.tombol] == [
        *(("terima_hasil", True), ("kembalikan_hasil", False))
    ]
    assert mine.giliran == "Sekarang giliran Anda sebagai Pimpinan UPP."
    assert not _shown(p, p.who(Role.PIMPINAN)).tombol


def test_a_turn_that_nobody_can_take_is_said(p: Perjalanan) -> None:
    bahan = prepare(p.rt, p.cast.admin_b, "upp-b", MASA, A.KIRIM_HASIL)
    assert "Belum ada lembar IKM" in _shown(p, p.cast.admin_b, "upp-b").peringatan
    serahan = Serahan(
        {"catatan": "Tidak ada layanan."}, bahan, papers(sorted(papers_of(bahan.isi)))
    )
    move(p.rt, p.cast.admin_b, "upp-b", MASA, A.KIRIM_HASIL, versi=0, serahan=serahan)
    words = "Belum ada akun yang dapat bertindak sebagai Pimpinan UPP."
    assert words in _shown(p, p.cast.admin_b, "upp-b").peringatan
    isian = {
        **{"peran": "pimpinan_upp", "upp": "upp-b", "username": "admin-b", "bentuk": "plt"},
        **{"dari": "01-04-2023", "sampai": "30-04-2023", "dasar": "800/1"},
    }
    add_delegasi(p.rt, p.who(Role.ADMIN_PEMPROV), isian)
    assert words not in _shown(p, p.cast.admin_b, "upp-b").peringatan


def test_an_upt_without_an_account_is_told_who_makes_it(p: Perjalanan) -> None:
    with p.rt.writing() as session:
        session.execute(
            update(Operator)
            .where(col(Operator.id) == p.cast.admin_upt.operator_id)
            .values(aktif=False)
        )
    mine = _shown(p, p.cast.admin_c, "upt-c1").peringatan
    assert mine.startswith("UPT-C1 belum punya akun Operator OPD sendiri. Induknya, UPP-C, dapat")
    assert mine.endswith("di menu Operator: hak akses Operator OPD, UPP UPT-C1.")
    assert not _shown(p, p.cast.admin_c, "upt-c1").tombol
    # It is so: who is told to make the account can, and its owner hands in.
    made = {"username": "operator.upt", "role": "admin_upp", "upp": "upt-c1"}
    read = _shown(p, p.who(Role.KETUA_TIM), "upt-c1").peringatan
    assert read.endswith("Akunnya dibuat oleh Operator OPD UPP-C atau Admin Pemprov.")
    create_account(p.rt, p.cast.admin_c, made)
    assert "akun" not in _shown(p, p.cast.admin_c, "upt-c1").peringatan


def test_the_plan_that_is_missing_is_said_in_time(p: Perjalanan) -> None:
    p.to(A.KIRIM_HASIL, A.TERIMA_HASIL)
    assert _shown(p, p.who(Role.ADMIN_UPP)).peringatan == ""
    assert ("RTL", "1 kegiatan, belum diajukan") in {
        (b.judul, b.isi) for b in _shown(p, p.who(Role.ADMIN_UPP)).butir
    }


@pytest.mark.parametrize(
    ("day", "words", "late"),
    [
        (7, "Paling lambat hari ini", False),
        (5, "Paling lambat 7 April 2023, 2 hari lagi", False),
        (9, "Batasnya 7 April 2023, lewat 2 hari", True),
    ],
)
def test_how_far_the_deadline_is(
    p: Perjalanan, clock: SettableClock, day: int, words: str, late: bool
) -> None:
    clock.set_local(date(2023, 4, day))
    shown = _shown(p, p.who(Role.ADMIN_UPP))
    assert (shown.tenggat, shown.lewat) == (words, late)


@pytest.mark.parametrize(("day", "late"), [(7, False), (8, True)])
def test_how_the_deadline_was_kept(
    p: Perjalanan, clock: SettableClock, day: int, late: bool
) -> None:
    p.to(A.KIRIM_HASIL, A.TERIMA_HASIL, A.AJUKAN)
    clock.set_local(date(2023, 4, day), 23, 59)
    p.to(A.SETUJUI)
    clock.set_local(date(2023, 5, 1))
    shown = _shown(p, p.who(Role.ADMIN_PEMPROV))
    assert shown.lewat == late
    assert shown.tenggat.startswith(f"Disampaikan {day} April 2023, ")
    assert ("lewat 1 hari dari batas" in shown.tenggat) == late
    row_4, row_5 = shown.sop[3], shown.sop[4]
    assert (row_4.kini, row_5.kini) == (False, True)
    assert row_4.berlalu == f"{day - 4} hari 13 jam"
    assert row_5.berlalu.endswith("masih berjalan")


def test_paper_makes_it_the_hybrid_sop(p: Perjalanan) -> None:
    assert _shown(p, p.who(Role.ADMIN_UPP)).sop[1].waktu == "5 menit"
    submit(p.rt, "layanan-a1", sumber=Sumber.KERTAS, day=date(2023, 2, 3))
    shown = _shown(p, p.who(Role.ADMIN_UPP))
    assert shown.sop[2].waktu == "2 menit per lembar"
    told = {b.judul: b.isi for b in shown.butir}
    assert told["Jawaban"] == "9 (8 daring, 1 kertas)"
    assert told["Lembar kertas"] == "dibagikan belum dicatat, kembali belum dicatat, diketik 1"


def test_a_year_has_its_plans_and_no_sop(p: Perjalanan, clock: SettableClock) -> None:
    clock.set_local(date(2024, 1, 15))
    shown = _shown(p, p.who(Role.ADMIN_UPP), masa=MasaLapor(2023, 0))
    assert (shown.masa, shown.sop, shown.rtl) == ("Tahun 2023", [], "")
    assert [b.judul for b in shown.butir] == ["Laporan SKM Tahunan", "RTL triwulan I", "1.1"]
    # Seven answers with U1 1 2 3 4 1 2 3, U3 2, all else 3; one with U3 1.
    assert "8 responden" in shown.butir[0].isi
    lacking = "Penanda Tangan, Profil Organisasi dan Sumber Daya Aparatur, Tim SKM"
    assert shown.butir[0].isi.endswith(f"; belum lengkap: {lacking}")
    assert shown.tahunan == "/admin/tahunan?upp=upp-a&tahun=2023"
    assert shown.tenggat == "Batasnya 14 Januari 2024, lewat 1 hari"
    assert [b.kata for b in shown.tombol] == ["Ajukan ke Pimpinan UPP"]
    assert shown.peringatan.startswith(f"Laporan tahunan belum lengkap: {lacking}. ")
    write_tahunan(p.rt, p.who(Role.ADMIN_UPP))
    shown = _shown(p, p.who(Role.ADMIN_UPP), masa=MasaLapor(2023, 0))
    assert shown.peringatan == ""
    assert shown.butir[0].isi.endswith("8 responden")
    # What never had an answer has a word to give instead.
    shown = _shown(p, p.cast.admin_b, "upp-b", MasaLapor(2023, 0))
    assert shown.peringatan.startswith("Tidak ada jawaban pada tahun ini.")
    assert [b.isi for b in shown.butir] == ["tidak ada jawaban pada tahun ini"]


def test_why_it_came_back_stands_at_the_top_until_it_goes_on(p: Perjalanan) -> None:
    p.to(A.KIRIM_HASIL)
    assert _shown(p, p.who(Role.ADMIN_UPP)).alasan == ""
    p.to(A.KEMBALIKAN_HASIL)
    assert _shown(p, p.who(Role.ADMIN_UPP)).alasan == "Catatan Pimpinan UPP: Mohon diperbaiki."
    p.to(A.KIRIM_HASIL)
    assert _shown(p, p.who(Role.ADMIN_UPP)).alasan == ""


def test_a_dossier_says_why_it_came_back_and_what_becomes_of_who_is_late(p: Perjalanan) -> None:
    def shown() -> DossierTampil:
        return show_dossier(load_dossier(p.rt, p.who(Role.KETUA_TIM), TRIWULAN, 0), "semua")

    assert shown().menyusul.endswith("masih dimuat.")
    p.to(A.KIRIM_HASIL, A.TERIMA_HASIL, A.AJUKAN, A.SETUJUI, A.TERIMA)
    p.dossier(Role.ADMIN_PEMPROV, AksiDossier.SERAHKAN, {"catatan": "Tiga UPP menyusul."})
    assert (shown().alasan, shown().menyusul) == (
        *("", "UPP yang diterima kemudian menjadi addendum."),
    )
    p.dossier(Role.KETUA_TIM, AksiDossier.SAMPAIKAN)
    p.dossier(Role.KETUA_TIM, AksiDossier.TARIK, {"catatan": "Salah tulis."})
    assert shown().alasan == ""
    p.dossier(Role.KETUA_TIM, AksiDossier.SAMPAIKAN)
    p.dossier(Role.KABAG_TATALAKSANA, AksiDossier.KEMBALIKAN_SUSUN, {"catatan": "Tambah simpulan."})
    assert shown().alasan == "Catatan Kabag Tatalaksana: Tambah simpulan."


def test_taking_back_is_never_the_main_one(p: Perjalanan) -> None:
    p.to(A.KIRIM_HASIL)
    assert [(b.aksi, b.utama) for b in _shown(p, p.who(Role.ADMIN_UPP)).tombol] == [
        ("tarik", False)
    ]


def test_how_the_heading_looks_and_what_is_not_measured_here(
    p: Perjalanan, clock: SettableClock
) -> None:
    admin = p.who(Role.ADMIN_UPP)
    clock.set_local(date(2023, 4, 10))
    assert _shown(p, admin).nada == "lewat"
    p.to(A.KIRIM_HASIL, A.KEMBALIKAN_HASIL)
    assert _shown(p, admin).nada == "kembali"
    p.to(A.KIRIM_HASIL, A.TERIMA_HASIL, A.AJUKAN, A.SETUJUI)
    shown = _shown(p, admin)
    assert (shown.lewat, shown.nada) == (True, "jalan")
    assert [row.berlalu for row in shown.sop[:2]] == ["tidak diukur"] * 2
    assert [row.berlalu for row in shown.sop[5:]] == ["diukur pada berkas provinsi"] * 2
    p.to(A.TERIMA)
    assert _shown(p, admin).nada == "selesai"


def test_a_dossier_shows_the_newest_move_first_and_the_way_on_before_the_way_back(
    p: Perjalanan,
) -> None:
    p.to(A.KIRIM_HASIL, A.TERIMA_HASIL, A.AJUKAN, A.SETUJUI, A.TERIMA)
    p.dossier(Role.ADMIN_PEMPROV, AksiDossier.SERAHKAN)
    p.dossier(Role.KETUA_TIM, AksiDossier.SAMPAIKAN)
    page = load_dossier(p.rt, p.who(Role.KABAG_TATALAKSANA), TRIWULAN)
    shown = show_dossier(page, "")
    assert [s.aksi for s in shown.langkah] == [
        *("Sampaikan ke Kabag Tatalaksana", "Serahkan ke Ketua Tim Kerja")
    ]
    assert [(b.aksi, b.utama) for b in shown.tombol] == [
        *(("tutup", True), ("kembalikan_susun", False))
    ]
    assert [s.kunci for s in shown.tahap] == ["lewat", "lewat", "kini", ""]
    for saring, wanted in (("termuat", {"upp-a"}), ("belum", {"upp-b", "upp-c", "upt-c1"})):
        assert {u.kode for u in show_dossier(page, saring).upp} == wanted
    # A question names twelve and counts the rest.
    names = [f"UPP {i}" for i in range(1, 15)]
    assert tell_missing(names[:12]) == f"12 UPP belum termuat: {', '.join(names[:12])}."
    assert tell_missing(names[:13]).endswith("UPP 12, dan 1 UPP lain.")
    assert tell_missing(names).startswith("14 UPP belum termuat: UPP 1, ")
    assert tell_missing([]) == ""


def test_the_ladder_of_an_indicator_and_one_that_is_switched_off(p: Perjalanan) -> None:
    lembar = load_pekppp(p.rt, p.who(Role.ADMIN_PEMPROV), "upp-a", TRIWULAN.tahun)
    shown = show_lembar(lembar, [], unduh=False)
    level = lembar.nilai.penilaian[0].tingkat
    assert [x.keadaan for x in shown.indikator[0].tangga] == [
        *(["lewat"] * level + ["kini"] + [""] * (5 - level))
    ]
    gone = replace(lembar, pilihan=tuple(u for u in lembar.pilihan if u.kode != "upp-a"))
    assert [x.kunci for x in show_lembar(gone, [], unduh=False).pilihan][-1] == "upp-a"


def test_a_heading_sorts_and_once_more_turns_round(p: Perjalanan) -> None:
    daftar = load_daftar_pekppp(p.rt, p.who(Role.ADMIN_PEMPROV), TRIWULAN.tahun)

    def sort(urut: str) -> tuple[list[str], dict[str, str], dict[str, str]]:
        shown = show_daftar(daftar, urut, [])
        ways = {k.judul: k.arah for k in shown.kepala}
        leads = {k.judul: k.alamat.partition("urut=")[2] for k in shown.kepala}
        return [b.nama for b in shown.baris], ways, leads

    names, ways, leads = sort("apa saja")
    assert (names, ways["UPP"], leads["UPP"]) == (sorted(names), "ascending", "-upp")
    assert (ways["Nilai"], leads["Nilai"]) == ("none", "-nilai")
    best, ways, leads = sort("-nilai")
    assert (best[0], ways["Nilai"], leads["Nilai"], leads["UPP"]) == (
        *("UPP-A", "descending", "nilai", "upp"),
    )
    assert sort("nilai")[0][-1] == "UPP-A"


def test_the_frozen_papers_of_a_dossier_are_linked_where_they_were_handed_over(
    p: Perjalanan,
) -> None:
    def shown(role: Role) -> DossierTampil:
        return show_dossier(load_dossier(p.rt, p.who(role), TRIWULAN, 0), "semua")

    p.dossier(Role.ADMIN_PEMPROV, AksiDossier.SERAHKAN)
    assert shown(Role.KETUA_TIM).beku == []
    p.dossier(Role.KETUA_TIM, AksiDossier.SAMPAIKAN)
    p.dossier(Role.KABAG_TATALAKSANA, AksiDossier.KEMBALIKAN_SUSUN, {"catatan": "Tambah simpulan."})
    first = shown(Role.KETUA_TIM)
    # What came back is no paper of the dossier any more, but it was handed over.
    assert first.beku == []
    assert [len(s.berkas) for s in first.langkah] == [0, 2, 0]
    p.dossier(Role.KETUA_TIM, AksiDossier.SAMPAIKAN)
    last = shown(Role.KABAG_TATALAKSANA)
    assert last.beku == last.langkah[0].berkas != last.langkah[2].berkas
    p.dossier(
        *(Role.KABAG_TATALAKSANA, AksiDossier.TUTUP),
        {"surat_nomor": "000.8/1", "surat_tanggal": f"{p.rt.today():%d-%m-%Y}"},
    )
    closed = shown(Role.PIMPINAN)
    assert closed.beku == last.beku
    assert len(closed.beku) == 2
    for row in closed.beku:
        kunci = row.alamat.rsplit("/", 1)[1]
        assert load_berkas(p.rt, p.who(Role.PIMPINAN), kunci).path.is_file()
