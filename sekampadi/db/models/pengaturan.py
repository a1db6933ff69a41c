"""Pengaturan: what the province sets for itself, and the picture of its mark."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, LargeBinary
from sqlmodel import Field, SQLModel

from sekampadi.db.types import UtcDateTime


class Pengaturan(SQLModel, table=True):
    """A group of settings under its name; what is missing has the default of the program."""

    __tablename__ = "pengaturan"

    kunci: str = Field(max_length=60, primary_key=True)
    nilai: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    diubah: datetime = Field(sa_type=UtcDateTime)


class Logo(SQLModel, table=True):
    """The mark as PNG, drawn anew from what was uploaded; the newest row counts.

    ``sidik`` names the content, so that browsers can keep it and still notice a new one.
    """

    __tablename__ = "logo"

    id: int | None = Field(default=None, primary_key=True)
    sidik: str = Field(max_length=64)
    isi: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    diubah: datetime = Field(sa_type=UtcDateTime)
