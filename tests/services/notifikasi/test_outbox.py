"""The outbox: written with its cause, delivered once, tried again, taken over, given up, removed."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from sekampadi.db.models import Outbox
from sekampadi.domain.errors import ForbiddenError, NotFoundError
from sekampadi.domain.izin import Role
from sekampadi.domain.notifikasi.outbox import KLAIM, PERCOBAAN_MAKS, SEWA, JenisPesan, wait_before
from sekampadi.services.notifikasi import outbox, outbox_gagal
from sekampadi.services.notifikasi.outbox import KirimError, Pesan
from sekampadi.services.notifikasi.pekerja import PekerjaOutbox, tell_of_backup, tell_of_failures
from sekampadi.services.sistem.cadangan.terakhir import note_backup
from sekampadi.services.sistem.runtime import Runtime
from tests.conftest import SettableClock
from tests.factories import Cast

EMAIL = JenisPesan.EMAIL


def put(rt: Runtime, kunci: str = "uji/1", operator_id: int | None = None) -> bool:
    with rt.writing() as session:
        return outbox.enqueue(session, rt.now(), EMAIL, kunci, {"a": 1}, operator_id=operator_id)


def rows(rt: Runtime) -> list[Outbox]:
    with rt.reading() as session:
        found = list(session.exec(select(Outbox).order_by(Outbox.id)))  # type: ignore[arg-type]
        session.expunge_all()
        return found


def done(rt: Runtime, pesan: Pesan) -> None:
    with rt.writing() as session:
        outbox.finish(session, pesan, rt.now())


def test_a_rollback_leaves_nothing(rt: Runtime) -> None:
    def write() -> None:
        with rt.writing() as session:
            outbox.enqueue(session, rt.now(), EMAIL, "uji/1", {})
            raise OSError("power cut")

    with pytest.raises(OSError, match="power cut"):
        write()
    assert rows(rt) == []


def test_a_repeated_cause_changes_nothing(rt: Runtime) -> None:
    assert put(rt)
    assert not put(rt)
    seen: list[Pesan] = []
    assert outbox.deliver_next(rt, {EMAIL: lambda r, p: (seen.append(p), done(r, p))[0]})
    assert not put(rt)  # also after it has been sent
    assert not outbox.deliver_next(rt, {})
    assert [(p.kunci, p.isi, p.percobaan) for p in seen] == [("uji/1", {"a": 1}, 1)]


def test_a_failure_is_tried_again_later_and_given_up_at_last(
    rt: Runtime, clock: SettableClock
) -> None:
    put(rt)

    def fail(_rt: Runtime, _pesan: Pesan) -> None:
        raise KirimError("SMTP 451")

    for tries in range(1, PERCOBAAN_MAKS + 1):
        assert outbox.deliver_next(rt, {EMAIL: fail})
        assert not outbox.deliver_next(rt, {EMAIL: fail}), "it waits"
        (row,) = rows(rt)
        assert (row.percobaan, row.galat) == (tries, "SMTP 451")
        clock.advance(wait_before(tries))
    assert row.status == "gagal"
    assert not outbox.deliver_next(rt, {EMAIL: fail})


def test_what_is_in_vain_is_given_up_at_once(rt: Runtime) -> None:
    put(rt)

    def fail(_rt: Runtime, _pesan: Pesan) -> None:
        raise KirimError("SMTP 550", final=True)

    outbox.deliver_next(rt, {EMAIL: fail})
    assert [(r.status, r.percobaan) for r in rows(rt)] == [("gagal", 1)]


def test_a_fault_of_the_program_is_tried_again_and_stops_nobody(
    rt: Runtime, clock: SettableClock
) -> None:
    put(rt)
    clock.advance(timedelta(seconds=1))
    put(rt, "uji/2")

    def handle(r: Runtime, pesan: Pesan) -> None:
        if pesan.kunci == "uji/1":
            raise ZeroDivisionError("rahasia")
        done(r, pesan)

    while outbox.deliver_next(rt, {EMAIL: handle}):
        pass
    first, second = rows(rt)
    assert (first.status, first.galat) == ("antri", "ZeroDivisionError")
    assert second.status == "selesai"


def test_a_message_of_a_dead_worker_is_taken_over_and_his_late_word_counts_no_more(
    rt: Runtime, clock: SettableClock
) -> None:
    put(rt)
    dead = outbox.claim(rt)
    assert dead is not None
    assert outbox.claim(rt) is None
    clock.advance(KLAIM)
    heir = outbox.claim(rt)
    assert heir is not None
    assert heir.percobaan == 2
    with rt.writing() as session:
        assert not outbox.finish(session, dead, rt.now())
    with rt.writing() as session:
        assert outbox.finish(session, heir, rt.now())


def test_a_message_that_kills_its_workers_is_given_up(rt: Runtime, clock: SettableClock) -> None:
    put(rt)
    for _ in range(PERCOBAAN_MAKS):
        assert outbox.claim(rt) is not None
        clock.advance(KLAIM)
    assert outbox.claim(rt) is None
    assert [r.status for r in rows(rt)] == ["gagal"]


def test_one_process_works_and_another_follows_when_it_dies(
    rt: Runtime, clock: SettableClock
) -> None:
    assert outbox.acquire(rt, "uji", "satu")
    assert not outbox.acquire(rt, "uji", "dua")
    clock.advance(SEWA - timedelta(seconds=1))
    assert outbox.acquire(rt, "uji", "satu"), "it stays the one"
    clock.advance(SEWA - timedelta(seconds=1))
    assert not outbox.acquire(rt, "uji", "dua")
    clock.advance(timedelta(seconds=1))
    assert outbox.acquire(rt, "uji", "dua")
    assert not outbox.acquire(rt, "uji", "satu")
    outbox.release(rt, "uji", "satu")  # not his any more
    assert not outbox.acquire(rt, "uji", "satu")
    outbox.release(rt, "uji", "dua")
    assert outbox.acquire(rt, "uji", "satu")


def test_a_clock_that_is_set_back_stops_nobody(rt: Runtime, clock: SettableClock) -> None:
    dead, follower = PekerjaOutbox(rt), PekerjaOutbox(rt)
    assert dead.holds()
    assert not follower.holds()
    clock.advance(timedelta(hours=-1))
    assert follower.holds(), "the lease of the dead one would have lasted an hour"
    clock.advance(timedelta(hours=-1))
    assert follower.holds()
    assert not dead.holds(), "whoever works renews his lease by the clock as it is now"


def test_the_waiting_worker_does_nothing_until_the_other_is_gone(
    rt: Runtime, clock: SettableClock
) -> None:
    seen: list[str] = []

    def named(nama: str) -> Callable[[Runtime, Pesan], None]:
        return lambda r, p: (seen.append(f"{nama} {p.kunci}"), done(r, p))[0]

    first = PekerjaOutbox(rt, {EMAIL: named("satu")})
    second = PekerjaOutbox(rt, {EMAIL: named("dua")})
    put(rt, "uji/1")
    first.step()
    put(rt, "uji/2")
    second.step()
    assert seen == ["satu uji/1"]
    clock.advance(SEWA)  # the first was killed: it neither renews nor releases
    second.step()
    assert seen == ["satu uji/1", "dua uji/2"]
    second.stop()
    put(rt, "uji/3")
    first.step()
    assert seen[-1] == "satu uji/3", "after a proper end there is no waiting"


def test_two_workers_at_once_do_everything_once(rt: Runtime) -> None:
    with rt.writing() as session:
        for i in range(40):
            outbox.enqueue(session, rt.now(), EMAIL, f"uji/{i}", {})
    seen: list[str] = []
    barrier = threading.Barrier(2)

    def handle(r: Runtime, pesan: Pesan) -> None:
        with r.writing() as session:
            if outbox.finish(session, pesan, r.now()):
                seen.append(pesan.kunci)

    def work() -> None:
        barrier.wait()
        while outbox.deliver_next(rt, {EMAIL: handle}):
            pass

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == sorted(f"uji/{i}" for i in range(40))


def test_old_messages_are_removed_and_waiting_ones_stay(rt: Runtime, clock: SettableClock) -> None:
    put(rt, "uji/selesai")
    outbox.deliver_next(rt, {EMAIL: done})
    put(rt, "uji/antri")
    clock.advance(timedelta(days=rt.settings.outbox_days))
    assert outbox.purge(rt) == 0
    clock.advance(timedelta(seconds=1))
    assert outbox.purge(rt) == 1
    assert [r.kunci for r in rows(rt)] == ["uji/antri"]


def test_who_runs_the_system_sees_what_failed_and_tries_again(rt: Runtime, cast: Cast) -> None:
    manager = cast.people[Role.PENGELOLA_SISTEM]
    put(rt, operator_id=cast.people[Role.PIMPINAN].operator_id)

    def fail(_rt: Runtime, _pesan: Pesan) -> None:
        raise KirimError("SMTP 550: penerima ditolak", final=True)

    outbox.deliver_next(rt, {EMAIL: fail})
    (failed,) = outbox_gagal.list_gagal(rt, manager)
    assert (failed.username, failed.galat) == ("pimpinan", "SMTP 550: penerima ditolak")
    for role in set(Role) - {Role.PENGELOLA_SISTEM}:
        with pytest.raises(ForbiddenError):
            outbox_gagal.list_gagal(rt, cast.people[role])
        with pytest.raises(ForbiddenError):
            outbox_gagal.retry_gagal(rt, cast.people[role], failed.id)
    outbox_gagal.retry_gagal(rt, manager, failed.id)
    assert outbox_gagal.list_gagal(rt, manager) == []
    with pytest.raises(NotFoundError):
        outbox_gagal.retry_gagal(rt, manager, failed.id)
    assert outbox.deliver_next(rt, {EMAIL: done})
    assert [r.status for r in rows(rt)] == ["selesai"]


def test_who_runs_the_system_is_told_of_failures_once_a_day(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    from sekampadi.services.notifikasi.notifikasi import load_notifikasi

    manager = cast.people[Role.PENGELOLA_SISTEM]
    tell_of_failures(rt)
    assert load_notifikasi(rt, manager).total == 0
    for number in range(3):
        put(rt, f"uji/{number}")
        claimed = outbox.claim(rt)
        assert claimed is not None
        outbox._failed(rt, claimed, "SMTP 550", final=True)
        tell_of_failures(rt)
    page = load_notifikasi(rt, manager)
    assert [r.judul for r in page.baris] == ["Ada pesan yang gagal dikirim"]
    assert load_notifikasi(rt, cast.people[Role.ADMIN_PEMPROV]).total == 0
    clock.advance(timedelta(days=1))
    tell_of_failures(rt)
    assert load_notifikasi(rt, manager).total == 1, "nothing new, nothing told"


def test_who_runs_the_system_is_told_of_an_old_backup_once_a_day(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    from sekampadi.services.notifikasi.notifikasi import load_notifikasi

    manager = cast.people[Role.PENGELOLA_SISTEM]
    watched = Runtime(rt.engine, rt.settings.model_copy(update={"backup_max_hours": 36}), rt.clock)
    note_backup(rt.settings, rt.now())
    tell_of_backup(watched)
    assert load_notifikasi(rt, manager).total == 0
    clock.advance(timedelta(hours=37))
    tell_of_backup(rt)  # nobody asked to be told
    assert load_notifikasi(rt, manager).total == 0
    for told in (1, 2):
        tell_of_backup(watched)
        tell_of_backup(watched)
        page = load_notifikasi(rt, manager)
        assert [r.judul for r in page.baris] == ["Cadangan data terlalu lama"] * told
        assert "36 jam" in page.baris[0].isi
        clock.advance(timedelta(days=1))
    assert load_notifikasi(rt, cast.people[Role.ADMIN_PEMPROV]).total == 0


def test_finishing_comes_first_in_the_transaction_of_the_effects(rt: Runtime) -> None:
    put(rt)
    pesan = outbox.claim(rt)
    assert pesan is not None

    def half(session: Session) -> None:
        assert outbox.finish(session, pesan, rt.now())
        raise OSError("power cut")

    def write() -> None:
        with rt.writing() as session:
            half(session)

    with pytest.raises(OSError, match="power cut"):
        write()
    assert [r.status for r in rows(rt)] == ["antri"], "the effects are gone, so it is not done"
