"""``make soak``: a wall screen for a long time with answers coming in.

The memory of the server must stay flat, the screen must never show an old figure, and at the end
all figures must be those that ``check-rekap`` counts from the answers.
"""

import argparse
import asyncio
import json
import re
import sys
import tempfile
import time
from pathlib import Path

import aiohttp

from tests.e2e.harness import AppServer
from tests.load.bench_live import gauge, seed
from tests.load.measure import machine, resident
from tests.load.respondents import Citizen, Tally, stream
from tests.load.wire import Wire

SHOWN = re.compile(r'"semua":\{"n":"([\d.]+)","ikm":"([\d,]+)"')
GROWTH = 12.0
"""Megabytes an hour that are still flat: what past visitors occupy until it is given back."""
WARM = 0.25
"""The first part of the time, in which caches fill, does not count."""


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def slope(samples: list[tuple[float, float]]) -> float:
    """Return how fast a value grows, by least squares."""
    n = len(samples)
    mx, my = sum(x for x, _ in samples) / n, sum(y for _, y in samples) / n
    below = sum((x - mx) ** 2 for x, _ in samples)
    return sum((x - mx) * (y - my) for x, y in samples) / below if below else 0.0


async def soak(server: AppServer, cookie: str, keeper: str, seconds: float, rate: float) -> bool:
    """Watch, answer, measure; tell whether all went well."""
    shown: list[tuple[int, str]] = []

    def hear(text: str, _at: float) -> None:
        if found := SHOWN.search(text):
            shown.append((int(found[1].replace(".", "")), found[2]))

    async with aiohttp.ClientSession() as http:
        wall = await Wire(http, server.url, cookie, hear).open()
        await wall.load("/admin/layar", '"semua"')
        tally = Tally({f"layanan-{i:02}a": ("all",) for i in range(4)})
        citizens = [Citizen(http, server.url, la, i) for i, la in enumerate(tally.scopes_of)]
        for citizen in citizens:
            await citizen.arrive()
        began = time.monotonic()
        samples: list[tuple[float, float]] = []

        async def measure() -> None:
            while True:
                samples.append((time.monotonic() - began, resident(server) / 2**20))
                await asyncio.sleep(min(10.0, seconds / 40))

        measuring = asyncio.create_task(measure())
        await stream(citizens, tally, rate, seconds)
        measuring.cancel()
        await asyncio.sleep(3)
        live = gauge(server, keeper)
        for wire in (wall, *(c.wire for c in citizens)):
            await wire.close()
    document = json.loads(server.command("ikm").stdout)
    check = server.command("check-rekap")
    counts = [n for n, _ in shown]
    last_n, last_ikm = shown[-1]
    settled = [s for s in samples if s[0] >= seconds * WARM]
    growth = slope(settled) * 3600
    rise = max(y for _, y in settled) - settled[0][1]
    results = [
        (f"check-rekap finds no difference: status {check.returncode}", check.returncode == 0),
        (
            f"the wall shows the figures of the command line: {last_n}, {last_ikm}",
            (last_n, last_ikm) == (document["n"], document["nilai_ikm"].replace(".", ",")),
        ),
        ("the wall never went back", counts == sorted(counts)),
        (f"no answer failed: {len(tally.given)} given, {len(tally.errors)} failed", not tally.errors),
        (
            f"memory flat: {settled[0][1]:.1f} MB after {seconds * WARM:.0f} s, {samples[-1][1]:.1f} MB "
            f"at the end, at most {rise:+.1f} MB, {growth:+.1f} MB an hour",
            growth <= GROWTH or rise <= 3.0,
        ),
        (f"one screen watched: {live}", live["watchers"] == 1),
    ]  # fmt: skip
    _say(f"{seconds:.0f} s, {rate} answers a second, {len(shown)} updates of the wall")
    for text, well in results:
        _say(f"{'met   ' if well else 'MISSED'} {text}")
    return all(well for _, well in results)


def main() -> int:
    """Seed a database of its own, serve it, watch."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=1200.0)
    parser.add_argument("--rate", type=float, default=2.0, help="answers a second")
    arguments = parser.parse_args()
    _say(machine())
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        server = AppServer(Path(folder), extra={"SEKAMPADI_LOG_LEVEL": "WARNING"})
        province = seed(server, 5, 1)
        server.start()
        try:
            well = asyncio.run(
                soak(
                    server,
                    province.cookies[0],
                    province.keeper,
                    arguments.seconds,
                    arguments.rate,
                )
            )
        finally:
            server.stop()
        server.check_log()
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
