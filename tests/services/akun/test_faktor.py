"""The second factor as its owner sets it up and gives it up, and as others reset it."""

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import SecretStr
from sqlmodel import col, select, update

from sekampadi.db.models import Audit, CalonFaktor, FaktorKedua, KodePemulihan, Operator, Sesi
from sekampadi.domain.errors import (
    ConflictError,
    DomainError,
    FieldErrors,
    ForbiddenError,
    NotFoundError,
)
from sekampadi.domain.faktor import MOST_WRONG, code_at
from sekampadi.domain.izin import Permission, Principal, Role
from sekampadi.services.akun.faktor import (
    begin_faktor,
    confirm_faktor,
    load_calon,
    load_faktor,
    remove_faktor,
    renew_pemulihan,
    reset_faktor_as_system,
)
from sekampadi.services.akun.kode import HasilKode, use_code
from sekampadi.services.akun.masuk import finish_login, still_waits
from sekampadi.services.akun.rahasia import seal, unseal
from sekampadi.services.akun.sesi import find_principal, issue_ticket, redeem_ticket
from sekampadi.services.master.kelola_operator import (
    delete_account,
    reset_account_faktor,
    reset_account_password,
)
from sekampadi.services.sistem.runtime import Runtime, authorize
from tests.conftest import SettableClock
from tests.factories import PASSWORD, Cast, make_operator
from tests.faktor import NEXT, begin, secret_in, set_up

WRONG = "000000"


@pytest.fixture
def person(cast: Cast) -> Principal:
    return cast.people[Role.ADMIN_UPP]


def wrong_fields(error: pytest.ExceptionInfo[FieldErrors]) -> dict[str, str]:
    return {field: e.code for field, e in error.value.errors.items()}


def strict(rt: Runtime) -> Runtime:
    rt.settings = rt.settings.model_copy(update={"second_factor": "required"})
    return rt


def test_it_counts_from_its_first_code_on(rt: Runtime, person: Principal) -> None:
    calon = begin_faktor(rt, person, {"sandi": PASSWORD})
    assert issue_ticket(rt, person.username, PASSWORD), (
        "a secret that was only shown locks nobody out"
    )
    assert load_faktor(rt, person).sejak is None
    assert load_calon(rt, person) == calon
    secret = secret_in(calon.alamat)
    assert calon.rahasia.replace(" ", "") == secret
    assert secret not in repr(calon)
    codes = confirm_faktor(rt, person, {"kode": code_at(secret, rt.now())}, token=None)
    found = load_faktor(rt, person)
    assert (found.sejak, found.sisa) == (rt.now(), 10)
    assert len(codes) == 10
    assert load_calon(rt, person) is None
    begin(rt, person.username)


def test_neither_secret_nor_codes_can_be_read_in_the_tables(rt: Runtime, person: Principal) -> None:
    phone = set_up(rt, person)
    with rt.reading() as session:
        row = session.exec(select(FaktorKedua)).one()
        hashes = session.exec(select(KodePemulihan.kode_hash)).all()
        trail = repr([(a.objek, a.rincian) for a in session.exec(select(Audit))])
        assert phone.secret not in row.rahasia
    assert phone.secret not in trail
    for code in phone.pemulihan:
        assert code not in trail
        assert not [h for h in hashes if code in h or code.replace("-", "") in h]


def test_a_secret_belongs_to_its_account_and_its_key(rt: Runtime) -> None:
    sealed = seal(rt.settings, 7, "RAHASIA")
    assert unseal(rt.settings, 7, sealed) == "RAHASIA"
    assert unseal(rt.settings, 8, sealed) is None, "a row that was copied to another account"
    other = rt.settings.model_copy(update={"secret_key": SecretStr("x" * 40)})
    assert unseal(other, 7, sealed) is None
    for broken in ("", "x", sealed[:-4], sealed[:9], sealed[:12] + "\udfff" + sealed[13:]):
        assert unseal(rt.settings, 7, broken) is None


def test_the_password_is_asked_for_first(rt: Runtime, person: Principal) -> None:
    for given, code in (({}, "sandi.missing"), ({"sandi": "salah-salah-salah"}, "sandi.wrong")):
        with pytest.raises(FieldErrors) as caught:
            begin_faktor(rt, person, given)
        assert wrong_fields(caught) == {"sandi": code}
    assert load_calon(rt, person) is None


def test_what_was_shown_can_be_confirmed_for_a_quarter_of_an_hour(
    rt: Runtime, person: Principal, clock: SettableClock
) -> None:
    secret = secret_in(begin_faktor(rt, person, {"sandi": PASSWORD}).alamat)
    clock.advance(timedelta(minutes=15))
    with pytest.raises(ConflictError) as caught:
        confirm_faktor(rt, person, {"kode": code_at(secret, rt.now())}, token=None)
    assert caught.value.code == "faktor.late"
    assert load_faktor(rt, person).sejak is None


@pytest.mark.parametrize("kode", ["", "12", WRONG, "\ud800", "x" * 500])
def test_a_wrong_first_code_changes_nothing(rt: Runtime, person: Principal, kode: str) -> None:
    begin_faktor(rt, person, {"sandi": PASSWORD})
    with pytest.raises(FieldErrors) as caught:
        confirm_faktor(rt, person, {"kode": kode}, token=None)
    assert wrong_fields(caught) == {"kode": "kode.wrong" if kode else "kode.missing"}
    assert load_faktor(rt, person).sejak is None


def test_first_codes_cannot_be_tried_out(rt: Runtime, person: Principal) -> None:
    begin_faktor(rt, person, {"sandi": PASSWORD})
    for _ in range(8):
        with pytest.raises(FieldErrors):
            confirm_faktor(rt, person, {"kode": WRONG}, token=None)
    with pytest.raises(DomainError) as caught:
        confirm_faktor(rt, person, {"kode": WRONG}, token=None)
    assert caught.value.code == "login.throttled"


def test_setting_it_up_ends_the_other_sessions(rt: Runtime, person: Principal) -> None:
    mine, other = (
        redeem_ticket(rt, issue_ticket(rt, person.username, PASSWORD))[0] for _ in range(2)
    )
    set_up(rt, person, token=mine)
    assert find_principal(rt, mine) == person
    assert find_principal(rt, other) is None


def test_of_two_that_confirm_at_once_one_gets_the_codes(rt: Runtime, person: Principal) -> None:
    code = code_at(secret_in(begin_faktor(rt, person, {"sandi": PASSWORD}).alamat), rt.now())

    def attempt(_: int) -> tuple[str, ...]:
        try:
            return confirm_faktor(rt, person, {"kode": code}, token=None)
        except ConflictError:
            return ()

    with ThreadPoolExecutor(4) as pool:
        got = [codes for codes in pool.map(attempt, range(4)) if codes]
    assert len(got) == 1
    with rt.writing() as session:
        found = use_code(session, rt.settings, person.operator_id, got[0][3], rt.now())
    assert found is HasilKode.PEMULIHAN


def test_of_two_that_begin_at_once_the_last_one_waits(rt: Runtime, person: Principal) -> None:
    with ThreadPoolExecutor(4) as pool:
        shown = [
            calon.alamat
            for calon in pool.map(lambda _: begin_faktor(rt, person, {"sandi": PASSWORD}), range(4))
        ]
    waiting = load_calon(rt, person)
    assert waiting is not None
    assert waiting.alamat in shown


def test_another_application_needs_the_old_code_and_replaces_it_when_confirmed(
    rt: Runtime, person: Principal, clock: SettableClock
) -> None:
    old = set_up(rt, person)
    clock.advance(NEXT)
    for kode, expected in (("", "kode.missing"), (WRONG, "kode.wrong")):
        with pytest.raises(FieldErrors) as caught:
            begin_faktor(rt, person, {"sandi": PASSWORD, "kode": kode})
        assert wrong_fields(caught) == {"kode": expected}
    given = {"sandi": PASSWORD, "kode": old.code(rt.now())}
    new = secret_in(begin_faktor(rt, person, given).alamat)
    clock.advance(NEXT)
    assert finish_login(rt, begin(rt, person.username), old.code(rt.now())), (
        "the old one counts still"
    )
    clock.advance(NEXT)
    confirm_faktor(rt, person, {"kode": code_at(new, rt.now())}, token=None)
    clock.advance(NEXT)
    waiting = begin(rt, person.username)
    with pytest.raises(DomainError):
        finish_login(rt, waiting, old.code(rt.now()))
    with pytest.raises(DomainError):
        finish_login(rt, waiting, old.pemulihan[0])
    assert finish_login(rt, waiting, code_at(new, rt.now()))


def test_new_recovery_codes_replace_the_old_ones(
    rt: Runtime, person: Principal, clock: SettableClock
) -> None:
    with pytest.raises(ConflictError) as caught:
        renew_pemulihan(rt, person, {"sandi": PASSWORD})
    assert caught.value.code == "faktor.none"
    phone = set_up(rt, person)
    clock.advance(NEXT)
    codes = renew_pemulihan(rt, person, {"sandi": PASSWORD, "kode": phone.code(rt.now())})
    waiting = begin(rt, person.username)
    with pytest.raises(DomainError) as refused:
        finish_login(rt, waiting, phone.pemulihan[0])
    assert refused.value.code == "kode.unknown"
    assert finish_login(rt, waiting, codes[0])
    assert load_faktor(rt, person).sisa == 9


def test_giving_it_up(rt: Runtime, person: Principal, clock: SettableClock) -> None:
    with pytest.raises(ConflictError) as none:
        remove_faktor(rt, person, {"sandi": PASSWORD}, token=None)
    assert none.value.code == "faktor.none"
    phone = set_up(rt, person)
    clock.advance(NEXT)
    waiting = begin(rt, person.username)
    remove_faktor(rt, person, {"sandi": PASSWORD, "kode": phone.code(rt.now())}, token=None)
    assert not still_waits(rt, waiting)
    assert issue_ticket(rt, person.username, PASSWORD)
    with rt.reading() as session:
        for table in (FaktorKedua, KodePemulihan, CalonFaktor):
            assert session.exec(select(table)).all() == []


def test_a_role_that_has_to_have_one_cannot_give_it_up(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    phone = set_up(strict(rt), admin)
    clock.advance(NEXT)
    with pytest.raises(ConflictError) as caught:
        remove_faktor(rt, admin, {"sandi": PASSWORD, "kode": phone.code(rt.now())}, token=None)
    assert caught.value.code == "faktor.wajib"
    assert load_faktor(rt, admin).wajib


@pytest.mark.parametrize("role", list(Role))
def test_who_has_to_have_one_may_do_nothing_before(rt: Runtime, cast: Cast, role: Role) -> None:
    person = cast.people[role]
    token = redeem_ticket(strict(rt), issue_ticket(rt, person.username, PASSWORD))[0]
    found = find_principal(rt, token)
    assert found is not None
    needs = role in {Role.ADMIN_PEMPROV, Role.PENGELOLA_SISTEM}
    assert found.harus_faktor is needs
    assert load_faktor(rt, found).harus is needs
    # The frame of the pages tells who looks, and leads to the own account.
    for permission in role.permissions - {
        *(Permission.PUBLIC, Permission.AKUN, Permission.BINGKAI_READ)
    }:
        if not needs:
            authorize(found, permission)
            continue
        with pytest.raises(ForbiddenError) as caught:
            authorize(found, permission)
        assert caught.value.code == "faktor.harus"
    assert found.may(Permission.AKUN)
    set_up(rt, found, token=token)
    after = find_principal(rt, token)
    assert after == replace(found, harus_faktor=False)


def test_fifty_wrong_codes_in_a_row_close_it_to_codes(
    rt: Runtime, person: Principal, clock: SettableClock
) -> None:
    phone = set_up(rt, person)
    clock.advance(NEXT)
    with rt.writing() as session:
        for _ in range(MOST_WRONG):
            wrong = use_code(session, rt.settings, person.operator_id, WRONG, rt.now())
            assert wrong is HasilKode.SALAH
        right = use_code(session, rt.settings, person.operator_id, phone.code(rt.now()), rt.now())
        assert right is HasilKode.TERKUNCI
        found = use_code(session, rt.settings, person.operator_id, phone.pemulihan[0], rt.now())
        assert found is HasilKode.PEMULIHAN
        right = use_code(session, rt.settings, person.operator_id, phone.code(rt.now()), rt.now())
        assert right is HasilKode.COCOK


def test_a_replaced_key_is_followed_and_a_lost_one_leaves_the_recovery_codes(
    rt: Runtime, person: Principal, clock: SettableClock, caplog: pytest.LogCaptureFixture
) -> None:
    phone, first = set_up(rt, person), rt.settings
    with rt.reading() as session:
        before = session.exec(select(FaktorKedua.rahasia)).one()
    new = {"secret_key": SecretStr("y" * 40)}
    rt.settings = first.model_copy(update=new | {"secret_key_old": first.secret_key})
    clock.advance(NEXT)
    assert finish_login(rt, begin(rt, person.username), phone.code(rt.now()))
    rt.settings = first.model_copy(update=new)
    clock.advance(NEXT)
    assert finish_login(rt, begin(rt, person.username), phone.code(rt.now())), "encrypted anew"
    with rt.writing() as session:
        session.exec(update(FaktorKedua).values(rahasia=before))
    clock.advance(NEXT)
    waiting = begin(rt, person.username)
    with caplog.at_level(logging.INFO), pytest.raises(DomainError) as caught:
        finish_login(rt, waiting, phone.code(rt.now()))
    assert caught.value.code == "kode.unreadable"
    assert len([r for r in caplog.records if r.levelname == "ERROR"]) == 1
    assert phone.secret not in caplog.text
    assert finish_login(rt, waiting, phone.pemulihan[0])


# --- reset by somebody else -------------------------------------------------------------------


def test_a_second_administrator_resets_it(rt: Runtime, cast: Cast) -> None:
    first = cast.people[Role.ADMIN_PEMPROV]
    second = make_operator(rt, "admin-kedua")
    set_up(rt, first)
    waiting = begin(rt, first.username)
    with rt.writing() as session:
        session.add(
            Sesi(
                token_hash="0" * 64,
                operator_id=first.operator_id,
                dibuat=rt.now(),
                berlaku_sampai=rt.now() + timedelta(hours=1),
                terakhir=rt.now(),
            )
        )
    reset_account_faktor(rt, second, first.operator_id)
    assert not still_waits(rt, waiting)
    with rt.reading() as session:
        assert session.exec(select(Sesi)).all() == []
        last = session.exec(select(Audit).order_by(col(Audit.id).desc()).limit(1)).one()
        assert (last.aksi, last.operator_id) == ("operator.faktor", second.operator_id)
        assert last.objek == f"operator/{first.operator_id}"
    assert issue_ticket(rt, first.username, PASSWORD)
    with pytest.raises(ConflictError) as none:
        reset_account_faktor(rt, second, first.operator_id)
    assert none.value.code == "faktor.none"


def test_nobody_resets_the_own_one(rt: Runtime, cast: Cast) -> None:
    for role in (Role.ADMIN_PEMPROV, Role.PENGELOLA_SISTEM, Role.ADMIN_UPP):
        person = cast.people[role]
        set_up(rt, person)
        with pytest.raises(ConflictError) as caught:
            reset_account_faktor(rt, person, person.operator_id)
        assert caught.value.code == "operator.self"
        begin(rt, person.username)


@pytest.mark.parametrize(
    ("role", "whose", "error"),
    [
        (Role.PENGELOLA_SISTEM, "admin_pemprov", ForbiddenError),
        (Role.ADMIN_UPP, "pimpinan_upp", ForbiddenError),
        (Role.ADMIN_UPP, "admin-b", NotFoundError),
        (Role.ADMIN_UPP, "pimpinan", NotFoundError),
        (Role.PIMPINAN, "admin_upp", ForbiddenError),
        (Role.PETUGAS_LAYANAN, "admin_upp", ForbiddenError),
    ],
)
def test_who_may_not_reset_it(
    rt: Runtime, cast: Cast, role: Role, whose: str, error: type[DomainError]
) -> None:
    with rt.reading() as session:
        number = session.exec(select(Operator.id).where(Operator.username == whose)).one()
    target = next(p for p in (*cast.people.values(), cast.admin_b) if p.operator_id == number)
    set_up(rt, target)
    with pytest.raises(error):
        reset_account_faktor(rt, cast.people[role], target.operator_id)
    begin(rt, whose)


def test_the_last_administrator_is_let_in_again_on_the_server(rt: Runtime, cast: Cast) -> None:
    admin = cast.people[Role.ADMIN_PEMPROV]
    set_up(rt, admin)
    reset_faktor_as_system(rt, username=" Admin_Pemprov ")
    assert issue_ticket(rt, admin.username, PASSWORD)
    with pytest.raises(ConflictError):
        reset_faktor_as_system(rt, username=admin.username)
    for nobody in ("tidak-ada", "", "x\0"):
        with pytest.raises(NotFoundError):
            reset_faktor_as_system(rt, username=nobody)


def test_a_new_password_leaves_the_second_factor(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    person = cast.people[Role.ADMIN_UPP]
    phone = set_up(rt, person)
    waiting = begin(rt, person.username)
    made = reset_account_password(rt, cast.people[Role.ADMIN_PEMPROV], person.operator_id)
    assert not still_waits(rt, waiting), "it was begun with the old password"
    clock.advance(NEXT)
    with pytest.raises(DomainError) as caught:
        issue_ticket(rt, made.username, made.kata_sandi)
    assert caught.value.code == "login.faktor"
    assert phone


def test_an_account_can_be_deleted_with_what_waits_of_it(rt: Runtime, cast: Cast) -> None:
    new = make_operator(rt, "belum-pernah", Role.PIMPINAN)
    with rt.writing() as session:
        session.add(CalonFaktor(operator_id=new.operator_id, rahasia="x", dibuat=rt.now()))
    delete_account(rt, cast.people[Role.ADMIN_PEMPROV], new.operator_id)
    with rt.reading() as session:
        assert session.exec(select(CalonFaktor)).all() == []
