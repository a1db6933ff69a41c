"""Two processes on one database and one Redis: what one does the other knows at once."""

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from uuid import uuid4

import pytest

from sekampadi.db.kabar_redis import Ears
from sekampadi.db.shared import SharedStore
from sekampadi.domain.izin import Role
from sekampadi.services.akun.sesi import end_session, issue_ticket, redeem_ticket
from sekampadi.services.sistem.bersama import is_alive, take_request
from sekampadi.services.sistem.pantau import hear_others
from sekampadi.services.sistem.pengaturan import load_ambang, save_ambang
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.conftest import SettableClock
from tests.factories import PASSWORD, Cast

SOON = 5.0
SECRET = "what all processes of one service know"


def until(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SOON
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.02)


class Other:
    """The other process: its runtime, and what it has heard."""

    def __init__(self, rt: Runtime) -> None:
        self.rt = rt
        self.changes: list[int] = []
        self.rights = self.gaps = 0
        ears = Ears(
            self.changes.append, self._gap, self._rights, rt.acted_elsewhere, rt.pengamat.hear
        )
        self.stop = hear_others(rt, ears, "yang-lain")

    def _gap(self) -> None:
        self.gaps += 1

    def _rights(self) -> None:
        self.rights += 1


@pytest.fixture
def other(rt: Runtime, redis_url: str, clock: SettableClock) -> Iterator[Other]:
    """Let both listen."""
    second = Runtime.open(rt.settings, clock)
    for runtime in (rt, second):
        runtime.share(SharedStore(redis_url, SECRET))
    other = Other(second)
    until(lambda: other.rights == 1)
    stop = hear_others(rt, Ears(lambda _: None, lambda: None, lambda: None, lambda: None, print))
    # On SQLite it is new to the other; on PostgreSQL each hears both ways of its own as well.
    until(lambda: other.gaps >= 2)
    yield other
    stop()
    other.stop()
    second.engine.dispose()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)  # PostgreSQL tells it by NOTIFY
def test_an_answer_is_heard_of_once_it_is_stored(rt: Runtime, cast: Cast, other: Other) -> None:
    factories.submit(rt, "layanan-a1")
    until(lambda: other.changes == [cast.upp["upp-a"]])


def test_who_has_set_something_is_read_anew_elsewhere(
    rt: Runtime, cast: Cast, other: Other
) -> None:
    before = load_ambang(other.rt)
    assert load_ambang(rt) == before
    values = asdict(before) | {"ulang_kali": before.ulang_kali + 1}
    save_ambang(rt, cast.people[Role.ADMIN_PEMPROV], {k: str(v) for k, v in values.items()})
    assert load_ambang(rt) != before
    until(lambda: load_ambang(other.rt) == load_ambang(rt))


def test_an_ended_login_is_told(rt: Runtime, cast: Cast, other: Other) -> None:
    cookie = redeem_ticket(rt, issue_ticket(rt, Role.PIMPINAN.value, PASSWORD))[0]
    known = other.rights
    end_session(rt, cookie)
    until(lambda: other.rights == known + 1)


def test_whoever_listens_lives(rt: Runtime, other: Other) -> None:
    assert is_alive(rt, "yang-lain")
    assert not is_alive(rt, "yang-tiada")
    other.stop()
    until(lambda: not is_alive(rt, "yang-lain"))


def test_requests_of_an_address_are_counted_for_both(rt: Runtime, other: Other) -> None:
    address = str(uuid4())  # the Redis is that of all tests
    waits = [take_request(r, address, 3) for r in (rt, other.rt, rt, other.rt)]
    assert waits[:3] == [0, 0, 0]
    assert waits[3]
    other.rt.shared = None
    assert take_request(other.rt, address, 3) is None
