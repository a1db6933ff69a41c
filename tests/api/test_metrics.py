"""The metrics port: what is counted, that nobody can add a label, that nobody is told of."""

import asyncio
import contextlib
import json
import logging
import re
import socket
import time
import urllib.request
import uuid
from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from sekampadi.api.http.metrics_port import FRESH, open_port, serving_metrics
from sekampadi.api.http.middleware import wrap
from sekampadi.api.routes import make_api
from sekampadi.domain.errors import DomainError
from sekampadi.domain.notifikasi.outbox import JenisPesan
from sekampadi.logs import JsonFormatter
from sekampadi.metrics.counters import count_event
from sekampadi.reports.worker import RenderPool
from sekampadi.services.notifikasi.outbox import enqueue
from sekampadi.services.sistem.cadangan.terakhir import note_backup
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.survei import submit_daring
from tests.api.conftest import make_client
from tests.conftest import SettableClock
from tests.factories import Cast, isian

ID = uuid.UUID("5f0c1e9e-7d0b-4d3c-9f6e-2f1f5a1c0a01")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _read(port: int) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as response:
        text = response.read().decode()
    return {
        (s.name, tuple(sorted(s.labels.items()))): s.value
        for family in text_string_to_metric_families(text)
        for s in family.samples
    }


def _at(seen: dict[object, float], name: str, **labels: str) -> float:
    return seen.get((f"sekampadi_{name}", tuple(sorted(labels.items()))), 0.0)


@pytest.fixture
def measured(rt: Runtime) -> Runtime:
    port = _free_port()
    changed = rt.settings.model_copy(update={"metrics_port": port, "backup_max_hours": 1})
    return Runtime(rt.engine, changed, rt.clock)


async def test_what_happens_is_counted(
    measured: Runtime, cast: Cast, pool: RenderPool, clock: SettableClock
) -> None:
    rt, port = measured, measured.settings.metrics_port
    async with serving_metrics(rt):
        before = _read(port)
        assert _at(before, "ready") == 1
        assert _at(before, "reason", code="backup.old") == 1
        assert ("sekampadi_backup_age_seconds", ()) not in before
        for _ in range(2):
            await submit_daring(rt, ID, "layanan-a1", isian())
        with pytest.raises(DomainError):
            await submit_daring(rt, uuid.uuid4(), "nirwana", isian())
        with rt.writing() as session:
            enqueue(session, rt.now(), JenisPesan.EMAIL, "uji/1", {})
        note_backup(rt.settings, rt.now())
        clock.advance(timedelta(seconds=90))
        async with make_client(wrap(make_api(rt, pool), rt.settings)) as browser:
            await browser.get("/api/v1/upp/upp-a/layanan")
            await browser.get("/api/v1/upp/upp-b/layanan")
            await browser.get("/api/v1/upp/nirwana/layanan")
        count_event("reflex___state____state.sekampadi___web____akun_state.muat", allowed=False)
        clock.advance(timedelta(seconds=FRESH))
        rt_look = _read(port)
        deadline = time.monotonic() + 30  # a look is kept a second
        while _at(rt_look, "outbox_due") == _at(before, "outbox_due"):
            assert time.monotonic() < deadline
            rt_look = _read(port)
    grown = {key: value - before.get(key, 0.0) for key, value in rt_look.items()}
    for outcome in ("stored", "repeated", "layanan.unknown"):
        assert _at(grown, "answers_total", source="daring", outcome=outcome) == 1
    route = "/api/v1/upp/{kode}/layanan"
    assert _at(grown, "http_requests_total", route=route, status="200") == 2
    assert _at(grown, "http_requests_total", route=route, status="404") == 1
    assert _at(grown, "http_request_seconds_count", route=route) == 3
    assert _at(grown, "events_total", handler="akun_state.muat", outcome="denied") == 1
    assert _at(rt_look, "reason", code="backup.old") == 0
    assert 90 <= _at(rt_look, "backup_age_seconds") <= 92
    assert 90 <= _at(rt_look, "outbox_oldest_seconds") <= 92
    assert _at(rt_look, "database_connections", state="idle") >= 1
    assert ("sekampadi_lane_jobs", (("lane", "kejadian"),)) in rt_look
    assert any(name == "process_resident_memory_bytes" for name, _ in rt_look)


async def test_a_pause_of_the_loop_is_told_until_a_minute_later(
    measured: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    port = measured.settings.metrics_port
    caplog.set_level(logging.INFO, "sekampadi.api.http.metrics_port")
    async with serving_metrics(measured):
        await asyncio.sleep(0.05)
        time.sleep(0.2)  # noqa: ASYNC251 - the pause
        await asyncio.sleep(0.05)
        for _ in range(2):  # to read it does not take it away from who reads next
            assert _at(_read(port), "pause_longest_seconds", of="loop") >= 0.15
    [told] = [r.getMessage() for r in caplog.records if "paused" in r.getMessage()][:1]
    assert re.fullmatch(
        r"the event loop paused for \d+ ms: \d+ of its own work, \d+ of other threads", told
    )


async def test_nobody_adds_a_label_and_nobody_is_named(
    measured: Runtime, cast: Cast, pool: RenderPool
) -> None:
    port = measured.settings.metrics_port
    async with serving_metrics(measured):
        async with make_client(wrap(make_api(measured, pool), measured.settings)) as browser:
            await browser.get("/tidak-ada")
            await browser.get("/api/tidak-ada")
            await browser.get("/assets/tidak-ada.js")
            known = set(_read(port))
            for n in range(50):
                await browser.get(f"/tidak-ada-{n}?token=rahasia-{n}")
                await browser.get(f"/api/tidak-ada/{n}")
                await browser.get(f"/assets/{n}.js")
        seen = _read(port)
    new = {key for key in set(seen) - known if "time" not in key[0]}
    assert new == set()
    text = json.dumps([str(key) for key in seen])
    assert not re.search(r"tidak-ada|rahasia|layanan-a1|upp-a\b", text)


async def test_each_process_takes_the_next_port(measured: Runtime) -> None:
    first = measured.settings.metrics_port
    async with serving_metrics(measured):
        opened = open_port(measured)
        assert opened is not None
        port, closing = opened
        assert first < port < first + 16
        assert _read(port)
        closing.close()
    with pytest.raises(OSError, match="refused"):
        _read(first)


def test_as_many_processes_as_settings_allow_have_a_port_each(measured: Runtime) -> None:
    first = measured.settings.metrics_port
    many = measured.settings.model_copy(update={"workers": 32})
    with contextlib.ExitStack() as taken:
        for port in range(first, first + 40):
            other = taken.enter_context(socket.socket())
            with contextlib.suppress(OSError):  # somebody else's, so taken as well
                other.bind(("127.0.0.1", port))
                other.listen()
        with pytest.raises(OSError, match="no port is free"):
            open_port(measured)
        opened = open_port(Runtime(measured.engine, many, measured.clock))
        assert opened is not None
        port, closing = opened
        closing.close()
    assert first + 40 <= port < first + 64


async def test_people_are_served_when_the_port_cannot_be_had(
    rt: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    nowhere = rt.settings.model_copy(
        update={"metrics_port": _free_port(), "metrics_host": "192.0.2.1"}
    )
    async with serving_metrics(Runtime(rt.engine, nowhere, rt.clock)):
        pass
    assert "the metrics are not served" in caplog.text


async def test_a_request_is_an_object_in_the_log(
    rt: Runtime, cast: Cast, pool: RenderPool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "sekampadi.access")
    async with make_client(wrap(make_api(rt, pool), rt.settings)) as browser:
        await browser.get("/api/v1/upp/upp-a/layanan?x=rahasia")
    (record,) = [r for r in caplog.records if r.name == "sekampadi.access"]
    line = json.loads(JsonFormatter().format(record))
    assert line["route"] == "/api/v1/upp/{kode}/layanan"
    assert line["status"] == 422
    assert "rahasia" not in str(line)
