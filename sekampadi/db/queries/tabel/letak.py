"""Letak: where the lines of a page lie, told by the counters, at whatever depth (decision 64).

The counters know how many answers of a group (a score, a choice, a layanan) each month and each day
holds. Whole months are passed over by their numbers, then whole days: what is read at last are the
answers of the few days on which the page lies.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, select
from sqlmodel import Session, SQLModel, col

from sekampadi.db.long import CountersDisagreeError, Group, Located, Slice
from sekampadi.db.models import (
    Jawaban,
    Layanan,
    RekapBulan,
    RekapHari,
    RekapUppBulan,
    RekapUppHari,
)
from sekampadi.db.queries.rekap import FEW, Selection, apart
from sekampadi.domain.periode import last_day_of_month, split_months

_SPARSE = 3
"""So many times as many days as hold lines are read through from end to end."""


_LAYANAN_ID = SQLModel.metadata.tables[str(Jawaban.__tablename__)].c.layanan_id
BY_DAY = (Group(),)
"""The order by the days alone."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Some days, both ends included, and the lines in them."""

    first: date
    last: date
    n: int


@dataclass(frozen=True, slots=True)
class Letak:
    """The lines that are asked for.

    Args:
        session: a session that sees one moment.
        selection: their place and days.
        sumber: how they came in; empty for all ways.
    """

    session: Session
    selection: Selection
    sumber: str = ""

    def _where(self, table: Table, layanan_ids: frozenset[int] | None) -> list[ColumnElement[bool]]:
        where = [table.c.sumber == self.sumber] if self.sumber else []
        if "upp_id" in table.c:
            return [*where, *self.selection.of_upp(table.c.upp_id)]
        owned = select(col(Layanan.id)).where(*self.selection.of_upp(col(Layanan.upp_id)))
        for ids in (self.selection.layanan_ids, layanan_ids):
            if ids is not None:
                owned = owned.where(col(Layanan.id).in_(sorted(ids)))
        return [*where, table.c.layanan_id.in_(owned)]

    def _tables(self, *, single: bool) -> tuple[Table, Table]:
        if single or self.selection.layanan_ids is not None:
            return RekapBulan, RekapHari
        return RekapUppBulan, RekapUppHari

    def _sums(
        self, key: str, counters: Sequence[tuple[str, ...]], layanan_ids: frozenset[int] | None
    ) -> list[tuple[Any, ...]]:
        """Sum counters, some of them together, by a column; months and the days at the edges of the period apart."""
        cut = split_months(self.selection.periode)
        by_month, by_day = self._tables(single=layanan_ids is not None or key == "layanan_id")
        few = self.selection.is_of_few or (layanan_ids is not None and len(layanan_ids) <= FEW)
        statements: list[Select[Any]] = []

        def add(table: Table, time: str, *where: ColumnElement[bool]) -> None:
            by = table.c[key] if key != "waktu" else apart(table.c[time]) if few else table.c[time]
            sums = (_sum_of(table, names) for names in counters)
            own = self._where(table, layanan_ids)
            statements.append(select(by, *sums).where(*own, *where).group_by(by))

        if cut.has_bulan:
            first, last = cut.bulan
            bulan = apart(by_month.c.bulan)
            months = [bulan >= first] if first else []
            months += [bulan <= last] if last else []
            add(by_month, "bulan", *months)
        tanggal = apart(by_day.c.tanggal) if few else by_day.c.tanggal
        for first_day, last_day in cut.hari:
            add(by_day, "tanggal", tanggal.between(first_day, last_day))
        rows: list[tuple[Any, ...]] = []
        for at, statement in enumerate(statements):
            is_month = at == 0 and cut.has_bulan
            for key_, *sums in self.session.connection().execute(statement):
                rows.append((is_month, key_, *(int(v or 0) for v in sums)))
        return rows

    def _days(self, group: Group, first: date, last: date) -> list[Bin]:
        _, table = self._tables(single=group.layanan_ids is not None)
        few = self.selection.is_of_few or len(group.layanan_ids or ()) in range(1, FEW + 1)
        day = apart(table.c.tanggal) if few else table.c.tanggal
        n = _sum_of(table, group.counters)
        where = self._where(table, group.layanan_ids)
        statement = select(day, n).where(*where, day.between(first, last)).group_by(day)
        rows = self.session.connection().execute(statement.having(n > 0).order_by(day))
        return [Bin(day, day, int(n)) for day, n in rows]

    def _cut_group(
        self, group: Group, bins: Sequence[Bin], wanted: tuple[int, int], *, down: bool
    ) -> Slice:
        """Narrow some lines of a group down to days; ``wanted`` are those passed over and taken."""
        skip, take = wanted
        for _ in range(2):  # months first, then days
            window, skip = _window(bins, skip, take, down=down)
            first, last = min(b.first for b in window), max(b.last for b in window)
            if all(b.first == b.last for b in window):
                break
            bins = self._days(group, first, last)
        days = [b.first for b in window]
        tanggal = col(Jawaban.tanggal)
        dense = (last - first).days < _SPARSE * len(days)
        where = tanggal.between(first, last) if dense else tanggal.in_(days)
        return Slice((*group.among(_LAYANAN_ID), where), skip, take)

    def locate(self, groups: Sequence[Group] | None) -> Located:
        """Count the lines, and tell how a page of an order is found among them."""
        if groups is None:
            return Located(self.total(), None)
        by_layanan = any(group.layanan_ids is not None for group in groups)
        counts, bins_of = self._by_layanan(groups) if by_layanan else self._by_counter(groups)
        if by_layanan and (total := self.total(groups[0].counters)) != sum(counts):
            # A name whose counters were lost would never be shown.
            return Located(max(total, sum(counts)), _disagree)

        def cut(skip: int, take: int, down: bool) -> list[Slice]:
            slices, at = [], 0
            order = list(range(len(groups)))
            for g in reversed(order) if down else order:
                n = counts[g]
                begin, end = max(skip, at), min(skip + take, at + n)
                if begin < end:
                    wanted = (begin - at, end - begin)
                    slices.append(self._cut_group(groups[g], bins_of(g), wanted, down=down))
                at += n
            return slices

        return Located(sum(counts), cut)

    def total(self, counters: tuple[str, ...] = ("n",)) -> int:
        """Count the lines, or those that some counters know."""
        return sum(row[2] for row in self._sums("waktu", (counters,), None))

    def since(self, n: int) -> date | None:
        """Return a day since which there are at least so many lines; None when there are not."""
        for b in reversed(_bins(self._sums("waktu", (("n",),), None))):
            n -= b.n
            if n <= 0:
                return max(b.first, self.selection.periode.dari or b.first)
        return None

    def count(self, groups: Sequence[Group]) -> list[int]:
        """Count the lines of groups that counters tell apart."""
        return self._by_counter(groups)[0]

    def _by_counter(self, groups: Sequence[Group]) -> tuple[list[int], Callable[[int], list[Bin]]]:
        rows = self._sums("waktu", [group.counters for group in groups], None)
        counts = [sum(row[2 + g] for row in rows) for g in range(len(groups))]
        return counts, lambda g: _bins((row[0], row[1], row[2 + g]) for row in rows)

    def _by_layanan(self, groups: Sequence[Group]) -> tuple[list[int], Callable[[int], list[Bin]]]:
        n: dict[int, int] = {}
        # The order is about names: whatever is counted is the same of each.
        counters = (groups[0].counters,)
        for _, layanan_id, counted in self._sums("layanan_id", counters, None):
            n[layanan_id] = n.get(layanan_id, 0) + counted
        counts = [sum(n.get(i, 0) for i in group.layanan_ids or ()) for group in groups]
        return counts, lambda g: _bins(
            (row[0], row[1], row[2]) for row in self._sums("waktu", counters, groups[g].layanan_ids)
        )


def _sum_of(table: Table, counters: tuple[str, ...]) -> ColumnElement[int]:
    first, *others = (table.c[name] for name in counters)
    return func.sum(sum(others, first))


def _disagree(_skip: int, _take: int, _down: bool) -> list[Slice]:
    raise CountersDisagreeError


def _bins(rows: Any) -> list[Bin]:
    found = [
        Bin(first, last_day_of_month(first) if is_month else first, n)
        for is_month, first, n in rows
        if n
    ]
    return sorted(found, key=lambda b: b.first)


def _window(bins: Sequence[Bin], skip: int, take: int, *, down: bool) -> tuple[list[Bin], int]:
    """Return the bins in which some lines lie, in order of time, and how many to pass over there."""
    window: list[Bin] = []
    at, inside = 0, 0
    for b in reversed(bins) if down else bins:
        if at + b.n > skip and at < skip + take:
            if not window:
                inside = skip - at
            window.append(b)
        at += b.n
    if not window:
        raise CountersDisagreeError
    return sorted(window, key=lambda b: b.first), inside
