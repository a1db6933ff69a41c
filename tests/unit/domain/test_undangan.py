"""Invitations: weeks, messages, and when answers may enter."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from sekampadi.domain.integrasi import undangan
from sekampadi.domain.integrasi.undangan import (
    MINGGU_TUNGGU,
    TERBUKA,
    BahasaUndangan,
    is_token,
    last_day,
    make_token,
    may_enter,
    minggu_of,
    week_before,
    write_teks,
)

GSM = set(
    "@$\n !\"#%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"
)
KEY, OTHER = b"k" * 32, b"o" * 32


@pytest.mark.parametrize(
    ("day", "minggu"),
    [
        (date(2026, 1, 1), "2026-W01"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2024, 12, 30), "2025-W01"),
    ],
)
def test_weeks_are_those_of_the_standard(day: date, minggu: str) -> None:
    assert minggu_of(day) == minggu


def test_weeks_sort_as_text_over_years() -> None:
    days = [date(2019, 12, 1) + timedelta(days=n) for n in range(3000)]
    weeks = [minggu_of(day) for day in days]
    assert weeks == sorted(weeks)
    assert week_before(date(2027, 1, 5), 1) == "2026-W53"


def test_links_of_a_week_end_on_one_sunday() -> None:
    ends = {last_day(minggu_of(date(2026, 11, 30) + timedelta(days=n))) for n in range(7)}
    assert ends == {date(2026, 12, 20)}
    assert last_day("2026-W53") == date(2027, 1, 17)
    assert last_day("2026-W53").weekday() == 6


@pytest.mark.parametrize("layanan", ["Izin", "Pengurusan " * 20, "Kartu “Sehat” – émas 🙏 [x]"])
@pytest.mark.parametrize("bahasa", list(BahasaUndangan))
@pytest.mark.parametrize("host", ["http://localhost:3000", "https://sekampadi.kalbarprov.go.id"])
def test_a_text_message_is_one_message(layanan: str, bahasa: BahasaUndangan, host: str) -> None:
    link = f"{host}/u?k={'A' * 22}"
    teks = write_teks(link, layanan, "Dinas Kesehatan", date(2026, 12, 20), bahasa)
    assert len(teks.sms) <= 160
    assert set(teks.sms) <= GSM
    assert teks.sms.endswith(" " + link)
    for text in (teks.whatsapp, teks.isi):
        assert link in text
        assert layanan in text
        assert "20 Desember 2026" in text
    assert "\n" not in teks.subjek
    assert " " not in teks.wa_me
    assert "%0A" in teks.wa_me


def test_a_link_that_is_longer_than_a_message_stays_whole() -> None:
    link = "https://" + "x" * 200
    assert write_teks(link, "Izin", "Dinas", date(2026, 12, 20)).sms == link


def test_answers_enter_from_five_on_or_after_a_triwulan() -> None:
    today = date(2026, 12, 7)
    last = week_before(today, 1)
    assert not may_enter([], today)
    assert not may_enter([last] * (TERBUKA - 1), today)
    assert may_enter([last] * TERBUKA, today)
    assert not may_enter([week_before(today, MINGGU_TUNGGU - 1)], today)
    assert may_enter([week_before(today, MINGGU_TUNGGU), last], today)


def test_names_tell_nothing_of_one_another_without_the_key() -> None:
    token = make_token(KEY, 7, "REG-1", "2026-W49")
    assert is_token(token)
    assert token == make_token(KEY, 7, "REG-1", "2026-W49")
    others = {
        make_token(OTHER, 7, "REG-1", "2026-W49"),
        make_token(KEY, 8, "REG-1", "2026-W49"),
        make_token(KEY, 7, "REG-2", "2026-W49"),
        make_token(KEY, 7, "REG-1", "2026-W50"),
    }
    assert len(others | {token}) == 5
    kunci = undangan.name_undangan(KEY, token)
    identity = uuid4()
    names = [
        kunci,
        undangan.name_terpakai(KEY, kunci),
        undangan.name_undangan(KEY, kunci),
        undangan.name_survei(KEY, identity),
        undangan.name_terpakai(OTHER, kunci),
    ]
    assert len(set(names)) == len(names)
    assert all(len(name) == 32 for name in names)
    entered = undangan.identity_of(KEY, names[3])
    assert isinstance(entered, UUID)
    assert entered.version == 4
    assert entered != identity
    assert entered == undangan.identity_of(KEY, names[3])
