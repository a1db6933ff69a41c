"""The PEKPPP sheet from what is stored: each part counts, in its year and for its UPP only."""

from dataclasses import fields, replace
from datetime import date

import pytest

from sekampadi.db.models import KodeTerpasang
from sekampadi.domain.errors import DomainError, NotFoundError
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.reports.build.pekppp.bukti import list_bukti
from sekampadi.reports.build.pekppp.lembar import BARIS_MAX, build_pekppp
from sekampadi.services.laporan.pelaksanaan import save_pelaksanaan
from sekampadi.services.pengajuan.pekppp.bahan import BahanPekppp
from sekampadi.services.pengajuan.pekppp.pekppp import (
    LembarPekppp,
    check_paket_pekppp,
    load_daftar_pekppp,
    load_pekppp,
)
from sekampadi.services.publikasi.bukti import add_media
from sekampadi.services.publikasi.daftar import load_publikasi
from sekampadi.services.publikasi.publikasi import publish, withdraw
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tindak_lanjut.hasil import save_hasil
from tests.conftest import SettableClock
from tests.factories import Cast, submit
from tests.services.tindak_lanjut.conftest import SELESAI, TRIWULAN, Panggung

TAHUN = TRIWULAN.tahun


def levels(lembar: LembarPekppp) -> list[int]:
    return [p.tingkat for p in lembar.nilai.penilaian]


def medium(p: Panggung, publikasi_id: int, jenis: str, alamat: str = "https://a.go.id/1") -> int:
    isian = {"jenis": jenis, "tanggal": "12-05-2023", "alamat": alamat, "keterangan": "Lobi"}
    return add_media(p.rt, p.person, publikasi_id=publikasi_id, isian=isian).id


def sheet_id(p: Panggung) -> int:
    return load_publikasi(p.rt, p.person)[0].row.id


def served(p: Panggung, dilayani: str) -> None:
    isian = {"dilayani": dilayani, "dibagikan": "", "kembali": "", "pelaksana": "mandiri"}
    save_pelaksanaan(p.rt, p.person, "", TRIWULAN, isian)


def test_each_part_that_is_stored_raises_its_level(panggung: Panggung) -> None:
    p = panggung
    assert levels(load_pekppp(p.rt, p.person, "", TAHUN)) == [1, 0, 0, 0]
    served(p, "8")
    assert levels(load_pekppp(p.rt, p.person, "", TAHUN)) == [2, 0, 0, 0]
    medium(p, sheet_id(p), "cetak")
    assert levels(load_pekppp(p.rt, p.person, "", TAHUN)) == [3, 1, 0, 0]
    medium(p, sheet_id(p), "situs")
    kegiatan_id = p.kegiatan()
    assert levels(load_pekppp(p.rt, p.person, "", TAHUN)) == [4, 2, 1, 0]
    save_hasil(p.rt, p.person, kegiatan_id, 1, SELESAI)
    done = load_pekppp(p.rt, p.person, "", TAHUN)
    assert levels(done) == [5, 2, 5, 5]
    assert done.nilai.sementara
    assert done.nilai.penilaian[2].catatan == (
        "1 kegiatan selesai belum berbukti: unggah fotonya.",
    )
    apa = [(b.indikator.value, b.apa) for b in list_bukti(done.bahan)]
    assert apa == [
        ("skm", "Lembar IKM Triwulan I 2023"),
        ("skm", "Laporan Hasil Tindak Lanjut 2023"),
        ("media", "Cetak (papan pengumuman, brosur, banner)"),
        ("media", "Situs web"),
        ("rtl", "RTL Triwulan I 2023"),
        ("kecepatan", "Kegiatan pertama selesai"),
    ]


def test_the_list_says_what_each_sheet_says(panggung: Panggung) -> None:
    p = panggung
    medium(p, sheet_id(p), "cetak")
    p.kegiatan()
    person = p.cast.people[Role.ADMIN_PEMPROV]
    daftar = load_daftar_pekppp(p.rt, person, TAHUN)
    assert [b.upp.kode for b in daftar.baris] == ["upp-a", "upp-b", "upp-c", "upt-c1"]
    for b in daftar.baris:
        assert b.nilai == load_pekppp(p.rt, person, b.upp.kode, TAHUN).nilai
    # upp-b has nothing; the UPT is judged by the sheet that its induk has published for both.
    assert [b.nilai.penilaian[0].tingkat for b in daftar.baris] == [1, 0, 1, 1]
    sheets = load_pekppp(p.rt, person, "upt-c1", TAHUN).bahan.lembar
    assert [x.row.seri for x in sheets] == [f"upt:{p.cast.upp['upp-c']}"]


def test_a_revision_neither_restarts_the_clock_nor_empties_the_wall(
    panggung: Panggung, clock: SettableClock
) -> None:
    p = panggung
    medium(p, sheet_id(p), "cetak")
    clock.set_local(date(2023, 7, 20), 10)
    submit(p.rt, "layanan-a1", day=date(2023, 3, 30))
    nomor = load_publikasi(p.rt, p.person)[0].row.nomor
    why = "Jawaban yang tertinggal."
    publish(p.rt, p.person, periode=TRIWULAN.periode, menggantikan=nomor, alasan=why)
    (lembar,) = load_pekppp(p.rt, p.person, "", TAHUN).bahan.lembar
    assert (lembar.row.revisi, lembar.terbit) == (2, date(2023, 5, 15))
    assert [m.jenis for m in lembar.media] == ["cetak"]


def test_a_withdrawn_sheet_takes_its_media_with_it(panggung: Panggung) -> None:
    p = panggung
    medium(p, sheet_id(p), "cetak")
    withdraw(p.rt, p.person, publikasi_id=sheet_id(p), alasan="Salah periode.")
    found = load_pekppp(p.rt, p.person, "", TAHUN)
    assert levels(found)[:2] == [1, 0]
    assert found.bahan.lembar == ()


def test_codes_count_in_the_years_in_which_they_hung(rt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_UPP]
    ends: tuple[date | None, ...] = (None, date(2022, 12, 31), date(2023, 1, 1))
    with rt.writing() as session:
        for i, end in enumerate(ends):
            session.add(
                KodeTerpasang(
                    upp_id=cast.upp["upp-a"],
                    tempat=f"Loket {i}",
                    media="cetak",
                    tanggal=date(2022, 6, 1),
                    sidik="a" * 64,
                    dilepas_pada=end,
                    dicatat_pada=rt.now(),
                    dicatat_oleh="budi",
                )
            )

    def places(tahun: int, kode: str = "upp-a") -> list[str]:
        found = load_pekppp(rt, cast.people[Role.ADMIN_PEMPROV], kode, tahun)
        return [k.tempat for k in found.bahan.kode]

    assert places(2023) == ["Loket 0", "Loket 2"]
    assert places(2022) == ["Loket 0", "Loket 1", "Loket 2"]
    assert places(2021) == []
    assert places(2023, "upp-b") == []
    proofs = list_bukti(load_pekppp(rt, person, "", 2023).bahan)
    assert [b.tentang for b in proofs] == ["Loket 0", "Loket 2"]


class _WithoutPlans(Principal):
    """Somebody who reads laporan and may not see plans; no role is so today."""

    def may(self, permission: Permission) -> bool:
        return permission is not Permission.TINDAK_LANJUT_READ and super().may(permission)


def test_plans_and_their_evidence_are_for_who_may_see_plans(panggung: Panggung) -> None:
    p = panggung
    save_hasil(p.rt, p.person, p.kegiatan(), 1, SELESAI)
    other = _WithoutPlans(**{f.name: getattr(p.person, f.name) for f in fields(p.person)})
    whole, bare = (load_pekppp(p.rt, who, "", TAHUN) for who in (p.person, other))
    assert bare.nilai == whole.nilai
    assert bare.bahan.rencana == ()
    assert [b.apa for b in list_bukti(bare.bahan)] == ["Lembar IKM Triwulan I 2023"]
    assert len(list_bukti(whole.bahan)) == 4


def test_another_upp_and_a_year_to_come_are_refused(panggung: Panggung) -> None:
    p = panggung
    for kode in ("upp-a", "", "gibt-es-nicht"):
        with pytest.raises(NotFoundError, match="UPP tidak ditemukan"):
            load_pekppp(p.rt, p.cast.admin_b, kode or "upp-c", TAHUN)
    assert [b.upp.kode for b in load_daftar_pekppp(p.rt, p.cast.admin_c, TAHUN).baris] == [
        *("upp-c", "upt-c1")
    ]
    for tahun in (2019, 2024):
        with pytest.raises(DomainError) as refused:
            load_pekppp(p.rt, p.person, "", tahun)
        assert refused.value.code == "tahun.unknown"
        with pytest.raises(DomainError):
            load_daftar_pekppp(p.rt, p.person, tahun)
    with pytest.raises(NotFoundError):
        check_paket_pekppp(p.rt, p.cast.admin_b, "upp-a", TAHUN)


def test_a_code_without_a_photo_proves_nothing_and_paper_has_no_more_than_fits(
    rt: Runtime, cast: Cast
) -> None:
    with rt.writing() as session:
        for i in range(BARIS_MAX + 3):
            session.add(
                KodeTerpasang(
                    **{"upp_id": cast.upp["upp-a"], "tempat": f"Loket {i}", "media": "cetak"},
                    **{"tanggal": date(2023, 1, 2), "sidik": "a" * 64 if i else ""},
                    **{"dicatat_pada": rt.now(), "dicatat_oleh": "budi"},
                )
            )
    lembar = load_pekppp(rt, cast.people[Role.ADMIN_UPP], "", TAHUN)
    proofs = list_bukti(lembar.bahan)
    assert "Loket 0" not in {b.tentang for b in proofs}
    assert len(proofs) == BARIS_MAX + 2
    (table,) = (
        x for x in build_pekppp(lembar, printed=rt.today()).tables if x.kunci == "bukti_skm"
    )
    assert len(table.rows) == BARIS_MAX
    assert table.notes == ("Dan 2 bukti lain di dalam paket ZIP.",)


def test_the_report_of_the_year_before_proves_the_survey_where_there_were_sheets(
    panggung: Panggung,
) -> None:
    def reports(bahan: BahanPekppp) -> list[str]:
        words = (b.apa for b in list_bukti(bahan))
        return [w for w in words if w.startswith("Laporan Hasil Tindak Lanjut")]

    panggung.kegiatan()
    bahan = load_pekppp(panggung.rt, panggung.person, "", TAHUN).bahan
    assert reports(bahan) == ["Laporan Hasil Tindak Lanjut 2023"]
    assert reports(replace(bahan, lembar_lalu=bahan.lembar)) == [
        *("Laporan Hasil Tindak Lanjut 2023", "Laporan Hasil Tindak Lanjut 2022")
    ]
