"""Checking and rebuilding the counters from the answers themselves."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from sekampadi.db.counters import COUNTED, Place, keep_writers_out, rows_of, sum_by_key
from sekampadi.db.models import Jawaban, Layanan
from sekampadi.db.models.rekap import COUNTER_COLUMNS
from sekampadi.db.queries.jawaban import penilaian_of
from sekampadi.domain.laporan.rekap import Penilaian, Rekap
from sekampadi.services.publik.rekap_publik import check_publik, let_wait
from sekampadi.services.sistem.runtime import Runtime

_Totals = dict[str, dict[tuple[Any, ...], dict[str, int]]]


def _answers(session: Session) -> Iterator[tuple[Place, Penilaian]]:
    query = (
        select(Jawaban, col(Layanan.upp_id))
        .join(Layanan, col(Layanan.id) == col(Jawaban.layanan_id))
        .where(col(Jawaban.dihapus_pada).is_(None))
        # Place by place, so that only one place's answers are ever in memory.
        .order_by(
            col(Jawaban.layanan_id),
            col(Jawaban.tanggal),
            col(Jawaban.tempat_id),
            col(Jawaban.sumber),
        )
        .execution_options(yield_per=2000)
    )
    for jawaban, upp_id in session.exec(query):
        yield (
            Place(upp_id, jawaban.layanan_id, jawaban.tempat_id, jawaban.sumber, jawaban.tanggal),
            penilaian_of(jawaban),
        )
        session.expunge(jawaban)


def _recount(session: Session) -> _Totals:
    rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in COUNTED}
    for place, answers in groupby(_answers(session), key=lambda pair: pair[0]):
        for table, row in rows_of(place, Rekap.of(penilaian for _, penilaian in answers)):
            rows[table.name].append(row)
    return {table.name: sum_by_key(table, rows[table.name]) for table in COUNTED}


def check_rekap(rt: Runtime) -> list[str]:
    """Recount all answers; list what differs from the counters, and these from what is public."""
    with rt.reading() as session:
        expected = _recount(session)
        differences: list[str] = []
        for table in COUNTED:
            stored = sum_by_key(
                table, (dict(r) for r in session.connection().execute(table.select()).mappings())
            )
            wanted = expected[table.name]
            for key in sorted(stored.keys() | wanted.keys(), key=str):
                have = stored.get(key, dict.fromkeys(COUNTER_COLUMNS, 0))
                want = wanted.get(key, dict.fromkeys(COUNTER_COLUMNS, 0))
                differences += [
                    f"{table.name} {key} {c}: counter {have[c]}, answers {want[c]}"
                    for c in COUNTER_COLUMNS
                    if have[c] != want[c]
                ]
        return differences + check_publik(session)


def rebuild_rekap(rt: Runtime) -> int:
    """Replace the counters by a recount of all answers, in one transaction; return how many rows.

    What is public already stays; where it differs from the recount the difference waits.
    """
    with rt.writing() as session:
        connection = session.connection()
        keep_writers_out(session)
        totals = _recount(session)
        written = 0
        for table in COUNTED:
            connection.execute(delete(table))
            keys = [c.name for c in table.primary_key.columns]
            rows = [
                dict(zip(keys, key, strict=True)) | counters
                for key, counters in totals[table.name].items()
            ]
            if rows:
                connection.execute(insert(table), rows)
            written += len(rows)
        let_wait(session)
        return written
