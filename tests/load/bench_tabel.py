"""Measure tables and figures: every order, filtered and searched, at four places of the table.

``python -m tests.load.bench_tabel [--rows 200000] [--against 20000] [--database postgresql]`` fills a
database in a temporary folder with random answers, and a smaller one beside it, and reads the same
two thousand pages and figures of both through the services the screens call. It prints the slowest,
and those that take longer than in the smaller one. With ``--folder`` the databases are kept there, and
used again by the next run. ``--check`` recounts everything and tells how much memory that takes.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain, islice
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import text
from sqlmodel import Session

from sekampadi.db.engine import make_engine
from sekampadi.db.migrate import upgrade
from sekampadi.db.scope import load_scope
from sekampadi.domain.izin import Principal, Role
from sekampadi.pauses import collect_all
from sekampadi.services.publik.publik import ensure_frozen
from sekampadi.services.sistem.rekap import iter_differences
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.settings import Settings
from tests import factories
from tests.load.filling import fill
from tests.load.measure import machine, percentile
from tests.load.readings import NOW, PLANS, Reading, figures, pages
from tests.load.services import OwnPostgres

LIMIT_MS = 300.0
TIMES_AS_LONG, MORE_MS = 2.0, 20.0
"""What a page may take at most, compared with the smaller database: so many times, or so much more."""
AGAIN, TIMES = 25, 5
"""Pages that are read again because they took longest, or most of the processor, and how often."""


@dataclass(frozen=True)
class Filled:
    """A database with answers.

    Args:
        rt: its runtime.
        seconds: tells the processor time that its server has used, none of which is this process's.
    """

    rt: Runtime
    seconds: Callable[[], float]


@dataclass(eq=False)
class Pair:
    """The same page of the large and of the small database.

    Args:
        large, small: what was read; the second is None without a small one.
        servers: tell the processor time of the two databases.
        by: what of them is judged, ``ms`` or ``cpu``.
    """

    large: Reading
    small: Reading | None
    servers: tuple[Callable[[], float], Callable[[], float]]
    by: str

    @property
    def took(self) -> float:
        """The milliseconds that are judged."""
        return float(getattr(self.large, self.by))

    @property
    def allowed(self) -> float:
        """The milliseconds it may take."""
        if self.small is None:
            return float("inf")
        small = float(getattr(self.small, self.by))
        return max(small * TIMES_AS_LONG, small + MORE_MS)

    @property
    def over(self) -> bool:
        """Whether it takes too long, compared with the small database."""
        return self.took > self.allowed

    def measure(self) -> None:
        """Read both again."""
        self.large.measure(self.servers[0], TIMES)
        if self.small is not None:
            self.small.measure(self.servers[1], TIMES)

    def __str__(self) -> str:
        small, r = self.small, self.large
        beside = "" if small is None else f"{small.ms:6.0f} ms {small.cpu:6.0f} ms"
        return f"{r.ms:6.0f} ms {r.cpu:6.0f} ms {beside:20}   {r.group}: {r.what} {r.at}"


def _say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _read(filled: Filled, only: str, every: int) -> list[Reading]:
    """Read what there is, or of one group; of pages the first of so many."""
    rt, people = filled.rt, _people(filled.rt)
    ensure_frozen(rt)
    collect_all()  # as the server does: what filling has left is not the pages' to collect
    found: list[Reading] = []
    for person in people:
        plans = [p for p in PLANS if person.may(p.table.spec.permission) and only in {"", p.name}]
        asked = [islice(pages(rt, plan, person), 0, None, every) for plan in plans]
        if only in {"", "angka"}:
            asked.append(figures(rt, person))
        for reading in chain(*asked):
            reading.measure(filled.seconds)
            found.append(reading)
    return found


def _summary(pairs: list[Pair]) -> None:
    names = ("median", "p99", "worst", *(f"cpu {w}" for w in ("median", "p99", "worst")))
    heads = "".join(f"{name:>12}" for name in (*names, "too slow", "too much"))
    _say(f"{'':12}{'pages':>8}{heads}")
    groups = dict.fromkeys(p.large.group for p in pairs)
    for group in (*groups, "all"):
        own = [p for p in pairs if group in {p.large.group, "all"}]
        shown = ""
        for times in ([p.large.ms for p in own], [p.large.cpu for p in own]):
            figures = (percentile(times, 0.5), percentile(times, 0.99), max(times))
            shown += "".join(f"{ms:9.0f} ms" for ms in figures)
        slow, much = sum(p.took >= LIMIT_MS for p in own), sum(p.over for p in own)
        _say(f"{group:12}{len(own):8}{shown}{slow:12}{much:12}")


def _list(title: str, pairs: list[Pair]) -> None:
    if pairs:
        _say(f"\n{title}: time and processor, and of the smaller database")
        for pair in pairs[:AGAIN]:
            _say(str(pair))


def bench(pairs: list[Pair]) -> bool:
    """Print how long pages take; tell whether all are quick enough."""
    # What was slow once may have met other work of the machine.
    again = set(sorted(pairs, key=lambda p: -p.large.ms)[:AGAIN])
    again |= set(sorted(pairs, key=lambda p: -p.large.cpu)[:AGAIN])
    again |= {p for p in pairs if p.over or p.took >= LIMIT_MS}
    for pair in sorted(again, key=lambda p: p.large.what):
        pair.measure()
    _summary(pairs)
    pairs.sort(key=lambda p: -p.took)
    _list(f"the slowest, read again: median of {TIMES}", pairs)
    over = sorted((p for p in pairs if p.over), key=lambda p: p.allowed - p.took)
    _list("more than twice their time in the smaller database, and 20 ms", over)
    _say()
    met = not pairs or pairs[0].took < LIMIT_MS
    _say(
        f"{'met   ' if met else 'MISSED'} any page or figure < {LIMIT_MS:.0f} ms:"
        f" {pairs[0].took:.0f} ms"
    )
    if pairs[0].small is not None:
        _say(
            f"{'MISSED' if over else 'met   '} any at most {TIMES_AS_LONG:.0f}x its time in the"
            f" smaller database, or {MORE_MS:.0f} ms more: {len(over)} of {len(pairs)} beyond"
        )
    return met and not over


def _people(rt: Runtime) -> list[Principal]:
    with rt.reading() as session:
        rows = session.connection().execute(text("SELECT kode, id FROM upp")).all()
        found = session.connection().execute(text("SELECT username, id FROM operator")).all()
        there = {row[0]: row[1] for row in found}
        if there:
            upp_id = {row[0]: row[1] for row in rows}["upp-9"]
            return [
                _person(session, "pemprov", there["pemprov"], None),
                _person(session, "admin-upp-9", there["admin-upp-9"], upp_id),
            ]
    for kode, upp_id in rows:
        factories.make_operator(rt, f"admin-{kode}", Role.ADMIN_UPP, upp_id=upp_id)
    factories.make_operator(rt, "pemprov")
    return _people(rt)


def _person(session: Session, name: str, operator_id: int, upp_id: int | None) -> Principal:
    role = Role.ADMIN_PEMPROV if upp_id is None else Role.ADMIN_UPP
    scope = load_scope(session, role, upp_id)
    return Principal(operator_id, name, role, upp_id, "" if upp_id is None else "an UPP", scope)


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[tuple[str, Callable[[], float]]]:
    """Give the address of the database in a folder, and what tells its server's processor time."""
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "sqlite":
        yield f"sqlite:///{folder}/bench.db", lambda: 0.0
        return
    server = OwnPostgres(folder / "pg")
    try:
        yield server.url, server.seconds
    finally:
        server.close()


@contextmanager
def _filled(kind: str, folder: Path, rows: int) -> Iterator[Filled]:
    """Open a database with so many answers; an empty one is filled, another left as it is."""
    with _database(kind, folder) as (url, seconds):
        settings = Settings(
            _env_file=None,
            env="development",
            data_dir=folder / "data",  # which nobody else may read, a server's user either
            database_url=url,
            secret_key=SecretStr("a-secret-of-the-benchmark-32-characters"),
        )
        engine = make_engine(url)
        upgrade(engine)
        engine.dispose()
        then = datetime(NOW.year, NOW.month, NOW.day, 4, tzinfo=UTC) + timedelta(minutes=1)
        rt = Runtime.open(settings, lambda: then)
        with rt.reading() as session:
            there = session.connection().execute(text("SELECT count(*) FROM upp")).scalar_one()
        if not there:
            begun = time.perf_counter()
            fill(rt, rows)
            _say(f"{kind}: {rows:,d} answers in {time.perf_counter() - begun:.0f} s")
        _say(f"{kind}: {_size(rt, folder) / 1e6:,.0f} MB")
        yield Filled(rt, seconds)
        rt.engine.dispose()


def _size(rt: Runtime, folder: Path) -> int:
    if rt.engine.dialect.name == "sqlite":
        return (folder / "bench.db").stat().st_size
    with rt.reading() as session:
        statement = text("SELECT pg_database_size(current_database())")
        return int(session.connection().execute(statement).scalar_one())


def _check(rt: Runtime) -> bool:
    begun = time.perf_counter()
    differences = sum(1 for _ in iter_differences(rt))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    spent = time.perf_counter() - begun
    met = peak < 300 and not differences
    _say(
        f"{'met   ' if met else 'MISSED'} check-rekap < 300 MB: {peak:.0f} MB at most,"
        f" {spent:.0f} s, {differences} differences"
    )
    return met


def main() -> int:
    """Fill, measure, print; the status says whether the limits are kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--against", type=int, default=0, help="answers of the smaller database")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--folder", type=Path, help="keeps the databases")
    parser.add_argument(
        "--by",
        choices=["ms", "cpu"],
        default="ms",
        help="what is judged: the time, or on a machine with other work the processor's",
    )
    parser.add_argument("--only", default="", help="a table, or angka for the figures")
    parser.add_argument("--every", type=int, default=1, help="read each so-manieth page alone")
    parser.add_argument("--check", action="store_true", help="recount instead of reading")
    options = parser.parse_args()
    _say(machine())
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        folder = options.folder or Path(made)
        with _filled(options.database, folder, options.rows) as large:
            if options.check:
                return 0 if _check(large.rt) else 1
            read = partial(_read, only=options.only, every=options.every)
            if not options.against:
                none = (large.seconds, large.seconds)
                return 0 if bench([Pair(r, None, none, options.by) for r in read(large)]) else 1
            beside = folder / f"against-{options.against}"
            with _filled(options.database, beside, options.against) as small:
                at = {(r.group, r.what): r for r in read(small)}
                both = (large.seconds, small.seconds)
                met = bench(
                    [Pair(r, at.get((r.group, r.what)), both, options.by) for r in read(large)]
                )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
