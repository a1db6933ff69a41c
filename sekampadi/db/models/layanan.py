"""Layanan: a service an UPP gives."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from sekampadi.db.types import UtcDateTime


class Layanan(SQLModel, table=True):
    """A service. ``kode`` stands in printed QR codes and never changes.

    ``ditutup_pada`` is the moment it was deactivated; None while it is active, or when it was
    closed before that was kept.
    """

    __tablename__ = "layanan"

    id: int | None = Field(default=None, primary_key=True)
    upp_id: int = Field(foreign_key="upp.id", index=True)
    kode: str = Field(max_length=120, unique=True)
    nama: str = Field(max_length=200)
    biaya: str = Field(default="", max_length=100)
    standar_waktu: str = Field(default="", max_length=100)
    aktif: bool = True
    ditutup_pada: datetime | None = Field(default=None, sa_type=UtcDateTime)
