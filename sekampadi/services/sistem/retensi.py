"""Retensi: the text of suggestions is deleted when it is older than the settings keep it.

The answer stays with all its figures and marks, and no counter moves; the search index follows by its
triggers. What people have quoted from it in plans and reports, and papers that were published, stay.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import delete, literal_column, select, update
from sqlmodel import Session, SQLModel, col

from sekampadi.db.models import Jawaban, SaranRilis
from sekampadi.domain.periode import Periode
from sekampadi.services.sistem.runtime import Runtime, record

SEPOTONG: Final = 500
"""Suggestions of one transaction: citizens who answer meanwhile wait for no more."""
_T = SQLModel.metadata.tables[str(Jawaban.__tablename__)]
_OLD = _T.c.saran != literal_column("''")  # written out: by a parameter no index is found


def batas_saran(today: date, months: int) -> date | None:
    """Return the day before which suggestions have lost their text: the first of a month.

    Args:
        today: in the province.
        months: whole months that they are kept; 0 for ever.

    Returns:
        None when they are kept for ever.
    """
    if not months:
        return None
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(max(year, 1), month + 1, 1)


def saran_dihapus_sebelum(rt: Runtime) -> date | None:
    """Return the day before which suggestions have lost their text; None when none has."""
    return batas_saran(rt.today(), rt.settings.suggestion_months)


def saran_sejak(rt: Runtime, periode: Periode) -> date | None:
    """Return from which day on a period has suggestions; None when none of its texts was deleted."""
    before = saran_dihapus_sebelum(rt)
    if before is None or (periode.dari is not None and periode.dari >= before):
        return None
    return before


def _oldest(session: Session, before: date, most: int) -> Sequence[Any]:
    """Return the oldest answers that have a suggestion still; those that were removed come last.

    Of each kind there is an index: what has lost its text is not passed again, but for the few removed.
    """
    rows: list[Any] = []
    for kept in (_T.c.dihapus_pada.is_(None), _T.c.dihapus_pada.is_not(None)):
        query = (
            select(_T.c.id, _T.c.tanggal)
            .where(_OLD, kept, _T.c.tanggal < before)
            .order_by(_T.c.tanggal, _T.c.id)
            .limit(most - len(rows))
        )
        rows += session.connection().execute(query).all()
    return rows


def purge_saran(rt: Runtime, most: int = SEPOTONG) -> int:
    """Delete the text of the oldest suggestions that are kept no longer; return of how many.

    Args:
        most: so many at once; as many again are left for the next call.
    """
    before = saran_dihapus_sebelum(rt)
    if before is None:
        return 0
    with rt.reading() as session:
        if not _oldest(session, before, 1):
            return 0
    with rt.writing() as session:
        connection = session.connection()
        rows = _oldest(session, before, most)
        # Held in the order in which moderators hold them, so that nobody blocks the other.
        ids = sorted(row.id for row in rows)
        held = select(_T.c.id).where(_T.c.id.in_(ids), _OLD).order_by(_T.c.id).with_for_update()
        ids = list(connection.execute(held).scalars())
        if not ids:
            return 0
        connection.execute(delete(SaranRilis).where(col(SaranRilis.jawaban_id).in_(ids)))
        connection.execute(
            update(Jawaban).where(col(Jawaban.id).in_(ids)).values(saran="", saran_sidik=None)
        )
        record(
            session,
            None,
            "saran.retensi",
            jumlah=len(ids),
            dari=min(row.tanggal for row in rows).isoformat(),
            sampai=max(row.tanggal for row in rows).isoformat(),
            bulan=rt.settings.suggestion_months,
        )
        return len(ids)
