"""Reads of the master tables: UPP, layanan, question sets, weight methods."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from sekampadi.db.models import Butir, Layanan, MetodeBobot, Perangkat, Upp
from sekampadi.db.models.perangkat import StatusPerangkat
from sekampadi.db.scope import within
from sekampadi.db.types import stored_id
from sekampadi.domain.ikm import Metode
from sekampadi.domain.izin import PROVINSI, Scope
from sekampadi.domain.kode import is_kode
from sekampadi.domain.periode import Periode
from sekampadi.domain.pertanyaan import PerangkatPertanyaan, Pertanyaan
from sekampadi.domain.unsur import URUTAN

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class UppRow:
    """An office."""

    id: int
    kode: str
    nama: str
    jenis: str
    induk_id: int | None
    aktif: bool


@dataclass(frozen=True, slots=True)
class LayananRow:
    """A service together with its office."""

    id: int
    kode: str
    nama: str
    biaya: str
    standar_waktu: str
    aktif: bool
    upp: UppRow

    @property
    def is_open(self) -> bool:
        """Whether people may answer about it: it and its office are active."""
        return self.aktif and self.upp.aktif


def _upp_row(upp: Upp) -> UppRow:
    return UppRow(stored_id(upp.id), upp.kode, upp.nama, upp.jenis, upp.induk_id, upp.aktif)


def _layanan_row(row: tuple[Layanan, Upp]) -> LayananRow:
    layanan, upp = row
    return LayananRow(
        stored_id(layanan.id),
        layanan.kode,
        layanan.nama,
        layanan.biaya,
        layanan.standar_waktu,
        layanan.aktif,
        _upp_row(upp),
    )


def list_upp(
    session: Session, scope: Scope = PROVINSI, *, active_only: bool = True
) -> list[UppRow]:
    """List the UPP of a scope by name."""
    query = select(Upp).where(within(scope, col(Upp.id))).order_by(col(Upp.nama))
    if active_only:
        query = query.where(col(Upp.aktif))
    return [_upp_row(upp) for upp in session.exec(query)]


def find_upp(session: Session, scope: Scope, kode: str) -> UppRow | None:
    """Find an UPP by its kode; None when there is none inside the scope."""
    if not is_kode(kode):
        return None
    upp = session.exec(
        select(Upp).where(col(Upp.kode) == kode, within(scope, col(Upp.id)))
    ).one_or_none()
    return _upp_row(upp) if upp else None


def get_upp(session: Session, upp_id: int) -> UppRow | None:
    """Read an UPP by its id."""
    upp = session.get(Upp, upp_id)
    return _upp_row(upp) if upp else None


def list_upt_ids(session: Session, upp_id: int) -> frozenset[int]:
    """Return the ids of an UPP's UPT."""
    return frozenset(
        i for i in session.exec(select(Upp.id).where(col(Upp.induk_id) == upp_id)) if i is not None
    )


def list_layanan(
    session: Session, scope: Scope, *, upp_id: int | None = None, active_only: bool = True
) -> list[LayananRow]:
    """List the layanan of a scope, or of one UPP in it, in the order they were entered."""
    query = (
        select(Layanan, Upp)
        .join(Upp, col(Upp.id) == col(Layanan.upp_id))
        .where(within(scope, col(Layanan.upp_id)))
        .order_by(col(Upp.nama), col(Layanan.id))
    )
    if upp_id is not None:
        query = query.where(col(Layanan.upp_id) == upp_id)
    if active_only:
        query = query.where(col(Layanan.aktif), col(Upp.aktif))
    return [_layanan_row(row) for row in session.exec(query)]


def find_layanan(session: Session, scope: Scope, kode: str) -> LayananRow | None:
    """Find a layanan by its kode; None when there is none inside the scope."""
    if not is_kode(kode):
        return None
    row = session.exec(
        select(Layanan, Upp)
        .join(Upp, col(Upp.id) == col(Layanan.upp_id))
        .where(col(Layanan.kode) == kode, within(scope, col(Layanan.upp_id)))
    ).one_or_none()
    return _layanan_row(row) if row else None


def count_layanan(session: Session, scope: Scope, *, upp_ids: frozenset[int] | None) -> int:
    """Count active layanan of active UPP inside a scope."""
    query = (
        select(func.count())
        .select_from(Layanan)
        .join(Upp, col(Upp.id) == col(Layanan.upp_id))
        .where(col(Layanan.aktif), col(Upp.aktif), within(scope, col(Layanan.upp_id)))
    )
    if upp_ids is not None:
        query = query.where(col(Layanan.upp_id).in_(sorted(upp_ids)))
    return session.exec(query).one()


def _newest_in_force(query: SelectOfScalar[T], day: date) -> SelectOfScalar[T]:
    return (
        query.where(
            col(Perangkat.status) == StatusPerangkat.BERLAKU.value,
            col(Perangkat.berlaku_dari) <= day,
        )
        .order_by(col(Perangkat.berlaku_dari).desc(), col(Perangkat.id).desc())
        .limit(1)
    )


def perangkat_id_in_force(session: Session, day: date) -> int | None:
    """Return the id of the question set in force on a day; None when none is."""
    return session.exec(_newest_in_force(select(col(Perangkat.id)), day)).first()


def perangkat_in_force(session: Session, day: date) -> tuple[int, PerangkatPertanyaan] | None:
    """Return the id and the question set in force on a day; None when none is."""
    perangkat = session.exec(_newest_in_force(select(Perangkat), day)).first()
    if perangkat is None or perangkat.id is None:
        return None
    butir = {
        b.unsur: b
        for b in session.exec(select(Butir).where(col(Butir.perangkat_id) == perangkat.id))
    }
    questions = tuple(
        Pertanyaan(u, b.teks, (b.opsi_1, b.opsi_2, b.opsi_3, b.opsi_4))
        for u in URUTAN
        for b in [butir[u.value]]
    )
    return perangkat.id, PerangkatPertanyaan(
        perangkat.kode, perangkat.nama, perangkat.umum, questions
    )


def metode_of(session: Session, periode: Periode, today: date) -> Metode:
    """Return the weight method of a period: the one in force on its last day.

    Args:
        session: a session.
        periode: the period; an open end counts as today.
        today: the province's current day.
    """
    last = periode.sampai or today
    row = session.exec(
        select(MetodeBobot.metode)
        .where(col(MetodeBobot.berlaku_dari) <= last)
        .order_by(col(MetodeBobot.berlaku_dari).desc())
        .limit(1)
    ).first()
    return Metode(row) if row else Metode.SEKAMPADI
