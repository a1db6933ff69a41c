"""The program's secret is replaced: what was made with the one of before is still believed.

Each use is asked three times: with the secret of before (it holds), with both (it still holds, and what
is new is made with the new one), and with the new one alone (it holds no more).
"""

import uuid
from datetime import timedelta

import pytest
import redis
from pydantic import SecretStr

from sekampadi.db.shared import SharedStore
from sekampadi.domain.izin import Role
from sekampadi.services.akun.coba_masuk import AsalMasuk, device_cookie, percobaan
from sekampadi.services.akun.sesi import find_principal, issue_ticket, redeem_ticket
from sekampadi.services.notifikasi.kirim_webhook import sign
from sekampadi.services.notifikasi.notifikasi import load_saluran, save_saluran, webhook_keys
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.awal import begin_survei, find_awal, renew_awal
from tests.factories import PASSWORD, Cast
from tests.notifikasi import with_settings

NEW = "the-secret-that-comes-after-the-tests-one"


@pytest.fixture
def both(rt: Runtime) -> Runtime:
    """Return the runtime after the secret was replaced, while that of before is believed."""
    old = rt.settings.secret_key
    return with_settings(rt, secret_key=SecretStr(NEW), secret_key_old=old)


@pytest.fixture
def alone(rt: Runtime) -> Runtime:
    """Return the runtime that knows the new secret only."""
    return with_settings(rt, secret_key=SecretStr(NEW))


def test_a_login_outlives_it(rt: Runtime, both: Runtime, alone: Runtime, cast: Cast) -> None:
    token, _ = redeem_ticket(rt, issue_ticket(rt, "admin-c", PASSWORD))
    # No secret is in it: the database keeps a hash of a random word.
    for after in (rt, both, alone):
        assert find_principal(after, token) == cast.admin_c
    ticket = issue_ticket(rt, "admin-c", PASSWORD)
    assert find_principal(both, redeem_ticket(both, ticket)[0]) == cast.admin_c


def test_a_survey_that_was_begun_keeps_its_start(
    rt: Runtime, both: Runtime, alone: Runtime, cast: Cast
) -> None:
    identity = uuid.uuid4()
    awal = begin_survei(rt, identity, "layanan-a1")
    assert awal
    assert find_awal(both, identity, "layanan-a1", awal) == rt.now()
    assert begin_survei(both, identity, "layanan-a1", awal) == ""  # it is not signed anew
    assert find_awal(both, identity, "layanan-a2", awal) is None
    assert find_awal(alone, identity, "layanan-a1", awal) is None
    # What is signed now needs the old one no more.
    later, renewed = renew_awal(both, identity, "layanan-a1", awal)
    assert find_awal(alone, later, "layanan-a1", renewed) == rt.now()
    fresh = begin_survei(both, identity, "layanan-a1")
    assert find_awal(alone, identity, "layanan-a1", fresh) == rt.now()


def test_a_known_browser_stays_known(rt: Runtime, both: Runtime, alone: Runtime) -> None:
    name, value = device_cookie(rt.settings, "admin-b")
    asal = AsalMasuk(f"{name}={value}", "203.0.113.9")
    known = percobaan(rt.settings, "admin-b", asal)
    assert known.dikenal
    assert percobaan(both.settings, "admin-b", asal) == known  # and its tries count on
    assert not percobaan(both.settings, "admin-c", asal).dikenal
    assert not percobaan(alone.settings, "admin-b", asal).dikenal
    name, value = device_cookie(both.settings, "admin-b")  # given at the next login
    both_marks = AsalMasuk(f"{asal.cookies}; {name}={value}", "203.0.113.9")
    assert percobaan(alone.settings, "admin-b", both_marks).dikenal


def test_a_receiver_of_webhooks_has_time_to_take_the_new_key(
    rt: Runtime, both: Runtime, alone: Runtime, cast: Cast
) -> None:
    person = cast.people[Role.PIMPINAN]
    of_before = save_saluran(rt, person, {"webhook": "https://penerima.example/masuk"}).kunci
    shown = load_saluran(both, person).kunci
    assert shown == load_saluran(alone, person).kunci != of_before
    keys = webhook_keys(both.settings, person.operator_id, 1)
    assert keys == (shown, of_before)
    body = b'{"a":1}'
    stamp, *signatures = sign(keys, 1000, body).split(",")
    assert stamp == "t=1000"
    assert signatures == [
        sign([shown], 1000, body).partition(",")[2],
        sign([of_before], 1000, body).partition(",")[2],
    ]
    assert len(set(signatures)) == 2


def test_marks_of_addresses_of_the_day_go_on(rt: Runtime, redis_url: str) -> None:
    """In Redis: bursts and tries are counted on by processes that already have the new secret."""
    old, today = rt.settings.secret_key.get_secret_value(), rt.today()
    with redis.Redis.from_url(redis_url) as client:
        client.flushdb()
    stores = [
        SharedStore(redis_url, *secrets) for secrets in ((old,), (NEW, old), (NEW,), (old, NEW))
    ]
    before, both, alone, odd = stores
    name = before.name("alamat", "198.51.100.7", today)
    assert both.name("alamat", "198.51.100.7", today) == name
    assert odd.name("alamat", "198.51.100.7", today) == name
    assert alone.name("alamat", "198.51.100.7", today) != name
    # The next day begins with the new one, so the old one is needed no longer than that.
    tomorrow = today + timedelta(days=1)
    name = both.name("alamat", "198.51.100.7", tomorrow)
    assert alone.name("alamat", "198.51.100.7", tomorrow) == name
    assert before.name("alamat", "198.51.100.7", tomorrow) != name
    # One that has come back empty is told by which secret the day was begun.
    with redis.Redis.from_url(redis_url) as client:
        client.flushdb()
    both._key_until = 0.0
    assert both.name("alamat", "198.51.100.7", tomorrow) == name
    for store in stores:
        store.close()
