"""``make bench``: the audit trail at 100,000 rows: chaining old ones, checking all, one more, its page.

``python -m tests.load.bench_audit`` fills both databases with rows from before the chain, times the
migration that chains them, the check in a process of its own with the memory that takes, an act, and
the pages of ``/admin/audit``. It misses when a check takes 30 s or more, or says that all is well after
a row was changed.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData

from sekampadi.db.migrate import downgrade, upgrade
from sekampadi.domain.izin import Principal, Role
from sekampadi.services.sistem.audit.daftar import TABLE_AUDIT
from sekampadi.services.sistem.audit.perintah import migrate
from sekampadi.services.sistem.runtime import Runtime, record
from sekampadi.services.tabel.tabel import load_table
from tests import factories
from tests.conftest import make_settings
from tests.load.measure import machine
from tests.load.services import OwnPostgres
from tests.services.sistem.audit.rusak import sql, tamper

LIMIT = 30.0
"""Seconds that a check of 100,000 rows may take."""
PAGES: dict[str, dict[str, str]] = {
    "newest page": {},
    "a kind and days": {"jenis": "upp", "dari": "2024-03-01", "sampai": "2024-03-31"},
    "one person": {"operator": "1"},
    "a word": {"cari": "Dinas 77"},
    "the 2,000th page": {"halaman": "2000"},
    "by object": {"urut": "objek"},
}
BEFORE = "0017"
_CHECK = """
import json, resource, sys, time
from sekampadi.cli import main
begin = time.monotonic()
status = main(["audit-check"])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([status, time.monotonic() - begin, peak]))
"""


def _say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@contextmanager
def timed(name: str, took: dict[str, float]) -> Iterator[None]:
    """Write down the seconds that something takes."""
    begin = time.monotonic()
    yield
    took[name] = time.monotonic() - begin


def _old_rows(rt: Runtime, n: int) -> None:
    tables = MetaData()
    tables.reflect(rt.engine, only=["audit"])
    begin = datetime(2023, 1, 1, tzinfo=UTC)
    naive = rt.engine.dialect.name == "sqlite"

    def row(number: int) -> dict[str, Any]:
        waktu = begin + timedelta(minutes=11 * number)
        before, after = {"nama": f"Dinas {number}"}, {"nama": f"Dinas {number} Provinsi"}
        return {
            "waktu": waktu.replace(tzinfo=None) if naive else waktu,
            "operator_id": number % 40 + 1,
            "aksi": ("upp.ubah", "login.masuk", "jawaban.hapus", "layanan.ubah")[number % 4],
            "objek": f"upp-{number % 60}",
            "rincian": {"sebelum": before, "sesudah": after},
        }

    with rt.engine.execution_options(writes=True).begin() as connection:
        for start in range(0, n, 5000):
            rows = [row(i) for i in range(start, min(n, start + 5000))]
            connection.execute(tables.tables["audit"].insert(), rows)


def _check(rt: Runtime) -> tuple[int, float, int]:
    """Check in a process of its own; return its status, seconds, and bytes at most."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SEKAMPADI_")} | {
        "SEKAMPADI_DATABASE_URL": rt.settings.effective_database_url,
        "SEKAMPADI_DATA_DIR": str(rt.settings.data_dir),
        "SEKAMPADI_SECRET_KEY": rt.settings.secret_key.get_secret_value(),
    }
    done = subprocess.run(
        [sys.executable, "-c", _CHECK], env=environment, capture_output=True, check=True
    )
    status, seconds, peak = json.loads(done.stdout.splitlines()[-1])
    return int(status), float(seconds), int(peak) * 1024


def _pages(rt: Runtime, person: Principal) -> dict[str, float]:
    found = {}
    for name, given in PAGES.items():
        spent = []
        for _ in range(5):
            begin = time.monotonic()
            load_table(rt, person, TABLE_AUDIT, given)
            spent.append(time.monotonic() - begin)
        found[name] = statistics.median(spent) * 1000
    return found


def measure(url: str, folder: Path, rows: int) -> bool:
    """Measure one database; tell whether it keeps what is asked for."""
    rt = Runtime.open(make_settings(url, folder))
    took: dict[str, float] = {}
    try:
        upgrade(rt.engine)
        people = [factories.make_operator(rt, f"orang-{i}", Role.ADMIN_PEMPROV) for i in range(40)]
        downgrade(rt.engine, BEFORE)
        _old_rows(rt, rows)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with timed("chaining", took):
            migrate(rt)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak
        status, seconds, memory = _check(rt)
        acts = []
        for number in range(200):
            begin = time.monotonic()
            with rt.writing() as session:
                record(session, people[0], "upp.aktif", f"upp-{number}")
            acts.append(time.monotonic() - begin)
        pages = _pages(rt, people[0])
        tamper(rt, sql(f"UPDATE audit SET objek = 'x' WHERE id = {rows // 2}"))
        noticed, _, _ = _check(rt)
    finally:
        rt.engine.dispose()
    kept = (status, noticed) == (0, 1) and seconds < LIMIT * max(1.0, rows / 100_000)
    _say(f"\n{rt.engine.dialect.name}, {rows:,} rows{'' if kept else '   MISSED'}")
    _say(f"  chained by the migration in {took['chaining']:6.1f} s, {grown / 1024:4.0f} MB more")
    _say(
        f"  checked in                  {seconds:6.1f} s, {memory / 1e6:4.0f} MB at most, as a whole"
    )
    _say(f"  an act more, median         {statistics.median(acts) * 1000:6.1f} ms")
    for name, spent in pages.items():
        _say(f"  {name:28}{spent:6.1f} ms")
    return kept


def main() -> int:
    """Measure, and return 1 when something is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    args = parser.parse_args()
    _say(machine())
    kept = True
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="audit-")))
        for kind in args.database or ["sqlite", "postgresql"]:
            own = folder / kind
            own.mkdir()
            if kind == "sqlite":
                kept &= measure(f"sqlite:///{own}/audit.db", own, args.rows)
                continue
            server = OwnPostgres(Path(tempfile.mkdtemp(prefix="pg-")))
            try:
                kept &= measure(server.url, own, args.rows)
            finally:
                server.close()
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
