"""``make bench``: how long the event loop of one process stands still while everything goes on.

Visits of a steady rate, each by a new connection; tabs that stay open and come and go; dashboards
that watch, and documents that are downloaded. The server itself looks at its loop fifty times a
second, and says what it was when it stood still; ten minutes are ``ARGS="--seconds 600"``.
"""

import argparse
import asyncio
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from sekampadi.metrics.counters import WINDOW
from tests import factories
from tests.e2e.harness import AppServer, free_port
from tests.load.bench_live import Province, open_screens, seed
from tests.load.bench_survei import Visitor, Visits, boot, say
from tests.load.measure import cpu_seconds, machine, percentile, resident
from tests.load.wire import TROUBLE

LONGEST_MS = 50.0
CHANGING = 5
"""Of the open tabs so many a second are closed, and as many opened."""
DOWNLOADS = ("/unduh/laporan.pdf", "/unduh/laporan.xlsx")
SCREENS = 20
_LAG = "sekampadi_event_loop_lag_seconds_bucket"
_PAUSED = re.compile(r"the event loop paused for (\d+) ms: (\d+) of its own work, (\d+) of other")

Found = dict[tuple[str, str], float]


async def _scrape(http: aiohttp.ClientSession, port: int) -> Found:
    async with http.get(f"http://127.0.0.1:{port}/metrics") as answer:
        text = await answer.text()
    return {
        (sample.name, sample.labels.get("le", sample.labels.get("of", ""))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def _p99(before: Found, after: Found) -> str:
    """Return the bound in seconds below which 99 of 100 lags lay."""
    counts = {
        at: n - before.get((name, at), 0.0) for (name, at), n in after.items() if name == _LAG
    }
    bounds = sorted(counts, key=float)
    return next(at for at in bounds if counts[at] >= 0.99 * counts[bounds[-1]])


class Everybody:
    """Everybody who is there at the same time."""

    def __init__(self, http: aiohttp.ClientSession, server: AppServer, province: Province) -> None:
        self._http = http
        self._url = server.url
        self._province = province
        self._hello = boot()
        self._layanan = list(province.scopes_of)
        self._rng = random.Random(11)
        self.tally = Visits()
        self.downloads: list[float] = []

    def _visitor(self) -> Visitor:
        return Visitor(self._http, self._url, self._rng.choice(self._layanan), self.tally)

    @contextmanager
    def _noting(self) -> Iterator[None]:
        """Note what fails, and go on: a bench that ends there has no figures."""
        try:
            yield
        except TROUBLE as error:
            self.tally.errors.append(repr(error))

    async def _visit(self) -> None:
        visitor = self._visitor()
        with self._noting():
            await visitor.look()
            await visitor.come(self._hello)
            await visitor.answer(factories.random_isian(self._rng))
            await visitor.leave()
        self.tally.done += 1

    async def visit(self, rate: float, until: float) -> None:
        """Let visits begin at a steady rate, however long each takes."""
        begun = time.monotonic()
        async with asyncio.TaskGroup() as group:
            for number in range(int(rate * (until - begun))):
                await asyncio.sleep(max(0.0, begun + number / rate - time.monotonic()))
                group.create_task(self._visit())

    async def stay(self, many: int, until: float) -> None:
        """Keep so many tabs open; the oldest go, others come."""
        tabs: list[Visitor] = []
        while time.monotonic() < until:
            for _ in range(max(CHANGING, many - len(tabs)) if len(tabs) < many else CHANGING):
                tab = self._visitor()
                with self._noting():
                    await tab.come(self._hello)
                    tabs.append(tab)
            while len(tabs) > many:
                with self._noting():
                    await tabs.pop(0).leave()
            await asyncio.sleep(1.0)
        for tab in tabs:
            with self._noting():
                await tab.leave()

    async def download(self, until: float) -> None:
        """Fetch one document after the other, of the whole province."""
        cookie = {"Cookie": f"sekampadi_sesi={self._province.cookies[0]}"}
        while time.monotonic() < until:
            for address in DOWNLOADS:
                began = time.monotonic()
                with self._noting():
                    async with self._http.get(f"{self._url}{address}", headers=cookie) as answer:
                        await answer.read()
                        assert answer.status == 200, f"{address}: {answer.status}"
                    self.downloads.append(time.monotonic() - began)
                await asyncio.sleep(2.0)


async def _measure(
    server: AppServer, province: Province, port: int, options: argparse.Namespace
) -> tuple[Everybody, Found, Found, dict[str, float]]:
    longest = {"loop": 0.0, "collection": 0.0}
    connector = aiohttp.TCPConnector(limit=0, force_close=True)
    async with aiohttp.ClientSession(connector=connector) as http:
        crowd = Everybody(http, server, province)
        _, wires = await open_screens(http, server, province, SCREENS)
        await crowd.visit(options.rate, time.monotonic() + 10)  # what is done once does not count
        await asyncio.sleep(WINDOW + 2)  # nor does it in the minute that is told
        before = await _scrape(http, port)
        until = time.monotonic() + options.seconds

        async def look() -> None:
            while True:
                await asyncio.sleep(15.0)
                found = await _scrape(http, port)
                for of, value in longest.items():
                    seen = found["sekampadi_pause_longest_seconds", of]
                    longest[of] = max(value, seen)

        looking = asyncio.create_task(look())
        await asyncio.gather(
            crowd.visit(options.rate, until), crowd.stay(options.open, until), crowd.download(until)
        )
        looking.cancel()
        after = await _scrape(http, port)
        for wire in wires:
            await wire.close()
    for of, value in longest.items():
        longest[of] = max(value, after["sekampadi_pause_longest_seconds", of])
    return crowd, before, after, longest


def main() -> int:
    """Measure and tell; the status says whether the limit holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--rate", type=float, default=50.0, help="surveys a second")
    parser.add_argument("--open", type=int, default=300, help="tabs that stay open meanwhile")
    options = parser.parse_args()
    say(machine())
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        extra = {"SEKAMPADI_METRICS_PORT": str(port)}
        server = AppServer(Path(name) / "server", extra=extra)
        province = seed(server, SCREENS, 1)
        server.start()
        try:
            memory, used = resident(server), cpu_seconds(server)
            crowd, before, after, longest = asyncio.run(_measure(server, province, port, options))
            used, grown = cpu_seconds(server) - used, resident(server) - memory
        finally:
            server.stop()
        paused = _PAUSED.findall(server.log.read_text(encoding="utf-8", errors="replace"))
    tally = crowd.tally
    loop, collection = (1000 * longest[of] for of in ("loop", "collection"))
    say(f"\n{options.seconds:.0f} s, {tally.done} visits at {options.rate:.0f} a second, "
        f"{options.open} tabs, {SCREENS} dashboards, {len(crowd.downloads)} documents; "
        f"{used:.0f} s of processor, {grown / 2**20:+.0f} MB")  # fmt: skip
    say(f"step p99 {1000 * percentile(tally.requests, 0.99):.0f} ms, "
        f"connect p99 {1000 * percentile(tally.connects, 0.99):.0f} ms; the loop's lag: p99 below "
        f"{1000 * float(_p99(before, after)):.0f} ms, longest {loop:.0f} ms; "
        f"longest collection {collection:.0f} ms")  # fmt: skip
    for lag, own, others in sorted(paused, key=lambda found: -int(found[0]))[:8]:
        say(f"  {lag} ms: {own} of its own work, {others} of other threads, the rest elsewhere")
    for error in tally.errors[:3]:
        say(f"error: {error}")
    targets = [
        (f"no pause of {LONGEST_MS:.0f} ms", loop < LONGEST_MS),
        ("every visit was thanked", tally.done == tally.thanked and not tally.errors),
    ]
    for text, met in targets:
        say(f"{'met   ' if met else 'MISSED'} {text}")
    return 0 if all(met for _, met in targets) else 1


if __name__ == "__main__":
    sys.exit(main())
