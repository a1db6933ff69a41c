"""``make bench``: the plain survey, complete ones by people of whom each has a connection of his own.

Five requests a survey, as a browser makes them: the page, and four forms. Afterwards the rows are
counted. Beside it, in the same run, stands the ceiling (:mod:`tests.load.ceiling`).
"""

import argparse
import asyncio
import html
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from sqlmodel import func, select

from sekampadi.building import ROOT
from sekampadi.db.models import Jawaban
from sekampadi.domain.survei.survei import Langkah
from sekampadi.serving import answers
from tests import factories
from tests.e2e.harness import AppServer, free_port
from tests.load.measure import cpu_seconds, machine, percentile, process_seconds

LAYANAN = 40
TARGET_MS = 3.0
"""Milliseconds of processor for a complete survey."""
_DRAFT = re.compile(rb'name="draf" value="([^"]*)"')


def _say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@dataclass
class Tally:
    """What all people together have done: seconds of connecting and of each request, thanks."""

    connects: list[float] = field(default_factory=list)
    requests: list[float] = field(default_factory=list)
    thanked: int = 0
    errors: list[str] = field(default_factory=list)


class Browser:
    """A connection that asks for pages and sends forms, no faster than the answers come."""

    def __init__(self, port: int, tally: Tally) -> None:
        self._port = port
        self._tally = tally

    async def open(self) -> None:
        """Connect."""
        began = time.perf_counter()
        self._in, self._out = await asyncio.open_connection("127.0.0.1", self._port)
        self._tally.connects.append(time.perf_counter() - began)

    async def ask(self, path: str, form: dict[str, str] | None = None) -> bytes:
        """Get a page, or send a form; return the page."""
        body = urlencode(form).encode() if form is not None else b""
        head = (
            f"{'GET' if form is None else 'POST'} {path} HTTP/1.1\r\nHost: localhost:{self._port}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        began = time.perf_counter()
        self._out.write(head.encode() + body)
        answer = await self._in.readuntil(b"\r\n\r\n")
        length = int(answer.lower().split(b"content-length: ", 1)[1].split(b"\r\n", 1)[0])
        page = await self._in.readexactly(length)
        self._tally.requests.append(time.perf_counter() - began)
        if not answer.startswith(b"HTTP/1.1 200"):
            raise AssertionError(answer[:80])
        return page

    def close(self) -> None:
        """Leave."""
        self._out.close()


async def _survey(port: int, layanan: str, isian: dict[str, object], tally: Tally) -> None:
    browser, path = Browser(port, tally), f"/lembar/{layanan}"
    await browser.open()
    page = await browser.ask(path)
    for langkah in Langkah:
        found = _DRAFT.search(page)
        form = {f: str(isian[f]) for f in langkah.fields}
        form |= {"draf": html.unescape(found[1].decode()) if found else "{}"}
        form |= {"langkah": str(int(langkah)), "ke": "lanjut"}
        page = await browser.ask(path, form)
    browser.close()
    if found and b"Jawaban Anda sudah terkirim." not in page:
        raise AssertionError("no thanks")
    tally.thanked += 1


async def _load(port: int, people: int, seconds: float) -> Tally:
    tally, until = Tally(), time.monotonic() + seconds

    async def person(number: int) -> None:
        rng = random.Random(number)
        while time.monotonic() < until:
            layanan = f"layanan-{rng.randrange(LAYANAN)}"
            try:
                await _survey(port, layanan, factories.random_isian(rng), tally)
            except (OSError, AssertionError, asyncio.IncompleteReadError) as error:
                tally.errors.append(repr(error))

    await asyncio.gather(*(person(number) for number in range(people)))
    return tally


@dataclass(frozen=True)
class Figures:
    """What a run showed: surveys a second, milliseconds of processor each, of waiting."""

    rate: float
    processor: float
    step: float
    connect: float


def _figures(tally: Tally, seconds: float, spent: float) -> Figures:
    return Figures(
        tally.thanked / seconds,
        1000 * spent / max(1, tally.thanked),
        1000 * percentile(tally.requests, 0.99),
        1000 * percentile(tally.connects, 0.99),
    )


def _tell(name: str, found: Figures, tally: Tally) -> None:
    _say(
        f"{name:24}{found.rate:10.0f}{found.processor:14.2f}{found.step:14.0f}{found.connect:14.0f}"
    )
    for error in tally.errors[:3]:
        _say(f"error: {error}")


@contextmanager
def _ceiling(folder: Path) -> Iterator[tuple[int, int]]:
    """Serve the ceiling; yield its port and its process."""
    port = free_port()
    environment = {"CEILING_DATABASE": str(folder / "ceiling.db"), "CEILING_PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.load.ceiling"], cwd=ROOT, env=environment
    )
    try:
        until = time.monotonic() + 30
        while not answers(f"http://127.0.0.1:{port}/api/health") and time.monotonic() < until:
            time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(10)


def _fill(server: AppServer) -> None:
    server.migrate()
    with server.runtime() as rt:
        upp = factories.make_upp(rt, "upp-a")
        for number in range(LAYANAN):
            factories.make_layanan(rt, upp, f"layanan-{number}")


def main() -> int:
    """Serve a database of its own, measure, count; the status tells whether the target was met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=20.0)
    options = parser.parse_args()
    _say(machine())
    _say(f"\n{'':24}{'per s':>10}{'processor ms':>14}{'p99 step ms':>14}{'p99 conn. ms':>14}")
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        server = AppServer(folder / "server", extra={"SEKAMPADI_LOG_LEVEL": "WARNING"})
        _fill(server)
        server.start()
        try:
            warm = asyncio.run(_load(server.port, options.people, 3.0))
            before = cpu_seconds(server)
            tally = asyncio.run(_load(server.port, options.people, options.seconds))
            found = _figures(tally, options.seconds, cpu_seconds(server) - before)
            _tell("/lembar", found, tally)
        finally:
            server.stop()
        with server.runtime() as rt, rt.reading() as session:
            stored = session.exec(select(func.count()).select_from(Jawaban)).one()
        with _ceiling(folder) as (port, pid):
            asyncio.run(_load(port, options.people, 2.0))
            before = process_seconds(pid)
            bare = asyncio.run(_load(port, options.people, options.seconds))
            best = _figures(bare, options.seconds, process_seconds(pid) - before)
            _tell("ceiling", best, bare)
    thanked = tally.thanked + warm.thanked
    _say(f"\n{best.rate / found.rate:.1f} times the rate, {found.processor / best.processor:.1f} "
         f"times the processor of the ceiling; {thanked:,d} thanked, {stored:,d} stored")  # fmt: skip
    targets = [
        (f"at most {TARGET_MS:.0f} ms of processor a survey", found.processor <= TARGET_MS),
        ("every thanks is a row, and no row more", thanked == stored and not tally.errors),
    ]
    for text, met in targets:
        _say(f"{'met   ' if met else 'MISSED'} {text}")
    return 0 if all(met for _, met in targets) else 1


if __name__ == "__main__":
    sys.exit(main())
