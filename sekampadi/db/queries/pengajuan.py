"""Reads of what is handed in, of its moves and deadlines, and of who may act for whom (decree, H)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from sekampadi.db.models import (
    Beku,
    BekuBerkas,
    Delegasi,
    LangkahAlur,
    Operator,
    Pengajuan,
    TenggatGeser,
)
from sekampadi.db.scope import within
from sekampadi.db.types import stored_id
from sekampadi.domain.izin import Role, Scope
from sekampadi.domain.laporan.pelaksanaan import Triwulan
from sekampadi.domain.pengajuan.alur import AksiPengajuan, StatusPengajuan
from sekampadi.domain.pengajuan.delegasi import BentukDelegasi, Sebagai
from sekampadi.domain.pengajuan.tenggat import Geser, MasaLapor


@dataclass(frozen=True, slots=True)
class PengajuanRow:
    """Where the papers of an UPP are."""

    id: int
    upp_id: int
    masa: MasaLapor
    status: StatusPengajuan
    versi: int
    diubah_pada: datetime


@dataclass(frozen=True, slots=True)
class LangkahRow:
    """A move that was made."""

    id: int
    aksi: str
    dari: str
    ke: str
    waktu: datetime
    operator_id: int | None
    oleh: str
    sebagai: Sebagai
    catatan: str
    beku_id: int | None


@dataclass(frozen=True, slots=True)
class BekuBerkasRow:
    """A file of what was handed in."""

    id: int
    beku_id: int
    jenis: str
    kunci: str
    sidik: str
    nama: str
    ukuran: int  # bytes


@dataclass(frozen=True, slots=True)
class DelegasiRow:
    """Who acts for an official."""

    id: int
    sebagai: Sebagai
    upp_id: int | None
    operator_id: int
    username: str
    dari: date
    sampai: date
    dasar: str
    dibuat_oleh: str
    dibuat_pada: datetime
    dicabut_pada: datetime | None
    dicabut_oleh: str


@dataclass(frozen=True, slots=True)
class RiwayatGeser:
    """A move of a deadline, and who made it."""

    geser: Geser
    waktu: datetime
    oleh: str


def pengajuan_row(row: Pengajuan) -> PengajuanRow:
    """Return a stored pengajuan as a frozen row."""
    return PengajuanRow(
        stored_id(row.id),
        row.upp_id,
        MasaLapor(row.tahun, row.triwulan),
        StatusPengajuan(row.status),
        row.versi,
        row.diubah_pada,
    )


def find_pengajuan(
    session: Session, upp_id: int, masa: MasaLapor, *, lock: bool = False
) -> Pengajuan | None:
    """Find the pengajuan of an UPP; ``lock`` lets nobody else move it before the transaction ends."""
    query = select(Pengajuan).where(
        col(Pengajuan.upp_id) == upp_id,
        col(Pengajuan.tahun) == masa.tahun,
        col(Pengajuan.triwulan) == masa.nomor,
    )
    return session.exec(query.with_for_update() if lock else query).one_or_none()


def list_pengajuan(
    session: Session, scope: Scope, tahun: Collection[int] | None = None
) -> list[PengajuanRow]:
    """List what was begun inside a scope, of some years or of all."""
    query = select(Pengajuan).where(within(scope, col(Pengajuan.upp_id)))
    if tahun is not None:
        query = query.where(col(Pengajuan.tahun).in_(sorted(tahun)))
    return [pengajuan_row(row) for row in session.exec(query)]


def list_diterima(session: Session, triwulan: Triwulan) -> list[PengajuanRow]:
    """List what Admin Pemprov has accepted for a triwulan."""
    query = select(Pengajuan).where(
        col(Pengajuan.tahun) == triwulan.tahun,
        col(Pengajuan.triwulan) == triwulan.nomor,
        col(Pengajuan.status) == StatusPengajuan.DITERIMA.value,
    )
    return [pengajuan_row(row) for row in session.exec(query)]


def langkah_row(row: LangkahAlur) -> LangkahRow:
    """Return a stored move as a frozen row."""
    return LangkahRow(
        stored_id(row.id),
        row.aksi,
        row.dari,
        row.ke,
        row.waktu,
        row.operator_id,
        row.oleh,
        Sebagai(Role(row.sebagai), BentukDelegasi(row.bentuk) if row.bentuk else None),
        row.catatan,
        row.beku_id,
    )


def list_langkah(
    session: Session, *, pengajuan_id: int | None = None, dossier_id: int | None = None
) -> list[LangkahRow]:
    """List the moves of a pengajuan or of a dossier, the oldest first."""
    query = select(LangkahAlur).order_by(col(LangkahAlur.id))
    if pengajuan_id is not None:
        query = query.where(col(LangkahAlur.pengajuan_id) == pengajuan_id)
    else:
        query = query.where(col(LangkahAlur.dossier_id) == dossier_id)
    return [langkah_row(row) for row in session.exec(query)]


def list_langkah_of(
    session: Session, scope: Scope, tahun: Collection[int]
) -> dict[int, list[LangkahRow]]:
    """List the moves of all pengajuan of some years inside a scope, by the pengajuan's id."""
    query = (
        select(LangkahAlur)
        .join(Pengajuan, col(Pengajuan.id) == col(LangkahAlur.pengajuan_id))
        .where(within(scope, col(Pengajuan.upp_id)), col(Pengajuan.tahun).in_(sorted(tahun)))
        .order_by(col(LangkahAlur.id))
    )
    found: dict[int, list[LangkahRow]] = {}
    for row in session.exec(query):
        found.setdefault(stored_id(row.pengajuan_id), []).append(langkah_row(row))
    return found


def list_disampaikan(session: Session, scope: Scope, tahun: Collection[int]) -> dict[int, datetime]:
    """Return when each pengajuan of some years first left its UPP, by its id."""
    query: Any = (
        select(LangkahAlur.pengajuan_id, func.min(LangkahAlur.waktu))
        .join(Pengajuan, col(Pengajuan.id) == col(LangkahAlur.pengajuan_id))
        .where(
            within(scope, col(Pengajuan.upp_id)),
            col(Pengajuan.tahun).in_(sorted(tahun)),
            col(LangkahAlur.aksi) == AksiPengajuan.SETUJUI.value,
        )
        .group_by(col(LangkahAlur.pengajuan_id))
    )
    return dict(session.exec(query).all())


def get_beku(session: Session, beku_id: int) -> Beku | None:
    """Return what was handed in."""
    return session.get(Beku, beku_id)


def list_berkas(session: Session, beku_ids: Collection[int]) -> list[BekuBerkasRow]:
    """List the files of what was handed in, in the order in which they were."""
    query = (
        select(BekuBerkas)
        .where(col(BekuBerkas.beku_id).in_(sorted(beku_ids)))
        .order_by(col(BekuBerkas.id))
    )
    return [
        BekuBerkasRow(
            *(stored_id(row.id), row.beku_id, row.jenis, row.kunci),
            *(row.sidik, row.nama, row.ukuran),
        )
        for row in session.exec(query)
    ]


def list_riwayat_geser(session: Session, tahun: Collection[int]) -> list[RiwayatGeser]:
    """List the moves of the deadlines of some years, the oldest first."""
    query = (
        select(TenggatGeser)
        .where(col(TenggatGeser.tahun).in_(sorted(tahun)))
        .order_by(col(TenggatGeser.id))
    )
    return [
        RiwayatGeser(
            Geser(MasaLapor(row.tahun, row.triwulan), row.upp_id, row.tanggal, row.alasan),
            row.dibuat_pada,
            row.dibuat_oleh,
        )
        for row in session.exec(query)
    ]


def list_geser(session: Session, tahun: Collection[int]) -> list[Geser]:
    """List the deadlines of some years that were moved, the oldest move first."""
    return [row.geser for row in list_riwayat_geser(session, tahun)]


def _delegasi(rows: Iterable[tuple[Delegasi, str]]) -> list[DelegasiRow]:
    return [
        DelegasiRow(
            stored_id(row.id),
            Sebagai(Role(row.peran), BentukDelegasi(row.bentuk)),
            row.upp_id,
            row.operator_id,
            username,
            row.dari,
            row.sampai,
            row.dasar,
            row.dibuat_oleh,
            row.dibuat_pada,
            row.dicabut_pada,
            row.dicabut_oleh,
        )
        for row, username in rows
    ]


def list_delegasi(session: Session, scope: Scope) -> list[DelegasiRow]:
    """List all delegations, the newest first: those of the UPP of a scope, and with it the province's."""
    query = (
        select(Delegasi, Operator.username)
        .join(Operator, col(Operator.id) == col(Delegasi.operator_id))
        .order_by(col(Delegasi.id).desc())
    )
    if scope.upp_ids is not None:
        query = query.where(within(scope, col(Delegasi.upp_id)))
    return _delegasi(session.exec(query))


def list_delegasi_on(
    session: Session, today: date, *, operator_id: int | None = None
) -> list[DelegasiRow]:
    """List the delegations that are in force on a day, of one person or of all."""
    query = (
        select(Delegasi, Operator.username)
        .join(Operator, col(Operator.id) == col(Delegasi.operator_id))
        .where(
            col(Delegasi.dari) <= today,
            col(Delegasi.sampai) >= today,
            col(Delegasi.dicabut_pada).is_(None),
        )
        .order_by(col(Delegasi.id))
    )
    if operator_id is not None:
        query = query.where(col(Delegasi.operator_id) == operator_id)
    return _delegasi(session.exec(query))


def list_pelaku(session: Session, peran: Role, upp_id: int | None, today: date) -> list[int]:
    """Return the accounts that may act in a role today: those that have it, and who acts for them."""
    own = select(Operator.id).where(col(Operator.role) == peran.value, col(Operator.aktif))
    if upp_id is not None:
        own = own.where(col(Operator.upp_id) == upp_id)
    found = {stored_id(i) for i in session.exec(own)}
    acting = (
        select(Delegasi.operator_id)
        .join(Operator, col(Operator.id) == col(Delegasi.operator_id))
        .where(
            col(Delegasi.peran) == peran.value,
            or_(col(Delegasi.upp_id) == upp_id, col(Delegasi.upp_id).is_(None)),
            col(Delegasi.dari) <= today,
            col(Delegasi.sampai) >= today,
            col(Delegasi.dicabut_pada).is_(None),
            col(Operator.aktif),
        )
    )
    return sorted(found | set(session.exec(acting)))


def list_nama_pelaku(
    session: Session, peran: Role, upp_id: int | None, today: date, *, but: int
) -> tuple[str, ...]:
    """Return the usernames of those who may act in a role today, but for one account."""
    others = [i for i in list_pelaku(session, peran, upp_id, today) if i != but]
    query = select(Operator.username).where(col(Operator.id).in_(others))
    return tuple(session.exec(query.order_by(col(Operator.username))))
