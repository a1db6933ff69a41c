"""The mistakes other SKM applications make, each shown not to be made here.

Those that need a database are in ``tests/db/test_mistakes.py``; together they are the twelve
of the list (1, 3, 4, 5, 7, 8, 10, 12 here; 2, 6, 7, 8, 9, 10, 11 there).
"""

from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from sekampadi.db.models import Jawaban
from sekampadi.domain.errors import DomainError, FieldErrors
from sekampadi.domain.ikm import Metode, Mutu, compute_ikm, compute_ikm_of_rekap
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.periode import Periode, local_date, parse_tanggal
from sekampadi.domain.survei.responden import Responden
from sekampadi.domain.survei.survei import FIELDS, parse_jawaban
from tests.factories import isian


@pytest.mark.parametrize("metode", list(Metode))
def test_mistake_01_one_weight_in_the_program_and_another_in_the_report(metode: Metode) -> None:
    hasil = compute_ikm(1000, (3333,) * 9, metode)
    tertimbang = hasil.unsur[0].nrr_tertimbang
    assert hasil.exact == 9 * Fraction(3333, 1000) * metode.bobot * 25
    assert tertimbang is not None
    assert abs(Fraction(tertimbang) - Fraction(3333, 1000) * metode.bobot) <= Fraction(1, 200)
    printed = metode.label.split("bobot ")[1].rstrip(")").replace(",", ".")
    assert Fraction(printed) == metode.bobot


def test_mistake_03_mutu_is_read_from_the_index_not_from_the_sum_before_times_25() -> None:
    hasil = compute_ikm(1, (4,) * 9, Metode.SEKAMPADI)
    assert hasil.exact is not None
    assert Mutu.of(Decimal(str(float(hasil.exact / 25)))) is Mutu.D  # what the mistake gives
    assert hasil.mutu is Mutu.A


@pytest.mark.parametrize(
    ("nilai", "mutu"),
    [
        ("76.30", "C"),
        ("76.60", "C"),
        ("76.61", "B"),
        ("88.30", "B"),
        ("88.31", "A"),
        ("65.00", "C"),
    ],
)
def test_mistake_04_no_index_falls_between_two_classes(nilai: str, mutu: str) -> None:
    assert Mutu.of(Decimal(nilai)).value == mutu


def test_mistake_04_an_exact_88_305_is_rounded_first_and_then_has_a_class() -> None:
    # The points that 5,000 answers need for an index of 88.305 exactly.
    total = Fraction("88.305") / 25 * 9 * 5000
    each, rest = divmod(int(total), 9)
    assert total.denominator == 1
    sums = tuple(each + (i < rest) for i in range(9))
    hasil = compute_ikm(5000, sums, Metode.TEPAT)
    assert hasil.exact == Fraction("88.305")
    assert str(hasil.nilai) == "88.31"
    assert hasil.mutu is Mutu.A


def test_mistake_05_nothing_is_rounded_before_the_end() -> None:
    # Nine means of 3.335 would each be rounded to 3.34 and give 83.50.
    hasil = compute_ikm(200, (667,) * 9, Metode.TEPAT)
    assert str(hasil.unsur[0].nrr) == "3.34"
    assert str(hasil.nilai) == "83.38"


def test_mistake_07_without_answers_there_is_no_figure() -> None:
    for metode in Metode:
        hasil = compute_ikm_of_rekap(Rekap(), metode)
        assert hasil.n == 0
        assert hasil.nilai is None
        assert hasil.exact is None
        assert hasil.mutu is None
        assert hasil.kinerja is None
        assert all(
            (u.jumlah, u.nrr, u.nrr_tertimbang, u.nik, u.mutu) == (0, None, None, None, None)
            for u in hasil.unsur
        )


def test_mistake_08_31_june_is_refused() -> None:
    with pytest.raises(DomainError) as caught:
        parse_tanggal("2023-06-31")
    assert caught.value.code == "tanggal.unknown"
    assert "2023-06-31" in caught.value.message
    assert Periode.triwulan(2023, 2).sampai == date(2023, 6, 30)


def test_mistake_08_the_last_second_of_the_last_day_belongs_to_the_period() -> None:
    late = datetime(2023, 3, 31, 16, 59, 59, tzinfo=UTC)  # 23.59.59 in the province
    assert local_date(late) == Periode.triwulan(2023, 1).sampai


@pytest.mark.parametrize("field", [f"u{i}" for i in range(1, 10)])
def test_mistake_10_each_question_is_answered(field: str) -> None:
    with pytest.raises(FieldErrors) as caught:
        parse_jawaban(isian(**{field: None}))
    assert {k: e.code for k, e in caught.value.errors.items()} == {field: f"{field}.missing"}


@pytest.mark.parametrize("field", ["u10", "u0", "U1", "u1 ", "persyaratan", "layanan_id"])
def test_mistake_10_no_question_is_answered_that_the_survey_does_not_ask(field: str) -> None:
    with pytest.raises(FieldErrors) as caught:
        parse_jawaban(isian(**{field: "4"}))
    assert caught.value.code == "jawaban.unknown_field"


def test_mistake_12_nothing_that_identifies_a_person_is_asked_for_or_stored() -> None:
    assert {f.name for f in fields(Responden)} == {
        "usia",
        "jenis_kelamin",
        "pendidikan",
        "pekerjaan",
    }
    assert set(FIELDS) == {
        *("usia", "jenis_kelamin", "pendidikan", "pekerjaan", "umum", "saran"),
        *(f"u{i}" for i in range(1, 10)),
    }
    assert set(Jawaban.model_fields) == {
        *("id", "uuid", "layanan_id", "perangkat_id", "tempat_id", "sumber", "waktu", "tanggal"),
        *FIELDS,
        # How long it took and what became of it; the moderator is named, never the respondent.
        *(
            "durasi_detik",
            "tanda",
            "ditinjau",
            "pengaduan",
            "dihapus_pada",
            "dihapus_oleh",
            "alasan_hapus",
        ),
        # A hash of the suggestion's words, and the random name of a burst: neither tells who.
        *("saran_sidik", "beruntun"),
    }
