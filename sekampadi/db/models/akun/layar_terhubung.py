"""Layar terhubung: a wall or a leader's phone that shows the leaders' screen without a login."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from sekampadi.db.types import UtcDateTime


class LayarTerhubung(SQLModel, table=True):
    """A wall that may show the province, or the UPP ``upp_id``; of its secrets only hashes are stored.

    ``token_hash`` is that of the cookie of the device that has opened the link, None before, and
    once it is over; ``tautan_hash`` that of a link that still opens it, until ``tautan_sampai``.
    ``terakhir`` is when it was last seen showing the screen, to a minute.
    """

    __tablename__ = "layar_terhubung"

    id: int | None = Field(default=None, primary_key=True)
    nama: str = Field(max_length=60)
    upp_id: int | None = Field(default=None, foreign_key="upp.id", index=True)
    token_hash: str | None = Field(default=None, max_length=64, unique=True)
    tautan_hash: str | None = Field(default=None, max_length=64, unique=True)
    tautan_sampai: datetime | None = Field(default=None, sa_type=UtcDateTime)
    tautan_oleh: int = Field(foreign_key="operator.id")
    gawai: str = Field(default="", max_length=60)
    dibuat: datetime = Field(sa_type=UtcDateTime)
    dibuat_oleh: int = Field(foreign_key="operator.id")
    berlaku_sampai: datetime = Field(sa_type=UtcDateTime)
    terakhir: datetime | None = Field(default=None, sa_type=UtcDateTime)
    dicabut_pada: datetime | None = Field(default=None, sa_type=UtcDateTime)
