"""The render process: time limit, crashes, queue, and nothing left behind."""

import asyncio
import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest

from sekampadi.domain.errors import DomainError
from sekampadi.reports.build.lembar import build_lembar
from sekampadi.reports.render.pdf import render_lembar_pdf
from sekampadi.reports.worker import RenderPool

from . import contoh, pekerjaan


def exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_gone(pid: int, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while exists(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not exists(pid)


def wait_dead(pool: RenderPool, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while pool.pid is not None and time.monotonic() < deadline:
        time.sleep(0.02)
    return pool.pid is None


@pytest.fixture
def pool() -> Iterator[RenderPool]:
    pool = RenderPool(max_waiting=4)
    yield pool
    pool.close()


async def test_runs_in_one_warm_process(pool: RenderPool):
    pool.start()
    first = int(await pool.run(pekerjaan.pid, timeout=10))
    assert first not in {os.getpid(), 0}
    assert int(await pool.run(pekerjaan.pid, timeout=10)) == first == pool.pid


async def test_renders_a_real_sheet(pool: RenderPool):
    report = build_lembar(
        contoh.figures(contoh.rekap_provinsi(), contoh.provinsi()), printed=contoh.DICETAK
    )
    document = await pool.run(render_lembar_pdf, report, timeout=30)
    assert document.startswith(b"%PDF-")
    assert "86,18" in pypdf.PdfReader(io.BytesIO(document)).pages[0].extract_text()


async def test_large_arguments_and_answers_pass(pool: RenderPool):
    data = os.urandom(3_000_000)
    assert await pool.run(pekerjaan.echo, data, timeout=20) == data


async def test_prints_do_not_disturb(pool: RenderPool):
    assert await pool.run(pekerjaan.noisy, b"x", timeout=10) == b"x"
    assert await pool.run(pekerjaan.noisy, b"y", timeout=10) == b"y"


async def test_time_limit_kills_and_replaces_the_process(pool: RenderPool):
    old = int(await pool.run(pekerjaan.pid, timeout=10))
    with pytest.raises(DomainError) as caught:
        # Longer than a test may take: who waits for its end fails.
        await pool.run(pekerjaan.sleep, 3600.0, timeout=0.3)
    assert caught.value.code == "report.timeout"
    assert "terlalu lama" in caught.value.message
    assert not exists(old)
    assert int(await pool.run(pekerjaan.pid, timeout=10)) != old


async def test_crash_is_told_and_the_next_call_works(pool: RenderPool):
    old = int(await pool.run(pekerjaan.pid, timeout=10))
    with pytest.raises(DomainError) as caught:
        await pool.run(pekerjaan.die, timeout=10)
    assert caught.value.code == "report.crashed"
    assert not exists(old)
    assert await pool.run(pekerjaan.echo, b"again", timeout=10) == b"again"


async def test_a_process_that_died_idle_is_replaced_silently(pool: RenderPool):
    old = int(await pool.run(pekerjaan.pid, timeout=10))
    os.kill(old, signal.SIGKILL)
    assert await asyncio.to_thread(wait_dead, pool)
    assert int(await pool.run(pekerjaan.pid, timeout=10)) != old


async def test_errors_come_back(pool: RenderPool, caplog: pytest.LogCaptureFixture):
    with pytest.raises(DomainError) as caught:
        await pool.run(pekerjaan.refuse, timeout=10)
    assert (caught.value.code, caught.value.message) == ("contoh.refused", "Tidak boleh.")
    with pytest.raises(DomainError) as failed:
        await pool.run(pekerjaan.fail, timeout=10)
    assert failed.value.code == "report.failed"
    assert "oops" not in failed.value.message
    assert "ZeroDivisionError: oops" in caplog.text
    assert await pool.run(pekerjaan.echo, b"x", timeout=10) == b"x"


async def test_calls_queue_and_waiting_does_not_count(pool: RenderPool):
    await pool.run(pekerjaan.pid, timeout=10)
    spans = await asyncio.gather(*(pool.run(pekerjaan.span, 0.4, timeout=1.0) for _ in range(4)))
    times = sorted(tuple(map(float, s.split())) for s in spans)
    for (_, end), (start, _) in pairwise(times):
        assert start >= end
    with pytest.raises(DomainError) as busy:
        await asyncio.gather(*(pool.run(pekerjaan.span, 0.1, timeout=5.0) for _ in range(5)))
    assert busy.value.code == "report.busy"


async def test_a_cancelled_caller_leaves_the_pool_usable(pool: RenderPool):
    await pool.run(pekerjaan.pid, timeout=10)
    tasks = [asyncio.create_task(pool.run(pekerjaan.sleep, 0.3, timeout=5)) for _ in range(3)]
    await asyncio.sleep(0.05)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert await pool.run(pekerjaan.echo, b"x", timeout=5) == b"x"


async def test_the_worker_gets_no_settings(pool: RenderPool, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SEKAMPADI_SECRET_KEY", "x" * 32)
    # Where days begin, and nothing else: no secret.
    assert await pool.run(pekerjaan.settings, timeout=10) == b"SEKAMPADI_TIMEZONE"


async def test_close_ends_everything():
    pool = RenderPool()
    pid = int(await pool.run(pekerjaan.pid, timeout=10))
    running = asyncio.create_task(pool.run(pekerjaan.sleep, 60.0, timeout=60))
    waiting = asyncio.create_task(pool.run(pekerjaan.echo, b"x", timeout=60))
    await asyncio.sleep(0.1)
    await asyncio.to_thread(pool.close)
    assert not exists(pid)
    for task, code in ((running, "report.crashed"), (waiting, "report.closed")):
        with pytest.raises(DomainError) as caught:
            await task
        assert caught.value.code == code
    with pytest.raises(DomainError):
        await pool.run(pekerjaan.echo, b"x", timeout=1)
    assert pool.pid is None


def test_the_worker_ends_with_a_parent_that_was_killed():
    script = (
        "import asyncio, os, signal, sys\n"
        "from sekampadi.reports.worker import RenderPool\n"
        "from tests.reports import pekerjaan\n"
        "pid = asyncio.run(RenderPool().run(pekerjaan.pid, timeout=20))\n"
        "sys.stdout.write(pid.decode()); sys.stdout.flush()\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert wait_gone(int(done.stdout))
