"""Keeping the counters: every answer adds to its day, its month and its UPP's month, in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import RowMapping, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from sekampadi.db.kabar import announce
from sekampadi.db.models.rekap import (
    COUNTER_COLUMNS,
    RekapBulan,
    RekapHari,
    RekapUppBulan,
    group_column,
)
from sekampadi.domain.rekap import Rekap
from sekampadi.domain.responden import Kelompok, PenilaianUmum
from sekampadi.domain.unsur import SKOR, URUTAN


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer counts.

    Args:
        upp_id: the UPP that owns the layanan.
        layanan_id: the layanan.
        tempat_id: the place below it, 0 for none.
        sumber: the way it came in.
        tanggal: the province's calendar day.
    """

    upp_id: int
    layanan_id: int
    tempat_id: int
    sumber: str
    tanggal: date


def rekap_to_columns(rekap: Rekap) -> dict[str, int]:
    """Spread counters over the columns of a rekap table."""
    columns = {"n": rekap.n, "total_kuadrat": rekap.total_kuadrat}
    for unsur, row in zip(URUTAN, rekap.sebaran, strict=True):
        columns |= {f"{unsur.field}_{s}": c for s, c in zip(SKOR, row, strict=True)}
    for kelompok in Kelompok:
        for index, cell in enumerate(kelompok.cells):
            columns[group_column(kelompok, index)] = rekap.groups[kelompok][cell.value]
    columns |= {f"umum_{p.value}": rekap.umum[p.value] for p in PenilaianUmum}
    return columns


def rekap_of_columns(columns: Mapping[str, Any] | RowMapping) -> Rekap:
    """Gather the columns of a rekap table, or of a sum over its rows (None without rows)."""

    def value(name: str) -> int:
        # PostgreSQL adds up integers as numeric.
        return int(columns[name] or 0)

    return Rekap(
        n=value("n"),
        total_kuadrat=value("total_kuadrat"),
        sebaran=tuple(
            (
                value(f"{u.field}_1"),
                value(f"{u.field}_2"),
                value(f"{u.field}_3"),
                value(f"{u.field}_4"),
            )
            for u in URUTAN
        ),
        groups={
            k: {c.value: value(group_column(k, i)) for i, c in enumerate(k.cells)} for k in Kelompok
        },
        umum={p.value: value(f"umum_{p.value}") for p in PenilaianUmum},
    )


def rows_of(place: Place, rekap: Rekap) -> list[tuple[Table, dict[str, Any]]]:
    """Return the three rows, each with its table, that a set of answers at one place adds to."""
    columns = rekap_to_columns(rekap)
    layanan = {
        "layanan_id": place.layanan_id,
        "tempat_id": place.tempat_id,
        "sumber": place.sumber,
    }
    bulan = place.tanggal.replace(day=1)
    return [
        (RekapHari, {**layanan, "tanggal": place.tanggal, **columns}),
        (RekapBulan, {**layanan, "bulan": bulan, **columns}),
        (
            RekapUppBulan,
            {"upp_id": place.upp_id, "sumber": place.sumber, "bulan": bulan, **columns},
        ),
    ]


def add_to_counters(session: Session, place: Place, rekap: Rekap, *, sign: int = 1) -> None:
    """Add answers to the counters, or take them out again.

    Args:
        session: the write session of the answer itself.
        place: where they count.
        rekap: what they are.
        sign: 1 to add, -1 to take out.
    """
    for table, row in rows_of(place, rekap):
        values = {k: v * sign if k in COUNTER_COLUMNS else v for k, v in row.items()}
        upsert_rows(session, table, [values])
    announce(session, place.upp_id)


def move_counters(session: Session, changes: Iterable[tuple[Place, Rekap, int]]) -> None:
    """Add and take out many answers at once.

    Args:
        session: the write session of the answers themselves.
        changes: where, what, and 1 to add or -1 to take out.

    Table by table, and within a table by key, so that two people who change many answers on
    PostgreSQL cannot wait for each other in a circle.
    """
    rows: dict[Table, list[dict[str, Any]]] = {}
    upp_ids: set[int] = set()
    for place, rekap, sign in changes:
        upp_ids.add(place.upp_id)
        for table, row in rows_of(place, rekap):
            signed = {k: v * sign if k in COUNTER_COLUMNS else v for k, v in row.items()}
            rows.setdefault(table, []).append(signed)
    for table in (RekapHari, RekapBulan, RekapUppBulan):
        names = [c.name for c in table.primary_key.columns]
        totals = sum_by_key(table, rows.get(table, []))
        upsert_rows(
            session,
            table,
            [dict(zip(names, key, strict=True)) | totals[key] for key in sorted(totals)],
        )
    for upp_id in sorted(upp_ids):
        announce(session, upp_id)


def upsert_rows(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows of counters to a rekap table; rows with the same key are added up.

    The tables are always written in the order day, month, UPP month, so that two writers on
    PostgreSQL cannot wait for each other in a circle.
    """
    if not rows:
        return
    statement = _upsert(table, session.get_bind().dialect.name)
    # A single row is not sent as a batch of one: drivers take a longer way for batches.
    session.connection().execute(statement, rows[0] if len(rows) == 1 else list(rows))


@cache
def _upsert(table: Table, dialect: str) -> postgresql.Insert | sqlite.Insert:
    # Built once: with sixty columns, building it takes longer than running it.
    insert = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    return insert.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={c: table.c[c] + insert.excluded[c] for c in COUNTER_COLUMNS},
    )


def sum_by_key(
    table: Table, rows: Iterable[Mapping[str, Any]]
) -> dict[tuple[Any, ...], dict[str, int]]:
    """Add up rows of one rekap table by its key, for bulk loading and for ``check-rekap``."""
    key_names = [c.name for c in table.primary_key.columns]
    totals: dict[tuple[Any, ...], dict[str, int]] = {}
    for row in rows:
        key = tuple(row[k] for k in key_names)
        total = totals.setdefault(key, dict.fromkeys(COUNTER_COLUMNS, 0))
        for column in COUNTER_COLUMNS:
            total[column] += row[column]
    return totals
