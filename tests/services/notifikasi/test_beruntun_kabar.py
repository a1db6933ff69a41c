"""Who moderates hears of a burst without opening Penilaian: once, and of the own part only."""

from datetime import timedelta

from sekampadi.domain.izin import Principal, Role
from sekampadi.services.moderasi.moderasi_beruntun import list_beruntun, review_beruntun
from sekampadi.services.notifikasi.beruntun_kabar import TUNGGU
from sekampadi.services.notifikasi.notifikasi import load_notifikasi
from sekampadi.services.notifikasi.pekerja import PekerjaOutbox
from sekampadi.services.sistem.runtime import Runtime
from tests.conftest import SettableClock
from tests.factories import Cast
from tests.services.survei.test_beruntun import burst

ALL = ("layanan-a1", "layanan-b1", "layanan-a2")


def told(rt: Runtime, person: Principal) -> list[str]:
    return [row.isi for row in load_notifikasi(rt, person).baris]


def test_everyone_who_moderates_is_told_of_his_part_once(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    province, of_a = cast.people[Role.ADMIN_PEMPROV], cast.people[Role.ADMIN_UPP]
    leader = cast.people[Role.PIMPINAN_UPP]
    burst(rt, clock, 60, ALL)
    PekerjaOutbox(rt).step()
    assert told(rt, province) == []  # it is told of with the number it has after a minute
    clock.advance(TUNGGU + timedelta(seconds=1))
    for _ in range(2):
        PekerjaOutbox(rt).step()
    keeps = "15 Mei 2023. Semuanya tetap dihitung sampai Anda menghapusnya."
    assert told(rt, province) == [f"60 jawaban pada 3 layanan, {keeps}"]
    assert told(rt, of_a) == [f"40 jawaban pada 2 layanan, {keeps}"]
    assert told(rt, cast.admin_b) == [f"20 jawaban pada Layanan b1, {keeps}"]
    [row] = load_notifikasi(rt, of_a).baris
    assert (row.judul, row.tautan) == (
        "Kiriman beruntun perlu ditinjau",
        "/admin/penilaian?tinjau=beruntun",
    )
    assert told(rt, cast.admin_c) == told(rt, leader) == []


def test_what_has_been_looked_at_within_the_minute_is_told_to_nobody(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    person = cast.people[Role.ADMIN_UPP]
    burst(rt, clock, 20)
    review_beruntun(rt, person, list_beruntun(rt, person).baris[0].beruntun)
    clock.advance(TUNGGU + timedelta(seconds=1))
    PekerjaOutbox(rt).step()
    assert told(rt, person) == []
