"""Storing made-up data in bulk: the same rows and counters as one by one, in seconds."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Table, insert
from sqlmodel import Session, SQLModel

from sekampadi.db.models import (
    Jawaban,
    Layanan,
    RekapBulan,
    RekapHari,
    RekapUppBulan,
    RekapUppHari,
    Upp,
)
from sekampadi.db.models.rekap import CELL_COLUMNS, COUNTER_COLUMNS
from sekampadi.db.types import stored_id
from sekampadi.demo.contoh import Contoh
from sekampadi.demo.katalog import ContohUpp
from sekampadi.domain.moderasi import sidik_saran
from sekampadi.domain.survei.unsur import URUTAN

_BATCH = 2000

_INDEX = {name: index for index, name in enumerate(COUNTER_COLUMNS)}
_TOTAL_KUADRAT = _INDEX["total_kuadrat"]
_CELLS: dict[str, dict[str, int]] = {
    k: {cell: _INDEX[column] for cell, column in cells.items()} for k, cells in CELL_COLUMNS.items()
}
_SCORES = [[_INDEX["n"], *(_INDEX[f"{u.field}_{s}"] for s in (1, 2, 3, 4))] for u in URUTAN]
_UMUM = [_INDEX["n"], *(_INDEX[f"umum_{s}"] for s in (1, 2, 3, 4))]

Batch = Callable[[int], None]
"""Is told how many rows have been written."""


def store_offices(session: Session, offices: Iterable[ContohUpp]) -> dict[str, tuple[int, int]]:
    """Store offices with their services, parents before their UPT.

    Return kode of a service -> the id of its office and its own.
    """
    upp_ids: dict[str, int] = {}
    places: dict[str, tuple[int, int]] = {}
    for office in offices:
        induk_id = upp_ids[office.induk] if office.induk else None
        upp = Upp(kode=office.kode, nama=office.nama, jenis=office.jenis.value, induk_id=induk_id)
        session.add(upp)
        session.flush()
        upp_ids[office.kode] = stored_id(upp.id)
        services = [
            Layanan(
                upp_id=upp_ids[office.kode],
                kode=contoh.kode,
                nama=contoh.nama,
                biaya=contoh.biaya,
                standar_waktu=contoh.standar_waktu,
            )
            for contoh in office.layanan
        ]
        session.add_all(services)
        session.flush()
        for service in services:
            places[service.kode] = (upp_ids[office.kode], stored_id(service.id))
    return places


def _insert(session: Session, table: Table, rows: Sequence[dict[str, Any]], written: Batch) -> None:
    connection, statement = session.connection(), insert(table)
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        connection.execute(statement, batch)
        written(len(batch))


def _row(answer: Contoh, layanan_id: int, perangkat_id: int) -> dict[str, Any]:
    return {
        "uuid": answer.uuid,
        "layanan_id": layanan_id,
        "perangkat_id": perangkat_id,
        "tempat_id": 0,
        "sumber": answer.sumber,
        "waktu": answer.waktu,
        "tanggal": answer.tanggal,
        **answer.responden.columns,
        "umum": answer.umum,
        **{u.field: score for u, score in zip(URUTAN, answer.nilai, strict=True)},
        "saran": answer.saran,
        "saran_sidik": sidik_saran(answer.saran),
    }


def store_answers(
    session: Session,
    answers: Sequence[Contoh],
    places: dict[str, tuple[int, int]],
    perangkat_id: int,
    written: Batch,
) -> None:
    """Store answers in their order, without the counters."""
    table = SQLModel.metadata.tables[str(Jawaban.__tablename__)]
    rows = [_row(a, places[a.layanan][1], perangkat_id) for a in answers]
    _insert(session, table, rows, written)


def _columns_of(answer: Contoh) -> list[int]:
    """Return the counters that one answer raises by one."""
    return [
        _INDEX["n"],
        _UMUM[answer.umum],
        *(_CELLS[kelompok][cell] for kelompok, cell in answer.responden.groups.items()),
        *(columns[score] for columns, score in zip(_SCORES, answer.nilai, strict=True)),
    ]


Rows = tuple[Table, list[dict[str, Any]]]
"""A table and what goes into it."""


def count_answers(
    answers: Iterable[Contoh], places: dict[str, tuple[int, int]]
) -> tuple[Rows, ...]:
    """Return the counters of answers: the rows of the day, the month and the UPP's month.

    ``db.counters`` builds three rows of sixty columns for each answer, which is right for one
    and takes long for forty thousand; here they are added up first. ``check-rekap`` holds both
    together.
    """
    by_day: dict[tuple[Any, ...], list[int]] = {}
    by_month: dict[tuple[Any, ...], list[int]] = {}
    by_upp: dict[tuple[Any, ...], list[int]] = {}
    by_upp_day: dict[tuple[Any, ...], list[int]] = {}
    zero = [0] * len(COUNTER_COLUMNS)
    for answer in answers:
        upp_id, layanan_id = places[answer.layanan]
        bulan = answer.tanggal.replace(day=1)
        columns, square = _columns_of(answer), sum(answer.nilai) ** 2
        for rows, key in (
            (by_day, (layanan_id, 0, answer.sumber, answer.tanggal)),
            (by_month, (layanan_id, 0, answer.sumber, bulan)),
            (by_upp, (upp_id, answer.sumber, bulan)),
            (by_upp_day, (upp_id, answer.sumber, answer.tanggal)),
        ):
            counters = rows.get(key)
            if counters is None:
                counters = rows[key] = zero.copy()
            for column in columns:
                counters[column] += 1
            counters[_TOTAL_KUADRAT] += square

    def fill(table: Table, rows: dict[tuple[Any, ...], list[int]]) -> Rows:
        names = [*(c.name for c in table.primary_key.columns), *COUNTER_COLUMNS]
        return table, [dict(zip(names, (*k, *v), strict=True)) for k, v in rows.items()]

    return (
        fill(RekapHari, by_day),
        fill(RekapBulan, by_month),
        fill(RekapUppBulan, by_upp),
        fill(RekapUppHari, by_upp_day),
    )


def store_counters(session: Session, counters: Iterable[Rows], written: Batch) -> None:
    """Store counters in a database that has none yet."""
    for table, rows in counters:
        _insert(session, table, rows, written)
