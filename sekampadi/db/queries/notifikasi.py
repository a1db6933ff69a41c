"""Notices as a person sees them, and the answers rules are about."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlmodel import Session, SQLModel, col

from sekampadi.db.models import Jawaban, Layanan, Notifikasi, Upp
from sekampadi.db.scope import within
from sekampadi.domain.izin import Permission, Principal

_T = SQLModel.metadata.tables[str(Notifikasi.__tablename__)]


@dataclass(frozen=True, slots=True)
class NotifikasiRow:
    """A notice; its ``saran`` is the answer's as it stands now, empty for who may not read it."""

    id: int
    waktu: datetime
    jenis: str
    judul: str
    isi: str
    tautan: str
    dibaca: bool
    saran: str


@dataclass(frozen=True, slots=True)
class JawabanMasuk:
    """What rules look at in an answer."""

    id: int
    upp_id: int
    upp_kode: str
    upp_nama: str
    layanan_kode: str
    layanan_nama: str
    tanggal: date
    umum: int
    saran: str


def visible(person: Principal) -> list[ColumnElement[bool]]:
    """Return the conditions of the notices a person may see now, whatever he might when he was told."""
    held = [p.value for p in Permission if person.may(p)]
    return [
        _T.c.operator_id == person.operator_id,
        _T.c.izin.in_(held),
        or_(_T.c.upp_id.is_(None), within(person.scope, _T.c.upp_id)),
    ]


def list_notifikasi(
    session: Session,
    person: Principal,
    *where: ColumnElement[bool],
    limit: int,
    offset: int = 0,
) -> list[NotifikasiRow]:
    """List a person's notices that he may see, the newest first."""
    # An answer may have been removed, or moved to another UPP, since it was told of.
    readable: tuple[Any, ...] = (
        col(Jawaban.id) == _T.c.jawaban_id,
        col(Jawaban.dihapus_pada).is_(None),
        col(Jawaban.layanan_id).in_(
            select(col(Layanan.id)).where(within(person.scope, col(Layanan.upp_id)))
        ),
    )
    query = (
        select(_T, col(Jawaban.saran))
        .select_from(_T)
        .join(Jawaban, and_(*readable), isouter=True)
        .where(*visible(person), *where)
        .order_by(_T.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    reads = person.may(Permission.SARAN_READ)
    return [
        NotifikasiRow(
            row["id"],
            row["waktu"],
            row["jenis"],
            row["judul"],
            row["isi"],
            row["tautan"],
            row["dibaca"] is not None,
            (row["saran"] or "") if reads else "",
        )
        for row in session.connection().execute(query).mappings()
    ]


def list_told(session: Session, kunci: Collection[str]) -> set[str]:
    """Return which of some causes anybody has been told of."""
    query = select(_T.c.kunci).distinct().where(_T.c.kunci.in_(sorted(kunci)))
    return set(session.connection().execute(query).scalars()) if kunci else set()


def find_jawaban_masuk(session: Session, jawaban_id: int) -> JawabanMasuk | None:
    """Find an answer with its place, for the rules; None when it has been removed."""
    row = session.exec(
        # The order of the fields of JawabanMasuk.
        select(  # type: ignore[call-overload]
            Jawaban.id,
            Upp.id,
            Upp.kode,
            Upp.nama,
            Layanan.kode,
            Layanan.nama,
            Jawaban.tanggal,
            Jawaban.umum,
            Jawaban.saran,
        )
        .join(Layanan, col(Layanan.id) == col(Jawaban.layanan_id))
        .join(Upp, col(Upp.id) == col(Layanan.upp_id))
        .where(col(Jawaban.id) == jawaban_id, col(Jawaban.dihapus_pada).is_(None))
    ).one_or_none()
    return JawabanMasuk(*row) if row else None
