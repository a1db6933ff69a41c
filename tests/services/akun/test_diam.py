"""Being idle: what keeps a login, what does not, and a clock that is set back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event
from sqlmodel import select

from sekampadi.db.models import Sesi
from sekampadi.domain.izin import Permission
from sekampadi.services.akun.diam import SisaSesi, time_left, touch_sesi
from sekampadi.services.akun.sesi import (
    drop_ended,
    find_principal,
    find_principals,
    issue_ticket,
    redeem_ticket,
)
from sekampadi.services.sistem.pantau import who_may_watch
from sekampadi.services.sistem.runtime import Runtime
from tests.conftest import SettableClock
from tests.factories import PASSWORD, Cast

MINUTE = timedelta(minutes=1)
HALF_HOUR = 30 * MINUTE
HOUR = 60 * MINUTE


def log_in(rt: Runtime, username: str = "admin-b") -> str:
    return redeem_ticket(rt, issue_ticket(rt, username, PASSWORD))[0]


def seen(rt: Runtime) -> datetime:
    with rt.reading() as session:
        return session.exec(select(Sesi.terakhir)).one()


@contextmanager
def counted_writes(rt: Runtime) -> Iterator[list[str]]:
    """Notice each statement that changes a session."""
    found: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("UPDATE sesi"):
            found.append(statement)

    event.listen(rt.engine, "before_cursor_execute", note)
    yield found
    event.remove(rt.engine, "before_cursor_execute", note)


def test_a_login_ends_when_nobody_types(rt: Runtime, cast: Cast, clock: SettableClock) -> None:
    token = log_in(rt)
    clock.advance(HALF_HOUR - timedelta(seconds=1))
    assert find_principal(rt, token) == cast.admin_b
    assert find_principals(rt, [token]) == {token: cast.admin_b}
    clock.advance(timedelta(seconds=1))
    asked = {(token, Permission.DASHBOARD_READ)}
    assert who_may_watch(rt, asked) == frozenset()
    assert find_principals(rt, [token]) == {}
    assert find_principal(rt, token) is None
    with rt.reading() as session:
        assert session.exec(select(Sesi)).all() == [], "it is gone, and no clock brings it back"


def test_looking_is_no_activity(rt: Runtime, cast: Cast, clock: SettableClock) -> None:
    """What open pages do by themselves: their watches, their events, asking how long it lasts."""
    token = log_in(rt)
    for _ in range(29):
        clock.advance(MINUTE)
        assert find_principal(rt, token) is not None
        assert find_principals(rt, [token])
        assert who_may_watch(rt, {(token, Permission.DASHBOARD_READ)})
        assert time_left(rt, token).detik > 0
        drop_ended(rt)
    assert time_left(rt, token) == SisaSesi(60, True)
    clock.advance(MINUTE)
    assert find_principal(rt, token) is None
    assert time_left(rt, token) == SisaSesi(0, False)


def test_who_types_stays_and_is_written_down_once_a_minute(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    token = log_in(rt)
    with counted_writes(rt) as writes:
        for _ in range(12 * 40):
            clock.advance(timedelta(seconds=5))
            touch_sesi(rt, token)
    assert len(writes) == 40
    assert find_principal(rt, token) is not None
    assert rt.now() - seen(rt) < MINUTE


@pytest.mark.parametrize("token", [None, "", "salah", "\ud800", "x" * 10_000])
def test_an_invented_cookie_keeps_nothing(rt: Runtime, token: str | None) -> None:
    touch_sesi(rt, token)
    assert time_left(rt, token) == SisaSesi(0, False)


def test_who_comes_too_late_revives_nothing(rt: Runtime, cast: Cast, clock: SettableClock) -> None:
    token = log_in(rt)
    clock.advance(HALF_HOUR)
    touch_sesi(rt, token)
    assert find_principal(rt, token) is None


def test_the_longest_time_ends_a_login_that_is_used(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    token = log_in(rt)
    for _ in range(20 * 30 - 5):
        clock.advance(MINUTE)
        touch_sesi(rt, token)
    assert time_left(rt, token) == SisaSesi(5 * 60, False), "typing does not help any more"
    clock.advance(5 * MINUTE)
    touch_sesi(rt, token)
    assert find_principal(rt, token) is None


def test_a_clock_set_back_locks_nobody_out_and_lets_nobody_stay_longer(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    token = log_in(rt)
    clock.advance(20 * MINUTE)
    touch_sesi(rt, token)
    clock.advance(-HOUR)
    assert find_principal(rt, token) is not None
    assert time_left(rt, token).detik <= 30 * 60
    drop_ended(rt)  # as the worker does each minute
    assert seen(rt) == rt.now()
    clock.advance(HALF_HOUR)
    assert find_principal(rt, token) is None


def test_who_types_after_the_clock_was_set_back_is_written_down_anew(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    token = log_in(rt)
    clock.advance(-HOUR)
    touch_sesi(rt, token)
    assert seen(rt) == rt.now()
    clock.advance(HALF_HOUR - MINUTE)
    assert find_principal(rt, token) is not None


def test_an_idle_login_does_not_come_back_with_the_clock(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    first, second = log_in(rt), log_in(rt)
    clock.advance(HALF_HOUR)
    drop_ended(rt)
    clock.advance(-HOUR)
    assert find_principals(rt, [first, second]) == {}
    third = log_in(rt)
    clock.advance(HOUR + HALF_HOUR)
    assert find_principal(rt, third) is None  # seen once, and gone
    clock.advance(-HOUR)
    assert find_principal(rt, third) is None
