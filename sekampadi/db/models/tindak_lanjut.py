"""Tindak lanjut: what an UPP plans after a triwulan, what came of it, and what proves it (decree, L.2)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from sekampadi.db.types import UtcDateTime


class TindakLanjut(SQLModel, table=True):
    """The plan (RTL) of one UPP for one triwulan, begun from the figures of a published sheet.

    ``publikasi_id`` is the sheet whose figures it last took over; a newer one is shown beside it.
    """

    __tablename__ = "tindak_lanjut"
    __table_args__ = (
        UniqueConstraint("upp_id", "tahun", "triwulan"),
        CheckConstraint("triwulan BETWEEN 1 AND 4", "triwulan"),
    )

    id: int | None = Field(default=None, primary_key=True)
    upp_id: int = Field(foreign_key="upp.id")
    tahun: int
    triwulan: int
    publikasi_id: int = Field(foreign_key="publikasi.id", index=True)
    dibuat_pada: datetime = Field(sa_type=UtcDateTime)
    dibuat_oleh: str = Field(max_length=60)
    diubah_pada: datetime = Field(sa_type=UtcDateTime)
    diubah_oleh: str = Field(max_length=60)


class Kegiatan(SQLModel, table=True):
    """One action of a plan: what is planned, what came of it, and what everyone is told of it.

    ``urutan`` counts within its unsur; ``versi`` grows with every change, so that nobody writes over
    what he has not seen. ``tayang_pada`` is None for what is not shown to everyone.
    """

    __tablename__ = "kegiatan"

    id: int | None = Field(default=None, primary_key=True)
    tindak_lanjut_id: int = Field(foreign_key="tindak_lanjut.id", index=True)
    unsur: str = Field(max_length=20)
    urutan: int
    versi: int = 1

    nama: str = Field(max_length=500)
    mulai: date | None = None
    target: date = Field(index=True)
    penanggung_jawab: str = Field(max_length=200)
    prioritas: str = Field(max_length=10)
    jangka: str = Field(max_length=10)

    status: str = Field(default="belum", max_length=10)
    uraian: str = Field(default="", sa_type=Text)
    hambatan: str = Field(default="", sa_type=Text)
    alasan: str = Field(default="", max_length=500)
    selesai_pada: date | None = None
    strategi: str = Field(default="", sa_type=Text)
    strategi_target: date | None = None
    strategi_penanggung_jawab: str = Field(default="", max_length=200)
    stakeholder: str = Field(default="", max_length=300)

    tayang_teks: str = Field(default="", max_length=500)
    tayang_petikan_id: int | None = Field(default=None, foreign_key="petikan.id")
    tayang_pada: datetime | None = Field(default=None, sa_type=UtcDateTime)

    diubah_pada: datetime = Field(sa_type=UtcDateTime)
    diubah_oleh: str = Field(max_length=60)


class Petikan(SQLModel, table=True):
    """What was picked of a suggestion for an unsur of a plan; it stays tied to its answer.

    ``teks`` is the suggestion or a shortening of it (``domain.tindak_lanjut.petikan``).
    """

    __tablename__ = "petikan"
    __table_args__ = (UniqueConstraint("tindak_lanjut_id", "unsur", "jawaban_id"),)

    id: int | None = Field(default=None, primary_key=True)
    tindak_lanjut_id: int = Field(foreign_key="tindak_lanjut.id")
    unsur: str = Field(max_length=20)
    jawaban_id: int = Field(foreign_key="jawaban.id", index=True)
    teks: str = Field(sa_type=Text)
    dipilih_pada: datetime = Field(sa_type=UtcDateTime)
    dipilih_oleh: str = Field(max_length=60)


class BuktiKegiatan(SQLModel, table=True):
    """A file that proves an action.

    ``kunci`` names it in addresses and cannot be guessed; ``sidik`` is the SHA-256 of what is
    stored, and names the file on disk, which several rows may share.
    """

    __tablename__ = "bukti_kegiatan"

    id: int | None = Field(default=None, primary_key=True)
    kegiatan_id: int = Field(foreign_key="kegiatan.id", index=True)
    kunci: str = Field(max_length=32, unique=True)
    sidik: str = Field(max_length=64, index=True)
    jenis: str = Field(max_length=10)
    nama: str = Field(max_length=120)
    keterangan: str = Field(default="", max_length=200)
    ukuran: int
    diunggah_pada: datetime = Field(sa_type=UtcDateTime)
    diunggah_oleh: str = Field(max_length=60)


class DrafIsian(SQLModel, table=True):
    """What a person has typed into a form of a plan and not saved yet.

    ``objek`` names the form (``kegiatan:12``, ``hasil:12``, ``baru:waktu``); ``versi`` is that of
    what it changes when the typing began; 0 for what does not exist yet.
    """

    __tablename__ = "draf"

    operator_id: int = Field(foreign_key="operator.id", primary_key=True)
    tindak_lanjut_id: int = Field(foreign_key="tindak_lanjut.id", primary_key=True)
    objek: str = Field(max_length=40, primary_key=True)
    versi: int
    isi: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    diubah_pada: datetime = Field(sa_type=UtcDateTime)


class Kehadiran(SQLModel, table=True):
    """Who has a plan open, and until when that is believed."""

    __tablename__ = "kehadiran"

    tindak_lanjut_id: int = Field(foreign_key="tindak_lanjut.id", primary_key=True)
    operator_id: int = Field(foreign_key="operator.id", primary_key=True)
    terlihat_pada: datetime = Field(sa_type=UtcDateTime)
    mengisi: str = Field(default="", max_length=40)
