"""``make bench``: 20,000 hostile events and 5,000 hostile requests, beside a citizen who answers surveys.

Nobody and a Petugas Layanan send them, in a bounded time, from many addresses behind a proxy, so that
the limits of one address do not keep them off. What is looked at: answers that are faults or tell of
the program, lines of the log, memory two minutes later, rows that nobody may have stored, and the
citizen's median step. Events and requests are drawn before anything is measured.
"""

import argparse
import asyncio
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from sqlalchemy import text
from sqlmodel import SQLModel

from sekampadi.domain.izin import Role
from sekampadi.services.akun.sesi import issue_ticket, redeem_ticket
from sekampadi.web.reflex_seam.events import registered_events
from tests import factories
from tests.e2e.harness import AppServer
from tests.impor import baris, berkas
from tests.load.measure import machine, percentile, resident_of_each
from tests.load.respondents import Citizen, Tally
from tests.load.strangers import Ask, Frame, asks, draw, frames
from tests.load.wire import Wire

LAYANAN = "layanan-a1"
CONNECTIONS = 24
TABS = [str(uuid.UUID(int=n + 1, version=4)) for n in range(CONNECTIONS)]
PACE = 0.052
"""Seconds between two events of one connection: just what it may send."""
CITIZENS = 4
"""So that each is no faster than a person: who is waits for a turn, and strangers take all turns."""
ASKING = 8
"""Requests that are under way at once."""
ALONE = 15.0
WITHIN = 15.0
"""Seconds in which a request has to be answered or its connection closed."""
MEMORY = 1.10
MEDIAN = 2.0
"""Times what a step took before: two cores carry the strangers, too; see also what it takes after."""
LONGEST = 400
"""Letters of a line of the log, its time included."""
TELLS = (b"Traceback", b'File "/', b'.py", line', b"sqlalchemy", b"sqlite3.", b"OperationalError")
MAY_GROW = frozenset(
    {
        "rekap_hari",
        "rekap_bulan",
        "rekap_upp_hari",
        "rekap_upp_bulan",
        "outbox",
        "notifikasi",
        "jawaban",
        "audit",
        "sesi",
        "tiket_masuk",
        "kehadiran",
        "pekerja",
        "pelaksanaan",
    }
)
"""Tables that honest work fills meanwhile, or that keep what was tried; answers are counted apart."""


def say(words: str = "") -> None:
    """Print a line at once."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


@dataclass
class Seen:
    """What strangers got to see.

    Args:
        told: status, or what became of a request or a socket -> how often.
        faults: requests that were answered with a fault, and answers that tell of the program.
    """

    told: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def look(self, what: bytes, asked: str) -> None:
        """Look through an answer for what must not be told."""
        for sign in TELLS:
            if sign in what:
                self.faults.append(f"{sign!r} told after {asked[:300]!r}")


def rows(server: AppServer) -> dict[str, int]:
    """Count the rows of all tables."""
    with server.runtime() as rt, rt.engine.connect() as connection:
        names = sorted(SQLModel.metadata.tables)  # without the tables inside a search index
        return {
            n: connection.execute(text(f'SELECT count(*) FROM "{n}"')).scalar_one() for n in names
        }


async def _events(
    http: aiohttp.ClientSession,
    server: AppServer,
    cookie: str,
    token: str,
    todo: Iterator[Frame],
    seen: Seen,
    ends: float,
) -> None:
    """Send frames over one connection after another until there are no more, or it is time."""

    def hear(answer: str, _: float) -> None:
        seen.look(answer.encode("utf-8", "replace"), "an event")

    wire: Wire | None = None
    for frame in todo:
        if time.monotonic() > ends:
            break
        try:
            if wire is None or wire.closed_by_server:
                seen.told["sockets"] += 1
                wire = await Wire(http, server.url, cookie, hear, token=token).open()
            assert wire._socket is not None
            if isinstance(frame, bytes):
                await wire._socket.send_bytes(frame)
            else:
                await wire._socket.send_str(frame.encode("utf-8", "replace").decode())
            seen.told["events"] += 1
        except (OSError, aiohttp.ClientError, AssertionError, TypeError) as error:
            wire = None
            seen.told[f"cut by {type(error).__name__}"] += 1
        await asyncio.sleep(PACE)
    if wire is not None and not wire.closed_by_server:
        await wire.close()


async def _ask(server: AppServer, ask: Ask, cookie: str, address: str, seen: Seen) -> None:
    """Send one request as bytes and look at the answer."""
    seen.told["requests"] += 1
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    answer = b""
    try:
        async with asyncio.timeout(WITHIN):
            writer.write(ask.raw(f"localhost:{server.port}", cookie, address))
            await writer.drain()
            while part := await reader.read(65_536):
                answer = (answer + part)[:200_000]
    except TimeoutError:
        seen.told["kept open" if answer else "no answer in time"] += 1
    except OSError:
        seen.told["cut"] += not answer
    finally:
        writer.close()
    status = answer[9:12].decode("ascii", "replace") if answer.startswith(b"HTTP/") else "nothing"
    seen.told[status] += 1
    asked = f"{ask.method} {ask.path[:200]} {[(*h[:1], h[1][:40]) for h in ask.head]} {ask.body[:60]!r} {ask.known}"
    if status.startswith("5") and status != "503":
        seen.faults.append(f"{status} {asked}")
    seen.look(answer, asked)


async def _requests(
    server: AppServer, cookie: str, todo: Iterator[tuple[int, Ask]], seen: Seen, ends: float
) -> None:
    for number, ask in todo:
        if time.monotonic() > ends:
            break
        try:
            await _ask(server, ask, cookie, f"198.51.{number // 100 % 100}.{number % 250}", seen)
        except OSError:
            seen.told["refused"] += 1


@dataclass
class Found:
    """What was measured.

    Args:
        before: the citizen's steps in seconds, alone.
        during: beside the strangers.
        after: alone again.
        memory: bytes of each process before and two minutes after.
        again: the same after a second round; empty without one.
        seconds: how long the strangers took.
        log: what was written meanwhile.
        surveys: of the citizen, all of them.
        errors: of the citizen.
    """

    before: list[float]
    during: list[float]
    after: list[float]
    memory: tuple[dict[int, int], dict[int, int]]
    again: dict[int, int]
    seconds: float
    log: list[str]
    surveys: int
    errors: list[str]


def _at(address: str) -> aiohttp.ClientSession:
    """Connect as from an address: strangers share one, and the citizen has another."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0), headers={"X-Forwarded-For": address}
    )


async def _bystander(http: aiohttp.ClientSession, server: AppServer, tally: Tally) -> None:
    """Answer a survey every few seconds in one tab, no faster than a person; after any trouble, which is kept, in a new one."""
    for number in range(1_000_000):
        citizen, heard = Citizen(http, server.url, LAYANAN, number), [""]
        citizen.wire._hear = lambda answer, _, heard=heard: heard.append(answer) or heard.pop(0)
        try:
            await citizen.arrive()
            while True:
                async with asyncio.timeout(10):
                    await citizen.answer(tally)
                await asyncio.sleep(CITIZENS)
        except (OSError, aiohttp.ClientError, AssertionError, TypeError) as error:
            tally.errors.append(
                f"{error!r} after {len(tally.given)} surveys, last heard {heard[0][:400]}"
            )
            await asyncio.sleep(0.5)
        finally:
            await citizen.wire.close()


async def _wake(http: aiohttp.ClientSession, server: AppServer, cookie: str) -> None:
    """Let the processes for documents and for files that come in begin: each counts as memory once it is there.

    Whether what is drawn for the warm-up happens to ask for one is chance, and one is 40 MB.
    """
    head = {"Cookie": f"sekampadi_sesi={cookie}", "Origin": server.url}
    async with http.get(f"{server.url}/unduh/poster.pdf?layanan={LAYANAN}", headers=head) as answer:
        assert answer.status == 200, await answer.text()
        await answer.read()
    address = f"{server.url}/api/entri/impor?layanan={LAYANAN}"
    async with http.post(address, data=berkas([baris()]).getvalue(), headers=head) as answer:
        assert answer.status in {200, 422}, await answer.text()


async def measure(
    server: AppServer, cookies: dict[str, str], events: list[Frame], requests: list[Ask], seen: Seen,
    *, bound: float, rest: float, twice: bool,
) -> Found:  # fmt: skip
    """Let a citizen answer, first alone, then beside the strangers, then alone again."""
    petugas = cookies[Role.PETUGAS_LAYANAN.value]
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(_at("198.51.100.7"))
        at_home = await stack.enter_async_context(_at("203.0.113.7"))
        tally = Tally({LAYANAN: ("provinsi",)})
        walking = [asyncio.create_task(_bystander(at_home, server, tally)) for _ in range(CITIZENS)]

        async def strangers(
            frames_: list[Frame], asks_: list[Ask], seconds: float, into: Seen
        ) -> None:
            ends, todo, numbered = time.monotonic() + seconds, iter(frames_), iter(enumerate(asks_))
            # Half of them without a login, two tabs of one name among them.
            who = [("" if n % 2 else petugas, TABS[n - n % 4 // 3]) for n in range(CONNECTIONS)]
            await asyncio.gather(
                *(_events(http, server, cookie, token, todo, into, ends) for cookie, token in who),
                *(_requests(server, petugas, numbered, into, ends) for _ in range(ASKING)),
            )

        # Once before anything counts: pools and processes start, caches fill.
        await _wake(at_home, server, petugas)
        await strangers(events[-1500:], requests[-400:], 30.0, Seen())
        await asyncio.sleep(5)
        marks = [len(tally.steps)]
        await asyncio.sleep(ALONE)
        before, size = await asyncio.to_thread(resident_of_each, server), server.log.stat().st_size
        marks.append(len(tally.steps))
        began = time.monotonic()
        await strangers(events, requests, bound, seen)
        took = time.monotonic() - began
        marks.append(len(tally.steps))
        await asyncio.sleep(2)
        log = server.log.read_bytes()[size:].decode("utf-8", "replace").splitlines()
        await asyncio.sleep(max(0.0, rest - ALONE - 2))
        marks.append(len(tally.steps))
        await asyncio.sleep(ALONE)
        after = await asyncio.to_thread(resident_of_each, server)
        first, second, third, last, end = *marks, len(tally.steps)
        again: dict[int, int] = {}
        if twice:
            # What grows with each stranger grows again; what is room that was made once does not.
            await strangers(events, requests, bound, Seen())
            await asyncio.sleep(rest)
            again = await asyncio.to_thread(resident_of_each, server)
        for walk in walking:
            walk.cancel()
        await asyncio.wait(walking)
    return Found(
        tally.steps[first:second], tally.steps[second:third], tally.steps[last:end],
        (before, after), again, took, log, len(tally.given), tally.errors,
    )  # fmt: skip


def judge(
    found: Found, seen: Seen, grown: dict[str, int], events: int, requests: int
) -> list[tuple[str, bool]]:
    """Return what was aimed at, with what came, and whether it is met."""
    usual, meanwhile, later = (
        percentile(s, 0.5) * 1000 for s in (found.before, found.during, found.after)
    )
    ours = [line for line in found.log if " sekampadi.access " not in line]
    # Each second there is a line of a socket that is looked at, and of each connection at most one.
    busy = max(Counter(line[:19] for line in ours).values(), default=0)
    before, after = (sum(m.values()) / 2**20 for m in found.memory)
    longest = max(map(len, found.log), default=0)
    answers = grown.pop("jawaban", 0)
    odd = {n: more for n, more in grown.items() if more and n not in MAY_GROW}
    return [
        (f"{seen.told['events']:,d} of {events:,d} events and {seen.told['requests']:,d} of {requests:,d} "
         f"requests in {found.seconds:.0f} s", seen.told["events"] >= 0.97 * events and seen.told["requests"] >= requests),
        (f"no fault and nothing of the program in an answer ({len(seen.faults)})", not seen.faults),
        (f"every request answered or cut in {WITHIN:.0f} s ({seen.told['no answer in time']} not)",
         not seen.told["no answer in time"]),
        (f"log: {len(ours)} lines, at most {busy} in a second of {CONNECTIONS + ASKING} connections", busy <= CONNECTIONS + ASKING),
        (f"log: longest line {longest} letters (limit {LONGEST})", longest <= LONGEST),
        ("log: no traceback", not any("Traceback" in line for line in found.log)),
        (f"memory {before:.0f} MB, two minutes later {after:.0f} MB (within 10 %)", after <= MEMORY * before),
        (f"answers stored: {answers}, thanked for {found.surveys}; other rows: {odd or 'none'}",
         answers == found.surveys and not odd),
        (f"citizen: no trouble ({len(found.errors)})", not found.errors),
        (f"citizen's median step {usual:.1f} ms before, {meanwhile:.1f} beside (limit {MEDIAN:.0f} times), {later:.1f} after "
         "(limit 1.25 times)", meanwhile <= MEDIAN * usual and later <= 1.25 * usual),
    ]  # fmt: skip


def main() -> int:
    """Run it and tell; the status says whether all is met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--requests", type=int, default=5_000)
    parser.add_argument("--seconds", type=float, default=150.0, help="at most, for the strangers")
    parser.add_argument(
        "--rest", type=float, default=120.0, help="seconds before memory is looked at again"
    )
    parser.add_argument("--twice", action="store_true", help="a second round, for its memory only")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--log", type=Path, help="a file to keep what was written meanwhile in")
    options = parser.parse_args()
    say(machine())
    from sekampadi.sekampadi import app  # the whole app, as the server imports it

    handlers = {name: found.handler.fn for name, found in registered_events(app).items()}
    events = draw(frames(handlers, TABS[:9:4]), options.events, options.seed)
    requests = draw(asks(), options.requests, options.seed)
    say(
        f"drawn: {len(set(events)):,d} different events of {len(handlers)} handlers, {len(set(requests)):,d} requests"
    )
    seen = Seen()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        server = AppServer(Path(name) / "server", extra={"SEKAMPADI_TRUSTED_PROXIES": "1"})
        server.migrate()
        with server.runtime() as rt:
            factories.make_cast(rt)
            lowest = Role.PETUGAS_LAYANAN.value
            cookies = {lowest: redeem_ticket(rt, issue_ticket(rt, lowest, factories.PASSWORD))[0]}
        stored = rows(server)
        server.start()
        try:
            found = asyncio.run(
                measure(
                    server,
                    cookies,
                    events,
                    requests,
                    seen,
                    bound=options.seconds,
                    rest=options.rest,
                    twice=options.twice,
                )
            )
        finally:
            server.stop()
        everything = server.log.read_bytes()
        grown = {n: many - stored.get(n, 0) for n, many in rows(server).items()}
    say("told: " + ", ".join(f"{k} {n}" for k, n in sorted(seen.told.items())))
    say("rows: " + ", ".join(f"{n} +{more}" for n, more in grown.items() if more))
    for fault in seen.faults[:40]:
        say(f"FAULT {fault}")
    for trouble in found.errors[:5]:
        say(f"TROUBLE of the citizen: {trouble}")
    if options.log:
        options.log.write_bytes(everything)
    for words, memory in zip(
        ("before", "two minutes later", "after a second round"),
        (*found.memory, found.again),
        strict=True,
    ):
        if memory:
            each = " + ".join(f"{size / 2**20:.0f}" for _, size in sorted(memory.items()))
            say(
                f"memory {words}: {each} = {sum(memory.values()) / 2**20:.0f} MB, process by process"
            )
    places = Counter(" ".join(line.split()[2:4]) for line in found.log)
    say("log: " + ", ".join(f"{place} {n}" for place, n in places.most_common(8)))
    targets = judge(found, seen, grown, options.events, options.requests)
    for words, met in targets:
        say(f"{'met   ' if met else 'MISSED'} {words}")
    return 0 if all(met for _, met in targets) else 1


if __name__ == "__main__":
    sys.exit(main())
