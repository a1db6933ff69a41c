"""Wrong codes of the second factor: counted over weeks, told to their owner, and never past one another."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select, update

from sekampadi.db.models import FaktorKedua, KodePemulihan, MasukTertunda
from sekampadi.domain.errors import DomainError, UnauthenticatedError
from sekampadi.domain.faktor import MOST_WRONG, WRONG_WINDOW, code_at
from sekampadi.domain.izin import Principal, Role
from sekampadi.services.akun.akun import change_password
from sekampadi.services.akun.coba_masuk import AsalMasuk, device_cookie
from sekampadi.services.akun.faktor import begin_faktor, confirm_faktor, load_faktor
from sekampadi.services.akun.kode import HasilKode, lock_account, use_code
from sekampadi.services.akun.masuk import finish_login, has_news, resume, still_waits
from sekampadi.services.akun.sesi import NeedsFaktorError, end_sessions, hash_of, issue_ticket
from sekampadi.services.sistem.runtime import Runtime
from tests.conftest import SettableClock
from tests.factories import PASSWORD, Cast
from tests.faktor import NEXT, Ponsel, begin, secret_in, set_up

WRONG = "000000"
DAY = timedelta(days=1)


@pytest.fixture
def person(cast: Cast) -> Principal:
    return cast.people[Role.ADMIN_UPP]


@pytest.fixture
def phone(rt: Runtime, person: Principal, clock: SettableClock) -> Ponsel:
    """Return the person's phone; the code that it shows was not used."""
    phone = set_up(rt, person)
    clock.advance(NEXT)
    return phone


def attack(rt: Runtime, person: Principal, times: int) -> Counter[HasilKode]:
    """Try wrong codes, as who knows the password can, patiently."""
    found = Counter[HasilKode]()
    for _ in range(times):
        with rt.writing() as session:
            lock_account(session, person.operator_id)
            found[use_code(session, rt.settings, person.operator_id, WRONG, rt.now())] += 1
    return found


def enter(rt: Runtime, person: Principal, code: str, wrong: int = 0) -> bool:
    """Log in as the owner, after some slips; return whether there is something to tell."""
    waiting = begin(rt, person.username)
    for _ in range(wrong):
        with pytest.raises(DomainError):
            finish_login(rt, waiting, WRONG)
    return has_news(rt, finish_login(rt, waiting, code))


def test_logins_of_the_owner_give_no_new_tries(
    rt: Runtime, person: Principal, phone: Ponsel, clock: SettableClock
) -> None:
    looked_at = 0
    for _ in range(20):
        looked_at += attack(rt, person, 9)[HasilKode.SALAH]
        clock.advance(DAY)
        with suppress(DomainError):
            enter(rt, person, phone.code(rt.now()))
    assert looked_at == MOST_WRONG
    assert enter(rt, person, phone.pemulihan[0]), "and what came is told"
    assert not enter(rt, person, phone.code(rt.now())), "after a recovery code all goes on"
    assert attack(rt, person, MOST_WRONG + 1) == {
        HasilKode.SALAH: MOST_WRONG,
        HasilKode.TERKUNCI: 1,
    }


def test_what_is_closed_stays_closed_and_what_is_old_counts_no_more(
    rt: Runtime, person: Principal, phone: Ponsel, clock: SettableClock
) -> None:
    attack(rt, person, MOST_WRONG - 1)
    clock.advance(WRONG_WINDOW)
    assert load_faktor(rt, person).salah == 0
    assert attack(rt, person, MOST_WRONG) == {HasilKode.SALAH: MOST_WRONG}
    clock.advance(2 * WRONG_WINDOW)
    assert attack(rt, person, 1) == {HasilKode.TERKUNCI: 1}


def test_slips_of_a_login_that_ends_well_count_for_nobody(
    rt: Runtime, person: Principal, phone: Ponsel, clock: SettableClock
) -> None:
    for _ in range(20):
        clock.advance(DAY)
        assert not enter(rt, person, phone.code(rt.now()), wrong=3)
    assert load_faktor(rt, person).salah == 0
    attack(rt, person, 2)
    since = rt.now()
    clock.advance(DAY)
    assert enter(rt, person, phone.code(rt.now()), wrong=3)
    assert (load_faktor(rt, person).salah, load_faktor(rt, person).salah_sejak) == (2, since)


def test_the_owner_is_told_once_and_can_read_it_for_a_month(
    rt: Runtime, person: Principal, phone: Ponsel, clock: SettableClock
) -> None:
    assert not enter(rt, person, phone.code(rt.now()))
    began = rt.now()
    attack(rt, person, 3)
    clock.advance(DAY)
    told = []
    for _ in range(2):
        clock.advance(NEXT)
        told.append(enter(rt, person, phone.code(rt.now())))
    assert told == [True, False]
    found = load_faktor(rt, person)
    assert (found.salah, found.salah_sejak) == (3, began)
    attack(rt, person, 1)
    clock.advance(NEXT)
    assert enter(rt, person, phone.code(rt.now()))
    clock.advance(WRONG_WINDOW)
    assert load_faktor(rt, person).salah_sejak is None


def test_a_recovery_code_is_told_with_those_that_are_left(
    rt: Runtime, person: Principal, phone: Ponsel, clock: SettableClock
) -> None:
    clock.advance(DAY)
    assert enter(rt, person, phone.pemulihan[0])
    found = load_faktor(rt, person)
    assert (found.sisa, found.pemulihan_pada) == (9, rt.now())


def test_a_new_password_begins_the_count_anew(
    rt: Runtime, person: Principal, phone: Ponsel
) -> None:
    attack(rt, person, MOST_WRONG)
    new = "kucing-lompat-pagar-7"
    change_password(rt, person, {"lama": PASSWORD, "baru": new, "ulang": new}, token=None)
    assert load_faktor(rt, person).salah == 0
    assert attack(rt, person, 1) == {HasilKode.SALAH: 1}


def test_a_clock_that_was_set_back_counts_on(
    rt: Runtime, person: Principal, phone: Ponsel, clock: SettableClock
) -> None:
    attack(rt, person, 5)
    clock.advance(-DAY)
    attack(rt, person, 1)
    found = load_faktor(rt, person)
    assert (found.salah, found.salah_sejak) == (6, rt.now())


def test_what_was_counted_before_counts_on(rt: Runtime, person: Principal, phone: Ponsel) -> None:
    with rt.writing() as session:
        session.exec(update(FaktorKedua).values(gagal=MOST_WRONG - 1, gagal_sejak=None))
    assert attack(rt, person, 2) == {HasilKode.SALAH: 1, HasilKode.TERKUNCI: 1}


# --- many at once ----------------------------------------------------------------------------


def waiting_logins(rt: Runtime, person: Principal, many: int) -> list[tuple[str, AsalMasuk]]:
    """Begin many logins, each in a browser that is known and has tries of its own."""
    names = [f"menunggu-{n}" for n in range(many)]
    with rt.writing() as session:
        for name in names:
            session.add(
                MasukTertunda(
                    token_hash=hash_of(name),
                    operator_id=person.operator_id,
                    berlaku_sampai=rt.now() + timedelta(minutes=5),
                )
            )
    cookies = ("=".join(device_cookie(rt.settings, person.username)) for _ in names)
    return [(name, AsalMasuk(cookie)) for name, cookie in zip(names, cookies, strict=True)]


def all_at_once(rt: Runtime, waiting: list[tuple[str, AsalMasuk]], code: str) -> Counter[str]:
    """Finish logins with one code at the same moment; return what was said how often."""
    barrier = threading.Barrier(len(waiting))

    def attempt(one: tuple[str, AsalMasuk]) -> str:
        barrier.wait()
        try:
            finish_login(rt, one[0], code, one[1])
        except DomainError as error:
            return error.code
        return "in"

    with ThreadPoolExecutor(len(waiting)) as pool:
        return Counter(pool.map(attempt, waiting))


def test_of_fifty_with_one_code_at_once_one_is_let_in(
    rt: Runtime, person: Principal, phone: Ponsel
) -> None:
    many = waiting_logins(rt, person, 50)
    assert all_at_once(rt, many, phone.code(rt.now())) == {"in": 1, "kode.used": 49}
    many = waiting_logins_again(rt, person, many)
    assert all_at_once(rt, many, phone.pemulihan[0]) == {"in": 1, "kode.unknown": 49}
    with rt.reading() as session:
        assert len(session.exec(select(KodePemulihan)).all()) == 9


def waiting_logins_again(
    rt: Runtime, person: Principal, before: list[tuple[str, AsalMasuk]]
) -> list[tuple[str, AsalMasuk]]:
    with rt.writing() as session:
        for row in session.exec(select(MasukTertunda)):
            session.delete(row)
    return waiting_logins(rt, person, len(before))


def test_of_sixty_wrong_codes_at_once_fifty_are_looked_at(
    rt: Runtime, person: Principal, phone: Ponsel
) -> None:
    many = waiting_logins(rt, person, 60)
    assert all_at_once(rt, many, WRONG) == {"kode.wrong": MOST_WRONG, "kode.locked": 10}


def test_a_code_that_comes_while_another_application_is_confirmed_waits_its_turn(
    rt: Runtime,
    person: Principal,
    phone: Ponsel,
    clock: SettableClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = {"sandi": PASSWORD, "kode": phone.code(rt.now())}
    new = secret_in(begin_faktor(rt, person, given).alamat)
    clock.advance(NEXT)
    waiting = begin(rt, person.username)
    looking, confirming = threading.Event(), threading.Event()

    def look_slowly(*args: Any) -> HasilKode:
        looking.set()
        confirming.wait(1)  # the other is held up before it comes so far
        return use_code(*args)

    def end_at_once(*args: Any, **more: Any) -> None:
        confirming.set()
        end_sessions(*args, **more)

    monkeypatch.setattr("sekampadi.services.akun.masuk.use_code", look_slowly)
    monkeypatch.setattr("sekampadi.services.akun.faktor.end_sessions", end_at_once)
    with ThreadPoolExecutor(2) as pool:
        coming_in = pool.submit(finish_login, rt, waiting, phone.code(rt.now()))
        assert looking.wait(5)
        kode = {"kode": code_at(new, rt.now())}
        codes = pool.submit(confirm_faktor, rt, person, kode, token=None)
        assert coming_in.result(20)
        assert len(codes.result(20)) == 10


# --- in another process ----------------------------------------------------------------------


def test_a_login_goes_on_in_its_tab_and_nowhere_else(
    rt: Runtime, person: Principal, phone: Ponsel, clock: SettableClock
) -> None:
    tab = "11111111-1111-4111-8111-111111111111.tanda"
    with pytest.raises(NeedsFaktorError) as caught:
        issue_ticket(rt, person.username, PASSWORD, AsalMasuk(tab=tab))
    assert resume(rt, "") == resume(rt, tab + "x") == ""
    waiting = resume(rt, tab)
    assert not still_waits(rt, caught.value.tertunda), "of two who have it one goes on"
    for _ in range(3):
        with pytest.raises(DomainError):
            finish_login(rt, waiting, WRONG)
    again = resume(rt, tab)
    with pytest.raises(DomainError):
        finish_login(rt, again, WRONG)
    with pytest.raises(UnauthenticatedError):
        finish_login(rt, again, WRONG)
    assert resume(rt, tab) == "", "it has no more tries there than here"
    with pytest.raises(NeedsFaktorError):
        issue_ticket(rt, person.username, PASSWORD, AsalMasuk(tab=tab))
    assert finish_login(rt, resume(rt, tab), phone.code(rt.now()))
    assert resume(rt, tab) == ""
    with pytest.raises(NeedsFaktorError):
        issue_ticket(rt, person.username, PASSWORD, AsalMasuk(tab=tab))
    clock.advance(timedelta(minutes=5))
    assert resume(rt, tab) == ""
