"""Numbers, check codes and periods of published sheets."""

from datetime import date

import pytest

from sekampadi.domain.errors import DomainError, FieldErrors
from sekampadi.domain.periode import Periode
from sekampadi.domain.publikasi import (
    KODE_ABJAD,
    KODE_PANJANG,
    Media,
    check_periode,
    make_nomor,
    parse_kode,
    parse_media,
    publishable,
    show_kode,
    skor_media,
)

TODAY = date(2023, 7, 1)


@pytest.mark.parametrize(
    ("periode", "revisi", "nomor"),
    [
        (Periode.triwulan(2023, 1), 1, "0012/BIRO-ORGANISASI/TW-I/2023"),
        (Periode.triwulan(2023, 4), 2, "0012/BIRO-ORGANISASI/TW-IV/2023/REV-2"),
        (Periode.semester(2023, 2), 1, "0012/BIRO-ORGANISASI/SMT-II/2023"),
        (Periode.tahun(2023), 1, "0012/BIRO-ORGANISASI/TAHUN/2023"),
        (Periode.parse("2023-04-01", "2023-04-30"), 1, "0012/BIRO-ORGANISASI/BLN-04/2023"),
        (Periode.parse("2023-02-01", "2023-04-30"), 1, "0012/BIRO-ORGANISASI/BLN-02-04/2023"),
        (Periode.parse("2022-12-01", "2023-02-28"), 1, "0012/BIRO-ORGANISASI/BLN-202212-02/2023"),
    ],
)
def test_the_number_names_issuer_and_period(periode: Periode, revisi: int, nomor: str) -> None:
    assert make_nomor(12, "biro-organisasi", periode, revisi) == nomor


@pytest.mark.parametrize(
    "text", ["K7QM-R2WX-9HBT", "k7qmr2wx9hbt", " K7QM R2WX 9HBT ", "K7QM–R2WX–9HBT"]
)
def test_a_code_is_read_as_people_type_it(text: str) -> None:
    assert parse_kode(text) == "K7QMR2WX9HBT"
    assert show_kode(parse_kode(text)) == "K7QM-R2WX-9HBT"


@pytest.mark.parametrize(
    "text",
    ["", "K7QM", "K7QMR2WX9HB0", "K7QMR2WX9HBI", "' OR 1=1 --", "K" * 99, None, 7, "\x00" * 12],
)
def test_what_can_be_no_code_is_refused(text: object) -> None:
    with pytest.raises(DomainError, match=r"kode\.format"):
        parse_kode(text)


def test_a_code_may_have_blanks_but_not_without_end() -> None:
    assert parse_kode("K7QMR2WX9HBT".ljust(59)) == "K7QMR2WX9HBT"
    with pytest.raises(DomainError, match=r"kode\.format"):
        parse_kode("K7QMR2WX9HBT".ljust(60))


def test_a_code_cannot_be_found_by_trying() -> None:
    assert len(set(KODE_ABJAD)) == len(KODE_ABJAD)
    assert not set("0O1IL") & set(KODE_ABJAD)
    # A million sheets, a thousand tries a second for a hundred years.
    assert len(KODE_ABJAD) ** KODE_PANJANG / 10**6 > 1000 * 3600 * 24 * 365


@pytest.mark.parametrize(
    ("dari", "sampai", "code"),
    [
        ("2023-07-01", "2023-09-30", "publikasi.belum_berakhir"),
        ("2023-01-01", "2023-12-31", "publikasi.belum_berakhir"),
        ("2023-01-02", "2023-03-31", "publikasi.bukan_triwulan"),
        ("2023-01-01", "2023-03-30", "publikasi.bukan_triwulan"),
        ("2023-01-01", "2023-01-31", "publikasi.bukan_triwulan"),
        ("2023-01-01", "2023-05-31", "publikasi.bukan_triwulan"),
        ("2022-10-01", "2023-03-31", "publikasi.bukan_triwulan"),
        ("2022-07-01", "2023-06-30", "publikasi.bukan_triwulan"),
        ("", "2023-03-31", "publikasi.periode_terbuka"),
        ("2023-01-01", "", "publikasi.periode_terbuka"),
    ],
)
def test_only_triwulan_semester_and_year_that_are_over(dari: str, sampai: str, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        check_periode(Periode.parse(dari, sampai), TODAY)


def test_a_period_can_be_published_on_the_day_after_it() -> None:
    check_periode(Periode.triwulan(2023, 2), TODAY)
    with pytest.raises(DomainError, match="belum_berakhir"):
        check_periode(Periode.triwulan(2023, 2), date(2023, 6, 30))


def test_what_is_offered_is_over_and_newest_first() -> None:
    offered = publishable(TODAY, years=1)
    assert offered[0] == Periode.triwulan(2023, 2)
    assert offered[1] == Periode.semester(2023, 1)
    assert Periode.tahun(2022) in offered
    assert Periode.tahun(2023) not in offered
    for periode in offered:
        check_periode(periode, TODAY)


def test_three_years_and_the_running_one_are_offered_the_shorter_period_first() -> None:
    offered = [periode.label for periode in publishable(TODAY)]
    assert offered[:3] == ["Triwulan II 2023", "Semester I 2023", "Triwulan I 2023"]
    assert offered[3:10] == [
        *("Triwulan IV 2022", "Semester II 2022", "Tahun 2022", "Triwulan III 2022"),
        *("Triwulan II 2022", "Semester I 2022", "Triwulan I 2022"),
    ]
    assert len(offered) == 3 + 3 * 7
    assert offered[-1] == "Triwulan I 2020"


def test_a_line_of_the_log_is_read() -> None:
    isian = {"jenis": "baliho", "tanggal": "2023-04-05", "alamat": "", "keterangan": "Jl. A. Yani"}
    media = parse_media(isian, TODAY)
    assert media.jenis is Media.BALIHO
    assert media.tanggal == date(2023, 4, 5)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("jenis", ""),
        ("jenis", "televisi"),
        ("tanggal", "2023-07-02"),
        ("tanggal", "2023-06-31"),
        ("tanggal", "0001-01-01"),
        ("alamat", "javascript:alert(1)"),
        ("alamat", "http://"),
        ("alamat", "https://a b"),
        ("alamat", "https://x/" + "a" * 500),
        ("keterangan", "x" * 201),
    ],
)
def test_a_wrong_field_of_the_log_is_named(field: str, value: str) -> None:
    isian = {
        "jenis": "situs",
        "tanggal": "2023-04-05",
        "alamat": "https://kalbarprov.go.id/ikm?tw=1",
    }
    parse_media(isian, TODAY)
    with pytest.raises(FieldErrors) as caught:
        parse_media(isian | {field: value}, TODAY)
    assert list(caught.value.errors) == [field]


def test_the_ministrys_score_of_media() -> None:
    assert [skor_media(n) for n in (-1, 0, 1, 4, 5, 9)] == [0, 0, 1, 4, 5, 5]
