"""Tries to log in: strangers close an account to strangers only, and one address opens none."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from time import sleep
from uuid import uuid4

import pytest
import redis
from pydantic import SecretStr
from sqlmodel import Session

from sekampadi.db.shared import SharedStore
from sekampadi.domain.errors import DomainError, UnauthenticatedError
from sekampadi.services.akun import coba_masuk, sesi
from sekampadi.services.akun.coba_masuk import (
    AsalMasuk,
    LoginThrottle,
    device_cookie,
    percobaan,
    telling_address,
)
from sekampadi.services.akun.sesi import issue_ticket
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.settings import Settings
from tests.factories import PASSWORD, Cast

NOW = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)
SETTINGS = Settings(_env_file=None, secret_key=SecretStr("k" * 32))


def may_try(username: str, asal: AsalMasuk, now: datetime = NOW) -> bool:
    try:
        with percobaan(SETTINGS, username, asal).counted(now) as give_back:
            give_back()
    except DomainError as error:
        return error.code != "login.throttled"
    return True


def fails(username: str, asal: AsalMasuk, times: int = 1) -> int:
    """Try wrong passwords; return how many of them were looked at."""
    looked_at = 0
    for _ in range(times):
        tries = percobaan(SETTINGS, username, asal)
        with suppress(DomainError), tries.counted(NOW):
            looked_at += 1
            tries.failed(NOW)
    return looked_at


def known(username: str) -> AsalMasuk:
    name, value = device_cookie(SETTINGS, username)
    return AsalMasuk(f"lain=1; {name}={value}", "203.0.113.9")


def test_strangers_do_not_lock_the_owner_out() -> None:
    looked_at = sum(fails("admin-b", AsalMasuk("", f"203.0.113.{i}")) for i in range(20))
    assert looked_at == 8
    assert not may_try("admin-b", AsalMasuk("", "198.51.100.1"))
    assert may_try("admin-b", known("admin-b"))


def test_a_known_browser_has_few_tries_too() -> None:
    asal = known("admin-b")
    assert fails("admin-b", asal, 12) == 8
    assert may_try("admin-b", known("admin-b"))  # another one of its owner
    assert may_try("admin-b", asal, NOW + timedelta(minutes=10))


@pytest.mark.parametrize("forged", ["other account", "signature", "nonce", "odd text", "too long"])
def test_a_forged_cookie_gives_no_tries(forged: str) -> None:
    fails("admin-b", AsalMasuk(), 8)
    name, value = device_cookie(SETTINGS, "admin-b")
    nonce, _, signature = value.partition(".")
    cookies = {
        "other account": f"{name}={device_cookie(SETTINGS, 'admin-c')[1]}",
        "signature": f"{name}={nonce}.{signature[:-1]}x",
        "nonce": f"{name}={'0' * 32}.{signature}",
        "odd text": f"{name}=\ud800; {name}={nonce}.\udfff",
        "too long": f"{name}={value}; x={'y' * 20_000}",
    }[forged]
    assert not may_try("admin-b", AsalMasuk(cookies))


def test_one_address_tries_many_accounts_in_vain() -> None:
    asal = AsalMasuk("", "2001:db8:1:2::7")
    assert sum(fails(f"nama{i}", asal) for i in range(50)) == 40
    assert not may_try("admin-c", AsalMasuk("", "2001:db8:1:2::99"))  # the same household
    assert may_try("admin-c", AsalMasuk("", "2001:db8:1:3::7"))
    assert not any("2001" in key for key in coba_masuk.throttle.failures)


def test_addresses_that_tell_nothing() -> None:
    assert telling_address("127.0.0.1", 0) == telling_address("::1", 0) == ""
    assert telling_address("unix", 0) == ""
    assert telling_address("127.0.0.1", 1) == "127.0.0.1"
    assert telling_address("::ffff:203.0.113.4", 0) == telling_address("203.0.113.4", 1)


def test_the_throttle_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coba_masuk, "_MOST_KEYS", 100)
    throttle = LoginThrottle()
    for i in range(150):
        throttle.failed("pemilik", NOW)
        throttle.failed(f"nama-{i}", NOW)
    assert len(throttle.failures) == 100
    assert "pemilik" in throttle.failures  # what goes on is not forgotten


def test_failures_in_one_process_count_in_the_other(redis_url: str) -> None:
    one, other = LoginThrottle(), LoginThrottle()
    stores = [SharedStore(redis_url, "secret"), SharedStore(redis_url, "secret")]
    for throttle, shared in zip((one, other), stores, strict=True):
        throttle.share(shared, "secret")
    assert one.address_key == other.address_key
    key = f"nama:{uuid4()}"
    for number in range(8):
        (one, other)[number % 2].failed(key, NOW)
    for throttle in (one, other):
        with pytest.raises(DomainError, match="Terlalu banyak"):
            throttle.check(key, NOW)
        throttle.check(f"{key}-lain", NOW)
        throttle.check(key, NOW + timedelta(minutes=11))
    one.succeeded(key, NOW)
    other.check(key, NOW)
    for _ in range(8):
        one.failed(key, NOW)
    with redis.Redis.from_url(redis_url) as client:
        client.flushdb()
    other.check(key, NOW)
    with pytest.raises(DomainError, match="Terlalu banyak"):
        one.check(key, NOW)  # it has seen them itself
    for shared in stores:
        shared.close()


def test_redis_is_not_asked_while_a_transaction_is_open(
    rt: Runtime, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    depth, open_then = [0], list[int]()
    writing = Runtime.writing

    @contextmanager
    def watched(self: Runtime) -> Iterator[Session]:
        with writing(self) as session:
            depth[0] += 1
            yield session
            depth[0] -= 1

    monkeypatch.setattr(Runtime, "writing", watched)

    class Watched(LoginThrottle):
        def _begin(self, key: str, now: datetime) -> str:
            open_then.append(depth[0])
            return super()._begin(key, now)

        def succeeded(self, key: str, now: datetime) -> None:
            open_then.append(depth[0])
            super().succeeded(key, now)

    monkeypatch.setattr(coba_masuk, "throttle", Watched())
    with pytest.raises(UnauthenticatedError):
        issue_ticket(rt, "pimpinan", "bukan ini")
    assert issue_ticket(rt, "pimpinan", PASSWORD)
    assert open_then == [0, 0, 0]


def test_each_counts_for_itself_while_redis_is_away() -> None:
    throttle = LoginThrottle()
    throttle.share(shared := SharedStore("redis://127.0.0.1:1/0", "secret"), "secret")
    for _ in range(8):
        throttle.failed("nama:seseorang", NOW)
    with pytest.raises(DomainError, match="Terlalu banyak"):
        throttle.check("nama:seseorang", NOW)
    shared.close()


def test_of_many_at_once_no_more_are_looked_at_than_one_after_another(
    rt: Runtime, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = list[str]()

    def slow(_stored: str | None, password: str) -> bool:
        looked_at.append(password)
        sleep(0.02)
        return password == PASSWORD

    monkeypatch.setattr(sesi, "verify_password", slow)

    def attempt(number: int) -> str:
        try:
            return issue_ticket(rt, "pimpinan", f"bukan ini {number}")
        except DomainError as error:
            return error.code

    with ThreadPoolExecutor(50) as pool:
        codes = Counter(pool.map(attempt, range(50)))
    assert codes == {"login.failed": 8, "login.throttled": 42}
    assert len(looked_at) == 8


def test_of_many_at_once_in_two_processes_no_more_are_looked_at(redis_url: str) -> None:
    stores = [SharedStore(redis_url, "secret"), SharedStore(redis_url, "secret")]
    both = [LoginThrottle(), LoginThrottle()]
    for throttle, shared in zip(both, stores, strict=True):
        throttle.share(shared, "secret")
    key = f"nama:{uuid4()}"

    def attempt(number: int) -> bool:
        try:
            with both[number % 2].counted(key, NOW):
                return True
        except DomainError:
            return False

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(attempt, range(50))) == 8
    for shared in stores:
        shared.close()


def test_what_nobody_had_time_for_is_no_failure(redis_url: str) -> None:
    alone, together = LoginThrottle(), LoginThrottle()
    together.share(shared := SharedStore(redis_url, "secret"), "secret")
    for throttle in (alone, together):
        key = f"nama:{uuid4()}"
        for _ in range(20):
            with suppress(DomainError), throttle.counted(key, NOW):
                raise DomainError("antrean.penuh", "penuh")
        with throttle.counted(key, NOW):
            pass
    shared.close()
