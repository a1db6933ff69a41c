"""Random answers in great number, for load tests: 600 layanan of 60 UPP, over 1,000 days.

The first hundred thousand are made one by one; of more, the same are copied again and again, each time
over the following days. Ten million are loaded as by who moves a large database: the rows first, then
their indexes, then the counters and the words, by the database itself; ``check-rekap`` finds no
difference.
"""

import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal_column,
    select,
    text,
)
from sqlmodel import Session, SQLModel, col

from sekampadi.db.counters import COUNTED
from sekampadi.db.kata import refill
from sekampadi.db.models import Jawaban, Layanan, RekapHari, Sumber
from sekampadi.db.models.rekap import CELL_COLUMNS, COUNTER_COLUMNS
from sekampadi.demo import saran_teks
from sekampadi.domain.moderasi import sidik_saran
from sekampadi.domain.survei.responden import (
    CHOSEN,
    USIA_MAX,
    USIA_MIN,
    JenisKelamin,
    Kelompok,
    KelompokUsia,
    Pekerjaan,
    Pendidikan,
)
from sekampadi.domain.survei.unsur import SKOR, URUTAN
from sekampadi.services.sistem.rekap import rebuild_rekap
from sekampadi.services.sistem.runtime import Runtime
from tests import factories

FIRST = date(2023, 1, 1)
DAYS = 1000
UPP, LAYANAN_EACH = 60, 10
PATTERN = 100_000
"""Answers that are made one by one."""
_TABLE = SQLModel.metadata.tables[str(Jawaban.__tablename__)]
_LAYANAN = SQLModel.metadata.tables[str(Layanan.__tablename__)]
LAST = FIRST + timedelta(days=DAYS - 1)


def _suggestions() -> list[str]:
    groups = [
        v for value in vars(saran_teks).values() if isinstance(value, dict) for v in value.values()
    ]
    return [s for group in groups if isinstance(group, tuple) for s in group if isinstance(s, str)]


def fill(
    rt: Runtime, rows: int, *, removed: bool = True, many: int = UPP, days: int = DAYS
) -> list[str]:
    """Store answers, and count them.

    Args:
        rt: the runtime, its database without UPP.
        rows: how many.
        removed: whether a moderator has removed every fiftieth.
        many: how many UPP.
        days: over how many days, from :data:`FIRST` on.

    Returns:
        The kode of the layanan: ``layanan-<UPP>-<number>`` of ``upp-<UPP>``.
    """
    rng = random.Random(7)
    layanan = {
        f"layanan-{u}-{i}": factories.make_layanan(
            rt, upp, f"layanan-{u}-{i}", nama=f"Pelayanan {i} dari UPP {u}"
        )
        for u in range(many)
        for upp in [factories.make_upp(rt, f"upp-{u}", nama=f"Dinas Nomor {u}")]
        for i in range(LAYANAN_EACH)
    }
    ids, pool = list(layanan.values()), _suggestions()

    def one(number: int) -> dict[str, object]:
        day = FIRST + timedelta(days=number * days // rows)
        saran = f"{rng.choice(pool)}. {rng.choice(pool)}." if rng.random() < 0.5 else ""
        return {
            "uuid": uuid.UUID(int=rng.getrandbits(128), version=4),
            "layanan_id": rng.choice(ids),
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
            "saran": saran,
            "saran_sidik": sidik_saran(saran),
            "tanda": rng.choice((0, 0, 0, 0, 0, 0, 0, 0, 0, 1)) * rng.randint(0, 15),
            "dihapus_pada": None,
        }

    made = min(rows, PATTERN)
    with _bare(rt) if rows > made else nullcontext():
        for start in range(0, made, 5000):
            with rt.writing() as session:
                batch = [one(n) for n in range(start, min(made, start + 5000))]
                session.connection().execute(insert(Jawaban), batch)
        if rows > made:
            _copy(rt, rows, days)
        if removed:
            with rt.writing() as session:
                session.connection().execute(
                    text("UPDATE jawaban SET dihapus_pada = waktu WHERE id % 50 = 0")
                )
    if rows > made:
        count_at_once(rt)
        with _without_indexes(rt, "jawaban_kata"), rt.writing() as session:
            refill(session)
    else:
        rebuild_rekap(rt)
    _settle(rt)
    return list(layanan)


def _settle(rt: Runtime) -> None:
    """Let the database look at its rows, as PostgreSQL does by itself some minutes after so many."""
    if rt.engine.dialect.name == "sqlite":
        with rt.writing() as session:
            session.connection().execute(text("ANALYZE"))
        return
    with rt.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM (ANALYZE)")


def count_at_once(rt: Runtime) -> None:
    """Count all answers by the database, which takes a fifth of the time of ``rebuild-rekap``."""
    by_age: dict[str, list[int]] = {}
    for usia in range(USIA_MIN, USIA_MAX + 1):
        name = CELL_COLUMNS[Kelompok.USIA][KelompokUsia.of(usia).value]
        by_age.setdefault(name, []).append(usia)
    ones: dict[str, ColumnElement[bool]] = {n: _TABLE.c.usia.in_(a) for n, a in by_age.items()}
    for kelompok in CHOSEN:
        cells = CELL_COLUMNS[kelompok]
        ones |= {name: _TABLE.c[kelompok.value] == value for value, name in cells.items()}
    for field in ("umum", *(u.field for u in URUTAN)):
        ones |= {f"{field}_{s}": _TABLE.c[field] == s for s in SKOR}
    total = sum((_TABLE.c[u.field] for u in URUTAN[1:]), _TABLE.c[URUTAN[0].field])
    counted = {"n": func.count(), "total_kuadrat": func.sum(total * total)}
    counted |= {name: func.sum(case((where, 1), else_=0)) for name, where in ones.items()}
    keys = [_TABLE.c[c.name] for c in RekapHari.primary_key.columns]
    of_day = select(*keys, *(counted[name] for name in COUNTER_COLUMNS))
    of_day = of_day.where(_TABLE.c.dihapus_pada.is_(None)).group_by(*keys)
    sqlite = rt.engine.dialect.name == "sqlite"
    day = RekapHari.c.tanggal
    month = func.date(day, "start of month") if sqlite else func.date_trunc("month", day)
    upp = _LAYANAN.c.upp_id
    given = {"bulan": month, "upp_id": upp}
    with rt.writing() as session:
        _give_room(session)
        connection = session.connection()
        for table in COUNTED:
            connection.execute(delete(table))
        names = [c.name for c in RekapHari.primary_key.columns]
        connection.execute(insert(RekapHari).from_select([*names, *COUNTER_COLUMNS], of_day))
        for table in COUNTED:
            if table is RekapHari:
                continue
            names = [c.name for c in table.primary_key.columns]
            by = [given.get(name, RekapHari.c.get(name)) for name in names]
            sums = (func.sum(RekapHari.c[name]) for name in COUNTER_COLUMNS)
            joined = RekapHari.join(_LAYANAN, _LAYANAN.c.id == RekapHari.c.layanan_id)
            found = select(*by, *sums).select_from(joined).group_by(*by)
            connection.execute(insert(table).from_select([*names, *COUNTER_COLUMNS], found))


def _copy(rt: Runtime, rows: int, days: int) -> None:
    """Copy the pattern, day by day."""
    sqlite = rt.engine.dialect.name == "sqlite"
    new = literal_column("lower(hex(randomblob(16)))" if sqlite else "gen_random_uuid()")
    day, moment = bindparam("day", type_=_TABLE.c.tanggal.type), _TABLE.c.waktu.type
    own = {"uuid": new, "tanggal": day, "waktu": bindparam("waktu", type_=moment)}
    names = [c.name for c in _TABLE.columns if c.name != "id"]
    with rt.reading() as session:
        first = session.connection().execute(select(func.min(col(Jawaban.id)))).scalar_one()
    between = _TABLE.c.id.between(bindparam("first"), bindparam("last"))
    copied = select(*(own.get(name, _TABLE.c[name]) for name in names)).where(between)
    statement = insert(_TABLE).from_select(names, copied.order_by(_TABLE.c.id))
    number = PATTERN
    while number < rows:
        # As far as the day goes, and the pattern.
        at = number * days // rows
        end = min(rows, -(-(at + 1) * rows // days), (number // PATTERN + 1) * PATTERN)
        tanggal = FIRST + timedelta(days=at)
        waktu = datetime(tanggal.year, tanggal.month, tanggal.day, 4, tzinfo=UTC)
        begin = first + number % PATTERN
        given = {"first": begin, "last": begin + end - number - 1}
        with rt.writing() as session:
            session.connection().execute(statement, {**given, "day": tanggal, "waktu": waktu})
        number = end


@contextmanager
def _without_indexes(rt: Runtime, table: str) -> Iterator[None]:
    """Take the indexes of a table away, and make them again at the end."""
    sqlite = rt.engine.dialect.name == "sqlite"
    if sqlite:
        listed = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = :t"
        listed += " AND sql IS NOT NULL"
    else:
        listed = "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = :t"
        listed += " AND indexname LIKE 'ix%'"
    with rt.writing() as session:
        rows = session.connection().execute(text(listed), {"t": table}).all()
        for name, _ in rows:
            session.connection().exec_driver_sql(f"DROP INDEX {name}")
    yield
    for _, statement in rows:
        with rt.writing() as session:
            _give_room(session)
            session.connection().exec_driver_sql(statement)


def _give_room(session: Session) -> None:
    sqlite = session.get_bind().dialect.name == "sqlite"
    words = "PRAGMA cache_size = -400000" if sqlite else "SET LOCAL maintenance_work_mem = '400MB'"
    session.connection().exec_driver_sql(words)


@contextmanager
def _bare(rt: Runtime) -> Iterator[None]:
    """Take the indexes and triggers of the answers away, and give them back at the end."""
    sqlite = rt.engine.dialect.name == "sqlite"
    listed = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'jawaban'"
    with rt.writing() as session:
        rows = session.connection().execute(text(listed)).all() if sqlite else []
        for name, _ in rows:
            session.connection().exec_driver_sql(f"DROP TRIGGER {name}")
        if not sqlite:
            session.connection().exec_driver_sql("ALTER TABLE jawaban DISABLE TRIGGER USER")
    with _without_indexes(rt, "jawaban"):
        yield
    with rt.writing() as session:
        for _, statement in rows:
            session.connection().exec_driver_sql(statement)
        if not sqlite:
            session.connection().exec_driver_sql("ALTER TABLE jawaban ENABLE TRIGGER USER")
