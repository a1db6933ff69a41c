"""Reads of plans (RTL), their actions, and what is quoted in them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from sekampadi.db.models import (
    BuktiKegiatan,
    Jawaban,
    Kegiatan,
    Layanan,
    Petikan,
    SaranRilis,
    TindakLanjut,
)
from sekampadi.db.scope import within
from sekampadi.db.types import stored_id
from sekampadi.domain.izin import Scope
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.periode import Periode
from sekampadi.domain.survei.unsur import Unsur
from sekampadi.domain.tindak_lanjut.hasil import IsianHasil, StatusKegiatan
from sekampadi.domain.tindak_lanjut.rencana import IsianKegiatan, Jangka, Prioritas


@dataclass(frozen=True, slots=True)
class KegiatanRow:
    """An action: as it is planned, what came of it, and what everyone is told."""

    id: int
    tindak_lanjut_id: int
    unsur: Unsur
    urutan: int
    versi: int
    isi: IsianKegiatan
    hasil: IsianHasil
    tayang_teks: str
    tayang_petikan_id: int | None
    tayang_pada: datetime | None
    diubah_pada: datetime
    diubah_oleh: str

    def is_late(self, today: date) -> bool:
        """Tell whether it should have been finished."""
        return self.hasil.status.terbuka and self.isi.target < today


@dataclass(frozen=True, slots=True)
class PetikanRow:
    """What is quoted of a suggestion; of one that moderation has removed neither text is there."""

    id: int
    tindak_lanjut_id: int
    unsur: Unsur
    jawaban_id: int
    teks: str
    saran: str  # the whole of it
    tanggal: date
    layanan: str
    dihapus: bool
    dirilis: bool  # a moderator has released it for everyone


@dataclass(frozen=True, slots=True)
class TayangTerbaca:
    """A finished action that everyone is told of."""

    unsur: Unsur
    triwulan: Triwulan  # of its plan
    teks: str
    selesai: date
    kutipan: str  # what a moderator has released and not removed; empty for nothing
    kutipan_upp_id: int | None  # about whose layanan it was said


@dataclass(frozen=True, slots=True)
class BuktiRow:
    """A file that proves an action."""

    id: int
    kegiatan_id: int
    kunci: str
    sidik: str
    jenis: str
    nama: str
    keterangan: str
    ukuran: int  # bytes
    diunggah_pada: datetime
    diunggah_oleh: str


@dataclass(frozen=True, slots=True)
class SaranTriwulan:
    """A suggestion that a plan may quote."""

    jawaban_id: int
    tanggal: date
    layanan: str
    saran: str


def kegiatan_row(row: Kegiatan) -> KegiatanRow:
    """Return a stored action as a frozen row."""
    return KegiatanRow(
        stored_id(row.id),
        row.tindak_lanjut_id,
        Unsur(row.unsur),
        row.urutan,
        row.versi,
        IsianKegiatan(
            row.nama,
            row.mulai,
            row.target,
            row.penanggung_jawab,
            Prioritas(row.prioritas),
            Jangka(row.jangka),
        ),
        IsianHasil(
            StatusKegiatan(row.status),
            row.uraian,
            row.hambatan,
            row.alasan,
            row.selesai_pada,
            row.strategi,
            row.strategi_target,
            row.strategi_penanggung_jawab,
            row.stakeholder,
        ),
        row.tayang_teks,
        row.tayang_petikan_id,
        row.tayang_pada,
        row.diubah_pada,
        row.diubah_oleh,
    )


def find_rencana(
    session: Session, scope: Scope, rencana_id: int, *, lock: bool = False
) -> TindakLanjut | None:
    """Find a plan inside a scope; ``lock`` lets nobody else change it before the transaction ends."""
    query = select(TindakLanjut).where(
        col(TindakLanjut.id) == rencana_id, within(scope, col(TindakLanjut.upp_id))
    )
    return session.exec(query.with_for_update() if lock else query).one_or_none()


def find_rencana_of(session: Session, upp_id: int, triwulan: Triwulan) -> TindakLanjut | None:
    """Find the plan of an UPP for a triwulan."""
    return session.exec(
        select(TindakLanjut).where(
            col(TindakLanjut.upp_id) == upp_id,
            col(TindakLanjut.tahun) == triwulan.tahun,
            col(TindakLanjut.triwulan) == triwulan.nomor,
        )
    ).one_or_none()


def list_rencana(
    session: Session,
    scope: Scope,
    *,
    upp_ids: frozenset[int] | None = None,
    triwulan: Collection[Triwulan] | None = None,
) -> list[TindakLanjut]:
    """List the plans of a scope, the newest triwulan first."""
    where: list[ColumnElement[bool]] = [within(scope, col(TindakLanjut.upp_id))]
    if upp_ids is not None:
        where.append(col(TindakLanjut.upp_id).in_(sorted(upp_ids)))
    if triwulan is not None:
        number = col(TindakLanjut.tahun) * 4 + col(TindakLanjut.triwulan)
        where.append(number.in_(sorted(x.tahun * 4 + x.nomor for x in triwulan)))
    return list(
        session.exec(
            select(TindakLanjut)
            .where(*where)
            .order_by(
                col(TindakLanjut.tahun).desc(),
                col(TindakLanjut.triwulan).desc(),
                col(TindakLanjut.upp_id),
            )
        )
    )


def list_kegiatan(session: Session, rencana_ids: Collection[int]) -> list[KegiatanRow]:
    """List the actions of some plans, of each unsur in their order."""
    rows = session.exec(
        select(Kegiatan)
        .where(col(Kegiatan.tindak_lanjut_id).in_(sorted(rencana_ids)))
        .order_by(
            col(Kegiatan.tindak_lanjut_id),
            col(Kegiatan.unsur),
            col(Kegiatan.urutan),
            col(Kegiatan.id),
        )
    )
    return [kegiatan_row(row) for row in rows]


def find_kegiatan(
    session: Session, scope: Scope, kegiatan_id: int, *, lock: bool = False
) -> tuple[Kegiatan, TindakLanjut] | None:
    """Find an action inside a scope, with its plan."""
    query = select(Kegiatan).where(col(Kegiatan.id) == kegiatan_id)
    row = session.exec(query.with_for_update() if lock else query).one_or_none()
    plan = find_rencana(session, scope, row.tindak_lanjut_id) if row else None
    return (row, plan) if row and plan else None


def list_petikan(session: Session, rencana_ids: Collection[int]) -> list[PetikanRow]:
    """List what is quoted in some plans, in the order in which it was picked."""
    released = col(SaranRilis.jawaban_id)
    query = (
        sql_select(
            *(Petikan.__table__.c[k] for k in ("id", "tindak_lanjut_id", "unsur", "jawaban_id")),  # type: ignore[attr-defined]
            *(col(Petikan.teks), col(Jawaban.saran), col(Jawaban.tanggal), col(Layanan.nama)),
            *(col(Jawaban.dihapus_pada).is_not(None), released.is_not(None)),
        )
        .join_from(Petikan, Jawaban, col(Jawaban.id) == col(Petikan.jawaban_id))
        .join(Layanan, col(Layanan.id) == col(Jawaban.layanan_id))
        .join(SaranRilis, released == col(Jawaban.id), isouter=True)
        .where(col(Petikan.tindak_lanjut_id).in_(sorted(rencana_ids)))
        .order_by(col(Petikan.id))
    )
    found = []
    for row in session.connection().execute(query):
        i, rencana_id, unsur, jawaban_id, teks, saran, tanggal, layanan, gone, released_ = row
        if gone:
            teks = saran = ""
        found.append(
            PetikanRow(
                *(i, rencana_id, Unsur(unsur), jawaban_id, teks, saran, tanggal, layanan),
                dihapus=bool(gone),
                dirilis=bool(released_) and not gone,
            )
        )
    return found


def find_petikan(
    session: Session, scope: Scope, petikan_id: int
) -> tuple[Petikan, TindakLanjut] | None:
    """Find a quotation inside a scope, with its plan, and hold it."""
    row = session.exec(
        select(Petikan).where(col(Petikan.id) == petikan_id).with_for_update()
    ).one_or_none()
    plan = find_rencana(session, scope, row.tindak_lanjut_id) if row else None
    return (row, plan) if row and plan else None


def list_saran(
    session: Session, upp_ids: frozenset[int], periode: Periode, *, jawaban_id: int | None = None
) -> list[SaranTriwulan]:
    """List the suggestions of some UPP in a period that count, the newest first; or one of them."""
    where = [
        col(Layanan.upp_id).in_(sorted(upp_ids)),
        col(Jawaban.tanggal).between(periode.dari, periode.sampai),
        col(Jawaban.dihapus_pada).is_(None),
        col(Jawaban.saran) != "",
    ]
    if jawaban_id is not None:
        where.append(col(Jawaban.id) == jawaban_id)
    query = (
        sql_select(col(Jawaban.id), col(Jawaban.tanggal), col(Layanan.nama), col(Jawaban.saran))
        .join_from(Jawaban, Layanan, col(Layanan.id) == col(Jawaban.layanan_id))
        .where(*where)
        .order_by(col(Jawaban.tanggal).desc(), col(Jawaban.id).desc())
    )
    rows: Iterable[Any] = session.connection().execute(query)
    return [SaranTriwulan(*row) for row in rows]


def list_tayang(session: Session, upp_id: int, most: int) -> list[TayangTerbaca]:
    """List the newest actions of an UPP that everyone is told of; grows with what is shown alone."""
    quoted = and_(col(Jawaban.id) == col(Petikan.jawaban_id), col(Jawaban.dihapus_pada).is_(None))
    query = (
        sql_select(
            *(col(Kegiatan.unsur), col(TindakLanjut.tahun), col(TindakLanjut.triwulan)),
            *(col(Kegiatan.tayang_teks), col(Kegiatan.selesai_pada)),
            *(col(Petikan.teks), col(SaranRilis.jawaban_id), col(Layanan.upp_id)),
        )
        .join_from(Kegiatan, TindakLanjut, col(TindakLanjut.id) == col(Kegiatan.tindak_lanjut_id))
        .join(Petikan, col(Petikan.id) == col(Kegiatan.tayang_petikan_id), isouter=True)
        .join(Jawaban, quoted, isouter=True)
        .join(Layanan, col(Layanan.id) == col(Jawaban.layanan_id), isouter=True)
        .join(SaranRilis, col(SaranRilis.jawaban_id) == col(Jawaban.id), isouter=True)
        .where(
            col(TindakLanjut.upp_id) == upp_id,
            col(Kegiatan.tayang_pada).is_not(None),
            col(Kegiatan.selesai_pada).is_not(None),
        )
        .order_by(col(Kegiatan.selesai_pada).desc(), col(Kegiatan.id).desc())
        .limit(most)
    )
    rows: Iterable[Any] = session.connection().execute(query)
    return [
        TayangTerbaca(
            *(Unsur(unsur), Triwulan(tahun, nomor), teks, selesai),
            kutipan=kutipan if released is not None else "",
            kutipan_upp_id=said_of if released is not None else None,
        )
        for unsur, tahun, nomor, teks, selesai, kutipan, released, said_of in rows
    ]


def list_bukti(session: Session, rencana_ids: Collection[int]) -> list[BuktiRow]:
    """List the evidence of some plans, in the order in which it came."""
    rows = session.exec(
        select(BuktiKegiatan)
        .join(Kegiatan, col(Kegiatan.id) == col(BuktiKegiatan.kegiatan_id))
        .where(col(Kegiatan.tindak_lanjut_id).in_(sorted(rencana_ids)))
        .order_by(col(BuktiKegiatan.id))
    )
    return [bukti_row(row) for row in rows]


def bukti_row(row: BuktiKegiatan) -> BuktiRow:
    """Return a stored file of evidence as a frozen row."""
    return BuktiRow(
        *(stored_id(row.id), row.kegiatan_id, row.kunci, row.sidik, row.jenis, row.nama),
        *(row.keterangan, row.ukuran, row.diunggah_pada, row.diunggah_oleh),
    )


def count_bukti(session: Session, kegiatan_id: int) -> int:
    """Count the files that prove an action."""
    query = select(func.count()).where(col(BuktiKegiatan.kegiatan_id) == kegiatan_id)
    return session.exec(query).one()


def next_urutan(session: Session, rencana_id: int, unsur: Unsur) -> int:
    """Return the number of the next action of an unsur."""
    query = select(func.max(Kegiatan.urutan)).where(
        col(Kegiatan.tindak_lanjut_id) == rencana_id, col(Kegiatan.unsur) == unsur.value
    )
    return (session.exec(query).one() or 0) + 1


def is_tayang(session: Session, petikan_id: int) -> bool:
    """Tell whether an action quotes a suggestion for everyone, or did and may again."""
    query = select(func.count()).where(col(Kegiatan.tayang_petikan_id) == petikan_id)
    return bool(session.exec(query).one())
