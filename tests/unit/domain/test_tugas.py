"""What waits: its order, and how far away a deadline is."""

from datetime import date

import pytest

from sekampadi.domain.tugas import (
    JenisTugas,
    Tugas,
    in_order,
    tell_tenggat,
)

OCTOBER = date(2026, 10, 7)


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
