"""The lines of what is to be done, as the home writes them."""

from datetime import date, timedelta

import pytest

from sekampadi.domain.izin import Role
from sekampadi.domain.tugas import JUMLAH_MAX, JenisTugas, Sasaran, Tugas
from sekampadi.web.laporan.dashboard.tampilan import SASARAN, BarisTugas, show_tugas

DUE = date(2026, 10, 7)


def shown(jumlah: int = 1, places: int = 0, today: date = DUE) -> BarisTugas:
    sasaran = tuple(Sasaran(f"UPP {i}", f"/{i}") for i in range(places))
    [line] = show_tugas((Tugas(JenisTugas.LEMBAR, jumlah, "menunggu", "/", DUE, sasaran),), today)
    return line


def test_the_last_day_is_not_late() -> None:
    assert not shown(today=DUE).lewat
    assert shown(today=DUE + timedelta(days=1)).lewat


@pytest.mark.parametrize(
    ("places", "listed", "rest"),
    [
        (0, 0, ""),
        (1, 0, ""),
        (2, 2, ""),
        (SASARAN, SASARAN, ""),
        (SASARAN + 1, SASARAN, "dan 1 lainnya"),
    ],
)
def test_of_many_places_the_number_is_said(places: int, listed: int, rest: str) -> None:
    line = shown(places=places)
    assert (len(line.sasaran), line.sisa) == (listed, rest)
    assert line.kalimat == ("menunggu: UPP 0" if places == 1 else "menunggu")


def test_what_is_counted_no_further_says_so() -> None:
    assert shown(jumlah=JUMLAH_MAX - 1).jumlah == "999"
    assert shown(jumlah=JUMLAH_MAX).jumlah == "999+"


def test_every_kind_of_line_is_somebodys_business() -> None:
    for jenis in JenisTugas:
        assert any(jenis.permission in role.permissions for role in Role), jenis
