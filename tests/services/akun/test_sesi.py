"""Login, tickets, sessions."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import col, select, update

from sekampadi.db.models import Audit, Operator, Sesi, TiketMasuk, Upp
from sekampadi.domain.errors import (
    ConflictError,
    DomainError,
    NotFoundError,
    UnauthenticatedError,
)
from sekampadi.domain.izin import PROVINSI, Role, Scope
from sekampadi.services.akun.diam import touch_sesi
from sekampadi.services.akun.operator import create_operator, reset_password
from sekampadi.services.akun.sesi import (
    end_session,
    end_sessions,
    find_principal,
    find_principals,
    issue_ticket,
    mark_of,
    redeem_ticket,
)
from sekampadi.services.akun.tiket import TICKET_LIFE
from sekampadi.services.master.kelola_operator import set_account_active
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.conftest import SettableClock
from tests.factories import PASSWORD


def login(rt: Runtime, username: str) -> str:
    return redeem_ticket(rt, issue_ticket(rt, username, PASSWORD))[0]


def acts(rt: Runtime) -> list[tuple[str, str]]:
    with rt.reading() as session:
        return [(a.aksi, a.objek) for a in session.exec(select(Audit).order_by(col(Audit.id)))]


def set_active(rt: Runtime, username: str, aktif: bool) -> None:
    with rt.writing() as session:
        session.exec(update(Operator).where(col(Operator.username) == username).values(aktif=aktif))


def test_a_login_leads_to_the_person(rt: Runtime, cast: factories.Cast) -> None:
    token, ends = redeem_ticket(rt, issue_ticket(rt, "  Admin-C ", PASSWORD))
    assert ends == rt.now() + timedelta(hours=10)
    assert find_principal(rt, token) == cast.admin_c
    assert cast.admin_c.scope == Scope(frozenset({cast.upp["upp-c"], cast.upp["upt-c1"]}))
    assert cast.admin_c.upp_nama == "UPP-C"
    pimpinan = find_principal(rt, login(rt, "pimpinan"))
    assert pimpinan == cast.people[Role.PIMPINAN]
    assert pimpinan.scope == PROVINSI
    assert acts(rt) == [("login.masuk", ""), ("login.masuk", "")]


def test_only_hashes_of_the_secrets_are_stored(rt: Runtime, cast: factories.Cast) -> None:
    ticket = issue_ticket(rt, "admin-b", PASSWORD)
    with rt.reading() as session:
        assert ticket not in session.exec(select(TiketMasuk.token_hash)).one()
    token = redeem_ticket(rt, ticket)[0]
    with rt.reading() as session:
        assert session.exec(select(TiketMasuk)).all() == []
        assert token not in session.exec(select(Sesi.token_hash)).one()
        operator = session.exec(select(Operator)).first()
        assert operator is not None
        assert operator.password_hash.startswith("$argon2id$")


def test_a_ticket_is_good_once(rt: Runtime, cast: factories.Cast) -> None:
    ticket = issue_ticket(rt, "admin-b", PASSWORD)
    redeem_ticket(rt, ticket)
    with pytest.raises(UnauthenticatedError) as caught:
        redeem_ticket(rt, ticket)
    assert caught.value.code == "login.ticket"


def test_of_eight_that_redeem_a_ticket_at_once_one_gets_a_session(
    rt: Runtime, cast: factories.Cast
) -> None:
    ticket = issue_ticket(rt, "admin-b", PASSWORD)

    def attempt(_: int) -> bool:
        try:
            redeem_ticket(rt, ticket)
        except UnauthenticatedError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(8))) == 1
    with rt.reading() as session:
        assert len(session.exec(select(Sesi)).all()) == 1


@pytest.mark.parametrize(("late", "good"), [(timedelta(seconds=-1), True), (timedelta(0), False)])
def test_a_ticket_lasts_some_seconds(
    rt: Runtime, cast: factories.Cast, clock: SettableClock, late: timedelta, good: bool
) -> None:
    ticket = issue_ticket(rt, "admin-b", PASSWORD)
    clock.advance(TICKET_LIFE + late)
    if good:
        redeem_ticket(rt, ticket)
        return
    with pytest.raises(UnauthenticatedError):
        redeem_ticket(rt, ticket)


@pytest.mark.parametrize("ticket", ["", "falsch", "\0", "\ud800", "x" * 10_000])
def test_an_invented_ticket_is_refused(rt: Runtime, ticket: str) -> None:
    with pytest.raises(UnauthenticatedError):
        redeem_ticket(rt, ticket)


@pytest.mark.parametrize("token", [None, "", "falsch", "\0", "\ud800", "x" * 10_000])
def test_an_invented_cookie_is_nobody(rt: Runtime, token: str | None) -> None:
    assert find_principal(rt, token) is None
    end_session(rt, token)


def test_a_session_ends(rt: Runtime, cast: factories.Cast, clock: SettableClock) -> None:
    token = login(rt, "admin-b")
    for _ in range(20):  # its person is busy all day
        clock.advance(timedelta(minutes=30) - timedelta(seconds=1))
        touch_sesi(rt, token)
        assert find_principal(rt, token) is not None
    clock.advance(timedelta(seconds=19))
    assert find_principal(rt, token) is not None
    clock.advance(timedelta(seconds=1))
    assert find_principal(rt, token) is None


def test_old_sessions_and_tickets_are_swept_away(
    rt: Runtime, cast: factories.Cast, clock: SettableClock
) -> None:
    login(rt, "admin-b")
    issue_ticket(rt, "admin-b", PASSWORD)
    clock.advance(timedelta(days=1))
    login(rt, "admin-b")
    with rt.reading() as session:
        assert len(session.exec(select(Sesi)).all()) == 1
        assert session.exec(select(TiketMasuk)).all() == []


def test_a_deactivated_account_is_out_at_once(rt: Runtime, cast: factories.Cast) -> None:
    token = login(rt, "admin-b")
    waiting = issue_ticket(rt, "admin-b", PASSWORD)
    set_active(rt, "admin-b", False)
    assert find_principal(rt, token) is None
    with pytest.raises(UnauthenticatedError):
        redeem_ticket(rt, waiting)
    with pytest.raises(UnauthenticatedError) as caught:
        issue_ticket(rt, "admin-b", PASSWORD)
    assert caught.value.code == "login.failed"
    with rt.reading() as session:
        assert len(session.exec(select(Sesi)).all()) == 1  # the ticket made none


def test_logout_ends_the_session_and_only_this_one(rt: Runtime, cast: factories.Cast) -> None:
    first, second = login(rt, "admin-b"), login(rt, "admin-b")
    end_session(rt, first)
    end_session(rt, first)
    assert find_principal(rt, first) is None
    assert find_principal(rt, second) == cast.admin_b
    assert [a for a, _ in acts(rt)] == ["login.masuk", "login.masuk", "login.keluar"]


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("admin-b", "salah-salah-salah"),
        ("tidak-ada", PASSWORD),
        ("", ""),
        ("admin-b", ""),
        ("admin-b", PASSWORD + "x"),
        ("admin-b\0", PASSWORD),
        ("\ud800", "\ud800"),
        ("admin-b", "\ud800"),
        ("x" * 10_000, "x" * 10_000),
        ("' OR 1=1 --", PASSWORD),
    ],
)
def test_a_wrong_login_says_the_same_for_every_reason(
    rt: Runtime, cast: factories.Cast, username: str, password: str
) -> None:
    with pytest.raises(UnauthenticatedError) as caught:
        issue_ticket(rt, username, password)
    assert (caught.value.code, caught.value.message) == (
        "login.failed",
        "Username atau kata sandi salah.",
    )
    assert [a for a, _ in acts(rt)] == ["login.gagal"]
    with rt.reading() as session:
        assert session.exec(select(TiketMasuk)).all() == []


def test_after_eight_failures_even_the_right_password_waits(
    rt: Runtime, cast: factories.Cast, clock: SettableClock
) -> None:
    for _ in range(8):
        with pytest.raises(UnauthenticatedError):
            issue_ticket(rt, "admin-b", "salah-salah-salah")
    with pytest.raises(DomainError) as caught:
        issue_ticket(rt, "ADMIN-B", PASSWORD)
    assert caught.value.code == "login.throttled"
    issue_ticket(rt, "admin-c", PASSWORD)  # others are not held up
    clock.advance(timedelta(minutes=10))
    login(rt, "admin-b")


def test_a_login_forgets_the_failures_before_it(rt: Runtime, cast: factories.Cast) -> None:
    for failures in (7, 1):
        for _ in range(failures):
            with pytest.raises(UnauthenticatedError):
                issue_ticket(rt, "admin-b", "salah-salah-salah")
        login(rt, "admin-b")


def test_an_account_is_made_and_its_password_reset(rt: Runtime, cast: factories.Cast) -> None:
    operator_id = create_operator(
        rt,
        username="Baru.Sekali",
        password="benar-benar-beda",
        role=Role.ADMIN_UPP,
        upp_kode="upp-b",
    )
    ticket = issue_ticket(rt, "baru.sekali", "benar-benar-beda")
    token = redeem_ticket(rt, ticket)[0]
    principal = find_principal(rt, token)
    assert principal is not None
    assert (principal.operator_id, principal.scope) == (operator_id, cast.admin_b.scope)
    reset_password(rt, username="Baru.Sekali", password="lain-sama-sekali")
    assert find_principal(rt, token) is None
    with pytest.raises(UnauthenticatedError):
        issue_ticket(rt, "baru.sekali", "benar-benar-beda")
    issue_ticket(rt, "baru.sekali", "lain-sama-sekali")
    assert ("operator.buat", f"operator/{operator_id}") in acts(rt)
    assert ("operator.kata_sandi", f"operator/{operator_id}") in acts(rt)


@pytest.mark.parametrize(
    ("username", "password", "role", "upp", "code"),
    [
        ("ab", "benar-benar-beda", Role.PIMPINAN, None, "username.format"),
        ("nama besar", "benar-benar-beda", Role.PIMPINAN, None, "username.format"),
        ("x" * 61, "benar-benar-beda", Role.PIMPINAN, None, "username.format"),
        ("abc\0", "benar-benar-beda", Role.PIMPINAN, None, "username.format"),
        ("abc", "pendek", Role.PIMPINAN, None, "password.length"),
        ("abc", "x" * 129, Role.PIMPINAN, None, "password.length"),
        ("abc", "benar-benar-beda", Role.PIMPINAN, "upp-a", "operator.upp_required"),
        ("abc", "benar-benar-beda", Role.ADMIN_UPP, None, "operator.upp_required"),
    ],
)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_an_account_keeps_the_rules(
    rt: Runtime,
    cast: factories.Cast,
    username: str,
    password: str,
    role: Role,
    upp: str | None,
    code: str,
) -> None:
    with pytest.raises(DomainError) as caught:
        create_operator(rt, username=username, password=password, role=role, upp_kode=upp)
    assert caught.value.code == code


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_accounts_that_exist_or_do_not(rt: Runtime, cast: factories.Cast) -> None:
    with pytest.raises(ConflictError):
        create_operator(rt, username="admin-b", password="benar-benar-beda", role=Role.PIMPINAN)
    with pytest.raises(NotFoundError):
        create_operator(
            rt, username="abc", password="benar-benar-beda", role=Role.ADMIN_UPP, upp_kode="xx"
        )
    with pytest.raises(NotFoundError):
        reset_password(rt, username="tidak-ada", password="benar-benar-beda")
    with pytest.raises(NotFoundError):
        reset_password(rt, username="\0", password="benar-benar-beda")


def test_many_logins_are_looked_up_as_one_is(
    rt: Runtime, cast: factories.Cast, clock: SettableClock
) -> None:
    names = [role.value for role in Role] + ["admin-c", "admin-upt"]
    tokens = [redeem_ticket(rt, issue_ticket(rt, name, PASSWORD))[0] for name in names]
    found = find_principals(rt, [*tokens, "x" * 43, "", "y" * 200, "\ud800"])
    assert found == {token: find_principal(rt, token) for token in tokens}
    assert len({mark_of(token, person) for token, person in found.items()}) == len(tokens)
    set_account_active(rt, cast.people[Role.ADMIN_PEMPROV], cast.admin_c.operator_id, False)
    assert len(find_principals(rt, tokens)) == len(tokens) - 1
    clock.advance(timedelta(hours=10))
    assert find_principals(rt, tokens) == {}


def test_a_mark_changes_with_the_person_and_its_rights(rt: Runtime, cast: factories.Cast) -> None:
    person = cast.admin_c
    mark = mark_of("a" * 43, person)
    assert mark == mark_of("a" * 43, replace(person, username="lain", harus_ganti=True))
    others = (
        replace(person, operator_id=person.operator_id + 1),
        replace(person, role=Role.PIMPINAN_UPP),
        replace(person, upp_id=cast.upp["upp-a"]),
        replace(person, scope=PROVINSI),
    )
    assert mark not in {mark_of("a" * 43, other) for other in others}
    assert mark != mark_of("b" * 43, person)


def test_listeners_are_told_of_ended_sessions_after_the_commit(
    rt: Runtime, cast: factories.Cast
) -> None:
    told: list[bool] = []
    token = redeem_ticket(rt, issue_ticket(rt, "admin-c", PASSWORD))[0]
    rt.rights_listeners.append(lambda: told.append(find_principal(rt, token) is None))

    def undone() -> None:
        with rt.writing() as session:
            end_sessions(session, cast.admin_c.operator_id)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        undone()
    assert told == []
    end_session(rt, token)
    assert told == [True]
    end_session(rt, token)
    assert told == [True]


def test_one_login_and_many_are_looked_up_by_one_rule(rt: Runtime, cast: factories.Cast) -> None:
    token, _ = redeem_ticket(rt, issue_ticket(rt, "admin-b", factories.PASSWORD))
    assert find_principals(rt, [token]) == {token: find_principal(rt, token)}
    # Closing an office ends its sessions; one that is left all the same is worth nothing.
    with rt.writing() as session:
        session.connection().execute(
            update(Upp).where(col(Upp.id) == cast.upp["upp-b"]).values(aktif=False)
        )
    assert find_principal(rt, token) is None
    assert find_principals(rt, [token]) == {}
