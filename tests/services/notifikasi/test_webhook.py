"""Webhooks of other systems, against a real receiver: all is delivered, in order per object, at least once."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import select

from sekampadi.db.models import Outbox, Webhook, WebhookKirim
from sekampadi.domain.errors import ConflictError, DomainError, FieldErrors, NotFoundError
from sekampadi.domain.izin import Role
from sekampadi.domain.notifikasi.outbox import KLAIM, PERCOBAAN_MAKS
from sekampadi.domain.notifikasi.webhook import BANYAK, SABAR, TUMPANG, Peristiwa
from sekampadi.services.notifikasi.outbox import claim
from sekampadi.services.notifikasi.pekerja import PekerjaOutbox
from sekampadi.services.notifikasi.webhook import kelola, mati
from sekampadi.services.notifikasi.webhook.peristiwa import emit, emit_jawaban
from sekampadi.services.sistem.runtime import Runtime
from tests import factories
from tests.conftest import SettableClock
from tests.factories import Cast
from tests.notifikasi import with_settings
from tests.penerima import Penerima, receiving

BOXES = {p.field: "ya" for p in Peristiwa}


@pytest.fixture
def penerima() -> Iterator[Penerima]:
    with receiving() as kept:
        yield kept


@pytest.fixture
def wrt(rt: Runtime) -> Runtime:
    return with_settings(rt, webhook_private=True)


def make(rt: Runtime, cast: Cast, url: str, upp: str = "upp-a", role: Role = Role.ADMIN_UPP) -> str:
    isian: dict[str, object] = {"nama": "Dasbor", "alamat": url, "upp": upp, **BOXES}
    return kelola.add_webhook(rt, cast.people[role], isian).rahasia


def tell(rt: Runtime, cast: Cast, objek: str, nomor: int, upp: str = "upp-a") -> int:
    with rt.writing() as session:
        return emit(
            session,
            rt,
            Peristiwa.LEMBAR,
            sebab=f"{objek}/{nomor}",
            objek=objek,
            upp_id=cast.upp[upp],
            data={"nomor": nomor},
        )


def work(worker: PekerjaOutbox) -> None:
    worker.step()
    worker.jalur.wait()


def only(rt: Runtime) -> Webhook:
    with rt.reading() as session:
        row = session.exec(select(Webhook)).one()
        session.expunge_all()
        return row


def test_down_for_an_hour_then_everything_in_order(
    wrt: Runtime, cast: Cast, clock: SettableClock, penerima: Penerima
) -> None:
    make(wrt, cast, penerima.url)
    worker = PekerjaOutbox(wrt)
    penerima.status = 503
    for minute in range(60):
        if minute % 10 == 0:
            for objek in ("lembar/a", "lembar/b"):
                tell(wrt, cast, objek, minute)
        clock.advance(timedelta(minutes=1))
        work(worker)
    assert penerima.taken == []
    down = len(penerima.seen)
    penerima.status = 204
    for _ in range(120):
        clock.advance(timedelta(minutes=1))
        work(worker)
    worker.stop()
    bodies = [json.loads(body) for _, body in penerima.taken]
    for objek in ("lembar/a", "lembar/b"):
        of_object = [b["data"]["nomor"] for b in bodies if f"/{objek}/" in f"/{b['id']}"]
        assert of_object == [0, 10, 20, 30, 40, 50]
    assert len(bodies) == 12
    # Doubles are known by their key: what was refused before came again under the same one.
    keys = [headers["Idempotency-Key"] for headers, _ in penerima.seen]
    assert len(set(keys)) == 12
    assert all(json.loads(body)["id"] == h["Idempotency-Key"] for h, body in penerima.seen)
    # The pauses grow: two objects, and not one try a minute of each.
    assert 4 <= down <= 16
    assert only(wrt).gagal_sejak is None
    with wrt.reading() as session:
        log = session.exec(select(WebhookKirim)).all()
        assert len(log) == len(penerima.seen)
        assert {r.hasil for r in log} == {"webhook: HTTP 503", "HTTP 204"}


def test_who_died_after_sending_is_a_double_with_the_same_key(
    wrt: Runtime, cast: Cast, clock: SettableClock, penerima: Penerima
) -> None:
    make(wrt, cast, penerima.url)
    tell(wrt, cast, "lembar/a", 1)
    taken = claim(wrt, only(wrt).id)  # and then its process is killed
    assert taken is not None
    tell(wrt, cast, "lembar/a", 2)
    tell(wrt, cast, "lembar/b", 3)
    worker = PekerjaOutbox(wrt)
    work(worker)
    said = [json.loads(body)["data"]["nomor"] for _, body in penerima.taken]
    assert said == [3], "the other object does not wait"
    clock.advance(KLAIM + timedelta(seconds=1))
    work(worker)
    work(worker)
    worker.stop()
    said = [json.loads(body)["data"]["nomor"] for _, body in penerima.taken]
    assert said == [3, 1, 2]
    assert penerima.taken[1][0]["Idempotency-Key"] == taken.kunci


def test_what_was_given_up_holds_its_object_until_somebody_decides(
    wrt: Runtime, cast: Cast, clock: SettableClock, penerima: Penerima
) -> None:
    make(wrt, cast, penerima.url)
    person, worker = cast.people[Role.ADMIN_UPP], PekerjaOutbox(wrt)
    penerima.status = 500
    tell(wrt, cast, "lembar/a", 1)
    for _ in range(PERCOBAAN_MAKS):
        work(worker)
        clock.advance(timedelta(hours=7))
    penerima.status = 200
    tell(wrt, cast, "lembar/a", 2)
    work(worker)
    (dead,) = mati.list_mati(wrt, person)
    assert (dead.menunggu, dead.percobaan, penerima.taken) == (1, PERCOBAAN_MAKS, [])
    assert mati.list_mati(wrt, cast.admin_b) == []
    with pytest.raises(NotFoundError):
        mati.send_again(wrt, cast.admin_b, dead.id)
    mati.send_again(wrt, person, dead.id)
    work(worker)
    assert [json.loads(b)["data"]["nomor"] for _, b in penerima.taken] == [1, 2]
    with pytest.raises(NotFoundError):
        mati.discard(wrt, person, dead.id)
    worker.stop()


def test_one_that_takes_nothing_for_days_is_switched_off_and_loses_nothing(
    wrt: Runtime, cast: Cast, clock: SettableClock, penerima: Penerima
) -> None:
    make(wrt, cast, penerima.url)
    person, worker = cast.people[Role.ADMIN_UPP], PekerjaOutbox(wrt)
    penerima.status = 500
    tell(wrt, cast, "lembar/a", 1)
    work(worker)
    clock.advance(SABAR)
    work(worker)
    assert not only(wrt).aktif
    penerima.status = 204
    clock.advance(timedelta(hours=7))
    work(worker)
    assert penerima.taken == []
    kelola.switch_webhook(wrt, person, only(wrt).id or 0, aktif=True)
    work(worker)
    worker.stop()
    assert len(penerima.taken) == 1


def test_answers_are_told_of_by_layanan_and_day_and_only_when_the_day_is_over(
    wrt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    make(wrt, cast, "http://127.0.0.1:9/")
    for _ in range(3):
        factories.submit(wrt, "layanan-a1", factories.isian(saran="Budi"))
    factories.submit(wrt, "layanan-b1", factories.isian())
    assert emit_jawaban(wrt) == 0
    day = wrt.today()
    clock.advance(timedelta(days=1))
    assert emit_jawaban(wrt) == 1
    assert emit_jawaban(wrt) == 0
    with wrt.reading() as session:
        (isi,) = session.exec(select(Outbox.isi).where(Outbox.jenis == "peristiwa")).all()
    assert isi == {
        "peristiwa": "jawaban.diterima",
        "upp": "upp-a",
        "data": {"layanan": "layanan-a1", "tanggal": day.isoformat()},
    }


def test_whose_events_are_told_to_whom(wrt: Runtime, cast: Cast) -> None:
    make(wrt, cast, "http://127.0.0.1:9/")
    assert tell(wrt, cast, "lembar/a", 1) == 1
    assert tell(wrt, cast, "lembar/b", 1, "upp-b") == 0
    make(wrt, cast, "http://127.0.0.1:9/", "", Role.ADMIN_PEMPROV)
    assert tell(wrt, cast, "lembar/b", 2, "upp-b") == 1
    of_c = {"nama": "Induk", "alamat": "http://127.0.0.1:9/", "upp": "upp-c", **BOXES}
    kelola.add_webhook(wrt, cast.admin_c, of_c)
    assert tell(wrt, cast, "lembar/t", 1, "upt-c1") == 2, "the province and the parent"


def test_nobody_touches_those_of_another_upp(wrt: Runtime, cast: Cast) -> None:
    make(wrt, cast, "http://127.0.0.1:9/")
    number = only(wrt).id or 0
    assert kelola.list_webhook(wrt, cast.admin_b) == []
    acts = (
        lambda: kelola.change_webhook(
            wrt, cast.admin_b, number, {"nama": "Saya", "alamat": "http://x.id/", **BOXES}
        ),
        lambda: kelola.replace_rahasia(wrt, cast.admin_b, number),
        lambda: kelola.switch_webhook(wrt, cast.admin_b, number, aktif=False),
        lambda: kelola.remove_webhook(wrt, cast.admin_b, number),
        lambda: kelola.try_webhook(wrt, cast.admin_b, number),
    )
    for act in acts:
        with pytest.raises(NotFoundError):
            act()
    own: dict[str, object] = {"nama": "Saya", "alamat": "http://x.id/", **BOXES}
    with pytest.raises(FieldErrors):
        kelola.add_webhook(wrt, cast.admin_b, own)
    with pytest.raises(DomainError):
        kelola.add_webhook(wrt, cast.admin_b, own | {"upp": "upp-a"})


def test_the_secret_is_shown_once_and_replaced_with_an_overlap(
    wrt: Runtime, cast: Cast, clock: SettableClock, penerima: Penerima
) -> None:
    person = cast.people[Role.ADMIN_UPP]
    first = make(wrt, cast, penerima.url)
    number = only(wrt).id or 0
    assert first not in repr(only(wrt))
    second = kelola.replace_rahasia(wrt, person, number).rahasia
    assert first != second
    assert kelola.try_webhook(wrt, person, number).berhasil
    clock.advance(TUMPANG)
    assert kelola.try_webhook(wrt, person, number).kata == "HTTP 204"
    both, one = (h["X-Sekampadi-Signature"].count("v1=") for h, _ in penerima.taken)
    assert (both, one) == (2, 1)


def test_a_form_with_nonsense_stores_nothing(wrt: Runtime, cast: Cast) -> None:
    person = cast.people[Role.ADMIN_UPP]
    with pytest.raises(FieldErrors) as caught:
        kelola.add_webhook(wrt, person, {"nama": "x", "alamat": "ftp://a", "upp": "upp-a"})
    assert set(caught.value.errors) == {"nama", "alamat", "peristiwa"}
    for _ in range(BANYAK):
        make(wrt, cast, "http://127.0.0.1:9/")
    with pytest.raises(ConflictError):
        make(wrt, cast, "http://127.0.0.1:9/")
