"""Layanan: a service an UPP gives."""

from sqlmodel import Field, SQLModel


class Layanan(SQLModel, table=True):
    """A service. ``kode`` stands in printed QR codes and never changes."""

    __tablename__ = "layanan"

    id: int | None = Field(default=None, primary_key=True)
    upp_id: int = Field(foreign_key="upp.id", index=True)
    kode: str = Field(max_length=120, unique=True)
    nama: str = Field(max_length=200)
    biaya: str = Field(default="", max_length=100)
    standar_waktu: str = Field(default="", max_length=100)
    aktif: bool = True
