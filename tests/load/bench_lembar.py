"""``make bench``: the plain survey, complete ones by people of whom each has a connection of his own.

Five requests a survey, as a browser makes them: the page, and four forms. Served by one process, then
by several with a Redis of their own; afterwards the rows are counted. Beside each, in the same run and
with as many processes, stands the ceiling (:mod:`tests.load.ceiling`).
"""

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import func, select

from sekampadi.building import ROOT
from sekampadi.db.models import Jawaban
from sekampadi.services.sistem.rekap import check_rekap
from sekampadi.serving import answers
from tests import factories
from tests.e2e.harness import AppServer, free_port
from tests.e2e.processes import wait_workers
from tests.load.measure import cpu_seconds, machine, percentile, process_seconds
from tests.load.plain_people import LAYANAN, Crowd, Tally, load
from tests.load.services import OwnRedis

TARGET_MS, TARGET_RATE = 3.0, 400.0
"""Milliseconds of processor for a complete survey; surveys a second of two processes."""
PEER_RATE = 388
"""Surveys a second of the best peer, measured on such a machine (docs/figures.md)."""


def _say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


async def _load(port: int, people: int, seconds: float) -> Tally:
    return await asyncio.to_thread(load, port, Crowd(people, seconds))


@dataclass(frozen=True)
class Figures:
    """What a run showed: surveys a second, milliseconds of processor each, of waiting."""

    rate: float
    processor: float
    step: float
    connect: float


def _figures(tally: Tally, seconds: float, spent: float) -> Figures:
    return Figures(
        tally.thanked / seconds,
        1000 * spent / max(1, tally.thanked),
        1000 * percentile(tally.requests, 0.99),
        1000 * percentile(tally.connects, 0.99),
    )


def _tell(name: str, found: Figures, tally: Tally) -> None:
    _say(
        f"{name:24}{found.rate:10.0f}{found.processor:14.2f}{found.step:14.0f}{found.connect:14.0f}"
    )
    for error in tally.errors[:3]:
        _say(f"error: {error}")


@contextmanager
def _ceiling(folder: Path, workers: int = 1) -> Iterator[tuple[int, int]]:
    """Serve the ceiling; yield its port and its process."""
    port = free_port()
    environment = {
        "CEILING_DATABASE": str(folder / "ceiling.db"),
        "CEILING_PORT": str(port),
        "CEILING_WORKERS": str(workers),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.load.ceiling"], cwd=ROOT, env=environment
    )
    try:
        until = time.monotonic() + 30
        while not answers(f"http://127.0.0.1:{port}/api/health") and time.monotonic() < until:
            time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(10)


def _fill(server: AppServer) -> None:
    server.migrate()
    with server.runtime() as rt:
        upp = factories.make_upp(rt, "upp-a")
        for number in range(LAYANAN):
            factories.make_layanan(rt, upp, f"layanan-{number}")


@dataclass(frozen=True)
class Outcome:
    """What serving with so many processes showed, and whether all thanks are rows, and counted."""

    found: Figures
    best: Figures
    thanked: int
    stored: int
    sound: bool


def _measure(folder: Path, workers: int, crowd: Crowd) -> Outcome:
    own_redis = OwnRedis() if workers > 1 else None
    extra = {"SEKAMPADI_LOG_LEVEL": "WARNING", "SEKAMPADI_WORKERS": str(workers)}
    url = own_redis.url if own_redis is not None else ""
    server = AppServer(folder / f"server-{workers}", redis_url=url, extra=extra)
    _fill(server)
    try:
        if own_redis is not None:
            own_redis.start()
        server.start()
        if workers > 1:
            wait_workers(server, workers)
        warm = load(server.port, Crowd(crowd.people, 3.0))
        before = cpu_seconds(server)
        tally = load(server.port, crowd)
        found = _figures(tally, crowd.seconds, cpu_seconds(server) - before)
        _tell(f"/lembar, {workers} process(es)", found, tally)
        server.stop()
    finally:
        server.kill()
        if own_redis is not None:
            own_redis.kill()
    with server.runtime() as rt:
        with rt.reading() as session:
            stored = session.exec(select(func.count()).select_from(Jawaban)).one()
        differences = check_rekap(rt)
    with _ceiling(folder, workers) as (port, pid):
        load(port, Crowd(crowd.people, 2.0))
        before = process_seconds(pid)
        bare = load(port, crowd)
        best = _figures(bare, crowd.seconds, process_seconds(pid) - before)
        _tell(f"ceiling, {workers} process(es)", best, bare)
    thanked = tally.thanked + warm.thanked
    sound = thanked == stored and not tally.errors and not differences
    return Outcome(found, best, thanked, stored, sound)


def main() -> int:
    """Serve databases of its own, measure, count; the status tells whether the targets were met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    _say(machine())
    _say(f"\n{'':24}{'per s':>10}{'processor ms':>14}{'p99 step ms':>14}{'p99 conn. ms':>14}")
    targets: list[tuple[str, bool]] = []
    for workers in options.workers:
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            one = _measure(Path(name), workers, Crowd(options.people, options.seconds))
        found, best = one.found, one.best
        _say(f"{best.rate / found.rate:.1f} times the rate, {found.processor / best.processor:.1f} times "
             f"the processor of the ceiling; {one.thanked:,d} thanked, {one.stored:,d} stored\n")  # fmt: skip
        of = f"{workers} process(es): "
        targets += [
            (
                of + f"at most {TARGET_MS:.0f} ms of processor a survey",
                found.processor <= TARGET_MS,
            ),
            (of + "every thanks is a row, no row more, the counters equal the recount", one.sound),
        ]
        if workers == 2:
            text = f"{of}at least {TARGET_RATE:.0f} a second (best peer: {PEER_RATE})"
            targets.append((text, found.rate >= TARGET_RATE))
    for text, met in targets:
        _say(f"{'met   ' if met else 'MISSED'} {text}")
    return 0 if all(met for _, met in targets) else 1


if __name__ == "__main__":
    sys.exit(main())
