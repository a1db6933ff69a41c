"""Pelaksanaan: how an UPP carried its survey out in a triwulan, as its operator tells it."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from sekampadi.db.types import UtcDateTime


class PelaksanaanSurvei(SQLModel, table=True):
    """One UPP in one triwulan; what nobody has told is None.

    ``dilayani`` is the population of the minimum sample; ``pelaksana`` is a value of
    ``domain.pelaksanaan.Pelaksana`` and ``pihak_ketiga`` names who it was.
    """

    __tablename__ = "pelaksanaan"
    __table_args__ = (
        CheckConstraint("triwulan BETWEEN 1 AND 4", "triwulan"),
        CheckConstraint("dilayani >= 1", "dilayani"),
        CheckConstraint("dibagikan >= 0 AND kembali >= 0 AND kembali <= dibagikan", "kuesioner"),
    )

    upp_id: int = Field(foreign_key="upp.id", primary_key=True)
    tahun: int = Field(primary_key=True)
    triwulan: int = Field(primary_key=True)
    dilayani: int | None = None
    dibagikan: int | None = None
    kembali: int | None = None
    pelaksana: str = Field(max_length=20)
    pihak_ketiga: str = Field(default="", max_length=200)
    diubah: datetime = Field(sa_type=UtcDateTime)
    diubah_oleh: str = Field(max_length=60)
