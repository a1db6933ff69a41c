"""What a new password may be."""

import pytest

from sekampadi.domain.errors import DomainError
from sekampadi.services.akun import passwords
from sekampadi.services.akun.passwords import (
    check_new_password,
    hash_password,
    make_password,
    verify_password,
)
from tests.conftest import PRODUCTION_HASHER


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("sebelas-hrf", "password.length"),
        ("panjang " * 17, "password.length"),
        ("ladang     padi", "password.length"),
        ("aaaabbbbaaaabbbb", "password.weak"),
        ("kalimantanbarat", "password.common"),
        ("Kalimantan Barat", "password.common"),
        ("K4l1m4nt4nB4r4t", "password.common"),
        ("pontianak123", "password.common"),
        ("indonesia2024", "password.common"),
        ("2024Indonesia!!", "password.common"),
        ("P@ssw0rd1234", "password.common"),
        ("rahasiarahasia", "password.common"),
        ("qwertyuiop12", "password.common"),
        ("1q2w3e4r5t6y", "password.common"),
        ("123456789012", "password.common"),
        ("1908-1945-2024", "password.common"),
        ("bismillahirrahmanirrahim", "password.common"),
        ("budi.upp punya sawah", "password.name"),
        ("rsud-soedarso! buka", "password.name"),
        ("di Rumah Sakit Umum kami", "password.name"),
    ],
)
def test_what_is_easily_guessed_is_refused(password: str, code: str) -> None:
    names = ("budi.upp", "rsud-soedarso", "Rumah Sakit Umum")
    with pytest.raises(DomainError) as caught:
        check_new_password(password, names=names)
    assert caught.value.code == code
    assert password not in caught.value.message


def test_a_name_is_told_before_that_many_have_it() -> None:
    for password in ("pontianak123", "Pontianak2024!"):
        with pytest.raises(DomainError) as caught:
            check_new_password(password, names=("pontianak",))
        assert caught.value.code == "password.name"


@pytest.mark.parametrize(
    "password",
    [
        "padi menguning",
        "perahu hilir di kapuas",
        "m7-lampu-koridor",
        "kata-sandi-uji",
        "ø" * 4 + "abcdefgx",
    ],
)
def test_what_is_hard_to_guess_is_taken(password: str) -> None:
    check_new_password(password, names=("rsud", "abc", ""))


def test_a_generated_password_is_read_aloud_and_good() -> None:
    for _ in range(200):
        password = make_password()
        assert (len(password), password.count("-")) == (14, 2)
        check_new_password(password)


def test_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_hasher", PRODUCTION_HASHER)
    password = make_password()
    stored = hash_password(password)
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$"), "a guess has to be dear"
    assert verify_password(stored, password)
    assert not verify_password(stored, password.upper())
    assert not verify_password(None, password)
    assert not verify_password("not a hash", password)


def test_an_older_password_works_until_it_is_changed() -> None:
    from argon2 import PasswordHasher

    for password in ("sepuluh-10", "x" * 200):
        assert verify_password(PasswordHasher().hash(password), password)
