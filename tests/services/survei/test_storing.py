"""Storing answers together: none lost, none doubled, none that suffers from another one."""

import asyncio
import json
import os
import queue
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import event, make_url, text
from sqlmodel import col, func, select, update

from sekampadi.db import engine as engine_module
from sekampadi.db.models import Jawaban, Layanan, Sumber
from sekampadi.domain.errors import ConflictError, DomainError, NotFoundError
from sekampadi.domain.moderasi import AMBANG, Tanda
from sekampadi.domain.survei.survei import parse_jawaban
from sekampadi.services.sistem import convoy as convoy_module
from sekampadi.services.sistem.convoy import Convoy
from sekampadi.services.sistem.rekap import check_rekap
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei import storing
from sekampadi.services.survei.awal import begin_survei
from sekampadi.services.survei.beruntun import Asal
from sekampadi.services.survei.storing import Incoming, store_all
from sekampadi.services.survei.survei import Pengisian, make_incoming, submit_daring
from tests import factories

# A citizen's answers, eight at a time without end; each is acknowledged by a line.
PROGRAM = """
import asyncio, random, sys, uuid

from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.survei import submit_daring
from sekampadi.settings import get_settings
from tests.factories import random_isian

rt = Runtime.open(get_settings())


async def person(number):
    rng = random.Random(number)
    while True:
        identity, layanan = uuid.uuid4(), rng.choice(["layanan-a1", "layanan-a2", "layanan-b1"])
        await submit_daring(rt, identity, layanan, random_isian(rng))
        sys.stdout.write(f"{identity}\\n")
        sys.stdout.flush()


async def everybody():
    await asyncio.gather(*(person(number) for number in range(8)))


asyncio.run(everybody())
"""


def incoming(
    rt: Runtime,
    layanan: str = "layanan-a1",
    *,
    identity: uuid.UUID | None = None,
    **fields: object,
) -> Incoming:
    baru = parse_jawaban(factories.isian(**fields))
    known = identity or uuid.uuid4()
    return make_incoming(
        rt, known, layanan, baru, sumber=Sumber.DARING, durasi=None, pengisian=None
    )


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
@pytest.mark.parametrize("ring", ["identities", "words"])
def test_two_groups_do_not_wait_for_each_other_in_a_circle(
    rt: Runtime, cast: factories.Cast, caplog: pytest.LogCaptureFixture, ring: str
) -> None:
    store_all(rt, [incoming(rt)])
    for number in range(3):
        one, other = (
            f"antrean terlalu lama di loket {w} {number} mohon diperbaiki segera"
            for w in ("satu", "dua")
        )
        before = AMBANG.ulang_kali - 1
        store_all(rt, [incoming(rt, saran=s) for s in (one, other) for _ in range(before)])
        ids = [uuid.uuid4(), uuid.uuid4()]
        begin = threading.Barrier(2)

        def store(way: int, words: tuple[str, str], ids: list[uuid.UUID], begin: Any) -> None:
            given: list[dict[str, Any]] = [{"saran": w} for w in words[::way]]
            if ring == "identities":
                given = [{"identity": i} for i in ids[::way]]
            first, last = (incoming(rt, **g) for g in given)
            begin.wait()
            store_all(rt, [first, *(incoming(rt) for _ in range(24)), last])

        threads = [
            threading.Thread(target=store, args=(way, (one, other), ids, begin)) for way in (1, -1)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not [r for r in caplog.records if "together" in r.message]


def identities(rt: Runtime) -> list[uuid.UUID]:
    with rt.reading() as session:
        return list(session.exec(select(Jawaban.uuid).order_by(col(Jawaban.id))))


def count_commits(rt: Runtime, act: Callable[[], object]) -> int:
    commits: list[object] = []

    def note(connection: object) -> None:
        commits.append(connection)

    event.listen(rt.engine, "commit", note)
    act()
    event.remove(rt.engine, "commit", note)
    return len(commits)


def refuse(rt: Runtime, usia: int) -> None:
    """Let the database refuse answers of an age."""
    if rt.engine.dialect.name == "sqlite":
        rule = (
            f"CREATE TRIGGER refuse BEFORE INSERT ON jawaban WHEN NEW.usia = {usia} "
            "BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )
    else:
        rule = f"ALTER TABLE jawaban ADD CONSTRAINT refuse CHECK (usia <> {usia})"
    with rt.writing() as session:
        session.connection().execute(text(rule))


def test_a_group_is_stored_and_counted_in_one_transaction(
    rt: Runtime, cast: factories.Cast
) -> None:
    rng, told = random.Random(5), list[int]()
    rt.listeners.append(told.append)
    kode = list(cast.layanan)
    group = [incoming(rt, rng.choice(kode), **factories.random_isian(rng)) for _ in range(40)]
    store_all(rt, [incoming(rt)])  # what is kept of the settings is read by now
    told.clear()
    found: list[object] = []
    assert count_commits(rt, lambda: found.extend(store_all(rt, group))) == 1
    assert found == [True] * 40
    assert identities(rt)[1:] == [one.identity for one in group]
    assert told == sorted(cast.upp.values())
    assert check_rekap(rt) == []


def test_one_that_fails_harms_no_other(
    rt: Runtime, cast: factories.Cast, caplog: pytest.LogCaptureFixture
) -> None:
    refuse(rt, 99)
    group = [incoming(rt, kode, usia=usia) for kode, usia in zip(
        ("layanan-a1", "layanan-a1", "layanan-b1", "layanan-a2"), ("30", "99", "31", "32"), strict=True
    )]  # fmt: skip
    first, wrong, *others = store_all(rt, group)
    assert (first, *others) == (True, True, True)
    assert isinstance(wrong, Exception)
    assert identities(rt) == [group[i].identity for i in (0, 2, 3)]
    assert check_rekap(rt) == []
    assert "could not be stored together" in caplog.text


def test_those_of_a_group_are_tried_one_by_one_for_five_seconds(
    rt: Runtime, cast: factories.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(rt, 99)
    group = [incoming(rt, usia=usia) for usia in ("99", "30", "31", "32")]
    moments = iter([0.0, 4.0, 4.9, 5.1, 5.2])
    monkeypatch.setattr(storing, "time", SimpleNamespace(monotonic=lambda: next(moments)))
    wrong, second, *late = store_all(rt, group)
    assert (isinstance(wrong, Exception), second) == (True, True)
    assert all(isinstance(outcome, Exception) for outcome in late), "they send again"
    assert identities(rt) == [group[1].identity]


def test_one_that_is_refused_harms_no_other(rt: Runtime, cast: factories.Cast) -> None:
    taken = uuid.uuid4()
    factories.submit(rt, "layanan-b1", identity=taken)
    with rt.writing() as session:
        session.exec(update(Layanan).where(col(Layanan.kode) == "layanan-a2").values(aktif=False))
    group = [
        incoming(rt),
        incoming(rt, "layanan-a2"),
        incoming(rt, identity=taken),
        incoming(rt, "nirwana"),
        incoming(rt, "layanan-c1"),
    ]
    found: list[Any] = []
    assert count_commits(rt, lambda: found.extend(store_all(rt, group))) == 1
    assert found[0] is found[4] is True
    codes = [getattr(outcome, "code", "") for outcome in found[1:4]]
    assert codes == ["layanan.inactive", "survei.uuid_taken", "layanan.unknown"]
    assert identities(rt) == [taken, group[0].identity, group[4].identity]
    assert check_rekap(rt) == []


def test_one_identity_many_times_in_a_group_is_one_answer(
    rt: Runtime, cast: factories.Cast
) -> None:
    twice, before = uuid.uuid4(), uuid.uuid4()
    factories.submit(rt, "layanan-a1", identity=before)
    group = [incoming(rt, identity=i) for i in (twice, before, twice, twice)]
    assert store_all(rt, group) == [True, False, False, False]
    assert identities(rt) == [before, twice]
    assert check_rekap(rt) == []


def test_equal_words_in_a_group_are_seen_as_such(rt: Runtime, cast: factories.Cast) -> None:
    group = [incoming(rt, saran="Loket ketiga selalu tutup lebih awal") for _ in range(12)]
    assert store_all(rt, group) == [True] * 12
    with rt.reading() as session:
        marks = session.exec(select(Jawaban.tanda)).all()
    assert all(Tanda.BERULANG in Tanda(tanda) for tanda in marks)


def test_a_database_that_is_busy_is_told_to_all_and_takes_them_later(
    rt: Runtime, cast: factories.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    if rt.engine.dialect.name != "sqlite":
        patient = make_url(rt.settings.effective_database_url)
        impatient = patient.update_query_dict({"options": "-c lock_timeout=200"})
        url = impatient.render_as_string(hide_password=False)
        hold = rt.engine.connect()
        hold.execute(text("LOCK TABLE jawaban IN EXCLUSIVE MODE"))
        release: Callable[[], object] = hold.close
    else:
        url = rt.settings.effective_database_url
        other = sqlite3.connect(str(rt.engine.url.database), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        release = other.close
    monkeypatch.setattr(engine_module, "LOCK_SECONDS", 0.2)
    hasty = Runtime(engine_module.make_engine(url), rt.settings, rt.clock)
    group = [incoming(hasty, kode) for kode in ("layanan-a1", "layanan-b1", "layanan-a1")]
    found = store_all(hasty, group)
    assert all(isinstance(outcome, Exception) for outcome in found)
    release()
    assert identities(rt) == []
    assert store_all(hasty, group) == [True] * 3
    assert store_all(hasty, group) == [False] * 3
    assert identities(rt) == [one.identity for one in group]
    assert check_rekap(rt) == []
    hasty.engine.dispose()


def test_thanks_come_after_the_commit_and_a_hundred_share_few(
    rt: Runtime, cast: factories.Cast
) -> None:
    seen: list[bool] = []

    def is_there(identity: uuid.UUID) -> bool:
        with rt.reading() as session:
            query = select(func.count()).where(col(Jawaban.uuid) == identity)
            return bool(session.exec(query).one())

    async def person(number: int) -> None:
        identity = uuid.UUID(int=number + 1)
        isian = factories.random_isian(random.Random(number))
        assert await submit_daring(rt, identity, "layanan-a1", isian) is None
        seen.append(is_there(identity))

    async def everybody() -> None:
        await asyncio.gather(*(person(number) for number in range(100)))

    assert count_commits(rt, lambda: asyncio.run(everybody())) < 50
    assert seen == [True] * 100
    assert check_rekap(rt) == []
    assert rt.convoy is not None
    assert rt.convoy.inside == 0


def test_what_an_answer_is_refused_with_reaches_who_sent_it(
    rt: Runtime, cast: factories.Cast
) -> None:
    taken = uuid.uuid4()
    factories.submit(rt, "layanan-b1", identity=taken)

    async def everybody() -> list[Any]:
        asked = [
            submit_daring(rt, uuid.uuid4(), "layanan-a1", factories.isian()),
            submit_daring(rt, taken, "layanan-a1", factories.isian()),
            submit_daring(rt, uuid.uuid4(), "nirwana", factories.isian()),
            submit_daring(rt, taken, "layanan-b1", factories.isian(u1="1")),
        ]
        return await asyncio.gather(*asked, return_exceptions=True)

    new, other, unknown, again = asyncio.run(everybody())
    assert new is None
    assert isinstance(other, ConflictError)
    assert isinstance(unknown, NotFoundError)
    assert again == parse_jawaban(factories.isian(u1="1"))


def test_a_burst_in_groups_is_seen_whole(rt: Runtime, cast: factories.Cast) -> None:
    rng, asal = random.Random(7), Asal("", "198.51.100.9")

    async def person() -> None:
        identity = uuid.uuid4()
        awal = begin_survei(rt, identity, "layanan-a1")
        how = Pengisian(awal, asal)
        isian = factories.random_isian(rng)
        await submit_daring(rt, identity, "layanan-a1", isian, pengisian=how)

    async def everybody() -> None:
        await asyncio.gather(*(person() for _ in range(60)))

    asyncio.run(everybody())
    with rt.reading() as session:
        rows = session.exec(select(Jawaban.tanda, Jawaban.beruntun)).all()
    assert len(rows) == 60
    assert all(Tanda.BERUNTUN in Tanda(tanda) for tanda, _ in rows)
    assert len({beruntun for _, beruntun in rows}) == 1


def test_a_group_that_dies_amid_its_work_leaves_whole_answers(
    rt: Runtime, cast: factories.Cast
) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SEKAMPADI_")}
    environment |= {
        "SEKAMPADI_DATABASE_URL": str(rt.settings.effective_database_url),
        "SEKAMPADI_DATA_DIR": str(rt.settings.data_dir),
    }
    acknowledged: list[str] = []
    for lines in (5, 90):
        child = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="ascii",
        )
        assert child.stdout is not None
        acknowledged += [child.stdout.readline().strip() for _ in range(lines)]
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read().split("\n")
        acknowledged += [line for line in rest[:-1] if line]
        child.wait()
        child.stdout.close()
    stored = [str(identity) for identity in identities(rt)]
    assert len(stored) == len(set(stored))
    assert set(acknowledged) <= set(stored), json.dumps(acknowledged)
    assert check_rekap(rt) == []


def test_a_group_whose_work_fails_is_told_to_each_and_the_next_is_done() -> None:
    def work(jobs: Any) -> list[int | Exception]:
        if "bad" in jobs:
            raise OSError("gone")
        return [len(job) for job in jobs]

    async def main() -> list[Any]:
        convoy: Convoy[str, int] = Convoy("uji", work)
        first = await asyncio.gather(
            *(convoy.join(job) for job in ("bad", "a", "bb")), return_exceptions=True
        )
        left = asyncio.create_task(convoy.join("ccc"))
        await asyncio.sleep(0)
        left.cancel()
        return [*first, await convoy.join("dddd"), convoy.inside]

    first, *_, last, inside = asyncio.run(main())
    assert isinstance(first, OSError)
    assert (last, inside) == (4, 0)


@pytest.mark.parametrize("processes", [1, 3])
async def test_groups_of_several_processes_rest_so_many_times_as_long(
    processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests: queue.Queue[float] = queue.Queue()

    class Stopped:
        monotonic = staticmethod(lambda: 0.0)
        sleep = staticmethod(rests.put)

    monkeypatch.setattr(convoy_module, "time", Stopped)
    monkeypatch.setattr(convoy_module, "_REST", 0.01)
    convoy: Convoy[int, int] = Convoy("uji", list, processes=processes)
    assert await convoy.join(1) == 1
    assert await asyncio.to_thread(rests.get, timeout=5) == pytest.approx(0.01 * processes)


async def test_two_thousand_wait_and_the_next_is_told_so() -> None:
    door, begun = threading.Event(), threading.Event()

    def work(jobs: Any) -> list[int]:
        begun.set()
        door.wait()
        return list(jobs)

    convoy: Convoy[int, int] = Convoy("uji", work)
    first = asyncio.create_task(convoy.join(0))
    await asyncio.to_thread(begun.wait)
    many = [asyncio.create_task(convoy.join(number)) for number in range(2000)]
    try:
        await asyncio.sleep(0)
        with pytest.raises(DomainError) as caught:
            await asyncio.wait_for(convoy.join(2000), 5)
    finally:
        door.set()
    assert caught.value.code == "antrean.penuh"
    assert await asyncio.gather(first, *many) == [0, *range(2000)]
