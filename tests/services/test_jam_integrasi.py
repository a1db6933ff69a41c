"""Keys, answers over the API and logins where the clock turns: midnight, a zone, an hour back, two at once."""

import asyncio
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlmodel import col, select

from sekampadi.db.models import Jawaban
from sekampadi.domain.errors import FieldErrors, UnauthenticatedError
from sekampadi.domain.integrasi.kunci import Guna
from sekampadi.domain.izin import Role
from sekampadi.domain.periode import ZONA_KATA, set_zona
from sekampadi.services.akun.diam import touch_sesi
from sekampadi.services.akun.sesi import drop_ended, find_principal, issue_ticket, redeem_ticket
from sekampadi.services.kunci.masuk import find_kunci, load_kunci_saya
from sekampadi.services.sistem.antrean import LAMAN
from sekampadi.services.sistem.rekap import check_rekap
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.jawaban_api import (
    JawabanApi,
    JawabanTersimpan,
    read_jawaban_api,
    store_jawaban_api,
)
from tests.conftest import SettableClock
from tests.factories import PASSWORD, Cast, isian, make_key

MINUTE = timedelta(minutes=1)
NEW_YEAR_WEEK = date(2024, 1, 7)


def read(rt: Runtime, key: str, identity: str, tanggal: str | None = None) -> JawabanApi:
    fields = {k: int(v) if isinstance(v, str) and v.isdigit() else v for k, v in isian().items()}
    return read_jawaban_api(
        *(rt, find_kunci(rt, key)),
        identity_text=identity,
        layanan_kode="layanan-a1",
        isian=fields,
        tanggal=tanggal,
    )


def store(rt: Runtime, jawaban: JawabanApi) -> JawabanTersimpan:
    return asyncio.run(store_jawaban_api(rt, jawaban, LAMAN))


def days(rt: Runtime) -> list[date]:
    with rt.reading() as session:
        return list(session.exec(select(col(Jawaban.tanggal)).order_by(col(Jawaban.id))))


@pytest.fixture
def key(rt: Runtime, cast: Cast) -> str:
    return make_key(rt, cast.people[Role.ADMIN_PEMPROV], "upp-a", Guna.KIRIM)


def test_a_login_that_is_used_lasts_no_longer_after_the_clock_was_set_back(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    token = redeem_ticket(rt, issue_ticket(rt, "admin-b", PASSWORD))[0]
    clock.advance(-timedelta(days=1))
    steps = 0
    while find_principal(rt, token) is not None:
        drop_ended(rt)  # as the worker does each minute
        touch_sesi(rt, token)
        clock.advance(20 * MINUTE)
        steps += 1
        assert steps <= 3 * rt.settings.session_hours, "it lasts a day longer"


def test_an_answer_that_waited_past_midnight_comes_into_no_frozen_triwulan(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    clock.set_local(NEW_YEAR_WEEK, 23, 59, 59)
    key = make_key(rt, cast.people[Role.ADMIN_PEMPROV], "upp-a", Guna.KIRIM)
    late = read(rt, key, str(uuid.uuid4()), "2023-12-31")
    clock.advance(timedelta(seconds=1))  # on this day the triwulan is frozen
    with pytest.raises(FieldErrors) as caught:
        store(rt, late)
    assert {k: e.code for k, e in caught.value.errors.items()} == {"tanggal": "tanggal.too_old"}
    assert days(rt) == []


def test_an_answer_of_the_last_second_counts_on_its_day_and_once(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    clock.set_local(NEW_YEAR_WEEK, 23, 59, 59)
    key = make_key(rt, cast.people[Role.ADMIN_PEMPROV], "upp-a", Guna.KIRIM)
    identity = str(uuid.uuid4())
    jawaban = read(rt, key, identity)
    clock.advance(timedelta(seconds=1))
    first = store(rt, jawaban)
    again = store(rt, read(rt, key, identity))
    clock.advance(-timedelta(hours=1))
    back = store(rt, read(rt, key, identity))
    assert [(r.tanggal, r.baru) for r in (first, again, back)] == [
        (NEW_YEAR_WEEK, True),
        (NEW_YEAR_WEEK, False),
        (NEW_YEAR_WEEK, False),
    ]
    assert days(rt) == [NEW_YEAR_WEEK]


def test_one_answer_sent_to_two_processes_at_once_is_stored_once(
    rt: Runtime, key: str, clock: SettableClock
) -> None:
    other = Runtime.open(rt.settings, clock)
    together = Barrier(8)

    def send(at: int, identity: str) -> bool:
        process = (rt, other)[at % 2]
        jawaban = read(process, key, identity)
        together.wait(20)
        return store(process, jawaban).baru

    for _ in range(10):
        identity = str(uuid.uuid4())
        with ThreadPoolExecutor(8) as threads:
            new = list(threads.map(send, range(8), [identity] * 8))
        assert sum(new) == 1
    assert len(days(rt)) == 10
    assert check_rekap(rt) == []


@pytest.mark.parametrize("zona", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
def test_the_last_day_of_a_key_ends_at_midnight_of_the_zone(
    rt: Runtime, cast: Cast, clock: SettableClock, zona: str
) -> None:
    assert zona in ZONA_KATA
    set_zona(zona)
    try:
        clock.set_local(date(2024, 1, 30), 0, 0)
        key = make_key(rt, cast.people[Role.ADMIN_PEMPROV], "upp-a", Guna.ANGKA)
        last = load_kunci_saya(rt, find_kunci(rt, key)).sampai
        assert last == date(2024, 2, 29)
        clock.set_local(last, 23, 59, 59)
        assert find_kunci(rt, key).kunci_id
        clock.advance(timedelta(seconds=1))
        with pytest.raises(UnauthenticatedError):
            find_kunci(rt, key)
    finally:
        set_zona("Asia/Pontianak")
