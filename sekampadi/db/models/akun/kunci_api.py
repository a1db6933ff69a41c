"""Kunci API: the key by which another system acts for an UPP."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from sekampadi.db.types import UtcDateTime


class KunciApi(SQLModel, table=True):
    """A key of an UPP, for the uses of ``guna`` (``domain.integrasi.kunci.join_guna``).

    Of the key itself only the hash ``sidik`` and its first letters ``awalan`` are stored. When it was last
    used is known to a day: a moment would lead to the answer that was sent then.
    """

    __tablename__ = "kunci_api"

    id: int | None = Field(default=None, primary_key=True)
    upp_id: int = Field(foreign_key="upp.id", index=True)
    nama: str = Field(max_length=60)
    guna: str = Field(max_length=100)
    awalan: str = Field(max_length=12)
    sidik: str = Field(max_length=64, unique=True)
    dibuat: datetime = Field(sa_type=UtcDateTime)
    oleh: int = Field(foreign_key="operator.id")
    berakhir: datetime = Field(sa_type=UtcDateTime)
    dicabut: datetime | None = Field(default=None, sa_type=UtcDateTime)
    terakhir_dipakai: date | None = Field(default=None)
