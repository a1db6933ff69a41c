"""Addresses that are told apart, whoever counts by them."""

from datetime import UTC, datetime

from sekampadi.api.http.ratelimit import RateLimiter
from sekampadi.services.survei.beruntun import Asal, Pengamat


def test_ipv4_in_the_form_of_ipv6_is_one_address_each() -> None:
    limiter = RateLimiter(per_minute=1, clock=lambda: 0.0)
    assert limiter.take("::ffff:192.0.2.1") == 0
    assert limiter.take("::ffff:192.0.2.2") == 0
    assert limiter.take("192.0.2.1") > 0
    now, pengamat = datetime(2026, 5, 4, tzinfo=UTC), Pengamat()
    names = [
        pengamat._names(Asal("", address), now)[0][0]
        for address in ("::ffff:192.0.2.1", "::ffff:192.0.2.2", "192.0.2.1")
    ]
    assert names[0] == names[2] != names[1]
