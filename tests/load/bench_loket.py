"""``make bench``: a counter with 4,000 answers in half an hour takes one more as fast as an empty one.

In the process alone, by processor time, both measured in turn. The answers come from one address,
as behind the router of one office, and are marked as a burst; they repeat suggestions of others.
"""

import asyncio
import random
import statistics
import sys
import tempfile
import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from sekampadi.db.migrate import upgrade
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.services.survei.awal import begin_survei
from sekampadi.services.survei.beruntun import Asal
from sekampadi.services.survei.survei import Pengisian, submit_daring
from sekampadi.settings import Settings
from tests import factories
from tests.load.measure import machine

ANSWERS, HALF_AN_HOUR = 4_000, 1_800
TRIES = 300
TARGET = 1.5
_WORDS = (
    "Petugasnya ramah dan cepat.",
    "Antreannya panjang sekali.",
    "",
    "Tempat parkirnya sempit.",
)


class _Counter:
    """A layanan of a program of its own, whose clock stands where it is put."""

    def __init__(self, folder: Path) -> None:
        settings = Settings(
            _env_file=None,
            env="development",
            data_dir=folder,
            database_url=f"sqlite:///{folder / 'loket.db'}",
            secret_key=SecretStr("a-secret-of-the-bench-with-32-characters"),
        )
        self._rt, self._kode = Runtime.open(settings), "loket"
        upgrade(self._rt.engine)
        factories.make_layanan(self._rt, factories.make_upp(self._rt, "upp-a"), self._kode)
        self._asal = Asal("", "192.0.2.1")
        self._rng = random.Random(2026)

    async def submit(self, at: datetime) -> float:
        """Send an answer at a moment; return the seconds of processor it took."""
        identity = uuid.UUID(int=self._rng.getrandbits(128), version=4)
        self._rt.clock = lambda: at - timedelta(seconds=90)
        awal = begin_survei(self._rt, identity, self._kode)
        self._rt.clock = lambda: at
        isian = factories.random_isian(self._rng) | {"saran": self._rng.choice(_WORDS)}
        how = Pengisian(awal, self._asal)
        began = time.process_time()
        await submit_daring(self._rt, identity, self._kode, isian, pengisian=how)
        return time.process_time() - began

    def close(self) -> None:
        """Let go of the database."""
        self._rt.engine.dispose()


async def bench() -> int:
    """Fill one counter, then ask both in turn; the status tells whether the target was met."""
    sys.stdout.write(machine() + "\n")
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        begin = datetime(2026, 11, 30, 1, tzinfo=UTC)
        busy, quiet = _Counter(Path(name) / "ramai"), _Counter(Path(name) / "sepi")
        step = HALF_AN_HOUR / ANSWERS
        for number in range(ANSWERS - TRIES):
            await busy.submit(begin + timedelta(seconds=number * step))
        full, empty = [], []
        for number in range(ANSWERS - TRIES, ANSWERS):
            at = begin + timedelta(seconds=number * step)
            full.append(await busy.submit(at))
            # Each at an hour of its own: nothing came in the half hour before.
            empty.append(await quiet.submit(at + timedelta(hours=number)))
        busy.close()
        quiet.close()
    of_full, of_empty = statistics.median(full), statistics.median(empty)
    ratio = of_full / of_empty
    sys.stdout.write(
        f"storing an answer, median of {TRIES}: empty counter {1000 * of_empty:.2f} ms, after "
        f"{ANSWERS:,d} in half an hour {1000 * of_full:.2f} ms\n"
        f"{'met   ' if ratio <= TARGET else 'MISSED'} at most {TARGET} times as long ({ratio:.2f})\n"
    )
    return 0 if ratio <= TARGET else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(bench()))
