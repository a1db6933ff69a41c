"""Word between processes: heard with the commit, never without it, and again after a lost connection."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text

from sekampadi.db.kabar import CHANNEL, Listener, announce
from sekampadi.db.kabar_redis import Ears
from sekampadi.domain.izin import Permission, Role
from sekampadi.services.akun.sesi import end_session, issue_ticket, redeem_ticket
from sekampadi.services.moderasi.moderasi import move, remove
from sekampadi.services.sistem.pantau import hear_others, who_may_watch
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.factories import PASSWORD, Cast

SOON = 5.0


def only(change: Callable[[int], None], gap: Callable[[], None] = lambda: None) -> Ears:
    return Ears(change, gap, lambda: None, lambda: None, lambda _: None)


class Ear:
    """What a listener has heard."""

    def __init__(self, rt: Runtime, own: str = "somebody else") -> None:
        self.upp_ids: list[int] = []
        self.gaps = 0
        self.news = threading.Condition()
        self.listener = Listener(rt.engine.url, self._change, self._gap, own=own)

    def _change(self, upp_id: int) -> None:
        with self.news:
            self.upp_ids.append(upp_id)
            self.news.notify_all()

    def _gap(self) -> None:
        with self.news:
            self.gaps += 1
            self.news.notify_all()

    def wait(self, count: int) -> list[int]:
        with self.news:
            assert self.news.wait_for(lambda: len(self.upp_ids) >= count, SOON)
            return list(self.upp_ids)

    def wait_gap(self, count: int, patience: float = SOON) -> None:
        with self.news:
            assert self.news.wait_for(lambda: self.gaps >= count, patience)


@pytest.fixture
def ear(rt: Runtime) -> Iterator[Ear]:
    ear = Ear(rt)
    ear.listener.start()
    ear.wait_gap(1)
    yield ear
    ear.listener.stop()


postgresql = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)


@postgresql
def test_an_answer_its_removal_and_its_move_are_heard(rt: Runtime, cast: Cast, ear: Ear) -> None:
    a, b = cast.upp["upp-a"], cast.upp["upp-b"]
    factories.submit(rt, "layanan-a1")
    assert ear.wait(1) == [a]
    with rt.reading() as session:
        ids = list(session.connection().execute(text("SELECT id FROM jawaban")).scalars())
    person = cast.people[Role.ADMIN_PEMPROV]
    move(rt, person, ids, "layanan-b1", "salah pilih layanan")
    assert sorted(ear.wait(3)[1:]) == sorted([a, b])
    remove(rt, person, ids, "percobaan")
    assert ear.wait(4)[3:] == [b]


@postgresql
def test_what_is_undone_is_not_heard(rt: Runtime, cast: Cast, ear: Ear) -> None:
    def fail() -> None:
        with rt.writing() as session:
            announce(session, 77)
            raise RuntimeError("the transaction is undone")

    with pytest.raises(RuntimeError):
        fail()
    factories.submit(rt, "layanan-b1")
    assert ear.wait(1) == [cast.upp["upp-b"]]


@postgresql
def test_own_word_and_nonsense_are_not_passed_on(rt: Runtime, cast: Cast, ear: Ear) -> None:
    mine: list[int] = []
    stop = hear_others(rt, only(mine.append))
    time.sleep(0.5)
    with rt.writing() as session:
        for message in ("x:", ":", "x:1a", "x:-3", "", "x:٣"):
            session.connection().execute(
                text("SELECT pg_notify(:c, :m)"), {"c": CHANNEL, "m": message}
            )
    factories.submit(rt, "layanan-b1")
    assert ear.wait(1) == [cast.upp["upp-b"]]
    stop()
    assert mine == []


@postgresql
def test_a_word_that_nobody_can_follow_deafens_nobody(rt: Runtime, cast: Cast, ear: Ear) -> None:
    with rt.writing() as session:
        session.connection().execute(
            text("SELECT pg_notify(:c, :m)"), {"c": CHANNEL, "m": "x:" + "9" * 5000}
        )
    ear.wait_gap(2, 10.0)
    factories.submit(rt, "layanan-b1")
    assert ear.wait(1) == [cast.upp["upp-b"]]


@postgresql
def test_a_lost_connection_comes_back_and_says_that_something_was_missed(
    rt: Runtime, cast: Cast, ear: Ear
) -> None:
    with rt.writing() as session:
        session.connection().execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
            )
        )
    ear.wait_gap(2, 10.0)
    factories.submit(rt, "layanan-a1")
    assert ear.wait(1) == [cast.upp["upp-a"]]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_sqlite_has_nothing_to_hear(rt: Runtime, cast: Cast) -> None:
    heard: list[int] = []
    stop = hear_others(rt, only(heard.append, lambda: heard.append(-1)))
    factories.submit(rt, "layanan-a1")
    stop()
    assert heard == []


def test_many_watchers_are_asked_about_at_once(rt: Runtime, cast: Cast) -> None:
    def log_in(name: str) -> str:
        return redeem_ticket(rt, issue_ticket(rt, name, PASSWORD))[0]

    leader, system = log_in(Role.PIMPINAN.value), log_in(Role.PENGELOLA_SISTEM.value)
    gone = log_in(Role.ADMIN_PEMPROV.value)
    end_session(rt, gone)
    right = Permission.DASHBOARD_READ
    asked = {(leader, right), (system, right), (gone, right), ("nobody", right)}
    asked |= {(leader, Permission.UPP_MANAGE), (system, Permission.SISTEM_READ)}
    assert who_may_watch(rt, asked) == {(leader, right), (system, Permission.SISTEM_READ)}
    assert who_may_watch(rt, set()) == frozenset()
