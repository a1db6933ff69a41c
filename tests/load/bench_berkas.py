"""Measure large files over HTTP while citizens answer: one production server, the client beside it.

``python -m tests.load.bench_berkas`` serves 100,000 answers of 60 UPP. Fifteen surveys a second
come in on connections that stay open; meanwhile an Admin Pemprov fetches one kind of file after
the other. For each it prints how long the file took, what the survey's steps felt of it, and the
memory of every process of the server.
"""

import argparse
import asyncio
import contextlib
import io
import json
import sys
import tempfile
import time
import zipfile
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import aiohttp

from sekampadi.domain.izin import Role
from sekampadi.services.akun.sesi import issue_ticket, redeem_ticket
from tests import factories
from tests.e2e.harness import AppServer
from tests.load.filling import FIRST, LAST, fill
from tests.load.measure import machine, percentile
from tests.load.memory import Watch
from tests.load.respondents import Citizen, Tally, stream

ALL = f"dari={FIRST}&sampai={LAST}"
QUARTER = "dari=2025-04-01&sampai=2025-06-30"
LIMIT_STEP_MS, LIMIT_MB = 500.0, 300.0


@dataclass(frozen=True)
class Berkas:
    """A file that is fetched.

    Args:
        name: what it is.
        path: its address.
        times: how often it is fetched, one after the other.
        seconds: how long it may take, 0 for any time.
        entries: how many files the archive must hold, 0 for what is none.
        megabytes: how much memory its process and the server's growth may take together.
    """

    name: str
    path: str
    times: int = 1
    seconds: float = 0.0
    entries: int = 0
    megabytes: float = LIMIT_MB


FILES = (
    Berkas("Excel of penilaian", "/unduh/tabel/penilaian.xlsx"),
    Berkas("Excel report with all answers", f"/unduh/laporan.xlsx?{ALL}"),
    Berkas("rekap of 60 UPP, PDF", f"/unduh/rekap.pdf?{QUARTER}", times=3, seconds=5.0),
    Berkas("sheet, PDF", f"/unduh/lembar.pdf?{QUARTER}", times=10, seconds=1.0),
    Berkas("package of 60 UPP, zip", f"/unduh/paket.zip?{QUARTER}", entries=60 * 3 + 2),
)


@dataclass
class Phase:
    """What one kind of file has cost.

    Args:
        name: what it is; the first phase has no file.
        tally: the surveys meanwhile.
        watch: the server's processes meanwhile.
        first: seconds until the first byte, of each fetch.
        taken: seconds until the file was complete, of each fetch.
        size: bytes of the file.
    """

    name: str
    tally: Tally
    watch: Watch
    first: list[float] = field(default_factory=list)
    taken: list[float] = field(default_factory=list)
    size: int = 0

    def step(self, share: float) -> float:
        """Milliseconds below which a share of the steps lies."""
        return percentile(self.tally.steps, share) * 1000


def _say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@contextlib.asynccontextmanager
async def phase(
    name: str, server: AppServer, citizens: list[Citizen], layanan: list[str], rate: float
) -> AsyncIterator[Phase]:
    """Let citizens answer and watch the server's processes while something is done."""
    assert server.process is not None
    now = Phase(name, Tally(dict.fromkeys(layanan, ())), Watch(server.process.pid))
    answering = asyncio.create_task(stream(citizens, now.tally, rate))
    now.watch.start()
    try:
        await asyncio.sleep(1)
        yield now
    finally:
        answering.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await answering
        now.watch.stop()


async def fetch(
    http: aiohttp.ClientSession, url: str, cookie: str, out: Path
) -> tuple[float, float]:
    """Take a file; return the seconds until its first byte and until it was complete."""
    began, first = time.monotonic(), 0.0
    headers = {"Cookie": f"sekampadi_sesi={cookie}"}
    limit = aiohttp.ClientTimeout(total=900)
    async with http.get(url, headers=headers, timeout=limit) as response:
        assert response.status == 200, f"{url}: {response.status} {await response.text()}"
        with out.open("wb") as file:
            async for piece in response.content.iter_chunked(1 << 16):
                first = first or time.monotonic() - began
                file.write(piece)
    return first, time.monotonic() - began


def check(berkas: Berkas, path: Path) -> None:
    """Expect a whole file of the kind that was asked for."""
    if berkas.path.partition("?")[0].endswith(".pdf"):
        assert path.read_bytes().startswith(b"%PDF"), berkas.name
        return
    with zipfile.ZipFile(path) as archive:
        assert not berkas.entries or len(archive.namelist()) == berkas.entries, berkas.name
        for name in archive.namelist():
            if berkas.entries and name.endswith(".xlsx"):
                with zipfile.ZipFile(io.BytesIO(archive.read(name))) as book:
                    assert "xl/workbook.xml" in book.namelist(), name


async def bench(
    server: AppServer, layanan: list[str], cookie: str, options: argparse.Namespace
) -> tuple[list[Phase], int]:
    """Measure every file; return the phases, the one without files first, and the surveys thanked."""
    folder = server.folder
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        citizens = [
            Citizen(http, server.url, layanan[i * 7 % len(layanan)], i)
            for i in range(options.citizens)
        ]
        for citizen in citizens:
            await citizen.arrive()
        async with phase("warming", server, citizens, layanan, options.rate) as warming:
            await asyncio.sleep(5)
            for berkas in FILES[2:4]:
                await fetch(http, server.url + berkas.path, cookie, folder / "berkas")

        async def idle(name: str) -> Phase:
            async with phase(name, server, citizens, layanan, options.rate) as now:
                await asyncio.sleep(options.alone)
            return now

        phases = [await idle("nothing")]
        for berkas in options.files:
            await asyncio.sleep(2)
            async with phase(berkas.name, server, citizens, layanan, options.rate) as now:
                phases.append(now)
                for _ in range(berkas.times):
                    first, taken = await fetch(
                        http, server.url + berkas.path, cookie, folder / "berkas"
                    )
                    now.first.append(first)
                    now.taken.append(taken)
            now.size = (folder / "berkas").stat().st_size
            check(berkas, folder / "berkas")
        # Once more: the machine may have become busier or quieter meanwhile.
        phases.append(await idle("nothing, again"))
        for citizen in citizens:
            await citizen.wire.close()
    return phases, sum(len(p.tally.given) for p in (warming, *phases))


def report(
    files: list[Berkas], phases: list[Phase], thanked: int, stored: int, status: int
) -> bool:
    """Print what was measured; tell whether every target was met."""
    alone = phases[0]
    _say(
        f"\n{'meanwhile':32}{'first byte':>11}{'complete':>10}{'MB':>6}"
        f"{'steps':>8}{'p50':>6}{'p99':>6}{'max':>6} ms{'p99 x':>7}{'late':>6}{'queued':>8}{'others':>8}"
    )
    for p in phases:
        first, taken = percentile(p.first, 0.5), max(p.taken, default=float("nan"))
        times = f"{first:9.2f} s{taken:8.2f} s{p.size / 1e6:6.1f}" if p.taken else " " * 25 + "  "
        steps = "".join(f"{p.step(share):6.0f}" for share in (0.5, 0.99, 1.0))
        ratio = p.step(0.99) / alone.step(0.99)
        _say(
            f"{p.name:32}{times:27}{len(p.tally.steps):8}{steps}   {ratio:7.1f}{p.tally.late:6}"
            f"{p.watch.queued:8.0%}{p.watch.others:8.0%}"
        )
    _say("complete: the slowest fetch; late: surveys begun late")
    _say("queued: of the time, the server's threads stood in line for a processor")
    _say("others: of the processors, used by other work of the machine")
    _say("\nmost resident memory, MB (what processes share is counted in each)")
    for p in phases:
        each = ", ".join(f"{name} {size / 2**20:.0f}" for name, size in p.watch.most.items())
        _say(f"{p.name:32}{p.watch.together / 2**20:6.0f} together: {each}")
    targets: list[tuple[str, bool]] = []
    for p, berkas in zip(phases[1:-1], files, strict=True):
        p99 = p.step(0.99)
        targets.append((f"steps p99 < 500 ms during {p.name}: {p99:.0f} ms", p99 < LIMIT_STEP_MS))
        if berkas.seconds:
            slowest = max(p.taken)
            text = f"{p.name} < {berkas.seconds:.0f} s: {slowest:.2f} s"
            targets.append((text, slowest < berkas.seconds))
        most, grown = p.watch.maker / 2**20, p.watch.grown / 2**20
        text = (
            f"{p.name}: its process and what the server grows < {berkas.megabytes:.0f} MB: "
            f"{most:.0f} + {grown:.0f} MB"
        )
        targets.append((text, most + grown < berkas.megabytes))
    targets.append((f"no answer lost: {thanked} thanked, {stored} stored", thanked == stored))
    targets.append((f"check-rekap finds no difference: status {status}", status == 0))
    errors = [e for p in phases for e in p.tally.errors]
    targets.append((f"no step failed: {len(errors)} {errors[:3] or ''}", not errors))
    _say()
    for text, met in targets:
        _say(f"{'met   ' if met else 'MISSED'} {text}")
    return all(met for _, met in targets)


def run(
    doc: str | None, files: Sequence[Berkas], rows: int, fill_with: Callable[..., list[str]]
) -> int:
    """Fill a database of its own, serve it, measure; the status tells whether targets were met.

    Args:
        doc: what the command says of itself.
        rows: answers, unless the command says another number.
        fill_with: stores so many in an empty database; returns the kode of their layanan.
    """
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--rows", type=int, default=rows)
    parser.add_argument("--rate", type=float, default=15.0, help="complete surveys a second")
    parser.add_argument("--alone", type=float, default=20.0, help="seconds without any file")
    parser.add_argument("--citizens", type=int, default=40, help="open survey tabs")
    parser.add_argument("--only", default="", help="part of the names of the files to fetch")
    options = parser.parse_args()
    options.files = [b for b in files if options.only in b.name]
    _say(machine())
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        server = AppServer(Path(name), extra={"SEKAMPADI_LOG_LEVEL": "WARNING"})
        server.migrate()
        with server.runtime() as rt:
            layanan = fill_with(rt, options.rows)
            factories.make_operator(rt, "pemprov", Role.ADMIN_PEMPROV)
            ticket = issue_ticket(rt, "pemprov", factories.PASSWORD)
            cookie = redeem_ticket(rt, ticket)[0]
        size = (server.folder / "sekampadi.db").stat().st_size
        _say(f"{options.rows} answers, {size / 1e6:.0f} MB")
        server.start()
        try:
            phases, thanked = asyncio.run(bench(server, layanan, cookie, options))
        finally:
            server.stop()
        server.check_log()
        checked = server.command("check-rekap")
        stored = json.loads(server.command("ikm").stdout)["n"] - options.rows
    return 0 if report(options.files, phases, thanked, stored, checked.returncode) else 1


if __name__ == "__main__":
    sys.exit(run(__doc__, FILES, 100_000, partial(fill, removed=False)))
