"""Accounts: who may manage whose, one-time passwords, the last admin, the own account."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import col, select

from sekampadi.db.models import Audit, Operator
from sekampadi.domain.akun import may_manage, roles_to_give
from sekampadi.domain.errors import (
    ConflictError,
    DomainError,
    FieldErrors,
    ForbiddenError,
    NotFoundError,
    UnauthenticatedError,
)
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.services.akun.akun import change_password, load_akun, rename_akun
from sekampadi.services.akun.sesi import find_principal, issue_ticket, redeem_ticket
from sekampadi.services.master.kelola_operator import (
    create_account,
    delete_account,
    list_pilihan_akun,
    load_operator,
    reset_account_password,
    set_account_active,
    update_account,
)
from sekampadi.services.master.layanan import list_own_upp
from sekampadi.services.master.tabel_master import OPERATOR
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.tabel.tabel import load_table
from tests import factories
from tests.factories import PASSWORD, Cast

NEW_PASSWORD = "padi menguning di sawah"


def login(rt: Runtime, username: str, password: str = PASSWORD) -> str:
    return redeem_ticket(rt, issue_ticket(rt, username, password))[0]


def active(rt: Runtime, operator_id: int) -> bool:
    with rt.reading() as session:
        return session.exec(select(Operator.aktif).where(col(Operator.id) == operator_id)).one()


def form(username: str, role: Role, upp: str = "") -> dict[str, object]:
    return {"username": username, "role": role.value, "upp": upp}


def test_a_one_time_password_opens_nothing_but_the_own_account(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    made = create_account(rt, admin, form("Baru", Role.ADMIN_UPP, "upp-a"))
    assert made.username == "baru"
    token = login(rt, "baru", made.kata_sandi)
    person = find_principal(rt, token)
    assert person is not None
    assert person.harus_ganti
    # The frame of the pages tells who looks, and leads to the own account.
    open_ = {Permission.PUBLIC, Permission.AKUN, Permission.BINGKAI_READ}
    assert {p for p in Permission if person.may(p)} == open_
    with pytest.raises(ForbiddenError) as caught:
        list_own_upp(rt, person)
    assert caught.value.code == "sandi.harus_ganti"
    change_password(
        rt,
        person,
        {"lama": made.kata_sandi, "baru": NEW_PASSWORD, "ulang": NEW_PASSWORD},
        token=token,
    )
    after = find_principal(rt, token)
    assert after is not None
    assert not after.harus_ganti
    assert [u.kode for u in list_own_upp(rt, after)] == ["upp-a"]
    with pytest.raises(UnauthenticatedError):
        login(rt, "baru", made.kata_sandi)
    assert login(rt, "baru", NEW_PASSWORD)


def test_a_new_password_ends_the_other_sessions(rt: Runtime, cast: Cast) -> None:
    here, there = login(rt, "admin-b"), login(rt, "admin-b")
    waiting = issue_ticket(rt, "admin-b", PASSWORD)
    change_password(
        rt,
        cast.admin_b,
        {"lama": PASSWORD, "baru": NEW_PASSWORD, "ulang": NEW_PASSWORD},
        token=here,
    )
    assert find_principal(rt, here) == cast.admin_b
    assert find_principal(rt, there) is None
    with pytest.raises(UnauthenticatedError):
        redeem_ticket(rt, waiting)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"lama": ""}, {"lama": "lama.missing"}),
        ({"lama": "salah-salah-salah"}, {"lama": "lama.wrong"}),
        ({"baru": "", "ulang": ""}, {"baru": "baru.missing"}),
        ({"baru": "pendek12", "ulang": "pendek12"}, {"baru": "password.length"}),
        ({"baru": "a" * 99, "ulang": "a" * 99}, {"baru": "password.weak"}),
        ({"baru": "a" * 129, "ulang": "a" * 129}, {"baru": "password.length"}),
        ({"baru": "Indonesia-2024", "ulang": "Indonesia-2024"}, {"baru": "password.common"}),
        ({"baru": "admin-b itu saya", "ulang": "admin-b itu saya"}, {"baru": "password.name"}),
        ({"baru": PASSWORD, "ulang": PASSWORD}, {"baru": "baru.same"}),
        ({"ulang": "lain lagi"}, {"ulang": "ulang.differs"}),
        ({"lama": 5, "baru": [], "ulang": None}, {"lama": "lama.missing", "baru": "baru.missing"}),
    ],
)
def test_a_wrong_change_of_the_password(
    rt: Runtime, cast: Cast, change: dict[str, object], wrong: dict[str, str]
) -> None:
    isian = {"lama": PASSWORD, "baru": NEW_PASSWORD, "ulang": NEW_PASSWORD} | change
    with pytest.raises(FieldErrors) as caught:
        change_password(rt, cast.admin_b, isian, token=None)
    assert {f: e.code for f, e in caught.value.errors.items()} == wrong
    assert login(rt, "admin-b")


def test_passwords_cannot_be_tried_out_at_the_own_account(rt: Runtime, cast: Cast) -> None:
    isian = {"lama": "salah-salah", "baru": NEW_PASSWORD, "ulang": NEW_PASSWORD}
    for _ in range(8):
        with pytest.raises(FieldErrors):
            change_password(rt, cast.admin_b, isian, token=None)
    with pytest.raises(DomainError) as caught:
        change_password(rt, cast.admin_b, isian | {"lama": PASSWORD}, token=None)
    assert caught.value.code == "login.throttled"


def test_the_own_username(rt: Runtime, cast: Cast) -> None:
    rename_akun(rt, cast.admin_b, {"username": "Budi.B"})
    token = login(rt, "budi.b")
    person = find_principal(rt, token)
    assert person is not None
    assert load_akun(rt, person).username == "budi.b"
    for name, code in (
        ("admin-c", "username.taken"),
        ("b b", "username.format"),
        ("", "username.missing"),
        ("\0\0\0", "username.missing"),
    ):
        with pytest.raises(FieldErrors) as caught:
            rename_akun(rt, person, {"username": name})
        assert caught.value.errors["username"].code == code


def test_two_that_take_a_username_at_once(rt: Runtime, cast: Cast) -> None:
    def take(person: Principal) -> str:
        try:
            rename_akun(rt, person, {"username": "rebutan"})
        except FieldErrors as error:
            return error.errors["username"].code
        return "ok"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(take, [cast.admin_b, cast.admin_c])) == ["ok", "username.taken"]


# --- who may manage whose -----------------------------------------------------------------------

Act = Callable[[Runtime, Principal | None, int], object]
ACTS: dict[str, Act] = {
    "update": lambda rt, p, i: update_account(rt, p, i, form("ganti", Role.ADMIN_UPP, "upp-a")),
    "close": lambda rt, p, i: set_account_active(rt, p, i, False),
    "reset": reset_account_password,
    "delete": delete_account,
}


def try_act(rt: Runtime, act: str, person: Principal | None, number: int) -> str:
    try:
        ACTS[act](rt, person, number)
    except DomainError as error:
        return error.code
    return "ok"


@pytest.mark.parametrize("act", ACTS)
def test_role_by_action(rt: Runtime, cast: Cast, act: str) -> None:
    """Every role tries every act on an account of every role, of its own UPP and of another."""
    a, b = cast.upp["upp-a"], cast.upp["upp-b"]
    number = 0
    for role, person in cast.people.items():
        for target in Role:
            for upp_id in (a, b) if target.of_upp else (None,):
                number += 1
                victim = factories.make_operator(rt, f"korban{number}", target, upp_id=upp_id)
                got = try_act(rt, act, person, victim.operator_id)
                if Permission.OPERATOR_MANAGE not in role.permissions:
                    assert got == "izin.denied", (role, target)
                elif role is Role.ADMIN_UPP:
                    own = "operator.denied" if target is Role.PIMPINAN_UPP else "ok"
                    assert got == (own if upp_id == a else "operator.unknown"), (role, target)
                elif role is Role.PENGELOLA_SISTEM and target is Role.ADMIN_PEMPROV:
                    assert got == "operator.denied"
                else:
                    assert got == "ok", (role, target, got)
                if act == "update" and got == "ok":
                    rename(rt, victim.operator_id, f"lepas{number}")
    assert try_act(rt, act, None, number) == "sesi.required"


def rename(rt: Runtime, operator_id: int, username: str) -> None:
    with rt.writing() as session:
        operator = session.get(Operator, operator_id)
        assert operator is not None
        operator.username = username


@pytest.mark.parametrize("act", ACTS)
def test_nobody_changes_the_own_account_here(rt: Runtime, cast: Cast, act: str) -> None:
    for role in (Role.ADMIN_UPP, Role.ADMIN_PEMPROV, Role.PENGELOLA_SISTEM):
        person = cast.people[role]
        assert try_act(rt, act, person, person.operator_id) == "operator.self"


@pytest.mark.parametrize("giver", [Role.ADMIN_UPP, Role.ADMIN_PEMPROV, Role.PENGELOLA_SISTEM])
def test_which_roles_are_given(rt: Runtime, cast: Cast, giver: Role) -> None:
    person = cast.people[giver]
    roles, offices = list_pilihan_akun(rt, person)
    assert roles == roles_to_give(person)
    for role in Role:
        isian = form(f"baru-{role.value}", role, "upp-a" if role.of_upp else "")
        if role in roles:
            assert create_account(rt, person, isian)
        else:
            with pytest.raises(FieldErrors) as caught:
                create_account(rt, person, isian)
            assert caught.value.errors["role"].code == "role.denied"
    if giver is Role.ADMIN_UPP:
        assert [u.kode for u in offices] == ["upp-a"]
        with pytest.raises(FieldErrors) as caught:
            create_account(rt, person, form("di-b", Role.ADMIN_UPP, "upp-b"))
        assert caught.value.errors["upp"].code == "upp.missing"


def test_nobody_else_gives_any_role(cast: Cast) -> None:
    givers = {r for r, p in cast.people.items() if roles_to_give(p)}
    assert givers == {Role.ADMIN_UPP, Role.ADMIN_PEMPROV, Role.PENGELOLA_SISTEM}
    assert not may_manage(cast.people[Role.ADMIN_UPP], Role.ADMIN_UPP, None)


def test_an_account_cannot_be_lifted_or_carried_over_the_boundary(rt: Runtime, cast: Cast) -> None:
    mine = factories.make_operator(rt, "petugas-c", Role.PETUGAS_LAYANAN, upp_id=cast.upp["upp-c"])
    for isian, field in (
        (form("petugas-c", Role.ADMIN_PEMPROV), "role"),
        (form("petugas-c", Role.ADMIN_UPP, "upp-a"), "upp"),
        (form("petugas-c", Role.ADMIN_UPP), "upp"),
    ):
        with pytest.raises(FieldErrors) as caught:
            update_account(rt, cast.admin_c, mine.operator_id, isian)
        assert set(caught.value.errors) == {field}
    update_account(rt, cast.admin_c, mine.operator_id, form("petugas-c", Role.ADMIN_UPP, "upt-c1"))
    with pytest.raises(NotFoundError):  # the UPT does not reach up
        load_operator(rt, cast.admin_upt, cast.admin_c.operator_id)


def test_the_table_ends_at_the_boundary(rt: Runtime, cast: Cast) -> None:
    def names(person: Principal, **query: str) -> set[str]:
        page = load_table(rt, person, OPERATOR, {"ukuran": "100", **query}).page
        return {r.values["username"] for r in page.rows}

    assert names(cast.admin_c) == {"admin-c", "admin-upt"}
    assert names(cast.admin_upt) == {"admin-upt"}
    assert len(names(cast.people[Role.ADMIN_PEMPROV])) == len(Role) + 3
    assert names(cast.people[Role.ADMIN_PEMPROV], role="admin_upp", cari="upp-b") == {"admin-b"}
    with pytest.raises(ForbiddenError):
        names(cast.people[Role.PIMPINAN])


# --- closing, deleting, the last admin ----------------------------------------------------------


def test_a_closed_account_is_out_at_once(rt: Runtime, cast: Cast) -> None:
    admin, token = cast.people[Role.ADMIN_PEMPROV], login(rt, "admin-b")
    waiting = issue_ticket(rt, "admin-b", PASSWORD)
    set_account_active(rt, admin, cast.admin_b.operator_id, False)
    assert find_principal(rt, token) is None
    for attempt in (lambda: redeem_ticket(rt, waiting), lambda: login(rt, "admin-b")):
        with pytest.raises(UnauthenticatedError):
            attempt()
    # An act that was let in before the account was closed is refused inside its transaction.
    with pytest.raises(ForbiddenError):
        create_account(rt, cast.admin_b, form("titipan", Role.ADMIN_UPP, "upp-b"))
    set_account_active(rt, admin, cast.admin_b.operator_id, True)
    assert find_principal(rt, token) is None
    assert login(rt, "admin-b")


def test_a_reset_gives_a_one_time_password_and_ends_sessions(rt: Runtime, cast: Cast) -> None:
    token = login(rt, "admin-b")
    made = reset_account_password(rt, cast.people[Role.ADMIN_PEMPROV], cast.admin_b.operator_id)
    assert find_principal(rt, token) is None
    person = find_principal(rt, login(rt, "admin-b", made.kata_sandi))
    assert person is not None
    assert person.harus_ganti
    with rt.reading() as session:
        text = " ".join(f"{a.objek}{a.rincian}" for a in session.exec(select(Audit)))
    assert made.kata_sandi not in text


def test_what_has_acted_is_not_deleted(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    login(rt, "admin-b")
    with pytest.raises(ConflictError) as caught:
        delete_account(rt, admin, cast.admin_b.operator_id)
    assert caught.value.code == "operator.used"
    issue_ticket(rt, "admin-c", PASSWORD)
    delete_account(rt, admin, cast.admin_c.operator_id)
    with pytest.raises(NotFoundError):
        load_operator(rt, admin, cast.admin_c.operator_id)


def second_admin(rt: Runtime) -> Principal:
    return factories.make_operator(rt, "admin-dua", Role.ADMIN_PEMPROV)


def left(rt: Runtime) -> int:
    with rt.reading() as session:
        rows = session.exec(
            select(Operator.id).where(
                col(Operator.role) == Role.ADMIN_PEMPROV.value, col(Operator.aktif)
            )
        )
        return len(rows.all())


REMOVALS: dict[str, Act] = {
    "close": lambda rt, p, i: set_account_active(rt, p, i, False),
    "delete": delete_account,
    "demote": lambda rt, p, i: update_account(rt, p, i, form("turun", Role.PIMPINAN)),
}


@pytest.mark.parametrize("how", REMOVALS)
def test_the_last_admin_stays(rt: Runtime, cast: Cast, how: str) -> None:
    first, second = cast.people[Role.ADMIN_PEMPROV], second_admin(rt)
    set_account_active(rt, first, second.operator_id, False)
    with pytest.raises(DomainError):  # the closed one acts no more
        REMOVALS[how](rt, second, first.operator_id)
    with pytest.raises(DomainError):  # nor does the last one leave by itself
        REMOVALS[how](rt, first, first.operator_id)
    assert left(rt) == 1


@pytest.mark.parametrize("how", REMOVALS)
@pytest.mark.parametrize("round_", range(2))
def test_of_two_admins_that_remove_each_other_one_stays(
    rt: Runtime, cast: Cast, how: str, round_: int
) -> None:
    first, second = cast.people[Role.ADMIN_PEMPROV], second_admin(rt)

    def remove(pair: tuple[Principal, Principal]) -> str:
        acting, victim = pair
        try:
            REMOVALS[how](rt, acting, victim.operator_id)
        except DomainError as error:
            return error.code
        return "ok"

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(remove, [(first, second), (second, first)]))
    assert results.count("ok") == 1, results
    assert left(rt) == 1


def test_of_three_that_close_in_a_ring_one_stays(rt: Runtime, cast: Cast) -> None:
    people = [
        cast.people[Role.ADMIN_PEMPROV],
        second_admin(rt),
        factories.make_operator(rt, "admin-tiga", Role.ADMIN_PEMPROV),
    ]
    pairs = [(people[i], people[(i + 1) % 3]) for i in range(3)]

    def close(pair: tuple[Principal, Principal]) -> None:
        try:
            set_account_active(rt, pair[0], pair[1].operator_id, False)
        except DomainError:
            return

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(close, pairs))
    assert left(rt) >= 1
