"""Peringatan: when a person wants to be told, what he has been told, and where he is reached."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from sekampadi.db.types import UtcDateTime

_UNREAD = text("dibaca IS NULL")


class Peringatan(SQLModel, table=True):
    """A rule. ``ambang`` is an IKM in hundredths; ``terakhir`` the last day an IKM rule has spoken."""

    __tablename__ = "peringatan"

    id: int | None = Field(default=None, primary_key=True)
    operator_id: int = Field(foreign_key="operator.id", ondelete="CASCADE", index=True)
    jenis: str = Field(max_length=10)
    cakupan: str = Field(default="", max_length=120)
    ambang: int | None = None
    min_n: int = 0
    kata: list[Any] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    email: bool = False
    webhook: bool = False
    dibuat: datetime = Field(sa_type=UtcDateTime)
    terakhir: date | None = None


class Notifikasi(SQLModel, table=True):
    """A notice to one person. ``kunci`` names its cause: nobody is told the same thing twice.

    Whoever has lost the right ``izin``, or sight of ``upp_id``, no longer sees it. A suggestion
    is not copied: ``jawaban_id`` leads to it as long as it stands.
    """

    __tablename__ = "notifikasi"
    __table_args__ = (
        UniqueConstraint("operator_id", "kunci"),
        Index("ix_notifikasi_operator_id_id", "operator_id", "id"),
        Index(
            "ix_notifikasi_belum_dibaca",
            "operator_id",
            sqlite_where=_UNREAD,
            postgresql_where=_UNREAD,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    operator_id: int = Field(foreign_key="operator.id", ondelete="CASCADE")
    kunci: str = Field(max_length=120)
    waktu: datetime = Field(sa_type=UtcDateTime, index=True)
    jenis: str = Field(max_length=10)
    judul: str = Field(max_length=300)
    isi: str = Field(max_length=600)
    tautan: str = Field(default="", max_length=300)
    izin: str = Field(max_length=60)
    upp_id: int | None = Field(default=None, foreign_key="upp.id", ondelete="CASCADE")
    jawaban_id: int | None = Field(default=None, foreign_key="jawaban.id", ondelete="CASCADE")
    email: bool = False
    dibaca: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Saluran(SQLModel, table=True):
    """Where a person is reached outside the application.

    The key that signs a webhook is made of the program's secret and ``versi``; it is not stored.
    """

    __tablename__ = "saluran"

    operator_id: int = Field(foreign_key="operator.id", ondelete="CASCADE", primary_key=True)
    email: str = Field(default="", max_length=254)
    webhook: str = Field(default="", max_length=500)
    versi: int = 1
    diubah: datetime = Field(sa_type=UtcDateTime)
