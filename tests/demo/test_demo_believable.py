"""The demonstration's dice: repeatable, within believable bounds, with the stories they are to tell."""

import re
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from statistics import mean

import pytest

from sekampadi.db.models import JenisUpp, Sumber
from sekampadi.demo.contoh import Contoh
from sekampadi.demo.emas import throw_golden
from sekampadi.demo.kalender import idulfitri, is_libur
from sekampadi.demo.katalog import BIRO_ORGANISASI, list_contoh_upp
from sekampadi.demo.riwayat import MULAI, throw_day, throw_day_until
from sekampadi.demo.watak import SENYAP, TINDAK_LANJUT
from sekampadi.domain.survei.responden import Pekerjaan
from sekampadi.domain.survei.survei import SARAN_MAX
from sekampadi.domain.survei.unsur import URUTAN

LAST = date(2026, 11, 20)


@pytest.fixture(scope="module")
def history() -> list[Contoh]:
    days = (LAST - MULAI).days + 1
    return [a for i in range(days) for a in throw_day(MULAI + timedelta(days=i))]


@pytest.fixture(scope="module")
def golden() -> list[Contoh]:
    return throw_golden()


def test_the_same_dice_fall_the_same_way(golden: list[Contoh]) -> None:
    assert throw_golden() == golden
    assert throw_day(date(2025, 3, 4)) == throw_day(date(2025, 3, 4))
    assert throw_day(date(2025, 3, 4)) != throw_day(date(2025, 3, 5))


def test_a_running_day_is_the_beginning_of_the_whole_day() -> None:
    day = date(2026, 11, 19)
    whole = throw_day(day)
    noon = throw_day_until(day, datetime(2026, 11, 19, 5, tzinfo=UTC))
    assert 0 < len(noon) < len(whole)
    assert noon == whole[: len(noon)]


def test_no_answer_twice(golden: list[Contoh], history: list[Contoh]) -> None:
    identities = [a.uuid for a in (*golden, *history)]
    assert len(set(identities)) == len(identities)


def test_volume_and_seasons(history: list[Contoh]) -> None:
    per_day = Counter(a.tanggal for a in history)
    assert len(per_day) == (LAST - MULAI).days + 1, "no day without an answer"
    assert 25 <= mean(per_day.values()) <= 45
    weekdays = [n for d, n in per_day.items() if d.weekday() < 5 and not is_libur(d)]
    weekends = [n for d, n in per_day.items() if d.weekday() >= 5]
    assert mean(weekends) < mean(weekdays) / 2
    assert per_day[date(2025, 3, 31)] < mean(weekdays) / 3, "Idulfitri"
    by_year = {y: mean(n for d, n in per_day.items() if d.year == y) for y in (2024, 2025, 2026)}
    assert by_year[2024] < by_year[2025] < by_year[2026] < by_year[2024] * 1.4
    sources = Counter(a.sumber for a in history)
    assert sources[Sumber.DARING] > 0.8 * len(history)
    assert min(sources[Sumber.KERTAS], sources[Sumber.KIOSK]) > 500


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2023, date(2023, 4, 22)),
        (2024, date(2024, 4, 10)),
        (2025, date(2025, 3, 31)),
        (2026, date(2026, 3, 20)),
        (2033, date(2033, 1, 2)),
    ],
)
def test_idulfitri(year: int, day: date) -> None:
    assert abs((idulfitri(year) - day).days) <= 1


def test_every_year_has_an_idulfitri() -> None:
    assert [idulfitri(y).year for y in range(2023, 2123)] == list(range(2023, 2123))


def test_offices_differ_believably(history: list[Contoh]) -> None:
    totals: dict[str, list[int]] = defaultdict(list)
    for answer in history:
        totals[answer.upp].append(sum(answer.nilai))
    ikm = {kode: mean(t) * 0.111 * 25 for kode, t in totals.items()}
    assert len(ikm) == len(list_contoh_upp())
    assert 73 < min(ikm.values()) < 80
    assert 89 < max(ikm.values()) < 94
    assert min(len(t) for t in totals.values()) > 100
    assert 84 < mean(sum(a.nilai) for a in history) * 0.111 * 25 < 89


def test_the_follow_up_shows(history: list[Contoh]) -> None:
    kode, unsur, day = TINDAK_LANJUT
    column = URUTAN.index(unsur)
    of_office = [a for a in history if a.upp == kode]
    before = [a for a in of_office if day - timedelta(days=180) <= a.tanggal < day]
    after = [a for a in of_office if a.tanggal >= day + timedelta(days=120)]
    assert mean(a.nilai[column] for a in after) - mean(a.nilai[column] for a in before) > 0.4
    others = [i for i in range(9) if i != column]
    change = mean(a.nilai[i] for a in after for i in others) - mean(
        a.nilai[i] for a in before for i in others
    )
    assert abs(change) < 0.15


def test_an_office_falls_silent(history: list[Contoh]) -> None:
    kode, day = SENYAP
    days = [a.tanggal for a in history if a.upp == kode]
    assert day - timedelta(days=21) < max(days) < day


def test_suggestions(golden: list[Contoh], history: list[Contoh]) -> None:
    everything = [*golden, *history]
    texts = [a.saran for a in everything if a.saran]
    assert 0.18 < len(texts) / len(everything) < 0.32
    assert len(set(texts)) > 1000
    assert max(Counter(texts).values()) < len(texts) / 25
    assert all(t == t.strip() and len(t) <= SARAN_MAX and "{" not in t for t in texts)
    # People who are unhappy do not thank for the speed.
    angry = [a.saran for a in everything if a.saran and sum(a.nilai) / 9 < 2.3]
    assert not [t for t in angry if re.search(r"memuaskan|luar biasa|puas dengan", t.lower())]


def test_people_are_believable(golden: list[Contoh], history: list[Contoh]) -> None:
    everything = [*golden, *history]
    people = [a.responden for a in everything]
    young_officials = [a for a in people if a.pekerjaan == Pekerjaan.ASN and a.usia < 20]
    assert len(young_officials) < 5
    old_pupils = [a for a in people if a.pekerjaan == Pekerjaan.PELAJAR and a.usia > 45]
    assert len(old_pupils) < 5
    gaps = [abs(a.umum - mean(a.nilai)) for a in everything]
    assert mean(gaps) < 0.5


def test_the_offices_of_the_province() -> None:
    offices = list_contoh_upp()
    assert len(offices) >= 40
    kodes = [u.kode for u in offices] + [s.kode for u in offices for s in u.layanan]
    assert len(set(kodes)) == len(kodes)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", k) for k in kodes)
    assert all(2 <= len(u.layanan) <= 6 for u in offices)
    seen: set[str] = set()
    for office in offices:
        assert office.induk is None or office.induk in seen
        assert (office.jenis is JenisUpp.UPT) == (office.induk is not None)
        seen.add(office.kode)
    biro = next(u for u in offices if u.kode == BIRO_ORGANISASI)
    assert [(s.nama, s.biaya, s.standar_waktu) for s in biro.layanan] == [
        ("Pelayanan Konsultasi", "0", "1 Jam"),
        ("Pelayanan Data / Laporan / Informasi", "0", "10 menit"),
        (
            "Fasilitasi Audiensi Instansi Pemerintah, Pemerintah Daerah dan Lembaga Lain",
            "0",
            "",
        ),
        ("Fasilitasi Penyediaan Narasumber", "0", ""),
    ]
