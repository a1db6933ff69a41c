"""What is handed in for a year: its report with it, whole or not at all (decree, L.3 and L.4)."""

from datetime import date

import pytest
from sqlmodel import func, select

from sekampadi.db.models import Beku, LangkahAlur, Pengajuan
from sekampadi.domain.errors import ConflictError, FieldErrors, NotFoundError
from sekampadi.domain.izin import Role
from sekampadi.domain.pengajuan.alur import AksiPengajuan, StatusPengajuan
from sekampadi.domain.pengajuan.tenggat import MasaLapor
from sekampadi.reports.build.penyampaian import order_papers
from sekampadi.services.pengajuan.beku import JenisBerkas, freeze, load_berkas
from sekampadi.services.pengajuan.gerak import Serahan, move, prepare
from sekampadi.services.pengajuan.isi import TahunanKurangError, papers_of, read_isi
from sekampadi.services.pengajuan.pengajuan import load_diserahkan, load_pengajuan
from sekampadi.services.tahunan.ikm_lama import save_ikm_lama
from sekampadi.services.tahunan.naskah import save_naskah_tahunan
from sekampadi.web.pengajuan.rinci.tampilan import show_rinci
from tests.conftest import SettableClock
from tests.factories import submit
from tests.services.pengajuan.conftest import Perjalanan, papers, write_tahunan

A, J = AksiPengajuan, JenisBerkas
TAHUN = MasaLapor(2023, 0)
UNSUR = {
    # Seven answers with U1 1 2 3 4 1 2 3, U3 2 and 3 for all else; one with U3 1 and 3 for all else.
    **{"persyaratan": "2.38", "prosedur": "3.00", "waktu": "1.88", "biaya": "3.00"},
    **{"produk": "3.00", "kompetensi": "3.00", "perilaku": "3.00", "sarana": "3.00"},
    "pengaduan": "3.00",
}
"""Sums 19, 15 and seven times 24 of 8 answers, so 202 * 25 / 8 * 0.111 = 70.06875."""


@pytest.fixture
def p(perjalanan: Perjalanan, clock: SettableClock) -> Perjalanan:
    clock.set_local(date(2024, 1, 5))
    return perjalanan


def _hand_in(p: Perjalanan, catatan: str = "", versi: int = 0) -> None:
    admin = p.who(Role.ADMIN_UPP)
    bahan = prepare(p.rt, admin, "upp-a", TAHUN, A.AJUKAN)
    serahan = Serahan({"catatan": catatan}, bahan, papers(sorted(papers_of(bahan.isi))))
    move(p.rt, admin, "upp-a", TAHUN, A.AJUKAN, versi=versi, serahan=serahan)


def _stored(p: Perjalanan) -> tuple[int, int]:
    with p.rt.reading() as session:
        steps = session.exec(select(func.count()).select_from(LangkahAlur)).one()
        frozen = session.exec(select(func.count()).select_from(Beku)).one()
    return steps, frozen


@pytest.mark.parametrize(
    ("written", "lacking"),
    [
        ((), "Penanda Tangan, Profil Organisasi dan Sumber Daya Aparatur, Tim SKM"),
        (("profil", "tim"), "Penanda Tangan"),
        (("penanda", "tim"), "Profil Organisasi dan Sumber Daya Aparatur"),
    ],
)
def test_a_report_that_lacks_parts_is_not_handed_in(
    p: Perjalanan, written: tuple[str, ...], lacking: str
) -> None:
    if written:
        write_tahunan(p.rt, p.who(Role.ADMIN_UPP), *written)
    before = _stored(p)
    with pytest.raises(TahunanKurangError) as caught:
        prepare(p.rt, p.who(Role.ADMIN_UPP), "upp-a", TAHUN, A.AJUKAN)
    assert caught.value.code == "pengajuan.tahunan_kurang"
    assert f"belum lengkap: {lacking}. " in caught.value.message
    assert caught.value.alamat == "/admin/tahunan?upp=upp-a&tahun=2023"
    assert _stored(p) == before


def test_a_part_taken_away_before_the_move_holds_it_up(p: Perjalanan) -> None:
    admin = p.who(Role.ADMIN_UPP)
    write_tahunan(p.rt, admin)
    bahan = prepare(p.rt, admin, "upp-a", TAHUN, A.AJUKAN)
    serahan = Serahan({}, bahan, papers(sorted(papers_of(bahan.isi))))
    part = {"bagian": "profil", "versi": 1}
    save_naskah_tahunan(p.rt, admin, "", 2023, **part, isian={"teks": "Lain."})
    with pytest.raises(ConflictError) as caught:
        move(p.rt, admin, "upp-a", TAHUN, A.AJUKAN, versi=0, serahan=serahan)
    assert caught.value.code == "pengajuan.isi_berubah"
    save_naskah_tahunan(p.rt, admin, "", 2023, **part | {"versi": 2}, isian={"teks": ""})
    with pytest.raises(ConflictError) as caught:
        move(p.rt, admin, "upp-a", TAHUN, A.AJUKAN, versi=0, serahan=serahan)
    assert caught.value.code == "pengajuan.tahunan_kurang"


def test_what_is_frozen_holds_figures_and_versions(p: Perjalanan) -> None:
    admin = p.who(Role.ADMIN_UPP)
    write_tahunan(p.rt, admin)
    save_naskah_tahunan(
        p.rt, admin, "", 2023, bagian="profil", versi=1, isian={"teks": "Lebih panjang."}
    )
    lama = {"nilai": "81,20", "n": "150", "sumber": "Laporan SKM 2022"}
    save_ikm_lama(p.rt, admin, "", 2023, lama=2022, versi=0, isian=lama)
    _hand_in(p)
    given = load_diserahkan(p.rt, p.who(Role.PIMPINAN_UPP), "upp-a", TAHUN)
    assert given.isi["tahunan"] == {
        **{"n": 8, "nilai": "70.07", "mutu": "C", "metode": "sekampadi", "unsur": UNSUR},
        **{"naskah": {"penanda": 1, "profil": 2, "tim": 1}, "kurang": []},
        "lama": {"2022": {"versi": 1, "nilai": "81.20", "n": 150, "sumber": "Laporan SKM 2022"}},
    }
    assert {f["jenis"] for f in given.isi["berkas"]} == {"tahunan", "hasil_tl"}
    assert (given.utuh, given.berubah) == (True, frozenset())


def test_what_was_handed_in_stays_when_the_report_is_written_on(p: Perjalanan) -> None:
    admin = p.who(Role.ADMIN_UPP)
    write_tahunan(p.rt, admin)
    _hand_in(p)
    given = load_diserahkan(p.rt, admin, "upp-a", TAHUN)
    save_naskah_tahunan(p.rt, admin, "", 2023, bagian="tim", versi=1, isian={"baris": []})
    submit(p.rt, "layanan-a1", day=date(2023, 12, 30))
    after = load_diserahkan(p.rt, admin, "upp-a", TAHUN)
    assert after.isi == given.isi
    assert (after.utuh, after.berubah) == (True, {"tahunan"})
    assert (after.kini["tahunan"]["n"], after.kini["tahunan"]["kurang"]) == (9, ["Tim SKM"])
    page = load_pengajuan(p.rt, admin, "upp-a", TAHUN)
    shown = show_rinci(page, after, p.rt.now(), rtl_boleh=True)
    assert "Laporan tahunan sudah berubah sejak disampaikan." in shown.berubah
    assert shown.butir[0].isi == "IKM 70,07, mutu C, 8 responden"
    # Back with the UPP it has to be whole again.
    move(p.rt, p.who(Role.PIMPINAN_UPP), "upp-a", TAHUN, A.KEMBALIKAN_TL, versi=1,
         serahan=Serahan({"catatan": "Mohon diperbaiki."}))  # fmt: skip
    with pytest.raises(ConflictError):
        prepare(p.rt, admin, "upp-a", TAHUN, A.AJUKAN)


def test_an_upp_without_an_answer_says_why(p: Perjalanan) -> None:
    admin = p.cast.admin_b
    bahan = prepare(p.rt, admin, "upp-b", TAHUN, A.AJUKAN)
    assert (bahan.isi["tahunan"]["n"], bahan.isi["tahunan"]["nilai"]) == (0, None)
    assert papers_of(bahan.isi) == frozenset()
    assert order_papers(p.rt, admin, bahan) == ()
    for catatan in ("", "x"):
        with pytest.raises(FieldErrors) as caught:
            move(p.rt, admin, "upp-b", TAHUN, A.AJUKAN, versi=0,
                 serahan=Serahan({"catatan": catatan}, bahan))  # fmt: skip
        assert caught.value.code == "catatan.missing"
        assert "Tidak ada jawaban" in caught.value.message
    serahan = Serahan({"catatan": "Layanan berhenti sepanjang 2023."}, bahan)
    move(p.rt, admin, "upp-b", TAHUN, A.AJUKAN, versi=0, serahan=serahan)
    page = load_pengajuan(p.rt, admin, "upp-b", TAHUN)
    assert page.status is StatusPengajuan.TL_DIAJUKAN
    # One answer, and it is a year to report on: the plan it calls for is what is missing.
    submit(p.rt, "layanan-b1", day=date(2023, 6, 1))
    with p.rt.reading() as session, pytest.raises(ConflictError) as refused:
        read_isi(session, page.upp, TAHUN, A.AJUKAN)
    assert refused.value.code == "pengajuan.tanpa_rtl"


def test_a_year_handed_in_before_reports_were_stays_readable(p: Perjalanan) -> None:
    admin = p.who(Role.ADMIN_UPP)
    write_tahunan(p.rt, admin)
    upp = load_pengajuan(p.rt, admin, "upp-a", TAHUN).upp
    with p.rt.writing() as session:
        isi = read_isi(session, upp, TAHUN, A.AJUKAN)
        del isi["tahunan"]
        beku_id = freeze(session, p.rt, isi)
        row = Pengajuan(
            upp_id=upp.id, tahun=2023, triwulan=0, status="tl_diajukan", versi=1,
            diubah_pada=p.rt.now(),
        )  # fmt: skip
        session.add(row)
        session.flush()
        step = {"aksi": "ajukan", "dari": "belum", "ke": "tl_diajukan", "oleh": admin.username}
        about = {"pengajuan_id": row.id, "beku_id": beku_id, "waktu": p.rt.now()}
        session.add(LangkahAlur(**step, **about, sebagai="admin_upp", catatan=""))
    given = load_diserahkan(p.rt, p.who(Role.PIMPINAN), "upp-a", TAHUN)
    assert (given.utuh, given.berubah) == (True, frozenset())
    page = load_pengajuan(p.rt, p.who(Role.PIMPINAN), "upp-a", TAHUN)
    shown = show_rinci(page, given, p.rt.now(), rtl_boleh=False)
    assert [b.judul for b in shown.butir] == ["RTL triwulan I", "1.1"]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_report_leaves_to_who_sees_the_papers(p: Perjalanan) -> None:
    admin = p.who(Role.ADMIN_UPP)
    write_tahunan(p.rt, admin)
    bahan = prepare(p.rt, admin, "upp-a", TAHUN, A.AJUKAN)
    made = order_papers(p.rt, admin, bahan)
    move(p.rt, admin, "upp-a", TAHUN, A.AJUKAN, versi=0, serahan=Serahan({}, bahan, made))
    (files,) = load_pengajuan(p.rt, admin, "upp-a", TAHUN).berkas.values()
    report = next(f for f in files if f.jenis == J.TAHUNAN)
    out = load_berkas(p.rt, p.who(Role.PIMPINAN), report.kunci)
    assert out.path.read_bytes().startswith(b"%PDF")
    assert (out.nama, out.jenis) == ("laporan-tahunan-upp-a-2023.pdf", J.TAHUNAN)
    with pytest.raises(NotFoundError):
        load_berkas(p.rt, p.cast.admin_b, report.kunci)
