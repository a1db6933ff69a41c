"""Reads of single answers for the statistics and the suggestions of an annual report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from sekampadi.db.models import Jawaban, Layanan, MetodeBobot
from sekampadi.db.queries.jawaban import where_counts
from sekampadi.db.queries.rekap import Selection
from sekampadi.domain.ikm import Metode
from sekampadi.domain.survei.responden import FIELDS, Kelompok, Responden
from sekampadi.domain.survei.unsur import URUTAN

_CHUNK = 5000


@dataclass(frozen=True, slots=True)
class NilaiMentah:
    """The scores of all answers, as ``domain.tahunan.statistik`` takes them.

    Args:
        nilai: for each answer its nine scores.
        umum: for each answer its general rating; None for one without.
        kelompok: by grouping, for each answer the cell it falls into, a value of ``Kelompok.cells``;
            empty where groups are not compared.
    """

    nilai: tuple[tuple[int, ...], ...]
    umum: tuple[int | None, ...]
    kelompok: dict[str, tuple[str, ...]]


def read_mentah(session: Session, selection: Selection, *, kelompok: bool = True) -> NilaiMentah:
    """Read the scores of all answers that count, and whether asked the groups of who gave them."""
    columns = ["umum", *(u.field for u in URUTAN), *FIELDS]
    query = (
        select(*(getattr(Jawaban, name) for name in columns))
        .join(Layanan, col(Layanan.id) == col(Jawaban.layanan_id))
        .where(*where_counts(selection))
        .order_by(col(Jawaban.id))
        .execution_options(yield_per=_CHUNK)
    )
    nilai, umum = list[tuple[int, ...]](), list[int | None]()
    groups: dict[str, list[str]] = {k.value: [] for k in Kelompok if kelompok}
    first = 1 + len(URUTAN)
    rows: Iterable[Any] = session.connection().execute(query)
    for row in rows:
        nilai.append(tuple(row[1:first]))
        umum.append(row[0])
        found = Responden.of(dict(zip(FIELDS, row[first:], strict=True))).groups
        for name, cells in groups.items():
            cells.append(found[name])
    return NilaiMentah(tuple(nilai), tuple(umum), {k: tuple(v) for k, v in groups.items()})


def iter_nilai_urut(session: Session, selection: Selection) -> Iterator[tuple[int, ...]]:
    """Read the nine scores of all answers that count; the session stays open until the last.

    They come sorted by themselves: the order tells nothing of who answered when.
    """
    columns = [getattr(Jawaban, u.field) for u in URUTAN]
    query = (
        select(*columns)
        .join(Layanan, col(Layanan.id) == col(Jawaban.layanan_id))
        .where(*where_counts(selection))
        .order_by(*columns)
        .execution_options(yield_per=_CHUNK)
    )
    rows: Iterable[Any] = session.connection().execute(query)
    for row in rows:
        yield tuple(row)


@dataclass(frozen=True, slots=True)
class SaranTahun:
    """A suggestion of a year."""

    tanggal: date
    layanan: str
    saran: str


def list_saran_tahun(session: Session, selection: Selection) -> list[SaranTahun]:
    """List all suggestions that count, newest first."""
    query = (
        select(col(Jawaban.tanggal), col(Layanan.nama), col(Jawaban.saran))
        .join(Layanan, col(Layanan.id) == col(Jawaban.layanan_id))
        .where(*where_counts(selection), col(Jawaban.saran) != "")
        .order_by(col(Jawaban.tanggal).desc(), col(Jawaban.id).desc())
    )
    rows: Iterable[Any] = session.connection().execute(query)
    return [SaranTahun(*row) for row in rows]


def list_metode_dalam(session: Session, dari: date, sampai: date) -> list[tuple[date, Metode]]:
    """List the weight methods that came into force within some days, both ends included."""
    query = (
        select(col(MetodeBobot.berlaku_dari), col(MetodeBobot.metode))
        .where(col(MetodeBobot.berlaku_dari).between(dari, sampai))
        .order_by(col(MetodeBobot.berlaku_dari))
    )
    return [(day, Metode(name)) for day, name in session.connection().execute(query)]
