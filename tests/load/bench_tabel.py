"""Measure the tables of answers: pages, searches and the Excel file.

``python -m tests.load.bench_tabel [--rows 200000] [--export 100000]`` fills a SQLite file in a
temporary folder with random answers, reads many pages of every table through the services the
screens call, then has a file made and watches its process while surveys are stored.
"""

import argparse
import random
import resource
import statistics
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import insert, text

from sekampadi.db.engine import make_engine
from sekampadi.db.migrate import upgrade
from sekampadi.db.models import Jawaban, Sumber
from sekampadi.domain.izin import Principal, Role
from sekampadi.domain.responden import JenisKelamin, Pekerjaan, Pendidikan
from sekampadi.domain.unsur import URUTAN
from sekampadi.services.demo import saran_teks
from sekampadi.services.ekspor import export_folder, read_ekspor, start_ekspor
from sekampadi.services.jawaban import TABLE_PENILAIAN, TABLE_RESPONDEN
from sekampadi.services.rekap import rebuild_rekap
from sekampadi.services.runtime import Runtime
from sekampadi.services.tabel import Table, load_table
from sekampadi.settings import Settings
from tests import factories

FIRST = date(2023, 1, 1)
DAYS = 1000
UPP, LAYANAN_EACH = 60, 10
LIMIT_MS, LIMIT_MB, LIMIT_STEP_MS = 300.0, 300.0, 500.0

PAGES: tuple[tuple[str, Table, dict[str, str]], ...] = (
    ("penilaian, first page", TABLE_PENILAIAN, {}),
    ("penilaian, middle page", TABLE_PENILAIAN, {"halaman": "4000"}),
    ("penilaian, last page", TABLE_PENILAIAN, {"halaman": "99999"}),
    ("penilaian, search, many hits", TABLE_PENILAIAN, {"cari": "petugas"}),
    ("penilaian, search, no hit", TABLE_PENILAIAN, {"cari": "zzzz"}),
    ("penilaian, search, three words", TABLE_PENILAIAN, {"cari": "mohon petugas layanan"}),
    ("penilaian, search and last page", TABLE_PENILAIAN, {"cari": "petugas", "halaman": "9999"}),
    ("penilaian, one UPP", TABLE_PENILAIAN, {"upp": "upp-7"}),
    ("penilaian, one UPP, search", TABLE_PENILAIAN, {"upp": "upp-7", "cari": "antre"}),
    ("penilaian, one layanan", TABLE_PENILAIAN, {"layanan": "layanan-7-3"}),
    ("penilaian, a month", TABLE_PENILAIAN, {"dari": "2024-03-01", "sampai": "2024-03-31"}),
    ("penilaian, by UPP", TABLE_PENILAIAN, {"urut": "upp"}),
    ("penilaian, by layanan, deep", TABLE_PENILAIAN, {"urut": "layanan", "halaman": "4000"}),
    ("penilaian, by U1, deep", TABLE_PENILAIAN, {"urut": "u1", "halaman": "3000"}),
    ("penilaian, to be reviewed", TABLE_PENILAIAN, {"tinjau": "perlu"}),
    ("penilaian, without marks", TABLE_PENILAIAN, {"tinjau": "tidak"}),
    ("penilaian, removed", TABLE_PENILAIAN, {"status": "dihapus"}),
    ("penilaian, from paper", TABLE_PENILAIAN, {"sumber": "kertas"}),
    ("responden, first page", TABLE_RESPONDEN, {}),
    ("responden, by age, deep", TABLE_RESPONDEN, {"urut": "usia", "halaman": "4000"}),
    ("responden, search", TABLE_RESPONDEN, {"cari": "swasta"}),
    ("responden, by education", TABLE_RESPONDEN, {"urut": "-pendidikan"}),
)


def _suggestions() -> list[str]:
    groups = [
        v for value in vars(saran_teks).values() if isinstance(value, dict) for v in value.values()
    ]
    return [s for group in groups if isinstance(group, tuple) for s in group if isinstance(s, str)]


def fill(rt: Runtime, rows: int) -> None:
    """Store answers, 600 layanan of 60 UPP, and count them."""
    rng = random.Random(7)
    layanan = [
        factories.make_layanan(rt, upp, f"layanan-{u}-{i}", nama=f"Pelayanan {i} dari UPP {u}")
        for u in range(UPP)
        for upp in [factories.make_upp(rt, f"upp-{u}", nama=f"Dinas Nomor {u}")]
        for i in range(LAYANAN_EACH)
    ]
    pool = _suggestions()

    def one(number: int) -> dict[str, object]:
        day = FIRST + timedelta(days=number * DAYS // rows)
        return {
            "uuid": uuid.UUID(int=rng.getrandbits(128), version=4),
            "layanan_id": rng.choice(layanan),
            "perangkat_id": 1,
            "tempat_id": 0,
            "sumber": rng.choice([s.value for s in Sumber]),
            "waktu": datetime(day.year, day.month, day.day, 4, tzinfo=UTC),
            "tanggal": day,
            "usia": rng.randint(15, 75),
            "jenis_kelamin": rng.choice(list(JenisKelamin)).value,
            "pendidikan": rng.choice(list(Pendidikan)).value,
            "pekerjaan": rng.choice(list(Pekerjaan)).value,
            "umum": rng.randint(1, 4),
            **{u.field: rng.choice((2, 3, 3, 4, 4)) for u in URUTAN},
            "saran": f"{rng.choice(pool)}. {rng.choice(pool)}." if rng.random() < 0.5 else "",
            "tanda": rng.choice((0, 0, 0, 0, 0, 0, 0, 0, 0, 1)) * rng.randint(0, 15),
            "dihapus_pada": None,
        }

    for start in range(0, rows, 5000):
        with rt.writing() as session:
            batch = [one(n) for n in range(start, min(rows, start + 5000))]
            session.connection().execute(insert(Jawaban), batch)
    with rt.writing() as session:
        session.connection().execute(
            text("UPDATE jawaban SET dihapus_pada = waktu WHERE id % 50 = 0")
        )
        session.connection().execute(text("ANALYZE"))
    rebuild_rekap(rt)


def _median_ms(read: Callable[[], object], times: int = 5) -> tuple[float, float]:
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        read()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken), max(taken)


def bench_pages(rt: Runtime, people: list[tuple[str, Principal]]) -> bool:
    """Print how long pages take; tell whether all are quick enough."""
    ok = True
    for name, table, given in PAGES:
        for who, person in people:
            if person.role.of_upp and ("upp" in given or "layanan" in given):
                continue
            middle, worst = _median_ms(partial(load_table, rt, person, table, given))
            ok &= worst <= LIMIT_MS
            mark = "" if worst <= LIMIT_MS else "   <-- too slow"
            _say(f"{name:36} {who:10} {middle:8.1f} ms {worst:8.1f} ms worst{mark}")
    return ok


def bench_export(rt: Runtime, person: Principal, sampai: str) -> bool:
    """Print how long a file takes, its process's memory, and how long surveys take meanwhile."""
    steps: list[float] = []
    done = threading.Event()

    def citizens() -> None:
        while not done.is_set():
            begun = time.perf_counter()
            factories.submit(rt, "layanan-1-1", factories.isian(saran="terima kasih"))
            steps.append((time.perf_counter() - begun) * 1000)
            time.sleep(0.05)

    citizen = threading.Thread(target=citizens)
    begun = time.perf_counter()
    name = start_ekspor(rt, person, TABLE_PENILAIAN, {"sampai": sampai})
    citizen.start()
    while not read_ekspor(rt, person, name).finished:
        time.sleep(0.1)
    taken = time.perf_counter() - begun
    done.set()
    citizen.join()
    state = read_ekspor(rt, person, name)
    size = (export_folder(rt.settings) / f"{name}.xlsx").stat().st_size / 1e6
    steps.sort()
    # The largest child so far, in kilobytes on Linux; the file's process is the only one.
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    p99 = steps[int(len(steps) * 0.99)] if steps else 0.0
    _say(
        f"file of {state.selesai} rows: {taken:.1f} s, {size:.1f} MB, its process {most:.0f} MB at most"
    )
    _say(f"surveys stored meanwhile: {len(steps)}, p99 {p99:.0f} ms, worst {steps[-1]:.0f} ms")
    return most < LIMIT_MB and steps[-1] < LIMIT_STEP_MS


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Fill, measure, print; the status says whether the limits are kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--export", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        settings = Settings(
            _env_file=None,
            env="development",
            data_dir=Path(folder),
            database_url=url,
            secret_key=SecretStr("a-secret-of-the-benchmark-32-characters"),
        )
        engine = make_engine(url)
        upgrade(engine)
        engine.dispose()
        rt = Runtime.open(settings)
        begun = time.perf_counter()
        fill(rt, options.rows)
        size = (Path(folder) / "bench.db").stat().st_size / 1e6
        _say(f"{options.rows} answers in {time.perf_counter() - begun:.0f} s, {size:.0f} MB")
        with rt.reading() as session:
            upp = session.connection().execute(text("SELECT id FROM upp WHERE kode='upp-9'"))
            upp_id = upp.scalar_one()
        pemprov = factories.make_operator(rt, "pemprov")
        admin = factories.make_operator(rt, "admin9", Role.ADMIN_UPP, upp_id=upp_id)
        ok = bench_pages(rt, [("province", pemprov), ("one UPP", admin)])
        last = FIRST + timedelta(days=DAYS * options.export // options.rows)
        ok &= bench_export(rt, pemprov, last.isoformat())
        rt.engine.dispose()
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
