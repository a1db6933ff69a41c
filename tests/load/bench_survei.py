"""``make bench``: the live survey, complete ones by people of whom each has a connection of his own.

What a browser does for one, frame by frame: the page, a new websocket whose CONNECT carries the
hydration with the hashes of the built page, the draft when it is asked for, the four steps, goodbye.
The processor time is told by stage: people who only look at the page, people who only come, people
who stay to the end. Afterwards the rows are counted. Beside it, in the same run, stands the ceiling.
With ``--workers 2`` two processes serve, with a Redis of the run's own.
"""

import argparse
import asyncio
import json
import random
import re
import sys
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import aiohttp
from sqlmodel import func, select

from sekampadi.building import SITE_DIR
from sekampadi.db.models import Jawaban
from sekampadi.domain.survei.survei import Langkah
from tests import factories
from tests.e2e.harness import AppServer
from tests.e2e.processes import wait_workers
from tests.load.bench_lembar import _ceiling, _fill, _load
from tests.load.measure import cpu_seconds, machine, percentile, process_seconds
from tests.load.plain_people import LAYANAN
from tests.load.services import OwnPostgres, OwnRedis
from tests.load.wire import HYDRATE, Wire

TARGET_MS = 8.0
"""Milliseconds of processor for a complete survey, by one process."""
TARGET_RATE, TARGET_STEP, TARGET_CONNECT = 110, 60, 300
"""Surveys a second by two processes, and under which the 99th of a hundred steps and connects has to be, in ms."""
STATE = "reflex___state____state.sekampadi___web___survei___state____survei_state"
READY = '"is_hydrated_rx_state_":true'
CALL = "_set_value"
_DRAFT = re.compile(r'"draft", ?"words": ?\["[^"]+", ?"([0-9a-f-]{36})", ?"([^"]+)"')
_BEGUN = re.compile(r'"begun", ?"words": ?\["[^"]+", ?"([^"]+)"')
"""What a page is told to do: begin a draft under an identity with a signed start, or keep such a start."""


def say(text: str = "") -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def boot(site: Path = SITE_DIR) -> dict[str, Any]:
    """Return what a page of the build says when it connects; its address is added for each."""
    [script] = (site / "assets").glob("context-*.js")
    text = script.read_text(encoding="utf-8")
    schema = re.search(r"stateSchema=`([0-9a-f]{32})`", text)
    hashes = re.search(r"initialStateHashes=`([0-9a-f.]+)`", text)
    assert schema is not None, "the build says it otherwise now"
    assert hashes is not None, "the build says it otherwise now"
    event = {"name": HYDRATE, "payload": {"hashes": hashes[1].split(".")}}
    return {"event": event, "state_schema": schema[1]}


@cache
def _boot() -> dict[str, Any]:
    return boot()


def hello(*, first: bool) -> dict[str, Any]:
    """Return what a page says when it connects: later on not what its build holds."""
    said = _boot()
    return said if first else said | {"event": said["event"] | {"payload": {}}}


@dataclass
class Visits:
    """What all visitors together have done: seconds of connecting and of each step, thanks."""

    connects: list[float] = field(default_factory=list)
    requests: list[float] = field(default_factory=list)
    thanked: int = 0
    done: int = 0
    errors: list[str] = field(default_factory=list)


class Visitor:
    """One person with one tab."""

    def __init__(self, http: aiohttp.ClientSession, url: str, layanan: str, tally: Visits) -> None:
        self._http = http
        self._url = url
        self._layanan = layanan
        self._tally = tally
        self._wire = Wire(http, url)
        self._uuid, self._awal = str(uuid.uuid4()), ""

    async def look(self) -> None:
        """Get the page, by a connection of its own."""
        async with self._http.get(f"{self._url}/survei?layanan={self._layanan}") as answer:
            assert answer.status == 200
            await answer.read()

    async def come(self, hello: dict[str, object]) -> None:
        """Connect and become a tab that may answer."""
        began = time.perf_counter()
        text = await self._wire.enter(hello, "/survei", READY, layanan=self._layanan)
        self._tally.connects.append(time.perf_counter() - began)
        if CALL not in text:
            text = await self._wire.hear(CALL)
        given = _DRAFT.search(text)
        if given:
            self._uuid, self._awal = given.groups()
            return
        draf = {"uuid": self._uuid, "layanan": self._layanan, "langkah": 1, "isian": {}}
        draf |= {"mulai": 0, "waktu": 0, "kirim": False, "versi": 0, "lama": False}
        sent = {"text": json.dumps(draf)}
        text = await self._ask("lanjutkan_draf", sent, '"begun"')
        begun = _BEGUN.search(text)
        assert begun is not None, text[:200]
        self._awal = begun[1]

    async def answer(self, isian: dict[str, object]) -> None:
        """Fill in the four steps."""
        for langkah in Langkah:
            draf = {"uuid": self._uuid, "layanan": self._layanan, "langkah": int(langkah)}
            draf |= {"isian": isian, "mulai": 0, "waktu": 90_000, "awal": self._awal}
            data = {"langkah": str(int(langkah)), "draf": json.dumps(draf)}
            data |= {f: str(isian[f]) for f in langkah.fields if f in isian}
            began = time.perf_counter()
            until = (
                '"selesai"' if langkah is Langkah.SARAN else f'"langkah_rx_state_":{langkah + 1}'
            )
            await self._ask("lanjut", {"data": data}, until)
            self._tally.requests.append(time.perf_counter() - began)
        self._tally.thanked += 1

    async def _ask(self, name: str, payload: dict[str, object], until: str) -> str:
        event = f"{STATE}.{name}"
        return await self._wire.ask(event, payload, "/survei", until, layanan=self._layanan)

    async def leave(self) -> None:
        """Close the tab."""
        await self._wire.close()


Act = Callable[[Visitor, dict[str, object]], Awaitable[None]]


async def load(url: str, act: Act, people: int, seconds: float) -> Visits:
    """Let so many people at once do something, again and again."""
    tally, until = Visits(), time.monotonic() + seconds
    connector = aiohttp.TCPConnector(limit=0, force_close=True)
    async with aiohttp.ClientSession(connector=connector) as http:

        async def person(number: int) -> None:
            rng = random.Random(number)
            while time.monotonic() < until:
                isian = factories.random_isian(rng)
                visitor = Visitor(http, url, f"layanan-{rng.randrange(LAYANAN)}", tally)
                try:
                    await act(visitor, isian)
                except (TimeoutError, aiohttp.ClientError, AssertionError) as error:
                    tally.errors.append(repr(error))
                tally.done += 1

        await asyncio.gather(*(person(number) for number in range(people)))
    return tally


def stages() -> list[tuple[str, Act]]:
    """Return what people do, each with more than the one before."""
    hello = boot()

    async def look(visitor: Visitor, _: dict[str, object]) -> None:
        await visitor.look()

    async def come(visitor: Visitor, _: dict[str, object]) -> None:
        await visitor.look()
        await visitor.come(hello)
        await visitor.leave()

    async def stay(visitor: Visitor, isian: dict[str, object]) -> None:
        await visitor.look()
        await visitor.come(hello)
        await visitor.answer(isian)
        await visitor.leave()

    return [("page", look), ("connect, hydrate, leave", come), ("steps and storing", stay)]


def _tell(name: str, rate: float, spent: float, tally: Visits) -> None:
    step, connect = (1000 * percentile(v, 0.99) for v in (tally.requests, tally.connects))
    say(f"{name:26}{rate:8.0f}{spent:14.2f}{step:14.0f}{connect:14.0f}")
    for error in tally.errors[:3]:
        say(f"error: {error}")


def targets_of(workers: int, complete: float, rate: float, last: Visits) -> list[tuple[str, bool]]:
    """Return what is asked of a run, and whether it was met.

    Args:
        workers: how many processes served.
        complete: milliseconds of processor for a complete survey.
        rate: complete surveys a second.
        last: what those did who stayed to the end.
    """
    if workers == 1:
        return [(f"at most {TARGET_MS:.0f} ms of processor a survey", complete <= TARGET_MS)]
    step, connect = (1000 * percentile(v, 0.99) for v in (last.requests, last.connects))
    return [
        (f"at least {TARGET_RATE} surveys a second: {rate:.0f}", rate >= TARGET_RATE),
        (f"step p99 under {TARGET_STEP} ms: {step:.0f}", step < TARGET_STEP),
        (f"connect p99 under {TARGET_CONNECT} ms: {connect:.0f}", connect < TARGET_CONNECT),
    ]


@contextmanager
def serving(folder: Path, workers: int, database: str) -> Iterator[AppServer]:
    """Serve a database of its own; by several processes with a Redis of its own beside."""
    extra = {"SEKAMPADI_LOG_LEVEL": "WARNING", "SEKAMPADI_WORKERS": str(workers)}
    own_redis = OwnRedis() if workers > 1 else None
    postgres = OwnPostgres(folder / "pg") if database == "postgresql" else None
    server = AppServer(
        folder / "server",
        database_url=postgres.url if postgres else "",
        redis_url=own_redis.url if own_redis else "",
        extra=extra,
    )
    try:
        if own_redis is not None:
            own_redis.start()
        _fill(server)
        server.start()
        if workers > 1:
            wait_workers(server, workers)
        yield server
        server.stop()
    finally:
        server.kill()
        if own_redis is not None:
            own_redis.kill()
        if postgres is not None:
            postgres.close()


def main() -> int:
    """Serve a database of its own, measure, count; the status tells whether the targets were met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    options = parser.parse_args()
    say(machine())
    say(f"{options.workers} process(es), {options.database}{', Redis' * (options.workers > 1)}")
    say(f"\n{'':26}{'per s':>8}{'processor ms':>14}{'p99 step ms':>14}{'p99 conn. ms':>14}")
    thanked, errors, before_ms, complete, rate = 0, 0, 0.0, 0.0, 0.0
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        with serving(folder, options.workers, options.database) as server:
            every = stages()
            thanked += asyncio.run(load(server.url, every[-1][1], options.people, 3.0)).thanked
            for stage, act in every:
                before, began = cpu_seconds(server), time.monotonic()
                tally = asyncio.run(load(server.url, act, options.people, options.seconds))
                rate = tally.done / (time.monotonic() - began)
                complete = 1000 * (cpu_seconds(server) - before) / max(1, tally.done)
                _tell(stage, rate, complete - before_ms, tally)
                before_ms = complete
                thanked, errors = thanked + tally.thanked, errors + len(tally.errors)
            with server.runtime() as rt, rt.reading() as session:
                stored = session.exec(select(func.count()).select_from(Jawaban)).one()
        with _ceiling(folder) as (port, pid):
            before = process_seconds(pid)
            bare = asyncio.run(_load(port, options.people, options.seconds))
            best = 1000 * (process_seconds(pid) - before) / max(1, bare.thanked)
            found = Visits(bare.connects, bare.requests, errors=bare.errors)
            _tell("ceiling", bare.thanked / options.seconds, best, found)
    say(f"\n{complete:.2f} ms of processor for a complete survey, {complete / best:.1f} times the "
        f"ceiling; {thanked:,d} thanked, {stored:,d} stored")  # fmt: skip
    targets = targets_of(options.workers, complete, rate, tally)
    targets.append(("every thanks is a row, and no row more", thanked == stored and not errors))
    for text, met in targets:
        say(f"{'met   ' if met else 'MISSED'} {text}")
    return 0 if all(met for _, met in targets) else 1


if __name__ == "__main__":
    sys.exit(main())
