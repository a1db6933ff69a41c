"""The outbox's rules: when to try again, and which addresses are allowed."""

from datetime import UTC, datetime, timedelta

import pytest

from sekampadi.domain.isian import FormReader
from sekampadi.domain.notifikasi.outbox import (
    JEDA_EMAIL,
    PERCOBAAN_MAKS,
    is_public_address,
    is_webhook_address,
    read_email,
    read_webhook,
    slot_of,
    wait_before,
)


def test_each_wait_is_longer_until_six_hours() -> None:
    waits = [wait_before(n) for n in range(1, PERCOBAAN_MAKS)]
    assert waits[0] == timedelta(seconds=30)
    assert waits == sorted(waits)
    assert timedelta(hours=5) < sum(waits, timedelta()) < timedelta(hours=12)
    assert wait_before(10_000) == timedelta(hours=6)


def test_a_slot_ends_after_every_moment_in_it() -> None:
    at = datetime(2023, 5, 15, 3, 2, 59, tzinfo=UTC)
    assert slot_of(at) == datetime(2023, 5, 15, 3, 5, tzinfo=UTC)
    assert slot_of(datetime(2023, 5, 15, 3, 5, tzinfo=UTC)) == slot_of(at) + JEDA_EMAIL


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1"),
        *("2001:0:4136:e378:8000:63bf:3fff:fdd2", "", "localhost", "1.2.3"),
    ],
)
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not is_public_address(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "103.10.1.1", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_an_address_of_the_open_internet_is_public(address: str) -> None:
    assert is_public_address(address)


@pytest.mark.parametrize(
    "address",
    [
        *("http://contoh.go.id/a", "https://", "https://nama:sandi@contoh.go.id/", "file:///a"),
        *("https://contoh.go.id:99999/", "https://contoh.go.id:abc/", "https://[::1", "contoh"),
        *("https://contoh.go.id/a b", "https://contoh.go.id/\r\nX: 1", "https://contoh.go.id/#a"),
        *("gopher://contoh.go.id/", "https://cöntoh.go.id/"),
    ],
)
def test_what_is_no_webhook_address(address: str) -> None:
    assert not is_webhook_address(address, plain=False)


def test_a_webhook_address() -> None:
    assert is_webhook_address("https://contoh.go.id:8443/masuk?a=1", plain=False)
    assert is_webhook_address("http://localhost:1/", plain=True)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(
            ("email", v)
            for v in ("a", "a@b", "a@b.c d.id", "a@@b.id", "@b.id", "a@b.id\x00,c@d.id")
        ),
        *(("email", v) for v in ("a@-b.id", "x" * 300 + "@b.id", "a,b@c.id", "<a@b.id>")),
        ("webhook", "http://contoh.go.id"),
        ("webhook", "https://contoh.go.id/" + "x" * 500),
    ],
)
def test_a_wrong_address_is_refused_beside_its_field(field: str, value: str) -> None:
    reader = FormReader({field: value})
    read_email(reader)
    read_webhook(reader, plain=False)
    assert list(reader.errors) == [field]


def test_both_may_be_empty_or_right() -> None:
    for isian in ({}, {"email": "kepala.biro@kalbarprov.go.id", "webhook": "https://contoh.id/x"}):
        reader = FormReader(isian)
        assert read_email(reader) == isian.get("email", "")
        assert read_webhook(reader, plain=False) == isian.get("webhook", "")
        assert not reader.errors
