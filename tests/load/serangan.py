"""Attack the whole demonstration: ``python -m tests.load.serangan [--until 2024-12-31]``.

It fills a SQLite file in a temporary folder, freezes every closed triwulan, publishes the sheets of
the demonstration, asks for all that a stranger may ask, takes answers away and types old papers in,
reads again after each, and solves. It prints what was read, and every secret that follows.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import SecretStr

from sekampadi.db.engine import make_engine
from sekampadi.db.migrate import upgrade
from sekampadi.demo import publish_demo, seed_demo
from sekampadi.domain.izin import Role
from sekampadi.reports.worker import RenderPool
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.settings import Settings
from tests import factories
from tests.attack.skenario import Serangan, stranger


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _runtime(folder: Path, now: datetime) -> Runtime:
    url = f"sqlite:///{folder / 'serangan.db'}"
    settings = Settings(
        _env_file=None,
        env="development",
        data_dir=folder,
        database_url=url,
        redis_url="",
        secret_key=SecretStr("a-secret-of-the-attack-with-32-characters"),
    )
    engine = make_engine(url)
    upgrade(engine)
    engine.dispose()
    return Runtime.open(settings, lambda: now)


async def _attack(rt: Runtime, removals: int, papers: int) -> int:
    petugas = factories.make_operator(rt, "penghapus", Role.ADMIN_PEMPROV)
    pool = RenderPool()
    async with stranger(rt, pool) as pembaca:
        attack = Serangan(rt, pembaca, petugas)
        quarters = sorted(attack.provinsi)[:-1]
        _say(f"{len(attack.answers)} answers, {len(attack.places)} parts, quarters: {quarters}")
        for q in quarters:
            begin = time.monotonic()
            await attack.read_all([q])
            _say(
                f"{q}: {attack.temuan.terbaca[q]:>4} parts shown, "
                f"{len(attack.temuan.rahasia)} secrets so far, {time.monotonic() - begin:.0f} s"
            )
        await attack.read_ranges(attack.places[:: len(quarters)], quarters)
        sheets = await pembaca.sheets(attack.places)
        _say(f"{sheets} sheets say what the API says")
        for q in quarters[-2:]:
            await attack.change(
                q, removals=removals // 2, papers=papers // 2, restorations=removals // 20
            )
            _say(
                f"{q} after the changes: {attack.temuan.terbaca['berubah']} answers have changed "
                f"public figures, {len(attack.temuan.rahasia)} secrets"
            )
        again = await pembaca.sheets(attack.places)
        _say(f"{again} sheets after the changes; {pembaca.requests} requests in all")
    pool.close()
    for q, secret in attack.temuan.rahasia:
        _say(f"FOUND {q} {secret}")
    return 1 if attack.temuan.rahasia else 0


def main() -> int:
    """Run it; the status tells whether anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--until", type=date.fromisoformat, default=datetime.now(UTC).date())
    parser.add_argument("--removals", type=int, default=500)
    parser.add_argument("--papers", type=int, default=50)
    given = parser.parse_args()
    now = datetime(given.until.year, given.until.month, given.until.day, 4, tzinfo=UTC)
    with tempfile.TemporaryDirectory() as folder:
        rt = _runtime(Path(folder), now)
        seed_demo(rt)
        publish_demo(rt)
        status = asyncio.run(_attack(rt, given.removals, given.papers))
        rt.engine.dispose()
    return status


if __name__ == "__main__":
    sys.exit(main())
