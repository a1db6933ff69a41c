"""The second step of a login: no ticket before it, no code twice, few tries, and nothing that tells more."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import col, select, update

from sekampadi.db.models import Audit, FaktorKedua, MasukTertunda, Operator, Sesi, TiketMasuk
from sekampadi.domain.errors import DomainError, UnauthenticatedError
from sekampadi.domain.izin import Principal, Role
from sekampadi.services.akun.coba_masuk import AsalMasuk, device_cookie
from sekampadi.services.akun.masuk import LATE, MOST_CODES, finish_login, still_waits
from sekampadi.services.akun.sesi import (
    NeedsFaktorError,
    end_sessions,
    find_principal,
    issue_ticket,
    redeem_ticket,
)
from sekampadi.services.akun.tiket import TERTUNDA_LIFE
from sekampadi.services.sistem.runtime import Runtime
from tests.conftest import SettableClock
from tests.factories import PASSWORD, Cast
from tests.faktor import NEXT, Ponsel, begin, set_up

WRONG = "000000"


@pytest.fixture
def person(cast: Cast) -> Principal:
    return cast.people[Role.ADMIN_UPP]


@pytest.fixture
def phone(rt: Runtime, person: Principal, clock: SettableClock) -> Ponsel:
    """Return the person's phone; the code that it shows was not used."""
    phone = set_up(rt, person)
    clock.advance(NEXT)
    return phone


def refused(rt: Runtime, waiting: str, kode: str, asal: AsalMasuk | None = None) -> str:
    """Return the code that a second step is refused with."""
    with pytest.raises(DomainError) as caught:
        finish_login(rt, waiting, kode, asal)
    return caught.value.code


def test_there_is_no_ticket_and_no_session_before_the_code(
    rt: Runtime, person: Principal, phone: Ponsel
) -> None:
    with pytest.raises(NeedsFaktorError) as caught:
        issue_ticket(rt, person.username, PASSWORD)
    waiting = caught.value.tertunda
    assert waiting not in str(caught.value)
    with rt.reading() as session:
        assert session.exec(select(TiketMasuk)).all() == []
        assert session.exec(select(Sesi)).all() == []
        assert waiting not in session.exec(select(MasukTertunda.token_hash)).one()
    with pytest.raises(UnauthenticatedError):
        redeem_ticket(rt, waiting)
    token, _ = redeem_ticket(rt, finish_login(rt, waiting, phone.code(rt.now())))
    assert find_principal(rt, token) == person
    assert refused(rt, waiting, phone.pemulihan[0]) == LATE


def test_a_wrong_password_says_the_same_with_and_without_a_second_factor(
    rt: Runtime, cast: Cast, phone: Ponsel
) -> None:
    said = set()
    for username in (cast.people[Role.ADMIN_UPP].username, "admin-b", "tidak-ada"):
        with pytest.raises(UnauthenticatedError) as caught:
            issue_ticket(rt, username, "salah-salah-salah")
        said.add((type(caught.value), caught.value.code, caught.value.message))
    assert len(said) == 1


def test_a_code_is_good_once(rt: Runtime, person: Principal, phone: Ponsel) -> None:
    code = phone.code(rt.now())
    assert finish_login(rt, begin(rt, person.username), code)
    assert refused(rt, begin(rt, person.username), code) == "kode.used"


def test_an_earlier_code_is_refused_after_a_later_one(
    rt: Runtime, person: Principal, phone: Ponsel, clock: SettableClock
) -> None:
    earlier = phone.code(rt.now())
    assert finish_login(rt, begin(rt, person.username), phone.code(rt.now() + NEXT))
    assert refused(rt, begin(rt, person.username), earlier) == "kode.used"
    clock.advance(NEXT)
    assert refused(rt, begin(rt, person.username), phone.code(rt.now())) == "kode.used"
    clock.advance(NEXT)
    assert finish_login(rt, begin(rt, person.username), phone.code(rt.now()))


def test_the_code_that_set_it_up_is_used(rt: Runtime, person: Principal) -> None:
    phone = set_up(rt, person)
    assert refused(rt, begin(rt, person.username), phone.code(rt.now())) == "kode.used"


def test_of_eight_with_one_code_at_once_one_is_let_in(
    rt: Runtime, person: Principal, phone: Ponsel
) -> None:
    for code in (phone.code(rt.now()), phone.pemulihan[0]):
        waiting = [begin(rt, person.username) for _ in range(8)]

        def attempt(one: str, code: str = code) -> bool:
            try:
                finish_login(rt, one, code)
            except DomainError:
                return False
            return True

        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(attempt, waiting)) == 1


def test_of_eight_with_one_waiting_login_at_once_one_is_let_in(
    rt: Runtime, person: Principal, phone: Ponsel
) -> None:
    waiting = begin(rt, person.username)
    codes = [phone.code(rt.now() + k * NEXT) for k in (-1, 0, 1)] + list(phone.pemulihan[:2])

    def attempt(code: str) -> bool:
        try:
            finish_login(rt, waiting, code)
        except DomainError:
            return False
        return True

    with ThreadPoolExecutor(5) as pool:
        assert sum(pool.map(attempt, codes)) == 1
    with rt.reading() as session:
        assert len(session.exec(select(TiketMasuk)).all()) == 1


@pytest.mark.parametrize("minutes", [-5, 5])
def test_a_clock_five_minutes_off_is_refused_and_named(
    rt: Runtime, person: Principal, phone: Ponsel, minutes: int
) -> None:
    waiting = begin(rt, person.username)
    with pytest.raises(DomainError) as caught:
        finish_login(rt, waiting, phone.code(rt.now() + timedelta(minutes=minutes)))
    assert caught.value.code == "kode.wrong"
    assert "jam ponsel Anda" in caught.value.message
    with pytest.raises(DomainError) as other:
        finish_login(rt, waiting, WRONG)
    assert other.value.message == caught.value.message, "it is not said which clock would fit"
    assert finish_login(rt, waiting, f" {phone.code(rt.now())[:3]} {phone.code(rt.now())[3:]} ")


def test_a_recovery_code_is_good_once_and_is_noted(
    rt: Runtime, person: Principal, phone: Ponsel
) -> None:
    code = phone.pemulihan[4]
    assert finish_login(rt, begin(rt, person.username), code.upper())
    assert refused(rt, begin(rt, person.username), code) == "kode.unknown"
    assert finish_login(rt, begin(rt, person.username), phone.pemulihan[5])
    with rt.reading() as session:
        acts = session.exec(select(Audit).where(col(Audit.aksi).like("login.%"))).all()
        assert [(a.aksi, a.operator_id) for a in acts if a.aksi != "login.sandi"] == [
            ("login.pemulihan", person.operator_id),
            ("login.kode_gagal", None),
            ("login.pemulihan", person.operator_id),
        ]
        objek = [a.objek for a in acts if a.aksi != "login.sandi"]
        assert objek == ["", f"operator/{person.operator_id}", ""]
        assert not any(a.rincian for a in acts)


def test_a_recovery_code_of_another_account_is_none(
    rt: Runtime, cast: Cast, person: Principal, phone: Ponsel
) -> None:
    other = set_up(rt, cast.admin_b)
    assert refused(rt, begin(rt, person.username), other.pemulihan[0]) == "kode.unknown"
    assert finish_login(rt, begin(rt, "admin-b"), other.pemulihan[0])


def test_a_waiting_login_takes_five_codes(rt: Runtime, person: Principal, phone: Ponsel) -> None:
    waiting = begin(rt, person.username)
    assert MOST_CODES == 5
    for _ in range(4):
        assert refused(rt, waiting, WRONG) == "kode.wrong"
        assert still_waits(rt, waiting)
    assert refused(rt, waiting, WRONG) == LATE
    assert not still_waits(rt, waiting)
    assert refused(rt, waiting, phone.code(rt.now())) == LATE


def test_a_right_password_does_not_begin_the_tries_anew(
    rt: Runtime, person: Principal, phone: Ponsel, clock: SettableClock
) -> None:
    for number in range(8):
        assert refused(rt, begin(rt, person.username), WRONG) == "kode.wrong", number
    with pytest.raises(DomainError) as caught:
        issue_ticket(rt, person.username, PASSWORD)
    assert caught.value.code == "login.throttled"
    clock.advance(timedelta(minutes=11))
    assert finish_login(rt, begin(rt, person.username), phone.code(rt.now()))


def test_the_second_step_is_throttled_and_a_known_browser_has_tries_of_its_own(
    rt: Runtime, person: Principal, phone: Ponsel
) -> None:
    waiting = begin(rt, person.username)
    for _ in range(2):
        one = begin(rt, person.username)
        for _ in range(4):
            refused(rt, one, WRONG)
    assert refused(rt, waiting, phone.code(rt.now())) == "login.throttled"
    name, value = device_cookie(rt.settings, person.username)
    assert finish_login(rt, waiting, phone.code(rt.now()), AsalMasuk(f"{name}={value}"))


@pytest.mark.parametrize(("late", "good"), [(timedelta(seconds=-1), True), (timedelta(0), False)])
def test_a_login_waits_some_minutes(
    rt: Runtime, person: Principal, phone: Ponsel, clock: SettableClock, late: timedelta, good: bool
) -> None:
    waiting = begin(rt, person.username)
    clock.advance(TERTUNDA_LIFE + late)
    assert still_waits(rt, waiting) is good
    if good:
        assert finish_login(rt, waiting, phone.code(rt.now()))
    else:
        assert refused(rt, waiting, phone.code(rt.now())) == LATE


def test_one_that_waited_too_long_is_swept_away(
    rt: Runtime, person: Principal, phone: Ponsel, clock: SettableClock
) -> None:
    begin(rt, person.username)
    clock.advance(timedelta(hours=1))
    begin(rt, person.username)
    with rt.reading() as session:
        assert len(session.exec(select(MasukTertunda)).all()) == 1


@pytest.mark.parametrize("waiting", ["", "falsch", "\0", "\ud800", "x" * 10_000])
def test_an_invented_one_is_refused(
    rt: Runtime, person: Principal, phone: Ponsel, waiting: str
) -> None:
    assert refused(rt, waiting, phone.code(rt.now())) == LATE


@pytest.mark.parametrize("kode", ["", " ", "\0", "\ud800", "x" * 10_000, "'--"])
def test_an_odd_code_is_refused(rt: Runtime, person: Principal, phone: Ponsel, kode: str) -> None:
    assert refused(rt, begin(rt, person.username), kode) == "kode.unknown"


@pytest.mark.parametrize("kode", ["1", "12345", "1234567", "123 456 7", "2" * 15])
def test_too_few_or_too_many_digits_are_no_recovery_code(
    rt: Runtime, person: Principal, phone: Ponsel, kode: str
) -> None:
    assert refused(rt, begin(rt, person.username), kode) == "kode.form"


def test_a_closed_account_gets_no_ticket(rt: Runtime, person: Principal, phone: Ponsel) -> None:
    waiting = begin(rt, person.username)
    with rt.writing() as session:
        session.exec(
            update(Operator).where(col(Operator.id) == person.operator_id).values(aktif=False)
        )
    assert refused(rt, waiting, phone.code(rt.now())) == LATE


def test_what_ends_the_sessions_ends_what_waits(
    rt: Runtime, person: Principal, phone: Ponsel
) -> None:
    waiting = begin(rt, person.username)
    with rt.writing() as session:
        end_sessions(session, person.operator_id)
    assert refused(rt, waiting, phone.code(rt.now())) == LATE


def test_a_clock_that_is_set_back_locks_nobody_out(
    rt: Runtime, person: Principal, phone: Ponsel, clock: SettableClock
) -> None:
    waiting = begin(rt, person.username)
    assert finish_login(rt, begin(rt, person.username), phone.code(rt.now()))
    clock.advance(timedelta(hours=-1))
    assert not still_waits(rt, waiting), "it would last an hour and five minutes"
    assert finish_login(rt, begin(rt, person.username), phone.code(rt.now()))
    with rt.reading() as session:
        assert session.exec(select(FaktorKedua.gagal)).one() == 0
