"""``make bench``: several processes under load, of which one is killed every few seconds.

Dashboards watch and come back by themselves, citizens answer and send again until they are thanked.
Then Redis goes and comes back empty, and the database is away for a while. At the end everything
that was acknowledged has to be stored, once, the counters have to equal the recount, and every
screen has to show them. PostgreSQL and Redis are its own; all ends by itself.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from math import inf
from pathlib import Path

import aiohttp
from sqlmodel import select

from sekampadi.db.models import Jawaban
from sekampadi.services.sistem.rekap import check_rekap
from tests.e2e.harness import AppServer
from tests.e2e.processes import kill, wait_workers
from tests.load.bench_live import Province, Screen, seed
from tests.load.measure import cpu_seconds, machine, percentile, resident
from tests.load.returning import Book, StubbornVisitor, stay
from tests.load.services import OwnPostgres, OwnRedis

NICENESS = 5
"""How much the client steps back on the processor behind what it measures (``os.nice``)."""
OPENING = 180.0
"""Seconds that all screens may take to open."""
PATIENCE = 30.0
"""Seconds after which a screen that is not right is not going to be: it lacks an answer."""


def _say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@asynccontextmanager
async def answering(
    visitors: list[StubbornVisitor], book: Book, rate: float
) -> AsyncIterator[None]:
    """Let surveys begin at a steady rate, each by a visitor who is free."""
    free: asyncio.Queue[StubbornVisitor] = asyncio.Queue()
    for visitor in visitors:
        free.put_nowait(visitor)
    running: set[asyncio.Task[None]] = set()

    async def one(visitor: StubbornVisitor) -> None:
        await visitor.answer(book)
        free.put_nowait(visitor)

    async def begin() -> None:
        due = time.monotonic()
        while True:
            visitor = await free.get()
            due = max(due + 1 / rate, time.monotonic() - 1)
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            running.add(task := asyncio.create_task(one(visitor)))
            task.add_done_callback(running.discard)

    starter = asyncio.create_task(begin())
    yield
    starter.cancel()
    if running:
        await asyncio.wait(running, timeout=40)
    # Who is not done by then gives up: what is counted afterwards must stand still.
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    await asyncio.sleep(2)


async def _phase(name: str, seconds: float, book: Book, act: Callable[[], object] | None) -> None:
    before, troubles, returns = len(book.thanked), book.troubles, len(book.returns)
    if act is not None:
        await asyncio.to_thread(act)
    began = time.monotonic()
    await asyncio.sleep(seconds)
    rate = (len(book.thanked) - before) / (time.monotonic() - began)
    came = [seconds for _, seconds in book.returns[returns:]]
    _say(
        f"{name:34}{rate:9.1f} answers/s{book.troubles - troubles:7} troubles"
        f"{len(came):6} screens came back, max {max(came, default=0):5.2f} s"
    )


async def _killing(name: str, server: AppServer, size: "Size", book: Book) -> None:
    """Kill the oldest process, which has most pages, and see when the last screen is right again."""
    # Only when all serve: whoever kills the last one takes the service away.
    victim = (await asyncio.to_thread(wait_workers, server, size.workers))[0]
    returns = len(book.returns)

    async def serve_again() -> float:
        await asyncio.to_thread(wait_workers, server, size.workers, frozenset({victim}))
        return time.monotonic()

    async def see() -> None:
        served = await serve_again()
        while book.away and time.monotonic() < served + PATIENCE:  # noqa: ASYNC110 - by themselves
            await asyncio.sleep(0.05)
        if book.away:
            book.late.append(inf)
            return
        last = max((at for at, _ in book.returns[returns:]), default=served)
        book.late.append(max(0.0, last - served))

    kill(victim)
    await asyncio.sleep(0.1)  # until connections are known to be gone
    seeing = asyncio.create_task(see())
    await _phase(name, size.every - 0.1, book, None)
    if book.away:
        _say(f"{'':34}{len(book.away)} screens are not right yet")
    await seeing


@dataclass(frozen=True)
class Size:
    """How large it is; see the flags."""

    workers: int
    viewers: int
    scopes: int
    rate: float
    citizens: int
    every: float
    kills: int
    away: float
    database: str


async def bench(
    server: AppServer, province: Province, size: Size, own: tuple[OwnRedis, OwnPostgres | None]
) -> bool:
    """Do it all; tell whether everything held."""
    book = Book(dict(province.seeded))
    own_redis, postgres = own
    screens = [Screen(province.scopes[i % len(province.scopes)]) for i in range(size.viewers)]
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        watching = []
        for index, screen in enumerate(screens):
            cookie = province.cookies[index % len(province.cookies)]
            watching.append(asyncio.create_task(stay(http, server.url, cookie, screen, book)))
            await asyncio.sleep(0.02)
        opened = time.monotonic() + OPENING
        while len(book.returns) < len(screens):
            assert time.monotonic() < opened, f"{len(book.away)} screens do not open"
            await asyncio.sleep(0.1)
        visitors = [StubbornVisitor(http, server.url, province, i) for i in range(size.citizens)]
        client, first = sum(os.times()[:2]), time.monotonic()
        cpu, began = cpu_seconds(server), time.monotonic()
        async with answering(visitors, book, size.rate):
            await _phase("nothing happens", size.every, book, None)
            used = 100 * (cpu_seconds(server) - cpu) / (time.monotonic() - began)
            for number in range(size.kills):
                await _killing(f"a process is killed ({number + 1})", server, size, book)
            await asyncio.to_thread(wait_workers, server, size.workers)
            await _phase(
                f"Redis away for {size.away / 6:.0f} s", size.away / 6, book, own_redis.kill
            )
            await _phase("Redis is back, empty", size.every, book, own_redis.start)
            if postgres is not None:
                away = f"the database away for {size.away:.0f} s"
                await _phase(away, size.away, book, postgres.kill)
                await _phase("the database is back", size.every, book, postgres.start)
        client = 100 * (sum(os.times()[:2]) - client) / (time.monotonic() - first)
        _say(
            f"Redis holds {own_redis.used() / 2**20:.1f} MB, the server {resident(server) / 2**20:.0f} MB"
        )
        with server.runtime() as rt:
            with rt.reading() as session:
                rows = session.exec(select(Jawaban.uuid, Jawaban.layanan_id)).all()
            differences = check_rekap(rt)
        stored = Counter(str(identity) for identity, _ in rows)
        total, late = len(rows), time.monotonic() + 20
        wide = [s for s in screens if not s.scope]
        while any(not s.counts or s.counts[-1] != total for s in wide):
            if time.monotonic() > late:
                break
            await asyncio.sleep(0.1)
        wrong = sum(not s.counts or s.counts[-1] != total for s in wide)
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)
        for visitor in visitors:
            await visitor.leave()
    lost = [i for i in book.thanked if i not in stored]
    doubled = [i for i, n in stored.items() if n > 1]
    came = [seconds for _, seconds in book.returns[len(screens) :]]
    targets = [
        (f"acknowledged = stored: {len(book.thanked)} thanked, {len(lost)} lost", not lost),
        (f"none doubled: {len(doubled)}", not doubled),
        (f"counters equal the recount: {len(differences)} differences", not differences),
        (f"screens of the province that show all {total} answers: {len(wide) - wrong} of {len(wide)}", not wrong),
        (f"screens right within 2 s of their new connection, 95 %: {percentile(came, 0.95):.2f} s of {len(came)} "
         f"returns, max {max(came, default=0):.2f}", percentile(came, 0.95) < 2),
        (f"all screens right within 2 s of when the killed process serves again, each of {len(book.late)} times: "
         f"{', '.join(f'{s:.1f}' for s in book.late)}", max(book.late, default=0) < 2),
    ]  # fmt: skip
    _say(f"processor of the server while nothing happens: {used:.0f} %, of this client all the time: {client:.0f} %; last step, p50 and p99: "
         f"{percentile(book.waits, 0.5) * 1000:.0f}, {percentile(book.waits, 0.99) * 1000:.0f} ms")  # fmt: skip
    for text, met in targets:
        _say(f"{'met   ' if met else 'MISSED'} {text}")
    return all(met for _, met in targets)


def main() -> int:
    """Seed, serve, disturb, count; the status tells whether everything held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--viewers", type=int, default=500)
    parser.add_argument("--scopes", type=int, default=40)
    parser.add_argument("--rate", type=float, default=100.0, help="complete surveys a second")
    parser.add_argument("--citizens", type=int, default=160, help="open survey tabs")
    parser.add_argument(
        "--every",
        type=float,
        default=10.0,
        help="seconds between two kills, and longer until all serve again",
    )
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--away", type=float, default=30.0, help="seconds without the database")
    parser.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql")
    size = Size(**vars(parser.parse_args()))
    _say(machine())
    _say(f"{size.workers} processes, {size.database} and Redis, {size.viewers} dashboards over "
         f"{size.scopes} scopes, {size.rate:.0f} surveys a second begun")  # fmt: skip
    own_redis = OwnRedis()
    own_redis.start()
    with tempfile.TemporaryDirectory(prefix="pg-") as pg, tempfile.TemporaryDirectory() as folder:
        postgres = OwnPostgres(Path(pg)) if size.database == "postgresql" else None
        server = AppServer(
            Path(folder),
            database_url=postgres.url if postgres else "",
            redis_url=own_redis.url,
            extra={"SEKAMPADI_WORKERS": str(size.workers), "SEKAMPADI_LOG_LEVEL": "ERROR"},
        )
        try:
            province = seed(server, size.scopes, size.scopes)
            server.start()
            wait_workers(server, size.workers)
            os.nice(NICENESS)
            met = asyncio.run(bench(server, province, size, (own_redis, postgres)))
        finally:
            server.kill()
            own_redis.kill()
            if postgres is not None:
                postgres.close()
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
