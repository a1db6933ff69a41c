"""Filling an empty database with the demonstration."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, select

from sekampadi.db.models import Jawaban, Upp
from sekampadi.db.queries.master import perangkat_in_force
from sekampadi.demo.contoh import Contoh
from sekampadi.demo.emas import throw_golden
from sekampadi.demo.katalog import list_contoh_upp
from sekampadi.demo.keputusan import GOLDEN_AKHIR, GOLDEN_MULAI
from sekampadi.demo.riwayat import MULAI, throw_day, throw_day_until
from sekampadi.demo.simpan import count_answers, store_answers, store_counters, store_offices
from sekampadi.domain.errors import ConflictError, DomainError, NotFoundError
from sekampadi.domain.periode import local_date
from sekampadi.i18n import t
from sekampadi.services.sistem.runtime import Runtime, record
from sekampadi.services.survei.tanda import mark_all

Progress = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is done, and how much there is (0: not yet known)."""


@dataclass(frozen=True, slots=True)
class SeedResult:
    """What was filled in."""

    upp: int
    layanan: int
    jawaban: int


def _no_progress(_label: str, _done: int, _total: int) -> None:
    pass


def _has_data(session: Session) -> bool:
    return any(
        session.exec(select(column).limit(1)).first() is not None for column in (Upp.id, Jawaban.id)
    )


def is_empty(rt: Runtime) -> bool:
    """Tell whether the database holds neither an UPP nor an answer."""
    with rt.reading() as session:
        return not _has_data(session)


def _living_history(rt: Runtime, progress: Progress) -> list[Contoh]:
    now = rt.now()
    today = local_date(now)
    answers: list[Contoh] = []
    total = max(0, (today - MULAI).days)
    for number in range(total):
        answers += throw_day(MULAI + timedelta(days=number))
        if number % 100 == 0:
            progress(t("Menyusun riwayat harian"), number, total)
    if today >= MULAI:
        answers += throw_day_until(today, now)
    progress(t("Menyusun riwayat harian"), total, total)
    return answers


class _Written:
    """Turns batches of written rows into progress."""

    def __init__(self, progress: Progress, label: str, total: int) -> None:
        self.progress, self.label, self.total, self.done = progress, label, total, 0

    def __call__(self, count: int) -> None:
        """Count a batch."""
        self.done += count
        self.progress(self.label, self.done, self.total)


def seed_demo(
    rt: Runtime, *, golden_only: bool = False, progress: Progress = _no_progress
) -> SeedResult:
    """Fill an empty database with the demonstration, in one transaction.

    The clock says to which moment the living history reaches; ``golden_only`` is without it, the
    decree's answers to 7 June 2023.

    Raises:
        ConflictError: ``demo.not_empty`` when there is an UPP or an answer already.
        DomainError: ``demo.clock`` when the clock stands before the end of the decree's data.
    """
    if rt.today() < GOLDEN_AKHIR:
        raise DomainError(
            "demo.clock", t("Jam komputer lebih awal daripada data contoh. Periksa tanggalnya.")
        )
    if not is_empty(rt):
        raise _not_empty()
    progress(t("Menyusun data keputusan gubernur"), 0, 0)
    answers = throw_golden()
    if not golden_only:
        answers += _living_history(rt, progress)
    offices = list_contoh_upp()
    with rt.writing() as session:
        # Asked again inside the transaction: two may have begun at the same time.
        if _has_data(session):
            raise _not_empty()
        perangkat = perangkat_in_force(session, GOLDEN_MULAI)
        if perangkat is None:
            raise NotFoundError("perangkat.none", t("Survei belum tersedia."))
        places = store_offices(session, offices)
        written = _Written(progress, t("Menyimpan jawaban"), len(answers))
        store_answers(session, answers, places, perangkat[0], written)
        counters = count_answers(answers, places)
        total = sum(len(rows) for _, rows in counters)
        store_counters(session, counters, _Written(progress, t("Menyimpan rekap"), total))
        record(session, None, "demo.isi", jawaban=len(answers))
        upp_ids = sorted({upp_id for upp_id, _ in places.values()})
    mark_all(rt)
    for upp_id in upp_ids:
        rt.figures_changed(upp_id)
    return SeedResult(len(offices), len(places), len(answers))


def _not_empty() -> ConflictError:
    return ConflictError(
        "demo.not_empty",
        t(
            "Data contoh hanya dapat diisikan ke basis data yang kosong; basis data ini sudah berisi."
        ),
    )
