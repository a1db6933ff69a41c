"""``make bench``: a server is killed without a word under load, again and again.

People answer by socket and by plain forms, and one types in paper; each sends again by the same
identity until there are thanks, over as many deaths as it takes. After each death everything that
was acknowledged has to be stored, once; after the last one the counters have to equal the recount
(as ``check-rekap`` does it, with the word index), and the outbox and the evidence have to be consistent.
"""

import argparse
import asyncio
import html
import math
import random
import re
import sys
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import aiohttp
from sqlmodel import Session, col, func, select

from sekampadi.db.engine import batched
from sekampadi.db.models import Jawaban, Outbox
from sekampadi.domain.izin import Role
from sekampadi.domain.notifikasi.outbox import KLAIM
from sekampadi.domain.survei.survei import Langkah
from sekampadi.services.akun.sesi import issue_ticket, redeem_ticket
from sekampadi.services.sistem.rekap import check_rekap
from sekampadi.services.sistem.simpanan import check_files
from tests import factories
from tests.e2e.harness import AppServer
from tests.e2e.warm import Warm
from tests.load.measure import machine
from tests.load.respondents import Citizen
from tests.load.services import OwnPostgres
from tests.load.wire import TROUBLE

LAYANAN = ("layanan-a1", "layanan-a2", "layanan-b1")
SOCKETS, FORMS = 8, 6
LIVES = (0.1, 1.5)
"""Seconds of load before a death, drawn evenly."""
_DRAFT = re.compile(r'name="draf" value="([^"]*)"')
_IDENTITY = re.compile(r'"uuid": ?"([0-9a-f-]{36})"')


def _say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@dataclass
class Load:
    """Everybody, and what was acknowledged: by kind the identities, and those not looked at yet."""

    http: aiohttp.ClientSession
    url: str
    today: str
    cookie: str
    thanked: dict[str, set[str]] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)
    again: int = 0
    ending: bool = False
    seconds: float = math.inf
    deaths: int = 0
    crashes: int = 0

    def thank(self, kind: str, identity: str) -> None:
        """Note an acknowledgement."""
        self.thanked.setdefault(kind, set()).add(identity)
        self.fresh.add(identity)

    async def insist(self, attempt: Callable[[], Awaitable[None]]) -> None:
        """Try until it succeeds."""
        while True:
            try:
                async with asyncio.timeout(8):
                    await attempt()
            except TROUBLE:
                self.again += 1
                await asyncio.sleep(0.1)
            else:
                return


async def at_socket(load: Load, rng: random.Random) -> None:
    """Answer by the page, on a new connection each time."""
    layanan, identity = rng.choice(LAYANAN), str(uuid.uuid4())
    isian = factories.random_isian(rng)

    async def attempt() -> None:
        citizen = Citizen(load.http, load.url, layanan, 0)
        try:
            await citizen.arrive()
            for langkah in Langkah:
                await citizen.send_step(langkah, identity, isian)
        finally:
            if citizen.wire._socket is not None:
                await citizen.wire._socket.close()

    await load.insist(attempt)
    load.thank("socket", identity)


async def at_form(load: Load, rng: random.Random) -> None:
    """Answer by plain forms; what was sent last is sent again."""
    path, isian = f"{load.url}/lembar/{rng.choice(LAYANAN)}", factories.random_isian(rng)
    page, step = "", list(Langkah)

    async def attempt() -> None:
        nonlocal page
        if not page:
            async with load.http.get(path) as answer:
                answer.raise_for_status()
                page = await answer.text()
        while step:
            form = {f: str(isian[f]) for f in step[0].fields}
            found = _DRAFT.search(page)
            form |= {"draf": html.unescape(found[1]) if found else "{}"}
            form |= {"langkah": str(int(step[0])), "ke": "lanjut"}
            async with load.http.post(path, data=form) as answer:
                answer.raise_for_status()
                following = await answer.text()
            if step[0] is Langkah.SARAN:
                assert "Jawaban Anda sudah terkirim." in following
                known = _IDENTITY.search(form["draf"])
                assert known is not None, form["draf"]
                load.thank("form", known[1])
            page = following
            step.pop(0)

    await load.insist(attempt)


async def on_paper(load: Load, rng: random.Random) -> None:
    """Type in a sheet."""
    identity = str(uuid.uuid4())
    sheet = {"uuid": identity, "layanan": rng.choice(LAYANAN[:2]), "tanggal": load.today}
    body = sheet | {"isian": factories.random_isian(rng)}
    headers = {"Cookie": f"sekampadi_sesi={load.cookie}", "Origin": load.url}

    async def attempt() -> None:
        address = f"{load.url}/api/entri/lembar"
        async with load.http.post(address, json=body, headers=headers) as answer:
            answer.raise_for_status()
            assert (await answer.json())["uuid"] == identity

    await load.insist(attempt)
    load.thank("paper", identity)


async def _person(
    load: Load, number: int, act: Callable[[Load, random.Random], Awaitable[None]]
) -> None:
    rng = random.Random(number)
    while not load.ending:
        await act(load, rng)
        await asyncio.sleep(0.02 * rng.random())


def _stored(session: Session, identities: set[str]) -> int:
    asked = [uuid.UUID(identity) for identity in sorted(identities)]
    return sum(
        session.exec(select(func.count()).where(col(Jawaban.uuid).in_(some))).one()
        for some in batched(asked)
    )


def _doubled(session: Session) -> int:
    query = select(Jawaban.uuid).group_by(col(Jawaban.uuid)).having(func.count() > 1)
    return len(session.exec(query).all())


def _begin(server: AppServer, warm: Warm, load: Load) -> None:
    """Start the server as a copy: it is alone, so it need not tell itself apart from others.

    One that ends by itself is counted, and begun again.
    """
    for _ in range(3):
        server.process = warm.start(server.words, server.environment, server.log)
        try:
            server.wait_ready()
        except AssertionError as error:
            load.crashes += 1
            _say(str(error))
            with suppress(ProcessLookupError):
                server.kill()
            server.process = None
        else:
            return
    raise AssertionError("three starts after one another failed")


async def rounds(server: AppServer, warm: Warm, load: Load, count: int, rng: random.Random) -> int:
    """Kill it so often; return how many acknowledged answers were missing after a death."""
    lost, began = 0, time.monotonic()
    acts = [at_socket] * SOCKETS + [at_form] * FORMS + [on_paper]
    with server.runtime() as rt:
        await asyncio.to_thread(_begin, server, warm, load)
        people = [asyncio.create_task(_person(load, n, act)) for n, act in enumerate(acts)]
        for number in range(1, count + 1):
            await asyncio.sleep(rng.uniform(*LIVES))
            server.kill()
            fresh, load.fresh = load.fresh, set()
            with rt.reading() as session:
                missing, doubled = len(fresh) - _stored(session, fresh), _doubled(session)
            lost += missing
            if missing or doubled:
                _say(f"round {number}: {missing} lost, {doubled} doubled")
            if number % 20 == 0:
                given = sum(map(len, load.thanked.values()))
                _say(f"{number:5} rounds {time.monotonic() - began:7.0f} s {given:7} acknowledged "
                     f"{load.again:7} sent again")  # fmt: skip
            await asyncio.to_thread(_begin, server, warm, load)
            load.deaths = number
            if time.monotonic() - began > load.seconds:
                break
        load.ending = True
        done, late = await asyncio.wait(people, timeout=60)
        for task in late:
            task.cancel()
        for task in done:
            task.result()
    return lost


def _drain(server: AppServer) -> int:
    """Wait until the worker has told everything; return what it has not."""
    # What the last process had taken when it died is taken again when its time is over.
    until = time.monotonic() + 60 + KLAIM.total_seconds()
    with server.runtime() as rt:
        while True:
            with rt.reading() as session:
                query = select(func.count()).where(col(Outbox.selesai).is_(None))
                left = session.exec(query).one()
            if not left or time.monotonic() > until:
                return left
            time.sleep(0.5)


async def bench(server: AppServer, warm: Warm, asked: argparse.Namespace) -> bool:
    """Do it; tell whether everything held."""
    with server.runtime() as rt:
        factories.make_cast(rt)
        ticket = issue_ticket(rt, Role.PETUGAS_LAYANAN.value, factories.PASSWORD)
        cookie = redeem_ticket(rt, ticket)[0]
        today = (rt.today() - timedelta(days=1)).isoformat()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        load = Load(http, server.url, today, cookie, seconds=asked.seconds)
        lost = await rounds(server, warm, load, asked.rounds, random.Random(asked.seed))
    left = await asyncio.to_thread(_drain, server)
    server.kill()
    with server.runtime() as rt:
        differences, files = check_rekap(rt), check_files(rt)
        with rt.reading() as session:
            total, doubled = (
                session.exec(select(func.count(col(Jawaban.id)))).one(),
                _doubled(session),
            )
            thanked = set().union(*load.thanked.values())
            absent = len(thanked) - _stored(session, thanked)
    kinds = ", ".join(f"{len(found)} by {kind}" for kind, found in sorted(load.thanked.items()))
    targets = [
        (f"acknowledged = stored: {kinds}, {max(lost, absent)} lost, {total} stored",
         not lost and not absent and total == len(thanked) and len(load.thanked) == 3),
        (f"starts that ended by themselves: {load.crashes}", not load.crashes),
        (f"none doubled: {doubled}", not doubled),
        (f"counters and words equal the recount: {len(differences)} differences", not differences),
        (f"messages of the outbox that are not told: {left}", not left),
        (f"evidence and its rows: {len(files.differences)} differences", not files.differences),
    ]  # fmt: skip
    _say(f"{load.deaths} deaths, {load.again} attempts that failed and were made again")
    for text, met in targets:
        _say(f"{'met   ' if met else 'MISSED'} {text}")
    return all(met for _, met in targets)


def main() -> int:
    """Kill, count; the status tells whether everything held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument(
        "--seconds", type=float, default=math.inf, help="no more deaths after so long"
    )
    asked = parser.parse_args()
    _say(machine())
    _say(
        f"{asked.rounds} deaths on {asked.database}, {SOCKETS} people at sockets, {FORMS} at forms, one at paper"
    )
    with ExitStack() as stack:
        pg, folder = (Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in "ab")
        url = ""
        if asked.database == "postgresql":
            postgres = OwnPostgres(pg)
            stack.callback(postgres.close)
            url = postgres.url
        warm = Warm()
        stack.callback(warm.close)
        extra = {"SEKAMPADI_LOG_LEVEL": "ERROR"}
        server = AppServer(folder, database_url=url, extra=extra)
        server.migrate()
        stack.callback(server.kill)
        return 0 if asyncio.run(bench(server, warm, asked)) else 1


if __name__ == "__main__":
    sys.exit(main())
