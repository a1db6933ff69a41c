"""A plan: its order, its forms, what may be quoted, and how much of it was carried out."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from sekampadi.domain.errors import DomainError, FieldErrors
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.domain.tindak_lanjut.hasil import Realisasi, StatusKegiatan, parse_hasil
from sekampadi.domain.tindak_lanjut.petikan import shorten_saran
from sekampadi.domain.tindak_lanjut.rencana import (
    NilaiLembar,
    Prioritas,
    default_prioritas,
    from_worst,
    parse_kegiatan,
)

TRIWULAN = Triwulan(2026, 3)
KEGIATAN = {
    **{"nama": "Menambah satu loket", "mulai": "01-10-2026", "target": "31-12-2026"},
    **{"penanggung_jawab": "Kepala Subbagian", "prioritas": "tinggi", "jangka": "pendek"},
}
HASIL = {
    **{"status": "selesai", "uraian": "Loket kedua dibuka.", "selesai_pada": "20-11-2026"},
    **{"alasan": "lama", "strategi": "lama", "stakeholder": "lama", "hambatan": ""},
}
HARI = {"mulai": date(2026, 10, 1), "today": date(2026, 11, 29)}


def _codes(error: FieldErrors) -> dict[str, str]:
    return {field: e.code for field, e in error.errors.items()}


def test_the_worst_unsur_comes_first_and_equal_ones_in_their_order() -> None:
    ratas = [3, 2, 4, 2, 3, 3, 3, 3, 1]
    nilai = [NilaiLembar(u, "", "", "", Fraction(r)) for u, r in zip(URUTAN, ratas, strict=True)]
    kode = [x.unsur.kode for x in from_worst(nilai)]
    assert kode == ["U9", "U2", "U4", "U1", "U5", "U6", "U7", "U8", "U3"]
    proposed = [default_prioritas(i) for i in range(9)]
    assert proposed == [*[Prioritas.TINGGI] * 3, *[Prioritas.SEDANG] * 3, *[Prioritas.RENDAH] * 3]


def test_an_action_is_read() -> None:
    isi = parse_kegiatan(KEGIATAN, TRIWULAN)
    assert (isi.nama, isi.jadwal) == ("Menambah satu loket", "01-10-2026 s.d. 31-12-2026")
    assert parse_kegiatan(KEGIATAN | {"mulai": ""}, TRIWULAN).jadwal == "paling lambat 31-12-2026"


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"nama": " "}, {"nama": "nama.missing"}),
        ({"nama": "x" * 501}, {"nama": "nama.too_long"}),
        ({"target": ""}, {"target": "target.missing"}),
        ({"target": "31-02-2027"}, {"target": "target.format"}),
        ({"target": "30-06-2026"}, {"target": "target.out_of_range"}),
        ({"target": "01-01-2032"}, {"target": "target.out_of_range"}),
        ({"mulai": "01-01-2027"}, {"target": "target.reversed"}),
        ({"mulai": "kapan-kapan"}, {"mulai": "mulai.format"}),
        (
            {"penanggung_jawab": "", "prioritas": "amat", "jangka": ""},
            {
                "penanggung_jawab": "penanggung_jawab.missing",
                "prioritas": "prioritas.unknown",
                "jangka": "jangka.missing",
            },
        ),
    ],
)
def test_what_is_wrong_with_an_action_is_said_beside_its_field(
    change: dict[str, object], codes: dict[str, str]
) -> None:
    with pytest.raises(FieldErrors) as caught:
        parse_kegiatan(KEGIATAN | change, TRIWULAN)
    assert _codes(caught.value) == codes


def test_a_finished_action_keeps_nothing_of_another_status() -> None:
    isi = parse_hasil(HASIL, **HARI)
    assert isi.selesai_pada == date(2026, 11, 20)
    assert (isi.alasan, isi.strategi, isi.stakeholder) == ("", "", "")
    running = parse_hasil(HASIL | {"status": "berjalan", "uraian": "a\n\n\n\nb \x00"}, **HARI)
    assert (running.selesai_pada, running.alasan, running.strategi) == (None, "lama", "lama")
    assert running.uraian == "a\n\nb"
    off = parse_hasil(HASIL | {"status": "batal", "alasan": "Anggaran dialihkan"}, **HARI)
    assert (off.alasan, off.strategi) == ("Anggaran dialihkan", "")


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"status": ""}, {"status": "status.missing"}),
        ({"uraian": "beres"}, {"uraian": "uraian.too_short"}),
        ({"selesai_pada": ""}, {"selesai_pada": "selesai_pada.missing"}),
        ({"selesai_pada": "30-11-2026"}, {"selesai_pada": "selesai_pada.out_of_range"}),
        ({"selesai_pada": "30-09-2026"}, {"selesai_pada": "selesai_pada.out_of_range"}),
        ({"status": "batal", "alasan": ""}, {"alasan": "alasan.missing"}),
        ({"uraian": "x" * 2001}, {"uraian": "uraian.too_long"}),
        *(
            (
                {"status": "berjalan", "strategi_target": day},
                {"strategi_target": "strategi_target.out_of_range"},
            )
            for day in ("30-09-2026", "01-01-2032")
        ),
    ],
)
def test_what_is_wrong_with_a_result_is_said_beside_its_field(
    change: dict[str, object], codes: dict[str, str]
) -> None:
    with pytest.raises(FieldErrors) as caught:
        parse_hasil(HASIL | change, **HARI)
    assert _codes(caught.value) == codes


def test_what_was_called_off_was_planned_all_the_same() -> None:
    status = [StatusKegiatan.SELESAI, StatusKegiatan.BATAL, StatusKegiatan.BELUM]
    done = Realisasi.of(status)
    assert (done.rencana, done.selesai, done.batal, done.belum) == (3, 1, 1, 1)
    assert done.persen == Decimal("33.33")
    assert Realisasi.of([]).persen is None


SARAN = "Petugasnya tidak begitu ramah, antrean lama sekali. Tolong tambah kursi di ruang tunggu!"


@pytest.mark.parametrize(
    ("petikan", "stored"),
    [
        (SARAN, SARAN),
        ("antrean lama sekali.", "… antrean lama sekali. …"),
        ("antrean lama", "… antrean lama …"),
        ("  Tolong   tambah kursi", "… Tolong tambah kursi …"),
        ("antrean lama … tambah kursi ...", "… antrean lama … tambah kursi …"),
        ("antrean lama … sekali.", "… antrean lama sekali. …"),
        ("petugasnya tidak begitu ramah", "Petugasnya tidak begitu ramah, …"),
    ],
)
def test_a_suggestion_may_be_shortened(petikan: str, stored: str) -> None:
    assert shorten_saran(SARAN, petikan) == stored


@pytest.mark.parametrize(
    ("petikan", "code"),
    [
        ("", "petikan.missing"),
        ("…", "petikan.missing"),
        ("antrean sangat lama", "petikan.altered"),
        ("tambah kursi … antrean lama", "petikan.altered"),
        ("Petugasnya … ramah", "petikan.negation"),
        ("begitu ramah", "petikan.negation"),
        ("ntrean lam", "petikan.altered"),
        (None, "petikan.missing"),
    ],
)
def test_nothing_is_put_into_a_mouth(petikan: object, code: str) -> None:
    with pytest.raises(DomainError) as caught:
        shorten_saran(SARAN, petikan)
    assert caught.value.code == code


def test_a_text_with_dots_of_its_own_may_stay_as_it_is() -> None:
    assert shorten_saran("Lama...sekali\n\nya", "Lama...sekali ya") == "Lama...sekali ya"
