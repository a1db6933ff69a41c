"""``make bench``: a small disk runs full under load, and has room again. It needs root, to make the disk.

People answer by socket and by plain forms until each was refused. Then everything that was
acknowledged has to be stored and nothing else, each of them has to have been told so and to have
what he wrote, and readiness has to say why. When there is room again the same people press once more:
all have to be thanked, by the same server.
"""

import argparse
import asyncio
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from sekampadi.db.models import Jawaban
from sekampadi.domain.survei.survei import Langkah
from sekampadi.services.sistem.rekap import check_rekap
from tests import factories
from tests.e2e.harness import AppServer
from tests.lembar import Form, fetch, fill_in
from tests.load.measure import machine
from tests.load.respondents import Citizen
from tests.load.services import OwnPostgres

LAYANAN = ("layanan-a1", "layanan-a2", "layanan-b1")
SOCKETS, FORMS = 6, 6
LEFT = {"sqlite": 3, "postgresql": 3}
"""MB that are left when they begin."""
SIZES = {"sqlite": 40, "postgresql": 160}
"""MB of the disk; an empty PostgreSQL takes seventy."""
PATIENCE = 180.0
_MB = 1024 * 1024
_FAULT = '"failed"'
"""What a page is told when its answer was not stored: that, with its number."""


def _say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    """Mount so much memory as a disk of its own."""
    size = f"size={megabytes}m"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def fill(ballast: Path, left: int) -> None:
    """Leave so many bytes of a disk."""
    with ballast.open("wb") as file:
        more = shutil.disk_usage(ballast.parent).free - left
        while more > 0:
            more -= file.write(b"\0" * min(more, _MB))


@dataclass
class Load:
    """What became of everybody's answers."""

    url: str
    thanked: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    again: list[Callable[[], Awaitable[bool]]] = field(default_factory=list)
    """Presses "Selesai" once more, for each who was refused; tells whether there were thanks."""
    silent: list[str] = field(default_factory=list)
    """What went otherwise than by thanks or by a sentence."""

    def note(self, identity: str, *, thanks: bool) -> bool:
        """Note what became of an answer; return whether it was stored."""
        (self.thanked if thanks else self.refused).add(identity)
        if thanks:
            self.refused.discard(identity)
        return thanks


async def at_form(load: Load, rng: random.Random, until: float) -> None:
    """Answer by plain forms until refused."""
    while time.monotonic() < until:
        words = f"Kata {rng.random()}"
        form = await asyncio.to_thread(fill_in, load.url, rng.choice(LAYANAN), words)
        identity = str(json.loads(form.values["draf"])["uuid"])

        async def press(form: Form = form, identity: str = identity, words: str = words) -> bool:
            page = await asyncio.to_thread(fetch, load.url + form.action, form.press("lanjut"))
            thanks = "Jawaban Anda sudah terkirim." in page.text
            kept = page.form.values.get("saran") == words and identity in page.form.values["draf"]
            if not thanks and not ("Jawaban Anda belum tersimpan" in page.text and kept):
                load.silent.append(page.text[:200])
            return load.note(identity, thanks=thanks)

        if not await press():
            load.again.append(press)
            return


async def at_socket(
    load: Load, http: aiohttp.ClientSession, rng: random.Random, until: float
) -> None:
    """Answer by the page until refused; what was typed stays in the browser, which is this one."""
    citizen = Citizen(http, load.url, rng.choice(LAYANAN), 0)
    await citizen.arrive()
    told: asyncio.Queue[str] = asyncio.Queue()
    citizen.wire._hear = lambda text, _at: told.put_nowait(text) if _FAULT in text else None
    while time.monotonic() < until:
        identity, isian = str(uuid.uuid4()), factories.random_isian(rng)
        for langkah in list(Langkah)[:-1]:
            await citizen.send_step(langkah, identity, isian)

        async def press(identity: str = identity, isian: dict[str, object] = isian) -> bool:
            step = asyncio.create_task(citizen.send_step(Langkah.SARAN, identity, isian))
            fault = asyncio.create_task(told.get())
            done, waiting = await asyncio.wait(
                {step, fault}, timeout=60, return_when=asyncio.FIRST_COMPLETED
            )
            for task in waiting:
                task.cancel()
            if not done:
                load.silent.append("nothing was answered at a socket")
            return load.note(identity, thanks=step in done and step.exception() is None)

        if not await press():
            load.again.append(press)
            return


def ready(url: str) -> tuple[int, list[str]]:
    """Return the status of readiness, and the codes of its reasons."""
    try:
        with urllib.request.urlopen(f"{url}/api/health/ready", timeout=30) as response:
            return int(response.status), [r["code"] for r in json.load(response)["reasons"]]
    except urllib.error.HTTPError as error:
        return error.code, [r["code"] for r in json.load(error)["reasons"]]


def stored(server: AppServer) -> list[str]:
    """Return the identities of all answers, also while there is no room to write."""
    with server.runtime() as rt, rt.reading() as session:
        return [str(i) for i in session.exec(select(Jawaban.uuid).order_by(col(Jawaban.id)))]


async def wait_for(true: Callable[[], bool], seconds: float = PATIENCE) -> float | None:
    """Wait until something is true; return how long it took, None when it was not."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        with suppress(OSError, DBAPIError):
            if await asyncio.to_thread(true):
                return time.monotonic() - began
        await asyncio.sleep(0.5)
    return None


async def bench(server: AppServer, disk: Path, left: int, revive: Callable[[], bool]) -> bool:
    """Do it; tell whether everything held."""
    load = Load(server.url)
    until = time.monotonic() + PATIENCE
    fill(disk / "ballast", left * _MB)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        people = [at_form(load, random.Random(n), until) for n in range(FORMS)]
        people += [at_socket(load, http, random.Random(100 + n), until) for n in range(SOCKETS)]
        await asyncio.gather(*people)
        in_vain = len(load.again)
        for _ in range(3):
            for press in list(load.again):
                if await press():
                    load.again.remove(press)
        reasons = await asyncio.to_thread(ready, server.url)
        before = set(load.thanked)
        (disk / "ballast").unlink()
        died = revive()
        _say(
            f"{len(before)} thanked for, {in_vain} people refused; {len(load.refused)} are waiting"
        )
        answering = await wait_for(lambda: bool(stored(server)) or not load.thanked)
        kept = stored(server)
        began = time.monotonic()
        while load.again and time.monotonic() - began < PATIENCE:
            for press in list(load.again):
                if await press():
                    load.again.remove(press)
        went_on = time.monotonic() - began
    ready_after = await wait_for(lambda: ready(server.url)[0] == 200)
    server.stop()
    with server.runtime() as rt:
        differences = check_rekap(rt)
    after = stored(server)
    blocked = reasons[0] == 503 and bool(set(reasons[1]) & {"disk.full", "database.unreachable"})
    targets = [
        (f"it ran full: {in_vain} of {SOCKETS + FORMS} were refused", in_vain == SOCKETS + FORMS),
        (f"each was told by a sentence and kept his words: {len(load.silent)} not", not load.silent),
        (f"thanked = stored while it was full: {len(before)} and {len(kept)}",
         sorted(kept) == sorted(before)),
        (f"readiness says why: {reasons}", blocked),
        (f"all were thanked when there was room, after {went_on:.1f} s: {len(load.again)} not",
         not load.again and answering is not None),
        (f"ready again after {ready_after or 0:.1f} s", ready_after is not None),
        (f"thanked = stored at the end: {len(load.thanked)} and {len(after)}",
         sorted(after) == sorted(load.thanked)),
        (f"counters and words equal the recount: {len(differences)} differences", not differences),
    ]  # fmt: skip
    if died:
        _say("PostgreSQL itself had ended for want of room, and was started as its keeper would")
    for text in load.silent[:3]:
        _say(f"silent: {text}")
    for text, met in targets:
        _say(f"{'met   ' if met else 'MISSED'} {text}")
    return all(met for _, met in targets)


def main() -> int:
    """Fill, empty, count; the status tells whether everything held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=tuple(SIZES), default="sqlite")
    asked = parser.parse_args()
    if os.geteuid():
        _say("not run: a disk of its own can be mounted by root only; see tests/e2e/test_penuh.py")
        return 0
    _say(machine())
    with ExitStack() as stack:
        disk, logs = (Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in "ab")
        size = SIZES[asked.database]
        _say(
            f"{asked.database} on a disk of {size} MB, {SOCKETS} people at sockets, {FORMS} at forms"
        )
        stack.enter_context(small_disk(disk, size))
        url, revive = f"sqlite:///{disk / 'sekampadi.db'}", lambda: False
        data = disk
        if asked.database == "postgresql":
            postgres = OwnPostgres(disk / "pg")
            stack.callback(postgres.close)
            url, revive, data = postgres.url, postgres.revive, logs
        extra = {"SEKAMPADI_LOG_LEVEL": "ERROR", "SEKAMPADI_DATA_DIR": str(data)}
        server = AppServer(logs, url, extra=extra | {"SEKAMPADI_DISK_MIN_MB": "1"})
        server.migrate()
        with server.runtime() as rt:
            factories.make_cast(rt)
        stack.callback(server.kill)
        server.start()
        return 0 if asyncio.run(bench(server, disk, LEFT[asked.database], revive)) else 1


if __name__ == "__main__":
    sys.exit(main())
