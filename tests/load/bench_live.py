"""``make bench``: open dashboards while answers come in, one server process, the load client beside it.

500 dashboards over 40 parts of the province watch while 70 complete surveys a second are filled
in on connections that stay open, for a minute; before that the same surveys run without anybody
watching. Everything stays on this machine, and ends by itself.
"""

import argparse
import asyncio
import gc
import json
import random
import re
import sys
import tempfile
import time
import urllib.request
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import aiohttp

from sekampadi.domain.izin import Role
from sekampadi.services.akun.sesi import issue_ticket, redeem_ticket
from tests import factories
from tests.e2e.harness import AppServer
from tests.load.measure import cpu_seconds, machine, percentile, resident
from tests.load.respondents import Citizen, Tally, stream
from tests.load.wire import Wire

SHOWN = re.compile(r'"view_rx_state_":\{"nama":"[^"]*","nilai":\{"n":"([\d.]+)"')
FIGURES = '"view_rx_state_":{"nama":"'
PROVINCE = ""
SEEDED_DAYS = 120


def _say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@dataclass
class Screen:
    """An open dashboard, and what it has shown when.

    Args:
        scope: the part of the province, as addresses name it.
        counts: the numbers of respondents shown, growing.
        times: when each was shown.
        last: the number shown now, 0 before the first.
    """

    scope: str
    last: int = 0
    counts: list[int] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def hear(self, text: str, at: float) -> None:
        """Take down what an update shows."""
        found = SHOWN.search(text)
        if found:
            self.last = count = int(found[1].replace(".", ""))
            if not self.counts or count > self.counts[-1]:
                self.counts.append(count)
                self.times.append(at)

    def shown(self, count: int) -> float:
        """Return when at least so many were shown; infinite when never."""
        at = bisect_left(self.counts, count)
        return self.times[at] if at < len(self.times) else float("inf")


@dataclass(frozen=True)
class Province:
    """The seeded data.

    Args:
        scopes: parts to watch, the province first.
        scopes_of: layanan -> the scopes its answers count in.
        seeded: scope -> answers at the beginning.
        cookies: sessions of leaders, in turn.
        keeper: the session of the one who may look into the system.
    """

    scopes: list[str]
    scopes_of: dict[str, tuple[str, ...]]
    seeded: dict[str, int]
    cookies: list[str]
    keeper: str


def seed(server: AppServer, scopes: int, sessions: int) -> Province:
    """Store a small province with some history: an UPP with two layanan for each scope but one."""
    server.migrate()
    rng = random.Random(7)
    scopes_of: dict[str, tuple[str, ...]] = {}
    seeded = dict.fromkeys([PROVINCE], 0)
    with server.runtime() as rt:
        for number in range(scopes - 1):
            upp = f"upp-{number:02}"
            upp_id = factories.make_upp(rt, upp, nama=f"Dinas Nomor {number}")
            seeded[upp] = 0
            for letter in "ab":
                layanan = f"layanan-{number:02}{letter}"
                factories.make_layanan(rt, upp_id, layanan)
                scopes_of[layanan] = (upp, PROVINCE)
                for _ in range(10):
                    day = rt.today() - timedelta(days=rng.randrange(1, SEEDED_DAYS))
                    factories.submit(rt, layanan, factories.random_isian(rng), day=day)
                    seeded[upp] += 1
                    seeded[PROVINCE] += 1
        for role in (Role.PIMPINAN, Role.PENGELOLA_SISTEM):
            factories.make_operator(rt, role.value, role)

        def log_in(role: Role) -> str:
            return redeem_ticket(rt, issue_ticket(rt, role.value, factories.PASSWORD))[0]

        cookies = [log_in(Role.PIMPINAN) for _ in range(sessions)]
        keeper = log_in(Role.PENGELOLA_SISTEM)
    return Province(list(seeded), scopes_of, seeded, cookies, keeper)


def gauge(server: AppServer, cookie: str) -> dict[str, int]:
    """Ask the server how many watch."""
    request = urllib.request.Request(
        f"{server.url}/api/internal/live", headers={"Cookie": f"sekampadi_sesi={cookie}"}
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        found: dict[str, int] = json.load(response)
        return found


@dataclass(frozen=True)
class Run:
    """What one phase of the load has measured."""

    tally: Tally
    seconds: float
    cpu: float

    @property
    def rate(self) -> float:
        """Complete surveys a second."""
        return len(self.tally.given) / self.seconds


async def load_phase(
    server: AppServer, citizens: list[Citizen], tally: Tally, rate: float, seconds: float
) -> Run:
    """Let citizens answer for a while."""
    gc.collect()
    cpu, began = cpu_seconds(server), time.monotonic()
    await stream(citizens, tally, rate, seconds)
    ends = max((g.thanked for g in tally.given), default=time.monotonic())
    return Run(tally, ends - began, cpu_seconds(server) - cpu)


async def open_screens(
    http: aiohttp.ClientSession, server: AppServer, province: Province, viewers: int
) -> tuple[list[Screen], list[Wire]]:
    """Open dashboards, a few at a time, spread evenly over the scopes."""
    screens = [Screen(province.scopes[i % len(province.scopes)]) for i in range(viewers)]
    wires: list[Wire] = []
    gate = asyncio.Semaphore(8)

    async def open_one(index: int, screen: Screen) -> None:
        async with gate:
            cookie = province.cookies[index % len(province.cookies)]
            wire = Wire(http, server.url, cookie, screen.hear)
            wires.append(await wire.open())
            query = {"cakupan": screen.scope} if screen.scope else {}
            await wire.load("/admin", FIGURES, **query)

    await asyncio.gather(*(open_one(i, s) for i, s in enumerate(screens)))
    return screens, wires


def delays(
    run: Run, screens: list[Screen], counted: dict[str, int]
) -> tuple[list[float], list[float]]:
    """Return for each answer how long the slowest, and for each screen how long it took to show it.

    Args:
        run: the answers.
        screens: the open dashboards.
        counted: scope -> answers counted before the run.
    """
    by_scope: dict[str, list[Screen]] = {}
    for screen in screens:
        by_scope.setdefault(screen.scope, []).append(screen)
    worst, each = [], []
    for given in run.tally.given:
        waits = [
            screen.shown(counted[scope] + order) - given.sent
            for scope, order in given.order.items()
            for screen in by_scope.get(scope, [])
        ]
        if waits:
            worst.append(max(waits))
            each.extend(waits)
    return worst, each


@dataclass(frozen=True)
class Options:
    """The size of the bench."""

    viewers: int
    scopes: int
    rate: float
    seconds: float
    alone: float
    citizens: int


async def bench(server: AppServer, province: Province, options: Options) -> bool:
    """Measure, print the table, and tell whether every target was met."""
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as http:
        layanan = sorted(province.scopes_of)
        citizens = [
            Citizen(http, server.url, layanan[i % len(layanan)], i) for i in range(options.citizens)
        ]
        for citizen in citizens:
            await citizen.arrive()
        first = Tally(province.scopes_of)
        await stream(citizens, first, options.rate / 4, 5)  # warms what a running server has warm
        before = Tally(province.scopes_of)
        alone = await load_phase(server, citizens, before, options.rate, options.alone)
        await asyncio.sleep(2)
        empty = resident(server)
        began = time.monotonic()
        screens, wires = await open_screens(http, server, province, options.viewers)
        opened = time.monotonic() - began
        await asyncio.sleep(3)
        full = resident(server)
        reads = gauge(server, province.keeper)
        counted = {
            s: province.seeded[s] + first.sent.get(s, 0) + before.sent.get(s, 0)
            for s in province.scopes
        }
        during = Tally(province.scopes_of)
        watched = await load_phase(server, citizens, during, options.rate, options.seconds)
        await asyncio.sleep(3)
        after = gauge(server, province.keeper)
        lost = sum(w.closed_by_server for w in wires)
        loaded = resident(server)
        for wire in wires:
            await wire.close()
        await asyncio.sleep(2)
        left = gauge(server, province.keeper)["watchers"]
        for citizen in citizens:
            await citizen.wire.close()
    thanked = sum(len(t.given) for t in (first, before, during))
    check = server.command("check-rekap")
    stored = json.loads(server.command("ikm").stdout)["n"] - province.seeded[PROVINCE]
    worst, each = delays(watched, screens, counted)
    memory = (full - empty) / options.viewers / 1024
    new_reads = after["reads"] - reads["reads"]
    limit = options.scopes * (watched.seconds + 5)
    in_time = sum(w <= 2.0 for w in worst) / len(worst) if worst else 0.0
    p99 = percentile(watched.tally.steps, 0.99) * 1000
    errors = [e for t in (first, before, during) for e in t.errors]
    targets = [
        (f"answers shown on every screen concerned within 2 s ≥ 95 %: {in_time:.1%}", in_time >= 0.95),
        (f"steps p99 < 500 ms: {p99:.0f} ms", p99 < 500),
        (f"no answer lost: {thanked} thanked, {stored} stored", thanked == stored and not errors),
        (f"surveys a second ≥ {options.rate * 0.97:.0f}: {watched.rate:.1f}", watched.rate >= options.rate * 0.97),
        (f"memory per viewer < 300 KB: {memory:.0f} KB", memory < 300),
        (f"reads ≤ scopes x seconds = {limit:.0f}: {new_reads}", new_reads <= limit),
        (f"check-rekap finds no difference: status {check.returncode}", check.returncode == 0),
        (f"no screen lost, none left watching: {lost}, {left}", lost == left == 0),
    ]  # fmt: skip
    _say(f"{options.viewers} dashboards over {options.scopes} scopes, opened in {opened:.1f} s")
    _say(f"\n{'':36}{'no viewers':>14}{'viewers':>14}{'ratio':>9}")
    rows = [
        ("complete surveys a second", alone.rate, watched.rate),
        *(
            (f"step, p{int(p * 100)}, ms", *(percentile(r.tally.steps, p) * 1000 for r in (alone, watched)))
            for p in (0.5, 0.95, 0.99)
        ),
        ("processor of the server, %", *(100 * r.cpu / r.seconds for r in (alone, watched))),
        ("surveys begun late", alone.tally.late, watched.tally.late),
    ]  # fmt: skip
    for name, a, b in rows:
        ratio = f"{b / a:9.2f}" if a else f"{'–':>9}"
        _say(f"{name:36}{a:14.1f}{b:14.1f}{ratio}")
    _say(f"\n{'answer to screen, s':36}{'median':>10}{'p95':>10}{'p99':>10}")
    for name, values in (("each screen", each), ("slowest screen of each answer", worst)):
        shown = "".join(f"{percentile(values, p):10.2f}" for p in (0.5, 0.95, 0.99))
        _say(f"{name:36}{shown}")
    _say(f"\nmemory of the server, MB: {empty / 2**20:.0f} without viewers, "
         f"{full / 2**20:.0f} with, {loaded / 2**20:.0f} after the load")  # fmt: skip
    for error in errors[:5]:
        _say(f"error: {error}")
    for text, met in targets:
        _say(f"{'met   ' if met else 'MISSED'} {text}")
    return all(met for _, met in targets)


def main() -> int:
    """Seed a database of its own, serve it, measure; the status tells whether targets were met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--viewers", type=int, default=500)
    parser.add_argument("--scopes", type=int, default=40)
    parser.add_argument("--rate", type=float, default=70.0, help="complete surveys a second")
    parser.add_argument("--seconds", type=float, default=60.0, help="of load with viewers")
    parser.add_argument("--alone", type=float, default=20.0, help="seconds of load before them")
    parser.add_argument("--citizens", type=int, default=120, help="open survey tabs")
    options = Options(**vars(parser.parse_args()))
    _say(machine())
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        server = AppServer(Path(folder), extra={"SEKAMPADI_LOG_LEVEL": "WARNING"})
        province = seed(server, options.scopes, options.scopes)
        server.start()
        try:
            met = asyncio.run(bench(server, province, options))
        finally:
            server.stop()
        server.check_log()
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
