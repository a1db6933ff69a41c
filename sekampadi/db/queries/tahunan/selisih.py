"""How each unsur lies beside the others of the same answer, as sums: counters do not know it."""

from dataclasses import replace
from functools import reduce
from operator import add

from sqlalchemy import func, select
from sqlmodel import Session, col

from sekampadi.db.models import Jawaban, Layanan
from sekampadi.db.queries.jawaban import where_counts
from sekampadi.db.queries.rekap import Selection
from sekampadi.domain.laporan.uji import Sampel
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.domain.tahunan.kekuatan import SELISIH


def read_selisih(session: Session, selection: Selection) -> tuple[Sampel, ...]:
    """Read how each unsur lies beside the eight others of the same answer, in one statement of sums.

    Returns:
        By unsur, the answers as ``kekuatan.judge_unsur`` takes them; empty without answers.
    """
    scores = [getattr(Jawaban, u.field) for u in URUTAN]
    total, many = reduce(add, scores), len(URUTAN)
    query = (
        select(
            func.count(),
            *(func.sum(own) for own in scores),
            *(func.sum(own * own) for own in scores),
            *(func.sum(own * total) for own in scores),
        )
        .select_from(Jawaban)
        .join(Layanan, col(Layanan.id) == col(Jawaban.layanan_id))
        .where(*where_counts(selection))
    )
    n, *row = session.connection().execute(query).one()
    if not n:
        return ()
    # A database may give the sum of many whole numbers as a decimal.
    found = [int(value) for value in row]
    own, squares, products = found[:many], found[many : 2 * many], found[2 * many :]
    # Nine times a score less the total t of the answer; t squared is the sum of all x times t.
    return tuple(
        replace(
            SELISIH,
            n=n,
            jumlah=many * x - sum(own),
            kuadrat=many * many * xx - 2 * many * xt + sum(products),
        )
        for x, xx, xt in zip(own, squares, products, strict=True)
    )
