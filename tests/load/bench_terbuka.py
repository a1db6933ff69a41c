"""``make bench``: the memory of respondents whose tabs are open, and of those who have left.

Each has got the page and begun its survey. The server's own memory is looked at: before, while all
are open, and so long after they have closed their tabs as a browser does.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

import aiohttp

from tests.e2e.harness import AppServer
from tests.load.bench_lembar import _fill
from tests.load.bench_survei import Visitor, Visits, boot, say
from tests.load.measure import machine, resident
from tests.load.plain_people import LAYANAN

MOST_MB = 600
BACK = 1.10
_WIDE = 20


async def _measure(server: AppServer, many: int, after: float) -> tuple[list[float], list[str]]:
    tally, hello, places = Visits(), boot(), asyncio.Semaphore(_WIDE)

    def megabytes() -> float:
        return resident(server) / 2**20

    connector = aiohttp.TCPConnector(limit=0, force_close=True)
    async with aiohttp.ClientSession(connector=connector) as http:

        async def come(number: int) -> Visitor:
            async with places:
                visitor = Visitor(http, server.url, f"layanan-{number % LAYANAN}", tally)
                await visitor.come(hello)
                return visitor

        # The first ones make the server grow for good, whoever comes later.
        for visitor in await asyncio.gather(*(come(n) for n in range(100))):
            await visitor.leave()
        await asyncio.sleep(30)
        found = [megabytes()]
        visitors = await asyncio.gather(*(come(n) for n in range(many)))
        found.append(megabytes())
        for visitor in visitors:
            await visitor.leave()
        await asyncio.sleep(after)
        found.append(megabytes())
    return found, tally.errors


def main() -> int:
    """Measure and tell; the status says whether the limits hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--open", type=int, default=2000)
    parser.add_argument("--after", type=float, default=120.0, help="seconds after all have left")
    options = parser.parse_args()
    say(machine())
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        server = AppServer(Path(name) / "server", extra={"SEKAMPADI_LOG_LEVEL": "WARNING"})
        _fill(server)
        server.start()
        try:
            found, errors = asyncio.run(_measure(server, options.open, options.after))
        finally:
            server.stop()
    before, while_open, left = found
    say(f"\nbefore {before:.0f} MB; {options.open:,d} open {while_open:.0f} MB, "
        f"{1024 * (while_open - before) / options.open:.0f} KB each; "
        f"{options.after:.0f} s after they left {left:.0f} MB")  # fmt: skip
    targets = [
        (f"{options.open:,d} open respondents under {MOST_MB} MB", while_open < MOST_MB),
        ("memory back within 10 %", left <= BACK * before),
        ("nobody was turned away", not errors),
    ]
    for text, met in targets:
        say(f"{'met   ' if met else 'MISSED'} {text}")
    return 0 if all(met for _, met in targets) else 1


if __name__ == "__main__":
    sys.exit(main())
