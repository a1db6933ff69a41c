"""What waits: its order, and how far away a deadline is."""

from datetime import date

import pytest

from sekampadi.domain.periode import Periode
from sekampadi.domain.tugas import (
    JenisTugas,
    Tugas,
    in_order,
    laporan_due,
    tell_tenggat,
    tenggat_lembar,
)

OCTOBER = date(2026, 10, 7)


def test_a_sheet_is_due_in_the_first_week_after_its_triwulan() -> None:
    assert tenggat_lembar(Periode.triwulan(2026, 3)) == OCTOBER
    assert tenggat_lembar(Periode.triwulan(2026, 4)) == date(2027, 1, 7)
    with pytest.raises(ValueError, match="two ends"):
        tenggat_lembar(Periode())


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 12, 31), None),
        (date(2027, 1, 1), (2026, date(2027, 1, 14))),
        (date(2027, 1, 31), (2026, date(2027, 1, 14))),
        (date(2027, 2, 1), None),
    ],
)
def test_the_report_of_a_year_is_due_in_the_second_week_of_the_next(
    today: date, due: tuple[int, date] | None
) -> None:
    assert laporan_due(today) == due


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 10, 1), "paling lambat 7 Oktober 2026, 6 hari lagi"),
        (OCTOBER, "paling lambat hari ini"),
        (date(2026, 10, 8), "batasnya 7 Oktober 2026, lewat 1 hari"),
    ],
)
def test_a_deadline_says_how_far_away_it_is(today: date, words: str) -> None:
    assert tell_tenggat(OCTOBER, today) == words


def test_what_has_a_deadline_comes_first_and_the_rest_by_kind() -> None:
    def line(jenis: JenisTugas, tenggat: date | None = None) -> Tugas:
        return Tugas(jenis, 1, "", "", tenggat)

    given = [
        line(JenisTugas.PESAN),
        line(JenisTugas.TINJAU),
        line(JenisTugas.LEMBAR, OCTOBER),
        line(JenisTugas.BERUNTUN),
        line(JenisTugas.DIAM, date(2026, 9, 1)),
    ]
    assert [x.jenis for x in in_order(given)] == [
        JenisTugas.DIAM,
        JenisTugas.LEMBAR,
        JenisTugas.BERUNTUN,
        JenisTugas.TINJAU,
        JenisTugas.PESAN,
    ]
