"""Codes of authenticator applications and recovery codes, without anything around them."""

from datetime import UTC, datetime, timedelta

import pytest

from sekampadi.domain.faktor import (
    PEMULIHAN,
    address_of,
    clean_code,
    code_at,
    find_step,
    fits_recovery,
    grouped,
    hash_recovery,
    is_totp,
    latest_step,
    make_recovery_codes,
    make_secret,
    step_of,
)
from tests.faktor import secret_in

RFC = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"""The secret of RFC 6238, appendix B ("12345678901234567890"), in base 32."""
NOW = datetime(2026, 11, 30, 3, 0, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_the_standard(second: int, code: str) -> None:
    moment = datetime.fromtimestamp(second, UTC)
    assert code_at(RFC, moment) == code
    assert find_step(RFC, code, moment) == second // 30


@pytest.mark.parametrize(
    ("off", "step"),
    [(-60, None), (-30, -1), (0, 0), (30, 1), (60, None), (-300, None), (300, None)],
)
def test_a_step_before_and_after_is_taken_and_no_other(off: int, step: int | None) -> None:
    code = code_at(RFC, NOW + timedelta(seconds=off))
    found = find_step(RFC, code, NOW)
    assert (None if found is None else found - step_of(NOW)) == step


def test_a_step_that_cannot_have_been_used_yet_is_from_another_clock() -> None:
    assert latest_step(NOW) >= step_of(NOW) + 1
    assert latest_step(NOW) < step_of(NOW + timedelta(minutes=3))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (" 123 456 ", "123456"),
        ("123-456", "123456"),
        ("ABCD-efgh", "abcdefgh"),
        ("", ""),
        (None, ""),
        (123456, ""),
        ("x" * 5000, "x" * 60),
    ],
)
def test_what_is_typed_around_a_code_is_left_out(typed: object, code: str) -> None:
    assert clean_code(typed) == code


@pytest.mark.parametrize("code", ["12345", "1234567", "١٢٣٤٥٦", "12345a", "", "123456\n7"])
def test_what_has_not_six_digits_is_no_code_of_an_application(code: str) -> None:
    assert not is_totp(code)
    assert is_totp("012345")


def test_a_secret_is_random_and_can_be_typed() -> None:
    secret = make_secret()
    assert len(secret) == 32  # 160 bits
    assert secret != make_secret()
    assert grouped(secret).split(" ") == [secret[i : i + 4] for i in range(0, 32, 4)]
    address = address_of(secret, "admin-b")
    assert address.startswith("otpauth://totp/SEKAMPADI:admin-b?")
    assert secret_in(address) == secret


def test_recovery_codes_are_long_different_and_stored_as_salted_hashes() -> None:
    codes = make_recovery_codes()
    assert len({*codes}) == len(codes) == PEMULIHAN == 10
    assert {len(clean_code(code)) for code in codes} == {16}
    assert not any(is_totp(clean_code(code)) for code in codes)
    stored = hash_recovery(codes[0])
    assert clean_code(codes[0]) not in stored
    assert stored != hash_recovery(codes[0])
    assert fits_recovery(stored, codes[0].upper().replace("-", " "))
    assert not fits_recovery(stored, codes[1])
    assert not fits_recovery(stored, "\ud800")
