"""``make hostile``: what strangers can do to a server, each in turn, beside a citizen who answers.

Two hundred logins in flight, eight files of 800,000 cells at once, a thousand malformed frames a
second, five hundred sockets that do nothing, sixty that search without a pause. A survey step's median has to stay below three times
its value before, its worst below a second, memory has to return to within a tenth, and the log may
grow by less than 100 KB a minute. Everything stays on this machine, and ends by itself.
"""

import argparse
import asyncio
import io
import json
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import aiohttp

from sekampadi.domain.izin import Role
from sekampadi.services.akun.sesi import issue_ticket, redeem_ticket
from tests import factories
from tests.e2e.harness import AppServer
from tests.load.measure import machine, percentile, resident_of_all
from tests.load.respondents import Citizen, Tally, stream
from tests.load.wire import PREFIX, Wire

LOGIN = "reflex___state____state.sekampadi___web___akun___sesi___state____login_state.masuk"
SEARCH = "reflex___state____state.sekampadi___web___survei___beranda___state____beranda_state.cari"
LAYANAN = "layanan-a1"
WORST = 1.0
MEDIAN = 3.0
MEMORY = 1.10
LOG = 100 * 1024
CITIZENS = 6
"""So that each is no faster than a person in a hurry."""
AT_ONCE, PACE = 57, 0.051
"""Searches of one connection that come at once, and seconds between all further ones."""
SETTLE = 12.0
"""Seconds after an attack before memory is looked at."""
_NS = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def many_cells() -> bytes:
    """Return a small file whose sheet unpacks to 800,000 cells."""
    rows = b"<row>" + b"<c><v>1</v></c>" * 16 + b"</row>"
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.xml": b"<workbook/>",
        "xl/worksheets/sheet1.xml": b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>'
        % (_NS, rows * 50_000),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


@dataclass
class Attack:
    """What strangers do for a while.

    Args:
        http: for their connections.
        server: what they do it to.
        cookie: of somebody who may import files.
        seconds: for how long.
        told: what became of it: answer -> how often.
    """

    http: aiohttp.ClientSession
    server: AppServer
    cookie: str
    seconds: float
    told: Counter[str] = field(default_factory=Counter)

    async def nothing(self) -> None:
        """Let the citizen be alone."""
        await asyncio.sleep(self.seconds)

    async def logins(self) -> None:
        """Keep two hundred logins with wrong passwords in flight, each of an own tab and name."""
        ends = time.monotonic() + self.seconds
        wires = [await Wire(self.http, self.server.url).open() for _ in range(200)]

        async def one(wire: Wire, number: int) -> None:
            turn = 0
            while time.monotonic() < ends and not wire.closed_by_server:
                data = {"username": f"nama{number}-{turn}", "password": "salah-salah-salah"}
                answer = await wire.ask(LOGIN, {"data": data}, "/login", '"galat')
                self.told["busy" if "sibuk" in answer else "refused"] += 1
                turn += 1
                await asyncio.sleep(1.0)

        await asyncio.gather(*(one(wire, i) for i, wire in enumerate(wires)))
        await asyncio.gather(*(wire.close() for wire in wires))

    async def files(self) -> None:
        """Send eight files of 800,000 cells at once, again and again."""
        ends, data = time.monotonic() + self.seconds, many_cells()
        headers = {
            "Cookie": f"sekampadi_sesi={self.cookie}",
            "Origin": self.server.url,
            "Sec-Fetch-Site": "same-origin",
        }
        url = f"{self.server.url}/api/entri/impor?layanan={LAYANAN}"

        async def one() -> None:
            while time.monotonic() < ends:
                async with self.http.post(url, data=data, headers=headers) as response:
                    body = await response.json()
                    self.told[f"{response.status} {body['error']['code']}"] += 1
                await asyncio.sleep(0.5)

        await asyncio.gather(*(one() for _ in range(8)))

    async def frames(self) -> None:
        """Send a thousand malformed frames a second over five connections."""
        ends = time.monotonic() + self.seconds
        junk = ("4", "42[]", PREFIX + "[[[[", PREFIX + json.dumps(["event", "x" * 500]), "zzz")

        async def one(share: int) -> None:
            wire: Wire | None = None
            while time.monotonic() < ends:
                if wire is None or wire.closed_by_server:
                    self.told["connections"] += 1
                    wire = await Wire(self.http, self.server.url).open()
                began = time.monotonic()
                assert wire._socket is not None
                try:
                    for number in range(share // 10):
                        await wire._socket.send_str(junk[number % len(junk)])
                        self.told["frames"] += 1
                except (ConnectionError, aiohttp.ClientError):
                    wire = None
                await asyncio.sleep(max(0.0, 0.1 - (time.monotonic() - began)))
            if wire is not None:
                await wire.close()

        await asyncio.gather(*(one(200) for _ in range(5)))

    async def idle(self) -> None:
        """Open five hundred sockets, a tenth of them tabs, and let them be."""
        sockets = []
        query = {"EIO": 4, "transport": "websocket"}
        for number in range(500):
            if number % 10 == 0:
                sockets.append((await Wire(self.http, self.server.url).open())._socket)
                continue
            address = f"{self.server.url}/_event/?{urlencode(query | {'token': f'diam-{number}'})}"
            sockets.append(await self.http.ws_connect(address, headers={"Origin": self.server.url}))
        self.told["sockets"] = len(sockets)
        await asyncio.sleep(self.seconds)
        await asyncio.gather(*(socket.close() for socket in sockets if socket is not None))

    async def searches(self) -> None:
        """Let sixty sockets search as fast as a connection may, all that may come at once first."""
        ends = time.monotonic() + self.seconds
        wires = [await Wire(self.http, self.server.url).open() for _ in range(60)]

        async def one(wire: Wire) -> None:
            turn = 0
            while time.monotonic() < ends and not wire.closed_by_server:
                await wire.send(SEARCH, {"text": f"surat izin {turn}"}, "/")
                self.told["searches"] += 1
                turn += 1
                if turn > AT_ONCE:
                    await asyncio.sleep(PACE)

        await asyncio.gather(*(one(wire) for wire in wires))
        await asyncio.gather(*(wire.close() for wire in wires))


@dataclass(frozen=True)
class Result:
    """What a citizen has seen of an attack.

    Args:
        steps: how long each step took.
        memory: of the server afterwards.
        log: bytes a minute by which the log grew.
        errors: of the citizen.
        surveys: how many were thanked for.
    """

    steps: list[float]
    memory: int
    log: float
    errors: int
    surveys: int


async def beside_a_citizen(
    http: aiohttp.ClientSession, server: AppServer, attack: Callable[[], Awaitable[None]]
) -> Result:
    """Let a citizen answer surveys while something else goes on."""
    tally = Tally({LAYANAN: ("provinsi",)})
    citizens = [Citizen(http, server.url, LAYANAN, i) for i in range(CITIZENS)]
    for citizen in citizens:
        await citizen.arrive()
    size, began = server.log.stat().st_size, time.monotonic()
    walking = asyncio.create_task(stream(citizens, tally, 2.0))
    await attack()
    walking.cancel()
    await asyncio.wait({walking})
    for citizen in citizens:
        await citizen.wire.close()
    grown = (server.log.stat().st_size - size) * 60 / (time.monotonic() - began)
    await asyncio.sleep(SETTLE)
    memory = await asyncio.to_thread(resident_of_all, server)
    return Result(tally.steps, memory, grown, len(tally.errors), len(tally.given))


async def run(server: AppServer, cookie: str, seconds: float) -> bool:
    """Do all attacks in turn; tell whether all stayed within what is allowed."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        attack = Attack(http, server, cookie, seconds)
        # Once each before anything counts: processes start, pools and caches fill.
        for warm in (attack.logins, attack.files):
            attack.seconds = 3.0
            await beside_a_citizen(http, server, warm)
        attack.seconds = seconds
        attack.told.clear()
        before = await beside_a_citizen(http, server, attack.nothing)
        usual = percentile(before.steps, 0.5)
        _say(
            f"{'':34}{'median ms':>11}{'worst ms':>10}{'surveys':>9}{'MB after':>10}{'log KB/min':>12}"
        )
        good = True
        for name, act in (
            ("nobody else", None),
            ("200 logins in flight", attack.logins),
            ("8 files of 800,000 cells", attack.files),
            ("1,000 malformed frames a second", attack.frames),
            ("500 idle sockets", attack.idle),
            ("60 sockets that search", attack.searches),
        ):
            found = before if act is None else await beside_a_citizen(http, server, act)
            median, worst = percentile(found.steps, 0.5), max(found.steps, default=float("inf"))
            fine = (
                median < MEDIAN * usual
                and worst < WORST
                and found.memory < MEMORY * before.memory
                and found.log < LOG
                and not found.errors
            )
            good = good and fine
            _say(
                f"{name:34}{median * 1000:11.1f}{worst * 1000:10.1f}{found.surveys:9}"
                f"{found.memory / 2**20:10.0f}{found.log / 1024:12.1f}  {'' if fine else 'TOO MUCH'}"
            )
            if attack.told:
                _say("    " + ", ".join(f"{k}: {n}" for k, n in sorted(attack.told.items())))
                attack.told.clear()
    return good


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0, help="of each attack")
    options = parser.parse_args()
    _say(machine())
    with tempfile.TemporaryDirectory() as folder:
        server = AppServer(Path(folder))
        server.migrate()
        with server.runtime() as rt:
            factories.make_cast(rt)
            name = Role.PETUGAS_LAYANAN.value
            cookie, _ = redeem_ticket(rt, issue_ticket(rt, name, factories.PASSWORD))
        server.start()
        try:
            good = asyncio.run(run(server, cookie, options.seconds))
        finally:
            server.stop()
        server.check_log()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
