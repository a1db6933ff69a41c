"""Reads of the master tables: UPP, layanan, question sets, weight methods."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, func
from sqlalchemy import select as sql_select
from sqlmodel import Session, SQLModel, col, select

from sekampadi.db.models import Butir, Layanan, MetodeBobot, Perangkat, Upp
from sekampadi.db.models.perangkat import StatusPerangkat
from sekampadi.db.scope import within
from sekampadi.db.siap import Siap
from sekampadi.db.types import stored_id
from sekampadi.domain.ikm import Metode
from sekampadi.domain.izin import PROVINSI, Scope
from sekampadi.domain.kode import is_kode
from sekampadi.domain.periode import Periode
from sekampadi.domain.survei.pertanyaan import PerangkatPertanyaan, Pertanyaan
from sekampadi.domain.survei.unsur import URUTAN


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


_LAYANAN = SQLModel.metadata.tables[str(Layanan.__tablename__)]
_UPP = SQLModel.metadata.tables[str(Upp.__tablename__)]
# Every visitor's step and every screen asks these: rows instead of objects, in the order of their classes.
_UPP_COLUMNS = [_UPP.c[f.name] for f in fields(UppRow)]
_ALL_UPP = sql_select(*_UPP_COLUMNS).order_by(_UPP.c.nama)
_ALL_LAYANAN = sql_select(
    *(_LAYANAN.c[f.name] for f in fields(LayananRow) if f.name != "upp"),
    *(column.label(f"upp_{column.name}") for column in _UPP_COLUMNS),
).join_from(_LAYANAN, _UPP, _UPP.c.id == _LAYANAN.c.upp_id)
_LAYANAN_BY_KODE = _ALL_LAYANAN.where(_LAYANAN.c.kode == bindparam("kode"))


def _layanan_of(row: Row[*tuple[Any, ...]]) -> LayananRow:
    many = len(_UPP_COLUMNS)
    return LayananRow(*(*row[:-many], UppRow(*row[-many:])))


def upp_row(upp: Upp) -> UppRow:
    """Return a stored office as a frozen row."""
    return UppRow(stored_id(upp.id), upp.kode, upp.nama, upp.jenis, upp.induk_id, upp.aktif)


def layanan_row(layanan: Layanan, upp: Upp) -> LayananRow:
    """Return a stored service with its office as a frozen row."""
    return LayananRow(
        stored_id(layanan.id),
        layanan.kode,
        layanan.nama,
        layanan.biaya,
        layanan.standar_waktu,
        layanan.aktif,
        upp_row(upp),
    )


def list_upp(
    session: Session, scope: Scope = PROVINSI, *, active_only: bool = True
) -> list[UppRow]:
    """List the UPP of a scope by name."""
    query = _ALL_UPP.where(within(scope, _UPP.c.id))
    if active_only:
        query = query.where(_UPP.c.aktif)
    return [UppRow(*row) for row in session.execute(query)]


def find_upp(session: Session, scope: Scope, kode: str) -> UppRow | None:
    """Find an UPP by its kode; None when there is none inside the scope."""
    if not is_kode(kode):
        return None
    upp = session.exec(
        select(Upp).where(col(Upp.kode) == kode, within(scope, col(Upp.id)))
    ).one_or_none()
    return upp_row(upp) if upp else None


def get_upp(session: Session, upp_id: int) -> UppRow | None:
    """Read an UPP by its id."""
    upp = session.get(Upp, upp_id)
    return upp_row(upp) if upp else None


def lock_upp(session: Session, upp_id: int) -> None:
    """Let two who write about one UPP wait for each other, where the row itself may not exist yet."""
    session.exec(select(Upp.id).where(col(Upp.id) == upp_id).with_for_update()).one()


def list_upt_ids(session: Session, upp_id: int) -> frozenset[int]:
    """Return the ids of an UPP's UPT."""
    return frozenset(
        i for i in session.exec(select(Upp.id).where(col(Upp.induk_id) == upp_id)) if i is not None
    )


def list_layanan(
    session: Session,
    scope: Scope,
    *,
    upp_id: int | None = None,
    upp_ids: frozenset[int] | None = None,
    active_only: bool = True,
) -> list[LayananRow]:
    """List the layanan of a scope, or of one or some UPP in it, in the order they were entered."""
    query = _ALL_LAYANAN.where(within(scope, _LAYANAN.c.upp_id))
    if upp_id is not None:
        query = query.where(_LAYANAN.c.upp_id == upp_id)
    if upp_ids is not None:
        query = query.where(_LAYANAN.c.upp_id.in_(sorted(upp_ids)))
    if active_only:
        query = query.where(_LAYANAN.c.aktif, _UPP.c.aktif)
    in_order = query.order_by(_UPP.c.nama, _LAYANAN.c.id)
    return [_layanan_of(row) for row in session.execute(in_order)]


def find_layanan(session: Session, scope: Scope, kode: str) -> LayananRow | None:
    """Find a layanan by its kode; None when there is none inside the scope."""
    if not is_kode(kode):
        return None
    query = _LAYANAN_BY_KODE
    if scope.upp_ids is not None:
        query = query.where(within(scope, col(Layanan.upp_id)))
    row = session.connection().execute(query, {"kode": kode}).one_or_none()
    return None if row is None else _layanan_of(row)


def count_layanan(session: Session, scope: Scope, *, upp_ids: frozenset[int] | None) -> int:
    """Count active layanan of active UPP inside a scope."""
    count: int = session.connection().execute(_count_layanan(scope, upp_ids)).scalar_one()
    return count


@lru_cache(maxsize=512)
def _count_layanan(scope: Scope, upp_ids: frozenset[int] | None) -> Select[int]:
    # Kept for the live screens, see db.queries.rekap.
    query = (
        sql_select(func.count())
        .select_from(Layanan)
        .join(Upp, col(Upp.id) == col(Layanan.upp_id))
        .where(col(Layanan.aktif), col(Upp.aktif), within(scope, col(Layanan.upp_id)))
    )
    if upp_ids is not None:
        query = query.where(col(Layanan.upp_id).in_(sorted(upp_ids)))
    return query


_IN_FORCE = Siap(
    sql_select(col(Perangkat.id))
    .where(
        col(Perangkat.status) == StatusPerangkat.BERLAKU.value,
        col(Perangkat.berlaku_dari) <= bindparam("day"),
    )
    .order_by(col(Perangkat.berlaku_dari).desc(), col(Perangkat.id).desc())
    .limit(1)
)


def perangkat_id_in_force(session: Session, day: date) -> int | None:
    """Return the id of the question set in force on a day; None when none is."""
    found = _IN_FORCE.first(session.connection(), {"day": day})
    return None if found is None else int(found[0])


def perangkat_in_force(session: Session, day: date) -> tuple[int, PerangkatPertanyaan] | None:
    """Return the id and the question set in force on a day; None when none is."""
    perangkat_id = perangkat_id_in_force(session, day)
    return None if perangkat_id is None else (perangkat_id, read_perangkat(session, perangkat_id))


def read_perangkat(session: Session, perangkat_id: int) -> PerangkatPertanyaan:
    """Return a question set with all its words."""
    perangkat = session.get_one(Perangkat, perangkat_id)
    butir = {
        b.unsur: b
        for b in session.exec(select(Butir).where(col(Butir.perangkat_id) == perangkat_id))
    }
    questions = tuple(
        Pertanyaan(u, b.teks, (b.opsi_1, b.opsi_2, b.opsi_3, b.opsi_4))
        for u in URUTAN
        for b in [butir[u.value]]
    )
    return PerangkatPertanyaan(perangkat.kode, perangkat.nama, perangkat.umum, questions)


def find_perangkat_id(session: Session, kode: str, versi: int) -> int | None:
    """Return the id of a version of a question set."""
    query = select(Perangkat.id).where(col(Perangkat.kode) == kode, col(Perangkat.versi) == versi)
    return session.exec(query).first()


_METODE = (
    sql_select(col(MetodeBobot.metode))
    .where(col(MetodeBobot.berlaku_dari) <= bindparam("last"))
    .order_by(col(MetodeBobot.berlaku_dari).desc())
    .limit(1)
)


def metode_of(session: Session, periode: Periode, today: date) -> Metode:
    """Return the weight method in force on the last day of a period, today for an open end."""
    last = periode.sampai or today
    name: str | None = session.connection().execute(_METODE, {"last": last}).scalar()
    return Metode(name) if name else Metode.SEKAMPADI


def list_kode(
    session: Session, upp_ids: Collection[int | None], layanan_ids: Collection[int | None]
) -> tuple[dict[int, str], dict[int, str]]:
    """Return the kode of some UPP and of some layanan, by their ids."""
    upp = session.exec(select(Upp.id, Upp.kode).where(col(Upp.id).in_(upp_ids))).all()
    layanan = session.exec(
        select(Layanan.id, Layanan.kode).where(col(Layanan.id).in_(layanan_ids))
    ).all()
    return {i or 0: kode for i, kode in upp}, {i or 0: kode for i, kode in layanan}
