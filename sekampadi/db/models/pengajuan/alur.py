"""Pengajuan and dossier: where each paper of a triwulan stands, and how it came there (decree, H)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from sekampadi.db.types import UtcDateTime


class Pengajuan(SQLModel, table=True):
    """What an UPP hands in for a triwulan, or with ``triwulan`` 0 for a year.

    ``status`` is a value of ``domain.pengajuan.alur.StatusPengajuan``; ``versi`` grows with every
    move, so that nobody moves what he has not seen.
    """

    __tablename__ = "pengajuan"
    __table_args__ = (
        UniqueConstraint("upp_id", "tahun", "triwulan"),
        CheckConstraint("triwulan BETWEEN 0 AND 4", "triwulan"),
    )

    id: int | None = Field(default=None, primary_key=True)
    upp_id: int = Field(foreign_key="upp.id")
    tahun: int
    triwulan: int
    status: str = Field(max_length=20)
    versi: int = 0
    diubah_pada: datetime = Field(sa_type=UtcDateTime)


class Dossier(SQLModel, table=True):
    """What the province hands up for a triwulan: ``urut`` 0, and its addenda from 1.

    ``pengantar`` and ``simpulan`` are the words of the Ketua Tim in the Laporan IKM Triwulan.
    ``beku_id`` is what was handed to the Kabag, and what was closed.
    """

    __tablename__ = "dossier"
    __table_args__ = (
        UniqueConstraint("tahun", "triwulan", "urut"),
        CheckConstraint("triwulan BETWEEN 1 AND 4", "triwulan"),
    )

    id: int | None = Field(default=None, primary_key=True)
    tahun: int
    triwulan: int
    urut: int
    nomor: str = Field(max_length=80, unique=True)
    status: str = Field(max_length=20)
    versi: int = 0
    pengantar: str = Field(default="", sa_type=Text)
    simpulan: str = Field(default="", sa_type=Text)
    surat_nomor: str = Field(default="", max_length=80)
    surat_tanggal: date | None = None
    beku_id: int | None = Field(default=None, foreign_key="beku.id")
    diubah_pada: datetime = Field(sa_type=UtcDateTime)


class DrafDossier(SQLModel, table=True):
    """What a person has typed as words of a dossier and not saved yet.

    ``versi`` is that of the dossier when the typing began.
    """

    __tablename__ = "draf_dossier"

    operator_id: int = Field(foreign_key="operator.id", primary_key=True)
    dossier_id: int = Field(foreign_key="dossier.id", primary_key=True)
    versi: int
    isi: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    diubah_pada: datetime = Field(sa_type=UtcDateTime)


class DossierPengajuan(SQLModel, table=True):
    """What a dossier held when it was handed to the Kabag, as it had been accepted."""

    __tablename__ = "dossier_pengajuan"

    dossier_id: int = Field(foreign_key="dossier.id", primary_key=True)
    pengajuan_id: int = Field(foreign_key="pengajuan.id", primary_key=True, index=True)
    beku_id: int = Field(foreign_key="beku.id")


class Beku(SQLModel, table=True):
    """What was handed in, as it was at that moment. Never changed.

    ``sidik`` is the SHA-256 of ``isi`` as canonical JSON, the fingerprints of its files included.
    """

    __tablename__ = "beku"

    id: int | None = Field(default=None, primary_key=True)
    sidik: str = Field(max_length=64, index=True)
    isi: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    dibuat_pada: datetime = Field(sa_type=UtcDateTime)


class BekuBerkas(SQLModel, table=True):
    """A file of what was handed in; ``sidik`` names it on disk, ``kunci`` in addresses."""

    __tablename__ = "beku_berkas"

    id: int | None = Field(default=None, primary_key=True)
    beku_id: int = Field(foreign_key="beku.id", index=True)
    jenis: str = Field(max_length=20)
    kunci: str = Field(max_length=32, unique=True)
    sidik: str = Field(max_length=64, index=True)
    nama: str = Field(max_length=120)
    ukuran: int


class LangkahAlur(SQLModel, table=True):
    """A move of a pengajuan or of a dossier: who, as what, when, and why.

    ``sebagai`` is the role that the move takes; ``bentuk`` is ``plh`` or ``plt`` when the person
    had it by a delegation. ``operator_id`` is None for what the demonstration made up. ``beku_id``
    is what the move handed in or speaks of.
    """

    __tablename__ = "langkah"
    __table_args__ = (CheckConstraint("(pengajuan_id IS NULL) <> (dossier_id IS NULL)", "objek"),)

    id: int | None = Field(default=None, primary_key=True)
    pengajuan_id: int | None = Field(default=None, foreign_key="pengajuan.id", index=True)
    dossier_id: int | None = Field(default=None, foreign_key="dossier.id", index=True)
    aksi: str = Field(max_length=20)
    dari: str = Field(max_length=20)
    ke: str = Field(max_length=20)
    waktu: datetime = Field(sa_type=UtcDateTime)
    operator_id: int | None = Field(default=None, foreign_key="operator.id")
    oleh: str = Field(max_length=60)
    sebagai: str = Field(max_length=30)
    bentuk: str = Field(default="", max_length=5)
    catatan: str = Field(default="", sa_type=Text)
    beku_id: int | None = Field(default=None, foreign_key="beku.id")


class Delegasi(SQLModel, table=True):
    """Who acts for an official from one day to another, both included (Plh., Plt.).

    ``upp_id`` is set for the role of an UPP. ``dasar`` is the letter it rests on.
    """

    __tablename__ = "delegasi"

    id: int | None = Field(default=None, primary_key=True)
    peran: str = Field(max_length=30)
    upp_id: int | None = Field(default=None, foreign_key="upp.id", index=True)
    operator_id: int = Field(foreign_key="operator.id", index=True)
    bentuk: str = Field(max_length=5)
    dari: date
    sampai: date
    dasar: str = Field(max_length=200)
    dibuat_pada: datetime = Field(sa_type=UtcDateTime)
    dibuat_oleh: str = Field(max_length=60)
    dicabut_pada: datetime | None = Field(default=None, sa_type=UtcDateTime)
    dicabut_oleh: str = Field(default="", max_length=60)


class TenggatGeser(SQLModel, table=True):
    """A deadline that was moved, for all UPP or for one; the newest counts. Never changed.

    ``triwulan`` 0 is that of the year's reports.
    """

    __tablename__ = "tenggat_geser"
    __table_args__ = (CheckConstraint("triwulan BETWEEN 0 AND 4", "triwulan"),)

    id: int | None = Field(default=None, primary_key=True)
    tahun: int
    triwulan: int
    upp_id: int | None = Field(default=None, foreign_key="upp.id")
    tanggal: date
    alasan: str = Field(max_length=500)
    dibuat_pada: datetime = Field(sa_type=UtcDateTime)
    dibuat_oleh: str = Field(max_length=60)
