"""Marks on answers that deserve a look: set when an answer comes in, and for those already there.

Paper bears a day and no time, and how long it took to fill in nobody knows: it is never too fast,
repeats nothing in a short time, and is no repetition for others.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, bindparam, select, update
from sqlmodel import Session, SQLModel, col

from sekampadi.db.models import Jawaban, Layanan, Sumber
from sekampadi.db.types import stored_id
from sekampadi.domain.moderasi import (
    AMBANG,
    DARI_SARAN,
    DURASI_SAMPEL,
    SAAT_MASUK,
    Ambang,
    Tanda,
    can_repeat,
    median_durasi,
    normalise,
    sidik_saran,
    tanda_of,
)
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.services.sistem.pengaturan import load_ambang
from sekampadi.services.sistem.runtime import Runtime

_T = SQLModel.metadata.tables[str(Jawaban.__tablename__)]
_ACTIVE = _T.c.dihapus_pada.is_(None)
_TIMED = _T.c.sumber != Sumber.KERTAS.value
_CHUNK = 5000


# Built once: every submit asks it inside the write lock. So many of the newest are enough: when one
# more was too many, those before it were marked.
_SAME = (
    select(_T.c.id, _T.c.tanda, _T.c.saran)
    .where(
        _T.c.layanan_id == bindparam("layanan"),
        _T.c.saran_sidik == bindparam("sidik"),
        _T.c.waktu.between(bindparam("since"), bindparam("until")),
        _ACTIVE,
        _TIMED,
    )
    .order_by(_T.c.waktu.desc())
    .limit(bindparam("most"))
)


def read_median(session: Session, ambang: Ambang = AMBANG) -> float | None:
    """Return the median of the newest durations; None when too few are known.

    What no person has filled in says nothing about how long people take.
    """
    query = (
        select(_T.c.durasi_detik)
        .where(_T.c.durasi_detik.is_not(None), _TIMED, _T.c.tanda.op("&")(int(SAAT_MASUK)) == 0)
        .order_by(_T.c.id.desc())
        .limit(DURASI_SAMPEL)
    )
    return median_durasi(list(session.connection().execute(query).scalars()), ambang)


@dataclass(frozen=True, slots=True)
class Ukuran:
    """What an answer is measured by."""

    ambang: Ambang = AMBANG
    median: float | None = None  # seconds that others take; None when too few are known


def known_ukuran(rt: Runtime) -> Ukuran:
    """Return what answers are measured by, without asking the database for every one of them."""
    ambang = load_ambang(rt)
    return Ukuran(ambang, rt.keep("median-durasi", lambda session: read_median(session, ambang)))


def mark_new(session: Session, jawaban: Mapping[str, Any], ukuran: Ukuran) -> Tanda:
    """Find the marks of an answer about to be stored, and mark those whose suggestion it repeats.

    The ``ukuran`` is asked for (:func:`known_ukuran`) before the write lock is taken.
    """
    ambang, timed = ukuran.ambang, _is_timed(jawaban["sumber"])
    earlier = _repeated(session, jawaban, ambang) if timed else []
    berulang = len(earlier) + 1 >= ambang.ulang_kali
    unmarked = [i for i, tanda in earlier if not tanda & Tanda.BERULANG]
    if berulang and unmarked:
        session.connection().execute(
            update(Jawaban)
            .where(col(Jawaban.id).in_(unmarked))
            .values(tanda=_T.c.tanda.op("|")(int(Tanda.BERULANG)))
        )
    return tanda_of(
        [jawaban[u.field] for u in URUTAN],
        jawaban["saran"],
        durasi=jawaban["durasi_detik"] if timed else None,
        median=ukuran.median,
        berulang=berulang,
        ambang=ambang,
    )


def _is_timed(sumber: str) -> bool:
    return sumber != Sumber.KERTAS.value


def _repeated(
    session: Session, jawaban: Mapping[str, Any], ambang: Ambang
) -> list[tuple[int, int]]:
    sidik = sidik_saran(jawaban["saran"])
    if sidik is None:
        return []
    asked = {
        "layanan": jawaban["layanan_id"],
        "sidik": sidik,
        "since": jawaban["waktu"] - timedelta(minutes=ambang.ulang_menit),
        "until": jawaban["waktu"],
        "most": ambang.ulang_kali,
    }
    words = normalise(jawaban["saran"])
    return [
        (row.id, row.tanda)
        for row in session.connection().execute(_SAME, asked)
        if normalise(row.saran) == words
    ]


@lru_cache(maxsize=20_000)
def _known(nilai: tuple[int, ...], saran: str) -> Tanda:
    return tanda_of(nilai, saran)


def mark_all(
    rt: Runtime,
    ambang: Ambang | None = None,
    *,
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Mark all answers but the reviewed anew, layanan by layanan; return how many marks changed."""
    ambang = ambang or load_ambang(rt)
    with rt.reading() as session:
        median = read_median(session, ambang)
        rows = session.connection().execute(select(col(Layanan.id)))
        layanan_ids = [stored_id(i) for i in rows.scalars()]
    changed = seen = 0
    for layanan_id in layanan_ids:
        with rt.writing() as session:
            wrong, looked = _wrong_marks(session, layanan_id, median, ambang)
            if wrong:
                session.connection().execute(
                    update(_T).where(_T.c.id == bindparam("row")).values(tanda=bindparam("bits")),
                    wrong,
                )
        changed += len(wrong)
        seen += looked
        progress(seen)
    return changed


def _wrong_marks(
    session: Session, layanan_id: int, median: float | None, ambang: Ambang
) -> tuple[list[dict[str, int]], int]:
    stored: dict[int, int] = {}
    wanted: dict[int, Tanda] = {}
    recent: dict[str, deque[tuple[datetime, int]]] = defaultdict(deque)
    window = timedelta(minutes=ambang.ulang_menit)
    for row in _answers_of(session, layanan_id):
        nilai = tuple(getattr(row, u.field) for u in URUTAN)
        tanda = _known(nilai, row.saran)
        timed = _is_timed(row.sumber)
        if timed and row.durasi_detik is not None:
            tanda |= tanda_of(nilai, "", durasi=row.durasi_detik, median=median, ambang=ambang)
        # What an empty text cannot show stays: without marks it was stored, so its text was deleted.
        kept = SAAT_MASUK if row.saran else SAAT_MASUK | DARI_SARAN
        stored[row.id], wanted[row.id] = row.tanda, tanda | (Tanda(row.tanda) & kept)
        if timed and row.saran and can_repeat(row.saran):
            same = recent[normalise(row.saran)]
            same.append((row.waktu, row.id))
            while same[0][0] < row.waktu - window:
                same.popleft()
            if len(same) >= ambang.ulang_kali:
                for _, i in same:
                    wanted[i] |= Tanda.BERULANG
    wrong = [{"row": i, "bits": int(bits)} for i, bits in wanted.items() if int(bits) != stored[i]]
    return wrong, len(wanted)


def _answers_of(session: Session, layanan_id: int) -> Iterator[Row[Any]]:
    query = (
        select(
            *(_T.c.id, _T.c.waktu, _T.c.tanda, _T.c.saran, _T.c.durasi_detik, _T.c.sumber),
            *(_T.c[u.field] for u in URUTAN),
        )
        .where(_T.c.layanan_id == layanan_id, _ACTIVE)
        .order_by(_T.c.waktu, _T.c.id)
        .execution_options(yield_per=_CHUNK)
    )
    yield from session.connection().execute(query)
