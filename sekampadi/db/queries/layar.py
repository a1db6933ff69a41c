"""Reading counters for the wall: only what an index and its margin need, by layanan, day, month."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    Table,
    case,
    delete,
    func,
    or_,
    select,
    true,
    values,
)
from sqlalchemy import column as sql_column
from sqlmodel import Session, SQLModel, col

from sekampadi.db.models import (
    Jawaban,
    Layanan,
    MetodeBobot,
    RekapBulan,
    RekapHari,
    RekapUppBulan,
    SaranRilis,
    Upp,
)
from sekampadi.db.queries.jawaban import ids_of_saran, newest_first
from sekampadi.db.queries.rekap import Selection, apart, score_sums
from sekampadi.domain.ikm import Metode
from sekampadi.domain.laporan.layar import Hitung
from sekampadi.domain.periode import Periode
from sekampadi.domain.survei.unsur import URUTAN

_JAWABAN = SQLModel.metadata.tables[str(Jawaban.__tablename__)]


@cache
def _columns(table: Table) -> tuple[ColumnElement[Any], ...]:
    sums = (*score_sums(table), *score_sums(table, 2))
    return (func.sum(table.c.n), func.sum(table.c.total_kuadrat), *sums)


def _hitung(values: Iterable[Any]) -> Hitung:
    n, squares, *sums = (int(v or 0) for v in values)
    many = len(URUTAN)
    return Hitung(n, tuple(sums[:many]), squares, tuple(sums[many:]))


def _where(selection: Selection, table: Table) -> list[ColumnElement[bool]]:
    has_upp = table is RekapUppBulan
    upp = table.c.upp_id if has_upp else col(Layanan.upp_id)
    where = selection.of_upp(upp)
    if selection.layanan_ids is not None:
        where.append(table.c.layanan_id.in_(sorted(selection.layanan_ids)))
    return where


def _grouping(
    selection: Selection,
    table: Table,
    keys: tuple[ColumnElement[Any], ...],
    *where: ColumnElement[bool],
) -> Select[*tuple[Any, ...]]:
    query = select(*keys, *_columns(table)).where(*where, *_where(selection, table)).group_by(*keys)
    if table is not RekapUppBulan:
        query = query.join_from(table, Layanan, col(Layanan.id) == table.c.layanan_id)
    return query


def _grouped(
    session: Session, query: Select[*tuple[Any, ...]], keys: int
) -> list[tuple[tuple[Any, ...], Hitung]]:
    rows = session.connection().execute(query)
    return [(tuple(row[:keys]), _hitung(row[keys:])) for row in rows]


def _which(
    table: Table, periode: tuple[Periode, ...]
) -> tuple[ColumnElement[int], ColumnElement[bool]]:
    """Return which of several periods of whole months a counter belongs to, and whether to any."""
    months = [apart(table.c.bulan).between(p.dari, p.sampai) for p in periode]
    return case(*((inside, at) for at, inside in enumerate(months))), or_(*months)


@lru_cache(maxsize=512)
def _by_layanan(selection: Selection, periode: tuple[Periode, ...]) -> Select[*tuple[Any, ...]]:
    which, any_of = _which(RekapBulan, periode)
    return _grouping(selection, RekapBulan, (which.label("at"), RekapBulan.c.layanan_id), any_of)


def read_layanan_bulan(
    session: Session, selection: Selection, periode: tuple[Periode, ...]
) -> dict[Periode, dict[int, Hitung]]:
    """Read counters by layanan of several periods of whole months, in one statement.

    A period has two ends, and shares no month with another; layanan without answers in a period are
    absent there.
    """
    result: dict[Periode, dict[int, Hitung]] = {p: {} for p in periode}
    for (at, layanan_id), hitung in _grouped(session, _by_layanan(selection, periode), 2):
        if hitung.n:
            result[periode[at]][layanan_id] = hitung
    return result


@lru_cache(maxsize=512)
def _by_upp(selection: Selection, periode: tuple[Periode, ...]) -> Select[*tuple[Any, ...]]:
    c = RekapUppBulan.c
    which, any_of = _which(RekapUppBulan, periode)
    query = _grouping(selection, RekapUppBulan, (which.label("at"), c.upp_id), any_of)
    return query.join(Upp, col(Upp.id) == c.upp_id).group_by(col(Upp.nama)).order_by(col(Upp.nama))


def read_upp_bulan(
    session: Session, selection: Selection, periode: tuple[Periode, ...]
) -> dict[Periode, dict[int, Hitung]]:
    """Read counters by UPP of several periods of whole months, in one statement.

    A period has two ends, and shares no month with another; the selection picks no layanan. UPP come
    by name; those without answers in a period are absent there.
    """
    result: dict[Periode, dict[int, Hitung]] = {p: {} for p in periode}
    for (at, upp_id), hitung in _grouped(session, _by_upp(selection, periode), 2):
        if hitung.n:
            result[periode[at]][upp_id] = hitung
    return result


def read_layanan_hari(session: Session, selection: Selection, day: date) -> dict[int, Hitung]:
    """Read counters of one day by layanan; layanan without answers are absent."""
    c = RekapHari.c
    found = _grouped(session, _grouping(selection, RekapHari, (c.layanan_id,), c.tanggal == day), 1)
    return {key[0]: hitung for key, hitung in found if hitung.n}


def count_layanan_hari(
    session: Session, selection: Selection, dari: date, sampai: date
) -> dict[int, int]:
    """Count answers by layanan from one day to another, both included.

    Of all days but the last nobody asks for scores, which take ten times as long to add up.
    """
    c = RekapHari.c
    query = (
        select(c.layanan_id, func.sum(c.n))
        .join_from(RekapHari, Layanan, col(Layanan.id) == c.layanan_id)
        .where(c.tanggal.between(dari, sampai), *_where(selection, RekapHari))
        .group_by(c.layanan_id)
    )
    return {row[0]: int(row[1]) for row in session.connection().execute(query) if row[1]}


def read_layanan_jendela(
    session: Session, selection: Selection, jendela: Collection[Periode]
) -> dict[Periode, dict[int, Hitung]]:
    """Read counters by layanan of several ranges of days, which may overlap, in one statement.

    Each range has two ends; one without answers holds no layanan.
    """
    each = list(dict.fromkeys(jendela))
    result: dict[Periode, dict[int, Hitung]] = {periode: {} for periode in each}
    if not each:
        return result
    w = (
        values(sql_column("nomor", Integer), sql_column("dari", Date), sql_column("sampai", Date))
        .data([(i, periode.dari, periode.sampai) for i, periode in enumerate(each)])
        .cte("jendela")
    )
    c = RekapHari.c
    days = c.tanggal.between(w.c.dari, w.c.sampai)
    query = _grouping(selection, RekapHari, (w.c.nomor, c.layanan_id), days)
    for (i, layanan_id), hitung in _grouped(session, query, 2):
        result[each[i]][layanan_id] = hitung
    return result


@lru_cache(maxsize=512)
def _by_month(selection: Selection) -> Select[*tuple[Any, ...]]:
    # Kept for the live screens, see db.queries.rekap.
    table = RekapUppBulan if selection.layanan_ids is None else RekapBulan
    dari = selection.periode.dari
    where = (table.c.bulan >= dari.replace(day=1),) if dari else ()
    return _grouping(selection, table, (table.c.bulan,), *where)


def read_bulan(session: Session, selection: Selection) -> dict[date, Hitung]:
    """Read counters by month, from the month in which the selection's period begins."""
    found = _grouped(session, _by_month(selection), 1)
    return {key[0]: hitung for key, hitung in found}


_METODE = select(col(MetodeBobot.berlaku_dari), col(MetodeBobot.metode)).order_by(
    col(MetodeBobot.berlaku_dari).desc()
)


def list_metode(session: Session) -> list[tuple[date, Metode]]:
    """List all weight methods with the day from which they hold, the newest first."""
    return [(row[0], Metode(row[1])) for row in session.connection().execute(_METODE)]


@dataclass(frozen=True, slots=True)
class SaranLayarRow:
    """A suggestion: where it was left, and whether it is released for the wall."""

    id: int
    tanggal: date
    saran: str
    layanan: str
    upp: str
    dirilis: bool


def list_saran(
    session: Session, selection: Selection, *, released_only: bool, limit: int
) -> list[SaranLayarRow]:
    """List the newest suggestions that count, or those that a moderator has released."""
    released, day = col(SaranRilis.jawaban_id), col(Jawaban.tanggal)
    query = (
        select(
            *(col(Jawaban.id), day, col(Jawaban.saran), col(Layanan.nama), col(Upp.nama)),
            true() if released_only else released.is_not(None),
        )
        .join_from(Jawaban, Layanan, col(Layanan.id) == col(Jawaban.layanan_id))
        .join(Upp, col(Upp.id) == col(Layanan.upp_id))
        .where(
            col(Jawaban.saran) != "",
            col(Jawaban.dihapus_pada).is_(None),
            *_where(selection, _JAWABAN),
        )
        # Few are released: by the index of days every answer would be looked at whether it is one.
        .order_by(func.coalesce(day, day).desc(), col(Jawaban.id).desc())
        .limit(limit)
    )
    if released_only:
        query = query.where(col(Jawaban.id).in_(select(released)))
    else:
        newest = newest_first(ids_of_saran(session, selection)).limit(limit)
        ids = session.connection().execute(newest).scalars().all()
        query = query.join(SaranRilis, released == col(Jawaban.id), isouter=True)
        query = query.where(col(Jawaban.id).in_(ids))
    if selection.periode.dari is not None:
        query = query.where(day >= selection.periode.dari)
    rows: Iterable[Any] = session.connection().execute(query)
    return [SaranLayarRow(*row) for row in rows]


def withdraw(session: Session, jawaban_id: int) -> bool:
    """Take a suggestion off the wall, and tell whether it was there."""
    statement = delete(SaranRilis).where(col(SaranRilis.jawaban_id) == jawaban_id)
    return bool(session.connection().execute(statement).rowcount)
