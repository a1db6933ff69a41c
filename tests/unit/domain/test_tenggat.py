"""Deadlines: the decree's, moved ones, where an UPP stands, and on which days it is reminded."""

from datetime import date, timedelta

import pytest

from sekampadi.domain.errors import FieldErrors
from sekampadi.domain.pengajuan.alur import StatusPengajuan
from sekampadi.domain.pengajuan.pengingat import PENGINGAT, pengingat_due, tell_pengingat
from sekampadi.domain.pengajuan.tenggat import (
    Geser,
    MasaLapor,
    StatusTenggat,
    first_tenggat,
    list_masa,
    parse_geser,
    status_tenggat,
    tahunan_due,
    tenggat_of,
)

Q1, Q4, TAHUN = MasaLapor(2023, 1), MasaLapor(2023, 4), MasaLapor(2023, 0)
BATAS = date(2023, 4, 7)
BELUM = StatusPengajuan.BELUM


@pytest.mark.parametrize(
    ("masa", "day"),
    [
        (Q1, BATAS),
        (MasaLapor(2023, 2), date(2023, 7, 7)),
        (MasaLapor(2023, 3), date(2023, 10, 7)),
        (Q4, date(2024, 1, 7)),
        (TAHUN, date(2024, 1, 14)),
        (MasaLapor(2024, 1), date(2024, 4, 7)),
    ],
)
def test_the_decree_names_the_last_days(masa: MasaLapor, day: date) -> None:
    assert masa.tenggat == day
    assert MasaLapor.parse(masa.kunci) == masa


@pytest.mark.parametrize(
    "text", ["", "2023-0", "2023-5", "23", "0000", "2023-1-1", None, "２０２３"]
)
def test_no_other_name_is_one(text: object) -> None:
    assert MasaLapor.parse(text) is None


def test_the_newest_move_counts_and_that_of_one_upp_before_that_of_all() -> None:
    moves = [
        Geser(Q1, 7, date(2023, 4, 20), "Banjir"),
        Geser(Q1, None, date(2023, 4, 14), "Libur"),
        Geser(Q4, None, date(2024, 1, 31), "Libur"),
        Geser(Q1, None, date(2023, 4, 17), "Libur panjang"),
    ]
    assert tenggat_of(Q1, 7, moves) == date(2023, 4, 20)
    assert tenggat_of(Q1, 8, moves) == date(2023, 4, 17)
    assert tenggat_of(MasaLapor(2023, 2), 7, moves) == date(2023, 7, 7)
    assert first_tenggat(Q1, [7, 8], moves) == first_tenggat(Q1, [], moves) == date(2023, 4, 17)
    assert first_tenggat(Q1, [7], moves) == date(2023, 4, 20)


@pytest.mark.parametrize(
    ("status", "today", "expected"),
    [
        (BELUM, date(2023, 3, 31), StatusTenggat.BERJALAN),
        (BELUM, date(2023, 4, 1), StatusTenggat.DITUNGGU),
        (BELUM, BATAS, StatusTenggat.DITUNGGU),
        (BELUM, date(2023, 4, 8), StatusTenggat.TERLAMBAT),
        (StatusPengajuan.TL_DIKEMBALIKAN, date(2023, 4, 8), StatusTenggat.TERLAMBAT),
        (StatusPengajuan.DIKEMBALIKAN, date(2023, 5, 8), StatusTenggat.DIKEMBALIKAN),
        (StatusPengajuan.DISETUJUI, date(2023, 5, 8), StatusTenggat.DISAMPAIKAN),
        (StatusPengajuan.DITERIMA, date(2023, 5, 8), StatusTenggat.DITERIMA),
    ],
)
def test_where_an_upp_stands(status: StatusPengajuan, today: date, expected: StatusTenggat) -> None:
    assert status_tenggat(Q1, status, BATAS, today) is expected


def test_what_is_handed_in_so_far_and_to_the_end_of_the_year() -> None:
    sejak = MasaLapor(2022, 4)
    names = [m.kunci for m in list_masa(sejak, date(2023, 7, 1))]
    assert names == ["2022-4", "2022", "2023-1", "2023-2"]
    assert [m.kunci for m in list_masa(sejak, date(2023, 6, 30))] == names[:-1]
    whole = [m.kunci for m in list_masa(sejak, date(2023, 6, 30), semua=True)]
    assert whole == [*names, "2023-3", "2023-4", "2023"]


@pytest.mark.parametrize(
    ("today", "tenggat", "due"),
    [
        (date(2027, 1, 1), date(2027, 1, 14), True),
        (date(2027, 1, 31), date(2027, 1, 14), True),
        (date(2027, 2, 1), date(2027, 1, 14), False),
        (date(2027, 2, 1), date(2027, 3, 2), True),
        (date(2027, 3, 31), date(2027, 3, 2), True),
        (date(2027, 4, 1), date(2027, 3, 2), False),
    ],
)
def test_the_reports_of_a_year_are_due_in_the_month_of_their_deadline(
    today: date, tenggat: date, due: bool
) -> None:
    assert tahunan_due(today, tenggat) is due


@pytest.mark.parametrize(
    ("tanggal", "code"),
    [
        ("31-03-2023", "out_of_range"),
        ("01-04-2023", ""),
        ("07-04-2024", ""),
        ("08-04-2024", "out_of_range"),
        ("", "missing"),
    ],
)
def test_a_deadline_is_moved_behind_what_is_reported_on(tanggal: str, code: str) -> None:
    isian = {"tanggal": tanggal, "alasan": "Libur bersama"}
    if not code:
        assert f"{parse_geser(isian, Q1).tanggal:%d-%m-%Y}" == tanggal
        return
    with pytest.raises(FieldErrors) as caught:
        parse_geser(isian, Q1)
    assert caught.value.code == f"tanggal.{code}"


def test_each_reminder_has_its_day_and_the_newest_stands_for_those_that_were_missed() -> None:
    by_day = {n: pengingat_due(BATAS, BATAS + timedelta(days=n)) for n in range(-20, 30)}
    assert all(by_day[n] == n for n in PENGINGAT)
    assert {by_day[n] for n in range(-20, -14)} == {None}
    assert {by_day[n] for n in range(-7, -1)} == {-7}
    assert by_day[0] == -1
    assert {by_day[n] for n in range(14, 21)} == {14}
    assert {by_day[n] for n in range(21, 30)} == {None}


@pytest.mark.parametrize(
    ("today", "judul", "more"),
    [
        (date(2023, 3, 24), "14 hari lagi: penyampaian", "Triwulan I 2023 berakhir 31 Maret 2023."),
        (date(2023, 4, 6), "Besok batas penyampaian", "Keadaannya sekarang: Belum disampaikan."),
        (BATAS, "Hari ini batas penyampaian", "Keadaannya sekarang: Belum disampaikan."),
        (
            date(2023, 4, 8),
            "Terlambat 1 hari: penyampaian",
            "Keadaannya sekarang: Belum disampaikan.",
        ),
    ],
)
def test_a_reminder_says_how_far_away_it_is(today: date, judul: str, more: str) -> None:
    kabar = tell_pengingat("UPP-A", Q1, BELUM, BATAS, today)
    assert kabar.judul == f"{judul} Triwulan I 2023, UPP-A"
    assert kabar.isi == f"Lembar IKM dan RTL ditunggu paling lambat 7 April 2023. {more}"
