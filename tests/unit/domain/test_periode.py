"""Periods: days of the province's calendar, the last one included."""

from datetime import UTC, date, datetime

import pytest

from sekampadi.domain.errors import DomainError
from sekampadi.domain.periode import (
    Periode,
    Potongan,
    address_tanggal,
    local_date,
    parse_tanggal,
    read_tanggal,
    split_fewest,
    split_months,
)


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2023-06-31", "tanggal.unknown"),
        ("2023-02-29", "tanggal.unknown"),
        ("2023-13-01", "tanggal.unknown"),
        ("2023-00-10", "tanggal.unknown"),
        ("0000-01-01", "tanggal.unknown"),
        ("31-03-2023", "tanggal.format"),
        ("2023-03-31T00:00", "tanggal.format"),
        ("2023/03/31", "tanggal.format"),
        ("٢٠٢٣-٠٣-٣١", "tanggal.format"),
        ("kemarin", "tanggal.format"),
        ("", "tanggal.format"),
        ("2023-03-31\0", "tanggal.format"),
    ],
)
def test_what_is_not_a_day_is_refused_in_words(text: str, code: str) -> None:
    with pytest.raises(DomainError) as caught:
        parse_tanggal(text)
    assert caught.value.code == code
    assert caught.value.message.endswith(".")


@pytest.mark.parametrize("text", ["2023-03-31", " 2023-03-31 ", "2023-3-31"])
def test_a_day_is_read(text: str) -> None:
    assert parse_tanggal(text) == date(2023, 3, 31)


@pytest.mark.parametrize(
    "text",
    ["1-2-2026", "01/02/2026", "01022026", "2026-02-01", "1.2.2026", " 01 02 2026 ", "2026-2-1"],
)
def test_a_day_is_read_as_it_is_typed(text: str) -> None:
    assert read_tanggal(text) == date(2026, 2, 1)
    assert address_tanggal(text) == "2026-02-01"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31-06-2023", "tanggal.unknown"),
        ("29/02/2023", "tanggal.unknown"),
        ("20260201", "tanggal.unknown"),
        ("1-2-26", "tanggal.format"),
        ("1-2/2026x", "tanggal.format"),
        ("102026", "tanggal.format"),
        ("٠١-٠٢-٢٠٢٦", "tanggal.format"),
        ("besok", "tanggal.format"),
    ],
)
def test_what_is_typed_and_no_day_is_refused_in_words(text: str, code: str) -> None:
    with pytest.raises(DomainError) as caught:
        read_tanggal(text)
    assert caught.value.code == code
    assert address_tanggal(text) == text


def test_braces_in_the_text_are_shown_as_they_are() -> None:
    with pytest.raises(DomainError) as caught:
        parse_tanggal("{0.__class__}")
    assert caught.value.code == "tanggal.format"


def test_a_reversed_range_is_refused() -> None:
    with pytest.raises(DomainError) as caught:
        Periode.parse("2023-04-01", "2023-03-31")
    assert caught.value.code == "periode.reversed"


def test_one_day_is_a_period() -> None:
    assert Periode.parse("2023-03-31", "2023-03-31") == Periode(d("2023-03-31"), d("2023-03-31"))


@pytest.mark.parametrize("text", [None, "", "  "])
def test_an_empty_end_is_open(text: str | None) -> None:
    assert Periode.parse(text, text) == Periode()


@pytest.mark.parametrize(
    ("number", "dari", "sampai"),
    [
        (1, "2023-01-01", "2023-03-31"),
        (2, "2023-04-01", "2023-06-30"),
        (3, "2023-07-01", "2023-09-30"),
        (4, "2023-10-01", "2023-12-31"),
    ],
)
def test_triwulan(number: int, dari: str, sampai: str) -> None:
    periode = Periode.triwulan(2023, number)
    assert periode == Periode(d(dari), d(sampai))
    assert periode.label == f"Triwulan {('I', 'II', 'III', 'IV')[number - 1]} 2023"
    assert Periode.triwulan_of(d(dari)) == periode
    assert Periode.triwulan_of(d(sampai)) == periode


def test_semester_and_year() -> None:
    assert Periode.semester(2024, 1) == Periode(d("2024-01-01"), d("2024-06-30"))
    assert Periode.semester(2024, 2) == Periode(d("2024-07-01"), d("2024-12-31"))
    assert Periode.tahun(2024) == Periode(d("2024-01-01"), d("2024-12-31"))
    assert Periode.semester(2024, 2).label == "Semester II 2024"
    assert Periode.tahun(2024).label == "Tahun 2024"


@pytest.mark.parametrize("number", [0, 5, -1])
def test_there_is_no_fifth_triwulan(number: int) -> None:
    with pytest.raises(DomainError) as caught:
        Periode.triwulan(2023, number)
    assert caught.value.code == "periode.unknown"


@pytest.mark.parametrize("year", [0, 10_000])
def test_a_year_outside_the_calendar_is_refused(year: int) -> None:
    with pytest.raises(DomainError):
        Periode.tahun(year)


def test_there_is_no_third_semester() -> None:
    with pytest.raises(DomainError):
        Periode.semester(2023, 3)


@pytest.mark.parametrize(
    ("dari", "sampai", "label"),
    [
        ("2023-01-02", "2023-03-31", "2 Januari 2023 s.d. 31 Maret 2023"),
        ("2023-01-01", "2024-03-31", "1 Januari 2023 s.d. 31 Maret 2024"),
        (None, "2023-06-07", "Sampai dengan 7 Juni 2023"),
        ("2023-06-08", None, "Sejak 8 Juni 2023"),
        (None, None, "Seluruh data sejak awal"),
    ],
)
def test_other_periods_are_named_by_their_days(
    dari: str | None, sampai: str | None, label: str
) -> None:
    assert Periode.parse(dari, sampai).label == label


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2023, 3, 31, 16, 59, tzinfo=UTC), "2023-03-31"),  # 23.59 in Pontianak
        (datetime(2023, 3, 31, 17, 0, tzinfo=UTC), "2023-04-01"),  # 00.00
        (datetime(2022, 12, 31, 17, 0, tzinfo=UTC), "2023-01-01"),
    ],
)
def test_the_day_changes_at_midnight_in_the_province(moment: datetime, day: str) -> None:
    assert local_date(moment) == d(day)


@pytest.mark.parametrize(
    ("dari", "sampai", "whole"),
    [
        (None, None, True),
        ("2023-01-01", "2023-03-31", True),
        ("2022-10-01", "2023-06-30", True),
        ("2023-04-01", None, True),
        (None, "2023-12-31", True),
        ("9999-10-01", "9999-12-31", True),
        ("2023-01-02", "2023-03-31", False),
        ("2023-01-01", "2023-03-30", False),
        ("2023-02-01", "2023-04-30", False),
        ("2023-05-01", "2023-05-31", False),
        ("2023-05-15", None, False),
        (None, "2023-05-31", False),
        ("9999-12-15", None, False),
        (None, "0001-01-15", False),
    ],
)
def test_whole_triwulan(dari: str | None, sampai: str | None, whole: bool) -> None:
    assert Periode.parse(dari, sampai).is_whole_triwulan is whole


@pytest.mark.parametrize(
    ("dari", "sampai", "cut"),
    [
        (None, None, Potongan(True, (None, None), ())),
        ("2023-01-01", "2023-03-31", Potongan(True, (d("2023-01-01"), d("2023-03-01")), ())),
        ("2023-02-01", "2023-02-28", Potongan(True, (d("2023-02-01"), d("2023-02-01")), ())),
        (
            "2023-02-03",
            "2023-02-05",
            Potongan(False, (None, None), ((d("2023-02-03"), d("2023-02-05")),)),
        ),
        (
            "2023-01-20",
            "2023-02-10",
            Potongan(
                False,
                (None, None),
                ((d("2023-01-20"), d("2023-01-31")), (d("2023-02-01"), d("2023-02-10"))),
            ),
        ),
        (
            "2023-01-20",
            "2023-04-10",
            Potongan(
                True,
                (d("2023-02-01"), d("2023-03-01")),
                ((d("2023-01-20"), d("2023-01-31")), (d("2023-04-01"), d("2023-04-10"))),
            ),
        ),
        (
            "2023-01-20",
            None,
            Potongan(True, (d("2023-02-01"), None), ((d("2023-01-20"), d("2023-01-31")),)),
        ),
        (
            None,
            "2023-06-07",
            Potongan(True, (None, d("2023-05-01")), ((d("2023-06-01"), d("2023-06-07")),)),
        ),
        # At the ends of the calendar there is no month beyond the edge.
        ("9999-12-15", None, Potongan(False, (None, None), ((d("9999-12-15"), d("9999-12-31")),))),
        (None, "0001-01-15", Potongan(False, (None, None), ((d("0001-01-01"), d("0001-01-15")),))),
        ("0001-01-01", "9999-12-31", Potongan(True, (d("0001-01-01"), d("9999-12-01")), ())),
    ],
)
def test_a_period_is_cut_into_months_and_edges(
    dari: str | None, sampai: str | None, cut: Potongan
) -> None:
    assert split_months(Periode.parse(dari, sampai)) == cut


@pytest.mark.parametrize(
    ("dari", "sampai", "cut"),
    [
        (None, None, Potongan(True, (None, None), ())),
        ("2023-01-01", "2023-03-31", Potongan(True, (d("2023-01-01"), d("2023-03-01")), ())),
        # Half of a month or less is read day by day.
        (
            "2023-04-16",
            "2023-05-15",
            Potongan(
                False,
                (None, None),
                ((d("2023-04-16"), d("2023-04-30")), (d("2023-05-01"), d("2023-05-15"))),
            ),
        ),
        (
            "2023-01-03",
            "2023-04-28",
            Potongan(
                True,
                (d("2023-01-01"), d("2023-04-01")),
                (),
                ((d("2023-01-01"), d("2023-01-02")), (d("2023-04-29"), d("2023-04-30"))),
            ),
        ),
        # Both ends of one month.
        (
            "2023-02-03",
            "2023-02-26",
            Potongan(
                True,
                (d("2023-02-01"), d("2023-02-01")),
                (),
                ((d("2023-02-01"), d("2023-02-02")), (d("2023-02-27"), d("2023-02-28"))),
            ),
        ),
        (
            "2023-01-30",
            "2023-02-27",
            Potongan(
                True,
                (d("2023-02-01"), d("2023-02-01")),
                ((d("2023-01-30"), d("2023-01-31")),),
                ((d("2023-02-28"), d("2023-02-28")),),
            ),
        ),
        (
            None,
            "2023-06-29",
            Potongan(True, (None, d("2023-06-01")), (), ((d("2023-06-30"), d("2023-06-30")),)),
        ),
        (
            "2023-01-02",
            None,
            Potongan(True, (d("2023-01-01"), None), (), ((d("2023-01-01"), d("2023-01-01")),)),
        ),
        (
            "9999-12-02",
            None,
            Potongan(
                True, (d("9999-12-01"), d("9999-12-01")), (), ((d("9999-12-01"), d("9999-12-01")),)
            ),
        ),
        (
            None,
            "0001-01-30",
            Potongan(
                True, (d("0001-01-01"), d("0001-01-01")), (), ((d("0001-01-31"), d("0001-01-31")),)
            ),
        ),
    ],
)
def test_most_of_a_month_is_the_month_without_the_rest(
    dari: str | None, sampai: str | None, cut: Potongan
) -> None:
    assert split_fewest(Periode.parse(dari, sampai)) == cut
