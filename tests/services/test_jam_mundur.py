"""The clock is set back an hour while the program serves: nobody is locked out, nothing is lost or doubled."""

import random
import uuid
from datetime import timedelta

import pytest
from sqlmodel import col, select

from sekampadi.db.models import Jawaban
from sekampadi.db.shared import SharedStore
from sekampadi.db.shared_counts import add_recent, count_recent
from sekampadi.domain.errors import DomainError, NotFoundError, UnauthenticatedError
from sekampadi.domain.izin import Role
from sekampadi.domain.moderasi import TANPA_TANDA, Tanda
from sekampadi.domain.periode import Periode
from sekampadi.services.akun.diam import touch_sesi
from sekampadi.services.akun.sesi import (
    find_principal,
    find_principals,
    issue_ticket,
    redeem_ticket,
)
from sekampadi.services.laporan.figures import load_figures
from sekampadi.services.master.layanan import set_layanan_active
from sekampadi.services.notifikasi.pekerja import PekerjaOutbox
from sekampadi.services.sistem.rekap import check_rekap
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.awal import begin_survei
from sekampadi.services.survei.beruntun import Asal
from sekampadi.services.survei.survei import Pengisian
from tests.conftest import SettableClock
from tests.factories import PASSWORD, Cast, random_isian, send, submit

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def log_in(rt: Runtime, username: str = "admin-b") -> str:
    return redeem_ticket(rt, issue_ticket(rt, username, PASSWORD))[0]


def answer(rt: Runtime, rng: random.Random, identity: uuid.UUID, awal: str, asal: Asal) -> None:
    how = Pengisian(awal, asal)
    send(rt, "layanan-a1", random_isian(rng), identity=identity, pengisian=how)


def stored(rt: Runtime) -> list[tuple[uuid.UUID, Tanda, int | None]]:
    with rt.reading() as session:
        rows = session.exec(select(Jawaban).order_by(col(Jawaban.id))).all()
        return [(row.uuid, Tanda(row.tanda), row.durasi_detik) for row in rows]


def test_a_login_goes_on_and_one_that_has_ended_stays_ended(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    ended = log_in(rt)
    clock.advance(5 * HOUR)
    running = log_in(rt, "admin-c")
    for _ in range(15):  # its person works on
        clock.advance(HOUR / 3)
        touch_sesi(rt, running)
    PekerjaOutbox(rt).step()  # nobody has come with the ended one meanwhile
    clock.advance(-HOUR)
    assert find_principal(rt, running) is not None
    assert find_principals(rt, [ended, running]).keys() == {running}


def test_an_ended_login_that_is_seen_is_gone_at_once(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    token = log_in(rt)
    clock.advance(timedelta(hours=10))
    assert find_principal(rt, token) is None
    clock.advance(-HOUR)
    assert find_principal(rt, token) is None


def test_a_ticket_is_no_key_for_an_hour(rt: Runtime, cast: Cast, clock: SettableClock) -> None:
    ticket = issue_ticket(rt, "admin-b", PASSWORD)
    clock.advance(-HOUR)
    with pytest.raises(UnauthenticatedError, match="kedaluwarsa"):
        redeem_ticket(rt, ticket)
    assert find_principal(rt, log_in(rt)) is not None, "who comes again enters"


def test_who_mistyped_waits_ten_minutes_and_no_hour(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    def mistype() -> str:
        with pytest.raises(DomainError) as caught:
            issue_ticket(rt, "admin-b", "salah-sama-sekali")
        return caught.value.code

    assert [mistype() for _ in range(9)] == ["login.failed"] * 8 + ["login.throttled"]
    clock.advance(-HOUR)
    assert find_principal(rt, log_in(rt)) is not None
    # And who tries passwords is held as before.
    assert [mistype() for _ in range(9)] == ["login.failed"] * 8 + ["login.throttled"]
    clock.advance(10 * MINUTE)
    assert find_principal(rt, log_in(rt)) is not None


def test_tries_that_processes_count_together_are_held_likewise(
    redis_url: str, clock: SettableClock
) -> None:
    shared, key = SharedStore(redis_url, "s" * 32), uuid.uuid4().hex
    window = 10 * MINUTE

    def counted(times: int) -> int:
        for _ in range(times):
            add_recent(shared, "uji", key, clock(), window, most=8)
        return count_recent(shared, "uji", key, clock(), window)

    assert counted(9) == 8
    clock.advance(-HOUR)
    assert counted(0) == 0
    assert [counted(1) for _ in range(9)] == [*range(1, 9), 8]


def test_a_survey_begun_before_is_taken_once_and_unmarked(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    rng, asal = random.Random(14), Asal("sambungan", "203.0.113.7")
    early, sent = uuid.uuid4(), uuid.uuid4()
    awal, awal_sent = (begin_survei(rt, i, "layanan-a1") for i in (early, sent))
    clock.advance(2 * MINUTE)
    answer(rt, rng, sent, awal_sent, asal)
    clock.advance(-HOUR)
    answer(rt, rng, sent, awal_sent, asal)  # its thanks had not arrived
    # Closed meanwhile: begun before that, whatever the clock says.
    set_layanan_active(rt, cast.people[Role.ADMIN_PEMPROV], cast.layanan["layanan-a1"], False)
    clock.advance(MINUTE)
    answer(rt, rng, early, awal, asal)
    assert stored(rt) == [(sent, TANPA_TANDA, 120), (early, TANPA_TANDA, None)]
    late = uuid.uuid4()
    with pytest.raises(NotFoundError):
        answer(rt, rng, late, begin_survei(rt, late, "layanan-a1"), asal)
    assert check_rekap(rt) == []


def test_an_office_is_no_burst_because_its_last_hour_comes_again(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    rng = random.Random(15)

    def people(count: int) -> None:
        for _ in range(count):
            clock.advance(timedelta(seconds=20))
            identity = uuid.uuid4()
            begun = clock.moment
            clock.advance(timedelta(seconds=-rng.randint(60, 600)))
            awal = begin_survei(rt, identity, "layanan-a1")
            clock.moment = begun
            answer(rt, rng, identity, awal, Asal(uuid.uuid4().hex, "203.0.113.8"))

    people(90)
    assert {tanda for _, tanda, _ in stored(rt)} == {TANPA_TANDA}
    clock.advance(-HOUR)
    people(90)
    assert {tanda for _, tanda, _ in stored(rt)} == {TANPA_TANDA}
    assert len(stored(rt)) == 180


def test_a_burst_is_still_seen(rt: Runtime, cast: Cast, clock: SettableClock) -> None:
    rng, asal = random.Random(16), Asal("satu", "203.0.113.9")
    for _ in range(2):
        for _ in range(5):
            clock.advance(timedelta(seconds=1))
            answer(rt, rng, uuid.uuid4(), "", asal)
        clock.advance(-HOUR)
    marks = [bool(tanda & Tanda.BERUNTUN) for _, tanda, _ in stored(rt)]
    assert marks == [True] * 10


def test_what_is_counted_stays_what_is_stored_across_a_midnight(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    clock.set_local(clock.moment.date(), 0, 30)
    today = rt.today()
    for back in (False, True, False):
        clock.advance(-HOUR if back else timedelta())
        for _ in range(3):
            submit(rt, "layanan-a1")
        if back:
            assert rt.today() == today - timedelta(days=1)
            clock.advance(HOUR)
    person = cast.people[Role.ADMIN_PEMPROV]
    counts = [
        load_figures(rt, person, periode=Periode(day, day)).hasil.n
        for day in (today - timedelta(days=1), today)
    ]
    assert counts == [3, 6]
    assert check_rekap(rt) == []


def test_the_worker_does_by_the_minute_what_it_does_by_the_minute(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    worker = PekerjaOutbox(rt)
    worker.step()
    clock.advance(-HOUR)
    worker.step()
    assert worker._ikm == worker._tidy == clock.moment
