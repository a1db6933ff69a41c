"""Checking and rebuilding the counters from the answers themselves, one UPP after the other.

Never more is in memory than the counters of one UPP and of one of its layanan, however many answers
there are.
"""

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from operator import add
from typing import Any

from sqlalchemy import Table, delete, insert, select
from sqlmodel import Session, col

from sekampadi.db.counters import COUNTED, keep_writers_out
from sekampadi.db.engine import batched
from sekampadi.db.kata import KATA, count_differences, refill
from sekampadi.db.models import Jawaban, Layanan, Upp
from sekampadi.db.models.rekap import CELL_COLUMNS, COUNTER_COLUMNS
from sekampadi.db.types import stored_id
from sekampadi.domain.survei.responden import FIELDS, Kelompok, KelompokUsia
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.services.publik.rekap_publik import check_publik, let_wait
from sekampadi.services.sistem.runtime import Runtime, record

_Totals = dict[tuple[Any, ...], tuple[int, ...]]
"""Counters by the key of their row, in the order of ``COUNTER_COLUMNS``."""

_ZERO = (0,) * len(COUNTER_COLUMNS)
_N, _SQUARES = COUNTER_COLUMNS.index("n"), COUNTER_COLUMNS.index("total_kuadrat")
_PLACE = ("tempat_id", "sumber", "tanggal")
_SAID = (*FIELDS, "umum", *(u.field for u in URUTAN))
_KEYS = {table.name: tuple(c.name for c in table.primary_key.columns) for table in COUNTED}


def _by_layanan(table: Table) -> bool:
    return "layanan_id" in table.c


@cache
def _counter_of(field: str, value: Any) -> int:
    """Return the place of the counter to which an answer adds one by what it says in a field."""
    if field == Kelompok.USIA:
        return COUNTER_COLUMNS.index(CELL_COLUMNS[Kelompok.USIA][KelompokUsia.of(value).value])
    for kelompok, cells in CELL_COLUMNS.items():
        if field == kelompok:
            return COUNTER_COLUMNS.index(cells[value])
    return COUNTER_COLUMNS.index(f"{field}_{value}")


def _places(session: Session, layanan_id: int) -> dict[tuple[Any, ...], list[int]]:
    """Count the answers of a layanan by place, source and day.

    Ten million answers are not made into objects one by one: of each thing that may be said in a
    field it is looked up once what it counts for.
    """
    query = (
        select(*(getattr(Jawaban, name) for name in (*_PLACE, *_SAID)))
        .where(col(Jawaban.layanan_id) == layanan_id, col(Jawaban.dihapus_pada).is_(None))
        .execution_options(yield_per=2000)
    )
    found: dict[tuple[Any, ...], list[int]] = {}
    known: list[dict[Any, int]] = [{} for _ in _SAID]
    many, scores = len(_PLACE), len(URUTAN)
    for row in session.connection().execute(query):
        at, said = tuple(row[:many]), row[many:]
        counters = found.get(at)
        if counters is None:
            counters = found[at] = list(_ZERO)
        counters[_N] += 1
        counters[_SQUARES] += sum(said[-scores:]) ** 2
        for field, (places, value) in enumerate(zip(known, said, strict=True)):
            place = places.get(value)
            if place is None:
                place = places[value] = _counter_of(_SAID[field], value)
            counters[place] += 1
    return found


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
            for (tempat_id, sumber, tanggal), counters in _places(session, layanan_id).items():
                at = {
                    **{"upp_id": upp_id, "layanan_id": layanan_id, "tempat_id": tempat_id},
                    **{"sumber": sumber, "tanggal": tanggal, "bulan": tanggal.replace(day=1)},
                }
                for table in COUNTED:
                    totals = (own if _by_layanan(table) else of_upp)[table.name]
                    _add(totals, tuple(at[name] for name in _KEYS[table.name]), tuple(counters))
            for table in COUNTED:
                if _by_layanan(table):
                    yield table, layanan_id, own[table.name]
        for table in COUNTED:
            if not _by_layanan(table):
                yield table, upp_id, of_upp[table.name]


def _add(totals: _Totals, key: tuple[Any, ...], counters: tuple[int, ...]) -> None:
    before = totals.get(key)
    totals[key] = counters if before is None else tuple(map(add, before, counters))


def _stored(session: Session, table: Table, owner: int) -> _Totals:
    """Read what a table holds of a layanan or an UPP."""
    names = _KEYS[table.name]
    query = select(*(table.c[name] for name in (*names, *COUNTER_COLUMNS)))
    rows = session.connection().execute(query.where(table.c[names[0]] == owner))
    return {tuple(row[: len(names)]): tuple(row[len(names) :]) for row in rows}


def iter_differences(rt: Runtime) -> Iterator[str]:
    """Recount all answers; tell what differs from the counters, and these from what is public.

    Of the search index is told which layanan have answers that it does not hold, or too many.
    """
    with rt.reading() as session:
        for table, owner, wanted in _recount(session):
            stored = _stored(session, table, owner)
            if stored == wanted:
                continue
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
