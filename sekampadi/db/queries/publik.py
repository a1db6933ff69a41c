"""Reads of the frozen public figures, and of the changes that wait."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlmodel import Session, col

from sekampadi.db.counters import PROVINSI_KUNCI, rekap_of_columns
from sekampadi.db.models import Layanan, PublikLepas, PublikSimpul, PublikTunda, RekapUppBulan
from sekampadi.db.models.rekap import COUNTER_COLUMNS
from sekampadi.db.types import stored_id
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.periode import first_of_triwulan
from sekampadi.domain.survei.responden import Choice, Kelompok

Sel = Mapping[str, list[int | None]]
"""Per grouping the people of its cells by their numbers (from 1), None for a hidden one."""

_S, _T, _L = PublikSimpul.c, PublikTunda.c, PublikLepas.c
# Everyone asks these two: built once.
_TAMPIL = (
    _S.kunci == bindparam("kunci"),
    _S.triwulan.between(bindparam("dari"), bindparam("sampai")),
    _S.tampil.is_(True),
)
_SEL = select(_S.triwulan, _S.sel).where(*_TAMPIL).order_by(_S.triwulan)
_SUMS = select(*(func.sum(_S[name]).label(name) for name in COUNTER_COLUMNS)).where(*_TAMPIL)


def cell_of(sel: Sel | None, kelompok: Kelompok, cell: Choice) -> int | None:
    """Read how many people of a cell everyone may read; None where it is hidden.

    Hidden is also a grouping that the freeze did not know; of a choice that came later there are 0.
    """
    row = sel.get(kelompok.value) if sel else None
    if row is None:
        return None
    return row[cell.nomor - 1] if cell.nomor <= len(row) else 0


def sel_of(rekap: Rekap, masks: Mapping[Kelompok, tuple[bool, ...]]) -> dict[str, list[int | None]]:
    """Return the people per cell as everyone may read them, in the form in which they are stored."""
    found: dict[str, list[int | None]] = {}
    for kelompok, mask in masks.items():
        shown = dict(zip(kelompok.cells, mask, strict=True))
        found[kelompok.value] = [
            rekap.groups[kelompok][cell] if shown[cell] else None
            for cell in kelompok.about.kind.by_number()
        ]
    return found


@dataclass(frozen=True, slots=True)
class SimpulRow:
    """A node of a triwulan with its public figures."""

    kunci: str
    triwulan: date  # its first day
    induk: str | None  # None for the province
    tampil: bool | None  # None while that is not decided
    sel: Sel | None  # the people per cell that everyone may read
    dibekukan: datetime
    rekap: Rekap


_BARE = ("kunci", "triwulan", "induk", "tampil", "sel", "dibekukan")
"""What a node has beside its counters: its columns and the fields of :class:`SimpulRow`, in order."""


@dataclass(frozen=True, slots=True)
class TundaRow:
    """An answer that has changed a frozen triwulan and is not public yet; its counters are signed."""

    triwulan: date
    layanan_id: int
    jawaban_id: int
    rekap: Rekap


@dataclass(frozen=True, slots=True)
class LepasRow:
    """An answer that has changed public figures, see the table."""

    layanan_id: int
    jawaban_id: int
    awal: bool
    di_dalam: bool


def upwards(pohon: Mapping[str, SimpulRow], kunci: str) -> Iterator[str]:
    """Go from a node to those above it; one that is frozen early stands without them."""
    at: str | None = kunci
    while at is not None and at in pohon:
        yield at
        at = pohon[at].induk


def _read_simpul(session: Session, *where: ColumnElement[bool]) -> list[SimpulRow]:
    rows = session.connection().execute(select(PublikSimpul).where(*where).order_by(_S.triwulan))
    return [
        SimpulRow(**{name: r[name] for name in _BARE}, rekap=rekap_of_columns(r))
        for r in rows.mappings()
    ]


def list_frozen(session: Session) -> list[date]:
    """List the triwulan that are frozen for the whole province, oldest first."""
    query = select(_S.triwulan).where(_S.kunci == PROVINSI_KUNCI).order_by(_S.triwulan)
    return list(session.connection().execute(query).scalars())


def list_triwulan(session: Session) -> list[date]:
    """List the triwulan of which anything is frozen, oldest first."""
    query = select(_S.triwulan).distinct().order_by(_S.triwulan)
    return list(session.connection().execute(query).scalars())


def list_with_answers(session: Session, before: date) -> list[date]:
    """List the triwulan that have answers and begin before a day, oldest first."""
    c = RekapUppBulan.c
    months = session.connection().execute(
        select(c.bulan).where(c.bulan < before, c.n > 0).distinct()
    )
    return sorted({first_of_triwulan(m) for m in months.scalars()})


def read_pohon(session: Session, triwulan: date, *, n_only: bool = False) -> dict[str, SimpulRow]:
    """Read all nodes of a triwulan by its first day; none when nothing of it is frozen.

    ``n_only`` leaves out cells, and of the counters all but ``n``: a tenth of the time.
    """
    if n_only:
        query = select(_S.kunci, _S.induk, _S.tampil, _S.dibekukan, _S.n)
        rows = session.connection().execute(query.where(_S.triwulan == triwulan))
        return {
            r.kunci: SimpulRow(
                r.kunci, triwulan, r.induk, r.tampil, None, r.dibekukan, Rekap(n=r.n)
            )
            for r in rows
        }
    return {row.kunci: row for row in _read_simpul(session, _S.triwulan == triwulan)}


def read_tampil(
    session: Session, kunci: str, dari: date, sampai: date
) -> tuple[list[tuple[date, Sel | None]], Rekap]:
    """Read the triwulan that begin between two days and show a node, and its sum in them."""
    given = {"kunci": kunci, "dari": dari, "sampai": sampai}
    connection = session.connection()
    rows = [(r.triwulan, r.sel) for r in connection.execute(_SEL, given)]
    if not rows:
        return [], Rekap()
    return rows, rekap_of_columns(connection.execute(_SUMS, given).mappings().one())


def list_simpul(
    session: Session, keys: Collection[str], dari: date, sampai: date
) -> list[SimpulRow]:
    """List nodes in the triwulan that begin between two days, shown or not: not for strangers."""
    return _read_simpul(session, _S.kunci.in_(sorted(keys)), _S.triwulan.between(dari, sampai))


def read_upp_tampil(session: Session, dari: date, sampai: date) -> dict[str, Rekap]:
    """Add up the public figures of every UPP over the triwulan in which it is shown."""
    found: dict[str, Rekap] = {}
    rows = _read_simpul(
        session,
        _S.kunci.startswith("upp:"),
        _S.tampil.is_(True),
        _S.triwulan.between(dari, sampai),
    )
    for row in rows:
        found[row.kunci] = found.get(row.kunci, Rekap()) + row.rekap
    return found


def upp_of_layanan(session: Session) -> dict[int, int]:
    """Return the UPP of every layanan."""
    rows = session.connection().execute(select(col(Layanan.id), col(Layanan.upp_id)))
    return {stored_id(row[0]): row[1] for row in rows}


def list_tunda(
    session: Session, triwulan: date | None = None, *, n_only: bool = False
) -> list[TundaRow]:
    """List what waits, of one triwulan or of all; with ``n_only`` without the other counters."""
    if n_only:
        ids = select(_T.triwulan, _T.layanan_id, _T.jawaban_id, _T.n)
        if triwulan is not None:
            ids = ids.where(_T.triwulan == triwulan)
        rows = session.connection().execute(ids)
        return [TundaRow(r[0], r[1], r[2], Rekap(n=r[3])) for r in rows]
    query = select(PublikTunda).order_by(_T.triwulan, _T.layanan_id, _T.jawaban_id)
    if triwulan is not None:
        query = query.where(_T.triwulan == triwulan)
    return [
        TundaRow(r["triwulan"], r["layanan_id"], r["jawaban_id"], rekap_of_columns(r))
        for r in session.connection().execute(query).mappings()
    ]


def count_tunda(session: Session, dari: date, sampai: date, layanan_ids: set[int] | None) -> int:
    """Count the answers that wait in the triwulan that begin between two days."""
    query = select(func.count()).select_from(PublikTunda).where(_T.triwulan.between(dari, sampai))
    if layanan_ids is not None:
        query = query.where(_T.layanan_id.in_(sorted(layanan_ids)))
    return session.connection().execute(query).scalar_one()


def list_waiting(session: Session, least: int) -> list[date]:
    """List the triwulan in which at least so many answers wait."""
    query = select(_T.triwulan).group_by(_T.triwulan).having(func.count() >= least)
    return sorted(session.connection().execute(query).scalars())


def list_lepas(session: Session, triwulan: date) -> list[LepasRow]:
    """List the answers that have changed the public figures of a triwulan since its freeze."""
    query = select(_L.layanan_id, _L.jawaban_id, _L.awal, _L.di_dalam).where(
        _L.triwulan == triwulan
    )
    return [LepasRow(*row) for row in session.connection().execute(query)]


def bare(row: SimpulRow) -> dict[str, Any]:
    """Return what a stored node has beside its counters, by column."""
    return {name: getattr(row, name) for name in _BARE}
