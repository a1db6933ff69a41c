"""``make bench``: whether margins and alarms are right as often as they say, over the demonstration's UPP.

Each UPP's answers of all time are the truth; samples are drawn from them, by a fixed seed. Told are
how often a margin of 95 % holds the true index, and how often an index is called down, or up or moved,
between two quarters in which nothing has changed, and how often an UPP is set above or below others
that are all the same: at most 5 %, one comparison by itself, and a whole wall.
"""

import argparse
import sys
import tempfile
import time
from math import sqrt
from pathlib import Path

import numpy as np
from sqlalchemy import func, select
from sqlmodel import col

from sekampadi.db.migrate import upgrade
from sekampadi.db.models import Jawaban, Layanan, Upp
from sekampadi.demo import seed_demo
from sekampadi.domain.laporan.peringkat import Kedudukan
from sekampadi.domain.periode import Periode
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.settings import Settings
from tests.load.simulasi import (
    NAIK,
    TOTALS,
    TURUN,
    Cakup,
    coverage,
    false_alarms,
    false_groups,
)

SIZES = (10, 15, 20, 30, 50, 100, 300, 1000)
ALARM_SIZES = (10, 30, 100, 1000)
SEED = 2026


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def read_offices(rt: Runtime) -> dict[str, list[float]]:
    """Return of each UPP how often each total is met."""
    total = sum((getattr(Jawaban, u.field) for u in URUTAN[1:]), getattr(Jawaban, URUTAN[0].field))
    query = (
        select(col(Upp.kode), total, func.count())
        .join_from(Jawaban, Layanan, col(Layanan.id) == col(Jawaban.layanan_id))
        .join(Upp, col(Upp.id) == col(Layanan.upp_id))
        .where(col(Jawaban.dihapus_pada).is_(None))
        .group_by(col(Upp.kode), total)
        .order_by(col(Upp.kode))
    )
    counts: dict[str, list[float]] = {}
    with rt.reading() as session:
        for kode, value, many in session.connection().execute(query):
            counts.setdefault(kode, [0.0] * len(TOTALS))[value - int(TOTALS[0])] = many
    return {kode: [c / sum(row) for c in row] for kode, row in counts.items()}


def read_sizes(rt: Runtime) -> list[int]:
    """Return how many answers each UPP has in the running quarter, of those that have any."""
    quarter = Periode.triwulan_of(rt.today())
    query = (
        select(func.count())
        .select_from(Jawaban)
        .join(Layanan, col(Layanan.id) == col(Jawaban.layanan_id))
        .where(col(Jawaban.dihapus_pada).is_(None), col(Jawaban.tanggal) >= quarter.dari)
        .group_by(col(Layanan.upp_id))
    )
    with rt.reading() as session:
        return list(session.connection().execute(query).scalars())


def _percent(share: float) -> str:
    return f"{100 * share:.2f}"


def _tell_coverage(offices: dict[str, list[float]], times: int) -> bool:
    rng = np.random.default_rng(SEED)
    each = {
        kode: [coverage(rng, peluang, n, times) for n in SIZES] for kode, peluang in offices.items()
    }
    _say(f"\ncoverage of the margin at 95 %, {times:,d} samples of each UPP and size, %")
    _say(f"{'':34}" + "".join(f"{n:>9,d}" for n in SIZES))
    for kode, row in each.items():
        _say(f"{kode:34}" + "".join(f"{_percent(c.bagian):>9}" for c in row))
    pooled = [
        Cakup(*(sum(x) for x in zip(*((c.benar, c.semua, c.tanpa) for c in column), strict=True)))
        for column in zip(*each.values(), strict=True)
    ]
    _say(f"{'all UPP':34}" + "".join(f"{_percent(c.bagian):>9}" for c in pooled))
    _say(f"{'without a margin (all alike)':34}" + "".join(f"{c.tanpa:>9,d}" for c in pooled))
    return all(0.93 <= c.bagian <= 0.97 for c in pooled)


def _above(count: int, of: int) -> bool:
    """Whether a share is above 5 % by more than the chance of this simulation (99 %)."""
    return count / of - 2.326 * sqrt(0.05 * 0.95 / of) > 0.05


def _tell_alarms(offices: dict[str, list[float]], times: int) -> bool:
    rng = np.random.default_rng(SEED)
    chance = 258 * sqrt(0.05 * 0.95 / times)
    each = [false_alarms(rng, offices, n, times) for n in ALARM_SIZES]
    for words in (TURUN, NAIK):
        name = " or ".join(sorted(arah.label for arah in words))
        _say(f"\nfalse alarms of {name}, {times:,d} walls of {len(offices)} UPP, %")
        _say(f"(a wall's share is sure to about {chance:.1f} points)")
        _say(f"{'n in both quarters':34}" + "".join(f"{n:>9,d}" for n in ALARM_SIZES))
        found = [alarms[words] for alarms in each]
        for name, shares in (
            ("a comparison by itself", [a.tunggal / a.pasangan for a in found]),
            ("a wall with any", [a.dinding / a.layar for a in found]),
            ("an UPP on a wall", [a.baris / a.pasangan for a in found]),
        ):
            _say(f"{name:34}" + "".join(f"{_percent(s):>9}" for s in shares))
    return not any(
        _above(a.tunggal, a.pasangan) or _above(a.dinding, a.layar)
        for alarms in each
        for a in alarms.values()
    )


def _tell_groups(offices: dict[str, list[float]], sizes: list[int], times: int) -> bool:
    rng = np.random.default_rng(SEED)
    # All of them answer as the province does: whoever is set apart is so by chance.
    whole = (np.asarray(list(offices.values())).sum(axis=0) / len(offices)).tolist()
    _say(f"\nwalls of UPP that are all the same with any set apart, {times:,d} walls, %")
    _say(f"{'answers of each':34}{'above':>9}{'below':>9}")
    kept = True
    for name, each in [
        ("as in the demonstration's quarter", sizes),
        *((f"{n:,d}", [n] * len(offices)) for n in ALARM_SIZES),
    ]:
        found = false_groups(rng, whole, each, times)
        above, below = found[Kedudukan.ATAS], found[Kedudukan.BAWAH]
        _say(f"{name:34}{_percent(above / times):>9}{_percent(below / times):>9}")
        kept &= not _above(above, times) and not _above(below, times)
    return kept


def main() -> None:
    """Seed a database of its own, draw, print; fail where a promise is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=2000, help="samples of each UPP and size")
    arguments = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        settings = Settings(
            _env_file=None,
            env="development",
            data_dir=Path(folder),
            database_url=f"sqlite:///{folder}/bench.db",
        )
        rt = Runtime.open(settings)
        upgrade(rt.engine)
        seed_demo(rt)
        offices, sizes = read_offices(rt), read_sizes(rt)
        rt.engine.dispose()
    kept = [
        _tell_coverage(offices, arguments.times),
        _tell_alarms(offices, arguments.times),
        _tell_groups(offices, sizes, arguments.times),
    ]
    _say(f"\n{time.perf_counter() - began:.0f} s, seed {SEED}, numpy {np.__version__}")
    if not all(kept):
        sys.exit("a promise of margins or alarms is not kept")


if __name__ == "__main__":
    main()
