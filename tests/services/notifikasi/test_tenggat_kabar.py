"""The people of an UPP are told of actions a week before they are due, and once they are late; each once."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.services.notifikasi.notifikasi import load_notifikasi
from sekampadi.services.notifikasi.pekerja import PekerjaOutbox
from sekampadi.services.notifikasi.tenggat_kabar import check_tenggat
from sekampadi.services.publik.publik import settle
from sekampadi.services.publikasi.publikasi import publish
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tindak_lanjut.hasil import save_hasil
from sekampadi.services.tindak_lanjut.kegiatan import add_kegiatan, change_kegiatan
from sekampadi.services.tindak_lanjut.rencana import begin
from tests import factories
from tests.conftest import SettableClock
from tests.factories import Cast

Q1 = Triwulan(2023, 1)
TODAY = date(2023, 5, 15)  # where the clock stands
TAUTAN = "/admin/tindak-lanjut/rencana?upp=upp-a&triwulan=2023-1"
ISIAN = {"penanggung_jawab": "Kasubbag", "prioritas": "tinggi", "jangka": "pendek"}
Plan = Callable[[str, date], int]


def fields(nama: str, target: date) -> dict[str, str]:
    return ISIAN | {"nama": nama, "target": f"{target:%d-%m-%Y}"}


@pytest.fixture
def plan(rt: Runtime, cast: Cast) -> Plan:
    for _ in range(6):
        factories.submit(rt, "layanan-a1", day=date(2023, 3, 3))
    own = cast.people[Role.ADMIN_UPP]
    publish(rt, own, kunci="upp-a", periode=Q1.periode)
    rencana = begin(rt, own, "", Q1)

    def add(nama: str, target: date) -> int:
        return add_kegiatan(rt, own, rencana, "waktu", fields(nama, target)).id

    return add


def told(rt: Runtime, person: Principal) -> list[tuple[str, str]]:
    return [(row.judul, row.isi) for row in load_notifikasi(rt, person).baris]


def test_a_week_before_and_a_day_after_and_no_more(
    rt: Runtime, cast: Cast, plan: Plan, clock: SettableClock
) -> None:
    own, target = cast.people[Role.ADMIN_UPP], TODAY + timedelta(days=8)
    plan("Menambah satu loket", target)
    assert check_tenggat(rt) == 0
    clock.advance(timedelta(days=1))
    assert check_tenggat(rt) == 2  # the Admin UPP and the Pimpinan UPP
    assert check_tenggat(rt) == 0
    soon = (
        "Kegiatan RTL jatuh tempo 23 Mei 2023",
        "RTL Triwulan I 2023 UPP-A, target 23 Mei 2023: Menambah satu loket",
    )
    late = ("Kegiatan RTL lewat jadwal", soon[1])
    assert told(rt, own) == told(rt, cast.people[Role.PIMPINAN_UPP]) == [soon]
    assert [row.tautan for row in load_notifikasi(rt, own).baris] == [TAUTAN]
    for role in set(Role) - {Role.ADMIN_UPP, Role.PIMPINAN_UPP, Role.PETUGAS_LAYANAN}:
        assert told(rt, cast.people[role]) == [], role
    for person in (cast.admin_b, cast.admin_c, cast.admin_upt):
        assert told(rt, person) == []
    for day, expected in ((target, [soon]), (target + timedelta(days=1), [late, soon])):
        clock.set_local(day)
        check_tenggat(rt)
        check_tenggat(rt)
        assert told(rt, own) == expected


def test_actions_of_one_day_are_told_of_together_and_a_moved_target_again(
    rt: Runtime, cast: Cast, plan: Plan
) -> None:
    own, target = cast.people[Role.ADMIN_UPP], TODAY + timedelta(days=7)
    one = plan("Menambah satu loket", target)
    plan("Memasang papan informasi", target)
    plan("Melatih petugas", TODAY + timedelta(days=8))
    check_tenggat(rt)
    assert told(rt, own) == [
        (
            "Kegiatan RTL jatuh tempo 22 Mei 2023",
            "RTL Triwulan I 2023 UPP-A, target 22 Mei 2023: 2 kegiatan",
        )
    ]
    change_kegiatan(rt, own, one, 1, fields("Menambah satu loket", TODAY + timedelta(days=3)))
    check_tenggat(rt)
    assert [judul for judul, _ in told(rt, own)] == [
        "Kegiatan RTL jatuh tempo 18 Mei 2023",
        "Kegiatan RTL jatuh tempo 22 Mei 2023",
    ]


def test_what_is_done_or_long_late_is_no_news(
    rt: Runtime, cast: Cast, plan: Plan, clock: SettableClock
) -> None:
    own = cast.people[Role.ADMIN_UPP]
    one, two = plan("Menambah satu loket", TODAY), plan("Melatih petugas", TODAY)
    done = {"status": "selesai", "uraian": "Loket dibuka.", "selesai_pada": "10-05-2023"}
    save_hasil(rt, own, one, 1, done)
    save_hasil(rt, own, two, 1, {"status": "batal", "alasan": "Anggaran dipotong"})
    plan("Memasang papan informasi", TODAY - timedelta(days=8))
    assert check_tenggat(rt) == 0
    plan("Menata ruang tunggu", TODAY - timedelta(days=7))
    assert check_tenggat(rt) == 2


def test_the_worker_looks_once_a_day(
    rt: Runtime, cast: Cast, plan: Plan, clock: SettableClock
) -> None:
    own, worker = cast.people[Role.ADMIN_UPP], PekerjaOutbox(rt)
    worker.step()
    assert told(rt, own) == []
    plan("Menambah satu loket", TODAY)
    clock.advance(timedelta(minutes=5))
    worker.step()
    assert told(rt, own) == []
    clock.advance(timedelta(days=1))
    worker.step()
    assert [judul for judul, _ in told(rt, own)] == ["Kegiatan RTL lewat jadwal"]


def test_a_revision_that_changes_a_plan_is_told_to_its_upp(
    rt: Runtime, cast: Cast, plan: Plan
) -> None:
    own = cast.people[Role.ADMIN_UPP]
    again = {"menggantikan": "0001/UPP-A/TW-I/2023", "alasan": "jawaban susulan"}
    nomor = publish(rt, own, kunci="upp-a", periode=Q1.periode, **again).nomor
    assert told(rt, own) == []  # the same values
    for _ in range(6):
        factories.submit(rt, "layanan-a1", factories.isian(u3="1"), day=date(2023, 3, 9))
    settle(rt)
    row = publish(rt, own, kunci="upp-a", periode=Q1.periode, **again | {"menggantikan": nomor})
    words = (
        "Nilai RTL berubah karena revisi lembar",
        f"RTL Triwulan I 2023 UPP-A: lembar nomor {row.nomor} sudah berlaku. Buka RTL untuk memakai nilainya.",
    )
    assert told(rt, own) == told(rt, cast.people[Role.PIMPINAN_UPP]) == [words]
    assert [x.tautan for x in load_notifikasi(rt, own).baris] == [TAUTAN]
    for person in (cast.admin_b, cast.people[Role.ADMIN_PEMPROV]):
        assert told(rt, person) == []
