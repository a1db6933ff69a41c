"""Checking and rebuilding the counters from the answers themselves, one UPP after the other.

Never more is in memory than the counters of one UPP and of one of its layanan, however many answers
there are.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Table, delete, insert, select
from sqlmodel import Session, col

from sekampadi.db.counters import COUNTED, Place, keep_writers_out, rows_of
from sekampadi.db.engine import batched
from sekampadi.db.kata import KATA, count_differences, refill
from sekampadi.db.models import Jawaban, Layanan, Upp
from sekampadi.db.models.rekap import COUNTER_COLUMNS
from sekampadi.db.queries.jawaban import penilaian_of
from sekampadi.db.types import stored_id
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.survei.responden import FIELDS
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.services.publik.rekap_publik import check_publik, let_wait
from sekampadi.services.sistem.runtime import Runtime, record

_Totals = dict[tuple[Any, ...], tuple[int, ...]]
"""Counters by the key of their row, in the order of ``COUNTER_COLUMNS``."""

_ZERO = (0,) * len(COUNTER_COLUMNS)
_READ = (
    *("layanan_id", "tempat_id", "sumber", "tanggal"),
    *(*FIELDS, "umum", *(u.field for u in URUTAN)),
)


def _by_layanan(table: Table) -> bool:
    return "layanan_id" in table.c


def _places(session: Session, layanan_id: int) -> Iterator[tuple[Place, Rekap]]:
    """Count the answers of a layanan place by place; the UPP of the places is not looked up."""
    query = (
        select(*(getattr(Jawaban, name) for name in _READ))
        .where(col(Jawaban.layanan_id) == layanan_id, col(Jawaban.dihapus_pada).is_(None))
        .order_by(col(Jawaban.tanggal), col(Jawaban.tempat_id), col(Jawaban.sumber))
        .execution_options(yield_per=2000)
    )

    def place(row: Row[Any]) -> Place:
        return Place(0, layanan_id, row.tempat_id, row.sumber, row.tanggal)

    for at, answers in groupby(session.connection().execute(query), key=place):
        yield at, Rekap.of(penilaian_of(row) for row in answers)


def _recount(session: Session) -> Iterator[tuple[Table, int, _Totals]]:
    """Count all answers again: of each table what belongs to one layanan or UPP, and its id."""
    # An UPP without layanan has no answers: what its counters hold is too many.
    query = (
        select(col(Upp.id), col(Layanan.id))
        .outerjoin(Layanan, col(Layanan.upp_id) == col(Upp.id))
        .order_by(col(Upp.id), col(Layanan.id))
    )
    owners = [(stored_id(row[0]), row[1]) for row in session.connection().execute(query)]
    for upp_id, layanan in groupby(owners, key=lambda row: row[0]):
        of_upp: dict[str, _Totals] = {t.name: {} for t in COUNTED if not _by_layanan(t)}
        for layanan_id in (row[1] for row in layanan if row[1] is not None):
            own: dict[str, _Totals] = {t.name: {} for t in COUNTED if _by_layanan(t)}
            for at, rekap in _places(session, layanan_id):
                place = Place(upp_id, at.layanan_id, at.tempat_id, at.sumber, at.tanggal)
                for table, row in rows_of(place, rekap):
                    _add((own if _by_layanan(table) else of_upp)[table.name], table, row)
            for table in COUNTED:
                if _by_layanan(table):
                    yield table, layanan_id, own[table.name]
        for table in COUNTED:
            if not _by_layanan(table):
                yield table, upp_id, of_upp[table.name]


def _key(table: Table, row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[c.name] for c in table.primary_key.columns)


def _counters(row: Mapping[str, Any]) -> tuple[int, ...]:
    return tuple(row[c] for c in COUNTER_COLUMNS)


def _add(totals: _Totals, table: Table, row: Mapping[str, Any]) -> None:
    key, counters = _key(table, row), _counters(row)
    before = totals.get(key)
    if before is not None:
        counters = tuple(a + b for a, b in zip(before, counters, strict=True))
    totals[key] = counters


def iter_differences(rt: Runtime) -> Iterator[str]:
    """Recount all answers; tell what differs from the counters, and these from what is public.

    Of the search index is told which layanan have answers that it does not hold, or too many.
    """
    with rt.reading() as session:
        for table, owner, wanted in _recount(session):
            first = next(iter(table.primary_key.columns))  # the layanan, or the UPP
            rows = map(
                dict, session.connection().execute(table.select().where(first == owner)).mappings()
            )
            stored = {_key(table, row): _counters(row) for row in rows}
            for key in sorted(stored.keys() | wanted.keys(), key=str):
                have, want = stored.get(key, _ZERO), wanted.get(key, _ZERO)
                for c, counter, answers in zip(COUNTER_COLUMNS, have, want, strict=True):
                    if counter != answers:
                        yield f"{table.name} {key} {c}: counter {counter}, answers {answers}"
        ids = session.connection().execute(select(col(Layanan.id)).order_by(col(Layanan.id)))
        for layanan_id in ids.scalars().all():
            missing, extra = count_differences(session, stored_id(layanan_id))
            if missing or extra:
                yield f"{KATA} ({layanan_id},): {missing} answers missing, {extra} too many"
        yield from check_publik(session)


def check_rekap(rt: Runtime) -> list[str]:
    """Return all that :func:`iter_differences` tells."""
    return list(iter_differences(rt))


def rebuild_rekap(rt: Runtime) -> int:
    """Replace the counters by a recount of all answers, in one transaction; return how many rows.

    The search index is filled again after it.
    What is public already stays; where it differs from the recount the difference waits.
    """
    with rt.writing() as session:
        connection = session.connection()
        keep_writers_out(session)
        for table in COUNTED:
            connection.execute(delete(table))
        written = 0
        for table, _, totals in _recount(session):
            names = [*(c.name for c in table.primary_key.columns), *COUNTER_COLUMNS]
            for part in batched(list(totals.items())):
                rows = [dict(zip(names, (*key, *n), strict=True)) for key, n in part]
                connection.execute(insert(table), rows)
            written += len(totals)
        let_wait(session)
        record(session, None, "sistem.rekap", baris=written)
    with rt.writing() as session:
        refill(session)
    return written
