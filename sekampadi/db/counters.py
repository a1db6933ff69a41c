"""Keeping the counters: an answer adds to its day and month, and to its UPP's, in one transaction.

Where public figures are frozen already, the change is written down beside them to wait its turn.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import RowMapping, Table, delete, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from sekampadi.db.kabar import announce
from sekampadi.db.models.publik import PublikSimpul, PublikTunda
from sekampadi.db.models.rekap import (
    CELL_COLUMNS,
    COUNTER_COLUMNS,
    RekapBulan,
    RekapHari,
    RekapUppBulan,
    RekapUppHari,
)
from sekampadi.db.siap import Siap
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.periode import first_of_triwulan
from sekampadi.domain.survei.responden import PenilaianUmum
from sekampadi.domain.survei.unsur import SKOR, URUTAN

TODAY = "sekampadi.today"
"""Under this name a session's info holds what tells the province's current day."""
PROVINSI_KUNCI = "provinsi"
"""The node of the province among the public figures."""

COUNTED: tuple[Table, ...] = (RekapHari, RekapBulan, RekapUppBulan, RekapUppHari)
"""The tables of counters, in the order in which answers write them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer counts."""

    upp_id: int  # owns the layanan
    layanan_id: int
    tempat_id: int  # 0 for none
    sumber: str
    tanggal: date  # the province's calendar day


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that is counted, or is counted no longer."""

    place: Place
    rekap: Rekap
    sign: int  # 1 to add it, -1 to take it out
    jawaban_id: int


def upp_kunci(upp_id: int) -> str:
    """Name the node of an UPP among the public figures."""
    return f"upp:{upp_id}"


def rekap_to_columns(rekap: Rekap) -> dict[str, int]:
    """Spread counters over the columns of a rekap table."""
    columns = {"n": rekap.n, "total_kuadrat": rekap.total_kuadrat}
    for unsur, row in zip(URUTAN, rekap.sebaran, strict=True):
        columns |= {f"{unsur.field}_{s}": c for s, c in zip(SKOR, row, strict=True)}
    for kelompok, cells in CELL_COLUMNS.items():
        columns |= {column: rekap.groups[kelompok][cell] for cell, column in cells.items()}
    columns |= {f"umum_{p.value}": rekap.umum[p.value] for p in PenilaianUmum}
    return columns


_COUNTERS = frozenset(COUNTER_COLUMNS)
_SEBARAN = tuple((f"{f}_1", f"{f}_2", f"{f}_3", f"{f}_4") for f in (u.field for u in URUTAN))
_UMUM = tuple((p.value, f"umum_{p.value}") for p in PenilaianUmum)
"""The columns by what they hold: looked up 100,000 times where a triwulan is read node by node."""


def rekap_of_columns(columns: Mapping[str, Any] | RowMapping) -> Rekap:
    """Gather the columns of a rekap table, or of a sum over its rows (None without rows)."""
    # PostgreSQL adds up integers as numeric.
    value = {name: int(columns[name] or 0) for name in COUNTER_COLUMNS}
    return Rekap(
        n=value["n"],
        total_kuadrat=value["total_kuadrat"],
        sebaran=tuple((value[a], value[b], value[c], value[d]) for a, b, c, d in _SEBARAN),
        groups={
            k: {cell: value[name] for cell, name in cells.items()}
            for k, cells in CELL_COLUMNS.items()
        },
        umum={cell: value[name] for cell, name in _UMUM},
    )


def rows_of(place: Place, rekap: Rekap) -> list[tuple[Table, dict[str, Any]]]:
    """Return the rows, each with its table, that a set of answers at one place adds to."""
    columns = rekap_to_columns(rekap)
    layanan = {
        "layanan_id": place.layanan_id,
        "tempat_id": place.tempat_id,
        "sumber": place.sumber,
    }
    upp = {"upp_id": place.upp_id, "sumber": place.sumber}
    bulan = place.tanggal.replace(day=1)
    return [
        (RekapHari, {**layanan, "tanggal": place.tanggal, **columns}),
        (RekapBulan, {**layanan, "bulan": bulan, **columns}),
        (RekapUppBulan, {**upp, "bulan": bulan, **columns}),
        (RekapUppHari, {**upp, "tanggal": place.tanggal, **columns}),
    ]


def add_to_counters(session: Session, change: Change) -> None:
    """Add one answer to the counters, in the write session of the answer itself."""
    for table, row in rows_of(change.place, change.rekap):
        upsert_rows(session, table, [row if change.sign == 1 else _signed(row, change.sign)])
    hold_back(session, [change])
    announce(session, change.place.upp_id)


def move_counters(session: Session, changes: Sequence[Change]) -> None:
    """Add and take out many answers at once, in the write session of the answers themselves.

    Table by table, and within a table by key, so that two people who change many answers on
    PostgreSQL cannot wait for each other in a circle.
    """
    rows: dict[Table, list[dict[str, Any]]] = {}
    upp_ids: set[int] = set()
    for change in changes:
        upp_ids.add(change.place.upp_id)
        for table, row in rows_of(change.place, change.rekap):
            rows.setdefault(table, []).append(_signed(row, change.sign))
    for table in COUNTED:
        _upsert_sums(session, table, rows.get(table, []))
    hold_back(session, changes)
    for upp_id in sorted(upp_ids):
        announce(session, upp_id)


def _signed(row: Mapping[str, Any], sign: int) -> dict[str, Any]:
    if sign == 1:
        return dict(row)
    return {k: v * sign if k in _COUNTERS else v for k, v in row.items()}


def keep_writers_out(session: Session) -> None:
    """Let nobody count an answer before this transaction ends.

    SQLite has one writer anyway. On PostgreSQL an answer committed after the counters were read
    would be missing from what is made of them. The tables are locked in the order in which
    answers write them.
    """
    if session.get_bind().dialect.name == "postgresql":
        names = ", ".join(table.name for table in COUNTED)
        session.connection().execute(text(f"LOCK TABLE {names} IN EXCLUSIVE MODE"))


def list_frozen_among(
    session: Session, triwulan: Collection[date], keys: Collection[str]
) -> set[tuple[date, str]]:
    """List which of some nodes are frozen in which of some triwulan."""
    simpul = PublikSimpul.c
    query = select(simpul.triwulan, simpul.kunci).where(
        simpul.triwulan.in_(sorted(triwulan)), simpul.kunci.in_(sorted(keys))
    )
    return {(row[0], row[1]) for row in session.connection().execute(query)}


def hold_back(session: Session, changes: Iterable[Change]) -> None:
    """Write down, answer by answer, what changes in a triwulan whose public figures are frozen.

    Nothing is asked of the database for the running triwulan, in which nothing is frozen. Called
    after the counters were written: who freezes keeps their writers out, so that a change is
    either in the counters he reads or finds his freeze here.
    """
    today: Callable[[], date] | None = session.info.get(TODAY)
    open_since = None if today is None else first_of_triwulan(today())
    late = [c for c in changes if open_since is None or c.place.tanggal < open_since]
    if not late:
        return
    quarters = {first_of_triwulan(c.place.tanggal) for c in late}
    keys = {PROVINSI_KUNCI} | {upp_kunci(c.place.upp_id) for c in late}
    frozen = list_frozen_among(session, quarters, keys)
    rows = []
    for change in late:
        first = first_of_triwulan(change.place.tanggal)
        if frozen & {(first, PROVINSI_KUNCI), (first, upp_kunci(change.place.upp_id))}:
            key = {
                "triwulan": first,
                "layanan_id": change.place.layanan_id,
                "jawaban_id": change.jawaban_id,
            }
            rows.append(key | _signed(rekap_to_columns(change.rekap), change.sign))
    if not rows:
        return
    _upsert_sums(session, PublikTunda, rows)
    # What was taken out and put back again has not changed.
    session.connection().execute(
        delete(PublikTunda).where(*(PublikTunda.c[name] == 0 for name in COUNTER_COLUMNS))
    )


def upsert_rows(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows of counters to a rekap table; rows with the same key are added up.

    The tables are always written in the order of :data:`COUNTED`, so that two writers on
    PostgreSQL cannot wait for each other in a circle.
    """
    if not rows:
        return
    connection = session.connection()
    _upsert_ready(table, connection.dialect.name).run_all(connection, rows)


def _upsert_sums(session: Session, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    names = [c.name for c in table.primary_key.columns]
    totals = sum_by_key(table, rows)
    summed = [dict(zip(names, key, strict=True)) | totals[key] for key in sorted(totals)]
    upsert_rows(session, table, summed)


@cache
def _upsert(table: Table, dialect: str) -> postgresql.Insert | sqlite.Insert:
    # Built once: with sixty columns, building it takes longer than running it.
    insert = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    return insert.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={c: table.c[c] + insert.excluded[c] for c in COUNTER_COLUMNS},
    )


@cache
def _upsert_ready(table: Table, dialect: str) -> Siap:
    return Siap(_upsert(table, dialect))


def sum_by_key(
    table: Table, rows: Iterable[Mapping[str, Any]]
) -> dict[tuple[Any, ...], dict[str, int]]:
    """Add up rows of one rekap table by its key, for bulk loading."""
    key_names = [c.name for c in table.primary_key.columns]
    totals: dict[tuple[Any, ...], dict[str, int]] = {}
    for row in rows:
        key = tuple(row[k] for k in key_names)
        total = totals.setdefault(key, dict.fromkeys(COUNTER_COLUMNS, 0))
        for column in COUNTER_COLUMNS:
            total[column] += row[column]
    return totals
