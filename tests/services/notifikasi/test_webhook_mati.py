"""A worker that is killed, a receiver that is slow, and a key of the program that is replaced."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from pydantic import SecretStr
from sqlmodel import select

from sekampadi.db.models import Outbox, Webhook
from sekampadi.domain.errors import ConflictError
from sekampadi.domain.izin import Role
from sekampadi.domain.notifikasi.outbox import KLAIM
from sekampadi.domain.notifikasi.webhook import BANYAK, TUMPANG
from sekampadi.services.notifikasi.pekerja import PekerjaOutbox
from sekampadi.services.notifikasi.webhook import kelola
from sekampadi.services.notifikasi.webhook.rahasia import keys_of, seal_anew
from sekampadi.services.sistem.runtime import Runtime
from tests.conftest import SettableClock
from tests.factories import Cast
from tests.notifikasi import with_settings
from tests.penerima import receiving
from tests.services.notifikasi.test_webhook import make, only, tell, work

PROGRAM = """
import time
from datetime import datetime
import sekampadi.services.notifikasi.webhook.kirim as kirim
from sekampadi.services.notifikasi.pekerja import PekerjaOutbox
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.settings import Settings
import os
at = datetime.fromisoformat(os.environ["SEKARANG"])
really = kirim.send_webhook
def sent_then_held(*args, **more):
    status = really(*args, **more)
    print("sent", flush=True)
    time.sleep(120)
    return status
kirim.send_webhook = sent_then_held
opened = Runtime.open(Settings(_env_file=None))
worker = PekerjaOutbox(Runtime(opened.engine, opened.settings, lambda: at))
worker.step()
worker.jalur.wait()
"""


def test_killed_between_sending_and_marking_it_comes_twice_under_one_key(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    wrt = with_settings(rt, webhook_private=True)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SEKAMPADI_")}
    environment |= {
        "SEKAMPADI_DATABASE_URL": str(rt.settings.effective_database_url),
        "SEKAMPADI_DATA_DIR": str(rt.settings.data_dir),
        "SEKAMPADI_SECRET_KEY": rt.settings.secret_key.get_secret_value(),
        "SEKAMPADI_WEBHOOK_PRIVATE": "true",
        "SEKARANG": rt.now().isoformat(),
    }
    with receiving() as penerima:
        make(wrt, cast, penerima.url)
        tell(wrt, cast, "lembar/a", 1)
        child = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            env=environment,
            stdout=subprocess.PIPE,
            encoding="ascii",
        )
        assert child.stdout is not None
        said = child.stdout.readline().strip()
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        assert (said, child.returncode, len(penerima.taken)) == ("sent", -signal.SIGKILL, 1)
        tell(wrt, cast, "lembar/a", 2)
        clock.advance(KLAIM + timedelta(minutes=5))
        worker = PekerjaOutbox(wrt)
        work(worker)
        work(worker)
        worker.stop()
        assert [json.loads(b)["data"]["nomor"] for _, b in penerima.taken] == [1, 1, 2]
        keys = [h["Idempotency-Key"] for h, _ in penerima.taken]
        assert keys[0] == keys[1] != keys[2]


def test_a_slow_receiver_holds_up_nobody_else(rt: Runtime, cast: Cast) -> None:
    wrt = with_settings(rt, webhook_private=True)
    slow = socket.create_server(("127.0.0.1", 0))  # takes a connection and says nothing
    with receiving() as penerima:
        make(wrt, cast, f"http://127.0.0.1:{slow.getsockname()[1]}/")
        make(wrt, cast, penerima.url)
        tell(wrt, cast, "lembar/a", 1)
        worker = PekerjaOutbox(wrt)
        worker.step()
        deadline = time.monotonic() + 60
        while not penerima.taken:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        with wrt.reading() as session:
            waits = session.exec(select(Outbox.selesai).where(Outbox.webhook_id == 1)).one()
        assert waits is None, "the slow one was still being asked"
        slow.close()
        worker.stop()


def test_secrets_outlive_a_new_key_of_the_program(
    rt: Runtime, cast: Cast, clock: SettableClock
) -> None:
    old = rt.settings.secret_key.get_secret_value()
    new = SecretStr("another-secret-of-the-tests-with-40-characters")
    first = make(rt, cast, "https://127.0.0.1:9/")
    second = kelola.replace_rahasia(rt, cast.people[Role.ADMIN_UPP], 1).rahasia
    both = with_settings(rt, secret_key=new, secret_key_old=SecretStr(old))
    bare = with_settings(rt, secret_key=new)
    assert keys_of(bare.settings, only(rt), rt.now()) == ()
    assert seal_anew(bare) == 0, "what does not open is left alone"
    assert (seal_anew(both), seal_anew(both)) == (1, 0)
    assert keys_of(bare.settings, only(rt), rt.now()) == (second, first)
    clock.advance(TUMPANG)
    assert seal_anew(bare) == 1
    row = only(rt)
    assert (row.rahasia_lama, row.lama_sampai) == ("", None)
    assert keys_of(bare.settings, row, rt.now()) == (second,)


@pytest.mark.parametrize(("upp", "role"), [("upp-a", Role.ADMIN_UPP), ("", Role.ADMIN_PEMPROV)])
def test_those_who_add_at_once_get_no_more_than_there_may_be(
    rt: Runtime, cast: Cast, upp: str, role: Role
) -> None:
    for _ in range(BANYAK - 1):
        make(rt, cast, "https://127.0.0.1:9/", upp, role)
    refused: list[str] = []
    ready = threading.Barrier(4)

    def add() -> None:
        ready.wait()
        try:
            make(rt, cast, "https://127.0.0.1:9/", upp, role)
        except ConflictError as error:
            refused.append(error.code)

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with rt.reading() as session:
        assert len(session.exec(select(Webhook.id)).all()) == BANYAK
    assert refused == ["webhook.banyak"] * 3
