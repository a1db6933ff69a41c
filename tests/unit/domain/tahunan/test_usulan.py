"""What the program proposes: for the parts it can begin, of the right UPP and year, as a form would take it."""

import re
from dataclasses import replace

import pytest

from sekampadi.domain.tahunan.bagian import BAGIAN, BagianTahunan, CaraIsi, parse_bagian
from sekampadi.domain.tahunan.naskah import parse_naskah
from sekampadi.domain.tahunan.usulan import KonteksTahunan, propose_naskah

UPP = KonteksTahunan(
    "Dinas Perikanan", "Pemerintah Provinsi Kalimantan Barat", "Biro Organisasi", 2025, False
)
PROVINSI = KonteksTahunan(
    "Provinsi Kalimantan Barat", "Pemerintah Provinsi Kalimantan Barat", "Biro", 2025, True
)


@pytest.mark.parametrize("bagian", BAGIAN, ids=lambda b: b.kunci)
def test_exactly_the_parts_that_have_a_proposal_get_one(bagian: BagianTahunan) -> None:
    for konteks in (UPP, PROVINSI):
        isi = propose_naskah(bagian, konteks)
        assert isi.kosong == (bagian.cara is not CaraIsi.USUL)
        # Whoever saves it as it is stores the same.
        stored = {"teks": isi.teks, "baris": [list(row) for row in isi.baris]}
        assert parse_naskah(bagian, stored) == isi
        assert "{" not in isi.teks
        # Nothing is said of another year but the next one's January.
        text = isi.teks + " ".join(" ".join(row) for row in isi.baris)
        laws = {"2009", "2012", "2017"} if bagian.kunci == "dasar_hukum" else set()
        assert set(re.findall(r"\b20\d\d\b", text)) <= {"2025", "2026"} | laws


def test_the_words_name_the_upp_or_the_province() -> None:
    for konteks in (UPP, PROVINSI):
        for kunci in ("pengantar", "latar", "maksud"):
            assert konteks.nama in propose_naskah(parse_bagian(kunci, provinsi=True), konteks).teks


def test_a_year_that_is_not_over_is_not_told_as_one_that_is() -> None:
    for kunci in ("pengantar", "latar"):
        part = parse_bagian(kunci, provinsi=True)
        over, running = (
            propose_naskah(part, replace(UPP, berjalan=yes)).teks for yes in (False, True)
        )
        assert "sampai saat ini" not in over
        assert "sampai saat ini" in running
        assert "dapat diselesaikan" not in running


def test_the_deadlines_are_the_decree_s() -> None:
    baris = propose_naskah(parse_bagian("jadwal", provinsi=False), UPP).baris
    assert [waktu for _, waktu in baris] == [
        "1 Januari s.d. 31 Desember 2025",
        "Pekan pertama April 2025",
        "Pekan pertama Juli 2025",
        "Pekan pertama Oktober 2025",
        "Pekan pertama Januari 2026",
        "Pekan kedua Januari 2026",
    ]


def test_the_legal_basis_is_a_line_for_each_and_the_decree_has_no_number() -> None:
    part = parse_bagian("dasar_hukum", provinsi=False)
    lines = propose_naskah(part, UPP).teks.splitlines()
    assert [re.findall(r"Nomor (\d+)(?: Tahun|\s)", line)[:1] for line in lines] == [
        ["25"],
        ["96"],
        ["14"],
        [],
    ]
    assert lines[3].startswith("Keputusan Gubernur Kalimantan Barat tentang ")
    sambas = KonteksTahunan("Sambas", "Pemerintah Kabupaten Sambas", "Bagian", 2025, True)
    other = propose_naskah(part, sambas).teks.splitlines()[3]
    assert other.startswith("Keputusan Bupati Sambas tentang ")
    assert "Pemerintah Kabupaten Sambas" in other


def test_a_name_with_braces_or_a_line_end_stays_a_name() -> None:
    odd = KonteksTahunan("Dinas {tahun} <b>", "Pemerintah {nama}", "Biro", 2025, False)
    assert "Dinas {tahun} <b>" in propose_naskah(parse_bagian("maksud", provinsi=False), odd).teks
