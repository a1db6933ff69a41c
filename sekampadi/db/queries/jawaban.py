"""Reads of single answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, literal_column, select
from sqlmodel import Session, col

from sekampadi.db.models import Jawaban, Layanan
from sekampadi.db.queries.rekap import Selection
from sekampadi.db.queries.tabel.letak import BY_DAY, Letak
from sekampadi.domain.laporan.rekap import Penilaian
from sekampadi.domain.survei.responden import FIELDS, PenilaianUmum, Responden
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.domain.tabel import REACH

_ANSWERS_EACH = 4


@dataclass(frozen=True, slots=True)
class NilaiRow:
    """A line of the laporan's table: its number, nine scores and the day."""

    nomor: int
    nilai: tuple[int, ...]
    tanggal: date


def where_counts(selection: Selection) -> list[ColumnElement[bool]]:
    """Return what picks the answers of a selection that count; the query joins their layanan."""
    where = [*selection.of_upp(col(Layanan.upp_id)), col(Jawaban.dihapus_pada).is_(None)]
    if selection.layanan_ids is not None:
        where.append(col(Jawaban.layanan_id).in_(sorted(selection.layanan_ids)))
    if selection.periode.dari is not None:
        where.append(col(Jawaban.tanggal) >= selection.periode.dari)
    if selection.periode.sampai is not None:
        where.append(col(Jawaban.tanggal) <= selection.periode.sampai)
    return where


def penilaian_of(jawaban: Jawaban | Row[Any]) -> Penilaian:
    """Return what an answer, or a row with its columns, contributes to the counters."""
    return Penilaian(
        {u: getattr(jawaban, u.field) for u in URUTAN},
        PenilaianUmum(str(jawaban.umum)),
        Responden.of({field: getattr(jawaban, field) for field in FIELDS}),
    )


def _nilai(selection: Selection) -> Select[*tuple[Any, ...]]:
    return (
        select(col(Jawaban.tanggal), *(getattr(Jawaban, u.field) for u in URUTAN))
        .join(Layanan, col(Layanan.id) == col(Jawaban.layanan_id))
        .where(*where_counts(selection))
        .order_by(col(Jawaban.tanggal), col(Jawaban.id))
    )


def page_of_nilai(
    session: Session, selection: Selection, *, offset: int, limit: int
) -> list[NilaiRow]:
    """Read one page of scores, oldest first; the counters tell on which days it lies."""
    located = Letak(session, selection).locate(BY_DAY)
    slices = located.cut(offset, limit, False) if located.cut else []
    rows = [
        row
        for part in slices
        for row in session.connection().execute(
            _nilai(selection).where(*part.where).offset(part.skip).limit(part.take)
        )
    ]
    return [NilaiRow(offset + i, tuple(row[1:]), row[0]) for i, row in enumerate(rows, start=1)]


def count_counted(session: Session, selection: Selection) -> int:
    """Tell how many answers the counters know of."""
    return Letak(session, selection).total()


def count_jawaban(session: Session, selection: Selection, *where: ColumnElement[bool]) -> int:
    """Count single answers, for checks; figures come from the counters."""
    query = (
        select(func.count())
        .select_from(Jawaban)
        .join(Layanan, col(Layanan.id) == col(Jawaban.layanan_id))
        .where(*where_counts(selection), *where)
    )
    return session.connection().execute(query).scalar_one()


@dataclass(frozen=True, slots=True)
class SaranRow:
    """What a person wrote, the day, and what it is about."""

    tanggal: date
    layanan: str
    saran: str


def ids_of_saran(session: Session, selection: Selection) -> Select[Any]:
    """Pick the suggestions of a selection by the indexes that hold nothing else, without the answers."""
    periode = selection.periode
    # The empty text is written out: with a parameter SQLite does not see that an index fits.
    where: list[ColumnElement[bool]] = [col(Jawaban.saran) != literal_column("''")]
    where.append(col(Jawaban.dihapus_pada).is_(None))
    where += [col(Jawaban.tanggal) >= periode.dari] if periode.dari else []
    where += [col(Jawaban.tanggal) <= periode.sampai] if periode.sampai else []
    if not selection.is_whole:
        layanan = select(col(Layanan.id)).where(*selection.of_upp(col(Layanan.upp_id)))
        if selection.layanan_ids is not None:
            layanan = layanan.where(col(Layanan.id).in_(sorted(selection.layanan_ids)))
        ids = list(session.connection().execute(layanan).scalars())
        where.append(col(Jawaban.layanan_id).in_(ids))
    return select(col(Jawaban.id)).where(*where)


def newest_first(query: Select[Any]) -> Select[Any]:
    """Put what :func:`ids_of_saran` picks in order."""
    return query.order_by(col(Jawaban.tanggal).desc(), col(Jawaban.id).desc())


def _list_saran(session: Session, ids: Sequence[int]) -> list[SaranRow]:
    query = (
        select(col(Jawaban.id), col(Jawaban.tanggal), col(Layanan.nama), col(Jawaban.saran))
        .join(Layanan, col(Layanan.id) == col(Jawaban.layanan_id))
        .where(col(Jawaban.id).in_(ids))
    )
    rows = {row[0]: SaranRow(*row[1:]) for row in session.connection().execute(query)}
    return [rows[i] for i in ids]


def page_of_saran(
    session: Session, selection: Selection, *, offset: int = 0, limit: int
) -> list[SaranRow]:
    """Read one page of suggestions, newest first."""
    wanted = newest_first(ids_of_saran(session, selection)).offset(offset).limit(limit)
    # Those of some layanan have to be sorted. Not every answer has one: they are looked for on so
    # many days as have several times as many answers, and on more if that was too few.
    letak, answers = Letak(session, selection), _ANSWERS_EACH * (offset + limit)
    while not selection.is_whole and (since := letak.since(answers)) is not None:
        part = wanted.where(col(Jawaban.tanggal) >= since)
        ids = session.connection().execute(part).scalars().all()
        if len(ids) == limit:
            return _list_saran(session, ids)
        answers *= _ANSWERS_EACH
    return _list_saran(session, session.connection().execute(wanted).scalars().all())


def count_saran(session: Session, selection: Selection) -> int:
    """Count suggestions up to :data:`REACH` and one; the counters do not know them."""
    some = ids_of_saran(session, selection).limit(REACH + 1).subquery()
    return session.connection().execute(select(func.count()).select_from(some)).scalar_one()


def iter_nilai(session: Session, selection: Selection, *, chunk: int = 2000) -> Iterator[NilaiRow]:
    """Read all scores, oldest first, for files; the session stays open until the last."""
    query = _nilai(selection).execution_options(yield_per=chunk)
    for nomor, row in enumerate(session.connection().execute(query), start=1):
        yield NilaiRow(nomor, tuple(row[1:]), row[0])
