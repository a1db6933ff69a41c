"""The files of a move are those that the pages give out, and leave only to who may see them."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader
from sqlmodel import select

from sekampadi.db.models import Audit, Sumber
from sekampadi.domain.errors import (
    ConflictError,
    DomainError,
    FieldErrors,
    ForbiddenError,
    NotFoundError,
)
from sekampadi.domain.izin import Role
from sekampadi.domain.pengajuan.alur import AksiPengajuan, StatusPengajuan
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.reports.build import penyampaian
from sekampadi.reports.build.penyampaian import order_papers
from sekampadi.services.laporan.pelaksanaan import save_pelaksanaan
from sekampadi.services.pengajuan.beku import BerkasSiap, JenisBerkas, load_berkas
from sekampadi.services.pengajuan.gerak import Serahan, move, prepare
from sekampadi.services.pengajuan.pengajuan import load_diserahkan, load_pengajuan
from sekampadi.services.publikasi.publikasi import withdraw
from sekampadi.services.sistem.simpanan import path_of
from sekampadi.services.tindak_lanjut.kegiatan import add_kegiatan
from sekampadi.services.tindak_lanjut.laporan import load_laporan_tindak_lanjut
from tests.conftest import SettableClock
from tests.factories import submit
from tests.services.pengajuan.conftest import MASA, Perjalanan, papers, write_tahunan
from tests.services.tindak_lanjut.conftest import KEGIATAN, TRIWULAN

A, J = AksiPengajuan, JenisBerkas
NOMOR = "0001/UPP-A/TW-I/2023"
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def _made(p: Perjalanan, aksi: AksiPengajuan, masa: MasaLapor = MASA) -> dict[str, BerkasSiap]:
    admin = p.who(Role.ADMIN_UPP)
    made = order_papers(p.rt, admin, prepare(p.rt, admin, "upp-a", masa, aksi))
    return {one.jenis.value: one for one in made}


def _pdf(berkas: BerkasSiap) -> str:
    pages = PdfReader(io.BytesIO(berkas.isi)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def _lines(berkas: BerkasSiap) -> int:
    sheet = openpyxl.load_workbook(io.BytesIO(berkas.isi)).worksheets[0]
    return sum(isinstance(row[0], int) for row in sheet.iter_rows(values_only=True))


def test_row_3_hands_in_the_sheet_and_two_tables(perjalanan: Perjalanan) -> None:
    made = _made(perjalanan, A.KIRIM_HASIL)
    assert {*made} == {J.LEMBAR, J.RESPONDEN, J.PENILAIAN}
    assert NOMOR in _pdf(made["lembar"])
    assert _lines(made["responden"]) == _lines(made["penilaian"]) == 8
    assert [m.nama for m in made.values()] == [
        *("lembar-ikm-upp-a-2023-1.pdf", "responden-upp-a-2023-1.xlsx"),
        "penilaian-upp-a-2023-1.xlsx",
    ]


def test_row_4_hands_in_the_sheet_and_the_plan(perjalanan: Perjalanan) -> None:
    perjalanan.to(A.KIRIM_HASIL, A.TERIMA_HASIL)
    made = _made(perjalanan, A.AJUKAN)
    assert {*made} == {J.LEMBAR, J.RTL}
    assert NOMOR in _pdf(made["lembar"])
    assert "Menambah satu loket" in _pdf(made["rtl"])


def test_a_year_hands_in_its_report_and_what_came_of_its_plans(
    perjalanan: Perjalanan, clock: SettableClock
) -> None:
    clock.set_local(date(2024, 1, 5))
    write_tahunan(perjalanan.rt, perjalanan.who(Role.ADMIN_UPP))
    made = _made(perjalanan, A.AJUKAN, MasaLapor(2023, 0))
    assert {*made} == {J.TAHUNAN, J.HASIL_TL}
    report = _pdf(made["tahunan"])
    assert "TAHUN 2023" in report
    assert "UPP-A" in report
    assert made["tahunan"].nama == "laporan-tahunan-upp-a-2023.pdf"
    assert "Menambah satu loket" in _pdf(made["hasil_tl"])
    assert made["hasil_tl"].nama == "laporan-tindak-lanjut-upp-a-2023.pdf"


def test_moves_that_hand_nothing_in_have_no_files(perjalanan: Perjalanan) -> None:
    p = perjalanan
    p.to(A.KIRIM_HASIL)
    kepala = p.who(Role.PIMPINAN_UPP)
    assert order_papers(p.rt, kepala, prepare(p.rt, kepala, "upp-a", MASA, A.TERIMA_HASIL)) == ()


def test_what_cannot_be_made_is_said(perjalanan: Perjalanan) -> None:
    p, admin = perjalanan, perjalanan.who(Role.ADMIN_UPP)
    bahan = prepare(p.rt, admin, "upp-a", MASA, A.KIRIM_HASIL)
    gone = replace(bahan, isi={**bahan.isi, "lembar": {**bahan.isi["lembar"], "nomor": "9/X"}})
    with pytest.raises(DomainError) as caught:
        order_papers(p.rt, admin, gone)
    assert caught.value.code == "publikasi.unknown"
    with pytest.raises(DomainError):
        order_papers(p.rt, None, bahan)


def test_the_files_made_are_the_files_given_out(perjalanan: Perjalanan) -> None:
    p, admin = perjalanan, perjalanan.who(Role.ADMIN_UPP)
    bahan = prepare(p.rt, admin, "upp-a", MASA, A.KIRIM_HASIL, versi=0)
    made = order_papers(p.rt, admin, bahan)
    move(p.rt, admin, "upp-a", MASA, A.KIRIM_HASIL, versi=0, serahan=Serahan({}, bahan, made))
    given = load_diserahkan(p.rt, p.who(Role.PIMPINAN_UPP), "upp-a", MASA)
    assert (given.utuh, len(given.sidik), given.berubah) == (True, 64, frozenset())
    assert given.langkah is not None
    assert given.langkah.beku_id is not None
    files = p.halaman().berkas[given.langkah.beku_id]
    for row, one in zip(files, made, strict=True):
        out = load_berkas(p.rt, p.who(Role.PIMPINAN), row.kunci)
        assert (out.path.read_bytes(), out.nama, out.jenis) == (one.isi, one.nama, one.jenis)


def test_who_takes_answers_away_is_written_down(perjalanan: Perjalanan) -> None:
    p = perjalanan
    p.to(A.KIRIM_HASIL)
    (files,) = p.halaman().berkas.values()
    for row in files:
        load_berkas(p.rt, p.who(Role.PIMPINAN_UPP), row.kunci)
        with pytest.raises(NotFoundError):
            load_berkas(p.rt, p.cast.admin_b, row.kunci)
        with pytest.raises(ForbiddenError):
            load_berkas(p.rt, p.who(Role.PETUGAS_LAYANAN), row.kunci)
    with p.rt.reading() as session:
        trail = session.exec(select(Audit).where(Audit.aksi == "ekspor.penyampaian"))
        told = sorted(a.objek for a in trail)
    answers = {f.kunci for f in files if f.jenis in {J.RESPONDEN, J.PENILAIAN}}
    assert told == sorted(f"berkas/{kunci}" for kunci in answers)
    assert len(told) == 2


def test_before_anything_is_handed_in_what_would_be_is_shown(
    perjalanan: Perjalanan,
) -> None:
    p = perjalanan
    submit(p.rt, "layanan-a1", sumber=Sumber.KERTAS, day=date(2023, 2, 3))
    isian = {"dibagikan": "40", "kembali": "31", "pelaksana": "mandiri"}
    save_pelaksanaan(p.rt, p.who(Role.ADMIN_UPP), "upp-a", TRIWULAN, isian)
    given = load_diserahkan(p.rt, p.who(Role.PIMPINAN), "upp-a", MASA)
    assert (given.langkah, given.sidik) == (None, "")
    assert given.isi["lembar"]["nomor"] == NOMOR
    assert given.isi["jawaban"] == {"daring": 8, "kertas": 1}
    assert given.isi["kertas"] == {"dibagikan": 40, "kembali": 31}
    assert given.isi["rtl"]["rencana"] == 1
    p.to(A.KIRIM_HASIL, A.TARIK)
    assert load_diserahkan(p.rt, p.who(Role.PIMPINAN), "upp-a", MASA).langkah is None
    p.to(A.KIRIM_HASIL, A.TERIMA_HASIL, A.AJUKAN, A.TARIK)
    again = load_diserahkan(p.rt, p.who(Role.PIMPINAN), "upp-a", MASA)
    assert again.langkah is not None
    assert again.langkah.aksi == A.KIRIM_HASIL.value


def test_what_has_changed_since_is_told(perjalanan: Perjalanan) -> None:
    p, admin = perjalanan, perjalanan.who(Role.ADMIN_UPP)
    p.to(A.KIRIM_HASIL, A.TERIMA_HASIL, A.AJUKAN)
    assert load_diserahkan(p.rt, admin, "", MASA).berubah == frozenset()
    rencana = p.halaman().rencana
    assert rencana is not None
    add_kegiatan(p.rt, admin, rencana.id, "waktu", KEGIATAN)
    assert load_diserahkan(p.rt, admin, "", MASA).berubah == {"rtl"}
    lembar = p.halaman().lembar
    assert lembar is not None
    withdraw(p.rt, admin, publikasi_id=lembar.id, alasan="Salah periode.")
    assert load_diserahkan(p.rt, admin, "", MASA).berubah == {"rtl", "lembar"}


def test_a_file_that_was_touched_is_noticed(perjalanan: Perjalanan) -> None:
    p = perjalanan
    p.to(A.KIRIM_HASIL)
    (files,) = p.halaman().berkas.values()
    path_of(p.rt.settings, files[0].sidik).write_bytes(b"lain")
    assert not load_diserahkan(p.rt, p.who(Role.PIMPINAN), "upp-a", MASA).utuh


def test_who_was_slower_has_no_files_made(perjalanan: Perjalanan) -> None:
    p, admin = perjalanan, perjalanan.who(Role.ADMIN_UPP)
    p.to(A.KIRIM_HASIL, A.KEMBALIKAN_HASIL)
    with pytest.raises(ConflictError) as caught:
        prepare(p.rt, admin, "upp-a", MASA, A.KIRIM_HASIL, versi=1)
    assert caught.value.code == "pengajuan.berubah"
    assert "Kembalikan hasil" in caught.value.message
    assert "pimpinan_upp" in caught.value.message


def test_without_a_sheet_a_word_is_asked_for(perjalanan: Perjalanan) -> None:
    p, admin = perjalanan, perjalanan.who(Role.ADMIN_UPP)
    lembar = p.halaman().lembar
    assert lembar is not None
    withdraw(p.rt, admin, publikasi_id=lembar.id, alasan="Salah periode.")
    bahan = prepare(p.rt, admin, "upp-a", MASA, A.KIRIM_HASIL)
    tables = papers([J.RESPONDEN, J.PENILAIAN])
    for catatan in ("", "x"):
        serahan = Serahan({"catatan": catatan}, bahan, tables)
        with pytest.raises(FieldErrors) as caught:
            move(p.rt, admin, "upp-a", MASA, A.KIRIM_HASIL, versi=0, serahan=serahan)
        assert caught.value.code == "catatan.missing"
    serahan = Serahan({"catatan": "Lembar ditarik, menunggu revisi."}, bahan, tables)
    move(p.rt, admin, "upp-a", MASA, A.KIRIM_HASIL, versi=0, serahan=serahan)
    page = load_pengajuan(p.rt, admin, "upp-a", MASA)
    assert page.status is StatusPengajuan.HASIL_DIKIRIM


@pytest.mark.parametrize("setahun", [False, True])
def test_only_the_report_of_a_year_has_photos(
    perjalanan: Perjalanan, clock: SettableClock, monkeypatch: pytest.MonkeyPatch, *, setahun: bool
) -> None:
    p, asked = perjalanan, []
    masa = MasaLapor(2023, 0) if setahun else MASA
    if setahun:
        clock.set_local(date(2024, 1, 3))
        write_tahunan(p.rt, p.who(Role.ADMIN_UPP))
    else:
        p.to(A.KIRIM_HASIL, A.TERIMA_HASIL)

    def load(*args: Any, **more: Any) -> Any:
        asked.append(more["foto"])
        return load_laporan_tindak_lanjut(*args, **more)

    monkeypatch.setattr(penyampaian, "load_laporan_tindak_lanjut", load)
    admin = p.who(Role.ADMIN_UPP)
    penyampaian.make_papers(p.rt, admin, prepare(p.rt, admin, "upp-a", masa, A.AJUKAN))
    assert asked == [setahun]
