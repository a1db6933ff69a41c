"""``make bench``: how long the main job takes on this machine, without a network between.

The database holds the decree's 4,563 answers and the living history after them. Figures are the
median and the 95th percentile in milliseconds; sizes are bytes over the network.
"""

import argparse
import itertools
import platform
import random
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import insert
from sqlmodel import col, func, select

from sekampadi.building import SITE_DIR
from sekampadi.db.migrate import upgrade
from sekampadi.db.models import Jawaban, Layanan, Sumber
from sekampadi.db.queries.master import perangkat_id_in_force
from sekampadi.demo import seed_demo
from sekampadi.domain.moderasi import sidik_saran
from sekampadi.domain.periode import Periode
from sekampadi.domain.survei.responden import JenisKelamin, Pekerjaan, Pendidikan
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.services.laporan.figures import load_figures_as_system
from sekampadi.services.sistem.runtime import Runtime
from sekampadi.settings import Settings
from tests import factories
from tests.load.first_load import first_load

ALL_TIME = Periode()
BUSY = 4_000
"""Answers that one counter's layanan has on the day of the measurement."""


def _measure(act: Callable[[], object], times: int) -> tuple[float, float]:
    act()  # warms caches, as a running server has
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent), sorted(spent)[int(len(spent) * 0.95)]


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def main() -> None:
    """Seed a database of its own, measure, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200, help="repetitions of each measurement")
    parser.add_argument("--golden-only", action="store_true", help="seed without the history")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        settings = Settings(
            _env_file=None,
            env="development",
            data_dir=Path(folder),
            database_url=f"sqlite:///{folder}/bench.db",
        )
        rt = Runtime.open(settings)
        _run(rt, arguments.times, arguments.golden_only)
        rt.engine.dispose()


def _fill_today(rt: Runtime) -> str:
    """Give a layanan of its own many answers of today, each with a suggestion; return its kode."""
    kode, now = "loket-ramai", rt.now()
    layanan_id = factories.make_layanan(rt, factories.make_upp(rt, "kantor-ramai"), kode)
    with rt.reading() as session:
        perangkat_id = perangkat_id_in_force(session, rt.today())
    rows: list[dict[str, object]] = []
    for number in range(BUSY):
        saran = f"Mohon loket nomor {number} dibuka lebih pagi"
        columns: dict[str, object] = {
            "uuid": uuid.uuid4(),
            "layanan_id": layanan_id,
            "perangkat_id": perangkat_id,
            "sumber": Sumber.DARING.value,
            "waktu": now - timedelta(seconds=number % 900),
            "tanggal": rt.today(),
            "usia": 35,
            "jenis_kelamin": JenisKelamin.PEREMPUAN.value,
            "pendidikan": Pendidikan.SARJANA.value,
            "pekerjaan": Pekerjaan.ASN.value,
            "umum": 3,
            **{u.field: 3 for u in URUTAN},
            "saran": saran,
            "saran_sidik": sidik_saran(saran),
        }
        rows.append(columns)
    with rt.writing() as session:
        session.connection().execute(insert(Jawaban), rows)
    return kode


def _run(rt: Runtime, times: int, golden_only: bool) -> None:
    upgrade(rt.engine)
    began = time.perf_counter()
    seed_demo(rt, golden_only=golden_only)
    seeded = time.perf_counter() - began
    with rt.reading() as session:
        answers = session.exec(select(func.count()).select_from(Jawaban)).one()
        found = select(Layanan.kode).where(col(Layanan.aktif)).order_by(Layanan.kode)
        layanan = session.exec(found).first()
        assert layanan, "the demonstration has layanan"
    rng = random.Random(1)
    year = Periode(date(2023, 1, 1), date(2023, 12, 31))
    odd_days = Periode(date(2023, 1, 10), date(2023, 5, 20))
    busy, spoken = _fill_today(rt), itertools.count()

    def speak() -> None:
        fields = factories.random_isian(rng) | {"saran": f"Tolong kursi {next(spoken)} diganti"}
        factories.submit(rt, busy, fields)

    acts: list[tuple[str, Callable[[], object]]] = [
        ("submit one answer", lambda: factories.submit(rt, layanan, factories.random_isian(rng))),
        (f"submit beside {BUSY:,d} of that day", speak),
        ("figures of the province, all time", lambda: load_figures_as_system(rt, periode=ALL_TIME)),
        ("figures of the province, a year", lambda: load_figures_as_system(rt, periode=year)),
        ("figures of the province, odd days", lambda: load_figures_as_system(rt, periode=odd_days)),
        (
            "figures of one UPP, all time",
            lambda: load_figures_as_system(rt, kunci="biro-organisasi", periode=ALL_TIME),
        ),
    ]
    _say(f"{platform.platform()}, {platform.machine()}, Python {platform.python_version()}, SQLite")
    _say(f"{answers:,d} answers, seeded in {seeded:.1f} s; {times} repetitions\n")
    _say(f"{'':38}{'median ms':>10}{'p95 ms':>10}{'per s':>10}")
    for name, act in acts:
        median, p95 = _measure(act, times)
        _say(f"{name:38}{median:10.2f}{p95:10.2f}{1000 / median:10.0f}")
    _say(f"\n{'first load, brotli':38}{'KiB':>10}{'files':>10}")
    for address in ("/", "/survei", "/login", "/admin"):
        load = first_load(SITE_DIR, address)
        _say(f"{address:38}{load.total / 1024:10.1f}{len(load.files):10d}")


if __name__ == "__main__":
    main()
