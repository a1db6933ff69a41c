"""Keys: one for each purpose, of each secret; none tells another."""

import pytest
from pydantic import SecretStr

from sekampadi.keys import derive, derive_all, find_key, key_id, secret_of
from sekampadi.settings import Settings

A, B, C = ("a" * 40, "b" * 40, "c" * 40)


def _settings(secret: str, old: str = "") -> Settings:
    return Settings(_env_file=None, secret_key=SecretStr(secret), secret_key_old=SecretStr(old))


def test_the_newest_secret_comes_first_and_none_twice() -> None:
    assert _settings(A).secrets == (A,)
    assert _settings(C, f" {B}\n {A} {B} {C} ").secrets == (C, B, A)


def test_a_key_stays_the_same_and_belongs_to_one_purpose() -> None:
    key = derive(_settings(A), "audit")
    assert key == derive(_settings(A, B), "audit")
    assert len(key.value) == 32
    others = [derive(_settings(A), "totp"), derive(_settings(B), "audit")]
    assert len({k.value for k in (key, *others)}) == 3
    # Written down: a key of another form would end what was made with this one.
    assert key.value.hex() == "90e0c9cb59127ed2a0d58b093f6ab9e26a458f0bf3ea7390d39ce1890e7311b3"
    assert key.id == "502fdcf8"


def test_what_an_older_secret_has_made_is_found_by_its_id() -> None:
    before = derive(_settings(A), "audit")
    after = _settings(B, A)
    assert derive(after, "audit") != before
    assert derive_all(after, "audit")[1] == before
    assert find_key(after, "audit", before.id) == before
    assert find_key(_settings(B), "audit", before.id) is None


def test_an_id_tells_no_secret_and_a_key_is_not_shown() -> None:
    key = derive(_settings(A), "audit")
    assert key.id == key_id(A)
    assert len(key.id) == 8
    assert key.value.hex() not in repr(key)
    assert str(key.value) not in repr(key)


@pytest.mark.parametrize(("id_", "found"), [(key_id(B), B), (key_id(C), A), ("", A)])
def test_a_secret_is_named_by_its_id(id_: str, found: str) -> None:
    assert secret_of([A, B], id_) == found
