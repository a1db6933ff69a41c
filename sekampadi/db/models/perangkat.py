"""Perangkat pertanyaan: a version of the questionnaire, and its questions."""

from datetime import date
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class StatusPerangkat(StrEnum):
    """Life of a version: drafted, in force from a date, put away."""

    DRAF = "draf"
    BERLAKU = "berlaku"
    ARSIP = "arsip"


class Perangkat(SQLModel, table=True):
    """One version of a question set; an answer keeps the version it was given under."""

    __tablename__ = "perangkat"
    __table_args__ = (UniqueConstraint("kode", "versi"),)

    id: int | None = Field(default=None, primary_key=True)
    kode: str = Field(max_length=40)
    versi: int = 1
    nama: str = Field(max_length=120)
    umum: str = Field(max_length=500)
    status: str = Field(max_length=10)
    berlaku_dari: date | None = None


class Butir(SQLModel, table=True):
    """The question of one unsur with the words of its four scores."""

    __tablename__ = "butir"

    perangkat_id: int = Field(foreign_key="perangkat.id", primary_key=True)
    unsur: str = Field(max_length=20, primary_key=True)
    teks: str = Field(max_length=500)
    opsi_1: str = Field(max_length=120)
    opsi_2: str = Field(max_length=120)
    opsi_3: str = Field(max_length=120)
    opsi_4: str = Field(max_length=120)
