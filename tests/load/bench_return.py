"""``make bench``: what a dashboard costs the server: opened, come back by itself, told of a change.

One process with PostgreSQL and Redis, as each of several has them. Processor time of the server alone
is told, so that it may run beside other work. All ends by itself.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from pathlib import Path

import aiohttp

from tests import factories
from tests.e2e.harness import AppServer
from tests.load.bench_live import FIGURES, Province, Screen, seed
from tests.load.bench_survei import hello
from tests.load.measure import cpu_seconds, machine
from tests.load.services import OwnPostgres, OwnRedis
from tests.load.wire import Wire

TOGETHER = 8
"""Dashboards that are opened at a time."""
TOLD, CHANGES = 200, 5


def _say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


class Viewers:
    """Dashboards, each with a name of its own that it keeps."""

    def __init__(
        self,
        http: aiohttp.ClientSession,
        server: AppServer,
        province: Province,
        many: int,
        scopes: int,
    ) -> None:
        self._http, self._server, self._province = http, server, province
        self.screens = [Screen(province.scopes[i % scopes]) for i in range(many)]
        self._tokens = [""] * many
        self.wires: list[Wire | None] = [None] * many
        self.received = 0

    async def come(self) -> float:
        """Open all, or come back; return the processor time for each, in milliseconds."""
        gate, before = asyncio.Semaphore(TOGETHER), cpu_seconds(self._server)

        async def one(index: int, screen: Screen) -> None:
            cookies = self._province.cookies

            def hear(text: str, at: float) -> None:
                self.received += len(text)
                screen.hear(text, at)

            async with gate:
                first = not self._tokens[index]
                cookie = cookies[index % len(cookies)]
                wire = Wire(self._http, self._server.url, cookie, hear, self._tokens[index])
                self._tokens[index], self.wires[index] = wire.token, wire
                query = {"cakupan": screen.scope} if screen.scope else {}
                await wire.enter(hello(first=first), "/admin", FIGURES, **query)

        await asyncio.gather(*(one(i, s) for i, s in enumerate(self.screens)))
        await asyncio.sleep(1)  # what follows the figures
        return (cpu_seconds(self._server) - before) / len(self.screens) * 1000

    async def go(self) -> None:
        """Lose all connections, without a goodbye."""
        for wire in self.wires:
            if wire is not None and wire._socket is not None:
                await wire._socket.close()
        await asyncio.sleep(1)

    async def tell(self, changes: int) -> float:
        """Store answers, a second apart; return the processor time for each, in milliseconds."""
        rng, layanan = random.Random(3), sorted(self._province.scopes_of)
        with self._server.runtime() as rt:
            before = cpu_seconds(self._server)
            for number in range(changes):
                isian = factories.random_isian(rng)
                await asyncio.to_thread(factories.submit, rt, layanan[number % len(layanan)], isian)
                await asyncio.sleep(1.2)
        used = cpu_seconds(self._server) - before
        assert all(screen.last == self.screens[0].last for screen in self.screens)
        return used / changes * 1000


async def bench(server: AppServer, province: Province, many: int, rounds: int) -> None:
    """Measure, and print."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        scopes = len(province.scopes)
        warm = Viewers(http, server, province, 40, scopes)
        await warm.come()
        await warm.go()
        for number in range(rounds):
            viewers = Viewers(http, server, province, many, scopes)
            opened, weighed = await viewers.come(), viewers.received
            await viewers.go()
            viewers.received = 0
            back = await viewers.come()
            _say(f"round {number + 1}, {many} dashboards over {scopes} scopes: "
                 f"opened {opened:.1f} ms and {weighed / many / 1024:.0f} KB each, "
                 f"back {back:.1f} ms and {viewers.received / many / 1024:.0f} KB")  # fmt: skip
            await viewers.go()
        watching = Viewers(http, server, province, TOLD, 1)
        await watching.come()
        told = await watching.tell(CHANGES)
        _say(f"a change told to {TOLD} dashboards of one scope: {told:.1f} ms")
        await watching.go()


def main() -> int:
    """Seed, serve, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--viewers", type=int, default=80)
    parser.add_argument("--scopes", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    _say(machine())
    own_redis = OwnRedis()
    own_redis.start()
    with tempfile.TemporaryDirectory(prefix="pg-") as pg, tempfile.TemporaryDirectory() as folder:
        postgres = OwnPostgres(Path(pg))
        server = AppServer(
            Path(folder),
            database_url=postgres.url,
            redis_url=own_redis.url,
            extra={"SEKAMPADI_LOG_LEVEL": "ERROR"},
        )
        try:
            province = seed(server, asked.scopes, 40)
            server.start()
            asyncio.run(bench(server, province, asked.viewers, asked.rounds))
        finally:
            server.kill()
            own_redis.kill()
            postgres.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
