"""The own logins, and those of an account that one manages."""

from datetime import timedelta

import pytest
from sqlmodel import select

from sekampadi.db.models import Sesi
from sekampadi.domain.errors import ConflictError, ForbiddenError, NotFoundError
from sekampadi.domain.izin import Principal, Role
from sekampadi.services.akun.diam import touch_sesi
from sekampadi.services.akun.sesi import find_principal, issue_ticket, redeem_ticket
from sekampadi.services.akun.sesi_saya import end_all_sesi, end_sesi, list_sesi
from sekampadi.services.master.sesi_operator import (
    end_all_sesi_operator,
    end_sesi_operator,
    list_sesi_operator,
)
from sekampadi.services.sistem.runtime import Runtime
from tests.conftest import SettableClock
from tests.factories import PASSWORD, Cast

HOUR = timedelta(hours=1)


def log_in(rt: Runtime, username: str = "admin-b", gawai: str = "Chrome di Android") -> str:
    return redeem_ticket(rt, issue_ticket(rt, username, PASSWORD), gawai=gawai)[0]


def test_own_logins_are_listed_with_device_and_time(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    phone = log_in(rt)
    began = rt.now()
    clock.advance(timedelta(minutes=10))
    desk = log_in(rt, gawai="Firefox di Windows")
    log_in(rt, "admin-c")
    clock.advance(timedelta(minutes=2))
    touch_sesi(rt, phone)
    here, there = list_sesi(rt, cast.admin_b, token=desk)
    assert (here.gawai, here.kini) == ("Firefox di Windows", True)
    assert (there.gawai, there.kini) == ("Chrome di Android", False)
    assert (there.mulai, there.terakhir) == (began, rt.now())
    with rt.reading() as session:
        hashes = set(session.exec(select(Sesi.token_hash)))
    shown = {here.kunci, there.kunci}
    assert not any(kunci in value for kunci in shown for value in (*hashes, phone, desk))
    clock.advance(timedelta(minutes=29))
    assert [row.gawai for row in list_sesi(rt, cast.admin_b, token=desk)] == ["Chrome di Android"]


def test_one_that_begins_without_a_name_is_listed_all_the_same(rt: Runtime, cast: Cast) -> None:
    log_in(rt, gawai="")
    assert list_sesi(rt, cast.admin_b, token=None)[0].gawai == "Perangkat tidak dikenal"


def test_one_login_is_ended_and_only_this_one(rt: Runtime, cast: Cast) -> None:
    phone, desk = log_in(rt), log_in(rt)
    stranger = log_in(rt, "admin-c")
    told: list[None] = []
    rt.rights_listeners.append(lambda: told.append(None))
    there = list_sesi(rt, cast.admin_b, token=desk)[1]
    end_sesi(rt, cast.admin_b, there.kunci)
    assert told == [None]
    assert find_principal(rt, phone) is None
    assert find_principal(rt, desk) is not None
    with pytest.raises(NotFoundError, match="sudah berakhir"):
        end_sesi(rt, cast.admin_b, there.kunci)
    foreign = list_sesi(rt, cast.admin_c, token=None)[0]
    for kunci in (foreign.kunci, "", "\0", "x" * 10_000):
        with pytest.raises(NotFoundError):
            end_sesi(rt, cast.admin_b, kunci)
    assert find_principal(rt, stranger) is not None
    assert told == [None]


def test_all_others_are_ended_or_all(rt: Runtime, cast: Cast) -> None:
    tokens = [log_in(rt) for _ in range(3)]
    stranger = log_in(rt, "admin-c")
    end_all_sesi(rt, cast.admin_b, but=tokens[1])
    assert [find_principal(rt, t) is not None for t in tokens] == [False, True, False]
    end_all_sesi(rt, cast.admin_b)
    assert find_principal(rt, tokens[1]) is None
    assert find_principal(rt, stranger) is not None


def test_who_manages_an_account_sees_and_ends_its_logins(rt: Runtime, cast: Cast) -> None:
    first, second = log_in(rt), log_in(rt)
    keeper = cast.people[Role.PENGELOLA_SISTEM]
    number = cast.admin_b.operator_id
    name, rows = list_sesi_operator(rt, keeper, number)
    assert name == "admin-b"
    assert [row.kini for row in rows] == [False, False]
    end_sesi_operator(rt, keeper, number, rows[0].kunci)
    assert sum(find_principal(rt, t) is not None for t in (first, second)) == 1
    ticket = issue_ticket(rt, "admin-b", PASSWORD)
    end_all_sesi_operator(rt, keeper, number)
    assert find_principal(rt, first) is find_principal(rt, second) is None
    with pytest.raises(Exception, match="kedaluwarsa"):
        redeem_ticket(rt, ticket)


def _refusals(rt: Runtime, acting: Principal, number: int) -> set[type[Exception]]:
    found: set[type[Exception]] = set()
    for act in (
        lambda: list_sesi_operator(rt, acting, number),
        lambda: end_sesi_operator(rt, acting, number, ""),
        lambda: end_all_sesi_operator(rt, acting, number),
    ):
        with pytest.raises((NotFoundError, ForbiddenError, ConflictError)) as caught:
            act()
        found.add(type(caught.value))
    return found


def test_nobody_else_does(rt: Runtime, cast: Cast) -> None:
    tokens = [log_in(rt, name) for name in ("admin-b", "admin_pemprov", "pimpinan_upp")]
    keeper, own = cast.people[Role.PENGELOLA_SISTEM], cast.people[Role.ADMIN_UPP]
    # Pengelola Sistem does not touch Admin Pemprov (decision 2).
    assert _refusals(rt, keeper, cast.people[Role.ADMIN_PEMPROV].operator_id) == {ForbiddenError}
    assert _refusals(rt, own, cast.admin_b.operator_id) == {NotFoundError}
    assert _refusals(rt, own, cast.people[Role.PIMPINAN_UPP].operator_id) == {ForbiddenError}
    for act in (
        end_all_sesi_operator,
        lambda rt, who, number: end_sesi_operator(rt, who, number, ""),
    ):
        with pytest.raises(ConflictError):  # the own ones have a page of their own
            act(rt, keeper, keeper.operator_id)
    assert all(find_principal(rt, t) is not None for t in tokens)
