"""Reading counters: whole months from the month tables, the edges of a period from the days."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, Table, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import ReturnTypeFromArgs
from sqlmodel import Session, col

from sekampadi.db.counters import rekap_of_columns
from sekampadi.db.models import Layanan, RekapBulan, RekapHari, RekapUppBulan, RekapUppHari
from sekampadi.db.models.rekap import COUNTER_COLUMNS
from sekampadi.db.scope import within
from sekampadi.domain.izin import Scope
from sekampadi.domain.laporan.rekap import Rekap, merge
from sekampadi.domain.periode import Periode, Potongan, split_fewest
from sekampadi.domain.survei.unsur import SKOR, URUTAN

_Sums = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which answers to count, inside what the caller may see."""

    scope: Scope
    periode: Periode
    upp_ids: frozenset[int] | None = None  # None for all inside the scope
    layanan_ids: frozenset[int] | None = None  # None for all

    @property
    def is_whole(self) -> bool:
        """Whether it is about all answers of the province, of whatever days."""
        return (self.scope.upp_ids, self.upp_ids, self.layanan_ids) == (None, None, None)

    @property
    def is_of_few(self) -> bool:
        """Whether it is about so few layanan or UPP that these are looked up, not the days."""
        picked = (self.layanan_ids, self.upp_ids, self.scope.upp_ids)
        return any(ids is not None and len(ids) <= FEW for ids in picked)

    def of_upp(self, column: Any) -> list[ColumnElement[bool]]:
        """Restrict a column that holds an UPP's id."""
        where = [within(self.scope, column)]
        if self.upp_ids is not None:
            where.append(column.in_(sorted(self.upp_ids)))
        return where


@dataclass(frozen=True, slots=True)
class JumlahSkor:
    """As much of the counters as an index and its margin need; in SQL half as long to add up.

    Args:
        n: answers.
        jumlah: the sums of their nine scores.
        total_kuadrat: sum of the squares of the answers' totals.
    """

    n: int = 0
    jumlah: tuple[int, ...] = (0,) * len(URUTAN)
    total_kuadrat: int = 0

    @classmethod
    def of(cls, values: Sequence[Any]) -> "JumlahSkor":
        """Gather a row of :func:`_few_sums`."""
        n, squares, *sums = map(int, values)
        return cls(n, tuple(sums), squares)

    def __add__(self, other: "JumlahSkor") -> "JumlahSkor":
        """Merge two sets that share no answer."""
        jumlah = tuple(a + b for a, b in zip(self.jumlah, other.jumlah, strict=True))
        return JumlahSkor(self.n + other.n, jumlah, self.total_kuadrat + other.total_kuadrat)


@cache
def _sums(table: Table) -> list[ColumnElement[int]]:
    # Built once: with sixty columns, building them takes longer than adding them up.
    return [func.sum(table.c[name]).label(name) for name in COUNTER_COLUMNS]


def score_sums(table: Table, power: int = 1) -> list[ColumnElement[int]]:
    """Return what adds up the scores of each unsur, or their squares; the lowest score is 1."""
    return [
        func.sum(
            sum((table.c[f"{u.field}_{s}"] * s**power for s in SKOR[1:]), table.c[f"{u.field}_1"])
        )
        for u in URUTAN
    ]


@cache
def _few_sums(table: Table) -> list[ColumnElement[int]]:
    return [func.sum(table.c.n), func.sum(table.c.total_kuadrat), *score_sums(table)]


FEW = 20
"""So many layanan or UPP are better looked up one by one than on all days."""


class _Apart(ReturnTypeFromArgs[Any]):
    identifier = "sekampadi_apart"
    inherit_cache = True


@compiles(_Apart)
def _as_it_is(element: _Apart, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(element.clauses, **kw)


@compiles(_Apart, "sqlite")
def _without_index(element: _Apart, compiler: SQLCompiler, **kw: Any) -> str:
    return f"+{compiler.process(element.clauses, **kw)}"


def apart(time: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a day or month of which SQLite shall not look up the index.

    Where the counters of few layanan are asked for, or all months of all of them, it would go through
    those of everybody by the index of time, and sort what it finds. PostgreSQL knows better.
    """
    return _Apart(time)


def _months(table: Table, cut: Potongan) -> list[ColumnElement[bool]]:
    first, last = cut.bulan
    where: list[ColumnElement[bool]] = []
    if first is not None:
        where.append(apart(table.c.bulan) >= first)
    if last is not None:
        where.append(apart(table.c.bulan) <= last)
    return where


@lru_cache(maxsize=512)
def _statements(
    selection: Selection, key: str | None, sums: Callable[[Table], list[ColumnElement[int]]] = _sums
) -> tuple[tuple[_Sums, int], ...]:
    """Build one statement per piece of the period; ``key`` groups them by layanan or UPP.

    Each comes with 1 where its sums are part of the whole, -1 where they are to be taken off it.
    Kept, because live screens read the same few selections every second, and building a
    statement of sixty sums takes longer than running it.
    """
    cut = split_fewest(selection.periode)
    statements: list[tuple[_Sums, int]] = []
    by_upp_table = selection.layanan_ids is None and key != "layanan_id"

    def add(table: Table, where: Sequence[ColumnElement[bool]], sign: int = 1) -> None:
        has_upp = table in (RekapUppBulan, RekapUppHari)
        upp = table.c.upp_id if has_upp else col(Layanan.upp_id)
        columns = sums(table)
        group = None
        if key is not None:
            group = upp if key == "upp_id" else table.c.layanan_id
            columns = [group.label("key"), *columns]
        statement = select(*columns).where(*where, *selection.of_upp(upp))
        if not has_upp:
            statement = statement.join_from(table, Layanan, col(Layanan.id) == table.c.layanan_id)
            if selection.layanan_ids is not None:
                only = table.c.layanan_id.in_(sorted(selection.layanan_ids))
                statement = statement.where(only)
        if group is not None:
            statement = statement.group_by(group)
        statements.append((statement, sign))

    if cut.has_bulan:
        table = RekapUppBulan if by_upp_table else RekapBulan
        add(table, _months(table, cut))
    by_day = RekapUppHari if by_upp_table else RekapHari
    tanggal = apart(by_day.c.tanggal) if selection.is_of_few else by_day.c.tanggal
    for days, sign in ((cut.hari, 1), (cut.tanpa, -1)):
        for first, last in days:
            add(by_day, [tanggal.between(first, last)], sign)
    return tuple(statements)


def _signed(row: RowMapping, sign: int) -> RowMapping | dict[str, Any]:
    return row if sign == 1 else {k: v if k == "key" else -(v or 0) for k, v in row.items()}


def read_rekap(session: Session, selection: Selection) -> Rekap:
    """Read the counters of a selection as one."""
    connection = session.connection()
    return merge(
        rekap_of_columns(_signed(connection.execute(statement).mappings().one(), sign))
        for statement, sign in _statements(selection, None)
    )


def _read_by(session: Session, selection: Selection, key: str) -> dict[int, Rekap]:
    result: dict[int, Rekap] = {}
    for statement, sign in _statements(selection, key):
        for row in session.connection().execute(statement).mappings():
            rekap, earlier = rekap_of_columns(_signed(row, sign)), result.get(row["key"])
            result[row["key"]] = earlier + rekap if earlier else rekap
    return {k: r for k, r in result.items() if r.n}


def read_rekap_per_upp(session: Session, selection: Selection) -> dict[int, Rekap]:
    """Read the counters per UPP, each with its own layanan only; UPP without answers are absent."""
    return _read_by(session, selection, "upp_id")


def read_rekap_per_layanan(session: Session, selection: Selection) -> dict[int, Rekap]:
    """Read the counters per layanan; layanan without answers are absent."""
    return _read_by(session, selection, "layanan_id")


def _read_few_by(session: Session, selection: Selection, key: str) -> dict[int, JumlahSkor]:
    result: dict[int, JumlahSkor] = {}
    for statement, sign in _statements(selection, key, _few_sums):
        for key_, *values in session.connection().execute(statement):
            found, earlier = JumlahSkor.of([sign * v for v in values]), result.get(key_)
            result[key_] = earlier + found if earlier else found
    return {k: r for k, r in result.items() if r.n}


def read_jumlah_per_upp(session: Session, selection: Selection) -> dict[int, JumlahSkor]:
    """As :func:`read_rekap_per_upp`, where nobody asks for groups or single scores."""
    return _read_few_by(session, selection, "upp_id")


def read_jumlah_per_layanan(session: Session, selection: Selection) -> dict[int, JumlahSkor]:
    """As :func:`read_rekap_per_layanan`, likewise."""
    return _read_few_by(session, selection, "layanan_id")
